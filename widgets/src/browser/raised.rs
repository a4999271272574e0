//! Figures whose widgets are made and drawn, unseen, and that wait to be laid over the page.

use std::cell::RefCell;

use web_sys::Element;

use crate::frame::Instance;
use crate::markup::Node;
use crate::parameters::{Arguments, link};
use crate::registry::{self, Entry};
use crate::widget::Scope;

/// A figure's widget with its results, and the tree that shows them.
pub(super) struct Raised {
    root: Element,
    pub(super) instance: Box<dyn Instance>,
    pub(super) tree: Node,
}

thread_local! {
    static WAITING: RefCell<Vec<Raised>> = const { RefCell::new(vec![]) };
}

/// The widget that a figure names, and its arguments.
pub(super) fn named(root: &Element) -> Result<(&'static Entry, Arguments), String> {
    let attribute = |name: &str| root.get_attribute(name).unwrap_or_default();
    let name = attribute("data-widget");
    let entry = registry::widget(&name).ok_or_else(|| format!("no widget is named {name}"))?;
    let arguments = link::decode(&attribute("data-arguments")).map_err(|error| error.to_string())?;
    Ok((entry, arguments))
}

/// Makes a figure's widget and draws it, for [`take`]. What cannot be raised is not there.
pub(super) fn raise(root: &Element) {
    if let Ok(raised) = drawn(root) {
        WAITING.with_borrow_mut(|waiting| waiting.push(raised));
    }
}

/// What was raised for this figure, or is now.
pub(super) fn take(root: &Element) -> Result<Raised, String> {
    let raised = WAITING.with_borrow_mut(|waiting| {
        let place = waiting.iter().position(|raised| raised.root.is_same_node(Some(root)))?;
        Some(waiting.swap_remove(place))
    });
    raised.map_or_else(|| drawn(root), Ok)
}

fn drawn(root: &Element) -> Result<Raised, String> {
    let (entry, arguments) = named(root)?;
    let mut instance = (entry.revive)(&arguments, Scope::new(root.id()))
        .ok_or_else(|| format!("the arguments of {} were made by another version", entry.name))?;
    if let Ok(Some(shipped)) = root.query_selector("script[type='application/json']") {
        // Results that cannot be read are computed instead.
        let _ = instance.receive(&shipped.text_content().unwrap_or_default());
    }
    let tree = instance.view();
    Ok(Raised { root: root.clone(), instance, tree })
}
