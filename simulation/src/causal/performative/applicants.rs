//! German Credit as a world that answers: applicants for a loan, and what of their application they can change.

use ndarray::Array2;

use super::PerformativeError;
use crate::dataset::Dataset;
use crate::standardise::Standardiser;
use crate::world::World;

/// The columns of [`crate::data::german_credit::FEATURES`] that the model sees: the seven numbers, the loan's three first, then the codes of checking account,
/// history and savings.
const COLUMNS: [usize; 21] = [4, 20, 31, 39, 44, 51, 56, 0, 1, 2, 3, 5, 6, 7, 8, 9, 21, 22, 23, 24, 25];

/// The three numbers of the loan itself, which an applicant chooses: duration, amount, and instalment as a share of the income.
pub const LOAN: [usize; 3] = [0, 1, 2];
/// All seven numbers of an application, as if age could be chosen.
pub const NUMBERS: [usize; 7] = [0, 1, 2, 3, 4, 5, 6];

/// 21 columns of the table, standardised over all of its rows, under the same ids and groups. [`LOAN`] and [`NUMBERS`] are columns of it. Fewer columns than
/// the table has, so that a round of retraining takes a millisecond or two. Cost O(n·p).
///
/// # Errors
/// [`PerformativeError::Column`] for a table without these columns.
///
/// ```
/// use simulation::causal::performative::applicants;
/// use simulation::data::german_credit;
/// assert_eq!(applicants(&german_credit::dataset())?.feature_count(), 21);
/// # Ok::<(), simulation::causal::performative::PerformativeError>(())
/// ```
pub fn applicants(data: &Dataset) -> Result<Dataset, PerformativeError> {
    let found = data.feature_count();
    if let Some(&column) = COLUMNS.iter().find(|&&column| column >= found) {
        return Err(PerformativeError::Column { column, largest: found.saturating_sub(1) });
    }
    let rows: Vec<_> = data.rows().collect();
    let shape = (rows.len(), COLUMNS.len());
    let features = Array2::from_shape_fn(shape, |(row, column)| rows[row].features[COLUMNS[column]]);
    let ids = rows.iter().map(|row| row.id).collect();
    let groups = rows.iter().map(|row| row.group).collect();
    let table = Dataset::new(ids, features, data.targets().clone())
        .and_then(|table| table.with_groups(groups, data.group_count()))
        .map_err(|_| PerformativeError::Range)?;
    Standardiser::fit(&World::trainable(&table)).apply(&table).map_err(|_| PerformativeError::Range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{german_credit, iris};

    #[test]
    fn the_loan_comes_first() {
        let names: Vec<&str> = LOAN.iter().map(|&column| german_credit::FEATURES[COLUMNS[column]]).collect();
        assert_eq!(names, ["duration (months)", "amount (DM)", "instalment (% of income)"]);
        let numbers = NUMBERS.map(|column| german_credit::FEATURES[COLUMNS[column]]);
        assert!(numbers.iter().all(|name| !name.contains(": ")), "codes are not changed by degrees");
        assert!(applicants(&iris::dataset()).is_err());
    }

    #[test]
    fn rows_keep_their_ids_and_groups() {
        let (all, table) = (german_credit::dataset(), applicants(&german_credit::dataset()).unwrap());
        let of = |data: &Dataset| data.rows().map(|row| (row.id, row.group)).collect::<Vec<_>>();
        assert_eq!(of(&table), of(&all));
        let older = table.rows().filter(|row| row.group == 1).count();
        assert!(older > table.rows().count() / 2 && older < table.rows().count(), "{older}");
    }
}
