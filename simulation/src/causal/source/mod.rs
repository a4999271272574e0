//! Adding a source: training runs, some with it and some without, and both worlds of each.
//!
//! A **run** has rows of its own, few or many, whose labels it took care of or not; it may add a fixed **source**, other rows of the table
//! of which a share has wrong labels. Size and care move the accuracy, and, unless a coin decides, they move who adds the source: those
//! in need. So they confound. As a structural model, with U standing for all luck:
//!
//! - S, C ← kind of the run; own rows ← U
//! - T ← whether it adds the source: P(T = 1) = 1/(1 + exp −k·(C − ½ − s)), s from −1 (smallest) to 1 (largest), or ½
//! - Y ← accuracy on the test rows of the model trained on the own rows, and on the source if T = 1
//!
//! The last arrow is no equation: it is training. That is why the world that a record lacks can be computed here, and an estimate of the
//! source's effect be held against the effect itself. Whoever has only the record cannot.
//!
//! | what | here |
//! |---|---|
//! | the table, divided; one run in both worlds | [`SourceStudy`], [`SourceRun`] |
//! | who adds the source | [`Adoption`] |
//! | what is recorded of which runs | [`Recorded`], [`Reported`], [`SourceRecord`] |
//! | an estimate chosen at run time | [`Estimator`] |
//!
//! When it misleads: runs share the source and the test rows, so that the effect is that of *this* source on *this* test. Another draw of
//! the source has another one.
//!
//! ```
//! use simulation::causal::source::{Adoption, Estimator, Recorded, Reported, SourcePlan, SourceRecord, SourceStudy, mean_effect};
//! use simulation::data::penguins;
//! use simulation::learners::NearestCentroid;
//! use simulation::seed::Seed;
//!
//! let plan = SourcePlan { sizes: vec![3, 6, 12, 24], careless: 0.3, source: 12, wrong: 0.0, tests: 100 };
//! let study = SourceStudy::new(&penguins::dataset(), plan, Seed::new(1))?;
//! let runs = (0..60).map(|index| study.run(&NearestCentroid, index)).collect::<Result<Vec<_>, _>>()?;
//! let adopted = Adoption::Need(1.5).draw(&runs, Seed::new(1));
//! let record = SourceRecord::new(&runs, &adopted, Recorded::SizeAndCare, Reported::All)?;
//! let error = |estimator: Estimator| Some((record.estimate(estimator).ok()?.value - mean_effect(&runs)?).abs());
//! assert!(error(Estimator::Weighted) < error(Estimator::Naive));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod adoption;
mod record;
mod study;

pub use adoption::Adoption;
pub use record::{Estimator, Recorded, Reported, SourceRecord};
pub use study::{SourceError, SourcePlan, SourceRun, SourceStudy, mean_effect};
