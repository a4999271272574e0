//! A sample: a few rows of each group to train on, a few more to evaluate on.
//!
//! Each group of the sample is one *item*, the unit that the grid adds and removes. Training and evaluation rows of an item
//! come from the same group and never overlap.

use rand::Rng;
use thiserror::Error;

use crate::dataset::{Dataset, DatasetError};
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::standardise::Standardiser;
use crate::valuation::Coalition;
use crate::world::World;

/// How many items, and how many rows each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SamplePlan {
    /// The first so many groups of the dataset are the items.
    pub items: usize,
    /// Rows of each item that a world trains on.
    pub training_rows: usize,
    /// Rows of each item that every model is evaluated on.
    pub evaluation_rows: usize,
}

/// The drawn rows, standardised on the training rows of all items together, and held fixed from then on.
#[derive(Clone, Debug)]
pub struct Sample {
    plan: SamplePlan,
    rows: Dataset,
}

/// Why no sample was drawn.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum SampleError {
    /// More items than the data have groups, or than a coalition has bits.
    #[error("items is {items}: legal are 1 to {largest}")]
    Items {
        /// What was asked for.
        items: usize,
        /// The largest legal number.
        largest: usize,
    },
    /// A group is too small.
    #[error("group {group} has {found} rows, and {needed} are needed to train and evaluate")]
    Rows {
        /// The group's number.
        group: usize,
        /// Its rows.
        found: usize,
        /// Training and evaluation rows together.
        needed: usize,
    },
    /// The scaled table is illegal.
    #[error(transparent)]
    Table(#[from] DatasetError),
}

impl Sample {
    /// Draws without replacement: within each group the rows are ordered by the first number of their own stream, the first
    /// `training_rows` train and the next `evaluation_rows` evaluate. Cost O(n log n + n·p).
    ///
    /// # Errors
    /// [`SampleError`] if the plan asks for more than the data have.
    pub fn draw(dataset: &Dataset, plan: SamplePlan, seed: Seed) -> Result<Self, SampleError> {
        let largest = dataset.group_count().min(31);
        if plan.items == 0 || plan.items > largest {
            return Err(SampleError::Items { items: plan.items, largest });
        }
        let needed = plan.training_rows + plan.evaluation_rows;
        let mut drawn = Vec::with_capacity(plan.items * needed);
        for group in 0..plan.items {
            let members: Vec<usize> =
                (0..dataset.len()).filter(|&position| dataset.group(position) == group).collect();
            if members.len() < needed {
                return Err(SampleError::Rows { group, found: members.len(), needed });
            }
            let first = |&position: &usize| seed.stream(Purpose::DrawRows, dataset.id(position)).next_u64();
            let order = ascending(members.iter().map(first));
            drawn.extend(order[..needed].iter().map(|&place| members[place]));
        }
        let mut sample = Self { plan, rows: dataset.select(&drawn)? };
        sample.rows = Standardiser::fit(&sample.world(Coalition::all(plan.items))).apply(&sample.rows)?;
        Ok(sample)
    }

    /// The plan it was drawn by.
    pub fn plan(&self) -> SamplePlan {
        self.plan
    }

    /// The drawn rows, item after item, on the protocol's scale.
    pub fn rows(&self) -> &Dataset {
        &self.rows
    }

    /// The training world of a coalition of items.
    pub fn world(&self, items: Coalition) -> World<'_> {
        World::new(&self.rows, items.players().flat_map(|item| self.training(item)))
    }

    /// Positions of an item's training rows.
    pub fn training(&self, item: usize) -> std::ops::Range<usize> {
        let start = item * (self.plan.training_rows + self.plan.evaluation_rows);
        start..start + self.plan.training_rows
    }

    /// Positions of an item's evaluation rows.
    pub fn evaluation(&self, item: usize) -> std::ops::Range<usize> {
        let start = self.training(item).end;
        start..start + self.plan.evaluation_rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;

    const PLAN: SamplePlan = SamplePlan { items: 4, training_rows: 6, evaluation_rows: 10 };

    #[test]
    fn training_and_evaluation_rows_are_of_the_item_and_never_meet() {
        let data = penguins::dataset();
        let sample = Sample::draw(&data, PLAN, Seed::new(1)).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for item in 0..4 {
            assert_eq!((sample.training(item).len(), sample.evaluation(item).len()), (6, 10));
            for position in sample.training(item).chain(sample.evaluation(item)) {
                assert_eq!(sample.rows().group(position), item);
                assert!(seen.insert(sample.rows().id(position)));
            }
        }
        assert_eq!(seen.len(), sample.rows().len());
    }

    #[test]
    fn dropping_a_row_does_not_reshuffle_the_others() {
        let data = penguins::dataset();
        let ids = |data: &Dataset| {
            let sample = Sample::draw(data, PLAN, Seed::new(5)).unwrap();
            (0..sample.rows().len()).map(|p| sample.rows().id(p)).collect::<std::collections::BTreeSet<_>>()
        };
        let before = ids(&data);
        let dropped = *before.first().unwrap();
        let rest: Vec<usize> = (0..data.len()).filter(|&p| data.id(p) != dropped).collect();
        let after = ids(&data.select(&rest).unwrap());
        assert_eq!(before.difference(&after).count(), 1, "only the dropped row goes");
        assert_eq!(after.difference(&before).count(), 1, "only one row takes its place");
    }

    #[test]
    fn plans_beyond_the_data_are_refused() {
        let data = penguins::dataset();
        let draw = |plan| Sample::draw(&data, plan, Seed::new(1)).unwrap_err().to_string();
        assert_eq!(draw(SamplePlan { items: 6, ..PLAN }), "items is 6: legal are 1 to 5");
        assert_eq!(draw(SamplePlan { items: 0, ..PLAN }), "items is 0: legal are 1 to 5");
        assert_eq!(
            draw(SamplePlan { training_rows: 42, ..PLAN }),
            "group 0 has 51 rows, and 52 are needed to train and evaluate"
        );
    }
}
