//! The picture: controls, the pool in its plane, and the learning curves.

use simulation::dataset::{Row, RowId};

use super::parameters::{ActiveData, Asks, Sees};
use super::run::{Arm, MAP, Scene};
use super::{Active, ActiveMessage, pool_plane, words};
use crate::chart::{Axis, Ink, Plane, Sample, Shape, Stroke, sheet};
use crate::controls::{button, fieldset, segments, select, select_table, slider};
use crate::format::count;
use crate::markup::{Markup, element};
use crate::widget::Scope;

pub(super) type View = Markup<ActiveMessage>;

/// Classes that shapes and inks tell apart; where there are more, labelled rows are written as their class.
const TOLD_APART: usize = 5;

pub(super) fn controls(active: &Active, scope: &Scope) -> Vec<View> {
    let parameters = &active.parameters;
    let (round, last) = (active.round(), active.setting.plan.rounds);
    let act = |label: &str, message: fn() -> ActiveMessage, on: bool| {
        button(label.to_owned(), on.then_some(message)).class("control-button")
    };
    let labels = count(active.setting.labels(round as usize), "label", "labels");
    let batch = parameters.batch.get();
    let sees = [(Sees::Drawn, "What is drawn"), (Sees::All, "All features")];
    vec![
        select("Ask by", &Asks::NAMES, parameters.strategy, true, ActiveMessage::Strategy).named("strategy"),
        fieldset(
            "Rounds",
            vec![
                act("Step", || ActiveMessage::Step, round < last),
                act("Run", || ActiveMessage::Run, !active.running),
                act("Reset", || ActiveMessage::Reset, round > 0),
            ],
        )
        .named("round"),
        slider(scope, "round", "Labels", (0, round, last), labels, ActiveMessage::Round),
        slider(
            scope,
            "batch",
            "Asked for at once",
            (1, batch, 20),
            count(batch as usize, "row", "rows"),
            ActiveMessage::Batch,
        ),
        select_table(scope, "Data", &ActiveData::NAMES, parameters.data, ActiveMessage::Data),
        segments(scope, "sees", "The model sees", &sees, parameters.sees, ActiveMessage::Sees),
        act("Other division", || ActiveMessage::Redraw, true).named("seed"),
    ]
}

pub(super) fn figure(active: &Active) -> View {
    let names = ["The pool", "Accuracy on test rows"];
    let panel = |(drawing, name): (View, &'static str)| {
        let heading = element("p").class("plane-title").attribute("aria-hidden", "true").text(name);
        element("div").key(name).child(heading).child(drawing)
    };
    let planes = element("div").class("planes").children(drawings(active).into_iter().zip(names).map(panel));
    let note = element("p").class("figure-note").key("note").text(words::note(active));
    element("div").child(planes).child(note)
}

pub(super) fn drawing(active: &Active) -> View {
    let sizes = [pool_plane(active).size(), curves_plane(active).size()];
    sheet(words::title(active), drawings(active).into_iter().zip(sizes).collect())
}

fn drawings(active: &Active) -> [View; 2] {
    [pool(active), curves(active)]
}

/// The rows of the pool that are drawn, each with its place.
fn placed(active: &Active) -> Vec<(Row<'_>, (f64, f64))> {
    let row = |&position: &usize| {
        let row = active.table.drawn().row(position)?;
        let (&x, &y) = (row.features.first()?, row.features.get(1)?);
        Some((row, (x, y)))
    };
    active.pool.iter().filter_map(row).collect()
}

fn pool(active: &Active) -> View {
    let plane = pool_plane(active);
    let rows = placed(active);
    let Some(scene) = active.scene() else {
        let at: Vec<_> = rows.iter().map(|(_, at)| *at).collect();
        return plane.draw(words::pool(active), vec![], vec![plane.dots(&at, Shape::of(0), Ink::Paper)]);
    };
    let inks: Vec<Ink> = scene.classes.iter().map(|&class| Ink::Group(class)).collect();
    let map = plane.map(MAP.0, MAP.1, &inks).into_iter();
    let mut behind: Vec<View> = map.map(|path| path.attribute("fill-opacity", "0.16")).collect();
    behind.push(boundary(&plane, scene).key("boundary"));
    let mut marks = vec![];
    for level in 0..=10 {
        let own = |&(id, share): &(RowId, f64)| {
            let there = Ink::heat(share) == Ink::Heat(level);
            rows.iter().find(|(row, _)| there && row.id == id).map(|(_, at)| *at)
        };
        let at: Vec<_> = scene.urgency.iter().filter_map(own).collect();
        marks.push(plane.dots(&at, Shape::of(0), Ink::Heat(level)).key(format!("urgency {level}")));
    }
    let known =
        &active.own.labelled[..active.setting.labels(active.round() as usize).min(active.own.labelled.len())];
    let classes = active.table.drawn().class_count();
    for class in 0..classes {
        let own = rows.iter().filter(|(row, _)| row.target.class() == Some(class) && known.contains(&row.id));
        let at: Vec<_> = own.map(|(_, at)| *at).collect();
        if classes > TOLD_APART {
            marks.push(plane.letters(&at, &class.to_string()).key(format!("class {class}")));
        } else {
            marks.push(plane.seats(&at).key(format!("rings {class}")));
            marks.push(plane.dots(&at, Shape::of(class), Ink::Group(class)).key(format!("class {class}")));
        }
    }
    let next = rows.iter().filter(|(row, _)| scene.queried.contains(&row.id));
    marks
        .extend(next.map(|(row, at)| plane.circle(*at, Ink::After).key(format!("next {}", row.id.number()))));
    plane.draw(words::pool(active), behind, marks)
}

