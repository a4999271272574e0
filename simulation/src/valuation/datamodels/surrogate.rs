//! The linear surrogate of a datamodel: outcome ≈ c + Σ bᵢ·[row i was trained on].
//!
//! ```
//! use simulation::valuation::datamodels::LinearSurrogate;
//!
//! // An outcome that is 1 + 2·[row 0] − [row 1], seen on all four subsets.
//! let subsets = [vec![false, false], vec![true, false], vec![false, true], vec![true, true]];
//! let outcomes = [1.0, 3.0, 0.0, 2.0];
//! let surrogate = LinearSurrogate::least_squares(&subsets, &outcomes)?;
//! assert!((surrogate.weights[0] - 2.0).abs() < 1e-12 && (surrogate.weights[1] + 1.0).abs() < 1e-12);
//! assert!((surrogate.predict(&subsets[3]) - 2.0).abs() < 1e-12);
//! let shrunk = LinearSurrogate::lasso(&subsets, &outcomes, 0.1)?;
//! assert!(shrunk.weights[0] < 2.0 && shrunk.weights[1] > -1.0, "the lasso shrinks");
//! # Ok::<(), simulation::valuation::datamodels::SurrogateError>(())
//! ```

use thiserror::Error;

use crate::linear_algebra::{add_scaled, dot, solve_positive_definite};

/// A coordinate descent stops when no weight moves by more than this part of the spread of the outcomes.
const STEP_TOLERANCE: f64 = 1e-13;
/// A fit that needs more sweeps is reported as not converged.
const SWEEPS: u32 = 20_000;

/// A fitted surrogate.
#[derive(Clone, Debug, PartialEq)]
pub struct LinearSurrogate {
    /// b: what each row adds, n numbers.
    pub weights: Vec<f64>,
    /// c: the prediction for no rows at all.
    pub intercept: f64,
    /// Whether the fit reached its optimum.
    pub converged: bool,
}

/// Why no surrogate was fitted.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum SurrogateError {
    /// Nothing to fit on.
    #[error("there are {0} subsets: legal are 1 and more")]
    Subsets(usize),
    /// Subsets and outcomes do not belong together.
    #[error(
        "subset {subset} has {found} rows and an outcome of {outcome}: there must be {rows} rows and a finite outcome"
    )]
    Shape {
        /// The subset, from 0.
        subset: usize,
        /// Its length.
        found: usize,
        /// n.
        rows: usize,
        /// Its outcome.
        outcome: f64,
    },
    /// A penalty that is none.
    #[error("penalty is {0}: legal are finite numbers, 0 or above")]
    Penalty(f64),
    /// The subsets do not tell the rows apart.
    #[error(
        "{subsets} subsets do not determine the weights of {rows} rows: draw more, or penalise the weights"
    )]
    Singular {
        /// m.
        subsets: usize,
        /// n.
        rows: usize,
    },
}

impl LinearSurrogate {
    /// c + Σ bᵢ over the rows in the subset, as far as both go.
    pub fn predict(&self, subset: &[bool]) -> f64 {
        let there = self.weights.iter().zip(subset).filter(|(_, there)| **there);
        there.fold(self.intercept, |sum, (weight, _)| sum + weight)
    }

    /// Least squares: the minimiser of Σ (y − c − M·b)². `subsets` are m lists of n marks, `outcomes` their m outcomes. Cost
    /// O(m·n² + n³).
    ///
    /// # Errors
    /// [`SurrogateError`], naming the first illegal subset, or saying that the subsets do not determine the weights.
    pub fn least_squares(subsets: &[Vec<bool>], outcomes: &[f64]) -> Result<Self, SurrogateError> {
        let design = Design::new(subsets, outcomes)?;
        let rows = design.columns.len();
        let mut normal = design.normal();
        // A pivot that is rounding noise beside its diagonal is a column that the others determine.
        let singular = SurrogateError::Singular { subsets: subsets.len(), rows };
        let diagonal: Vec<f64> = (0..rows).map(|i| normal[i * rows + i]).collect();
        let mut weights = design.pulls();
        solve_positive_definite(&mut normal, &mut weights).ok_or(singular.clone())?;
        let pivots = (0..rows).map(|i| normal[i * rows + i] * normal[i * rows + i]);
        if pivots.zip(diagonal).any(|(pivot, whole)| pivot <= 1e-12 * whole) {
            return Err(singular);
        }
        Ok(design.surrogate(weights, true))
    }

