//! Privacy: noise, calibrations, the accountant, the game, and training with noise.

use simulation::data::{german_credit, wine};
use simulation::learners::{Differentiable, Intercept, LogisticRegression, SoftmaxRegression};
use simulation::robustness::privacy::{
    Accountant, AnyNoise, ClampedTotal, Conversion, DEFAULT_ORDERS, DpSgd, DpSgdPlan, Gaussian, Guarantee,
    GuessingGame, INTEGER_ORDERS, Laplace, Noise, PrivateTable, SampledGaussian,
};
use simulation::seed::Seed;
use simulation::world::World;

use crate::families::{Hashed, two_flowers};
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    numbers(hash)?;
    accounts(hash)?;
    training(hash)
}

fn numbers(hash: &mut Hash) -> Hashed {
    let data = german_credit::dataset();
    let query = ClampedTotal::new(20, 7000.0)?;
    let with = World::trainable(&data);
    let (low, high) = (query.value(&with.keeping(|place| place != 9))?, query.value(&with)?);
    hash.numbers(&[low, high, query.sensitivity()]);
    for (epsilon, delta) in [(0.3, 0.01), (1.0, 1e-5), (6.0, 0.1)] {
        let guarantee = Guarantee::new(epsilon, delta)?;
        hash.numbers(&[guarantee.advantage_bound(), guarantee.accuracy_bound()]);
        hash.option(guarantee.true_positive_bound(0.07));
        hash.option(Gaussian::classic(guarantee, 3.0).ok().map(|noise| noise.sigma()));
        let gaussian = AnyNoise::Gaussian(Gaussian::analytic(guarantee, 7000.0)?);
        for noise in [AnyNoise::Laplace(Laplace::calibrated(epsilon, 7000.0)?), gaussian] {
            let game = GuessingGame::new(noise, low, high, Seed::new(17))?;
            for round in 0..20 {
                let released = game.released(round);
                hash.count(usize::from(game.secret(round)));
                hash.numbers(&[released, game.privacy_loss(released), noise.density(released - low)]);
            }
            let score = game.best_score(50);
            hash.count(score.right as usize);
            hash.option(score.interval(0.95).map(|interval| interval.low));
            let gap = high - low;
            hash.numbers(&[
                noise.delta(0.2, gap),
                noise.beyond(0.2, gap),
                noise.distribution(gap),
                noise.deviation(),
            ]);
        }
    }
    Ok(())
}

fn accounts(hash: &mut Hash) -> Hashed {
    for (rate, noise, steps) in [(0.01, 1.1, 1000), (0.3, 0.6, 20), (1.0, 5.0, 20)] {
        let mechanism = SampledGaussian::new(rate, noise)?;
        for orders in [&INTEGER_ORDERS[..], &DEFAULT_ORDERS] {
            let accountant = Accountant::new(mechanism, orders)?;
            accountant.step().for_each(|(order, divergence)| hash.numbers(&[order, divergence]));
            for conversion in [Conversion::Classic, Conversion::Improved] {
                let spent = accountant.spent(steps, 1e-5, conversion)?;
                hash.numbers(&[spent.epsilon, spent.order]);
            }
        }
    }
    Ok(())
}

fn training(hash: &mut Hash) -> Hashed {
    let table = PrivateTable::new(&wine::dataset(), 80, Seed::new(18))?;
    hash.count(table.slice().len());
    let plan = DpSgdPlan { rate: 0.2, clip: 0.7, noise: 1.5, steps: 12, learning_rate: 0.3, rows: 80 };
    let mut run = DpSgd::new(SoftmaxRegression::new(1.0)?, plan)?.train(&table.world(), Seed::new(19))?;
    for step in run.by_ref() {
        let step = step?;
        hash.count(step.sampled as usize);
        hash.count(step.clipped as usize);
    }
    hash.numbers(run.model().parameters());
    let data = two_flowers()?;
    let unclipped = DpSgdPlan { clip: f64::INFINITY, noise: 0.0, ..plan };
    let learner = DpSgd::new(LogisticRegression::new(1.0, Intercept::Free)?, unclipped)?;
    let model = learner.train(&World::trainable(&data), Seed::new(20))?.finish()?;
    hash.numbers(model.parameters());
    Ok(())
}
