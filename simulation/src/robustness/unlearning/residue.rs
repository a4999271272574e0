//! Who sees only a model: can he tell that it is not the retrained one?
//!
//! Many pairs of worlds are drawn. In each, one model was made to forget some rows and another was trained without them; a witness reads one
//! number off either, and says which is which. Over all pairs of a forgetting and a retrained model, the AUC is how often the forgetting one has
//! the more suspicious number: ½ for a witness who cannot tell, 1 for one who always can.
//!
//! | witness | reads | knows |
//! |---|---|---|
//! | [`Witness::Losses`] | mean loss of fresh rows − mean loss of the rows that asked | these rows; a model that remembers finds the latter too easy |
//! | [`Witness::Slopes`] | ‖∇F₋(θ)‖, the slope of the objective without them at the model | all other rows, and the learner |
//!
//! Numbers are read to as many digits as a released model has them: losses to nine decimals, slopes to seven.
//!
//! Cost: O(k log k) for k pairs, O(k²) comparisons for the standard error.
//!
//! Sources: Golatkar, Achille & Soatto (2020), *Eternal sunshine of the spotless net*, who ask what a weight still tells of what it forgot; the
//! AUC, Hanley & McNeil (1982), *The meaning and use of the area under a receiver operating characteristic (ROC) curve*.
//!
//! When it misleads: a witness who fails proves nothing about a better one. Only equality to the bit, or noise with a certificate, speaks of all
//! witnesses.

use crate::observers::metrics::{RocCurve, RocPoint};
use crate::statistics::mean;

/// Who looks at the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Witness {
    /// Reads losses of rows.
    Losses,
    /// Knows every other row, and the learner.
    Slopes,
}

impl Witness {
    /// One unit of the last digit that counts.
    const fn digit(self) -> f64 {
        match self {
            Self::Losses => 1e-9,
            Self::Slopes => 1e-7,
        }
    }

    /// A number to its last digit that counts.
    pub(super) fn read(self, number: f64) -> f64 {
        (number / self.digit() + 0.5).floor() * self.digit()
    }
}

/// The numbers of both kinds of models, pair by pair.
///
/// ```
/// use simulation::robustness::unlearning::{ResidueTest, Witness};
/// let pairs = [[0.3, 0.1], [0.2, 0.25], [0.4, 0.2]];
/// let test = ResidueTest::new(Witness::Losses, &pairs).ok_or("no pairs")?;
/// // Of nine comparisons seven are won, one is lost and one is a tie.
/// assert!((test.auc() - 7.5 / 9.0).abs() < 1e-12);
/// let same = ResidueTest::new(Witness::Losses, &[[0.3, 0.3], [0.1, 0.1]]).ok_or("no pairs")?;
/// assert_eq!((same.auc(), same.standard_error()), (0.5, Some(0.0)));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ResidueTest {
    /// Of the models that forgot, the more suspicious the larger.
    forgot: Vec<f64>,
    /// Of the retrained ones.
    retrained: Vec<f64>,
    curve: RocCurve,
}

impl ResidueTest {
    /// The test on pairs (number of the model that forgot, number of the retrained one), the larger the more suspicious. `None` for no pairs,
    /// or a number that is not finite.
    pub fn new(witness: Witness, pairs: &[[f64; 2]]) -> Option<Self> {
        let forgot: Vec<f64> = pairs.iter().map(|pair| witness.read(pair[0])).collect();
        let retrained: Vec<f64> = pairs.iter().map(|pair| witness.read(pair[1])).collect();
        let scores: Vec<f64> = forgot.iter().chain(&retrained).copied().collect();
        let positive: Vec<bool> = (0..scores.len()).map(|place| place < forgot.len()).collect();
        if scores.iter().any(|score| !score.is_finite()) {
            return None;
        }
        Some(Self { curve: RocCurve::new(&scores, &positive)?, forgot, retrained })
    }

    /// How often the model that forgot has the more suspicious number, ties counting half.
    pub fn auc(&self) -> f64 {
        self.curve.area()
    }

    /// The standard error of the AUC by leaving out each pair in turn (the jackknife); `None` for fewer than two pairs. The two models of a pair
    /// share their rows, so that pairs are what luck draws, not models.
    ///
    /// Source: Arvesen (1969), *Jackknifing U-statistics*.
    pub fn standard_error(&self) -> Option<f64> {
        let count = self.forgot.len();
        if count < 2 {
            return None;
        }
        let all = self.wins();
        let pairs = ((count - 1) * (count - 1)) as f64;
        let areas: Vec<f64> = (0..count)
            .map(|place| {
                let (forgot, retrained) = (self.forgot[place], self.retrained[place]);
                let own: f64 = self.retrained.iter().map(|&other| wins(forgot, other)).sum();
                let against: f64 = self.forgot.iter().map(|&other| wins(other, retrained)).sum();
                (all - own - against + wins(forgot, retrained)) / pairs
            })
            .collect();
        let centre = mean(&areas)?;
        let squares = areas.iter().fold(0.0, |sum, area| sum + (area - centre) * (area - centre));
        Some(((count - 1) as f64 / count as f64 * squares).sqrt())
    }

