//! Invented rows in two dimensions, for first contact: moons, blobs and a ring.
//!
//! Row i draws from its own stream and its class is i modulo the number of classes, so that row i is the same however many
//! rows there are, and the classes differ by at most one row. The class is also the group. z₁ and z₂ are standard
//! Gaussian, u and v evenly spread over [0, 1).
//!
//! When they mislead: always, if taken for data. Every row is where a formula put it, so nothing here says how a method does on
//! measured rows.
//!
//! ```
//! use simulation::data::generators::{Blobs, Moons, Ring};
//! use simulation::seed::Seed;
//!
//! let moons = Moons::new(40, 0.1)?.dataset(Seed::new(1))?;
//! let more = Moons::new(60, 0.1)?.dataset(Seed::new(1))?;
//! assert_eq!(moons.row(7), more.row(7));
//! let blobs = Blobs::new(40, vec![[-2.0, 0.0], [2.0, 0.0], [0.0, 3.0]], 0.8)?.dataset(Seed::new(1))?;
//! assert_eq!(blobs.class_count(), 3);
//! assert!(Ring::new(40, 1.0, 0.5, 2.0, 0.0).is_err(), "the disc must lie inside the annulus");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::f64::consts::{PI, TAU};

use ndarray::Array2;
use thiserror::Error;

use crate::dataset::{Dataset, DatasetError, RowId};
use crate::distributions::{normal, uniform};
use crate::seed::{Purpose, Seed};

/// Two interleaving half circles of radius 1.
///
/// With t = πu, class 0 is (cos t, sin t) and class 1 is (1 − cos t, ½ − sin t), each plus noise · (z₁, z₂).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moons {
    rows: u32,
    noise: f64,
}

/// Gaussian clusters, one a class: class k is cₖ + spread · (z₁, z₂).
#[derive(Clone, Debug, PartialEq)]
pub struct Blobs {
    rows: u32,
    centres: Vec<[f64; 2]>,
    spread: f64,
}

/// A disc inside an annulus around the origin, both evenly filled.
///
/// Class 0 has radius disc · √u, class 1 has √(inner² + u · (outer² − inner²)), both the angle 2πv; each plus
/// noise · (z₁, z₂).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ring {
    rows: u32,
    disc: f64,
    inner: f64,
    outer: f64,
    noise: f64,
}

/// Why rows cannot be made.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum GeneratorError {
    /// No rows, or too many.
    #[error("rows is {0}: legal are 1 to {MAX_ROWS}")]
    Rows(u32),
    /// Noise, a spread, a radius or a coordinate is out of range.
    #[error("{setting} is {value}: legal are {legal}")]
    Setting {
        /// Its name.
        setting: &'static str,
        /// What was asked for.
        value: f64,
        /// What may be asked for.
        legal: &'static str,
    },
    /// Too few or too many clusters.
    #[error("centres are {0}: legal are 1 to 32")]
    Centres(usize),
}

/// The most rows that are made.
pub const MAX_ROWS: u32 = 100_000;

impl Moons {
    /// So many rows, with Gaussian noise of this standard deviation.
    ///
    /// # Errors
    /// [`GeneratorError`] naming the setting that is out of range.
    pub fn new(rows: u32, noise: f64) -> Result<Self, GeneratorError> {
        Ok(Self { rows: counted(rows)?, noise: deviation("noise", noise)? })
    }

    /// The rows: 2 features, 2 classes. Cost O(n).
    ///
    /// # Errors
    /// None for settings that [`Moons::new`] lets pass.
    pub fn dataset(&self, seed: Seed) -> Result<Dataset, DatasetError> {
        generate(self.rows, 2, |class, row| {
            let mut stream = seed.stream(Purpose::Generate, row);
            let t = PI * uniform(&mut stream);
            let (x, y) = (libm::cos(t), libm::sin(t));
            let place = if class == 0 { [x, y] } else { [1.0 - x, 0.5 - y] };
            place.map(|coordinate| coordinate + self.noise * normal(&mut stream))
        })
    }
}

