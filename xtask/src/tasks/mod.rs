//! The tasks themselves, one file each.

mod build;
mod check;
mod package;
mod serve;
mod test;
mod verify;

pub(crate) use build::{build, run_strictly};
pub(crate) use check::check;
pub(crate) use package::package;
pub(crate) use serve::serve;
pub(crate) use test::test;
pub(crate) use verify::verify;
