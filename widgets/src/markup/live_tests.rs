//! The patcher on a model of a document that counts what is written to it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use proptest::prelude::*;

use super::super::{Markup, element, text};
use super::*;

/// A node of the model: shared like a node of a page.
#[derive(Clone)]
struct Model(Rc<RefCell<Inner>>);

struct Inner {
    tag: Option<&'static str>,
    text: String,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Model>,
}

#[derive(Default)]
struct Document {
    writes: Cell<usize>,
}

impl Document {
    fn wrote(&self) {
        self.writes.set(self.writes.get() + 1);
    }
}

impl Dom for Document {
    type Node = Model;

    fn tag(&self, node: &Model) -> Option<String> {
        node.0.borrow().tag.map(str::to_owned)
    }
    fn text(&self, node: &Model) -> String {
        node.0.borrow().text.clone()
    }
    fn attribute(&self, node: &Model, name: &str) -> Option<String> {
        node.0.borrow().attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
    }
    fn children(&self, node: &Model) -> Vec<Model> {
        node.0.borrow().children.clone()
    }
    fn same(&self, a: &Model, b: &Model) -> bool {
        Rc::ptr_eq(&a.0, &b.0)
    }
    fn create_element(&self, tag: &'static str, _svg: bool) -> Model {
        self.wrote();
        let (text, attributes, children) = (String::new(), vec![], vec![]);
        Model(Rc::new(RefCell::new(Inner { tag: Some(tag), text, attributes, children })))
    }
    fn create_text(&self, text: &str) -> Model {
        self.wrote();
        let (attributes, children) = (vec![], vec![]);
        Model(Rc::new(RefCell::new(Inner { tag: None, text: text.to_owned(), attributes, children })))
    }
    fn set_attribute(&self, node: &Model, name: &'static str, value: &str) {
        self.wrote();
        let attributes = &mut node.0.borrow_mut().attributes;
        attributes.retain(|(known, _)| *known != name);
        attributes.push((name, value.to_owned()));
    }
    fn remove_attribute(&self, node: &Model, name: &'static str) {
        self.wrote();
        node.0.borrow_mut().attributes.retain(|(known, _)| *known != name);
    }
    fn set_text(&self, node: &Model, text: &str) {
        self.wrote();
        text.clone_into(&mut node.0.borrow_mut().text);
    }
    fn insert(&self, parent: &Model, node: &Model, before: Option<&Model>) {
        self.wrote();
        let children = &mut parent.0.borrow_mut().children;
        children.retain(|child| !Rc::ptr_eq(&child.0, &node.0));
        let place = before.and_then(|b| children.iter().position(|child| Rc::ptr_eq(&child.0, &b.0)));
        children.insert(place.unwrap_or(children.len()), node.clone());
    }
    fn remove(&self, parent: &Model, node: &Model) {
        self.wrote();
        parent.0.borrow_mut().children.retain(|child| !Rc::ptr_eq(&child.0, &node.0));
    }
}

/// Whether a document shows a tree, in every order of attributes.
fn shows(dom: &Document, tree: &Node, node: &Model) -> bool {
    let attributes = match tree.kind() {
        Kind::Element(element) => element.attributes.len(),
        Kind::Text(_) => 0,
    };
    Live::adopt(dom, tree, node).is_ok()
        && node.0.borrow().attributes.len() == attributes
        && tree.children().iter().zip(&node.0.borrow().children).all(|(tree, node)| shows(dom, tree, node))
}

