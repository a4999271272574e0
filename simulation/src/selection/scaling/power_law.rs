//! A power law with an offset, by least squares.
//!
//! L(n) = a·n^(−b) + c with a > 0, b > 0 and c ≥ 0: what is left of the loss when rows are no longer the limit is c. Every point
//! counts the same, in units of the loss.
//!
//! Variable projection: for a fixed b the best (a, c) is a straight line in n^(−b), held at c = 0 if it would be below. What is left is a
//! function of b alone. It is searched on a grid even in ln b, and every dip is narrowed by golden sections. b runs from 10⁻⁸ / ln(nₖ/n₁),
//! where the curve is flat to eight digits, to 40 / ln(n₂/n₁), where the second size is at the floor already. Cost: about 200
//! evaluations of the points.
//!
//! Source: Golub & Pereyra (1973), *The differentiation of pseudo-inverses and nonlinear least squares problems whose variables separate*;
//! Kiefer (1953), *Sequential minimax search for a maximum*.
//!
//! When it misleads: a, b and c make up for each other. Where the curve has not bent yet, many triples fit alike, and they part only
//! beyond the data. See [`PowerLawBand`](super::PowerLawBand).

use thiserror::Error;

use super::log_log::{Line, line};
use crate::order::{ascending, key};
use crate::statistics::student_quantile;

/// L(n) = a·n^(−b) + c, fitted.
///
/// ```
/// use simulation::selection::scaling::{PowerLaw, PowerLawError};
/// let sizes = [20.0, 40.0, 80.0, 160.0, 320.0];
/// let law = PowerLaw::fit(&sizes, &sizes.map(|n: f64| 3.0 / n.sqrt() + 0.1))?;
/// assert!((law.exponent - 0.5).abs() < 1e-6 && (law.offset - 0.1).abs() < 1e-6);
/// assert!((law.at(1e6) - 0.103).abs() < 1e-6);
/// // A curve that rises is no such law, and neither is a flat one.
/// assert!(matches!(PowerLaw::fit(&sizes, &sizes), Err(PowerLawError::Rising { .. })));
/// assert!(matches!(PowerLaw::fit(&sizes, &[0.3; 5]), Err(PowerLawError::Flat { .. })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PowerLaw {
    /// a, in units of the loss: what n = 1 would have above the floor.
    pub scale: f64,
    /// b: twice the rows divide what is above the floor by 2^b.
    pub exponent: f64,
    /// c, the floor, in units of the loss.
    pub offset: f64,
    /// Σ (Lᵢ − L(nᵢ))².
    pub sse: f64,
    /// 1 − SSE / Σ(Lᵢ − L̄)²: the share of the losses' variance that the law explains.
    pub explained: f64,
    /// Whether c would be below 0 and was held there: the data show no floor.
    pub offset_held: bool,
}

/// Why there is no law.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum PowerLawError {
    /// Not one loss for each size.
    #[error("there are {losses} losses for {sizes} sizes: every size needs exactly one")]
    Length {
        /// The sizes.
        sizes: usize,
        /// The losses.
        losses: usize,
    },
    /// A size without a power.
    #[error("a size is {0}: legal are finite numbers above 0")]
    Size(f64),
    /// A loss that is no number.
    #[error("a loss is {0}: legal are finite numbers")]
    Loss(f64),
    /// Fewer points than the three parameters and one to hold against them.
    #[error("there are {0} different sizes: a law of three parameters needs at least 4")]
    Few(usize),
    /// The losses fall by no more than chance would have them fall.
    #[error("the losses are flat around {mean}: no exponent can be read from them")]
    Flat {
        /// L̄.
        mean: f64,
    },
    /// The losses rise.
    #[error("the losses rise, by {slope} for every factor e of the size: a power law with a floor falls")]
    Rising {
        /// Of the line L over ln n, in units of the loss.
        slope: f64,
    },
    /// Only the smallest size is above the others.
    #[error("the losses fall once and are level from size {size} on: any larger exponent fits as well")]
    Step {
        /// The second size.
        size: f64,
    },
}

