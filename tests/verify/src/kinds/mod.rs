//! How each kind of fixture is recomputed: one file a kind, one line in the registry.

mod games;
mod metrics;

use crate::check::Recompute;

/// By the text under the key `fixture`.
const KINDS: &[(&str, Recompute)] = &[("games", games::recompute), ("metrics", metrics::recompute)];

pub(crate) fn find(kind: &str) -> Option<Recompute> {
    KINDS.iter().find(|(name, _)| *name == kind).map(|&(_, recompute)| recompute)
}
