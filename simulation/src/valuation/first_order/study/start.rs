//! What a study of removals begins with, a piece at a time.

use super::{RemovalStudy, StudyError, path};
use crate::dataset::Dataset;
use crate::learners::{
    Differentiable, Intercept, LogisticFit, LogisticLeaveOneOut, LogisticModel, LogisticRegression,
};
use crate::observers::Slice;
use crate::projection::Projection;
use crate::seed::Seed;
use crate::standardise::Standardiser;
use crate::valuation::first_order::{Influence, InfluenceError, LossTrace, Representer};
use crate::world::World;

/// What [`RemovalStudy::new`] does at once, in [`RemovalStart::step`]s of a millisecond or so, for whoever draws or listens meanwhile.
///
/// ```
/// use simulation::data::iris;
/// use simulation::seed::Seed;
/// use simulation::valuation::first_order::RemovalStudy;
///
/// let flowers = iris::dataset().pair_of_classes(1, 2)?;
/// let mut start = RemovalStudy::begin(&flowers, 0.01, 0..100, Seed::new(1))?;
/// let study = loop {
///     if let Some(study) = start.step()? {
///         break study;
///     }
/// };
/// assert_eq!(study.loss(), RemovalStudy::new(&flowers, 0.01, 0..100, Seed::new(1))?.loss());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct RemovalStart {
    data: Dataset,
    measured: Vec<usize>,
    seed: Seed,
    learner: LogisticRegression,
    fit: LogisticFit,
    slopes: Option<Slopes>,
    left_out: Option<LogisticLeaveOneOut>,
}

/// What the model's slopes say of every row.
#[derive(Clone, Debug)]
struct Slopes {
    /// L of the model of all rows.
    loss: f64,
    first_order: Vec<f64>,
    represented: Vec<f64>,
}

impl RemovalStart {
    /// Standardises the rows and lays them out. Cost O(n·p).
    pub(super) fn new(
        rows: &Dataset,
        c: f64,
        measured: impl IntoIterator<Item = usize>,
        seed: Seed,
    ) -> Result<Self, StudyError> {
        let data = Standardiser::fit(&World::trainable(rows)).apply(rows)?;
        let learner = LogisticRegression::new(1.0 / c, Intercept::Penalised)?;
        let measured = Slice::new(&data, measured).positions().to_vec();
        let fit = learner.begin_fit(&World::trainable(&data), &[], None)?;
        Ok(Self { data, measured, seed, learner, fit, slopes: None, left_out: None })
    }

    /// Does the next piece: an iteration of the fit, then what its slopes say, then what retraining begins with, at last the path and the plane.
    /// The study, once it can begin. Cost at most O(n·p² + p³).
    ///
    /// # Errors
    /// [`StudyError`], then and at every later step.
    pub fn step(&mut self) -> Result<Option<RemovalStudy>, StudyError> {
        let Some(model) = self.fit.model() else {
            self.fit.step()?;
            return Ok(None);
        };
        let world = World::trainable(&self.data);
        let Some(slopes) = &self.slopes else {
            let slice = Slice::new(&self.data, self.measured.iter().copied());
            self.slopes = Some(Slopes::of(&self.learner, model, &world, &slice)?);
            return Ok(None);
        };
        let Some(left_out) = &self.left_out else {
            self.left_out = Some(self.learner.leave_one_out(&world, model)?);
            return Ok(None);
        };
        let Slopes { loss, first_order, represented } = slopes.clone();
        Ok(Some(RemovalStudy {
            data: self.data.clone(),
            measured: self.measured.clone(),
            learner: self.learner,
            model: model.clone(),
            loss,
            left_out: left_out.clone(),
            training: path(&self.learner, &world)?.train(&world, self.seed)?,
            trace: LossTrace::new(world.len()),
            first_order,
            newton: vec![],
            represented,
            actual: vec![],
            leverages: vec![],
            plane: Projection::fit(&world)?,
            boundaries: vec![],
        }))
    }
}

impl Slopes {
    fn of(
        learner: &LogisticRegression,
        model: &LogisticModel,
        world: &World<'_>,
        slice: &Slice<'_>,
    ) -> Result<Self, StudyError> {
        let influence = Influence::new(model, world)?;
        let on = influence.on(slice)?;
        let (loss, first_order) = (on.loss(), on.first_order());
        let mut slope = vec![0.0; model.parameters().len()];
        for row in slice.rows() {
            model
                .add_loss_gradient(&row, 1.0 / slice.len() as f64, &mut slope)
                .ok_or(InfluenceError::Targets)?;
        }
        let represented = Representer::new(learner, model, world)?.loss_shares(&slope);
        Ok(Self { loss, first_order, represented })
    }
}
