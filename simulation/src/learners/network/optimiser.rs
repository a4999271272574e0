//! How a gradient becomes a step.
//!
//! With g the gradient of the mean loss plus decay·θ:
//!
//! - SGD: v ← momentum·v + g (v = g at first), θ ← θ − η·v. Without momentum v = g.
//! - Adam: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², θ ← θ − η/(1 − β₁ᵗ) · m/(√v/√(1 − β₂ᵗ) + ε) at step t from 1,
//!   β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
//!
//! The conventions are PyTorch's (`torch.optim.SGD`, `torch.optim.Adam`): decay is part of the gradient, not a step of its own.
//!
//! Sources: Polyak (1964), *Some methods of speeding up the convergence of iteration methods*; Kingma & Ba (2015), *Adam: a
//! method for stochastic optimization*.
//!
//! When it misleads: Adam's step hardly depends on how long the gradient is, so the learning rates of the two are not comparable.

use crate::learners::LearnerError;

const BETAS: [f64; 2] = [0.9, 0.999];
const EPSILON: f64 = 1e-8;

/// A rule for steps, with its settings.
///
/// ```
/// use simulation::learners::Optimiser;
/// let mut steps = Optimiser::sgd(0.5, 0.0)?.begin(2);
/// let mut parameters = [1.0, 2.0];
/// steps.step(&mut parameters, &[1.0, -1.0]);
/// assert_eq!(parameters, [0.5, 2.5]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Optimiser {
    rule: Rule,
    rate: f64,
    decay: f64,
}

/// The steps of one run: an [`Optimiser`] with what it remembers.
#[derive(Clone, Debug, PartialEq)]
pub struct OptimiserSteps {
    optimiser: Optimiser,
    /// v of SGD, m of Adam.
    first: Vec<f64>,
    /// v of Adam.
    second: Vec<f64>,
    /// β₁ᵗ and β₂ᵗ.
    powers: [f64; 2],
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Rule {
    Sgd { momentum: f64 },
    Adam,
}

impl Optimiser {
    /// Stochastic gradient descent with a learning rate η > 0 and a momentum of at least 0 and below 1.
    ///
    /// # Errors
    /// [`LearnerError::Setting`].
    pub fn sgd(rate: f64, momentum: f64) -> Result<Self, LearnerError> {
        if !(0.0..1.0).contains(&momentum) {
            let legal = "0 and more, below 1";
            return Err(LearnerError::Setting { name: "momentum", value: momentum, legal });
        }
        Self::new(Rule::Sgd { momentum }, rate)
    }

    /// Adam with a learning rate η > 0.
    ///
    /// # Errors
    /// [`LearnerError::Setting`].
    pub fn adam(rate: f64) -> Result<Self, LearnerError> {
        Self::new(Rule::Adam, rate)
    }

    /// The same with a weight decay of at least 0: every step sees the gradient of the mean loss + (decay/2)·‖θ‖², biases
    /// included.
    ///
    /// # Errors
    /// [`LearnerError::Setting`].
    pub fn with_decay(self, decay: f64) -> Result<Self, LearnerError> {
        if decay >= 0.0 && decay.is_finite() {
            return Ok(Self { decay, ..self });
        }
        let legal = "finite numbers of at least 0";
        Err(LearnerError::Setting { name: "weight decay", value: decay, legal })
    }

    /// η.
    pub const fn rate(&self) -> f64 {
        self.rate
    }

    /// The steps of a run over `size` parameters, nothing remembered yet.
    pub fn begin(self, size: usize) -> OptimiserSteps {
        let second = if self.rule == Rule::Adam { size } else { 0 };
        let (first, second) = (vec![0.0; size], vec![0.0; second]);
        OptimiserSteps { optimiser: self, first, second, powers: [1.0; 2] }
    }

    fn new(rule: Rule, rate: f64) -> Result<Self, LearnerError> {
        if rate > 0.0 && rate.is_finite() {
            return Ok(Self { rule, rate, decay: 0.0 });
        }
        let legal = "finite numbers above 0";
        Err(LearnerError::Setting { name: "learning rate", value: rate, legal })
    }
}

impl OptimiserSteps {
    /// One step from θ along a gradient, both as long as the run's. Cost O(q).
    pub fn step(&mut self, parameters: &mut [f64], gradient: &[f64]) {
        let Optimiser { rule, rate, decay } = self.optimiser;
        match rule {
            Rule::Sgd { momentum } => {
                let remembered = self.first.iter_mut();
                for ((parameter, slope), velocity) in parameters.iter_mut().zip(gradient).zip(remembered) {
                    *velocity = momentum * *velocity + (slope + decay * *parameter);
                    *parameter -= rate * *velocity;
                }
            }
            Rule::Adam => {
                for (power, beta) in self.powers.iter_mut().zip(BETAS) {
                    *power *= beta;
                }
                let [first, second] = self.powers.map(|power| 1.0 - power);
                let (length, root) = (rate / first, second.sqrt());
                let remembered = self.first.iter_mut().zip(&mut self.second);
                for ((parameter, slope), (mean, square)) in
                    parameters.iter_mut().zip(gradient).zip(remembered)
                {
                    let slope = slope + decay * *parameter;
                    *mean = BETAS[0] * *mean + (1.0 - BETAS[0]) * slope;
                    *square = BETAS[1] * *square + (1.0 - BETAS[1]) * slope * slope;
                    *parameter -= length * *mean / (square.sqrt() / root + EPSILON);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_steps_by_hand() {
        let mut sgd = Optimiser::sgd(0.1, 0.5).unwrap().with_decay(0.2).unwrap().begin(1);
        let mut at = [1.0];
        sgd.step(&mut at, &[1.0]);
        assert!((at[0] - 0.88).abs() < 1e-15, "g = 1.2");
        sgd.step(&mut at, &[1.0]);
        // g = 1.176, v = 0.6 + 1.176.
        assert!((at[0] - (0.88 - 0.1776)).abs() < 1e-15);
        let (mut adam, mut at) = (Optimiser::adam(0.1).unwrap().begin(1), [1.0]);
        adam.step(&mut at, &[3.0]);
        assert!((at[0] - 0.9).abs() < 1e-9, "the first step has length η whatever the slope");
    }

    #[test]
    fn settings_out_of_range_are_named() {
        let error = Optimiser::sgd(0.1, 1.0).unwrap_err();
        assert_eq!(error.to_string(), "momentum is 1: legal are 0 and more, below 1");
        assert!(Optimiser::sgd(0.0, 0.0).is_err() && Optimiser::adam(f64::NAN).is_err());
        assert!(Optimiser::adam(0.1).unwrap().with_decay(-1.0).is_err());
    }
}
