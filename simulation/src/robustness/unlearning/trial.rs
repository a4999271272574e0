//! One request, answered in every way, a short step at a time.

use super::answers::{Shards, Started};
use super::cost::looks;
use super::study::{Division, UnlearningStudy};
use super::{Extent, Forgotten, Sisa, TrialOutcome, UnlearningError};
use crate::dataset::RowId;
use crate::learners::LogisticModel;
use crate::seed::Seed;

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

#[derive(Clone, Debug)]
enum Stage {
    Begin,
    Retrain,
    Steps { retrained: LogisticModel, looks: u64 },
    Shards,
    Train(Box<Shards>),
    Forget(Box<[Shards; 2]>),
    Anew(Box<[Shards; 3]>),
    Ridge,
    Done,
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
                let (learner, sharding) = (study.logistic()?, study.sharding(self.seed)?);
                Stage::Train(Box::new(Sisa::begun(learner, &started.world, sharding, self.seed)?))
            }
            Stage::Train(mut kept) => {
                if kept.step()? {
                    Stage::Train(kept)
                } else {
                    let rest = kept.forgetting(started.requested())?;
                    Stage::Forget(Box::new([*kept, rest]))
                }
            }
            Stage::Forget(mut two) => {
                if two[1].step()? {
                    Stage::Forget(two)
                } else {
                    let (learner, sharding) = (study.logistic()?, study.sharding(self.seed)?);
                    let anew = Sisa::begun(learner, &started.rest(), sharding, self.seed)?;
                    let [kept, rest] = *two;
                    Stage::Anew(Box::new([kept, rest, anew]))
                }
            }
            Stage::Anew(mut three) => {
                if three[2].step()? {
                    Stage::Anew(three)
                } else {
                    let [kept, rest, anew] = &*three;
                    self.sisa = Some(started.sisa(study, [rest, anew, kept])?);
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
    pub fn measure(&mut self) -> Result<(), UnlearningError> {
        if let (None, Some(started)) = (self.extent, &self.started) {
            self.extent = Some(Extent::of(&started.full, &started.world)?);
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

#[cfg(test)]
mod tests;
