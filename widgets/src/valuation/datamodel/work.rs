//! What is trained: subset after subset, then the surrogate, then the same on redrawn subsets.

use simulation::idea::TwoWorlds;
use simulation::learners::Classifier;
use simulation::seed::Seed;
use simulation::statistics::{pearson, sample_variance};
use simulation::valuation::datamodels::{LinearSurrogate, Output, SubsetStudy, TrialError, Trials};

use super::parameters::Against;

/// What every subset is trained and observed with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Protocol {
    pub(super) learner: Classifier,
    pub(super) output: Output,
    pub(super) share: f64,
    pub(super) seed: Seed,
}

/// What is asked of the subsets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Question {
    pub(super) subsets: usize,
    pub(super) held: usize,
    /// The place of the test row among the test rows.
    pub(super) test: usize,
    /// As a share of the penalty that leaves no weight.
    pub(super) penalty: f64,
    pub(super) draws: usize,
}

/// The surrogate of a test row, and how it does on subsets that it has not seen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fit {
    pub(super) surrogate: LinearSurrogate,
    pub(super) predicted: Vec<f64>,
    pub(super) real: Vec<f64>,
}

/// The surrogate on redrawn subsets.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Luck {
    /// How often they were redrawn; not every redraw determines the weights.
    pub(super) tried: usize,
    /// The correlation on the held-out subsets.
    pub(super) r: Vec<f64>,
    /// The weight of the row that raises the outcome most.
    pub(super) top: Vec<f64>,
    /// The standard deviation of each row's weight; none for fewer than two redraws.
    pub(super) spread: Vec<f64>,
    /// The weights of every redraw.
    drawn: Vec<Vec<f64>>,
}

/// Everything that is computed in one state.
#[derive(Clone, Debug, Default)]
pub(super) struct Work {
    training: Trials,
    held: Trials,
    pub(super) fit: Option<Fit>,
    pub(super) luck: Luck,
    /// The outcomes of all rows, then without each in turn.
    removals: Vec<Vec<f64>>,
    /// The outcome of all rows, and how much of it goes with each row; empty if it was not asked for.
    pub(super) whole: Option<f64>,
    pub(super) removed: Vec<f64>,
    pub(super) failed: Option<String>,
    pub(super) stopped: bool,
}

impl Fit {
    /// r on the held-out subsets; none where all are predicted alike, or come out alike.
    pub(super) fn r(&self) -> Option<f64> {
        pearson(&self.predicted, &self.real)
    }

    /// The rows by their weights, the greatest first.
    pub(super) fn order(&self) -> Vec<usize> {
        use simulation::order::{ascending, key};
        ascending(self.surrogate.weights.iter().map(|&weight| key(-weight)))
    }
}

impl Luck {
    /// What was computed when the page was built.
    pub(super) fn received(tried: usize, r: Vec<f64>, top: Vec<f64>, spread: Vec<f64>) -> Self {
        Self { tried, r, top, spread, drawn: vec![] }
    }
}

impl Work {
    /// What was computed when the page was built.
    pub(super) fn received(fit: Fit, luck: Luck, whole: Option<f64>, removed: Vec<f64>) -> Self {
        Self { fit: Some(fit), luck, whole, removed, ..Self::default() }
    }

    /// Turns to another question about the same subsets, keeping what is still true.
    pub(super) fn ask(&mut self, before: Question, now: Question) {
        (self.stopped, self.failed) = (false, None);
        if before == now {
            return;
        }
        self.training.truncate(now.subsets);
        self.held.truncate(now.held);
        (self.fit, self.luck) = (None, Luck::default());
        if before.test != now.test {
            (self.whole, self.removed) = (None, vec![]);
        }
    }

    /// Does the next piece; `false` if nothing is left.
    pub(super) fn step(
        &mut self,
        pair: &TwoWorlds,
        protocol: &Protocol,
        question: &Question,
        against: Against,
    ) -> bool {
        if self.stopped || self.failed.is_some() {
            return false;
        }
        let done = match self.next(question, against) {
            Next::Trial => self.trial(pair, protocol, question),
            Next::Fit => self.regress(question),
            Next::Removal => self.remove(pair, protocol, question),
            Next::Redraw => {
                self.redraw(protocol, question);
                Ok(())
            }
            Next::Nothing => return false,
        };
        self.failed = done.err();
        true
    }

