//! k nearest neighbours: ask the rows that lie closest.
//!
//! Fit: keep the rows. Prediction: each of the min(k, n) nearest rows by ‖x − xᵢ‖² casts one vote, and the classes with
//! most votes win. Rows at the same distance as the last one in are in as well, so the answer does not depend on the
//! order of the rows. In an empty world all classes tie. Cost: fit O(n·p), prediction O(n·p + n log n).
//!
//! Source: Cover & Hart (1967), *Nearest neighbor pattern classification*.
//!
//! When it misleads: with few rows a world of fewer than k rows votes with everything it has, wherever that lies.

use super::{ClassSet, FitError, Learner, LearnerError, Model};
use crate::linear_algebra::squared_distance;
use crate::order::{ascending, key};
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
    neighbours: usize,
    classes: usize,
    rows: Vec<(Vec<f64>, usize)>,
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
        let data = world.dataset();
        let rows = world.positions().iter().map(|&p| (data.features(p).to_vec(), data.label(p))).collect();
        Ok(NeighboursModel { neighbours: self.neighbours as usize, classes: data.class_count(), rows })
    }
}

impl Model for NeighboursModel {
    fn predict(&self, features: &[f64]) -> ClassSet {
        let distances: Vec<f64> = self.rows.iter().map(|(row, _)| squared_distance(features, row)).collect();
        let near = ascending(distances.iter().map(|&distance| key(distance)));
        let reach = near.get(self.neighbours - 1).map_or(f64::INFINITY, |&row| distances[row]);
        let mut votes = vec![0.0; self.classes];
        for row in near.into_iter().take_while(|&row| distances[row] <= reach) {
            votes[self.rows[row].1] += 1.0;
        }
        ClassSet::arg_max(votes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Dataset, RowId};
    use ndarray::array;

    fn line() -> Dataset {
        let ids = (0..5).map(RowId::new).collect();
        let features = array![[0.0], [1.0], [3.0], [4.0], [9.0]];
        Dataset::new(ids, features, vec![0, 0, 1, 1, 1], vec![0; 5], 2, 1).unwrap()
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
