//! Rights and holdouts: lots of rows that may train, evaluate, both, or are kept back; which model each set of rows chooses; and how far the
//! chosen model's score is from the truth.
//!
//! Above the lots and their rights. Below, left, every candidate's score on the open rows, on the reserve, and on rows that nobody in the story
//! uses; right, how far scores are from the truth over many draws of the rows: of models fixed beforehand, of the winner, and of the winner
//! when a part of the reserve was trained on.

#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod received;
mod rights;
mod state;
mod view;
mod words;
mod work;

use std::rc::Rc;

use simulation::dataset::{Dataset, Right};
use simulation::idea::holdout::{HoldoutRun, Outcome};
use simulation::statistics::RunningMoments;

pub use parameters::{HoldoutData, HoldoutParameters};
pub use rights::{LotRight, LotRights};
pub use state::HoldoutMessage;

use crate::markup::Markup;
use crate::parameters::ParameterError;
use crate::shipped::Shipped;
use crate::tables::{OwnRows, TableId, own, table};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use work::Work;

/// The widget.
pub struct Holdout {
    parameters: HoldoutParameters,
    data: Rc<Dataset>,
    work: Work,
    /// What could not be done, in words.
    notice: String,
    failure: Option<String>,
    stopped: bool,
}

/// A score whose distance from the truth is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    /// Of the open rows' winner.
    Open,
    /// Of one of the first two candidates, on the reserve.
    Fixed(usize),
    /// Of the reserve's winner.
    Winner,
    /// Of the leaked reserve's winner.
    Leaked,
}

impl Holdout {
    /// The place of the selected lot.
    fn selected(&self) -> usize {
        self.parameters.lot.get() as usize - 1
    }

    /// This draw, once it is scored.
    fn here(&self) -> Option<&HoldoutRun> {
        self.work.here.as_ref()
    }

    /// The other draws that are asked for and done.
    fn outcomes(&self) -> &[Outcome] {
        let wanted = self.parameters.repetitions.get() as usize;
        &self.work.outcomes[..self.work.outcomes.len().min(wanted)]
    }

    /// The columns that there are: without open rows, a reserve or leakage some are not.
    fn columns(&self) -> Vec<Column> {
        let parameters = &self.parameters;
        let mut columns = vec![];
        if parameters.rows(Right::evaluates) > 0 {
            columns.push(Column::Open);
        }
        if parameters.reserved() > 0 {
            columns.extend([Column::Fixed(0), Column::Fixed(1), Column::Winner]);
        }
        if parameters.leaked_rows() > 0 {
            columns.push(Column::Leaked);
        }
        columns
    }

    /// score − truth in every other draw.
    fn gaps(&self, column: Column) -> Vec<f64> {
        let gap = |of: &Outcome| match column {
            Column::Open => of.open_winner,
            Column::Fixed(candidate) => of.fixed.get(candidate).copied().flatten(),
            Column::Winner => of.winner,
            Column::Leaked => of.leaked_winner,
        };
        self.outcomes().iter().filter_map(gap).collect()
    }

    /// The rows outside all lots.
    fn outside(&self) -> u32 {
        self.data.len() as u32 - self.parameters.rows(|_| true)
    }
}

/// The mean of some numbers and its standard error.
fn mean_with_error(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    let mut moments = RunningMoments::default();
    values.into_iter().for_each(|value| moments.push(value));
    Some((moments.mean()?, moments.standard_error()?))
}

impl Widget for Holdout {
    const NAME: &'static str = "holdout";
    const ABOUT: &'static str = "Rows that may train, evaluate, both, or are reserved: which model each set of rows chooses, and how far the chosen one’s score is from the truth.";
    const CONTROLS: &'static [&'static str] = &["data", "rights", "lot", "candidates", "leaked", "seed"];
    type Parameters = HoldoutParameters;
    type Message = HoldoutMessage;

    const OWN_ROWS: Option<fn(OwnRows) -> HoldoutMessage> =
        Some(|rows| HoldoutMessage::Data(HoldoutData::Own(rows)));

    fn tables(parameters: &HoldoutParameters) -> Vec<TableId> {
        vec![parameters.data.source()]
    }

    fn new(parameters: HoldoutParameters) -> Result<Self, ParameterError> {
        let data = table(parameters.data.source())?;
        own::check_pair(parameters.data.source())?;
        own::check_rows(parameters.data.source(), 80)?;
        let (work, notice) = (Work::default(), String::new());
        Ok(Self { parameters, data, work, notice, failure: None, stopped: false })
    }

    fn parameters(&self) -> &HoldoutParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: HoldoutParameters) -> Result<(), ParameterError> {
        if parameters.of_draws() == self.parameters.of_draws() {
            self.parameters = parameters;
        } else {
            *self = Self::new(parameters)?;
        }
        self.notice.clear();
        self.stopped = false;
        Ok(())
    }

    fn update(&mut self, message: HoldoutMessage) -> Option<Reaction<HoldoutParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<HoldoutMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<HoldoutMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<HoldoutMessage> {
        words::comparison(self)
    }

    fn table(&self) -> Table {
        words::table(self)
    }

    fn drawing(&self) -> Markup<HoldoutMessage> {
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
        let total = self.parameters.repetitions.get() + 1;
        let done = self.outcomes().len() as u32 + u32::from(self.here().is_some());
        let label = "Draws of the rows".to_owned();
        (done < total).then_some(Progress { label, done, total })
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
