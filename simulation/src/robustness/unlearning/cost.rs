//! What a fit costs, counted in looks at rows: a clock would measure the machine.

use crate::learners::{CentroidModel, FitError, Learner, LogisticModel, LogisticRegression, NearestCentroid};
use crate::seed::Seed;
use crate::world::World;

/// A learner that counts how often it looks at a row.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::NearestCentroid;
/// use simulation::robustness::unlearning::CountedFit;
/// use simulation::seed::Seed;
/// use simulation::world::World;
/// let data = penguins::dataset();
/// let (_, looks) = NearestCentroid.fit_counted(&World::new(&data, 0..40), None, Seed::new(0))?;
/// assert_eq!(looks, World::new(&data, 0..40).len() as u64, "means take one look at each row");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait CountedFit: Learner {
    /// The model of a world, and how many looks at a row it took. A learner that can begin somewhere begins at `start`, and ends where it would
    /// have ended from anywhere, up to the rounding of its stopping rule.
    ///
    /// # Errors
    /// Those of [`Learner::fit`].
    fn fit_counted(
        &self,
        world: &World<'_>,
        start: Option<&Self::Model>,
        seed: Seed,
    ) -> Result<(Self::Model, u64), FitError>;
}

impl CountedFit for LogisticRegression {
    /// Newton's method looks at every row once for each point that it tries.
    fn fit_counted(
        &self,
        world: &World<'_>,
        start: Option<&LogisticModel>,
        _seed: Seed,
    ) -> Result<(LogisticModel, u64), FitError> {
        let (model, passes) = Self::fit_counted(self, world, &[], start)?;
        Ok((model, looks(passes, world.len())))
    }
}

impl CountedFit for NearestCentroid {
    fn fit_counted(
        &self,
        world: &World<'_>,
        _start: Option<&CentroidModel>,
        seed: Seed,
    ) -> Result<(CentroidModel, u64), FitError> {
        Ok((self.fit(world, seed)?, world.len() as u64))
    }
}

/// So many passes over so many rows.
pub(super) fn looks(passes: u32, rows: usize) -> u64 {
    u64::from(passes) * rows as u64
}
