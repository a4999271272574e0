//! People who answer to a logistic regression: each moves what can be moved against its weights.
//!
//! A row x becomes x − ε·θ_S on the features S that people can change, whatever the label: a lower score is what they want, and moving costs
//! ‖x′ − x‖²/(2ε). Their labels stay. Retraining minimises the mean log loss + (λ/2)‖φ‖² on the moved rows.
//!
//! Source: Perdomo and others (2020), section 5.
//!
//! When it misleads: whoever moves, moves by the same amount, so that if *everybody* does, a free intercept undoes the answer at once. And moving
//! changes nothing about the labels. Where it does, the answer is no longer a mere trick.

use std::collections::BTreeMap;

use ndarray::Array2;

use super::{Performative, PerformativeError, setting};
use crate::dataset::{Dataset, Row, RowId, Targets};
use crate::distributions::uniform;
use crate::learners::{
    Curved, Differentiable, FitError, Intercept, Learner, LogisticModel, LogisticRegression,
};
use crate::linear_algebra::{Cholesky, add_scaled, dot};
use crate::seed::{Purpose, Seed};
use crate::world::World;

/// The table, the features that can be moved, how far, and the learner.
///
/// ```
/// use simulation::causal::performative::{Retraining, StrategicLogistic};
/// use simulation::data::breast_cancer;
/// use simulation::learners::Intercept;
/// use simulation::standardise::Standardiser;
/// use simulation::world::World;
///
/// let data = breast_cancer::dataset();
/// let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
/// let world = StrategicLogistic::new(&data, vec![0, 1], 0.1, 0.05, Intercept::Penalised)?;
/// let gaps = Retraining::new(&world, vec![0.0; 31], 1.0)?.take(8).map(|round| Ok(round?.gap));
/// let gaps = gaps.collect::<Result<Vec<f64>, simulation::causal::performative::PerformativeError>>()?;
/// assert!(gaps[7] < 1e-4 * gaps[0], "it comes to rest");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct StrategicLogistic {
    data: Dataset,
    labels: Vec<f64>,
    /// Row by row, 1 if it answers, else 0.
    answers: Vec<f64>,
    columns: Vec<usize>,
    strength: f64,
    penalty: f64,
    learner: LogisticRegression,
    /// The model of the rows as they are: where fits begin, and what their shape is.
    base: LogisticModel,
}

impl StrategicLogistic {
    /// All rows of a table with two classes, of which people can change these features. ε is `strength`, λ is `penalty` on the mean of the losses. Cost:
    /// one fit.
    ///
    /// # Errors
    /// [`PerformativeError`] naming what does not fit.
    pub fn new(
        data: &Dataset,
        columns: Vec<usize>,
        strength: f64,
        penalty: f64,
        intercept: Intercept,
    ) -> Result<Self, PerformativeError> {
        let strength = setting("the strength", strength, 0.0, "finite numbers from 0 on")?;
        let largest = data.feature_count().saturating_sub(1);
        for (place, &column) in columns.iter().enumerate() {
            if column >= data.feature_count() || columns[..place].contains(&column) {
                return Err(PerformativeError::Column { column, largest });
            }
        }
        let Targets::Classes { labels, .. } = data.targets() else {
            return Err(FitError::Targets { needed: "classes" }.into());
        };
        let labels: Vec<f64> = labels.iter().map(|&label| label as f64).collect();
        let answers = vec![1.0; labels.len()];
        let learner = LogisticRegression::new(penalty * data.len() as f64, intercept)?;
        let world = World::new(data, 0..data.len());
        let base = learner.fit(&world, Seed::new(0))?;
        Ok(Self { data: data.clone(), labels, answers, columns, strength, penalty, learner, base })
    }

