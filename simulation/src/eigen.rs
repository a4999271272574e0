//! Eigenvalues and eigenvectors of a symmetric matrix.
//!
//! The cyclic Jacobi method turns one pair of coordinates after the other, row by row, until nothing is left beside the diagonal:
//! A = V·diag(λ)·Vᵀ. It needs only square roots and quotients in one fixed order, so the result is the same to the bit on every
//! machine.
//!
//! Cost: O(p³) a sweep, about ten sweeps; a matrix of 64 × 64 takes some milliseconds.
//!
//! Source: Golub & Van Loan, *Matrix Computations*, section 8.5; the rotation by Rutishauser (1966), *The Jacobi method for real
//! symmetric matrices*.
//!
//! When it misleads: the vectors of equal or nearly equal eigenvalues can be turned among each other at will, so a small change
//! of the matrix can turn them by any angle.

use crate::order::{ascending, key};

/// p eigenvalues and the vectors that belong to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Eigen {
    /// λ, the largest first; equal ones in the order of the coordinates that they grew from.
    pub values: Vec<f64>,
    /// Vectors of length 1, perpendicular to each other. The sign is fixed: the coordinate with the largest absolute value, the first
    /// of several, is positive.
    pub vectors: Vec<Vec<f64>>,
}

/// The eigenvalues of a symmetric p × p matrix, row after row; only the lower triangle is read. The error is some 10⁻¹⁵ of the
/// largest entry, and small eigenvalues beside a large one are no more exact than that. `None` if the length is no p², an
/// entry is not finite, or 60 sweeps do not settle it, which no finite matrix is known to bring about.
///
/// ```
/// use simulation::eigen::symmetric;
/// let eigen = symmetric(&[2.0, 0.0, 1.0, 2.0]).unwrap(); // [[2, 1], [1, 2]]
/// assert!((eigen.values[0] - 3.0).abs() < 1e-15 && (eigen.values[1] - 1.0).abs() < 1e-15);
/// assert!((eigen.vectors[0][0] - eigen.vectors[0][1]).abs() < 1e-15);
/// ```
pub fn symmetric(matrix: &[f64]) -> Option<Eigen> {
    let size = (0..=matrix.len()).find(|size| size * size >= matrix.len())?;
    if size * size != matrix.len() || matrix.iter().any(|entry| !entry.is_finite()) {
        return None;
    }
    let largest = matrix.iter().fold(0.0_f64, |largest, entry| largest.max(entry.abs()));
    let unit = if largest > 0.0 { largest } else { 1.0 };
    let mut a: Vec<Vec<f64>> = (0..size)
        .map(|row| (0..size).map(|column| matrix[row.max(column) * size + row.min(column)] / unit).collect())
        .collect();
    // Rows of v are the vectors.
    let mut v: Vec<Vec<f64>> =
        (0..size).map(|row| (0..size).map(|column| f64::from(u8::from(row == column))).collect()).collect();
    let mut settled = false;
    for _ in 0..SWEEPS {
        settled = beside_diagonal(&a) <= f64::EPSILON * f64::EPSILON;
        if settled {
            break;
        }
        for p in 0..size {
            for q in p + 1..size {
                turn(&mut a, &mut v, p, q);
            }
        }
    }
    if !settled {
        return None;
    }
    let order = ascending((0..size).map(|place| key(-a[place][place])));
    Some(Eigen {
        values: order.iter().map(|&place| a[place][place] * unit).collect(),
        vectors: order.iter().map(|&place| signed(&v[place])).collect(),
    })
}

const SWEEPS: usize = 60;

/// Σ of the squares below the diagonal.
fn beside_diagonal(a: &[Vec<f64>]) -> f64 {
    let below = a.iter().enumerate().flat_map(|(row, entries)| &entries[..row]);
    below.fold(0.0, |sum, entry| sum + entry * entry)
}

