//! What a page does for a figure after an update: the focus, the clipboard, files, the whole screen.

use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use super::events::once;
use super::mounted::{Mounted, Shared, proceed, rest};
use super::{files, share, shelf};
use crate::code::on_demand;
use crate::frame::{Copied, Effect};
use crate::parameters::state::FILE_LENGTH;
use crate::parameters::text;
use crate::tables;

impl Mounted {
    pub(super) fn perform(&self, effect: Effect, shared: &Shared) {
        match effect {
            Effect::Focus(id) => {
                // Inside the figure, since one in a shadow tree is out of the document's sight.
                let element = self.root.query_selector(&format!("[id='{id}']"));
                if let Ok(Some(element)) = element {
                    // What takes the focus is a cell, a button or a line: no check for a kind of element.
                    let _ = element.unchecked_into::<HtmlElement>().focus();
                }
            }
            Effect::CloseMenu => {
                if let Ok(Some(menu)) = self.root.query_selector("details[open]") {
                    let _ = menu.remove_attribute("open");
                    if let Ok(Some(button)) = menu.query_selector("summary") {
                        let _ = button.unchecked_into::<HtmlElement>().focus();
                    }
                }
            }
            // What comes of the menu comes of code on demand.
            effect => on_demand(|| self.perform_more(effect, shared)),
        }
    }

    fn perform_more(&self, effect: Effect, shared: &Shared) {
        match effect {
            Effect::Focus(_) | Effect::CloseMenu => {}
            Effect::FullScreen => {
                if self.page.document.fullscreen_element().is_some() {
                    self.page.document.exit_fullscreen();
                } else {
                    // A frame that does not allow it refuses later, and a refusal that nobody hears of is an error of the page.
                    let asked = Reflect::get(&self.root, &"requestFullscreen".into());
                    let asked = asked.and_then(|ask| ask.unchecked_ref::<Function>().call0(&self.root));
                    let shared = Rc::clone(shared);
                    let refused = once(move |_| {
                        shared.borrow_mut().instance.say("This page lets no figure fill the screen.");
                        proceed(&shared);
                    });
                    if let Ok(promise) = asked {
                        let _ = promise.unchecked_into::<Promise>().catch(&refused);
                    }
                    refused.forget();
                }
            }
            Effect::Copy(what) => {
                let shared = Rc::clone(shared);
                share::copy(&self.window, what, self.copied(what), move |said| {
                    shared.borrow_mut().instance.say(&said);
                    proceed(&shared);
                });
            }
            Effect::OpenFile => {
                let shared = Rc::clone(shared);
                files::choose_file(&self.page.document, FILE_LENGTH, move |_, file| {
                    shared.borrow_mut().instance.open_file(&file);
                    proceed(&shared);
                    rest(&shared);
                });
            }
            Effect::OpenRows => {
                if !tables::NONE {
                    let shared = Rc::clone(shared);
                    files::choose_file(&self.page.document, FILE_LENGTH, move |name, file| {
                        shelf::give(&shared, &name, &file);
                    });
                }
            }
            Effect::Download { name, kind, content } => {
                files::download(&self.page.document, &name, kind, &content);
            }
            Effect::SaveDrawing { name, mut drawing, pixels } => {
                share::resolve_colours(&self.window, &self.page.document, &self.root, &mut drawing);
                let save = if pixels { share::download_picture } else { files::download };
                save(&self.page.document, &name, "image/svg+xml", &drawing.to_html());
            }
        }
    }

    fn copied(&self, what: Copied) -> String {
        let arguments = self.instance.arguments();
        match what {
            Copied::Directive => text::directive(self.instance.name(), &arguments),
            Copied::Embed => share::embed_code(&self.root, &share::with_keys(&self.place.embed, &arguments)),
            Copied::Link if self.place.heard.is_some() => share::with_keys(&self.place.embed, &arguments),
            Copied::Link => {
                // With the state even if it is the page's own: the page may open otherwise when the link is followed.
                let (state, _) = self.instance.state();
                share::address(&self.window, &self.root.id(), Some(&state), true)
            }
        }
    }
}
