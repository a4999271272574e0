//! The mean effect of a treatment, from records of who got it and what came of it.
//!
//! A unit i has covariates xᵢ, was treated (tᵢ = 1) or not (tᵢ = 0), and has the outcome yᵢ of the world it was in; in the other world it
//! would have had another, which nobody saw. What is wanted is τ = E[Y(1) − Y(0)], and the difference of the two groups' means is τ only
//! if who was treated has nothing to do with what would have come of it.
//!
//! | estimate | what makes it right | here |
//! |---|---|---|
//! | naive: difference of means | treatment by a coin | [`difference_in_means`] |
//! | stratified (back-door formula) | a coin within each stratum | [`stratified`], for counts [`standardised_rates`] |
//! | regression adjustment | outcomes linear in x in either group | [`regression_adjusted`] |
//! | inverse probability weights | the propensity e(x) = P(T = 1 given x) is right | [`horvitz_thompson`], [`hajek`] |
//! | augmented weights | either of the last two | [`augmented`] |
//!
//! All but the first need **no hidden cause** of both treatment and outcome, and **overlap**: treated and untreated units at every x.
//! The first cannot be seen in the record; for the second look at the weights.
//!
//! Standard errors are those of independent units from one population. For the effect in these very units they are at most too large.
//!
//! Sources: Rubin (1974), *Estimating causal effects of treatments in randomized and nonrandomized studies*; Rosenbaum & Rubin (1983),
//! *The central role of the propensity score*; Pearl (2009), *Causality*, section 3.3.
//!
//! ```
//! use simulation::causal::effects::{Observations, Propensity, difference_in_means, hajek, stratified};
//!
//! // Twelve units of two kinds. Treatment adds 1, kind 1 has 4 more, and mostly kind 1 is treated.
//! let kinds = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
//! let treated = [true, false, false, false, false, false, true, true, true, true, true, false];
//! let outcome = |i: usize| 4.0 * kinds[i] as f64 + f64::from(u8::from(treated[i]));
//! let covariates = kinds.iter().map(|&kind| vec![kind as f64]).collect();
//! let record = Observations::new(covariates, treated.to_vec(), (0..12).map(outcome).collect())?;
//! assert!(difference_in_means(&record)?.value > 3.0, "kind passes for treatment");
//! assert!((stratified(&record, &kinds)?.value - 1.0).abs() < 1e-12);
//! let propensity = Propensity::fit(&record)?;
//! assert!((hajek(&record, &propensity)?.value - 1.0).abs() < 1e-9);
//! # Ok::<(), simulation::causal::effects::EffectError>(())
//! ```

mod difference;
mod influence;
mod observations;
mod propensity;
mod regression;
mod table;
mod weighted;

pub use difference::{difference_in_means, stratified};
pub use observations::{Effect, EffectError, Observations};
pub use propensity::Propensity;
pub use regression::{augmented, regression_adjusted};
pub use table::{Counts, pooled_rate, standardised_rates};
pub use weighted::{hajek, horvitz_thompson};
