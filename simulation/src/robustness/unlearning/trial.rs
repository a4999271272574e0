//! One request, answered in every way, a short step at a time.

use super::answers::{Shards, Started, Starting};
use super::cost::looks;
use super::outcome::Sight;
use super::study::{Division, UnlearningStudy};
use super::{Extent, Forgotten, Sisa, TrialOutcome, UnlearningError};
use crate::dataset::RowId;
use crate::learners::{LogisticFit, LogisticModel};
use crate::seed::Seed;

/// A trial on its way.
#[derive(Clone, Debug)]
pub struct Trial {
    seed: Seed,
    stage: Stage,
    /// How many are done.
    parts: u32,
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
    Start(Box<Starting>),
    Answer(Answer),
    Done,
}

/// What is done with the first model at hand.
#[derive(Clone, Debug)]
enum Answer {
    Retrain(Box<LogisticFit>),
    Steps { retrained: LogisticModel, looks: u64 },
    Shards,
    Train(Box<Shards>),
    Forget(Box<[Shards; 2]>),
    Anew(Box<[Shards; 3]>),
    Look(Box<[Shards; 3]>, Vec<Sight>),
    Ridge,
}

impl Trial {
    pub(super) const fn new(seed: Seed) -> Self {
        Self {
            seed,
            stage: Stage::Begin,
            parts: 0,
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

    /// How many of its [`Trial::parts_of`] are done: each but the last few is the fit of one model.
    pub const fn parts(&self) -> u32 {
        self.parts
    }

    /// How many parts a trial of this study has, or some more: of the shards, only those that are touched are trained again.
    pub fn parts_of(study: &UnlearningStudy) -> u32 {
        let plan = study.plan();
        11 + 3 * plan.shards * plan.slices
    }

    /// Does the next piece of the work: an iteration of a fit of all rows, or a part; `false` if there is none.
    ///
    /// # Errors
    /// [`UnlearningError`] where the numbers leave the range of the arithmetic.
    pub fn step(&mut self, study: &UnlearningStudy) -> Result<bool, UnlearningError> {
        // What fails is not tried again.
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Begin => Stage::Start(Box::new(Starting::new(study, self.seed)?)),
            Stage::Start(mut starting) => {
                if starting.step()? {
                    Stage::Start(starting)
                } else {
                    let started = starting.started(study, self.seed).ok_or(UnlearningError::Targets)?;
                    let fit = study.logistic()?.begin_fit(&started.rest(), &started.tilt, None)?;
                    self.started = Some(started);
                    self.parts += 1;
                    Stage::Answer(Answer::Retrain(Box::new(fit)))
                }
            }
            Stage::Answer(answer) => {
                let next = self.answer(answer, study)?;
                self.parts += u32::from(!matches!(next, Some(Answer::Retrain(_))));
                next.map_or(Stage::Done, Stage::Answer)
            }
            Stage::Done => return Ok(false),
        };
        Ok(true)
    }

    fn answer(&mut self, answer: Answer, study: &UnlearningStudy) -> Result<Option<Answer>, UnlearningError> {
        let Some(started) = self.started.as_ref() else { return Ok(None) };
        Ok(Some(match answer {
            Answer::Retrain(mut fit) => {
                fit.step()?;
                match fit.model() {
                    Some(model) => {
                        let looks = looks(fit.passes(), started.rest().len());
                        Answer::Steps { retrained: model.clone(), looks }
                    }
                    None => Answer::Retrain(fit),
                }
            }
            Answer::Steps { retrained, looks } => {
                self.logistic = Some(started.logistic(study, &retrained, looks)?);
                Answer::Shards
            }
            Answer::Shards => {
                let (learner, sharding) = (study.logistic()?, study.sharding(self.seed)?);
                Answer::Train(Box::new(Sisa::begun(learner, &started.world, sharding, self.seed)?))
            }
            Answer::Train(mut kept) => {
                if kept.step()? {
                    Answer::Train(kept)
                } else {
                    let rest = kept.forgetting(started.requested())?;
                    Answer::Forget(Box::new([*kept, rest]))
                }
            }
            Answer::Forget(mut two) => {
                if two[1].step()? {
                    Answer::Forget(two)
                } else {
                    let (learner, sharding) = (study.logistic()?, study.sharding(self.seed)?);
                    let anew = Sisa::begun(learner, &started.rest(), sharding, self.seed)?;
                    let [kept, rest] = *two;
                    Answer::Anew(Box::new([kept, rest, anew]))
                }
            }
            Answer::Anew(mut three) => {
                if three[2].step()? {
                    Answer::Anew(three)
                } else {
                    Answer::Look(three, vec![])
                }
            }
            Answer::Look(three, mut seen) => {
                if let Some(shards) = three.get(seen.len()) {
                    seen.push(started.shards(study, shards)?);
                }
                let ([kept, rest, _], [before, after, anew]) = (&*three, &*seen) else {
                    return Ok(Some(Answer::Look(three, seen)));
                };
                self.sisa = Some(Forgotten::new(rest.looks() - kept.looks(), after, anew, before));
                Answer::Ridge
            }
            Answer::Ridge => {
                let downdate = started.ridge(study)?;
                if let (Some([nothing, retrain, first, newton]), Some(sisa)) = (self.logistic, self.sisa) {
                    self.outcome =
                        Some(TrialOutcome { of: [nothing, retrain, sisa, downdate, first, newton] });
                }
                return Ok(None);
            }
        }))
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
