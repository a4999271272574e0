//! What the binary carries for other books: the live parts of the figures, style sheets, KaTeX's files.
//!
//! `cargo xtask build` puts them into `preprocessors/assets`, from where the build script takes whatever is there. A binary that was built
//! before that, or without the feature `assets`, carries nothing.

/// A file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset<'a> {
    /// Its path from the folder of all, with `/`: `live/grid.js`, `math/fonts/…`, `styles/grid.css`.
    pub name: &'a str,
    /// What is in it.
    pub content: &'a [u8],
}

/// The folder of what a page fetches: loader, glue, wasm, tables.
pub const LIVE: &str = "live/";
/// The folder of KaTeX's style sheet and fonts.
pub const MATH: &str = "math/";
/// The folder of the style sheets.
pub const STYLES: &str = "styles/";

/// What this binary carries, sorted by name; nothing if the live parts were not built before it.
pub const CARRIED: &[Asset<'static>] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));
