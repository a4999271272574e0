//! Edits, comparisons and luck.

use simulation::comparison::{Comparison, counterfactual, learner_luck, resampling_luck};
use simulation::edit::Edits;
use simulation::learners::{
    Activation, Learner, NearestCentroid, NetworkLearner, Optimiser, SoftmaxRegression,
};
use simulation::observers::{LogLoss, Slice};
use simulation::preprocessing::{Preprocessed, Preprocessing};
use simulation::seed::Seed;
use simulation::standardise::Standardiser;
use simulation::world::World;

use super::{Hashed, flowers};
use crate::hash::Hash;

const EDITS: &str = "drop 17; relabel 3 → 1; add 900 of 1.5 2.0 0.1 0.2 → 1 in 2 as reserved; reweight 6 → 2.5; \
    replace 9 by 0.1 0.2 0.3 0.4 → 2; perturb 12 by 0.1 -0.2 0.0 0.3; copy 15 as 901; reorder 30 12 6";

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    let data = flowers()?;
    let world = World::new(&data, (0..150).filter(|place| place % 3 == 0 || *place == 17));
    let edits: Edits = EDITS.parse()?;
    let edited = world.edited(&edits)?;
    for row in edited.rows() {
        hash.count(row.id.number() as usize);
        hash.numbers(row.features);
        hash.number(row.weight);
        hash.count(row.target.class().ok_or("no class")?);
    }
    let (slice, seed) = (Slice::evaluable(&data), Seed::new(3));
    let observer = LogLoss(slice);
    let softmax = SoftmaxRegression::new(0.5)?;
    comparison(hash, &counterfactual(&softmax, &world, &edits, &observer, seed)?);
    for luck in resampling_luck(&softmax, &world, &edits, &observer, seed).take(4) {
        comparison(hash, &luck?);
    }
    let network = NetworkLearner::new(3, Activation::Tanh, Optimiser::adam(0.05)?, 4);
    for luck in learner_luck(&network, &world, &edits, &observer, seed).take(3) {
        comparison(hash, &luck?);
    }
    for preprocessing in [Preprocessing::Held(Standardiser::fit(&world)), Preprocessing::Refitted] {
        let scaled = Preprocessed::new(NearestCentroid, preprocessing).fit(&edited, seed)?;
        hash.numbers(scaled.scale().means().iter().chain(scaled.scale().scales()));
    }
    Ok(())
}

fn comparison(hash: &mut Hash, comparison: &Comparison) {
    hash.number(comparison.before);
    hash.number(comparison.after);
    hash.count(usize::from(comparison.converged));
}
