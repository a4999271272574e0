//! One figure of the page: its widget, its nodes, its listeners, its outstanding work.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use simulation::data::Source;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, Node, Window};

use super::dom::Page;
use super::{pointer, share};
use crate::frame::{Copied, Effect, Instance};
use crate::markup::live::Live;
use crate::markup::{self, EventKind, Input};
use crate::parameters::{Arguments, link, text};
use crate::registry::{self, Entry};
use crate::tables;
use crate::widget::Scope;

/// The longest the main thread is held by work, in milliseconds.
const SLICE: f64 = 8.0;
/// How long the state must rest before the address bar shows it: browsers refuse more than some changes a second.
const REST: i32 = 300;

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
    window: Window,
    page: Page,
    pub(super) root: Element,
    place: Place,
    instance: Box<dyn Instance>,
    tree: markup::Node,
    live: Live<Node>,
    scheduled: bool,
    resting: Option<i32>,
    /// The tables that are on their way.
    fetching: Vec<Source>,
}

pub(super) type Shared = Rc<RefCell<Mounted>>;

/// The widget that a figure names, and its arguments.
pub(super) fn named(root: &Element) -> Result<(&'static Entry, Arguments), String> {
    let attribute = |name: &str| root.get_attribute(name).unwrap_or_default();
    let name = attribute("data-widget");
    let entry = registry::widget(&name).ok_or_else(|| format!("no widget is named {name}"))?;
    let arguments = link::decode(&attribute("data-arguments")).map_err(|error| error.to_string())?;
    Ok((entry, arguments))
}

impl Mounted {
    /// Lays the widget over its figure, and then takes up what the page's address says of it, or `keys` where there are some. Comes back with
    /// a function that takes keys.
    pub(super) fn adopt(root: Element, place: Place, keys: &JsValue) -> Result<JsValue, String> {
        let page = Page { document: root.owner_document().ok_or("no document")? };
        let window = page.document.default_view().ok_or("no window")?;
        let (entry, arguments) = named(&root)?;
        let mut instance = (entry.revive)(&arguments, Scope::new(root.id()))
            .ok_or_else(|| format!("the arguments of {} were made by another version", entry.name))?;
        if let Ok(Some(shipped)) = root.query_selector("script[type='application/json']") {
            // Results that cannot be read are computed instead.
            let _ = instance.receive(&shipped.text_content().unwrap_or_default());
        }
        let tree = instance.view();
        let live = Live::adopt(&page, &tree, root.as_ref()).unwrap_or_else(|_| redraw(&page, &tree, &root));
        let (scheduled, resting, fetching) = (false, None, vec![]);
        let mounted = Self { window, page, root, place, instance, tree, live, scheduled, resting, fetching };
        let mounted = Rc::new(RefCell::new(mounted));
        listen(&mounted);
        mounted.borrow().root.set_attribute("data-live", "").map_err(|_| "the figure is read-only")?;
        if mounted.borrow().place.heard.is_some() {
            open(&mounted, keys);
            let again = Rc::clone(&mounted);
            return Ok(always(move |keys| open(&again, &keys)).into());
        }
        let state = share::state_in_address(&mounted.borrow().window, &mounted.borrow().root.id());
        if let Some(state) = state {
            mounted.borrow_mut().instance.restore(&state);
        }
        proceed(&mounted);
        Ok(JsValue::UNDEFINED)
    }

    /// Works for one slice, then writes what changed.
    fn draw(&mut self) {
        let now = || self.window.performance().map_or(0.0, |clock| clock.now());
        let start = now();
        while self.instance.step() && now() - start < SLICE {}
        let tree = self.instance.view();
        self.live.patch(&self.page, &self.tree, &tree);
        self.tree = tree;
    }

    fn perform(&self, effect: Effect, shared: &Shared) {
        match effect {
            Effect::Focus(id) => {
                // Inside the figure, since one in a shadow tree is out of the document's sight.
                let element = self.root.query_selector(&format!("[id='{id}']"));
                if let Ok(Some(element)) = element {
                    // What takes the focus is a cell, a button or a line: no check for a kind of element.
                    let _ = element.unchecked_into::<HtmlElement>().focus();
                }
            }
            Effect::CloseMenu => {
                if let Ok(Some(menu)) = self.root.query_selector("details[open]") {
                    let _ = menu.remove_attribute("open");
                    if let Ok(Some(button)) = menu.query_selector("summary") {
                        let _ = button.unchecked_into::<HtmlElement>().focus();
                    }
                }
            }
            Effect::FullScreen => {
                if self.page.document.fullscreen_element().is_some() {
                    self.page.document.exit_fullscreen();
                } else {
                    let _ = self.root.request_fullscreen();
                }
            }
            Effect::Copy(what) => {
                let shared = Rc::clone(shared);
                share::copy(&self.window, what, self.copied(what), move |said| {
                    shared.borrow_mut().instance.say(&said);
                    proceed(&shared);
                });
            }
            Effect::OpenFile => {
                let shared = Rc::clone(shared);
                share::choose_file(&self.page.document, move |file| {
                    shared.borrow_mut().instance.open_file(&file);
                    proceed(&shared);
                    rest(&shared);
                });
            }
            Effect::Download { name, kind, content } => {
                share::download(&self.page.document, &name, kind, &content);
            }
            Effect::SaveDrawing { name, mut drawing, pixels } => {
                share::resolve_colours(&self.window, &self.page.document, &self.root, &mut drawing);
                let save = if pixels { share::download_picture } else { share::download };
                save(&self.page.document, &name, "image/svg+xml", &drawing.to_html());
            }
        }
    }
}

