//! Questions that a reader answers: forms in the text, and what was answered, kept on the reader's own device.
//!
//! A question is like a widget: typed parameters, a view that is a pure function to the typed tree, written into the page when the book
//! is built ([`first_frame()`]) and taken over without a change. It is no figure: it has no frame, no chart and nothing to compute, so
//! that its wasm, the part `learning`, is a fraction of a figure's. What it knows of the right answer was computed when the book was built.

mod answers;
pub mod exercise;
#[cfg(not(feature = "browser"))]
mod first_frame;
pub mod predict;
#[cfg(feature = "progress")]
pub mod progress;
mod record;

pub use answers::{Answers, LENGTH, MANY};
#[cfg(not(feature = "browser"))]
pub use first_frame::{PART, first_frame};
pub use record::{Kind, Record, Verdict};

use crate::guess::Guess;
use crate::markup::{Markup, Message, Node, element};
#[cfg(not(feature = "browser"))]
use crate::parameters::Parameter;
use crate::parameters::{Arguments, ParameterError, Parameters, parse};
use crate::widget::Scope;

/// The letter of an option, by its place. A small one: piles, models and groups have capitals.
pub fn letter(place: usize) -> char {
    char::from(b'a' + place as u8)
}

/// A form of the book. One file in this module; one line in [`QUESTIONS`].
pub trait Question: Sized + 'static {
    /// What the markup calls it.
    const NAME: &'static str;
    /// What it is asked with.
    type Parameters: Parameters;
    /// What a reader can do.
    type Message: 'static;

    /// The question before it is answered.
    ///
    /// # Errors
    /// [`ParameterError`] for values that are legal one by one, but not together.
    fn new(parameters: Self::Parameters, scope: Scope) -> Result<Self, ParameterError>;
    /// Takes up what was answered before: when the page opens, and after every change of what is kept.
    fn recall(&mut self, kept: &Kept<'_>) -> Vec<Act>;
    /// The form, from its root on. The root has the id of the scope's instance.
    fn view(&self) -> Markup<Self::Message>;
    /// Answers what the reader did.
    fn update(&mut self, message: Self::Message, moment: Moment) -> Vec<Act>;
    /// Takes the text of a file that the reader has chosen.
    fn file_opened(&mut self, _text: &str) -> Vec<Act> {
        vec![]
    }
    /// The id of the `details` element of which it is told when it is open; empty for none.
    fn watches(&self) -> String {
        String::new()
    }
    /// That element is open, whoever has opened it.
    fn opened(&mut self, _moment: Moment) -> Vec<Act> {
        vec![]
    }
}

/// What the device has.
pub struct Kept<'a> {
    /// Every answer of this book.
    pub answers: &'a Answers,
    /// Why nothing new is kept there, if that is so, in one line for the reader.
    pub trouble: Option<&'a str>,
    /// What stands there and cannot be read.
    pub strange: Option<&'a str>,
}

/// When something was done. The only clock and the only luck that a question has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moment {
    /// In whole seconds since the beginning of 1970.
    pub seconds: u32,
    /// A number by chance, for what must not be twice the same.
    pub chance: u32,
    /// How many hints beside it the reader has opened.
    pub hints: u32,
}

/// What the page is to do for a question. In the order of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Keep this answer, as one of this page if it names none; the question is then asked to recall what is kept.
    Keep(Record),
    /// Open (or close) the `details` element of this id.
    Open(String, bool),
    /// Show a guess on the figure of this id, or no guess any more.
    Show(String, Option<Guess>),
    /// Put this text into the element of this id.
    Write(String, String),
    /// Let the link of this id lead there, or put it away if that is nowhere.
    Point(String, String),
    /// Save a text as a file.
    Download {
        /// The file's name.
        name: String,
        /// What it holds.
        content: String,
    },
    /// Let the reader choose a file, and hand its text to [`Question::file_opened`].
    OpenFile,
    /// Add these answers to those that are kept.
    Add(Answers),
    /// Erase what the device keeps of this book.
    Erase,
    /// Give the keyboard focus to the element of this id.
    Focus(String),
}

/// A question whatever it asks.
pub trait Asked {
    /// [`Question::recall`].
    fn recall(&mut self, kept: &Kept<'_>) -> Vec<Act>;
    /// [`Question::view`].
    fn view(&self) -> Node;
    /// [`Question::update`], with a message of the tree that the view last drew.
    fn update(&mut self, message: Message, moment: Moment) -> Vec<Act>;
    /// [`Question::file_opened`].
    fn file_opened(&mut self, text: &str) -> Vec<Act>;
    /// [`Question::watches`].
    fn watches(&self) -> String;
    /// [`Question::opened`].
    fn opened(&mut self, moment: Moment) -> Vec<Act>;
}

impl<Q: Question> Asked for Q {
    fn recall(&mut self, kept: &Kept<'_>) -> Vec<Act> {
        Question::recall(self, kept)
    }

    fn view(&self) -> Node {
        Question::view(self).into_node()
    }

    fn update(&mut self, message: Message, moment: Moment) -> Vec<Act> {
        message.downcast().map_or_else(|_| vec![], |message| Question::update(self, *message, moment))
    }

    fn file_opened(&mut self, text: &str) -> Vec<Act> {
        Question::file_opened(self, text)
    }

    fn watches(&self) -> String {
        Question::watches(self)
    }

    fn opened(&mut self, moment: Moment) -> Vec<Act> {
        Question::opened(self, moment)
    }
}

/// Makes a question from the arguments that its markup carries.
pub type Make = fn(&Arguments, Scope) -> Result<Box<dyn Asked>, Vec<ParameterError>>;

/// What is known of a question without asking one.
#[derive(Clone, Copy)]
pub struct Entry {
    /// What the markup calls it.
    pub name: &'static str,
    /// Its parameters.
    #[cfg(not(feature = "browser"))]
    pub parameters: fn() -> Vec<Parameter>,
    /// Makes one.
    pub make: Make,
}

/// The questions.
pub const QUESTIONS: &[Entry] = &[
    entry::<predict::Number>(),
    entry::<predict::Choice>(),
    entry::<predict::Curve>(),
    entry::<exercise::Exercise>(),
    #[cfg(feature = "progress")]
    entry::<progress::Progress>(),
];

/// The question of this name.
pub fn question(name: &str) -> Option<&'static Entry> {
    QUESTIONS.iter().find(|entry| entry.name == name)
}

const fn entry<Q: Question>() -> Entry {
    Entry {
        name: Q::NAME,
        #[cfg(not(feature = "browser"))]
        parameters: Q::Parameters::list,
        make: |arguments, scope| {
            let (parameters, ()) = parse::<Q::Parameters, ()>(arguments)?;
            Ok(Box::new(Q::new(parameters, scope).map_err(|error| vec![error])?))
        },
    }
}

/// The root of a form. `label` names it.
pub(crate) fn root<M: 'static>(name: &'static str, scope: &Scope, label: &'static str) -> Markup<M> {
    element("div")
        .class("question")
        .attribute("id", scope.instance().to_owned())
        .attribute("data-question", name)
        .attribute("role", "group")
        .attribute("aria-label", label)
}

/// The line that says what happened, where a listener hears it; it is always there, so that nothing jumps.
pub(crate) fn status<M: 'static>(said: String) -> Markup<M> {
    element("p").class("question-status").key("status").attribute("role", "status").text(said)
}
