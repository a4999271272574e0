//! Rows in lots with rights: candidates scored on open rows, a reserve and the rows outside, with leakage and without.

use simulation::data::{breast_cancer, german_credit};
use simulation::dataset::Right;
use simulation::idea::holdout::{
    Candidate, HoldoutPlan, HoldoutStudy, expected_best, optimism_bound, sampling_error,
};
use simulation::seed::Seed;

use super::Hashed;
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    let rights = vec![
        Right::Trainable,
        Right::Both,
        Right::Evaluable,
        Right::Reserved,
        Right::Both,
        Right::Unavailable,
    ];
    let candidate = |penalty, share| Candidate { penalty, share };
    let candidates = vec![candidate(0.1, 1.0), candidate(100.0, 1.0), candidate(30.0, 0.5)];
    for data in [german_credit::dataset(), breast_cancer::dataset()] {
        for leaked in [0, 9] {
            let plan =
                HoldoutPlan { rights: rights.clone(), lot: 18, leaked, candidates: candidates.clone() };
            let study = HoldoutStudy::new(&data, plan, Seed::new(180))?;
            for draw in 0..4 {
                let run = study.run(Seed::new(181).redraw(draw))?;
                for scores in &run.candidates {
                    hash.numbers([&scores.truth, &scores.leaked_truth]);
                    for score in [scores.open, scores.reserve, scores.leaked] {
                        hash.option(score);
                    }
                }
                let outcome = run.outcome();
                hash.option(outcome.value);
                hash.option(outcome.leaked_winner);
            }
        }
    }
    for (candidates, rows, accuracy) in [(1, 80, 0.7), (2, 80, 0.71), (16, 333, 0.95)] {
        hash.option(expected_best(candidates, rows, accuracy));
        hash.option(optimism_bound(candidates, rows));
        hash.option(sampling_error(accuracy, rows));
    }
    Ok(())
}
