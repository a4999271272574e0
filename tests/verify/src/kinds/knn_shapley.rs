//! KNN-Shapley values of training rows.

use simulation::valuation::{LabelledRows, knn_shapley};

use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    // Which labels were flipped, for whoever looks at the values.
    case.describe(&["flipped"]);
    let (training, labels) = (case.rows("X_train")?, case.classes("y_train")?);
    let (test, test_labels) = (case.rows("X_test")?, case.classes("y_test")?);
    let columns = |rows: &[Vec<f64>]| rows.first().map_or(0, Vec::len);
    let (training, columns, test, test_columns) =
        (training.concat(), columns(&training), test.concat(), columns(&test));
    let rows =
        LabelledRows::new(&training, &labels, columns).map_err(|error| case.problem("X_train", error))?;
    let tests = LabelledRows::new(&test, &test_labels, test_columns)
        .map_err(|error| case.problem("X_test", error))?;
    let values = knn_shapley(rows, tests, case.count("K")?).map_err(|error| case.problem("values", error))?;
    check.compare(case, "values", &values, "values");
    // The same from all coalitions, where they are few.
    if case.has("brute_force") {
        check.compare(case, "brute_force", &values, "values");
    }
    Ok(())
}
