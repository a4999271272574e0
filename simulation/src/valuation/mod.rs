//! Value and attribution: what one player adds, over one comparison or over all of them.

mod coalition;
pub mod datamodels;
mod game;
mod leave_one_out;
mod shapley;

pub use coalition::Coalition;
pub use game::{Game, TableError, UtilityTable};
pub use leave_one_out::leave_one_out;
pub use shapley::{ShapleyTerm, shapley, shapley_terms};