impl PowerLaw {
    /// The law of points (n, L); a size may stand several times.
    ///
    /// The losses count as flat unless the law explains them better than a constant at the 5 % level: (SSE/SST)^((m − 3)/2) ≤ 0.05 for m
    /// points, the F test of two more parameters. They count as rising if then the line over ln n rises at the 5 % level.
    ///
    /// # Errors
    /// [`PowerLawError`].
    pub fn fit(sizes: &[f64], losses: &[f64]) -> Result<Self, PowerLawError> {
        let problem = Problem::new(sizes, losses)?;
        let best = problem.best();
        let freedom = sizes.len() as f64 - 3.0;
        let level = libm::pow(best.sse / problem.total, 0.5 * freedom);
        // A NaN is no better than a constant.
        if problem.constant() || level.is_nan() || level > 0.05 {
            return Err(problem.shapeless());
        }
        let steepest = problem.at(problem.steepest);
        let scale = best.drop * libm::exp(best.exponent * problem.first);
        if steepest.sse <= best.sse * (1.0 + 1e-6) || !scale.is_finite() {
            return Err(PowerLawError::Step { size: problem.second });
        }
        Ok(Self {
            scale,
            exponent: best.exponent,
            offset: best.floor,
            sse: best.sse,
            explained: 1.0 - best.sse / problem.total,
            offset_held: best.held,
        })
    }

    /// L(n).
    pub fn at(&self, size: f64) -> f64 {
        self.scale * libm::pow(size, -self.exponent) + self.offset
    }
}

/// The points, and what does not depend on b.
struct Problem<'a> {
    losses: &'a [f64],
    /// ln(nᵢ/n₁).
    logs: Vec<f64>,
    /// ln n₁ of the smallest size.
    first: f64,
    /// The second size.
    second: f64,
    /// The ends of the search for b.
    flattest: f64,
    steepest: f64,
    mean: f64,
    /// Σ(Lᵢ − L̄)².
    total: f64,
}

/// The best law of one exponent: L ≈ drop·(n/n₁)^(−b) + floor.
#[derive(Clone, Copy)]
struct Candidate {
    exponent: f64,
    drop: f64,
    floor: f64,
    held: bool,
    /// Infinite where the losses rise with n^(−b) falling.
    sse: f64,
}

impl<'a> Problem<'a> {
    fn new(sizes: &[f64], losses: &'a [f64]) -> Result<Self, PowerLawError> {
        if sizes.len() != losses.len() {
            return Err(PowerLawError::Length { sizes: sizes.len(), losses: losses.len() });
        }
        if let Some(&size) = sizes.iter().find(|size| !(size.is_finite() && **size > 0.0)) {
            return Err(PowerLawError::Size(size));
        }
        if let Some(&loss) = losses.iter().find(|loss| !loss.is_finite()) {
            return Err(PowerLawError::Loss(loss));
        }
        let mut distinct: Vec<f64> =
            ascending(sizes.iter().map(|&size| key(size))).into_iter().map(|place| sizes[place]).collect();
        distinct.dedup();
        let [first, second, .., last] = distinct[..] else { return Err(PowerLawError::Few(distinct.len())) };
        if distinct.len() < 4 {
            return Err(PowerLawError::Few(distinct.len()));
        }
        let ratio = |size: f64| libm::log(size) - libm::log(first);
        let mean = losses.iter().fold(0.0, |sum, loss| sum + loss) / losses.len() as f64;
        let total = losses.iter().fold(0.0, |sum, loss| sum + (loss - mean) * (loss - mean));
        Ok(Self {
            losses,
            logs: sizes.iter().map(|&size| ratio(size)).collect(),
            first: libm::log(first),
            second,
            flattest: 1e-8 / ratio(last),
            // Neighbouring numbers can have one logarithm.
            steepest: 40.0 / ratio(second).max(f64::EPSILON),
            mean,
            total,
        })
    }

    /// Whether the losses differ by no more than rounding.
    fn constant(&self) -> bool {
        let largest = self.losses.iter().fold(0.0_f64, |largest, loss| largest.max(loss.abs()));
        let rounding = 4.0 * f64::EPSILON * largest;
        self.total <= self.losses.len() as f64 * rounding * rounding
    }

