//! Numbers of a confounded source for the prose, computed when the book is built.

use simulation::causal::source::SourceRun;
use simulation::statistics::mean;

use super::Causal;
use super::parameters::{CARELESS, Estimate, SIZES};
use crate::numbers::{number, read};
use crate::registry::Number;

/// The numbers of a confounded source.
pub(crate) const NUMBERS: &[Number] = &[
    number::<Causal>("causal-effect", "The effect as `estimate` has it.", |name, arguments| {
        read::<Causal>(name, arguments, |causal| Some(causal.effect(causal.parameters.estimate)?.value))
    }),
    number::<Causal>("causal-error", "The standard error of that.", |name, arguments| {
        read::<Causal>(name, arguments, |causal| causal.effect(causal.parameters.estimate)?.standard_error)
    }),
    number::<Causal>("causal-truth", "The effect itself, both worlds trained.", |name, arguments| {
        read::<Causal>(name, arguments, Causal::truth)
    }),
    number::<Causal>(
        "causal-truth-smallest",
        "The effect itself in the smallest runs.",
        |name, arguments| read::<Causal>(name, arguments, |causal| of(causal, |_, run| run.size == 0)),
    ),
    number::<Causal>("causal-truth-largest", "The effect itself in the largest runs.", |name, arguments| {
        read::<Causal>(name, arguments, |causal| of(causal, |_, run| run.size + 1 == run.sizes))
    }),
    number::<Causal>(
        "causal-truth-added",
        "The effect itself in the runs that added the source.",
        |name, arguments| {
            read::<Causal>(name, arguments, |causal| {
                let adopted = &causal.work.record.as_ref()?.adopted;
                of(causal, |place, _| adopted[place])
            })
        },
    ),
    number::<Causal>("causal-mean", "The mean of the estimate over draws of luck.", |name, arguments| {
        read::<Causal>(name, arguments, |causal| Some(causal.spread(causal.parameters.estimate)?.0))
    }),
    number::<Causal>(
        "causal-spread",
        "The standard deviation of the estimate over draws of luck.",
        |name, arguments| {
            read::<Causal>(name, arguments, |causal| Some(causal.spread(causal.parameters.estimate)?.1))
        },
    ),
    number::<Causal>("causal-weight", "The largest weight of a run.", |name, arguments| {
        read::<Causal>(name, arguments, |causal| {
            let record = causal.record()?;
            Some(record.propensity().ok()?.largest_weight(record.observations()))
        })
    }),
    number::<Causal>("causal-added", "How many recorded runs added the source.", |name, arguments| {
        read::<Causal>(name, arguments, |causal| {
            Some(causal.record()?.observations().treated().iter().filter(|&&adds| adds).count() as f64)
        })
    }),
    number::<Causal>("causal-recorded", "How many runs are recorded.", |name, arguments| {
        read::<Causal>(name, arguments, |causal| Some(causal.record()?.places().len() as f64))
    }),
    number::<Causal>("causal-runs", "How many runs there are.", |name, arguments| {
        read::<Causal>(name, arguments, |causal| Some(causal.runs().len() as f64))
    }),
    number::<Causal>("causal-tosses", "How often luck is drawn again.", |name, arguments| {
        read::<Causal>(name, arguments, |causal| Some(causal.tosses().len() as f64))
    }),
    number::<Causal>(
        "causal-careless",
        "The wrong labels in a careless run, in per cent.",
        |name, arguments| read::<Causal>(name, arguments, |_| Some(100.0 * CARELESS)),
    ),
    number::<Causal>("causal-smallest", "The own rows of the smallest runs.", |name, arguments| {
        read::<Causal>(name, arguments, |_| Some(f64::from(SIZES[0])))
    }),
    number::<Causal>("causal-largest", "The own rows of the largest runs.", |name, arguments| {
        read::<Causal>(name, arguments, |_| Some(f64::from(SIZES[SIZES.len() - 1])))
    }),
    number::<Causal>("causal-tests", "How many rows test every model.", |name, arguments| {
        read::<Causal>(name, arguments, |causal| Some(f64::from(causal.parameters.plan().tests)))
    }),
    number::<Causal>(
        "causal-chance",
        "How probable it was, in per cent, that a small careless run added the source.",
        |name, arguments| read::<Causal>(name, arguments, |causal| Some(chance(causal, 0, true))),
    ),
    number::<Causal>("causal-chance-large", "The same of a large careful run.", |name, arguments| {
        read::<Causal>(name, arguments, |causal| Some(chance(causal, SIZES.len() - 1, false)))
    }),
    number::<Causal>("causal-naive", "The naive difference, whatever `estimate` is.", |name, arguments| {
        read::<Causal>(name, arguments, |causal| Some(causal.effect(Estimate::Naive)?.value))
    }),
];

/// The mean effect of the runs that pass a test.
fn of(causal: &Causal, keep: impl Fn(usize, &SourceRun) -> bool) -> Option<f64> {
    let kept = causal.runs().iter().enumerate().filter(|(place, run)| keep(*place, run));
    mean(&kept.map(|(_, run)| run.effect()).collect::<Vec<f64>>())
}

fn chance(causal: &Causal, size: usize, careless: bool) -> f64 {
    let run = SourceRun { index: 0, size, sizes: SIZES.len(), careless, without: 0.0, with: 0.0 };
    100.0 * causal.parameters.adoption().probability(&run)
}
