//! Gaussian naive Bayes: a class is a mean and a variance for each feature.
//!
//! Fit: for class k of weight nₖ = Σ sᵢ, prior πₖ = nₖ/n, mean m_kj and population variance v_kj (divisor nₖ), to which
//! ε = smoothing · maxⱼ (variance of feature j over all rows) is added; where all rows are alike, ε = smoothing. Prediction:
//! arg maxₖ log πₖ − ½·Σⱼ (log(2π·(v_kj + ε)) + (xⱼ − m_kj)²/(v_kj + ε)), probabilities by Bayes' rule. Classes without rows have
//! probability 0; in an empty world all classes tie. Cost: fit O(n·p), prediction O(K·p).
//!
//! The convention of ε is scikit-learn's (`var_smoothing` = 10⁻⁹), with the rows' weights in the overall variance too, so
//! that a row of weight two is the row twice.
//!
//! Source: Hastie, Tibshirani & Friedman, *The Elements of Statistical Learning*, section 6.6.3.
//!
//! When it misleads: features that say the same thing twice count twice, so that probabilities come out too sure.

use super::{ClassSet, Classification, FitError, Learner, LearnerError, Model, labelled, softmax};
use crate::linear_algebra::add_scaled;
use crate::seed::Seed;
use crate::world::World;

/// The learner, with its smoothing > 0.
///
/// ```
/// use ndarray::array;
/// use simulation::dataset::{Dataset, RowId};
/// use simulation::learners::{Classification, GaussianNaiveBayes, Learner};
/// use simulation::seed::Seed;
/// use simulation::world::World;
/// let ids = (0..4).map(RowId::new).collect();
/// let data = Dataset::classified(ids, array![[0.0], [2.0], [10.0], [12.0]], vec![0, 0, 1, 1], 2)?;
/// let model = GaussianNaiveBayes::default().fit(&World::trainable(&data), Seed::new(0))?;
/// assert!(model.predict(&[3.0]).contains(0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GaussianNaiveBayes {
    smoothing: f64,
}

/// The classes' priors, means and variances.
#[derive(Clone, Debug, PartialEq)]
pub struct BayesModel {
    classes: Vec<Class>,
}

#[derive(Clone, Debug, PartialEq)]
struct Class {
    /// Share of the weight; 0 for a class without rows.
    prior: f64,
    means: Vec<f64>,
    /// With ε.
    variances: Vec<f64>,
}

impl GaussianNaiveBayes {
    /// A smoothing, as a share of the largest variance.
    ///
    /// # Errors
    /// [`LearnerError::Setting`] unless it is finite and above 0.
    pub const fn new(smoothing: f64) -> Result<Self, LearnerError> {
        if smoothing > 0.0 && smoothing.is_finite() {
            Ok(Self { smoothing })
        } else {
            Err(LearnerError::Setting {
                name: "smoothing",
                value: smoothing,
                legal: "finite numbers above 0",
            })
        }
    }
}

impl Default for GaussianNaiveBayes {
    /// A smoothing of 10⁻⁹.
    fn default() -> Self {
        Self { smoothing: 1e-9 }
    }
}

impl Learner for GaussianNaiveBayes {
    type Model = BayesModel;

    fn fit(&self, world: &World<'_>, _seed: Seed) -> Result<BayesModel, FitError> {
        let (count, rows) = labelled(world)?;
        let features = world.dataset().feature_count();
        let total = rows.iter().fold(0.0, |sum, row| sum + row.weight);
        let all = moments(features, rows.iter().map(|row| (row.features, row.weight)));
        let largest = all.1.iter().copied().fold(0.0, f64::max);
        let smoothing = self.smoothing * if largest > 0.0 { largest } else { 1.0 };
        let class = |class: usize| {
            let own = rows.iter().filter(|row| row.label == class).map(|row| (row.features, row.weight));
            let prior = own.clone().fold(0.0, |sum, (_, weight)| sum + weight) / total;
            let (means, mut variances) = moments(features, own);
            for variance in &mut variances {
                *variance = (*variance + smoothing).max(f64::MIN_POSITIVE);
            }
            Class { prior: if total > 0.0 { prior } else { 0.0 }, means, variances }
        };
        Ok(BayesModel { classes: (0..count).map(class).collect() })
    }
}

impl BayesModel {
    /// πₖ; 0 for a class without rows or that there is not.
    pub fn prior(&self, class: usize) -> f64 {
        self.classes.get(class).map_or(0.0, |class| class.prior)
    }

    /// m_kj for each feature; zeros for a class without rows.
    pub fn means(&self, class: usize) -> &[f64] {
        self.classes.get(class).map_or(&[], |class| &class.means)
    }

