//! What a reader downloads to make the figures live.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;

/// 60 KB, that is 60,000 bytes, compressed as a server would: wasm and JavaScript together.
const BUDGET: usize = 60_000;

/// One line a file, and the sum against the budget.
pub(super) fn table(folder: &Path) -> Result<String> {
    let mut table = format!("{:<28}{:>12}{:>12}\n", "Download (bytes)", "raw", "brotli");
    let (mut raw, mut compressed) = (0, 0);
    for (name, content) in files(folder)? {
        let size = brotli(&content)?;
        writeln!(table, "{name:<28}{:>12}{size:>12}", content.len())?;
        raw += content.len();
        compressed += size;
    }
    let verdict = if compressed <= BUDGET { "kept" } else { "exceeded" };
    writeln!(table, "{:<28}{raw:>12}{compressed:>12}", "sum")?;
    writeln!(table, "budget of {BUDGET} bytes, brotli: {verdict}")?;
    Ok(table)
}

/// The files of a folder, sorted by name.
fn files(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in folder.read_dir().with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        files.push((entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?));
    }
    files.sort();
    Ok(files)
}

/// The compressed size at the highest quality and the largest ordinary window, as static hosting does it.
pub(crate) fn brotli(content: &[u8]) -> Result<usize> {
    let params =
        BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: content.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &params)?;
    Ok(compressed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_in_order_with_their_sum() -> Result<()> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("b.wasm"), vec![7; 5000])?;
        fs::write(folder.path().join("a.js"), vec![9; 1000])?;
        let table = table(folder.path())?;
        let first_words: Vec<_> = table.lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(first_words, ["Download", "a.js", "b.wasm", "sum", "budget"]);
        assert!(table.contains(" 6000"));
        assert!(table.contains("kept"));
        Ok(())
    }

    #[test]
    fn repetition_compresses() -> Result<()> {
        assert!(brotli(&[42; 10_000])? < 50);
        Ok(())
    }
}
