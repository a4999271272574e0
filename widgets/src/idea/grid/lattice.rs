//! The directive `lattice`: the grid's widget, opening on its other picture.
//!
//! There is one implementation. What differs is the default of `picture`, so that a bare directive, a reset and a short link
//! each mean what they say.

use super::{Grid, GridMessage, GridParameters, Picture};
use crate::markup::Markup;
#[cfg(not(feature = "browser"))]
use crate::parameters::Parameter;
use crate::parameters::{Arguments, Fields, ParameterError, Parameters, Value};
use crate::shipped::Shipped;
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};

/// The grid's parameters, the picture being a lattice unless it is given.
#[derive(Clone, Debug, PartialEq)]
pub struct LatticeParameters(pub GridParameters);

impl Default for LatticeParameters {
    fn default() -> Self {
        Self(GridParameters { picture: Picture::Lattice, ..GridParameters::default() })
    }
}

impl Fields for LatticeParameters {
    fn set(&mut self, key: &str, value: &Value) -> Result<bool, ParameterError> {
        self.0.set(key, value)
    }

    fn print(&self) -> Arguments {
        self.0.print()
    }
}

impl Parameters for LatticeParameters {
    #[cfg(not(feature = "browser"))]
    fn list() -> Vec<Parameter> {
        let mut list = GridParameters::list();
        let defaults = Self::default().print();
        for (parameter, (_, default)) in list.iter_mut().zip(&defaults) {
            parameter.default = default.clone();
        }
        list
    }
}

/// The widget.
pub struct Lattice {
    pub(super) grid: Grid,
    parameters: LatticeParameters,
}

impl Lattice {
    /// What the grid's parameters have become.
    fn follow(&mut self) {
        self.parameters.0.clone_from(self.grid.parameters());
    }
}

impl Widget for Lattice {
    const NAME: &'static str = "lattice";
    const ABOUT: &'static str = "The grid’s worlds as a lattice of one-step moves for one slice: ablations, strikes, orders of arrival.";
    const CONTROLS: &'static [&'static str] = <Grid as Widget>::CONTROLS;
    type Parameters = LatticeParameters;
    type Message = GridMessage;

    fn new(parameters: LatticeParameters) -> Result<Self, ParameterError> {
        let grid = Grid::opening(parameters.0.clone(), Picture::Lattice)?;
        let mut lattice = Self { grid, parameters };
        lattice.follow();
        Ok(lattice)
    }

    fn parameters(&self) -> &LatticeParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: LatticeParameters) -> Result<(), ParameterError> {
        self.grid.restore(parameters.0)?;
        self.follow();
        Ok(())
    }

    fn update(&mut self, message: GridMessage) -> Option<Reaction<LatticeParameters>> {
        let reaction = self.grid.update(message);
        self.follow();
        reaction.map(|reaction| reaction.map(LatticeParameters))
    }

    fn title(&self) -> String {
        self.grid.title()
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<GridMessage>> {
        self.grid.controls(scope)
    }

    fn figure(&self, scope: &Scope) -> Markup<GridMessage> {
        self.grid.figure(scope)
    }

    fn describe(&self) -> String {
        self.grid.describe()
    }

    fn comparison(&self, scope: &Scope) -> Comparison<GridMessage> {
        self.grid.comparison(scope)
    }

    fn table(&self) -> Table {
        self.grid.table()
    }

    fn drawing(&self) -> Markup<GridMessage> {
        self.grid.drawing()
    }

    fn step(&mut self) -> bool {
        self.grid.step()
    }

    fn progress(&self) -> Option<Progress> {
        self.grid.progress()
    }

    fn cancel(&mut self) {
        self.grid.cancel();
    }

    fn shipped(&self) -> Option<Shipped> {
        self.grid.shipped()
    }

    fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
        self.grid.receive(shipped)
    }
}
