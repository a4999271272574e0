//! A fit that is taken an iteration at a time.

use super::{IncrementalSoftmax, SoftmaxModel, SoftmaxRegression};
use crate::learners::{FitError, labelled};
use crate::world::World;

/// What a fit of [`SoftmaxRegression`] does at once, to the bit, in [`SoftmaxFit::step`]s, for whoever must not be held up: an iteration costs
/// O(q³) for q parameters, and of a table with fifty columns and two classes these are a hundred.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::{Learner, SoftmaxRegression};
/// use simulation::seed::Seed;
/// use simulation::world::World;
/// let data = penguins::dataset();
/// let (world, learner) = (World::new(&data, 0..90), SoftmaxRegression::new(1.0)?);
/// let mut fit = learner.begin_fit(&world, None)?;
/// assert_eq!(fit.model(), None);
/// while fit.step()? {}
/// assert_eq!(fit.model(), Some(&learner.fit(&world, Seed::new(0))?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct SoftmaxFit {
    fit: IncrementalSoftmax,
    end: Option<Result<(), FitError>>,
}

impl SoftmaxFit {
    /// Lays the rows out. Cost O(n·p), and that of one iteration.
    pub(super) fn new(
        learner: SoftmaxRegression,
        world: &World<'_>,
        start: Option<&SoftmaxModel>,
    ) -> Result<Self, FitError> {
        let (classes, rows) = labelled(world)?;
        let mut fit = learner.incremental(classes, world.dataset().feature_count());
        fit.take(&rows, start);
        fit.begin();
        Ok(Self { fit, end: None })
    }

    /// The next iteration; `false` if there is none. Cost O(n·q² + q³).
    ///
    /// # Errors
    /// [`FitError::Hessian`] where the numbers leave the range of the arithmetic, then and at every later step.
    pub fn step(&mut self) -> Result<bool, FitError> {
        if self.end.is_none() {
            self.end = match self.fit.advance() {
                Ok(true) => return Ok(true),
                Ok(false) => Some(Ok(())),
                Err(error) => Some(Err(error)),
            };
        }
        self.end.clone().unwrap_or(Ok(())).map(|()| false)
    }

    /// The model, once the fit has ended well.
    pub fn model(&self) -> Option<&SoftmaxModel> {
        matches!(self.end, Some(Ok(()))).then(|| self.fit.model())
    }
}
