//! Learning curves on real data, and the power laws that are read off them.
//!
//! | step | here |
//! |---|---|
//! | divide a table into rows that enter and rows that test | [`CurveTable`] |
//! | observe the model at growing sizes, on several seeded draws | [`LearningCurve`] |
//! | gather the draws of each size | [`CurveSamples`] |
//! | fit L(n) = a·n^(−b) + c | [`PowerLaw`] |
//! | the straight line on logarithmic axes, which knows no offset | [`LogLogLine`] |
//! | how sure all of that is | [`PowerLawBand`] |
//!
//! Source: Hestness et al. (2017), *Deep learning scaling is predictable, empirically*; Rosenfeld et al. (2020), *A constructive
//! prediction of the generalization error across scales*.
//!
//! When it misleads: a curve is a curve of one protocol. With another penalty, another split or other rows it is another one. And
//! the law is an empirical shape: a band says how well the shape is known if the shape is right, not whether it goes on.
//!
//! ```
//! use simulation::data::penguins;
//! use simulation::learners::GaussianNaiveBayes;
//! use simulation::observers::{Accuracy, Slice};
//! use simulation::seed::Seed;
//! use simulation::selection::scaling::{CurvePlan, CurveSamples, LearningCurve, Strata, Varied};
//! use simulation::split;
//! use simulation::world::World;
//!
//! let data = penguins::dataset();
//! let split = split::stratified(&data, 0.4, Seed::new(1))?;
//! let (world, test) = (World::new(&data, split.training), Accuracy(Slice::new(&data, split.evaluation)));
//! let plan = CurvePlan { sizes: vec![12, 25, 50, 100, 200], draws: 6, varied: Varied::All, strata: Strata::Classes };
//! let learner = GaussianNaiveBayes::default();
//! let points = LearningCurve::new(&learner, &world, &test, &plan, Seed::new(1))?.collect::<Result<Vec<_>, _>>()?;
//! assert_eq!(points.len(), 30);
//! let samples = CurveSamples::with(&points, |accuracy| 1.0 - accuracy)?;
//! let means = samples.means();
//! assert!(means[4] < means[0], "more penguins, fewer mistakes");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod band;
mod curve;
mod log_log;
mod order;
mod power_law;
mod samples;
mod table;

pub use band::{BandError, PowerLawBand};
pub use curve::{CurveError, CurvePlan, CurvePoint, LearningCurve, Varied, prefix_world};
pub use log_log::LogLogLine;
pub use order::{Strata, nested_order};
pub use power_law::{PowerLaw, PowerLawError};
pub use samples::CurveSamples;
pub use table::{CurveTable, even_sizes};
