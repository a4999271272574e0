//! What travels with the page: both operators' accuracies in every draw.

use super::Campaign;
use super::runs::{Drawn, Runs, SHARES};
use crate::shipped::Shipped;

/// `operator` and `competitor`: eleven accuracies a draw; `unconverged`: fits that did not converge. `None` while anything is missing.
pub(super) fn ship(campaign: &Campaign) -> Option<Shipped> {
    let draws = campaign.runs.draws.get(..campaign.draws())?;
    if campaign.runs.done(campaign.draws()) < SHARES * campaign.draws() {
        return None;
    }
    Some(
        Shipped::default()
            .with("operator", draws.iter().flat_map(|known| known.operator.iter().copied()).collect())
            .with("competitor", draws.iter().flat_map(|known| known.competitor.iter().copied()).collect())
            .with("unconverged", vec![f64::from(campaign.runs.unconverged)]),
    )
}

/// Takes what [`ship`] wrote for the same state.
pub(super) fn receive(campaign: &mut Campaign, shipped: &Shipped) -> Result<(), String> {
    let column = |name: &str, length: usize| {
        let found = shipped.column(name)?;
        let legal = found.len() == length && found.iter().all(|number| number.is_finite());
        if legal { Ok(found) } else { Err(format!("{length} finite numbers expected in {name}")) }
    };
    let length = SHARES * campaign.draws();
    let (operator, competitor) = (column("operator", length)?, column("competitor", length)?);
    let unconverged = column("unconverged", 1)?[0] as u32;
    let known = |(operator, competitor): (&[f64], &[f64])| Drawn {
        operator: operator.to_vec(),
        competitor: competitor.to_vec(),
    };
    let draws = operator.chunks_exact(SHARES).zip(competitor.chunks_exact(SHARES)).map(known).collect();
    campaign.runs = Runs::received(draws, unconverged);
    Ok(())
}
