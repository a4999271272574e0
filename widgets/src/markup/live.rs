//! Keeping a document in step with the tree: adopt what stands there, then write only differences.
//!
//! The document is behind a trait, so that the same code runs on a page and, in tests, on a model of one that counts what
//! was written to it.

use super::{Element, Kind, Node};

/// A document that can be read and changed.
pub trait Dom {
    /// A reference to a node of it.
    type Node: Clone;

    /// The element's name in lower case as written in HTML, or `None` for a text.
    fn tag(&self, node: &Self::Node) -> Option<String>;
    /// The text of a text node.
    fn text(&self, node: &Self::Node) -> String;
    /// An attribute of an element; only elements are asked, here as below.
    fn attribute(&self, node: &Self::Node, name: &str) -> Option<String>;
    /// Elements and texts inside, in order, without comments and texts of white space only.
    fn children(&self, node: &Self::Node) -> Vec<Self::Node>;
    /// Whether two references name one node.
    fn same(&self, a: &Self::Node, b: &Self::Node) -> bool;

    /// Makes an element; inside SVG it belongs to SVG's namespace.
    fn create_element(&self, tag: &'static str, svg: bool) -> Self::Node;
    /// Makes a text.
    fn create_text(&self, text: &str) -> Self::Node;
    /// Writes an attribute, and the control's live state where the attribute only holds its first one.
    fn set_attribute(&self, node: &Self::Node, name: &'static str, value: &str);
    /// Removes an attribute, likewise.
    fn remove_attribute(&self, node: &Self::Node, name: &'static str);
    /// Replaces the text of a text node.
    fn set_text(&self, node: &Self::Node, text: &str);
    /// Puts a node before another child, or last.
    fn insert(&self, parent: &Self::Node, node: &Self::Node, before: Option<&Self::Node>);
    /// Takes a node out.
    fn remove(&self, parent: &Self::Node, node: &Self::Node);
}

/// References to the document's nodes, in the shape of the tree that was last drawn.
pub struct Live<N> {
    node: N,
    children: Vec<Live<N>>,
}

/// What the document has otherwise than the tree.
#[derive(Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// Another text.
    Text,
    /// Another element in the place of one with this tag.
    Tag(&'static str),
    /// An attribute of this name is missing or has another value.
    Attribute(&'static str),
    /// More or fewer children in an element with this tag.
    Children(&'static str),
}

impl<N: Clone> Live<N> {
    /// Lays the tree over a node of the document. Reads only.
    ///
    /// # Errors
    /// [`Mismatch`] at the first tag, attribute or text that differs.
    pub fn adopt(dom: &impl Dom<Node = N>, tree: &Node, node: &N) -> Result<Self, Mismatch> {
        let found = dom.tag(node);
        let children = match tree.kind() {
            Kind::Text(text) => {
                if found.is_some() || dom.text(node) != **text {
                    return Err(Mismatch::Text);
                }
                vec![]
            }
            Kind::Element(element) => {
                if found.as_deref() != Some(element.tag) {
                    return Err(Mismatch::Tag(element.tag));
                }
                for (name, value) in &element.attributes {
                    if dom.attribute(node, name).as_deref() != Some(&**value) {
                        return Err(Mismatch::Attribute(name));
                    }
                }
                let nodes = dom.children(node);
                if nodes.len() != element.children.len() {
                    return Err(Mismatch::Children(element.tag));
                }
                let pairs = element.children.iter().zip(&nodes);
                pairs.map(|(child, node)| Self::adopt(dom, child, node)).collect::<Result<_, _>>()?
            }
        };
        Ok(Self { node: node.clone(), children })
    }

    /// Makes new nodes for a tree; the caller inserts them.
    pub fn create(dom: &impl Dom<Node = N>, tree: &Node, svg: bool) -> Self {
        match tree.kind() {
            Kind::Text(text) => Self { node: dom.create_text(text), children: vec![] },
            Kind::Element(element) => {
                let svg = svg || element.tag == "svg";
                let node = dom.create_element(element.tag, svg);
                for (name, value) in &element.attributes {
                    dom.set_attribute(&node, name, value);
                }
                let children: Vec<Self> =
                    element.children.iter().map(|child| Self::create(dom, child, svg)).collect();
                for child in &children {
                    dom.insert(&node, &child.node, None);
                }
                Self { node, children }
            }
        }
    }

    /// Gives an element the attributes of a tree's root.
    pub fn dress(dom: &impl Dom<Node = N>, tree: &Node, node: &N) {
        if let Kind::Element(element) = tree.kind() {
            for (name, value) in &element.attributes {
                dom.set_attribute(node, name, value);
            }
        }
    }

    /// The document's node.
    pub fn node(&self) -> &N {
        &self.node
    }

    /// Writes the differences between two trees, the first of which this drew. Both must have the same root tag.
    pub fn patch(&mut self, dom: &impl Dom<Node = N>, old: &Node, new: &Node) {
        self.patch_inside(dom, old, new, false);
    }

    /// The child indices that lead from here to the node at the end of a chain of ancestors, outermost first.
    pub fn path(&self, dom: &impl Dom<Node = N>, chain: &[N]) -> Vec<usize> {
        let (mut path, mut here) = (vec![], self);
        for node in chain {
            let Some(index) = here.children.iter().position(|child| dom.same(&child.node, node)) else {
                break;
            };
            path.push(index);
            here = &here.children[index];
        }
        path
    }

    fn patch_inside(&mut self, dom: &impl Dom<Node = N>, old: &Node, new: &Node, svg: bool) {
        match (old.kind(), new.kind()) {
            (Kind::Text(before), Kind::Text(after)) => {
                if before != after {
                    dom.set_text(&self.node, after);
                }
            }
            (Kind::Element(before), Kind::Element(after)) => {
                self.patch_attributes(dom, before, after);
                self.patch_children(dom, &before.children, &after.children, svg || after.tag == "svg");
            }
            _ => debug_assert!(false, "only nodes of one kind are matched"),
        }
    }

    fn patch_attributes(&self, dom: &impl Dom<Node = N>, before: &Element, after: &Element) {
        for (name, _) in &before.attributes {
            if !after.attributes.iter().any(|(kept, _)| kept == name) {
                dom.remove_attribute(&self.node, name);
            }
        }
        for (name, value) in &after.attributes {
            if !before.attributes.iter().any(|(was, old)| was == name && old == value) {
                dom.set_attribute(&self.node, name, value);
            }
        }
    }

    fn patch_children(&mut self, dom: &impl Dom<Node = N>, old: &[Node], new: &[Node], svg: bool) {
        let sources = match_children(old, new);
        let mut kept: Vec<Option<Self>> = std::mem::take(&mut self.children).into_iter().map(Some).collect();
        let staying = longest_increasing(&sources);
        // From the last child to the first, so that the place to insert before is always known. Children on the longest run
        // that is already in order are not moved: moving an element would take the focus from it.
        let mut before: Option<N> = None;
        let mut children = Vec::with_capacity(new.len());
        for (index, tree) in new.iter().enumerate().rev() {
            let kept = sources[index].and_then(|source| Some((source, kept[source].take()?)));
            let (live, in_place) = if let Some((source, mut live)) = kept {
                live.patch_inside(dom, &old[source], tree, svg);
                (live, staying.contains(&index))
            } else {
                (Self::create(dom, tree, svg), false)
            };
            if !in_place {
                dom.insert(&self.node, &live.node, before.as_ref());
            }
            before = Some(live.node.clone());
            children.push(live);
        }
        for gone in kept.into_iter().flatten() {
            dom.remove(&self.node, &gone.node);
        }
        children.reverse();
        self.children = children;
    }
}

/// For each new child the old one that it continues: keyed ones by key, the others in order, and only within one tag.
fn match_children(old: &[Node], new: &[Node]) -> Vec<Option<usize>> {
    let kind = |node: &Node| match node.kind() {
        Kind::Element(element) => element.tag,
        Kind::Text(_) => "",
    };
    let mut unkeyed =
        old.iter().enumerate().filter(|(_, node)| node.key().is_none()).map(|(index, _)| index).peekable();
    new.iter()
        .enumerate()
        .map(|(place, node)| match node.key() {
            Some(key) => {
                let matches = |other: &Node| other.key() == Some(key) && kind(other) == kind(node);
                // Most children keep their place.
                if old.get(place).is_some_and(matches) { Some(place) } else { old.iter().position(matches) }
            }
            None => unkeyed.next_if(|&index| kind(&old[index]) == kind(node)),
        })
        .collect()
}

/// The places of a longest run of increasing sources. O(n²) in the worst case, O(n) when nothing moved.
fn longest_increasing(sources: &[Option<usize>]) -> Vec<usize> {
    let matched: Vec<(usize, usize)> = sources
        .iter()
        .enumerate()
        .filter_map(|(place, source)| source.map(|source| (place, source)))
        .collect();
    if matched.windows(2).all(|pair| pair[0].1 < pair[1].1) {
        return matched.into_iter().map(|(place, _)| place).collect();
    }
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(matched.len());
    for (index, &(_, source)) in matched.iter().enumerate() {
        let previous = (0..index).filter(|&j| matched[j].1 < source).max_by_key(|&j| best[j].0);
        best.push((previous.map_or(1, |j| best[j].0 + 1), previous));
    }
    let mut at = (0..best.len()).max_by_key(|&index| best[index].0);
    let mut run = vec![];
    while let Some(index) = at {
        run.push(matched[index].0);
        at = best[index].1;
    }
    run
}

#[cfg(test)]
#[path = "live_tests.rs"]
mod tests;
