//! The Nash bargaining solution where payoffs can be transferred.
//!
//! Maximise Σ wᵢ·log(xᵢ − dᵢ) subject to Σ xᵢ ≤ pie and xᵢ ≤ cᵢ. Without caps xᵢ = dᵢ + wᵢ/Σw·(pie − Σ d): the surplus is shared in proportion to the
//! weights. A side that would pass its cap gets the cap, and what it leaves is shared among the others in the same proportion; a share that grows never
//! frees a capped side again, so that at most n rounds settle who is capped. Where all are, part of the pie stays on the table. Cost O(n²).
//!
//! Source: Nash (1950), *The bargaining problem*; with weights, Kalai (1977), *Nonsymmetric Nash solutions and replications of 2-person bargaining*.

use super::BargainError;
use super::error::finite;

/// A pie, and for each side what it has without an agreement, its weight, and the most that it may get.
#[derive(Clone, Debug, PartialEq)]
pub struct Bargain {
    pie: f64,
    disagreement: Vec<f64>,
    weights: Vec<f64>,
    caps: Vec<f64>,
}

impl Bargain {
    /// Sides of equal weight and without caps.
    ///
    /// # Errors
    /// [`BargainError::NoSurplus`] where an agreement brings nothing, [`BargainError::Sides`] without sides, [`BargainError::NotFinite`].
    pub fn new(pie: f64, disagreement: Vec<f64>) -> Result<Self, BargainError> {
        finite("the pie", &[pie])?;
        finite("a disagreement payoff", &disagreement)?;
        let sides = disagreement.len();
        if sides == 0 {
            return Err(BargainError::Sides { what: "disagreement payoffs", found: 0, sides });
        }
        let sum = disagreement.iter().fold(0.0, |sum, payoff| sum + payoff);
        if sum >= pie {
            return Err(BargainError::NoSurplus { sum, pie });
        }
        Ok(Self { pie, weights: vec![1.0; sides], caps: vec![f64::INFINITY; sides], disagreement })
    }

    /// The same with another weight for each side; only their proportions count.
    ///
    /// # Errors
    /// [`BargainError::Sides`] or [`BargainError::Weight`].
    pub fn with_weights(self, weights: Vec<f64>) -> Result<Self, BargainError> {
        self.counts("weights", weights.len())?;
        let legal = |weight: &f64| weight.is_finite() && *weight >= 0.0;
        let wrong = weights.iter().position(|weight| !legal(weight));
        let none = weights.iter().all(|&weight| weight == 0.0).then_some(0);
        match wrong.or(none) {
            Some(side) => Err(BargainError::Weight { side, value: weights[side] }),
            None => Ok(Self { weights, ..self }),
        }
    }

    /// The same with the most that each side may get; ∞ for as much as there is.
    ///
    /// # Errors
    /// [`BargainError::Sides`], or [`BargainError::Cap`] for a cap that leaves nothing to gain.
    pub fn with_caps(self, caps: Vec<f64>) -> Result<Self, BargainError> {
        self.counts("caps", caps.len())?;
        for (side, (&cap, &disagreement)) in caps.iter().zip(&self.disagreement).enumerate() {
            if cap.is_nan() || cap <= disagreement {
                return Err(BargainError::Cap { side, cap, disagreement });
            }
        }
        Ok(Self { caps, ..self })
    }

    fn counts(&self, what: &'static str, found: usize) -> Result<(), BargainError> {
        let sides = self.disagreement.len();
        if found == sides { Ok(()) } else { Err(BargainError::Sides { what, found, sides }) }
    }

    /// What all sides together can have.
    pub const fn pie(&self) -> f64 {
        self.pie
    }

    /// dᵢ.
    pub fn disagreement(&self) -> &[f64] {
        &self.disagreement
    }

    /// pie − Σ d, above 0.
    pub fn surplus(&self) -> f64 {
        self.pie - self.disagreement.iter().fold(0.0, |sum, payoff| sum + payoff)
    }

