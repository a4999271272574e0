//! Machine unlearning: rows ask to be forgotten, five ways to do it, what each costs, and what is left of them.
//!
//! Left every way at its cost and its distance to the retrained world, or the Newton step's residual under its bounds; right the test of a
//! witness, who is shown a model that forgot and a retrained one, over many requests.

mod comparison;
#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod planes;
mod received;
mod state;
mod view;
mod words;
mod work;

use simulation::robustness::unlearning::UnlearningStudy;
use simulation::seed::Seed;

pub use parameters::{Asks, Picture, Sees, UnlearnData, UnlearnParameters, Way};
pub use state::UnlearnMessage;

use crate::markup::Markup;
use crate::parameters::ParameterError;
use crate::shipped::Shipped;
use crate::tables::{self, OwnRows, TableId};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use work::Work;

/// The widget.
pub struct Unlearn {
    parameters: UnlearnParameters,
    work: Work,
    failure: Option<String>,
    stopped: bool,
}

/// The work of the parameters, all of it ahead.
fn work(parameters: &UnlearnParameters) -> Result<Work, ParameterError> {
    let refuse = |key: &str, found: u32, expected: String| {
        Err(ParameterError::value(key, &found.to_string(), expected, vec![]))
    };
    tables::own::check_pair(parameters.data.source())?;
    tables::own::check_rows(parameters.data.source(), 40)?;
    let (rows, most) = (parameters.rows.get(), parameters.data.most());
    if rows > most {
        return refuse("rows", rows, format!("20 to {most} for this table, so that a fit takes no time"));
    }
    let (requested, most) = (parameters.requested.get(), parameters.most_requested());
    if requested > most {
        return refuse("requested", requested, format!("1 to {most}: half of the rows that train"));
    }
    let table = parameters.data.rows(tables::table(parameters.data.source())?);
    let study = UnlearningStudy::new(&table, parameters.plan());
    let refused =
        |error: String| ParameterError::value("data", parameters.data.source().name(), error, vec![]);
    let study = study.map_err(|error| refused(error.to_string()))?;
    Ok(Work::new(study, Seed::new(u64::from(parameters.seed.get()))))
}

impl Widget for Unlearn {
    const NAME: &'static str = "unlearn";
    const ABOUT: &'static str = "Machine unlearning: what it costs to make a model forget rows, how far it is from one that never saw them, and who can tell.";
    const CONTROLS: &'static [&'static str] = &[
        "method",
        "requested",
        "asking",
        "penalty",
        "shards",
        "noise",
        "witness",
        "picture",
        "data",
        "seed",
    ];
    type Parameters = UnlearnParameters;
    type Message = UnlearnMessage;

    const OWN_ROWS: Option<fn(OwnRows) -> UnlearnMessage> =
        Some(|rows| UnlearnMessage::Data(UnlearnData::Own(rows)));

    fn tables(parameters: &UnlearnParameters) -> Vec<TableId> {
        vec![parameters.data.source()]
    }

    fn new(parameters: UnlearnParameters) -> Result<Self, ParameterError> {
        let work = work(&parameters)?;
        Ok(Self { parameters, work, failure: None, stopped: false })
    }

    fn parameters(&self) -> &UnlearnParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: UnlearnParameters) -> Result<(), ParameterError> {
        let setting = |of: &UnlearnParameters| (of.data, of.plan(), of.seed);
        if setting(&parameters) != setting(&self.parameters) {
            *self = Self::new(parameters)?;
            return Ok(());
        }
        self.parameters = parameters;
        self.stopped = false;
        Ok(())
    }

    fn update(&mut self, message: UnlearnMessage) -> Option<Reaction<UnlearnParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<UnlearnMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<UnlearnMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<UnlearnMessage> {
        comparison::comparison(self)
    }

    fn table(&self) -> Table {
        comparison::table(self)
    }

    fn drawing(&self) -> Markup<UnlearnMessage> {
        view::drawing(self)
    }

    fn step(&mut self) -> bool {
        if self.stopped || self.failure.is_some() {
            return false;
        }
        match self.work.advance(&self.parameters) {
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
        let (label, done, total) = self.work.outstanding(&self.parameters)?;
        Some(Progress { label: label.to_owned(), done, total })
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
mod tests;