impl Blobs {
    /// So many rows around these centres, with this standard deviation in each coordinate.
    ///
    /// # Errors
    /// [`GeneratorError`] naming the setting that is out of range.
    pub fn new(rows: u32, centres: Vec<[f64; 2]>, spread: f64) -> Result<Self, GeneratorError> {
        if centres.is_empty() || centres.len() > 32 {
            return Err(GeneratorError::Centres(centres.len()));
        }
        let legal = "numbers from -1e6 to 1e6";
        match centres.iter().flatten().find(|value| !(-1e6..=1e6).contains(*value)) {
            Some(&value) => Err(GeneratorError::Setting { setting: "a centre's coordinate", value, legal }),
            None => Ok(Self { rows: counted(rows)?, centres, spread: deviation("spread", spread)? }),
        }
    }

    /// The rows: 2 features, as many classes as centres. Cost O(n).
    ///
    /// # Errors
    /// None for settings that [`Blobs::new`] lets pass.
    pub fn dataset(&self, seed: Seed) -> Result<Dataset, DatasetError> {
        generate(self.rows, self.centres.len(), |class, row| {
            let mut stream = seed.stream(Purpose::Generate, row);
            let centre = self.centres.get(class).copied().unwrap_or_default();
            centre.map(|coordinate| coordinate + self.spread * normal(&mut stream))
        })
    }
}

impl Ring {
    /// So many rows, with the radius of the disc, the two of the annulus, and noise of this standard deviation.
    ///
    /// # Errors
    /// [`GeneratorError`] naming the setting that is out of range.
    pub fn new(rows: u32, disc: f64, inner: f64, outer: f64, noise: f64) -> Result<Self, GeneratorError> {
        let check = |setting, value: f64, fits: bool, legal| {
            if fits && value <= 1e6 {
                Ok(value)
            } else {
                Err(GeneratorError::Setting { setting, value, legal })
            }
        };
        Ok(Self {
            rows: counted(rows)?,
            disc: check("disc", disc, disc > 0.0, "numbers above 0, at most 1e6")?,
            inner: check("inner", inner, inner >= disc, "numbers from the disc's radius to 1e6")?,
            outer: check("outer", outer, outer > inner, "numbers above the inner radius, at most 1e6")?,
            noise: deviation("noise", noise)?,
        })
    }

    /// The rows: 2 features, class 0 the disc, class 1 the annulus. Cost O(n).
    ///
    /// # Errors
    /// None for settings that [`Ring::new`] lets pass.
    pub fn dataset(&self, seed: Seed) -> Result<Dataset, DatasetError> {
        generate(self.rows, 2, |class, row| {
            let mut stream = seed.stream(Purpose::Generate, row);
            let (u, angle) = (uniform(&mut stream), TAU * uniform(&mut stream));
            let (from, to) = if class == 0 { (0.0, self.disc) } else { (self.inner, self.outer) };
            let radius = (from * from + u * (to * to - from * from)).sqrt();
            [radius * libm::cos(angle), radius * libm::sin(angle)]
                .map(|coordinate| coordinate + self.noise * normal(&mut stream))
        })
    }
}

fn counted(rows: u32) -> Result<u32, GeneratorError> {
    if (1..=MAX_ROWS).contains(&rows) { Ok(rows) } else { Err(GeneratorError::Rows(rows)) }
}

fn deviation(setting: &'static str, value: f64) -> Result<f64, GeneratorError> {
    let legal = "numbers from 0 to 1e6";
    if (0.0..=1e6).contains(&value) {
        Ok(value)
    } else {
        Err(GeneratorError::Setting { setting, value, legal })
    }
}

