//! Numbers with a distribution, drawn from a stream.
//!
//! Each draw takes a fixed count of the stream's words, so that what follows it never depends on the values drawn, and uses only
//! operations that give the same bits everywhere.

use std::f64::consts::TAU;

use rand::Rng;

/// A number evenly spread over [0, 1): one of the 2⁵³ multiples of 2⁻⁵³. Takes one word.
///
/// ```
/// use simulation::dataset::RowId;
/// use simulation::distributions::uniform;
/// use simulation::seed::{Purpose, Seed};
///
/// let mut stream = Seed::new(1).stream(Purpose::Generate, RowId::new(0));
/// assert!((0.0..1.0).contains(&uniform(&mut stream)));
/// ```
pub fn uniform(stream: &mut impl Rng) -> f64 {
    (stream.next_u64() >> 11) as f64 * UNIT
}

/// A draw from the Gaussian of mean 0 and variance 1: √(−2 ln u) · cos 2πv with u evenly spread over (0, 1] and v over
/// [0, 1). Takes two words; the second number that the pair would give is not kept, so that a stream has no hidden state.
///
/// Source: Box & Muller (1958), *A note on the generation of random normal deviates*.
///
/// When it misleads: no draw is beyond ±8.57, since u is at least 2⁻⁵³.
///
/// ```
/// use simulation::dataset::RowId;
/// use simulation::distributions::normal;
/// use simulation::seed::{Purpose, Seed};
///
/// let mut stream = Seed::new(1).stream(Purpose::Generate, RowId::new(0));
/// assert!(normal(&mut stream).abs() < 8.58);
/// ```
pub fn normal(stream: &mut impl Rng) -> f64 {
    let (u, v) = (uniform(stream) + UNIT, uniform(stream));
    (-2.0 * libm::log(u)).sqrt() * libm::cos(TAU * v)
}

/// A draw from the Laplace distribution of mean 0 and scale 1, of density exp(−|z|)/2: the lowest bit of a word is the sign, and the
/// size is −ln u with u evenly spread over (0, 1] by the 53 highest. Takes one word.
///
/// When it misleads: no draw is beyond ±36.8, since u is at least 2⁻⁵³.
///
/// ```
/// use simulation::dataset::RowId;
/// use simulation::distributions::laplace;
/// use simulation::seed::{Purpose, Seed};
///
/// let mut stream = Seed::new(1).stream(Purpose::Generate, RowId::new(0));
/// assert!(laplace(&mut stream).abs() < 36.8);
/// ```
pub fn laplace(stream: &mut impl Rng) -> f64 {
    let bits = stream.next_u64();
    let size = -libm::log(((bits >> 11) + 1) as f64 * UNIT);
    if bits & 1 == 0 { size } else { -size }
}

/// 2⁻⁵³.
const UNIT: f64 = f64::EPSILON / 2.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::RowId;
    use crate::seed::{Purpose, Seed};

    fn draws(seed: u64, count: u32, draw: impl Fn(u32) -> f64) -> Vec<f64> {
        (0..count).map(|row| draw(row + count * seed as u32)).collect()
    }

    #[test]
    fn moments_are_those_of_the_distributions() {
        // Bounds of five standard errors at n = 20 000.
        let n = 20_000;
        let stream = |row| Seed::new(3).stream(Purpose::Generate, RowId::new(row));
        let moment = |values: &[f64], k: i32| values.iter().map(|v| v.powi(k)).sum::<f64>() / f64::from(n);
        for seed in 0..3 {
            let even = draws(seed, n as u32, |row| uniform(&mut stream(row)));
            assert!((moment(&even, 1) - 0.5).abs() < 5.0 * (1.0_f64 / 12.0 / f64::from(n)).sqrt());
            assert!((moment(&even, 2) - 1.0 / 3.0).abs() < 5.0 * (4.0_f64 / 45.0 / f64::from(n)).sqrt());
            let bell = draws(seed, n as u32, |row| normal(&mut stream(row)));
            for (k, mean, variance) in [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0_f64)] {
                let error = moment(&bell, k) - mean;
                assert!(error.abs() < 5.0 * (variance / f64::from(n)).sqrt(), "moment {k}: off by {error}");
            }
            // P(|z| > 1.959964) = 0.05
            let tail = bell.iter().filter(|z| z.abs() > 1.959_964).count() as f64 / f64::from(n);
            assert!((tail - 0.05).abs() < 5.0 * (0.05 * 0.95 / f64::from(n)).sqrt(), "{tail}");
        }
    }

    #[test]
    fn the_extreme_words_give_finite_numbers() {
        struct Word(u64);
        impl rand::TryRng for Word {
            type Error = std::convert::Infallible;
            fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
                Ok(self.0 as u32)
            }
            fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
                Ok(self.0)
            }
            fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
                bytes.fill(self.0 as u8);
                Ok(())
            }
        }
        assert_eq!(uniform(&mut Word(0)), 0.0);
        assert!(uniform(&mut Word(u64::MAX)) < 1.0);
        assert!((normal(&mut Word(0)) - (106.0 * std::f64::consts::LN_2).sqrt()).abs() < 1e-12);
        assert_eq!(normal(&mut Word(u64::MAX)), 0.0);
        assert!((laplace(&mut Word(0)) - 53.0 * std::f64::consts::LN_2).abs() < 1e-12);
        assert_eq!(laplace(&mut Word(u64::MAX)), 0.0);
    }
}
