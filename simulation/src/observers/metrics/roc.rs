//! How well a score ranks the rows of class 1 before the others: ROC curve, the area under it, average precision.
//!
//! Every distinct score is a threshold; rows that share a score pass it together. AUC = P(score of a row of class 1 > score of another
//! row) + ½·P(equal), over all pairs. Cost O(n log n).
//!
//! Sources: Hanley & McNeil (1982), *The meaning and use of the area under a receiver operating characteristic (ROC)
//! curve*; Fawcett (2006), *An introduction to ROC analysis*.
//!
//! When it misleads: AUC averages over thresholds that nobody would use, and says nothing about whether probabilities are right;
//! where class 1 is rare, a high AUC goes with a list in which most of the first rows are not of class 1.

use crate::statistics::runs_of_equals;

/// What passes a threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RocPoint {
    /// The lowest score that passes; ∞ where nothing does.
    pub threshold: f64,
    /// The share of the rows of class 0 that pass.
    pub false_positive_rate: f64,
    /// The share of the rows of class 1 that pass.
    pub true_positive_rate: f64,
}

/// The points from "nothing passes", (0, 0), to "everything passes", (1, 1), one for each distinct score.
#[derive(Clone, Debug, PartialEq)]
pub struct RocCurve {
    /// From the highest threshold down, without the start.
    steps: Vec<Step>,
}

/// How many rows of either class score at least `threshold`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    threshold: f64,
    false_positives: u64,
    true_positives: u64,
}

impl RocCurve {
    /// The curve of a score for each row and whether the row is of class 1. `None` if the lists differ in length, a score is
    /// NaN, or there are not rows of both classes; infinite scores are legal.
    ///
    /// ```
    /// use simulation::observers::metrics::RocCurve;
    /// let curve = RocCurve::new(&[0.1, 0.4, 0.35, 0.8], &[false, false, true, true]).unwrap();
    /// let rates = curve.points().into_iter().map(|point| (point.false_positive_rate, point.true_positive_rate));
    /// assert!(rates.eq([(0.0, 0.0), (0.0, 0.5), (0.5, 0.5), (0.5, 1.0), (1.0, 1.0)]));
    /// assert_eq!((curve.area(), curve.true_positive_rate_at(0.1)), (0.75, Some(0.5)));
    /// ```
    pub fn new(scores: &[f64], positive: &[bool]) -> Option<Self> {
        let curve = Self { steps: steps(scores, positive)? };
        let (negatives, positives) = curve.totals();
        (negatives > 0 && positives > 0).then_some(curve)
    }

    /// All points, as scikit-learn's `roc_curve` with `drop_intermediate=False`.
    pub fn points(&self) -> Vec<RocPoint> {
        self.rates(self.steps.iter().copied())
    }

    /// The points without those halfway between their neighbours, in counts of rows: scikit-learn's `roc_curve` as it comes. The curve
    /// through them is the same.
    pub fn corners(&self) -> Vec<RocPoint> {
        let halfway = |place: usize| {
            let [before, here, after] = [place - 1, place, place + 1].map(|place| self.steps[place]);
            before.false_positives + after.false_positives == 2 * here.false_positives
                && before.true_positives + after.true_positives == 2 * here.true_positives
        };
        let last = self.steps.len() - 1;
        let kept = (0..=last).filter(|&place| place == 0 || place == last || !halfway(place));
        self.rates(kept.map(|place| self.steps[place]))
    }

    /// The area under the straight lines through the points: the AUC.
    pub fn area(&self) -> f64 {
        let (negatives, positives) = self.totals();
        // Twice the area in whole pairs of rows: exact.
        let (mut twice, mut before) = (0, (0, 0));
        for step in &self.steps {
            twice += (step.false_positives - before.0) * (step.true_positives + before.1);
            before = (step.false_positives, step.true_positives);
        }
        twice as f64 / (2 * negatives * positives) as f64
    }

    /// The largest true positive rate among the points whose false positive rate is at most this; no interpolation, so it can be reached.
    /// `None` for a rate below 0 or NaN.
    pub fn true_positive_rate_at(&self, false_positive_rate: f64) -> Option<f64> {
        let points = self.points();
        let within = points.iter().take_while(|point| point.false_positive_rate <= false_positive_rate);
        within.last().map(|point| point.true_positive_rate)
    }

