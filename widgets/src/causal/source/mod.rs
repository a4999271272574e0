//! A confounded source: runs of which some added it, what their record says of its effect, and what the effect is.
//!
//! Left every run by its own rows and its accuracy, in the world that it was in. Right the estimates that can be made of the record. Both worlds of
//! every run are trained, so that the truth is there; it is shown when the reader asks for it.

#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod received;
mod state;
mod view;
mod words;
mod work;

use std::rc::Rc;

use simulation::causal::effects::{Effect, EffectError};
use simulation::causal::source::{SourceRecord, SourceRun, mean_effect};
use simulation::dataset::Dataset;
use simulation::statistics::{mean, sample_variance};

pub use parameters::{Adds, CausalData, CausalParameters, Estimate, Keeps, Tells};
pub use state::CausalMessage;

use crate::markup::Markup;
use crate::parameters::{Choice, ParameterError};
use crate::shipped::Shipped;
use crate::tables::{OwnRows, TableId, own, table};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use work::{Values, Work};

/// The widget.
pub struct Causal {
    parameters: CausalParameters,
    data: Rc<Dataset>,
    work: Work,
    failure: Option<String>,
    stopped: bool,
}

impl Causal {
    /// The runs that are asked for and trained.
    fn runs(&self) -> &[SourceRun] {
        &self.work.runs[..self.work.runs.len().min(self.parameters.runs.get() as usize)]
    }

    /// The estimates of the other tosses that are asked for and done.
    fn tosses(&self) -> &[Values] {
        &self.work.tosses[..self.work.tosses.len().min(self.parameters.repetitions.get() as usize)]
    }

    fn record(&self) -> Option<&SourceRecord> {
        self.work.record.as_ref()?.record.as_ref().ok()
    }

    /// An estimate of this toss; `None` while it is not computed.
    fn estimate(&self, estimate: Estimate) -> Option<&Result<Effect, EffectError>> {
        self.work.record.as_ref()?.estimates.get(place(estimate))
    }

    fn effect(&self, estimate: Estimate) -> Option<Effect> {
        self.estimate(estimate)?.as_ref().ok().copied()
    }

    /// The effect itself, once all runs are trained.
    fn truth(&self) -> Option<f64> {
        let all = self.runs().len() == self.parameters.runs.get() as usize;
        mean_effect(self.runs()).filter(|_| all)
    }

    /// The truth, if the reader asked for it.
    fn shown_truth(&self) -> Option<f64> {
        self.truth().filter(|_| self.parameters.revealed.0)
    }

    /// What an estimate was under other tosses.
    fn others(&self, estimate: Estimate) -> Vec<f64> {
        self.tosses().iter().filter_map(|toss| toss.get(place(estimate)).copied().flatten()).collect()
    }

    /// Their mean and their standard deviation.
    fn spread(&self, estimate: Estimate) -> Option<(f64, f64)> {
        let others = self.others(estimate);
        Some((mean(&others)?, sample_variance(&others)?.sqrt()))
    }
}

/// Where an estimate stands among all.
fn place(estimate: Estimate) -> usize {
    debug_assert_eq!(
        simulation::causal::source::Estimator::ALL.get(estimate.position()),
        Some(&estimate.estimator())
    );
    estimate.position()
}

impl Widget for Causal {
    const NAME: &'static str = "causal";
    const ABOUT: &'static str = "A confounded source: training runs of which some added it, estimates of its effect from their record, and the effect itself.";
    const CONTROLS: &'static [&'static str] =
        &["data", "adds", "strength", "tells", "keeps", "estimate", "wrong", "revealed", "toss", "seed"];
    type Parameters = CausalParameters;
    type Message = CausalMessage;

    const OWN_ROWS: Option<fn(OwnRows) -> CausalMessage> =
        Some(|rows| CausalMessage::Data(CausalData::Own(rows)));

    fn tables(parameters: &CausalParameters) -> Vec<TableId> {
        vec![parameters.data.source()]
    }

    fn new(parameters: CausalParameters) -> Result<Self, ParameterError> {
        let data = table(parameters.data.source())?;
        own::check_rows(parameters.data.source(), 200)?;
        Ok(Self { parameters, data, work: Work::default(), failure: None, stopped: false })
    }

    fn parameters(&self) -> &CausalParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: CausalParameters) -> Result<(), ParameterError> {
        let now = &self.parameters;
        if parameters.of_runs() != now.of_runs() {
            *self = Self::new(parameters)?;
            return Ok(());
        }
        if parameters.of_record() != now.of_record() {
            (self.work.record, self.work.tosses) = (None, vec![]);
        }
        if parameters.toss != now.toss {
            self.work.record = None;
        }
        // A record is made in less time than a reader sees; with it the answer is there at once.
        let ready = self.work.runs.len() >= parameters.runs.get() as usize;
        if self.work.record.is_none() && ready {
            self.work.record(&parameters);
        }
        self.parameters = parameters;
        self.stopped = false;
        Ok(())
    }

    fn update(&mut self, message: CausalMessage) -> Option<Reaction<CausalParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<CausalMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<CausalMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<CausalMessage> {
        words::comparison(self)
    }

    fn table(&self) -> Table {
        words::table(self)
    }

    fn drawing(&self) -> Markup<CausalMessage> {
        view::drawing(self)
    }

    fn step(&mut self) -> bool {
        if self.stopped || self.failure.is_some() {
            return false;
        }
        match self.work.advance(&self.data, &self.parameters) {
            Ok(worked) => worked,
            Err(failure) => {
                self.failure = Some(failure);
                false
            }
        }
    }

    fn progress(&self) -> Option<Progress> {
        if self.stopped || self.failure.is_some() {
            return None;
        }
        let progress = |label: &str, done: usize, total: u32| {
            Some(Progress { label: label.to_owned(), done: done as u32, total })
        };
        let (runs, repetitions) = (self.parameters.runs.get(), self.parameters.repetitions.get());
        if self.runs().len() < runs as usize || self.work.record.is_none() {
            return progress("Runs trained in both worlds", self.runs().len(), runs);
        }
        if self.tosses().len() < repetitions as usize {
            return progress("Luck drawn again", self.tosses().len(), repetitions);
        }
        None
    }

    fn cancel(&mut self) {
        self.stopped = true;
    }

    fn shipped(&self) -> Option<Shipped> {
        received::ship(self)
    }

    fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
        received::receive(self, shipped)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
