//! What travels with the page: what was observed, draw after draw. Bargains and divisions are computed from it in an instant.

use super::AtTheTable;
use super::runs::{Observed, Runs};
use crate::shipped::Shipped;

/// `observed`: the numbers of [`Observed`], draw after draw. `None` while any is missing.
pub(super) fn ship(table: &AtTheTable) -> Option<Shipped> {
    let draws = table.runs.draws.get(..table.wanted())?;
    Some(Shipped::default().with("observed", draws.iter().flat_map(|draw| draw.0.iter().copied()).collect()))
}

/// Takes what [`ship`] wrote for the same state.
pub(super) fn receive(table: &mut AtTheTable, shipped: &Shipped) -> Result<(), String> {
    let (found, length) = (shipped.column("observed")?, Observed::length(table.heads.len()));
    let expected = table.wanted() * length;
    if found.len() != expected || !found.iter().all(|value| (0.0..=1.0).contains(value)) {
        return Err(format!("{expected} accuracies expected in observed"));
    }
    table.runs = Runs::received(found.chunks_exact(length).map(|draw| Observed(draw.to_vec())).collect());
    table.settle();
    Ok(())
}
