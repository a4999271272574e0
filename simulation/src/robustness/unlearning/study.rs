//! Five ways to forget, on one request, side by side.
//!
//! Two classes of a table on the scale of all of its rows; n rows train, the others test. Three learners see them, each with the penalty λ on all
//! of its parameters: a logistic regression (with objective perturbation, if noise is asked for), the same in shards, and ridge regression of the
//! labels 0 and 1. Each of the methods ([`Method`]) takes the same m rows out of one of them, and is held against that learner's own retrained world.
//!
//! Cost: some ten fits for a [`Trial`], in steps of a millisecond or so.
//!
//! When it misleads: the distance is measured on test rows. What a model still knows of the rows that left may not show on others; the
//! [`ResidueTest`](super::ResidueTest) looks there.

use std::borrow::Cow;

use super::request::by_luck;
use super::{Asking, Certificate, CertifiedRemoval, Sharding, Trial, UnlearningError};
use crate::dataset::{Dataset, RowId};
use crate::distributions::normal;
use crate::learners::{Intercept, LogisticRegression, RidgeRegression};
use crate::observers::Slice;
use crate::seed::{Purpose, Seed};
use crate::split;
use crate::standardise::Standardiser;
use crate::world::World;

/// A way to forget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Leave the logistic regression as it is.
    Nothing,
    /// Train it anew, from nothing, on the other rows.
    Retrain,
    /// The logistic regression in shards, of which those that are touched are trained anew.
    Sisa,
    /// The ridge regression, downdated.
    Downdate,
    /// The logistic regression, one first-order step away.
    FirstOrder,
    /// The logistic regression, one Newton step away.
    Newton,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Nothing, Self::Retrain, Self::Sisa, Self::Downdate, Self::FirstOrder, Self::Newton];

    /// Its place among all.
    pub const fn place(self) -> usize {
        self as usize
    }
}

/// What is held fixed over trials.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnlearningPlan {
    /// The rows that train; at most half of the table.
    pub rows: u32,
    /// The rows that ask to be forgotten; at most half of those.
    pub requested: u32,
    /// Who they are.
    pub asking: Asking,
    /// λ, above 0.
    pub penalty: f64,
    /// The shards of SISA.
    pub shards: u32,
    /// The slices of each.
    pub slices: u32,
    /// The standard deviation of the random slope in the logistic regression's objective; 0 is none.
    pub noise: f64,
}

/// Which rows are what in one trial, by their positions in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// The rows that train, ascending.
    pub training: Vec<usize>,
    /// The rows that test, in the order in which luck has them.
    pub test: Vec<usize>,
}

/// The table and the plan. Trials are drawn from it.
///
/// ```
/// use simulation::data::breast_cancer;
/// use simulation::robustness::unlearning::{Asking, Method, UnlearningPlan, UnlearningStudy};
/// use simulation::seed::Seed;
///
/// let plan = UnlearningPlan {
///     rows: 120, requested: 6, asking: Asking::Random, penalty: 1.0, shards: 4, slices: 1, noise: 0.0,
/// };
/// let study = UnlearningStudy::new(&breast_cancer::dataset(), plan)?;
/// let outcome = study.trial(Seed::new(1)).run(&study)?;
/// let left = |method| outcome.of(method).left;
/// assert_eq!((left(Method::Retrain), left(Method::Sisa)), (0.0, 0.0));
/// assert!(left(Method::Downdate) < 1e-10 && left(Method::Newton) < 0.1 * left(Method::Nothing));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct UnlearningStudy {
    /// Two classes, scaled.
    data: Dataset,
    /// The same rows with their labels as numbers.
    numbers: Dataset,
    plan: UnlearningPlan,
}

