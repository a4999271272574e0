//! The rows of a fit and their objective.

use super::{LogisticRegression, penalty, sigmoid};
use crate::learners::linear::newton::{Derivatives, Objective};
use crate::learners::{FitError, labelled};
use crate::linear_algebra::{add_scaled, dot};
use crate::world::World;

/// The rows of a fit, laid out for the arithmetic.
#[derive(Clone, Debug)]
pub(super) struct Cases {
    learner: LogisticRegression,
    pub(super) features: usize,
    pub(super) columns: usize,
    /// n × columns: (x, 1) or x.
    design: Vec<f64>,
    /// 0 or 1 for each row.
    labels: Vec<f64>,
    pub(super) weights: Vec<f64>,
    /// b of the further term b·θ; what is missing is 0.
    tilt: Vec<f64>,
    scale: Vec<f64>,
}

impl Cases {
    pub(super) fn new(learner: LogisticRegression, world: &World<'_>) -> Result<Self, FitError> {
        let (classes, rows) = labelled(world)?;
        if classes != 2 {
            return Err(FitError::Classes { needed: 2, found: classes });
        }
        let features = world.dataset().feature_count();
        let columns = learner.intercept.columns(features);
        let mut design = Vec::with_capacity(columns * rows.len());
        for row in &rows {
            learner.intercept.append(row.features, &mut design);
        }
        let labels = rows.iter().map(|row| row.label as f64).collect();
        let weights = rows.iter().map(|row| row.weight).collect();
        let (tilt, scale) = (Vec::new(), Vec::new());
        let mut cases = Self { learner, features, columns, design, labels, weights, tilt, scale };
        cases.measure();
        Ok(cases)
    }

    /// The same rows with a further term b·θ in their objective.
    pub(super) fn tilted(mut self, tilt: &[f64]) -> Self {
        self.tilt = tilt.iter().copied().take(self.columns).collect();
        self.measure();
        self
    }

    /// The rows: (x, 1), y and s.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&[f64], f64, f64)> {
        let row = |index: usize| &self.design[index * self.columns..(index + 1) * self.columns];
        let numbers = self.labels.iter().zip(&self.weights);
        numbers.enumerate().map(move |(index, (&label, &weight))| (row(index), label, weight))
    }

    /// The weight of each class.
    pub(super) fn mass(&self) -> [f64; 2] {
        self.rows().fold(
            [0.0, 0.0],
            |[zero, one], (_, label, weight)| {
                if label > 0.5 { [zero, one + weight] } else { [zero + weight, one] }
            },
        )
    }

    /// λⱼ.
    pub(super) fn penalty(&self, column: usize) -> f64 {
        self.learner.intercept.penalty(column, self.features, self.learner.penalty)
    }

    /// What slopes are measured by.
    pub(super) fn scales(&self) -> &[f64] {
        &self.scale
    }

    /// The gradient of the objective without the row at `place`. Cost O(n·p).
    pub(super) fn gradient_without(&self, place: usize, at: &[f64], gradient: &mut [f64]) {
        for (column, (slope, parameter)) in gradient.iter_mut().zip(at).enumerate() {
            *slope = self.penalty(column) * parameter;
        }
        add_scaled(gradient, 1.0, &self.tilt);
        for (index, (row, label, weight)) in self.rows().enumerate() {
            if index != place {
                add_scaled(gradient, weight * (sigmoid(dot(row, at)) - label), row);
            }
        }
    }

    /// The same without the row at `place`.
    pub(super) fn without(&self, place: usize) -> Self {
        let mut rest = self.clone();
        if place < rest.labels.len() {
            rest.design.drain(place * self.columns..(place + 1) * self.columns);
            rest.labels.remove(place);
            rest.weights.remove(place);
            rest.measure();
        }
        rest
    }

    /// Measures what slopes are made of.
    fn measure(&mut self) {
        self.scale = (0..self.columns).map(|column| self.penalty(column)).collect();
        for (row, weight) in self.design.chunks_exact(self.columns.max(1)).zip(&self.weights) {
            for (scale, entry) in self.scale.iter_mut().zip(row) {
                *scale += weight * entry.abs();
            }
        }
        for (scale, slope) in self.scale.iter_mut().zip(&self.tilt) {
            *scale += slope.abs();
        }
    }
}

impl Objective for Cases {
    fn evaluate(&self, at: &[f64], derivatives: &mut Derivatives) -> f64 {
        let Derivatives { gradient, hessian, scratch } = derivatives;
        hessian.fill(0.0);
        scratch.resize(self.columns, 0.0);
        for column in 0..self.columns {
            gradient[column] = self.penalty(column) * at[column];
            hessian[column * (self.columns + 1)] = self.penalty(column);
        }
        add_scaled(gradient, 1.0, &self.tilt);
        let mut value = penalty(self.learner, self.features, at) + dot(&self.tilt, at);
        for (row, label, weight) in self.rows() {
            let score = dot(row, at);
            // Both shares from one exponential.
            let small = libm::exp(-score.abs());
            let (near, far) = (1.0 / (1.0 + small), small / (1.0 + small));
            let share = if score > 0.0 { near } else { far };
            let wrong = if label > 0.5 { -score } else { score };
            value += weight * (wrong.max(0.0) + libm::log1p(small));
            add_scaled(gradient, weight * (share - label), row);
            let curvature = weight * near * far;
            for (index, (line, entry)) in hessian.chunks_exact_mut(self.columns.max(1)).zip(row).enumerate() {
                add_scaled(&mut line[..=index], curvature * entry, row);
            }
        }
        value
    }

    fn scale(&self) -> &[f64] {
        &self.scale
    }
}
