//! The idea: the grid of training worlds × evaluation slices.

pub mod grid;
