//! A datamodel: models of hundreds of random subsets, one weight for each training row, and what their sum foretells of subsets that
//! the weights have not seen.
//!
//! Left predicted against real outcomes; right the rows in the plane in the ink of their weights, the test row that is asked about
//! ringed; below the rows that matter most.

#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod state;
mod view;
mod words;
mod work;

use simulation::dataset::RowId;
use simulation::idea::TwoWorlds;
use simulation::seed::Seed;
use simulation::valuation::datamodels::{LinearSurrogate, votes};

pub use parameters::{Against, DatamodelData, DatamodelLearner, DatamodelOutput, DatamodelParameters};
pub use state::DatamodelMessage;

use crate::markup::Markup;
use crate::parameters::{ParameterError, RowChoice};
use crate::shipped::Shipped;
use crate::tables::{self, OwnRows, TableId};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use work::{Fit, Luck, Protocol, Question, Work};

/// The widget.
pub struct Datamodel {
    parameters: DatamodelParameters,
    pair: TwoWorlds,
    protocol: Protocol,
    question: Question,
    work: Work,
    /// What could not be done, in words.
    notice: String,
}

impl Datamodel {
    /// The widget of these parameters, their rows being known.
    fn of_rows(parameters: DatamodelParameters, pair: TwoWorlds) -> Result<Self, ParameterError> {
        let test = tested(&parameters, &pair)?;
        let learner = parameters.learner.learner().map_err(|error| refused(&parameters, &error))?;
        let output = parameters.output.output();
        let seed = Seed::new(u64::from(parameters.seed.get()));
        let protocol = Protocol { learner, output, share: parameters.share.get(), seed };
        let question = Question {
            subsets: parameters.subsets.get() as usize,
            held: parameters.held.get() as usize,
            test: if output.is_of_rows() { test } else { 0 },
            penalty: f64::from(parameters.penalty.get()) / 100.0,
            draws: parameters.draws.get() as usize,
        };
        Ok(Self { parameters, pair, protocol, question, work: Work::default(), notice: String::new() })
    }

    /// The ids of the test rows.
    fn tests(&self) -> Vec<u32> {
        self.pair.slice().rows().map(|row| row.id.number()).collect()
    }

    /// The place of the chosen test row among the test rows.
    fn place(&self) -> usize {
        tested(&self.parameters, &self.pair).unwrap_or(0)
    }

    /// The weights as they are, where the outcome is a sum.
    fn truth(&self) -> Option<Vec<f64>> {
        let additive = self.parameters.output == DatamodelOutput::Additive;
        let row = self.pair.slice().rows().nth(self.place()).filter(|_| additive)?;
        Some(votes(&self.pair.world(), &row))
    }

    /// The rows by their weights, the greatest first.
    fn order(&self) -> Vec<usize> {
        self.work.fit.as_ref().map_or_else(Vec::new, Fit::order)
    }
}

/// Training and test rows of the parameters.
fn rows(parameters: &DatamodelParameters) -> Result<TwoWorlds, ParameterError> {
    let table = tables::table(parameters.data.source())?;
    let seed = Seed::new(u64::from(parameters.seed.get()));
    TwoWorlds::new(&table, parameters.rows.get() as usize, seed).map_err(|error| refused(parameters, &error))
}

fn refused(parameters: &DatamodelParameters, error: &dyn std::fmt::Display) -> ParameterError {
    ParameterError::value("rows", &parameters.rows.get().to_string(), error.to_string(), vec![])
}

/// The place of the chosen test row.
fn tested(parameters: &DatamodelParameters, pair: &TwoWorlds) -> Result<usize, ParameterError> {
    let RowChoice::Id(id) = parameters.test else { return Ok(0) };
    let slice = pair.slice();
    let place = slice.rows().position(|row| row.id == RowId::new(id));
    place.ok_or_else(|| {
        let some: Vec<String> = slice.rows().take(8).map(|row| row.id.number().to_string()).collect();
        let expected = format!("the id of a test row, such as {}", some.join(", "));
        ParameterError::value("test", &id.to_string(), expected, vec![])
    })
}