    /// x, one payoff a side.
    ///
    /// ```
    /// use simulation::collective::bargain::Bargain;
    /// let bargain = Bargain::new(10.0, vec![1.0, 2.0, 1.0])?.with_weights(vec![1.0, 1.0, 2.0])?;
    /// assert_eq!(bargain.nash(), [2.5, 3.5, 4.0]);
    /// // The last may not have more than 2: the others share what it leaves.
    /// assert_eq!(bargain.with_caps(vec![9.0, 9.0, 2.0])?.nash(), [3.5, 4.5, 2.0]);
    /// # Ok::<(), simulation::collective::bargain::BargainError>(())
    /// ```
    pub fn nash(&self) -> Vec<f64> {
        let sides = self.disagreement.len();
        let mut capped = vec![false; sides];
        loop {
            let (mut left, mut weight) = (self.pie, 0.0);
            for (side, &capped) in capped.iter().enumerate() {
                left -= if capped { self.caps[side] } else { self.disagreement[side] };
                weight += if capped { 0.0 } else { self.weights[side] };
            }
            let unit = if weight > 0.0 { left / weight } else { 0.0 };
            let wants = |side: usize| self.disagreement[side] + self.weights[side] * unit;
            let over: Vec<usize> =
                (0..sides).filter(|&side| !capped[side] && wants(side) > self.caps[side]).collect();
            if over.is_empty() {
                return (0..sides)
                    .map(|side| if capped[side] { self.caps[side] } else { wants(side) })
                    .collect();
            }
            for side in over {
                capped[side] = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_bargained_over_is_refused() {
        let of =
            |pie, disagreement: &[f64]| Bargain::new(pie, disagreement.to_vec()).unwrap_err().to_string();
        assert_eq!(
            of(3.0, &[1.0, 2.0]),
            "the disagreement payoffs add up to 3: legal is less than the pie, 3"
        );
        assert!(of(1.0, &[]).contains("0 disagreement payoffs"));
        assert!(of(f64::NAN, &[0.0]).contains("the pie is NaN"));
        assert!(of(1.0, &[f64::INFINITY]).contains("inf"));
        let two = || Bargain::new(3.0, vec![0.0, 1.0]).unwrap();
        assert!(two().with_weights(vec![1.0]).unwrap_err().to_string().contains("1 weights: legal are 2"));
        assert_eq!(two().with_weights(vec![1.0, -1.0]), Err(BargainError::Weight { side: 1, value: -1.0 }));
        assert!(two().with_weights(vec![0.0, 0.0]).is_err());
        assert!(two().with_caps(vec![1.0, 1.0]).unwrap_err().to_string().contains("the cap of side 1 is 1"));
        assert!(two().with_caps(vec![1.0, f64::NAN]).is_err());
    }

    #[test]
    fn where_all_are_capped_something_stays_on_the_table() {
        let bargain = Bargain::new(10.0, vec![0.0, 0.0]).unwrap().with_caps(vec![2.0, 3.0]).unwrap();
        assert_eq!(bargain.nash(), [2.0, 3.0]);
        let weightless = Bargain::new(10.0, vec![1.0, 2.0]).unwrap().with_weights(vec![0.0, 1.0]).unwrap();
        assert_eq!(weightless.nash(), [1.0, 9.0]);
    }

    /// Sides with what they have, their weights and caps, and a pie above the first sum.
    fn drawn() -> impl Strategy<Value = Bargain> {
        let side = (-3.0..3.0, 0.1..2.0, 0.05..6.0);
        (proptest::collection::vec(side, 1..6), 0.1..8.0).prop_map(|(sides, surplus)| {
            let d: Vec<f64> = sides.iter().map(|side| side.0).collect();
            let pie = d.iter().sum::<f64>() + surplus;
            let caps = sides.iter().map(|side| side.0 + side.2).collect();
            let weights = sides.iter().map(|side| side.1).collect();
            Bargain::new(pie, d).unwrap().with_weights(weights).unwrap().with_caps(caps).unwrap()
        })
    }

    proptest! {
        /// The closed form of concepts.md, and the conditions that tell the optimum of a concave programme.
        #[test]
        fn the_solution_satisfies_its_conditions(bargain in drawn()) {
            let x = bargain.nash();
            let sum: f64 = x.iter().sum();
            let all_capped = x.iter().zip(&bargain.caps).all(|(x, cap)| x == cap);
            prop_assert!(all_capped && sum <= bargain.pie + 1e-9 || (sum - bargain.pie).abs() < 1e-9);
            // w/(x − d) is one number for the uncapped, and not smaller for the capped.
            let price = |side: usize| bargain.weights[side] / (x[side] - bargain.disagreement[side]);
            let free: Vec<f64> = (0..x.len()).filter(|&side| x[side] < bargain.caps[side]).map(price).collect();
            for (side, &payoff) in x.iter().enumerate() {
                prop_assert!(payoff <= bargain.caps[side] && payoff > bargain.disagreement[side]);
                for other in &free {
                    prop_assert!(price(side) >= other * (1.0 - 1e-9));
                }
            }
            let uncapped = Bargain { caps: vec![f64::INFINITY; x.len()], ..bargain.clone() };
            let total: f64 = bargain.weights.iter().sum();
            for (side, x) in uncapped.nash().into_iter().enumerate() {
                let closed = bargain.disagreement[side] + bargain.weights[side] / total * bargain.surplus();
                prop_assert!((x - closed).abs() < 1e-12 * (1.0 + closed.abs()));
            }
        }

        #[test]
        fn nobody_who_deviates_a_little_does_better(bargain in drawn(), from in 0_usize..6, to in 0_usize..6, amount in 0.001..0.5) {
            let product = |x: &[f64]| -> f64 {
                let sides = x.iter().zip(&bargain.disagreement).zip(&bargain.weights);
                sides.map(|((x, d), w)| w * (x - d).ln()).sum()
            };
            let mut x = bargain.nash();
            let best = product(&x);
            let (from, to) = (from % x.len(), to % x.len());
            x[from] -= amount;
            x[to] += amount;
            let legal = x[from] > bargain.disagreement[from] && x[to] <= bargain.caps[to];
            prop_assert!(!legal || product(&x) <= best + 1e-9);
        }
    }
}
