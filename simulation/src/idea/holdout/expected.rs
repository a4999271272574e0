//! Closed forms of the winner's optimism.

/// E(max of k independent binomials of n rows at probability p)/n = Σⱼ (1 − F(j)ᵏ)/n over j from 0 to n − 1, F being one binomial's
/// distribution function: the score that the best of k equally good candidates has on the rows that choose it, if they err
/// independently. `None` without candidates or rows, or for a p outside [0, 1]. Cost O(n).
///
/// When it misleads: candidates trained on the same rows err together, and the best of them gains less.
///
/// ```
/// use simulation::idea::holdout::expected_best;
/// // Two coins, tossed once each: the better one shows heads three times in four.
/// assert!((expected_best(2, 1, 0.5).unwrap() - 0.75).abs() < 1e-15);
/// assert!((expected_best(1, 80, 0.7).unwrap() - 0.7).abs() < 1e-12);
/// assert_eq!(expected_best(0, 80, 0.7), None);
/// ```
pub fn expected_best(candidates: u32, rows: u32, accuracy: f64) -> Option<f64> {
    if candidates == 0 || rows == 0 || !(0.0..=1.0).contains(&accuracy) {
        return None;
    }
    if accuracy == 0.0 || accuracy == 1.0 {
        return Some(accuracy);
    }
    let (success, failure) = (libm::log(accuracy), libm::log(1.0 - accuracy));
    let n = f64::from(rows);
    // ln C(n, j), from one j to the next.
    let (mut ways, mut below, mut total) = (0.0, 0.0_f64, 0.0);
    for hits in 0..rows {
        let j = f64::from(hits);
        below += libm::exp(ways + j * success + (n - j) * failure);
        total += 1.0 - libm::pow(below.min(1.0), f64::from(candidates));
        ways += libm::log((n - j) / (j + 1.0));
    }
    Some(total / n)
}

/// √(ln k / 2n): by how much the best of k candidates can at most overstate itself on average on the n rows that choose it, whatever the
/// candidates are, as long as none depends on those rows. `None` without candidates or rows.
///
/// For the mean of n independent scores between 0 and 1, E exp(t·(score − mean)) ≤ exp(t²/8n) (Hoeffding); the largest of k such has a mean
/// of at most √(ln k / 2n). Drawing rows without replacement only makes it smaller.
///
/// Source: Hoeffding (1963), *Probability inequalities for sums of bounded random variables*.
///
/// ```
/// use simulation::idea::holdout::{expected_best, optimism_bound};
/// let (k, n) = (16, 100);
/// let best = expected_best(k, n, 0.5).unwrap() - 0.5;
/// assert!(best > 0.0 && best < optimism_bound(k, n).unwrap());
/// ```
pub fn optimism_bound(candidates: u32, rows: u32) -> Option<f64> {
    (candidates > 0 && rows > 0).then(|| (libm::log(f64::from(candidates)) / (2.0 * f64::from(rows))).sqrt())
}

/// √(p(1 − p)/n): the standard error of an accuracy p that was measured on n rows. `None` of no rows, or for a p outside [0, 1].
///
/// ```
/// use simulation::idea::holdout::sampling_error;
/// assert_eq!(sampling_error(0.5, 100), Some(0.05));
/// assert_eq!(sampling_error(0.5, 0), None);
/// ```
pub fn sampling_error(accuracy: f64, rows: u32) -> Option<f64> {
    let legal = rows > 0 && (0.0..=1.0).contains(&accuracy);
    legal.then(|| (accuracy * (1.0 - accuracy) / f64::from(rows)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By every outcome of k candidates on n rows.
    fn enumerated(candidates: u32, rows: u32, p: f64) -> f64 {
        let mut total = 0.0;
        for outcome in 0..1_u32 << (candidates * rows) {
            let hits = |c: u32| (outcome >> (c * rows) & ((1 << rows) - 1)).count_ones();
            let (all, missed) = (outcome.count_ones(), candidates * rows - outcome.count_ones());
            let chance = p.powf(f64::from(all)) * (1.0 - p).powf(f64::from(missed));
            total += chance * f64::from((0..candidates).map(hits).max().unwrap()) / f64::from(rows);
        }
        total
    }

    #[test]
    fn the_best_of_few_is_that_of_every_outcome() {
        for (k, n) in [(1, 6), (2, 3), (3, 4), (4, 3), (2, 7)] {
            for p in [0.1, 0.5, 0.73, 0.95] {
                let (closed, brute) = (expected_best(k, n, p).unwrap(), enumerated(k, n, p));
                assert!(
                    (closed - brute).abs() < 1e-12,
                    "{k} candidates, {n} rows, p = {p}: {closed}, {brute}"
                );
            }
        }
    }

    #[test]
    fn more_candidates_and_fewer_rows_overstate_more_within_the_bound() {
        for p in [0.5, 0.7, 0.9] {
            let optimism = |k, n| expected_best(k, n, p).unwrap() - p;
            for n in [10, 100, 400] {
                assert!(optimism(1, n).abs() < 1e-11);
                for k in [2_u32, 4, 16] {
                    assert!(optimism(k, n) > optimism(k - 1, n) && optimism(k, n) > optimism(k, n + 50));
                    assert!(optimism(k, n) <= optimism_bound(k, n).unwrap());
                }
            }
        }
    }

    #[test]
    fn what_is_undefined_is_none() {
        assert_eq!(
            (expected_best(2, 0, 0.5), expected_best(2, 5, 1.1), expected_best(2, 5, f64::NAN)),
            (None, None, None)
        );
        assert_eq!((expected_best(9, 5, 1.0), expected_best(9, 5, 0.0)), (Some(1.0), Some(0.0)));
        assert_eq!(
            (optimism_bound(0, 5), optimism_bound(5, 0), optimism_bound(1, 5)),
            (None, None, Some(0.0))
        );
    }
}
