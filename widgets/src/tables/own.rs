//! Readers' own rows, on the device where they were given: for the visit, and on the browser's [`Shelf`] for the next one.

use std::cell::RefCell;
use std::rc::Rc;

pub use simulation::data::own::MAX_BYTES;
use simulation::data::own::{OwnFile, Roles, fingerprint};
use simulation::data::{About, Task};
use simulation::dataset::Dataset;

use super::TableId;
use crate::parameters::ParameterError;

/// The name of rows: what their text is known by, and what their columns are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnRows {
    fingerprint: u64,
    roles: Roles,
}

impl OwnRows {
    /// The rows of a text.
    pub fn of(text: &str, roles: Roles) -> Self {
        Self { fingerprint: fingerprint(text), roles }
    }

    /// What their text is known by.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// What their columns are for.
    pub fn roles(&self) -> Roles {
        self.roles
    }

    /// The word in a link: `own-`, sixteen hexadecimal digits, `-`, and a letter for each column.
    pub fn word(&self) -> String {
        format!("own-{:016x}-{}", self.fingerprint, self.roles)
    }

    /// The rows of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        let (digits, roles) = word.strip_prefix("own-")?.split_once('-')?;
        let hexadecimal =
            digits.len() == 16 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let fingerprint = u64::from_str_radix(digits, 16).ok().filter(|_| hexadecimal)?;
        Some(Self { fingerprint, roles: roles.parse().ok()? })
    }
}

/// A text of rows that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The rows as they were last drawn.
    pub rows: OwnRows,
    /// What the reader calls them: the file's name, or nothing.
    pub name: String,
}

/// Where a browser keeps texts from one visit to the next.
pub trait Shelf {
    /// What is kept.
    fn list(&self) -> Vec<Kept>;
    /// The text of this fingerprint.
    fn text(&self, fingerprint: u64) -> Option<String>;
    /// Keeps a text; `false` if there is no room, or nothing may be kept.
    fn keep(&self, kept: &Kept, text: &str) -> bool;
    /// Forgets the text of this fingerprint.
    fn forget(&self, fingerprint: u64);
}

/// Rows as they are drawn. What is known of them stays as long as the page, as it does for the book's tables.
struct Known {
    rows: OwnRows,
    table: Rc<Dataset>,
    about: &'static About,
}

#[derive(Default)]
struct Device {
    known: Vec<Known>,
    /// The texts of this visit.
    visit: Vec<(Kept, String)>,
    shelf: Option<Box<dyn Shelf>>,
}

thread_local! {
    static DEVICE: RefCell<Device> = RefCell::default();
}

/// What is known of rows that are not here.
static NOTHING: About = About {
    name: "own",
    title: "Your rows",
    description: "A reader’s own rows.",
    rows: 0,
    features: &[],
    task: Task::Classes(&[]),
    grouping: "own",
    groups: &[],
    licence: "own",
    bytes: 0,
};

/// Gives the browser's shelf.
pub fn furnish(shelf: Box<dyn Shelf>) {
    DEVICE.with_borrow_mut(|device| device.shelf = Some(shelf));
}

/// Takes a text for this visit, and keeps it for the next; whether that went well.
pub fn keep(text: &str, roles: Roles, name: &str) -> (OwnRows, bool) {
    let kept = Kept { rows: OwnRows::of(text, roles), name: name.to_owned() };
    DEVICE.with_borrow_mut(|device| {
        device.visit.retain(|(other, _)| other.rows.fingerprint != kept.rows.fingerprint);
        let on_shelf = device.shelf.as_ref().is_some_and(|shelf| shelf.keep(&kept, text));
        device.visit.push((kept.clone(), text.to_owned()));
        (kept.rows, on_shelf)
    })
}

/// Forgets a text. Figures that draw its rows go on until they turn to others.
pub fn forget(fingerprint: u64) {
    DEVICE.with_borrow_mut(|device| {
        device.visit.retain(|(kept, _)| kept.rows.fingerprint != fingerprint);
        if let Some(shelf) = &device.shelf {
            shelf.forget(fingerprint);
        }
    });
}

/// The texts that are on this device: those of the visit, then those of the shelf.
pub fn list() -> Vec<Kept> {
    DEVICE.with_borrow(|device| {
        let mut all: Vec<Kept> = device.visit.iter().map(|(kept, _)| kept.clone()).collect();
        for kept in device.shelf.iter().flat_map(|shelf| shelf.list()) {
            if !all.iter().any(|other| other.rows.fingerprint == kept.rows.fingerprint) {
                all.push(kept);
            }
        }
        all
    })
}

/// The text of this fingerprint.
pub fn text(fingerprint: u64) -> Option<String> {
    DEVICE.with_borrow(|device| {
        let visit = device.visit.iter().find(|(kept, _)| kept.rows.fingerprint == fingerprint);
        let shelf = || device.shelf.as_ref()?.text(fingerprint);
        visit.map(|(_, text)| text.clone()).or_else(shelf)
    })
}