    /// The same with only those rows answering that pass a test: who knows of the model, or can afford to move.
    #[must_use]
    pub fn answered_by(self, answers: impl Fn(&Row<'_>) -> bool) -> Self {
        let answers = self.data.rows().map(|row| f64::from(u8::from(answers(&row)))).collect();
        Self { answers, ..self }
    }

    /// The model with these parameters: weights, then the intercept if there is one.
    ///
    /// # Errors
    /// [`PerformativeError::Dimension`].
    pub fn model(&self, parameters: &[f64]) -> Result<LogisticModel, PerformativeError> {
        let (found, needed) = (parameters.len(), self.dimension());
        self.base.with_parameters(parameters.to_vec()).ok_or(PerformativeError::Dimension { found, needed })
    }

    /// The rows as they answer to a deployed model. Cost O(n·p).
    ///
    /// # Errors
    /// [`PerformativeError::Dimension`] or [`PerformativeError::Range`].
    pub fn answer(&self, deployed: &[f64]) -> Result<Dataset, PerformativeError> {
        self.model(deployed)?;
        let shift = |column: usize| {
            if self.columns.contains(&column) { self.strength * deployed[column] } else { 0.0 }
        };
        let shifts: Vec<f64> = (0..self.data.feature_count()).map(shift).collect();
        let rows: Vec<Row<'_>> = self.data.rows().collect();
        let moved =
            |(row, column): (usize, usize)| rows[row].features[column] - self.answers[row] * shifts[column];
        let features = Array2::from_shape_fn((rows.len(), shifts.len()), moved);
        let ids = rows.iter().map(|row| row.id).collect();
        let groups = rows.iter().map(|row| row.group).collect();
        let rights = rows.iter().map(|row| row.right).collect();
        let table = Dataset::new(ids, features, self.data.targets().clone())
            .and_then(|table| table.with_groups(groups, self.data.group_count())?.with_rights(rights));
        table.map_err(|_| PerformativeError::Range)
    }

    /// The share of the rows, as they answer to `deployed`, of which `model` names the class; a tie counts half. Cost O(n·p).
    ///
    /// # Errors
    /// As [`Performative::retrain`].
    pub fn accuracy(&self, deployed: &[f64], model: &[f64]) -> Result<f64, PerformativeError> {
        let (answer, model) = (self.answer(deployed)?, self.model(model)?);
        let right = |(row, label): (Row<'_>, &f64)| {
            let score = model.score(row.features);
            if score == 0.0 {
                0.5
            } else if (score > 0.0) == (*label > 0.5) {
                1.0
            } else {
                0.0
            }
        };
        let count = answer.rows().zip(&self.labels).map(right).fold(0.0, |sum, one| sum + one);
        Ok(count / self.labels.len().max(1) as f64)
    }

    /// The spectral radius of G′(θ), by power iteration: near a stable point the gaps shrink by this factor a round, and full retraining comes to rest there
    /// only if it is below 1. With φ = G(θ), H the Hessian of the training objective at φ and pᵢ, yᵢ the model's probability and the label of row i,
    ///
    /// G′(θ) = ε·H⁻¹ · (1/n)·Σᵢ (pᵢ(1 − pᵢ)·xᵢ·φ_Sᵀ + (pᵢ − yᵢ)·E_S) over the rows that answer, E_S the unit columns of S.
    ///
    /// `None` if the iteration does not settle (two eigenvalues of one size). Cost: one fit, O(n·p²), and O(p³).
    ///
    /// # Errors
    /// As [`Performative::retrain`].
    pub fn local_rate(&self, at: &[f64]) -> Result<Option<f64>, PerformativeError> {
        let answer = self.answer(at)?;
        let next = self.retrain(at)?;
        let model = self.model(&next)?;
        let size = next.len();
        let world = World::new(&answer, 0..answer.len());
        let hessian = model.hessian(&world).ok_or(PerformativeError::Range)?;
        let factor = Cholesky::new(&hessian, size).ok_or(PerformativeError::Range)?;
        // Σ p(1 − p)·x and Σ (p − y): the Hessian above is that of the sum, n times the mean's, so 1/n falls away.
        let (mut mixed, mut rest) = (vec![0.0; size], 0.0);
        for ((row, label), answers) in answer.rows().zip(&self.labels).zip(&self.answers) {
            let chance = sigmoid(model.score(row.features));
            let bend = answers * chance * (1.0 - chance);
            add_scaled(&mut mixed, bend, row.features);
            if let Some(last) = mixed.get_mut(row.features.len()) {
                *last += bend;
            }
            rest += answers * (chance - label);
        }
        let map = |from: &[f64]| {
            let along = self.columns.iter().fold(0.0, |sum, &column| sum + next[column] * from[column]);
            let mut to: Vec<f64> = mixed.iter().map(|entry| entry * along).collect();
            self.columns.iter().for_each(|&column| to[column] += rest * from[column]);
            factor.solve(&mut to);
            to.iter().map(|entry| self.strength * entry).collect::<Vec<f64>>()
        };
        Ok(spectral_radius(size, map))
    }

    /// One step down PR from a model: a Newton step, its Hessian made steeper until it is positive definite and the step goes down. `None` at a place where no step
    /// does, a local minimum. PR is not convex: where one ends depends on where one begins. Cost O(n·p²) a try.
    ///
    /// # Errors
    /// As [`Performative::retrain`].
    pub fn descend(&self, at: &[f64]) -> Result<Option<Vec<f64>>, PerformativeError> {
        let answer = self.answer(at)?;
        let model = self.model(at)?;
        let (size, units) = (at.len(), self.labels.len() as f64);
        // z = θ·x − ε‖θ_S‖² + b, so that ∂z/∂θ_S = x − 2εθ_S on unmoved rows: once more ε less on moved ones.
        let free = self.learner.intercept() == Intercept::Free;
        let penalty =
            |column: usize| if free && column == self.data.feature_count() { 0.0 } else { self.penalty };
        let mut slope: Vec<f64> = at.iter().zip(0..).map(|(own, column)| penalty(column) * own).collect();
        let mut curvature = vec![0.0; size * size];
        let mut rest = 0.0;
        for ((row, label), answers) in answer.rows().zip(&self.labels).zip(&self.answers) {
            let chance = sigmoid(model.score(row.features));
            let mut along = row.features.to_vec();
            along.resize(size, 1.0);
            self.columns.iter().for_each(|&column| along[column] -= answers * self.strength * at[column]);
            add_scaled(&mut slope, (chance - label) / units, &along);
            rest += answers * (chance - label) / units;
            for (line, own) in curvature.chunks_exact_mut(size).zip(&along) {
                add_scaled(line, chance * (1.0 - chance) / units * own, &along);
            }
        }
        for column in 0..size {
            let bend = if self.columns.contains(&column) { -2.0 * self.strength * rest } else { 0.0 };
            curvature[column * size + column] += penalty(column) + bend;
        }
        let here = self.performative_risk(at)?;
        let mut damping = 0.0;
        for _ in 0..60 {
            let mut damped = curvature.clone();
            damped.iter_mut().step_by(size + 1).for_each(|entry| *entry += damping);
            if let Some(factor) = Cholesky::new(&damped, size) {
                let mut step = slope.clone();
                factor.solve(&mut step);
                let expected = dot(&step, &slope);
                let there: Vec<f64> = at.iter().zip(&step).map(|(from, step)| from - step).collect();
                // Below this, rounding is larger than what is to be won.
                if expected <= 1e-13 * here.abs().max(1e-3) {
                    return Ok(None);
                }
                if self.performative_risk(&there).is_ok_and(|risk| risk <= here - 1e-4 * expected) {
                    return Ok(Some(there));
                }
            }
            damping = if damping == 0.0 { 1e-3 * self.penalty.max(1e-3) } else { 4.0 * damping };
        }
        Ok(None)
    }
}

impl Performative for StrategicLogistic {
    fn dimension(&self) -> usize {
        self.base.parameters().len()
    }

