//! The runs of a strike, one fit at a time: every draw has a curve, and what other views need.

use simulation::collective::strike::{GroupStrikes, StrikeDraw, StrikePlan, StrikeSamples, Substitutes};
use simulation::dataset::Dataset;
use simulation::seed::Seed;
use simulation::valuation::{Coalition, shapley};

use super::parameters::{Beside, StrikeParameters};
use crate::collective::groups::ActingLearner;

/// The shares of the members that are trained: every tenth.
pub(super) const SHARES: usize = 11;
/// Fits of all coalitions together, at most: tables with more groups have fewer draws of them.
const COALITION_FITS: usize = 4096;

/// What every fit has in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Setting {
    pub(super) learner: ActingLearner,
    pub(super) plan: StrikePlan,
    /// The strike that the chosen one is held against.
    pub(super) plain: StrikePlan,
    pub(super) beside: Beside,
    pub(super) groups: usize,
    pub(super) draws: usize,
}

/// A part of a draw's results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The chosen strike at every share.
    Curve,
    /// By lot and with nothing to stand in.
    Plain,
    /// Every group by itself, with nothing to stand in and with public rows.
    Each,
    /// Every coalition of groups.
    Coalitions,
}

/// What is known of one draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Drawn {
    /// The strikers' rows in this division.
    pub(super) members: f64,
    /// Accuracies at every share.
    pub(super) curve: Vec<f64>,
    pub(super) plain: Vec<f64>,
    /// For each group, the accuracies without it: nothing stands in, public rows stand in.
    pub(super) each: Vec<f64>,
    /// Accuracies by the bits of the groups that strike; only until all are there.
    coalitions: Vec<f64>,
    /// A Shapley value for each group.
    pub(super) shapley: Vec<f64>,
    /// Fits that did not converge, by part.
    pub(super) unconverged: [u32; 4],
}

/// All draws, as far as they are known.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    pub(super) draws: Vec<Drawn>,
    working: Option<(usize, StrikeDraw)>,
}

/// 0, 0.1, … 1.
pub(super) fn shares() -> Vec<f64> {
    (0..SHARES).map(|place| place as f64 / (SHARES - 1) as f64).collect()
}

impl Setting {
    pub(super) fn of(parameters: &StrikeParameters) -> Self {
        Self {
            learner: parameters.learner,
            plan: parameters.plan(),
            plain: parameters.plain(),
            beside: parameters.beside,
            groups: parameters.data.groups().len(),
            draws: parameters.draws.get() as usize,
        }
    }

    /// Whether the chosen strike is the one that it would be held against.
    pub(super) fn is_plain(&self) -> bool {
        self.plan == self.plain
    }

    /// How many draws all coalitions are trained on.
    pub(super) fn coalition_draws(&self) -> usize {
        self.draws.min((COALITION_FITS >> self.groups).max(1))
    }

    /// Whether every group by itself, and every coalition, is asked for.
    pub(super) fn asked(&self) -> (bool, bool) {
        (matches!(self.beside, Beside::Alone | Beside::Leverage), self.beside == Beside::Shapley)
    }

    /// How many numbers a part has in the end; 0 if it is not asked for.
    fn length(&self, part: Part, draw: usize) -> usize {
        match part {
            Part::Plain if self.is_plain() => 0,
            Part::Curve | Part::Plain => SHARES,
            Part::Each if self.asked().0 => 2 * self.groups,
            Part::Coalitions if self.asked().1 && draw < self.coalition_draws() => 1 << self.groups,
            Part::Each | Part::Coalitions => 0,
        }
    }
}

impl Drawn {
    /// One that came with the page.
    pub(super) fn of(members: f64, curve: Vec<f64>, plain: Vec<f64>) -> Self {
        Self { members, curve, plain, ..Self::default() }
    }

