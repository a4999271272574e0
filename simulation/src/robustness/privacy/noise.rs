//! Noise that is added to a number, and what two worlds then look like.

use rand::Rng;

use super::{Gaussian, Laplace};

/// Noise with a density that is added to a number.
///
/// Two worlds release f and f + gap. Seen from the first world's number the noise is z; the second would have needed z − gap. The
/// *privacy loss* of an outcome is the logarithm of how much likelier the first world made it.
pub trait Noise {
    /// p(z).
    fn density(&self, z: f64) -> f64;

    /// P(noise ≤ z).
    fn distribution(&self, z: f64) -> f64;

    /// ln p(z) − ln p(z − gap).
    fn privacy_loss(&self, z: f64, gap: f64) -> f64;

    /// ∫(p(z) − e^ε·p(z − gap))₊ dz: the least δ for which this pair of worlds is (ε, δ)-private. The same both ways, since both noises
    /// here are symmetric. At ε = 0 it is the total variation distance, the advantage of the best attacker on this pair.
    fn delta(&self, epsilon: f64, gap: f64) -> f64;

    /// P(privacy loss > ε), the noise being z. At least [`Noise::delta`], which counts only how far beyond.
    fn beyond(&self, epsilon: f64, gap: f64) -> f64;

    /// The least upper bound of the privacy loss over all outcomes; ∞ where there is none.
    fn largest_loss(&self, gap: f64) -> f64;

    /// √E z².
    fn deviation(&self) -> f64;

    /// A draw.
    fn draw(&self, stream: &mut impl Rng) -> f64;
}

/// Either of the two, chosen at run time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AnyNoise {
    /// See [`Laplace`].
    Laplace(Laplace),
    /// See [`Gaussian`].
    Gaussian(Gaussian),
}

impl Noise for AnyNoise {
    fn density(&self, z: f64) -> f64 {
        match self {
            Self::Laplace(noise) => noise.density(z),
            Self::Gaussian(noise) => noise.density(z),
        }
    }

    fn distribution(&self, z: f64) -> f64 {
        match self {
            Self::Laplace(noise) => noise.distribution(z),
            Self::Gaussian(noise) => noise.distribution(z),
        }
    }

    fn privacy_loss(&self, z: f64, gap: f64) -> f64 {
        match self {
            Self::Laplace(noise) => noise.privacy_loss(z, gap),
            Self::Gaussian(noise) => noise.privacy_loss(z, gap),
        }
    }

    fn delta(&self, epsilon: f64, gap: f64) -> f64 {
        match self {
            Self::Laplace(noise) => noise.delta(epsilon, gap),
            Self::Gaussian(noise) => noise.delta(epsilon, gap),
        }
    }

    fn beyond(&self, epsilon: f64, gap: f64) -> f64 {
        match self {
            Self::Laplace(noise) => noise.beyond(epsilon, gap),
            Self::Gaussian(noise) => noise.beyond(epsilon, gap),
        }
    }

    fn largest_loss(&self, gap: f64) -> f64 {
        match self {
            Self::Laplace(noise) => noise.largest_loss(gap),
            Self::Gaussian(noise) => noise.largest_loss(gap),
        }
    }

    fn deviation(&self) -> f64 {
        match self {
            Self::Laplace(noise) => noise.deviation(),
            Self::Gaussian(noise) => noise.deviation(),
        }
    }

    fn draw(&self, stream: &mut impl Rng) -> f64 {
        match self {
            Self::Laplace(noise) => noise.draw(stream),
            Self::Gaussian(noise) => noise.draw(stream),
        }
    }
}

/// Oracles for the tests of every noise.
#[cfg(test)]
pub(super) mod checks {
    use super::*;

    /// ∫(p − e^ε·q)₊ by the midpoint rule, p the noise itself and q moved by `gap`; `turned` exchanges them.
    pub(in super::super) fn delta_by_quadrature(
        noise: &impl Noise,
        epsilon: f64,
        gap: f64,
        turned: bool,
    ) -> f64 {
        let reach = 40.0 * noise.deviation() + gap.abs();
        let points = 400_000;
        let step = 2.0 * reach / f64::from(points);
        let factor = libm::exp(epsilon);
        let excess = |place: i32| {
            let z = -reach + (f64::from(place) + 0.5) * step;
            let (mut p, mut q) = (noise.density(z), noise.density(z - gap));
            if turned {
                (p, q) = (q, p);
            }
            (p - factor * q).max(0.0)
        };
        (0..points).map(excess).sum::<f64>() * step
    }

    /// Draws whose loss is beyond ε, counted.
    pub(in super::super) fn losses_are_beyond_as_often_as_said(noise: &impl Noise, gap: f64) {
        use crate::dataset::RowId;
        use crate::seed::{Purpose, Seed};
        let count = 20_000;
        let mut stream = Seed::new(12).stream(Purpose::PrivateRelease, RowId::new(0));
        let losses: Vec<f64> = (0..count).map(|_| noise.privacy_loss(noise.draw(&mut stream), gap)).collect();
        for epsilon in [-3.0, -0.7, -0.2, 0.0, 0.2, 0.7, 1.5] {
            let share = losses.iter().filter(|loss| **loss > epsilon).count() as f64 / f64::from(count);
            let known = noise.beyond(epsilon, gap);
            assert!(
                (share - known).abs() < 5.0 * 0.5 / f64::from(count).sqrt(),
                "{epsilon}: {share} {known}"
            );
            assert!(known >= noise.delta(epsilon, gap));
        }
        assert!(losses.iter().all(|loss| *loss <= noise.largest_loss(gap)));
    }

    /// The density adds up to the distribution, and draws follow it.
    pub(in super::super) fn draws_follow_the_distribution(noise: &impl Noise) {
        use crate::dataset::RowId;
        use crate::seed::{Purpose, Seed};
        let unit = noise.deviation();
        let count = 20_000;
        let mut stream = Seed::new(11).stream(Purpose::PrivateRelease, RowId::new(0));
        let draws: Vec<f64> = (0..count).map(|_| noise.draw(&mut stream)).collect();
        for at in [-2.0, -1.0, -0.3, 0.0, 0.3, 1.0, 2.0] {
            let z = at * unit;
            let share = draws.iter().filter(|draw| **draw <= z).count() as f64 / f64::from(count);
            let known = noise.distribution(z);
            // Five standard errors.
            assert!((share - known).abs() < 5.0 * 0.5 / f64::from(count).sqrt(), "{at}: {share} and {known}");
            let slope =
                (noise.distribution(z + 1e-5 * unit) - noise.distribution(z - 1e-5 * unit)) / (2e-5 * unit);
            assert!((slope * unit - noise.density(z) * unit).abs() < 1e-4, "{at}: {slope}");
        }
        let square = draws.iter().map(|draw| draw * draw).sum::<f64>() / f64::from(count);
        assert!((square.sqrt() / unit - 1.0).abs() < 0.04, "{square}");
    }
}
