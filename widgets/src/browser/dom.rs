//! The page, as the patcher sees it.

use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt};
use web_sys::{CharacterData, Document, Element, Node};

use crate::markup::live::Dom;

/// Writes to one document.
pub(super) struct Page {
    pub(super) document: Document,
}

impl Page {
    /// Attributes that only hold a control's first state: the live one is a property.
    pub(super) fn set_property(node: &Node, name: &str, value: &JsValue) {
        if matches!(name, "checked" | "selected" | "value") {
            // Elements without the property just get an unused one.
            let _ = js_sys::Reflect::set(node, &JsValue::from_str(name), value);
        }
    }
}

impl Dom for Page {
    type Node = Node;

    fn tag(&self, node: &Node) -> Option<String> {
        node.dyn_ref::<Element>().map(Element::local_name)
    }

    fn text(&self, node: &Node) -> String {
        node.node_value().unwrap_or_default()
    }

    fn attribute(&self, node: &Node, name: &str) -> Option<String> {
        node.dyn_ref::<Element>()?.get_attribute(name)
    }

    fn children(&self, node: &Node) -> Vec<Node> {
        let nodes = node.child_nodes();
        (0..nodes.length())
            .filter_map(|index| nodes.get(index))
            .filter(|node| match node.node_type() {
                Node::TEXT_NODE => !node.node_value().unwrap_or_default().trim().is_empty(),
                // The shipped results lie in a script element, which is no part of the picture.
                Node::ELEMENT_NODE => node.node_name() != "SCRIPT",
                _ => false,
            })
            .collect()
    }

    fn same(&self, a: &Node, b: &Node) -> bool {
        a.is_same_node(Some(b))
    }

    fn create_element(&self, tag: &'static str, svg: bool) -> Node {
        let made = if svg {
            self.document.create_element_ns(Some("http://www.w3.org/2000/svg"), tag)
        } else {
            self.document.create_element(tag)
        };
        made.expect_throw("tags of the tree are legal names").into()
    }

    fn create_text(&self, text: &str) -> Node {
        self.document.create_text_node(text).into()
    }

    fn set_attribute(&self, node: &Node, name: &'static str, value: &str) {
        if let Some(element) = node.dyn_ref::<Element>() {
            let _ = element.set_attribute(name, value);
            let property = if name == "value" { JsValue::from_str(value) } else { JsValue::TRUE };
            Self::set_property(node, name, &property);
        }
    }

    fn remove_attribute(&self, node: &Node, name: &'static str) {
        if let Some(element) = node.dyn_ref::<Element>() {
            let _ = element.remove_attribute(name);
            Self::set_property(node, name, &JsValue::FALSE);
        }
    }

    fn set_text(&self, node: &Node, text: &str) {
        node.unchecked_ref::<CharacterData>().set_data(text);
    }

    fn insert(&self, parent: &Node, node: &Node, before: Option<&Node>) {
        let _ = parent.insert_before(node, before);
    }

    fn remove(&self, parent: &Node, node: &Node) {
        let _ = parent.remove_child(node);
    }
}
