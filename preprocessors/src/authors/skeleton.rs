//! What some rows are worth to a model: it is trained with and without them.
//!
//! Two bars, the accuracy before and after, and beside them the same difference in other divisions of the table.

use std::rc::Rc;

use simulation::comparison::{Comparison as Outcome, counterfactual};
use simulation::data::Source;
use simulation::dataset::Dataset;
use simulation::edit::Edits;
use simulation::learners::NearestCentroid;
use simulation::observers::{Accuracy, Slice};
use simulation::seed::Seed;
use simulation::split;
use simulation::world::World;

use crate::chart::{Bar, Ink, bars, bars_size, sheet, strip};
use crate::controls::{button, slider};
use crate::format::{count, short, signed};
use crate::markup::{Markup, element};
use crate::parameters::{ParameterError, Whole};
use crate::shipped::Shipped;
use crate::tables::{TableId, table};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};

crate::parameters! {
    /// The parameters.
    pub struct ExampleParameters {
        /// How many of the training rows leave, the first ones of the table.
        leave: Whole<0, 20> = Whole::new(10),
        /// Divisions of the table on which everything is repeated.
        draws: Whole<1, 40> = Whole::new(20),
        /// The seed of the divisions.
        seed: Whole<1, 999_999> = Whole::new(1),
    }
}

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum ExampleMessage {
    /// Let so many rows leave.
    Leave(u32),
    /// Divide the table otherwise.
    Redraw,
}

/// The widget.
pub struct Example {
    parameters: ExampleParameters,
    data: Rc<Dataset>,
    /// Accuracies before and after, one pair a division, as far as they are known.
    outcomes: Vec<[f64; 2]>,
    failure: Option<String>,
    stopped: bool,
}

impl Example {
    fn draws(&self) -> usize {
        self.parameters.draws.get() as usize
    }

    /// Trains both models of one division. The protocol is held: the same split, the same learner, the same observer.
    fn outcome(&self, draw: u32) -> Result<Outcome, String> {
        let seed = Seed::new(u64::from(self.parameters.seed.get())).redraw(draw);
        let split = split::by_fraction(&self.data, 0.5, seed).map_err(|error| error.to_string())?;
        let world = World::new(&self.data, split.training);
        let leaving = world.rows().take(self.parameters.leave.get() as usize).map(|row| row.id);
        let (edits, observer) =
            (Edits::drop_rows(leaving), Accuracy(Slice::new(&self.data, split.evaluation)));
        counterfactual(&NearestCentroid, &world, &edits, &observer, seed).map_err(|error| error.to_string())
    }

    /// The differences that are known, in points.
    fn differences(&self) -> Vec<f64> {
        let known = self.outcomes.iter().take(self.draws());
        known.map(|[before, after]| 100.0 * (after - before)).collect()
    }

    fn bars(&self) -> Vec<Bar> {
        let bar = |name, value: f64, ink| Bar { name, value, says: format!("{} %", short(value, 1)), ink };
        let [before, after] = self.outcomes.first().copied().unwrap_or_default();
        vec![bar("before", 100.0 * before, Ink::Before), bar("after", 100.0 * after, Ink::After)]
    }
}

