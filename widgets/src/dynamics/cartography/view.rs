//! Controls and figure.

use simulation::data::digits::SIDE;

use super::drawing::{self, OTHERS, PLANTED, View};
use super::parameters::LookAt;
use super::{Cartography, CartographyMessage, words};
use crate::chart::{Ink, Sample, legend, pixels_size, sheet};
use crate::controls::{button, fieldset, select, slider, stepper};
use crate::format::count;
use crate::markup::{EventKind, element};
use crate::widget::Scope;

pub(super) fn controls(widget: &Cartography, scope: &Scope) -> Vec<View> {
    let parameters = &widget.parameters;
    let epochs = parameters.epochs.get();
    let shown = widget.shown() as u32;
    let act = |label: &str, message: fn() -> CartographyMessage| {
        button(label.to_owned(), Some(message)).class("control-button")
    };
    let play = if widget.playing { "Pause" } else { "Play" };
    let noise = parameters.noise.get();
    vec![
        fieldset("Training", vec![act(play, || CartographyMessage::Play)]).named("epoch"),
        slider(
            scope,
            "epoch",
            "Map after epoch",
            (1, shown.max(1), epochs),
            format!("{shown} of {epochs}"),
            CartographyMessage::Epoch,
        ),
        slider(
            scope,
            "noise",
            "Wrong labels",
            (0, noise, 40),
            format!("{noise}\u{a0}%"),
            CartographyMessage::Noise,
        ),
        select("Look first at", &LookAt::NAMES, parameters.look, true, CartographyMessage::Look)
            .named("look"),
        row(widget, scope),
        slider(
            scope,
            "epochs",
            "Train for",
            (2, epochs, 60),
            count(epochs as usize, "epoch", "epochs"),
            CartographyMessage::Epochs,
        ),
        act("Other start", || CartographyMessage::Start).named("start"),
        act("Other digits", || CartographyMessage::Redraw).named("seed"),
    ]
}

/// The selected row, with steps along the order in which one would look.
fn row(widget: &Cartography, scope: &Scope) -> View {
    let order = widget.order();
    let here = widget.selected().and_then(|place| order.iter().position(|&other| other == place));
    let to = |at: Option<usize>| {
        let place = order.get(at?)?;
        Some(CartographyMessage::Row(widget.id(*place).to_string()))
    };
    let before = to(here.and_then(|at| at.checked_sub(1)));
    let after = to(Some(here.map_or(0, |at| at + 1)));
    let current = widget.selected().map_or_else(String::new, |place| widget.id(place).to_string());
    stepper(scope, "row", "Row", current, (before, after), CartographyMessage::Row)
}

pub(super) fn figure(widget: &Cartography) -> View {
    let panel = |name: &'static str, drawing: View, legend: View| {
        let heading = element("p").class("plane-title").attribute("aria-hidden", "true").text(name);
        element("div").key(name).child(heading).child(drawing).child(legend)
    };
    let map = drawing::map(widget)
        .on(EventKind::Press, |input| input.spots.first().map(|&spot| CartographyMessage::Press(spot)));
    let (paths, names) = drawing::paths(widget);
    let lines = names.into_iter().map(|(stroke, ink, name)| (Sample::Line(stroke), ink, name));
    let planes = element("div")
        .class("planes")
        .child(panel("Data map", map, legend(marks(widget))))
        .child(panel("Paths", paths, legend(lines)));
    let said = element("p").class("figure-note").text(words::shown_digit(widget));
    let pictured = element("div").class("pictured").key("row").children(drawing::digit(widget)).child(said);
    let note = element("p").class("figure-note").key("note").text(words::note(widget));
    element("div").child(planes).child(note).child(pictured)
}

/// What the marks of the map are.
fn marks(widget: &Cartography) -> Vec<(Sample, Ink, String)> {
    let [low, high] = words::tint(widget);
    let mut marks = vec![
        (Sample::Dot(OTHERS), Ink::Heat(0), low.to_owned()),
        (Sample::Dot(OTHERS), Ink::Heat(10), high.to_owned()),
    ];
    if widget.study.planted_count() > 0 {
        marks.push((Sample::Dot(PLANTED.0), PLANTED.1, "wrong label, planted".to_owned()));
    }
    marks
}

/// Everything as one drawing.
pub(super) fn sheet_of(widget: &Cartography) -> View {
    let mut drawings = vec![
        (drawing::map(widget), drawing::map_plane(widget).0.size()),
        (drawing::paths(widget).0, drawing::paths_plane(widget).size()),
    ];
    drawings.extend(drawing::digit(widget).map(|digit| (digit, pixels_size(SIDE * SIDE, SIDE))));
    sheet(words::title(widget), drawings)
}
