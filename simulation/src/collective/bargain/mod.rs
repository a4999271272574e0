//! Bargaining over data: what an operator and the people behind its rows can agree on, and how the people share it.
//!
//! Payoffs add up to a *pie*: what a model trained on all rows is worth. If talks fail, each side has its *disagreement payoff*: the operator a model
//! without the rows that are withheld, the people what they get elsewhere. What is left of the pie above both is the *surplus*, and only that is
//! bargained over.
//!
//! [`Stakes`] takes both payoffs from measured curves.
//!
//! | rule | who gets what | here |
//! |---|---|---|
//! | Nash | maximises Π (xᵢ − dᵢ)^wᵢ | [`Bargain::nash`], [`nash_on_ellipse`] for a curved frontier |
//! | alternating offers | a share of the surplus that patience decides | [`AlternatingOffers`] |
//! | Shapley | one's average marginal contribution | [`shapley`](crate::valuation::shapley) of an [`OperatorGame`] |
//! | core | anything that no coalition can improve on alone | [`core_range`], [`loudest_objection`], [`least_core`](crate::valuation::least_core) |
//! | dividend | a fund by heads, or by values | [`dividends`] |
//!
//! Sources: Nash (1950), *The bargaining problem*; Rubinstein (1982), *Perfect equilibrium in a bargaining model*; Binmore, Rubinstein & Wolinsky
//! (1986), *The Nash bargaining solution in economic modelling*; Shapley (1953), *A value for n-person games*.
//!
//! When it misleads: payoffs are taken to be known to both sides, to be in one unit, and to be transferable. A measured curve gives what a model
//! can do, not what it earns. And a side that cannot act together has no disagreement payoff to threaten with.
//!
//! ```
//! use simulation::collective::bargain::{AlternatingOffers, Bargain};
//!
//! // A model is worth 60 with the rows and 40 without; elsewhere the rows bring 4.
//! let bargain = Bargain::new(60.0, vec![40.0, 4.0])?;
//! assert_eq!(bargain.nash(), [48.0, 12.0]);
//! // With offers and counter-offers it is better to be patient, and to speak first.
//! let offers = AlternatingOffers::new([0.9, 0.8])?;
//! let [operator, people] = offers.split(&bargain, 1)?;
//! assert!(operator > 48.0 && people < 12.0);
//! assert_eq!(operator + people, 60.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod dividend;
mod ellipse;
mod error;
mod measured;
mod nash;
mod offers;
mod operator;
mod stable;

pub use dividend::{Dividend, dividends};
pub use ellipse::nash_on_ellipse;
pub use error::BargainError;
pub use measured::Stakes;
pub use nash::Bargain;
pub use offers::AlternatingOffers;
pub use operator::OperatorGame;
pub use stable::{Objection, core_range, loudest_objection};
