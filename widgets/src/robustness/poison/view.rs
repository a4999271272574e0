//! The picture: controls, the training rows with the poison, and the curves.

use simulation::robustness::poisoning::Boundary;

use super::parameters::{PoisonAttack, PoisonData, PoisonDefence, PoisonMeasure, PoisonModel};
use super::study::{ATTACK, DEFENDED, RANDOM, value};
use super::{Poison, PoisonMessage, rows_plane, words};
use crate::chart::{Axis, Ink, Plane, Sample, Shape, Stroke, sheet};
use crate::controls::{actions, button, segments, select_table, slider};
use crate::format::count;
use crate::markup::{Markup, element};
use crate::widget::Scope;

pub(super) type View = Markup<PoisonMessage>;

/// Fields of the map across and up.
const MAP: (usize, usize) = (48, 36);

pub(super) fn controls(poison: &Poison, scope: &Scope) -> Vec<View> {
    let parameters = &poison.parameters;
    let (added, budget) = (poison.added() as u32, parameters.budget.get());
    let act = |label: &str, message: fn() -> PoisonMessage, on: bool| {
        button(label.to_owned(), on.then_some(message)).class("control-button")
    };
    let says = |number: u32| count(number as usize, "row", "rows");
    let measures = [(PoisonMeasure::Loss, "Loss"), (PoisonMeasure::Error, "Error")];
    let mut controls = vec![
        slider(scope, "added", "Poison", (0, added, budget), says(added), PoisonMessage::Added),
        actions(
            "Rows of poison",
            vec![
                act("Add one", || PoisonMessage::Step, added < budget),
                act("Run", || PoisonMessage::Run, !poison.running),
                act("None", || PoisonMessage::Clean, added > 0),
            ],
        )
        .named("added"),
        segments(scope, "attack", "Attack", &PoisonAttack::NAMES, parameters.attack, PoisonMessage::Attack),
        segments(
            scope,
            "defence",
            "Defence",
            &PoisonDefence::NAMES,
            parameters.defence,
            PoisonMessage::Defence,
        ),
    ];
    if parameters.defence != PoisonDefence::None {
        let (thrown, most) = (parameters.thrown.get(), (parameters.rows.get() / 2).min(60));
        controls.push(slider(
            scope,
            "thrown",
            "Thrown out",
            (0, thrown, most),
            says(thrown),
            PoisonMessage::Thrown,
        ));
    }
    if parameters.attack == PoisonAttack::Gradient {
        let tenths = (parameters.reach.get() * 10.0 + 0.5).floor() as u32;
        let reach = format!("{} × the range", parameters.reach.text());
        controls.push(slider(scope, "reach", "Box", (5, tenths, 30), reach, PoisonMessage::Reach));
    }
    controls.extend([
        segments(scope, "measure", "Measure", &measures, parameters.measure, PoisonMessage::Measure),
        segments(scope, "model", "Model", &PoisonModel::NAMES, parameters.model, PoisonMessage::Model),
        select_table(scope, "Data", &PoisonData::NAMES, parameters.data, PoisonMessage::Data),
        act("Other division", || PoisonMessage::Redraw, true).named("seed"),
    ]);
    controls
}

pub(super) fn figure(poison: &Poison) -> View {
    let measure = match poison.parameters.measure {
        PoisonMeasure::Loss => "Loss on test rows",
        PoisonMeasure::Error => "Error on test rows",
    };
    let names = [("rows", "The training rows"), ("curves", measure)];
    let panel = |(drawing, (key, name)): (View, (&'static str, &'static str))| {
        let heading = element("p").class("plane-title").attribute("aria-hidden", "true").text(name);
        element("div").key(key).child(heading).child(drawing)
    };
    let planes = element("div").class("planes").children(drawings(poison).into_iter().zip(names).map(panel));
    let note = element("p").class("figure-note").key("note").text(words::note(poison));
    element("div").child(planes).child(note)
}

pub(super) fn drawing(poison: &Poison) -> View {
    let sizes = [rows_plane(poison).size(), curves_plane(poison).size()];
    sheet(words::title(poison), drawings(poison).into_iter().zip(sizes).collect())
}

fn drawings(poison: &Poison) -> [View; 2] {
    [rows(poison), curves(poison)]
}

fn at(features: &[f64]) -> (f64, f64) {
    (features.first().copied().unwrap_or(0.0), features.get(1).copied().unwrap_or(0.0))
}

