//! Summaries of lists of numbers: their spread, their order, how two lists go together, and how sure a mean is.
//!
//! Every function is total. Where a summary is undefined (no values, a NaN, two lists of different lengths, a correlation with a
//! constant) the answer is `None`, never a NaN and never a 0 that looks like a result.

mod correlation;
mod intervals;
mod kendall;
mod moments;
mod normal;
mod quantile;
mod ranks;
mod resampled;
mod student;

pub use correlation::{pearson, spearman};
pub use intervals::{Interval, mean_interval, wilson_interval};
pub use kendall::kendall_tau_b;
pub use moments::{RunningMoments, mean, sample_variance, variance};
pub use normal::{normal_distribution, normal_quantile};
pub use quantile::quantile;
pub use ranks::mid_ranks;
pub use resampled::{pearson_counted, resample_counts};
pub use student::student_quantile;

pub(crate) use ranks::runs_of_equals;
