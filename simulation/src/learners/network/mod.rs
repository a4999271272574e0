//! A multilayer perceptron with one hidden layer or none, its gradients, and its training step by step.
//!
//! scores = W₂·act(W₁·x + b₁) + b₂, p = softmax(scores), ℓ = −log p_y. With h = 0 hidden units scores = W·x + b: softmax
//! regression without a penalty. The flat parameter vector θ is W₁ (h × p, row after row), b₁, W₂ (K × h, row after row), b₂, or W
//! (K × p), b. The objective of [`Differentiable`] is Σ sᵢ·ℓᵢ, without a penalty; training steps follow the *mean*,
//! Σ sᵢ·ℓᵢ / Σ sᵢ.
//!
//! Cost: O(h·(p + K)) a row and pass.
//!
//! Source: Rumelhart, Hinton & Williams (1986), *Learning representations by back-propagating errors*.
//!
//! When it misleads: a network has no single optimum. Two runs of the same rows differ by their seed, so an edit's effect
//! must be held against that.

mod attack;
mod learner;
mod optimiser;
mod passes;
mod training;

pub use learner::{Batches, NetworkLearner};
pub use optimiser::{Optimiser, OptimiserSteps};
pub use training::{Snapshot, Training};

use crate::dataset::{Row, RowId};
use crate::learners::{ClassSet, Classification, Differentiable, Model, softmax, to_shares};
use crate::linear_algebra::{add_scaled, dot};
use crate::seed::{Purpose, Seed};
use crate::world::World;
use passes::Layers;
use rand::Rng;

/// What a hidden unit does to its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// tanh z.
    Tanh,
    /// max(0, z), with slope 0 at 0.
    Relu,
}

/// Where the weights start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Initial {
    /// Biases 0; weights uniform on ±√(6/(fan in + fan out)) (Glorot & Bengio 2010), but on ±√(6/fan in) into ReLU units
    /// (He et al. 2015). Each unit draws from a stream of its own, in the order of its inputs.
    Uniform,
    /// All 0. Without a hidden layer the same place in every world; hidden units would never come to differ.
    Zero,
}

/// A network: its shape and θ.
///
/// ```
/// use simulation::learners::{Activation, Classification, Network};
/// let weights = vec![1.0, -1.0, 0.0, 0.0];
/// let network = Network::new(1, 0, 2, Activation::Tanh, weights).unwrap();
/// assert!(network.predict(&[0.3]).contains(0));
/// assert!(Network::new(1, 0, 2, Activation::Tanh, vec![0.0; 3]).is_none(), "too few weights");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    inputs: usize,
    hidden: usize,
    classes: usize,
    activation: Activation,
    parameters: Vec<f64>,
}

impl Network {
    /// The length of θ for p inputs, h hidden units and K classes.
    pub const fn parameter_count(inputs: usize, hidden: usize, classes: usize) -> usize {
        if hidden == 0 { classes * (inputs + 1) } else { hidden * (inputs + 1) + classes * (hidden + 1) }
    }

    /// A network with these parameters. `None` if there are not [`Network::parameter_count`] of them, or if one is not finite.
    pub fn new(
        inputs: usize,
        hidden: usize,
        classes: usize,
        activation: Activation,
        parameters: Vec<f64>,
    ) -> Option<Self> {
        let fits = parameters.len() == Self::parameter_count(inputs, hidden, classes)
            && parameters.iter().all(|parameter| parameter.is_finite());
        fits.then_some(Self { inputs, hidden, classes, activation, parameters })
    }

    /// A network as it stands before training.
    pub fn initial(
        inputs: usize,
        hidden: usize,
        classes: usize,
        activation: Activation,
        initial: Initial,
        seed: Seed,
    ) -> Self {
        let parameters = vec![0.0; Self::parameter_count(inputs, hidden, classes)];
        let mut network = Self { inputs, hidden, classes, activation, parameters };
        if initial == Initial::Uniform {
            let first = if hidden == 0 { classes } else { hidden };
            let fans = |to: usize| if hidden > 0 && activation == Activation::Relu { 0 } else { to };
            draw(&mut network.parameters[..first * inputs], inputs, fans(first), seed, 0);
            if hidden > 0 {
                let start = hidden * (inputs + 1);
                let weights = &mut network.parameters[start..start + classes * hidden];
                draw(weights, hidden, classes, seed, 1);
            }
        }
        network
    }

    /// p.
    pub const fn inputs(&self) -> usize {
        self.inputs
    }

    /// h.
    pub const fn hidden(&self) -> usize {
        self.hidden
    }

    /// K.
    pub const fn classes(&self) -> usize {
        self.classes
    }

    /// What the hidden units do.
    pub const fn activation(&self) -> Activation {
        self.activation
    }

