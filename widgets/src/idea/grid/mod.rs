//! The grid: every set of items to train on, against slices to evaluate on.
//!
//! Each item is a small batch of real rows. A row of the grid trains one model on the items in its name; a column tests on other rows of
//! the same origin. The figure computes a quantity from the cells, step by step, or names the quantities that selected
//! cells determine. Layers change what an operator sees, beside a reference that they never touch.

mod arrivals;
mod comparison;
mod computation;
mod controls;
mod data;
mod drawing;
mod explore;
mod items;
mod lattice;
mod moves;
#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod overview;
mod parameters;
mod state;
mod steps;
mod view;
mod words;
mod work;

use std::cell::RefCell;

use simulation::idea::{self, Answer, CellSet, Layers, Place, Plan, Quantity, Query, TrainedWorld};
use simulation::seed::Seed;
use simulation::valuation::Coalition;

pub use lattice::{Lattice, LatticeParameters};
pub use parameters::{
    DataChoice, GridParameters, LearnerChoice, Mode, Picture, QuantityChoice, Score, Shown, Slices, Task,
};
pub use state::GridMessage;

use crate::format::short;
use crate::markup::Markup;
use crate::parameters::{ParameterError, Whole};
use crate::shipped::Shipped;
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use items::{Items, Selection};
use work::{Side, Work};

/// The widget.
pub struct Grid {
    /// The picture that the directive opens on.
    home: Picture,
    parameters: GridParameters,
    items: Items,
    selection: Selection,
    layers: Layers,
    work: Work,
    /// Which cells the question reads; `None` for one that has no answer.
    plan: Option<Plan>,
    /// What the operator's cells say, once they are known.
    answer: Option<Answer>,
    /// What the reference's cells say.
    reference: Option<Answer>,
    /// What the focus adds on average over all orders of arrival, where one of them is drawn.
    average: Option<f64>,
    marks: steps::Marks,
    /// The overview as it was last drawn.
    squares: RefCell<Option<overview::Squares>>,
    /// What was looked for and is no row.
    unfound: Option<String>,
}

impl Grid {
    /// The widget, for a directive that opens on this picture.
    fn opening(parameters: GridParameters, home: Picture) -> Result<Self, ParameterError> {
        let (items, selection) = Items::resolve(&parameters)?;
        let layers = layers(&parameters, &selection);
        let work = Work::new(&parameters, selection.poison, query(&parameters, &selection));
        let (plan, answer, reference, average, unfound) = (None, None, None, None, None);
        let (marks, squares) = (steps::Marks::default(), RefCell::new(None));
        let mut grid = Self {
            home,
            parameters,
            items,
            selection,
            layers,
            work,
            plan,
            answer,
            reference,
            average,
            marks,
            squares,
            unfound,
        };
        grid.refresh();
        Ok(grid)
    }

    /// The question that is asked.
    fn query(&self) -> Query {
        query(&self.parameters, &self.selection)
    }

    /// A cell of one of the grids, if it is known yet.
    fn cell(&self, side: Side, place: Place) -> Option<f64> {
        if let Some(score) = self.parameters.score.of_sets() {
            return score.score(&self.weights(), place.world, place.slice);
        }
        let value = self.work.world(side, place.world)?.cell(place.slice)?;
        let seed = Seed::new(u64::from(self.parameters.seed.get()));
        Some(if side == Side::Operator { self.layers.released(seed, place, value) } else { value })
    }

    /// Whether a model is trained in every row.
    fn is_trained(&self) -> bool {
        self.parameters.score.of_sets().is_none()
    }

    /// Whether the operator sees anything else than the reference.
    fn is_layered(&self) -> bool {
        self.is_trained() && (!self.selection.poison.is_empty() || self.parameters.noise.get() > 0.0)
    }

    /// The items' weights in weighted scores: n for the first, 1 for the last.
    fn weights(&self) -> Vec<f64> {
        (1..=self.items.len()).rev().map(|weight| weight as f64).collect()
    }

    /// A row of the operator's grid, if a model is trained for it.
    fn trained(&self, world: Coalition) -> Option<&TrainedWorld> {
        self.model(Side::Operator, world)
    }

    /// A row of one of the grids, likewise.
    fn model(&self, side: Side, world: Coalition) -> Option<&TrainedWorld> {
        self.work.world(side, world).filter(|_| self.is_trained())
    }

    /// Row and column of the selected cell.
    fn place(&self) -> (usize, usize) {
        let find = |sets: &[Coalition], set| sets.iter().position(|&known| known == set).unwrap_or(0);
        (find(self.items.worlds(), self.selection.world), find(self.items.slices(), self.selection.slice))
    }

