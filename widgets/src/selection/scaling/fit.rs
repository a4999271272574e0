//! One fit of a learning curve: training in one piece, testing in many.

use simulation::learners::{Classification, FitError, Learner, Model};
use simulation::observers::{Accuracy, LogLoss, Observer, Slice};
use simulation::seed::Seed;
use simulation::world::World;

use super::parameters::Loss;

/// Rows that test in one step: a millisecond at most, with neighbours among all digits.
const ROWS_A_STEP: usize = 8;

/// What one model loses on each of some rows, if they are rows to test it on.
pub(super) type RowLoss = Box<dyn Fn(Slice<'_>) -> Option<f64>>;

/// What is trained in one step.
pub(super) struct Fit<'t> {
    pub(super) world: World<'t>,
    pub(super) loss: Loss,
    pub(super) seed: Seed,
}

impl Fit<'_> {
    /// The model's losses, and whether it converged.
    pub(super) fn with<L: Learner<Model: Classification + 'static>>(
        &self,
        learner: &L,
    ) -> Result<(RowLoss, bool), FitError> {
        let model = learner.fit(&self.world, self.seed)?;
        let converged = model.converged();
        let loss: RowLoss = match self.loss {
            Loss::Error => Box::new(move |slice| Accuracy(slice).observe(&model)),
            Loss::LogLoss => Box::new(move |slice| LogLoss(slice).observe(&model)),
        };
        Ok((loss, converged))
    }
}

/// A model that is tested a few rows at a time: the neighbours of three hundred digits take some tens of milliseconds.
pub(super) struct Testing {
    /// Its size and its draw.
    pub(super) of: (usize, usize),
    loss: RowLoss,
    /// How many rows of the slice it has seen.
    tested: usize,
    total: f64,
    rows: u32,
}

impl Testing {
    /// Nothing of the slice is seen yet.
    pub(super) const fn new(of: (usize, usize), loss: RowLoss) -> Self {
        Self { of, loss, tested: 0, total: 0.0, rows: 0 }
    }

    /// Some rows more; `false` once it has seen all of them.
    pub(super) fn advance(&mut self, slice: &Slice<'_>) -> bool {
        let end = slice.len().min(self.tested + ROWS_A_STEP);
        for place in self.tested..end {
            if let Some(loss) = (self.loss)(slice.part(place..place + 1)) {
                self.total += loss;
                self.rows += 1;
            }
        }
        self.tested = end;
        end < slice.len()
    }

    /// The mean over the rows, summed in their order as by an observer; `None` for no rows.
    pub(super) fn mean(&self) -> Option<f64> {
        (self.rows > 0).then(|| self.total / f64::from(self.rows))
    }
}
