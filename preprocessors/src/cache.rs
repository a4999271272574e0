//! What was computed in an earlier build, by content.
//!
//! A figure or a number follows from the program and its arguments alone. An author who saves a chapter waits only for what that chapter
//! changed: everything else is read from the folder that `cache` in `book.toml` names. Results of another build of the program are
//! removed, since nothing would ever ask for them again.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The file that says which program wrote the folder: its [`identity`], and its hash.
const PROGRAM: &str = "program";

/// Results by what they follow from; one that has no folder forgets everything.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
}

impl Cache {
    /// The results in a folder that this very program wrote; others are removed. A folder that cannot be used is left alone, and nothing is
    /// remembered: a build must not fail for want of a shortcut.
    pub fn open(folder: &Path) -> Self {
        std::env::current_exe().map_or_else(|_| Self::default(), |program| Self::of_program(folder, &program))
    }

    fn of_program(folder: &Path, program: &Path) -> Self {
        let mark = folder.join(PROGRAM);
        let known = fs::read_to_string(&mark);
        let open = || Self { folder: Some(folder.to_owned()) };
        let (known_file, known_hash) =
            known.as_ref().ok().and_then(|known| known.split_once('\n')).unwrap_or_default();
        // To read all of the program takes longer than to answer from the cache; one that was not written since needs no look inside.
        let Ok(file) = identity(program) else { return Self::default() };
        if known_file == file {
            return open();
        }
        let Ok(hash) = hash_file(program).map(|hash| format!("{hash:032x}")) else { return Self::default() };
        let marked = format!("{file}\n{hash}");
        if known_hash == hash {
            return fs::write(&mark, marked).map_or_else(|_| Self::default(), |()| open());
        }
        // Only a folder that is ours, or new, is emptied.
        let ours = known.is_ok() || !folder.exists();
        let fresh = || -> io::Result<()> {
            if folder.exists() {
                fs::remove_dir_all(folder)?;
            }
            fs::create_dir_all(folder)?;
            // Nobody's to commit, wherever it lies.
            fs::write(folder.join(".gitignore"), "*\n")?;
            fs::write(&mark, marked)
        };
        if ours && fresh().is_ok() { open() } else { Self::default() }
    }

    /// The result of `parts`, made now if it is not known.
    ///
    /// # Errors
    /// Those of `compute`, which are not remembered.
    pub fn remember<E>(
        &self,
        parts: &[&str],
        compute: impl FnOnce() -> Result<String, E>,
    ) -> Result<String, E> {
        let key = key(parts);
        if let Some(known) = self.known(&key, &key) {
            return Ok(known);
        }
        let made = compute()?;
        self.keep(&key, &key, &[&made]);
        Ok(made)
    }

    /// The last result that was kept at this place, if it was of these `parts`.
    pub fn last(&self, place: &[&str], parts: &[&str]) -> Option<String> {
        self.known(&key(place), &key(parts))
    }

    /// Keeps the result of `parts` at a place, in the stead of the one before: for what changes with every word that an author writes. It
    /// comes in pieces, since it can be long.
    pub fn keep_last(&self, place: &[&str], parts: &[&str], made: &[&str]) {
        self.keep(&key(place), &key(parts), made);
    }

    fn path(&self, place: &str) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(format!("{:032x}", hash(place.as_bytes()))))
    }

    fn known(&self, place: &str, key: &str) -> Option<String> {
        let mut file = File::open(self.path(place)?).ok()?;
        // What is not asked for is not read: it can be long.
        let mut start = vec![0; key.len() + 1];
        file.read_exact(&mut start).ok()?;
        if start.strip_suffix(b"\n")? != key.as_bytes() {
            return None;
        }
        let mut made = String::new();
        file.read_to_string(&mut made).ok()?;
        Some(made)
    }

    fn keep(&self, place: &str, key: &str, made: &[&str]) {
        let Some(path) = self.path(place) else { return };
        // Written beside and moved, so that a build that reads meanwhile finds all of it or nothing.
        let part = path.with_extension(std::process::id().to_string());
        let write = || -> io::Result<()> {
            let mut file = File::create(&part)?;
            [key, "\n"].iter().chain(made).try_for_each(|piece| file.write_all(piece.as_bytes()))
        };
        if write().is_ok() {
            let _ = fs::rename(part, path);
        }
    }
}

/// Where a file is, how long, and when it was written.
fn identity(path: &Path) -> io::Result<String> {
    let about = path.metadata()?;
    let written = about.modified()?.duration_since(SystemTime::UNIX_EPOCH).map_err(io::Error::other)?;
    Ok(format!("{} {} {}", path.display(), about.len(), written.as_nanos()))
}

/// No part but the last holds this character, so two lists of parts never meet in one key.
fn key(parts: &[&str]) -> String {
    parts.join("\u{1f}")
}

/// FNV-1a's first value and factor, 128 bits.
const START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const FACTOR: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
/// How much of a file is in memory at a time, in bytes: whole blocks.
const PIECE: usize = 1 << 16;

/// FNV-1a: short and stable; the key itself is compared as well.
pub(crate) fn hash(bytes: &[u8]) -> u128 {
    bytes.iter().fold(START, |hash, &byte| (hash ^ u128::from(byte)).wrapping_mul(FACTOR))
}

