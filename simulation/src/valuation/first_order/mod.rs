//! What a trained model says about its rows without being retrained.
//!
//! | method | what it says of a row | needs |
//! |---|---|---|
//! | [`Influence`] | how a loss changes when the row goes: to first order, or by one Newton step | the optimum's Hessian |
//! | [`TracIn`] | how much the steps along the row's gradient lowered a loss | checkpoints of training |
//! | [`Representer`] | its share in a prediction, exactly | an L2 penalty, and the optimum |
//!
//! [`RemovalStudy`] sets all of them beside what retraining without each row does.

mod influence;
mod loss_trace;
mod removal;
mod represented;
mod representer;
mod study;
mod tracin;

pub use influence::{Influence, InfluenceError};
pub use loss_trace::LossTrace;
pub use removal::{LossInfluence, Removal};
pub use represented::Represented;
pub use representer::{Representer, RepresenterError};
pub use study::{Foretold, PATH, Path, RemovalStart, RemovalStudy, Retrained, StudyError, nearest_rows};
pub use tracin::{TracIn, TracInError};

#[cfg(test)]
mod tests;
