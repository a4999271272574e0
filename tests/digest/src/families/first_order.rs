//! Influence functions, Newton steps, TracIn and representer points.

use simulation::dataset::{Dataset, RowId};
use simulation::learners::{
    Activation, Curved, Initial, Intercept, LogisticRegression, NetworkLearner, Optimiser, SoftmaxRegression,
};
use simulation::observers::Slice;
use simulation::seed::Seed;
use simulation::statistics::{pearson_counted, resample_counts};
use simulation::valuation::first_order::{
    Foretold, Influence, RemovalStudy, Represented, Representer, TracIn, nearest_rows,
};
use simulation::world::World;

use super::{Hashed, flowers, two_flowers};
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    let (two, three) = (two_flowers()?, flowers()?);
    let world = World::new(&two, (0..100).step_by(4));
    explain(hash, &LogisticRegression::new(0.5, Intercept::Penalised)?, &world, &Slice::new(&two, 0..9))?;
    let world = World::new(&three, (0..150).step_by(6));
    explain(hash, &SoftmaxRegression::new(0.5)?, &world, &Slice::new(&three, (0..150).step_by(11)))?;
    descent(hash, &world, &Slice::new(&three, (1..150).step_by(13)))?;
    study(hash, &two)
}

fn explain<L: Represented<Model: Curved>>(
    hash: &mut Hash,
    learner: &L,
    world: &World<'_>,
    slice: &Slice<'_>,
) -> Hashed {
    let model = learner.fit(world, Seed::new(0))?;
    let influence = Influence::new(&model, world)?;
    hash.numbers(influence.gradient());
    let on = influence.on(slice)?;
    hash.number(on.loss());
    hash.numbers(&on.first_order());
    for removal in on.each_removal() {
        let removal = removal?;
        hash.numbers(&[removal.first_order, removal.newton_step, removal.newton_loss]);
    }
    let group: Vec<RowId> = world.rows().map(|row| row.id).step_by(5).collect();
    hash.numbers(&influence.first_order_step(&group)?);
    hash.numbers(&influence.newton_step(&group)?);
    hash.number(on.removal(&group)?.newton_loss);
    let points = Representer::new(learner, &model, world)?;
    hash.number(points.slope());
    (0..world.len()).for_each(|place| hash.numbers(points.weights(place)));
    for row in slice.rows() {
        hash.numbers(&points.scores(row.features));
        hash.numbers(&points.shares(row.features, 0));
    }
    Ok(())
}

fn descent(hash: &mut Hash, world: &World<'_>, slice: &Slice<'_>) -> Hashed {
    let optimiser = Optimiser::sgd(0.3, 0.0)?;
    let learner = NetworkLearner::new(0, Activation::Tanh, optimiser, 6).with_initial(Initial::Zero);
    let mut traced = TracIn::new(world, slice);
    for snapshot in learner.train(world, Seed::new(0))?.step_by(2) {
        traced.add(&snapshot?.network, optimiser.rate())?;
    }
    for place in 0..slice.len() {
        hash.numbers(traced.of(place).ok_or("no such row")?);
    }
    Ok(())
}

fn study(hash: &mut Hash, rows: &Dataset) -> Hashed {
    let mut study = RemovalStudy::new(rows, 0.3, (0..rows.len()).step_by(3), Seed::new(5))?;
    while study.step()? {}
    for how in [Foretold::FirstOrder, Foretold::NewtonStep, Foretold::Trace, Foretold::Represented] {
        hash.numbers(study.foretold(how));
        let counts = resample_counts(rows.len(), Seed::new(5), 0);
        hash.number(pearson_counted(study.foretold(how), study.actual(), &counts).ok_or("no correlation")?);
    }
    hash.numbers(study.actual());
    hash.numbers(study.leverages());
    let near = nearest_rows(study.data(), 4, 6);
    let group: Vec<RowId> =
        near.iter().filter_map(|&position| rows.row(position)).map(|row| row.id).collect();
    let retrained = study.group_retrained(&group)?;
    hash.numbers(&[study.group_newton(&group)?, retrained.change]);
    hash.numbers(&retrained.boundary);
    hash.numbers(&study.boundary());
    hash.numbers(&study.boundaries().concat());
    Ok(())
}