/// A file's hash, for the program and the live parts, of which every plugin of a build reads all. By sixteen bytes at a time, since byte by byte
/// it was half of a plugin's time, and in pieces, since the memory for the whole took a third of what was left.
///
/// # Errors
/// If the file cannot be read.
pub(crate) fn hash_file(path: &Path) -> io::Result<u128> {
    hash_blocks(File::open(path)?)
}

fn hash_blocks(mut bytes: impl Read) -> io::Result<u128> {
    let (mut hash, mut length, mut piece) = (START, 0, Vec::with_capacity(PIECE));
    while bytes.by_ref().take(PIECE as u64).read_to_end(&mut piece)? > 0 {
        hash = add_blocks(hash, &piece);
        length += piece.len();
        piece.clear();
    }
    Ok(end_blocks(hash, length))
}

/// The same of what is in memory.
pub(crate) fn hash_long(bytes: &[u8]) -> u128 {
    end_blocks(add_blocks(START, bytes), bytes.len())
}

/// Each step can be undone, so that texts of one length that differ in one place always differ in the result.
fn add_blocks(hash: u128, bytes: &[u8]) -> u128 {
    bytes.chunks(16).fold(hash, |hash, block| {
        let mut word = [0; 16];
        word[..block.len()].copy_from_slice(block);
        (hash ^ u128::from_le_bytes(word)).wrapping_mul(FACTOR)
    })
}

fn end_blocks(hash: u128, length: usize) -> u128 {
    (hash ^ length as u128).wrapping_mul(FACTOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(cache: &Cache, parts: &[&str], answer: &str) -> String {
        cache.remember::<()>(parts, || Ok(answer.to_owned())).unwrap()
    }

    /// A program of this text.
    fn program(folder: &tempfile::TempDir, text: &str) -> PathBuf {
        let path = folder.path().join(text);
        fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn what_is_known_is_not_made_again() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("figures");
        let one = program(&temporary, "one");
        let cache = Cache::of_program(&folder, &one);
        assert_eq!(ask(&cache, &["grid", "a"], "first\nlines"), "first\nlines");
        assert_eq!(ask(&cache, &["grid", "a"], "second"), "first\nlines");
        assert_eq!(ask(&cache, &["gri", "da"], "other"), "other");
        assert_eq!(ask(&Cache::of_program(&folder, &one), &["grid", "a"], "third"), "first\nlines");
        let two = Cache::of_program(&folder, &program(&temporary, "two"));
        assert_eq!(ask(&two, &["grid", "a"], "fourth"), "fourth", "another program");
        assert_eq!(ask(&Cache::default(), &["grid", "a"], "fifth"), "fifth");
    }

    #[test]
    fn a_program_is_known_by_what_it_holds() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("figures");
        let one = program(&temporary, "one");
        ask(&Cache::of_program(&folder, &one), &["a"], "first");
        let copy = temporary.path().join("copy");
        for _ in 0..2 {
            fs::copy(&one, &copy).unwrap();
            assert_eq!(
                ask(&Cache::of_program(&folder, &copy), &["a"], "second"),
                "first",
                "a copy is the same"
            );
        }
        fs::write(&copy, "other").unwrap();
        assert_eq!(ask(&Cache::of_program(&folder, &copy), &["a"], "third"), "third", "written since");
        let gone = Cache::of_program(&folder, &temporary.path().join("gone"));
        assert_eq!([ask(&gone, &["a"], "fourth"), ask(&gone, &["a"], "fifth")], ["fourth", "fifth"]);
    }

    #[test]
    fn programs_that_differ_anywhere_are_told_apart() {
        let hash = |program: &[u8]| hash_blocks(program).unwrap();
        let program: Vec<u8> = (0..100).collect();
        let known = hash(&program);
        for place in 0..program.len() {
            let mut other = program.clone();
            other[place] ^= 0x80;
            assert_ne!(hash(&other), known, "byte {place}");
        }
        assert_ne!(hash(&[0; 16]), hash(&[0; 17]), "zeros at the end count");
        assert_ne!(hash(&vec![0; PIECE]), hash(&vec![0; PIECE + 1]), "and so does the next piece");
        assert_eq!(hash(&program), known);
        assert_eq!(
            hash_long(&vec![7; 2 * PIECE + 3]),
            hash(&vec![7; 2 * PIECE + 3]),
            "in one piece or in three"
        );
    }

    #[test]
    fn mistakes_are_not_remembered() {
        let temporary = tempfile::tempdir().unwrap();
        let cache = Cache::of_program(&temporary.path().join("figures"), &program(&temporary, "one"));
        assert_eq!(cache.remember(&["x"], || Err("no")), Err("no"));
        assert_eq!(ask(&cache, &["x"], "yes"), "yes");
    }

    #[test]
    fn a_folder_of_somebody_else_is_left_alone() {
        let (temporary, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(temporary.path().join("letter"), "mine").unwrap();
        let cache = Cache::of_program(temporary.path(), &program(&elsewhere, "one"));
        assert_eq!(ask(&cache, &["x"], "first"), "first");
        assert_eq!(ask(&cache, &["x"], "second"), "second", "nothing is kept there");
        assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 1);
    }
}
