//! The runs of a campaign, one fit at a time.

use simulation::collective::campaign::{CampaignSide, competitor_world, operator_world};
use simulation::collective::strike::{StrikeDraw, StrikeError, StrikeSamples};
use simulation::dataset::Dataset;

use super::parameters::CampaignParameters;
use super::seed;

/// The shares of the members that are trained: every tenth.
pub(super) const SHARES: usize = 11;

/// What is known of one draw: both operators' accuracies at every share.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Drawn {
    pub(super) operator: Vec<f64>,
    pub(super) competitor: Vec<f64>,
}

/// All draws, as far as they are known.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    pub(super) draws: Vec<Drawn>,
    working: Option<Working>,
    pub(super) unconverged: u32,
}

/// The draw that is under way, and the operator's half of its next pair.
#[derive(Clone, Debug)]
struct Working {
    place: usize,
    draw: StrikeDraw,
    operator: Option<CampaignSide>,
}

/// 0, 0.1, … 1.
pub(super) fn shares() -> Vec<f64> {
    (0..SHARES).map(share).collect()
}

fn share(place: usize) -> f64 {
    place as f64 / (SHARES - 1) as f64
}

/// The operator at a share of the members of a draw, or its competitor.
fn side(
    parameters: &CampaignParameters,
    draw: &StrikeDraw,
    share: f64,
    competes: bool,
) -> Result<CampaignSide, StrikeError> {
    let plan = parameters.plan(draw.table().public().len());
    let world = if competes {
        competitor_world(draw, plan.start, &draw.order()[..draw.withheld(share)?])?
    } else {
        operator_world(draw, plan, share)?
    };
    parameters.learner.side(draw, &world)
}

impl Runs {
    /// Those that came with the page.
    pub(super) fn received(draws: Vec<Drawn>, unconverged: u32) -> Self {
        Self { draws, working: None, unconverged }
    }

    /// The draws that are whole, out of so many.
    fn whole(&self, draws: usize) -> impl Iterator<Item = &Drawn> {
        self.draws.iter().take(draws).filter(|known| known.competitor.len() == SHARES)
    }

    /// Pairs of fits that are done.
    pub(super) fn done(&self, draws: usize) -> usize {
        self.draws.iter().take(draws).map(|known| known.competitor.len()).sum()
    }

    /// Either operator's accuracies in the draws that are whole: the operator's, then the competitor's.
    pub(super) fn samples(&self, draws: usize) -> [StrikeSamples; 2] {
        let of = |which: fn(&Drawn) -> &Vec<f64>| {
            // Whole curves are as long as the shares.
            StrikeSamples::new(shares(), self.whole(draws).map(which).cloned().collect()).unwrap_or_default()
        };
        [of(|known| &known.operator), of(|known| &known.competitor)]
    }

    /// Does one piece: a division, but for the first draw's, which is there, or a fit; `false` if nothing is left.
    pub(super) fn advance(
        &mut self,
        data: &Dataset,
        first: &StrikeDraw,
        parameters: &CampaignParameters,
    ) -> Result<bool, String> {
        let length = |draw: usize| self.draws.get(draw).map_or(0, |known| known.competitor.len());
        let Some(draw) = (0..parameters.draws.get() as usize).find(|&draw| length(draw) < SHARES) else {
            return Ok(false);
        };
        let share = share(length(draw));
        let Some(working) = self.working.as_mut().filter(|working| working.place == draw) else {
            let divided = if draw == 0 {
                first.clone()
            } else {
                let made = StrikeDraw::new(data, parameters.strike(), draw as u32, seed(parameters));
                made.map_err(|error| error.to_string())?
            };
            self.working = Some(Working { place: draw, draw: divided, operator: None });
            return Ok(true);
        };
        let found = side(parameters, &working.draw, share, working.operator.is_some());
        let found = found.map_err(|error| error.to_string())?;
        let Some(operator) = working.operator.take() else {
            working.operator = Some(found);
            return Ok(true);
        };
        if self.draws.len() <= draw {
            self.draws.resize(draw + 1, Drawn::default());
        }
        self.draws[draw].operator.push(operator.value);
        self.draws[draw].competitor.push(found.value);
        self.unconverged += u32::from(!(operator.converged && found.converged));
        Ok(true)
    }
}
