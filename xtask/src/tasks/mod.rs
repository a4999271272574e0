//! The tasks themselves, one file each.

mod build;
mod check;
mod fuzz;
mod offline;
mod package;
mod screenshots;
mod serve;
mod styles;
mod test;
mod verify;

pub(crate) use build::{build, run_strictly};
pub(crate) use check::check;
pub(crate) use fuzz::fuzz;
pub(crate) use package::package;
pub(crate) use screenshots::screenshots;
pub(crate) use serve::serve;
pub(crate) use test::test;
pub(crate) use verify::verify;
