//! What happens in a page, as figures and questions hear of it.

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, KeyboardEvent, Node, Window};

use super::pointer;
use crate::markup::{EventKind, Input};

/// Where an event happened and what it says; `None` if it is the browser's own affair.
pub(super) fn input(kind: EventKind, event: &Event) -> Option<(Node, Input)> {
    let target = event.target().and_then(|target| target.dyn_into::<Node>().ok())?;
    let key = event.dyn_ref::<KeyboardEvent>();
    // With these held, a key is the browser's or the system's: back, select, move a window.
    if key.is_some_and(|key| key.alt_key() || key.meta_key() || key.shift_key()) {
        return None;
    }
    let input = Input {
        value: js_sys::Reflect::get(&target, &"value".into())
            .ok()
            .and_then(|v| v.as_string())
            .unwrap_or_default(),
        key: key.map(KeyboardEvent::key).unwrap_or_default(),
        control: key.is_some_and(KeyboardEvent::ctrl_key),
        target: None,
        spots: if cfg!(feature = "pointers") && kind == EventKind::Press {
            pointer::spot(&target, event).into_iter().collect()
        } else {
            vec![]
        },
        held: false,
    };
    Some((target, input))
}

/// Does something later; what comes back can be taken back.
pub(super) fn later(window: &Window, milliseconds: i32, run: impl FnOnce() + 'static) -> Option<i32> {
    let run = once(move |_| run()).into_js_value();
    window.set_timeout_with_callback_and_timeout_and_arguments_0(run.unchecked_ref(), milliseconds).ok()
}

/// A function for the page to call once. The only kind there is, since each kind has code of its own.
pub(super) fn once(run: impl FnOnce(JsValue) + 'static) -> Closure<dyn FnMut(JsValue)> {
    let run: Box<dyn FnOnce(JsValue)> = Box::new(run);
    Closure::once(run)
}

/// A function for the page to call as long as it likes, likewise.
pub(super) fn always(run: impl FnMut(JsValue) + 'static) -> Function {
    Closure::<dyn FnMut(JsValue)>::new(run).into_js_value().unchecked_into()
}

/// The nodes from just below the root to the target, outermost first.
pub(super) fn ancestors(root: &Element, target: &Node) -> Vec<Node> {
    let mut chain = vec![];
    let mut here = Some(target.clone());
    while let Some(node) = here {
        if root.is_same_node(Some(&node)) {
            break;
        }
        here = node.parent_node();
        chain.push(node);
    }
    chain.reverse();
    chain
}