    /// max (true − false positive rate) over the thresholds: how much better than blind guessing the best threshold is (Youden's J, and
    /// the advantage of a membership attack). At least 0.
    pub fn advantage(&self) -> f64 {
        let gain = |point: &RocPoint| point.true_positive_rate - point.false_positive_rate;
        self.points().iter().map(gain).fold(0.0, f64::max)
    }

    fn totals(&self) -> (u64, u64) {
        self.steps.last().map_or((0, 0), |step| (step.false_positives, step.true_positives))
    }

    fn rates(&self, steps: impl Iterator<Item = Step>) -> Vec<RocPoint> {
        let (negatives, positives) = self.totals();
        let start = Step { threshold: f64::INFINITY, false_positives: 0, true_positives: 0 };
        let rate = |step: Step| RocPoint {
            threshold: step.threshold,
            false_positive_rate: step.false_positives as f64 / negatives as f64,
            true_positive_rate: step.true_positives as f64 / positives as f64,
        };
        std::iter::once(start).chain(steps).map(rate).collect()
    }
}

/// The area under the ROC curve, in [0, 1]: 1 ranks perfectly, ½ is what chance gives. See the module for the formula. `None` where
/// [`RocCurve::new`] is.
///
/// ```
/// use simulation::observers::metrics::auc;
/// assert_eq!(auc(&[3.0, 2.0, 2.0, 1.0], &[true, true, false, false]), Some(0.875));
/// assert_eq!(auc(&[3.0, 2.0], &[true, true]), None);
/// ```
pub fn auc(scores: &[f64], positive: &[bool]) -> Option<f64> {
    Some(RocCurve::new(scores, positive)?.area())
}

/// Σ (recallₖ − recallₖ₋₁) · precisionₖ over the thresholds from the highest down, without interpolation. `None` if the lists differ
/// in length, a score is NaN, or no row is of class 1. What chance gives is the share of class 1. Cost O(n log n).
///
/// ```
/// use simulation::observers::metrics::average_precision;
/// let precision = average_precision(&[0.1, 0.4, 0.35, 0.8], &[false, false, true, true]).unwrap();
/// assert!((precision - 5.0 / 6.0).abs() < 1e-15);
/// ```
pub fn average_precision(scores: &[f64], positive: &[bool]) -> Option<f64> {
    let steps = steps(scores, positive)?;
    let positives = steps.last().map_or(0, |step| step.true_positives);
    let (mut sum, mut before) = (0.0, 0);
    for step in steps {
        let precision = step.true_positives as f64 / (step.true_positives + step.false_positives) as f64;
        sum += (step.true_positives - before) as f64 * precision;
        before = step.true_positives;
    }
    (positives > 0).then(|| sum / positives as f64)
}

