//! Chart marks: the one place where data become SVG.
//!
//! Marks carry classes, never colours: `theme/widgets.css` gives each class its token.

mod curve;
mod lattice;
mod strip;

pub use curve::{CurvePoint, curve};
pub use lattice::{
    Emphasis, LatticeEdge, LatticeLevel, LatticeNode, LatticePicture, Spot, lattice, lattice_file,
};
pub use strip::strip;

use crate::format::plain;

/// A coordinate to a tenth.
fn coordinate(value: f64) -> String {
    plain(value, 1)
}
