//! What a widget is: a pure function from parameters and messages to a picture, its words and its numbers.

use crate::format::join;
use crate::markup::Markup;
use crate::parameters::{ParameterError, Parameters};
use crate::shipped::Shipped;
use crate::tables::{OwnRows, TableId};

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

    /// What a reader does who takes their own rows in place of a table; none for widgets that take no data. The answer is a turn to a state
    /// that these rows allow, or as near to it as can be known.
    const OWN_ROWS: Option<fn(OwnRows) -> Self::Message> = None;

    /// The tables whose rows it draws in the state that the parameters describe. The frame sees to it that [`tables::table`] has them
    /// before [`Widget::new`] and [`Widget::restore`] are called.
    ///
    /// [`tables::table`]: crate::tables::table
    fn tables(_parameters: &Self::Parameters) -> Vec<TableId> {
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

    /// Takes the curve that the reader expected, as places in the units of its chart, to be drawn over its own; an empty one is none. Only
    /// for widgets whose chart has a curve that can be foretold ([`Widget::foretold`]).
    fn guess(&mut self, _curve: Vec<(f64, f64)>) {}
    /// The curve that a reader can be asked to foretell, with its axes, if the figure has one in this state.
    #[cfg(not(feature = "browser"))]
    fn foretold(&self) -> Option<Foretold> {
        None
    }

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
    #[cfg(any(not(feature = "browser"), feature = "tables"))]
    own: Vec<OwnRows>,
}

impl Scope {
    /// The scope of the instance with this id.
    pub fn new(instance: impl Into<String>) -> Self {
        Self {
            instance: instance.into(),
            #[cfg(any(not(feature = "browser"), feature = "tables"))]
            own: vec![],
        }
    }

    /// The reader's own rows that this instance has drawn.
    #[cfg(any(not(feature = "browser"), feature = "tables"))]
    pub fn own(&self) -> &[OwnRows] {
        &self.own
    }

    /// Offers a reader's rows in its list of tables from now on.
    #[cfg(any(not(feature = "browser"), feature = "tables"))]
    pub fn offer(&mut self, rows: OwnRows) {
        if !self.own.contains(&rows) {
            self.own.push(rows);
        }
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

/// A curve that can be foretold: what a reader is asked to draw before the figure shows it.
#[cfg(not(feature = "browser"))]
#[derive(Clone, Debug, PartialEq)]
pub struct Foretold {
    /// What the axis across measures.
    pub across: String,
    /// What the axis upwards measures.
    pub upwards: String,
    /// The ends of the axis upwards, as the figure draws it.
    pub ends: (f64, f64),
    /// What is known before: places of the curve that are shown.
    pub known: Vec<(f64, f64)>,
    /// What is to be foretold, from left to right.
    pub curve: Vec<(f64, f64)>,
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
