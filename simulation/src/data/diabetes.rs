//! Diabetes: 442 patients, and how far the disease went in a year. Source and licence stand in `diabetes.md` beside this file.
//!
//! The figures are the measured ones, not the centred and scaled ones that many programs ship. The table's groups are the two
//! codes of the column sex, whose meaning the source does not state; the column is a feature too.
//!
//! When it misleads: 442 rows with an R² of about one half leave much of every difference to luck.

use super::{About, DataError, Task, compact, embedded};
use crate::dataset::{Dataset, Targets};

pub(super) const TEXT: &str = include_str!("diabetes.csv");

/// The features, in the order of the columns; s1 to s6 are measured in blood serum.
pub const FEATURES: [&str; 10] = [
    "age (years)",
    "sex (code)",
    "body mass index",
    "average blood pressure",
    "total serum cholesterol (s1)",
    "low-density lipoproteins (s2)",
    "high-density lipoproteins (s3)",
    "total cholesterol / HDL (s4)",
    "log of serum triglycerides, possibly (s5)",
    "blood sugar (s6)",
];

/// The codes of the column sex, by group.
pub const GROUPS: [&str; 2] = ["sex code 1", "sex code 2"];

/// The column of [`FEATURES`] with the code of the sex.
const SEX: usize = 1;

/// What is known without reading the file.
pub const ABOUT: About = About {
    name: "diabetes",
    title: "Diabetes",
    description: "diabetes patients, by age, sex, body and blood serum",
    rows: 442,
    features: &FEATURES,
    task: Task::Number("disease progression one year after baseline"),
    grouping: "code of the sex",
    groups: &GROUPS,
    licence: "none stated",
    bytes: TEXT.len(),
};

/// The 442 patients of a text that was fetched: the [`FEATURES`], the progression as target, the code of the sex as group.
///
/// # Errors
/// [`DataError`] naming the first mistake.
///
/// ```
/// use simulation::data::diabetes;
/// assert!(diabetes::parse("").is_err());
/// assert_eq!(diabetes::dataset().row(0).unwrap().target.number(), Some(151.0));
/// ```
pub fn parse(text: &str) -> Result<Dataset, DataError> {
    let features = FEATURES.len();
    let lines = compact::lines(&ABOUT, text, ABOUT.rows, features + 1)?;
    let (mut ids, mut values, mut targets, mut groups) = (vec![], vec![], vec![], vec![]);
    for line in lines {
        for field in 0..features {
            values.push(line.decimal(field)?);
        }
        ids.push(line.id());
        targets.push(line.decimal(features)?);
        groups.push(line.place(SEX, 1, GROUPS.len())?);
    }
    compact::dataset(ids, values, features, Targets::Numbers(targets), groups, GROUPS.len())
}

/// The same from the file in this crate, whose text (18 kB) is then part of the program: a page fetches it and calls
/// [`parse`].
///
/// # Panics
/// Never: the file is part of the crate, and a test reads it.
pub fn dataset() -> Dataset {
    embedded(parse(TEXT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::test_support::{column_sums, weighted_sum};

    #[test]
    fn the_figures_are_those_of_the_source() {
        // Sums of the source file by another program, in decimal arithmetic.
        let data = dataset();
        #[rustfmt::skip]
        assert_eq!(
            column_sums(&data, 4),
            [
                "21445.0000", "649.0000", "11658.1000", "41833.9800", "83600.0000", "51024.1000", "22006.5000", "1799.0500",
                "2051.5036", "40337.0000",
            ]
        );
        assert_eq!(weighted_sum(&data, 4), "510245764.6013");
        let total: f64 = data.rows().filter_map(|row| row.target.number()).sum();
        assert_eq!(total, 67243.0);
        assert_eq!([0, 1].map(|group| data.rows().filter(|row| row.group == group).count()), [235, 207]);
        assert_eq!(data.features(0)[..4], [59.0, 2.0, 32.1, 101.0]);
        assert_eq!(data.features(441)[6..], [97.0, 3.0, 4.5951, 92.0]);
        assert_eq!(data.target(441).number(), Some(57.0));
    }
}
