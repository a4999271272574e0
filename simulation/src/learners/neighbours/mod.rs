//! Learners that compare distances.

mod nearest_centroid;
mod nearest_neighbours;

pub use nearest_centroid::{CentroidModel, NearestCentroid};
pub use nearest_neighbours::{NearestNeighbours, NeighboursModel};
