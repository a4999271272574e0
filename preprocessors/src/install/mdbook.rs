//! Which mdBook the book is built with, as far as one can see from here.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::bail;
use mdbook_preprocessor::MDBOOK_VERSION;
use semver::{Version, VersionReq};

use super::Options;

/// What an author should know of the programs that the PATH leads to, each in one line.
///
/// # Errors
/// If the mdBook there speaks another language to plugins, unless the options force it.
pub fn surroundings(options: &Options) -> anyhow::Result<Vec<String>> {
    let mut notes = vec![];
    let ours = Version::parse(MDBOOK_VERSION).unwrap_or(Version::new(0, 5, 0));
    let wanted = format!("{}.{}", ours.major, ours.minor);
    match version() {
        None => {
            notes.push(format!("`mdbook` is not on the PATH; the book must be built with mdBook {wanted}"));
        }
        Some(found) if fits(&found, &wanted) => {}
        Some(found) if options.force => {
            notes.push(format!("the mdBook on the PATH is {found}, and the plugin is made for {wanted}"));
        }
        Some(found) => bail!(
            "the mdBook on the PATH is {found}, and the plugin is made for {wanted}: get it with `cargo install mdbook`, or go on \
             with --force if this book is built with another one"
        ),
    }
    let program = &options.command;
    if !program.contains(['/', '\\']) && !on_path(program) {
        notes.push(format!("`{program}` is not on the PATH, where mdBook looks for it: put it there, or name its file with --command"));
    }
    Ok(notes)
}

/// The word behind `mdbook` in the answer to `mdbook --version`.
fn version() -> Option<String> {
    let output = Command::new("mdbook").arg("--version").output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.split_whitespace().nth(1).map(|word| word.trim_start_matches('v').to_owned())
}

fn fits(found: &str, wanted: &str) -> bool {
    let wanted = VersionReq::parse(wanted).ok();
    wanted.zip(Version::parse(found).ok()).is_some_and(|(wanted, found)| wanted.matches(&found))
}

fn on_path(program: &str) -> bool {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    let is_there = |folder: &Path| folder.join(&file).is_file();
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| is_there(&folder)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_one_protocol_fit() {
        assert!(fits("0.5.0", "0.5") && fits("0.5.9", "0.5"));
        assert!(!fits("0.4.52", "0.5") && !fits("0.6.0", "0.5") && !fits("", "0.5"));
    }
}
