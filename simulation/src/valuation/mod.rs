//! Value and attribution: what one player adds, over one comparison or over all of them.
//!
//! | question | exact | estimated |
//! |---|---|---|
//! | one comparison | [`leave_one_out`], [`leave_each_out`], [`leave_group_out`] | |
//! | all comparisons, averaged | [`shapley`], [`banzhaf`], [`beta_shapley`], any [`semivalue()`] | [`shapley_sampled`], [`shapley_truncated`], [`banzhaf_sampled`] |
//! | what a pair adds beyond its two players | [`shapley_interaction`], [`banzhaf_interaction`] | |
//! | a division that no coalition would leave | [`least_core`] | |
//! | rows of a nearest-neighbour learner | [`knn_shapley()`] | |
//! | a linear surrogate of the whole game | | [`datamodels`] |
//! | one comparison, from slopes and curvatures alone | | [`first_order`] |
//! | which labels are wrong | | [`mislabels`] |
//! | single rows of a table as players | [`rows`] | [`rows`] |
//!
//! A [`Game`] is asked by coalition; [`games`] has some whose answers are known, [`learning`] makes one of any learner. An [`ArrivalGame`] is asked in the order in which
//! players arrive, and may have any number of them.

mod cached;
mod coalition;
pub mod datamodels;
mod exact;
pub mod first_order;
mod game;
pub mod games;
mod knn_shapley;
pub mod learning;
pub mod mislabels;
pub mod rows;
mod sampled;

pub use cached::Cached;
pub use coalition::Coalition;
pub use exact::{
    Interactions, LeastCore, LeastCoreError, SemivalueError, SemivalueWeights, ShapleyTerm, banzhaf,
    banzhaf_interaction, beta_shapley, least_core, leave_each_out, leave_group_out, leave_one_out, semivalue,
    shapley, shapley_interaction, shapley_terms,
};
pub use game::{Game, TableError, UtilityTable};
pub use knn_shapley::{KnnShapley, KnnShapleyError, LabelledRows, knn_shapley};
pub use learning::{LearningGame, Nothing};
pub use sampled::{
    ArrivalGame, Arrivals, BanzhafSampler, Estimate, PermutationSampler, SamplingError, StoppingRule,
    Truncation, banzhaf_sampled, shapley_sampled, shapley_truncated,
};
