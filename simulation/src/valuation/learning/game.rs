//! The game itself, asked by coalition or in the order of arrivals.

use std::borrow::Cow;
use std::cell::RefCell;

use super::{LearningError, LeaveEachOut, Nothing};
use crate::dataset::RowId;
use crate::learners::{FitError, Learner, WarmStart};
use crate::observers::Observer;
use crate::order::ascending;
use crate::seed::Seed;
use crate::valuation::{ArrivalGame, Coalition, Game};
use crate::world::World;

/// A game over the rows of a world. As a [`Game`] it has at most 31 players, as an [`ArrivalGame`] any number.
///
/// A coalition that cannot be learned from or observed is worth NaN, and so is whatever rests on it; [`LearningGame::failure`] says
/// what happened first.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::NearestCentroid;
/// use simulation::observers::{Accuracy, Slice};
/// use simulation::seed::Seed;
/// use simulation::valuation::{LearningGame, Nothing, learning, shapley, shapley_sampled};
/// use simulation::world::World;
///
/// let data = penguins::dataset();
/// let (world, observer) = (World::new(&data, (0..342).step_by(60)), Accuracy(Slice::evaluable(&data)));
/// let players = learning::each_row(&world);
/// let mut game =
///     LearningGame::new(&NearestCentroid, &world, &players, &observer, Nothing::Trained, Seed::new(1))?;
/// let exact = shapley(&game);
/// let sampled = shapley_sampled(&mut game, 400, Seed::new(2))?.last().ok_or("nothing sampled")?;
/// for (value, (estimate, error)) in exact.iter().zip(sampled.values.iter().zip(&sampled.standard_errors)) {
///     assert!((value - estimate).abs() < 5.0 * error);
/// }
/// assert!(game.failure().is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct LearningGame<'a, L: Learner, O> {
    learner: &'a L,
    pub(super) world: World<'a>,
    observer: &'a O,
    seed: Seed,
    fit: Fit<L>,
    /// The places of each player's rows in the world.
    pub(super) players: Vec<Vec<usize>>,
    /// The rows of nobody, marked by place.
    pub(super) common: Vec<bool>,
    pub(super) nothing: f64,
    present: Vec<bool>,
    last: Option<L::Model>,
    failure: RefCell<Option<LearningError>>,
}

