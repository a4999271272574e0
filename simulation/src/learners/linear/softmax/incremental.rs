//! Fits that rows join one after the other.
//!
//! Each fit begins at the last one's minimiser, which is the same minimiser as from anywhere else. Cost: that of a fit, with fewer iterations.
//!
//! ```
//! use simulation::learners::{Classification, SoftmaxRegression};
//!
//! let mut fit = SoftmaxRegression::new(0.5)?.incremental(2, 1);
//! assert!(fit.add(&[-1.0], 0, 1.0) && fit.add(&[1.0], 1, 1.0));
//! assert!(fit.refit()?.predict(&[0.2]).contains(1));
//! assert!(fit.add(&[0.4], 0, 9.0), "a row that counts for nine");
//! assert!(fit.refit()?.predict(&[0.2]).contains(0));
//! assert!(!fit.add(&[0.4, 0.1], 0, 1.0), "a row of another width");
//! fit.clear();
//! assert_eq!(fit.refit()?.predict(&[0.2]).len(), 2, "without rows all classes tie");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::objective::SoftmaxCases;
use super::{SoftmaxModel, SoftmaxRegression};
use crate::learners::linear::Intercept;
use crate::learners::linear::logistic::CAP;
use crate::learners::linear::newton::Newton;
use crate::learners::{FitError, Labelled};

/// A fit that rows join one after the other, as in a permutation of players: each refit begins at the last weights and
/// allocates nothing but for new rows.
///
/// ```
/// use simulation::learners::{Classification, Model, SoftmaxRegression};
/// let mut fit = SoftmaxRegression::new(0.5)?.incremental(2, 1);
/// for (x, label) in [(-1.0, 0), (-0.4, 0), (0.7, 1)] {
///     assert!(fit.add(&[x], label, 1.0));
///     assert!(fit.refit()?.converged());
/// }
/// assert!(fit.model().predict(&[1.0]).contains(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct IncrementalSoftmax {
    cases: SoftmaxCases,
    newton: Newton,
    model: SoftmaxModel,
    /// θ of the classes that take part.
    parameters: Vec<f64>,
}

impl IncrementalSoftmax {
    pub(super) fn new(learner: SoftmaxRegression, classes: usize, features: usize) -> Self {
        let parameters = vec![0.0; classes * learner.intercept.columns(features)];
        Self {
            cases: SoftmaxCases::new(learner.penalty, learner.intercept, classes, features),
            newton: Newton::default(),
            model: SoftmaxModel { learner, classes, features, parameters, converged: true },
            parameters: Vec::new(),
        }
    }

    /// Takes these rows, to be fitted from a model of the same shape, or from 0.
    pub(super) fn take(&mut self, rows: &[Labelled<'_>], start: Option<&SoftmaxModel>) {
        for row in rows {
            self.cases.push(row.features, row.label, row.weight);
        }
        if let Some(start) = start.filter(|start| start.parameters.len() == self.model.parameters.len()) {
            self.model.parameters.copy_from_slice(&start.parameters);
        }
    }

    pub(super) fn into_model(self) -> SoftmaxModel {
        self.model
    }

    /// Adds a row behind the others. Answers whether it did: rows of another width, unknown class, a feature that is not finite
    /// or a weight that is not finite and above 0 are left out.
    pub fn add(&mut self, features: &[f64], label: usize, weight: f64) -> bool {
        let legal = features.len() == self.model.features
            && label < self.model.classes
            && features.iter().all(|feature| feature.is_finite())
            && weight.is_finite()
            && weight > 0.0;
        if legal {
            self.cases.push(features, label, weight);
        }
        legal
    }

    /// Takes all rows out; the next fit still begins at the last weights.
    pub fn clear(&mut self) {
        self.cases.clear();
    }

    /// Fits the rows that are in, from the last weights.
    ///
    /// # Errors
    /// [`FitError::Hessian`] where the numbers leave the range of the arithmetic; the model is then the last one.
    pub fn refit(&mut self) -> Result<&SoftmaxModel, FitError> {
        self.begin();
        while self.advance()? {}
        Ok(&self.model)
    }

    /// Begins to fit the rows that are in, from the last weights.
    pub(super) fn begin(&mut self) {
        let columns = self.cases.columns();
        self.cases.settle();
        self.parameters.clear();
        for &class in &self.cases.active {
            let last = &self.model.parameters[class * columns..(class + 1) * columns];
            self.parameters.extend_from_slice(last);
            // A class that had no rows until now begins in the middle.
            match self.parameters.last_mut() {
                Some(intercept) if self.cases.intercept == Intercept::Free && *intercept <= -CAP => {
                    *intercept = 0.0;
                }
                _ => {}
            }
        }
        let total = self.cases.weights.iter().fold(0.0, |sum, weight| sum + weight);
        let nothing = total * libm::log(self.cases.active.len() as f64);
        self.newton.begin(&self.cases, &mut self.parameters, nothing);
    }

    /// One iteration of what was begun with the same rows; `false` if it was the last, and the model is there.
    pub(super) fn advance(&mut self) -> Result<bool, FitError> {
        let Some(converged) = self.newton.advance(&self.cases, &mut self.parameters)? else {
            return Ok(true);
        };
        self.end(converged);
        Ok(false)
    }

    /// Makes the model of the parameters that were reached.
    fn end(&mut self, converged: bool) {
        let (columns, features) = (self.cases.columns(), self.cases.features);
        self.model.parameters.fill(0.0);
        let classes = self.cases.active.len();
        if columns == 0 {
            return;
        }
        for (class, parameters) in self.model.parameters.chunks_exact_mut(columns).enumerate() {
            let place = self.cases.index[class] * columns;
            if self.cases.active.get(self.cases.index[class]) == Some(&class) {
                parameters.copy_from_slice(&self.parameters[place..place + columns]);
            } else if classes > 0 {
                parameters[features] = -CAP;
            }
        }
        self.model.converged = converged && (classes == 0 || classes == self.model.classes);
    }

    /// The last fit.
    pub fn model(&self) -> &SoftmaxModel {
        &self.model
    }
}
