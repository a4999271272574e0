//! Small real data sets, shipped as compact files with a note of where they come from.

pub mod penguins;
