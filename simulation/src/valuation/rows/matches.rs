//! The game that KNN-Shapley is the exact value of, played by sets.
//!
//! For one row to evaluate on, v(S) = (1/K)·#{of the min(K, |S|) rows of S nearest to it, those with its label}, and 0 for no rows; the worth
//! is the mean over those rows. Rows at the same distance stand in the order of the players. Cost: O(m·n·(p + log n)) once for m rows to
//! evaluate on and n players; a worth O(m·n) at most, and about m·K·n/|S|.
//!
//! Source: Jia et al. (2019), *Efficient task-specific data valuation for nearest neighbor algorithms*.
//!
//! When it misleads: it is not the accuracy of a K-nearest-neighbour classifier, which votes.

use super::RowSample;
use crate::linear_algebra::squared_distance;
use crate::order::ascending;

/// For each row to evaluate on, the players from the nearest to the farthest, and whether each has its label.
#[derive(Clone, Debug, PartialEq)]
pub struct NeighbourMatches {
    neighbours: usize,
    order: Vec<Vec<(u32, bool)>>,
}

impl NeighbourMatches {
    /// Orders the players of a sample for each row to evaluate on. Of K = 0 neighbours every set is worth 0.
    pub fn new(sample: &RowSample, neighbours: usize) -> Self {
        let (rows, players) = (sample.rows(), sample.plan().players);
        let order = (players..rows.len()).map(|test| {
            // Squared distances are not negative, and such numbers sort as their bits do.
            let distance = |player| squared_distance(rows.features(player), rows.features(test)).to_bits();
            let places = ascending((0..players).map(distance));
            let class = rows.target(test).class();
            places.into_iter().map(|player| (player as u32, rows.target(player).class() == class)).collect()
        });
        Self { neighbours, order: order.collect() }
    }

    /// What the players marked as present are worth on each row to evaluate on.
    pub fn scores(&self, present: &[bool]) -> Vec<f64> {
        let is_present = |player: u32| present.get(player as usize).copied().unwrap_or(false);
        let score = |order: &Vec<(u32, bool)>| {
            let nearest = order.iter().filter(|(player, _)| is_present(*player)).take(self.neighbours);
            nearest.filter(|(_, matches)| *matches).count() as f64 / self.neighbours.max(1) as f64
        };
        self.order.iter().map(score).collect()
    }
}
