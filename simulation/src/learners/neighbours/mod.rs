//! Learners that compare distances.
//!
//! ```
//! use ndarray::array;
//! use simulation::dataset::{Dataset, RowId};
//! use simulation::learners::{Classification, Learner, NearestCentroid, NearestNeighbours};
//! use simulation::seed::Seed;
//! use simulation::world::World;
//!
//! let features = array![[0.0], [1.0], [4.0], [1.5]];
//! let data = Dataset::classified((0..4).map(RowId::new).collect(), features, vec![0, 0, 1, 1], 2)?;
//! let (world, seed) = (World::trainable(&data), Seed::new(0));
//! let centroids = NearestCentroid.fit(&world, seed)?;
//! assert!(centroids.predict(&[1.4]).contains(0), "nearer to 0.5 than to 2.75");
//! let nearest = NearestNeighbours::new(1)?.fit(&world, seed)?;
//! assert!(nearest.predict(&[1.4]).contains(1), "nearer to 1.5 than to 1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod nearest_centroid;
mod nearest_neighbours;

pub use nearest_centroid::{CentroidModel, NearestCentroid};
pub use nearest_neighbours::{NearestNeighbours, NeighboursModel};
