//! The committee that a query may ask.

use super::ActiveError;
use crate::dataset::RowId;
use crate::distributions::uniform;
use crate::learners::{FitError, Learner};
use crate::seed::{Purpose, Seed};
use crate::world::World;

/// Where a committee's members come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committee<'a, L> {
    /// As many models of the run's learner, each trained on as many rows drawn from the labelled ones with replacement. A row
    /// drawn k times has k times its weight. Cost: one fit a member.
    ///
    /// Source: Abe & Mamitsuka (1998), *Query learning strategies using boosting and bagging*.
    Bootstrap(u32),
    /// These learners, each trained on all labelled rows.
    Learners(&'a [L]),
}

impl<L> Default for Committee<'_, L> {
    /// Five resamples.
    fn default() -> Self {
        Self::Bootstrap(5)
    }
}

impl<L: Learner> Committee<'_, L> {
    /// How many are asked.
    pub(super) fn members(&self) -> usize {
        match self {
            Self::Bootstrap(members) => *members as usize,
            Self::Learners(learners) => learners.len(),
        }
    }

    /// Whether they can disagree.
    pub(super) fn check(&self) -> Result<(), ActiveError> {
        let members = self.members();
        if members < 2 { Err(ActiveError::Members(members)) } else { Ok(()) }
    }

    /// A member of one round, from 0 to [`Self::members`], that one left out.
    pub(super) fn fit(
        &self,
        member: usize,
        learner: &L,
        labelled: &World<'_>,
        round: u32,
        seed: Seed,
    ) -> Result<L::Model, FitError> {
        match self {
            Self::Bootstrap(_) => learner.fit(&resampled(labelled, round, seed.redraw(member as u32)), seed),
            Self::Learners(learners) => learners[member].fit(labelled, seed),
        }
    }
}

/// As many rows, drawn with replacement, as weights.
fn resampled<'w>(world: &World<'w>, round: u32, seed: Seed) -> World<'w> {
    let mut counts = vec![0.0; world.len()];
    let mut stream = seed.stream(Purpose::Committee, RowId::new(round));
    for _ in 0..world.len() {
        let place = (uniform(&mut stream) * world.len() as f64).floor() as usize;
        if let Some(count) = counts.get_mut(place) {
            *count += 1.0;
        }
    }
    let drawn: Vec<usize> = (0..world.len()).filter(|&place| counts[place] > 0.0).collect();
    let row = |&place: &usize| (world.positions[place], world.weights[place] * counts[place]);
    let (positions, weights) = drawn.iter().map(row).unzip();
    World { dataset: world.dataset.clone(), positions, weights }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;

    #[test]
    fn a_resample_has_as_many_rows_and_other_ones_each_time() {
        let data = penguins::dataset();
        let world = World::new(&data, (0..342).step_by(7))
            .reweighted(|id| if id.number() % 2 == 0 { 2.0 } else { 1.0 });
        let mut total = 0.0;
        for seed in 0..200 {
            let sample = resampled(&world, 3, Seed::new(seed));
            let draws: f64 = sample
                .rows()
                .map(|row| row.weight / if row.id.number() % 2 == 0 { 2.0 } else { 1.0 })
                .inspect(|count| assert_eq!(count.fract(), 0.0))
                .sum();
            assert_eq!(draws, world.len() as f64);
            total += sample.len() as f64 / world.len() as f64;
        }
        // A row is missed with probability (1 − 1/n)ⁿ.
        let n = world.len() as f64;
        assert!((total / 200.0 - (1.0 - (1.0 - 1.0 / n).powf(n))).abs() < 0.02, "{}", total / 200.0);
        let (one, other) = (resampled(&world, 3, Seed::new(1)), resampled(&world, 4, Seed::new(1)));
        assert_ne!(one.positions(), other.positions());
        assert!(resampled(&World::new(&data, []), 0, Seed::new(1)).is_empty());
    }
}
