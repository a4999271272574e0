//! How sure a fitted law is: the bootstrap.
//!
//! The draws of each size are drawn again with replacement, their means fitted again, many times over. The interval at level ℓ of any
//! number, an exponent or a loss at a larger size, is between the (1 − ℓ)/2 and the (1 + ℓ)/2 quantile of what the resamples say.
//!
//! Resamples whose means are no law stand at neither end: they could be anything. If they are more than (1 − ℓ)/2 of all, there is no
//! interval.
//!
//! Cost: one fit a resample.
//!
//! Source: Efron (1979), *Bootstrap methods: another look at the jackknife*.
//!
//! When it misleads: m draws a size resample to means whose variance is (m − 1)/m of what it should be, so that few draws make
//! narrow bands. Nested draws lean on the same rows, which resampling size by size does not see. And the interval at a larger
//! size is that of the mean curve: a single draw scatters more.

use thiserror::Error;

use super::{CurveSamples, PowerLaw, PowerLawError};
use crate::seed::Seed;
use crate::statistics::{Interval, quantile};

/// A law and the laws of its resamples.
///
/// ```
/// use simulation::seed::Seed;
/// use simulation::selection::scaling::{CurveSamples, PowerLawBand};
/// let sizes = vec![20.0, 40.0, 80.0, 160.0, 320.0, 640.0];
/// let draws = |n: &f64| [0.97, 0.99, 1.01, 1.03].map(|noise| noise * (4.0 / n.sqrt() + 0.2)).to_vec();
/// let losses = sizes.iter().map(draws).collect();
/// let band = PowerLawBand::bootstrap(&CurveSamples::new(sizes, losses)?, 100, Seed::new(1))?;
/// let (exponent, beyond) = (band.exponent(0.9).unwrap(), band.at(5000.0, 0.9).unwrap());
/// assert!(exponent.contains(0.5) && beyond.contains(band.law().at(5000.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct PowerLawBand {
    law: PowerLaw,
    resampled: Vec<Option<PowerLaw>>,
}

/// Why there is no band.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum BandError {
    /// The curve itself is no law.
    #[error(transparent)]
    Law(#[from] PowerLawError),
    /// A size of which nothing can be drawn again.
    #[error("size {size} has a single draw: a bootstrap needs at least 2")]
    Draws {
        /// The size.
        size: f64,
    },
    /// No resample.
    #[error("resamples are 0: legal are 1 and more")]
    Resamples,
}

impl PowerLawBand {
    /// The band of as many resamples; resample k uses `seed.redraw(k)`.
    ///
    /// # Errors
    /// [`BandError`].
    pub fn bootstrap(samples: &CurveSamples, resamples: u32, seed: Seed) -> Result<Self, BandError> {
        if resamples == 0 {
            return Err(BandError::Resamples);
        }
        let mut band = Self::begin(samples)?;
        (0..resamples).for_each(|_| band.step(samples, seed));
        Ok(band)
    }

    /// A band of no resamples yet, for those who take them one [`PowerLawBand::step`] at a time.
    ///
    /// # Errors
    /// [`BandError::Law`] or [`BandError::Draws`].
    pub fn begin(samples: &CurveSamples) -> Result<Self, BandError> {
        let law = samples.law()?;
        let single = samples.losses().iter().position(|list| list.len() < 2);
        match single.and_then(|place| samples.sizes().get(place)) {
            Some(&size) => Err(BandError::Draws { size }),
            None => Ok(Self { law, resampled: Vec::new() }),
        }
    }

    /// One resample more, of the samples that the band began with. Cost: one fit.
    pub fn step(&mut self, samples: &CurveSamples, seed: Seed) {
        let means = samples.resampled_means(seed.redraw(self.resampled.len() as u32));
        self.resampled.push(PowerLaw::fit(samples.sizes(), &means).ok());
    }

    /// The law of the means of all draws.
    pub fn law(&self) -> &PowerLaw {
        &self.law
    }

    /// The laws of the resamples; `None` for means that are no law.
    pub fn resampled(&self) -> &[Option<PowerLaw>] {
        &self.resampled
    }

    /// How many resamples are no law.
    pub fn failed(&self) -> usize {
        self.resampled.iter().filter(|law| law.is_none()).count()
    }

    /// The interval of the exponent b. `None`, as for every interval, for a level not between 0 and 1, no resamples, or too many that are
    /// no law.
    pub fn exponent(&self, level: f64) -> Option<Interval> {
        self.interval(level, |law| law.exponent)
    }

