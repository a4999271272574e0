//! Gradient descent on softmax regression from zero weights, and TracIn at its checkpoints.

use simulation::learners::{Activation, Differentiable, Initial, NetworkLearner, Optimiser, Snapshot};
use simulation::observers::Slice;
use simulation::seed::Seed;
use simulation::valuation::first_order::TracIn;
use simulation::world::World;

use super::tables::classified;
use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let checkpoints = case.objects("checkpoints")?;
    let labels = [case.classes("y_train")?, case.classes("y_test")?].concat();
    let classes = labels.iter().max().map_or(0, |most| most + 1);
    let classes = checkpoints.first().map_or(Ok(classes), |first| first.numbers("b").map(|b| b.len()))?;
    let table = classified(case, "X_train", "y_train", classes)?;
    let test = classified(case, "X_test", "y_test", classes)?;
    let (world, slice) = (World::trainable(&table), Slice::evaluable(&test));
    let (rate, steps) = (case.number("lr")?, case.count("steps")?);
    let optimiser = Optimiser::sgd(rate, case.number("momentum")?);
    let optimiser = optimiser.map_err(|error| case.problem("lr", error))?;
    let epochs = u32::try_from(steps).map_err(|error| case.problem("steps", error))?;
    let learner = NetworkLearner::new(0, Activation::Tanh, optimiser, epochs).with_initial(Initial::Zero);
    let fault = |error: &dyn ToString| case.problem("X_train", error.to_string());
    // The state before every step, and after the last.
    let run = learner.train(&world, Seed::new(0)).map_err(|error| fault(&error))?;
    let run = run.collect::<Result<Vec<Snapshot>, _>>().map_err(|error| fault(&error))?;

    let losses: Vec<f64> = run.iter().take(steps).filter_map(|step| step.loss).collect();
    check.compare(case, "losses", &losses, "losses");
    let split = |snapshot: &Snapshot| {
        let (weights, biases) = snapshot.network.parameters().split_at(classes * snapshot.network.inputs());
        (weights.to_vec(), biases.to_vec())
    };
    if let Some(last) = run.last().filter(|_| case.has("final_W")) {
        check.compare(case, "final_W", &split(last).0, "weights");
    }
    let mut traced = TracIn::new(&world, &slice);
    for checkpoint in &checkpoints {
        let step = checkpoint.count("step")?;
        let at = run.get(step).ok_or_else(|| checkpoint.problem("step", format!("is {step} of {steps}")))?;
        let (weights, biases) = split(at);
        check.compare(checkpoint, "W", &weights, "weights");
        check.compare(checkpoint, "b", &biases, "weights");
        check.set_aside(checkpoint);
        traced.add(&at.network, rate).map_err(|error| fault(&error))?;
    }
    let tracin: Vec<f64> =
        (0..slice.len()).flat_map(|place| traced.of(place).unwrap_or_default()).copied().collect();
    check.compare(case, "tracin", &tracin, "tracin");
    Ok(())
}
