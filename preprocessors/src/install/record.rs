//! What an earlier `install` wrote, by hashes: one line a file, in a file beside the live part.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Component, Path};

use crate::cache::hash;

/// The record's name, in the folder of what a page fetches.
pub(super) const FILE: &str = "installed.txt";

const ABOUT: &str = "# What `mdbook-counterfactuals install` wrote, as it was then: a later one replaces what is still the same.\n";

/// Hashes by paths from the book's root.
#[derive(Debug, Default)]
pub(super) struct Record(BTreeMap<String, String>);

impl Record {
    /// Reads a record. Lines that say nothing are passed over: what they were to say then counts as changed by hand, and is kept.
    pub(super) fn read(text: &str) -> Self {
        let lines = text.lines().filter_map(|line| line.split_once("  "));
        // A path that leads out of the book was not written by us.
        let inside =
            |path: &str| Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        let known = lines.filter(|(_, path)| inside(path));
        Self(known.map(|(hash, path)| (path.to_owned(), hash.to_owned())).collect())
    }

    /// Whether this is what was written there.
    pub(super) fn knows(&self, path: &str, content: &[u8]) -> bool {
        self.0.get(path).is_some_and(|known| *known == written(content))
    }

    /// Remembers what is written there now.
    pub(super) fn set(&mut self, path: &str, content: &[u8]) {
        self.0.insert(path.to_owned(), written(content));
    }

    /// The paths that this record has and the other one has not.
    pub(super) fn beyond(&self, other: &Self) -> Vec<String> {
        self.0.keys().filter(|path| !other.0.contains_key(*path)).cloned().collect()
    }

    /// The record as text.
    pub(super) fn text(&self) -> String {
        let mut text = ABOUT.to_owned();
        for (path, hash) in &self.0 {
            let _ = writeln!(text, "{hash}  {path}");
        }
        text
    }
}

fn written(content: &[u8]) -> String {
    format!("{:032x}", hash(content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_comes_back_and_leads_nowhere_else() {
        let mut record = Record::default();
        record.set("src/live/a b.js", b"1");
        let back = Record::read(&record.text());
        assert!(back.knows("src/live/a b.js", b"1") && !back.knows("src/live/a b.js", b"2"));
        assert_eq!(back.beyond(&Record::default()), ["src/live/a b.js"]);
        let hostile = Record::read("00  ../../etc/passwd\n00  /etc/passwd\nnothing\n");
        assert_eq!(hostile.beyond(&Record::default()), [] as [&str; 0]);
    }
}
