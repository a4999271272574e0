//! Worlds whose retraining is a line, G(θ) = µ + εθ, so that everything about them is known.

use super::{Performative, PerformativeError, setting};
use crate::dataset::RowId;
use crate::distributions::{normal, uniform};
use crate::seed::{Purpose, Seed};

/// A coin that listens: X = ±1 evenly, Y = 1 with probability ½ + µX + εθX, else 0, and f(X) = θX + ½ foretells Y at squared loss.
///
/// G(θ) = µ + εθ and PR(θ) = ¼ − 2µθ + (1 − 2ε)θ². Stable is µ/(1 − ε), best is µ/(1 − 2ε): the better model bends the coin further its own way.
/// What is a probability only for |µ + εθ| ≤ ½ is a formula beyond.
///
/// Source: Perdomo and others (2020), example 2.2.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BiasedCoin {
    bias: f64,
    sensitivity: f64,
}

/// A number that listens: z is Gaussian around µ + εθ with variance 1, ℓ = (z − θ)²/2, so that γ = β = 1.
///
/// G(θ) = µ + εθ and PR(θ) = ((µ + (ε − 1)θ)² + 1)/2. Stable and best are the same, µ/(1 − ε), and neither exists at ε = 1. Retraining reaches it
/// from elsewhere for ε < 1 and for no other ε: the bound γ/β is sharp.
///
/// Source: Perdomo and others (2020), proposition 3.6 and its neighbours, here with another loss.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocationMap {
    mean: f64,
    sensitivity: f64,
}

const SENSITIVITY: &str = "finite numbers from 0 on";

impl BiasedCoin {
    /// µ and ε.
    ///
    /// # Errors
    /// [`PerformativeError::Setting`] unless both are finite, and ε at least 0.
    pub fn new(bias: f64, sensitivity: f64) -> Result<Self, PerformativeError> {
        let bias = setting("the bias", bias, f64::NEG_INFINITY, "finite numbers")?;
        Ok(Self { bias, sensitivity: setting("the sensitivity", sensitivity, 0.0, SENSITIVITY)? })
    }

    /// ε, the factor by which the gap between two deployed models changes in a round.
    pub const fn rate(&self) -> f64 {
        self.sensitivity
    }

    /// µ/(1 − ε); `None` at ε = 1.
    pub fn stable(&self) -> Option<f64> {
        finite(self.bias / (1.0 - self.sensitivity))
    }

    /// µ/(1 − 2ε); `None` from ε = ½ on, where PR has no least value.
    pub fn optimum(&self) -> Option<f64> {
        finite(self.bias / (1.0 - 2.0 * self.sensitivity)).filter(|_| self.sensitivity < 0.5)
    }
}

impl LocationMap {
    /// µ and ε.
    ///
    /// # Errors
    /// [`PerformativeError::Setting`] unless both are finite, and ε at least 0.
    pub fn new(mean: f64, sensitivity: f64) -> Result<Self, PerformativeError> {
        let mean = setting("the mean", mean, f64::NEG_INFINITY, "finite numbers")?;
        Ok(Self { mean, sensitivity: setting("the sensitivity", sensitivity, 0.0, SENSITIVITY)? })
    }

    /// µ/(1 − ε); `None` at ε = 1.
    pub fn stable(&self) -> Option<f64> {
        finite(self.mean / (1.0 - self.sensitivity))
    }

    /// The same point.
    pub fn optimum(&self) -> Option<f64> {
        self.stable()
    }

    /// ε, the factor by which the gap between two deployed models changes in a round.
    pub const fn rate(&self) -> f64 {
        self.sensitivity
    }

    /// Whether full retraining reaches the stable point from any other: ε < γ/β = 1.
    pub fn converges(&self) -> bool {
        self.sensitivity < 1.0
    }
}

