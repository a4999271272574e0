//! Two defences that throw rows out before the model is used.
//!
//! | defence | throws out |
//! |---|---|
//! | [`Defence::FarFromCentroid`] | the rows farthest from the mean of the rows with their label |
//! | [`Defence::LargestLosses`] | the rows with the largest losses, again and again until they are the same ones |
//!
//! The second minimises, over θ and over the sets S of n − m rows, Σ_S ℓᵢ(θ) + R(θ): it fits to the rows that are kept, keeps the n − m
//! rows with the smallest losses, and so on. Neither half of a round raises that sum, so that it ends; it may end at a local minimum.
//!
//! Cost: one fit; a fit and n losses a round, at most 50.
//!
//! Sources: Steinhardt, Koh & Liang (2017), *Certified defenses for data poisoning attacks* (the sphere around a class's mean); Jagielski et
//! al. (2018), *Manipulating machine learning: poisoning attacks and countermeasures for regression learning* (TRIM, begun there at random
//! rows and here at all of them, so that nothing depends on luck).
//!
//! When they mislead: both are told how many rows to throw out, which nobody knows. They throw out honest rows as well, above all unusual
//! ones. The means are those of the poisoned rows. And an attacker who knows the defence keeps inside what it lets pass: Koh, Steinhardt &
//! Liang (2022), *Stronger data poisoning attacks break data sanitization defenses*.
//!
//! ```
//! use ndarray::array;
//! use simulation::dataset::{Dataset, RowId};
//! use simulation::learners::{Intercept, RidgeRegression};
//! use simulation::robustness::poisoning::{Defence, trimmed_fit};
//! use simulation::world::World;
//!
//! // y = 2x, and one row that is far off.
//! let ids = (0..5).map(RowId::new).collect();
//! let data = Dataset::measured(ids, array![[0.0], [1.0], [2.0], [3.0], [2.5]], vec![0.0, 2.0, 4.0, 6.0, -9.0])?;
//! let squares = RidgeRegression::new(0.0, Intercept::Free)?;
//! let trimmed = trimmed_fit(&squares, &World::trainable(&data), 1)?;
//! assert_eq!(trimmed.removed, [RowId::new(4)]);
//! assert!((trimmed.model.weights()[0] - 2.0).abs() < 1e-9);
//! assert_eq!(Defence::LargestLosses.fit(&squares, &World::trainable(&data), 1)?.removed, trimmed.removed);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::PoisonError;
use crate::dataset::{RowId, Target};
use crate::learners::{Differentiable, Learner};
use crate::linear_algebra::{add_scaled, squared_distance};
use crate::order::{ascending, key};
use crate::seed::Seed;
use crate::world::World;

/// How rows are chosen to be thrown out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defence {
    /// See [`far_from_centroid`].
    FarFromCentroid,
    /// See [`trimmed_fit`].
    LargestLosses,
}

/// A model of what a defence kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Trimmed<M> {
    /// The rows that were thrown out, in the order of the world.
    pub removed: Vec<RowId>,
    /// The model of the others.
    pub model: M,
    /// Whether another round would throw out the same rows.
    pub settled: bool,
}

/// A trimmed fit that has not settled by then stays as it is.
const ROUNDS: u32 = 50;

impl Defence {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::FarFromCentroid, Self::LargestLosses];

    /// Throws out `count` rows and fits to the others.
    ///
    /// # Errors
    /// [`PoisonError::Thrown`] unless rows are left, [`PoisonError::Nothing`] for rows that the model has no loss for,
    /// [`PoisonError::Fit`].
    pub fn fit<L: Learner<Model: Differentiable>>(
        self,
        learner: &L,
        world: &World<'_>,
        count: usize,
    ) -> Result<Trimmed<L::Model>, PoisonError> {
        match self {
            Self::FarFromCentroid => {
                let thrown = far_from_centroid(world, count)?;
                let model = learner.fit(&world.keeping(|place| !thrown[place]), Seed::new(0))?;
                Ok(Trimmed { removed: named(world, &thrown), model, settled: true })
            }
            Self::LargestLosses => trimmed_fit(learner, world, count),
        }
    }
}