/// How a world is fitted, with the model of the last one at hand.
type Fit<L> =
    fn(&L, &World<'_>, Option<&<L as Learner>::Model>, Seed) -> Result<<L as Learner>::Model, FitError>;

impl<'a, L: Learner, O: Observer<L::Model>> LearningGame<'a, L, O> {
    /// A game whose every worth is a fit of its own. `players` lists the rows of each player by their ids. Cost: O(n log n), and one fit
    /// for [`Nothing::Trained`].
    ///
    /// # Errors
    /// [`LearningError`], naming a row that is unknown or brought twice, or telling why nothing has no worth.
    pub fn new(
        learner: &'a L,
        world: &'a World<'_>,
        players: &[Vec<RowId>],
        observer: &'a O,
        nothing: Nothing,
        seed: Seed,
    ) -> Result<Self, LearningError> {
        let (players, common) = places(world, players)?;
        let mut game = Self {
            learner,
            // Its coalitions borrow the table, even where the world owns it.
            world: World {
                dataset: Cow::Borrowed(world.dataset()),
                positions: world.positions.clone(),
                weights: world.weights.clone(),
            },
            observer,
            seed,
            fit: |learner, world, _, seed| learner.fit(world, seed),
            players,
            present: common.clone(),
            common,
            nothing: 0.0,
            last: None,
            failure: RefCell::new(None),
        };
        game.nothing = match nothing {
            Nothing::Worth(worth) if worth.is_finite() => worth,
            Nothing::Worth(worth) => return Err(LearningError::Worth(worth)),
            Nothing::Trained => game.train(&game.common, None)?.0,
        };
        Ok(game)
    }

    /// The same, where each arrival's fit begins at the model of those before it. Worths are then the same up to the rounding of
    /// the learner's stopping rule.
    #[must_use]
    pub fn with_warm_starts(mut self) -> Self
    where
        L: WarmStart,
    {
        self.fit = |learner, world, start, seed| match start {
            Some(start) => learner.fit_warm(world, start, seed),
            None => learner.fit(world, seed),
        };
        self
    }

    /// What each player adds to all others, every worth trained. Cost: one fit and one observation now, and for each player.
    ///
    /// # Errors
    /// [`LearningError`] if all rows together cannot be learned from or observed.
    pub fn leave_each_out(&self) -> Result<LeaveEachOut<'_, 'a, L, O>, LearningError> {
        LeaveEachOut::new(self)
    }

    /// What went wrong first, if anything did.
    pub fn failure(&self) -> Option<LearningError> {
        self.failure.borrow().clone()
    }

    pub(super) fn train(
        &self,
        rows: &[bool],
        start: Option<&L::Model>,
    ) -> Result<(f64, L::Model), LearningError> {
        let world = self.world.keeping(|place| rows[place]);
        let model = (self.fit)(self.learner, &world, start, self.seed)?;
        let observed = self.observer.observe(&model);
        let worth = observed.filter(|worth| worth.is_finite());
        Ok((worth.ok_or(LearningError::Unobserved(observed))?, model))
    }

    fn fail(&self, error: LearningError) -> f64 {
        self.failure.borrow_mut().get_or_insert(error);
        f64::NAN
    }

    /// The rows of these players and of nobody; `None` if the players bring none.
    fn rows(&self, players: impl Iterator<Item = usize>) -> Option<Vec<bool>> {
        let (mut rows, mut any) = (self.common.clone(), false);
        for &place in players.filter_map(|player| self.players.get(player)).flatten() {
            (rows[place], any) = (true, true);
        }
        any.then_some(rows)
    }

    /// The worth of those present, whose model is kept.
    fn present_worth(&mut self) -> f64 {
        match self.train(&self.present, self.last.as_ref()) {
            Ok((worth, model)) => {
                self.last = Some(model);
                worth
            }
            Err(error) => self.fail(error),
        }
    }
}

impl<L: Learner, O: Observer<L::Model>> Game for LearningGame<'_, L, O> {
    fn players(&self) -> usize {
        self.players.len()
    }

    fn value(&self, coalition: Coalition) -> f64 {
        match self.rows(coalition.players()).map(|rows| self.train(&rows, None)) {
            None => self.nothing,
            Some(Ok((worth, _))) => worth,
            Some(Err(error)) => self.fail(error),
        }
    }
}

impl<L: Learner, O: Observer<L::Model>> ArrivalGame for LearningGame<'_, L, O> {
    fn players(&self) -> usize {
        self.players.len()
    }

    /// The next fit begins at no model: an order has the same worths whatever came before it.
    fn start(&mut self) -> f64 {
        (self.present, self.last) = (self.common.clone(), None);
        self.nothing
    }

    fn arrive(&mut self, player: usize) -> f64 {
        for &place in self.players.get(player).into_iter().flatten() {
            self.present[place] = true;
        }
        if self.present == self.common { self.nothing } else { self.present_worth() }
    }

    fn worth(&mut self, members: &[usize]) -> f64 {
        let nobody = self.start();
        match self.rows(members.iter().copied()) {
            None => nobody,
            Some(rows) => {
                self.present = rows;
                self.present_worth()
            }
        }
    }
}

/// Where the players' rows stand in the world, and marks on the rows of nobody.
fn places(world: &World<'_>, players: &[Vec<RowId>]) -> Result<(Vec<Vec<usize>>, Vec<bool>), LearningError> {
    let ids: Vec<RowId> = world.rows().map(|row| row.id).collect();
    let order = ascending(ids.iter().map(|id| u64::from(id.number())));
    let mut owners = vec![None; ids.len()];
    let mut brought = Vec::with_capacity(players.len());
    for (player, rows) in players.iter().enumerate() {
        let mut places = Vec::with_capacity(rows.len());
        for id in rows {
            let found = order.binary_search_by_key(id, |&place| ids[place]);
            let place = order[found.map_err(|_| LearningError::Row { player, row: id.number() })?];
            if let Some(first) = owners[place] {
                return Err(LearningError::Shared { first, second: player, row: id.number() });
            }
            owners[place] = Some(player);
            places.push(place);
        }
        brought.push(places);
    }
    Ok((brought, owners.iter().map(Option::is_none).collect()))
}
