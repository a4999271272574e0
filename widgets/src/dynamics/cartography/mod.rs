//! Cartography: a network trains on the handwritten digits, and every row leaves a path: how sure the network was of its label, how much that
//! changed, how often it was right, how often it forgot. Labels can be made wrong on purpose, to see where on the map they land.
//!
//! Left the data map up to an epoch, right the probability of the label over the epochs, below the digit of the selected row.

mod comparison;
mod drawing;
#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod received;
mod run;
mod scene;
mod state;
mod view;
mod words;

use std::rc::Rc;

use simulation::data::{Source, digits};
use simulation::dataset::{Dataset, RowId};
use simulation::dynamics::MapStudy;
use simulation::seed::Seed;

pub use parameters::{CartographyParameters, LookAt};
pub use state::CartographyMessage;

use crate::markup::Markup;
use crate::parameters::{ParameterError, RowChoice, Whole};
use crate::shipped::Shipped;
use crate::tables::{self, TableId};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use run::{Before, Draws, Labels, Run};
use scene::Scene;

/// The widget.
#[derive(Clone)]
pub struct Cartography {
    parameters: CartographyParameters,
    data: Rc<Dataset>,
    study: MapStudy,
    run: Run,
    before_run: Run,
    before: Option<Before>,
    draws: Draws,
    scene: Option<Scene>,
    /// Whether the run is trained before the reader's eyes.
    playing: bool,
    /// What was typed and is no row.
    unfound: Option<String>,
    failure: Option<String>,
    stopped: bool,
}

impl Cartography {
    fn advance(&mut self) -> Result<bool, String> {
        let planted = self.study.planted_count() > 0;
        if self.playing || !self.run.is_known() {
            let more = self.run.advance(&self.study, &self.parameters, Labels::Given)?;
            if self.playing {
                let trained = if more { self.run.under_way() } else { self.parameters.epochs.get() as usize };
                self.parameters.epoch = Whole::new(trained.max(self.parameters.asked()) as u32);
                self.playing = more;
            }
            return Ok(true);
        }
        if planted && self.before.is_none() {
            if !self.before_run.advance(&self.study, &self.parameters, Labels::True)? {
                let record = self.before_run.record();
                self.before = record.map(|record| Before::of(record, self.study.planted()));
                self.before_run = Run::default();
            }
            return Ok(true);
        }
        if self.draws.done.len() < self.wanted() {
            self.draws.advance(&self.data, &self.parameters)?;
            return Ok(true);
        }
        Ok(false)
    }
}

/// The digits, each pixel as a share of the darkest.
fn scaled() -> Result<Rc<Dataset>, ParameterError> {
    let table = tables::table(Source::Digits)?;
    let scaled = digits::shares(&table);
    scaled.map(Rc::new).map_err(|error| refused("rows", "digits", error.to_string()))
}

fn refused(key: &str, found: &str, expected: String) -> ParameterError {
    ParameterError::value(key, found, expected, vec![])
}

/// The rows of the parameters, if the selected one is among them.
fn drawn(data: &Dataset, parameters: &CartographyParameters) -> Result<MapStudy, ParameterError> {
    let study = run::study(data, parameters, Seed::new(u64::from(parameters.seed.get())))
        .map_err(|error| refused("rows", &parameters.rows.get().to_string(), error))?;
    check_row(&study, parameters)?;
    Ok(study)
}

fn check_row(study: &MapStudy, parameters: &CartographyParameters) -> Result<(), ParameterError> {
    match parameters.row {
        RowChoice::Id(id) if study.place(RowId::new(id)).is_none() => {
            Err(refused("row", &id.to_string(), "first, or the id of a digit that is drawn".to_owned()))
        }
        _ => Ok(()),
    }
}

impl Widget for Cartography {
    const NAME: &'static str = "cartography";
    const ABOUT: &'static str = "A data map: what a network made of each digit while it trained, and where labels that are made wrong on purpose land.";
    const CONTROLS: &'static [&'static str] = &["noise", "epoch", "epochs", "look", "row", "start", "seed"];
    type Parameters = CartographyParameters;
    type Message = CartographyMessage;

    fn tables(_parameters: &CartographyParameters) -> Vec<TableId> {
        vec![Source::Digits.into()]
    }

    fn new(parameters: CartographyParameters) -> Result<Self, ParameterError> {
        let data = scaled()?;
        let study = drawn(&data, &parameters)?;
        Ok(Self {
            parameters,
            data,
            study,
            run: Run::default(),
            before_run: Run::default(),
            before: None,
            draws: Draws::default(),
            scene: None,
            playing: false,
            unfound: None,
            failure: None,
            stopped: false,
        })
    }

    fn parameters(&self) -> &CartographyParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: CartographyParameters) -> Result<(), ParameterError> {
        let study = |of: &CartographyParameters| (of.rows, of.noise, of.seed);
        let schedule = |of: &CartographyParameters| (of.epochs, of.norms_at());
        let (now, next) = (&self.parameters, &parameters);
        let new_rows = study(now) != study(next);
        let new_schedule = schedule(now) != schedule(next);
        if new_rows {
            self.study = drawn(&self.data, &parameters)?;
        } else {
            check_row(&self.study, &parameters)?;
        }
        if new_rows || new_schedule {
            self.draws = Draws::default();
        }
        if new_rows || new_schedule || now.start != next.start {
            (self.run, self.before_run, self.before) = (Run::default(), Run::default(), None);
            (self.scene, self.failure) = (None, None);
        }
        self.run.rewind();
        self.parameters = parameters;
        (self.playing, self.stopped, self.unfound) = (false, false, None);
        self.refresh();
        Ok(())
    }

    fn update(&mut self, message: CartographyMessage) -> Option<Reaction<CartographyParameters>> {
        state::update(self, message);
        None
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<CartographyMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<CartographyMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<CartographyMessage> {
        comparison::comparison(self)
    }

    fn table(&self) -> Table {
        words::table(self)
    }

    fn drawing(&self) -> Markup<CartographyMessage> {
        view::sheet_of(self)
    }

    fn step(&mut self) -> bool {
        if self.stopped || self.failure.is_some() {
            return false;
        }
        let worked = self.advance().unwrap_or_else(|failure| {
            (self.failure, self.playing) = (Some(failure), false);
            false
        });
        self.refresh();
        worked
    }

    fn progress(&self) -> Option<Progress> {
        if self.stopped || self.failure.is_some() {
            return None;
        }
        let progress = |label: &str, done: usize, total: usize| {
            Some(Progress { label: label.to_owned(), done: done.min(total) as u32, total: total as u32 })
        };
        let epochs = self.parameters.epochs.get() as usize;
        if self.playing || !self.run.is_known() {
            return progress("Epochs", self.run.under_way(), epochs);
        }
        if self.study.planted_count() > 0 && self.before.is_none() {
            return progress("Epochs with the true labels", self.before_run.under_way(), epochs);
        }
        let (done, wanted) = (self.draws.done.len(), self.wanted());
        if done < wanted { progress("Runs on other draws", done, wanted) } else { None }
    }

    fn cancel(&mut self) {
        // While the run is played, stopping is a pause.
        if self.playing {
            state::pause(self);
        } else {
            self.stopped = true;
        }
    }

    fn shipped(&self) -> Option<Shipped> {
        received::ship(self)
    }

    fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
        received::receive(self, shipped)?;
        self.refresh();
        Ok(())
    }
}

#[cfg(test)]
mod tests;
