//! The tables that figures draw: one copy for all figures of a part.
//!
//! At build time they are part of the program. A page fetches those that its figures name ([`Widget::tables`]), each when a figure
//! first needs it; the runtime then hands the text to [`supply`].
//!
//! [`Widget::tables`]: crate::widget::Widget::tables

use std::cell::RefCell;
use std::rc::Rc;

use simulation::data::Source;
use simulation::dataset::Dataset;

use crate::parameters::ParameterError;

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
/// In a page, if the table was not fetched: whoever asks must have named it in [`Widget::tables`](crate::widget::Widget::tables).
pub fn table(source: Source) -> Result<Rc<Dataset>, ParameterError> {
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