/// For each row whether it is one of the `count` that lie farthest from the weighted mean of the rows with their target, earlier ones among
/// equals staying. Distances are Euclidean: scale the features first. Made for targets that many rows share. Cost O(n·(p + targets)).
///
/// # Errors
/// [`PoisonError::Thrown`].
pub fn far_from_centroid(world: &World<'_>, count: usize) -> Result<Vec<bool>, PoisonError> {
    fits(world, count)?;
    let mut means: Vec<(Target, f64, Vec<f64>)> = Vec::new();
    for row in world.rows() {
        let known = means.iter().position(|(target, ..)| *target == row.target);
        let place = known.unwrap_or_else(|| {
            means.push((row.target, 0.0, vec![0.0; row.features.len()]));
            means.len() - 1
        });
        means[place].1 += row.weight;
        add_scaled(&mut means[place].2, row.weight, row.features);
    }
    for (_, weight, mean) in &mut means {
        for sum in mean {
            *sum /= *weight;
        }
    }
    let distance = |row: crate::dataset::Row<'_>| {
        let own = means.iter().find(|(target, ..)| *target == row.target);
        own.map_or(0.0, |(_, _, mean)| squared_distance(row.features, mean))
    };
    Ok(largest(world.rows().map(distance), count))
}

/// Least trimmed losses: the rows with the largest losses are thrown out until they are the same ones.
///
/// # Errors
/// As [`Defence::fit`].
pub fn trimmed_fit<L: Learner<Model: Differentiable>>(
    learner: &L,
    world: &World<'_>,
    count: usize,
) -> Result<Trimmed<L::Model>, PoisonError> {
    fits(world, count)?;
    let mut model = learner.fit(world, Seed::new(0))?;
    let mut thrown = vec![false; world.len()];
    for _ in 0..ROUNDS {
        let losses: Vec<f64> =
            world.rows().map(|row| model.loss(&row)).collect::<Option<_>>().ok_or(PoisonError::Nothing)?;
        let next = largest(losses, count);
        if next == thrown {
            return Ok(Trimmed { removed: named(world, &thrown), model, settled: true });
        }
        model = learner.fit(&world.keeping(|place| !next[place]), Seed::new(0))?;
        thrown = next;
    }
    Ok(Trimmed { removed: named(world, &thrown), model, settled: false })
}

fn fits(world: &World<'_>, count: usize) -> Result<(), PoisonError> {
    let most = world.len().saturating_sub(1);
    if count <= most { Ok(()) } else { Err(PoisonError::Thrown { count, most }) }
}

/// Which of the values are the `count` largest; among equals the later ones.
fn largest(values: impl IntoIterator<Item = f64>, count: usize) -> Vec<bool> {
    let order = ascending(values.into_iter().map(key));
    let mut chosen = vec![false; order.len()];
    order.into_iter().rev().take(count).for_each(|place| chosen[place] = true);
    chosen
}