impl Widget for Datamodel {
    const NAME: &'static str = "datamodel";
    const ABOUT: &'static str = "Models of random subsets, a linear surrogate of them, and what it predicts of subsets that it has not seen.";
    const CONTROLS: &'static [&'static str] =
        &["data", "rows", "learner", "output", "share", "subsets", "penalty", "test", "against", "seed"];
    type Parameters = DatamodelParameters;
    type Message = DatamodelMessage;

    const OWN_ROWS: Option<fn(OwnRows) -> DatamodelMessage> =
        Some(|rows| DatamodelMessage::Data(DatamodelData::Own(rows)));

    fn tables(parameters: &DatamodelParameters) -> Vec<TableId> {
        vec![parameters.data.source()]
    }

    fn new(parameters: DatamodelParameters) -> Result<Self, ParameterError> {
        let pair = rows(&parameters)?;
        Self::of_rows(parameters, pair)
    }

    fn parameters(&self) -> &DatamodelParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: DatamodelParameters) -> Result<(), ParameterError> {
        let of = |of: &DatamodelParameters| (of.data, of.rows, of.seed);
        let same_rows = of(&parameters) == of(&self.parameters);
        let mut next =
            if same_rows { Self::of_rows(parameters, self.pair.clone())? } else { Self::new(parameters)? };
        // What was trained stays true where the rows and the protocol are the same.
        if same_rows && next.protocol == self.protocol {
            std::mem::swap(&mut next.work, &mut self.work);
            next.work.ask(self.question, next.question);
        }
        *self = next;
        Ok(())
    }

    fn update(&mut self, message: DatamodelMessage) -> Option<Reaction<DatamodelParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<DatamodelMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<DatamodelMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<DatamodelMessage> {
        words::comparison(self)
    }

    fn table(&self) -> Table {
        words::table(self)
    }

    fn drawing(&self) -> Markup<DatamodelMessage> {
        view::drawing(self)
    }

    fn step(&mut self) -> bool {
        self.work.step(&self.pair, &self.protocol, &self.question, self.parameters.against)
    }

    fn progress(&self) -> Option<Progress> {
        let rows = self.pair.world().len();
        let (done, total) = self.work.outstanding(rows, &self.question, self.parameters.against)?;
        Some(Progress { label: "Subsets and redraws".to_owned(), done, total })
    }

    fn cancel(&mut self) {
        self.work.stopped = true;
    }

    /// `weights`, and `rest`: the intercept and 1 if the fit converged; `predicted` and `real` of the held-out subsets; `removed`: nothing, or
    /// the outcome of all rows, then what goes with each; of the redraws `tried`, `r`, `top` and `spread`.
    fn shipped(&self) -> Option<Shipped> {
        let (fit, luck) = (self.work.fit.as_ref()?, &self.work.luck);
        let converged = f64::from(u8::from(fit.surrogate.converged));
        let removed = self.work.whole.into_iter().chain(self.work.removed.iter().copied()).collect();
        Some(
            Shipped::default()
                .with("weights", fit.surrogate.weights.clone())
                .with("rest", vec![fit.surrogate.intercept, converged])
                .with("predicted", fit.predicted.clone())
                .with("real", fit.real.clone())
                .with("removed", removed)
                .with("tried", vec![luck.tried as f64])
                .with("r", luck.r.clone())
                .with("top", luck.top.clone())
                .with("spread", luck.spread.clone()),
        )
    }

    fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
        let column = |name: &str, legal: &[usize]| {
            let found = shipped.column(name)?;
            let right = legal.contains(&found.len()) && found.iter().all(|number| number.is_finite());
            if right { Ok(found.to_vec()) } else { Err(format!("other numbers expected in {name}")) }
        };
        let (rows, held) = (self.pair.world().len(), self.question.held);
        let rest = column("rest", &[2])?;
        let surrogate = LinearSurrogate {
            weights: column("weights", &[rows])?,
            intercept: rest[0],
            converged: rest[1] == 1.0,
        };
        let fit = Fit { surrogate, predicted: column("predicted", &[held])?, real: column("real", &[held])? };
        let asked = if self.parameters.against == Against::Removals { rows + 1 } else { 0 };
        let removed = column("removed", &[asked])?;
        let tried = column("tried", &[1])?[0];
        if tried != self.question.draws as f64 {
            return Err(format!("{} redraws expected in tried", self.question.draws));
        }
        let few: Vec<usize> = (0..=self.question.draws).collect();
        let (r, top) = (column("r", &few)?, column("top", &few)?);
        let spread = column("spread", &[0, rows])?;
        let luck = Luck::received(self.question.draws, r, top, spread);
        let (whole, removed) = (removed.first().copied(), removed.into_iter().skip(1).collect());
        self.work = Work::received(fit, luck, whole, removed);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
