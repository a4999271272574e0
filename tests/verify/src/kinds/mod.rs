//! How each kind of fixture is recomputed: one file a kind, one line in the registry.

mod active_scores;
mod bargaining;
mod causal;
mod collective_action;
mod datamodels;
mod games;
mod influence;
mod knn_shapley;
mod label_quality;
mod linear_models;
mod loo_retraining;
mod meta_gradients;
mod metrics;
mod mlp_autograd;
mod performative;
mod privacy;
mod scaling_laws;
mod tables;
mod tracin;
mod unlearning;

use crate::check::Recompute;

/// By the text under the key `fixture`.
const KINDS: &[(&str, Recompute)] = &[
    ("active_scores", active_scores::recompute),
    ("bargaining", bargaining::recompute),
    ("causal", causal::recompute),
    ("collective_action", collective_action::recompute),
    ("datamodels", datamodels::recompute),
    ("games", games::recompute),
    ("influence", influence::recompute),
    ("knn_shapley", knn_shapley::recompute),
    ("label_quality", label_quality::recompute),
    ("linear_models", linear_models::recompute),
    ("loo_retraining", loo_retraining::recompute),
    ("meta_gradients", meta_gradients::recompute),
    ("metrics", metrics::recompute),
    ("mlp_autograd", mlp_autograd::recompute),
    ("performative", performative::recompute),
    ("privacy", privacy::recompute),
    ("scaling_laws", scaling_laws::recompute),
    ("tracin", tracin::recompute),
    ("unlearning", unlearning::recompute),
];

pub(crate) fn find(kind: &str) -> Option<Recompute> {
    KINDS.iter().find(|(name, _)| *name == kind).map(|&(_, recompute)| recompute)
}
