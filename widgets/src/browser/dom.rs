//! The page, as the patcher sees it.

use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt};
use web_sys::{CharacterData, Document, Element, Node};

use crate::markup::live::Dom;

/// Writes to one document.
pub(super) struct Page {
    pub(super) document: Document,
}

impl Page {
    /// A node that the tree knows to be an element. To ask the page would take as long as to write an attribute.
    fn element(node: &Node) -> &Element {
        node.unchecked_ref()
    }

    /// Attributes that only hold a control's first state: the live one is a property.
    pub(super) fn set_property(node: &Node, name: &str, value: Option<&str>) {
        let property = match name {
            "value" => JsValue::from_str(value.unwrap_or_default()),
            "checked" | "selected" => JsValue::from_bool(value.is_some()),
            _ => return,
        };
        // Elements without the property just get an unused one.
        let _ = js_sys::Reflect::set(node, &JsValue::from_str(name), &property);
    }
}

impl Dom for Page {
    type Node = Node;

    fn tag(&self, node: &Node) -> Option<String> {
        (node.node_type() == Node::ELEMENT_NODE).then(|| Self::element(node).local_name())
    }

    fn text(&self, node: &Node) -> String {
        node.node_value().unwrap_or_default()
    }

    fn attribute(&self, node: &Node, name: &str) -> Option<String> {
        Self::element(node).get_attribute(name)
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
        let _ = Self::element(node).set_attribute(name, value);
        Self::set_property(node, name, Some(value));
    }

    fn remove_attribute(&self, node: &Node, name: &'static str) {
        let _ = Self::element(node).remove_attribute(name);
        Self::set_property(node, name, None);
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
