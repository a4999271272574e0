//! Readers' own rows: a text of separated values, whatever program wrote it, becomes a table that the figures can draw.
//!
//! [`OwnFile::open`] finds out what separates the fields (`,`, `;` or a tabulator) and what stands before decimals (`.` or `,`), and
//! refuses a text in which either could be two things. [`OwnFile::guess`] says what each column is probably for, a reader says what
//! it is for ([`Roles`]), and [`OwnFile::read`] makes the table. Fields are split and values read as in [`csv`](super::csv).
//!
//! The limits are those of the largest tables that come with the book, so that whatever is made of them stays as quick: [`MAX_BYTES`],
//! [`MAX_ROWS`], [`MAX_COLUMNS`], [`MAX_FEATURES`], [`MAX_CLASSES`] and [`MAX_SIZE`]. A table needs [`MIN_ROWS`] rows and two classes of
//! [`MIN_OF_CLASS`] rows. All rows are free to train and evaluate on, as those of the book's tables are: most figures divide them by themselves. Rows in which a value is missing are left out, and their lines are told. Cost O(length of the text).
//!
//! ```
//! use simulation::data::own::{OwnFile, Role};
//!
//! let rows = (0..24).map(|row| format!("{},5;{};{}\r\n", row, row % 7, if row % 3 == 0 { "a" } else { "b" }));
//! let text = format!("\u{feff}length;code;kind\r\n{}", rows.collect::<Vec<_>>().concat());
//! let file = OwnFile::open(&text)?;
//! let mut roles = file.guess();
//! assert_eq!(roles.to_string(), "ffc");
//! roles.set(1, Role::LeftOut);
//! let own = file.read(&roles)?;
//! assert_eq!((own.data.len(), own.features, own.classes), (24, vec!["length".into()], vec!["a".into(), "b".into()]));
//! assert_eq!(own.data.row(1).unwrap().features, [1.5]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod fingerprint;
mod roles;
mod separators;
#[cfg(test)]
mod tests;

pub use error::OwnError;
pub use fingerprint::fingerprint;
pub use roles::{Role, Roles, UnknownRoles};

use super::csv::{
    CsvError, CsvOptions, DecimalMark, Limits, MissingValues, OwnData, Records, TargetColumn, is_missing,
    read_records, short,
};
use crate::order::ascending;

/// The longest text in bytes.
pub const MAX_BYTES: usize = 1_000_000;
/// The most rows.
pub const MAX_ROWS: usize = 2_000;
/// The most columns.
pub const MAX_COLUMNS: usize = 80;
/// The most features, those of one-hot columns counted one by one.
pub const MAX_FEATURES: usize = 64;
/// The most classes, and the most groups.
pub const MAX_CLASSES: usize = 10;
/// The fewest rows.
pub const MIN_ROWS: usize = 20;
/// The fewest rows of a class.
pub const MIN_OF_CLASS: usize = 2;
/// The largest size of a feature's value, 10¹²: a standardised table of such values has no overflow.
pub const MAX_SIZE: f64 = 1e12;

const LIMITS: Limits = Limits { bytes: MAX_BYTES, rows: MAX_ROWS, columns: MAX_COLUMNS };

/// A text whose fields are known, and not yet what they are for.
#[derive(Debug)]
pub struct OwnFile {
    records: Records,
    decimal: DecimalMark,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// The share of numbers among the values that are not missing. A column of mostly numbers is taken for one of numbers, so that the value
    /// that is none is named.
    pub numbers: f64,
    /// How many different values there are; one more than [`MAX_CLASSES`] if there are more.
    pub different: usize,
}

