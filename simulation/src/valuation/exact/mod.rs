//! Exact answers: every coalition is asked, and nothing is estimated.

mod interaction;
mod least_core;
mod leave_one_out;
mod semivalue;
mod shapley;
mod weights;

pub use interaction::{Interactions, banzhaf_interaction, shapley_interaction};
pub use least_core::{LeastCore, LeastCoreError, least_core};
pub use leave_one_out::{leave_each_out, leave_group_out, leave_one_out};
pub use semivalue::{banzhaf, beta_shapley, semivalue};
pub use shapley::{ShapleyTerm, shapley, shapley_terms};
pub use weights::{SemivalueError, SemivalueWeights};

use super::game::players_of;
use super::{Coalition, Game, UtilityTable};
