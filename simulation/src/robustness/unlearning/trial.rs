//! One request, answered in every way, a short step at a time.

use super::certificate::norm;
use super::cost::looks;
use super::study::{Division, Method, UnlearningStudy};
use super::{Extent, Sisa, UnlearningError, Witness};
use crate::dataset::{Dataset, Row, RowId};
use crate::learners::{
    Classification, Differentiable, LogisticModel, LogisticRegression, Regression, RidgeModel,
};
use crate::linear_algebra::add_scaled;
use crate::seed::Seed;
use crate::statistics::mean;
use crate::valuation::first_order::Influence;
use crate::world::World;

/// What one method left of the rows that asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forgotten {
    /// Looks at a row that it took.
    pub looks: u64,
    /// The distance to the learner's own retrained world: the root of the mean squared difference of what both say about a test row.
    pub left: f64,
    /// The same distance where nothing is done.
    pub before: f64,
    /// The share of test rows that the model gets right afterwards.
    pub accuracy: f64,
    /// What a witness reads off: this model, the retrained one, and the one that was left as it is, the larger the more suspicious.
    losses: [f64; 3],
    slopes: [f64; 3],
}

impl Forgotten {
    /// The share of the way to the retrained world that is left, 0 where there was none to go.
    pub fn share(&self) -> f64 {
        if self.before > 0.0 { self.left / self.before } else { 0.0 }
    }

    /// What a witness reads off this model and off the retrained one, the larger the more suspicious.
    pub const fn seen(&self, witness: Witness) -> [f64; 2] {
        let [own, retrained, _] = self.read(witness);
        [own, retrained]
    }

    /// The same off the model that was left as it is, and off the retrained one.
    pub const fn seen_before(&self, witness: Witness) -> [f64; 2] {
        let [_, retrained, kept] = self.read(witness);
        [kept, retrained]
    }

    const fn read(&self, witness: Witness) -> [f64; 3] {
        match witness {
            Witness::Losses => self.losses,
            Witness::Slopes => self.slopes,
        }
    }
}

/// The numbers of a [`TrialOutcome`].
pub const NUMBERS: usize = 38;

/// What all methods left.
#[derive(Clone, Debug, PartialEq)]
pub struct TrialOutcome {
    /// In the order of [`Method::ALL`].
    of: [Forgotten; 6],
}

impl TrialOutcome {
    /// What one of them left.
    pub const fn of(&self, method: Method) -> &Forgotten {
        &self.of[method.place()]
    }

    /// The outcome as [`NUMBERS`] numbers, so that it can travel: what the logistic regression's four methods share stands once.
    pub fn numbers(&self) -> Vec<f64> {
        let [nothing, retrain, sisa, downdate, first, newton] = &self.of;
        let mut numbers = vec![nothing.before, nothing.accuracy, retrain.accuracy, retrain.looks as f64];
        numbers.extend([retrain.losses[0], nothing.losses[0], retrain.slopes[0], nothing.slopes[0]]);
        for one in [first, newton] {
            numbers.extend([one.looks as f64, one.left, one.accuracy, one.losses[0], one.slopes[0]]);
        }
        for one in [sisa, downdate] {
            numbers.extend([one.looks as f64, one.left, one.before, one.accuracy]);
            numbers.extend(one.losses.iter().chain(&one.slopes));
        }
        numbers
    }

    /// Turns [`TrialOutcome::numbers`] round; `None` for another count of numbers, or one that is not finite.
    pub fn from_numbers(numbers: &[f64]) -> Option<Self> {
        let numbers: &[f64; NUMBERS] = numbers.try_into().ok()?;
        if numbers.iter().any(|number| !number.is_finite()) {
            return None;
        }
        let (shared, rest) = numbers.split_first_chunk::<8>()?;
        let [before, kept, anew, took, loss, kept_loss, slope, kept_slope] = *shared;
        let logistic = |[looks, left, accuracy, own, own_slope]: [f64; 5]| Forgotten {
            looks: looks as u64,
            left,
            before,
            accuracy,
            losses: [own, loss, kept_loss],
            slopes: [own_slope, slope, kept_slope],
        };
        let (first, rest) = rest.split_first_chunk::<5>()?;
        let (newton, rest) = rest.split_first_chunk::<5>()?;
        let other = |&[looks, left, before, accuracy, a, b, c, d, e, f]: &[f64; 10]| Forgotten {
            looks: looks as u64,
            left,
            before,
            accuracy,
            losses: [a, b, c],
            slopes: [d, e, f],
        };
        let (sisa, rest) = rest.split_first_chunk::<10>()?;
        let (downdate, _) = rest.split_first_chunk::<10>()?;
        let nothing = logistic([0.0, before, kept, kept_loss, kept_slope]);
        let retrain = logistic([took, 0.0, anew, loss, slope]);
        let of = [nothing, retrain, other(sisa), other(downdate), logistic(*first), logistic(*newton)];
        Some(Self { of })
    }
}

