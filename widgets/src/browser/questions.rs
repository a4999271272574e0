//! One question of a page: its nodes, its listeners, and what it asks of the page and of the device.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Element, Event, HtmlElement, HtmlInputElement, Node};

use wasm_bindgen::prelude::*;

use super::device::Device;
use super::dom::Page;
use super::events::{always, ancestors, input};
use super::{files, pointer};
use crate::guess::Guess;
use crate::learning::{self, Act, Asked, Moment};
use crate::markup::live::Live;
use crate::markup::{self, EventKind, Input};
use crate::parameters::link;
use crate::widget::Scope;

/// The hints beside a question that are open.
const HINTS: &str = ":scope > .exercise-hint[open]";

/// A live question. It is kept by its own listeners, which live as long as their element.
struct Mounted {
    page: Page,
    root: Element,
    device: Device,
    /// The page's own address below the book's.
    path: String,
    asked: Box<dyn Asked>,
    tree: markup::Node,
    live: Live<Node>,
}

type Shared = Rc<RefCell<Mounted>>;

/// Lays a question over its form, and takes up what was answered before. `embed` is an address below the book's own.
pub(super) fn adopt(root: Element, embed: &str) -> Result<(), String> {
    let page = Page { document: root.owner_document().ok_or("no document")? };
    let window = page.document.default_view().ok_or("no window")?;
    let attribute = |name: &str| root.get_attribute(name).unwrap_or_default();
    let name = attribute("data-question");
    let entry = learning::question(&name).ok_or("no such question")?;
    let arguments = link::decode(&attribute("data-arguments")).map_err(|error| error.to_string())?;
    let asked = (entry.make)(&arguments, Scope::new(root.id())).map_err(|_| "made by another version")?;
    let tree = asked.view();
    let live = Live::adopt(&page, &tree, root.as_ref()).map_err(|_| "written by another version")?;
    let book = book(embed);
    let here = window.location().pathname().unwrap_or_default();
    let path = here.strip_prefix(book).unwrap_or(&here).to_owned();
    let device = Device::of(window, book);
    let mounted = Rc::new(RefCell::new(Mounted { page, root, device, path, asked, tree, live }));
    listen(&mounted);
    let root = mounted.borrow().root.clone();
    root.set_attribute("data-live", "").map_err(|_| "the form is read-only")?;
    let acts = {
        let mounted = &mut *mounted.borrow_mut();
        mounted.device.look(|kept| mounted.asked.recall(kept))
    };
    perform(&mounted, acts);
    watch(&mounted);
    Ok(())
}

/// The path of the book, of an address three folders below it: `https://host/book/embed/v1/x.html`. Without searching for texts, which would
/// bring three kilobytes along.
fn book(embed: &str) -> &str {
    const HOST: usize = 3;
    const BELOW: usize = 3;
    let slashes: Vec<usize> =
        embed.bytes().enumerate().filter(|(_, byte)| *byte == b'/').map(|(at, _)| at).collect();
    let start = slashes.get(HOST - 1).copied();
    let end = slashes.len().checked_sub(BELOW).and_then(|place| slashes.get(place)).copied();
    start.zip(end).and_then(|(start, end)| embed.get(start..=end)).unwrap_or("/")
}

fn listen(shared: &Shared) {
    for (name, kind) in [
        ("click", EventKind::Press),
        ("change", EventKind::Change),
        ("input", EventKind::Change),
        ("keydown", EventKind::Key),
    ] {
        let mounted = Rc::clone(shared);
        let heard = always(move |event| hear(&mounted, kind, event.unchecked_ref()));
        let _ = shared.borrow().root.add_event_listener_with_callback_and_bool(name, &heard, false);
    }
    let (mounted, root) = (Rc::clone(shared), shared.borrow().root.clone());
    pointer::listen(&root, move |kind, target, input| tell(&mounted, kind, target, input));
}

