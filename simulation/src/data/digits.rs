//! Digits: 1797 handwritten digits as images of 8 × 8 pixels. Source and licence stand in `digits.md` beside this file.
//!
//! The features are the pixels, row after row from the top left, each from 0 (paper) to 16 (ink). In the file a pixel is one
//! character, `0` to `9` and `a` to `g`.
//!
//! When it misleads: the same people wrote many of the digits, and the source does not say who wrote which.

use ndarray::Array2;

use super::{About, DataError, Task, compact, embedded};
use crate::dataset::{Dataset, DatasetError, Targets};

pub(super) const TEXT: &str = include_str!("digits.csv");

/// The pixels as row and column, in the order of the table's columns.
#[rustfmt::skip]
pub const FEATURES: [&str; 64] = [
    "pixel 0,0", "pixel 0,1", "pixel 0,2", "pixel 0,3", "pixel 0,4", "pixel 0,5", "pixel 0,6", "pixel 0,7",
    "pixel 1,0", "pixel 1,1", "pixel 1,2", "pixel 1,3", "pixel 1,4", "pixel 1,5", "pixel 1,6", "pixel 1,7",
    "pixel 2,0", "pixel 2,1", "pixel 2,2", "pixel 2,3", "pixel 2,4", "pixel 2,5", "pixel 2,6", "pixel 2,7",
    "pixel 3,0", "pixel 3,1", "pixel 3,2", "pixel 3,3", "pixel 3,4", "pixel 3,5", "pixel 3,6", "pixel 3,7",
    "pixel 4,0", "pixel 4,1", "pixel 4,2", "pixel 4,3", "pixel 4,4", "pixel 4,5", "pixel 4,6", "pixel 4,7",
    "pixel 5,0", "pixel 5,1", "pixel 5,2", "pixel 5,3", "pixel 5,4", "pixel 5,5", "pixel 5,6", "pixel 5,7",
    "pixel 6,0", "pixel 6,1", "pixel 6,2", "pixel 6,3", "pixel 6,4", "pixel 6,5", "pixel 6,6", "pixel 6,7",
    "pixel 7,0", "pixel 7,1", "pixel 7,2", "pixel 7,3", "pixel 7,4", "pixel 7,5", "pixel 7,6", "pixel 7,7",
];

/// The digits: the classes, and the groups.
pub const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// The number of pixels in a row of an image, and in a column.
pub const SIDE: usize = 8;

/// The darkest pixel.
pub const LARGEST: f64 = 16.0;

/// What is known without reading the file.
pub const ABOUT: About = About {
    name: "digits",
    title: "Handwritten digits",
    description: "handwritten digits as images of 8 × 8 pixels, each from 0 to 16",
    rows: 1797,
    features: &FEATURES,
    task: Task::Classes(&DIGITS),
    grouping: "digit",
    groups: &DIGITS,
    licence: "CC BY 4.0",
    bytes: TEXT.len(),
};

/// The 1797 images of a text that was fetched: 64 pixels, the digit as label and as group.
///
/// # Errors
/// [`DataError`] naming the first mistake.
///
/// ```
/// use simulation::data::digits;
/// assert!(digits::parse("").is_err());
/// let data = digits::dataset();
/// assert_eq!(data.row(0).unwrap().target.class(), Some(0));
/// ```
pub fn parse(text: &str) -> Result<Dataset, DataError> {
    let lines = compact::lines(&ABOUT, text, ABOUT.rows, 2)?;
    let (mut ids, mut values, mut labels) = (vec![], vec![], vec![]);
    for line in lines {
        let pixels: Option<Vec<u32>> = line.text(0).chars().map(|pixel| pixel.to_digit(17)).collect();
        let pixels = pixels.filter(|pixels| pixels.len() == FEATURES.len());
        let pixels = pixels.ok_or_else(|| line.refuse(0, "64 characters out of 0 to 9 and a to g"))?;
        ids.push(line.id());
        values.extend(pixels.into_iter().map(f64::from));
        labels.push(line.place(1, 0, DIGITS.len())?);
    }
    let targets = Targets::Classes { labels: labels.clone(), count: DIGITS.len() };
    compact::dataset(ids, values, FEATURES.len(), targets, labels, DIGITS.len())
}

