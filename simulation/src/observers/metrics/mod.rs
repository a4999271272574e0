//! Metrics over lists of numbers, for whoever has predictions rather than a model and rows.
//!
//! Where a metric is undefined (no rows, lists of different lengths, a NaN, rows of one class where two are needed) the answer is
//! `None`, never a perfect score. The [observers](super) call these.

mod probabilities;
mod roc;

pub use probabilities::{brier_score, log_loss, squared_error};
pub use roc::{RocCurve, RocPoint, auc, average_precision};
