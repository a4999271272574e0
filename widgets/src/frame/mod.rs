//! The one frame around every widget: title, menu, controls, figure, live sentence, comparison, table.
//!
//! Widgets never draw these themselves. The frame also owns what every widget can do: reset, copy a link, download numbers
//! and drawing, show the numbers as a table, fill the screen, stop long work.

mod acting;
mod instance;
mod missing;
#[cfg(test)]
mod missing_tests;
mod reading;
#[cfg(any(not(feature = "browser"), feature = "tables"))]
mod rows;
#[cfg(all(feature = "browser", not(feature = "tables")))]
#[path = "rows_none.rs"]
mod rows;
#[cfg(test)]
mod rows_tests;
#[cfg(any(not(feature = "browser"), feature = "tables"))]
mod rows_view;
#[cfg(test)]
mod tests;
mod view;

pub use instance::{Effect, Instance};
pub use missing::Missing;
#[cfg(not(feature = "browser"))]
pub(crate) use reading::own;
pub(crate) use reading::{parameters, read};

use crate::parameters::{Arguments, Keys, Parameters, TextLine, link};
use crate::tables;
use crate::widget::{Scope, Widget};
use rows::{Panel, RowsMessage};

crate::parameters! {
    /// The parameters that every widget has.
    pub struct FrameParameters {
        /// The figure's name in links; made from the chapter's name if it is not given.
        id: TextLine = TextLine::default(),
        /// A title in place of the widget's own.
        title: TextLine = TextLine::default(),
        /// A caption under the figure.
        caption: TextLine = TextLine::default(),
        /// Controls that are left out, by the parameters that they set; menu is the menu, own are readers’ own rows.
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
    /// What the reader expected of the figure, in words.
    expected: String,
    /// A state or a message that waits for what it needs, and what the reader did meanwhile.
    awaited: Option<Awaited<W>>,
    /// Whether the work that is left to do was given up for want of its code.
    forgone: bool,
    /// Where a reader gives own rows, while it is open.
    rows: Option<Panel>,
}

struct Awaited<W: Widget> {
    parameters: Option<W::Parameters>,
    messages: Vec<FrameMessage<W::Message>>,
    /// Whether a link asked for the state.
    of_link: bool,
}

/// What a reader can do to the frame or to the widget in it.
pub(crate) enum FrameMessage<M> {
    Widget(M),
    Menu(MenuItem),
    Rows(RowsMessage),
    /// A file of own rows, by its name and its bytes.
    Given(String, Vec<u8>),
    CloseMenu,
    Stop,
}

/// The menu's name in `hide`.
const MENU: &str = "menu";
/// The parameter that names the rows.
const DATA: &str = "data";
/// The same of readers' own rows.
const OWN: &str = "own";

/// What the menu offers.
#[derive(Clone, Copy)]
pub(crate) enum MenuItem {
    Reset,
    Copy(Copied),
    SaveState,
    OpenState,
    OwnRows,
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
        let (table_shown, notice, expected) = (false, String::new(), String::new());
        let (awaited, rows, forgone) = (None, None, false);
        let mut frame = Self {
            scope,
            widget,
            initial,
            parameters,
            table_shown,
            notice,
            expected,
            awaited,
            forgone,
            rows,
        };
        frame.offer();
        frame
    }

    /// Whether a reader may give own rows here: the widget takes some, and whoever made the page leaves it open.
    fn takes_rows(&self) -> bool {
        let FrameParameters { hide, lock, .. } = &self.parameters;
        let closed = |name: &String| name == DATA || name == OWN;
        let hidden = hide.as_slice().iter().any(closed) || lock.as_slice().iter().any(closed);
        !tables::NONE && W::OWN_ROWS.is_some() && !hidden
    }

    /// Has the own rows that are drawn stay in the list of tables.
    #[cfg(any(not(feature = "browser"), feature = "tables"))]
    fn offer(&mut self) {
        for table in W::tables(self.widget.parameters()) {
            if let tables::TableId::Own(rows) = table {
                self.scope.offer(rows);
            }
        }
    }

    #[cfg(all(feature = "browser", not(feature = "tables")))]
    fn offer(&mut self) {}

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
