//! What travels with the page: both worlds of every run, and the estimates of other tosses.

use simulation::causal::source::{Estimator, SourceRun};

use super::Causal;
use super::parameters::SIZES;
use crate::shipped::Shipped;

/// Stands for an estimate that there is not: no accuracy differs by so much.
const NONE: f64 = 1e6;

/// `kinds`: of each run 2·size + care; `without` and `with`: its accuracies; `tosses`: six estimates for each. `None` while anything is
/// missing.
pub(super) fn ship(causal: &Causal) -> Option<Shipped> {
    causal.work.record.as_ref()?;
    let runs = causal.runs();
    let tosses = causal.tosses();
    if runs.len() < causal.parameters.runs.get() as usize
        || tosses.len() < causal.parameters.repetitions.get() as usize
    {
        return None;
    }
    let kind = |run: &SourceRun| (2 * run.size + usize::from(run.careless)) as f64;
    let tosses = tosses.iter().flatten().map(|value| value.unwrap_or(NONE)).collect();
    Some(
        Shipped::default()
            .with("kinds", runs.iter().map(kind).collect())
            .with("without", runs.iter().map(|run| run.without).collect())
            .with("with", runs.iter().map(|run| run.with).collect())
            .with("tosses", tosses),
    )
}

/// Takes what [`ship`] wrote for the same state. The record of the toss follows from it.
pub(super) fn receive(causal: &mut Causal, shipped: &Shipped) -> Result<(), String> {
    let column = |name: &str, length: usize| {
        let found = shipped.column(name)?;
        let legal = found.len() == length && found.iter().all(|number| number.is_finite());
        if legal { Ok(found) } else { Err(format!("{length} finite numbers expected in {name}")) }
    };
    let count = causal.parameters.runs.get() as usize;
    let (kinds, without, with) = (column("kinds", count)?, column("without", count)?, column("with", count)?);
    let each = Estimator::ALL.len();
    let tosses = column("tosses", each * causal.parameters.repetitions.get() as usize)?;
    let sizes = SIZES.len();
    if kinds.iter().any(|kind| !(0.0..2.0 * sizes as f64).contains(kind)) {
        return Err("a kind of run that there is not".to_owned());
    }
    let run = |place: usize| {
        let kind = kinds[place] as usize;
        let (size, careless) = (kind / 2, kind % 2 == 1);
        SourceRun { index: place as u32, size, sizes, careless, without: without[place], with: with[place] }
    };
    causal.work.runs = (0..count).map(run).collect();
    let value = |value: &f64| (*value != NONE).then_some(*value);
    causal.work.tosses = tosses.chunks_exact(each).map(|toss| toss.iter().map(value).collect()).collect();
    let parameters = causal.parameters.clone();
    causal.work.record(&parameters);
    Ok(())
}
