//! A = L·Lᵀ: factor once, solve often, and follow A when rows of data come and go.
//!
//! For a symmetric positive definite A (n × n). Factoring costs n³/6 multiplications, a solve n², a rank-one change of A 2·n²,
//! a change of rank m by Woodbury's identity m·n² + m³/6.
//!
//! Sources: Golub & Van Loan, *Matrix Computations*, algorithm 4.2.1; Gill, Golub, Murray & Saunders (1974), *Methods for
//! modifying matrix factorizations*; Woodbury (1950), *Inverting modified matrices*.
//!
//! When it misleads: a downdate that takes away nearly all of a direction leaves about 1/(1 − vᵀA⁻¹v) times the relative
//! error. Look at [`Cholesky::quadratic`] first, and factor anew where it is close to 1.

use super::factor::{factorise, rotate, solve_lower, solve_upper};
use super::{add_scaled, dot};

/// The factor of a positive definite matrix.
///
/// ```
/// use simulation::linear_algebra::Cholesky;
/// let mut factor = Cholesky::new(&[4.0, 0.0, 2.0, 5.0], 2).unwrap();
/// let mut x = [8.0, 12.0];
/// factor.solve(&mut x);
/// assert_eq!(x, [1.0, 2.0]);
/// assert!((factor.log_determinant() - 16_f64.ln()).abs() < 1e-15);
/// // A + v·vᵀ and back.
/// factor.update(&[1.0, 1.0]);
/// assert!(factor.downdate(&[1.0, 1.0]).is_some());
/// let mut again = [8.0, 12.0];
/// factor.solve(&mut again);
/// assert!((again[0] - 1.0).abs() < 1e-14 && (again[1] - 2.0).abs() < 1e-14);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Cholesky {
    size: usize,
    /// n × n, row after row; what lies above the diagonal is never read.
    factor: Vec<f64>,
}

impl Cholesky {
    /// The factor of A, n × n row after row, of which only the lower triangle is read. `None` if A is not positive definite as
    /// stored or has not n² entries. Cost O(n³).
    pub fn new(matrix: &[f64], size: usize) -> Option<Self> {
        let mut factor = matrix.to_vec();
        factorise(&mut factor, size, 0.0, 0.0).ok()?;
        Some(Self { size, factor })
    }

    /// The same for a matrix whose columns must be told apart by more than rounding.
    ///
    /// # Errors
    /// The first column that is, to 10⁻¹⁰ of its squared length or within the rounding of its pivot, a linear combination of
    /// those before it.
    pub fn independent(matrix: &[f64], size: usize) -> Result<Self, usize> {
        let mut factor = matrix.to_vec();
        factorise(&mut factor, size, 1e-10, 16.0 * f64::EPSILON * size as f64)?;
        Ok(Self { size, factor })
    }

    /// The same where a penalty on the diagonal tells the columns apart: it must only be above the diagonal's own rounding.
    ///
    /// # Errors
    /// The first column whose pivot is below 10⁻¹⁴ of its diagonal entry.
    pub fn penalised(matrix: &[f64], size: usize) -> Result<Self, usize> {
        let mut factor = matrix.to_vec();
        factorise(&mut factor, size, 1e-14, 0.0)?;
        Ok(Self { size, factor })
    }

    /// n.
    pub const fn size(&self) -> usize {
        self.size
    }

    /// L, n × n row after row; what lies above the diagonal has no meaning.
    pub fn lower(&self) -> &[f64] {
        &self.factor
    }

    /// x = A⁻¹·b in the place of b, which has n entries. Cost n².
    pub fn solve(&self, right: &mut [f64]) {
        solve_lower(&self.factor, self.size, right);
        solve_upper(&self.factor, self.size, right);
    }

    /// L⁻¹·b in the place of b: its square is bᵀA⁻¹b. Cost n²/2.
    pub fn solve_lower(&self, right: &mut [f64]) {
        solve_lower(&self.factor, self.size, right);
    }

    /// vᵀ·A⁻¹·v: the leverage of v if A = Σ v·vᵀ. Cost n²/2.
    pub fn quadratic(&self, vector: &[f64]) -> f64 {
        let mut half = vector.to_vec();
        self.solve_lower(&mut half);
        dot(&half, &half)
    }

