//! A sample: a few rows of each group to train on, a few more to evaluate on.
//!
//! An *item* is the unit that the grid adds and removes: a batch of rows of one group. The first items are the first batches of the groups
//! in their order; where a grid has more items than the data have groups, further batches of the same groups follow. Training and
//! evaluation rows of an item come from the same group, and no row is in two places.

use rand::Rng;
use thiserror::Error;

use crate::dataset::{Dataset, DatasetError, NewRow, Target};
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::standardise::Standardiser;
use crate::valuation::Coalition;
use crate::world::World;

/// How many items, and how many rows each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SamplePlan {
    /// Their number: group by group, then further batches group by group.
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
    /// `training_rows` train, the next `evaluation_rows` evaluate, and so on for further batches. Cost O(n log n + n·p).
    ///
    /// # Errors
    /// [`SampleError`] if the plan asks for more than the data have.
    pub fn draw(dataset: &Dataset, plan: SamplePlan, seed: Seed) -> Result<Self, SampleError> {
        let groups = dataset.group_count();
        let needed = plan.training_rows + plan.evaluation_rows;
        let mut members = vec![Vec::new(); groups];
        (0..dataset.len()).for_each(|position| members[dataset.group(position)].push(position));
        let fits = |item: &usize| (item / groups + 1) * needed <= members[item % groups].len();
        let largest = (0..if groups == 0 { 0 } else { 31 }).take_while(fits).count();
        if (1..=plan.items).contains(&(largest + 1)) && largest < groups {
            return Err(SampleError::Rows { group: largest, found: members[largest].len(), needed });
        }
        if plan.items == 0 || plan.items > largest {
            return Err(SampleError::Items { items: plan.items, largest });
        }
        let order = |members: &Vec<usize>| {
            let first = |&position: &usize| seed.stream(Purpose::DrawRows, dataset.id(position)).next_u64();
            let order = ascending(members.iter().map(first));
            order.into_iter().map(|place| members[place]).collect::<Vec<usize>>()
        };
        let ordered: Vec<Vec<usize>> = members.iter().map(order).collect();
        let batch = |item: usize| &ordered[item % groups][item / groups * needed..][..needed];
        let drawn: Vec<usize> = (0..plan.items).flat_map(batch).copied().collect();
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

    /// The same sample with every training row of some items relabelled: class k becomes class k + 1, the last one class 0. Evaluation rows
    /// stay true. Without items, or with one class only, nothing changes.
    #[must_use]
    pub fn poisoned(&self, items: Coalition) -> Self {
        let classes = self.rows.class_count().max(1);
        let mut poisoned = self.clone();
        let inside = items.players().filter(|&item| item < self.plan.items);
        for position in inside.flat_map(|item| self.training(item)) {
            if let Some(row) = self.rows.row(position) {
                let target = match row.target {
                    Target::Class(class) => Target::Class((class + 1) % classes),
                    number @ Target::Number(_) => number,
                };
                let put = poisoned.rows.put(position, NewRow { target, ..row.into() });
                debug_assert!(put.is_ok(), "a class of the table in the place of another: {put:?}");
            }
        }
        poisoned
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
    use crate::dataset::Row;

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
    fn further_items_are_further_batches_of_the_same_groups() {
        let data = penguins::dataset();
        let wide = Sample::draw(&data, SamplePlan { items: 12, ..PLAN }, Seed::new(1)).unwrap();
        let five = Sample::draw(&data, SamplePlan { items: 5, ..PLAN }, Seed::new(1)).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for item in 0..12 {
            for position in wide.training(item).chain(wide.evaluation(item)) {
                assert_eq!(wide.rows().group(position), item % 5);
                assert!(seen.insert(wide.rows().id(position)));
                if item < 5 {
                    assert_eq!(wide.rows().id(position), five.rows().id(position));
                }
            }
        }
    }

    #[test]
    fn poison_changes_the_training_labels_of_its_items_alone() {
        let sample = Sample::draw(&penguins::dataset(), PLAN, Seed::new(1)).unwrap();
        let poisoned = sample.poisoned(Coalition::single(1));
        for (before, after) in sample.rows().rows().zip(poisoned.rows().rows()) {
            let position = sample.rows().position(before.id).unwrap();
            let class = before.target.class().unwrap();
            let expected = if sample.training(1).contains(&position) { (class + 1) % 3 } else { class };
            assert_eq!(after, Row { target: Target::Class(expected), ..before });
        }
        assert_eq!(sample.poisoned(Coalition::EMPTY).rows(), sample.rows());
    }

    #[test]
    fn plans_beyond_the_data_are_refused() {
        let data = penguins::dataset();
        let draw = |plan| Sample::draw(&data, plan, Seed::new(1)).unwrap_err().to_string();
        // The fifth colony has 44 birds, two batches; its third would be item 15.
        assert_eq!(draw(SamplePlan { items: 15, ..PLAN }), "items is 15: legal are 1 to 14");
        assert_eq!(draw(SamplePlan { items: 0, ..PLAN }), "items is 0: legal are 1 to 14");
        assert_eq!(
            draw(SamplePlan { training_rows: 42, ..PLAN }),
            "group 0 has 51 rows, and 52 are needed to train and evaluate"
        );
    }
}
