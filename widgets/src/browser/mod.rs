//! The live part: the same widgets in a page.
//!
//! The loader hands over a figure; [`adopt`] lays the widget's tree over the figure's nodes without touching them. From then on
//! events become messages, messages change the widget, and only differences are written.

mod dom;
mod mounted;
mod pointer;
mod share;

use js_sys::Function;
use simulation::data::Source;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use mounted::Place;

use crate::tables;

/// Constant time, memory that is freed is used again, and a sixth of the standard one's length.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The file of a table that a figure needs before it can be adopted, if there is one.
#[wasm_bindgen]
pub fn missing(root: &Element) -> Option<String> {
    if tables::NONE {
        return None;
    }
    let (entry, arguments) = mounted::named(root).ok()?;
    let table = (entry.tables)(&arguments).into_iter().find(|&table| !tables::is_here(table));
    table.map(|table| table.file_name().to_owned())
}

/// Takes the text of a table's file.
///
/// # Errors
/// One line if it is no table of ours.
#[wasm_bindgen]
pub fn supply(file: &str, text: &str) -> Result<(), JsValue> {
    if tables::NONE {
        return Ok(());
    }
    let table = Source::ALL.into_iter().find(|table| table.file_name() == file);
    table.map_or(Ok(()), |table| tables::supply(table, text)).map_err(|error| JsValue::from_str(&error))
}

/// Adopts a figure whose root carries `data-widget` and `data-arguments`, once [`missing`] names nothing. Doing it again does nothing.
/// `fetch` takes a file's name and promises its text; `embed` is the address of the widget's own page, without keys.
///
/// A figure of a chapter has neither `keys` nor `heard`, and its state is in the page's address. Elsewhere, `keys` is a list of keys, each
/// followed by its value as [text](crate::parameters::text), and `heard` a function that is told of every state: a list of the link form, the
/// directive, a refusal (empty if there was none), and then the keys with their values. The function that comes back takes such
/// `keys` at any later time.
///
/// # Errors
/// One line if the figure is not one of ours; it is left as it stands.
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
    let place = Place { fetch, embed, heard: heard.dyn_into().ok() };
    mounted::Mounted::adopt(root, place, &keys).map_err(|error| JsValue::from_str(&error))
}
