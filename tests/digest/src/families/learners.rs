//! Fits, probabilities, slopes and exact removals of every learner.

use simulation::data::diabetes;
use simulation::dataset::RowId;
use simulation::learners::{
    Activation, Batches, Classification, Curved, Differentiable, GaussianNaiveBayes, Initial, Intercept,
    Learner, LogisticRegression, NearestCentroid, NearestNeighbours, Network, NetworkLearner, Optimiser,
    RidgeRegression, SoftmaxRegression,
};
use simulation::seed::Seed;
use simulation::standardise::Standardiser;
use simulation::world::World;

use super::{Hashed, flowers, two_flowers};
use crate::hash::Hash;

const INTERCEPTS: [Intercept; 3] = [Intercept::Free, Intercept::Penalised, Intercept::None];

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    let data = flowers()?;
    let (world, seed) = (World::new(&data, (0..150).step_by(3)), Seed::new(5));
    shares(hash, &NearestCentroid.fit(&world, seed)?, &world);
    shares(hash, &NearestNeighbours::new(4)?.fit(&world, seed)?, &world);
    let bayes = GaussianNaiveBayes::new(1e-9)?.fit(&world, seed)?;
    shares(hash, &bayes, &world);
    for class in 0..3 {
        hash.number(bayes.prior(class));
        hash.numbers(bayes.means(class).iter().chain(bayes.variances(class)));
    }
    ridge(hash)?;
    logistic(hash)?;
    softmax(hash, &world)?;
    networks(hash, &world)
}

fn shares(hash: &mut Hash, model: &impl Classification, world: &World<'_>) {
    world.rows().for_each(|row| hash.numbers(&model.probabilities(row.features)));
}

/// Parameters, objective, slopes and curvatures.
fn curved(hash: &mut Hash, model: &impl Curved, world: &World<'_>) -> Hashed {
    hash.numbers(model.parameters());
    hash.option(model.objective(world));
    hash.numbers(&model.gradient(world).ok_or("no gradient")?);
    hash.numbers(&model.hessian(world).ok_or("no Hessian")?);
    Ok(())
}

fn ridge(hash: &mut Hash) -> Hashed {
    let data = diabetes::dataset();
    let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
    let world = World::new(&data, (0..442).step_by(9));
    for intercept in INTERCEPTS {
        let learner = RidgeRegression::new(0.7, intercept)?;
        curved(hash, &learner.fit(&world, Seed::new(0))?, &world)?;
        let mut fit = learner.normal_equations(&world)?;
        for row in fit.leave_one_out() {
            let row = row?;
            hash.number(row.leverage);
            hash.number(row.residual);
            hash.numbers(row.model.parameters());
        }
        let gone: Vec<RowId> = fit.ids().take(4).collect();
        hash.numbers(fit.without(&gone)?.parameters());
        fit.remove(gone[0])?;
        hash.numbers(fit.model().parameters());
        fit.add(&world.rows().next().ok_or("no rows")?)?;
        hash.numbers(fit.model().parameters());
    }
    Ok(())
}

fn logistic(hash: &mut Hash) -> Hashed {
    let data = two_flowers()?;
    let world = World::new(&data, (0..100).step_by(3));
    for intercept in INTERCEPTS {
        let learner = LogisticRegression::new(0.3, intercept)?;
        let full = learner.fit(&world, Seed::new(0))?;
        shares(hash, &full, &world);
        curved(hash, &full, &world)?;
        for row in learner.leave_one_out(&world, &full)? {
            let row = row?;
            hash.number(row.leverage);
            hash.numbers(row.model.parameters());
        }
        let gone: Vec<RowId> = world.rows().map(|row| row.id).take(5).collect();
        hash.numbers(learner.without(&world, &full, &gone)?.parameters());
        hash.numbers(learner.fit_from(&world.keeping(|place| place % 4 != 0), &full)?.parameters());
    }
    Ok(())
}

fn softmax(hash: &mut Hash, world: &World<'_>) -> Hashed {
    for intercept in INTERCEPTS {
        let learner = SoftmaxRegression::new(0.2)?.with_intercept(intercept);
        let full = learner.fit(world, Seed::new(0))?;
        shares(hash, &full, world);
        curved(hash, &full, world)?;
        hash.numbers(learner.fit_from(&world.keeping(|place| place % 4 != 0), &full)?.parameters());
        let mut growing = learner.incremental(3, 4);
        for row in world.rows().step_by(5) {
            growing.add(row.features, row.target.class().ok_or("no class")?, row.weight);
            hash.numbers(growing.refit()?.parameters());
        }
    }
    Ok(())
}

fn networks(hash: &mut Hash, world: &World<'_>) -> Hashed {
    let (sgd, adam) = (Optimiser::sgd(0.1, 0.9)?.with_decay(0.01)?, Optimiser::adam(0.05)?);
    for (hidden, activation, optimiser, batches) in [
        (5, Activation::Tanh, sgd, Batches::Full),
        (5, Activation::Relu, adam, Batches::Shuffled(16)),
        (0, Activation::Tanh, sgd, Batches::InOrder(20)),
    ] {
        let learner = NetworkLearner::new(hidden, activation, optimiser, 3).with_batches(batches)?;
        let mut last = None;
        for snapshot in learner.train(world, Seed::new(9))? {
            let snapshot = snapshot?;
            hash.option(snapshot.loss);
            hash.numbers(snapshot.network.parameters());
            last = Some(snapshot.network);
        }
        let network = last.ok_or("no snapshot")?;
        shares(hash, &network, world);
        passes(hash, &network, world)?;
    }
    let still = NetworkLearner::new(0, Activation::Tanh, sgd, 2).with_initial(Initial::Zero);
    hash.numbers(still.fit(world, Seed::new(0))?.parameters());
    Ok(())
}

fn passes(hash: &mut Hash, network: &Network, world: &World<'_>) -> Hashed {
    hash.option(network.mean_loss(world));
    hash.numbers(&network.mean_gradient(world).ok_or("no gradient")?);
    let direction: Vec<f64> = network.parameters().iter().map(|weight| 0.5 - weight).collect();
    hash.numbers(&network.hessian_vector(world, &direction).ok_or("no product")?);
    for row in world.rows().step_by(7) {
        hash.option(network.gradient_norm(&row));
        hash.numbers(&network.input_gradient(&row).ok_or("no gradient")?);
        hash.numbers(&network.fgsm(&row, 0.1).ok_or("no attack")?);
        hash.numbers(&network.pgd(&row, 0.1, 0.03, 5).ok_or("no attack")?);
    }
    Ok(())
}
