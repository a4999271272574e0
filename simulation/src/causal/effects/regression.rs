//! Outcomes foretold for the world that a unit was not in, alone and together with weights.

use super::influence::standard_error;
use super::{Effect, EffectError, Observations, Propensity};
use crate::linear_algebra::{Cholesky, add_scaled, dot};

/// The mean over all units of m₁(x) − m₀(x), where m₁ and m₀ are least squares lines of the outcome on (1, x) among the treated and among the
/// untreated. Cost O(n·p² + p³).
///
/// Source: Imbens & Rubin (2015), *Causal Inference for Statistics, Social, and Biomedical Sciences*, chapter 7.
///
/// When it misleads: where one group has no units, its line is drawn on into the empty, and nothing warns of it.
///
/// # Errors
/// [`EffectError::Collinear`] where a group does not determine its line.
pub fn regression_adjusted(record: &Observations) -> Result<Effect, EffectError> {
    let lines = Lines::fit(record)?;
    let means = lines.means();
    let units = record.len() as f64;
    let centre = lines.centre();
    let shares: Vec<Vec<f64>> = lines
        .sides
        .iter()
        .map(|side| {
            let mut share = centre.clone();
            side.factor.solve(&mut share);
            share
        })
        .collect();
    let influence = |unit: usize| {
        let [without, with] = lines.foretold(unit);
        let side = usize::from(record.treated()[unit]);
        let residual = record.outcomes()[unit] - [without, with][side];
        let own = units * dot(&shares[side], &lines.design[unit]) * residual;
        with - without - (means[1] - means[0]) + if side == 1 { own } else { -own }
    };
    let influences: Vec<f64> = (0..record.len()).map(influence).collect();
    Effect::new(means[1], means[0], standard_error(&influences))
}

/// Regression adjustment whose residuals are weighted back in: the mean of m₁(x) − m₀(x) + t·(y − m₁)/e − (1 − t)·(y − m₀)/(1 − e). Right for many
/// units if either the lines or the propensity are (*doubly robust*). Cost O(n·p² + p³).
///
/// Source: Robins, Rotnitzky & Zhao (1994), *Estimation of regression coefficients when some regressors are not always observed*.
///
/// When it misleads: two models that are both wrong need not be better than one. And a cause that neither of them sees is seen by none.
///
/// # Errors
/// As [`regression_adjusted`]; [`EffectError::Scores`] for the propensity of other units.
pub fn augmented(record: &Observations, propensity: &Propensity) -> Result<Effect, EffectError> {
    propensity.check(record)?;
    let lines = Lines::fit(record)?;
    let one = |unit: usize| {
        let mut means = lines.foretold(unit);
        let (side, score) = (usize::from(record.treated()[unit]), propensity.scores()[unit]);
        let weight = 1.0 / if side == 1 { score } else { 1.0 - score };
        means[side] += weight * (record.outcomes()[unit] - means[side]);
        means
    };
    let both: Vec<[f64; 2]> = (0..record.len()).map(one).collect();
    let mean = |side: usize| both.iter().fold(0.0, |sum, means| sum + means[side]) / record.len() as f64;
    let (without, with) = (mean(0), mean(1));
    let influences: Vec<f64> = both.iter().map(|means| means[1] - means[0] - (with - without)).collect();
    Effect::new(with, without, standard_error(&influences))
}

/// The two least squares lines.
struct Lines {
    design: Vec<Vec<f64>>,
    sides: [Side; 2],
}

struct Side {
    coefficients: Vec<f64>,
    factor: Cholesky,
}

impl Lines {
    fn fit(record: &Observations) -> Result<Self, EffectError> {
        let design: Vec<Vec<f64>> = record.design().collect();
        let sides = [Side::fit(record, &design, false)?, Side::fit(record, &design, true)?];
        Ok(Self { design, sides })
    }

    /// m₀ and m₁ of a unit.
    fn foretold(&self, unit: usize) -> [f64; 2] {
        [0, 1].map(|side: usize| dot(&self.sides[side].coefficients, &self.design[unit]))
    }

