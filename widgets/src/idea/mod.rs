//! The idea: the grid of training worlds × evaluation slices, and worlds that differ by one edit.

#[cfg(feature = "grid")]
pub mod grid;
#[cfg(feature = "worlds")]
pub mod worlds;