    /// v_kj + ε for each feature.
    pub fn variances(&self, class: usize) -> &[f64] {
        self.classes.get(class).map_or(&[], |class| &class.variances)
    }

    /// log πₖ + log density of x in class k; −∞ for a class without rows.
    pub fn joint_log_likelihood(&self, features: &[f64]) -> impl Iterator<Item = f64> {
        self.classes.iter().map(move |class| {
            if class.prior <= 0.0 {
                return f64::NEG_INFINITY;
            }
            let moments = class.means.iter().zip(&class.variances);
            moments.zip(features).fold(libm::log(class.prior), |sum, ((mean, variance), x)| {
                let distance = (x - mean) * (x - mean) / variance;
                sum - 0.5 * (libm::log(std::f64::consts::TAU * variance) + distance)
            })
        })
    }
}

impl Model for BayesModel {}

impl Classification for BayesModel {
    fn predict(&self, features: &[f64]) -> ClassSet {
        ClassSet::arg_max(self.joint_log_likelihood(features))
    }

    fn probabilities(&self, features: &[f64]) -> Vec<f64> {
        softmax(self.joint_log_likelihood(features).collect())
    }
}

/// Weighted means and population variances of each feature, in two passes; zeros for no rows.
fn moments<'a>(
    features: usize,
    rows: impl Iterator<Item = (&'a [f64], f64)> + Clone,
) -> (Vec<f64>, Vec<f64>) {
    let (mut means, mut variances) = (vec![0.0; features], vec![0.0; features]);
    let total = rows.clone().fold(0.0, |sum, (_, weight)| sum + weight);
    for (row, weight) in rows.clone() {
        add_scaled(&mut means, weight / total, row);
    }
    for (row, weight) in rows {
        for ((variance, mean), x) in variances.iter_mut().zip(&means).zip(row) {
            *variance += weight / total * (x - mean) * (x - mean);
        }
    }
    (means, variances)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Dataset, RowId};
    use ndarray::array;

    fn data() -> Dataset {
        let features = array![[0.0, 1.0], [2.0, 1.0], [4.0, 5.0], [8.0, 5.0], [3.0, 2.0]];
        Dataset::classified((0..5).map(RowId::new).collect(), features, vec![0, 0, 1, 1, 2], 4).unwrap()
    }

    #[test]
    fn by_hand() {
        let data = data();
        let world = World::new(&data, 0..4).edited(&"reweight 3 → 3.0".parse().unwrap()).unwrap();
        let model = GaussianNaiveBayes::new(0.1).unwrap().fit(&world, Seed::new(0)).unwrap();
        // Weights 1, 1, 1, 3. Feature 0: mean 30/6 = 5, variance (25 + 9 + 1 + 27)/6 = 31/3; feature 1 less. ε = 31/30.
        let epsilon = 31.0 / 30.0;
        assert!((model.prior(0) - 1.0 / 3.0).abs() < 1e-15 && model.prior(2) == 0.0);
        assert_eq!(model.means(1), [7.0, 5.0]);
        // Class 1: (9 + 3·1)/4 = 3.
        assert!((model.variances(1)[0] - 3.0 - epsilon).abs() < 1e-14);
        assert!((model.variances(0)[0] - 1.0 - epsilon).abs() < 1e-14);
        assert!((model.variances(0)[1] - epsilon).abs() < 1e-14);
        let normal = |x: f64, mean: f64, variance: f64| {
            (-(x - mean).powi(2) / (2.0 * variance)).exp() / (2.0 * std::f64::consts::PI * variance).sqrt()
        };
        let zero = normal(4.0, 1.0, 1.0 + epsilon) * normal(2.0, 1.0, epsilon) / 3.0;
        let one = normal(4.0, 7.0, 3.0 + epsilon) * normal(2.0, 5.0, epsilon) * 2.0 / 3.0;
        let probabilities = model.probabilities(&[4.0, 2.0]);
        assert!((probabilities[1] - one / (zero + one)).abs() < 1e-14, "{probabilities:?}");
        assert_eq!(probabilities[3], 0.0);
    }

    #[test]
    fn rows_that_are_all_alike_and_none_at_all() {
        let data = data();
        let fit = |world| GaussianNaiveBayes::default().fit(&world, Seed::new(0)).unwrap();
        let single = fit(World::new(&data, [4]));
        assert_eq!(single.predict(&[100.0, -3.0]), ClassSet::arg_max([0.0, 0.0, 1.0, 0.0]));
        assert_eq!(single.variances(2), [1e-9, 1e-9]);
        assert_eq!(fit(World::new(&data, [])).predict(&[0.0, 0.0]).len(), 4);
        assert!(GaussianNaiveBayes::new(0.0).is_err());
    }
}
