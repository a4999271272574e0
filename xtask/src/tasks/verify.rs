//! `cargo xtask verify`.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use verify_fixtures::{Outcome, table, verify_folder};

/// Recomputes every reference result in a folder and prints a table. Fails if a file of a kind that is implemented does, or cannot
/// be read.
pub(crate) fn verify(folder: &Path) -> Result<()> {
    let reports =
        verify_folder(folder).with_context(|| format!("cannot verify the folder `{}`", folder.display()))?;
    print!("{}", table(&reports));
    let unknown = reports.iter().filter(|report| report.outcome == Outcome::Unknown).count();
    let failed = reports.iter().filter(|report| !report.passes()).count();
    println!("{} pass, {failed} FAIL, {unknown} unknown", reports.len() - failed - unknown);
    ensure!(failed == 0, "{failed} of {} files failed, see above", reports.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn one_wrong_number_is_an_error_and_an_unknown_kind_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, kind: &str, value: &str| {
            let text = format!(
                r#"{{"schema": 1, "fixture": "{kind}", "tolerance": {{"all": 1e-10}}, "cases": [{{"name": "one", "K": 1,
                "X_train": [[0]], "y_train": [1], "X_test": [[0]], "y_test": [1], "values": [{value}]}}]}}"#
            );
            fs::write(folder.path().join(name), text).unwrap();
        };
        assert!(verify(folder.path()).is_err(), "nothing to verify");
        write("a.json", "knn_shapley", "1");
        write("b.json", "tides", "1");
        verify(folder.path()).unwrap();
        write("c.json", "knn_shapley", "1.5");
        assert_eq!(verify(folder.path()).unwrap_err().to_string(), "1 of 3 files failed, see above");
    }
}
