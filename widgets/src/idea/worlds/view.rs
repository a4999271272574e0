//! The picture: both worlds and where they differ, with the controls above.

use simulation::dataset::Row;
use simulation::world::World;

use super::parameters::{Observed, Pointer, WorldsData, WorldsLearner};
use super::work::{LEVELS, MAP};
use super::{Worlds, WorldsMessage, words};
use crate::chart::{Ink, Shape, legend, sheet};
use crate::controls::{actions, button, radio_chips, segments, select, select_table, stepper, typed};
use crate::format::short;
use crate::markup::{EventKind, Markup, element};
use crate::widget::Scope;

type View = Markup<WorldsMessage>;

pub(super) fn controls(worlds: &Worlds, scope: &Scope) -> Vec<View> {
    let parameters = &worlds.parameters;
    let pointers = [(Pointer::Pick, "Selects"), (Pointer::Move, "Moves"), (Pointer::Add, "Adds")];
    let observed = [(Observed::LogLoss, "Log loss"), (Observed::Accuracy, "Accuracy")];
    let classes: Vec<String> =
        (0..worlds.pair.flat().class_count()).map(|class| words::class(worlds, class)).collect();
    let ids = worlds.ids();
    let here = ids.iter().position(|&id| id == worlds.row);
    let neighbour = |step: isize| {
        let at = here?.checked_add_signed(step)?;
        ids.get(at).map(|id| WorldsMessage::Row(id.number()))
    };
    let there = worlds.edited().place(worlds.row).is_some();
    let act = |label: &'static str, message: WorldsMessage, enabled: bool| {
        button(label.to_owned(), enabled.then_some(move || message.clone())).class("control-button")
    };
    let nudge = |sign: &'static str, name: &'static str, across: i32, up: i32| {
        act(sign, WorldsMessage::Nudge(across, up), there).attribute("aria-label", name)
    };
    let edited = !worlds.edits.as_slice().is_empty();
    let written = if edited { worlds.edits.to_string() } else { "none".to_owned() };
    vec![
        stepper(
            scope,
            "row",
            "Row",
            worlds.row.number().to_string(),
            (neighbour(-1), neighbour(1)),
            WorldsMessage::Typed,
        ),
        actions(
            "To this row",
            vec![
                act("Drop", WorldsMessage::Drop, there),
                act("Relabel", WorldsMessage::Relabel, there),
                act("Copy", WorldsMessage::Copy, there),
                nudge("←", "Move left", -1, 0),
                nudge("→", "Move right", 1, 0),
                nudge("↓", "Move down", 0, -1),
                nudge("↑", "Move up", 0, 1),
                act("Add one here", WorldsMessage::AddHere, true),
            ],
        )
        .named("edits"),
        radio_chips(
            scope,
            "class",
            "As class",
            &classes,
            parameters.class.get() as usize,
            WorldsMessage::Class,
        ),
        segments(scope, "pointer", "A press", &pointers, parameters.pointer, WorldsMessage::Pointer),
        actions(
            "Edits",
            vec![act("Undo", WorldsMessage::Undo, edited), act("Clear", WorldsMessage::Clear, edited)],
        )
        .named("edits"),
        typed(scope, "edits", "As text", written, false, WorldsMessage::Written),
        select("Model", &WorldsLearner::NAMES, parameters.learner, true, WorldsMessage::Learner)
            .named("learner"),
        select("Observe", &observed, parameters.observe, true, WorldsMessage::Observe).named("observe"),
        select_table(scope, "Rows", &WorldsData::NAMES, parameters.data, WorldsMessage::Data),
        act("Other rows", WorldsMessage::Redraw, true).named("seed"),
    ]
}

pub(super) fn figure(worlds: &Worlds) -> View {
    let panel = |name: &'static str, drawing: View| {
        let heading = element("p").class("plane-title").attribute("aria-hidden", "true").text(name);
        element("div").key(name).child(heading).child(drawing)
    };
    let [before, after, shift] = drawings(worlds);
    let planes = element("div")
        .class("planes")
        .child(panel("Before", pressable(before)))
        .child(panel("After", pressable(after)))
        .child(panel("Where the models differ", shift));
    let classes = (0..worlds.pair.flat().class_count())
        .map(|class| (Shape::of(class), Ink::Group(class), words::class(worlds, class)));
    let edits = element("p").class("worlds-edits").key("edits").text(words::edits(worlds));
    let notice = element("p").class("worlds-notice").key("notice").attribute("role", "status");
    element("div").child(planes).child(legend(classes)).child(edits).child(notice.text(worlds.notice.clone()))
}

