//! What is hashed, one file a family of methods.

mod acting;
mod attribution;
mod causal;
mod collective;
mod data;
mod dynamics;
mod first_order;
mod games;
mod holdout;
mod idea;
mod learners;
mod mislabels;
mod observers;
mod robustness;
mod selection;
mod worlds;

use std::error::Error;

use ndarray::Array2;
use simulation::data::iris;
use simulation::dataset::{Dataset, RowId};
use simulation::standardise::Standardiser;
use simulation::world::World;

use crate::hash::Hash;

/// The result of hashing: a method that refuses these inputs is an error.
pub(crate) type Hashed = Result<(), Box<dyn Error>>;

/// A family's name, and how its results are hashed.
pub(crate) type Family = (&'static str, fn(&mut Hash) -> Hashed);

/// Every family.
pub(crate) const FAMILIES: [Family; 16] = [
    ("idea", idea::hash),
    ("data", data::hash),
    ("worlds", worlds::hash),
    ("learners", learners::hash),
    ("observers", observers::hash),
    ("games", games::hash),
    ("attribution", attribution::hash),
    ("first_order", first_order::hash),
    ("mislabels", mislabels::hash),
    ("selection", selection::hash),
    ("robustness", robustness::hash),
    ("dynamics", dynamics::hash),
    ("causal", causal::hash),
    ("collective", collective::hash),
    ("acting", acting::hash),
    ("holdout", holdout::hash),
];

/// Iris, standardised.
fn flowers() -> Result<Dataset, Box<dyn Error>> {
    let data = iris::dataset();
    Ok(Standardiser::fit(&World::trainable(&data)).apply(&data)?)
}

/// Versicolor and virginica, as classes 0 and 1 and as groups of every third row.
fn two_flowers() -> Result<Dataset, Box<dyn Error>> {
    let data = flowers()?;
    let rows: Vec<_> = data.rows().filter(|row| row.target.class() > Some(0)).collect();
    let ids: Vec<RowId> = rows.iter().map(|row| row.id).collect();
    let features = rows.iter().flat_map(|row| row.features.to_vec()).collect();
    let features = Array2::from_shape_vec((rows.len(), data.feature_count()), features)?;
    let labels = rows.iter().filter_map(|row| row.target.class()?.checked_sub(1)).collect();
    let groups = (0..rows.len()).map(|place| place % 3).collect();
    Ok(Dataset::classified(ids, features, labels, 2)?.with_groups(groups, 3)?)
}