    /// Cost O(n·p²) an iteration of Newton's method, from the deployed model on.
    fn retrain(&self, deployed: &[f64]) -> Result<Vec<f64>, PerformativeError> {
        let answer = self.answer(deployed)?;
        let start = self.model(deployed)?;
        let model = self.learner.fit_from(&World::new(&answer, 0..answer.len()), &start)?;
        Ok(model.parameters().to_vec())
    }

    /// Rows drawn with replacement, as many as there are people. Cost as [`Performative::retrain`].
    fn retrain_on(&self, deployed: &[f64], people: u32, seed: Seed) -> Result<Vec<f64>, PerformativeError> {
        if people == 0 {
            return Err(PerformativeError::Nobody);
        }
        let (answer, start) = (self.answer(deployed)?, self.model(deployed)?);
        let rows = answer.len();
        let mut counts = vec![0.0; rows];
        for person in 0..people {
            let number = uniform(&mut seed.stream(Purpose::Respond, RowId::new(person)));
            if let Some(count) = counts.get_mut((number * rows as f64) as usize) {
                // As many rows as the table has, so that λ keeps its meaning.
                *count += rows as f64 / f64::from(people);
            }
        }
        let names: Vec<RowId> = answer.rows().map(|row| row.id).collect();
        let place: BTreeMap<u32, usize> = names.iter().map(|id| id.number()).zip(0..).collect();
        let world = World::new(&answer, 0..rows);
        let drawn = world.reweighted(|id| place.get(&id.number()).map_or(0.0, |&place| counts[place]));
        Ok(self.learner.fit_from(&drawn, &start)?.parameters().to_vec())
    }

    /// The mean log loss + (λ/2)‖φ‖², as it is trained. Cost O(n·p).
    fn decoupled_risk(&self, deployed: &[f64], model: &[f64]) -> Result<f64, PerformativeError> {
        let (answer, model) = (self.answer(deployed)?, self.model(model)?);
        let units = self.labels.len() as f64;
        let objective = model.objective(&World::new(&answer, 0..answer.len()));
        objective.map(|sum| sum / units).filter(|risk| risk.is_finite()).ok_or(PerformativeError::Range)
    }
}

/// The size of the largest eigenvalue of a linear map.
fn spectral_radius(size: usize, map: impl Fn(&[f64]) -> Vec<f64>) -> Option<f64> {
    let mut vector: Vec<f64> = (0..size).map(|place| 1.0 + 0.1 * (place % 7) as f64).collect();
    let mut known = f64::NAN;
    for _ in 0..400 {
        let length = dot(&vector, &vector).sqrt();
        for entry in &mut vector {
            *entry /= length;
        }
        vector = map(&vector);
        let radius = dot(&vector, &vector).sqrt();
        if radius == 0.0 {
            return Some(0.0);
        }
        if (radius - known).abs() <= 1e-10 * radius {
            return Some(radius);
        }
        known = radius;
    }
    None
}

fn sigmoid(score: f64) -> f64 {
    let small = libm::exp(-score.abs());
    if score > 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) }
}

#[cfg(test)]
#[path = "strategic_tests.rs"]
mod tests;
