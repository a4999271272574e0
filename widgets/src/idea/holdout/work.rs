//! This draw of the rows and the others, one candidate at a time.

use simulation::dataset::Dataset;
use simulation::idea::holdout::{CandidateScores, HoldoutDraw, HoldoutRun, HoldoutStudy, Outcome};
use simulation::seed::Seed;

use super::parameters::HoldoutParameters;

/// What is computed, as far as it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Work {
    study: Option<HoldoutStudy>,
    /// The draw whose candidates are being scored, and their scores.
    under_way: Option<(HoldoutDraw, Vec<CandidateScores>)>,
    /// This draw.
    pub(super) here: Option<HoldoutRun>,
    /// The others, summed up.
    pub(super) outcomes: Vec<Outcome>,
}

impl Work {
    /// What came with the page.
    pub(super) fn received(here: HoldoutRun, outcomes: Vec<Outcome>) -> Self {
        Self { here: Some(here), outcomes, ..Self::default() }
    }

    /// One piece of work more; `false` if there is none.
    pub(super) fn advance(&mut self, data: &Dataset, parameters: &HoldoutParameters) -> Result<bool, String> {
        if self.here.is_some() && self.outcomes.len() >= parameters.repetitions.get() as usize {
            return Ok(false);
        }
        let seed = Seed::new(u64::from(parameters.seed.get()));
        let Some(study) = &self.study else {
            let study = HoldoutStudy::new(data, parameters.plan(), seed);
            self.study = Some(study.map_err(|error| error.to_string())?);
            return Ok(true);
        };
        let Some((draw, scores)) = &mut self.under_way else {
            let again = seed.redraw(self.outcomes.len() as u32);
            let draw = study.draw(if self.here.is_none() { seed } else { again });
            self.under_way = Some((draw.map_err(|error| error.to_string())?, vec![]));
            return Ok(true);
        };
        scores.push(study.score(draw, scores.len()).map_err(|error| error.to_string())?);
        if scores.len() == study.plan().candidates.len() {
            let run = HoldoutRun { candidates: std::mem::take(scores) };
            self.under_way = None;
            if self.here.is_none() {
                self.here = Some(run);
            } else {
                self.outcomes.push(run.outcome());
            }
        }
        Ok(true)
    }
}
