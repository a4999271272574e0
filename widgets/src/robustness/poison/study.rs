//! The same on other divisions of the table: random flips, the attack, and the attack against the defence.

use simulation::robustness::poisoning::{Attack, Outcome, PoisonPlan, PoisonRun, PoisonTable};
use simulation::statistics::{mean, mean_interval};

use super::parameters::PoisonMeasure;
use super::run::{Setting, told};

/// Random flips, the attack, the attack against the defence.
pub(super) const ARMS: usize = 3;
/// The place of an arm.
pub(super) const RANDOM: usize = 0;
pub(super) const ATTACK: usize = 1;
pub(super) const DEFENDED: usize = 2;

/// The repetitions as far as they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Study {
    /// For each arm and repetition, the outcomes at 0, 1, 2, … rows.
    outcomes: [Vec<Vec<Outcome>>; ARMS],
    /// For each repetition against the defence, how much of the poison was thrown out.
    caught: Vec<Vec<usize>>,
    /// The attacks that are done, for the defence.
    attacks: Vec<PoisonRun>,
    /// The runs on their way.
    current: [Option<PoisonRun>; 2],
    /// The defence’s outcomes of the repetition on its way.
    defended: Vec<(Outcome, usize)>,
    summary: Summary,
    /// What came with the page, as long as it is still true.
    received: Option<(Summary, Spread)>,
}

/// For each measure and arm, for each number of rows: the mean, and the 95 % interval of the mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Summary {
    pub(super) points: [[Vec<[f64; 3]>; ARMS]; 2],
}

/// For each repetition at one number of rows: for each measure the value without poison and that of each arm, and how much poison was thrown
/// out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Spread {
    pub(super) added: usize,
    pub(super) repetitions: Vec<([[f64; ARMS + 1]; 2], usize)>,
}

pub(super) fn value(outcome: &Outcome, measure: PoisonMeasure) -> f64 {
    match measure {
        PoisonMeasure::Loss => outcome.loss,
        PoisonMeasure::Error => outcome.error,
    }
}

const MEASURES: [PoisonMeasure; 2] = [PoisonMeasure::Loss, PoisonMeasure::Error];

impl Study {
    /// One that came with the page.
    pub(super) fn received(summary: Summary, spread: Spread) -> Self {
        Self { received: Some((summary, spread)), ..Self::default() }
    }

    /// Forgets what another setting makes untrue.
    pub(super) fn turn(&mut self, before: &Setting, after: &Setting) {
        let random =
            |setting: &Setting| (setting.plan.victim, setting.plan.rows, setting.budget, setting.seed);
        if before == after {
            return;
        }
        self.received = None;
        if random(before) != random(after) || before.plan.reach != after.plan.reach {
            *self = Self::default();
        } else if before.plan != after.plan {
            let luck = std::mem::take(&mut self.outcomes[RANDOM]);
            let current = [self.current[RANDOM].take(), None];
            *self = Self { outcomes: [luck, vec![], vec![]], current, ..Self::default() };
        } else if (before.defence, before.thrown) != (after.defence, after.thrown) {
            self.outcomes[DEFENDED].clear();
            self.caught.clear();
            self.defended.clear();
        }
        self.summary = Summary::of(&self.outcomes);
    }

    /// The repetitions that all arms have done.
    pub(super) fn done(&self, setting: &Setting) -> usize {
        let arms = if setting.defence.is_some() { ARMS } else { DEFENDED };
        let done = self.outcomes[..arms].iter().map(Vec::len).min().unwrap_or(0);
        done.min(setting.repetitions)
    }

    /// What is known of all numbers of rows.
    pub(super) fn summary(&self, setting: &Setting) -> &Summary {
        match &self.received {
            Some((summary, _)) if self.done(setting) < setting.repetitions => summary,
            _ => &self.summary,
        }
    }

    /// What is known of one number of rows, of at least one repetition.
    pub(super) fn spread(&self, setting: &Setting, added: usize) -> Option<Spread> {
        let done = self.done(setting);
        let received = self.received.as_ref().map(|(_, spread)| spread);
        if let Some(spread) = received.filter(|spread| spread.added == added && done < setting.repetitions) {
            return Some(spread.clone()).filter(|spread| !spread.repetitions.is_empty());
        }
        let repetition = |index: usize| {
            let at = |arm: usize, count: usize| self.outcomes[arm].get(index)?.get(count).copied();
            let attack = at(ATTACK, added)?;
            let outcomes =
                [at(ATTACK, 0)?, at(RANDOM, added)?, attack, at(DEFENDED, added).unwrap_or(attack)];
            let values = MEASURES.map(|measure| outcomes.map(|outcome| value(&outcome, measure)));
            let caught = self.caught.get(index).and_then(|caught| caught.get(added)).copied();
            Some((values, caught.unwrap_or(0)))
        };
        let repetitions: Vec<_> = (0..done).filter_map(repetition).collect();
        (!repetitions.is_empty()).then_some(Spread { added, repetitions })
    }

