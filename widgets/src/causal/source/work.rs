//! The runs, their record, and the record with its luck drawn again: a piece at a time.

use std::rc::Rc;

use simulation::causal::effects::{Effect, EffectError};
use simulation::causal::source::{Estimator, SourceRecord, SourceRun, SourceStudy};
use simulation::dataset::Dataset;
use simulation::learners::NearestCentroid;
use simulation::seed::Seed;

use super::parameters::CausalParameters;

/// The estimates of one record, in the order of [`Estimator::ALL`].
pub(super) type Estimates = Vec<Result<Effect, EffectError>>;
/// The values of those that there are.
pub(super) type Values = Vec<Option<f64>>;

/// What is computed, as far as it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Work {
    study: Option<SourceStudy>,
    pub(super) runs: Vec<SourceRun>,
    /// The record of this toss: who added the source, and what is made of it.
    pub(super) record: Option<Recording>,
    /// The estimates of other tosses.
    pub(super) tosses: Vec<Values>,
}

/// A record, or why there is none.
#[derive(Clone, Debug)]
pub(super) struct Recording {
    pub(super) adopted: Vec<bool>,
    pub(super) record: Result<SourceRecord, EffectError>,
    pub(super) estimates: Estimates,
}

impl Recording {
    pub(super) fn new(runs: &[SourceRun], parameters: &CausalParameters, seed: Seed) -> Self {
        let adopted = parameters.adoption().draw(runs, seed);
        let record = SourceRecord::new(runs, &adopted, parameters.recorded(), parameters.reported());
        let estimate = |&estimator: &Estimator| match &record {
            Ok(record) => record.estimate(estimator),
            Err(error) => Err(error.clone()),
        };
        let estimates = Estimator::ALL.iter().map(estimate).collect();
        Self { adopted, record, estimates }
    }

    fn values(&self) -> Values {
        self.estimates.iter().map(|found| found.as_ref().ok().map(|effect| effect.value)).collect()
    }
}

impl Work {
    /// One piece of work more; `false` if there is none.
    pub(super) fn advance(
        &mut self,
        data: &Rc<Dataset>,
        parameters: &CausalParameters,
    ) -> Result<bool, String> {
        let seed = Seed::new(u64::from(parameters.seed.get()));
        let wanted = parameters.runs.get() as usize;
        if self.runs.len() < wanted {
            let Some(study) = &self.study else {
                let study = SourceStudy::new(data, parameters.plan(), seed);
                self.study = Some(study.map_err(|error| error.to_string())?);
                return Ok(true);
            };
            let run = study.run(&NearestCentroid, self.runs.len() as u32);
            self.runs.push(run.map_err(|error| error.to_string())?);
            return Ok(true);
        }
        if self.record.is_none() {
            self.record(parameters);
            return Ok(true);
        }
        if self.tosses.len() < parameters.repetitions.get() as usize {
            let again = seed.redraw(self.tosses.len() as u32);
            self.tosses.push(Recording::new(&self.runs[..wanted], parameters, again).values());
            return Ok(true);
        }
        Ok(false)
    }

    /// Makes the record of this toss.
    pub(super) fn record(&mut self, parameters: &CausalParameters) {
        let runs = &self.runs[..self.runs.len().min(parameters.runs.get() as usize)];
        let toss = Seed::new(u64::from(parameters.toss.get()));
        self.record = Some(Recording::new(runs, parameters, toss));
    }
}
