//! Palmer penguins: 344 birds of three species on three islands, measured 2007–2009.
//!
//! Source and licence stand in `penguins.md` beside this file. Two birds have no measurements; their lines are kept, so that
//! a row id is the line in the source, and left out of the [`Dataset`]: 342 rows.
//!
//! The five *colonies* (a species on an island) are the table's groups. They make good items for a small example: three
//! of them are the same species, so that one can stand in for another.
//!
//! When they mislead: body sizes tell the species apart almost without error, so most single birds are worth nothing to a model.
//!
//! ```
//! use simulation::data::penguins;
//!
//! let data = penguins::dataset();
//! assert_eq!((data.len(), data.feature_count(), data.class_count()), (342, 4, 3));
//! assert_eq!(data.group_count(), penguins::COLONIES.len());
//! ```

use super::{About, DataError, Task, compact, embedded};
use crate::dataset::{Dataset, Targets};

pub(super) const TEXT: &str = include_str!("penguins.csv");

/// A species on an island.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colony {
    /// The species, which is what a model predicts.
    pub species: &'static str,
    /// The island.
    pub island: &'static str,
    label: usize,
    code: &'static str,
}

/// The number of species.
pub const SPECIES: usize = 3;

/// The five colonies; the position is the group number in the dataset.
pub const COLONIES: [Colony; 5] = [
    Colony { species: "Adelie", island: "Torgersen", label: 0, code: "T" },
    Colony { species: "Chinstrap", island: "Dream", label: 1, code: "C" },
    Colony { species: "Gentoo", island: "Biscoe", label: 2, code: "G" },
    Colony { species: "Adelie", island: "Dream", label: 0, code: "D" },
    Colony { species: "Adelie", island: "Biscoe", label: 0, code: "B" },
];

/// The features, in the order of the columns.
pub const FEATURES: [&str; 4] =
    ["bill length (mm)", "bill depth (mm)", "flipper length (mm)", "body mass (g)"];

/// The species, by class.
pub const SPECIES_NAMES: [&str; SPECIES] = ["Adelie", "Chinstrap", "Gentoo"];

/// What is known without reading the file.
pub const ABOUT: About = About {
    name: "penguins",
    title: "Palmer penguins",
    description: "penguins of three species on three islands of the Palmer Archipelago",
    rows: 342,
    features: &FEATURES,
    task: Task::Classes(&SPECIES_NAMES),
    grouping: "colony: species and island",
    groups: &[
        "Adelie of Torgersen",
        "Chinstrap of Dream",
        "Gentoo of Biscoe",
        "Adelie of Dream",
        "Adelie of Biscoe",
    ],
    licence: "CC0",
    bytes: TEXT.len(),
};

/// The 342 measured birds of a text that was fetched: 4 features ([`FEATURES`]), the species as label, the colony as group.
///
/// # Errors
/// [`DataError`] naming the first mistake.
pub fn parse(text: &str) -> Result<Dataset, DataError> {
    let (mut ids, mut values, mut labels, mut groups) = (vec![], vec![], vec![], vec![]);
    for line in compact::lines(&ABOUT, text, LINES, 1 + FEATURES.len())? {
        let group = COLONIES.iter().position(|colony| colony.code == line.text(0));
        let group = group.ok_or_else(|| line.refuse(0, "T, C, G, D and B"))?;
        if (1..=FEATURES.len()).all(|field| line.text(field).is_empty()) {
            continue;
        }
        for (field, scale) in (1..).zip(SCALES) {
            // Tenths divided by ten round to the very number that the decimal text would parse to.
            values.push(line.decimal(field)? / scale);
        }
        ids.push(line.id());
        labels.push(COLONIES[group].label);
        groups.push(group);
    }
    let targets = Targets::Classes { labels, count: SPECIES };
    compact::dataset(ids, values, FEATURES.len(), targets, groups, COLONIES.len())
}

/// The same from the file in this crate. Its text (6.5 kB, 1.7 kB compressed) is then part of the program: the one data set for
/// which a page may do so.
///
/// # Panics
/// Never: the file is part of the crate, and a test reads it.
pub fn dataset() -> Dataset {
    embedded(parse(TEXT))
}

/// The lines of the file, two of them without measurements.
const LINES: usize = 344;

/// What the file's whole numbers are divided by, feature by feature.
const SCALES: [f64; 4] = [10.0, 10.0, 1.0, 1.0];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::test_support::column_sums;

    #[test]
    fn the_counts_are_those_of_the_source() {
        let data = dataset();
        assert_eq!((data.len(), data.feature_count()), (342, 4));
        let count = |group| (0..data.len()).filter(|&p| data.group(p) == group).count();
        assert_eq!([0, 1, 2, 3, 4].map(count), [51, 68, 123, 56, 44]);
        // The first and the last line of the source.
        assert_eq!(data.features(0).to_vec(), [39.1, 18.7, 181.0, 3750.0]);
        assert_eq!(data.features(341).to_vec(), [50.2, 18.7, 198.0, 3775.0]);
        assert_eq!(data.id(341).number(), 343);
        // The bird without measurements on line 3 is no row.
        assert_eq!((data.id(2).number(), data.id(3).number()), (2, 4));
    }

    #[test]
    fn the_figures_are_those_of_the_source() {
        // Sums of the source file by another program, in decimal arithmetic.
        let data = dataset();
        assert_eq!(column_sums(&data, 1), ["15021.3", "5865.7", "68713.0", "1437000.0"]);
        for (colony, name) in COLONIES.iter().zip(ABOUT.groups) {
            assert_eq!(format!("{} of {}", colony.species, colony.island), *name);
            assert_eq!(colony.species, SPECIES_NAMES[colony.label]);
        }
    }
}
