//! The draws of a learning curve, by size.

use rand::Rng;

use super::{CurvePoint, LogLogLine, PowerLaw, PowerLawError};
use crate::dataset::RowId;
use crate::seed::{Purpose, Seed};

/// For each size, the losses of its draws.
///
/// What the law is fitted to are losses, numbers that are better the smaller they are: hand over 1 − accuracy for an accuracy.
///
/// ```
/// use simulation::selection::scaling::CurveSamples;
/// let samples = CurveSamples::new(vec![10.0, 20.0], vec![vec![0.5, 0.7], vec![0.4]])?;
/// assert_eq!((samples.sizes(), samples.means()), (&[10.0, 20.0][..], vec![0.6, 0.4]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CurveSamples {
    sizes: Vec<f64>,
    losses: Vec<Vec<f64>>,
}

impl CurveSamples {
    /// Keeps sizes and, for each, the losses of its draws: at least one.
    ///
    /// # Errors
    /// [`PowerLawError::Length`] if a size has no list or an empty one, [`PowerLawError::Size`] or [`PowerLawError::Loss`].
    pub fn new(sizes: Vec<f64>, losses: Vec<Vec<f64>>) -> Result<Self, PowerLawError> {
        let lists = losses.iter().filter(|list| !list.is_empty()).count();
        if lists != sizes.len() || lists != losses.len() {
            return Err(PowerLawError::Length { sizes: sizes.len(), losses: lists });
        }
        if let Some(&size) = sizes.iter().find(|size| !(size.is_finite() && **size > 0.0)) {
            return Err(PowerLawError::Size(size));
        }
        if let Some(&loss) = losses.iter().flatten().find(|loss| !loss.is_finite()) {
            return Err(PowerLawError::Loss(loss));
        }
        Ok(Self { sizes, losses })
    }

    /// The points of a curve, whole or on its way: sizes ascending, the draws of each in their order.
    ///
    /// # Errors
    /// Those of [`CurveSamples::new`]; a size of 0 has no power.
    pub fn of(points: &[CurvePoint]) -> Result<Self, PowerLawError> {
        Self::with(points, |value| value)
    }

    /// The same with a loss made of every value, such as 1 − accuracy.
    ///
    /// # Errors
    /// Those of [`CurveSamples::new`].
    pub fn with(points: &[CurvePoint], loss: impl Fn(f64) -> f64) -> Result<Self, PowerLawError> {
        let mut sizes: Vec<u32> = points.iter().map(|point| point.size).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let of = |size: &u32| {
            points.iter().filter(|point| point.size == *size).map(|point| loss(point.value)).collect()
        };
        let losses = sizes.iter().map(of).collect();
        Self::new(sizes.into_iter().map(f64::from).collect(), losses)
    }

    /// The sizes.
    pub fn sizes(&self) -> &[f64] {
        &self.sizes
    }

    /// The draws' losses, size by size.
    pub fn losses(&self) -> &[Vec<f64>] {
        &self.losses
    }

    /// The mean loss of each size.
    pub fn means(&self) -> Vec<f64> {
        let mean = |list: &Vec<f64>| list.iter().fold(0.0, |sum, loss| sum + loss) / list.len() as f64;
        self.losses.iter().map(mean).collect()
    }

    /// The power law of the means.
    ///
    /// # Errors
    /// Those of [`PowerLaw::fit`].
    pub fn law(&self) -> Result<PowerLaw, PowerLawError> {
        PowerLaw::fit(&self.sizes, &self.means())
    }

    /// The straight line through the logarithms of the means; `None` where [`LogLogLine::fit`] is.
    pub fn line(&self) -> Option<LogLogLine> {
        LogLogLine::fit(&self.sizes, &self.means())
    }

    /// The means of as many draws of each size, drawn from its own with replacement. Cost: one word of randomness a draw.
    pub fn resampled_means(&self, seed: Seed) -> Vec<f64> {
        let mean = |(place, list): (u32, &Vec<f64>)| {
            let mut stream = seed.stream(Purpose::CurveResample, RowId::new(place));
            let total = list.iter().fold(0.0, |sum, _| {
                // Of 64 bits; the bias towards the first draws is below 2⁻³².
                sum + list[(stream.next_u64() % list.len() as u64) as usize]
            });
            total / list.len() as f64
        };
        (0..).zip(&self.losses).map(mean).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_gathered_by_size() {
        let point = |draw, size, value| CurvePoint { draw, size, rows: 9, value, converged: true };
        let points = [point(0, 5, 0.5), point(0, 9, 0.75), point(1, 5, 1.0)];
        let samples = CurveSamples::with(&points, |value| 1.0 - value).unwrap();
        assert_eq!((samples.sizes(), samples.losses()), (&[5.0, 9.0][..], &[vec![0.5, 0.0], vec![0.25]][..]));
        assert_eq!(CurveSamples::of(&[point(0, 0, 1.0)]), Err(PowerLawError::Size(0.0)));
        let error = CurveSamples::new(vec![1.0], vec![vec![]]).unwrap_err();
        assert_eq!(error.to_string(), "there are 0 losses for 1 sizes: every size needs exactly one");
        assert_eq!(
            CurveSamples::new(vec![1.0], vec![vec![f64::INFINITY]]),
            Err(PowerLawError::Loss(f64::INFINITY))
        );
    }

    #[test]
    fn resampling_draws_from_the_size_alone() {
        let samples = CurveSamples::new(vec![1.0, 2.0], vec![vec![1.0; 3], vec![0.0, 3.0]]).unwrap();
        let (mut sum, mut seen) = (0.0, [false; 3]);
        for seed in 0..400 {
            let means = samples.resampled_means(Seed::new(seed));
            assert_eq!(means[0], 1.0);
            assert!([0.0, 1.5, 3.0].contains(&means[1]));
            seen[(means[1] / 1.5) as usize] = true;
            sum += means[1];
        }
        // The mean's standard error is 1.5/√2/√400 = 0.053.
        assert!((sum / 400.0 - 1.5).abs() < 0.2 && seen == [true; 3]);
    }
}
