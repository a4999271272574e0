//! The picture: predicted against real, the rows with their weights, and the rows that matter most.

use simulation::dataset::Row;

use super::parameters::{Against, DatamodelData, DatamodelLearner, DatamodelOutput, MOST_SUBSETS, ROWS};
use super::{Datamodel, DatamodelMessage, words};
use crate::chart::{Axis, Ink, Plane, Shape, Stroke, legend, sheet};
use crate::controls::{button, segments, select, select_table, slider, stepper};
use crate::markup::{EventKind, Markup, element};
use crate::widget::Scope;

type View = Markup<DatamodelMessage>;

/// The widest and the narrowest share of the rows, in per cent.
const SHARES: (u32, u32) = (20, 80);
/// Rows that are listed at either end.
const LISTED: usize = 5;

pub(super) fn controls(widget: &Datamodel, scope: &Scope) -> Vec<View> {
    let parameters = &widget.parameters;
    let (ids, here) = (widget.tests(), widget.place());
    let neighbour =
        |step: isize| ids.get(here.checked_add_signed(step)?).map(|&id| DatamodelMessage::Test(id));
    let current = ids.get(here).map_or_else(String::new, u32::to_string);
    let test =
        stepper(scope, "test", "Test row", current, (neighbour(-1), neighbour(1)), DatamodelMessage::Typed);
    let share = (parameters.share.get() * 100.0 + 0.5).floor() as u32;
    let penalty = parameters.penalty.get();
    let penalised = if penalty == 0 { "0: least squares".to_owned() } else { format!("{penalty}\u{a0}%") };
    let rows = parameters.rows.get();
    let trains = parameters.output != DatamodelOutput::Additive;
    let more = parameters.subsets.get() < MOST_SUBSETS;
    let against = [(Against::Subsets, "Held-out subsets"), (Against::Removals, "Single removals")];
    let mut controls = if widget.protocol.output.is_of_rows() { vec![test] } else { vec![] };
    controls.extend([
        slider(
            scope,
            "share",
            "Share of the rows in a subset",
            (SHARES.0, share, SHARES.1),
            format!("{share}\u{a0}%"),
            DatamodelMessage::Share,
        ),
        slider(
            scope,
            "penalty",
            "Penalty of the lasso",
            (0, penalty, 100),
            penalised,
            DatamodelMessage::Penalty,
        ),
        button("100 more subsets".to_owned(), more.then_some(|| DatamodelMessage::More))
            .named("subsets")
            .class("control-button"),
        segments(scope, "against", "First drawing", &against, parameters.against, DatamodelMessage::Against),
        select("Predict", &DatamodelOutput::NAMES, parameters.output, true, DatamodelMessage::Output)
            .named("output"),
        select("Model", &DatamodelLearner::NAMES, parameters.learner, trains, DatamodelMessage::Learner)
            .named("learner"),
        select_table(scope, "Rows", &DatamodelData::NAMES, parameters.data, DatamodelMessage::Data),
        slider(
            scope,
            "rows",
            "Rows to train on",
            (ROWS.0, rows, parameters.data.most_rows()),
            rows.to_string(),
            DatamodelMessage::Rows,
        ),
        button("Other rows".to_owned(), Some(|| DatamodelMessage::Redraw))
            .named("seed")
            .class("control-button"),
    ]);
    controls
}

pub(super) fn figure(widget: &Datamodel) -> View {
    let panel = |name: &'static str, heading: String, drawing: View| {
        let heading = element("p").class("plane-title").attribute("aria-hidden", "true").text(heading);
        element("div").key(name).child(heading).child(drawing)
    };
    let press = |drawing: View| {
        drawing.on(EventKind::Press, |input| {
            input.spots.first().map(|&(across, down)| DatamodelMessage::Press(across, down))
        })
    };
    let [outcomes, rows] = drawings(widget);
    let rows = if widget.protocol.output.is_of_rows() { press(rows) } else { rows };
    let classes = (0..widget.pair.flat().class_count())
        .map(|class| (Shape::of(class), Ink::Paper, words::class(widget, class)));
    let ends = [(5, "raises"), (-5, "lowers")].map(|(strength, does)| {
        let what = widget.parameters.output.words();
        (Shape::of(0), Ink::Difference(strength), format!("{does} the {what}"))
    });
    let notice = element("p").class("datamodel-notice").key("notice").attribute("role", "status");
    element("div")
        .child(
            element("div")
                .class("planes")
                .child(panel("outcomes", words::left_title(widget), outcomes))
                .child(panel("rows", "Each training row’s weight".to_owned(), rows)),
        )
        .child(legend(classes.chain(ends)))
        .child(lists(widget))
        .child(notice.text(widget.notice.clone()))
}

