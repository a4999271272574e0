//! The gradient of an attacker's loss in the features of a row of poison, of logistic regression whose intercept is penalised. The other
//! cases (reweighting, condensation, mixup) are not offered.

use ndarray::Array2;
use simulation::dataset::{Dataset, NewRow, Right, RowId, Target};
use simulation::edit::{Edit, Edits};
use simulation::learners::{Intercept, Learner, LogisticModel, LogisticRegression};
use simulation::robustness::poisoning::{implicit_gradient, mean_loss};
use simulation::seed::Seed;
use simulation::world::World;

use crate::{Case, Check, Problem};

/// The inputs of the cases that are not offered: what is left of them are their quantities.
const INPUTS: &[&str] = &[
    "X_train",
    "y_train_noisy",
    "flipped",
    "X_val",
    "y_val",
    "w",
    "b",
    "inner_lr",
    "X_real",
    "y_real",
    "X_syn",
    "y_syn",
    "W",
    "lam",
    "first",
    "second",
];

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    if !case.has("x_poison") {
        case.describe(INPUTS);
        return Ok(());
    }
    let fault = |error: &dyn ToString| case.problem("X_train", error.to_string());
    let c = case.number("C")?;
    let learner =
        LogisticRegression::new(1.0 / c, Intercept::Penalised).map_err(|error| case.problem("C", error))?;
    let (clean, own) = (labelled(case, "X_train", "y_train")?, labelled(case, "X_val", "y_val")?);
    let (clean, own) = (World::trainable(&clean), World::trainable(&own));
    let id = RowId::new(u32::try_from(clean.len()).map_err(|error| fault(&error))?);
    let [label] = classes(case, "y_poison", &[case.number("y_poison")?])?[..] else {
        return Err(case.problem("y_poison", "is no single class"));
    };
    let place = case.numbers("x_poison")?;
    let poisoned = |features: Vec<f64>| -> Result<(World<'_>, LogisticModel), Problem> {
        let row = NewRow { id, features, target: Target::Class(label), group: 0, right: Right::Both };
        let edits = Edits::from(Edit::Add(row));
        let world = clean.edited(&edits).map_err(|error| case.problem("x_poison", error))?;
        let model = learner.fit(&world, Seed::new(0)).map_err(|error| fault(&error))?;
        Ok((world, model))
    };
    let loss = |model: &LogisticModel| mean_loss(model, &own).map_err(|error| case.problem("X_val", error));

    let (world, model) = poisoned(place.clone())?;
    check.compare(case, "val_loss", &[loss(&model)?], "autograd");
    let row = world.rows().find(|row| row.id == id).ok_or_else(|| fault(&"the row is not there"))?;
    let slopes = implicit_gradient(&model, &world, &own, &row).map_err(|error| fault(&error))?;
    check.compare_relative(case, "gradient_implicit", &slopes, "poison_gradient_rel");
    // Central differences of fourth order, each of four fits.
    let mut refitted = Vec::with_capacity(place.len());
    for feature in 0..place.len() {
        let moved = |steps: f64| -> Result<f64, Problem> {
            let mut features = place.clone();
            features[feature] += steps * STEP;
            loss(&poisoned(features)?.1)
        };
        let wide = moved(2.0)? - moved(-2.0)?;
        refitted.push((8.0 * (moved(1.0)? - moved(-1.0)?) - wide) / (12.0 * STEP));
    }
    check.compare_relative(case, "gradient_by_refit", &refitted, "poison_gradient_rel");
    Ok(())
}

/// Short enough for the fourth order, long enough for the rounding of a fit.
const STEP: f64 = 1e-3;

/// Rows whose labels are written as 0.0 and 1.0.
fn labelled(case: &Case<'_>, x: &str, y: &str) -> Result<Dataset, Problem> {
    let rows = case.rows(x)?;
    let shape = (rows.len(), rows.first().map_or(0, Vec::len));
    let table = Array2::from_shape_vec(shape, rows.concat()).map_err(|error| case.problem(x, error))?;
    let ids = (0..).map(RowId::new).take(shape.0).collect();
    let labels = classes(case, y, &case.numbers(y)?)?;
    Dataset::classified(ids, table, labels, 2).map_err(|error| case.problem(x, error))
}

fn classes(case: &Case<'_>, key: &str, numbers: &[f64]) -> Result<Vec<usize>, Problem> {
    let class = |&number: &f64| match number {
        0.0 => Ok(0),
        1.0 => Ok(1),
        _ => Err(case.problem(key, "has an entry other than 0 and 1")),
    };
    numbers.iter().map(class).collect()
}
