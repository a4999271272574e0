//! The propensity: how probable the treatment was, given the covariates.

use super::{EffectError, Observations};
use crate::linear_algebra::{add_scaled, dot, solve_positive_definite};

/// e(x) = 1/(1 + exp −(b₀ + b·x)), fitted by maximum likelihood, without a penalty.
///
/// Source: Rosenbaum & Rubin (1983), *The central role of the propensity score in observational studies for causal effects*.
///
/// When it misleads: a good fit of the treatment is not the aim. What must be in x are the causes of both treatment and outcome;
/// what moves the treatment alone only makes the weights larger.
#[derive(Clone, Debug, PartialEq)]
pub struct Propensity {
    parameters: Vec<f64>,
    scores: Vec<f64>,
}

/// Newton steps; a likelihood that has a maximum needs fewer than ten.
const ITERATIONS: u32 = 60;
/// Log odds that no fit with overlap reaches.
const SEPARATED: f64 = 36.0;

impl Propensity {
    /// Fits the record's covariates. Newton's method with halved steps; cost O(n·p² + p³) an iteration.
    ///
    /// # Errors
    /// [`EffectError::Separated`] where the likelihood has no maximum, [`EffectError::Collinear`] where it has many.
    pub fn fit(record: &Observations) -> Result<Self, EffectError> {
        let design: Vec<Vec<f64>> = record.design().collect();
        let size = design.first().map_or(1, Vec::len);
        independent(&design, size)?;
        let mut at = vec![0.0; size];
        let mut value = loss(&design, record.treated(), &at);
        for _ in 0..ITERATIONS {
            let (mut slope, mut curvature) = (vec![0.0; size], vec![0.0; size * size]);
            for (row, &treated) in design.iter().zip(record.treated()) {
                let score = sigmoid(dot(&at, row));
                add_scaled(&mut slope, f64::from(u8::from(treated)) - score, row);
                for (line, own) in curvature.chunks_exact_mut(size).zip(row) {
                    add_scaled(line, score * (1.0 - score) * own, row);
                }
            }
            solve_positive_definite(&mut curvature, &mut slope).ok_or(EffectError::Separated)?;
            let mut length = 1.0;
            let (next, reached) = loop {
                let mut next = at.clone();
                add_scaled(&mut next, length, &slope);
                let reached = loss(&design, record.treated(), &next);
                // Near the optimum rounding alone can raise the value.
                if reached <= value + 1e-12 * value.abs() || length < 1e-6 {
                    break (next, reached);
                }
                length *= 0.5;
            };
            let step = slope.iter().fold(0.0_f64, |most, own| most.max((length * own).abs()));
            let largest = next.iter().fold(1.0_f64, |most, own| most.max(own.abs()));
            (at, value) = (next, reached);
            if step <= 1e-12 * largest {
                let odds: Vec<f64> = design.iter().map(|row| dot(&at, row)).collect();
                if odds.iter().any(|odds| odds.is_nan() || odds.abs() > SEPARATED) {
                    return Err(EffectError::Separated);
                }
                return Ok(Self { scores: odds.into_iter().map(sigmoid).collect(), parameters: at });
            }
        }
        Err(EffectError::Separated)
    }

    /// Known probabilities, one a unit: those of a coin, or of a rule that was written down.
    ///
    /// # Errors
    /// [`EffectError::NotFinite`] naming the first that does not lie strictly between 0 and 1.
    pub fn known(scores: Vec<f64>) -> Result<Self, EffectError> {
        match scores.iter().position(|score| !(*score > 0.0 && *score < 1.0)) {
            Some(unit) => Err(EffectError::NotFinite(unit)),
            None => Ok(Self { parameters: Vec::new(), scores }),
        }
    }

    /// (b₀, b): empty for known probabilities.
    pub fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    /// e(xᵢ), unit by unit, between 0 and 1.
    pub fn scores(&self) -> &[f64] {
        &self.scores
    }

