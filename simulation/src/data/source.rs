//! The list of the data sets.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::{About, DataError, breast_cancer, diabetes, digits, german_credit, iris, penguins, wine};
use crate::dataset::Dataset;

/// One of the data sets that come with the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// See [`iris`].
    Iris,
    /// See [`wine`].
    Wine,
    /// See [`breast_cancer`].
    BreastCancer,
    /// See [`diabetes`].
    Diabetes,
    /// See [`penguins`].
    Penguins,
    /// See [`digits`].
    Digits,
    /// See [`german_credit`].
    GermanCredit,
}

/// A name that no data set has.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "no data set is named `{0}`: legal are iris, wine, breast-cancer, diabetes, penguins, digits and german-credit"
)]
pub struct UnknownSource(
    /// What was asked for.
    pub String,
);

impl Source {
    /// All of them, in the order of their declaration.
    pub const ALL: [Self; 7] = [
        Self::Iris,
        Self::Wine,
        Self::BreastCancer,
        Self::Diabetes,
        Self::Penguins,
        Self::Digits,
        Self::GermanCredit,
    ];

    /// What is known without reading the file.
    pub const fn about(self) -> &'static About {
        match self {
            Self::Iris => &iris::ABOUT,
            Self::Wine => &wine::ABOUT,
            Self::BreastCancer => &breast_cancer::ABOUT,
            Self::Diabetes => &diabetes::ABOUT,
            Self::Penguins => &penguins::ABOUT,
            Self::Digits => &digits::ABOUT,
            Self::GermanCredit => &german_credit::ABOUT,
        }
    }

    /// How directives and links call it.
    pub const fn name(self) -> &'static str {
        self.about().name
    }

    /// The name under which a page fetches it.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Iris => "iris.csv",
            Self::Wine => "wine.csv",
            Self::BreastCancer => "breast-cancer.csv",
            Self::Diabetes => "diabetes.csv",
            Self::Penguins => "penguins.csv",
            Self::Digits => "digits.csv",
            Self::GermanCredit => "german-credit.csv",
        }
    }

    /// The file. **This links the texts of all data sets**, 314 kB, into the program: not for the browser.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Iris => iris::TEXT,
            Self::Wine => wine::TEXT,
            Self::BreastCancer => breast_cancer::TEXT,
            Self::Diabetes => diabetes::TEXT,
            Self::Penguins => penguins::TEXT,
            Self::Digits => digits::TEXT,
            Self::GermanCredit => german_credit::TEXT,
        }
    }

    /// The table of a text that was fetched under [`Source::file_name`]. Cost O(length of the text).
    ///
    /// # Errors
    /// [`DataError`] naming the line, the field and the value of the first mistake.
    pub fn parse(self, text: &str) -> Result<Dataset, DataError> {
        match self {
            Self::Iris => iris::parse(text),
            Self::Wine => wine::parse(text),
            Self::BreastCancer => breast_cancer::parse(text),
            Self::Diabetes => diabetes::parse(text),
            Self::Penguins => penguins::parse(text),
            Self::Digits => digits::parse(text),
            Self::GermanCredit => german_credit::parse(text),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Source {
    type Err = UnknownSource;

    fn from_str(name: &str) -> Result<Self, UnknownSource> {
        let source = Self::ALL.into_iter().find(|source| source.name() == name);
        source.ok_or_else(|| UnknownSource(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Task;
    use crate::dataset::Right;

    #[test]
    fn every_file_is_the_table_that_its_facts_promise() {
        for source in Source::ALL {
            let (about, data) = (source.about(), source.parse(source.text()).unwrap());
            assert_eq!((data.len(), data.feature_count()), (about.rows, about.features.len()), "{source}");
            let (classes, numbers) = match about.task {
                Task::Classes(classes) => (classes.len(), 0),
                Task::Number(_) => (0, data.len()),
            };
            assert_eq!(data.class_count(), classes, "{source}");
            assert_eq!(data.rows().filter(|row| row.target.number().is_some()).count(), numbers, "{source}");
            assert_eq!(data.group_count(), about.groups.len(), "{source}");
            // No class and no group is without rows.
            for group in 0..data.group_count() {
                assert!(data.rows().any(|row| row.group == group), "{source}: group {group}");
            }
            for class in 0..classes {
                assert!(data.rows().any(|row| row.target.class() == Some(class)), "{source}: class {class}");
            }
            assert!(data.rows().all(|row| row.right == Right::Both));
            assert_eq!(source.text().len(), about.bytes);
            assert_eq!(source.file_name(), format!("{}.csv", source.name()));
            assert_eq!(source.name().parse(), Ok(source));
        }
        let total: usize = Source::ALL.iter().map(|source| source.about().bytes).sum();
        assert_eq!(total / 1000, 314);
        assert!(
            "mnist".parse::<Source>().unwrap_err().to_string().starts_with("no data set is named `mnist`")
        );
    }

    #[test]
    fn a_text_that_was_cut_off_is_refused_wherever_it_ends() {
        for source in Source::ALL {
            let text = source.text();
            for end in (0..text.len()).step_by(1009).chain([text.len() - 1]) {
                assert!(source.parse(&text[..end]).is_err(), "{source} up to {end}");
            }
        }
    }
}
