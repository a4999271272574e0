//! One figure of the page: its widget, its nodes, its listeners, its outstanding work.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, Node, Window};

use super::dom::Page;
use super::events::{always, ancestors, input, later, once};
use super::raised::{self, Raised};
use super::{fields, pointer, share, shelf};
use crate::code::{self, on_demand};
use crate::format::plain;
use crate::frame::{Instance, Missing};
use crate::guess::Guess;
use crate::markup::live::Live;
use crate::markup::{self, EventKind, Input};
use crate::parameters::{Arguments, text};
use crate::tables;

/// The longest the main thread is held by work, in milliseconds.
const SLICE: f64 = 8.0;
/// The longest that the answer to a press waits for work, and how long the rest of the work then leaves the thread to two frames.
const ANSWER: f64 = 1.0;
const FRAME: i32 = 32;
/// How long the state must rest before the address bar shows it: browsers refuse more than some changes a second.
const REST: i32 = 300;

/// The event at a figure's root that tells it to look at the page's address again.
const ADDRESS: &str = "address";

/// Where a figure is.
pub(super) struct Place {
    /// Takes the name of a file of the live part and promises its text.
    pub(super) fetch: Function,
    /// The address of the widget's own page.
    pub(super) embed: String,
    /// Is told of every state; a figure without it is one of a chapter, and shows its state in the page's address.
    pub(super) heard: Option<Function>,
}

/// A live figure. It is kept by its own listeners, which live as long as their element.
pub(super) struct Mounted {
    pub(super) window: Window,
    pub(super) page: Page,
    pub(super) root: Element,
    pub(super) place: Place,
    pub(super) instance: Box<dyn Instance>,
    tree: markup::Node,
    live: Live<Node>,
    scheduled: bool,
    /// Whether it keeps its height.
    held: bool,
    resting: Option<i32>,
    /// What is on its way.
    fetching: Vec<Missing>,
}

pub(super) type Shared = Rc<RefCell<Mounted>>;

impl Mounted {
    /// Lays the widget over its figure, and then takes up what the page's address says of it, or `keys` where there are some. Comes back with
    /// a function that takes keys.
    pub(super) fn adopt(root: Element, place: Place, keys: &JsValue) -> Result<JsValue, String> {
        if place.heard.is_some() && !code::is_here() {
            return Err("the code on demand is not here".to_owned());
        }
        let page = Page { document: root.owner_document().ok_or("no document")? };
        let window = page.document.default_view().ok_or("no window")?;
        let Raised { instance, tree, .. } = raised::take(&root)?;
        let live = Live::adopt(&page, &tree, root.as_ref()).unwrap_or_else(|_| redraw(&page, &tree, &root));
        let (scheduled, held, resting, fetching) = (false, false, None, vec![]);
        let mounted =
            Self { window, page, root, place, instance, tree, live, scheduled, held, resting, fetching };
        let mounted = Rc::new(RefCell::new(mounted));
        listen(&mounted);
        mounted.borrow().root.set_attribute("data-live", "").map_err(|_| "the figure is read-only")?;
        expect(&mounted);
        if mounted.borrow().place.heard.is_some() {
            open(&mounted, keys);
            let again = Rc::clone(&mounted);
            return Ok(always(move |keys| open(&again, &keys)).into());
        }
        take_address(&mounted);
        // A link of the same page has changed the address.
        let again = Rc::clone(&mounted);
        let changed = always(move |_| take_address(&again));
        let _ = mounted.borrow().root.add_event_listener_with_callback_and_bool(ADDRESS, &changed, false);
        Ok(JsValue::UNDEFINED)
    }

    /// Works for so many milliseconds, then writes what changed.
    fn draw(&mut self, slice: f64) {
        if code::is_here() {
            on_demand(|| self.pursue(slice));
        }
        if self.instance.is_working() != self.held {
            on_demand(|| self.hold());
        }
        let tree = self.instance.view();
        self.live.patch(&self.page, &self.tree, &tree);
        self.tree = tree;
    }

    /// Does pieces of the work for one slice, and one in any case: some widgets know only by it that there is more to do.
    fn pursue(&mut self, slice: f64) {
        let now = || self.window.performance().map_or(0.0, |clock| clock.now());
        let start = now();
        while self.instance.step() && now() - start < slice {}
    }

    /// While it works a figure is no shorter than it was before, or no longer so: one that shrinks and grows again drags everything below
    /// along, which costs readers their place, and a press more of its answer than all that the figure draws.
    fn hold(&mut self) {
        self.held = !self.held;
        if self.held {
            // The loader keeps it up to date, once the figure was drawn under its eyes.
            let known = Reflect::get(&self.root, &"height".into()).unwrap_or_default().as_f64();
            let height = known.unwrap_or_else(|| self.root.get_bounding_client_rect().height());
            // Not as an attribute, which pages with a strict policy refuse.
            let style = format!("box-sizing:border-box;min-height:{}px", plain(height, 6));
            let _ = Reflect::set(&self.root, &"style".into(), &style.into());
        } else if self.root.has_attribute("style") {
            // Asked first: of a style that no attribute says yet, Chromium would keep an empty one.
            let _ = self.root.remove_attribute("style");
        }
    }

