//! Numbers of rights and holdouts for the prose, computed when the book is built.

use simulation::dataset::Right;
use simulation::idea::holdout::{CandidateScores, ScoredOn, expected_best, optimism_bound};

use super::{Column, Holdout, mean_with_error, words};
use crate::numbers::{number, read};
use crate::registry::Number;

/// A number, its name and what it is.
macro_rules! numbers {
    ($($name:literal $about:literal $read:expr;)*) => {
        &[$(number::<Holdout>($name, $about, |name, arguments| read::<Holdout>(name, arguments, $read))),*]
    };
}

/// The numbers of rights and holdouts.
pub(crate) const NUMBERS: &[Number] = numbers![
    "holdout-open-a" "The accuracy of A on the open rows." |holdout| first(holdout, 0)?.open;
    "holdout-open-b" "The accuracy of B on the open rows." |holdout| first(holdout, 1)?.open;
    "holdout-reserve-a" "The accuracy of A on the reserve." |holdout| first(holdout, 0)?.reserve;
    "holdout-reserve-b" "The accuracy of B on the reserve." |holdout| first(holdout, 1)?.reserve;
    "holdout-leaked-a" "The accuracy of A on the leaked reserve." |holdout| first(holdout, 0)?.leaked;
    "holdout-leaked-b" "The accuracy of B on the leaked reserve." |holdout| first(holdout, 1)?.leaked;
    "holdout-truth-a" "The accuracy of A on the rows outside all lots." |holdout| Some(first(holdout, 0)?.truth);
    "holdout-truth-b" "The accuracy of B on the rows outside all lots." |holdout| Some(first(holdout, 1)?.truth);
    "holdout-truth-error" "The standard error of that." words::truth_error;
    "holdout-value-here" "What the reserve is worth on this draw." |holdout| holdout.here()?.value_of_the_reserve();
    "holdout-value" "What the reserve is worth, mean over draws." |holdout| Some(value(holdout)?.0);
    "holdout-value-error" "The standard error of that mean." |holdout| Some(value(holdout)?.1);
    "holdout-changes" "In how many draws, in per cent, the reserve changes the choice." changes;
    "holdout-chosen" "The truth about the reserve’s winner, mean over draws." |holdout| Some(chosen(holdout)?.0);
    "holdout-chosen-error" "The standard error of that mean." |holdout| Some(chosen(holdout)?.1);
    "holdout-gap-open" "Score less truth of the open rows’ winner, mean over draws." |holdout| Some(gap(holdout, Column::Open)?.0);
    "holdout-gap-open-error" "The standard error of that mean." |holdout| Some(gap(holdout, Column::Open)?.1);
    "holdout-gap-a" "Score on the reserve less truth of A, mean over draws." |holdout| Some(gap(holdout, Column::Fixed(0))?.0);
    "holdout-gap-a-error" "The standard error of that mean." |holdout| Some(gap(holdout, Column::Fixed(0))?.1);
    "holdout-gap-b" "Score on the reserve less truth of B, mean over draws." |holdout| Some(gap(holdout, Column::Fixed(1))?.0);
    "holdout-gap-b-error" "The standard error of that mean." |holdout| Some(gap(holdout, Column::Fixed(1))?.1);
    "holdout-gap" "Score on the reserve less truth of its winner, mean over draws." |holdout| Some(gap(holdout, Column::Winner)?.0);
    "holdout-gap-error" "The standard error of that mean." |holdout| Some(gap(holdout, Column::Winner)?.1);
    "holdout-gap-leaked" "Score on the leaked reserve less truth of its winner, mean over draws." |holdout| Some(gap(holdout, Column::Leaked)?.0);
    "holdout-gap-leaked-error" "The standard error of that mean." |holdout| Some(gap(holdout, Column::Leaked)?.1);
    "holdout-added" "What leakage adds to the winner’s score less truth, mean over draws." |holdout| Some(added(holdout)?.0);
    "holdout-added-error" "The standard error of that mean." |holdout| Some(added(holdout)?.1);
    "holdout-independent" "By how much the best of as many models that are as good as B, and err independently, would overstate itself." |holdout| {
        let (models, rows) = (holdout.parameters.candidates.get(), holdout.parameters.reserved());
        let accuracy = holdout.here()?.candidates.get(1)?.truth;
        Some(expected_best(models, rows, accuracy)? - accuracy)
    };
    "holdout-bound" "√(ln k / 2n) for the models and the rows of the reserve." |holdout| {
        optimism_bound(holdout.parameters.candidates.get(), holdout.parameters.reserved())
    };
    "holdout-rows-training" "How many rows may be trained on." |holdout| Some(f64::from(holdout.parameters.rows(Right::trains)));
    "holdout-rows-open" "How many rows may be evaluated on today." |holdout| Some(f64::from(holdout.parameters.rows(Right::evaluates)));
    "holdout-rows-reserve" "How many rows are reserved." |holdout| Some(f64::from(holdout.parameters.reserved()));
    "holdout-rows-leaked" "How many of them are trained on all the same." |holdout| Some(f64::from(holdout.parameters.leaked_rows()));
    "holdout-rows-outside" "How many rows are in no lot." |holdout| Some(f64::from(holdout.outside()));
    "holdout-rows-lot" "How many rows a lot has." |holdout| Some(f64::from(holdout.parameters.data.lot()));
    "holdout-models" "How many models compete." |holdout| Some(f64::from(holdout.parameters.candidates.get()));
    "holdout-draws" "How often the rows are drawn again." |holdout| Some(holdout.outcomes().len() as f64);
];

fn first(holdout: &Holdout, candidate: usize) -> Option<&CandidateScores> {
    holdout.here()?.candidates.get(candidate)
}

fn gap(holdout: &Holdout, column: Column) -> Option<(f64, f64)> {
    mean_with_error(holdout.gaps(column))
}

fn value(holdout: &Holdout) -> Option<(f64, f64)> {
    mean_with_error(holdout.outcomes().iter().filter_map(|outcome| outcome.value))
}

fn chosen(holdout: &Holdout) -> Option<(f64, f64)> {
    holdout.here()?.choice(ScoredOn::Reserve)?;
    mean_with_error(holdout.outcomes().iter().filter_map(|outcome| outcome.chosen))
}

fn added(holdout: &Holdout) -> Option<(f64, f64)> {
    let added = |outcome: &simulation::idea::holdout::Outcome| Some(outcome.leaked_winner? - outcome.winner?);
    mean_with_error(holdout.outcomes().iter().filter_map(added))
}

fn changes(holdout: &Holdout) -> Option<f64> {
    let known: Vec<bool> = holdout.outcomes().iter().filter_map(|outcome| outcome.changes).collect();
    let changed = known.iter().filter(|&&changes| changes).count();
    (!known.is_empty()).then(|| 100.0 * changed as f64 / known.len() as f64)
}