    /// The comparisons that the models that forgot win, ties counting half.
    fn wins(&self) -> f64 {
        let of = |&forgot: &f64| self.retrained.iter().map(|&other| wins(forgot, other)).sum::<f64>();
        self.forgot.iter().map(of).sum()
    }

    /// The ROC curve: of the forgetting models, the share that is caught; of the retrained ones, the share that is wrongly accused.
    pub fn points(&self) -> Vec<RocPoint> {
        self.curve.corners()
    }
}

/// 1 if the model that forgot has the more suspicious number, ½ for a tie.
fn wins(forgot: f64, retrained: f64) -> f64 {
    if forgot > retrained {
        1.0
    } else if forgot < retrained {
        0.0
    } else {
        0.5
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_area_is_the_share_of_pairs_in_order(pairs in proptest::collection::vec((-2_i32..3, -2_i32..3), 1..12)) {
            let pairs: Vec<[f64; 2]> = pairs.into_iter().map(|(a, b)| [f64::from(a), f64::from(b)]).collect();
            let test = ResidueTest::new(Witness::Slopes, &pairs).unwrap();
            let wins = pairs.iter().flat_map(|a| pairs.iter().map(move |b| (a[0], b[1])));
            let half = |(a, b): (f64, f64)| if a > b { 1.0 } else if a == b { 0.5 } else { 0.0 };
            let share = wins.map(half).sum::<f64>() / (pairs.len() * pairs.len()) as f64;
            prop_assert!((test.auc() - share).abs() < 1e-12);
            // The other way round, everything turns.
            let turned: Vec<[f64; 2]> = pairs.iter().map(|pair| [pair[1], pair[0]]).collect();
            prop_assert!((ResidueTest::new(Witness::Slopes, &turned).unwrap().auc() - (1.0 - share)).abs() < 1e-12);
        }
    }

    #[test]
    fn the_standard_error_is_about_the_spread_over_draws() {
        use crate::distributions::normal;
        use crate::seed::{Purpose, Seed};
        let draw = |seed: u64| {
            let mut stream = Seed::new(seed).stream(Purpose::Request, crate::dataset::RowId::new(0));
            let pairs: Vec<[f64; 2]> = (0..40)
                .map(|_| {
                    let common = normal(&mut stream);
                    [common + 0.5 + 0.5 * normal(&mut stream), common + 0.5 * normal(&mut stream)]
                })
                .collect();
            ResidueTest::new(Witness::Losses, &pairs).unwrap()
        };
        let tests: Vec<ResidueTest> = (0..400).map(draw).collect();
        let areas: Vec<f64> = tests.iter().map(ResidueTest::auc).collect();
        let spread = crate::statistics::sample_variance(&areas).unwrap().sqrt();
        let told =
            mean(&tests.iter().map(|test| test.standard_error().unwrap()).collect::<Vec<_>>()).unwrap();
        assert!((told / spread - 1.0).abs() < 0.15, "{told} for {spread}");
    }

    #[test]
    fn the_standard_error_is_that_of_the_areas_without_each_pair() {
        // Ties among them, so that halves count.
        let pairs: Vec<[f64; 2]> = (0..9).map(|k| [f64::from(k % 4), f64::from(k * k % 5) - 0.5]).collect();
        let without = |left_out: usize| {
            let rest =
                pairs.iter().enumerate().filter(|&(place, _)| place != left_out).map(|(_, pair)| *pair);
            ResidueTest::new(Witness::Losses, &rest.collect::<Vec<_>>()).unwrap().auc()
        };
        let areas: Vec<f64> = (0..pairs.len()).map(without).collect();
        let variance = crate::statistics::sample_variance(&areas).unwrap();
        let expected = (8.0 / 9.0 * 8.0 * variance).sqrt();
        let told = ResidueTest::new(Witness::Losses, &pairs).unwrap().standard_error().unwrap();
        assert!(expected > 0.1 && (told - expected).abs() < 1e-12, "{told} for {expected}");
    }

    #[test]
    fn differences_below_the_last_digit_are_none_and_nothing_is_no_test() {
        let close = ResidueTest::new(Witness::Losses, &[[0.1 + 1e-13, 0.1], [0.2, 0.2 + 1e-13]]).unwrap();
        assert_eq!(close.auc(), 0.5);
        assert_eq!(ResidueTest::new(Witness::Losses, &[]), None);
        assert_eq!(ResidueTest::new(Witness::Losses, &[[f64::NAN, 0.0]]), None);
        assert_eq!(ResidueTest::new(Witness::Losses, &[[1.0, 0.0]]).unwrap().standard_error(), None);
        let diagonal = |point: RocPoint| point.true_positive_rate == point.false_positive_rate;
        assert!(close.points().into_iter().all(diagonal));
    }
}