/// A trial on its way.
#[derive(Clone, Debug)]
pub struct Trial {
    seed: Seed,
    stage: Stage,
    started: Option<Started>,
    extent: Option<Extent>,
    /// The logistic regression's, the shards' and the ridge regression's part of the outcome.
    logistic: Option<[Forgotten; 4]>,
    sisa: Option<Forgotten>,
    outcome: Option<TrialOutcome>,
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

type Shards = Sisa<'static, LogisticRegression>;

#[derive(Clone, Debug)]
enum Stage {
    Begin,
    Retrain,
    Steps { retrained: LogisticModel, looks: u64 },
    Shards,
    Train(Shards),
    Forget { kept: Shards, rest: Shards },
    Anew { kept: Shards, rest: Shards, anew: Shards },
    Ridge,
    Done,
}

/// What a model says and shows.
struct Sight {
    says: Vec<f64>,
    accuracy: f64,
    losses: f64,
    slope: f64,
}

impl Trial {
    pub(super) const fn new(seed: Seed) -> Self {
        Self {
            seed,
            stage: Stage::Begin,
            started: None,
            extent: None,
            logistic: None,
            sisa: None,
            outcome: None,
        }
    }

    /// What all methods left, once the trial is done.
    pub const fn outcome(&self) -> Option<&TrialOutcome> {
        self.outcome.as_ref()
    }

    /// The rows that ask, once the first model is trained.
    pub fn requested(&self) -> &[RowId] {
        self.started.as_ref().map_or(&[], Started::requested)
    }

    /// Which rows are what, likewise.
    pub fn division(&self) -> Option<&Division> {
        self.started.as_ref().map(|started| &started.division)
    }

    pub(super) const fn started(&self) -> Option<&Started> {
        self.started.as_ref()
    }

    pub(super) const fn extent(&self) -> Option<Extent> {
        self.extent
    }

    /// Does the next piece of the work; `false` if there is none.
    ///
    /// # Errors
    /// [`UnlearningError`] where the numbers leave the range of the arithmetic.
    pub fn step(&mut self, study: &UnlearningStudy) -> Result<bool, UnlearningError> {
        let Some(started) = self.started.as_ref() else {
            self.started = Some(Started::new(study, self.seed)?);
            self.stage = Stage::Retrain;
            return Ok(true);
        };
        // What fails is not tried again.
        let stage = std::mem::replace(&mut self.stage, Stage::Done);
        self.stage = match stage {
            Stage::Begin | Stage::Retrain => {
                let rest = started.rest();
                let (retrained, passes) = study.logistic()?.fit_counted(&rest, &started.tilt, None)?;
                Stage::Steps { retrained, looks: looks(passes, rest.len()) }
            }
            Stage::Steps { retrained, looks } => {
                self.logistic = Some(started.logistic(study, &retrained, looks)?);
                Stage::Shards
            }
            Stage::Shards => {
                let sharding = study.sharding(self.seed)?;
                Stage::Train(Sisa::begun(study.logistic()?, &started.world, sharding, self.seed)?)
            }
            Stage::Train(mut kept) => {
                if kept.step()? {
                    Stage::Train(kept)
                } else {
                    let rest = kept.forgetting(started.requested())?;
                    Stage::Forget { kept, rest }
                }
            }
            Stage::Forget { kept, mut rest } => {
                if rest.step()? {
                    Stage::Forget { kept, rest }
                } else {
                    let (learner, sharding) = (study.logistic()?, study.sharding(self.seed)?);
                    let anew = Sisa::begun(learner, &started.rest(), sharding, self.seed)?;
                    Stage::Anew { kept, rest, anew }
                }
            }
            Stage::Anew { kept, rest, mut anew } => {
                if anew.step()? {
                    Stage::Anew { kept, rest, anew }
                } else {
                    self.sisa = Some(started.sisa(study, [&rest, &anew, &kept])?);
                    Stage::Ridge
                }
            }
            Stage::Ridge => {
                let downdate = started.ridge(study)?;
                if let (Some([nothing, retrain, first, newton]), Some(sisa)) = (self.logistic, self.sisa) {
                    self.outcome =
                        Some(TrialOutcome { of: [nothing, retrain, sisa, downdate, first, newton] });
                }
                Stage::Done
            }
            Stage::Done => return Ok(false),
        };
        Ok(true)
    }