    /// The least penalty under which the lasso leaves no weight: max |Σ (xᵢ − x̄ᵢ)·y|/m over the rows, in the unit of the outcomes. Cost O(m·n).
    ///
    /// # Errors
    /// [`SurrogateError`], naming the first illegal subset.
    pub fn largest_penalty(subsets: &[Vec<bool>], outcomes: &[f64]) -> Result<f64, SurrogateError> {
        let pulls = Design::new(subsets, outcomes)?.pulls();
        Ok(pulls.into_iter().fold(0.0_f64, |most, pull| most.max(pull.abs())) / outcomes.len() as f64)
    }

    /// The lasso: the minimiser of (1/2m)·Σ (y − c − M·b)² + λ·Σ|bᵢ|, c free, by cyclic coordinate descent with covariance updates. Cost
    /// O(m·n²), and O(n²) a sweep.
    ///
    /// Source: Friedman, Hastie & Tibshirani (2010), *Regularization paths for generalized linear models via coordinate
    /// descent*; as a datamodel, Ilyas et al. (2022), *Datamodels: predicting predictions from training data*.
    ///
    /// When it misleads: every weight is drawn towards 0, so their sum says less than the outcomes do.
    ///
    /// # Errors
    /// [`SurrogateError`], naming the first illegal subset or the penalty.
    pub fn lasso(subsets: &[Vec<bool>], outcomes: &[f64], penalty: f64) -> Result<Self, SurrogateError> {
        if !(penalty.is_finite() && penalty >= 0.0) {
            return Err(SurrogateError::Penalty(penalty));
        }
        let design = Design::new(subsets, outcomes)?;
        let (rows, threshold) = (design.columns.len(), penalty * outcomes.len() as f64);
        // The products of the columns are taken once; a sweep then costs the same however many subsets there are.
        let (normal, mut pulls) = (design.normal(), design.pulls());
        let tolerance = STEP_TOLERANCE * dot(&design.outcomes, &design.outcomes).sqrt();
        let mut weights = vec![0.0; rows];
        for _ in 0..SWEEPS {
            let mut largest = 0.0_f64;
            for row in 0..rows {
                let square = normal[row * rows + row];
                if square == 0.0 {
                    continue; // a row that is in every subset or in none says nothing
                }
                let pull = pulls[row] + square * weights[row];
                let moved = (pull.abs() - threshold).max(0.0).copysign(pull) / square;
                let step = moved - weights[row];
                if step != 0.0 {
                    add_scaled(&mut pulls, -step, &normal[row * rows..(row + 1) * rows]);
                }
                largest = largest.max(step.abs());
                weights[row] = moved;
            }
            if largest <= tolerance {
                return Ok(design.surrogate(weights, true));
            }
        }
        Ok(design.surrogate(weights, false))
    }
}

/// Centred columns and outcomes, so that the intercept is free.
struct Design {
    columns: Vec<Vec<f64>>,
    means: Vec<f64>,
    outcomes: Vec<f64>,
    outcome_mean: f64,
}

impl Design {
    fn new(subsets: &[Vec<bool>], outcomes: &[f64]) -> Result<Self, SurrogateError> {
        if subsets.is_empty() || subsets.len() != outcomes.len() {
            return Err(SurrogateError::Subsets(subsets.len().min(outcomes.len())));
        }
        let rows = subsets[0].len();
        for (subset, (marks, &outcome)) in subsets.iter().zip(outcomes).enumerate() {
            if marks.len() != rows || !outcome.is_finite() {
                return Err(SurrogateError::Shape { subset, found: marks.len(), rows, outcome });
            }
        }
        let column = |i: usize| subsets.iter().map(|marks| f64::from(u8::from(marks[i]))).collect();
        let (columns, means) = (0..rows).map(|i| centred(column(i))).unzip();
        let (outcomes, outcome_mean) = centred(outcomes.to_vec());
        Ok(Self { columns, means, outcomes, outcome_mean })
    }

    /// XᵀX, both of its triangles.
    fn normal(&self) -> Vec<f64> {
        let rows = self.columns.len();
        let mut normal = vec![0.0; rows * rows];
        for (i, column) in self.columns.iter().enumerate() {
            for (j, other) in self.columns[..=i].iter().enumerate() {
                let product = dot(column, other);
                (normal[i * rows + j], normal[j * rows + i]) = (product, product);
            }
        }
        normal
    }

    /// Xᵀy.
    fn pulls(&self) -> Vec<f64> {
        self.columns.iter().map(|column| dot(column, &self.outcomes)).collect()
    }

    fn surrogate(&self, weights: Vec<f64>, converged: bool) -> LinearSurrogate {
        let intercept = self.outcome_mean - dot(&weights, &self.means);
        LinearSurrogate { weights, intercept, converged }
    }
}

