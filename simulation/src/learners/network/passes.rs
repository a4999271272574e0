//! Forward and backward through the layers, for one row at a time.

use super::{Activation, add_scaled, dot};
use crate::learners::to_shares;

/// θ cut into its layers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layers<'a> {
    inputs: usize,
    hidden: usize,
    activation: Activation,
    /// h × p and h; empty without a hidden layer.
    first: (&'a [f64], &'a [f64]),
    /// K × h and K, or K × p and K.
    last: (&'a [f64], &'a [f64]),
}

/// What one row makes of the units.
pub(super) struct Units {
    /// act(z), or x without a hidden layer; backward: ∂ℓ/∂z.
    pub(super) hidden: Vec<f64>,
    /// The scores; backward: ∂ℓ/∂scores = p − e_y.
    pub(super) scores: Vec<f64>,
}

impl<'a> Layers<'a> {
    pub(super) fn new(
        inputs: usize,
        hidden: usize,
        classes: usize,
        activation: Activation,
        parameters: &'a [f64],
    ) -> Self {
        let width = if hidden == 0 { inputs } else { hidden };
        let (first, last) = parameters.split_at(hidden * (inputs + 1));
        let (first, last) = (first.split_at(hidden * inputs), last.split_at(classes * width));
        Self { inputs, hidden, activation, first, last }
    }

    pub(super) fn forward(&self, features: &[f64]) -> Units {
        let hidden = if self.hidden == 0 {
            features.to_vec()
        } else {
            affine(self.first, features).map(|z| self.activate(z)).collect()
        };
        let scores = affine(self.last, &hidden).collect();
        Units { hidden, scores }
    }

    /// Forward, then back: what the units are, ∂ℓ by their inputs, and ℓ.
    pub(super) fn backward(&self, features: &[f64], label: usize) -> (Units, Units, f64) {
        let forward = self.forward(features);
        let mut scores = forward.scores.clone();
        let loss = to_shares(&mut scores, label);
        scores[label] -= 1.0;
        let mut hidden = vec![0.0; forward.hidden.len()];
        add_transposed(&mut hidden, self.last.0, &scores);
        if self.hidden > 0 {
            for (slope, value) in hidden.iter_mut().zip(&forward.hidden) {
                *slope *= self.slope(*value);
            }
        }
        (forward, Units { hidden, scores }, loss)
    }

    /// Adds factor·∇ℓ; answers ℓ.
    pub(super) fn add_gradient(
        &self,
        features: &[f64],
        label: usize,
        factor: f64,
        gradient: &mut [f64],
    ) -> f64 {
        let (forward, backward, loss) = self.backward(features, label);
        let (first, last) = gradient.split_at_mut(self.hidden * (self.inputs + 1));
        add_layer(last, &backward.scores, &forward.hidden, factor);
        if self.hidden > 0 {
            add_layer(first, &backward.hidden, features, factor);
        }
        loss
    }

    /// ∂ℓ/∂x.
    pub(super) fn input_gradient(&self, features: &[f64], label: usize) -> Vec<f64> {
        let (_, backward, _) = self.backward(features, label);
        if self.hidden == 0 {
            return backward.hidden;
        }
        let mut slopes = vec![0.0; self.inputs];
        add_transposed(&mut slopes, self.first.0, &backward.hidden);
        slopes
    }

    /// Adds factor·∇²ℓ·v, v being cut into layers like θ: the derivative of each line of `backward` as θ moves along v.
    pub(super) fn add_hessian_vector(
        &self,
        along: &Layers<'_>,
        features: &[f64],
        label: usize,
        factor: f64,
        product: &mut [f64],
    ) {
        let (forward, backward, _) = self.backward(features, label);
        let moves: Vec<f64> =
            if self.hidden == 0 { Vec::new() } else { affine(along.first, features).collect() };
        let mut hidden = vec![0.0; forward.hidden.len()];
        for ((change, z), value) in hidden.iter_mut().zip(&moves).zip(&forward.hidden) {
            *change = self.slope(*value) * z;
        }
        let mut scores: Vec<f64> = affine(along.last, &forward.hidden).collect();
        for (score, weights) in scores.iter_mut().zip(self.last.0.chunks_exact(hidden.len().max(1))) {
            *score += dot(weights, &hidden);
        }
        // The change of p = softmax(scores).
        let mut shares = forward.scores.clone();
        to_shares(&mut shares, label);
        let mean = dot(&shares, &scores);
        for (change, share) in scores.iter_mut().zip(&shares) {
            *change = share * (*change - mean);
        }
        let (first, last) = product.split_at_mut(self.hidden * (self.inputs + 1));
        add_layer(last, &scores, &forward.hidden, factor);
        if self.hidden == 0 {
            return;
        }
        let width = hidden.len();
        for (line, slope) in last.chunks_exact_mut(width).zip(&backward.scores) {
            add_scaled(line, factor * slope, &hidden);
        }
        let (mut before, mut change) = (vec![0.0; width], vec![0.0; width]);
        add_transposed(&mut before, self.last.0, &backward.scores);
        add_transposed(&mut change, along.last.0, &backward.scores);
        add_transposed(&mut change, self.last.0, &scores);
        for (unit, value) in forward.hidden.iter().enumerate() {
            let bend = self.bend(*value) * moves[unit];
            change[unit] = change[unit] * self.slope(*value) + before[unit] * bend;
        }
        add_layer(first, &change, features, factor);
    }

