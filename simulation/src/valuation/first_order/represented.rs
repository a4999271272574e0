//! The learners whose scores are sums over rows.

use crate::dataset::{Row, Target};
use crate::learners::{
    Classification, Differentiable, Intercept, Learner, LogisticModel, LogisticRegression, Regression,
    RidgeModel, RidgeRegression, SoftmaxModel, SoftmaxRegression,
};

/// A learner of linear scores under an L2 penalty.
pub trait Represented: Learner<Model: Differentiable> {
    /// λ, where the penalty is (λ/2)·‖w‖².
    fn decay(&self) -> f64;

    /// What becomes of b.
    fn treatment(&self) -> Intercept;

    /// b of each score.
    fn intercepts(&self, model: &Self::Model) -> Vec<f64>;

    /// ∂ℓ/∂f of each score; `None` for a target that the model does not predict.
    fn slopes(&self, model: &Self::Model, row: &Row<'_>) -> Option<Vec<f64>>;
}

impl Represented for LogisticRegression {
    fn decay(&self) -> f64 {
        self.penalty()
    }

    fn treatment(&self) -> Intercept {
        self.intercept()
    }

    fn intercepts(&self, model: &LogisticModel) -> Vec<f64> {
        vec![model.intercept()]
    }

    /// p − y.
    fn slopes(&self, model: &LogisticModel, row: &Row<'_>) -> Option<Vec<f64>> {
        let [other, one] = model.probabilities(row.features).try_into().ok()?;
        match row.target {
            Target::Class(0) => Some(vec![one]),
            Target::Class(1) => Some(vec![-other]),
            _ => None,
        }
    }
}

impl Represented for SoftmaxRegression {
    fn decay(&self) -> f64 {
        self.penalty()
    }

    fn treatment(&self) -> Intercept {
        self.intercept()
    }

    fn intercepts(&self, model: &SoftmaxModel) -> Vec<f64> {
        (0..model.scores(&[]).count()).map(|class| model.intercept(class)).collect()
    }

    /// pₖ − [y = k].
    fn slopes(&self, model: &SoftmaxModel, row: &Row<'_>) -> Option<Vec<f64>> {
        let mut slopes = model.probabilities(row.features);
        *slopes.get_mut(row.target.class()?)? -= 1.0;
        Some(slopes)
    }
}

impl Represented for RidgeRegression {
    fn decay(&self) -> f64 {
        2.0 * self.penalty()
    }

    fn treatment(&self) -> Intercept {
        self.intercept()
    }

    fn intercepts(&self, model: &RidgeModel) -> Vec<f64> {
        vec![model.intercept()]
    }

    /// −2·(y − f).
    fn slopes(&self, model: &RidgeModel, row: &Row<'_>) -> Option<Vec<f64>> {
        Some(vec![-2.0 * (row.target.number()? - model.predict(row.features))])
    }
}