fn rows(poison: &Poison) -> View {
    let plane = rows_plane(poison);
    let scene = poison.scene();
    let kept = scene.and_then(|scene| scene.kept.as_ref());
    let mut behind = vec![];
    if let Some(scene) = scene {
        let [before, after] = scene.boundaries;
        let used = kept.map_or(after, |kept| kept.boundary);
        behind.extend(turned(poison, &plane, before, used));
    }
    if poison.parameters.attack == PoisonAttack::Gradient {
        behind.push(frame(poison, &plane));
    }
    let mut marks = vec![];
    let clean = poison.clean();
    let removed = |id| kept.is_some_and(|kept| kept.removed.contains(&id));
    let placed = poison.own.rows.iter().take(poison.added()).enumerate();
    let caught = |index: usize| kept.is_some_and(|kept| kept.caught.contains(&index));
    let shown: Vec<_> = placed.filter(|_| scene.is_some()).collect();
    let ways: Vec<_> = shown.iter().map(|(_, row)| [at(&row.start), at(&row.features)]).collect();
    let moved: Vec<_> = ways.into_iter().filter(|[start, end]| start != end).collect();
    marks.push(plane.segments(&moved, "1", Ink::After).attribute("stroke-opacity", "0.5").key("ways"));
    for class in 0..2 {
        for thrown in [true, false] {
            let own =
                clean.rows().filter(|row| row.target.class() == Some(class) && removed(row.id) == thrown);
            let honest: Vec<_> = own.map(|row| at(row.features)).collect();
            let ink = if thrown { Ink::Paper } else { Ink::Group(class) };
            marks.push(plane.dots(&honest, Shape::of(class), ink).key(format!("class {class} {thrown}")));
        }
    }
    let rings: Vec<_> = shown.iter().map(|(_, row)| at(&row.features)).collect();
    marks.push(plane.rings(&rings, Ink::After).key("rings"));
    for class in 0..2 {
        for thrown in [true, false] {
            let own = shown.iter().filter(|(index, row)| {
                usize::from(words::is_one(row.target)) == class && caught(*index) == thrown
            });
            let poisoned: Vec<_> = own.map(|(_, row)| at(&row.features)).collect();
            let ink = if thrown { Ink::Paper } else { Ink::Group(class) };
            marks.push(plane.dots(&poisoned, Shape::of(class), ink).key(format!("poison {class} {thrown}")));
        }
    }
    if let Some(scene) = scene {
        let lines = [
            (Some(scene.boundaries[0]), Stroke::Dashed, Ink::Before, "before"),
            (Some(scene.boundaries[1]), Stroke::Full, Ink::After, "after"),
            (kept.map(|kept| kept.boundary), Stroke::Dotted, Ink::Plain, "defended"),
        ];
        for (boundary, stroke, ink, key) in lines {
            let [low, high] = poison.corners;
            if let Some(ends) = boundary.and_then(|boundary| boundary.within(low, high)) {
                marks.push(plane.line(&ends.map(|end| at(&end)), stroke, ink).key(key));
            }
        }
    }
    marks.extend(stacks(&rings).into_iter().map(|(at, rows)| {
        plane.label(at, format!("{rows} here"), Ink::Plain).key(format!("stack {} {}", at.0, at.1))
    }));
    plane.draw(words::rows(poison), behind, marks)
}

/// The places where several rows of poison lie on one another, and how many.
fn stacks(places: &[(f64, f64)]) -> Vec<((f64, f64), usize)> {
    let mut stacks: Vec<((f64, f64), usize)> = vec![];
    for &place in places {
        match stacks.iter_mut().find(|(at, _)| *at == place) {
            Some((_, rows)) => *rows += 1,
            None => stacks.push((place, 1)),
        }
    }
    stacks.retain(|(_, rows)| *rows > 1);
    stacks
}

/// Where two models judge otherwise.
fn turned(poison: &Poison, plane: &Plane, before: Boundary, used: Boundary) -> Vec<View> {
    let [low, high] = poison.corners;
    let (columns, rows) = MAP;
    let field = |index: usize| {
        let share = [(index % columns, columns), (index / columns, rows)];
        let centre = [0, 1].map(|axis| {
            let (field, count) = share[axis];
            low[axis] + (field as f64 + 0.5) / count as f64 * (high[axis] - low[axis])
        });
        let same = (before.score(centre) > 0.0) == (used.score(centre) > 0.0);
        if same { Ink::Paper } else { Ink::After }
    };
    let inks: Vec<Ink> = (0..columns * rows).map(field).collect();
    let map = plane.map(columns, rows, &inks).into_iter();
    map.map(|path| path.attribute("fill-opacity", "0.16")).collect()
}