impl Widget for Example {
    const NAME: &'static str = "example";
    const ABOUT: &'static str = "What the first rows of a table are worth to a model.";
    const CONTROLS: &'static [&'static str] = &["leave", "seed"];
    type Parameters = ExampleParameters;
    type Message = ExampleMessage;

    fn tables(_parameters: &ExampleParameters) -> Vec<TableId> {
        vec![Source::Iris.into()]
    }

    fn new(parameters: ExampleParameters) -> Result<Self, ParameterError> {
        let data = table(Source::Iris)?;
        Ok(Self { parameters, data, outcomes: vec![], failure: None, stopped: false })
    }

    fn parameters(&self) -> &ExampleParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: ExampleParameters) -> Result<(), ParameterError> {
        let runs = |of: &ExampleParameters| (of.leave, of.seed);
        if runs(&parameters) != runs(&self.parameters) {
            self.outcomes.clear();
        }
        (self.parameters, self.failure, self.stopped) = (parameters, None, false);
        Ok(())
    }

    fn update(&mut self, message: ExampleMessage) -> Option<Reaction<ExampleParameters>> {
        let now = self.parameters.clone();
        let next = match message {
            ExampleMessage::Leave(rows) => ExampleParameters { leave: Whole::new(rows), ..now },
            ExampleMessage::Redraw => {
                ExampleParameters { seed: Whole::new(now.seed.get() % 999_999 + 1), ..now }
            }
        };
        let changed = self.restore(next);
        debug_assert!(changed.is_ok(), "made from legal parameters: {changed:?}");
        None
    }

    fn title(&self) -> String {
        format!("What is lost without {}?", count(self.parameters.leave.get() as usize, "row", "rows"))
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<ExampleMessage>> {
        let leave = self.parameters.leave.get();
        let says = count(leave as usize, "row", "rows");
        vec![
            slider(scope, "leave", "How many leave", (0, leave, 20), says, ExampleMessage::Leave),
            button("Other divisions".to_owned(), Some(|| ExampleMessage::Redraw))
                .named("seed")
                .class("control-button"),
        ]
    }

    fn figure(&self, _scope: &Scope) -> Markup<ExampleMessage> {
        element("div").class("planes").child(bars(&self.bars(), self.describe()))
    }

    fn describe(&self) -> String {
        if let Some(failure) = &self.failure {
            return format!("The computation stopped: {failure}.");
        }
        let Some([before, after]) = self.outcomes.first() else {
            return "The first division is not trained yet.".to_owned();
        };
        format!(
            "With all rows the model gets {} % of the test rows right, without {} of them {} %.",
            short(100.0 * before, 1),
            self.parameters.leave.get(),
            short(100.0 * after, 1)
        )
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<ExampleMessage> {
        let all = self.differences();
        let here = all.first().copied().unwrap_or_default();
        let says = format!("The difference in {}.", count(all.len(), "division", "divisions"));
        let lost = all.iter().filter(|difference| **difference < 0.0).count();
        Comparison {
            changed: format!("{} left.", count(self.parameters.leave.get() as usize, "row", "rows")),
            held_fixed: "The model (nearest centroid), the division, the test rows.".to_owned(),
            difference: format!("{} points of accuracy.", signed(here, 1)),
            luck: format!("The model loses in {lost} of {}.", count(all.len(), "division", "divisions")),
            luck_figure: (!all.is_empty()).then(|| strip(&all, here, ["here", "points"], says)),
        }
    }

    fn table(&self) -> Table {
        let columns = ["division", "before", "after"].map(str::to_owned).to_vec();
        let row = |(draw, [before, after]): (usize, &[f64; 2])| {
            vec![(draw + 1).to_string(), short(*before, 6), short(*after, 6)]
        };
        Table { columns, rows: self.outcomes.iter().take(self.draws()).enumerate().map(row).collect() }
    }

    fn drawing(&self) -> Markup<ExampleMessage> {
        let list = self.bars();
        let size = bars_size(list.len());
        sheet(self.title(), vec![(bars(&list, self.describe()), size)])
    }

    fn step(&mut self) -> bool {
        if self.progress().is_none() {
            return false;
        }
        match self.outcome(self.outcomes.len() as u32) {
            Ok(outcome) => self.outcomes.push([outcome.before, outcome.after]),
            Err(failure) => self.failure = Some(failure),
        }
        true
    }

    fn progress(&self) -> Option<Progress> {
        let (done, total) = (self.outcomes.len(), self.draws());
        let open = !self.stopped && self.failure.is_none() && done < total;
        let label = "Pairs of models trained".to_owned();
        open.then_some(Progress { label, done: done as u32, total: total as u32 })
    }

    fn cancel(&mut self) {
        self.stopped = true;
    }

    fn shipped(&self) -> Option<Shipped> {
        let known = self.outcomes.get(..self.draws())?;
        Some(Shipped::default().with("outcomes", known.iter().flatten().copied().collect()))
    }

    fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
        let known = shipped.column("outcomes")?;
        if known.len() != 2 * self.draws() || !known.iter().all(|number| number.is_finite()) {
            return Err(format!("{} finite numbers expected in outcomes", 2 * self.draws()));
        }
        self.outcomes = known.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect();
        Ok(())
    }
}

/// Numbers for the prose, computed when the book is built.
#[cfg(not(feature = "browser"))]
pub(crate) const NUMBERS: &[crate::registry::Number] = &[crate::numbers::number::<Example>(
    "example-difference",
    "What the rows that leave cost in the first division, in points of accuracy.",
    |name, arguments| {
        crate::numbers::read::<Example>(name, arguments, |widget| widget.differences().first().copied())
    },
)];

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(parameters: ExampleParameters) -> Example {
        let mut widget = Example::new(parameters).expect("legal parameters");
        while widget.step() {}
        widget
    }

    #[test]
    fn nothing_changes_if_nobody_leaves() {
        let widget = finished(ExampleParameters { leave: Whole::new(0), ..ExampleParameters::default() });
        assert!(widget.differences().iter().all(|difference| *difference == 0.0));
        assert_eq!(widget.differences().len(), 20);
    }

    #[test]
    fn what_travels_with_the_page_is_what_was_computed() {
        let widget = finished(ExampleParameters::default());
        let mut other = Example::new(ExampleParameters::default()).expect("legal parameters");
        other.receive(&widget.shipped().expect("all of it")).expect("its own results");
        assert_eq!(other.outcomes, widget.outcomes);
        assert!(other.progress().is_none());
        assert!(other.receive(&Shipped::default().with("outcomes", vec![0.5])).is_err());
    }

    #[test]
    fn work_that_is_stopped_goes_on_with_the_next_message() {
        let mut widget = Example::new(ExampleParameters::default()).expect("legal parameters");
        assert!(widget.step());
        widget.cancel();
        assert!(!widget.step());
        widget.update(ExampleMessage::Leave(3));
        assert!(widget.step() && widget.title() == "What is lost without 3 rows?");
    }
}