fn centred(mut values: Vec<f64>) -> (Vec<f64>, f64) {
    let mean = values.iter().fold(0.0, |sum, value| sum + value) / values.len() as f64;
    for value in &mut values {
        *value -= mean;
    }
    (values, mean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::RowId;
    use crate::seed::Seed;
    use crate::valuation::datamodels::random_subset;

    fn additive(weights: &[f64], subsets: u32) -> (Vec<Vec<bool>>, Vec<f64>) {
        let ids: Vec<RowId> = (0..weights.len() as u32).map(RowId::new).collect();
        let masks: Vec<Vec<bool>> =
            (0..subsets).map(|k| random_subset(&ids, 0.5, Seed::new(3).redraw(k))).collect();
        let worth = |mask: &Vec<bool>| {
            mask.iter()
                .zip(weights)
                .fold(0.25, |sum, (there, weight)| sum + f64::from(u8::from(*there)) * weight)
        };
        let outcomes = masks.iter().map(worth).collect();
        (masks, outcomes)
    }

    #[test]
    fn an_additive_game_gives_its_weights_back_and_the_lasso_shrinks_them() {
        // All subsets are of one size, so the weights are determined only up to a constant that the intercept takes up;
        // one more subset of another size settles it.
        let weights = [0.5, -0.2, 0.1, 0.9, 0.0, -0.7];
        let (mut subsets, mut outcomes) = additive(&weights, 60);
        assert!(matches!(
            LinearSurrogate::least_squares(&subsets, &outcomes),
            Err(SurrogateError::Singular { subsets: 60, rows: 6 })
        ));
        subsets.push(vec![true; 6]);
        outcomes.push(0.25 + weights.iter().sum::<f64>());
        let exact = LinearSurrogate::least_squares(&subsets, &outcomes).unwrap();
        for (got, want) in exact.weights.iter().zip(&weights) {
            assert!((got - want).abs() < 1e-8, "{got} against {want}");
        }
        assert!((exact.intercept - 0.25).abs() < 1e-8);
        assert!((exact.predict(&[true, false, true, false, false, false]) - 0.85).abs() < 1e-8);
        let shrunk = LinearSurrogate::lasso(&subsets, &outcomes, 0.02).unwrap();
        assert!(shrunk.converged);
        let size = |weights: &[f64]| weights.iter().map(|w| w.abs()).sum::<f64>();
        assert!(size(&shrunk.weights) < size(&weights) - 0.1);
    }

    #[test]
    fn the_lasso_satisfies_its_optimality_conditions() {
        let (subsets, mut outcomes) = additive(&[0.3, 0.0, -0.4, 0.05], 80);
        outcomes.iter_mut().enumerate().for_each(|(k, y)| *y += if k % 3 == 0 { 0.1 } else { -0.05 });
        let penalty = 0.01;
        let fit = LinearSurrogate::lasso(&subsets, &outcomes, penalty).unwrap();
        let gaps: Vec<f64> = subsets.iter().zip(&outcomes).map(|(s, y)| y - fit.predict(s)).collect();
        assert!(gaps.iter().sum::<f64>().abs() < 1e-9, "the intercept is free");
        for (row, &weight) in fit.weights.iter().enumerate() {
            let there = subsets.iter().zip(&gaps).filter(|(s, _)| s[row]).map(|(_, gap)| gap);
            let slope = there.sum::<f64>() / 80.0;
            if weight == 0.0 {
                assert!(slope.abs() <= penalty + 1e-9);
            } else {
                assert!((slope - penalty.copysign(weight)).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn under_the_largest_penalty_no_weight_is_left_and_just_below_it_one() {
        let (subsets, outcomes) = additive(&[0.3, 0.0, -0.4, 0.05], 80);
        let largest = LinearSurrogate::largest_penalty(&subsets, &outcomes).unwrap();
        let left = |share: f64| {
            let fit = LinearSurrogate::lasso(&subsets, &outcomes, share * largest).unwrap();
            fit.weights.iter().filter(|weight| **weight != 0.0).count()
        };
        assert_eq!((left(1.0), left(0.999)), (0, 1));
        assert_eq!(LinearSurrogate::largest_penalty(&[], &[]), Err(SurrogateError::Subsets(0)));
    }

    #[test]
    fn what_cannot_be_fitted_says_why() {
        let fit = |subsets: &[Vec<bool>], outcomes: &[f64]| LinearSurrogate::lasso(subsets, outcomes, 0.1);
        assert_eq!(fit(&[], &[]), Err(SurrogateError::Subsets(0)));
        assert!(matches!(
            fit(&[vec![true], vec![]], &[1.0, 1.0]),
            Err(SurrogateError::Shape { subset: 1, found: 0, rows: 1, .. })
        ));
        assert!(matches!(fit(&[vec![true]], &[f64::NAN]), Err(SurrogateError::Shape { .. })));
        assert!(LinearSurrogate::lasso(&[vec![true]], &[1.0], -1.0).is_err());
    }
}