    fn activate(&self, z: f64) -> f64 {
        match self.activation {
            Activation::Tanh => libm::tanh(z),
            Activation::Relu => z.max(0.0),
        }
    }

    /// act′ at z, from act(z).
    fn slope(&self, value: f64) -> f64 {
        match self.activation {
            Activation::Tanh => 1.0 - value * value,
            Activation::Relu => f64::from(u8::from(value > 0.0)),
        }
    }

    /// act″ at z, from act(z).
    fn bend(&self, value: f64) -> f64 {
        match self.activation {
            Activation::Tanh => -2.0 * value * (1.0 - value * value),
            Activation::Relu => 0.0,
        }
    }
}

/// W·x + b.
fn affine<'a>((weights, biases): (&'a [f64], &'a [f64]), input: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
    let line = move |unit: usize| &weights[unit * input.len()..(unit + 1) * input.len()];
    biases.iter().enumerate().map(move |(unit, bias)| dot(line(unit), input) + bias)
}

/// y ← y + Wᵀ·d.
fn add_transposed(y: &mut [f64], weights: &[f64], slopes: &[f64]) {
    for (line, slope) in weights.chunks_exact(y.len().max(1)).zip(slopes) {
        add_scaled(y, *slope, line);
    }
}

/// Adds factor·d·aᵀ to a layer's weights and factor·d to its biases.
fn add_layer(layer: &mut [f64], slopes: &[f64], input: &[f64], factor: f64) {
    let (weights, biases) = layer.split_at_mut(slopes.len() * input.len());
    for (line, slope) in weights.chunks_exact_mut(input.len().max(1)).zip(slopes) {
        add_scaled(line, factor * slope, input);
    }
    add_scaled(biases, factor, slopes);
}

#[cfg(test)]
mod tests {
    use crate::data::penguins;
    use crate::learners::differentiable::checks;
    use crate::learners::{Activation, Differentiable, Initial, Network};
    use crate::seed::Seed;
    use crate::standardise::Standardiser;
    use crate::world::World;

    #[test]
    fn slopes_and_curvatures_are_those_of_the_loss() {
        let data = penguins::dataset();
        let data = Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap();
        let world = World::new(&data, [3, 40, 170, 200, 290, 310]);
        let world = world.reweighted(|id| if id.number() % 2 == 0 { 2.5 } else { 1.0 });
        for (hidden, activation) in [(0, Activation::Tanh), (5, Activation::Tanh), (5, Activation::Relu)] {
            let network = Network::initial(4, hidden, 3, activation, Initial::Uniform, Seed::new(3));
            checks::gradient_is_the_slope(&network, &world, 1e-7);
            let vector: Vec<f64> = (0..network.parameters().len()).map(|i| libm::cos(i as f64)).collect();
            let product = network.hessian_vector(&world, &vector).unwrap();
            let slopes = |by: f64| {
                let theta = network.parameters().iter().zip(&vector).map(|(p, v)| p + by * v).collect();
                network.with_parameters(theta).unwrap().mean_gradient(&world).unwrap()
            };
            for ((above, below), product) in slopes(1e-5).iter().zip(slopes(-1e-5)).zip(product) {
                assert!(((above - below) / 2e-5 - product).abs() < 1e-8);
            }
            for row in world.rows() {
                let gradient = network.loss_gradient(&row).unwrap();
                let norm = gradient.iter().map(|slope| slope * slope).sum::<f64>().sqrt();
                assert!((network.gradient_norm(&row).unwrap() - norm).abs() < 1e-12);
            }
        }
    }
}
