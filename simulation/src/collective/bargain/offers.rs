//! Alternating offers: two sides propose in turn, and waiting costs.
//!
//! Side 1 proposes a division, side 2 accepts or proposes another in the next round, and so on. Each round of waiting multiplies what side i still
//! stands to gain by δᵢ < 1: by impatience, or because talks break down with probability 1 − δ and both fall back to what they have. In the only subgame
//! perfect equilibrium the first proposal is accepted, and its maker gets (1 − δ of the other)/(1 − δ₁·δ₂) of the surplus.
//!
//! As rounds get short, δᵢ = e^(−rᵢ·Δ) with Δ → 0, that share tends to r of the other/(r₁ + r₂), whoever speaks first: the Nash solution with these weights.
//! With N rounds only, whoever would make the last proposal would take all; backward induction from there tends to the same as N grows.
//!
//! Source: Rubinstein (1982), *Perfect equilibrium in a bargaining model*; Binmore, Rubinstein & Wolinsky (1986), *The Nash bargaining solution in economic
//! modelling*.
//!
//! When it misleads: each side knows the other's patience, and nothing is ever refused. Real talks fail.

use super::{Bargain, BargainError};

/// Two sides by their discount factors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlternatingOffers {
    discounts: [f64; 2],
}

impl AlternatingOffers {
    /// δ of either side.
    ///
    /// # Errors
    /// [`BargainError::Discount`] unless 0 ≤ δ < 1.
    pub fn new(discounts: [f64; 2]) -> Result<Self, BargainError> {
        match discounts.iter().position(|discount| !(0.0..1.0).contains(discount)) {
            Some(side) => Err(BargainError::Discount { side, value: discounts[side] }),
            None => Ok(Self { discounts }),
        }
    }

    /// What of the surplus either side gets in equilibrium, if `first` proposes first.
    ///
    /// # Errors
    /// [`BargainError::First`].
    pub fn shares(&self, first: usize) -> Result<[f64; 2], BargainError> {
        let own = (1.0 - self.other(first)?) / (1.0 - self.discounts[0] * self.discounts[1]);
        Ok(Self::ordered(first, own))
    }

    /// The same if talks end after so many proposals, from 1 on; by backward induction. Cost O(rounds).
    ///
    /// # Errors
    /// [`BargainError::First`].
    pub fn shares_after(&self, first: usize, rounds: u32) -> Result<[f64; 2], BargainError> {
        self.other(first)?;
        let last = rounds.max(1) - 1;
        // The last proposal takes all; each before it leaves the other side what waiting would bring.
        let own = (0..last).rev().fold(1.0, |next, round| {
            let listener = if round % 2 == 0 { 1 - first } else { first };
            1.0 - self.discounts[listener] * next
        });
        Ok(Self::ordered(first, own))
    }

    /// The limit as rounds get short: weights of the Nash solution that patience stands for.
    ///
    /// ```
    /// use simulation::collective::bargain::AlternatingOffers;
    /// let weights = AlternatingOffers::new([0.9, 0.9])?.weights();
    /// assert_eq!(weights, [0.5, 0.5]);
    /// # Ok::<(), simulation::collective::bargain::BargainError>(())
    /// ```
    pub fn weights(&self) -> [f64; 2] {
        // Impatience r = −log δ; a side that cannot wait at all has none of the surplus.
        let [one, other] = self.discounts.map(|discount| -libm::log(discount));
        match (one.is_infinite(), other.is_infinite()) {
            (true, true) => [0.5, 0.5],
            (true, false) => [0.0, 1.0],
            (false, true) => [1.0, 0.0],
            _ => [other / (one + other), one / (one + other)],
        }
    }

    /// The same sides with rounds of a part of the length: δ^part.
    ///
    /// # Errors
    /// [`BargainError::Discount`] if δ^part is no longer below 1.
    pub fn quicker(&self, part: f64) -> Result<Self, BargainError> {
        Self::new(self.discounts.map(|discount| libm::pow(discount, part)))
    }

