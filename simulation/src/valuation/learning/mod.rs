//! Learning games: what a coalition of rows is worth is what is observed on the model that it trains.
//!
//! v(S) = O(A(rows of S, and the rows of nobody)). Players bring rows of one world: one row each ([`each_row`]), all rows of a group
//! ([`each_group`]), or any lists. Rows of the world that no player brings are always trained on. The learner, its seed, the
//! observer and the features' scale are the same for every coalition.
//!
//! Cost of a worth: one fit and one observation.
//!
//! Source: Ghorbani & Zou (2019), *Data Shapley: equitable valuation of data for machine learning*.
//!
//! When it misleads: values are those of this learner, this observer and these rows to evaluate on. On a small slice accuracy moves
//! in steps of one row, and most single rows never move it.
//!
//! ```
//! use simulation::data::penguins;
//! use simulation::learners::SoftmaxRegression;
//! use simulation::observers::{LogLoss, Slice};
//! use simulation::seed::Seed;
//! use simulation::standardise::Standardiser;
//! use simulation::valuation::{LearningGame, Nothing, learning, shapley};
//! use simulation::world::World;
//!
//! let data = penguins::dataset();
//! let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
//! let (world, observer) = (World::new(&data, (0..342).step_by(3)), LogLoss(Slice::new(&data, (1..342).step_by(3))));
//! let (learner, colonies) = (SoftmaxRegression::new(1.0)?, learning::each_group(&world));
//! let game = LearningGame::new(&learner, &world, &colonies, &observer, Nothing::Trained, Seed::new(0))?;
//! let values = shapley(&game);
//! assert!(game.failure().is_none());
//! // They share out how far the loss falls from no rows to all of them.
//! assert_eq!(values.len(), 5);
//! assert!(values.iter().all(|value| *value < 0.0), "every colony lowers the loss");
//! // What each adds to all others, one retraining a colony.
//! let mut last = game.leave_each_out()?;
//! assert!(last.whole() < 0.1 && last.next().ok_or("no colony")?? < 0.0);
//! assert_eq!(learning::each_row(&world).len(), 114);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod game;
mod leave_out;

use thiserror::Error;

pub use game::LearningGame;
pub use leave_out::LeaveEachOut;

use crate::dataset::RowId;
use crate::learners::FitError;
use crate::world::World;

/// What a coalition is worth that brings no rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Nothing {
    /// What is observed on the model that the learner makes without them: of the rows of nobody, or of no rows at all.
    Trained,
    /// A stated number, such as the accuracy of a fair guess.
    Worth(f64),
}

/// Why there is no such game, or no such worth.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum LearningError {
    /// A player brings a row that there is not.
    #[error("player {player} brings row {row}, which is not in the world")]
    Row {
        /// The player.
        player: usize,
        /// The row's number.
        row: u32,
    },
    /// A row is brought twice.
    #[error("players {first} and {second} both bring row {row}: legal is one player a row")]
    Shared {
        /// The player who brings it.
        first: usize,
        /// The player who brings it too.
        second: usize,
        /// The row's number.
        row: u32,
    },
    /// The stated worth of nothing is no number.
    #[error("the worth of no rows is {0}: legal are finite numbers")]
    Worth(f64),
    /// A coalition could not be learned from.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// The observer has nothing to measure, or found no finite number.
    #[error("the observer answered {0:?} instead of a finite number: has it rows with targets of its kind?")]
    Unobserved(Option<f64>),
}

/// Every row of the world as a player of its own, in the order of the world.
pub fn each_row(world: &World<'_>) -> Vec<Vec<RowId>> {
    world.rows().map(|row| vec![row.id]).collect()
}

/// Every group of the table as a player, by its number; a group without rows in the world brings nothing.
pub fn each_group(world: &World<'_>) -> Vec<Vec<RowId>> {
    let mut players = vec![Vec::new(); world.dataset().group_count()];
    for row in world.rows() {
        if let Some(player) = players.get_mut(row.group) {
            player.push(row.id);
        }
    }
    players
}

#[cfg(test)]
mod tests;