/// Where the most probable class changes.
fn boundary(plane: &Plane, scene: &Scene) -> View {
    let (columns, rows) = MAP;
    let class = |column: usize, row: usize| scene.classes.get(row * columns + column);
    let at =
        |column: usize, row: usize| plane.corner(column as f64 / columns as f64, row as f64 / rows as f64);
    let mut ends = vec![];
    for row in 0..rows {
        for column in 0..columns {
            if column + 1 < columns && class(column, row) != class(column + 1, row) {
                ends.push([at(column + 1, row), at(column + 1, row + 1)]);
            }
            if row + 1 < rows && class(column, row) != class(column, row + 1) {
                ends.push([at(column, row + 1), at(column + 1, row + 1)]);
            }
        }
    }
    plane.segments(&ends, "1", Ink::Soft)
}

/// The axes of the learning curves.
fn curves_plane(active: &Active) -> Plane {
    let setting = &active.setting;
    let points = [&active.asking, &active.luck].into_iter().flat_map(|arm| arm.summary.points.iter());
    let own = active.own.values.iter().take(active.round() as usize + 1).copied();
    let values = own.chain(points.flatten().copied());
    let (least, most) =
        values.fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let least = if least.is_finite() { least } else { 0.0 };
    let labels = [0, setting.plan.rounds as usize].map(|round| setting.labels(round) as f64);
    Plane::new(
        Axis::between("labels", labels[0] - 1.0, labels[1] + 1.0),
        Axis::between("accuracy", (least - 0.02).max(0.0), (most + 0.02).min(1.0).max(least)),
    )
}

fn curves(active: &Active) -> View {
    let plane = curves_plane(active);
    let labels = |round: usize| active.setting.labels(round) as f64;
    let (mut behind, mut marks, mut names) = (vec![], vec![], vec![]);
    let asks = active.parameters.strategy;
    let mut arm = |arm: &Arm, name: String, ink: Ink, stroke: Stroke, key: &'static str| {
        let points = arm.summary.points.iter().enumerate();
        let over: Vec<_> = points
            .clone()
            .map(|(round, point)| (labels(round), point[1].max(0.0), point[2].min(1.0)))
            .collect();
        let held: Vec<_> =
            over.iter().map(|&(x, low, high)| (x, plane.held((x, low)).1, plane.held((x, high)).1)).collect();
        let line: Vec<_> = points.map(|(round, point)| (labels(round), point[0])).collect();
        if !line.is_empty() {
            behind.push(plane.band(&held, ink).key(format!("{key} band")));
            marks.push(plane.line(&line, stroke, ink).key(key));
            names.push((Sample::Line(stroke), ink, name));
        }
    };
    arm(&active.luck, "random, mean".to_owned(), Ink::Before, Stroke::Dashed, "luck");
    if asks != Asks::Random {
        arm(&active.asking, format!("{}, mean", asks.name()), Ink::After, Stroke::Full, "asking");
    }
    let own: Vec<_> = active
        .own
        .values
        .iter()
        .enumerate()
        .take(active.round() as usize + 1)
        .map(|(round, &value)| (labels(round), value))
        .collect();
    if let Some(&here) = own.last() {
        marks.push(plane.line(&own, Stroke::Dotted, Ink::Plain).key("own"));
        marks.push(plane.dots(&[here], Shape::of(0), Ink::Plain).key("here"));
        names.push((Sample::Line(Stroke::Dotted), Ink::Plain, "this run".to_owned()));
    }
    marks.push(plane.key(false, &names));
    plane.draw(words::curves(active), behind, marks)
}
