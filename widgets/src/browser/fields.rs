//! Fields that do not take what they are given: they go back to what holds, and the figure says so.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node};

use super::dom::Page;
use super::mounted::{Shared, proceed};
use crate::code::{self, on_demand};

/// A choice that was not taken, such as a pair of one item with itself, goes back to what holds: browsers have moved it by themselves.
pub(super) fn stand(target: &Node) {
    let Some(field) = target.dyn_ref::<Element>() else { return };
    let hold = |held: &Element, property| Page::set_property(held, property, &JsValue::TRUE);
    if field.matches("input").unwrap_or_default() {
        Page::set_property(field, "checked", &field.has_attribute("checked").into());
        let group = field.closest("fieldset").ok().flatten();
        let radio = group.and_then(|group| group.query_selector("input[type=radio][checked]").ok().flatten());
        if let Some(radio) = radio {
            hold(&radio, "checked");
        }
    } else if let Ok(Some(option)) = field.query_selector("option[selected]") {
        hold(&option, "selected");
    }
}

/// What a field holds by the tree.
pub(super) fn standing(target: &Node) -> Option<String> {
    target.dyn_ref::<Element>()?.get_attribute("value")
}

/// A field shows what holds, also where something else was typed; and if that changed nothing, the figure says so.
pub(super) fn refuse(shared: &Shared, field: &Node, before: Option<String>, typed: &str) {
    let Some(now) = standing(field).filter(|now| now != typed) else { return };
    Page::set_property(field, "value", &now.as_str().into());
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
