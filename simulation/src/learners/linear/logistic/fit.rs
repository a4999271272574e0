//! A fit that is taken an iteration at a time.

use super::{Cases, LogisticModel, LogisticRegression};
use crate::learners::FitError;
use crate::learners::linear::newton::Newton;
use crate::world::World;

/// What [`LogisticRegression::fit_counted`] does at once, to the bit, in [`LogisticFit::step`]s: a small penalty on a tilted objective can take a
/// hundred iterations, for which whoever draws or listens meanwhile cannot wait.
///
/// ```
/// use simulation::data::breast_cancer;
/// use simulation::learners::{Intercept, LogisticRegression};
/// use simulation::standardise::Standardiser;
/// use simulation::world::World;
/// let data = breast_cancer::dataset();
/// let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
/// let (world, learner) = (World::new(&data, 0..90), LogisticRegression::new(1.0, Intercept::Penalised)?);
/// let mut fit = learner.begin_fit(&world, &[0.5], None)?;
/// while fit.step()? {}
/// let (model, passes) = learner.fit_counted(&world, &[0.5], None)?;
/// assert_eq!((fit.model(), fit.passes()), (Some(&model), passes));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct LogisticFit {
    cases: Cases,
    model: LogisticModel,
    newton: Newton,
    end: Option<Result<(), FitError>>,
}

impl LogisticFit {
    /// Lays the rows out. Cost O(n·p), and that of one iteration.
    pub(super) fn new(
        learner: LogisticRegression,
        world: &World<'_>,
        tilt: &[f64],
        start: Option<&LogisticModel>,
    ) -> Result<Self, FitError> {
        let cases = Cases::new(learner, world)?.tilted(tilt);
        let (mut model, nothing) = learner.place(&cases, start);
        let mut newton = Newton::default();
        if let Some(nothing) = nothing {
            newton.begin(&cases, &mut model.parameters, nothing);
        }
        let end = nothing.is_none().then_some(Ok(()));
        Ok(Self { cases, model, newton, end })
    }

    /// The next iteration; `false` if there is none. Cost O(n·p² + p³), and another O(n·p²) for each time that a step is halved.
    ///
    /// # Errors
    /// [`FitError::Hessian`] where the numbers leave the range of the arithmetic, then and at every later step.
    pub fn step(&mut self) -> Result<bool, FitError> {
        if self.end.is_none() {
            self.end = match self.newton.advance(&self.cases, &mut self.model.parameters) {
                Ok(None) => return Ok(true),
                Ok(Some(converged)) => {
                    self.model.converged = converged;
                    Some(Ok(()))
                }
                Err(error) => Some(Err(error)),
            };
        }
        self.end.clone().unwrap_or(Ok(())).map(|()| false)
    }

    /// The model, once the fit has ended well.
    pub fn model(&self) -> Option<&LogisticModel> {
        matches!(self.end, Some(Ok(()))).then_some(&self.model)
    }

    /// How often each row was looked at so far.
    pub const fn passes(&self) -> u32 {
        self.newton.passes()
    }
}
