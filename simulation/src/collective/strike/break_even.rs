//! The damage of a strike held against a price.
//!
//! An operator who values performance can pay the members instead of losing their rows. The price p of a row is counted in performance:
//! how much of it the operator would give up for that row to stay. A strike by a share q of m rows has damage D(q) and would cost p·m·q to
//! settle; it breaks even at the smallest q from which on, up to everybody, D ≥ p·m·q. Between shares D is a straight line.
//!
//! The dearest price with a break-even at q is D(q)/(m·q): what the operator loses for each row withheld.
//!
//! Cost: O(shares).
//!
//! When it misleads: it knows one deal for all rows at one price, made once. Real bargaining has offers, threats and patience.

use super::StrikeSamples;
use crate::collective::lasting;

/// Where a price and a damage meet.
///
/// ```
/// use simulation::collective::strike::BreakEven;
/// // 100 rows: half of them hardly matter, all of them are worth 0.2.
/// let even = BreakEven::of(&[0.0, 0.5, 1.0], &[0.0, 0.01, 0.2], 100.0, 0.001);
/// assert!((even.share.unwrap() - 0.642_857_143).abs() < 1e-6);
/// assert_eq!(even.dearest, Some((1.0, 0.002)));
/// // At three thousandths a row the operator would rather bear it.
/// assert_eq!(BreakEven::of(&[0.0, 0.5, 1.0], &[0.0, 0.01, 0.2], 100.0, 0.003).share, None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BreakEven {
    /// The share of the members from which on the damage is at least what settling would cost; `None` if it is not even with all of them.
    pub share: Option<f64>,
    /// The share at which a row withheld does most damage, and that damage for each row; `None` of no strike.
    pub dearest: Option<(f64, f64)>,
}

impl BreakEven {
    /// Of a damage at each share, shares ascending, with `rows` withheld at share 1 and a price for each.
    pub fn of(shares: &[f64], damages: &[f64], rows: f64, price: f64) -> Self {
        let gaps: Vec<f64> =
            shares.iter().zip(damages).map(|(share, damage)| damage - price * rows * share).collect();
        let each = shares.iter().zip(damages).filter(|(share, _)| **share > 0.0 && rows > 0.0);
        let dearest =
            each.map(|(&share, &damage)| (share, damage / (rows * share))).fold(None, |best, one| {
                if best.is_some_and(|(_, most): (f64, f64)| most >= one.1) { best } else { Some(one) }
            });
        Self { share: lasting(shares, &gaps), dearest }
    }

    /// Of every draw by itself, each with its own number of rows: how much of the answer is luck.
    pub fn of_each(samples: &StrikeSamples, rows: &[f64], price: f64) -> Vec<Self> {
        let of = |(draw, &rows): (&Vec<f64>, &f64)| {
            let before = draw.first().copied().unwrap_or(f64::NAN);
            let damages: Vec<f64> = draw.iter().map(|value| before - value).collect();
            Self::of(samples.shares(), &damages, rows, price)
        };
        samples.draws().iter().zip(rows).map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_higher_price_never_breaks_even_earlier(
            damages in proptest::collection::vec(0.0_f64..1.0, 4),
            price in 0.0_f64..0.02,
            more in 0.0_f64..0.02,
        ) {
            let shares = [0.0, 0.3, 0.6, 1.0];
            let damages = [0.0, damages[1], damages[2], damages[3]];
            let share = |price| BreakEven::of(&shares, &damages, 50.0, price).share;
            match (share(price), share(price + more)) {
                (Some(low), Some(high)) => prop_assert!(high >= low - 1e-12),
                (None, high) => prop_assert_eq!(high, None),
                (Some(_), None) => {}
            }
        }

        #[test]
        fn above_the_dearest_price_nothing_breaks_even(damages in proptest::collection::vec(-0.5_f64..1.0, 3)) {
            let (shares, damages) = ([0.0, 0.4, 1.0], [0.0, damages[1], damages[2]]);
            let (_, dearest) = BreakEven::of(&shares, &damages, 20.0, 0.0).dearest.unwrap();
            let above = BreakEven::of(&shares, &damages, 20.0, dearest.max(0.0) + 1e-9);
            prop_assert_eq!(above.share, None);
        }
    }

    #[test]
    fn every_draw_has_its_own() {
        let samples = StrikeSamples::new(vec![0.0, 1.0], vec![vec![0.9, 0.5], vec![0.8, 0.79]]).unwrap();
        let each = BreakEven::of_each(&samples, &[10.0, 10.0], 0.02);
        assert_eq!((each[0].share, each[1].share), (Some(0.0), None));
        assert_eq!(BreakEven::of(&[], &[], 10.0, 0.1), BreakEven { share: None, dearest: None });
    }
}
