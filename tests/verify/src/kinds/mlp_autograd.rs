//! A network of one hidden layer: losses, slopes, attacks and training.

use simulation::dataset::{Dataset, Row};
use simulation::learners::{Activation, Differentiable, Network, NetworkLearner, Optimiser};
use simulation::linear_algebra::dot;
use simulation::seed::Seed;
use simulation::world::World;

use super::tables::{classified, norm};
use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let network = network(case)?;
    let table = classified(case, "X", "y", network.classes())?;
    if table.feature_count() != network.inputs() {
        return Err(case.problem("X", "does not fit the network"));
    }
    slopes(case, check, &network, &table)?;
    for (key, attack) in [("fgsm", fgsm as Attack), ("pgd", pgd)] {
        let attacked = case.object(key)?;
        let mut moved = Vec::new();
        let mut losses = Vec::new();
        for row in table.rows() {
            let features = attack(&attacked, &network, &row)?;
            losses.extend(network.loss(&Row { features: &features, ..row }));
            moved.extend(features);
        }
        check.compare(&attacked, "x", &moved, "fgsm");
        check.compare(&attacked, "loss", &losses, "fgsm");
        check.set_aside(&attacked);
    }
    training(case, check, &network, &table)
}

fn network(case: &Case<'_>) -> Result<Network, Problem> {
    let activation = match case.text("activation")? {
        "tanh" => Activation::Tanh,
        "relu" => Activation::Relu,
        other => return Err(case.problem("activation", format!("is {other}: legal are tanh and relu"))),
    };
    let parameters = case.object("params")?;
    let (first, second) = (parameters.rows("W1")?, parameters.rows("W2")?);
    let (hidden_biases, biases) = (parameters.numbers("b1")?, parameters.numbers("b2")?);
    let (inputs, hidden, classes) = (first.first().map_or(0, Vec::len), hidden_biases.len(), biases.len());
    let theta = [first.concat(), hidden_biases, second.concat(), biases].concat();
    Network::new(inputs, hidden, classes, activation, theta)
        .ok_or_else(|| case.problem("params", "do not make a network"))
}

fn slopes(case: &Case<'_>, check: &mut Check<'_>, network: &Network, table: &Dataset) -> Result<(), Problem> {
    let world = World::trainable(table);
    let missing = || case.problem("X", "has a row that the network has no loss for");
    let logits: Vec<f64> = table.rows().flat_map(|row| network.scores(row.features)).collect();
    check.compare(case, "logits", &logits, "grad");
    check.compare_one(case, "loss", network.mean_loss(&world), "grad");
    let gradient = network.mean_gradient(&world).ok_or_else(missing)?;
    check.compare(case, "grad_flat", &gradient, "grad");
    let (mut of_inputs, mut norms, mut clipped) = (Vec::new(), Vec::new(), vec![0.0; gradient.len()]);
    let clip = case.number("clip")?;
    for row in table.rows() {
        of_inputs.extend(network.input_gradient(&row).ok_or_else(missing)?);
        let norm = network.gradient_norm(&row).ok_or_else(missing)?;
        network.add_loss_gradient(&row, (clip / norm).min(1.0), &mut clipped).ok_or_else(missing)?;
        norms.push(norm);
    }
    check.compare(case, "input_grad_of_summed_loss", &of_inputs, "grad");
    check.compare(case, "per_sample_grad_norm", &norms, "grad");
    check.compare(case, "clipped_sum_flat", &clipped, "grad");

    let product = case.object("hvp")?;
    let along = network.hessian_vector(&world, &product.numbers("v")?);
    check.compare(
        &product,
        "Hv",
        &along.ok_or_else(|| product.problem("v", "is too long or short"))?,
        "grad",
    );
    check.set_aside(&product);
    let matching = case.object("grad_match")?;
    let [one, other] =
        halves(&matching, table.len())?.map(|half| network.mean_gradient(&World::new(table, half)));
    let (one, other) = (one.ok_or_else(missing)?, other.ok_or_else(missing)?);
    let gap: Vec<f64> = one.iter().zip(&other).map(|(one, other)| one - other).collect();
    check.compare(&matching, "l2", &[norm(&gap)], "grad");
    check.compare(&matching, "cosine", &[dot(&one, &other) / (norm(&one) * norm(&other))], "grad");
    check.set_aside(&matching);
    Ok(())
}

/// The rows of each half, as `rows 0-5 and 6-11` has them; without these words, half the rows each.
fn halves(case: &Case<'_>, rows: usize) -> Result<[Vec<usize>; 2], Problem> {
    if !case.has("halves") {
        return Ok([(0..rows / 2).collect(), (rows / 2..rows).collect()]);
    }
    let text = case.text("halves")?;
    let ends: Vec<usize> = text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    match ends[..] {
        [a, b, c, d] if b < rows && d < rows => Ok([(a..=b).collect(), (c..=d).collect()]),
        _ => Err(case.problem("halves", format!("is {text:?}: legal is such as \"rows 0-5 and 6-11\""))),
    }
}

type Attack = fn(&Case<'_>, &Network, &Row<'_>) -> Result<Vec<f64>, Problem>;

fn fgsm(case: &Case<'_>, network: &Network, row: &Row<'_>) -> Result<Vec<f64>, Problem> {
    let moved = network.fgsm(row, case.number("eps")?);
    moved.ok_or_else(|| case.problem("x", "cannot be recomputed"))
}

fn pgd(case: &Case<'_>, network: &Network, row: &Row<'_>) -> Result<Vec<f64>, Problem> {
    if case.has("start") && case.text("start")? != "clean" {
        return Err(case.problem("start", "is not \"clean\", the only start here"));
    }
    let steps = u32::try_from(case.count("steps")?).map_err(|error| case.problem("steps", error))?;
    let moved = network.pgd(row, case.number("eps")?, case.number("step")?, steps);
    moved.ok_or_else(|| case.problem("x", "cannot be recomputed"))
}

/// The settings stand in the fixture's convention.
fn training(
    case: &Case<'_>,
    check: &mut Check<'_>,
    network: &Network,
    table: &Dataset,
) -> Result<(), Problem> {
    let losses = case.object("training_loss")?;
    let sgd = Optimiser::sgd(0.1, 0.9).and_then(|sgd| sgd.with_decay(0.01));
    for (key, optimiser) in [("sgd_momentum", sgd), ("adam", Optimiser::adam(0.01))] {
        let fault = |error: &dyn ToString| losses.problem(key, error.to_string());
        let optimiser = optimiser.map_err(|error| fault(&error))?;
        let steps = losses.expected(key)?.len();
        let epochs = u32::try_from(steps).map_err(|error| fault(&error))?;
        let learner = NetworkLearner::new(0, network.activation(), optimiser, epochs);
        let run = learner.train_from(&World::trainable(table), network.clone(), Seed::new(0));
        let mut got = Vec::new();
        for snapshot in run.map_err(|error| fault(&error))?.take(steps) {
            got.extend(snapshot.map_err(|error| fault(&error))?.loss);
        }
        check.compare(&losses, key, &got, "training_loss");
    }
    check.set_aside(&losses);
    Ok(())
}
