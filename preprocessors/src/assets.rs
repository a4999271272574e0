//! What the binary carries for other books: the live parts of the figures, style sheets, KaTeX's files.
//!
//! The build script finds them where `cargo xtask build` has put them, or in a package. A binary that was built before that carries no live
//! parts, and one without the feature `assets` carries nothing.

/// A file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset<'a> {
    /// Its path from the folder of all, with `/`: `live/grid.js`, `math/fonts/…`, `styles/grid.css`.
    pub name: &'a str,
    /// What is in it.
    pub content: &'a [u8],
}

/// The file without which nothing goes live.
pub const LOADER: &str = "live/loader.js";
/// The folder of what a page fetches: loader, glue, wasm, tables.
pub const LIVE: &str = "live/";
/// The folder of KaTeX's style sheet and fonts.
pub const MATH: &str = "math/";
/// The folder of the style sheets.
pub const STYLES: &str = "styles/";

/// What this binary carries, sorted by name.
pub const CARRIED: &[Asset<'static>] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));
