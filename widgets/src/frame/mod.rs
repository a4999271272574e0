//! The one frame around every widget: title, menu, controls, figure, live sentence, comparison, table.
//!
//! Widgets never draw these themselves. The frame also owns what every widget can do: reset, copy a link, download numbers
//! and drawing, show the numbers as a table, fill the screen, stop long work.

mod instance;
mod reading;
#[cfg(test)]
mod tests;
mod view;

pub use instance::{Effect, Instance};
#[cfg(not(feature = "browser"))]
pub(crate) use reading::own;
pub(crate) use reading::{parameters, read};

use crate::parameters::{Arguments, Keys, Parameters, TextLine, link};
use crate::widget::{Scope, Widget};

crate::parameters! {
    /// The parameters that every widget has.
    pub struct FrameParameters {
        /// The figure's name in links; made from the chapter's name if it is not given.
        id: TextLine = TextLine::default(),
        /// A title in place of the widget's own.
        title: TextLine = TextLine::default(),
        /// A caption under the figure.
        caption: TextLine = TextLine::default(),
        /// Controls that are left out, by the parameters that they set; menu is the menu.
        hide: Keys = Keys::default(),
        /// Parameters that stay as they are, whatever the reader does; their controls are for show.
        lock: Keys = Keys::default(),
    }
}

/// What the menu copies: each says exactly what is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// An address that opens the figure in this state.
    Link,
    /// The HTML that puts it into another page.
    Embed,
    /// The directive that puts it into a chapter.
    Directive,
}

/// A widget in its frame.
pub struct Frame<W: Widget> {
    scope: Scope,
    widget: W,
    initial: W::Parameters,
    parameters: FrameParameters,
    table_shown: bool,
    notice: String,
    /// A state that waits for its tables, and what the reader did meanwhile.
    awaited: Option<Awaited<W>>,
}

struct Awaited<W: Widget> {
    parameters: W::Parameters,
    messages: Vec<W::Message>,
}

/// What a reader can do to the frame or to the widget in it.
pub(crate) enum FrameMessage<M> {
    Widget(M),
    Menu(MenuItem),
    CloseMenu,
    Stop,
}

/// The menu's name in `hide`.
const MENU: &str = "menu";

/// What the menu offers.
#[derive(Clone, Copy)]
pub(crate) enum MenuItem {
    Reset,
    Copy(Copied),
    SaveState,
    OpenState,
    DownloadNumbers,
    DownloadDrawing,
    DownloadPicture,
    ToggleTable,
    FullScreen,
}

impl<W: Widget> Frame<W> {
    /// Frames a widget that is in the state of its parameters.
    pub fn new(widget: W, parameters: FrameParameters, scope: Scope) -> Self {
        let initial = widget.parameters().clone();
        Self { scope, widget, initial, parameters, table_shown: false, notice: String::new(), awaited: None }
    }

    fn title(&self) -> String {
        self.parameters.title.or_else(|| self.widget.title())
    }

    /// What a directive would say of what is on the screen: all but the id, which is the page's.
    fn arguments(&self) -> Arguments {
        let common = FrameParameters { id: TextLine::default(), ..self.parameters.clone() };
        [self.widget.parameters().differences(), common.differences()].concat()
    }

    /// The state that a link carries: what differs from the widget's defaults.
    fn state(&self) -> String {
        link::write(W::NAME, &self.widget.parameters().differences())
    }
}