    /// log det A. Cost n.
    pub fn log_determinant(&self) -> f64 {
        let diagonal = self.factor.iter().step_by(self.size + 1).take(self.size);
        2.0 * diagonal.fold(0.0, |sum, entry| sum + libm::log(*entry))
    }

    /// The largest share, over the columns, of a diagonal entry of A to its pivot: how many times longer a column is than what
    /// those before it leave of it, squared. Solving loses about as many digits as it has. 1 for a diagonal matrix, 0 for none.
    /// Cost n²/2.
    pub fn inflation(&self) -> f64 {
        let lines = self.factor.chunks_exact(self.size.max(1)).enumerate();
        lines.fold(0.0, |most, (row, line)| {
            let length = dot(&line[..=row], &line[..=row]);
            f64::max(most, length / (line[row] * line[row]))
        })
    }

    /// A⁻¹, n × n row after row. Cost O(n³); for a product with A⁻¹ prefer [`Cholesky::solve`].
    pub fn inverse(&self) -> Vec<f64> {
        let mut inverse = vec![0.0; self.size * self.size];
        for (index, row) in inverse.chunks_exact_mut(self.size.max(1)).enumerate() {
            row[index] = 1.0;
            self.solve(row);
        }
        inverse
    }

    /// Follows A to A + v·vᵀ. Cost 2·n².
    pub fn update(&mut self, vector: &[f64]) {
        rotate(&mut self.factor, self.size, &mut vector.to_vec(), 1.0);
    }

    /// Follows A to A − v·vᵀ. `None`, and the factor as it was, if that is not positive definite. Cost 3·n².
    pub fn downdate(&mut self, vector: &[f64]) -> Option<()> {
        let mut factor = self.factor.clone();
        rotate(&mut factor, self.size, &mut vector.to_vec(), -1.0)?;
        self.factor = factor;
        Some(())
    }

    /// (A − Σ v·vᵀ)⁻¹·b in the place of b by Woodbury's identity, for m vectors of n entries, one after the other. The factor
    /// stays that of A. Cost m·n² + m³/6.
    ///
    /// Answers with the smallest squared pivot of I − Vᵀ·A⁻¹·V: 1 where nothing is taken away, near 0 where so much is
    /// that the result has lost as many digits. `None` if A − Σ v·vᵀ is not positive definite; b is then unusable.
    ///
    /// ```
    /// use simulation::linear_algebra::Cholesky;
    /// let factor = Cholesky::new(&[4.0, 0.0, 0.0, 5.0], 2).unwrap();
    /// let mut x = [6.0, 5.0];
    /// let left = factor.solve_without(&[1.0, 0.0], &mut x).unwrap();
    /// assert!((left - 0.75).abs() < 1e-15 && (x[0] - 2.0).abs() < 1e-14);
    /// ```
    pub fn solve_without(&self, vectors: &[f64], right: &mut [f64]) -> Option<f64> {
        self.solve(right);
        if self.size == 0 || vectors.is_empty() {
            return Some(1.0);
        }
        let mut solved = vectors.to_vec();
        solved.chunks_exact_mut(self.size).for_each(|vector| self.solve(vector));
        let count = vectors.len() / self.size;
        let mut capacity = vec![0.0; count * count];
        for (i, (line, vector)) in
            capacity.chunks_exact_mut(count).zip(vectors.chunks_exact(self.size)).enumerate()
        {
            for (j, (entry, other)) in line.iter_mut().zip(solved.chunks_exact(self.size)).enumerate() {
                *entry = f64::from(u8::from(i == j)) - dot(vector, other);
            }
        }
        let capacity = Self::new(&capacity, count)?;
        let mut parts: Vec<f64> = vectors.chunks_exact(self.size).map(|vector| dot(vector, right)).collect();
        capacity.solve(&mut parts);
        for (part, vector) in parts.iter().zip(solved.chunks_exact(self.size)) {
            add_scaled(right, *part, vector);
        }
        let pivots = capacity.factor.iter().step_by(count + 1).map(|pivot| pivot * pivot);
        Some(pivots.fold(1.0, f64::min))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Σ r·rᵀ + I over the rows r.
    fn gram(rows: &[f64], size: usize) -> Vec<f64> {
        let mut matrix = vec![0.0; size * size];
        matrix.iter_mut().step_by(size + 1).for_each(|entry| *entry = 1.0);
        for row in rows.chunks_exact(size) {
            for (line, x) in matrix.chunks_exact_mut(size).zip(row) {
                add_scaled(line, *x, row);
            }
        }
        matrix
    }

    fn solved(factor: &Cholesky, right: &[f64]) -> Vec<f64> {
        let mut x = right.to_vec();
        factor.solve(&mut x);
        x
    }

    fn close(a: &[f64], b: &[f64]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 1e-10 * (1.0 + b.abs()))
    }

