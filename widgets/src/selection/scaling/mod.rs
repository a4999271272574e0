//! Learning curves: what more rows would bring, foretold from the sizes that are known, and then uncovered.
//!
//! Left the curve on even axes, right the same on logarithmic ones, where a power law without a floor is a straight line. A law with a
//! floor is fitted to the sizes that are known and drawn on to the largest one with its bootstrap band. The truth there is trained
//! when the reader asks for it, and everything is repeated on other divisions of the table.

mod curve;
mod fit;
#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod received;
mod state;
mod view;
mod words;

use std::rc::Rc;

use simulation::dataset::Dataset;
use simulation::seed::Seed;

pub use parameters::{Loss, ScalingData, ScalingLearner, ScalingParameters, Tested};
pub use state::ScalingMessage;

use crate::chart::{YOURS, guessed_at};
use crate::format::short;
use crate::markup::Markup;
use crate::parameters::ParameterError;
use crate::shipped::Shipped;
use crate::tables::{OwnRows, TableId, table};
#[cfg(not(feature = "browser"))]
use crate::widget::Foretold;
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use curve::{Beyond, Curve, Goal, RESAMPLES, Setting};

/// The widget.
pub struct Scaling {
    parameters: ScalingParameters,
    data: Rc<Dataset>,
    setting: Setting,
    /// The curve that is drawn.
    own: Curve,
    /// The same on other divisions of the table, as many as are begun.
    others: Vec<Curve>,
    failure: Option<String>,
    stopped: bool,
    /// The curve that the reader expected, and of what.
    expected: Option<(Subject, Vec<(f64, f64)>)>,
}

/// What a curve is one of: the table, what grows in it, what is measured, and on whom.
type Subject = (ScalingData, u32, Loss, Tested);

impl Scaling {
    fn goal(&self) -> Goal {
        let beyond = if self.parameters.revealed.0 { Beyond::All } else { Beyond::Nothing };
        Goal { known: self.parameters.known.get() as usize, beyond }
    }

    /// What is asked of the other divisions: of the larger sizes the largest is enough.
    fn other_goal(&self) -> Goal {
        let beyond = if self.parameters.revealed.0 { Beyond::Largest } else { Beyond::Nothing };
        Goal { beyond, ..self.goal() }
    }

    /// How many sizes are known to the law.
    fn known(&self) -> usize {
        self.own.known(self.goal())
    }

    /// How many sizes are shown.
    fn shown(&self) -> usize {
        if self.parameters.revealed.0 { self.own.sizes.len() } else { self.known() }
    }

    /// The truth at the largest size, if the reader asked for it and it is trained.
    fn truth(&self) -> Option<f64> {
        self.own.truth(&self.setting).filter(|_| self.parameters.revealed.0)
    }

    /// The reader's guess.
    fn guess(&self) -> Option<f64> {
        Some(self.parameters.guess.get()).filter(|guess| *guess > 0.0)
    }

    fn subject(&self) -> Subject {
        let ScalingParameters { data, group, loss, tested, .. } = &self.parameters;
        (*data, group.get(), *loss, *tested)
    }

    /// The curve that the reader expected, if it is one of what is shown.
    fn expected(&self) -> &[(f64, f64)] {
        let expected = self.expected.as_ref().filter(|(subject, _)| *subject == self.subject());
        expected.map_or(&[], |(_, curve)| curve)
    }

    /// The other divisions that are done.
    fn divisions(&self) -> Vec<&Curve> {
        let (goal, wanted) = (self.other_goal(), self.parameters.divisions.get() as usize);
        self.others.iter().take(wanted).filter(|curve| curve.is_done(goal, &self.setting)).collect()
    }

    fn advance(&mut self) -> Result<bool, String> {
        if self.own.advance(&self.data, self.goal(), &self.setting)? {
            return Ok(true);
        }
        let (goal, wanted) = (self.other_goal(), self.parameters.divisions.get());
        for division in 0..wanted {
            if self.others.len() <= division as usize {
                self.others.push(Curve::new(other_seed(&self.parameters, division)));
            }
            let curve = &mut self.others[division as usize];
            if curve.advance(&self.data, goal, &self.setting)? {
                return Ok(true);
            }
            curve.rest();
        }
        Ok(false)
    }
}

/// The seed of another division.
fn other_seed(parameters: &ScalingParameters, division: u32) -> Seed {
    Seed::new(u64::from(parameters.seed.get())).redraw(division)
}

