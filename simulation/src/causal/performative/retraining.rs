//! Deploy, let the world answer, train again.

use super::{Performative, PerformativeError, setting};
use crate::linear_algebra::squared_distance;
use crate::seed::Seed;

/// One deployment and the model trained on what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// From 1.
    pub round: u32,
    /// θ, what was deployed.
    pub deployed: Vec<f64>,
    /// What is deployed next: G(θ), or a part of the way there.
    pub model: Vec<f64>,
    /// How far it moved, ‖model − deployed‖.
    pub gap: f64,
}

/// Yields rounds without end: θ ← θ + α·(G(θ) − θ). With α = 1 this is repeated risk minimisation. A smaller α has the same stable points,
/// and reaches some that full steps jump over. After an error nothing follows.
///
/// ```
/// use simulation::causal::performative::{BiasedCoin, Performative, Retraining};
/// let coin = BiasedCoin::new(0.1, 0.2)?;
/// let last = Retraining::new(&coin, vec![0.0], 1.0)?.nth(40).ok_or("no rounds")??;
/// assert!((last.model[0] - 0.125).abs() < 1e-12, "µ/(1 − ε)");
/// assert!(coin.performative_risk(&[0.1 / 0.6])? < coin.performative_risk(&last.model)?, "stable is not best");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Retraining<'p, P> {
    world: &'p P,
    next: Option<Vec<f64>>,
    share: f64,
    /// How many people train the next model, and whose luck; `None` for the whole world.
    people: Option<(u32, Seed)>,
    round: u32,
}

impl<'p, P: Performative> Retraining<'p, P> {
    /// Begins with this model deployed, and goes the share α of the way to each retrained one.
    ///
    /// # Errors
    /// [`PerformativeError::Dimension`], or [`PerformativeError::Setting`] for an α that is not above 0 and at most 1.
    pub fn new(world: &'p P, start: Vec<f64>, share: f64) -> Result<Self, PerformativeError> {
        setting("share", share, f64::MIN_POSITIVE, "numbers above 0, at most 1")?;
        if share > 1.0 {
            let legal = "numbers above 0, at most 1";
            return Err(PerformativeError::Setting { name: "share", value: share, legal });
        }
        let (found, needed) = (start.len(), world.dimension());
        if found != needed {
            return Err(PerformativeError::Dimension { found, needed });
        }
        Ok(Self { world, next: Some(start), share, people: None, round: 0 })
    }

    /// The same, each model trained on so many people who are drawn anew in every round.
    ///
    /// # Errors
    /// [`PerformativeError::Nobody`].
    pub fn on_people(self, people: u32, seed: Seed) -> Result<Self, PerformativeError> {
        if people == 0 {
            Err(PerformativeError::Nobody)
        } else {
            Ok(Self { people: Some((people, seed)), ..self })
        }
    }

    /// The same, to go on behind a round in which this model was deployed next, for those who keep models and not the run.
    ///
    /// # Errors
    /// [`PerformativeError::Dimension`].
    pub fn after(self, round: u32, model: Vec<f64>) -> Result<Self, PerformativeError> {
        let (found, needed) = (model.len(), self.world.dimension());
        if found == needed {
            Ok(Self { round, next: Some(model), ..self })
        } else {
            Err(PerformativeError::Dimension { found, needed })
        }
    }
}

impl<P: Performative> Iterator for Retraining<'_, P> {
    type Item = Result<Round, PerformativeError>;

    fn next(&mut self) -> Option<Self::Item> {
        let deployed = self.next.take()?;
        let answered = match self.people {
            Some((people, seed)) => self.world.retrain_on(&deployed, people, seed.redraw(self.round)),
            None => self.world.retrain(&deployed),
        };
        let retrained = match answered {
            Ok(retrained) => retrained,
            Err(error) => return Some(Err(error)),
        };
        // All the way is G(θ) itself, without a rounding on top.
        let step =
            |(from, to): (&f64, &f64)| if self.share == 1.0 { *to } else { from + self.share * (to - from) };
        let model: Vec<f64> = deployed.iter().zip(&retrained).map(step).collect();
        if model.iter().any(|parameter| !parameter.is_finite()) {
            return Some(Err(PerformativeError::Range));
        }
        self.round += 1;
        self.next = Some(model.clone());
        let gap = squared_distance(&model, &deployed).sqrt();
        Some(Ok(Round { round: self.round, deployed, model, gap }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::causal::performative::LocationMap;

    #[test]
    fn a_run_goes_on_where_it_was_left_with_the_same_people() {
        let world = LocationMap::new(1.0, 0.5).unwrap();
        let run = || Retraining::new(&world, vec![0.0], 0.7).unwrap().on_people(50, Seed::new(2)).unwrap();
        let rounds: Vec<Round> = run().take(6).map(Result::unwrap).collect();
        let rest: Vec<Round> =
            run().after(3, rounds[2].model.clone()).unwrap().take(3).map(Result::unwrap).collect();
        assert_eq!(rest, rounds[3..]);
        assert!(rounds[5].gap > 1e-6, "people differ from round to round");
        assert!(run().on_people(0, Seed::new(2)).is_err() && run().after(1, vec![]).is_err());
    }
}
