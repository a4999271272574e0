//! The few products this crate needs, in one fixed order of operations.
//!
//! A general matrix product picks its kernel by the machine it runs on, and a different order of additions gives other
//! last bits. These loops do not, so a figure computed at build time and in a reader's browser is the same to the bit.

use ndarray::{Array1, Array2};

/// Σ aᵢ·bᵢ, added from the first term to the last. Cost O(n).
///
/// # Panics
/// Never on vectors of equal length; longer tails are ignored.
pub fn dot(a: impl IntoIterator<Item = f64>, b: impl IntoIterator<Item = f64>) -> f64 {
    a.into_iter().zip(b).fold(0.0, |sum, (x, y)| sum + x * y)
}

/// ‖a − b‖², added from the first coordinate to the last. Cost O(n).
pub fn squared_distance(a: impl IntoIterator<Item = f64>, b: impl IntoIterator<Item = f64>) -> f64 {
    a.into_iter().zip(b).fold(0.0, |sum, (x, y)| sum + (x - y) * (x - y))
}

/// Solves A·x = b for a symmetric positive definite A (shape n × n) by its Cholesky factor. Cost O(n³).
///
/// Returns `None` if a pivot is not a positive finite number, that is if A is not positive definite as stored.
///
/// Source: Golub & Van Loan, *Matrix Computations*, algorithm 4.2.1.
pub fn solve_positive_definite(matrix: &Array2<f64>, right: &Array1<f64>) -> Option<Array1<f64>> {
    let size = right.len();
    let mut factor = Array2::<f64>::zeros((size, size));
    for column in 0..size {
        for row in column..size {
            let known = (0..column).fold(0.0, |sum, k| sum + factor[[row, k]] * factor[[column, k]]);
            let rest = matrix[[row, column]] - known;
            if row == column {
                if !(rest > 0.0 && rest.is_finite()) {
                    return None;
                }
                factor[[row, column]] = rest.sqrt();
            } else {
                factor[[row, column]] = rest / factor[[column, column]];
            }
        }
    }
    let mut solution = right.clone();
    for row in 0..size {
        let known = (0..row).fold(0.0, |sum, k| sum + factor[[row, k]] * solution[k]);
        solution[row] = (solution[row] - known) / factor[[row, row]];
    }
    for row in (0..size).rev() {
        let known = (row + 1..size).fold(0.0, |sum, k| sum + factor[[k, row]] * solution[k]);
        solution[row] = (solution[row] - known) / factor[[row, row]];
    }
    Some(solution)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn solving_inverts_multiplying(
            entries in proptest::collection::vec(-2.0_f64..2.0, 16),
            solution in proptest::collection::vec(-2.0_f64..2.0, 4),
        ) {
            let root = Array2::from_shape_vec((4, 4), entries).unwrap();
            let mut matrix = Array2::<f64>::eye(4);
            for i in 0..4 {
                for j in 0..4 {
                    matrix[[i, j]] += dot(root.row(i).iter().copied(), root.row(j).iter().copied());
                }
            }
            let right = Array1::from_iter(
                (0..4).map(|i| dot(matrix.row(i).iter().copied(), solution.iter().copied())),
            );
            let solved = solve_positive_definite(&matrix, &right).unwrap();
            for (got, want) in solved.iter().zip(&solution) {
                prop_assert!((got - want).abs() < 1e-9, "{got} against {want}");
            }
        }
    }

    #[test]
    fn an_indefinite_matrix_is_refused() {
        let matrix = Array2::from_shape_vec((2, 2), vec![1.0, 2.0, 2.0, 1.0]).unwrap();
        assert!(solve_positive_definite(&matrix, &Array1::zeros(2)).is_none());
    }
}