    /// Brings everything that follows from parameters and trained worlds up to date.
    fn refresh(&mut self) {
        self.plan = self.query().plan(self.items.len());
        self.clamp_step();
        arrivals::clamp_path(self);
        self.reread();
        self.marks = steps::marks(self);
    }

    /// Reads the answers from the cells.
    fn reread(&mut self) {
        let read = |side| self.plan.as_ref()?.answer(|place| self.cell(side, place));
        let operator = read(Side::Operator);
        let reference = if self.is_layered() { read(Side::Reference) } else { operator.clone() };
        (self.answer, self.reference) = (operator, reference);
        self.average = arrivals::average(self);
    }

    /// A link may light a step that this computation does not have; then the last one is lit.
    fn clamp_step(&mut self) {
        let last = steps::count(self) as u32;
        self.parameters.step = Whole::new(self.parameters.step.get().min(last));
    }
}

fn query(parameters: &GridParameters, selection: &Selection) -> Query {
    let Selection { world, slice, focus, partner, group, .. } = *selection;
    let quantity = match parameters.quantity {
        QuantityChoice::Cell => Quantity::Cell,
        QuantityChoice::LeaveOneOut => Quantity::LeaveOneOut,
        QuantityChoice::GroupLeaveOut => Quantity::GroupLeaveOut(group),
        QuantityChoice::EvaluationValue => Quantity::EvaluationValue,
        QuantityChoice::Interaction => Quantity::Interaction(partner),
        QuantityChoice::Shapley => Quantity::Shapley,
        QuantityChoice::Banzhaf => Quantity::Banzhaf,
        QuantityChoice::Beta => Quantity::Beta(parameters.alpha.get(), parameters.beta.get()),
        QuantityChoice::RowSize => Quantity::RowSize,
        QuantityChoice::EvaluationSize => Quantity::EvaluationSize,
        QuantityChoice::Diagonal => Quantity::Diagonal,
        QuantityChoice::BestSubset => Quantity::BestSubset(parameters.size.get()),
        QuantityChoice::Unlearning => Quantity::Unlearning(group),
        QuantityChoice::Strike => Quantity::Strike(group),
        QuantityChoice::Regret => Quantity::Regret,
    };
    Query { quantity, world, slice, focus }
}

