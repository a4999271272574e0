//! Where a pointer is in a drawing, and the way it is dragged.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, MouseEvent, Node, PointerEvent};

use super::events::always;
use crate::markup::{EventKind, Input};

/// How far a pointer that is down moves before it drags, in CSS pixels: a finger is never quite still.
const SLACK: i32 = 4;

/// A pointer that is down.
struct Held {
    pointer: i32,
    target: Node,
    start: (i32, i32),
    input: Input,
}

/// The place of a mouse or pointer event in the innermost drawing around `target`; `None` for a press by keyboard.
pub(super) fn spot(target: &Node, event: &Event) -> Option<(f64, f64)> {
    let event: &MouseEvent = event.unchecked_ref();
    // A click by keyboard has no detail, one by script has no place.
    let (x, y) = (event.client_x(), event.client_y());
    if x == 0 && y == 0 {
        return None;
    }
    let drawing = target.dyn_ref::<Element>()?.closest("svg").ok()??;
    let bounds = drawing.get_bounding_client_rect();
    let share =
        |at: i32, start: f64, length: f64| if length > 0.0 { (f64::from(at) - start) / length } else { 0.0 };
    Some((share(x, bounds.left(), bounds.width()), share(y, bounds.top(), bounds.height())))
}

/// Tells what happened at a node; `false` if nothing there listens.
type Tell = dyn Fn(EventKind, &Node, &Input) -> bool;

/// Turns the ways of pointers below a root into drags.
pub(super) fn listen(root: &Element, tell: impl Fn(EventKind, &Node, &Input) -> bool + 'static) {
    let held: Rc<RefCell<Option<Held>>> = Rc::new(RefCell::new(None));
    let tell: Rc<Tell> = Rc::new(tell);
    for name in ["pointerdown", "pointermove", "pointerup", "pointercancel"] {
        let (held, tell, around) = (Rc::clone(&held), Rc::clone(&tell), root.clone());
        let heard = always(move |event| hear(&around, &*tell, &held, name, event.unchecked_ref()));
        let _ = root.add_event_listener_with_callback_and_bool(name, &heard, false);
    }
}

fn hear(root: &Element, tell: &Tell, held: &RefCell<Option<Held>>, name: &str, event: &PointerEvent) {
    let at = (event.client_x(), event.client_y());
    if name == "pointerdown" {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Node>().ok()) else { return };
        let element = target.dyn_ref::<Element>();
        if event.button() != 0 || !element.is_some_and(|e| matches!(e.closest(".draggable"), Ok(Some(_)))) {
            return;
        }
        let spots = spot(&target, event).into_iter().collect();
        let input = Input { spots, held: true, ..Input::default() };
        *held.borrow_mut() = Some(Held { pointer: event.pointer_id(), target, start: at, input });
        return;
    }
    let Some(mut here) = held.take().filter(|held| held.pointer == event.pointer_id()) else { return };
    let dragging = here.input.spots.len() > 1;
    let far = (at.0 - here.start.0).abs().max((at.1 - here.start.1).abs()) >= SLACK;
    let starts = far && name == "pointermove";
    if !(dragging || starts) {
        if name == "pointermove" {
            *held.borrow_mut() = Some(here);
        }
        return;
    }
    match name {
        "pointermove" => {
            // From here on the pointer is ours, wherever it goes; and what follows is no click.
            let _ = root.set_pointer_capture(here.pointer);
            here.input.spots.extend(spot(&here.target, event));
        }
        "pointerup" => here.input.held = false,
        _ => (here.input.held, here.input.spots) = (false, vec![]),
    }
    if tell(EventKind::Drag, &here.target, &here.input) && here.input.held {
        *held.borrow_mut() = Some(here);
    }
}
