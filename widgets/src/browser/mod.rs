//! The live part: the same widgets, and the same questions, in a page.
//!
//! The loader hands over a figure; [`adopt`] lays the widget's tree over the figure's nodes without touching them. From then on
//! events become messages, messages change the widget, and only differences are written.

#[cfg(feature = "learning")]
mod device;
mod dom;
#[cfg(feature = "figures")]
mod effects;
mod events;
#[cfg(feature = "figures")]
mod fields;
mod files;
#[cfg(feature = "figures")]
mod mounted;
mod pointer;
#[cfg(feature = "learning")]
mod questions;
#[cfg(feature = "figures")]
mod raised;
#[cfg(feature = "figures")]
mod share;
#[cfg(feature = "figures")]
mod shelf;

use js_sys::Function;
#[cfg(feature = "figures")]
use simulation::data::Source;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[cfg(feature = "figures")]
use crate::{code, frame::Missing, tables};

/// Constant time, memory that is freed is used again, and a sixth of the standard one's length.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// What a figure needs before it can be adopted, if there is something: the name of a table's file, or `more` for the code on demand.
#[cfg(feature = "figures")]
#[wasm_bindgen]
pub fn missing(root: &Element) -> Option<String> {
    if tables::NONE {
        return None;
    }
    let (entry, arguments) = raised::named(root).ok()?;
    Missing::of((entry.tables)(&arguments)).first().map(|missing| missing.file_name().to_owned())
}

/// Takes the text of a table's file, or hears that the code on demand is here.
///
/// # Errors
/// One line if it is no table of ours.
#[cfg(feature = "figures")]
#[wasm_bindgen]
pub fn supply(file: &str, text: &str) -> Result<(), JsValue> {
    if file == code::FILE {
        code::arrive();
        if !tables::NONE {
            code::on_demand(shelf::furnish);
        }
        return Ok(());
    }
    if tables::NONE {
        return Ok(());
    }
    let table = Source::ALL.into_iter().find(|table| table.file_name() == file);
    table.map_or(Ok(()), |table| tables::supply(table, text)).map_err(|error| JsValue::from_str(&error))
}

/// Reads a figure's results and draws it, unseen, once [`missing`] names nothing: the first half of [`adopt`], for whoever wants to leave the
/// page's thread in between. What cannot be raised is left to [`adopt`] to tell.
#[wasm_bindgen]
pub fn raise(root: &Element) {
    #[cfg(feature = "figures")]
    if !root.has_attribute("data-live") {
        raised::raise(root);
    }
    #[cfg(not(feature = "figures"))]
    let _ = root;
}

/// Adopts a figure whose root carries `data-widget` and `data-arguments`, once [`missing`] names nothing, or a question with
/// `data-question` in the place of the widget. Doing it again does nothing.
/// `fetch` takes a file's name and promises its text, or takes `more` and promises the code on demand, which is then here; `embed` is the address of the widget's own page, without keys.
///
/// A figure of a chapter has neither `keys` nor `heard`, and its state is in the page's address. Elsewhere, `keys` is a list of keys, each
/// followed by its value as [text](crate::parameters::text), and `heard` a function that is told of every state: a list of the link form, the
/// directive, a refusal (empty if there was none), the state's file, and then the keys with their values. The function that comes back takes such
/// `keys` at any later time. All of that is code on demand, which must be here.
///
/// # Errors
/// One line if the figure is not one of ours, or is heard without the code on demand; it is left as it stands.
#[wasm_bindgen]
pub fn adopt(
    root: Element,
    fetch: Function,
    embed: String,
    keys: JsValue,
    heard: JsValue,
) -> Result<JsValue, JsValue> {
    if root.has_attribute("data-live") {
        return Ok(JsValue::UNDEFINED);
    }
    #[cfg(feature = "learning")]
    if root.has_attribute("data-question") {
        let adopted = questions::adopt(root, &embed);
        return adopted.map(|()| JsValue::UNDEFINED).map_err(|error| JsValue::from_str(&error));
    }
    #[cfg(feature = "figures")]
    {
        let place = mounted::Place { fetch, embed, heard: heard.dyn_into().ok() };
        mounted::Mounted::adopt(root, place, &keys).map_err(|error| JsValue::from_str(&error))
    }
    #[cfg(not(feature = "figures"))]
    {
        let _ = (fetch, keys, heard);
        Err(JsValue::from_str("this part has no figures"))
    }
}
