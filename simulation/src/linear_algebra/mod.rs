//! The few products this crate needs, in one fixed order of operations.
//!
//! A general matrix product picks its kernel by the machine it runs on, and a different order of additions gives other
//! last bits. These loops do not, so a figure computed at build time and in a reader's browser is the same to the bit.

mod cholesky;
mod factor;

pub use cholesky::Cholesky;

/// Σ aᵢ·bᵢ, added from the first term to the last, as far as the shorter one goes. Cost O(n).
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (x, y)| sum + x * y)
}

/// ‖a − b‖², added from the first coordinate to the last, as far as the shorter one goes. Cost O(n).
pub fn squared_distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (x, y)| sum + (x - y) * (x - y))
}

/// y ← y + c·x, coordinate by coordinate, as far as the shorter one goes. Cost O(n).
pub fn add_scaled(y: &mut [f64], c: f64, x: &[f64]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += c * x;
    }
}

/// Solves A·x = b for a symmetric positive definite A (n × n, row after row; only the lower triangle is read) by its Cholesky
/// factor, which replaces the lower triangle; x replaces b, whose length is n. Cost O(n³). To solve more than once, see
/// [`Cholesky`].
///
/// Returns `None` if a pivot is not a positive finite number, that is if A is not positive definite as stored; the contents are
/// then those of an unfinished factorisation.
///
/// ```
/// use simulation::linear_algebra::solve_positive_definite;
/// let (mut matrix, mut right) = ([4.0, 0.0, 2.0, 5.0], [8.0, 12.0]);
/// assert!(solve_positive_definite(&mut matrix, &mut right).is_some());
/// assert_eq!(right, [1.0, 2.0]);
/// ```
pub fn solve_positive_definite(matrix: &mut [f64], right: &mut [f64]) -> Option<()> {
    let size = right.len();
    factor::factorise(matrix, size, 0.0, 0.0).ok()?;
    factor::solve_lower(matrix, size, right);
    factor::solve_upper(matrix, size, right);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn solving_inverts_multiplying(
            root in proptest::collection::vec(-2.0_f64..2.0, 16),
            solution in proptest::collection::vec(-2.0_f64..2.0, 4),
        ) {
            let rows: Vec<&[f64]> = root.chunks(4).collect();
            let mut matrix = vec![0.0; 16];
            for (i, row) in rows.iter().enumerate() {
                for (j, other) in rows.iter().enumerate() {
                    matrix[4 * i + j] = dot(row, other) + f64::from(u8::from(i == j));
                }
            }
            let mut right: Vec<f64> = matrix.chunks(4).map(|row| dot(row, &solution)).collect();
            prop_assert!(solve_positive_definite(&mut matrix, &mut right).is_some());
            for (got, want) in right.iter().zip(&solution) {
                prop_assert!((got - want).abs() < 1e-9, "{got} against {want}");
            }
        }
    }

    #[test]
    fn nothing_is_solved_by_nothing() {
        assert!(solve_positive_definite(&mut [], &mut []).is_some());
    }

    #[test]
    fn matrices_that_are_not_positive_definite_are_refused() {
        assert!(solve_positive_definite(&mut [1.0, 2.0, 2.0, 1.0], &mut [0.0; 2]).is_none());
        assert!(solve_positive_definite(&mut [f64::NAN], &mut [0.0]).is_none());
        assert!(solve_positive_definite(&mut [], &mut [1.0]).is_none(), "too short");
    }
}
