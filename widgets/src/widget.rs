//! What a widget is: a pure function from parameters and messages to a picture, its words and its numbers.

use simulation::data::Source;

use crate::format::join;
use crate::markup::Markup;
use crate::parameters::{ParameterError, Parameters};
use crate::shipped::Shipped;

/// A figure of the book. One file or folder a widget, under its family; one line in the [registry](crate::registry).
pub trait Widget: Sized + 'static {
    /// The directive's name.
    const NAME: &'static str;
    /// What it shows, in one line.
    const ABOUT: &'static str;
    /// The names of its controls ([`Markup::named`]), each a parameter's: what `hide` can name. In the order of the figure.
    const CONTROLS: &'static [&'static str];
    /// Directive keys = embed attributes = link state.
    type Parameters: Parameters;
    /// What a reader can do.
    type Message: 'static;

    /// The tables whose rows it draws in the state that the parameters describe. The frame sees to it that [`tables::table`] has them
    /// before [`Widget::new`] and [`Widget::restore`] are called.
    ///
    /// [`tables::table`]: crate::tables::table
    fn tables(_parameters: &Self::Parameters) -> Vec<Source> {
        vec![]
    }

    /// The widget in the state that the parameters describe. Computes nothing that takes long: see [`Widget::step`].
    ///
    /// # Errors
    /// [`ParameterError`] for values that are legal one by one, but not together.
    fn new(parameters: Self::Parameters) -> Result<Self, ParameterError>;
    /// The parameters that describe the state it is in: what a link carries.
    fn parameters(&self) -> &Self::Parameters;
    /// Changes to another state, keeping every result that is still true.
    ///
    /// # Errors
    /// As [`Widget::new`]; the state is then unchanged.
    fn restore(&mut self, parameters: Self::Parameters) -> Result<(), ParameterError>;
    /// Answers what the reader did.
    fn update(&mut self, message: Self::Message) -> Option<Reaction<Self::Parameters>>;

    /// The figure's title, a claim or a question in sentence case.
    fn title(&self) -> String;
    /// The controls, what is changed first at the left.
    fn controls(&self, scope: &Scope) -> Vec<Markup<Self::Message>>;
    /// The figure.
    fn figure(&self, scope: &Scope) -> Markup<Self::Message>;
    /// The figure in one sentence: live text, description, and caption where scripts are off.
    fn describe(&self) -> String;
    /// What changed, what was held fixed, how big the difference is and how much of it is luck.
    fn comparison(&self, scope: &Scope) -> Comparison<Self::Message>;
    /// The figure's numbers.
    fn table(&self) -> Table;
    /// The figure as one self-contained drawing, for download: an `svg` element with `xmlns` and `viewBox`.
    fn drawing(&self) -> Markup<Self::Message>;

    /// Does one small piece of the outstanding work, a millisecond or so; `false` if there was none.
    fn step(&mut self) -> bool;
    /// The outstanding work, if there is any.
    fn progress(&self) -> Option<Progress>;
    /// Gives up the outstanding work until the next message, keeping what is done.
    fn cancel(&mut self);

    /// The results to ship with the first frame.
    fn shipped(&self) -> Option<Shipped>;
    /// Takes results that were shipped with this very state, instead of computing them.
    ///
    /// # Errors
    /// One line if they are not this widget's.
    fn receive(&mut self, shipped: &Shipped) -> Result<(), String>;
}

/// What the frame is to do after an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reaction<P> {
    /// Give the keyboard focus to the element of this local name in the [`Scope`].
    Focus(String),
    /// Turn to the state of these parameters, once the tables that it draws are here. For messages that may need another table.
    Turn(P),
}

impl<P> Reaction<P> {
    /// The same reaction of a widget around this one.
    pub fn map<Q>(self, wrap: impl FnOnce(P) -> Q) -> Reaction<Q> {
        match self {
            Self::Focus(local) => Reaction::Focus(local),
            Self::Turn(parameters) => Reaction::Turn(wrap(parameters)),
        }
    }
}

/// The names of elements inside one instance. Ids are unique in a book, so each starts with its instance's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    instance: String,
}

impl Scope {
    /// The scope of the instance with this id.
    pub fn new(instance: impl Into<String>) -> Self {
        Self { instance: instance.into() }
    }

    /// The instance's own id.
    pub fn instance(&self) -> &str {
        &self.instance
    }

    /// The page-wide id of a local name.
    pub fn id(&self, local: &str) -> String {
        format!("{}-{local}", self.instance)
    }
}

/// The four things that stand beside every figure.
pub struct Comparison<M> {
    /// What changed between the two worlds.
    pub changed: String,
    /// What was held fixed.
    pub held_fixed: String,
    /// How big the difference is.
    pub difference: String,
    /// How much of it is luck.
    pub luck: String,
    /// The luck, drawn.
    pub luck_figure: Option<Markup<M>>,
}

/// Rows of numbers under named columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The columns' names.
    pub columns: Vec<String>,
    /// As many cells a row as there are columns.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The table as RFC 4180 comma-separated values.
    pub fn to_csv(&self) -> String {
        let quote = |cell: &String| {
            let plain = !cell.contains([',', '"', '\n', '\r']);
            if plain { cell.clone() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
        };
        let line = |cells: &Vec<String>| join(&cells.iter().map(quote).collect::<Vec<_>>(), ",") + "\r\n";
        std::iter::once(&self.columns).chain(&self.rows).map(line).collect()
    }
}

/// How far the outstanding work is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub label: String,
    /// Pieces done.
    pub done: u32,
    /// Pieces in all.
    pub total: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_quotes_what_needs_it() {
        let table = Table {
            columns: vec!["world".into(), "a,b".into()],
            rows: vec![vec!["say \"x\"".into(), "0.5".into()]],
        };
        assert_eq!(table.to_csv(), "world,\"a,b\"\r\n\"say \"\"x\"\"\",0.5\r\n");
    }
}
