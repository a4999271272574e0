//! Leave-one-out of a learning game, for any number of players.

use super::{LearningError, LearningGame};
use crate::learners::Learner;
use crate::observers::Observer;

/// Yields v(N) − v(N∖{i}) for each player in turn, i from 0, every worth trained: what [`leave_each_out`](crate::valuation::leave_each_out)
/// says of up to 31 players, for any number of them. Each `next` is one fit and one observation, begun at the model of all if the game
/// has warm starts. A player who could not be left out is an error, and the next one follows.
///
/// When it misleads: a row that another row can stand in for is worth nothing, and so is the other.
pub struct LeaveEachOut<'g, 'a, L: Learner, O> {
    game: &'g LearningGame<'a, L, O>,
    whole: f64,
    model: L::Model,
    player: usize,
}

impl<'g, 'a, L: Learner, O: Observer<L::Model>> LeaveEachOut<'g, 'a, L, O> {
    pub(super) fn new(game: &'g LearningGame<'a, L, O>) -> Result<Self, LearningError> {
        let (whole, model) = game.train(&vec![true; game.world.len()], None)?;
        Ok(Self { game, whole, model, player: 0 })
    }

    /// v(N).
    pub fn whole(&self) -> f64 {
        self.whole
    }

    /// The model of all rows.
    pub fn model(&self) -> &L::Model {
        &self.model
    }

    fn left_out(&self, leaving: &[usize]) -> Result<f64, LearningError> {
        let mut rows = vec![true; self.game.world.len()];
        for &place in leaving {
            rows[place] = false;
        }
        let worth = if leaving.is_empty() {
            self.whole
        } else if rows == self.game.common {
            self.game.nothing
        } else {
            self.game.train(&rows, Some(&self.model))?.0
        };
        Ok(self.whole - worth)
    }
}

impl<L: Learner, O: Observer<L::Model>> Iterator for LeaveEachOut<'_, '_, L, O> {
    type Item = Result<f64, LearningError>;

    fn next(&mut self) -> Option<Self::Item> {
        let left_out = self.left_out(self.game.players.get(self.player)?);
        self.player += 1;
        Some(left_out)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let rest = self.game.players.len() - self.player;
        (rest, Some(rest))
    }
}

impl<L: Learner, O: Observer<L::Model>> ExactSizeIterator for LeaveEachOut<'_, '_, L, O> {}
