//! Strikes by every coalition of groups: the runs behind leave-one-out and Shapley values.
//!
//! A strike by the groups of T leaves v(N∖T). Of all 2^n strikes, the n by a single group are its leave-one-out values, v(N) − v(N∖{i}),
//! and all together are the game of which Shapley values are averages.
//!
//! Cost: one fit and one observation a strike.
//!
//! When they mislead: in most of these worlds nobody would strike and no operator would train. The average counts them all.

use super::{StrikeError, StrikeTable, strike_edits};
use crate::learners::Learner;
use crate::observers::Observer;
use crate::seed::Seed;
use crate::valuation::learning::LearningError;
use crate::valuation::{Coalition, TableError, UtilityTable};
use crate::world::World;

/// The groups of a table as those who can strike.
///
/// ```
/// use simulation::collective::strike::{GroupStrikes, StrikeTable, all_strikes};
/// use simulation::data::penguins;
/// use simulation::learners::NearestCentroid;
/// use simulation::observers::Accuracy;
/// use simulation::seed::Seed;
/// use simulation::valuation::{Coalition, leave_each_out, shapley};
///
/// let table = StrikeTable::new(&penguins::dataset(), Seed::new(1))?;
/// let test = Accuracy(table.slice());
/// let game = all_strikes(&table, &NearestCentroid, &test, Seed::new(1))?;
/// let (alone, shared) = (leave_each_out(&game, Coalition::all(5)), shapley(&game));
/// // The Adelies of Torgersen can be replaced by those of two other islands: alone they cost nothing, and yet they have a share.
/// assert!(alone[0] < 0.02 && shared[0] > 0.05);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct GroupStrikes<'a> {
    table: &'a StrikeTable,
    seed: Seed,
}

impl<'a> GroupStrikes<'a> {
    /// Nothing is trained yet.
    pub const fn new(table: &'a StrikeTable, seed: Seed) -> Self {
        Self { table, seed }
    }

    /// n, the groups of the table.
    pub fn groups(&self) -> usize {
        self.table.data().group_count()
    }

    /// What is observed while these groups strike, and whether the fit converged. Cost: one fit and one observation.
    ///
    /// # Errors
    /// [`StrikeError::Fit`] or [`StrikeError::Nothing`].
    pub fn worth<L: Learner>(
        &self,
        learner: &L,
        observer: &impl Observer<L::Model>,
        striking: Coalition,
    ) -> Result<f64, StrikeError> {
        let model = learner.fit(&self.world(striking)?, self.seed)?;
        observer.observe(&model).ok_or(StrikeError::Nothing)
    }

    /// The operator's rows while these groups strike, for those who fit a piece at a time. Cost O(n).
    ///
    /// # Errors
    /// [`StrikeError::Edit`], not for groups of the table.
    pub fn world(&self, striking: Coalition) -> Result<World<'a>, StrikeError> {
        let world = self.table.world();
        let edits = strike_edits(&world, &self.table.members(striking), |_| None)?;
        Ok(world.edited(&edits)?)
    }

    /// The game of those who stay, from what was observed while each coalition struck, by the coalitions' bits.
    ///
    /// # Errors
    /// [`TableError`] if these are not 2^n finite numbers.
    pub fn game(observed: &[f64]) -> Result<UtilityTable, TableError> {
        // Whoever does not strike stays: with n bits, N∖T counts down as T counts up.
        UtilityTable::new(observed.iter().rev().copied().collect())
    }
}

/// All 2^n strikes, as the game of those who stay: v(S) is what is observed while everybody but S strikes. Cost: 2^n fits.
///
/// # Errors
/// [`StrikeError::Fit`], [`StrikeError::Nothing`] or [`StrikeError::Game`].
pub fn all_strikes<L: Learner>(
    table: &StrikeTable,
    learner: &L,
    observer: &impl Observer<L::Model>,
    seed: Seed,
) -> Result<UtilityTable, StrikeError> {
    let strikes = GroupStrikes::new(table, seed);
    let worth = |striking| strikes.worth(learner, observer, striking);
    let found = Coalition::every(strikes.groups()).map(worth).collect::<Result<Vec<_>, _>>()?;
    // What is not finite was observed: as in every learning game.
    GroupStrikes::game(&found).map_err(|error| match error {
        TableError::NotFinite { value, .. } => LearningError::Unobserved(Some(value)).into(),
        TableError::Length(_) | TableError::Players(_) => LearningError::Unobserved(None).into(),
    })
}