    /// The payoffs of a bargain of two sides, if `first` proposes first.
    ///
    /// # Errors
    /// [`BargainError::First`], or [`BargainError::Two`] for another number of sides. Weights and caps do not count: patience takes their place.
    pub fn split(&self, bargain: &Bargain, first: usize) -> Result<[f64; 2], BargainError> {
        let &[one, other] = bargain.disagreement() else {
            return Err(BargainError::Two(bargain.disagreement().len()));
        };
        let [share, _] = self.shares(first)?;
        let payoff = one + share * (bargain.pie() - one - other);
        Ok([payoff, bargain.pie() - payoff])
    }

    fn other(&self, first: usize) -> Result<f64, BargainError> {
        if first < 2 { Ok(self.discounts[1 - first]) } else { Err(BargainError::First(first)) }
    }

    fn ordered(first: usize, own: f64) -> [f64; 2] {
        if first == 0 { [own, 1.0 - own] } else { [1.0 - own, own] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_equilibria() {
        let equal = AlternatingOffers::new([0.5, 0.5]).unwrap();
        assert_eq!(equal.shares(0).unwrap(), [2.0 / 3.0, 1.0 - 2.0 / 3.0]);
        assert_eq!(equal.shares_after(0, 1).unwrap(), [1.0, 0.0]);
        assert_eq!(equal.shares_after(0, 2).unwrap(), [0.5, 0.5]);
        assert_eq!(equal.shares_after(1, 3).unwrap(), [0.25, 0.75]);
        // Who cannot wait takes what it is offered, and nothing is offered.
        let now = AlternatingOffers::new([0.9, 0.0]).unwrap();
        assert_eq!((now.shares(0).unwrap(), now.weights()), ([1.0, 0.0], [1.0, 0.0]));
        assert_eq!(AlternatingOffers::new([0.0; 2]).unwrap().weights(), [0.5, 0.5]);
        for wrong in [1.0, -0.1, f64::NAN] {
            assert!(AlternatingOffers::new([0.5, wrong]).unwrap_err().to_string().contains("side 1"));
        }
        assert_eq!(equal.shares(2), Err(BargainError::First(2)));
        let three = Bargain::new(9.0, vec![1.0; 3]).unwrap();
        assert_eq!(equal.split(&three, 0), Err(BargainError::Two(3)));
    }

    proptest! {
        /// Rubinstein’s limit: in short rounds the equilibrium is the Nash solution with patience as weights.
        #[test]
        fn in_short_rounds_offers_end_at_nash(one in 0.05..0.95, other in 0.05..0.95, d in 0.0..4.0, e in 0.0..4.0, first in 0_usize..2) {
            let offers = AlternatingOffers::new([one, other]).unwrap();
            let bargain = Bargain::new(10.0, vec![d, e]).unwrap();
            let nash = bargain.clone().with_weights(offers.weights().to_vec()).unwrap().nash();
            let mut last = f64::INFINITY;
            for part in [1.0, 0.1, 0.01, 1e-4] {
                let split = offers.quicker(part).unwrap().split(&bargain, first).unwrap();
                let apart = (split[0] - nash[0]).abs();
                prop_assert!(apart <= last + 1e-9, "{apart} after {last}");
                last = apart;
            }
            prop_assert!(last < 1e-2 * bargain.surplus(), "{last}");
            // No round is worth waiting for.
            let [own, rest] = offers.shares(first).unwrap();
            let [next_own, next_rest] = offers.shares(1 - first).unwrap();
            let (offered, later) = if first == 0 { (rest, other * next_rest) } else { (own, one * next_own) };
            prop_assert!((offered - later).abs() < 1e-12, "who listens is left just what waiting would bring");
        }

        #[test]
        fn long_talks_end_as_endless_ones(one in 0.0..0.9, other in 0.0..0.9, first in 0_usize..2) {
            let offers = AlternatingOffers::new([one, other]).unwrap();
            let (endless, long) = (offers.shares(first).unwrap(), offers.shares_after(first, 400).unwrap());
            prop_assert!((endless[0] - long[0]).abs() < 1e-9 && (long[0] + long[1] - 1.0).abs() < 1e-12);
        }
    }
}
