//! The weights that make a semivalue.
//!
//! A semivalue averages what a player adds over the coalitions of the others, with weights that depend on the size alone:
//! w(0) … w(n−1), not negative, Σₖ C(n−1, k)·w(k) = 1.
//!
//! | | w(k) | favours |
//! |---|---|---|
//! | Shapley | k!·(n−1−k)!/n! | no size: every size together weighs 1/n |
//! | Banzhaf | 2^−(n−1) | the middle: no coalition |
//! | Beta(α, β) | B(k+β, n−1−k+α)/B(α, β) | small ones if α > β, large ones if α < β |
//!
//! Source: Dubey, Neyman & Weber (1981), *Value theory without efficiency*; Kwon & Zou (2022), *Beta Shapley*.

use thiserror::Error;

/// w(0) … w(n−1), checked.
#[derive(Clone, Debug, PartialEq)]
pub struct SemivalueWeights(Vec<f64>);

/// Why there are no such weights, or no such semivalue.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum SemivalueError {
    /// More players than a coalition has bits for.
    #[error("there are {0} players: legal are 0 to 31")]
    Players(usize),
    /// A parameter of Beta(α, β) is not positive, or too large to add.
    #[error("{name} is {value}: legal are numbers above 0, up to 1e300")]
    Parameter {
        /// "alpha" or "beta".
        name: &'static str,
        /// What was found.
        value: f64,
    },
    /// A weight is negative or not a number.
    #[error("the weight of coalitions of {size} is {value}: legal are finite numbers from 0")]
    Weight {
        /// The coalitions' size.
        size: usize,
        /// What was found.
        value: f64,
    },
    /// The weights are no average.
    #[error("the weights over all coalitions add up to {0}: legal is 1")]
    Sum(f64),
    /// The weights are for another number of players.
    #[error("the weights are for {weights} players, and the game has {game}")]
    Mismatch {
        /// Players of the weights.
        weights: usize,
        /// Players of the game.
        game: usize,
    },
}

impl SemivalueWeights {
    /// Any weights by size, w(0) to w(n−1) for n players.
    ///
    /// # Errors
    /// [`SemivalueError`] if there are more than 31, one is negative or not finite, or Σₖ C(n−1, k)·w(k) differs from 1 by more
    /// than 1e-9 (no weights at all are legal: a game of nobody).
    ///
    /// ```
    /// use simulation::valuation::SemivalueWeights;
    /// // Only what a player is worth alone.
    /// assert!(SemivalueWeights::new(vec![1.0, 0.0, 0.0]).is_ok());
    /// assert!(SemivalueWeights::new(vec![0.5, 0.5, 0.5]).is_err());
    /// ```
    pub fn new(weights: Vec<f64>) -> Result<Self, SemivalueError> {
        legal(weights.len())?;
        if let Some(size) = weights.iter().position(|weight| !(*weight >= 0.0 && weight.is_finite())) {
            return Err(SemivalueError::Weight { size, value: weights[size] });
        }
        let sum: f64 = choices(weights.len()).zip(&weights).fold(0.0, |sum, (choose, w)| sum + choose * w);
        if !weights.is_empty() && (sum - 1.0).abs() > 1e-9 {
            return Err(SemivalueError::Sum(sum));
        }
        Ok(Self(weights))
    }

    /// Shapley: w(k) = k!·(n−1−k)!/n! = 1/(n·C(n−1, k)). To a few last bits.
    ///
    /// # Errors
    /// [`SemivalueError`] above 31 players.
    pub fn shapley(players: usize) -> Result<Self, SemivalueError> {
        legal(players).map(|()| Self::shapley_of(players))
    }

    /// Banzhaf: w(k) = 2^−(n−1). Exact.
    ///
    /// # Errors
    /// [`SemivalueError`] above 31 players.
    pub fn banzhaf(players: usize) -> Result<Self, SemivalueError> {
        legal(players).map(|()| Self::banzhaf_of(players))
    }

    /// Beta(α, β): w(k) = B(k+β, n−1−k+α)/B(α, β). Beta(16, 1) favours small coalitions, Beta(1, 16) large ones, and Beta(1, 1) is
    /// Shapley. The quotient is a product of n − 1 factors below 1, each of positive numbers: nothing overflows and nothing
    /// cancels, to about 1e-14 relative.
    ///
    /// # Errors
    /// [`SemivalueError`] above 31 players, or if a parameter is not in (0, 1e300].
    ///
    /// ```
    /// use simulation::valuation::SemivalueWeights;
    /// let small_first = SemivalueWeights::beta(3, 16.0, 1.0)?;
    /// assert!(small_first.by_size()[0] > small_first.by_size()[2]);
    /// # Ok::<(), simulation::valuation::SemivalueError>(())
    /// ```
    pub fn beta(players: usize, alpha: f64, beta: f64) -> Result<Self, SemivalueError> {
        legal(players)?;
        for (name, value) in [("alpha", alpha), ("beta", beta)] {
            if !(value > 0.0 && value <= 1e300) {
                return Err(SemivalueError::Parameter { name, value });
            }
        }
        // B(k+β, m−k+α)/B(β, α) = Π_{j<k} (β+j)/(α+β+j) · Π_{j<m−k} (α+j)/(α+β+k+j), with m = n − 1.
        let ratio =
            |first: f64, j: usize, before: usize| (first + j as f64) / (alpha + beta + (before + j) as f64);
        let weight = |size: usize| {
            let present = (0..size).fold(1.0, |product, j| product * ratio(beta, j, 0));
            (0..players - 1 - size).fold(present, |product, j| product * ratio(alpha, j, size))
        };
        Ok(Self((0..players).map(weight).collect()))
    }

