//! Algorithmic collective action: a share of the applicants for credit act alike, and a bank's model learns from everybody.
//!
//! Left success against the share that acts together: of the classifier of least error, exactly; as theory promises it; and of a learner that is
//! trained on such rows. Right what is answered to each kind of applicant.

#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod received;
mod scene;
mod state;
mod taught;
mod view;
mod words;

use simulation::data::Source;
use simulation::seed::Seed;

pub use parameters::{ActionParameters, Beside, Does, Signal, Taught, Wanted};
pub use state::ActionMessage;

use crate::format::short;
use crate::markup::Markup;
use crate::parameters::ParameterError;
use crate::shipped::Shipped;
use crate::tables::{self, TableId};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use parameters::STOPS;
use scene::{Scene, share};
use taught::Runs;

/// The widget.
pub struct Action {
    parameters: ActionParameters,
    /// The place of the share among those that can be tried.
    stop: usize,
    scene: Scene,
    runs: Runs,
    failure: Option<String>,
    stopped: bool,
}

impl Action {
    fn seed(&self) -> Seed {
        Seed::new(u64::from(self.parameters.seed.get()))
    }

    /// α.
    fn share(&self) -> f64 {
        share(self.stop)
    }

    fn wanted_draws(&self) -> usize {
        self.parameters.draws.get() as usize
    }

    /// The draws that are done, of those that are asked for.
    fn draws(&self) -> usize {
        self.runs.draws.len().min(self.wanted_draws())
    }

    /// The learner's mean success at a stop, with the 95 % interval of the mean.
    fn taught(&self, stop: usize) -> Option<[f64; 3]> {
        self.runs.at(stop, self.wanted_draws())
    }
}

/// The place of the share, or which shares there are.
fn stop(parameters: &ActionParameters) -> Result<usize, ParameterError> {
    parameters.stop().ok_or_else(|| {
        let legal: Vec<String> = STOPS.iter().map(|&stop| short(f64::from(stop) / 1000.0, 3)).collect();
        let expected = format!("one of {}", crate::format::join(&legal, ", "));
        ParameterError::value("share", &parameters.share.text(), expected, vec![])
    })
}

impl Widget for Action {
    const NAME: &'static str = "collective";
    const ABOUT: &'static str = "Algorithmic collective action: a signal is planted or erased by a share of the rows, and success is held against the bound.";
    const CONTROLS: &'static [&'static str] =
        &["does", "signal", "wanted", "beside", "learner", "share", "seed"];
    type Parameters = ActionParameters;
    type Message = ActionMessage;

    fn tables(_parameters: &ActionParameters) -> Vec<TableId> {
        vec![Source::GermanCredit.into()]
    }

    fn new(parameters: ActionParameters) -> Result<Self, ParameterError> {
        let stop = stop(&parameters)?;
        let scene = Scene::new(&*tables::table(Source::GermanCredit)?, &parameters)?;
        Ok(Self { parameters, stop, scene, runs: Runs::default(), failure: None, stopped: false })
    }

    fn parameters(&self) -> &ActionParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: ActionParameters) -> Result<(), ParameterError> {
        let plan = |of: &ActionParameters| (of.does, of.signal, of.wanted, of.beside);
        if plan(&parameters) != plan(&self.parameters) {
            *self = Self::new(parameters)?;
            return Ok(());
        }
        self.stop = stop(&parameters)?;
        let fits = |of: &ActionParameters| (of.learner, of.seed);
        if fits(&parameters) != fits(&self.parameters) {
            self.runs = Runs::default();
        }
        (self.parameters, self.failure, self.stopped) = (parameters, None, false);
        Ok(())
    }

    fn update(&mut self, message: ActionMessage) -> Option<Reaction<ActionParameters>> {
        state::update(self, message);
        None
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<ActionMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<ActionMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<ActionMessage> {
        words::comparison(self)
    }

    fn table(&self) -> Table {
        let names = ["share", "least error", "bound", "trained, mean", "from", "to"];
        let row = |stop: usize| {
            let cell = |value: Option<f64>| value.map_or_else(String::new, |value| short(value, 6));
            let trained = self.taught(stop);
            let mut cells = vec![short(share(stop), 3), short(self.scene.success(share(stop)), 6)];
            cells.push(cell(self.scene.plan.bound(share(stop))));
            cells.extend((0..3).map(|place| cell(trained.map(|found| found[place]))));
            cells
        };
        Table { columns: names.map(str::to_owned).to_vec(), rows: (0..STOPS.len()).map(row).collect() }
    }

    fn drawing(&self) -> Markup<ActionMessage> {
        view::drawing(self)
    }

    fn step(&mut self) -> bool {
        if self.stopped || self.failure.is_some() || self.runs.draws.len() >= self.wanted_draws() {
            return false;
        }
        self.failure = self.runs.advance(&self.scene, self.parameters.learner, self.seed()).err();
        self.failure.is_none()
    }

    fn progress(&self) -> Option<Progress> {
        if self.stopped || self.failure.is_some() || self.runs.draws.len() >= self.wanted_draws() {
            return None;
        }
        let total = (self.wanted_draws() * STOPS.len()) as u32;
        Some(Progress {
            label: "Models trained on mixtures".to_owned(),
            done: self.runs.fits() as u32,
            total,
        })
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
