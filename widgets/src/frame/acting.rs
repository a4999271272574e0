//! What the frame does when a reader uses it, or what is in it.

use super::instance::{Effect, Instance};
use super::rows::Panel;
use super::{Awaited, Frame, FrameMessage, MenuItem, rows};
use crate::code::{self, on_demand};
use crate::widget::{Reaction, Widget};

impl<W: Widget> Frame<W> {
    /// Does what a message says, once what it needs is here.
    pub(super) fn hear(&mut self, message: FrameMessage<W::Message>) -> Vec<Effect> {
        match message {
            FrameMessage::CloseMenu => return vec![Effect::CloseMenu],
            FrameMessage::Stop => {
                self.awaited = None;
                self.widget.cancel();
                return vec![Effect::Focus(self.scope.id("status"))];
            }
            message => {
                let here = code::is_here() || matches!(message, FrameMessage::Widget(_));
                if self.awaited.is_some() || !here {
                    let waiting = || Awaited { parameters: None, messages: vec![], of_link: false };
                    self.awaited.get_or_insert_with(waiting).messages.push(message);
                } else if let FrameMessage::Widget(message) = message {
                    return self.answer(message).into_iter().collect();
                } else {
                    return on_demand(|| self.do_more(message));
                }
            }
        }
        vec![]
    }

    /// What is done by code on demand.
    fn do_more(&mut self, message: FrameMessage<W::Message>) -> Vec<Effect> {
        match message {
            FrameMessage::Menu(item) => self.choose(item).into_iter().collect(),
            FrameMessage::Rows(message) => self.answer_rows(message),
            FrameMessage::Given(name, file) => {
                let mut panel = self.rows.take().or_else(Panel::open);
                if let Some(panel) = &mut panel {
                    panel.read_file(&name, &file);
                }
                self.rows = panel;
                vec![]
            }
            FrameMessage::Widget(_) | FrameMessage::CloseMenu | FrameMessage::Stop => vec![],
        }
    }

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

    pub(super) fn reset(&mut self) {
        self.awaited = None;
        let restored = self.widget.restore(self.initial.clone());
        debug_assert!(restored.is_ok(), "the initial state was legal once");
        self.table_shown = false;
    }

    /// Does what was chosen from the menu, as far as it is not the browser's to do.
    fn choose(&mut self, item: MenuItem) -> Option<Effect> {
        let file = |extension: &str| format!("{}.{extension}", self.scope.instance());
        match item {
            MenuItem::Reset => {
                self.rows = None;
                self.reset();
                None
            }
            MenuItem::ToggleTable => {
                self.table_shown = !self.table_shown;
                None
            }
            MenuItem::Copy(what) => Some(Effect::Copy(what)),
            MenuItem::SaveState => {
                let content = Instance::file(self);
                Some(Effect::Download { name: file("json"), kind: "application/json", content })
            }
            MenuItem::OpenState => Some(Effect::OpenFile),
            MenuItem::OwnRows => {
                self.rows = Panel::open();
                self.rows.as_ref().map(|_| Effect::Focus(self.scope.id(rows::TEXT)))
            }
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
