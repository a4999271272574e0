//! What a reader downloads to make the figures live.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;

/// 100 KB, that is 100,000 bytes, compressed as a server would: what the grid's page may download to come to life.
const BUDGET: usize = 100_000;
/// The part that the budget is for.
const BUDGETED: &str = "grid";
/// What every part needs beside its own two files.
const LOADER: [&str; 2] = ["loader.js", "live.js"];

/// One line a file, and what each part comes to with the loader.
pub(super) fn table(folder: &Path) -> Result<String> {
    let mut table = format!("{:<28}{:>12}{:>12}\n", "Download (bytes)", "raw", "brotli");
    let mut sizes: Vec<(String, usize)> = vec![];
    for (name, content) in files(folder)? {
        let size = brotli(&content)?;
        writeln!(table, "{name:<28}{:>12}{size:>12}", content.len())?;
        sizes.push((name, size));
    }
    let size = |name: &str| sizes.iter().find(|(known, _)| known == name).map_or(0, |(_, size)| *size);
    let loader: usize = LOADER.into_iter().map(size).sum();
    for part in sizes.iter().filter_map(|(name, _)| name.strip_suffix("_bg.wasm")) {
        let sum = size(&format!("{part}_bg.wasm")) + size(&format!("{part}.js")) + loader;
        writeln!(table, "{:<40}{sum:>12}", format!("the part {part}, with the loader"))?;
    }
    let sum = size(&format!("{BUDGETED}_bg.wasm")) + size(&format!("{BUDGETED}.js")) + loader;
    let verdict = if sum <= BUDGET { "kept" } else { "exceeded" };
    writeln!(table, "budget of {BUDGET} bytes for the {BUDGETED}, brotli: {verdict}")?;
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
    fn each_part_is_summed_with_the_loader() -> Result<()> {
        let folder = tempfile::tempdir()?;
        for name in ["grid_bg.wasm", "grid.js", "loader.js", "live.js", "iris.csv"] {
            fs::write(folder.path().join(name), vec![7; 5000])?;
        }
        let table = table(folder.path())?;
        let first_words: Vec<_> = table.lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(
            first_words,
            ["Download", "grid.js", "grid_bg.wasm", "iris.csv", "live.js", "loader.js", "the", "budget"]
        );
        let one = brotli(&[7; 5000])?;
        assert!(table.contains(&format!("{:>12}\nbudget", 4 * one)), "{table}");
        assert!(table.ends_with("kept\n"));
        Ok(())
    }

    #[test]
    fn repetition_compresses() -> Result<()> {
        assert!(brotli(&[42; 10_000])? < 50);
        Ok(())
    }
}