fn hear(shared: &Shared, kind: EventKind, event: &Event) {
    let Some((target, input)) = input(kind, event) else { return };
    // What is typed is read when it is done; what slides tells all the way.
    let slides = |target: &Node| target.dyn_ref::<HtmlInputElement>().is_some_and(|i| i.type_() == "range");
    if event.type_() == "input" && !slides(&target) {
        return;
    }
    if tell(shared, kind, &target, &input) && kind == EventKind::Key {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// Hands what happened at a node to the question; `false` if nothing there listens.
fn tell(shared: &Shared, kind: EventKind, target: &Node, input: &Input) -> bool {
    // An event that our own writing caused is not a reader's.
    let Ok(mut mounted) = shared.try_borrow_mut() else { return false };
    let path = mounted.live.path(&mounted.page, &ancestors(&mounted.root, target));
    let Some(message) = mounted.tree.dispatch(&path, kind, input) else { return false };
    let moment = moment(&mounted.root);
    let acts = mounted.asked.update(message, moment);
    drop(mounted);
    perform(shared, acts);
    true
}

/// Now.
fn moment(root: &Element) -> Moment {
    Moment {
        seconds: (js_sys::Date::now() / 1000.0) as u32,
        chance: (js_sys::Math::random() * f64::from(u32::MAX)) as u32,
        hints: opened(root),
    }
}

/// Tells the question when the element that it watches is open: from now on, and if it is already.
fn watch(shared: &Shared) {
    let watched = {
        let mounted = shared.borrow();
        mounted.page.document.get_element_by_id(&mounted.asked.watches())
    };
    let Some(watched) = watched else { return };
    let (mounted, details) = (Rc::clone(shared), watched.clone());
    let look = move || {
        if !details.has_attribute("open") {
            return;
        }
        let Ok(mut inner) = mounted.try_borrow_mut() else { return };
        let moment = moment(&inner.root);
        let acts = inner.asked.opened(moment);
        drop(inner);
        if !acts.is_empty() {
            perform(&mounted, acts);
        }
    };
    look();
    let heard = always(move |_| look());
    let _ = watched.add_event_listener_with_callback("toggle", &heard);
}

/// Does what a question asks for, and then draws it; the focus goes to what is drawn.
fn perform(shared: &Shared, acts: Vec<Act>) {
    let (mut todo, mut focus) = (acts, None);
    todo.reverse();
    while let Some(act) = todo.pop() {
        let mounted = &mut *shared.borrow_mut();
        let document = &mounted.page.document;
        match act {
            Act::Keep(mut record) => {
                if record.page.as_str().is_empty() {
                    record.page = mounted.path.clone().into();
                }
                let asked = &mut mounted.asked;
                let keep = |answers: &mut learning::Answers| {
                    answers.keep(record);
                    true
                };
                todo.extend(mounted.device.change(keep, |kept| asked.recall(kept)).into_iter().rev());
            }
            Act::Open(id, opens) => {
                if let Some(details) = document.get_element_by_id(&id) {
                    let _ = details.toggle_attribute_with_force("open", opens);
                }
            }
            Act::Show(id, guess) => {
                if let Some(figure) = document.get_element_by_id(&id) {
                    let guess = guess.unwrap_or_default();
                    for (name, value) in [(Guess::SAID, &guess.said), (Guess::CURVE, &guess.written_curve())]
                    {
                        let _ = if value.is_empty() {
                            figure.remove_attribute(name)
                        } else {
                            figure.set_attribute(name, value)
                        };
                    }
                    if let Ok(event) = Event::new(Guess::EVENT) {
                        let _ = figure.dispatch_event(&event);
                    }
                }
            }
            Act::Write(id, text) => {
                if let Some(element) = document.get_element_by_id(&id) {
                    element.set_text_content(Some(&text));
                }
            }
            Act::Point(id, address) => {
                if let Some(link) = document.get_element_by_id(&id) {
                    let _ = link.toggle_attribute_with_force("hidden", address.is_empty());
                    let _ = link.set_attribute("href", &address);
                }
            }
            Act::Download { name, content } => {
                files::download(document, &name, "application/json", &content);
            }
            Act::OpenFile => {
                let again = Rc::clone(shared);
                files::choose_file(document, 2 * learning::LENGTH, move |_, file| {
                    let text = String::from_utf8_lossy(&file);
                    let acts = again.borrow_mut().asked.file_opened(&text);
                    perform(&again, acts);
                });
            }
            Act::Add(other) => {
                let asked = &mut mounted.asked;
                let add = |answers: &mut learning::Answers| {
                    answers.add(&other);
                    true
                };
                todo.extend(mounted.device.change(add, |kept| asked.recall(kept)));
            }
            Act::Erase => {
                mounted.device.erase();
                let asked = &mut mounted.asked;
                todo.extend(mounted.device.look(|kept| asked.recall(kept)));
            }
            Act::Focus(id) => focus = Some(id),
        }
    }
    let mounted = &mut *shared.borrow_mut();
    let tree = mounted.asked.view();
    mounted.live.patch(&mounted.page, &mounted.tree, &tree);
    mounted.tree = tree;
    let focused = focus.and_then(|id| mounted.page.document.get_element_by_id(&id));
    if let Some(element) = focused {
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// How many hints stand open beside a question.
fn opened(root: &Element) -> u32 {
    let around = root.parent_element().map(|around| around.query_selector_all(HINTS));
    around.and_then(Result::ok).map_or(0, |hints| hints.length())
}
