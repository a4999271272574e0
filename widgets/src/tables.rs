//! The tables that figures draw: one copy for all figures of a part.
//!
//! At build time they are part of the program. A page fetches those that its figures name ([`Widget::tables`]), each when a figure
//! first needs it; the runtime then hands the text to [`supply`]. A reader's own rows are nowhere but on the reader's device: see [`own`].
//!
//! [`Widget::tables`]: crate::widget::Widget::tables

pub mod own;

use std::cell::RefCell;
use std::rc::Rc;

use simulation::data::{About, Source};
use simulation::dataset::Dataset;

use crate::code::on_demand;
use crate::parameters::ParameterError;
pub use own::OwnRows;

/// Whose rows a figure draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableId {
    /// Those of a table that comes with the book.
    Book(Source),
    /// The reader's own.
    Own(OwnRows),
}

impl TableId {
    /// What is known of the table: of own rows that are not on this device, nothing.
    pub fn about(self) -> &'static About {
        match self {
            Self::Book(source) => source.about(),
            Self::Own(rows) => own::about(rows),
        }
    }

    /// How directives and links call it.
    pub fn name(self) -> &'static str {
        self.about().name
    }

    /// The table that a page can fetch.
    pub fn fetched(self) -> Option<Source> {
        match self {
            Self::Book(source) => Some(source),
            Self::Own(_) => None,
        }
    }
}

impl From<Source> for TableId {
    fn from(source: Source) -> Self {
        Self::Book(source)
    }
}

/// Refuses own rows that are not on this device.
///
/// # Errors
/// [`ParameterError`] that says so.
pub fn check(tables: &[TableId]) -> Result<(), ParameterError> {
    tables.iter().try_for_each(|table| match *table {
        TableId::Own(rows) if !NONE => on_demand(|| own::table(rows)).map(|_| ()),
        _ => Ok(()),
    })
}

/// Whether this is a part of the page's code whose figures draw no tables: it then holds no parsers, and nothing that waits.
pub(crate) const NONE: bool = cfg!(all(feature = "browser", not(feature = "tables")));

thread_local! {
    static TABLES: RefCell<Vec<(Source, Rc<Dataset>)>> = const { RefCell::new(vec![]) };
}

fn known(source: Source) -> Option<Rc<Dataset>> {
    TABLES.with_borrow(|tables| {
        tables.iter().find(|(name, _)| *name == source).map(|(_, rows)| Rc::clone(rows))
    })
}

/// The rows of a table, shared by all who ask for it.
///
/// # Errors
/// In a page, if the table was not fetched: whoever asks must have named it in [`Widget::tables`](crate::widget::Widget::tables). Own rows
/// that are not on this device.
pub fn table(of: impl Into<TableId>) -> Result<Rc<Dataset>, ParameterError> {
    let source = match of.into() {
        TableId::Book(source) => source,
        TableId::Own(rows) => return on_demand(|| own::table(rows)),
    };
    #[cfg(not(feature = "browser"))]
    if known(source).is_none() {
        supply(source, source.text()).map_err(|error| missing(source, &error))?;
    }
    known(source).ok_or_else(|| missing(source, "a table that was fetched"))
}

fn missing(source: Source, expected: &str) -> ParameterError {
    ParameterError::value("data", source.name(), expected, vec![])
}

/// Whether [`table`] has the rows at hand. Always at build time.
pub fn is_here(source: Source) -> bool {
    cfg!(not(feature = "browser")) || known(source).is_some()
}

/// Takes the text of a table's file.
///
/// # Errors
/// Which line of the text is no row of the table, in words.
pub fn supply(source: Source, text: &str) -> Result<(), String> {
    let rows = source.parse(text).map_err(|error| error.to_string())?;
    TABLES.with_borrow_mut(|tables| tables.push((source, Rc::new(rows))));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_once() {
        let (one, other) = (table(Source::Wine).unwrap(), table(Source::Wine).unwrap());
        assert!(Rc::ptr_eq(&one, &other));
        assert_eq!(one.len(), Source::Wine.about().rows);
    }

    #[test]
    fn a_text_that_is_no_table_is_refused_with_its_line() {
        let error = supply(Source::Iris, "a,b\nx,y\n").unwrap_err();
        assert!(error.contains("line"), "{error}");
    }
}
