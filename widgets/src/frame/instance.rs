//! A framed widget behind one interface, whatever widget it is.

use super::reading::{own, parameters};
use super::{Awaited, Copied, Frame, FrameMessage, MenuItem};
use simulation::data::Source;

use crate::markup::{Message, Node};
use crate::parameters::{self, Arguments, Parameters, in_one_line, in_short, state::State};
use crate::shipped::Shipped;
use crate::tables;
#[cfg(not(feature = "browser"))]
use crate::widget::Table;
use crate::widget::{Reaction, Widget};

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
    /// The tables that the state it waits to turn to lacks.
    fn missing(&self) -> Vec<Source>;
    /// Turns to the state it waits for, if its tables are here.
    fn arrive(&mut self);
    /// Gives up the state it waits for, since this table cannot be had, and says so.
    fn forgo(&mut self, table: Source);
    /// Says something in the figure's own line.
    fn say(&mut self, notice: &str);
    /// What the figure says in its own line, or will say once its work is done.
    #[cfg(test)]
    fn notice(&self) -> &str;
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
        match *message {
            FrameMessage::Widget(message) => {
                if let Some(awaited) = self.awaited.as_mut().filter(|_| !tables::NONE) {
                    awaited.messages.push(message);
                    return vec![];
                }
                self.answer(message).into_iter().collect()
            }
            FrameMessage::Stop => {
                self.awaited = None;
                self.widget.cancel();
                vec![Effect::Focus(self.scope.id("status"))]
            }
            FrameMessage::CloseMenu => vec![Effect::CloseMenu],
            FrameMessage::Menu(item) => {
                let effect = self.choose(item);
                std::iter::once(Effect::CloseMenu).chain(effect).collect()
            }
        }
    }

    fn step(&mut self) -> bool {
        self.widget.step()
    }

    fn is_working(&self) -> bool {
        self.widget.progress().is_some()
    }

    fn state(&self) -> (String, bool) {
        (Self::state(self), *self.widget.parameters() == self.initial)
    }

    fn name(&self) -> &'static str {
        W::NAME
    }

    fn arguments(&self) -> Arguments {
        Self::arguments(self)
    }

    fn open(&mut self, arguments: &Arguments) -> Result<(), String> {
        let opened = parameters::<W>(arguments).and_then(|(own, common)| {
            self.turn(own.clone()).map_err(|error| vec![error])?;
            (self.initial, self.parameters) = (own, common);
            Ok(())
        });
        let opened = opened.map_err(|errors| in_one_line(&errors));
        self.notice = opened.as_ref().err().cloned().unwrap_or_default();
        opened
    }

    fn restore(&mut self, state: &str) {
        let restored = State::from_link(state).and_then(|state| self.take(state, in_short));
        if let Err(error) = restored {
            self.notice =
                format!("This link’s state could not be restored, so the figure opens as printed: {error}.");
        }
    }

    fn open_file(&mut self, file: &[u8]) {
        let opened = State::from_file(file).and_then(|state| self.take(state, in_one_line));
        self.notice = match opened {
            Ok(()) => "State opened.".to_owned(),
            Err(error) => format!("This file’s state could not be opened, so nothing has changed: {error}."),
        };
    }

    fn missing(&self) -> Vec<Source> {
        if tables::NONE {
            return vec![];
        }
        self.awaited.as_ref().map_or_else(Vec::new, |awaited| lacking::<W>(&awaited.parameters))
    }

    fn arrive(&mut self) {
        if tables::NONE || !self.missing().is_empty() {
            return;
        }
        let Some(Awaited { parameters, messages }) = self.awaited.take() else { return };
        if let Err(error) = self.widget.restore(parameters) {
            self.notice = error.to_string();
        }
        for message in messages {
            self.answer(message);
        }
    }

    fn forgo(&mut self, table: Source) {
        if !tables::NONE && self.awaited.take().is_some() {
            let title = table.about().title;
            self.notice = format!("The rows of {title} could not be fetched, so nothing was changed.");
        }
    }

    fn say(&mut self, notice: &str) {
        notice.clone_into(&mut self.notice);
    }

    #[cfg(test)]
    fn notice(&self) -> &str {
        &self.notice
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
    fn answer(&mut self, message: W::Message) -> Option<Effect> {
        let before = self.locks().then(|| self.widget.parameters().clone());
        let reaction = self.widget.update(message);
        if let Some(before) = &before {
            let mut after = self.widget.parameters().clone();
            self.keep(&mut after, before);
            if after != *self.widget.parameters() && self.widget.restore(after).is_err() {
                // What is kept may not go with what was changed.
                let _ = self.widget.restore(before.clone());
            }
        }
        match reaction? {
            Reaction::Focus(local) => Some(Effect::Focus(self.scope.id(&local))),
            Reaction::Turn(mut parameters) => {
                if let Some(before) = &before {
                    self.keep(&mut parameters, before);
                }
                if let Err(error) = self.turn(parameters) {
                    self.notice = error.to_string();
                }
                None
            }
        }
    }

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

    fn locks(&self) -> bool {
        !self.parameters.lock.as_slice().is_empty()
    }

    /// Leaves what is locked as it was.
    fn keep(&self, after: &mut W::Parameters, before: &W::Parameters) {
        parameters::keep(after, before, self.parameters.lock.as_slice());
    }

    /// Turns to another state, or waits for its tables.
    fn turn(&mut self, parameters: W::Parameters) -> Result<(), parameters::ParameterError> {
        if tables::NONE || lacking::<W>(&parameters).is_empty() {
            return self.widget.restore(parameters);
        }
        self.awaited = Some(Awaited { parameters, messages: vec![] });
        Ok(())
    }

    /// Does what was chosen from the menu, as far as it is not the browser's to do.
    fn choose(&mut self, item: MenuItem) -> Option<Effect> {
        let file = |extension: &str| format!("{}.{extension}", self.scope.instance());
        match item {
            MenuItem::Reset => {
                self.awaited = None;
                let restored = self.widget.restore(self.initial.clone());
                debug_assert!(restored.is_ok(), "the initial state was legal once");
                self.table_shown = false;
                None
            }
            MenuItem::ToggleTable => {
                self.table_shown = !self.table_shown;
                None
            }
            MenuItem::Copy(what) => Some(Effect::Copy(what)),
            MenuItem::SaveState => {
                let content = State::to_file(W::NAME, &self.widget.parameters().differences());
                Some(Effect::Download { name: file("json"), kind: "application/json", content })
            }
            MenuItem::OpenState => Some(Effect::OpenFile),
            MenuItem::FullScreen => Some(Effect::FullScreen),
            MenuItem::DownloadNumbers => {
                let (name, content) = (file("csv"), self.widget.table().to_csv());
                Some(Effect::Download { name, kind: "text/csv", content })
            }
            MenuItem::DownloadDrawing | MenuItem::DownloadPicture => {
                let pixels = matches!(item, MenuItem::DownloadPicture);
                let name = file(if pixels { "png" } else { "svg" });
                let drawing = self.widget.drawing().into_node();
                Some(Effect::SaveDrawing { name, drawing, pixels })
            }
        }
    }
}

/// The tables that a state needs and that are not here.
fn lacking<W: Widget>(parameters: &W::Parameters) -> Vec<Source> {
    W::tables(parameters).into_iter().filter(|&table| !tables::is_here(table)).collect()
}
