//! The fixtures of this repository, recomputed.

use std::path::Path;

use verify_fixtures::{Outcome, table, verify_folder};

#[test]
fn every_fixture_here_is_implemented_and_passes() {
    let reports = verify_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures")).unwrap();
    for report in &reports {
        assert_eq!(report.outcome, Outcome::Pass, "\n{}", table(&reports));
        assert!(report.compared > 0, "{}", report.name);
    }
}