fn named(world: &World<'_>, thrown: &[bool]) -> Vec<RowId> {
    world.rows().zip(thrown).filter(|(_, thrown)| **thrown).map(|(row, _)| row.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::breast_cancer;
    use crate::dataset::Dataset;
    use crate::learners::{Intercept, LogisticRegression, RidgeRegression};
    use crate::robustness::poisoning::PoisonTable;
    use ndarray::Array2;
    use proptest::prelude::*;

    fn measured(values: &[(f64, f64)]) -> Dataset {
        let features = Array2::from_shape_fn((values.len(), 1), |(row, _)| values[row].0);
        let ids = (0..).take(values.len()).map(RowId::new).collect();
        Dataset::measured(ids, features, values.iter().map(|value| value.1).collect()).unwrap()
    }

    /// Σ of the kept rows' losses and the penalty.
    fn objective<M: Differentiable>(model: &M, world: &World<'_>, removed: &[RowId]) -> f64 {
        model.objective(&world.reweighted(|id| if removed.contains(&id) { 0.0 } else { 1.0 })).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn trimming_ends_where_neither_half_of_a_round_helps(
            values in proptest::collection::vec((-2.0_f64..2.0, -2.0_f64..2.0), 7), count in 0_usize..4,
        ) {
            let data = measured(&values);
            let world = World::trainable(&data);
            let learner = RidgeRegression::new(0.5, Intercept::Free).unwrap();
            let trimmed = trimmed_fit(&learner, &world, count).unwrap();
            prop_assert!(trimmed.settled && trimmed.removed.len() == count);
            let reached = objective(&trimmed.model, &world, &trimmed.removed);
            // No worse than fitting to everything and then leaving out the largest losses.
            let full = learner.fit(&world, Seed::new(0)).unwrap();
            let losses: Vec<f64> = world.rows().map(|row| full.loss(&row).unwrap()).collect();
            let first = named(&world, &largest(losses, count));
            prop_assert!(reached <= objective(&full, &world, &first) + 1e-9);
            // And no better than the best of all sets, by brute force.
            let best = (0..1_u32 << 7).filter(|set| set.count_ones() as usize == count).map(|set| {
                let kept = world.keeping(|place| set >> place & 1 == 0);
                learner.fit(&kept, Seed::new(0)).unwrap().objective(&kept).unwrap()
            }).fold(f64::INFINITY, f64::min);
            prop_assert!(reached >= best - 1e-9);
        }

        #[test]
        fn the_farthest_rows_are_those_of_a_full_sort(values in proptest::collection::vec(-5.0_f64..5.0, 12), count in 0_usize..6) {
            let features = Array2::from_shape_vec((6, 2), values).unwrap();
            let data = Dataset::classified((0..6).map(RowId::new).collect(), features, vec![0, 0, 1, 1, 1, 0], 2).unwrap();
            let world = World::trainable(&data);
            let far = |row: &crate::dataset::Row<'_>| {
                let own: Vec<_> = world.rows().filter(|other| other.target == row.target).collect();
                let mean = |axis: usize| own.iter().map(|row| row.features[axis]).sum::<f64>() / own.len() as f64;
                ((row.features[0] - mean(0)).powi(2) + (row.features[1] - mean(1)).powi(2)).sqrt()
            };
            let thrown = far_from_centroid(&world, count).unwrap();
            prop_assert_eq!(thrown.iter().filter(|thrown| **thrown).count(), count);
            let of = |which: bool| world.rows().zip(&thrown).filter(move |(_, thrown)| **thrown == which).map(|(row, _)| far(&row)).collect::<Vec<_>>();
            let (least, most) = (of(true).into_iter().fold(f64::INFINITY, f64::min), of(false).into_iter().fold(0.0, f64::max));
            prop_assert!(least >= most - 1e-12);
        }
    }

    #[test]
    fn without_a_count_a_defence_is_the_plain_fit() {
        let table = PoisonTable::new(&breast_cancer::dataset(), [0, 1]).unwrap();
        let world = World::new(table.classes(), 0..80);
        let learner = LogisticRegression::new(1.0, Intercept::Free).unwrap();
        let plain = learner.fit(&world, Seed::new(0)).unwrap();
        for defence in Defence::ALL {
            let trimmed = defence.fit(&learner, &world, 0).unwrap();
            assert_eq!((trimmed.removed.len(), &trimmed.model), (0, &plain));
            assert_eq!(defence.fit(&learner, &world, 79).unwrap().removed.len(), 79);
            let error = defence.fit(&learner, &world, 80).unwrap_err();
            assert_eq!(
                error.to_string(),
                "80 rows are to be thrown out: legal are 0 to 79, so that some are left"
            );
            assert!(defence.fit(&learner, &World::new(table.classes(), []), 1).is_err());
        }
        let numbers = World::new(table.numbers(), 0..80);
        assert!(trimmed_fit(&learner, &numbers, 3).is_err());
    }
}
