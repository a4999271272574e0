//! What the items are made of.

use simulation::data::{iris, penguins};
use simulation::dataset::Dataset;
use simulation::idea::SamplePlan;

use super::parameters::DataChoice;

impl DataChoice {
    /// Every choice with its name in a list.
    pub(super) const NAMES: [(Self, &'static str); 2] = [(Self::Penguins, "Penguins"), (Self::Iris, "Iris")];

    /// The whole table.
    pub(super) fn dataset(self) -> Dataset {
        match self {
            Self::Penguins => penguins::dataset(),
            Self::Iris => iris::dataset(),
        }
    }

    /// How many rows an item trains and tests on: as many as leave enough batches for twelve items.
    pub(super) fn plan(self, items: usize) -> SamplePlan {
        let (training_rows, evaluation_rows) = match self {
            Self::Penguins => (6, 10),
            Self::Iris => (4, 8),
        };
        SamplePlan { items, training_rows, evaluation_rows }
    }

    /// The group that an item's rows are of, as a phrase; from the second batch of a group on with its number.
    pub(super) fn origin(self, item: usize) -> String {
        let groups = match self {
            Self::Penguins => penguins::COLONIES.len(),
            Self::Iris => iris::SPECIES.len(),
        };
        let (group, batch) = (item % groups, item / groups + 1);
        let name = match self {
            Self::Penguins => {
                let colony = penguins::COLONIES[group];
                format!("{}, {}", colony.species, colony.island)
            }
            Self::Iris => iris::SPECIES[group].to_owned(),
        };
        if batch == 1 { name } else { format!("{name}, batch {batch}") }
    }

    /// One row and several of them.
    pub(super) fn rows(self) -> (&'static str, &'static str) {
        match self {
            Self::Penguins => ("bird", "birds"),
            Self::Iris => ("flower", "flowers"),
        }
    }

    /// What rows of one item have in common.
    pub(super) fn group(self) -> &'static str {
        match self {
            Self::Penguins => "colony",
            Self::Iris => "species",
        }
    }

    /// How many classes there are, as a phrase.
    pub(super) fn classes(self) -> &'static str {
        match self {
            Self::Penguins | Self::Iris => "3 species",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use simulation::idea::Sample;
    use simulation::seed::Seed;

    #[test]
    fn every_data_set_has_rows_for_twelve_items() {
        for (data, _) in DataChoice::NAMES {
            let sample = Sample::draw(&data.dataset(), data.plan(12), Seed::new(1));
            assert_eq!(sample.map(|sample| sample.rows().class_count()), Ok(3), "{data:?}");
        }
        assert_eq!(DataChoice::Penguins.origin(6), "Chinstrap, Dream, batch 2");
    }
}
