//! What travels with the page: the scores of this draw, and the others summed up.

use simulation::idea::holdout::{CandidateScores, HoldoutRun, Outcome};

use super::Holdout;
use super::work::Work;
use crate::shipped::Shipped;

/// Stands for a score or a gap that there is not: no accuracy differs by so much.
const NONE: f64 = 9.0;

/// `here`: five scores for each candidate; `others`: eight numbers for each draw. `None` while anything is missing.
pub(super) fn ship(holdout: &Holdout) -> Option<Shipped> {
    let (here, outcomes) = (holdout.work.here.as_ref()?, holdout.outcomes());
    if outcomes.len() < holdout.parameters.repetitions.get() as usize {
        return None;
    }
    let option = |value: Option<f64>| value.unwrap_or(NONE);
    let scores = |of: &CandidateScores| {
        [option(of.open), option(of.reserve), of.truth, option(of.leaked), of.leaked_truth]
    };
    let numbers = |of: &Outcome| {
        let changes = of.changes.map(|changes| f64::from(u8::from(changes)));
        let [one, other] = of.fixed;
        [of.open_winner, one, other, of.winner, of.leaked_winner, changes, of.value, of.chosen].map(option)
    };
    Some(
        Shipped::default()
            .with("here", here.candidates.iter().flat_map(scores).collect())
            .with("others", outcomes.iter().flat_map(numbers).collect()),
    )
}

/// Takes what [`ship`] wrote for the same state.
pub(super) fn receive(holdout: &mut Holdout, shipped: &Shipped) -> Result<(), String> {
    let column = |name: &str, length: usize| {
        let found = shipped.column(name)?;
        let legal = found.len() == length && found.iter().all(|number| number.is_finite());
        if legal { Ok(found) } else { Err(format!("{length} finite numbers expected in {name}")) }
    };
    let here = column("here", 5 * holdout.parameters.candidates.get() as usize)?;
    let others = column("others", 8 * holdout.parameters.repetitions.get() as usize)?;
    let option = |value: f64| (value != NONE).then_some(value);
    let scores = |of: &[f64]| match *of {
        [open, reserve, truth, leaked, leaked_truth] => {
            let (open, reserve, leaked) = (option(open), option(reserve), option(leaked));
            Some(CandidateScores { open, reserve, truth, leaked, leaked_truth })
        }
        _ => None,
    };
    let outcome = |of: &[f64]| match *of {
        [open_winner, one, other, winner, leaked_winner, changes, value, chosen] => Some(Outcome {
            open_winner: option(open_winner),
            fixed: [option(one), option(other)],
            winner: option(winner),
            leaked_winner: option(leaked_winner),
            changes: option(changes).map(|changes| changes == 1.0),
            value: option(value),
            chosen: option(chosen),
        }),
        _ => None,
    };
    let run = HoldoutRun { candidates: here.chunks_exact(5).filter_map(scores).collect() };
    holdout.work = Work::received(run, others.chunks_exact(8).filter_map(outcome).collect());
    Ok(())
}
