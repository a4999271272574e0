//! Representer points: a prediction as a sum over the rows it was learned from.
//!
//! At the optimum of Σ sᵢ·ℓ(fᵢ, yᵢ) + (λ/2)·‖w‖² for scores f = W·x + b, the slopes by W cancel out, so that
//!
//! αᵢ = −sᵢ·∂ℓ(fᵢ, yᵢ)/∂f / λ and f(x) = b + Σᵢ αᵢ·k(xᵢ, x), k(xᵢ, x) = xᵢ·x.
//!
//! If the intercept is penalised too, it is one more weight: k(xᵢ, x) = xᵢ·x + 1, and there is no b beside the sum. αᵢ is a number for each
//! score: one for ridge (λ = 2α there) and logistic regression, K for softmax regression. Cost O(n·p·K), a prediction the same.
//!
//! Source: Yeh, Kim, Yen & Ravikumar (2018), *Representer point selection for explaining deep neural networks*.
//!
//! When it misleads: shares explain the fitted score, not what another fit would say: without the row all other αs change.
//! And short of the optimum the sum is not the prediction: look at [`Representer::slope`].

use thiserror::Error;

use super::Represented;
use crate::dataset::Row;
use crate::learners::{Differentiable, Intercept};
use crate::linear_algebra::dot;
use crate::world::World;

/// The decomposition of a model's scores.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::{Intercept, Learner, SoftmaxRegression};
/// use simulation::seed::Seed;
/// use simulation::standardise::Standardiser;
/// use simulation::valuation::first_order::Representer;
/// use simulation::world::World;
///
/// let data = penguins::dataset();
/// let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
/// let (world, learner) = (World::new(&data, (0..342).step_by(5)), SoftmaxRegression::new(1.0)?);
/// let model = learner.fit(&world, Seed::new(0))?;
/// let points = Representer::new(&learner, &model, &world)?;
/// let bird = data.row(1).ok_or("no rows")?.features;
/// for (sum, score) in points.scores(bird).into_iter().zip(model.scores(bird)) {
///     assert!((sum - score).abs() < 1e-8);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Representer<'a> {
    rows: Vec<Row<'a>>,
    scores: usize,
    /// n × scores, row after row.
    weights: Vec<f64>,
    /// Of the scores; zeros if the kernel stands for them.
    intercepts: Vec<f64>,
    /// 1 if the intercept is penalised.
    constant: f64,
    slope: f64,
}

/// Why there is no decomposition.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum RepresenterError {
    /// Without a penalty the rows' weights are not determined.
    #[error("the penalty is {0}: legal are finite numbers above 0")]
    Penalty(f64),
    /// Rows of another width, or with targets that the model does not predict.
    #[error("the rows do not fit the model's features and targets")]
    Targets,
}

impl<'a> Representer<'a> {
    /// Decomposes a model that this learner fitted on this world.
    ///
    /// # Errors
    /// [`RepresenterError`].
    pub fn new<L: Represented>(
        learner: &L,
        model: &L::Model,
        world: &'a World<'_>,
    ) -> Result<Self, RepresenterError> {
        let decay = learner.decay();
        if !(decay > 0.0 && decay.is_finite()) {
            return Err(RepresenterError::Penalty(decay));
        }
        let gradient = model.gradient(world).ok_or(RepresenterError::Targets)?;
        let penalised = learner.treatment() == Intercept::Penalised;
        let mut intercepts = learner.intercepts(model);
        if penalised {
            intercepts.fill(0.0);
        }
        let (scores, mut weights) = (intercepts.len(), Vec::with_capacity(world.len() * intercepts.len()));
        for row in world.rows() {
            let slopes = learner.slopes(model, &row).ok_or(RepresenterError::Targets)?;
            weights.extend(slopes.into_iter().map(|slope| -row.weight * slope / decay));
        }
        let slope = gradient.iter().fold(0.0, |most: f64, slope| most.max(slope.abs()));
        let constant = f64::from(u8::from(penalised));
        Ok(Self { rows: world.rows().collect(), scores, weights, intercepts, constant, slope })
    }

    /// αᵢ of the row at a place of the world, one for each score; empty from n on.
    pub fn weights(&self, place: usize) -> &[f64] {
        self.weights.get(place * self.scores..(place + 1) * self.scores).unwrap_or_default()
    }

    /// The largest |∂F/∂θ|: 0 at the optimum, where the sums are the predictions.
    pub fn slope(&self) -> f64 {
        self.slope
    }

    /// αᵢ·k(xᵢ, x) for every row, in the order of the world, for one of the scores (0 for a model of one); zeros for a score
    /// that there is not.
    pub fn shares(&self, features: &[f64], score: usize) -> Vec<f64> {
        let share = |(place, row): (usize, &Row<'_>)| {
            let weight = self.weights(place).get(score).copied().unwrap_or(0.0);
            weight * (dot(row.features, features) + self.constant)
        };
        self.rows.iter().enumerate().map(share).collect()
    }

