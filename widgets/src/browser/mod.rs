//! The live part: the same widgets in a page.
//!
//! The loader hands over a figure; [`adopt`] lays the widget's tree over the figure's nodes without touching them. From then on
//! events become messages, messages change the widget, and only differences are written.

mod dom;
mod mounted;
mod share;

use wasm_bindgen::prelude::*;
use web_sys::Element;

/// Constant time, memory that is freed is used again, and a sixth of the standard one's length.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Adopts a figure whose root carries `data-widget` and `data-arguments`. Doing it again does nothing.
///
/// # Errors
/// One line if the figure is not one of ours; it is left as it stands.
#[wasm_bindgen]
pub fn adopt(root: Element) -> Result<(), JsValue> {
    if root.has_attribute("data-live") {
        return Ok(());
    }
    mounted::Mounted::adopt(root).map_err(|error| JsValue::from_str(&error))
}
