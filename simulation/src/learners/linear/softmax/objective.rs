//! The objective of softmax regression, evaluated without allocating.
//!
//! A row adds s·(pₖ·(δₖₗ − pₗ))·a·aᵀ to block (k, l) of the Hessian: its a·aᵀ is made once, packed to its lower triangle, and
//! added to each of the K·(K + 1)/2 blocks; the blocks are spread out once at the end.

use crate::learners::linear::Intercept;
use crate::learners::linear::newton::{Derivatives, Objective};
use crate::learners::to_shares;
use crate::linear_algebra::{add_scaled, dot};

/// The rows of a fit, over those classes that take part in it.
#[derive(Clone, Debug)]
pub(super) struct SoftmaxCases {
    pub(super) penalty: f64,
    pub(super) intercept: Intercept,
    pub(super) features: usize,
    /// n × columns: (x, 1) or x.
    pub(super) design: Vec<f64>,
    pub(super) labels: Vec<usize>,
    pub(super) weights: Vec<f64>,
    /// Σ of the weights of each of the K classes.
    pub(super) mass: Vec<f64>,
    /// Where a class stands among those that take part.
    pub(super) index: Vec<usize>,
    /// The classes that take part.
    pub(super) active: Vec<usize>,
    /// For each parameter of these.
    pub(super) scale: Vec<f64>,
}

impl SoftmaxCases {
    pub(super) fn new(penalty: f64, intercept: Intercept, classes: usize, features: usize) -> Self {
        Self {
            penalty,
            intercept,
            features,
            design: Vec::new(),
            labels: Vec::new(),
            weights: Vec::new(),
            mass: vec![0.0; classes],
            index: vec![0; classes],
            active: Vec::with_capacity(classes),
            scale: Vec::new(),
        }
    }

    pub(super) const fn columns(&self) -> usize {
        self.intercept.columns(self.features)
    }

    pub(super) fn push(&mut self, features: &[f64], label: usize, weight: f64) {
        self.intercept.append(features, &mut self.design);
        self.labels.push(label);
        self.weights.push(weight);
        self.mass[label] += weight;
    }

    pub(super) fn clear(&mut self) {
        self.design.clear();
        self.labels.clear();
        self.weights.clear();
        self.mass.fill(0.0);
    }

    /// Settles which classes take part: with a free intercept those that have rows, otherwise all. Then measures the slopes'
    /// scale.
    pub(super) fn settle(&mut self) {
        self.active.clear();
        for (class, mass) in self.mass.iter().enumerate() {
            self.index[class] = self.active.len();
            if *mass > 0.0 || self.intercept != Intercept::Free {
                self.active.push(class);
            }
        }
        let columns = self.columns();
        self.scale.clear();
        self.scale.resize(columns, 0.0);
        for (column, scale) in self.scale.iter_mut().enumerate() {
            *scale = self.intercept.penalty(column, self.features, self.penalty);
        }
        for (row, weight) in self.design.chunks_exact(columns.max(1)).zip(&self.weights) {
            for (scale, entry) in self.scale.iter_mut().zip(row) {
                *scale += weight * entry.abs();
            }
        }
        for _ in 1..self.active.len() {
            self.scale.extend_from_within(..columns);
        }
    }
}

impl Objective for SoftmaxCases {
    fn evaluate(&self, at: &[f64], derivatives: &mut Derivatives) -> f64 {
        let (classes, columns, size) = (self.active.len(), self.columns(), at.len());
        let Derivatives { gradient, hessian, scratch } = derivatives;
        let packed = columns * (columns + 1) / 2;
        scratch.resize(classes + packed + packed * classes * (classes + 1) / 2, 0.0);
        let (shares, rest) = scratch.split_at_mut(classes);
        let (outer, blocks) = rest.split_at_mut(packed);
        blocks.fill(0.0);
        let mut value = penalty_value(self.penalty, self.intercept, self.features, columns, at);
        gradient.fill(0.0);
        add_penalty_slopes(self.penalty, self.intercept, self.features, columns, at, 1.0, gradient);
        let rows = self.design.chunks_exact(columns.max(1));
        for ((row, label), weight) in rows.zip(&self.labels).zip(&self.weights) {
            let own = self.index[*label];
            for (share, class) in shares.iter_mut().zip(at.chunks_exact(columns)) {
                *share = dot(class, row);
            }
            value += weight * to_shares(shares, own);
            let mut place = 0;
            for (index, entry) in row.iter().enumerate() {
                for (product, other) in outer[place..=place + index].iter_mut().zip(row) {
                    *product = entry * other;
                }
                place += index + 1;
            }
            let mut block = blocks.chunks_exact_mut(packed);
            for (k, &p) in shares.iter().enumerate() {
                let residual = weight * (p - f64::from(u8::from(k == own)));
                add_scaled(&mut gradient[k * columns..(k + 1) * columns], residual, row);
                for (l, q) in shares[..=k].iter().enumerate() {
                    let curvature = weight * p * (f64::from(u8::from(k == l)) - q);
                    if let Some(block) = block.next() {
                        add_scaled(block, curvature, outer);
                    }
                }
            }
        }
        hessian.fill(0.0);
        add_penalty_curvatures(self.penalty, self.intercept, self.features, columns, size, 1.0, hessian);
        let mut block = blocks.chunks_exact(packed.max(1));
        for k in 0..classes {
            for l in 0..=k {
                let mut entries = block.next().unwrap_or_default().iter();
                for row in 0..columns {
                    for column in 0..=row {
                        let entry = entries.next().copied().unwrap_or(0.0);
                        hessian[(k * columns + row) * size + l * columns + column] += entry;
                        if row != column {
                            hessian[(k * columns + column) * size + l * columns + row] += entry;
                        }
                    }
                }
            }
        }
        value
    }

