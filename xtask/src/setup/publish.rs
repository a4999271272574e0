//! Copying files without waking mdBook's watcher.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Makes `folder` hold exactly `files`, each under its name, beside the folders `others` and what is hidden: git keeps no folder without a
/// file in it. A file is written only if its content
/// changed, because the watcher goes by time stamps and would rebuild the book for nothing.
pub(super) fn publish(folder: &Path, files: &[(String, PathBuf)], others: &[&str]) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    for entry in folder.read_dir()? {
        let entry = entry?;
        let names = files.iter().map(|(name, _)| name.as_str()).chain(others.iter().copied());
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && names.map(OsStr::new).all(|name| name != entry.file_name()) {
            remove(&entry.path())?;
        }
    }
    for (name, source) in files {
        copy_if_changed(source, &folder.join(name))?;
    }
    Ok(())
}

/// Makes `folder` hold exactly the files of `source`, folders and all, each under the name that `name` gives its path; those without
/// one are left out. Written as [`publish`] writes.
pub(super) fn publish_tree(
    source: &Path,
    folder: &Path,
    name: &dyn Fn(&Path) -> Option<String>,
) -> Result<()> {
    let (mut files, mut folders) = (vec![], vec![]);
    for entry in source.read_dir().with_context(|| format!("cannot list {}", source.display()))? {
        let path = entry?.path();
        let Some(name) = name(&path) else { continue };
        let list = if path.is_dir() { &mut folders } else { &mut files };
        list.push((name, path));
    }
    let names: Vec<&str> = folders.iter().map(|(name, _)| name.as_str()).collect();
    publish(folder, &files, &names)?;
    folders.iter().try_for_each(|(inside, source)| publish_tree(source, &folder.join(inside), name))
}

fn copy_if_changed(source: &Path, copy: &Path) -> Result<()> {
    let content = fs::read(source).with_context(|| format!("cannot read {}", source.display()))?;
    write_if_changed(copy, &content)
}

/// Writes a file, unless that is what it holds already.
pub(super) fn write_if_changed(file: &Path, content: &[u8]) -> Result<()> {
    if fs::read(file).is_ok_and(|old| old == content) {
        return Ok(());
    }
    fs::write(file, content).with_context(|| format!("cannot write {}", file.display()))
}

fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    removed.with_context(|| format!("cannot remove {}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn only_changed_files_are_written_and_stale_ones_go() -> Result<()> {
        let temporary = tempfile::tempdir()?;
        let (source, folder) = (temporary.path().join("source"), temporary.path().join("live"));
        let files = ["a.js", "b.wasm"].map(|name| (name.to_owned(), source.join(name)));
        fs::create_dir(&source)?;
        for (_, path) in &files {
            fs::write(path, "old")?;
        }
        publish(&folder, &files, &[])?;

        let past = SystemTime::now() - Duration::from_secs(3600);
        for (name, _) in &files {
            fs::File::options().write(true).open(folder.join(name))?.set_modified(past)?;
        }
        fs::write(&files[1].1, "new")?;
        fs::write(folder.join("stale.js"), "")?;
        fs::create_dir(folder.join("stale"))?;
        publish(&folder, &files, &[])?;

        assert_eq!(fs::metadata(folder.join("a.js"))?.modified()?, past);
        assert_ne!(fs::metadata(folder.join("b.wasm"))?.modified()?, past);
        assert_eq!(fs::read_to_string(folder.join("b.wasm"))?, "new");
        assert_eq!(folder.read_dir()?.count(), 2);
        Ok(())
    }

    #[test]
    fn a_tree_is_mirrored_under_its_new_names() -> Result<()> {
        let temporary = tempfile::tempdir()?;
        let (source, folder) = (temporary.path().join("doc"), temporary.path().join("api"));
        fs::create_dir_all(source.join("world"))?;
        fs::create_dir_all(folder.join("gone"))?;
        for name in ["index.html", ".lock", "world/a.md"] {
            fs::write(source.join(name), name)?;
        }
        fs::write(folder.join("gone/old.html"), "")?;
        let name = |path: &Path| {
            let name = path.file_name()?.to_str()?;
            (!name.starts_with('.')).then(|| name.replace(".md", ".txt"))
        };
        publish_tree(&source, &folder, &name)?;

        assert_eq!(fs::read_to_string(folder.join("index.html"))?, "index.html");
        assert_eq!(fs::read_to_string(folder.join("world/a.txt"))?, "world/a.md");
        assert_eq!((folder.read_dir()?.count(), folder.join("world").read_dir()?.count()), (2, 1));
        Ok(())
    }

    #[test]
    fn a_missing_source_is_named() {
        let temporary = tempfile::tempdir().unwrap();
        let files = [("a.js".to_owned(), temporary.path().join("nowhere.js"))];
        let error = publish(&temporary.path().join("live"), &files, &[]).unwrap_err();
        assert!(error.to_string().contains("nowhere.js"));
    }
}
