//! The mdBook plugin and the authors' commands, as a library.
//!
//! A chapter's text goes through [`directives`] (where they are, what they say) and [`expand`] (what they become); mistakes are
//! [`diagnostic`]s, put in their files by [`place`]. Formulas are set by [`math`], citations and terms by [`references`]. No widget is
//! known here by name: the registry of [`widgets`] is asked. [`install`] brings all of it to another book, out of [`assets`].

pub mod answer;
pub mod assets;
pub mod authors;
pub mod cache;
pub mod check;
pub mod diagnostic;
pub mod directives;
pub mod embed;
pub mod expand;
pub mod host;
pub mod install;
mod joint;
mod learning;
pub mod math;
pub mod minutes;
mod numbers;
pub mod place;
pub mod plugin;
mod quotes;
pub mod references;
mod remembered;
pub mod replay;