    fn scale(&self) -> &[f64] {
        &self.scale
    }
}

/// Σₖ bₖ of class-by-class parameters (wₖ, bₖ).
fn intercepts(features: usize, columns: usize, at: &[f64]) -> f64 {
    at.chunks_exact(columns.max(1)).fold(0.0, |sum, class| sum + class.get(features).copied().unwrap_or(0.0))
}

/// R(θ): (λ/2)·‖what is penalised‖², and ½·(Σ bₖ)² with a free intercept.
pub(super) fn penalty_value(
    penalty: f64,
    intercept: Intercept,
    features: usize,
    columns: usize,
    at: &[f64],
) -> f64 {
    if intercept != Intercept::Free {
        return 0.5 * penalty * dot(at, at);
    }
    let squares = at.chunks_exact(columns).fold(0.0, |sum, class| {
        let weights = &class[..features];
        sum + dot(weights, weights)
    });
    let sum = intercepts(features, columns, at);
    0.5 * penalty * squares + 0.5 * sum * sum
}

/// Adds factor·∇R(θ).
pub(super) fn add_penalty_slopes(
    penalty: f64,
    intercept: Intercept,
    features: usize,
    columns: usize,
    at: &[f64],
    factor: f64,
    gradient: &mut [f64],
) {
    let sum = if intercept == Intercept::Free { intercepts(features, columns, at) } else { 0.0 };
    for (index, (slope, parameter)) in gradient.iter_mut().zip(at).enumerate() {
        let column = index % columns;
        *slope += factor * intercept.penalty(column, features, penalty) * parameter;
        if intercept == Intercept::Free && column == features {
            *slope += factor * sum;
        }
    }
}

/// Adds factor·∇²R(θ) to the lower triangle.
pub(super) fn add_penalty_curvatures(
    penalty: f64,
    intercept: Intercept,
    features: usize,
    columns: usize,
    size: usize,
    factor: f64,
    hessian: &mut [f64],
) {
    for index in 0..size {
        let column = index % columns;
        hessian[index * size + index] += factor * intercept.penalty(column, features, penalty);
        if intercept == Intercept::Free && column == features {
            for other in (features..=index).step_by(columns) {
                hessian[index * size + other] += factor;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::learners::{Curved, Differentiable, Learner, SoftmaxRegression, labelled};
    use crate::seed::Seed;
    use crate::world::World;

    #[test]
    fn one_pass_is_the_sum_over_the_rows() {
        let data = penguins::dataset();
        let world = World::new(&data, [3, 40, 170, 200, 290, 310]);
        let world = world.reweighted(|id| if id.number() % 2 == 0 { 2.5 } else { 1.0 });
        for intercept in [Intercept::Free, Intercept::Penalised, Intercept::None] {
            let learner = SoftmaxRegression::new(0.3).unwrap().with_intercept(intercept);
            let model = learner.fit(&World::new(&data, []), Seed::new(0)).unwrap();
            let theta = (0..model.parameters().len()).map(|i| 1e-4 * (i * i % 11) as f64).collect();
            let model = model.with_parameters(theta).unwrap();
            let mut cases = SoftmaxCases::new(0.3, intercept, 3, data.feature_count());
            for row in labelled(&world).unwrap().1 {
                cases.push(row.features, row.label, row.weight);
            }
            cases.settle();
            let size = model.parameters().len();
            let mut derivatives = Derivatives::default();
            derivatives.gradient.resize(size, 0.0);
            derivatives.hessian.resize(size * size, 0.0);
            let value = cases.evaluate(model.parameters(), &mut derivatives);
            let close = |a: f64, b: f64| (a - b).abs() <= 1e-12 * (1.0 + b.abs());
            assert!(close(value, model.objective(&world).unwrap()));
            let gradient = model.gradient(&world).unwrap();
            assert!(derivatives.gradient.iter().zip(gradient).all(|(a, b)| close(*a, b)));
            let hessian = model.hessian(&world).unwrap();
            for (index, (a, b)) in derivatives.hessian.iter().zip(hessian).enumerate() {
                assert!(index % size > index / size || close(*a, b), "{intercept:?} {index}: {a} and {b}");
            }
        }
    }
}