    /// Whether there is more to do for a reader who stands there.
    pub(super) fn is_complete(&self, setting: &Setting, added: usize) -> bool {
        let received = self.received.as_ref().is_some_and(|(_, spread)| spread.added == added);
        received || self.done(setting) >= setting.repetitions
    }

    /// Pieces done and pieces in all: one for each arm of a repetition.
    pub(super) fn progress(&self, setting: &Setting) -> (usize, usize) {
        let arms = if setting.defence.is_some() { ARMS } else { DEFENDED };
        let done = self.outcomes[..arms].iter().map(|arm| arm.len().min(setting.repetitions)).sum();
        (done, arms * setting.repetitions)
    }

    /// One piece of work. Repetitions are done one after the other, so that there is something to compare early on.
    pub(super) fn advance(&mut self, setting: &Setting, table: &PoisonTable) -> Result<(), String> {
        let done = |arm: usize| self.outcomes[arm].len();
        if done(RANDOM) <= done(ATTACK) && done(RANDOM) < setting.repetitions {
            return self.run(setting, table, RANDOM);
        }
        if done(ATTACK) < setting.repetitions && (setting.defence.is_none() || done(ATTACK) <= done(DEFENDED))
        {
            return self.run(setting, table, ATTACK);
        }
        self.defend(setting)
    }

    fn run(&mut self, setting: &Setting, table: &PoisonTable, arm: usize) -> Result<(), String> {
        let index = self.outcomes[arm].len();
        let plan = match arm {
            RANDOM => PoisonPlan { attack: Attack::RandomFlips, ..setting.plan },
            _ => setting.plan,
        };
        let mut run = match self.current[arm].take() {
            Some(run) => run,
            None => PoisonRun::new(table, plan, setting.seed.redraw(index as u32)).map_err(told)?,
        };
        if run.rows().len() < setting.budget {
            run.advance().map_err(told)?;
        }
        if run.rows().len() < setting.budget {
            self.current[arm] = Some(run);
            return Ok(());
        }
        self.outcomes[arm].push(run.outcomes().to_vec());
        if arm == ATTACK {
            self.attacks.push(run);
        }
        self.summary = Summary::of(&self.outcomes);
        Ok(())
    }

    fn defend(&mut self, setting: &Setting) -> Result<(), String> {
        let (index, count) = (self.outcomes[DEFENDED].len(), self.defended.len());
        let run = self.attacks.get(index).zip(setting.defence);
        let (run, defence) = run.ok_or_else(|| "there is nothing to defend".to_owned())?;
        let trimmed = run.defended(count, defence, setting.thrown).map_err(told)?;
        let caught = (0..count).filter(|&poison| trimmed.removed.contains(&run.poison_id(poison))).count();
        self.defended.push((run.outcome(&trimmed.model).map_err(told)?, caught));
        if self.defended.len() > setting.budget {
            let (outcomes, caught) = std::mem::take(&mut self.defended).into_iter().unzip();
            self.outcomes[DEFENDED].push(outcomes);
            self.caught.push(caught);
            self.summary = Summary::of(&self.outcomes);
        }
        Ok(())
    }
}

impl Summary {
    fn of(outcomes: &[Vec<Vec<Outcome>>; ARMS]) -> Self {
        let arm = |runs: &Vec<Vec<Outcome>>, measure: PoisonMeasure| {
            let counts = runs.iter().map(Vec::len).min().unwrap_or(0);
            let point = |count: usize| {
                let values: Vec<f64> = runs
                    .iter()
                    .filter_map(|run| run.get(count))
                    .map(|outcome| value(outcome, measure))
                    .collect();
                let centre = mean(&values).unwrap_or(0.0);
                let interval = mean_interval(&values, 0.95);
                [centre, interval.map_or(centre, |i| i.low), interval.map_or(centre, |i| i.high)]
            };
            (0..counts).map(point).collect()
        };
        Self {
            points: MEASURES
                .map(|measure| [RANDOM, ATTACK, DEFENDED].map(|place| arm(&outcomes[place], measure))),
        }
    }
}
