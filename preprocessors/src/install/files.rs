//! The files that `install` writes: first compared with what is there, then written all together.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, anyhow, bail, ensure};

use super::record::{FILE, Record};
use super::{Done, head};

/// Everything that is to be done to a book's files.
pub(super) struct Plan<'a> {
    root: &'a Path,
    force: bool,
    /// The folder whose files are told of together.
    folder: String,
    before: Record,
    now: Record,
    steps: Vec<Step>,
    /// Files that are neither as we left them nor as they are to be.
    foreign: Vec<String>,
}

/// A file that changes.
struct Step {
    path: String,
    /// What it is to hold; `None` takes it away.
    content: Option<Vec<u8>>,
    kind: Kind,
    /// What is told of it, behind its path.
    about: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Create,
    Update,
    Remove,
}

impl<'a> Plan<'a> {
    /// A plan for the book in `root`, whose live part lies in `folder`.
    pub(super) fn new(root: &'a Path, folder: &str, force: bool) -> anyhow::Result<Self> {
        let record = read(root, &format!("{folder}/{FILE}"))?.unwrap_or_default();
        let before = Record::read(&String::from_utf8_lossy(&record));
        let (now, steps, foreign) = (Record::default(), vec![], vec![]);
        Ok(Self { root, force, folder: folder.to_owned(), before, now, steps, foreign })
    }

    /// A file of ours.
    pub(super) fn file(&mut self, path: &str, content: &[u8]) -> anyhow::Result<()> {
        self.now.set(path, content);
        let kind = match read(self.root, path)? {
            None => Kind::Create,
            Some(there) if there == content => return Ok(()),
            Some(there) => {
                self.claim(path, self.before.knows(path, &there));
                Kind::Update
            }
        };
        self.step(path, content.to_vec(), kind, size(content.len()));
        Ok(())
    }

    /// A template that may be the author's own, with our block in it, which is made for the file's line ends.
    pub(super) fn block(&mut self, path: &str, block: impl Fn(&str) -> String) -> anyhow::Result<()> {
        let there = read(self.root, path)?;
        let kind = if there.is_some() { Kind::Update } else { Kind::Create };
        let text = String::from_utf8(there.unwrap_or_default()).map_err(|error| {
            anyhow!("{path} is not UTF-8: byte {} is not", error.utf8_error().valid_up_to() + 1)
        })?;
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let block = block(end);
        let plain = |block: &str| block.trim_end().replace("\r\n", "\n").into_bytes();
        self.now.set(path, &plain(&block));
        let (text, about) = match head::find(&text, path)? {
            Some(found) if plain(&text[found.clone()]) == plain(&block) => return Ok(()),
            Some(found) => {
                self.claim(path, self.before.knows(path, &plain(&text[found.clone()])));
                let (front, back) = (&text[..found.start], &text[found.end..]);
                (format!("{front}{block}{back}"), "the block that loads the figures, as it is now")
            }
            None => {
                let gap = if text.is_empty() || text.ends_with('\n') { "" } else { end };
                (format!("{text}{gap}{block}"), "a block that loads the figures")
            }
        };
        self.step(path, text.into_bytes(), kind, about.to_owned());
        Ok(())
    }

    /// The book's settings, which are the author's; `changes` are told one by one.
    pub(super) fn settings(&mut self, text: String, changes: &[String]) {
        if !changes.is_empty() {
            self.step("book.toml", text.into_bytes(), Kind::Update, changes.join("\n"));
        }
    }

    /// Does everything, or only tells it.
    pub(super) fn settle(mut self, dry_run: bool, done: &mut Done) -> anyhow::Result<()> {
        if !self.foreign.is_empty() && !self.force {
            bail!(
                "not as an earlier `install` left it, and not as it is to be:\n  {}\nKeep what you need of it elsewhere, then run again with \
                 --force, which writes over it",
                self.foreign.join("\n  ")
            );
        }
        for path in self.before.beyond(&self.now) {
            // What an author made of it is no longer ours.
            if read(self.root, &path)?.is_some_and(|there| self.before.knows(&path, &there)) {
                self.steps.push(Step { path, content: None, kind: Kind::Remove, about: String::new() });
            }
        }
        let record = format!("{}/{FILE}", self.folder);
        let text = self.now.text().into_bytes();
        match read(self.root, &record)? {
            Some(there) if there == text => {}
            there => {
                let kind = if there.is_some() { Kind::Update } else { Kind::Create };
                self.step(&record, text, kind, String::new());
            }
        }
        for step in &self.steps {
            may_write(self.root, &step.path)?;
        }
        done.changes = self.told();
        if !dry_run {
            self.steps.iter().try_for_each(|step| step.apply(self.root))?;
        }
        Ok(())
    }

    fn claim(&mut self, path: &str, ours: bool) {
        if !ours {
            self.foreign.push(path.to_owned());
        }
    }

    fn step(&mut self, path: &str, content: Vec<u8>, kind: Kind, about: String) {
        self.steps.push(Step { path: path.to_owned(), content: Some(content), kind, about });
    }

    /// One line a change; the many files of the live part in one line a kind.
    fn told(&self) -> Vec<String> {
        let live = format!("{}/", self.folder);
        let (many, few): (Vec<&Step>, Vec<&Step>) =
            self.steps.iter().partition(|step| step.path.starts_with(&live));
        let mut lines = vec![];
        for kind in [Kind::Create, Kind::Update, Kind::Remove] {
            let these = || many.iter().filter(|step| step.kind == kind);
            let bytes: usize = these().filter_map(|step| step.content.as_ref()).map(Vec::len).sum();
            let (count, s) = (these().count(), if these().count() == 1 { "" } else { "s" });
            if count > 0 {
                let bytes = if bytes == 0 { String::new() } else { format!(", {}", size(bytes)) };
                lines.push(format!("{} {live}  {count} file{s}{bytes}", kind.verb()));
            }
        }
        for step in few {
            let abouts = step.about.split('\n');
            let told =
                |about: &str| format!("{} {}  {about}", step.kind.verb(), step.path).trim_end().to_owned();
            lines.extend(abouts.map(told));
        }
        lines
    }
}

impl Step {
    fn apply(&self, root: &Path) -> anyhow::Result<()> {
        let path = root.join(&self.path);
        let failed = || format!("cannot write {}", self.path);
        let Some(content) = &self.content else { return fs::remove_file(&path).with_context(failed) };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(failed)?;
        }
        fs::write(&path, content).with_context(failed)
    }
}

impl Kind {
    /// Padded, so that paths stand below each other.
    fn verb(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Remove => "remove",
        }
    }
}

/// A file's content; `None` if it is not there.
fn read(root: &Path, path: &str) -> anyhow::Result<Option<Vec<u8>>> {
    match fs::read(root.join(path)) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {path}")),
    }
}

/// Fails if a file is marked as one that is only read, or if its folder is, or is none.
fn may_write(root: &Path, path: &str) -> anyhow::Result<()> {
    let mut nearest = Some(Path::new(path));
    while let Some(place) = nearest {
        if let Ok(found) = fs::metadata(root.join(place)) {
            let (file, shown) = (place == Path::new(path), place.display());
            ensure!(file || found.is_dir(), "cannot write {path}: {shown} is no folder");
            ensure!(!found.permissions().readonly(), "cannot write {path}: {shown} is read-only");
            return Ok(());
        }
        nearest = place.parent();
    }
    Ok(())
}

/// A number of bytes as a person says it.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
