//! Wine: 178 wines of three cultivars. Source and licence stand in `wine.md` beside this file.
//!
//! When it misleads: the features differ in size by three orders of magnitude (hue about 1, proline about 750), so that distances
//! on the raw scale are distances in proline.

use super::{About, DataError, Task, compact, embedded};
use crate::dataset::Dataset;

pub(super) const TEXT: &str = include_str!("wine.csv");

/// The features, in the order of the columns; the source names no units.
pub const FEATURES: [&str; 13] = [
    "alcohol",
    "malic acid",
    "ash",
    "alcalinity of ash",
    "magnesium",
    "total phenols",
    "flavanoids",
    "nonflavanoid phenols",
    "proanthocyanins",
    "colour intensity",
    "hue",
    "OD280/OD315 of diluted wines",
    "proline",
];

/// The cultivars, which the source does not name: the classes, and the groups.
pub const CULTIVARS: [&str; 3] = ["cultivar 0", "cultivar 1", "cultivar 2"];

/// What is known without reading the file.
pub const ABOUT: About = About {
    name: "wine",
    title: "Wine",
    description: "wines of three cultivars, by chemical analysis",
    rows: 178,
    features: &FEATURES,
    task: Task::Classes(&CULTIVARS),
    grouping: "cultivar",
    groups: &CULTIVARS,
    licence: "CC BY 4.0",
    bytes: TEXT.len(),
};

/// The 178 wines of a text that was fetched: the [`FEATURES`], the cultivar as label and as group.
///
/// # Errors
/// [`DataError`] naming the first mistake.
///
/// ```
/// use simulation::data::wine;
/// assert!(wine::parse("").is_err());
/// assert_eq!(wine::dataset().len(), 178);
/// ```
pub fn parse(text: &str) -> Result<Dataset, DataError> {
    compact::table(&ABOUT, text)
}

/// The same from the file in this crate, whose text (11 kB) is then part of the program: a page fetches it and calls
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
    use crate::data::test_support::{class_counts, column_sums, weighted_sum};

    #[test]
    fn the_figures_are_those_of_the_source() {
        // Sums of the source file by another program, in decimal arithmetic.
        let data = dataset();
        #[rustfmt::skip]
        assert_eq!(
            column_sums(&data, 6),
            [
                "2314.110000", "415.870000", "421.240000", "3470.100000", "17754.000000", "408.530000", "361.210000",
                "64.410000", "283.180000", "900.339999", "170.426000", "464.880000", "132947.000000",
            ]
        );
        assert_eq!(weighted_sum(&data, 6), "142526677.594280");
        assert_eq!(class_counts(&data), [59, 71, 48]);
        assert_eq!(data.features(0)[..4], [14.23, 1.71, 2.43, 15.6]);
        assert_eq!(data.features(177)[9..], [9.2, 0.61, 1.6, 560.0]);
    }
}