impl Mounted {
    fn copied(&self, what: Copied) -> String {
        let arguments = self.instance.arguments();
        match what {
            Copied::Directive => text::directive(self.instance.name(), &arguments),
            Copied::Embed => share::embed_code(&self.root, &share::with_keys(&self.place.embed, &arguments)),
            Copied::Link if self.place.heard.is_some() => share::with_keys(&self.place.embed, &arguments),
            Copied::Link => {
                // With the state even if it is the page's own: the page may open otherwise when the link is followed.
                let (state, _) = self.instance.state();
                share::address(&self.window, &self.root.id(), Some(&state), true)
            }
        }
    }

    /// Tells whoever wants to hear it what the figure shows.
    fn report(&self, refusal: &str) {
        let Some(heard) = &self.place.heard else { return };
        let arguments = self.instance.arguments();
        let says = text::directive(self.instance.name(), &arguments);
        let told = Array::of3(&self.instance.state().0.into(), &says.into(), &refusal.into());
        for (key, value) in arguments {
            told.push(&key.into());
            told.push(&text::write(&value).into());
        }
        let _ = heard.call1(&JsValue::NULL, &told);
    }
}

/// Turns to a state that the page gives by keys, or says why not.
fn open(shared: &Shared, keys: &JsValue) {
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

/// Draws, and goes on later with what is left to do.
fn proceed(shared: &Shared) {
    shared.borrow_mut().draw();
    fetch_missing(shared);
    let mut mounted = shared.borrow_mut();
    if mounted.instance.is_working() && !mounted.scheduled {
        mounted.scheduled = true;
        let again = Rc::clone(shared);
        later(&mounted.window, 0, move || {
            again.borrow_mut().scheduled = false;
            proceed(&again);
            // A figure that plays has moved on.
            if !again.borrow().scheduled {
                again.borrow().report("");
            }
        });
    }
}

/// Asks for every table that the figure waits for and that is not on its way.
fn fetch_missing(shared: &Shared) {
    if tables::NONE {
        return;
    }
    let missing = shared.borrow().instance.missing();
    for table in missing {
        let mut mounted = shared.borrow_mut();
        if mounted.fetching.contains(&table) {
            continue;
        }
        mounted.fetching.push(table);
        let promised = mounted.place.fetch.call1(&JsValue::NULL, &JsValue::from_str(table.file_name()));
        drop(mounted);
        let arrived = Rc::clone(shared);
        let arrived = once(move |text: JsValue| settle(&arrived, table, text.as_string()));
        let failed = Rc::clone(shared);
        let failed = once(move |_| settle(&failed, table, None));
        if let Ok(promised) = promised {
            let _ = promised.unchecked_into::<Promise>().then2(&arrived, &failed);
        }
        arrived.forget();
        failed.forget();
    }
}

/// Goes on with a table that has come, or without it.
fn settle(shared: &Shared, table: Source, text: Option<String>) {
    let read = text.is_some_and(|text| tables::is_here(table) || tables::supply(table, &text).is_ok());
    let mut mounted = shared.borrow_mut();
    mounted.fetching.retain(|&other| other != table);
    if read {
        mounted.instance.arrive();
    } else {
        mounted.instance.forgo(table);
    }
    drop(mounted);
    proceed(shared);
    rest(shared);
}

/// Shows the state in the address bar once it rests.
fn rest(shared: &Shared) {
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

fn later(window: &Window, milliseconds: i32, run: impl FnOnce() + 'static) -> Option<i32> {
    let run = once(move |_| run()).into_js_value();
    window.set_timeout_with_callback_and_timeout_and_arguments_0(run.unchecked_ref(), milliseconds).ok()
}

/// A function for the page to call once. The only kind there is, since each kind has code of its own.
pub(super) fn once(run: impl FnOnce(JsValue) + 'static) -> Closure<dyn FnMut(JsValue)> {
    let run: Box<dyn FnOnce(JsValue)> = Box::new(run);
    Closure::once(run)
}

/// A function for the page to call as long as it likes, likewise.
pub(super) fn always(run: impl FnMut(JsValue) + 'static) -> Function {
    Closure::<dyn FnMut(JsValue)>::new(run).into_js_value().unchecked_into()
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
        pointer::listen(shared);
    }
    let mounted = Rc::clone(shared);
    let pressed = always(move |event| close_menu_beside(&mounted, event.unchecked_ref()));
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
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Node>().ok()) else { return };
    let key = event.dyn_ref::<KeyboardEvent>();
    // With these held, a key is the browser's or the system's: back, select, move a window.
    if key.is_some_and(|key| key.alt_key() || key.meta_key() || key.shift_key()) {
        return;
    }
    let input = Input {
        value: js_sys::Reflect::get(&target, &"value".into())
            .ok()
            .and_then(|v| v.as_string())
            .unwrap_or_default(),
        key: key.map(KeyboardEvent::key).unwrap_or_default(),
        control: key.is_some_and(KeyboardEvent::ctrl_key),
        target: None,
        spots: if cfg!(feature = "pointers") && kind == EventKind::Press {
            pointer::spot(&target, event).into_iter().collect()
        } else {
            vec![]
        },
        held: false,
    };
    if tell(shared, kind, &target, &input) && kind == EventKind::Key {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// Hands what happened at a node to the figure; `false` if nothing there listens.
pub(super) fn tell(shared: &Shared, kind: EventKind, target: &Node, input: &Input) -> bool {
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

/// The nodes from just below the root to the target, outermost first.
fn ancestors(root: &Element, target: &Node) -> Vec<Node> {
    let mut chain = vec![];
    let mut here = Some(target.clone());
    while let Some(node) = here {
        if root.is_same_node(Some(&node)) {
            break;
        }
        here = node.parent_node();
        chain.push(node);
    }
    chain.reverse();
    chain
}
