//! The grid: every set of items to train on, against slices to evaluate on.
//!
//! Each item is a small group of real penguins. A row trains one model on the items in its name; a column tests on other
//! penguins of the same colonies. The figure computes a cell, a leave-one-out difference or a Shapley value from the
//! cells, step by step.

mod drawing;
mod items;
#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod steps;
mod view;
mod words;
mod work;

use simulation::idea::{self, Query, TrainedWorld};
use simulation::valuation::Coalition;

pub use parameters::{GridParameters, LearnerChoice, QuantityChoice, Score, Slices};

use crate::format::short;
use crate::markup::Markup;
use crate::parameters::{ParameterError, TextLine, Whole};
use crate::shipped::Shipped;
use crate::widget::{Comparison, Focus, Progress, Scope, Table, Widget};
use items::{Items, Selection};
use work::Work;

/// The widget.
pub struct Grid {
    parameters: GridParameters,
    items: Items,
    selection: Selection,
    work: Work,
}

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum GridMessage {
    /// Ask about another item.
    Focus(usize),
    /// Compute another quantity.
    Quantity(QuantityChoice),
    /// Score otherwise.
    Score(Score),
    /// Train another model.
    Learner(LearnerChoice),
    /// Select the cell in this row and column.
    Select(usize, usize),
    /// Move the selection by rows and columns, as far as the grid goes.
    Move(i32, i32),
    /// Light another step of the computation.
    Step(u32),
    /// Draw other penguins.
    Redraw,
}

impl Grid {
    /// The question that is asked.
    fn query(&self) -> Query {
        let Selection { world, slice, focus } = self.selection;
        Query { quantity: self.parameters.quantity.quantity(), world, slice, focus }
    }

    /// A cell, if it is known yet.
    fn cell(&self, world: Coalition, slice: Coalition) -> Option<f64> {
        match self.parameters.score.of_sets() {
            Some(score) => score.score(world, slice),
            None => self.work.grid().cell(world, slice),
        }
    }

    /// Whether every cell is known.
    #[cfg(not(feature = "browser"))]
    fn is_trained(&self) -> bool {
        Coalition::every(self.items.len()).all(|world| self.cell(world, self.items.all()).is_some())
    }

    /// The answer, once its cells are known.
    fn answer(&self) -> Option<f64> {
        self.query().answer(self.items.len(), |world| self.cell(world, self.selection.slice))
    }

    /// Whether the model of a row stopped before its optimum.
    fn is_unconverged(&self, world: Coalition) -> bool {
        self.parameters.score == Score::Accuracy
            && self.work.grid().world(world).is_some_and(|trained| !trained.converged)
    }

    /// Rows and columns of the selected cell.
    fn place(&self) -> (usize, usize) {
        let find = |sets: Vec<Coalition>, set| sets.iter().position(|&known| known == set).unwrap_or(0);
        let Selection { world, slice, .. } = self.selection;
        (find(self.items.worlds(), world), find(self.items.slices(self.parameters.slices), slice))
    }

    fn select(&mut self, row: usize, column: usize) -> Focus {
        let (worlds, slices) = (self.items.worlds(), self.items.slices(self.parameters.slices));
        let (row, column) = (row.min(worlds.len() - 1), column.min(slices.len() - 1));
        let (world, slice) = (self.items.subset(worlds[row]), self.items.subset(slices[column]));
        let step = match self.parameters.quantity {
            QuantityChoice::Shapley => self.parameters.step,
            _ => Whole::new(0),
        };
        self.change(GridParameters { world, slice, step, ..self.parameters.clone() });
        Focus(view::cell_id(row, column))
    }

    /// Takes parameters that are legal because they were made from legal ones.
    fn change(&mut self, parameters: GridParameters) {
        let changed = self.restore(parameters);
        debug_assert!(changed.is_ok(), "{changed:?}");
    }
}

impl Widget for Grid {
    const NAME: &'static str = "grid";
    const ABOUT: &'static str =
        "Train worlds × evaluation slices on real penguins: a cell, leave-one-out and Shapley, step by step.";
    type Parameters = GridParameters;
    type Message = GridMessage;

    fn new(parameters: GridParameters) -> Result<Self, ParameterError> {
        let (items, selection) = Items::resolve(&parameters)?;
        let mut grid = Self { work: Work::new(&parameters), parameters, items, selection };
        grid.clamp_step();
        Ok(grid)
    }