/// The same digits in 16 numbers each: the mean darkness of the blocks of 2 × 2 pixels, row after row. For learners whose cost grows fast with
/// the features. Cost O(n·p).
///
/// # Errors
/// [`DatasetError`] for a table that has not 64 features or no classes.
///
/// ```
/// use simulation::data::digits;
/// let (whole, blocks) = (digits::dataset(), digits::blocks(&digits::dataset())?);
/// let (pixels, block) = (whole.row(3).unwrap().features, blocks.row(3).unwrap().features[6]);
/// assert_eq!(block, 0.25 * (pixels[20] + pixels[21] + pixels[28] + pixels[29]));
/// assert_eq!((blocks.len(), blocks.feature_count()), (1797, 16));
/// # Ok::<(), simulation::dataset::DatasetError>(())
/// ```
pub fn blocks(data: &Dataset) -> Result<Dataset, DatasetError> {
    let mean = |pixels: &[f64], block: usize| {
        let corner = 16 * (block / 4) + 2 * (block % 4);
        let pixel = |offset: usize| pixels.get(corner + offset).copied().unwrap_or(f64::NAN);
        0.25 * (pixel(0) + pixel(1) + pixel(8) + pixel(9))
    };
    let rows: Vec<_> = data.rows().collect();
    let features = Array2::from_shape_fn((rows.len(), 16), |(row, block)| mean(rows[row].features, block));
    let (ids, groups) = rows.iter().map(|row| (row.id, row.group)).unzip();
    Dataset::new(ids, features, data.targets().clone())?.with_groups(groups, data.group_count())
}

/// The same digits with each pixel as a share of the darkest, from 0 to 1: the scale on which a network learns, fixed whatever the rows. Cost
/// O(n·p).
///
/// # Errors
/// [`DatasetError`] only for a table that is at the edge of the numbers.
///
/// ```
/// use simulation::data::digits;
/// let (whole, shares) = (digits::dataset(), digits::shares(&digits::dataset())?);
/// assert_eq!(shares.row(3).unwrap().features[10], whole.row(3).unwrap().features[10] / 16.0);
/// # Ok::<(), simulation::dataset::DatasetError>(())
/// ```
pub fn shares(data: &Dataset) -> Result<Dataset, DatasetError> {
    data.map_features(|_, pixel| pixel / LARGEST)
}

/// The same from the file in this crate, whose text (120 kB) is then part of the program: a page fetches it and calls
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
        // Sums of the source file by another program.
        let data = dataset();
        #[rustfmt::skip]
        assert_eq!(
            column_sums(&data, 0),
            [
                "0", "546", "9353", "21269", "21291", "10390", "2448", "233", "10", "3583", "18657", "21527", "18472", "14692",
                "3318", "194", "5", "4675", "17796", "12566", "12755", "14028", "3214", "90", "2", "4438", "16337", "15852",
                "17839", "13570", "4165", "4", "0", "4204", "13778", "16302", "18512", "15713", "5228", "0", "16", "2846",
                "12366", "12989", "13787", "14801", "6211", "49", "13", "1266", "13490", "17142", "16921", "15739", "6694",
                "371", "1", "502", "9987", "21724", "21221", "12155", "3716", "655",
            ]
        );
        assert_eq!(weighted_sum(&data, 0), "16809934574");
        assert_eq!(class_counts(&data), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
        assert_eq!(data.features(0)[..8], [0.0, 0.0, 5.0, 13.0, 9.0, 1.0, 0.0, 0.0]);
        assert_eq!(data.features(1796)[56..], [0.0, 1.0, 8.0, 12.0, 14.0, 12.0, 1.0, 0.0]);
        let ink = data.rows().flat_map(|row| row.features).copied().fold(0.0, f64::max);
        assert_eq!(ink, LARGEST);
    }

    #[test]
    fn pixels_beyond_the_darkest_are_refused() {
        let broken = TEXT.replacen("005d9", "005h9", 1);
        let error = parse(&broken).unwrap_err().to_string();
        assert!(error.starts_with("digits, line 1, field 1 is `005h910000dfaf"), "{error}");
        assert!(error.ends_with("legal are 64 characters out of 0 to 9 and a to g"), "{error}");
    }
}
