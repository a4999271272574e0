//! Chart marks: the one place where data become SVG.
//!
//! Marks carry classes that the theme gives their tokens, or name a token themselves ([`Ink`]); never a colour.

mod bars;
mod curve;
mod ink;
mod lattice;
mod matrix;
mod pixels;
mod plane;
mod strip;

pub use bars::{Bar, bars, bars_size};
pub use curve::{CurvePoint, curve};
pub use ink::Ink;
pub use lattice::{
    Emphasis, LatticeEdge, LatticeLevel, LatticeNode, LatticePicture, Spot, lattice, lattice_file,
};
pub use matrix::Matrix;
pub use pixels::{pixels, pixels_size};
pub use plane::{
    Axis, Plane, Sample, Shape, Stroke, Tile, YOURS, glyph, guessed_at, legend, sheet, tile_at, tiles,
    tiles_size,
};
pub use strip::strip;

use crate::format::plain;

/// A coordinate to a tenth.
fn coordinate(value: f64) -> String {
    plain(value, 1)
}
