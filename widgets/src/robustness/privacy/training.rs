//! Private training, a few steps at a time: what it spends, and what it costs on other divisions of the table.

use simulation::data::digits;
use simulation::learners::{SoftmaxModel, SoftmaxRegression};
use simulation::observers::{Accuracy, Observer};
use simulation::robustness::privacy::{
    Accountant, Conversion, DEFAULT_ORDERS, DpSgd, DpSgdPlan, PrivateTable, PrivateTraining, SampledGaussian,
    Spent,
};
use simulation::seed::Seed;
use simulation::statistics::{mean, mean_interval, sample_variance};

use super::parameters::{NOISES, PrivacyParameters, TrainedOn};
use crate::parameters::Whole;
use crate::tables;

/// The δ of all training: far less than one in the number of rows.
pub(super) const DELTA: f64 = 1e-5;

/// The learner whose loss is descended on: a fixed part of the protocol.
const LEARNER: SoftmaxRegression = match SoftmaxRegression::new(1.0) {
    Ok(learner) => learner,
    Err(_) => panic!("1 is a legal penalty"),
};

/// The learning rate: likewise. Chosen by trying a few on these tables, which the chapter says.
pub(super) const fn learning_rate(data: TrainedOn) -> f64 {
    match data {
        TrainedOn::BreastCancer | TrainedOn::Own(_) => 0.5,
        TrainedOn::Digits => 2.0,
    }
}

/// How a run treats the slopes of its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// As they are.
    Plain,
    /// Clipped.
    Clipped,
    /// Clipped, and with so many thousandths of noise on their sum.
    Noisy(u32),
}

/// What the accountant says of a noise multiplier.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Account {
    /// In thousandths.
    pub(super) noise: u32,
    pub(super) spent: Spent,
    /// ε by order, in the order of [`DEFAULT_ORDERS`]; empty where only the sum came with the page.
    pub(super) by_order: Vec<f64>,
}

/// The accuracies of a way, one for each division.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Runs {
    pub(super) way: Way,
    pub(super) accuracies: Vec<f64>,
}

/// All that is known.
#[derive(Debug, Default)]
pub(super) struct Training {
    pub(super) accounts: Vec<Account>,
    pub(super) runs: Vec<Runs>,
    current: Option<Current>,
}

/// A run that is under way.
#[derive(Debug)]
struct Current {
    way: Way,
    division: usize,
    table: PrivateTable,
    run: PrivateTraining<SoftmaxModel>,
}

/// What a run depends on beside its way and its division.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Protocol {
    data: TrainedOn,
    rows: u32,
    clip: f64,
    rate: f64,
    steps: u32,
    seed: Whole<1, 999_999>,
}

impl Protocol {
    pub(super) fn of(parameters: &PrivacyParameters) -> Self {
        Self {
            data: parameters.data,
            rows: parameters.trained(),
            clip: parameters.clip.get(),
            rate: parameters.rate.get(),
            steps: parameters.steps.get(),
            seed: parameters.seed,
        }
    }

    fn plan(&self, way: Way) -> DpSgdPlan {
        let (clip, noise) = match way {
            Way::Plain => (f64::INFINITY, 0.0),
            Way::Clipped => (self.clip, 0.0),
            Way::Noisy(thousandths) => (self.clip, multiplier(thousandths)),
        };
        let Self { rate, steps, rows, .. } = *self;
        DpSgdPlan { rate, clip, noise, steps, learning_rate: learning_rate(self.data), rows }
    }

    /// Steps that take about a millisecond.
    fn slice(&self) -> u32 {
        let (features, classes) = match self.data {
            TrainedOn::BreastCancer => (31.0, 2.0),
            TrainedOn::Digits => (17.0, 10.0),
            TrainedOn::Own(rows) => {
                let about = tables::own::about(rows);
                (about.features.len() as f64 + 1.0, 10.0)
            }
        };
        let step =
            3.0 * f64::from(self.rows) * (1.0 + self.rate * features * classes) + 30.0 * features * classes;
        (400_000.0 / step).clamp(1.0, 100.0) as u32
    }

    fn begin(&self, way: Way, division: usize, table: Option<PrivateTable>) -> Result<Current, String> {
        let seed = Seed::new(u64::from(self.seed.get())).redraw(division as u32);
        let table = match table {
            Some(table) => table,
            None => self.divide(seed)?,
        };
        let learner = DpSgd::new(LEARNER, self.plan(way)).map_err(|error| error.to_string())?;
        let run = learner.train(&table.world(), seed).map_err(|error| error.to_string())?;
        Ok(Current { way, division, table, run })
    }

    fn divide(&self, seed: Seed) -> Result<PrivateTable, String> {
        let rows = tables::table(self.data.source()).map_err(|error| error.to_string())?;
        let table = match self.data {
            TrainedOn::BreastCancer | TrainedOn::Own(_) => PrivateTable::new(&rows, self.rows as usize, seed),
            TrainedOn::Digits => {
                let blocks = digits::blocks(&rows).map_err(|error| error.to_string())?;
                PrivateTable::new(&blocks, self.rows as usize, seed)
            }
        };
        table.map_err(|error| error.to_string())
    }
}

/// Thousandths as a number.
fn multiplier(thousandths: u32) -> f64 {
    f64::from(thousandths) / 1000.0
}

/// The noise multipliers of the curve, the chosen one among them, ascending.
pub(super) fn noises(chosen: u32) -> Vec<u32> {
    let mut noises = NOISES.to_vec();
    if let Err(place) = noises.binary_search(&chosen) {
        noises.insert(place, chosen);
    }
    noises
}

