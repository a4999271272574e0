//! Layers: what stands between the world and what an operator sees of it.
//!
//! The reference grid is trained on the rows as they are. An operator may see another one: rows of some items were *poisoned* before
//! training (the model is retrained on them), and the numbers that are released may carry *noise*, drawn once for each cell. The
//! layers change the operator's view alone.
//!
//! Noise here is Laplace noise of a chosen scale, the mechanism of differential privacy. It comes with no guarantee: a scale protects
//! rows only relative to how far one row can move the number, and that is not computed here.
//!
//! Source: Dwork, McSherry, Nissim & Smith (2006), *Calibrating noise to sensitivity in private data analysis*.
//!
//! When it misleads: one number with noise says little about the noise; and a reader who may ask again and again can average it away.

use thiserror::Error;

use super::Place;
use crate::dataset::RowId;
use crate::distributions::laplace;
use crate::seed::{Purpose, Seed};
use crate::valuation::Coalition;

/// What an operator sees differently.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layers {
    poisoned: Coalition,
    noise: f64,
}

/// Why there is no such layer.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum LayerError {
    /// A scale that is none.
    #[error("noise is {0}: legal are finite numbers, 0 or above")]
    Noise(f64),
}

impl Layers {
    /// No layer: the operator sees the world as it is.
    pub const NONE: Self = Self { poisoned: Coalition::EMPTY, noise: 0.0 };

    /// Poison in the training rows of some items, and noise of this scale on every cell.
    ///
    /// # Errors
    /// [`LayerError::Noise`] unless the scale is finite and not negative.
    pub fn new(poisoned: Coalition, noise: f64) -> Result<Self, LayerError> {
        if noise.is_finite() && noise >= 0.0 {
            Ok(Self { poisoned, noise })
        } else {
            Err(LayerError::Noise(noise))
        }
    }

    /// The items whose training rows are poisoned; see [`super::Sample::poisoned`].
    pub fn poisoned(&self) -> Coalition {
        self.poisoned
    }

    /// What is released of a cell of a grid of at most 16 items: its value, and a Laplace draw from the cell's own stream. Without
    /// noise the value to the bit. Density of the draw z: exp(−|z|/b)/2b.
    pub fn released(&self, seed: Seed, place: Place, value: f64) -> f64 {
        if self.noise == 0.0 {
            return value;
        }
        let cell = RowId::new(place.world.bits() << 16 | place.slice.bits() & 0xffff);
        value + self.noise * laplace(&mut seed.stream(Purpose::Release, cell))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(world: u32) -> Place {
        Place { world: Coalition::from_bits(world), slice: Coalition::from_bits(3) }
    }

    #[test]
    fn without_layers_the_value_comes_through_to_the_bit() {
        assert_eq!(Layers::NONE.released(Seed::new(1), place(5), 0.3), 0.3);
        assert!(Layers::new(Coalition::EMPTY, f64::NAN).is_err());
        let error = Layers::new(Coalition::EMPTY, -1.0).unwrap_err();
        assert_eq!(error.to_string(), "noise is -1: legal are finite numbers, 0 or above");
    }

    #[test]
    fn the_noise_is_laplace_and_each_cell_has_its_own() {
        let layers = Layers::new(Coalition::EMPTY, 0.5).unwrap();
        let draws: Vec<f64> = (0..20_000).map(|w| layers.released(Seed::new(7), place(w), 0.0)).collect();
        assert_eq!(draws[3], layers.released(Seed::new(7), place(3), 0.0), "drawn once");
        let mean = draws.iter().sum::<f64>() / 20_000.0;
        let spread = draws.iter().map(|z| z.abs()).sum::<f64>() / 20_000.0;
        // E z = 0 with standard error 0.005; E |z| = b with standard error 0.0035.
        assert!(mean.abs() < 0.02 && (spread - 0.5).abs() < 0.015, "{mean} {spread}");
        let beyond = draws.iter().filter(|z| z.abs() > 1.0).count() as f64 / 20_000.0;
        assert!((beyond - (-2.0_f64).exp()).abs() < 0.01, "{beyond}");
    }
}
