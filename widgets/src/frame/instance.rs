//! A framed widget behind one interface, whatever widget it is.

use super::reading::{own, parameters};
use super::{Awaited, Copied, Frame, FrameMessage, Missing};
use crate::code::{self, on_demand};
use crate::guess::Guess;
use crate::markup::{Message, Node};
use crate::parameters::{self, Arguments, Parameters, in_one_line, in_short, state::State};
use crate::shipped::Shipped;
use crate::tables;
use crate::widget::Widget;
#[cfg(not(feature = "browser"))]
use crate::widget::{Foretold, Table};

/// What the browser is to do after an update.
pub enum Effect {
    /// Give the keyboard focus to the element with this id.
    Focus(String),
    /// Put this on the clipboard.
    Copy(Copied),
    /// Save a file.
    Download {
        /// The file's name.
        name: String,
        /// Its media type.
        kind: &'static str,
        /// What it holds.
        content: String,
    },
    /// Save a drawing, its colours as they are on the page now.
    SaveDrawing {
        /// The file's name.
        name: String,
        /// An `svg` element.
        drawing: Node,
        /// Whether as pixels, and not as the drawing itself.
        pixels: bool,
    },
    /// Let the reader choose a file, and hand its bytes to [`Instance::open_file`].
    OpenFile,
    /// Let the reader choose a file of own rows, and hand its name and bytes to [`Instance::give_rows`].
    OpenRows,
    /// Show this figure alone, or return.
    FullScreen,
    /// Close the menu and give the focus back to its button.
    CloseMenu,
}

/// One figure of a page.
pub trait Instance {
    /// The figure with everything that lives.
    fn view(&self) -> Node;
    /// The figure for a reader that runs nothing: no controls, no menu.
    fn still(&self) -> Node;
    /// Answers an event of the tree that [`Instance::view`] last drew.
    fn update(&mut self, message: Message) -> Vec<Effect>;
    /// One small piece of the outstanding work; `false` if there was none.
    fn step(&mut self) -> bool;
    /// Whether there is outstanding work.
    fn is_working(&self) -> bool;
    /// The state as a link carries it, and whether it is the one that the page opened with.
    fn state(&self) -> (String, bool);
    /// The state as a file.
    fn file(&self) -> String;
    /// The name of the widget.
    fn name(&self) -> &'static str;
    /// What a directive would say of what is on the screen, without an id.
    fn arguments(&self) -> Arguments;
    /// Changes to what these arguments say, all else at its default, as whoever made the page wants it: *Reset* leads back there, and titles,
    /// hidden and locked controls are taken over too.
    ///
    /// # Errors
    /// Every mistake in one line; nothing is changed then, and the figure says so.
    fn open(&mut self, arguments: &Arguments) -> Result<(), String>;
    /// Changes to the state of a link; if it cannot, says so in the figure and keeps the present one.
    fn restore(&mut self, state: &str);
    /// Changes to the state of a file; if it cannot, says so in the figure and keeps the present one.
    fn open_file(&mut self, file: &[u8]);
    /// Whether a reader may give own rows, as by dropping a file.
    fn takes_rows(&self) -> bool;
    /// Reads a file of own rows, and shows what is in it.
    fn give_rows(&mut self, name: &str, file: &[u8]);
    /// What it waits for: the tables of a state that it is to turn to, and the code of what it is to do.
    fn missing(&self) -> Vec<Missing>;
    /// Goes on with what it waits for, if that is here.
    fn arrive(&mut self) -> Vec<Effect>;
    /// Gives up what it waits for, since this cannot be had, and says so.
    fn forgo(&mut self, missing: Missing);
    /// Shows what the reader expected; an empty guess is none. It is no part of the figure's state: neither a link nor a file has it.
    fn expect(&mut self, guess: Guess);
    /// Says something in the figure's own line.
    fn say(&mut self, notice: &str);
    /// Says why something was refused, unless the figure has said so itself.
    fn object(&mut self, notice: &str);
    /// What the figure says in its own line, or will say once its work is done.
    #[cfg(test)]
    fn notice(&self) -> &str;
    /// The curve that a reader can be asked to foretell.
    #[cfg(not(feature = "browser"))]
    fn foretold(&self) -> Option<Foretold>;
    /// The figure in one sentence.
    #[cfg(not(feature = "browser"))]
    fn describe(&self) -> String;
    /// The figure's numbers.
    #[cfg(not(feature = "browser"))]
    fn numbers(&self) -> Table;
    /// The results to ship with the first frame, as JSON.
    #[cfg(not(feature = "browser"))]
    fn shipped(&self) -> Option<String>;
    /// Takes shipped results.
    ///
    /// # Errors
    /// One line if they cannot be read or are not this widget's.
    fn receive(&mut self, shipped: &str) -> Result<(), String>;
}

impl<W: Widget> Instance for Frame<W> {
    fn view(&self) -> Node {
        self.markup().into_node()
    }

    fn still(&self) -> Node {
        self.still_markup().into_node().into_still()
    }

    fn update(&mut self, message: Message) -> Vec<Effect> {
        let Ok(message) = message.downcast::<FrameMessage<W::Message>>() else { return vec![] };
        self.notice.clear();
        self.forgone = false;
        // The menu closes at the press, not when what was chosen is done: a reader may have opened it again by then.
        let chosen = matches!(*message, FrameMessage::Menu(_));
        chosen.then_some(Effect::CloseMenu).into_iter().chain(self.hear(*message)).collect()
    }

    fn step(&mut self) -> bool {
        code::is_here() && on_demand(|| self.widget.step())
    }