impl Widget for Grid {
    const NAME: &'static str = "grid";
    const ABOUT: &'static str = "Train worlds × evaluation slices on real rows: every quantity that subset worlds define, step by step.";
    const CONTROLS: &'static [&'static str] = &[
        "data",
        "score",
        "learner",
        "mode",
        "task",
        "quantity",
        "focus",
        "partner",
        "group",
        "size",
        "alpha",
        "beta",
        "tolerance",
        "world",
        "slice",
        "slices",
        "poison",
        "noise",
        "shown",
        "picture",
        "path",
        "seed",
    ];
    type Parameters = GridParameters;
    type Message = GridMessage;

    fn new(parameters: GridParameters) -> Result<Self, ParameterError> {
        Self::opening(parameters, Picture::Grid)
    }

    fn parameters(&self) -> &GridParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: GridParameters) -> Result<(), ParameterError> {
        let (items, selection) = Items::resolve(&parameters)?;
        self.layers = layers(&parameters, &selection);
        self.work.turn_to(&parameters, selection.poison, query(&parameters, &selection));
        (self.parameters, self.items, self.selection) = (parameters, items, selection);
        self.unfound = None;
        self.refresh();
        Ok(())
    }

    fn update(&mut self, message: GridMessage) -> Option<Reaction<GridParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<GridMessage>> {
        controls::controls(self, scope)
    }

    fn figure(&self, scope: &Scope) -> Markup<GridMessage> {
        view::figure(self, scope)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<GridMessage> {
        comparison::comparison(self)
    }

    fn table(&self) -> Table {
        let slices = self.items.slices();
        let mut columns = vec!["trained on".to_owned()];
        let sides: &[(Side, &str)] = if self.is_layered() {
            &[(Side::Operator, "operator, "), (Side::Reference, "reference, ")]
        } else {
            &[(Side::Operator, "")]
        };
        for (_, whose) in sides {
            columns
                .extend(slices.iter().map(|&slice| format!("{whose}tested on {}", self.items.label(slice))));
        }
        let row = |&world: &Coalition| {
            let cells = sides.iter().flat_map(|&(side, _)| {
                slices.iter().map(move |&slice| {
                    self.cell(side, Place { world, slice }).map_or_else(String::new, |v| short(v, 6))
                })
            });
            std::iter::once(self.items.label(world)).chain(cells).collect()
        };
        Table { columns, rows: self.items.worlds().iter().map(row).collect() }
    }

    fn drawing(&self) -> Markup<GridMessage> {
        match self.parameters.picture {
            Picture::Grid => drawing::draw(self),
            Picture::Lattice => moves::drawing(self),
        }
    }

    fn step(&mut self) -> bool {
        let worked = self.is_trained() && self.work.step();
        // Answers need all of their cells, so they are read once the question is settled.
        let awaited = self.answer.is_none() || self.average.is_none() && arrivals::path(self).is_some();
        if worked && awaited || self.reference.is_none() {
            let known = self.answer.is_some();
            self.reread();
            // Which subsets are best, and so which cells are marked, is known with the answer.
            if self.answer.is_some() != known {
                self.marks = steps::marks(self);
            }
        }
        worked
    }

    fn progress(&self) -> Option<Progress> {
        self.work.outstanding().filter(|_| self.is_trained())
    }

    fn cancel(&mut self) {
        self.work.cancel();
    }

    /// `scores` and `ties`: of every world on every item, world after world by its bits; `unconverged`: the bits of the worlds whose fit
    /// did not converge; `classes`: how many each world was trained on. The same with `operator-` before it where a layer changes
    /// the rows. `luck`: the quantity on the other draws.
    fn shipped(&self) -> Option<Shipped> {
        if !self.is_trained() {
            return None;
        }
        let mut shipped = Shipped::default();
        for (side, names) in SIDES.into_iter().take(if self.selection.poison.is_empty() { 1 } else { 2 }) {
            let (mut scores, mut ties, mut unconverged, mut classes) = (vec![], vec![], vec![], vec![]);
            for world in Coalition::every(self.items.len()) {
                let trained = self.work.world(side, world)?;
                scores.extend(&trained.item_scores);
                ties.extend(&trained.item_ties);
                unconverged.extend((!trained.converged).then(|| f64::from(world.bits())));
                classes.push(trained.classes as f64);
            }
            for (name, column) in names.into_iter().zip([scores, ties, unconverged, classes]) {
                shipped = shipped.with(name, column);
            }
        }
        Some(shipped.with("luck", self.work.luck().to_vec()))
    }

    fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
        let reference = received(shipped, self.items.len(), SIDES[0].1)?;
        let operator = if self.selection.poison.is_empty() {
            None
        } else {
            Some(received(shipped, self.items.len(), SIDES[1].1)?)
        };
        let (luck, draws) = (shipped.column("luck")?, self.parameters.draws.get() as usize);
        let asked = if self.plan.is_some() { draws } else { 0 };
        if luck.len() != asked || luck.iter().any(|value| !value.is_finite()) {
            return Err(format!("{asked} finite answers expected, {} found", luck.len()));
        }
        self.work.receive(reference, operator, luck.to_vec());
        self.refresh();
        Ok(())
    }
}

/// The columns that a grid is shipped in.
const SIDES: [(Side, [&str; 4]); 2] = [
    (Side::Reference, ["scores", "ties", "unconverged", "classes"]),
    (Side::Operator, ["operator-scores", "operator-ties", "operator-unconverged", "operator-classes"]),
];

fn received(shipped: &Shipped, items: usize, names: [&str; 4]) -> Result<idea::Grid, String> {
    let [scores, ties, unconverged, classes] = names;
    let (scores, ties) = (shipped.column(scores)?, shipped.column(ties)?);
    let (unconverged, classes) = (shipped.column(unconverged)?, shipped.column(classes)?);
    let world = |(bits, &classes): (usize, &f64)| {
        let part = |column: &[f64]| column.get(bits * items..(bits + 1) * items).unwrap_or(&[]).to_vec();
        TrainedWorld {
            item_scores: part(scores),
            item_ties: part(ties),
            converged: !unconverged.contains(&(bits as f64)),
            classes: classes as usize,
        }
    };
    let worlds = classes.iter().enumerate().map(world).collect();
    idea::Grid::complete(items, worlds).map_err(|error| error.to_string())
}

/// The layers of parameters, whose types admit only legal ones.
fn layers(parameters: &GridParameters, selection: &Selection) -> Layers {
    Layers::new(selection.poison, parameters.noise.get()).unwrap_or(Layers::NONE)
}

/// The cells that are selected, with those that lie under a lit step.
fn union(one: &CellSet, other: &CellSet) -> CellSet {
    one.clone().with(other.places().iter().copied())
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
