//! How good labels look by a model's probabilities, which rows stand out, and what their training went like.

use simulation::dynamics::{
    confidence, correctness, error_norm, ever_learned, forgetting_events, is_unforgettable, variability,
};
use simulation::valuation::mislabels::ConfidentLearning;
use simulation::valuation::mislabels::scores::{
    confidence_weighted_entropy, label_probability, normalized_margin,
};

use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    if case.has("pred_probs") { labels(case, check) } else { dynamics(case, check) }
}

fn labels(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let (labels, said) = (case.classes("labels")?, case.rows("pred_probs")?);
    let found = ConfidentLearning::new(&labels, &said).map_err(|error| case.problem("pred_probs", error))?;
    for (key, score) in [
        ("self_confidence", label_probability as fn(&[f64], usize) -> _),
        ("normalized_margin", normalized_margin),
        ("confidence_weighted_entropy", confidence_weighted_entropy),
        ("el2n", error_norm),
    ] {
        let scores = labels.iter().zip(&said).map(|(&label, said)| score(said, label));
        let scores = scores.collect::<Option<Vec<f64>>>();
        let scores = scores.ok_or_else(|| case.problem("pred_probs", "has a row without this score"))?;
        check.compare(case, key, &scores, "scores");
    }
    let joint: Vec<f64> = found.joint().iter().flatten().map(|&count| f64::from(count)).collect();
    check.compare(case, "confident_joint_raw", &joint, "counts");
    for (key, places) in [
        ("issues_prune_by_noise_rate", found.pruned_by_noise_rate()),
        ("issues_confident_learning", found.off_diagonal()),
    ] {
        let places: Vec<f64> = places.into_iter().map(|place| place as f64).collect();
        check.compare(case, key, &places, "counts");
    }
    // What the maker of the file did to the labels.
    case.describe(&["flipped"]);
    Ok(())
}

fn dynamics(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    // An epoch a line; a row's path is a column.
    let (right, said) = (columns(&case.masks("correct_by_epoch")?), columns(&case.rows("p_true_by_epoch")?));
    let same = right.len() == said.len() && right.first().map(Vec::len) == said.first().map(Vec::len);
    if !same || right.is_empty() {
        return Err(
            case.problem("correct_by_epoch", "has not as many rows and epochs as p_true_by_epoch, or none")
        );
    }
    let counts: Vec<f64> = right.iter().map(|right| f64::from(forgetting_events(right))).collect();
    check.compare(case, "forgetting_events", &counts, "counts");
    for (key, is) in
        [("ever_learned", ever_learned as fn(&[bool]) -> bool), ("unforgettable", is_unforgettable)]
    {
        let flags: Vec<f64> = right.iter().map(|right| f64::from(u8::from(is(right)))).collect();
        check.compare(case, key, &flags, "counts");
    }
    for (key, score) in [("confidence", confidence as fn(&[f64]) -> _), ("variability", variability)] {
        let scores = said.iter().map(|path| score(path)).collect::<Option<Vec<f64>>>();
        let scores =
            scores.ok_or_else(|| case.problem("p_true_by_epoch", "has a number that is no probability"))?;
        check.compare(case, key, &scores, "scores");
    }
    let shares = right.iter().map(|right| correctness(right)).collect::<Option<Vec<f64>>>();
    check.compare(case, "correctness", &shares.unwrap_or_default(), "scores");
    Ok(())
}

/// The columns of lines that are equally long; none if they are not.
fn columns<T: Copy>(lines: &[Vec<T>]) -> Vec<Vec<T>> {
    let width = lines.first().map_or(0, Vec::len);
    if lines.iter().any(|line| line.len() != width) {
        return vec![];
    }
    (0..width).map(|column| lines.iter().map(|line| line[column]).collect()).collect()
}