/// The rows that raise the outcome most, and those that lower it most.
fn lists(widget: &Datamodel) -> View {
    let weights = widget.work.fit.as_ref().map_or(&[][..], |fit| &fit.surrogate.weights);
    let order = widget.order();
    let list = |name: &'static str, heading: &'static str, rows: Vec<usize>| {
        let entries = rows.into_iter().map(|row| element("li").text(words::weighed(widget, row)));
        element("div")
            .key(name)
            .child(element("p").class("plane-title").text(heading))
            .child(element("ol").children(entries))
    };
    let signed = |row: &&usize, sign: f64| weights.get(**row).is_some_and(|weight| weight * sign > 0.0);
    let top = order.iter().filter(|row| signed(row, 1.0)).take(LISTED).copied().collect();
    let bottom = order.iter().rev().filter(|row| signed(row, -1.0)).take(LISTED).copied().collect();
    element("div")
        .class("datamodel-lists")
        .key("lists")
        .child(list("top", "These rows raise it most", top))
        .child(list("bottom", "These lower it most", bottom))
}

/// The places of the test rows.
pub(super) fn tests(widget: &Datamodel) -> Vec<(f64, f64)> {
    widget.pair.slice().rows().map(|row| place(&row)).collect()
}

fn place(row: &Row<'_>) -> (f64, f64) {
    (row.features.first().copied().unwrap_or(0.0), row.features.get(1).copied().unwrap_or(0.0))
}

/// The plane that the rows lie in.
pub(super) fn rows_plane(widget: &Datamodel) -> Plane {
    let axis = |name: &'static str, axis: usize| {
        let along = |row: Row<'_>| row.features.get(axis).copied().unwrap_or(0.0);
        Axis::holding(name, widget.pair.flat().rows().map(along))
    };
    Plane::new(axis("1st principal component", 0), axis("2nd principal component", 1))
}

fn drawings(widget: &Datamodel) -> [View; 2] {
    [outcomes(widget), rows(widget)]
}

/// What the first drawing compares: what the surrogate says, and what happened.
pub(super) fn compared(widget: &Datamodel) -> Vec<(f64, f64)> {
    let Some(fit) = &widget.work.fit else { return vec![] };
    let (one, other) = match widget.parameters.against {
        Against::Subsets => (&fit.predicted, &fit.real),
        Against::Removals => (&fit.surrogate.weights, &widget.work.removed),
    };
    one.iter().copied().zip(other.iter().copied()).collect()
}

fn outcomes_plane(widget: &Datamodel) -> (Plane, [(f64, f64); 2]) {
    let both = || compared(widget).into_iter().flat_map(|(one, other)| [one, other]);
    let (low, high) = both().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
    let room = 0.05 * (high - low).max(1e-3);
    let names = words::axes(widget);
    let axis = |name: &String| Axis::between(name.clone(), low - room, high + room);
    let plane = Plane::new(axis(&names[0]), axis(&names[1]));
    (plane, [low - room, high + room].map(|end| (end, end)))
}

fn outcomes(widget: &Datamodel) -> View {
    let (plane, diagonal) = outcomes_plane(widget);
    let behind = vec![plane.line(&diagonal, Stroke::Dashed, Ink::Soft)];
    let dots = vec![plane.dots(&compared(widget), Shape::of(0), Ink::Soft).attribute("fill-opacity", "0.6")];
    plane.draw(words::left_label(widget), behind, dots)
}

/// A class and an ink, and where its rows lie.
type Kind = ((usize, Ink), Vec<(f64, f64)>);

fn rows(widget: &Datamodel) -> View {
    let plane = rows_plane(widget);
    let weights = widget.work.fit.as_ref().map_or(&[][..], |fit| &fit.surrogate.weights);
    let most = weights.iter().fold(0.0_f64, |most, weight| most.max(weight.abs()));
    let mut kinds: Vec<Kind> = vec![];
    for (index, row) in widget.pair.world().rows().enumerate() {
        let ink = Ink::difference(weights.get(index).copied().unwrap_or(0.0), most);
        let kind = (row.target.class().unwrap_or(0), ink);
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, places)) => places.push(place(&row)),
            None => kinds.push((kind, vec![place(&row)])),
        }
    }
    let mut marks: Vec<View> = kinds
        .into_iter()
        .map(|((class, ink), places)| {
            plane.dots(&places, Shape::of(class), ink).key(format!("{class} {}", ink.token()))
        })
        .collect();
    if widget.protocol.output.is_of_rows()
        && let Some(&at) = tests(widget).get(widget.place())
    {
        marks.push(plane.ring(at).key("test"));
        marks.push(plane.label(at, words::test_label(widget), Ink::Plain).key("name"));
    }
    let behind = vec![plane.specks(&tests(widget), Ink::Soft)];
    plane.draw(words::right_label(widget), behind, marks)
}

pub(super) fn drawing(widget: &Datamodel) -> View {
    let sizes = [outcomes_plane(widget).0.size(), rows_plane(widget).size()];
    sheet(words::title(widget), drawings(widget).into_iter().zip(sizes).collect())
}