/// The box of the poison.
fn frame(poison: &Poison, plane: &Plane) -> View {
    let (low, high) = (at(poison.room.low()), at(poison.room.high()));
    let corners = [low, (high.0, low.1), high, (low.0, high.1), low];
    let sides: Vec<_> = corners.windows(2).map(|ends| [ends[0], ends[1]]).collect();
    plane.segments(&sides, "1", Ink::Soft).key("frame")
}

/// The unit of the right plane: errors are drawn in per cent.
fn unit(poison: &Poison) -> f64 {
    if poison.parameters.measure == PoisonMeasure::Error { 100.0 } else { 1.0 }
}

/// The axes of the curves.
fn curves_plane(poison: &Poison) -> Plane {
    let measure = poison.parameters.measure;
    let points = &poison.study.summary(&poison.setting).points[measure as usize];
    let means = points.iter().flatten().flatten().copied();
    let own = poison.own.outcomes.iter().take(poison.added() + 1).map(|outcome| value(outcome, measure));
    let defended = poison.scene().and_then(|scene| scene.kept.as_ref());
    let all = means.chain(own).chain(defended.map(|kept| value(&kept.outcome, measure)));
    let most = all.fold(0.0_f64, f64::max) * unit(poison);
    let name = match (measure, poison.parameters.model) {
        (PoisonMeasure::Error, _) => "error, per cent",
        (_, PoisonModel::Logistic) => "log loss",
        (_, PoisonModel::Ridge) => "squared error",
    };
    let budget = poison.setting.budget as f64;
    // The names of the marks stand above the highest of them.
    let named = if poison.setting.defence.is_some() { 5.0 } else { 3.0 };
    let top = most / (0.94 - 0.07 * named);
    Plane::new(
        Axis::between("rows of poison", -0.02 * budget, 1.02 * budget),
        Axis::between(name, 0.0, if most > 0.0 { top } else { 1.0 }),
    )
}

fn curves(poison: &Poison) -> View {
    let plane = curves_plane(poison);
    let (measure, unit) = (poison.parameters.measure, unit(poison));
    let points = &poison.study.summary(&poison.setting).points[measure as usize];
    let (mut behind, mut marks, mut names) = (vec![], vec![], vec![]);
    let mut arm = |arm: usize, name: &str, ink: Ink, stroke: Stroke, key: &'static str| {
        let each = points[arm].iter().enumerate();
        let over: Vec<_> = each
            .clone()
            .map(|(rows, point)| {
                (rows as f64, (unit * point[1]).max(0.0), plane.held((rows as f64, unit * point[2])).1)
            })
            .collect();
        let line: Vec<_> = each.map(|(rows, point)| (rows as f64, unit * point[0])).collect();
        if !line.is_empty() {
            behind.push(plane.band(&over, ink).key(format!("{key} band")));
            marks.push(plane.line(&line, stroke, ink).key(key));
            names.push((Sample::Line(stroke), ink, name.to_owned()));
        }
    };
    let random = poison.parameters.attack == PoisonAttack::Random;
    if !random {
        let name = match poison.parameters.attack {
            PoisonAttack::Targeted => "targeted flips, mean",
            _ => "gradient rows, mean",
        };
        arm(ATTACK, name, Ink::After, Stroke::Full, "attack");
    }
    arm(RANDOM, "random flips, mean", Ink::Before, Stroke::Dashed, "random");
    if poison.setting.defence.is_some() {
        arm(DEFENDED, "after the defence, mean", Ink::Plain, Stroke::Dotted, "defended");
    }
    let own = poison.own.outcomes.iter().enumerate().take(poison.added() + 1);
    let own: Vec<_> = own.map(|(rows, outcome)| (rows as f64, unit * value(outcome, measure))).collect();
    if let Some((&here, _)) = own.last().zip(poison.scene()) {
        marks.push(plane.specks(&own, Ink::Soft).key("own"));
        marks.push(plane.dots(&[here], Shape::of(0), Ink::After).key("here"));
        names.push((Sample::Dot(Shape::of(0)), Ink::After, "this division".to_owned()));
    }
    if let Some(kept) = poison.scene().and_then(|scene| scene.kept.as_ref()) {
        let here = (poison.added() as f64, unit * value(&kept.outcome, measure));
        marks.push(plane.dots(&[here], Shape::of(3), Ink::Paper).key("kept"));
        names.push((Sample::Dot(Shape::of(3)), Ink::Paper, "after the defence".to_owned()));
    }
    marks.push(plane.key(true, &names));
    plane.draw(words::curves(poison), behind, marks)
}