    proptest! {
        #[test]
        fn changing_the_factor_is_factoring_the_changed(
            rows in proptest::collection::vec(-3.0_f64..3.0, 20),
            right in proptest::collection::vec(-3.0_f64..3.0, 4),
        ) {
            let (kept, removed) = rows.split_at(12);
            let (full, less) = (gram(&rows, 4), gram(kept, 4));
            let (full, less) = (Cholesky::new(&full, 4).unwrap(), Cholesky::new(&less, 4).unwrap());
            let mut grown = less.clone();
            removed.chunks(4).for_each(|row| grown.update(row));
            prop_assert!(close(&solved(&grown, &right), &solved(&full, &right)));
            let mut shrunk = full.clone();
            removed.chunks(4).for_each(|row| shrunk.downdate(row).unwrap());
            prop_assert!(close(&solved(&shrunk, &right), &solved(&less, &right)));
            let mut woodbury = right.clone();
            let pivot = full.solve_without(removed, &mut woodbury).unwrap();
            prop_assert!(pivot > 0.0 && pivot <= 1.0);
            prop_assert!(close(&woodbury, &solved(&less, &right)));
            // The matrix determinant lemma.
            let lemma = less.log_determinant() + libm::log1p(less.quadratic(&removed[..4]));
            let mut once = less.clone();
            once.update(&removed[..4]);
            prop_assert!((once.log_determinant() - lemma).abs() < 1e-10);
            let product: Vec<f64> = less.inverse().chunks(4).map(|row| dot(row, &right)).collect();
            prop_assert!(close(&product, &solved(&less, &right)));
            prop_assert!(less.inflation() >= 1.0);
        }
    }

    #[test]
    fn the_factor_times_its_transpose_is_the_matrix() {
        // Sizes around the blocks of four.
        for size in 1..11 {
            let rows: Vec<f64> = (0..size * size).map(|i| libm::sin(1.7 * i as f64)).collect();
            let matrix = gram(&rows, size);
            let factor = Cholesky::new(&matrix, size).unwrap();
            for i in 0..size {
                for j in 0..=i {
                    let lower = |row: usize| &factor.lower()[row * size..=row * size + j];
                    assert!(
                        (dot(lower(i), lower(j)) - matrix[i * size + j]).abs() < 1e-12,
                        "{size}: {i}, {j}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_not_there_cannot_be_taken_away() {
        let mut factor = Cholesky::new(&[2.0, 0.0, 0.0, 2.0], 2).unwrap();
        let before = factor.clone();
        assert!(factor.downdate(&[1.0, 1.5]).is_none());
        assert_eq!(factor, before);
        assert!(factor.solve_without(&[1.0, 1.5], &mut [1.0, 1.0]).is_none());
    }

    #[test]
    fn a_column_that_others_make_is_named() {
        let matrix = gram(&[1.0, 2.0, 3.0, 2.0, 1.0, 3.0], 3);
        let singular: Vec<f64> =
            matrix.iter().enumerate().map(|(i, x)| if i % 4 == 0 { x - 1.0 } else { *x }).collect();
        assert_eq!(Cholesky::independent(&singular, 3), Err(2));
        assert!(Cholesky::independent(&matrix, 3).is_ok());
        // [[4, 2], [2, 5]]: the second column is 5 long and leaves 4.
        assert_eq!(Cholesky::new(&[4.0, 0.0, 2.0, 5.0], 2).unwrap().inflation(), 1.25);
        assert_eq!(Cholesky::new(&[], 0).unwrap().log_determinant(), 0.0);
        assert!(Cholesky::new(&[1.0], 2).is_none());
    }
}
