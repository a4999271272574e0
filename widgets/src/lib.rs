//! The figures of the textbook.
//!
//! A widget is a pure function drawn twice: at build time into the page ([`first_frame`]), and in the browser, where the same
//! code adopts that markup without touching it and then patches what changes (module `browser`, only in wasm).
//!
//! Widgets compute no statistics: they call [`simulation`] and draw. Adding one is a file under its family and a line in
//! the [`registry`].

// The part of the questions leaves out what only figures need.
#![cfg_attr(all(feature = "browser", not(feature = "figures")), allow(dead_code))]

#[cfg(feature = "browser")]
pub mod browser;
#[cfg(feature = "causal")]
pub mod causal;
pub mod chart;
mod code;
#[cfg(feature = "collective")]
pub mod collective;
pub mod controls;
#[cfg(feature = "dynamics")]
pub mod dynamics;
#[cfg(not(feature = "browser"))]
pub mod first_frame;
pub mod format;
#[cfg(feature = "figures")]
pub mod frame;
pub mod guess;
#[cfg(test)]
mod hostile;
pub mod idea;
#[cfg(feature = "learning")]
pub mod learning;
pub mod markup;
#[cfg(not(feature = "browser"))]
pub mod numbers;
pub mod parameters;
#[cfg(feature = "figures")]
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
