//! The idea: the grid of training worlds × evaluation slices, worlds that differ by one edit, and rows that are held out.

#[cfg(feature = "grid")]
pub mod grid;
#[cfg(feature = "holdout")]
pub mod holdout;
#[cfg(feature = "worlds")]
pub mod worlds;
