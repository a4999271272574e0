//! The number, the two worlds, and what was released of them. All amounts are in thousands of marks.

use simulation::data::Source;
use simulation::dataset::RowId;
use simulation::order::{ascending, key};
use simulation::robustness::privacy::{
    AnyNoise, ClampedTotal, Gaussian, Guarantee, GuessingGame, Laplace, Noise, PrivacyError,
};
use simulation::seed::Seed;
use simulation::world::World;

use super::parameters::{Mechanism, PrivacyParameters};
use crate::parameters::ParameterError;
use crate::tables;

/// The column of the amounts, in marks.
pub(super) const AMOUNT: usize = 20;

const THOUSAND: f64 = 1000.0;

/// How many standard deviations of the noise are drawn beyond the two numbers.
const REACH: f64 = 4.5;

/// Outcomes along a curve.
const OUTCOMES: usize = 121;

/// Two worlds and a mechanism.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Setting {
    pub(super) guarantee: Guarantee,
    /// The most that one row can move the number.
    pub(super) sensitivity: f64,
    /// The numbers of the worlds without and with the row.
    pub(super) without: f64,
    pub(super) with: f64,
    /// What the row amounts to before it is held at the bound.
    pub(super) amount: f64,
    /// The rows of the world without.
    pub(super) others: usize,
    /// `None` where the noise would have to be infinite.
    pub(super) mechanism: Option<Released>,
}

/// A mechanism at work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Released {
    pub(super) noise: AnyNoise,
    pub(super) game: GuessingGame<AnyNoise>,
}

impl Setting {
    pub(super) fn of(parameters: &PrivacyParameters) -> Result<Self, ParameterError> {
        let rows = tables::table(Source::GermanCredit)?;
        let id = RowId::new(parameters.row.get());
        Self::made(parameters, &World::trainable(&rows), id).map_err(|error| {
            ParameterError::value("epsilon", &parameters.epsilon.text(), error.to_string(), vec![])
        })
    }

    fn made(parameters: &PrivacyParameters, with: &World<'_>, id: RowId) -> Result<Self, PrivacyError> {
        let (epsilon, delta) = match parameters.mechanism {
            Mechanism::Laplace => (parameters.epsilon.get(), 0.0),
            Mechanism::Gaussian => (parameters.epsilon.get(), parameters.delta.delta()),
        };
        let guarantee = Guarantee::new(epsilon, delta)?;
        let sensitivity = f64::from(parameters.bound.get());
        let query = ClampedTotal::new(AMOUNT, sensitivity * THOUSAND)?;
        let place = with.place(id);
        let without = with.keeping(|other| Some(other) != place);
        let total = |world: &World<'_>| Ok(query.value(world)? / THOUSAND);
        let (low, high) = (total(&without)?, total(with)?);
        let noise = match parameters.mechanism {
            Mechanism::Laplace if epsilon == 0.0 => None,
            Mechanism::Laplace => Some(AnyNoise::Laplace(Laplace::calibrated(epsilon, sensitivity)?)),
            Mechanism::Gaussian => Some(AnyNoise::Gaussian(Gaussian::analytic(guarantee, sensitivity)?)),
        };
        let seed = Seed::new(u64::from(parameters.seed.get()));
        let mechanism = match noise {
            Some(noise) => Some(Released { noise, game: GuessingGame::new(noise, low, high, seed)? }),
            None => None,
        };
        let amount = with.rows().find(|row| row.id == id).and_then(|row| row.features.get(AMOUNT).copied());
        Ok(Self {
            guarantee,
            sensitivity,
            without: low,
            with: high,
            amount: amount.unwrap_or(0.0) / THOUSAND,
            others: without.len(),
            mechanism,
        })
    }

    /// How far the row moves the number in these two worlds.
    pub(super) fn gap(&self) -> f64 {
        self.with - self.without
    }

    /// The least and the largest outcome that is drawn.
    pub(super) fn ends(&self) -> (f64, f64) {
        let noise = self.mechanism.map_or(self.sensitivity, |released| released.noise.deviation());
        let (middle, reach) = (0.5 * (self.without + self.with), 0.5 * self.sensitivity + REACH * noise);
        (middle - reach, middle + reach)
    }

    /// The outcomes of a curve.
    pub(super) fn outcomes(&self, count: usize) -> impl Iterator<Item = f64> {
        let (low, high) = self.ends();
        (0..count).map(move |place| low + (high - low) * place as f64 / (count - 1) as f64)
    }

    /// The outcomes of a curve, those with a peak or a kink among them, ascending.
    pub(super) fn drawn(&self) -> Vec<f64> {
        let all: Vec<f64> = self.outcomes(OUTCOMES).chain([self.without, self.with]).collect();
        ascending(all.iter().map(|&outcome| key(outcome))).into_iter().map(|place| all[place]).collect()
    }

    /// The outcome at a share of the axis, in hundredths.
    pub(super) fn outcome(&self, hundredths: u32) -> f64 {
        let (low, high) = self.ends();
        low + (high - low) * f64::from(hundredths) / 100.0
    }

    /// The share of the axis of an outcome, in hundredths.
    pub(super) fn hundredths(&self, outcome: f64) -> u32 {
        let (low, high) = self.ends();
        ((outcome - low) / (high - low) * 100.0 + 0.5).floor().clamp(0.0, 100.0) as u32
    }
}

impl Setting {
    /// The densities of an outcome in the worlds without and with the row.
    pub(super) fn densities(&self, released: &Released, outcome: f64) -> [f64; 2] {
        [self.without, self.with].map(|number| released.noise.density(outcome - number))
    }

    /// The chance that the privacy loss is beyond ε.
    pub(super) fn beyond(&self, released: &Released) -> f64 {
        released.noise.beyond(self.guarantee.epsilon(), self.gap())
    }
}
