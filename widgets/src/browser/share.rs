//! What leaves the page: addresses, the clipboard, drawings.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::{
    CanvasRenderingContext2d, Document, Element, HtmlCanvasElement, HtmlElement, HtmlImageElement, Url,
    Window,
};

use super::events::once;
use super::files::{blob, offer};
use crate::frame::Copied;
use crate::markup::Node;
use crate::markup::html::escape;
use crate::parameters::{Arguments, text};

/// What a widget's own page has around it, in CSS pixels.
const MARGIN: u32 = 64;

/// The query key of a figure's state.
fn key(id: &str) -> String {
    format!("state-{id}")
}

/// The state that the page's address gives a figure.
pub(super) fn state_in_address(window: &Window, id: &str) -> Option<String> {
    let address = Url::new(&window.location().href().ok()?).ok()?;
    address.search_params().get(&key(id))
}

/// The page's address with a figure's state in it, or without one; `point` makes it lead to the figure.
pub(super) fn address(window: &Window, id: &str, state: Option<&String>, point: bool) -> String {
    let here = window.location().href().unwrap_or_default();
    let Ok(address) = Url::new(&here) else { return here };
    match state {
        Some(state) => address.search_params().set(&key(id), state),
        None => address.search_params().delete(&key(id)),
    }
    if point {
        address.set_hash(id);
    }
    address.href()
}

/// Writes the state into the address bar, without a new entry in the history.
pub(super) fn show_in_address(window: &Window, id: &str, state: Option<&String>) {
    let address = address(window, id, state, false);
    if let Ok(history) = window.history() {
        // Refused on pages without an address of their own, such as a saved file.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// The address of a widget's own page with these keys.
pub(super) fn with_keys(page: &str, arguments: &Arguments) -> String {
    let Ok(address) = Url::new(page) else { return page.to_owned() };
    for (key, value) in arguments {
        address.search_params().set(key, &text::write(value));
    }
    address.href()
}

/// The HTML that shows the page at an address as this figure is shown here.
pub(super) fn embed_code(root: &Element, address: &str) -> String {
    let title = root.query_selector(".widget-title").ok().flatten().and_then(|title| title.text_content());
    let height = root.get_bounding_client_rect().height() as u32 + MARGIN;
    let (address, title) = (escape(address), escape(&title.unwrap_or_default()));
    format!(
        "<iframe src=\"{address}\" title=\"{title}\" width=\"100%\" height=\"{height}\" loading=\"lazy\" allow=\"clipboard-write; fullscreen\"></iframe>"
    )
}

/// Puts a text on the clipboard, and says how that went.
pub(super) fn copy(window: &Window, what: Copied, text: String, said: impl Fn(String) + Clone + 'static) {
    let what = match what {
        Copied::Link => "Link",
        Copied::Embed => "Embed code",
        Copied::Directive => "Directive",
    };
    let refused = format!("The clipboard is closed to this page. {what}: {text}");
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into());
    // Pages without https have none. Answered later like any refusal, since the caller is still at work.
    let promise = if clipboard.is_ok_and(|clipboard| clipboard.is_undefined()) {
        Promise::reject(&JsValue::NULL).unchecked_into()
    } else {
        window.navigator().clipboard().write_text(&text)
    };
    let done = said.clone();
    let copied = once(move |_| done(format!("{what} copied.")));
    let failed = once(move |_| said(refused));
    let _ = promise.then2(&copied, &failed);
    copied.forget();
    failed.forget();
}

/// Saves a drawing as pixels, at twice its size: sharp on paper and on fine screens.
pub(super) fn download_picture(document: &Document, name: &str, kind: &str, drawing: &str) {
    const TWICE: u32 = 2;
    let url = blob(kind, drawing).and_then(|blob| Url::create_object_url_with_blob(&blob).ok());
    let (Some(url), Ok(image), Ok(canvas)) =
        (url, document.create_element("img"), document.create_element("canvas"))
    else {
        return;
    };
    let image: HtmlImageElement = image.unchecked_into();
    image.set_src(&url);
    let (document, name, drawn) = (document.clone(), name.to_owned(), image.clone());
    let loaded = once(move |_| {
        let canvas: HtmlCanvasElement = canvas.unchecked_into();
        let size = (drawn.natural_width() * TWICE, drawn.natural_height() * TWICE);
        canvas.set_width(size.0);
        canvas.set_height(size.1);
        let Ok(Some(context)) = canvas.get_context("2d") else { return };
        let context: CanvasRenderingContext2d = context.unchecked_into();
        let (width, height) = (f64::from(size.0), f64::from(size.1));
        let _ = context.draw_image_with_html_image_element_and_dw_and_dh(&drawn, 0.0, 0.0, width, height);
        let _ = Url::revoke_object_url(&url);
        let saved = once(move |blob| offer(&document, &name, blob.unchecked_ref()));
        let _ = canvas.to_blob(saved.as_ref().unchecked_ref());
        saved.forget();
    });
    let _ = image.add_event_listener_with_callback_and_bool("load", loaded.as_ref().unchecked_ref(), false);
    loaded.forget();
}

/// Gives each attribute that names a token the colour that the token has on the page now: a file has no stylesheet to look
/// it up in. A probe inside the figure is asked, since a token may be written as anything that comes down to a colour.
pub(super) fn resolve_colours(window: &Window, document: &Document, figure: &Element, drawing: &mut Node) {
    let Ok(probe) = document.create_element("span") else { return };
    let probe: HtmlElement = probe.unchecked_into();
    let _ = figure.append_child(&probe);
    drawing.resolve_tokens(&|token| {
        let _ = probe.style().set_property("color", token);
        let style = window.get_computed_style(&probe).ok().flatten();
        style.and_then(|style| style.get_property_value("color").ok()).unwrap_or_default()
    });
    probe.remove();
}