    /// Tells whoever wants to hear it what the figure shows.
    fn report(&self, refusal: &str) {
        if let Some(heard) = &self.place.heard {
            on_demand(|| self.tell(heard, refusal));
        }
    }

    fn tell(&self, heard: &Function, refusal: &str) {
        let arguments = self.instance.arguments();
        let says = text::directive(self.instance.name(), &arguments);
        let told = Array::of3(&self.instance.state().0.into(), &says.into(), &refusal.into());
        told.push(&self.instance.file().into());
        for (key, value) in arguments {
            told.push(&key.into());
            told.push(&text::write(&value).into());
        }
        let _ = heard.call1(&JsValue::NULL, &told);
    }
}

/// Turns to a state that the page gives by keys, or says why not.
fn open(shared: &Shared, keys: &JsValue) {
    on_demand(|| turn_to(shared, keys));
}

fn turn_to(shared: &Shared, keys: &JsValue) {
    let given = Array::from(keys);
    let word = |place: u32| given.get(place).as_string().unwrap_or_default();
    let arguments = (0..given.length() / 2).map(|place| (word(2 * place), text::read(&word(2 * place + 1))));
    let arguments: Arguments = arguments.collect();
    let opened = shared.borrow_mut().instance.open(&arguments);
    proceed(shared);
    shared.borrow().report(&opened.err().unwrap_or_default());
}

/// Replaces a figure that was written by another version, or was not written yet.
fn redraw(page: &Page, tree: &markup::Node, root: &Element) -> Live<Node> {
    let made = Live::create(page, tree, false);
    root.set_text_content(None);
    Live::dress(page, tree, root);
    while let Some(child) = made.node().first_child() {
        let _ = root.append_child(&child);
    }
    Live::adopt(page, tree, root.as_ref()).unwrap_or(made)
}

/// Answers what has happened, and goes on later with what is left to do.
pub(super) fn proceed(shared: &Shared) {
    work(shared, ANSWER, FRAME);
}

/// Works for one slice, and goes on after a rest of so many milliseconds.
fn work(shared: &Shared, slice: f64, rest: i32) {
    shared.borrow_mut().draw(slice);
    fetch_missing(shared);
    let mut mounted = shared.borrow_mut();
    if mounted.instance.is_working() && !mounted.scheduled {
        mounted.scheduled = true;
        let again = Rc::clone(shared);
        later(&mounted.window, rest, move || {
            again.borrow_mut().scheduled = false;
            work(&again, SLICE, 0);
            // A figure that plays has moved on.
            if !again.borrow().scheduled {
                again.borrow().report("");
            }
        });
    }
}

/// Asks for everything that the figure waits for and that is not on its way.
fn fetch_missing(shared: &Shared) {
    let missing = shared.borrow().instance.missing();
    for one in missing {
        let mut mounted = shared.borrow_mut();
        if mounted.fetching.contains(&one) {
            continue;
        }
        mounted.fetching.push(one);
        let promised = mounted.place.fetch.call1(&JsValue::NULL, &JsValue::from_str(one.file_name()));
        drop(mounted);
        let arrived = Rc::clone(shared);
        let arrived = once(move |text: JsValue| settle(&arrived, one, text.as_string()));
        let failed = Rc::clone(shared);
        let failed = once(move |_| settle(&failed, one, None));
        if let Ok(promised) = promised {
            let _ = promised.unchecked_into::<Promise>().then2(&arrived, &failed);
        }
        arrived.forget();
        failed.forget();
    }
}

/// Goes on with what has come, or without it.
fn settle(shared: &Shared, missing: Missing, text: Option<String>) {
    let read = match (missing, text) {
        // The loader has brought it, and told the part so.
        (Missing::Code, _) => code::is_here(),
        (Missing::Table(table), Some(text)) if !tables::NONE => {
            tables::is_here(table) || tables::supply(table, &text).is_ok()
        }
        _ => false,
    };
    let mut mounted = shared.borrow_mut();
    mounted.fetching.retain(|&other| other != missing);
    let effects = if read {
        mounted.instance.arrive()
    } else {
        mounted.instance.forgo(missing);
        vec![]
    };
    drop(mounted);
    proceed(shared);
    for effect in effects {
        shared.borrow().perform(effect, shared);
    }
    rest(shared);
}

