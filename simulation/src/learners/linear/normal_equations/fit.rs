//! From rows to a factor and a solution.

use super::NormalEquations;
use crate::learners::FitError;
use crate::learners::linear::{Intercept, RidgeModel};
use crate::linear_algebra::{Cholesky, add_scaled, dot};

/// A column whose spread is a smaller share of its size (squared) is a constant.
const SPREAD: f64 = 1e-24;

impl NormalEquations {
    /// Fits the rows that are in anew.
    pub(super) fn refit(&mut self) -> Result<(), FitError> {
        let size = self.learner.intercept().columns(self.features);
        let sizes = self.recentre();
        let mut matrix = vec![0.0; size * size];
        for row in &self.rows {
            for (line, entry) in matrix.chunks_exact_mut(size.max(1)).zip(&row.design) {
                add_scaled(line, row.weight * entry, &row.design);
            }
        }
        let mut constant = None;
        for column in 0..size {
            let entry = &mut matrix[column * (size + 1)];
            *entry += self.learner.intercept().penalty(column, self.features, self.learner.penalty());
            if sizes.get(column).is_some_and(|size| *entry <= SPREAD * size) {
                constant = constant.or(Some(column));
            }
        }
        if self.rows.is_empty() {
            (self.factor, self.solution) = (None, vec![0.0; size]);
            return Ok(());
        }
        let factor = match constant {
            Some(column) => Err(column),
            None if self.learner.penalty() > 0.0 => Cholesky::penalised(&matrix, size),
            None => Cholesky::independent(&matrix, size),
        };
        self.factor = Some(factor.map_err(|column| FitError::Collinear { column })?);
        self.solution = vec![0.0; size];
        self.settle();
        Ok(())
    }

    /// Measures the features from their mean if the intercept is free; Σ sᵢ·xᵢ² of each as it was.
    pub(super) fn recentre(&mut self) -> Vec<f64> {
        let (mut sizes, mut mean) = (vec![0.0; self.features], vec![0.0; self.features]);
        let total = self.rows.iter().fold(0.0, |sum, row| sum + row.weight);
        for row in &mut self.rows {
            add_scaled(&mut row.design, 1.0, &self.centre);
            for (size, entry) in sizes.iter_mut().zip(&row.design) {
                *size += row.weight * entry * entry;
            }
            add_scaled(&mut mean, row.weight / total, &row.design);
        }
        if self.learner.intercept() != Intercept::Free {
            mean.fill(0.0);
        }
        self.centre = mean;
        for row in &mut self.rows {
            add_scaled(&mut row.design, -1.0, &self.centre);
        }
        sizes
    }

    /// Solves with the present factor, and once more for what rounding left over.
    pub(super) fn settle(&mut self) {
        let Some(factor) = &self.factor else { return };
        for _ in 0..2 {
            let mut step = vec![0.0; self.solution.len()];
            for (column, (slope, parameter)) in step.iter_mut().zip(&self.solution).enumerate() {
                let penalty = self.learner.intercept().penalty(column, self.features, self.learner.penalty());
                *slope = -penalty * parameter;
            }
            for row in &self.rows {
                let residual = row.number - dot(&self.solution, &row.design);
                add_scaled(&mut step, row.weight * residual, &row.design);
            }
            factor.solve(&mut step);
            add_scaled(&mut self.solution, 1.0, &step);
        }
    }

    /// The model of a solution in centred features.
    pub(super) fn model_at(&self, solution: Vec<f64>) -> RidgeModel {
        let mut parameters = solution;
        if self.learner.intercept() == Intercept::Free {
            let shift = dot(&parameters, &self.centre);
            if let Some(intercept) = parameters.get_mut(self.features) {
                *intercept -= shift;
            }
        }
        RidgeModel { learner: self.learner, features: self.features, parameters }
    }
}