    fn parameters(&self) -> &GridParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: GridParameters) -> Result<(), ParameterError> {
        let (items, selection) = Items::resolve(&parameters)?;
        if !Work::serves(&self.parameters, &parameters) {
            self.work = Work::new(&parameters);
        }
        self.work.resume();
        (self.parameters, self.items, self.selection) = (parameters, items, selection);
        self.clamp_step();
        Ok(())
    }

    fn update(&mut self, message: GridMessage) -> Option<Focus> {
        let now = self.parameters.clone();
        match message {
            GridMessage::Focus(item) => {
                // The second item is what an author gets who names none.
                let name = if item == 1 { String::new() } else { self.items.name(item).to_owned() };
                self.change(GridParameters { focus: TextLine::from(name), ..now });
            }
            GridMessage::Quantity(quantity) => {
                self.change(GridParameters { quantity, step: Whole::new(0), ..now });
            }
            GridMessage::Score(score) => self.change(GridParameters { score, step: Whole::new(0), ..now }),
            GridMessage::Learner(learner) => self.change(GridParameters { learner, ..now }),
            GridMessage::Step(step) => self.change(GridParameters { step: Whole::new(step), ..now }),
            GridMessage::Redraw => {
                let seed = now.seed.get() % 999_999 + 1;
                self.change(GridParameters { seed: Whole::new(seed), ..now });
            }
            GridMessage::Select(row, column) => return Some(self.select(row, column)),
            GridMessage::Move(rows, columns) => {
                let (row, column) = self.place();
                let by = |from: usize, by: i32| from.saturating_add_signed(by as isize);
                return Some(self.select(by(row, rows), by(column, columns)));
            }
        }
        None
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<GridMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, scope: &Scope) -> Markup<GridMessage> {
        view::figure(self, scope)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<GridMessage> {
        words::comparison(self)
    }

    fn table(&self) -> Table {
        let slices = self.items.slices(self.parameters.slices);
        let mut columns = vec!["trained on".to_owned()];
        columns.extend(slices.iter().map(|&slice| format!("tested on {}", self.items.label(slice))));
        let row = |world: Coalition| {
            let cells =
                slices.iter().map(|&slice| self.cell(world, slice).map_or_else(String::new, |v| short(v, 6)));
            std::iter::once(self.items.label(world)).chain(cells).collect()
        };
        Table { columns, rows: self.items.worlds().into_iter().map(row).collect() }
    }

    fn drawing(&self) -> Markup<GridMessage> {
        drawing::draw(self)
    }

    fn step(&mut self) -> bool {
        let query = self.query();
        self.work.step(&self.parameters, &query)
    }

    fn progress(&self) -> Option<Progress> {
        self.work.outstanding(&self.parameters, &self.query())
    }

    fn cancel(&mut self) {
        self.work.cancel();
    }

    /// `scores`: accuracy of every world on every item, world after world by its bits. `unconverged`: the bits of the worlds
    /// whose fit did not converge. `luck`: the quantity on the other draws.
    fn shipped(&self) -> Option<Shipped> {
        if self.parameters.score != Score::Accuracy {
            return None;
        }
        let (mut scores, mut unconverged) = (vec![], vec![]);
        for world in Coalition::every(self.items.len()) {
            let trained = self.work.grid().world(world)?;
            scores.extend(&trained.item_scores);
            unconverged.extend((!trained.converged).then(|| f64::from(world.bits())));
        }
        let luck = self.work.luck(&self.query());
        Some(Shipped::default().with("scores", scores).with("unconverged", unconverged).with("luck", luck))
    }

    fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
        let unconverged = shipped.column("unconverged")?;
        let world = |(bits, scores): (u32, &[f64])| TrainedWorld {
            item_scores: scores.to_vec(),
            converged: !unconverged.contains(&f64::from(bits)),
        };
        let worlds = (0..).zip(shipped.column("scores")?.chunks(self.items.len())).map(world).collect();
        let grid = idea::Grid::complete(self.items.len(), worlds).map_err(|error| error.to_string())?;
        let (luck, draws) = (shipped.column("luck")?, self.parameters.draws.get());
        if luck.len() != draws as usize || luck.iter().any(|value| !value.is_finite()) {
            return Err(format!("{draws} finite answers expected, {} found", luck.len()));
        }
        let query = self.query();
        self.work.receive(grid, query, luck.to_vec());
        Ok(())
    }
}

impl Grid {
    /// A link may light a step that this computation does not have; then the last one is lit.
    fn clamp_step(&mut self) {
        let last = steps::count(self) as u32;
        self.parameters.step = Whole::new(self.parameters.step.get().min(last));
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