/// Answers presses and drags.
fn pressable(drawing: View) -> View {
    drawing
        .on(EventKind::Press, |input| {
            input.spots.first().map(|&(across, down)| WorldsMessage::Press(across, down))
        })
        .on(EventKind::Drag, |input| {
            let (&from, &to) = (input.spots.first()?, input.spots.last()?);
            Some(WorldsMessage::Drag(from, to, input.held))
        })
}

fn drawings(worlds: &Worlds) -> [View; 3] {
    let (before, after) = (worlds.pair.world(), worlds.edited());
    let touched = touched(&before, &after);
    let classes = |side: &Option<super::Side>| side.as_ref().map_or(&[][..], |side| &side.classes).to_vec();
    let one = |name: &str, world: &World<'_>, classes: Vec<usize>| {
        let inks: Vec<Ink> = classes.into_iter().map(Ink::Group).collect();
        let map = worlds.plane.map(MAP.0, MAP.1, &inks);
        let behind = map.into_iter().map(|path| path.attribute("fill-opacity", "0.3")).collect();
        worlds.plane.draw(words::panel(worlds, name, world), behind, rows(worlds, world, &touched))
    };
    let levels = worlds.work.shift.as_ref().map_or(&[][..], |shift| &shift.levels);
    let inks: Vec<Ink> = levels.iter().map(|&level| Ink::difference(level, LEVELS)).collect();
    let map = worlds.plane.map(MAP.0, MAP.1, &inks);
    let shift =
        worlds.plane.clone().draggable(false).draw(words::shift(worlds), map, circles(worlds, &touched));
    [
        one("Before", &before, classes(&worlds.work.before)),
        one("After", &after, classes(&worlds.work.after)),
        shift,
    ]
}

/// The rows of a world by class, the changed ones circled, the selected one ringed.
fn rows(worlds: &Worlds, world: &World<'_>, touched: &[Touched]) -> Vec<View> {
    let place = |features: &[f64]| {
        (features.first().copied().unwrap_or(0.0), features.get(1).copied().unwrap_or(0.0))
    };
    let mut marks = vec![];
    for class in 0..worlds.pair.flat().class_count() {
        let own = world.rows().filter(|row| row.target.class() == Some(class));
        let at: Vec<(f64, f64)> = own.map(|row| place(row.features)).collect();
        marks.push(worlds.plane.dots(&at, Shape::of(class), Ink::Group(class)).key(format!("class {class}")));
    }
    marks.extend(circles(worlds, touched));
    let here = world.rows().find(|row| row.id == worlds.row);
    marks.extend(here.map(|row| worlds.plane.ring(place(row.features)).key("selected")));
    marks
}

/// Where a row was changed, in the ink of the world that has it there.
type Touched = (Ink, (f64, f64));

fn touched(before: &World<'_>, after: &World<'_>) -> Vec<Touched> {
    let mut touched = vec![];
    for (ink, world, other) in [(Ink::Before, before, after), (Ink::After, after, before)] {
        let others: Vec<Row<'_>> = other.rows().collect();
        for row in world.rows() {
            // Found by its id: to compare every row whole with every other would cost more than the drawing.
            let there = others.iter().find(|other| other.id == row.id);
            if let ([x, y], true) = (row.features, there != Some(&row)) {
                touched.push((ink, (*x, *y)));
            }
        }
    }
    touched
}

fn circles(worlds: &Worlds, touched: &[Touched]) -> Vec<View> {
    touched.iter().map(|&(ink, at)| worlds.plane.circle(at, ink)).collect()
}

pub(super) fn drawing(worlds: &Worlds) -> View {
    let size = worlds.plane.size();
    sheet(words::title(worlds), drawings(worlds).into_iter().map(|drawing| (drawing, size)).collect())
}

/// How strong the strongest shift is.
pub(super) fn strongest(worlds: &Worlds) -> String {
    worlds.work.shift.as_ref().map_or_else(String::new, |shift| short(shift.most, 3))
}