    /// Measures what [`UnlearningStudy::certificate`] needs once. Does nothing before the first model is trained, or the second time.
    ///
    /// # Errors
    /// [`UnlearningError::Targets`], not for the rows of a study.
    pub fn measure(&mut self, study: &UnlearningStudy) -> Result<(), UnlearningError> {
        if self.extent.is_none() {
            self.extent = study.extent(self)?;
        }
        Ok(())
    }

    /// Whether [`Trial::measure`] has done its part.
    pub const fn is_measured(&self) -> bool {
        self.extent.is_some()
    }

    /// All of the work at once.
    ///
    /// # Errors
    /// As for [`Trial::step`].
    pub fn run(mut self, study: &UnlearningStudy) -> Result<TrialOutcome, UnlearningError> {
        while self.step(study)? {}
        self.outcome.ok_or(UnlearningError::Targets)
    }
}

impl Started {
    fn new(study: &UnlearningStudy, seed: Seed) -> Result<Self, UnlearningError> {
        let (division, tilt) = (study.division(seed)?, study.tilt(seed));
        let [world, numbers] = study.worlds(&division.training)?;
        let (full, _) = study.logistic()?.fit_counted(&world, &tilt, None)?;
        let order = study.plan().asking.order(&world, &full, seed);
        let requested = (study.plan().requested as usize).min(order.len());
        Ok(Self { division, world, numbers, tilt, full, order, requested })
    }

    fn requested(&self) -> &[RowId] {
        &self.order[..self.requested]
    }

    fn rest(&self) -> World<'static> {
        self.world.reweighted(|id| if self.requested().contains(&id) { 0.0 } else { 1.0 })
    }

    /// Nothing, retraining, the first-order step and the Newton step.
    fn logistic(
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

    fn sisa(
        &self,
        study: &UnlearningStudy,
        [after, anew, kept]: [&Shards; 3],
    ) -> Result<Forgotten, UnlearningError> {
        let ids = self.requested();
        let sight = |sisa: &Shards| -> Result<Sight, UnlearningError> {
            // The slopes of all shards, one behind the other.
            let mut slopes = Vec::new();
            for (part, model) in sisa.parts() {
                let part = part.reweighted(|id| if ids.contains(&id) { 0.0 } else { 1.0 });
                slopes.extend(model.gradient(&part).ok_or(UnlearningError::Targets)?);
            }
            Ok(self.sight(study.data(), norm(&slopes), |features| sisa.probabilities(features)[1], log_loss))
        };
        Ok(Forgotten::new(after.looks() - kept.looks(), &sight(after)?, &sight(anew)?, &sight(kept)?))
    }

    fn ridge(&self, study: &UnlearningStudy) -> Result<Forgotten, UnlearningError> {
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

impl Forgotten {
    fn new(looks: u64, own: &Sight, retrained: &Sight, kept: &Sight) -> Self {
        let apart = |one: &Sight| {
            let mut gap = one.says.clone();
            add_scaled(&mut gap, -1.0, &retrained.says);
            norm(&gap) / (gap.len().max(1) as f64).sqrt()
        };
        Self {
            looks,
            left: apart(own),
            before: apart(kept),
            accuracy: own.accuracy,
            losses: [own.losses, retrained.losses, kept.losses],
            slopes: [own.slope, retrained.slope, kept.slope],
        }
    }
}

/// −log of the probability of the label, which counts as no less than its last digit.
fn log_loss(says: f64, label: f64) -> f64 {
    let right = if label > 0.5 { says } else { 1.0 - says };
    -libm::log(right.max(f64::EPSILON))
}

#[cfg(test)]
mod tests;
