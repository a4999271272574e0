//! One table of all pages, out of what the tests have left below `target/pages`: a file for each column, from paths to counts.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::workspace::Workspace;

/// The columns: what the file is called, what the table calls it, and whether another count than none is a mistake.
const COLUMNS: [(&str, &str, bool); 5] = [
    ("bytes", "bytes", false),
    ("axe", "axe", true),
    ("mutations", "mutations", true),
    ("console", "console", true),
    ("overflow", "overflow", true),
];

/// The counts of a run of the tests in a browser.
pub(crate) struct Report(PathBuf);

impl Report {
    /// Forgets what earlier runs in a browser have counted.
    pub(crate) fn begin(workspace: &Workspace) -> Result<Self> {
        let folder = workspace.target("pages");
        for (name, _, _) in COLUMNS.iter().filter(|(name, _, _)| *name != "bytes") {
            let path = folder.join(format!("{name}.json"));
            if path.exists() {
                fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
            }
        }
        Ok(Self(folder))
    }

    /// Where the tests leave their counts.
    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    /// The table: a page a line, and a mark beside those on which something was found.
    pub(crate) fn table(&self) -> Result<String> {
        let columns: Vec<_> = COLUMNS
            .iter()
            .map(|(name, _, _)| fs::read_to_string(self.0.join(format!("{name}.json"))).unwrap_or_default())
            // A file of tests that did not run is as an empty one.
            .map(|text| serde_json::from_str::<BTreeMap<String, Value>>(&text).unwrap_or_default())
            .collect();
        table(&columns)
    }
}

/// Leaves a column for the table.
pub(crate) fn leave(workspace: &Workspace, column: &str, counts: &Value) -> Result<()> {
    let folder = workspace.target("pages");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{column}.json"));
    fs::write(&path, counts.to_string()).with_context(|| format!("cannot write {}", path.display()))
}

fn table(columns: &[BTreeMap<String, Value>]) -> Result<String> {
    let mut pages: BTreeMap<&str, Vec<Option<&Value>>> = BTreeMap::new();
    for (index, column) in columns.iter().enumerate() {
        for (path, count) in column {
            let row = pages.entry(path.trim_start_matches('/')).or_insert_with(|| vec![None; columns.len()]);
            row[index] = Some(count);
        }
    }
    let mut out = format!("{:<36}", "Page");
    for (_, title, _) in COLUMNS {
        write!(out, "{title:>11}")?;
    }
    out.push('\n');
    for (path, row) in pages {
        write!(out, "{path:<36}")?;
        let mut found = false;
        for (count, (_, _, bad)) in row.iter().zip(COLUMNS) {
            let shown = match count {
                None => "-".to_owned(),
                Some(Value::Null) => "?".to_owned(),
                Some(count) => count.to_string(),
            };
            found |= bad && !matches!(shown.as_str(), "-" | "0");
            write!(out, "{shown:>11}")?;
        }
        out.push_str(if found { "  <--\n" } else { "\n" });
    }
    out.push_str(
        "bytes: brotli, with what the page asks for; axe: findings in either theme; mutations: when figures come alive; console: complaints; \
         overflow: what is wider than 320 px\n-: not asked of this page; ?: the test ended before it had counted\n",
    );
    Ok(out)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn column(counts: &[(&str, Value)]) -> BTreeMap<String, Value> {
        counts.iter().map(|(path, count)| ((*path).to_owned(), count.clone())).collect()
    }

    #[test]
    fn a_page_is_a_line_with_whatever_was_counted() -> Result<()> {
        let columns = [
            column(&[("a.html", json!(120)), ("b.html", json!(7))]),
            column(&[("/a.html", json!(0)), ("/c.html", Value::Null)]),
            column(&[("/a.html", json!(0))]),
            column(&[("/b.html", json!(2))]),
            column(&[]),
        ];
        let table = table(&columns)?;
        let lines: Vec<Vec<&str>> =
            table.lines().skip(1).take(3).map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(
            lines,
            [
                vec!["a.html", "120", "0", "0", "-", "-"],
                vec!["b.html", "7", "-", "-", "2", "-", "<--"],
                vec!["c.html", "-", "?", "-", "-", "-", "<--"],
            ]
        );
        Ok(())
    }
}
