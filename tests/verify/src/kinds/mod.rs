//! How each kind of fixture is recomputed: one file a kind, one line in the registry.

mod datamodels;
mod games;
mod knn_shapley;
mod metrics;

use crate::check::Recompute;

/// By the text under the key `fixture`.
const KINDS: &[(&str, Recompute)] = &[
    ("datamodels", datamodels::recompute),
    ("games", games::recompute),
    ("knn_shapley", knn_shapley::recompute),
    ("metrics", metrics::recompute),
];

pub(crate) fn find(kind: &str) -> Option<Recompute> {
    KINDS.iter().find(|(name, _)| *name == kind).map(|&(_, recompute)| recompute)
}
