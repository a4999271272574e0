//! Compressed sizes, remembered by content: at the quality that static hosts use, brotli takes a second for each megabyte.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use brotli::enc::BrotliEncoderParams;
use sha2::{Digest, Sha256};

/// The sizes of some contents.
#[derive(Debug, Default)]
pub(super) struct Sizes(BTreeMap<String, usize>);

impl Sizes {
    /// Those of `contents`, from the file `cache` or by compressing; the file then holds these and no others.
    ///
    /// # Errors
    /// If compressing fails or the file cannot be written.
    pub(super) fn of<'c>(contents: impl Iterator<Item = &'c [u8]>, cache: &Path) -> Result<Self> {
        // A cache that cannot be read is one that is empty.
        let text = fs::read_to_string(cache).unwrap_or_default();
        let known: BTreeMap<String, usize> = serde_json::from_str(&text).unwrap_or_default();
        let contents: BTreeMap<String, &[u8]> = contents.map(|content| (key(content), content)).collect();
        let mut missing: Vec<(&String, &[u8])> = contents
            .iter()
            .filter(|(key, _)| !known.contains_key(*key))
            .map(|(key, content)| (key, *content))
            .collect();
        // The longest first, so that no core is left alone with it.
        missing.sort_by_key(|(_, content)| std::cmp::Reverse(content.len()));
        let (next, made) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
        let work = || -> Result<()> {
            while let Some((key, content)) = missing.get(next.fetch_add(1, Ordering::Relaxed)) {
                let size = brotli(content)?;
                made.lock().expect("no thread panics").insert((*key).clone(), size);
            }
            Ok(())
        };
        let threads = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            let working: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            working.into_iter().try_for_each(|thread| thread.join().expect("compressing does not panic"))
        })?;
        let mut all = made.into_inner().expect("no thread panics");
        all.extend(known.into_iter().filter(|(key, _)| contents.contains_key(key)));
        fs::write(cache, serde_json::to_string(&all)?)
            .with_context(|| format!("cannot write {}", cache.display()))?;
        Ok(Self(all))
    }

    /// The size of one of them.
    pub(super) fn get(&self, content: &[u8]) -> usize {
        self.0.get(&key(content)).copied().unwrap_or_default()
    }
}

/// The compressed size at the highest quality and the largest ordinary window, as static hosting does it.
pub(crate) fn brotli(content: &[u8]) -> Result<usize> {
    let params =
        BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: content.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &params)?;
    Ok(compressed.len())
}

fn key(content: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_compresses() -> Result<()> {
        assert!(brotli(&[42; 10_000])? < 50);
        Ok(())
    }

    #[test]
    fn sizes_are_those_of_brotli_and_are_remembered() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let cache = folder.path().join("sizes.json");
        let contents: [&[u8]; 3] = [b"one one one one one one", b"two", b"two"];
        let sizes = Sizes::of(contents.into_iter(), &cache)?;
        for content in contents {
            assert_eq!(sizes.get(content), brotli(content)?);
        }
        // What the file says is believed, so that it is not computed again, and what is gone is forgotten.
        fs::write(&cache, fs::read_to_string(&cache)?.replace(&format!(":{}", sizes.get(b"two")), ":77"))?;
        assert_eq!(Sizes::of([&b"two"[..]].into_iter(), &cache)?.get(b"two"), 77);
        assert_eq!(fs::read_to_string(&cache)?.matches(':').count(), 1);
        Ok(())
    }
}