    fn next(&self, question: &Question, against: Against) -> Next {
        let trained = self.training.len() == question.subsets && self.held.len() == question.held;
        match &self.fit {
            None if !trained => Next::Trial,
            None => Next::Fit,
            Some(_) if against == Against::Removals && self.removed.is_empty() => Next::Removal,
            Some(_) if self.luck.tried >= question.draws => Next::Nothing,
            Some(_) if !trained => Next::Trial,
            Some(_) => Next::Redraw,
        }
    }

    fn trial(&mut self, pair: &TwoWorlds, protocol: &Protocol, question: &Question) -> Result<(), String> {
        let study = protocol.study(pair).map_err(|error| error.to_string())?;
        // Held-out subsets are drawn apart, so that more subsets to fit on leave them the same.
        let (trials, purpose) = if self.training.len() < question.subsets {
            (&mut self.training, 1)
        } else {
            (&mut self.held, 2)
        };
        let trial = study.trial(protocol.seed.redraw(purpose), trials.len() as u32);
        trials.push(trial.map_err(|error| error.to_string())?);
        Ok(())
    }

    fn regress(&mut self, question: &Question) -> Result<(), String> {
        let surrogate =
            self.training.fit(question.test, question.penalty).map_err(|error| error.to_string())?;
        let (predicted, real) = (self.held.predicted(&surrogate), self.held.outcomes(question.test));
        self.fit = Some(Fit { surrogate, predicted, real });
        Ok(())
    }

    fn remove(&mut self, pair: &TwoWorlds, protocol: &Protocol, question: &Question) -> Result<(), String> {
        let rows = pair.world().len();
        if self.removals.len() <= rows {
            let study = protocol.study(pair).map_err(|error| error.to_string())?;
            let place = self.removals.len().checked_sub(1);
            let outcomes = study.without(place, protocol.seed).map_err(|error| error.to_string())?;
            self.removals.push(outcomes);
        }
        if self.removals.len() > rows {
            let of = |outcomes: &Vec<f64>| outcomes.get(question.test).copied().unwrap_or(f64::NAN);
            let whole = self.removals.first().map_or(f64::NAN, of);
            self.whole = Some(whole);
            self.removed = self.removals.iter().skip(1).map(|outcomes| whole - of(outcomes)).collect();
        }
        Ok(())
    }

    fn redraw(&mut self, protocol: &Protocol, question: &Question) {
        let (seed, index) = (protocol.seed.redraw(3), self.luck.tried as u32);
        self.luck.tried += 1;
        let redrawn = self.training.fit_redrawn(question.test, question.penalty, seed, index);
        // A redraw that does not determine the weights is counted, and says nothing else.
        let (Ok(surrogate), Some(fit)) = (redrawn, &self.fit) else { return };
        self.luck.r.extend(pearson(&self.held.predicted(&surrogate), &fit.real));
        let top = fit.order().first().and_then(|&row| surrogate.weights.get(row).copied());
        self.luck.top.extend(top);
        self.luck.drawn.push(surrogate.weights);
        let spread = |row: usize| {
            let weights: Vec<f64> = self.luck.drawn.iter().filter_map(|w| w.get(row).copied()).collect();
            sample_variance(&weights).map(f64::sqrt)
        };
        self.luck.spread = (0..fit.surrogate.weights.len()).map_while(spread).collect();
    }

    /// Pieces done and in all, if any is left.
    pub(super) fn outstanding(
        &self,
        rows: usize,
        question: &Question,
        against: Against,
    ) -> Option<(u32, u32)> {
        if self.stopped || self.failed.is_some() || matches!(self.next(question, against), Next::Nothing) {
            return None;
        }
        let trials = question.subsets + question.held;
        let trained = if self.fit.is_some() { trials } else { self.training.len() + self.held.len() };
        let removals = if against == Against::Removals { rows + 1 } else { 0 };
        let removed = if self.removed.is_empty() { self.removals.len().min(removals) } else { removals };
        let done = trained + removed + self.luck.tried.min(question.draws);
        Some((done as u32, (trials + removals + question.draws) as u32))
    }
}

enum Next {
    Trial,
    Fit,
    Removal,
    Redraw,
    Nothing,
}

impl Protocol {
    fn study<'a>(&'a self, pair: &'a TwoWorlds) -> Result<SubsetStudy<'a, Classifier>, TrialError> {
        SubsetStudy::new(&self.learner, pair.world(), pair.slice(), self.output, self.share)
    }
}