impl OwnFile {
    /// Splits a text.
    ///
    /// # Errors
    /// [`OwnError`] naming the line of what is no such text, or what could be two things.
    pub fn open(text: &str) -> Result<Self, OwnError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if let Some(place) = text.find(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r')) {
            let line = lines(&text[..place]);
            let code = text[place..].chars().next().map_or(0, u32::from);
            return Err(OwnError::Control { line, code });
        }
        let records = separators::split(text)?;
        if records.rows() == 0 {
            return Err(OwnError::TooFewRows { found: 0, dropped: 0 });
        }
        if (0..records.columns()).all(|column| DecimalMark::Point.number(records.name(column)).is_some()) {
            return Err(OwnError::NoHeader { value: short(records.name(0)) });
        }
        let names = (0..records.columns()).map(|column| records.name(column)).collect::<Vec<_>>();
        for (column, name) in names.iter().enumerate() {
            if name.is_empty() {
                return Err(CsvError::Unnamed { column: column + 1 }.into());
            }
            if names[..column].contains(name) {
                return Err(CsvError::TwiceNamed { name: short(name) }.into());
            }
        }
        let decimal = separators::decimal(&records)?;
        Ok(Self { records, decimal })
    }

    /// The names of the columns, shortened to 40 characters.
    pub fn names(&self) -> Vec<String> {
        (0..self.records.columns()).map(|column| short(self.records.name(column))).collect()
    }

    /// The rows, those with missing values among them.
    pub fn rows(&self) -> usize {
        self.records.rows()
    }

    /// What stands in a column.
    pub fn column(&self, column: usize) -> Column {
        let mut different: Vec<&str> = vec![];
        let (mut all, mut numbers) = (0_u32, 0_u32);
        for value in self.values(column) {
            all += 1;
            numbers += u32::from(self.decimal.number(value).is_some());
            if different.len() <= MAX_CLASSES && !different.contains(&value) {
                different.push(value);
            }
        }
        Column { numbers: f64::from(numbers) / f64::from(all.max(1)), different: different.len() }
    }

    /// What the columns are probably for: `id` and `group` are what their names say if their values are; of the others the last one
    /// of few different values is the class, columns of mostly numbers are features, and what is left is left out.
    pub fn guess(&self) -> Roles {
        let columns: Vec<Column> = (0..self.records.columns()).map(|column| self.column(column)).collect();
        let named = |column: usize, name: &str| self.records.name(column).eq_ignore_ascii_case(name);
        let few = |column: &Column| (2..=MAX_CLASSES).contains(&column.different);
        let mut roles: Vec<Role> = vec![];
        for (place, column) in columns.iter().enumerate() {
            let role = if named(place, "group") && few(column) {
                Role::Group
            } else if named(place, "id") && self.are_ids(place) {
                Role::Id
            } else if column.numbers > 0.5 {
                Role::Feature
            } else {
                Role::LeftOut
            };
            roles.push(role);
        }
        let free = |place: &usize| matches!(roles[*place], Role::Feature | Role::LeftOut);
        // One of a single class is taken too, so that this is what is said of it.
        let can = |place: &usize| free(place) && columns[*place].different <= MAX_CLASSES;
        let class = (0..roles.len()).rev().find(can);
        if let Some(class) = class.or_else(|| (0..roles.len()).rev().find(free)) {
            roles[class] = Role::Class;
        }
        Roles::of(&roles)
    }

    /// The table. Without a column for groups, the groups are the classes.
    ///
    /// # Errors
    /// [`OwnError`] naming line, column, value and what is legal there.
    pub fn read(&self, roles: &Roles) -> Result<OwnData, OwnError> {
        if roles.len() != self.records.columns() {
            return Err(OwnError::Roles { found: roles.len(), columns: self.records.columns() });
        }
        let of = |role| {
            let columns = (0..roles.len()).filter(move |&column| roles.get(column) == Some(role));
            columns.map(|column| self.records.name(column).to_owned()).collect::<Vec<String>>()
        };
        let one = |role: Role| match of(role).as_slice() {
            [] => Ok(None),
            [name] => Ok(Some(name.clone())),
            [first, second, ..] => {
                let (first, second) = (short(first), short(second));
                Err(OwnError::TwoColumns { role: role.name(), first, second })
            }
        };
        let class = one(Role::Class)?.ok_or(OwnError::NoClass)?;
        let options = CsvOptions {
            decimal: self.decimal,
            group: Some(one(Role::Group)?.unwrap_or_else(|| class.clone())),
            id: one(Role::Id)?,
            one_hot: of(Role::OneHot),
            ignored: of(Role::LeftOut),
            missing: MissingValues::DropRows,
            ..CsvOptions::new(TargetColumn::Class(class.clone()))
        };
        let own = read_records(&self.records, &options)?;
        self.check(&own, &class, options.group.as_deref().unwrap_or_default())?;
        Ok(own)
    }

    fn check(&self, own: &OwnData, class: &str, group: &str) -> Result<(), OwnError> {
        if own.features.len() > MAX_FEATURES {
            return Err(OwnError::TooManyFeatures { found: own.features.len() });
        }
        if own.data.len() < MIN_ROWS {
            return Err(OwnError::TooFewRows { found: own.data.len(), dropped: own.dropped.len() });
        }
        for (column, names) in [(class, &own.classes), (group, &own.groups)] {
            if !(2..=MAX_CLASSES).contains(&names.len()) {
                let (column, first) = (short(column), names.first().cloned().unwrap_or_default());
                return Err(OwnError::Classes { column, found: names.len(), first });
            }
        }
        for (class_number, name) in own.classes.iter().enumerate() {
            let found = own.data.rows().filter(|row| row.target.class() == Some(class_number)).count();
            if found < MIN_OF_CLASS {
                return Err(OwnError::RareClass { column: short(class), name: name.clone(), found });
            }
        }
        let kept = (0..self.records.rows()).filter(|&row| !own.dropped.contains(&self.records.line(row)));
        for (row, line) in own.data.rows().zip(kept.map(|row| self.records.line(row))) {
            if let Some(at) = row.features.iter().position(|value| value.abs() > MAX_SIZE) {
                let column = own.features[at].clone();
                return Err(OwnError::Size { line, column });
            }
        }
        Ok(())
    }

    /// The values of a column that are not missing.
    fn values(&self, column: usize) -> impl Iterator<Item = &str> {
        let values = (0..self.records.rows()).map(move |row| self.records.field(row, column));
        values.filter(|value| !is_missing(value))
    }

    fn are_ids(&self, column: usize) -> bool {
        let ids: Vec<u64> =
            self.values(column).filter_map(|value| value.parse::<u32>().ok()).map(u64::from).collect();
        let order = ascending(ids.iter().copied());
        ids.len() == self.records.rows() && order.windows(2).all(|pair| ids[pair[0]] != ids[pair[1]])
    }
}

/// The number of the line that a text ends in, from 1.
fn lines(text: &str) -> usize {
    text.bytes().enumerate().fold(1, |line, (at, byte)| {
        line + usize::from(byte == b'\n' || (byte == b'\r' && text.as_bytes().get(at + 1) != Some(&b'\n')))
    })
}