impl Widget for Scaling {
    const NAME: &'static str = "scaling";
    const ABOUT: &'static str = "A learning curve on real rows: the law of the sizes that are known, drawn on to a larger one, and the truth there.";
    const CONTROLS: &'static [&'static str] =
        &["data", "learner", "loss", "group", "known", "revealed", "guess", "seed"];
    type Parameters = ScalingParameters;
    type Message = ScalingMessage;

    const OWN_ROWS: Option<fn(OwnRows) -> ScalingMessage> =
        Some(|rows| ScalingMessage::Data(ScalingData::Own(rows)));

    fn tables(parameters: &ScalingParameters) -> Vec<TableId> {
        vec![parameters.data.source()]
    }

    fn new(parameters: ScalingParameters) -> Result<Self, ParameterError> {
        parameters.check()?;
        let data = table(parameters.data.source())?;
        let setting = Setting::of(&parameters);
        let mut own = Curve::new(Seed::new(u64::from(parameters.seed.get())));
        let failure = own.divide(&data, &setting).err();
        // What cannot be divided keeps the figure as it was.
        if let (TableId::Own(rows), Some(error)) = (parameters.data.source(), &failure) {
            return Err(ParameterError::value("data", &rows.word(), error.clone(), vec![]));
        }
        Ok(Self { parameters, data, setting, own, others: vec![], failure, stopped: false, expected: None })
    }

    fn parameters(&self) -> &ScalingParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: ScalingParameters) -> Result<(), ParameterError> {
        parameters.check()?;
        let same = |one: &ScalingParameters, other: &ScalingParameters| {
            (one.data, one.seed, Setting::of(one)) == (other.data, other.seed, Setting::of(other))
        };
        if same(&parameters, &self.parameters) {
            self.parameters = parameters;
            self.stopped = false;
        } else {
            let expected = self.expected.take();
            *self = Self { expected, ..Self::new(parameters)? };
        }
        Ok(())
    }

    fn update(&mut self, message: ScalingMessage) -> Option<Reaction<ScalingParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<ScalingMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<ScalingMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<ScalingMessage> {
        words::comparison(self)
    }

    fn table(&self) -> Table {
        let names =
            ["rows", "draws", "mean", "least", "most", "law", "band from", "band to", "straight line"];
        let forecast = self.own.foretold(self.goal());
        let law = forecast.and_then(|forecast| forecast.law.as_ref().ok());
        let drawn = self.own.places_drawn();
        let row = |(place, &size): (usize, &u32)| {
            let shown = &self.own.losses[place]
                [..if place < self.shown() { self.own.losses[place].len() } else { 0 }];
            let number = |value: Option<f64>| {
                value.filter(|v| v.is_finite()).map_or_else(String::new, |value| short(value, 6))
            };
            let least = shown.iter().copied().reduce(f64::min);
            let most = shown.iter().copied().reduce(f64::max);
            let interval = forecast.and_then(|forecast| {
                let at = drawn.iter().position(|&place| place >= f64::from(size))?;
                forecast.band.get(at).filter(|_| drawn[at] == f64::from(size))
            });
            vec![
                size.to_string(),
                shown.len().to_string(),
                number(simulation::statistics::mean(shown)),
                number(least),
                number(most),
                number(law.map(|law| law.at(f64::from(size)))),
                number(interval.map(|interval| interval.low)),
                number(interval.map(|interval| interval.high)),
                number(forecast.and_then(|f| f.line).map(|line| line.at(f64::from(size)))),
            ]
        };
        let mut columns = names.map(str::to_owned).to_vec();
        let mut rows: Vec<Vec<String>> = self.own.sizes.iter().enumerate().map(row).collect();
        if !self.expected().is_empty() {
            columns.push(YOURS.to_owned());
            for (row, &size) in rows.iter_mut().zip(&self.own.sizes) {
                let height = guessed_at(self.expected(), f64::from(size));
                row.push(height.map_or_else(String::new, |height| short(height, 6)));
            }
        }
        Table { columns, rows }
    }

    fn drawing(&self) -> Markup<ScalingMessage> {
        view::drawing(self)
    }

    fn step(&mut self) -> bool {
        if self.stopped || self.failure.is_some() {
            return false;
        }
        match self.advance() {
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
        let progress = |label: &str, done, total| Some(Progress { label: label.to_owned(), done, total });
        let (done, total) = self.own.fits(self.goal(), &self.setting);
        if !self.own.is_done(self.goal(), &self.setting) {
            if done < total {
                return progress("Models trained", done, total);
            }
            return progress("Laws of resampled draws", self.own.resamples() as u32, RESAMPLES as u32);
        }
        let (done, total) = (self.divisions().len() as u32, self.parameters.divisions.get());
        if done < total { progress("Other divisions of the rows", done, total) } else { None }
    }

    fn cancel(&mut self) {
        self.stopped = true;
    }

    fn guess(&mut self, curve: Vec<(f64, f64)>) {
        self.expected = (!curve.is_empty()).then(|| (self.subject(), curve));
    }

    #[cfg(not(feature = "browser"))]
    fn foretold(&self) -> Option<Foretold> {
        let mean = |place: usize| {
            let mean = self.own.mean(place, &self.setting).filter(|mean| mean.is_finite())?;
            Some((f64::from(self.own.sizes[place]), mean))
        };
        let (known, shown) = (self.known(), self.shown());
        let curve: Vec<_> = (known..shown).map(mean).collect::<Option<_>>()?;
        let known: Vec<_> = (0..known).map(mean).collect::<Option<_>>()?;
        let foretold = Foretold {
            across: words::grown(self),
            upwards: words::loss(self),
            ends: (0.0, view::highest(self)),
            known,
            curve,
        };
        (!foretold.curve.is_empty()).then_some(foretold)
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