fn list(keys: &[&'static str]) -> Node {
    element::<()>("ul").children(keys.iter().map(|key| element("li").key(*key).text(*key))).into_node()
}

#[test]
fn adopting_writes_nothing_and_patching_the_same_tree_writes_nothing() {
    let dom = Document::default();
    let made = Live::create(&dom, &list(&["a", "b"]), false);
    dom.writes.set(0);
    let mut live = Live::adopt(&dom, &list(&["a", "b"]), made.node()).unwrap();
    live.patch(&dom, &list(&["a", "b"]), &list(&["a", "b"]));
    assert_eq!(dom.writes.get(), 0);
}

#[test]
fn a_document_that_differs_is_not_adopted() {
    let dom = Document::default();
    let made = Live::create(&dom, &list(&["a", "b"]), false);
    let differs = |tree: &Node| Live::adopt(&dom, tree, made.node()).err();
    assert_eq!(differs(&list(&["a", "c"])), Some(Mismatch::Text));
    assert_eq!(differs(&list(&["a"])), Some(Mismatch::Children("ul")));
    assert_eq!(differs(&element::<()>("ol").into_node()), Some(Mismatch::Tag("ol")));
    assert_eq!(differs(&element::<()>("ul").class("x").into_node()), Some(Mismatch::Attribute("class")));
}

#[test]
fn keyed_children_stay_themselves_and_only_the_mover_moves() {
    let dom = Document::default();
    let before = list(&["a", "b", "c", "d"]);
    let mut live = Live::create(&dom, &before, false);
    let nodes = dom.children(live.node());
    dom.writes.set(0);
    let after = list(&["d", "a", "b", "c"]);
    live.patch(&dom, &before, &after);
    assert_eq!(dom.writes.get(), 1, "one insertion moves d to the front");
    let moved = dom.children(live.node());
    assert!(dom.same(&moved[0], &nodes[3]) && dom.same(&moved[1], &nodes[0]));
    assert!(shows(&dom, &after, live.node()));
}

#[test]
fn paths_lead_to_nodes() {
    let dom = Document::default();
    let live = Live::create(&dom, &list(&["a", "b"]), false);
    let item = dom.children(live.node())[1].clone();
    let text = dom.children(&item)[0].clone();
    assert_eq!(live.path(&dom, &[item, text]), [1, 0]);
    assert_eq!(live.path(&dom, &[live.node().clone()]), [] as [usize; 0]);
}

fn trees() -> impl Strategy<Value = TestTree> {
    let leaf = "[a-c]{1,2}".prop_map(TestTree::Text);
    leaf.prop_recursive(3, 24, 5, |inner| {
        (0..3_usize, proptest::option::of(0..3_usize), 0..3_usize, proptest::collection::vec(inner, 0..5))
            .prop_map(|(tag, key, class, children)| TestTree::Element { tag, key, class, children })
    })
}

#[derive(Clone, Debug)]
enum TestTree {
    Text(String),
    Element { tag: usize, key: Option<usize>, class: usize, children: Vec<TestTree> },
}

impl TestTree {
    fn markup(&self) -> Markup<()> {
        match self {
            Self::Text(content) => text(content.clone()),
            Self::Element { tag, key, class, children } => {
                let mut used = vec![];
                let mut markup = element(["p", "b", "svg"][*tag]);
                if *class > 0 {
                    markup = markup.attribute(["", "class", "title"][*class], format!("{class}"));
                }
                for child in children {
                    // Keys are unique among siblings.
                    let child = match child {
                        Self::Element { key: Some(key), .. } if used.contains(key) => continue,
                        Self::Element { key: Some(key), .. } => {
                            used.push(*key);
                            child.markup().key(format!("k{key}"))
                        }
                        _ => child.markup(),
                    };
                    markup = markup.child(child);
                }
                let _ = key;
                markup
            }
        }
    }

    fn root(&self) -> Node {
        element("main").child(self.markup()).into_node()
    }
}

proptest! {
    #[test]
    fn patching_ends_where_drawing_anew_would(first in trees(), second in trees(), third in trees()) {
        let dom = Document::default();
        let mut live = Live::create(&dom, &first.root(), false);
        prop_assert!(shows(&dom, &first.root(), live.node()));
        live.patch(&dom, &first.root(), &second.root());
        prop_assert!(shows(&dom, &second.root(), live.node()));
        live.patch(&dom, &second.root(), &third.root());
        prop_assert!(shows(&dom, &third.root(), live.node()));
    }
}