/// Turns coordinates p < q so that a_pq becomes 0: tan θ = t solves t² + 2τt = 1 with τ = (a_qq − a_pp) / 2a_pq, the smaller root.
/// The entries beside the diagonal are only mixed with each other, so they fall below any rounding of the diagonal.
fn turn(a: &mut [Vec<f64>], v: &mut [Vec<f64>], p: usize, q: usize) {
    let beside = a[p][q];
    if beside == 0.0 {
        return;
    }
    let tau = (a[q][q] - a[p][p]) / (2.0 * beside);
    let tangent = tau.signum() / (tau.abs() + (1.0 + tau * tau).sqrt());
    let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
    let sine = tangent * cosine;
    let turned = |x: f64, y: f64| (cosine * x - sine * y, sine * x + cosine * y);
    a[p][p] -= tangent * beside;
    a[q][q] += tangent * beside;
    (a[p][q], a[q][p]) = (0.0, 0.0);
    for place in (0..a.len()).filter(|&place| place != p && place != q) {
        (a[place][p], a[place][q]) = turned(a[place][p], a[place][q]);
        (a[p][place], a[q][place]) = (a[place][p], a[place][q]);
    }
    let (above, below) = v.split_at_mut(q);
    for (x, y) in above[p].iter_mut().zip(&mut below[0]) {
        (*x, *y) = turned(*x, *y);
    }
}

/// The vector or its opposite: the largest coordinate is positive.
fn signed(vector: &[f64]) -> Vec<f64> {
    let largest = vector.iter().fold(0.0_f64, |best, &x| if x.abs() > best.abs() { x } else { best });
    vector.iter().map(|&x| if largest < 0.0 { -x } else { x }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linear_algebra::dot;
    use proptest::prelude::*;

    fn check(matrix: &[f64], size: usize) {
        let eigen = symmetric(matrix).unwrap();
        let largest = matrix.iter().fold(0.0_f64, |largest, entry| largest.max(entry.abs()));
        assert!(eigen.values.windows(2).all(|pair| pair[0] >= pair[1]));
        for (i, vector) in eigen.vectors.iter().enumerate() {
            for (j, other) in eigen.vectors.iter().enumerate() {
                let one = f64::from(u8::from(i == j));
                assert!((dot(vector, other) - one).abs() < 1e-13, "{i} {j}");
            }
            for row in 0..size {
                let image: f64 = (0..size)
                    .map(|column| matrix[row.max(column) * size + row.min(column)] * vector[column])
                    .sum();
                assert!((image - eigen.values[i] * vector[row]).abs() <= 1e-13 * size as f64 * largest);
            }
            let first =
                vector.iter().copied().fold(0.0_f64, |best, x| if x.abs() > best.abs() { x } else { best });
            assert!(first > 0.0);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn vectors_are_stretched_by_their_values(
            entries in proptest::collection::vec(-3.0_f64..3.0, 49), size in 1_usize..8, power in -200_i32..200,
        ) {
            let matrix: Vec<f64> = entries[..size * size].iter().map(|entry| entry * 10_f64.powi(power)).collect();
            check(&matrix, size);
        }

        #[test]
        fn low_ranks_and_repeated_values_settle(root in proptest::collection::vec(-2_i8..3, 12)) {
            // A = R·Rᵀ of rank at most 2 in six dimensions: an eigenvalue 0 that stands four times.
            let rows: Vec<Vec<f64>> = root.chunks(2).map(|row| row.iter().map(|&x| f64::from(x)).collect()).collect();
            let matrix: Vec<f64> = rows.iter().flat_map(|row| rows.iter().map(|other| dot(row, other))).collect();
            check(&matrix, 6);
            let values = symmetric(&matrix).unwrap().values;
            prop_assert!(values[2..].iter().all(|value| value.abs() < 1e-12), "{:?}", values);
        }
    }

    #[test]
    fn known_values() {
        // The path of n edges between fixed ends: λ = 2 − 2·cos(kπ / (n + 1)).
        let size = 40;
        let mut matrix = vec![0.0; size * size];
        for row in 0..size {
            matrix[row * size + row] = 2.0;
            if row > 0 {
                matrix[row * size + row - 1] = -1.0;
            }
        }
        let eigen = symmetric(&matrix).unwrap();
        for (value, k) in eigen.values.iter().rev().zip(1..) {
            let known = 2.0 - 2.0 * (f64::from(k) * std::f64::consts::PI / 41.0).cos();
            assert!((value - known).abs() < 1e-13, "{value} against {known}");
        }
        check(&matrix, size);
        assert_eq!(symmetric(&[]).unwrap().values, [0.0; 0]);
        assert_eq!(symmetric(&[0.0; 4]).unwrap().vectors, [[1.0, 0.0], [0.0, 1.0]]);
    }

    #[test]
    fn what_is_no_matrix_has_no_values() {
        assert_eq!(symmetric(&[1.0, 2.0]), None);
        assert_eq!(symmetric(&[f64::NAN]), None);
        assert_eq!(symmetric(&[1.0, 0.0, f64::INFINITY, 1.0]), None);
    }
}
