//! Breast cancer: 569 tumours, malignant or benign. Source and licence stand in `breast-cancer.md` beside this file.
//!
//! Ten properties of the cell nuclei in an image, each as the mean over the nuclei, its standard error, and the "worst", which
//! is the mean of the three largest.
//!
//! When it misleads: many columns measure nearly the same thing (radius, perimeter and area three times over), so single
//! coefficients say little.

use super::{About, DataError, Task, compact, embedded};
use crate::dataset::Dataset;

pub(super) const TEXT: &str = include_str!("breast-cancer.csv");

/// The features, in the order of the columns; the source names no units.
pub const FEATURES: [&str; 30] = [
    "mean radius",
    "mean texture",
    "mean perimeter",
    "mean area",
    "mean smoothness",
    "mean compactness",
    "mean concavity",
    "mean concave points",
    "mean symmetry",
    "mean fractal dimension",
    "radius error",
    "texture error",
    "perimeter error",
    "area error",
    "smoothness error",
    "compactness error",
    "concavity error",
    "concave points error",
    "symmetry error",
    "fractal dimension error",
    "worst radius",
    "worst texture",
    "worst perimeter",
    "worst area",
    "worst smoothness",
    "worst compactness",
    "worst concavity",
    "worst concave points",
    "worst symmetry",
    "worst fractal dimension",
];

/// The diagnoses: the classes, and the groups.
pub const DIAGNOSES: [&str; 2] = ["malignant", "benign"];

/// What is known without reading the file.
pub const ABOUT: About = About {
    name: "breast-cancer",
    title: "Breast cancer (Wisconsin, diagnostic)",
    description: "tumours, by the shape of the cell nuclei in an image",
    rows: 569,
    features: &FEATURES,
    task: Task::Classes(&DIAGNOSES),
    grouping: "diagnosis",
    groups: &DIAGNOSES,
    licence: "CC BY 4.0",
    bytes: TEXT.len(),
};

/// The 569 tumours of a text that was fetched: the [`FEATURES`], the diagnosis as label and as group.
///
/// # Errors
/// [`DataError`] naming the first mistake.
///
/// ```
/// use simulation::data::breast_cancer;
/// assert!(breast_cancer::parse("").is_err());
/// assert_eq!(breast_cancer::dataset().len(), 569);
/// ```
pub fn parse(text: &str) -> Result<Dataset, DataError> {
    compact::table(&ABOUT, text)
}

/// The same from the file in this crate, whose text (109 kB) is then part of the program: a page fetches it and calls
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
            column_sums(&data, 7),
            [
                "8038.4290000", "10975.8100000", "52330.3800000", "372631.9000000", "54.8290000", "59.3700200",
                "50.5268107", "27.8349940", "103.0811000", "35.7318400", "230.5429000", "692.3896000", "1630.7877000",
                "22951.7980000", "4.0063170", "14.4970610", "18.1475246", "6.7120020", "11.6885680", "2.1593003",
                "9257.1690000", "14610.3400000", "61031.6300000", "501051.8000000", "75.3177300", "144.6768100",
                "154.8752470", "65.2109410", "165.0530000", "47.7651700",
            ]
        );
        assert_eq!(weighted_sum(&data, 7), "4381990770.3941555");
        assert_eq!(class_counts(&data), [212, 357]);
        assert_eq!(data.features(0)[..4], [17.99, 10.38, 122.8, 1001.0]);
        assert_eq!(data.features(568)[26..], [0.0, 0.0, 0.2871, 0.07039]);
    }
}
