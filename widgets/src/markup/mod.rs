//! The typed markup tree: HTML and SVG as data, with messages where the reader can act.
//!
//! A view is a pure function to this tree. At build time [`Node::to_html`] writes it into the page; in the browser the same
//! tree is laid over the page's nodes ([`live::Live::adopt`]) and from then on only differences are written ([`live`]).

mod build;
pub mod html;
pub mod live;
mod restrict;

use std::any::Any;
use std::borrow::Cow;
use std::rc::Rc;

pub use build::{Content, Markup, element, text};

/// An attribute value or a text: static where the source has it, owned where it is computed.
pub type Text = Cow<'static, str>;

/// What a reader did, as a listener sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Input {
    /// The value of the control it happened on, for [`EventKind::Change`].
    pub value: String,
    /// The key, for [`EventKind::Key`], by its DOM name (`ArrowLeft`, `Home`, …).
    pub key: String,
    /// Whether Control was held.
    pub control: bool,
    /// The key ([`Markup::key`]) of the innermost keyed element it happened in, below the one that listens.
    pub target: Option<String>,
    /// Where the pointer was pressed, or the way it has been dragged so far, in the innermost drawing around it: from (0, 0) at the top
    /// left to (1, 1). Empty for a press by keyboard, and for a drag that was broken off.
    pub spots: Vec<(f64, f64)>,
    /// Whether the pointer that drags is still down.
    pub held: bool,
}

/// The kinds of events that widgets listen to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A click, tap, or Enter and Space on a button.
    Press,
    /// A control got another value.
    Change,
    /// A key went down. A listener that answers keeps the key from the page, which would turn to the next chapter.
    Key,
    /// A pointer that is held down has moved, or is let go after that. A drawing that listens to it has the class `draggable`, which
    /// keeps touches from scrolling the page.
    Drag,
}

/// A message whose type only its widget knows.
pub type Message = Box<dyn Any>;

/// One node, its message type erased so that adopting and patching exist once for all widgets. A single pointer, since
/// views move nodes about all the time.
pub struct Node(Box<Kind>);

pub(crate) enum Kind {
    Element(Element),
    /// A text that is not only white space.
    Text(Text),
}

/// A tag with its attributes, listeners and children.
pub(crate) struct Element {
    pub(crate) tag: &'static str,
    pub(crate) key: Option<String>,
    /// The parameter that it sets, if it is a control.
    pub(crate) sets: &'static str,
    pub(crate) attributes: Vec<(&'static str, Text)>,
    pub(crate) listeners: Vec<Listener>,
    pub(crate) children: Vec<Node>,
}

/// Answers an event with a message, or with nothing.
#[derive(Clone)]
pub(crate) struct Listener {
    pub(crate) event: EventKind,
    pub(crate) respond: Rc<dyn Respond>,
}

/// The attribute of parts that are only there to be used.
const CONTROL: &str = "data-control";

/// Turns an event into a message, or lets it pass. Not a `dyn Fn`, of which every closure would bring three forms.
pub(crate) trait Respond {
    fn respond(&self, input: &Input) -> Option<Message>;
}

impl<F: Fn(&Input) -> Option<Message>> Respond for F {
    fn respond(&self, input: &Input) -> Option<Message> {
        self(input)
    }
}

/// What an element inside a larger widget answers with.
struct Wrapped {
    inner: Rc<dyn Respond>,
    wrap: Wrap,
}

impl Respond for Wrapped {
    fn respond(&self, input: &Input) -> Option<Message> {
        (self.wrap)(self.inner.respond(input)?)
    }
}

/// Puts a message into a larger one.
type Wrap = Rc<dyn Fn(Message) -> Option<Message>>;

impl Node {
    #[inline(never)]
    fn empty(tag: &'static str) -> Self {
        let (attributes, listeners, children) = (vec![], vec![], vec![]);
        Self(Box::new(Kind::Element(Element { tag, key: None, sets: "", attributes, listeners, children })))
    }

    pub(crate) fn kind(&self) -> &Kind {
        &self.0
    }

    fn element_mut(&mut self) -> Option<&mut Element> {
        match &mut *self.0 {
            Kind::Element(element) => Some(element),
            Kind::Text(_) => None,
        }
    }

    #[inline(never)]
    fn set_fixed(&mut self, name: &'static str, value: &'static str) {
        self.set(name, Text::Borrowed(value));
    }

    #[inline(never)]
    fn push_fixed(&mut self, text: &'static str) {
        self.push_text(Text::Borrowed(text));
    }

    #[inline(never)]
    fn push_text(&mut self, text: Text) {
        self.push(Self(Box::new(Kind::Text(text))));
    }

    #[inline(never)]
    fn set(&mut self, name: &'static str, value: Text) {
        if let Some(element) = self.element_mut() {
            element.attributes.push((name, value));
        }
    }

    #[inline(never)]
    fn name(&mut self, key: String) {
        if let Some(element) = self.element_mut() {
            element.key = Some(key);
        }
    }

    #[inline(never)]
    fn say_what_it_sets(&mut self, name: &'static str) {
        if let Some(element) = self.element_mut() {
            element.sets = name;
        }
    }

