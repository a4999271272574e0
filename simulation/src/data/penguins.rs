//! Palmer penguins: 344 birds of three species on three islands, measured 2007–2009.
//!
//! Source and licence stand in `penguins.md` beside this file. Two birds have no measurements; their lines are kept, so that
//! a row id is the line in the source, and left out of the [`Dataset`]: 342 rows.
//!
//! The five *colonies* (a species on an island) are the table's groups. They make good items for a small example: three
//! of them are the same species, so that one can stand in for another.

use ndarray::Array2;

use crate::dataset::{Dataset, RowId};

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

/// The 342 measured birds: 4 features ([`FEATURES`]), the species as label, the colony as group.
///
/// # Panics
/// Never: the file is part of the crate, and a test reads it.
pub fn dataset() -> Dataset {
    let (mut ids, mut values, mut labels, mut groups) = (vec![], vec![], vec![], vec![]);
    for (line, text) in (0..).zip(include_str!("penguins.csv").lines()) {
        let mut fields = text.split(',');
        let code = fields.next().unwrap_or_default();
        let group = COLONIES.iter().position(|colony| colony.code == code).expect("a known colony");
        let measured: Vec<i32> = fields.filter_map(|field| field.parse().ok()).collect();
        let &[length, depth, flipper, mass] = measured.as_slice() else { continue };
        ids.push(RowId::new(line));
        // Tenths divided by ten round to the very number that the decimal text would parse to.
        values.extend([
            f64::from(length) / 10.0,
            f64::from(depth) / 10.0,
            f64::from(flipper),
            f64::from(mass),
        ]);
        labels.push(COLONIES[group].label);
        groups.push(group);
    }
    let table = Array2::from_shape_vec((ids.len(), FEATURES.len()), values)
        .ok()
        .and_then(|features| Dataset::classified(ids, features, labels, SPECIES).ok())
        .and_then(|table| table.with_groups(groups, COLONIES.len()).ok());
    table.expect("four finite features a row, a legal label and group")
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
