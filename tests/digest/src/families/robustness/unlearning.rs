//! Machine unlearning: shards, steps with their certificates, trials and what is left to see.

use simulation::dataset::RowId;
use simulation::learners::{Differentiable, Intercept, Learner, LogisticRegression, NearestCentroid};
use simulation::robustness::unlearning::{
    Asking, CertifiedRemoval, Method, ResidueTest, Sharding, Sisa, UnlearningPlan, UnlearningStudy, Witness,
};
use simulation::seed::Seed;
use simulation::world::World;

use crate::families::{Hashed, two_flowers};
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    shards(hash)?;
    steps(hash)?;
    trials(hash)
}

fn shards(hash: &mut Hash) -> Hashed {
    let data = two_flowers()?;
    let world = World::new(&data, (0..100).step_by(2));
    let learner = LogisticRegression::new(0.5, Intercept::Penalised)?;
    let sisa = Sisa::train(learner, &world, Sharding::by_luck(3, 2, Seed::new(21))?, Seed::new(0))?;
    let leaving: Vec<RowId> = world.rows().step_by(9).map(|row| row.id).collect();
    let (after, looks) = sisa.forget(&leaving)?;
    hash.count(looks as usize);
    hash.count(after.touched(&leaving));
    after.models().for_each(|model| hash.numbers(model.parameters()));
    let turns = Sharding::in_turns(4, world.rows().map(|row| row.id))?;
    let centroids = Sisa::train(NearestCentroid, &world, turns, Seed::new(0))?;
    hash.count(centroids.looks() as usize);
    Ok(())
}

fn steps(hash: &mut Hash) -> Hashed {
    let data = two_flowers()?;
    let world = World::new(&data, 0..100);
    let leaving: Vec<RowId> = world.rows().step_by(11).map(|row| row.id).collect();
    for intercept in [Intercept::Free, Intercept::Penalised] {
        let learner = LogisticRegression::new(0.3, intercept)?;
        let model = learner.fit(&world, Seed::new(0))?;
        let removal = CertifiedRemoval::new(&learner, &model, &world, &[])?;
        let newton = removal.newton(&leaving)?;
        hash.numbers(newton.model.parameters());
        hash.numbers(removal.first_order(&leaving)?.parameters());
        let certificate = newton.certificate;
        hash.numbers(&[certificate.residual, certificate.bound]);
        hash.option(certificate.worst_case);
        hash.option(certificate.noise(1.0, 1e-4));
        hash.option(certificate.epsilon(0.5, 1e-4));
    }
    Ok(())
}

fn trials(hash: &mut Hash) -> Hashed {
    let data = two_flowers()?;
    for asking in [Asking::Random, Asking::OfClass(1), Asking::Hardest] {
        let plan =
            UnlearningPlan { rows: 40, requested: 5, asking, penalty: 0.5, shards: 3, slices: 2, noise: 0.1 };
        let study = UnlearningStudy::new(&data, plan)?;
        let mut outcomes = Vec::new();
        for seed in 0..4 {
            let mut trial = study.trial(Seed::new(22).redraw(seed));
            while trial.step(&study)? {}
            trial.measure()?;
            let certificate = study.certificate(&trial, 3)?.ok_or("not measured")?;
            hash.numbers(&[certificate.residual, certificate.bound]);
            outcomes.push(trial.outcome().ok_or("not done")?.clone());
        }
        for outcome in &outcomes {
            hash.numbers(&outcome.numbers());
        }
        for (method, witness) in [(Method::Nothing, Witness::Losses), (Method::Newton, Witness::Slopes)] {
            let pairs: Vec<[f64; 2]> = outcomes.iter().map(|o| o.of(method).seen(witness)).collect();
            let test = ResidueTest::new(witness, &pairs).ok_or("no pairs")?;
            hash.number(test.auc());
            hash.option(test.standard_error());
        }
    }
    Ok(())
}
