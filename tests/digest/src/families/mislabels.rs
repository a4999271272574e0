//! Planted flips, self-confidence, inspection and removal curves.

use simulation::learners::{GaussianNaiveBayes, Intercept, LogisticRegression};
use simulation::observers::{LogLoss, Slice};
use simulation::seed::Seed;
use simulation::valuation::mislabels::{Inspection, RemovalCurve, plant_flips, self_confidence};
use simulation::world::World;

use super::{Hashed, two_flowers};
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    let data = two_flowers()?;
    let (world, seed) = (World::new(&data, (0..100).step_by(2)), Seed::new(10));
    let flips = plant_flips(&world, 6, seed)?;
    let noisy = world.edited(&flips.edits)?;
    let planted = flips.marks(&noisy);
    for &planted in &planted {
        hash.count(usize::from(planted));
    }
    hash.numbers(&self_confidence(&GaussianNaiveBayes::default(), &noisy, 4, seed)?);
    let learner = LogisticRegression::new(1.0, Intercept::Free)?;
    let confidences = self_confidence(&learner, &noisy, 5, seed)?;
    hash.numbers(&confidences);
    let inspection = Inspection::of_as_many_as_planted(&confidences, &planted).ok_or("no inspection")?;
    hash.option(inspection.precision());
    let observer = LogLoss(Slice::evaluable(&data));
    for point in RemovalCurve::new(&learner, &noisy, &confidences, &observer, 3, seed)?.take(5) {
        hash.option(point?.score);
    }
    Ok(())
}