    /// n.
    pub fn players(&self) -> usize {
        self.0.len()
    }

    /// w(0) … w(n−1).
    pub fn by_size(&self) -> &[f64] {
        &self.0
    }

    /// Shapley's weights; of more than 31 players those of 31.
    pub(super) fn shapley_of(players: usize) -> Self {
        let players = players.min(31);
        Self(choices(players).map(|choose| 1.0 / (players as f64 * choose)).collect())
    }

    /// Banzhaf's weights; of more than 31 players those of 31.
    pub(super) fn banzhaf_of(players: usize) -> Self {
        let players = players.min(31);
        let coalitions = f64::from(1_u32 << players.saturating_sub(1));
        Self(vec![1.0 / coalitions; players])
    }
}

fn legal(players: usize) -> Result<(), SemivalueError> {
    if players <= 31 { Ok(()) } else { Err(SemivalueError::Players(players)) }
}

/// C(n−1, 0) … C(n−1, n−1). Exact: every intermediate product is a whole number below 2^53.
fn choices(players: usize) -> impl Iterator<Item = f64> {
    let next = move |choose: f64, k: usize| choose * (players - 1 - k) as f64 / (k + 1) as f64;
    (0..players).scan(1.0, move |choose, k| {
        let here = *choose;
        *choose = next(here, k);
        Some(here)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(weights: &SemivalueWeights) -> f64 {
        choices(weights.players()).zip(weights.by_size()).map(|(choose, weight)| choose * weight).sum()
    }

    #[test]
    fn they_add_up_to_one_for_every_number_of_players() {
        for players in 1..=31 {
            for weights in [SemivalueWeights::shapley(players), SemivalueWeights::banzhaf(players)] {
                assert!((sum(&weights.unwrap()) - 1.0).abs() < 1e-14);
            }
        }
        assert_eq!(SemivalueWeights::shapley(0).unwrap().by_size(), [0.0; 0]);
        assert_eq!(SemivalueWeights::banzhaf(0).unwrap().by_size(), [0.0; 0]);
        assert_eq!(SemivalueWeights::beta(0, 1.0, 1.0).unwrap().by_size(), [0.0; 0]);
    }

    #[test]
    fn arguments_are_checked() {
        let error = SemivalueWeights::beta(3, 0.0, 1.0).unwrap_err().to_string();
        assert_eq!(error, "alpha is 0: legal are numbers above 0, up to 1e300");
        assert!(SemivalueWeights::beta(3, 1.0, f64::NAN).is_err());
        assert!(SemivalueWeights::shapley(32).is_err());
        let error = SemivalueWeights::new(vec![0.5, -0.5]).unwrap_err().to_string();
        assert_eq!(error, "the weight of coalitions of 1 is -0.5: legal are finite numbers from 0");
        assert_eq!(SemivalueWeights::new(vec![1.0; 2]), Err(SemivalueError::Sum(2.0)));
    }

    #[test]
    fn beta_weights_are_those_of_the_gamma_functions() {
        // ln B(a, b) by the logarithm of the gamma function: another route to the same numbers.
        let beta = |a: f64, b: f64| libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
        for (a, b) in [(16.0, 1.0), (1.0, 16.0), (0.3, 2.7), (5.0, 5.0)] {
            let weights = SemivalueWeights::beta(31, a, b).unwrap();
            for (size, weight) in weights.by_size().iter().enumerate() {
                let k = size as f64;
                let want = libm::exp(beta(k + b, 30.0 - k + a) - beta(a, b));
                assert!((weight / want - 1.0).abs() < 1e-11, "Beta({a}, {b}), size {size}");
            }
        }
    }

    proptest! {
        #[test]
        fn beta_weights_add_up_to_one_at_every_scale(
            players in 1_usize..=31, a in -300_i32..=300, b in -300_i32..=300,
        ) {
            let (alpha, beta) = (libm::exp10(f64::from(a)), libm::exp10(f64::from(b)));
            let weights = SemivalueWeights::beta(players, alpha.min(1e300), beta.min(1e300)).unwrap();
            prop_assert!((sum(&weights) - 1.0).abs() < 1e-13, "{}", sum(&weights));
            prop_assert!(SemivalueWeights::new(weights.by_size().to_vec()).is_ok());
        }

        #[test]
        fn swapping_the_parameters_swaps_small_and_large(
            players in 1_usize..=31, alpha in 0.01_f64..50.0, beta in 0.01_f64..50.0,
        ) {
            let one = SemivalueWeights::beta(players, alpha, beta).unwrap();
            let other = SemivalueWeights::beta(players, beta, alpha).unwrap();
            for (w, mirrored) in one.by_size().iter().zip(other.by_size().iter().rev()) {
                prop_assert!((w / mirrored - 1.0).abs() < 1e-12);
            }
        }
    }
}