/// Shows the state in the address bar once it rests.
pub(super) fn rest(shared: &Shared) {
    if shared.borrow().place.heard.is_some() {
        shared.borrow().report("");
        return;
    }
    let mut mounted = shared.borrow_mut();
    if let Some(handle) = mounted.resting.take() {
        mounted.window.clear_timeout_with_handle(handle);
    }
    let again = Rc::clone(shared);
    mounted.resting = later(&mounted.window, REST, move || {
        let mounted = again.borrow();
        let (state, initial) = mounted.instance.state();
        share::show_in_address(&mounted.window, &mounted.root.id(), (!initial).then_some(&state));
    });
}

/// Turns to the state that the page's address gives the figure.
fn take_address(shared: &Shared) {
    let state = share::state_in_address(&shared.borrow().window, &shared.borrow().root.id());
    if let Some(state) = state {
        shared.borrow_mut().instance.restore(&state);
    }
    proceed(shared);
}

/// Takes up what the reader expected of the figure, where the page says so.
fn expect(shared: &Shared) {
    let mounted = &mut *shared.borrow_mut();
    let attribute = |name: &str| mounted.root.get_attribute(name).unwrap_or_default();
    // Few figures have a curve that can be foretold.
    let curve = if cfg!(feature = "curves") { Guess::read_curve(&attribute(Guess::CURVE)) } else { vec![] };
    mounted.instance.expect(Guess { said: attribute(Guess::SAID), curve });
}

/// One listener a kind of event on the root, for the life of the element.
fn listen(shared: &Shared) {
    for (name, kind) in
        [("click", EventKind::Press), ("change", EventKind::Change), ("keydown", EventKind::Key)]
    {
        let mounted = Rc::clone(shared);
        let heard = always(move |event| hear(&mounted, kind, event.unchecked_ref()));
        let _ = shared.borrow().root.add_event_listener_with_callback_and_bool(name, &heard, false);
    }
    if cfg!(feature = "pointers") {
        let (mounted, root) = (Rc::clone(shared), shared.borrow().root.clone());
        pointer::listen(&root, move |kind, target, input| tell(&mounted, kind, target, input));
    }
    if !tables::NONE {
        shelf::listen(shared);
    }
    let mounted = Rc::clone(shared);
    let guessed = always(move |_| {
        expect(&mounted);
        proceed(&mounted);
    });
    let _ = shared.borrow().root.add_event_listener_with_callback_and_bool(Guess::EVENT, &guessed, false);
    let mounted = Rc::clone(shared);
    // Of the second file, for its size: a menu that is open was reached for, which has fetched it.
    let pressed = always(move |event| {
        if code::is_here() {
            on_demand(|| close_menu_beside(&mounted, event.unchecked_ref()));
        }
    });
    let document = &shared.borrow().page.document;
    // Before the figure hears of it: what was pressed may be gone once the figure is drawn again.
    let _ = document.add_event_listener_with_callback_and_bool("click", &pressed, true);
}

/// A press beside an open menu closes it, as readers expect of menus; one that acts on this same figure does not.
fn close_menu_beside(shared: &Shared, event: &Event) {
    const ACTS: &str = "summary, button, label, input, select, [role=gridcell], [role=option]";
    let Ok(mounted) = shared.try_borrow() else { return };
    // Not the event's own target: for the document, what happens in a shadow tree happens at its host.
    let target = event.composed_path().get(0).dyn_into::<Element>().ok();
    let inside = target.as_deref().is_some_and(|target| mounted.root.contains(Some(target)));
    let acts = target.is_some_and(|target| matches!(target.closest(ACTS), Ok(Some(_))));
    let menu = mounted.root.query_selector("details[open]");
    if let (false, Ok(Some(menu))) = (inside && acts, menu) {
        let _ = menu.remove_attribute("open");
    }
}

fn hear(shared: &Shared, kind: EventKind, event: &Event) {
    let Some((target, input)) = input(kind, event) else { return };
    let before = fields::standing(&target);
    if !tell(shared, kind, &target, &input) {
        return;
    }
    if kind == EventKind::Key {
        event.prevent_default();
        event.stop_propagation();
    }
    if kind == EventKind::Change {
        fields::refuse(shared, &target, before, &input.value);
    }
}

/// Hands what happened at a node to the figure; `false` if nothing there listens.
fn tell(shared: &Shared, kind: EventKind, target: &Node, input: &Input) -> bool {
    // An event that our own writing caused, such as a blur, is not a reader's.
    let Ok(mut mounted) = shared.try_borrow_mut() else { return false };
    let path = mounted.live.path(&mounted.page, &ancestors(&mounted.root, target));
    let Some(message) = mounted.tree.dispatch(&path, kind, input) else { return false };
    let effects = mounted.instance.update(message);
    drop(mounted);
    proceed(shared);
    for effect in effects {
        shared.borrow().perform(effect, shared);
    }
    rest(shared);
    true
}
