//! Chart marks: the one place where data become SVG.
//!
//! Marks carry classes that the theme gives their tokens, or name a token themselves ([`Ink`]); never a colour.

mod curve;
mod ink;
mod lattice;
mod plane;
mod strip;

pub use curve::{CurvePoint, curve};
pub use ink::Ink;
pub use lattice::{
    Emphasis, LatticeEdge, LatticeLevel, LatticeNode, LatticePicture, Spot, lattice, lattice_file,
};
pub use plane::{Axis, Plane, Sample, Shape, Stroke, sheet};
pub use strip::strip;

use crate::format::plain;

/// A coordinate to a tenth.
fn coordinate(value: f64) -> String {
    plain(value, 1)
}
