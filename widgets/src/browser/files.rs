//! Files that come and go.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, Document, File, HtmlAnchorElement, HtmlInputElement, Url};

use super::events::once;

/// Lets the reader choose a file, and passes its name and bytes on. A file that is longer than `longest` is not read: only its first part
/// is passed on, which is then refused for its length.
pub(super) fn choose_file(document: &Document, longest: usize, then: impl Fn(String, Vec<u8>) + 'static) {
    let Ok(input) = document.create_element("input") else { return };
    let input: HtmlInputElement = input.unchecked_into();
    input.set_type("file");
    let then = Rc::new(then);
    let chooser = input.clone();
    let chosen = once(move |_| {
        let Some(file) = chooser.files().and_then(|files| files.get(0)) else { return };
        let then = Rc::clone(&then);
        read_file(&file, longest, move |name, bytes| then(name, bytes));
    });
    let _ = input.add_event_listener_with_callback_and_bool("change", chosen.as_ref().unchecked_ref(), false);
    chosen.forget();
    input.click();
}

/// Passes on the name and the first bytes of a file, one more than the longest legal one has.
pub(super) fn read_file(file: &File, longest: usize, then: impl FnOnce(String, Vec<u8>) + 'static) {
    let end = i32::try_from(longest + 1).unwrap_or(i32::MAX);
    let Ok(start) = file.slice_with_i32_and_i32(0, end) else { return };
    let name = file.name();
    let read = once(move |bytes| {
        let bytes = Uint8Array::new(&bytes);
        // One by one: the quick way asserts that lengths agree, at 600 bytes.
        then(name, (0..bytes.length()).map(|place| bytes.get_index(place)).collect());
    });
    let _ = start.array_buffer().then(&read);
    read.forget();
}

/// Saves a text as a file.
pub(super) fn download(document: &Document, name: &str, kind: &str, content: &str) {
    if let Some(blob) = blob(kind, content) {
        offer(document, name, &blob);
    }
}

/// A file of this text.
pub(super) fn blob(kind: &str, content: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&JsValue::from_str(content));
    Blob::new_with_str_sequence_and_options(&parts, &options).ok()
}

/// Saves a file.
pub(super) fn offer(document: &Document, name: &str, blob: &Blob) {
    let Ok(url) = Url::create_object_url_with_blob(blob) else { return };
    if let Ok(link) = document.create_element("a") {
        let link = link.unchecked_into::<HtmlAnchorElement>();
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let _ = Url::revoke_object_url(&url);
}
