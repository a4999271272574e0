//! How each kind of fixture is recomputed: one file a kind, one line in the registry.

mod active_scores;
mod datamodels;
mod games;
mod influence;
mod knn_shapley;
mod linear_models;
mod loo_retraining;
mod metrics;
mod mlp_autograd;
mod privacy;
mod scaling_laws;
mod tables;
mod tracin;
mod unlearning;

use crate::check::Recompute;

/// By the text under the key `fixture`.
const KINDS: &[(&str, Recompute)] = &[
    ("active_scores", active_scores::recompute),
    ("datamodels", datamodels::recompute),
    ("games", games::recompute),
    ("influence", influence::recompute),
    ("knn_shapley", knn_shapley::recompute),
    ("linear_models", linear_models::recompute),
    ("loo_retraining", loo_retraining::recompute),
    ("metrics", metrics::recompute),
    ("mlp_autograd", mlp_autograd::recompute),
    ("privacy", privacy::recompute),
    ("scaling_laws", scaling_laws::recompute),
    ("tracin", tracin::recompute),
    ("unlearning", unlearning::recompute),
];

pub(crate) fn find(kind: &str) -> Option<Recompute> {
    KINDS.iter().find(|(name, _)| *name == kind).map(|&(_, recompute)| recompute)
}
