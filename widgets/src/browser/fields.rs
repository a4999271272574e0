//! Fields that do not take what they are given: they go back to what holds, and the figure says so. Choices go back by the loader.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::dom::Page;
use super::mounted::{Shared, proceed};
use crate::code::{self, on_demand};

/// What a field holds by the tree.
pub(super) fn standing(target: &Node) -> Option<String> {
    target.dyn_ref::<Element>()?.get_attribute("value")
}

/// A field shows what holds, also where something else was typed; and if that changed nothing, the figure says so.
pub(super) fn refuse(shared: &Shared, field: &Node, before: Option<String>, typed: &str) {
    let Some(now) = standing(field).filter(|now| now != typed) else { return };
    Page::set_property(field, "value", Some(&now));
    if before.as_ref() == Some(&now) {
        if code::is_here() {
            on_demand(|| object(shared, typed));
        } else {
            shared.borrow_mut().instance.object("That cannot be taken here.");
            proceed(shared);
        }
    }
}

/// Says so, with what was typed: of the second file, for its size.
fn object(shared: &Shared, typed: &str) {
    const SHOWN: usize = 80;
    let typed: String = typed.chars().filter(|sign| !sign.is_control()).take(SHOWN).collect();
    shared.borrow_mut().instance.object(&format!("“{typed}” cannot be taken here, so nothing has changed."));
    proceed(shared);
}
