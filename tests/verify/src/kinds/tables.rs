//! Tables, lists of rows, and losses, for the kinds that train.

use ndarray::Array2;
use simulation::dataset::{Dataset, RowId};
use simulation::learners::Intercept;
use simulation::observers::Observer;

use crate::{Case, Problem};

/// The rows under two keys, numbered from 0, with labels below `classes`.
pub(super) fn classified(case: &Case<'_>, x: &str, y: &str, classes: usize) -> Result<Dataset, Problem> {
    let (ids, features) = features(case, x)?;
    Dataset::classified(ids, features, case.classes(y)?, classes).map_err(|error| case.problem(x, error))
}

/// The rows under two keys, numbered from 0, with numbers to predict.
pub(super) fn measured(case: &Case<'_>, x: &str, y: &str) -> Result<Dataset, Problem> {
    let (ids, features) = features(case, x)?;
    Dataset::measured(ids, features, case.numbers(y)?).map_err(|error| case.problem(x, error))
}

/// The rows that places in a list name.
pub(super) fn row_ids(case: &Case<'_>, key: &str) -> Result<Vec<RowId>, Problem> {
    let id = |place: usize| u32::try_from(place).map(RowId::new).map_err(|error| case.problem(key, error));
    case.classes(key)?.into_iter().map(id).collect()
}

/// Free, unless the case says that it is penalised.
pub(super) fn intercept(case: &Case<'_>) -> Result<Intercept, Problem> {
    let penalised = case.has("intercept_penalised") && case.flag("intercept_penalised")?;
    Ok(if penalised { Intercept::Penalised } else { Intercept::Free })
}

/// What an observer sees, which must be something.
pub(super) fn observed<M>(case: &Case<'_>, model: &M, observer: &impl Observer<M>) -> Result<f64, Problem> {
    observer.observe(model).ok_or_else(|| case.problem("X_test", "has nothing to observe"))
}

/// The Euclidean norm.
pub(super) fn norm(vector: &[f64]) -> f64 {
    vector.iter().map(|entry| entry * entry).sum::<f64>().sqrt()
}

/// The largest entry in size.
pub(super) fn largest(vector: &[f64]) -> f64 {
    vector.iter().fold(0.0, |largest, entry| largest.max(entry.abs()))
}

fn features(case: &Case<'_>, key: &str) -> Result<(Vec<RowId>, Array2<f64>), Problem> {
    let rows = case.rows(key)?;
    let shape = (rows.len(), rows.first().map_or(0, Vec::len));
    let table = Array2::from_shape_vec(shape, rows.concat()).map_err(|error| case.problem(key, error))?;
    Ok(((0..).map(RowId::new).take(shape.0).collect(), table))
}
