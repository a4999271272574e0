//! Differential privacy: what a release may say about one row.
//!
//! A mechanism M turns rows into something that is released, with luck of its own. It is (ε, δ)-differentially private if for every
//! world W, every row z that W may or may not have, and every set S of releases
//!
//! P(M(W) ∈ S) ≤ e^ε · P(M(W ∪ {z}) ∈ S) + δ, and the same with the two worlds exchanged.
//!
//! Neighbours here differ by **one row that is added or removed**, everywhere in this module. (Others replace a row; a total then
//! has twice the sensitivity, and the ε of one convention is not the ε of the other.) For one pair of releases with densities p
//! and q the condition is ∫(p − e^ε·q)₊ ≤ δ both ways: a number for each ε, [`Noise::delta`].
//!
//! | what | here |
//! |---|---|
//! | (ε, δ), and what it allows any attacker | [`Guarantee`] |
//! | a number with a sensitivity | [`ClampedTotal`] |
//! | noise for it | [`Laplace`] (pure ε), [`Gaussian`] (classic and analytic calibration), [`AnyNoise`] |
//! | an attacker who guesses which world it was | [`GuessingGame`] |
//! | training with noise | [`DpSgd`] |
//! | what many noisy steps come to | [`SampledGaussian`], [`Accountant`], [`Conversion`] |
//! | what it costs on a real table | [`PrivateTable`] |
//!
//! Sources: Dwork, McSherry, Nissim & Smith (2006), *Calibrating noise to sensitivity in private data analysis*; Dwork & Roth (2014),
//! *The algorithmic foundations of differential privacy*.
//!
//! When it misleads: the guarantee is about one row. Somebody who has given k rows has kε; and whatever can be learned about a person
//! from the other rows (smokers fall ill) is not kept from anybody. Noise drawn in floating point has gaps that a careful attacker can
//! see (Mironov 2012, *On significance of the least significant bits for differential privacy*): the code here teaches and measures,
//! it does not guard anybody's secret.
//!
//! ```
//! use simulation::data::german_credit;
//! use simulation::robustness::privacy::{ClampedTotal, GuessingGame, Guarantee, Laplace};
//! use simulation::seed::Seed;
//! use simulation::world::World;
//!
//! // The total of all credits, each counted up to 10,000 marks; and the same without one customer.
//! let data = german_credit::dataset();
//! let query = ClampedTotal::new(20, 10_000.0)?;
//! let with = World::trainable(&data);
//! let without = with.keeping(|place| place != 63);
//! let (with, without) = (query.value(&with)?, query.value(&without)?);
//! assert_eq!(with - without, 10_000.0, "customer 63 owes more, and is counted up to the bound");
//!
//! // At ε = 1 nobody can tell which of the two worlds it was in more than 73 of 100 cases.
//! let guarantee = Guarantee::pure(1.0)?;
//! assert!(guarantee.accuracy_bound() < 0.732);
//! let noise = Laplace::calibrated(guarantee.epsilon(), query.sensitivity())?;
//! let game = GuessingGame::new(noise, without, with, Seed::new(1))?;
//! assert!(game.best_accuracy() <= guarantee.accuracy_bound());
//! let best: Vec<bool> = (0..500).map(|round| game.best_guess(game.released(round))).collect();
//! assert!((game.score(&best).share().unwrap() - game.best_accuracy()).abs() < 0.07);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accountant;
mod dp_sgd;
mod error;
mod game;
mod gaussian;
mod guarantee;
mod laplace;
mod noise;
mod query;
mod table;

pub use accountant::{Accountant, Conversion, DEFAULT_ORDERS, INTEGER_ORDERS, SampledGaussian, Spent};
pub use dp_sgd::{DpSgd, DpSgdPlan, PrivateStep, PrivateTraining};
pub use error::PrivacyError;
pub use game::{GuessingGame, Score};
pub use gaussian::Gaussian;
pub use guarantee::Guarantee;
pub use laplace::Laplace;
pub use noise::{AnyNoise, Noise};
pub use query::ClampedTotal;
pub use table::PrivateTable;