    /// The largest weight that a unit gets: 1/e of a treated one, 1/(1 − e) of the others. Where it is a large share of all units, one of
    /// them decides.
    pub fn largest_weight(&self, record: &Observations) -> f64 {
        let weight = |(score, treated): (&f64, &bool)| 1.0 / if *treated { *score } else { 1.0 - score };
        self.scores.iter().zip(record.treated()).map(weight).fold(0.0, f64::max)
    }

    pub(super) fn check(&self, record: &Observations) -> Result<(), EffectError> {
        let (found, units) = (self.scores.len(), record.len());
        if found == units { Ok(()) } else { Err(EffectError::Scores { found, units }) }
    }
}

/// Refuses a design whose columns are not independent.
pub(super) fn independent(design: &[Vec<f64>], size: usize) -> Result<(), EffectError> {
    let mut gram = vec![0.0; size * size];
    for row in design {
        for (line, own) in gram.chunks_exact_mut(size).zip(row) {
            add_scaled(line, *own, row);
        }
    }
    let name = |column: usize| EffectError::Collinear(column.checked_sub(1).unwrap_or(size - 1));
    crate::linear_algebra::Cholesky::independent(&gram, size).map(|_| ()).map_err(name)
}

fn loss(design: &[Vec<f64>], treated: &[bool], at: &[f64]) -> f64 {
    let one = |(row, treated): (&Vec<f64>, &bool)| {
        let odds = dot(at, row);
        let wrong = if *treated { -odds } else { odds };
        wrong.max(0.0) + libm::log1p(libm::exp(-odds.abs()))
    };
    design.iter().zip(treated).map(one).fold(0.0, |sum, loss| sum + loss)
}

fn sigmoid(odds: f64) -> f64 {
    let small = libm::exp(-odds.abs());
    if odds > 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(covariates: &[f64], treated: &[bool]) -> Observations {
        let rows = covariates.iter().map(|&x| vec![x]).collect();
        Observations::new(rows, treated.to_vec(), vec![0.0; treated.len()]).unwrap()
    }

    #[test]
    fn a_kind_has_its_share() {
        let kinds = [0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0];
        let treated = [true, false, false, false, true, true, false];
        let fit = Propensity::fit(&record(&kinds, &treated)).unwrap();
        for (kind, score) in kinds.iter().zip(fit.scores()) {
            let share = if *kind == 0.0 { 0.25 } else { 2.0 / 3.0 };
            assert!((score - share).abs() < 1e-12);
        }
        assert!((fit.parameters()[0] - (1.0_f64 / 3.0).ln()).abs() < 1e-12);
        assert!((fit.largest_weight(&record(&kinds, &treated)) - 4.0).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_fitted_is_said() {
        let separated = record(&[0.0, 1.0, 2.0, 3.0], &[false, false, true, true]);
        assert_eq!(Propensity::fit(&separated), Err(EffectError::Separated));
        let constant = record(&[2.0, 2.0, 2.0], &[false, true, true]);
        assert_eq!(Propensity::fit(&constant), Err(EffectError::Collinear(0)));
        assert_eq!(Propensity::known(vec![0.5, 1.0]), Err(EffectError::NotFinite(1)));
    }

    proptest! {
        #[test]
        fn slopes_are_nothing_at_the_optimum(
            units in proptest::collection::vec((-2.0_f64..2.0, any::<bool>()), 4..30)
        ) {
            let (x, treated): (Vec<f64>, Vec<bool>) = units.into_iter().unzip();
            let both = treated.contains(&true) && treated.contains(&false);
            prop_assume!(both);
            let record = record(&x, &treated);
            if let Ok(fit) = Propensity::fit(&record) {
                let rest = |of: fn(f64) -> f64| -> f64 {
                    fit.scores().iter().zip(&treated).zip(&x).map(|((e, t), &x)| (f64::from(u8::from(*t)) - e) * of(x)).sum()
                };
                prop_assert!(rest(|_| 1.0).abs() < 1e-7 && rest(|x| x).abs() < 1e-7);
            }
        }
    }
}
