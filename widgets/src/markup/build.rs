//! Building the tree: what views are written with.
//!
//! What a view calls hundreds of times is a thin typed shell around functions that exist once, on [`Node`]: readers download
//! the machine code of every message type.

use std::marker::PhantomData;
use std::rc::Rc;

use super::{CONTROL, EventKind, Input, Kind, Message, Node, Text, Wrap};

/// A node whose listeners send messages of type `M`.
pub struct Markup<M> {
    node: Node,
    message: PhantomData<fn() -> M>,
}

/// An element without attributes or children.
pub fn element<M: 'static>(tag: &'static str) -> Markup<M> {
    Markup::from_node(Node::empty(tag))
}

/// A text node.
pub fn text<M: 'static>(text: impl Into<Text>) -> Markup<M> {
    Markup::from_node(Node(Box::new(Kind::Text(text.into()))))
}

/// What attributes and texts are made of. Fixed text takes a path of its own, by far the most trodden one in a view.
pub trait Content {
    /// Sets an attribute.
    fn set(self, node: &mut Node, name: &'static str);
    /// Adds a text.
    fn add(self, node: &mut Node);
}

impl Content for &'static str {
    fn set(self, node: &mut Node, name: &'static str) {
        node.set_fixed(name, self);
    }

    fn add(self, node: &mut Node) {
        node.push_fixed(self);
    }
}

impl Content for String {
    fn set(self, node: &mut Node, name: &'static str) {
        node.set(name, Text::Owned(self));
    }

    fn add(self, node: &mut Node) {
        node.push_text(Text::Owned(self));
    }
}

impl<M: 'static> Markup<M> {
    fn from_node(node: Node) -> Self {
        Self { node, message: PhantomData }
    }

    /// Sets an attribute. Each name stands once; names are ours, values may be anybody's.
    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: impl Content) -> Self {
        value.set(&mut self.node, name);
        self
    }

    /// Sets the `class` attribute.
    #[must_use]
    pub fn class(self, value: impl Content) -> Self {
        self.attribute("class", value)
    }

    /// Sets a boolean attribute, or leaves it out.
    #[must_use]
    pub fn flag(self, name: &'static str, on: bool) -> Self {
        if on { self.attribute(name, "") } else { self }
    }

    /// Names the element among its siblings, so that it stays the same element when they change places.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.node.name(key.into());
        self
    }

    /// Names a control after the parameter that it sets. The last name holds.
    #[must_use]
    pub fn named(mut self, parameter: &'static str) -> Self {
        self.node.say_what_it_sets(parameter);
        self
    }

    /// The same without the controls that set one of `hidden`, and with those that set one of `locked` for show only.
    #[must_use]
    pub(crate) fn restricted(mut self, hidden: &[String], locked: &[String]) -> Option<Self> {
        self.node.restrict(hidden, locked).then_some(self)
    }

    /// Adds a child.
    #[must_use]
    pub fn child(mut self, child: Self) -> Self {
        self.node.push(child.node);
        self
    }

    /// Adds children.
    #[must_use]
    pub fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        for child in children {
            self.node.push(child.node);
        }
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, content: impl Content) -> Self {
        content.add(&mut self.node);
        self
    }

    /// Listens: `respond` turns an event into a message, or lets it pass.
    #[must_use]
    pub fn on(mut self, event: EventKind, respond: impl Fn(&Input) -> Option<M> + 'static) -> Self {
        let respond = move |input: &Input| respond(input).map(|message| Box::new(message) as Message);
        self.node.listen(event, Rc::new(respond));
        self
    }

    /// Marks a part that is only there to be used: hidden where scripts are off, left out where nothing runs.
    #[must_use]
    pub fn control(self) -> Self {
        self.attribute(CONTROL, "")
    }

    /// Sends a message when pressed.
    #[must_use]
    pub fn on_press(self, message: M) -> Self
    where
        M: Clone,
    {
        self.on(EventKind::Press, move |_| Some(message.clone()))
    }

    /// The same markup inside a larger message type.
    #[must_use]
    pub fn map<N: 'static>(mut self, wrap: impl Fn(M) -> N + 'static) -> Markup<N> {
        let wrap: Wrap = Rc::new(move |message| {
            message.downcast::<M>().ok().map(|message| Box::new(wrap(*message)) as Message)
        });
        self.node.wrap_messages(&wrap);
        Markup::from_node(self.node)
    }

    /// A tree whose message type is unknown inside one of this message type.
    #[cfg(feature = "progress")]
    pub(crate) fn around(mut node: Node, wrap: impl Fn(Message) -> M + 'static) -> Self {
        let wrap: Wrap = Rc::new(move |message| Some(Box::new(wrap(message)) as Message));
        node.wrap_messages(&wrap);
        Self::from_node(node)
    }

    /// The tree with its message type erased.
    pub fn into_node(self) -> Node {
        self.node
    }
}
