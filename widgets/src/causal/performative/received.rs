//! What travels with the page: what was measured along the rounds, the points of the world, and the ends of the repetitions.

use super::Performative;
use super::work::{Known, Path};
use crate::shipped::Shipped;

/// Stands for a number that is not there.
const NONE: f64 = -1e9;

/// `gaps` and `trained`: a number a round; `deployed`: one more; `known`: risk at the stable point, rate, least risk; `ends`: one a repetition. `None`
/// while anything is missing.
pub(super) fn ship(performative: &Performative) -> Option<Shipped> {
    let (work, parameters) = (&performative.work, &performative.parameters);
    let known = work.known?;
    let wanted = parameters.repetitions.get() as usize;
    if work.path.gaps.len() < parameters.rounds.get() as usize || work.ends.len() < wanted {
        return None;
    }
    let known = [known.stable, known.rate, known.best].map(|value| value.unwrap_or(NONE));
    Some(
        Shipped::default()
            .with("gaps", work.path.gaps.clone())
            .with("trained", work.path.trained.clone())
            .with("deployed", work.path.deployed.clone())
            .with("known", known.to_vec())
            .with("ends", work.ends.iter().take(wanted).copied().collect()),
    )
}

/// Takes what [`ship`] wrote for the same state.
pub(super) fn receive(performative: &mut Performative, shipped: &Shipped) -> Result<(), String> {
    let column = |name: &str, length: usize| {
        let found = shipped.column(name)?;
        let legal = found.len() == length && found.iter().all(|number| number.is_finite());
        if legal { Ok(found.to_vec()) } else { Err(format!("{length} finite numbers expected in {name}")) }
    };
    let rounds = performative.parameters.rounds.get() as usize;
    let path =
        Path::received(column("gaps", rounds)?, column("trained", rounds)?, column("deployed", rounds + 1)?);
    let known = column("known", 3)?;
    let ends = column("ends", performative.parameters.repetitions.get() as usize)?;
    let value = |place: usize| Some(known[place]).filter(|value| *value != NONE);
    performative.work.known = Some(Known { stable: value(0), rate: value(1), best: value(2) });
    (performative.work.path, performative.work.ends) = (path, ends);
    Ok(())
}
