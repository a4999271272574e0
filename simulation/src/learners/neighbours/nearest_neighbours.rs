//! k nearest neighbours: ask the rows that lie closest.
//!
//! Fit: keep the rows. Prediction: the rows nearest by ‖x − xᵢ‖² cast as many votes as they weigh, until k votes are cast or all
//! rows have voted, and the classes with most votes win. Rows at the same distance as the last one in are in as well, so
//! the answer does not depend on the order of the rows. In an empty world all classes tie. Probabilities: (votes + 1) / (all
//! votes + K), Laplace's rule of succession, so that no class is impossible. Cost: fit O(n·p), prediction O(n·(p + g))
//! where the rows that vote lie at g distances, at most k of them if no row weighs less than 1.
//!
//! Source: Cover & Hart (1967), *Nearest neighbor pattern classification*.
//!
//! When it misleads: with few rows a world of fewer than k rows votes with everything it has, wherever that lies.

use crate::learners::{ClassSet, Classification, FitError, Labelled, Learner, LearnerError, Model, labelled};
use crate::linear_algebra::squared_distance;
use crate::seed::Seed;
use crate::world::World;

/// The learner, with its number of neighbours k ≥ 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearestNeighbours {
    neighbours: u32,
}

/// The remembered rows.
#[derive(Clone, Debug)]
pub struct NeighboursModel {
    neighbours: u32,
    classes: usize,
    rows: Vec<Neighbour>,
}

#[derive(Clone, Debug)]
struct Neighbour {
    features: Vec<f64>,
    label: usize,
    weight: f64,
}

impl NearestNeighbours {
    /// k neighbours.
    ///
    /// # Errors
    /// [`LearnerError::Neighbours`] for k = 0.
    pub const fn new(neighbours: u32) -> Result<Self, LearnerError> {
        if neighbours == 0 { Err(LearnerError::Neighbours(neighbours)) } else { Ok(Self { neighbours }) }
    }
}

impl Learner for NearestNeighbours {
    type Model = NeighboursModel;

    fn fit(&self, world: &World<'_>, _seed: Seed) -> Result<NeighboursModel, FitError> {
        let (classes, rows) = labelled(world)?;
        let keep = |row: Labelled<'_>| Neighbour {
            features: row.features.to_vec(),
            label: row.label,
            weight: row.weight,
        };
        let rows = rows.into_iter().map(keep).collect();
        Ok(NeighboursModel { neighbours: self.neighbours, classes, rows })
    }
}

impl NeighboursModel {
    /// The votes for each class. Of all rows only some vote, so they are not sorted: those at the next distance are looked for until k votes
    /// are cast.
    fn votes(&self, features: &[f64]) -> Vec<f64> {
        let distance = |row: &Neighbour| squared_distance(features, &row.features);
        let distances: Vec<f64> = self.rows.iter().map(distance).collect();
        let mut votes = vec![0.0; self.classes];
        let (mut cast, mut reach) = (0.0, f64::NEG_INFINITY);
        while cast < f64::from(self.neighbours) && reach < f64::INFINITY {
            let further = distances.iter().filter(|&&distance| distance > reach);
            let next = further.fold(f64::INFINITY, |nearest, &distance| nearest.min(distance));
            for (row, &distance) in self.rows.iter().zip(&distances) {
                if reach < distance && distance <= next {
                    votes[row.label] += row.weight;
                    cast += row.weight;
                }
            }
            reach = next;
        }
        votes
    }
}

impl Model for NeighboursModel {}

impl Classification for NeighboursModel {
    fn predict(&self, features: &[f64]) -> ClassSet {
        ClassSet::arg_max(self.votes(features))
    }

    fn probabilities(&self, features: &[f64]) -> Vec<f64> {
        let votes = self.votes(features);
        let all = votes.iter().fold(self.classes as f64, |sum, votes| sum + votes);
        votes.into_iter().map(|votes| (votes + 1.0) / all).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Dataset, RowId};
    use ndarray::array;
    use proptest::prelude::*;

    /// The definition, by a full sort.
    fn by_sorting(model: &NeighboursModel, features: &[f64]) -> Vec<f64> {
        let distance = |row: &Neighbour| squared_distance(features, &row.features);
        let mut rows: Vec<&Neighbour> = model.rows.iter().collect();
        rows.sort_by(|one, other| distance(one).total_cmp(&distance(other)));
        let mut votes = vec![0.0; model.classes];
        let (mut cast, mut reach) = (0.0, f64::NEG_INFINITY);
        for row in rows {
            if cast >= f64::from(model.neighbours) && distance(row) > reach {
                break;
            }
            votes[row.label] += row.weight;
            cast += row.weight;
            reach = distance(row);
        }
        votes
    }

    proptest! {
        #[test]
        fn the_votes_are_those_of_a_full_sort(
            // Few places and weights, so that many are equally far and some count nothing.
            rows in proptest::collection::vec((0_u8..7, 0_u8..5, 0_usize..3), 0..40), neighbours in 1_u32..12, at in 0_u8..7,
        ) {
            let row = |(at, weight, label): (u8, u8, usize)| Neighbour {
                features: vec![f64::from(at)], label, weight: f64::from(weight) * 0.3,
            };
            let model = NeighboursModel { neighbours, classes: 3, rows: rows.into_iter().map(row).collect() };
            let features = [f64::from(at) + 0.25];
            prop_assert_eq!(model.votes(&features), by_sorting(&model, &features));
        }
    }

    #[test]
    fn rows_too_far_to_tell_apart_vote_together_and_once() {
        let row = |at: f64, label| Neighbour { features: vec![at], label, weight: 1.0 };
        let rows = vec![row(1e200, 0), row(-1e200, 1), row(0.0, 0)];
        let model = NeighboursModel { neighbours: 9, classes: 2, rows };
        assert_eq!(model.votes(&[0.0]), [2.0, 1.0]);
    }

    fn line() -> Dataset {
        let ids = (0..5).map(RowId::new).collect();
        let features = array![[0.0], [1.0], [3.0], [4.0], [9.0]];
        Dataset::classified(ids, features, vec![0, 0, 1, 1, 1], 2).unwrap()
    }

    #[test]
    fn the_nearest_vote() {
        let data = line();
        let fit = |k| NearestNeighbours::new(k).unwrap().fit(&World::new(&data, 0..5), Seed::new(0)).unwrap();
        assert!(fit(1).predict(&[1.4]).contains(0));
        assert!(fit(3).predict(&[2.4]).contains(1));
        assert!(fit(99).predict(&[0.0]).contains(1), "all five vote");
    }

    #[test]
    fn equally_far_rows_vote_together() {
        let data = line();
        let model = NearestNeighbours::new(1).unwrap().fit(&World::new(&data, 0..5), Seed::new(0)).unwrap();
        assert_eq!(model.predict(&[2.0]).len(), 2, "rows 1 and 3 are both at distance 1");
    }

    #[test]
    fn no_neighbours_is_refused() {
        assert_eq!(
            NearestNeighbours::new(0).unwrap_err().to_string(),
            "neighbours is 0: legal are 1 and more"
        );
    }
}
