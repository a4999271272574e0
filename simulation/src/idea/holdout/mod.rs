//! The other axis of the grid: which rows may evaluate, who holds some back, and what a score on rows that chose is worth.
//!
//! The rows of a table are drawn into equal **lots**, and each lot has a [`Right`](crate::dataset::Right): to train, to evaluate, both,
//! reserved, unavailable. Candidate models are trained on all rows that train. Each is scored on the **open** rows, which may be evaluated
//! on today, and on the **reserve**. All rows outside the lots are used by nobody in the story; they estimate the **truth**, with a standard
//! error of at most 1/√(4M) for M of them.
//!
//! - A *fixed* candidate: reserve and outside rows are exchangeable given the training rows, so E(score on the reserve − truth) = 0, and
//!   likewise on open rows that do not train.
//! - The *winner*: E(max over k of the scores) ≥ max of the expectations, so its score on the rows that chose it is optimistic.
//! - *Leakage*: reserved rows that train all the same. Every candidate has then seen a part of its test.
//!
//! | what | here |
//! |---|---|
//! | lots, rights, candidates | [`HoldoutPlan`], [`Candidate`] |
//! | one draw of the rows into lots, scored candidate by candidate | [`HoldoutStudy`], [`HoldoutDraw`] |
//! | who is chosen by what, and how far its score is from the truth | [`HoldoutRun`], [`ScoredOn`], [`Choice`], [`Gap`], [`Outcome`] |
//! | closed forms: the best of k binomials, a bound for any k; the error of an accuracy | [`expected_best`], [`optimism_bound`], [`sampling_error`] |
//!
//! When it misleads: rows are drawn into lots by luck, so that all lots are alike. A reserve from another year or another hospital is not, and
//! then even a fixed candidate's score is biased for the rows that one cares about.
//!
//! ```
//! use simulation::data::breast_cancer;
//! use simulation::dataset::Right;
//! use simulation::idea::holdout::{Candidate, Gap, HoldoutPlan, HoldoutStudy, ScoredOn};
//! use simulation::seed::Seed;
//!
//! let rights = vec![Right::Both, Right::Both, Right::Both, Right::Reserved];
//! let candidates = vec![Candidate { penalty: 0.01, share: 1.0 }, Candidate { penalty: 30.0, share: 1.0 }];
//! let plan = HoldoutPlan { rights, lot: 20, leaked: 0, candidates };
//! let study = HoldoutStudy::new(&breast_cancer::dataset(), plan, Seed::new(1))?;
//! let run = study.run(Seed::new(1))?;
//! let (open, reserve) = (run.choice(ScoredOn::Open), run.choice(ScoredOn::Reserve));
//! assert!(open.ok_or("no open rows")?.score > reserve.ok_or("no reserve")?.score, "what trained is easy to predict");
//! assert!(run.gap(Gap::OpenWinner) > Some(0.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod expected;
mod plan;
mod run;
mod study;

pub use expected::{expected_best, optimism_bound, sampling_error};
pub use plan::{Candidate, HoldoutError, HoldoutPlan};
pub use run::{CandidateScores, Choice, Gap, HoldoutRun, Outcome, ScoredOn};
pub use study::{HoldoutDraw, HoldoutStudy};