    /// The interval of the scale a.
    pub fn scale(&self, level: f64) -> Option<Interval> {
        self.interval(level, |law| law.scale)
    }

    /// The interval of the offset c.
    pub fn offset(&self, level: f64) -> Option<Interval> {
        self.interval(level, |law| law.offset)
    }

    /// The interval of the mean loss at a size, inside the data or beyond them.
    pub fn at(&self, size: f64, level: f64) -> Option<Interval> {
        self.interval(level, |law| law.at(size))
    }

    fn interval(&self, level: f64, of: impl Fn(&PowerLaw) -> f64) -> Option<Interval> {
        let outside = 0.5 * (1.0 - level);
        let legal = level > 0.0 && level < 1.0;
        if !legal || self.failed() as f64 > outside * self.resampled.len() as f64 {
            return None;
        }
        let values: Vec<f64> = self.resampled.iter().flatten().map(of).collect();
        Some(Interval { low: quantile(&values, outside)?, high: quantile(&values, 1.0 - outside)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::RowId;
    use crate::distributions::normal;
    use crate::seed::Purpose;

    const SIZES: [f64; 8] = [20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 1280.0, 2560.0];
    const PLANTED: PowerLaw =
        PowerLaw { scale: 3.0, exponent: 0.7, offset: 0.12, sse: 0.0, explained: 1.0, offset_held: false };

    /// Ten draws of every size, with Gaussian noise of standard deviation 0.01.
    fn noisy(seed: u64) -> CurveSamples {
        let draws = |(place, &size): (u32, &f64)| {
            let mut stream = Seed::new(seed).stream(Purpose::Generate, RowId::new(place));
            (0..10).map(|_| PLANTED.at(size) + 0.01 * normal(&mut stream)).collect()
        };
        CurveSamples::new(SIZES.to_vec(), (0..).zip(&SIZES).map(draws).collect()).unwrap()
    }

    #[test]
    fn the_planted_exponent_lies_in_its_interval_and_the_loss_beyond_in_its_own() {
        let (mut exponents, mut beyond) = (0, 0);
        for seed in 0..100 {
            let band = PowerLawBand::bootstrap(&noisy(seed), 200, Seed::new(seed)).unwrap();
            exponents += u32::from(band.exponent(0.9).is_some_and(|interval| interval.contains(0.7)));
            beyond += u32::from(band.at(1e4, 0.9).is_some_and(|interval| interval.contains(PLANTED.at(1e4))));
        }
        // The bootstrap is a little too sure of the exponent; the chapter says so.
        assert!((81..90).contains(&exponents) && beyond >= 80, "{exponents} and {beyond} of 100");
    }

    #[test]
    fn steps_make_the_same_band() {
        let (samples, seed) = (noisy(1), Seed::new(3));
        let mut band = PowerLawBand::begin(&samples).unwrap();
        assert_eq!(band.exponent(0.9), None, "of no resamples");
        (0..20).for_each(|_| band.step(&samples, seed));
        assert_eq!(band, PowerLawBand::bootstrap(&samples, 20, seed).unwrap());
        assert!(band.at(500.0, 0.5).unwrap().width() < band.at(500.0, 0.95).unwrap().width());
        for level in [0.0, 1.0, f64::NAN] {
            assert_eq!(band.exponent(level), None);
        }
    }

    #[test]
    fn resamples_that_are_no_law_leave_no_interval() {
        let (law, some) = (PLANTED, Some(PLANTED));
        let band = PowerLawBand { law, resampled: vec![some, some, some, None] };
        assert_eq!((band.failed(), band.exponent(0.9)), (1, None));
        assert!(band.exponent(0.4).is_some());
    }

    #[test]
    fn what_cannot_be_resampled_is_said() {
        let lists = SIZES.map(|size| vec![PLANTED.at(size)]).to_vec();
        let single = CurveSamples::new(SIZES.to_vec(), lists).unwrap();
        let error = PowerLawBand::bootstrap(&single, 10, Seed::new(0)).unwrap_err();
        assert_eq!(error.to_string(), "size 20 has a single draw: a bootstrap needs at least 2");
        assert_eq!(PowerLawBand::bootstrap(&noisy(0), 0, Seed::new(0)), Err(BandError::Resamples));
        let flat = CurveSamples::new(SIZES.to_vec(), vec![vec![0.5, 0.5]; 8]).unwrap();
        let error = PowerLawBand::bootstrap(&flat, 10, Seed::new(0)).unwrap_err();
        assert!(matches!(error, BandError::Law(PowerLawError::Flat { .. })));
    }
}
