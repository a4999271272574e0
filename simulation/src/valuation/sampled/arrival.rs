//! Games that are played in order: players arrive one after the other.

use super::{Coalition, Game, players_of};

/// A game that is asked for the worth of whoever has arrived so far, for any number of players. A learner can start each arrival
/// where the last one left off.
///
/// Worths must depend on who is there and not on the order: whatever the game remembers, the same players must give the
/// same number, or what the samplers estimate is an average over orders and no longer a value of a game. A worth that does not
/// exist (a model that could not be trained) is NaN and makes the estimates that rest on it NaN.
pub trait ArrivalGame {
    /// n.
    fn players(&self) -> usize;

    /// Sends everybody away. v(∅).
    fn start(&mut self) -> f64;

    /// Lets a player in, who is not there yet. v of those who are there now.
    fn arrive(&mut self, player: usize) -> f64;

    /// Sends everybody away and lets these in: their worth together. By default all of them arrive, one after the other; a game that
    /// can be asked for a coalition at once should say so here.
    fn worth(&mut self, members: &[usize]) -> f64 {
        let nobody = self.start();
        members.iter().fold(nobody, |_, &player| self.arrive(player))
    }
}

impl<G: ArrivalGame + ?Sized> ArrivalGame for &mut G {
    fn players(&self) -> usize {
        (**self).players()
    }

    fn start(&mut self) -> f64 {
        (**self).start()
    }

    fn arrive(&mut self, player: usize) -> f64 {
        (**self).arrive(player)
    }

    fn worth(&mut self, members: &[usize]) -> f64 {
        (**self).worth(members)
    }
}

/// A game of coalitions, played in order.
///
/// ```
/// use simulation::valuation::{ArrivalGame, Arrivals, games::Airport};
/// let mut game = Arrivals::new(Airport::new(vec![1.0, 5.0, 3.0])?);
/// assert_eq!((game.start(), game.arrive(2), game.arrive(0)), (0.0, 3.0, 3.0));
/// # Ok::<(), simulation::valuation::games::GameError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Arrivals<G> {
    game: G,
    present: Coalition,
}

impl<G: Game> Arrivals<G> {
    /// Nobody is there. Give a reference to keep the game.
    pub fn new(game: G) -> Self {
        Self { game, present: Coalition::EMPTY }
    }
}

impl<G: Game> ArrivalGame for Arrivals<G> {
    fn players(&self) -> usize {
        players_of(&self.game)
    }

    fn start(&mut self) -> f64 {
        self.worth(&[])
    }

    fn arrive(&mut self, player: usize) -> f64 {
        self.present = self.present.with(player);
        self.game.value(self.present)
    }

    fn worth(&mut self, members: &[usize]) -> f64 {
        self.present = members.iter().fold(Coalition::EMPTY, |set, &player| set.with(player));
        self.game.value(self.present)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::valuation::games::Airport;

    #[test]
    fn a_coalition_at_once_is_worth_what_its_members_are_one_by_one() {
        /// Forwards all but the short cut.
        struct Slow(Arrivals<Airport>);
        impl ArrivalGame for Slow {
            fn players(&self) -> usize {
                self.0.players()
            }
            fn start(&mut self) -> f64 {
                self.0.start()
            }
            fn arrive(&mut self, player: usize) -> f64 {
                self.0.arrive(player)
            }
        }
        let mut quick = Arrivals::new(Airport::new(vec![1.0, 5.0, 3.0]).unwrap());
        let mut slow = Slow(quick.clone());
        for members in [&[][..], &[2], &[2, 0], &[0, 1, 2]] {
            assert_eq!(slow.worth(members), quick.worth(members));
            assert_eq!(ArrivalGame::worth(&mut &mut slow, members), quick.worth(members));
        }
    }
}
