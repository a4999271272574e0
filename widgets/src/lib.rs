//! The figures of the textbook.
//!
//! A widget is a pure function drawn twice: at build time into the page ([`first_frame`]), and in the browser, where the same
//! code adopts that markup without touching it and then patches what changes (module `browser`, only in wasm).
//!
//! Widgets compute no statistics: they call [`simulation`] and draw. Adding one is a file under its family and a line in
//! the [`registry`].

#[cfg(feature = "browser")]
pub mod browser;
#[cfg(feature = "causal")]
pub mod causal;
pub mod chart;
#[cfg(feature = "collective")]
pub mod collective;
pub mod controls;
#[cfg(feature = "dynamics")]
pub mod dynamics;
#[cfg(not(feature = "browser"))]
pub mod first_frame;
pub mod format;
pub mod frame;
pub mod idea;
pub mod markup;
#[cfg(not(feature = "browser"))]
pub mod numbers;
pub mod parameters;
pub mod registry;
#[cfg(feature = "robustness")]
pub mod robustness;
#[cfg(feature = "selection")]
pub mod selection;
pub mod shipped;
pub mod tables;
#[cfg(test)]
mod trial;
#[cfg(feature = "valuation")]
pub mod valuation;
pub mod widget;