/// The table of own rows.
///
/// # Errors
/// [`ParameterError`] if their text is not on this device, or makes no table of these columns.
pub fn table(rows: OwnRows) -> Result<Rc<Dataset>, ParameterError> {
    let known = |known: &Known| (known.rows == rows).then(|| Rc::clone(&known.table));
    if let Some(table) = DEVICE.with_borrow(|device| device.known.iter().find_map(known)) {
        return Ok(table);
    }
    let refuse = |expected: String| ParameterError::value("data", &rows.word(), expected, vec![]);
    let text = text(rows.fingerprint).filter(|text| fingerprint(text) == rows.fingerprint);
    let text = text.ok_or_else(|| {
        refuse(
            "rows that are on this device, and those are on the one where a reader chose them, or forgotten"
                .to_owned(),
        )
    })?;
    let read = OwnFile::open(&text).and_then(|file| file.read(&rows.roles));
    let own = read.map_err(|error| refuse(format!("columns that make a table, and {error}")))?;
    let name =
        list().into_iter().find(|kept| kept.rows.fingerprint == rows.fingerprint).map(|kept| kept.name);
    let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| NOTHING.title.to_owned());
    let about = Box::leak(Box::new(About {
        title: name.leak(),
        rows: own.data.len(),
        features: lasting(own.features),
        task: Task::Classes(lasting(own.classes)),
        groups: lasting(own.groups),
        bytes: text.len(),
        ..NOTHING
    }));
    let table = Rc::new(own.data);
    let known = Known { rows, table: Rc::clone(&table), about };
    DEVICE.with_borrow_mut(|device| device.known.push(known));
    Ok(table)
}

/// What is known of own rows; nothing if they are not here.
pub fn about(rows: OwnRows) -> &'static About {
    let known = |known: &Known| (known.rows == rows).then_some(known.about);
    DEVICE.with_borrow(|device| device.known.iter().find_map(known)).unwrap_or(&NOTHING)
}

/// The names of the two classes; `None` if there are not two.
pub fn pair(rows: OwnRows) -> Option<[&'static str; 2]> {
    match about(rows).task {
        Task::Classes(&[zero, one]) => Some([zero, one]),
        _ => None,
    }
}

/// Refuses own rows that a figure cannot draw.
///
/// # Errors
/// [`ParameterError`] with the number of classes, if a figure of two classes is given another.
pub fn check_pair(table: TableId) -> Result<(), ParameterError> {
    let TableId::Own(rows) = table else { return Ok(()) };
    let Task::Classes(classes) = about(rows).task else { return Ok(()) };
    if classes.len() == 2 {
        return Ok(());
    }
    let expected = format!(
        "rows of 2 classes in this figure, and these have {}: leave those of the others out",
        classes.len()
    );
    Err(ParameterError::value("data", &rows.word(), expected, vec![]))
}

/// Refuses own rows that are too few for a figure.
///
/// # Errors
/// [`ParameterError`] with both numbers.
pub fn check_rows(table: TableId, least: usize) -> Result<(), ParameterError> {
    let TableId::Own(rows) = table else { return Ok(()) };
    let found = about(rows).rows;
    if found >= least {
        return Ok(());
    }
    let expected = format!("{least} rows or more in this figure, and these are {found}");
    Err(ParameterError::value("data", &rows.word(), expected, vec![]))
}

/// Whether own rows have no more numbers in a model's weights than this: features × classes.
pub fn is_light(rows: OwnRows, most: usize) -> bool {
    let about = about(rows);
    let classes = if let Task::Classes(classes) = about.task { classes.len() } else { 1 };
    about.features.len() * classes <= most
}

fn lasting(names: Vec<String>) -> &'static [&'static str] {
    let names: Vec<&'static str> = names.into_iter().map(|name| &*name.leak()).collect();
    names.leak()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(rows: usize) -> String {
        let row = |row: usize| format!("{row},{},{}\n", row % 7, ["a", "b"][row % 2]);
        format!("x,y,kind\n{}", (0..rows).map(row).collect::<Vec<_>>().concat())
    }

    #[test]
    fn rows_are_found_by_their_word_until_they_are_forgotten() {
        let text = text(30);
        let (rows, kept) = keep(&text, "ffc".parse().unwrap(), "mine.csv");
        assert!(!kept, "there is no shelf here");
        assert_eq!(OwnRows::of_word(&rows.word()), Some(rows));
        assert_eq!(
            (table(rows).unwrap().len(), about(rows).rows, about(rows).groups),
            (30, 30, ["a", "b"].as_slice())
        );
        assert_eq!(list()[0].name, "mine.csv");
        forget(rows.fingerprint());
        assert!(list().is_empty() && super::text(rows.fingerprint()).is_none());
        let other = OwnRows::of(&text, "xfc".parse().unwrap());
        let error = table(other).unwrap_err().to_string();
        assert!(
            error
                .starts_with(&format!("`data` is “{}”: expected rows that are on this device", other.word())),
            "{error}"
        );
    }

    #[test]
    fn columns_that_make_no_table_are_named() {
        let text = text(30);
        let (rows, _) = keep(&text, "fff".parse().unwrap(), "");
        let error = table(rows).unwrap_err().to_string();
        assert!(error.ends_with("expected columns that make a table, and no column is the class: one must say what each row is"), "{error}");
    }

    proptest! {
        #[test]
        fn words_are_read_or_refused(fingerprint in any::<u64>(), roles in "[focgix]{1,80}", other in "(own-)?[0-9a-gA-F]{14,17}-?[a-z]{0,3}") {
            let rows = OwnRows { fingerprint, roles: roles.parse().unwrap() };
            prop_assert_eq!(OwnRows::of_word(&rows.word()), Some(rows));
            if let Some(rows) = OwnRows::of_word(&other) {
                prop_assert_eq!(rows.word(), other);
            }
        }
    }
}