fn steps(scores: &[f64], positive: &[bool]) -> Option<Vec<Step>> {
    if scores.len() != positive.len() {
        return None;
    }
    let (mut false_positives, mut true_positives) = (0, 0);
    let step = |run: Vec<usize>| {
        let gained = run.iter().filter(|&&row| positive[row]).count();
        true_positives += gained as u64;
        false_positives += (run.len() - gained) as u64;
        Some(Step { threshold: scores[*run.first()?], false_positives, true_positives })
    };
    runs_of_equals(scores)?.into_iter().rev().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// The definition, pair by pair.
    fn by_pairs(scores: &[f64], positive: &[bool]) -> Option<f64> {
        let (mut wins, mut pairs) = (0.0, 0.0);
        for (one, _) in scores.iter().zip(positive).filter(|&(_, &positive)| positive) {
            for (other, _) in scores.iter().zip(positive).filter(|&(_, &positive)| !positive) {
                pairs += 1.0;
                wins += if one > other {
                    1.0
                } else if one == other {
                    0.5
                } else {
                    0.0
                };
            }
        }
        (pairs > 0.0).then(|| wins / pairs)
    }

    /// Scores with ties.
    fn rows() -> impl Strategy<Value = (Vec<f64>, Vec<bool>)> {
        vec(((-6_i32..6).prop_map(f64::from), any::<bool>()), 0..25).prop_map(|rows| rows.into_iter().unzip())
    }

    fn trapezoids(points: &[RocPoint]) -> f64 {
        let slab = |pair: &[RocPoint]| {
            let width = pair[1].false_positive_rate - pair[0].false_positive_rate;
            width * (pair[0].true_positive_rate + pair[1].true_positive_rate) / 2.0
        };
        points.windows(2).map(slab).sum()
    }

    proptest! {
        #[test]
        fn it_is_as_counted_pair_by_pair((scores, positive) in rows()) {
            prop_assert_eq!(auc(&scores, &positive), by_pairs(&scores, &positive));
        }

        #[test]
        fn only_the_order_of_the_scores_matters((scores, positive) in rows()) {
            let mapped: Vec<f64> = scores.iter().map(|&score| libm::exp(score) - 3.0).collect();
            prop_assert_eq!(auc(&mapped, &positive), auc(&scores, &positive));
            prop_assert_eq!(average_precision(&mapped, &positive), average_precision(&scores, &positive));
        }

        #[test]
        fn turning_the_scores_or_the_classes_around_gives_the_rest_to_one((scores, positive) in rows()) {
            let negated: Vec<f64> = scores.iter().map(|score| -score).collect();
            let negative: Vec<bool> = positive.iter().map(|positive| !positive).collect();
            if let Some(area) = auc(&scores, &positive) {
                prop_assert!((auc(&negated, &positive).unwrap() - (1.0 - area)).abs() < 1e-15);
                prop_assert!((auc(&scores, &negative).unwrap() - (1.0 - area)).abs() < 1e-15);
                prop_assert_eq!(auc(&negated, &negative), Some(area));
            }
        }

        #[test]
        fn the_curve_rises_from_corner_to_corner((scores, positive) in rows()) {
            let Some(curve) = RocCurve::new(&scores, &positive) else { return Ok(()) };
            let (points, corners) = (curve.points(), curve.corners());
            let ends = |points: &[RocPoint]| {
                [points[0], points[points.len() - 1]].map(|p| (p.false_positive_rate, p.true_positive_rate))
            };
            prop_assert_eq!(ends(&points), [(0.0, 0.0), (1.0, 1.0)]);
            prop_assert_eq!(ends(&corners), ends(&points));
            prop_assert!(points.windows(2).all(|pair| pair[0].threshold > pair[1].threshold
                && pair[0].false_positive_rate <= pair[1].false_positive_rate
                && pair[0].true_positive_rate <= pair[1].true_positive_rate));
            prop_assert!(corners.iter().all(|corner| points.contains(corner)));
            prop_assert!((trapezoids(&points) - curve.area()).abs() < 1e-12);
            prop_assert!((trapezoids(&corners) - curve.area()).abs() < 1e-12);
            prop_assert_eq!(curve.true_positive_rate_at(1.0), Some(1.0));
            prop_assert!((0.0..=1.0).contains(&curve.advantage()));
        }

        #[test]
        fn nothing_panics_and_only_what_is_undefined_is_none(
            scores in vec(proptest::num::f64::ANY, 0..5), positive in vec(any::<bool>(), 0..5),
        ) {
            let legal = scores.len() == positive.len() && !scores.iter().any(|score| score.is_nan());
            let both = positive.contains(&true) && positive.contains(&false);
            prop_assert_eq!(auc(&scores, &positive), if legal { by_pairs(&scores, &positive) } else { None });
            prop_assert_eq!(RocCurve::new(&scores, &positive).is_some(), legal && both);
            let precision = average_precision(&scores, &positive);
            prop_assert_eq!(precision.is_some(), legal && positive.contains(&true));
            prop_assert!(precision.is_none_or(|precision| (0.0..=1.0).contains(&precision)));
        }
    }

    #[test]
    fn points_on_a_line_are_dropped_when_they_are_halfway() {
        // Three steps up, then three to the right.
        let curve =
            RocCurve::new(&[6.0, 5.0, 4.0, 3.0, 2.0, 1.0], &[true, true, true, false, false, false]).unwrap();
        let thresholds: Vec<f64> = curve.corners().iter().map(|point| point.threshold).collect();
        assert_eq!(thresholds, [f64::INFINITY, 6.0, 4.0, 1.0]);
        assert_eq!((curve.area(), curve.advantage()), (1.0, 1.0));
        assert_eq!(
            (curve.true_positive_rate_at(0.0), curve.true_positive_rate_at(f64::NAN)),
            (Some(1.0), None)
        );
    }
}