    /// The K scores before the softmax (logits).
    pub fn scores(&self, features: &[f64]) -> Vec<f64> {
        self.layers().forward(features).scores
    }

    /// act(W₁·x + b₁): what the last layer sees; x itself without a hidden layer.
    pub fn hidden_values(&self, features: &[f64]) -> Vec<f64> {
        self.layers().forward(features).hidden
    }

    /// Σ sᵢ·ℓᵢ / Σ sᵢ; `None` for a world without rows or of another shape.
    pub fn mean_loss(&self, world: &World<'_>) -> Option<f64> {
        let total = world.total_weight();
        (total > 0.0).then_some(self.objective(world)? / total)
    }

    /// The gradient of [`Network::mean_loss`].
    pub fn mean_gradient(&self, world: &World<'_>) -> Option<Vec<f64>> {
        let total = world.total_weight();
        let mut gradient = self.gradient(world).filter(|_| total > 0.0)?;
        for slope in &mut gradient {
            *slope /= total;
        }
        Some(gradient)
    }

    /// ‖∇ℓ‖₂ of one row, in closed form layer by layer. Cost: one pass.
    pub fn gradient_norm(&self, row: &Row<'_>) -> Option<f64> {
        let label = self.label(row)?;
        let layers = self.layers();
        let (forward, backward, _) = layers.backward(row.features, label);
        let length = |values: &[f64]| dot(values, values);
        // Of an outer product d·aᵀ with its bias d: ‖d‖²·(‖a‖² + 1).
        let mut square = length(&backward.scores) * (length(&forward.hidden) + 1.0);
        if self.hidden > 0 {
            square += length(&backward.hidden) * (length(row.features) + 1.0);
        }
        Some(square.sqrt())
    }

    /// The gradient of one row's ℓ by its p features.
    pub fn input_gradient(&self, row: &Row<'_>) -> Option<Vec<f64>> {
        Some(self.layers().input_gradient(row.features, self.label(row)?))
    }

    /// H·v, H = ∇² of [`Network::mean_loss`], exactly (the R-operator). Cost: two passes a row.
    ///
    /// Source: Pearlmutter (1994), *Fast exact multiplication by the Hessian*.
    pub fn hessian_vector(&self, world: &World<'_>, vector: &[f64]) -> Option<Vec<f64>> {
        let direction = self.with_parameters(vector.to_vec())?;
        let mut product = vec![0.0; vector.len()];
        let total = world.total_weight();
        for row in world.rows() {
            let label = self.label(&row)?;
            let factor = row.weight / total;
            self.layers().add_hessian_vector(&direction.layers(), row.features, label, factor, &mut product);
        }
        Some(product)
    }

    fn label(&self, row: &Row<'_>) -> Option<usize> {
        row.target.class().filter(|label| *label < self.classes && row.features.len() == self.inputs)
    }

    fn layers(&self) -> Layers<'_> {
        Layers::new(self.inputs, self.hidden, self.classes, self.activation, &self.parameters)
    }
}

impl Model for Network {}

impl Classification for Network {
    fn predict(&self, features: &[f64]) -> ClassSet {
        ClassSet::arg_max(self.scores(features))
    }

    fn probabilities(&self, features: &[f64]) -> Vec<f64> {
        softmax(self.scores(features))
    }
}

impl Differentiable for Network {
    fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    fn with_parameters(&self, parameters: Vec<f64>) -> Option<Self> {
        Self::new(self.inputs, self.hidden, self.classes, self.activation, parameters)
    }

    fn loss(&self, row: &Row<'_>) -> Option<f64> {
        let label = self.label(row)?;
        let mut scores = self.scores(row.features);
        Some(to_shares(&mut scores, label))
    }

    fn add_loss_gradient(&self, row: &Row<'_>, factor: f64, gradient: &mut [f64]) -> Option<()> {
        let label = self.label(row)?;
        self.layers().add_gradient(row.features, label, factor, gradient);
        Some(())
    }

    /// 0: weight decay belongs to the training schedule.
    fn penalty(&self) -> f64 {
        0.0
    }

    fn add_penalty_gradient(&self, _factor: f64, _gradient: &mut [f64]) {}
}

/// Draws the incoming weights of each unit of one layer.
fn draw(weights: &mut [f64], inputs: usize, outputs: usize, seed: Seed, layer: u32) {
    let bound = (6.0 / (inputs + outputs).max(1) as f64).sqrt();
    for (unit, weights) in (0..).zip(weights.chunks_exact_mut(inputs.max(1))) {
        let mut stream = seed.stream(Purpose::InitialWeights, RowId::new(layer << 16 | unit));
        for weight in weights {
            // 53 bits make a number from 0 to below 1.
            let share = (stream.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
            *weight = bound * (2.0 * share - 1.0);
        }
    }
}
