//! In a part of the page's code whose figures draw no tables, nobody gives rows, and nothing here can be made.

use super::Frame;
use super::instance::Effect;
use crate::markup::Markup;
use crate::widget::{Scope, Widget};

/// What a reader can do there: nothing.
pub(crate) enum RowsMessage {}

/// The place itself: there is none.
pub(super) enum Panel {}

/// The field's name in its scope.
pub(super) const TEXT: &str = "";

impl Panel {
    pub(super) fn open() -> Option<Self> {
        None
    }

    pub(super) fn read_file(&mut self, _name: &str, _file: &[u8]) {
        match *self {}
    }

    pub(super) fn view(&self, _scope: &Scope) -> Markup<RowsMessage> {
        match *self {}
    }
}

impl<W: Widget> Frame<W> {
    pub(super) fn answer_rows(&mut self, message: RowsMessage) -> Vec<Effect> {
        match message {}
    }
}
