//! A game that remembers.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Coalition, Game};

/// Asks a game for each coalition at most once, and counts them. For games whose worths are trained, the count is the number
/// of models. Cost: one search among the known worths a question, 16 bytes and the tree a coalition.
///
/// ```
/// use simulation::valuation::{Cached, banzhaf, games::Majority, shapley};
/// let game = Cached::new(Majority::new(5)?);
/// shapley(&game);
/// banzhaf(&game);
/// assert_eq!(game.evaluations(), 32);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Cached<G> {
    game: G,
    known: RefCell<BTreeMap<u32, f64>>,
}

impl<G: Game> Cached<G> {
    /// Nothing is known yet.
    pub fn new(game: G) -> Self {
        Self { game, known: RefCell::new(BTreeMap::new()) }
    }

    /// The number of distinct coalitions that the game was asked for.
    pub fn evaluations(&self) -> usize {
        self.known.borrow().len()
    }

    /// The game itself.
    pub fn game(&self) -> &G {
        &self.game
    }
}

impl<G: Game> Game for Cached<G> {
    fn players(&self) -> usize {
        self.game.players()
    }

    fn value(&self, coalition: Coalition) -> f64 {
        // The same players are the same coalition, whatever other bits are set.
        let coalition = coalition.intersection(Coalition::all(self.game.players()));
        let known = self.known.borrow().get(&coalition.bits()).copied();
        known.unwrap_or_else(|| {
            // Nothing is borrowed while the game works: it may ask this cache in turn.
            let worth = self.game.value(coalition);
            self.known.borrow_mut().insert(coalition.bits(), worth);
            worth
        })
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::valuation::{leave_one_out, shapley};

    struct Asked(Cell<usize>);

    impl Game for Asked {
        fn players(&self) -> usize {
            3
        }
        fn value(&self, coalition: Coalition) -> f64 {
            self.0.set(self.0.get() + 1);
            f64::from(coalition.bits())
        }
    }

    #[test]
    fn no_coalition_is_asked_for_twice() {
        let game = Cached::new(Asked(Cell::new(0)));
        let first = leave_one_out(&game, Coalition::all(3), 1);
        assert_eq!((first, game.evaluations()), (2.0, 2));
        assert_eq!(leave_one_out(&game, Coalition::all(3), 1), first);
        assert_eq!(game.value(Coalition::all(32)), 7.0, "the whole, with bits of nobody");
        assert_eq!(game.evaluations(), 2);
        shapley(&game);
        assert_eq!((game.evaluations(), game.game().0.get()), (8, 8));
    }
}
