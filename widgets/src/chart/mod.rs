//! Chart marks: the one place where data become SVG.
//!
//! Marks carry classes, never colours: `theme/widgets.css` gives each class its token.

mod strip;

pub use strip::strip;
