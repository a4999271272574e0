//! The models of one trial, and what each method makes of them.

use super::certificate::norm;
use super::outcome::{Forgotten, Sight};
use super::study::{Division, UnlearningStudy};
use super::{Sisa, UnlearningError, Witness};
use crate::dataset::{Dataset, Row, RowId};
use crate::learners::{
    Classification, Differentiable, LogisticFit, LogisticModel, LogisticRegression, Regression, RidgeModel,
};
use crate::seed::Seed;
use crate::statistics::mean;
use crate::valuation::first_order::Influence;
use crate::world::World;

/// The logistic regression in shards, with its rows.
pub(super) type Shards = Sisa<'static, LogisticRegression>;

/// The first model on its way.
#[derive(Clone, Debug)]
pub(super) struct Starting {
    division: Division,
    world: World<'static>,
    numbers: World<'static>,
    tilt: Vec<f64>,
    fit: LogisticFit,
}

impl Starting {
    pub(super) fn new(study: &UnlearningStudy, seed: Seed) -> Result<Self, UnlearningError> {
        let (division, tilt) = (study.division(seed)?, study.tilt(seed));
        let [world, numbers] = study.worlds(&division.training)?;
        let fit = study.logistic()?.begin_fit(&world, &tilt, None)?;
        Ok(Self { division, world, numbers, tilt, fit })
    }

    /// The next iteration; `false` if there is none.
    pub(super) fn step(&mut self) -> Result<bool, UnlearningError> {
        Ok(self.fit.step()?)
    }

    /// What everything else needs, once the model is trained.
    pub(super) fn started(self, study: &UnlearningStudy, seed: Seed) -> Option<Started> {
        let Self { division, world, numbers, tilt, fit } = self;
        let full = fit.model()?.clone();
        let order = study.plan().asking.order(&world, &full, seed);
        let requested = (study.plan().requested as usize).min(order.len());
        Some(Started { division, world, numbers, tilt, full, order, requested })
    }
}

/// What everything else needs.
#[derive(Clone, Debug)]
pub(super) struct Started {
    pub(super) division: Division,
    /// The rows that train, by themselves, with their labels as classes and as numbers.
    pub(super) world: World<'static>,
    numbers: World<'static>,
    pub(super) tilt: Vec<f64>,
    /// The logistic regression of all rows.
    pub(super) full: LogisticModel,
    /// The rows in the order in which they ask.
    pub(super) order: Vec<RowId>,
    requested: usize,
}

impl Started {
    pub(super) fn requested(&self) -> &[RowId] {
        &self.order[..self.requested]
    }

    pub(super) fn rest(&self) -> World<'static> {
        self.world.reweighted(|id| if self.requested().contains(&id) { 0.0 } else { 1.0 })
    }

    /// Nothing, retraining, the first-order step and the Newton step.
    pub(super) fn logistic(
        &self,
        study: &UnlearningStudy,
        retrained: &LogisticModel,
        looks: u64,
    ) -> Result<[Forgotten; 4], UnlearningError> {
        let (ids, rest) = (self.requested(), self.rest());
        let influence = Influence::new(&self.full, &self.world)?.tilted(&self.tilt);
        let moved = |step: Vec<f64>| influence.moved(&step).ok_or(UnlearningError::Targets);
        let (first, newton) = (moved(influence.first_order_step(ids)?)?, moved(influence.newton_step(ids)?)?);
        let sight = |model: &LogisticModel| -> Result<Sight, UnlearningError> {
            let slope = norm(&model.gradient(&rest).ok_or(UnlearningError::Targets)?);
            Ok(self.sight(study.data(), slope, |features| model.probabilities(features)[1], log_loss))
        };
        let (kept, anew) = (sight(&self.full)?, sight(retrained)?);
        let (requested, others) = (ids.len() as u64, rest.len() as u64);
        let of = |model: &LogisticModel, looks: u64| -> Result<Forgotten, UnlearningError> {
            Ok(Forgotten::new(looks, &sight(model)?, &anew, &kept))
        };
        Ok([
            of(&self.full, 0)?,
            of(retrained, looks)?,
            of(&first, requested)?,
            // With the certificate.
            of(&newton, requested + others)?,
        ])
    }

    /// What the shards' models of one training say.
    pub(super) fn shards(&self, study: &UnlearningStudy, sisa: &Shards) -> Result<Sight, UnlearningError> {
        let ids = self.requested();
        // The slopes of all shards, one behind the other.
        let mut slopes = Vec::new();
        for (part, model) in sisa.parts() {
            let part = part.reweighted(|id| if ids.contains(&id) { 0.0 } else { 1.0 });
            slopes.extend(model.gradient(&part).ok_or(UnlearningError::Targets)?);
        }
        Ok(self.sight(study.data(), norm(&slopes), |features| sisa.probabilities(features)[1], log_loss))
    }

    pub(super) fn ridge(&self, study: &UnlearningStudy) -> Result<Forgotten, UnlearningError> {
        let (learner, ids) = (study.ridge()?, self.requested());
        let kept = learner.normal_equations(&self.numbers)?;
        let (after, looks) = kept.without_counted(ids)?;
        let rest = self.numbers.reweighted(|id| if ids.contains(&id) { 0.0 } else { 1.0 });
        let anew = learner.normal_equations(&rest)?.model();
        let sight = |model: &RidgeModel| -> Result<Sight, UnlearningError> {
            let slope = norm(&model.gradient(&rest).ok_or(UnlearningError::Targets)?);
            let square = |says: f64, label: f64| (label - says) * (label - says);
            Ok(self.sight(study.data(), slope, |features| model.predict(features), square))
        };
        Ok(Forgotten::new(looks as u64, &sight(&after)?, &sight(&anew)?, &sight(&kept.model())?))
    }

    /// What a model says about the test rows, and what witnesses read off it. `says` is near 1 for class 1.
    fn sight(
        &self,
        data: &Dataset,
        slope: f64,
        says: impl Fn(&[f64]) -> f64,
        loss: impl Fn(f64, f64) -> f64,
    ) -> Sight {
        let label = |row: &Row<'_>| f64::from(u8::from(row.target.class() == Some(1)));
        let test: Vec<Row<'_>> =
            self.division.test.iter().filter_map(|&position| data.row(position)).collect();
        let said: Vec<f64> = test.iter().map(|row| says(row.features)).collect();
        let right: Vec<f64> = test
            .iter()
            .zip(&said)
            .map(|(row, said)| f64::from(u8::from((*said > 0.5) == (label(row) > 0.5))))
            .collect();
        let of = |row: &Row<'_>| loss(says(row.features), label(row));
        let asked: Vec<f64> = self
            .requested()
            .iter()
            .filter_map(|&id| data.row(data.position(id)?))
            .map(|row| of(&row))
            .collect();
        let fresh: Vec<f64> = test.iter().take(asked.len()).map(of).collect();
        let losses = Witness::Losses.read(mean(&fresh).unwrap_or(0.0) - mean(&asked).unwrap_or(0.0));
        let slope = Witness::Slopes.read(slope);
        Sight { says: said, accuracy: mean(&right).unwrap_or(0.0), losses, slope }
    }
}

/// −log of the probability of the label, which counts as no less than its last digit.
fn log_loss(says: f64, label: f64) -> f64 {
    let right = if label > 0.5 { says } else { 1.0 - says };
    -libm::log(right.max(f64::EPSILON))
}