    fn done(&self, part: Part, setting: &Setting) -> usize {
        match part {
            Part::Curve => self.curve.len(),
            Part::Plain => self.plain.len(),
            Part::Each => self.each.len(),
            Part::Coalitions if self.shapley.is_empty() => self.coalitions.len(),
            Part::Coalitions => 1 << setting.groups,
        }
    }
}

const PARTS: [Part; 4] = [Part::Curve, Part::Plain, Part::Each, Part::Coalitions];

impl Runs {
    /// The first piece that is missing.
    fn next(&self, setting: &Setting) -> Option<(usize, Part)> {
        let nothing = Drawn::default();
        let missing = |draw: usize| {
            let known = self.draws.get(draw).unwrap_or(&nothing);
            let open = |part: &Part| known.done(*part, setting) < setting.length(*part, draw);
            PARTS.into_iter().find(open).map(|part| (draw, part))
        };
        (0..setting.draws).find_map(missing)
    }

    /// Fits that are done, and fits in all.
    pub(super) fn fits(&self, setting: &Setting) -> (u32, u32) {
        let nothing = Drawn::default();
        let mut sums = (0, 0);
        for draw in 0..setting.draws {
            let known = self.draws.get(draw).unwrap_or(&nothing);
            for part in PARTS {
                let length = setting.length(part, draw);
                sums = (sums.0 + known.done(part, setting).min(length), sums.1 + length);
            }
        }
        (sums.0 as u32, sums.1 as u32)
    }

    /// Whether nothing is left to do.
    pub(super) fn is_done(&self, setting: &Setting) -> bool {
        self.next(setting).is_none()
    }

    /// Forgets the division in hand, whose plan is no longer the one.
    pub(super) fn rest(&mut self) {
        self.working = None;
    }

    /// Does one piece: a division, a step of an order, or a fit; `false` if nothing is left.
    pub(super) fn advance(&mut self, data: &Dataset, setting: &Setting, seed: Seed) -> Result<bool, String> {
        let Some((draw, part)) = self.next(setting) else { return Ok(false) };
        let plan = if part == Part::Curve { setting.plan } else { setting.plain };
        let plan = match part {
            Part::Each if self.each_supplied(draw) => public(plan),
            _ => plan,
        };
        if self.draws.len() <= draw {
            self.draws.resize(draw + 1, Drawn::default());
        }
        let mut ready = match self.working.take() {
            Some((of, ready)) if of == draw && *ready.plan() == plan => ready,
            Some((of, ready)) if of == draw => ready.replanned(plan).map_err(|error| error.to_string())?,
            _ => {
                let made = StrikeDraw::new(data, plan, draw as u32, seed);
                self.working = Some((draw, made.map_err(|error| error.to_string())?));
                return Ok(true);
            }
        };
        let prepared = !matches!(part, Part::Curve) || !ready.prepare();
        if prepared {
            self.train(draw, part, &ready, setting)?;
        }
        self.working = Some((draw, ready));
        Ok(true)
    }

    /// Whether the next strike by a single group has public rows to stand in.
    fn each_supplied(&self, draw: usize) -> bool {
        self.draws.get(draw).is_some_and(|known| known.each.len() % 2 == 1)
    }

    fn train(
        &mut self,
        draw: usize,
        part: Part,
        ready: &StrikeDraw,
        setting: &Setting,
    ) -> Result<(), String> {
        let known = &mut self.draws[draw];
        let done = known.done(part, setting);
        let group = |groups: Coalition| ready.table().members(groups);
        let withheld = match part {
            Part::Curve | Part::Plain => {
                let count = ready.withheld(done as f64 / (SHARES - 1) as f64);
                ready.order()[..count.map_err(|error| error.to_string())?].to_vec()
            }
            Part::Each => group(Coalition::single(done / 2)),
            Part::Coalitions => group(Coalition::from_bits(done as u32)),
        };
        let point = setting.learner.without(ready, &withheld).map_err(|error| error.to_string())?;
        known.unconverged[part as usize] += u32::from(!point.converged);
        known.members = ready.order().len() as f64;
        match part {
            Part::Curve => known.curve.push(point.value),
            Part::Plain => known.plain.push(point.value),
            Part::Each => known.each.push(point.value),
            Part::Coalitions => {
                known.coalitions.push(point.value);
                if known.coalitions.len() == 1 << setting.groups {
                    let table = GroupStrikes::game(&std::mem::take(&mut known.coalitions));
                    known.shapley = shapley(&table.map_err(|error| error.to_string())?);
                }
            }
        }
        Ok(())
    }

