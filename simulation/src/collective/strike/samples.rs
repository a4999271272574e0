//! The draws of a strike, by share.

use super::{StrikeError, StrikePoint};
use crate::statistics::{Interval, mean, quantile};

/// For each share, what was observed in every draw.
///
/// ```
/// use simulation::collective::strike::StrikeSamples;
/// let samples = StrikeSamples::new(vec![0.0, 1.0], vec![vec![0.75, 0.5], vec![1.0, 0.5]])?;
/// assert_eq!(samples.losses(1), [0.25, 0.5], "each from its own baseline");
/// assert_eq!(samples.means(), [0.875, 0.5]);
/// # Ok::<(), simulation::collective::strike::StrikeError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StrikeSamples {
    shares: Vec<f64>,
    /// By draw, each with one value a share.
    draws: Vec<Vec<f64>>,
}

impl StrikeSamples {
    /// The values of each draw, one a share; the first share is the baseline.
    ///
    /// # Errors
    /// [`StrikeError::Points`] for a draw of another length.
    pub fn new(shares: Vec<f64>, draws: Vec<Vec<f64>>) -> Result<Self, StrikeError> {
        let expected = shares.len();
        let short = (0..).zip(&draws).find(|(_, values)| values.len() != expected);
        match short {
            Some((draw, values)) => Err(StrikeError::Points { draw, found: values.len(), expected }),
            None => Ok(Self { shares, draws }),
        }
    }

    /// The points of a curve, whole or on its way; a draw that is not whole is left out. Shares stand in the order of the first draw.
    pub fn of(points: &[StrikePoint]) -> Self {
        let first = points.first().map(|point| point.draw);
        let shares: Vec<f64> =
            points.iter().take_while(|point| Some(point.draw) == first).map(|point| point.share).collect();
        let values: Vec<f64> = points.iter().map(|point| point.value).collect();
        let draws = values.chunks_exact(shares.len().max(1)).map(<[f64]>::to_vec).collect();
        Self { shares, draws }
    }

    /// The shares.
    pub fn shares(&self) -> &[f64] {
        &self.shares
    }

    /// The values, draw by draw.
    pub fn draws(&self) -> &[Vec<f64>] {
        &self.draws
    }

    /// What was observed at a place among the shares, draw by draw; nothing beyond the last share.
    pub fn values(&self, place: usize) -> Vec<f64> {
        self.draws.iter().filter_map(|draw| draw.get(place).copied()).collect()
    }

    /// How much less was observed there than without a strike, draw by draw: differences within a draw, so that what is luck in the
    /// division is in both.
    pub fn losses(&self, place: usize) -> Vec<f64> {
        self.draws.iter().filter_map(|draw| Some(draw.first()? - draw.get(place)?)).collect()
    }

    /// The mean at each share.
    pub fn means(&self) -> Vec<f64> {
        (0..self.shares.len()).filter_map(|place| mean(&self.values(place))).collect()
    }

    /// The mean loss at each share, exactly 0 at the first.
    pub fn mean_losses(&self) -> Vec<f64> {
        (0..self.shares.len()).filter_map(|place| mean(&self.losses(place))).collect()
    }

    /// Between which values the middle share `level` of the draws lies, at each share of the members. It says where another draw would
    /// lie, not how well the mean is known.
    pub fn band(&self, level: f64) -> Vec<Interval> {
        let outside = 0.5 * (1.0 - level);
        let interval = |place| {
            let values = self.values(place);
            Some(Interval { low: quantile(&values, outside)?, high: quantile(&values, 1.0 - outside)? })
        };
        (0..self.shares.len()).filter_map(interval).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_gathered_whole() {
        let point = |draw, share, value| StrikePoint {
            draw,
            share,
            withheld: 0,
            replaced: 0,
            rows: 9,
            value,
            converged: true,
        };
        let points = [point(0, 0.0, 0.9), point(0, 0.5, 0.7), point(1, 0.0, 0.8)];
        let samples = StrikeSamples::of(&points);
        assert_eq!((samples.shares(), samples.draws()), (&[0.0, 0.5][..], &[vec![0.9, 0.7]][..]));
        assert_eq!(samples.band(0.9)[1], Interval { low: 0.7, high: 0.7 });
        assert_eq!(StrikeSamples::of(&[]).means(), []);
        let error = StrikeSamples::new(vec![0.0, 1.0], vec![vec![0.5, 0.5], vec![0.5]]).unwrap_err();
        assert_eq!(error.to_string(), "draw 1 has 1 points: legal are 2, one for each share");
    }

    #[test]
    fn the_band_is_that_of_the_draws() {
        let draws = (0..11).map(|draw| vec![f64::from(draw)]).collect();
        let samples = StrikeSamples::new(vec![0.0], draws).unwrap();
        let band = samples.band(0.8);
        assert!((band[0].low - 1.0).abs() < 1e-9 && (band[0].high - 9.0).abs() < 1e-9, "{band:?}");
        assert_eq!(samples.mean_losses(), [0.0]);
    }
}