    /// What a mean loss L would gain to first order if a row's share were taken out of every score and nothing else changed:
    /// −αᵢ·⟨(xᵢ, 1), ∇L⟩, `slope` being ∇L by (w, b) of a model of one score; an intercept that is not penalised is no row's. That is ∇L·gᵢ/λ,
    /// the first-order influence with λ in the place of the Hessian: it leaves out that the other rows would answer. Zeros for a model of
    /// several scores, or a slope that is too short.
    pub fn loss_shares(&self, slope: &[f64]) -> Vec<f64> {
        let share = |(place, row): (usize, &Row<'_>)| {
            let (weights, split) = slope.split_at_checked(row.features.len())?;
            let [weight] = *self.weights(place) else { return None };
            let constant = self.constant * split.first().copied().unwrap_or(0.0);
            Some(-weight * (dot(row.features, weights) + constant))
        };
        self.rows.iter().enumerate().map(|row| share(row).unwrap_or(0.0)).collect()
    }

    /// b + Σᵢ αᵢ·k(xᵢ, x) for each score.
    pub fn scores(&self, features: &[f64]) -> Vec<f64> {
        let mut scores = self.intercepts.clone();
        for (place, row) in self.rows.iter().enumerate() {
            let kernel = dot(row.features, features) + self.constant;
            for (score, weight) in scores.iter_mut().zip(self.weights(place)) {
                *score += weight * kernel;
            }
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{diabetes, penguins};
    use crate::dataset::Dataset;
    use crate::learners::{Learner, LogisticRegression, Regression, RidgeRegression, SoftmaxRegression};
    use crate::seed::Seed;
    use crate::standardise::Standardiser;

    const TREATMENTS: [Intercept; 3] = [Intercept::Free, Intercept::Penalised, Intercept::None];

    fn scaled(data: &Dataset) -> Dataset {
        Standardiser::fit(&World::trainable(data)).apply(data).unwrap()
    }

    /// Every row of the table is predicted by the rows of the world.
    fn reconstructs<L: Represented>(
        learner: &L,
        world: &World<'_>,
        data: &Dataset,
        scores: impl Fn(&L::Model, &[f64]) -> Vec<f64>,
    ) {
        let model = learner.fit(world, Seed::new(0)).unwrap();
        let points = Representer::new(learner, &model, world).unwrap();
        assert!(points.slope() <= 1e-10, "{}", points.slope());
        for row in data.rows() {
            let wanted = scores(&model, row.features);
            for (score, (sum, wanted)) in points.scores(row.features).iter().zip(&wanted).enumerate() {
                assert!((sum - wanted).abs() < 1e-8, "{sum} against {wanted}");
                let shares = points.shares(row.features, score).iter().sum::<f64>();
                assert!((shares + points.intercepts[score] - sum).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn the_rows_add_up_to_every_prediction() {
        let birds = scaled(&penguins::dataset());
        let world =
            World::new(&birds, (0..342).step_by(4)).edited(&"reweight 9 → 2.5".parse().unwrap()).unwrap();
        let two = birds
            .select(&(0..342).filter(|&p| birds.target(p).class() < Some(2)).collect::<Vec<_>>())
            .unwrap();
        let labels = two.rows().filter_map(|row| row.target.class()).collect();
        let features =
            ndarray::Array2::from_shape_fn((two.len(), two.feature_count()), |(r, c)| two.features(r)[c]);
        let two = Dataset::classified(two.rows().map(|row| row.id).collect(), features, labels, 2).unwrap();
        let numbers = scaled(&diabetes::dataset());
        for treatment in TREATMENTS {
            let softmax = SoftmaxRegression::new(0.8).unwrap().with_intercept(treatment);
            reconstructs(&softmax, &world, &birds, |model, x| model.scores(x).collect());
            let logistic = LogisticRegression::new(0.3, treatment).unwrap();
            reconstructs(&logistic, &World::new(&two, (0..200).step_by(3)), &two, |model, x| {
                vec![model.score(x)]
            });
            let ridge = RidgeRegression::new(4.0, treatment).unwrap();
            let world = World::new(&numbers, (0..442).step_by(6));
            reconstructs(&ridge, &world, &numbers, |model, x| vec![model.predict(x)]);
        }
    }

    #[test]
    fn what_cannot_be_decomposed_is_said() {
        let (numbers, birds) = (diabetes::dataset(), penguins::dataset());
        let world = World::trainable(&numbers);
        let squares = RidgeRegression::new(0.0, Intercept::Free).unwrap();
        let model = squares.fit(&world, Seed::new(0)).unwrap();
        let error = Representer::new(&squares, &model, &world).unwrap_err();
        assert_eq!(error.to_string(), "the penalty is 0: legal are finite numbers above 0");
        let ridge = RidgeRegression::new(1.0, Intercept::Free).unwrap();
        let birds = World::new(&birds, 0..9);
        assert_eq!(Representer::new(&ridge, &model, &birds).err(), Some(RepresenterError::Targets));
    }
}
