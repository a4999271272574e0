//! Metrics of binary predictions, and correlations.

use simulation::observers::metrics::{RocCurve, auc, average_precision, brier_score, log_loss};
use simulation::statistics::{kendall_tau_b, pearson, spearman};

use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let (positive, scores, probabilities) =
        (case.positive("y")?, case.numbers("score")?, case.numbers("proba")?);
    check.compare_one(case, "roc_auc", auc(&scores, &positive), "all");
    check.compare_one(case, "average_precision", average_precision(&scores, &positive), "all");
    // scikit-learn keeps probabilities one machine epsilon away from 0 and 1; a NaN stays one and is refused.
    let clipped: Vec<f64> = probabilities.iter().map(|p| p.clamp(f64::EPSILON, 1.0 - f64::EPSILON)).collect();
    check.compare_one(case, "log_loss", log_loss(&clipped, &positive), "all");
    check.compare_one(case, "brier", brier_score(&probabilities, &positive), "all");

    let curve = RocCurve::new(&scores, &positive)
        .ok_or_else(|| case.problem("score", "has no ROC curve: both classes and no NaN are needed"))?;
    let (points, at) = (curve.points(), curve.true_positive_rate_at(0.1));
    let false_positive: Vec<f64> = points.iter().map(|point| point.false_positive_rate).collect();
    let true_positive: Vec<f64> = points.iter().map(|point| point.true_positive_rate).collect();
    check.compare(case, "roc_fpr", &false_positive, "all");
    check.compare(case, "roc_tpr", &true_positive, "all");
    check.compare_one(case, "tpr_at_fpr_10pct", at, "all");

    let lists = case.object("corr")?;
    let (one, other) = (lists.numbers("a")?, lists.numbers("b")?);
    check.compare_one(&lists, "pearson", pearson(&one, &other), "all");
    check.compare_one(&lists, "spearman", spearman(&one, &other), "all");
    check.compare_one(&lists, "kendall_tau_b", kendall_tau_b(&one, &other), "all");
    check.set_aside(&lists);
    Ok(())
}