    fn means(&self) -> [f64; 2] {
        let centre = self.centre();
        [0, 1].map(|side: usize| dot(&self.sides[side].coefficients, &centre))
    }

    /// The mean of (1, x).
    fn centre(&self) -> Vec<f64> {
        let mut centre = vec![0.0; self.design.first().map_or(0, Vec::len)];
        for row in &self.design {
            add_scaled(&mut centre, 1.0 / self.design.len() as f64, row);
        }
        centre
    }
}

impl Side {
    fn fit(record: &Observations, design: &[Vec<f64>], treated: bool) -> Result<Self, EffectError> {
        let size = design.first().map_or(1, Vec::len);
        let (mut gram, mut right) = (vec![0.0; size * size], vec![0.0; size]);
        let own = design.iter().zip(record.treated()).zip(record.outcomes());
        for ((row, _), outcome) in own.filter(|((_, own), _)| **own == treated) {
            add_scaled(&mut right, *outcome, row);
            for (line, entry) in gram.chunks_exact_mut(size).zip(row) {
                add_scaled(line, *entry, row);
            }
        }
        let name = |column: usize| EffectError::Collinear(column.checked_sub(1).unwrap_or(size - 1));
        let factor = Cholesky::independent(&gram, size).map_err(name)?;
        factor.solve(&mut right);
        Ok(Self { coefficients: right, factor })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::causal::effects::{difference_in_means, stratified};

    fn record(effect: impl Fn(f64) -> f64) -> Observations {
        let x: Vec<f64> = (0..12).map(|i| f64::from(i % 6) - 2.5).collect();
        let treated: Vec<bool> = (0..12).map(|i| i % 6 > 3 || i == 0).collect();
        let outcomes =
            x.iter().zip(&treated).map(|(&x, &t)| 3.0 * x + if t { effect(x) } else { 0.0 }).collect();
        Observations::new(x.into_iter().map(|x| vec![x]).collect(), treated, outcomes).unwrap()
    }

    #[test]
    fn lines_that_are_right_leave_no_error() {
        let record = record(|x| 2.0 + 0.5 * x);
        let x: f64 = record.covariates().iter().map(|row| row[0]).sum::<f64>() / 12.0;
        for found in [
            regression_adjusted(&record).unwrap(),
            // However wrong the propensity is.
            augmented(&record, &Propensity::known(vec![0.9; 12]).unwrap()).unwrap(),
        ] {
            assert!((found.value - 2.0 - 0.5 * x).abs() < 1e-12, "{found:?}");
        }
        assert!((difference_in_means(&record).unwrap().value - 2.0).abs() > 0.1);
    }

    #[test]
    fn a_covariate_of_two_kinds_makes_all_the_same() {
        let kinds = [0, 0, 0, 1, 1, 1, 1, 0];
        let treated = vec![true, false, false, true, true, false, true, true];
        let outcomes = vec![1.0, 4.0, 2.0, 7.0, 3.0, 5.0, 8.0, 2.0];
        let rows = kinds.iter().map(|&kind| vec![kind as f64]).collect();
        let record = Observations::new(rows, treated, outcomes).unwrap();
        let wanted = stratified(&record, &kinds).unwrap();
        let adjusted = regression_adjusted(&record).unwrap();
        let both = augmented(&record, &Propensity::fit(&record).unwrap()).unwrap();
        assert!((adjusted.value - wanted.value).abs() < 1e-12 && (both.value - wanted.value).abs() < 1e-10);
        assert!((adjusted.standard_error.unwrap() - both.standard_error.unwrap()).abs() < 1e-10);
    }

    #[test]
    fn a_group_of_one_kind_has_no_line() {
        let rows = [0.0, 0.0, 1.0, 0.0].map(|x| vec![x]).to_vec();
        let record = Observations::new(rows, vec![true, true, false, false], vec![0.0; 4]).unwrap();
        assert_eq!(regression_adjusted(&record), Err(EffectError::Collinear(0)));
    }
}
