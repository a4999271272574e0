//! Recomputes reference results that were made with other software.
//!
//! A fixture is a JSON file: `schema` (1), `fixture` (its kind), `set`, `what`, `convention`, `tolerance` (a number for each name), `made_by`,
//! `generator`, and `cases`, each with inputs and expected quantities and mostly a `name`. Long inputs are written once: a case with
//! `same_data_as` takes the inputs that it lacks from the case of that name.
//!
//! Nothing is decided by a file's name or by the size of its cases, so files that nobody here has seen are verified as well.
//! Adding a kind is a file in `kinds/` and a line in its registry.

mod case;
mod check;
mod fixture;
mod kinds;
mod report;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use case::Case;
pub use check::Check;
pub use fixture::{Fixture, Problem};
pub use report::{Outcome, Report, Worst, table};

/// Verifies one file. Never fails: what went wrong is in the report.
#[must_use]
pub fn verify_file(path: &Path) -> Report {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    match fs::read_to_string(path) {
        Ok(text) => verify_text(&name, &text),
        Err(error) => Report::unreadable(&name, error.to_string()),
    }
}

/// Verifies the text of a file; `name` is only shown.
#[must_use]
pub fn verify_text(name: &str, text: &str) -> Report {
    let fixture = match Fixture::read(text) {
        Ok(fixture) => fixture,
        Err(problem) => return Report::unreadable(name, problem.to_string()),
    };
    let Some(recompute) = kinds::find(fixture.kind()) else {
        return Report::unknown(name, fixture.kind());
    };
    let mut check = Check::new(&fixture);
    for case in fixture.cases() {
        check.case(&case, recompute);
    }
    check.report(name)
}

/// Verifies every `.json` file of a folder, by name.
///
/// # Errors
/// If the folder cannot be listed, or holds no such file: an empty table would look like success.
pub fn verify_folder(folder: &Path) -> io::Result<Vec<Report>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    if files.is_empty() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "there is no .json file in the folder"));
    }
    Ok(files.iter().map(|file| verify_file(file)).collect())
}
