//! Readers' own rows in a page: kept in the browser's storage, and dropped onto figures.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{Event, FileList, Storage};

use super::events::always;
use super::files;
use super::mounted::{Shared, proceed};
use crate::parameters::state::FILE_LENGTH;
use crate::tables::OwnRows;
use crate::tables::own::{self, Kept, Shelf};

/// What the names of our entries begin with; the fingerprint follows. An entry is the rows' word, what they are called, and their text, each
/// but the last in a line.
const PREFIX: &str = "counterfactuals-rows-";

/// The browser's storage, as far as it can be had: a page in a frame of another site, or one of a file, may have none.
struct Local;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn entry(fingerprint: u64) -> Option<String> {
    storage()?.get_item(&key(fingerprint)).ok().flatten()
}

fn key(fingerprint: u64) -> String {
    format!("{PREFIX}{fingerprint:016x}")
}

fn split(entry: &str) -> Option<(Kept, &str)> {
    let (word, rest) = entry.split_once('\n')?;
    let (name, text) = rest.split_once('\n')?;
    Some((Kept { rows: OwnRows::of_word(word)?, name: name.to_owned() }, text))
}

impl Shelf for Local {
    fn list(&self) -> Vec<Kept> {
        let Some(storage) = storage() else { return vec![] };
        let keys = (0..storage.length().unwrap_or(0)).filter_map(|place| storage.key(place).ok().flatten());
        let entries = keys
            .filter(|key| key.starts_with(PREFIX))
            .filter_map(|key| storage.get_item(&key).ok().flatten());
        entries.filter_map(|entry| Some(split(&entry)?.0)).collect()
    }

    fn text(&self, fingerprint: u64) -> Option<String> {
        entry(fingerprint).and_then(|entry| Some(split(&entry)?.1.to_owned()))
    }

    fn keep(&self, kept: &Kept, text: &str) -> bool {
        let entry = format!("{}\n{}\n{text}", kept.rows.word(), kept.name);
        storage().is_some_and(|storage| storage.set_item(&key(kept.rows.fingerprint()), &entry).is_ok())
    }

    fn forget(&self, fingerprint: u64) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&key(fingerprint));
        }
    }
}

/// Lets own rows be kept.
pub(super) fn furnish() {
    own::furnish(Box::new(Local));
}

/// Takes a file of own rows.
pub(super) fn give(shared: &Shared, name: &str, bytes: &[u8]) {
    shared.borrow_mut().instance.give_rows(name, bytes);
    proceed(shared);
}

/// Takes files that are dropped onto a figure.
pub(super) fn listen(shared: &Shared) {
    for name in ["dragover", "drop"] {
        let mounted = shared.clone();
        let heard = always(move |event| hear(&mounted, event.unchecked_ref()));
        let _ = shared.borrow().root.add_event_listener_with_callback_and_bool(name, &heard, false);
    }
}

fn hear(shared: &Shared, event: &Event) {
    let of = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).unwrap_or_default();
    let carried = of(event, "dataTransfer");
    // A text that is dragged may be on its way into the field.
    let files = of(&carried, "types").dyn_into::<js_sys::Array>();
    let has_files = files.is_ok_and(|types| types.includes(&"Files".into(), 0));
    if !has_files || !shared.try_borrow().is_ok_and(|mounted| mounted.instance.takes_rows()) {
        return;
    }
    event.prevent_default();
    if event.type_() != "drop" {
        return;
    }
    let file = of(&carried, "files").dyn_into::<FileList>().ok().and_then(|files| files.get(0));
    if let Some(file) = file {
        let shared = shared.clone();
        files::read_file(&file, FILE_LENGTH, move |name, bytes| give(&shared, &name, &bytes));
    }
}
