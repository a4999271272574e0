//! What travels with the page: the learner's success at every stop of every draw. All else is computed in an instant.

use super::Action;
use super::parameters::STOPS;
use super::taught::Runs;
use crate::shipped::Shipped;

/// `success`: stop after stop, draw after draw. `None` while any is missing.
pub(super) fn ship(action: &Action) -> Option<Shipped> {
    let draws = action.runs.draws.get(..action.wanted_draws())?;
    Some(Shipped::default().with("success", draws.concat()))
}

/// Takes what [`ship`] wrote for the same state.
pub(super) fn receive(action: &mut Action, shipped: &Shipped) -> Result<(), String> {
    let (found, expected) = (shipped.column("success")?, action.wanted_draws() * STOPS.len());
    if found.len() != expected || !found.iter().all(|success| (0.0..=1.0).contains(success)) {
        return Err(format!("{expected} shares expected in success"));
    }
    action.runs = Runs::received(found.chunks_exact(STOPS.len()).map(<[f64]>::to_vec).collect());
    Ok(())
}
