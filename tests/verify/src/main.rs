//! `verify-fixtures FOLDER`: recomputes every reference result in a folder and prints a table. Fails if a file of a kind that is
//! implemented does, or cannot be read.

use std::path::Path;
use std::process::ExitCode;

use verify_fixtures::{Outcome, table, verify_folder};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("error: name the folder with the .json files");
        return ExitCode::FAILURE;
    };
    match verify(Path::new(&folder)) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints the table and how many passed; an error if one did not.
fn verify(folder: &Path) -> Result<String, String> {
    let reports = verify_folder(folder)
        .map_err(|error| format!("cannot verify the folder `{}`: {error}", folder.display()))?;
    print!("{}", table(&reports));
    let unknown = reports.iter().filter(|report| report.outcome == Outcome::Unknown).count();
    let failed = reports.iter().filter(|report| !report.passes()).count();
    let summary = format!("{} pass, {failed} FAIL, {unknown} unknown", reports.len() - failed - unknown);
    println!("{summary}");
    if failed == 0 {
        Ok(summary)
    } else {
        Err(format!("{failed} of {} files failed, see above", reports.len()))
    }
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
        assert_eq!(verify(folder.path()).unwrap(), "1 pass, 0 FAIL, 1 unknown");
        write("c.json", "knn_shapley", "1.5");
        assert_eq!(verify(folder.path()).unwrap_err(), "1 of 3 files failed, see above");
    }
}