    /// The draws whose chosen curve is whole.
    pub(super) fn curves(&self, setting: &Setting) -> StrikeSamples {
        self.samples(setting, |known| &known.curve)
    }

    /// The draws whose plain curve is whole.
    pub(super) fn plains(&self, setting: &Setting) -> StrikeSamples {
        if setting.is_plain() { self.curves(setting) } else { self.samples(setting, |known| &known.plain) }
    }

    fn samples(&self, setting: &Setting, of: impl Fn(&Drawn) -> &Vec<f64>) -> StrikeSamples {
        let whole = self.draws.iter().take(setting.draws).map(of).filter(|curve| curve.len() == SHARES);
        // Whole curves are as long as the shares.
        StrikeSamples::new(shares(), whole.cloned().collect()).unwrap_or_default()
    }

    /// The strikers' rows in each draw whose curve is whole.
    pub(super) fn members(&self, setting: &Setting) -> Vec<f64> {
        let whole = self.draws.iter().take(setting.draws).filter(|known| known.curve.len() == SHARES);
        whole.map(|known| known.members).collect()
    }

    /// What each draw loses without a group, in accuracy: nothing stands in, public rows stand in.
    pub(super) fn alone(&self, setting: &Setting, group: usize) -> [Vec<f64>; 2] {
        let [mut bare, mut supplied] = [vec![], vec![]];
        for known in self.draws.iter().take(setting.draws) {
            let before = if setting.is_plain() { known.curve.first() } else { known.plain.first() };
            if let (Some(before), Some(pair)) = (before, known.each.get(2 * group..2 * group + 2)) {
                bare.push(before - pair[0]);
                supplied.push(before - pair[1]);
            }
        }
        [bare, supplied]
    }

    /// The Shapley values of a group, draw by draw.
    pub(super) fn shapley(&self, setting: &Setting, group: usize) -> Vec<f64> {
        let known = self.draws.iter().take(setting.coalition_draws());
        known.filter_map(|known| known.shapley.get(group).copied()).collect()
    }

    /// Fits that did not converge.
    pub(super) fn unconverged(&self, setting: &Setting) -> u32 {
        self.draws.iter().take(setting.draws).flat_map(|known| known.unconverged).sum()
    }

    /// Keeps what is still true when the question changes from `before` to `after`, whose rows are divided alike.
    pub(super) fn keep(
        &mut self,
        before: (&StrikeParameters, &Setting),
        after: (&StrikeParameters, &Setting),
    ) {
        self.rest();
        if before.0.counted() != after.0.counted() {
            self.draws.clear();
            return;
        }
        if before.1.plan == after.1.plan {
            return;
        }
        for known in &mut self.draws {
            let (curve, plain) = (std::mem::take(&mut known.curve), std::mem::take(&mut known.plain));
            let [of_curve, of_plain, ..] = &mut known.unconverged;
            let (was, plain) = if before.1.is_plain() { (*of_curve, curve) } else { (*of_plain, plain) };
            (*of_curve, *of_plain) = (0, 0);
            if before.1.plain == after.1.plain {
                let plainly = after.1.is_plain();
                (*of_curve, *of_plain) = if plainly { (was, 0) } else { (0, was) };
                (known.curve, known.plain) = if plainly { (plain, vec![]) } else { (vec![], plain) };
            }
        }
    }
}

/// The same strike with public rows to stand in.
fn public(plan: StrikePlan) -> StrikePlan {
    StrikePlan { substitutes: Substitutes::Public, ..plan }
}