impl Training {
    /// One that came with the page.
    pub(super) fn received(accounts: Vec<Account>, runs: Vec<Runs>) -> Self {
        Self { accounts, runs, current: None }
    }

    pub(super) fn account(&self, noise: u32) -> Option<&Account> {
        self.accounts.iter().find(|account| account.noise == noise)
    }

    pub(super) fn accuracies(&self, way: Way) -> &[f64] {
        self.runs.iter().find(|runs| runs.way == way).map_or(&[], |runs| &runs.accuracies)
    }

    /// The mean accuracy of a way with its 95 % interval, over so many divisions.
    pub(super) fn summary(&self, way: Way, divisions: usize) -> Option<[f64; 3]> {
        let known = self.accuracies(way);
        let known = &known[..known.len().min(divisions)];
        let centre = mean(known)?;
        let interval = mean_interval(known, 0.95);
        Some([centre, interval.map_or(centre, |i| i.low), interval.map_or(centre, |i| i.high)])
    }

    /// The accuracy of a way less that of plain runs, division by division.
    pub(super) fn costs(&self, way: Way, divisions: usize) -> Vec<f64> {
        let pairs = self.accuracies(way).iter().zip(self.accuracies(Way::Plain));
        pairs.map(|(private, plain)| private - plain).take(divisions).collect()
    }

    /// Their mean and its standard error.
    pub(super) fn cost(&self, way: Way, divisions: usize) -> Option<(f64, f64)> {
        let costs = self.costs(way, divisions);
        let error = (sample_variance(&costs)? / costs.len() as f64).sqrt();
        Some((mean(&costs)?, error))
    }

    /// The runs that are done, of those that are wanted.
    pub(super) fn done(&self, chosen: u32, divisions: usize) -> usize {
        ways(chosen).iter().map(|&way| self.accuracies(way).len().min(divisions)).sum()
    }

    /// Whether everything is known that is drawn.
    pub(super) fn is_done(&self, chosen: u32, divisions: usize) -> bool {
        self.done(chosen, divisions) == ways(chosen).len() * divisions && self.next_account(chosen).is_none()
    }

    /// The noise whose account is wanted next: first that of the chosen one.
    fn next_account(&self, chosen: u32) -> Option<u32> {
        let known = self.account(chosen).is_some_and(|account| !account.by_order.is_empty());
        if !known {
            return Some(chosen);
        }
        noises(chosen).into_iter().find(|&noise| self.account(noise).is_none())
    }

    /// A small piece of what is left; `false` if there was none.
    pub(super) fn advance(
        &mut self,
        protocol: &Protocol,
        chosen: u32,
        divisions: usize,
    ) -> Result<bool, String> {
        if let Some(noise) = self.next_account(chosen) {
            let account = account(protocol, noise)?;
            self.accounts.retain(|known| known.noise != noise);
            self.accounts.push(account);
            return Ok(true);
        }
        if self.current.is_none() {
            let Some((way, division)) = self.next_run(chosen, divisions) else { return Ok(false) };
            self.current = Some(protocol.begin(way, division, None)?);
            return Ok(true);
        }
        let Some(mut current) = self.current.take() else { return Ok(false) };
        for step in current.run.by_ref().take(protocol.slice() as usize) {
            step.map_err(|error| error.to_string())?;
        }
        if current.run.left() > 0 {
            self.current = Some(current);
            return Ok(true);
        }
        let accuracy = Accuracy(current.table.slice()).observe(current.run.model());
        let accuracy = accuracy.ok_or("there is no row to test on")?;
        match self.runs.iter_mut().find(|runs| runs.way == current.way) {
            Some(runs) => runs.accuracies.push(accuracy),
            None => self.runs.push(Runs { way: current.way, accuracies: vec![accuracy] }),
        }
        // The next way has the same division, as a rule.
        if let Some((way, division)) = self.next_run(chosen, divisions)
            && division == current.division
        {
            self.current = Some(protocol.begin(way, division, Some(current.table))?);
        }
        Ok(true)
    }

    /// The next run: all ways on one division before the next, so that there is something to compare early on.
    fn next_run(&self, chosen: u32, divisions: usize) -> Option<(Way, usize)> {
        let ways = ways(chosen).into_iter();
        let (way, done) = ways.map(|way| (way, self.accuracies(way).len())).min_by_key(|&(_, done)| done)?;
        (done < divisions).then_some((way, done))
    }
}

/// The ways that are run, in the order in which they are: what the sentence compares comes first.
pub(super) fn ways(chosen: u32) -> Vec<Way> {
    let others = noises(chosen).into_iter().filter(|&noise| noise != chosen).map(Way::Noisy);
    [Way::Noisy(chosen), Way::Plain, Way::Clipped].into_iter().chain(others).collect()
}

fn account(protocol: &Protocol, noise: u32) -> Result<Account, String> {
    let fault = |error: simulation::robustness::privacy::PrivacyError| error.to_string();
    let step = SampledGaussian::new(protocol.rate, multiplier(noise)).map_err(fault)?;
    let accountant = Accountant::new(step, &DEFAULT_ORDERS).map_err(fault)?;
    let spent = accountant.spent(protocol.steps, DELTA, Conversion::Improved).map_err(fault)?;
    let by_order = accountant.by_order(protocol.steps, DELTA, Conversion::Improved).map_err(fault)?;
    Ok(Account { noise, spent, by_order: by_order.into_iter().map(|(_, epsilon)| epsilon).collect() })
}