    fn is_working(&self) -> bool {
        code::is_here() && self.widget.progress().is_some()
    }

    fn state(&self) -> (String, bool) {
        (Self::state(self), *self.widget.parameters() == self.initial)
    }

    fn file(&self) -> String {
        on_demand(|| State::to_file(W::NAME, &self.widget.parameters().differences()))
    }

    fn name(&self) -> &'static str {
        W::NAME
    }

    fn arguments(&self) -> Arguments {
        Self::arguments(self)
    }

    fn open(&mut self, arguments: &Arguments) -> Result<(), String> {
        on_demand(|| {
            let opened = parameters::<W>(arguments).and_then(|(own, common)| {
                self.turn(own.clone()).map_err(|error| vec![error])?;
                (self.initial, self.parameters) = (own, common);
                Ok(())
            });
            let opened = opened.map_err(|errors| in_one_line(&errors));
            self.notice = opened.as_ref().err().cloned().unwrap_or_default();
            opened
        })
    }

    fn restore(&mut self, state: &str) {
        let restored = State::from_link(state).and_then(|state| self.take(state, in_short));
        match (restored, &mut self.awaited) {
            (Err(error), _) => self.refuse_link(&error),
            (Ok(()), Some(awaited)) => awaited.of_link = true,
            (Ok(()), None) => {}
        }
    }

    fn open_file(&mut self, file: &[u8]) {
        on_demand(|| {
            let opened = State::from_file(file).and_then(|state| self.take(state, in_one_line));
            self.notice = match opened {
                Ok(()) => "State opened.".to_owned(),
                Err(error) => {
                    format!("This file’s state could not be opened, so nothing has changed: {error}.")
                }
            };
        });
    }

    fn takes_rows(&self) -> bool {
        Self::takes_rows(self)
    }

    fn give_rows(&mut self, name: &str, file: &[u8]) {
        if !tables::NONE && Self::takes_rows(self) {
            self.notice.clear();
            self.hear(FrameMessage::Given(name.to_owned(), file.to_vec()));
        }
    }

    fn missing(&self) -> Vec<Missing> {
        self.lacks()
    }

    fn arrive(&mut self) -> Vec<Effect> {
        if !self.lacks().is_empty() {
            return vec![];
        }
        let Some(Awaited { parameters, messages, of_link }) = self.awaited.take() else { return vec![] };
        match parameters.map(|parameters| self.turn(parameters)) {
            Some(Err(error)) if of_link => self.refuse_link(&error.to_string()),
            Some(Err(error)) => self.notice = error.to_string(),
            Some(Ok(())) | None => {}
        }
        messages.into_iter().flat_map(|message| self.hear(message)).collect()
    }

    fn forgo(&mut self, missing: Missing) {
        self.do_without(missing);
    }

    fn expect(&mut self, guess: Guess) {
        self.widget.guess(guess.curve);
        self.expected = guess.said;
    }

    fn say(&mut self, notice: &str) {
        notice.clone_into(&mut self.notice);
    }

    fn object(&mut self, notice: &str) {
        if self.notice.is_empty() {
            notice.clone_into(&mut self.notice);
        }
    }

    #[cfg(test)]
    fn notice(&self) -> &str {
        &self.notice
    }

    #[cfg(not(feature = "browser"))]
    fn foretold(&self) -> Option<Foretold> {
        self.widget.foretold()
    }

    #[cfg(not(feature = "browser"))]
    fn describe(&self) -> String {
        self.widget.describe()
    }

    #[cfg(not(feature = "browser"))]
    fn numbers(&self) -> Table {
        self.widget.table()
    }

    #[cfg(not(feature = "browser"))]
    fn shipped(&self) -> Option<String> {
        self.widget.shipped().map(|shipped| shipped.to_json())
    }

    fn receive(&mut self, shipped: &str) -> Result<(), String> {
        self.widget.receive(&Shipped::from_json(shipped)?)
    }
}

impl<W: Widget> Frame<W> {
    /// Turns to a state that came from outside; `told` says what is wrong with its parameters.
    fn take(
        &mut self,
        state: State,
        told: fn(&[parameters::ParameterError]) -> String,
    ) -> Result<(), String> {
        let mut own = own::<W>(&state.of(W::NAME)?).map_err(|errors| told(&errors))?;
        if self.locks() {
            self.keep(&mut own, self.widget.parameters());
        }
        self.turn(own).map_err(|error| error.to_string())
    }

    fn refuse_link(&mut self, error: &str) {
        self.notice =
            format!("This link’s state could not be restored, so the figure opens as printed: {error}.");
    }

    pub(super) fn locks(&self) -> bool {
        !self.parameters.lock.as_slice().is_empty()
    }

    /// Leaves what is locked as it was.
    pub(super) fn keep(&self, after: &mut W::Parameters, before: &W::Parameters) {
        parameters::keep(after, before, self.parameters.lock.as_slice());
    }

    /// Turns to another state, or waits for its tables.
    pub(super) fn turn(&mut self, parameters: W::Parameters) -> Result<(), parameters::ParameterError> {
        self.forgone = false;
        let lacks = Missing::of(W::tables(&parameters));
        if !lacks.contains(&Missing::Code) {
            tables::check(&W::tables(&parameters))?;
        }
        if lacks.is_empty() {
            self.widget.restore(parameters)?;
            self.offer();
            return Ok(());
        }
        self.awaited = Some(Awaited { parameters: Some(parameters), messages: vec![], of_link: false });
        Ok(())
    }
}