impl UnlearningStudy {
    /// The study of a table of two classes.
    ///
    /// # Errors
    /// [`UnlearningError`] for numbers out of their ranges and tables of other targets.
    pub fn new(table: &Dataset, plan: UnlearningPlan) -> Result<Self, UnlearningError> {
        let rows = |what, asked: u32, rows: usize| {
            let (asked, most) = (asked as usize, rows / 2);
            if (1..=most).contains(&asked) {
                Ok(())
            } else {
                Err(UnlearningError::Rows { what, asked, rows, most })
            }
        };
        rows("trained on", plan.rows, table.len())?;
        rows("forgotten", plan.requested, plan.rows as usize)?;
        if !(plan.noise >= 0.0 && plan.noise.is_finite()) {
            let legal = "finite numbers of at least 0";
            return Err(UnlearningError::Setting { name: "noise", value: plan.noise, legal });
        }
        Sharding::by_luck(plan.shards, plan.slices, Seed::new(0))?;
        LogisticRegression::new(plan.penalty, Intercept::Penalised)?;
        let data = Standardiser::fit(&World::trainable(table)).apply(table)?;
        let labels: Option<Vec<f64>> = data
            .rows()
            .map(|row| row.target.class().filter(|&class| class < 2).map(|class| class as f64))
            .collect();
        let labels = labels.filter(|_| data.class_count() == 2).ok_or(UnlearningError::Targets)?;
        let ids = data.rows().map(|row| row.id).collect();
        let values: Vec<f64> = data.rows().flat_map(|row| row.features.to_vec()).collect();
        let shape = (data.len(), data.feature_count());
        let features = ndarray::Array2::from_shape_vec(shape, values).unwrap_or_default();
        Ok(Self { numbers: Dataset::measured(ids, features, labels)?, data, plan })
    }

    /// What is held fixed.
    pub const fn plan(&self) -> UnlearningPlan {
        self.plan
    }

    /// The rows, scaled.
    pub const fn data(&self) -> &Dataset {
        &self.data
    }

    /// A trial that has not begun.
    pub fn trial(&self, seed: Seed) -> Trial {
        Trial::new(seed)
    }

    /// The certificate of one Newton step that takes the first `count` rows out that ask, for a trial whose model is trained; `None` before. Cost:
    /// O(n·q² + q³).
    ///
    /// # Errors
    /// [`UnlearningError::Rows`] for none of the rows, or more than half of them.
    pub fn certificate(&self, trial: &Trial, count: usize) -> Result<Option<Certificate>, UnlearningError> {
        let (Some(started), Some(extent)) = (trial.started(), trial.extent()) else { return Ok(None) };
        let (rows, most) = (started.world.len(), started.world.len() / 2);
        if !(1..=most).contains(&count) {
            return Err(UnlearningError::Rows { what: "forgotten", asked: count, rows, most });
        }
        let learner = self.logistic()?;
        let removal =
            CertifiedRemoval::within(extent, &learner, &started.full, &started.world, &started.tilt)?;
        Ok(Some(removal.newton(&started.order[..count])?.certificate))
    }

    pub(super) fn logistic(&self) -> Result<LogisticRegression, UnlearningError> {
        Ok(LogisticRegression::new(self.plan.penalty, Intercept::Penalised)?)
    }

    pub(super) fn ridge(&self) -> Result<RidgeRegression, UnlearningError> {
        Ok(RidgeRegression::new(self.plan.penalty, Intercept::Penalised)?)
    }

    pub(super) fn sharding(&self, seed: Seed) -> Result<Sharding, UnlearningError> {
        Sharding::by_luck(self.plan.shards, self.plan.slices, seed)
    }

    /// The slope that is added to the objective: independent normal entries.
    pub(super) fn tilt(&self, seed: Seed) -> Vec<f64> {
        if self.plan.noise == 0.0 {
            return vec![];
        }
        let entry =
            |index| self.plan.noise * normal(&mut seed.stream(Purpose::RemovalNoise, RowId::new(index)));
        (0..=self.data.feature_count() as u32).map(entry).collect()
    }

    pub(super) fn division(&self, seed: Seed) -> Result<Division, UnlearningError> {
        let test = self.data.len() - self.plan.rows as usize;
        let split = split::by_count(&self.data, test, seed)?;
        let slice = Slice::new(&self.data, split.evaluation);
        let test = by_luck(slice.rows(), seed).iter().filter_map(|row| self.data.position(row.id)).collect();
        Ok(Division { training: split.training, test })
    }

    /// The rows of a world by themselves, and the same with their labels as numbers.
    pub(super) fn worlds(&self, positions: &[usize]) -> Result<[World<'static>; 2], UnlearningError> {
        let own = |data: &Dataset| -> Result<World<'static>, UnlearningError> {
            let dataset = Cow::Owned(data.select(positions)?);
            let count = positions.len();
            Ok(World { dataset, positions: (0..count).collect(), weights: vec![1.0; count] })
        };
        Ok([own(&self.data)?, own(&self.numbers)?])
    }
}