    /// What losses are that no law explains.
    fn shapeless(&self) -> PowerLawError {
        let flat = PowerLawError::Flat { mean: self.mean };
        let Some(Line { slope, sse, spread, .. }) = line(&self.logs, self.losses) else { return flat };
        let degrees = self.losses.len() as u32 - 2;
        let bound = student_quantile(0.95, degrees).unwrap_or(f64::INFINITY);
        let rises = slope > bound * (sse / f64::from(degrees) / spread).sqrt();
        if rises && !self.constant() { PowerLawError::Rising { slope } } else { flat }
    }

    /// The best (a, c) of one b. With z = 1 − (n/n₁)^(−b), which keeps its digits for small b, L ≈ (drop + floor) − drop·z.
    fn at(&self, exponent: f64) -> Candidate {
        let z: Vec<f64> = self.logs.iter().map(|log| -libm::expm1(-exponent * log)).collect();
        let none = Candidate { exponent, drop: 0.0, floor: self.mean, held: false, sse: f64::INFINITY };
        let Some(free) = line(&z, self.losses) else { return none };
        let drop = -free.slope;
        let floor = free.intercept - drop;
        if floor >= 0.0 {
            let sse = if drop > 0.0 { free.sse } else { f64::INFINITY };
            return Candidate { exponent, drop, floor, held: false, sse };
        }
        let (mut above, mut below) = (0.0, 0.0);
        for (z, loss) in z.iter().zip(self.losses) {
            above += (1.0 - z) * loss;
            below += (1.0 - z) * (1.0 - z);
        }
        let drop = above / below;
        let square = |(z, loss): (&f64, &f64)| {
            let residual = loss - drop * (1.0 - z);
            residual * residual
        };
        let sse = z.iter().zip(self.losses).map(square).fold(0.0, |sum, square| sum + square);
        let sse = if drop > 0.0 && free.slope < 0.0 { sse } else { f64::INFINITY };
        Candidate { exponent, drop, floor: 0.0, held: true, sse }
    }

    /// The candidate of the least SSE.
    fn best(&self) -> Candidate {
        let (low, high) = (libm::log(self.flattest), libm::log(self.steepest));
        let steps = ((high - low) / 0.2).ceil().clamp(2.0, 400.0);
        let place = |step: f64| low + (high - low) * step / steps;
        let grid: Vec<f64> =
            (0..=steps as u32).map(|step| self.at(libm::exp(place(f64::from(step)))).sse).collect();
        let mut best = self.at(self.flattest);
        for (step, dip) in (0..).zip(grid.windows(3)) {
            if dip[1].is_finite() && dip[1] <= dip[0] && dip[1] <= dip[2] {
                let found = self.narrow(place(f64::from(step)), place(f64::from(step + 2)));
                if found.sse < best.sse {
                    best = found;
                }
            }
        }
        let steepest = self.at(self.steepest);
        if steepest.sse < best.sse { steepest } else { best }
    }

    /// Golden sections between two values of ln b.
    fn narrow(&self, mut low: f64, mut high: f64) -> Candidate {
        const GOLDEN: f64 = 0.618_033_988_749_894_8;
        let inside = |low: f64, high: f64| high - GOLDEN * (high - low);
        let at = |log: f64| self.at(libm::exp(log));
        let (mut left, mut right) = (inside(low, high), inside(high, low));
        let (mut on_left, mut on_right) = (at(left), at(right));
        // 0.4·0.618⁵⁶ is 10⁻¹².
        for _ in 0..56 {
            if on_left.sse <= on_right.sse {
                (high, right, on_right) = (right, left, on_left);
                left = inside(low, high);
                on_left = at(left);
            } else {
                (low, left, on_left) = (left, right, on_right);
                right = inside(high, low);
                on_right = at(right);
            }
        }
        if on_left.sse <= on_right.sse { on_left } else { on_right }
    }
}

#[cfg(test)]
mod tests;
