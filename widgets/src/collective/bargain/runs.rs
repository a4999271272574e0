//! The measured curve and the game of the groups, an iteration of a fit at a time.

use simulation::collective::bargain::Stakes;
use simulation::collective::campaign::{CampaignPlan, Contribution, competitor_world, operator_world};
use simulation::collective::strike::{
    GroupStrikes, Judged, Organisation, StrikeDraw, StrikeError, StrikePlan,
};
use simulation::dataset::Dataset;
use simulation::learners::{SoftmaxFit, SoftmaxRegression};
use simulation::observers::{Accuracy, Observer};
use simulation::seed::Seed;
use simulation::statistics::mean;
use simulation::valuation::{Coalition, UtilityTable};

use super::parameters::{BargainParameters, FIFTHS};

/// The penalty of the logistic regression: a fixed part of the protocol.
const LEARNER: SoftmaxRegression = match SoftmaxRegression::new(1.0) {
    Ok(learner) => learner,
    Err(_) => panic!("1 is a legal penalty"),
};

/// Rows are moved to a competitor that begins with so many public ones.
pub(super) const CAMPAIGN: CampaignPlan = CampaignPlan { contribution: Contribution::Move, start: 10 };

/// Points of the curve: none of the rows withheld, one fifth, …, all of them.
pub(super) const POINTS: usize = FIFTHS as usize + 1;

/// What was observed in one draw, or on average: the operator and the competitor at every point, and the operator while each coalition of groups strikes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Observed(pub(super) Vec<f64>);

impl Observed {
    /// How many numbers a draw has.
    pub(super) const fn length(groups: usize) -> usize {
        2 * POINTS + (1 << groups)
    }

    /// Both sides' stakes at a point.
    pub(super) fn stakes(&self, point: usize) -> Option<Stakes> {
        let at = |place: usize| self.0.get(place).copied();
        Some(Stakes {
            // While all groups strike, the operator has no rows.
            nothing: self.0.last().copied()?,
            whole: at(0)?,
            operator: at(2 * point)?,
            competitor_start: at(1)?,
            competitor: at(2 * point + 1)?,
        })
    }

    /// What each coalition of groups is worth to the operator.
    pub(super) fn game(&self) -> Option<UtilityTable> {
        GroupStrikes::game(self.0.get(2 * POINTS..)?).ok()
    }

    /// The means of several.
    pub(super) fn mean(draws: &[Self]) -> Option<Self> {
        let first = draws.first()?;
        let at = |place: usize| {
            mean(&draws.iter().filter_map(|draw| draw.0.get(place).copied()).collect::<Vec<_>>())
        };
        (0..first.0.len()).map(at).collect::<Option<Vec<_>>>().map(Self)
    }
}

/// Draws that are done, and the one that is under way.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    pub(super) draws: Vec<Observed>,
    current: Option<Current>,
}

/// A draw, what was observed of it, and the fit that is next.
#[derive(Clone, Debug)]
struct Current {
    draw: StrikeDraw,
    observed: Observed,
    fit: Option<SoftmaxFit>,
}

impl Current {
    fn of(draw: StrikeDraw) -> Self {
        Self { draw, observed: Observed::default(), fit: None }
    }

    /// The fit of what is to be observed next: of one side of a point of the curve, or of the operator during a strike.
    fn next(&self) -> Result<SoftmaxFit, StrikeError> {
        let (draw, known) = (&self.draw, self.observed.0.len());
        let world = if known < 2 * POINTS {
            let share = (known / 2) as f64 / f64::from(FIFTHS);
            if known.is_multiple_of(2) {
                operator_world(draw, CAMPAIGN, share)?
            } else {
                competitor_world(draw, CAMPAIGN.start, &draw.order()[..draw.withheld(share)?])?
            }
        } else {
            let striking = Coalition::from_bits((known - 2 * POINTS) as u32);
            GroupStrikes::new(draw.table(), draw.seed()).world(striking)?
        };
        Ok(LEARNER.begin_fit(&world, None)?)
    }

    /// An iteration of the fit, and what is observed on it once it has ended.
    fn advance(&mut self) -> Result<(), StrikeError> {
        let mut fit = match self.fit.take() {
            Some(fit) => fit,
            None => self.next()?,
        };
        fit.step()?;
        match fit.model() {
            Some(model) => {
                let found = Accuracy(self.draw.slice()).observe(model).ok_or(StrikeError::Nothing)?;
                self.observed.0.push(found);
            }
            None => self.fit = Some(fit),
        }
        Ok(())
    }
}

impl Runs {
    /// What came with the page.
    pub(super) const fn received(draws: Vec<Observed>) -> Self {
        Self { draws, current: None }
    }

    /// Nothing but the first division, and how many of the operator's rows each group brought to it.
    pub(super) fn begin(rows: &Dataset, parameters: &BargainParameters) -> (Self, Vec<u32>) {
        // What cannot be divided says why when it is worked on.
        let Ok(draw) = begin(rows, parameters, 0) else { return (Self::default(), vec![]) };
        let count = |group: usize| draw.table().members(Coalition::single(group)).len() as u32;
        let heads = (0..rows.group_count()).map(count).collect();
        (Self { draws: vec![], current: Some(Current::of(draw)) }, heads)
    }

    /// The numbers that are known of the draws asked for.
    pub(super) fn numbers(&self) -> usize {
        let current = self.current.as_ref().map_or(0, |current| current.observed.0.len());
        self.draws.iter().map(|draw| draw.0.len()).sum::<usize>() + current
    }

    /// A piece more. `true` if that ended a draw.
    pub(super) fn advance(&mut self, rows: &Dataset, parameters: &BargainParameters) -> Result<bool, String> {
        let mut current = if let Some(current) = self.current.take() {
            current
        } else {
            Current::of(begin(rows, parameters, self.draws.len() as u32)?)
        };
        if !current.draw.prepare() {
            current.advance().map_err(|error| error.to_string())?;
        }
        let done = current.observed.0.len() == Observed::length(rows.group_count());
        if done {
            self.draws.push(current.observed);
        } else {
            self.current = Some(current);
        }
        Ok(done)
    }
}

fn begin(rows: &Dataset, parameters: &BargainParameters, draw: u32) -> Result<StrikeDraw, String> {
    let plan = StrikePlan {
        strikers: parameters.union(rows.group_count()),
        organisation: Organisation::Lot,
        substitutes: parameters.instead.substitutes(),
        judged: Judged::Everyone,
    };
    let seed = Seed::new(u64::from(parameters.seed.get()));
    StrikeDraw::new(rows, plan, draw, seed).map_err(|error| error.to_string())
}