    #[inline(never)]
    fn listen(&mut self, event: EventKind, respond: Rc<dyn Respond>) {
        if let Some(element) = self.element_mut() {
            element.listeners.push(Listener { event, respond });
        }
    }

    /// Adds a child; texts that meet are one text, as a parser of the page would have it.
    #[inline(never)]
    fn push(&mut self, child: Self) {
        let Some(element) = self.element_mut() else { return };
        if let Kind::Text(text) = child.kind() {
            if text.is_empty() {
                return;
            }
            if let Some(Kind::Text(before)) = element.children.last_mut().map(|last| &mut *last.0) {
                before.to_mut().push_str(text);
                return;
            }
        }
        element.children.push(child);
    }

    fn wrap_messages(&mut self, wrap: &Wrap) {
        let Some(element) = self.element_mut() else { return };
        for listener in &mut element.listeners {
            let (inner, wrap) = (Rc::clone(&listener.respond), Rc::clone(wrap));
            listener.respond = Rc::new(Wrapped { inner, wrap });
        }
        for child in &mut element.children {
            child.wrap_messages(wrap);
        }
    }

    /// The same picture for a reader that runs nothing: without controls, and without promises to the keyboard.
    #[must_use]
    pub fn into_still(mut self) -> Self {
        self.make_still();
        self
    }

    fn make_still(&mut self) {
        let Some(element) = self.element_mut() else { return };
        let promise = |&(name, ref value): &(&str, Text)| {
            matches!(name, "tabindex" | "aria-selected" | "aria-hidden")
                || (name == "role" && matches!(&**value, "grid" | "gridcell" | "listbox" | "option"))
        };
        element.attributes.retain(|attribute| !promise(attribute));
        element.listeners.clear();
        let is_control = |child: &Self| match child.kind() {
            Kind::Element(child) => child.attributes.iter().any(|(name, _)| *name == CONTROL),
            Kind::Text(_) => false,
        };
        element.children.retain(|child| !is_control(child));
        element.children.iter_mut().for_each(Self::make_still);
    }

    /// Replaces every attribute that is `var(--token)` by the token's value.
    pub fn resolve_tokens(&mut self, value: &dyn Fn(&str) -> String) {
        let Some(element) = self.element_mut() else { return };
        for (_, attribute) in &mut element.attributes {
            if attribute.starts_with("var(") && attribute.ends_with(')') {
                *attribute = value(attribute).into();
            }
        }
        for child in &mut element.children {
            child.resolve_tokens(value);
        }
    }

    pub(crate) fn key(&self) -> Option<&str> {
        match self.kind() {
            Kind::Element(element) => element.key.as_deref(),
            Kind::Text(_) => None,
        }
    }

    pub(crate) fn children(&self) -> &[Self] {
        match self.kind() {
            Kind::Element(element) => &element.children,
            Kind::Text(_) => &[],
        }
    }

    /// Hands an event to the innermost element on `path` (child indices from this node down) that answers it.
    pub fn dispatch(&self, path: &[usize], event: EventKind, input: &Input) -> Option<Message> {
        let mut chain = vec![self];
        for &index in path {
            chain.push(chain.last()?.children().get(index)?);
        }
        let mut input = input.clone();
        for node in chain.into_iter().rev() {
            let Kind::Element(element) = node.kind() else { continue };
            let answer =
                element.listeners.iter().filter(|l| l.event == event).find_map(|l| l.respond.respond(&input));
            if answer.is_some() {
                return answer;
            }
            if input.target.is_none() {
                input.target.clone_from(&element.key);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_listener_that_answers_gets_the_event_with_the_key_below_it() {
        let cell = |name: &'static str| element::<String>("td").key(name).child(element("b").text(name));
        let tree = element("table")
            .on(EventKind::Press, |input| input.target.clone())
            .child(cell("x"))
            .child(cell("y").on(EventKind::Press, |_| None))
            .child(cell("z").on_press("own".to_owned()))
            .map(|message| format!("<{message}>"))
            .into_node();
        let press = |path: &[usize]| {
            tree.dispatch(path, EventKind::Press, &Input::default())
                .map(|message| *message.downcast::<String>().unwrap())
        };
        assert_eq!(press(&[0, 0, 0]).as_deref(), Some("<x>"));
        assert_eq!(press(&[1]).as_deref(), Some("<y>"));
        assert_eq!(press(&[2, 0]).as_deref(), Some("<own>"));
        assert_eq!(press(&[]), None);
        assert_eq!(press(&[7]), None);
        assert!(tree.dispatch(&[0], EventKind::Key, &Input::default()).is_none());
    }

    #[test]
    fn tokens_are_resolved_in_attributes_and_left_alone_in_texts() {
        let drawing = element::<()>("g").attribute("fill", "var(--ink)").text("var(--ink)");
        let mut node = drawing.into_node();
        node.resolve_tokens(&|token| format!("<{token}>"));
        assert_eq!(node.to_html(), "<g fill=\"&lt;var(--ink)&gt;\">var(--ink)</g>");
    }

    #[test]
    fn texts_that_meet_are_one() {
        let node = element::<()>("p").text("a").text("").text("b").into_node();
        assert_eq!(node.children().len(), 1);
    }
}
