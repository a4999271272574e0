//! The straight line on logarithmic axes.

/// ln L = slope·ln n + intercept by least squares, natural logarithms.
///
/// When it misleads: it knows no offset. Where the loss has a floor, the line bends, and its slope understates the exponent.
///
/// ```
/// use simulation::selection::scaling::LogLogLine;
/// let line = LogLogLine::fit(&[1.0, 4.0, 16.0], &[8.0, 4.0, 2.0]).unwrap();
/// assert!((line.slope + 0.5).abs() < 1e-12 && (line.at(64.0) - 1.0).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogLogLine {
    /// The slope; −b for a power law without offset.
    pub slope: f64,
    /// ln L at n = 1.
    pub intercept: f64,
    /// Σ of the squared residuals of ln L.
    pub sse: f64,
}

impl LogLogLine {
    /// The line through points (n, L). `None` for lists of different lengths, fewer than two different sizes, and where a size or a loss
    /// is not finite and above 0. Cost O(number of points).
    pub fn fit(sizes: &[f64], losses: &[f64]) -> Option<Self> {
        let legal = |numbers: &[f64]| numbers.iter().all(|number| number.is_finite() && *number > 0.0);
        if sizes.len() != losses.len() || !legal(sizes) || !legal(losses) {
            return None;
        }
        let logs = |numbers: &[f64]| numbers.iter().map(|&number| libm::log(number)).collect::<Vec<_>>();
        let line = line(&logs(sizes), &logs(losses))?;
        Some(Self { slope: line.slope, intercept: line.intercept, sse: line.sse })
    }

    /// The loss that the line has at a size.
    pub fn at(&self, size: f64) -> f64 {
        libm::exp(self.slope * libm::log(size) + self.intercept)
    }
}

/// A straight line by least squares.
pub(super) struct Line {
    pub(super) slope: f64,
    pub(super) intercept: f64,
    pub(super) sse: f64,
    /// Σ(x − x̄)².
    pub(super) spread: f64,
}

/// y ≈ slope·x + intercept; `None` without two different x.
pub(super) fn line(x: &[f64], y: &[f64]) -> Option<Line> {
    let (n, sum) = (x.len() as f64, |values: &[f64]| values.iter().fold(0.0, |sum, value| sum + value));
    let (x_mean, y_mean) = (sum(x) / n, sum(y) / n);
    let (mut spread, mut together) = (0.0, 0.0);
    for (x, y) in x.iter().zip(y) {
        spread += (x - x_mean) * (x - x_mean);
        together += (x - x_mean) * (y - y_mean);
    }
    if spread.is_nan() || spread <= 0.0 {
        return None;
    }
    let slope = together / spread;
    let square = |(x, y): (&f64, &f64)| {
        let residual = (y - y_mean) - slope * (x - x_mean);
        residual * residual
    };
    let sse = x.iter().zip(y).map(square).fold(0.0, |sum, square| sum + square);
    Some(Line { slope, intercept: y_mean - slope * x_mean, sse, spread })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_logarithm_has_no_line() {
        assert_eq!(LogLogLine::fit(&[1.0, 2.0], &[1.0, 0.0]), None);
        assert_eq!(LogLogLine::fit(&[0.0, 2.0], &[1.0, 1.0]), None);
        assert_eq!(LogLogLine::fit(&[2.0, 2.0], &[1.0, 1.0]), None);
        assert_eq!(LogLogLine::fit(&[2.0, 3.0], &[1.0]), None);
        assert_eq!(LogLogLine::fit(&[], &[]), None);
    }

    #[test]
    fn the_residuals_are_those_of_the_logarithms() {
        // ln L = 0, 1, 0 at ln n = 0, 1, 2: the line is flat at 1/3.
        let e = std::f64::consts::E;
        let line = LogLogLine::fit(&[1.0, e, e * e], &[1.0, e, 1.0]).unwrap();
        assert!(line.slope.abs() < 1e-12 && (line.intercept - 1.0 / 3.0).abs() < 1e-12);
        assert!((line.sse - 2.0 / 3.0).abs() < 1e-12);
    }
}
