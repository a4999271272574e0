//! The fixtures of this repository, recomputed.

use std::path::Path;

use verify_fixtures::{Outcome, Report, table, verify_folder};

#[test]
fn every_implemented_fixture_passes() {
    let reports = verify_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures")).unwrap();
    assert!(reports.iter().all(Report::passes), "\n{}", table(&reports));
    // A kind that is implemented does not silently fall out of the registry.
    let known = reports.iter().filter(|report| report.outcome == Outcome::Pass);
    let kinds: Vec<&str> = known.filter_map(|report| report.kind.as_deref()).collect();
    let named = [
        "active_scores",
        "bargaining",
        "causal",
        "collective_action",
        "datamodels",
        "games",
        "influence",
        "knn_shapley",
        "label_quality",
        "linear_models",
        "loo_retraining",
        "meta_gradients",
        "metrics",
        "mlp_autograd",
        "performative",
        "privacy",
        "scaling_laws",
        "tracin",
        "unlearning",
    ];
    assert_eq!(kinds, named);
}