fn generate(
    rows: u32,
    classes: usize,
    place: impl Fn(usize, RowId) -> [f64; 2],
) -> Result<Dataset, DatasetError> {
    let ids: Vec<RowId> = (0..rows).map(RowId::new).collect();
    let labels: Vec<usize> = (0..classes).cycle().take(ids.len()).collect();
    let values = labels.iter().zip(&ids).flat_map(|(&class, &row)| place(class, row)).collect();
    let features = Array2::from_shape_vec((ids.len(), 2), values).unwrap_or_default();
    Dataset::classified(ids, features, labels.clone(), classes)?.with_groups(labels, classes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn radius(row: crate::dataset::Row<'_>) -> f64 {
        (row.features[0] * row.features[0] + row.features[1] * row.features[1]).sqrt()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn a_row_is_the_same_however_many_there_are(few in 1_u32..40, more in 0_u32..40, seed in any::<u64>()) {
            let seed = Seed::new(seed);
            let makers: [&dyn Fn(u32) -> Dataset; 3] = [
                &|n| Moons::new(n, 0.2).unwrap().dataset(seed).unwrap(),
                &|n| Blobs::new(n, vec![[0.0, 1.0], [2.0, -1.0], [5.0, 5.0]], 0.5).unwrap().dataset(seed).unwrap(),
                &|n| Ring::new(n, 1.0, 1.5, 2.0, 0.1).unwrap().dataset(seed).unwrap(),
            ];
            for make in makers {
                let (small, large) = (make(few), make(few + more));
                prop_assert!(small.rows().zip(large.rows()).all(|(a, b)| a == b));
                let count = |class| large.rows().filter(|row| row.target.class() == Some(class)).count();
                let counts: Vec<usize> = (0..large.class_count()).map(count).collect();
                prop_assert!(counts.iter().max().unwrap() - counts.iter().min().unwrap() <= 1, "{:?}", counts);
            }
        }
    }

    #[test]
    fn without_noise_the_rows_lie_on_their_figures() {
        for row in Moons::new(200, 0.0).unwrap().dataset(Seed::new(4)).unwrap().rows() {
            let (x, y) = (row.features[0], row.features[1]);
            let upper = row.target.class() == Some(0);
            let (dx, dy) = if upper { (x, y) } else { (x - 1.0, y - 0.5) };
            assert!((dx * dx + dy * dy - 1.0).abs() < 1e-12 && (dy >= 0.0) == upper);
        }
        let ring = Ring::new(2000, 1.0, 1.5, 2.5, 0.0).unwrap().dataset(Seed::new(4)).unwrap();
        for row in ring.rows() {
            let legal = if row.target.class() == Some(0) { 0.0..=1.0 } else { 1.5..=2.5 };
            assert!(legal.contains(&radius(row)));
        }
        // Evenly filled: half of the disc's area lies within radius 1/√2. Five standard errors of a share at n = 1000.
        let within = ring.rows().filter(|&row| radius(row) < 0.5_f64.sqrt()).count() as f64 / 1000.0;
        assert!((within - 0.5).abs() < 5.0 * (0.25_f64 / 1000.0).sqrt(), "{within}");
    }

    #[test]
    fn blobs_have_their_centres_and_spread() {
        let blobs =
            Blobs::new(8000, vec![[3.0, -1.0], [0.0, 4.0]], 0.5).unwrap().dataset(Seed::new(9)).unwrap();
        for (class, centre) in [[3.0, -1.0], [0.0, 4.0]].into_iter().enumerate() {
            for (feature, centre) in centre.into_iter().enumerate() {
                let rows = blobs.rows().filter(|row| row.target.class() == Some(class));
                let values: Vec<f64> = rows.map(|row| row.features[feature] - centre).collect();
                let n = values.len() as f64;
                let (mean, square) =
                    (values.iter().sum::<f64>() / n, values.iter().map(|v| v * v).sum::<f64>() / n);
                assert!(mean.abs() < 5.0 * 0.5 / n.sqrt(), "{mean}");
                assert!((square - 0.25).abs() < 5.0 * 0.25 * (2.0 / n).sqrt(), "{square}");
            }
        }
    }

    #[test]
    fn settings_out_of_range_are_refused() {
        assert_eq!(Moons::new(0, 0.1).unwrap_err().to_string(), "rows is 0: legal are 1 to 100000");
        assert_eq!(
            Moons::new(1, -0.1).unwrap_err().to_string(),
            "noise is -0.1: legal are numbers from 0 to 1e6"
        );
        assert!(Moons::new(1, f64::NAN).is_err() && Blobs::new(1, vec![[f64::INFINITY, 0.0]], 1.0).is_err());
        assert_eq!(Blobs::new(1, vec![], 1.0).unwrap_err().to_string(), "centres are 0: legal are 1 to 32");
        assert_eq!(
            Ring::new(1, 1.0, 0.5, 2.0, 0.0).unwrap_err().to_string(),
            "inner is 0.5: legal are numbers from the disc's radius to 1e6"
        );
        assert!(Ring::new(1, 1.0, 2.0, 2.0, 0.0).is_err() && Ring::new(1, f64::NAN, 2.0, 3.0, 0.0).is_err());
    }
}
