//! A correlation on resampled pairs: how far r moves if other pairs of the same source had come.
//!
//! Each pair counts as often as a Poisson(1) draw says. When it misleads: the pairs are resampled as they stand, so what they have in common (a
//! model, a fit) is not drawn anew; and where r rests on one far pair, it jumps with whether that pair is drawn.
//!
//! Source: Hanley & MacGibbon (2006), *Creating non-parametric bootstrap samples using Poisson frequencies*.

use super::pearson;
use crate::comparison::poisson_one;
use crate::dataset::RowId;
use crate::seed::Seed;

/// How often each of n rows is drawn in the `index`-th resample: a Poisson(1) count from the row's own stream. Cost O(n).
pub fn resample_counts(rows: usize, seed: Seed, index: u32) -> Vec<u32> {
    let draw = seed.redraw(index);
    (0..rows).map(|row| poisson_one(draw, RowId::new(row as u32)) as u32).collect()
}

/// r of the pairs, each counted so often. `None` as for [`pearson`], and if there are not as many counts as pairs.
///
/// ```
/// use simulation::statistics::{pearson, pearson_counted};
/// let (one, other) = ([1.0, 2.0, 5.0], [1.0, 3.0, 2.0]);
/// let twice = pearson(&[1.0, 5.0, 5.0], &[1.0, 2.0, 2.0]);
/// assert_eq!(pearson_counted(&one, &other, &[1, 0, 2]), twice);
/// ```
pub fn pearson_counted(one: &[f64], other: &[f64], counts: &[u32]) -> Option<f64> {
    if counts.len() != one.len() || counts.len() != other.len() {
        return None;
    }
    let repeated = |values: &[f64]| -> Vec<f64> {
        let pairs = values.iter().zip(counts);
        pairs.flat_map(|(&value, &count)| std::iter::repeat_n(value, count as usize)).collect()
    };
    pearson(&repeated(one), &repeated(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{mean, normal_quantile, sample_variance};

    #[test]
    fn its_spread_is_that_of_fresh_pairs() {
        // For independent normal pairs r has a standard error of 1/√(n − 1): 0.0709 at n = 200.
        let normal = |index: u32| {
            let share = (f64::from(index.wrapping_mul(2_654_435_761) >> 8) + 0.5) / f64::from(1_u32 << 24);
            normal_quantile(share).unwrap()
        };
        let one: Vec<f64> = (0..200).map(normal).collect();
        let other: Vec<f64> = (0..200).map(|index| normal(index * 7919 + 31)).collect();
        let draws =
            |index| pearson_counted(&one, &other, &resample_counts(200, Seed::new(5), index)).unwrap();
        let cloud: Vec<f64> = (0..400).map(draws).collect();
        let spread = sample_variance(&cloud).unwrap().sqrt();
        assert!((0.05..0.1).contains(&spread), "{spread}");
        assert!((mean(&cloud).unwrap() - pearson(&one, &other).unwrap()).abs() < 0.02);
    }

    #[test]
    fn counts_must_fit() {
        assert_eq!(pearson_counted(&[1.0, 2.0], &[1.0, 2.0], &[1]), None);
        assert_eq!(pearson_counted(&[1.0, 2.0], &[1.0, 2.0], &[0, 1]), None);
        assert_eq!(resample_counts(3, Seed::new(1), 0), resample_counts(3, Seed::new(1), 0));
    }
}