/// The mean of what people answer.
fn mean_of(
    people: u32,
    seed: Seed,
    answer: impl Fn(&mut rand::rngs::ChaCha8Rng) -> f64,
) -> Result<Vec<f64>, PerformativeError> {
    if people == 0 {
        return Err(PerformativeError::Nobody);
    }
    let one = |person| answer(&mut seed.stream(Purpose::Respond, RowId::new(person)));
    Ok(vec![checked((0..people).fold(0.0, |sum, person| sum + one(person)) / f64::from(people))?])
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

fn single(model: &[f64]) -> Result<f64, PerformativeError> {
    match model {
        [parameter] => Ok(*parameter),
        _ => Err(PerformativeError::Dimension { found: model.len(), needed: 1 }),
    }
}

fn checked(value: f64) -> Result<f64, PerformativeError> {
    finite(value).ok_or(PerformativeError::Range)
}

impl Performative for BiasedCoin {
    fn dimension(&self) -> usize {
        1
    }

    fn retrain(&self, deployed: &[f64]) -> Result<Vec<f64>, PerformativeError> {
        Ok(vec![checked(self.bias + self.sensitivity * single(deployed)?)?])
    }

    /// The mean of X·(Y − ½) over so many tosses. Chances beyond 0 and 1 are held there. Cost O(tosses).
    fn retrain_on(&self, deployed: &[f64], people: u32, seed: Seed) -> Result<Vec<f64>, PerformativeError> {
        let tilt = self.bias + self.sensitivity * single(deployed)?;
        mean_of(people, seed, |stream| {
            let side = if uniform(stream) < 0.5 { 1.0 } else { -1.0 };
            let heads = uniform(stream) < 0.5 + tilt * side;
            side * if heads { 0.5 } else { -0.5 }
        })
    }

    /// ¼ − g² + (g − φ)², g = µ + εθ.
    fn decoupled_risk(&self, deployed: &[f64], model: &[f64]) -> Result<f64, PerformativeError> {
        let (tilt, model) = (self.bias + self.sensitivity * single(deployed)?, single(model)?);
        checked(0.25 - tilt * tilt + (tilt - model) * (tilt - model))
    }
}

impl Performative for LocationMap {
    fn dimension(&self) -> usize {
        1
    }

    fn retrain(&self, deployed: &[f64]) -> Result<Vec<f64>, PerformativeError> {
        Ok(vec![checked(self.mean + self.sensitivity * single(deployed)?)?])
    }

    /// The mean of so many draws. Cost O(draws).
    fn retrain_on(&self, deployed: &[f64], people: u32, seed: Seed) -> Result<Vec<f64>, PerformativeError> {
        let mean = self.mean + self.sensitivity * single(deployed)?;
        mean_of(people, seed, |stream| mean + normal(stream))
    }

    /// ((µ + εθ − φ)² + 1)/2.
    fn decoupled_risk(&self, deployed: &[f64], model: &[f64]) -> Result<f64, PerformativeError> {
        let off = self.mean + self.sensitivity * single(deployed)? - single(model)?;
        checked(0.5 * (off * off + 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::causal::performative::Retraining;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn stable_points_are_their_own_retraining_and_optima_have_the_least_risk(
            mean in 0.01_f64..0.3, sensitivity in 0.0_f64..0.45, away in -1.0_f64..1.0
        ) {
            let (coin, location) = (BiasedCoin::new(mean, sensitivity).unwrap(), LocationMap::new(mean, sensitivity).unwrap());
            for stable in [coin.stable().unwrap(), location.stable().unwrap()] {
                prop_assert!((coin.retrain(&[stable]).unwrap()[0] - stable).abs() < 1e-12);
            }
            let risks = [
                (coin.performative_risk(&[coin.optimum().unwrap()]), coin.performative_risk(&[away])),
                (location.performative_risk(&[location.optimum().unwrap()]), location.performative_risk(&[away])),
            ];
            for (best, other) in risks {
                prop_assert!(best.unwrap() <= other.unwrap() + 1e-12);
            }
            let written = 0.25 - 2.0 * mean * away + (1.0 - 2.0 * sensitivity) * away * away;
            prop_assert!((coin.performative_risk(&[away]).unwrap() - written).abs() < 1e-12);
        }
    }

    /// The row of the concept list: converges iff ε < γ/β.
    #[test]
    fn a_location_is_reached_below_the_bound_and_nowhere_else() {
        for thousandths in [0, 1, 300, 700, 900, 990, 999, 1000, 1001, 1010, 1200, 1500, 3000] {
            let sensitivity = f64::from(thousandths) / 1000.0;
            let world = LocationMap::new(1.0, sensitivity).unwrap();
            for start in [0.0, -7.0, 40.0] {
                let rounds = Retraining::new(&world, vec![start], 1.0).unwrap().take(40_000);
                // Models that leave the finite numbers do not converge either.
                let last = rounds.map_while(Result::ok).last().unwrap();
                let off = world.stable().map(|stable| (last.model[0] - stable).abs());
                let reached = last.gap < 1e-9 && off.is_some_and(|off| off < 1e-5);
                assert_eq!(reached, sensitivity < 1.0, "ε = {sensitivity} from {start}");
                assert_eq!(reached, world.converges());
            }
        }
        // From the stable point itself nothing moves, however strong the feedback.
        let world = LocationMap::new(1.0, 3.0).unwrap();
        let first = Retraining::new(&world, vec![-0.5], 1.0).unwrap().next().unwrap().unwrap();
        assert_eq!(first.gap, 0.0);
        assert_eq!(
            (LocationMap::new(1.0, 1.0).unwrap().stable(), BiasedCoin::new(0.1, 0.5).unwrap().optimum()),
            (None, None)
        );
    }

    #[test]
    fn smaller_steps_have_the_same_stable_point_and_do_not_save_a_location() {
        let end = |sensitivity, share| {
            let world = LocationMap::new(1.0, sensitivity).unwrap();
            Retraining::new(&world, vec![0.0], share).unwrap().nth(400).unwrap().unwrap()
        };
        assert!((end(0.5, 0.1).model[0] - 2.0).abs() < 1e-6);
        assert!(end(1.2, 0.1).model[0] > 1000.0, "α(ε − 1) is above 0 for every α");
    }

    #[test]
    fn samples_surround_the_formula() {
        let (coin, location) = (BiasedCoin::new(0.1, 0.3).unwrap(), LocationMap::new(1.0, 0.5).unwrap());
        let (mut coins, mut locations) = (0.0, 0.0);
        for seed in 0..50 {
            coins += coin.retrain_on(&[0.5], 400, Seed::new(seed)).unwrap()[0] / 50.0;
            locations += location.retrain_on(&[2.0], 400, Seed::new(seed)).unwrap()[0] / 50.0;
        }
        // Standard errors of 0.5/√20,000 and 1/√20,000.
        assert!((coins - 0.25).abs() < 0.013 && (locations - 2.0).abs() < 0.025, "{coins} {locations}");
        assert_eq!(coin.retrain_on(&[0.5], 0, Seed::new(1)), Err(PerformativeError::Nobody));
    }

    #[test]
    fn settings_and_shapes_are_checked() {
        assert!(BiasedCoin::new(f64::NAN, 0.1).is_err() && LocationMap::new(0.0, -0.1).is_err());
        let world = LocationMap::new(1.0, 0.5).unwrap();
        let error = Retraining::new(&world, vec![0.0; 2], 1.0).err().unwrap();
        assert_eq!(error.to_string(), "the model has 2 parameters: legal are 1");
        for share in [0.0, 1.1, f64::NAN, -1.0] {
            assert!(Retraining::new(&world, vec![0.0], share).is_err());
        }
        assert!(world.retrain(&[]).is_err());
    }
}
