//! Iris: 150 flowers of three species, 50 of each. Source and licence stand in `iris.md` beside this file.
//!
//! When it misleads: setosa is far from the other two species, so most of what a model can get wrong lies between versicolor and
//! virginica.

use super::{About, DataError, Task, compact, embedded};
use crate::dataset::Dataset;

pub(super) const TEXT: &str = include_str!("iris.csv");

/// The features, in the order of the columns.
pub const FEATURES: [&str; 4] =
    ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"];

/// The species: the classes, and the groups.
pub const SPECIES: [&str; 3] = ["setosa", "versicolor", "virginica"];

/// What is known without reading the file.
pub const ABOUT: About = About {
    name: "iris",
    title: "Iris",
    description: "iris flowers of three species, measured in centimetres",
    rows: 150,
    features: &FEATURES,
    task: Task::Classes(&SPECIES),
    grouping: "species",
    groups: &SPECIES,
    licence: "CC BY 4.0",
    bytes: TEXT.len(),
};

/// The 150 flowers of a text that was fetched: the [`FEATURES`], the species as label and as group.
///
/// # Errors
/// [`DataError`] naming the first mistake.
///
/// ```
/// use simulation::data::iris;
/// assert!(iris::parse("5.1,3.5,1.4,.2,0\n").is_err(), "one flower is not the file");
/// assert_eq!(iris::dataset().row(0).unwrap().features, [5.1, 3.5, 1.4, 0.2]);
/// ```
pub fn parse(text: &str) -> Result<Dataset, DataError> {
    compact::table(&ABOUT, text)
}

/// The same from the file in this crate, whose text (2.5 kB) is then part of the program: a page fetches it and calls
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
        assert_eq!(column_sums(&data, 1), ["876.5", "458.6", "563.7", "179.9"]);
        assert_eq!(weighted_sum(&data, 1), "448651.2");
        assert_eq!(class_counts(&data), [50, 50, 50]);
        assert_eq!(data.features(0), [5.1, 3.5, 1.4, 0.2]);
        assert_eq!(data.features(149), [5.9, 3.0, 5.1, 1.8]);
    }
}
