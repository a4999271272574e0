//! The picture: controls, success against the share, and the kinds of applicants.

use super::parameters::{Beside, CHECKING, Does, STOPS, Signal, Taught, Wanted};
use super::scene::share;
use super::{Action, ActionMessage, words};
use crate::chart::{Axis, Ink, Plane, Sample, Shape, Stroke, sheet};
use crate::controls::{button, segments, select, slider};
use crate::markup::{Markup, element};
use crate::widget::Scope;

type View = Markup<ActionMessage>;

/// Points of the bound, evenly over the logarithm of the share.
const POINTS: usize = 80;

/// From the smallest share that can be tried to the largest.
const ENDS: (f64, f64) = (0.002, 0.5);

pub(super) fn controls(action: &Action, scope: &Scope) -> Vec<View> {
    let parameters = &action.parameters;
    let wanted = [(Wanted::Good, "Good risk"), (Wanted::Bad, "Bad risk")];
    let last = STOPS.len() as u32 - 1;
    let mut controls = vec![
        slider(
            scope,
            "share",
            "Acting together",
            (0, action.stop as u32, last),
            words::percent(action.share()),
            ActionMessage::Share,
        ),
        select("The members", &Does::NAMES, parameters.does, true, ActionMessage::Does).named("does"),
        select("Signal", &Signal::NAMES, parameters.signal, true, ActionMessage::Signal).named("signal"),
    ];
    if parameters.does != Does::Erase {
        controls.push(segments(
            scope,
            "wanted",
            "It is to mean",
            &wanted,
            parameters.wanted,
            ActionMessage::Wanted,
        ));
    }
    controls.extend([
        select("The model also sees", &Beside::NAMES, parameters.beside, true, ActionMessage::Beside)
            .named("beside"),
        select("Trained", &Taught::NAMES, parameters.learner, true, ActionMessage::Learner).named("learner"),
        button("Other draws".to_owned(), Some(|| ActionMessage::Redraw))
            .named("seed")
            .class("control-button"),
    ]);
    controls
}

pub(super) fn figure(action: &Action) -> View {
    let names = ["Success", "Kinds of applicants"];
    let panel = |(drawing, name): (View, &'static str)| {
        let heading = element("p").class("plane-title").attribute("aria-hidden", "true").text(name);
        element("div").key(name).child(heading).child(drawing)
    };
    let planes = element("div").class("planes").children(drawings(action).into_iter().zip(names).map(panel));
    let note = element("p").class("figure-note").key("note").text(words::note(action));
    element("div").child(planes).child(note)
}

pub(super) fn drawing(action: &Action) -> View {
    let sizes = [curves_plane(action).size(), map_plane(action).size()];
    sheet(words::title(action), drawings(action).into_iter().zip(sizes).collect())
}

fn drawings(action: &Action) -> [View; 2] {
    [curves(action), map(action)]
}

/// The least success that is drawn.
fn least(action: &Action) -> f64 {
    let trained = (0..STOPS.len()).filter_map(|stop| action.taught(stop)).map(|found| found[1]);
    trained.fold(action.scene.success(0.0), f64::min)
}

fn curves_plane(action: &Action) -> Plane {
    // Down to a round tenth, with room for the names of the lines below everything that is drawn.
    let least = ((10.0 * least(action)).floor() / 10.0 - 0.2).max(0.0);
    Plane::new(
        Axis::logarithmic("acting together, % of the rows", [100.0 * ENDS.0, 100.0 * ENDS.1]),
        Axis::between("success, % of all applicants", 100.0 * least, 100.0),
    )
}

fn curves(action: &Action) -> View {
    let plane = curves_plane(action);
    let scaled = |points: Vec<(f64, f64)>| -> Vec<(f64, f64)> {
        points.into_iter().map(|(share, success)| (100.0 * share, 100.0 * success)).collect()
    };
    let before = action.scene.success(0.0);
    let exact = scaled(action.scene.stairs(ENDS.0, ENDS.1));
    let bound: Vec<(f64, f64)> =
        scaled(bound(action)).into_iter().filter(|&point| plane.held(point).1 == point.1).collect();
    let stops = || (1..STOPS.len()).filter_map(|stop| Some((share(stop), action.taught(stop)?)));
    let over =
        stops().map(|(share, found)| (100.0 * share, 100.0 * found[1], 100.0 * found[2])).collect::<Vec<_>>();
    let mean = scaled(stops().map(|(share, found)| (share, found[0])).collect());
    let mut behind = vec![];
    let mut names = vec![
        (Sample::Line(Stroke::Full), Ink::After, "least error, exactly".to_owned()),
        (Sample::Line(Stroke::Dotted), Ink::Before, "without a collective".to_owned()),
    ];
    let level = plane.line(&scaled(vec![(ENDS.0, before), (ENDS.1, before)]), Stroke::Dotted, Ink::Before);
    let mut marks = vec![level.key("before")];
    if !mean.is_empty() {
        behind.push(plane.band(&over, Ink::Group(0)).key("band"));
        marks.push(plane.line(&mean, Stroke::Full, Ink::Group(0)).key("trained"));
        marks.push(plane.dots(&mean, Shape::of(1), Ink::Group(0)).key("trained dots"));
        names.push((Sample::Dot(Shape::of(1)), Ink::Group(0), "trained, mean".to_owned()));
    }
    marks.push(plane.line(&exact, Stroke::Full, Ink::After).key("exact"));
    if !bound.is_empty() {
        marks.push(plane.line(&bound, Stroke::Dashed, Ink::Plain).key("bound"));
        names.push((Sample::Line(Stroke::Dashed), Ink::Plain, "promised at least".to_owned()));
    }
    if action.stop > 0 {
        let here = 100.0 * action.share();
        let ends = [(here, plane.corner(0.0, 0.0).1), (here, plane.corner(0.0, 1.0).1)];
        behind.push(plane.segments(&[ends], "1", Ink::Soft).key("here"));
        marks.push(plane.ring((here, 100.0 * action.scene.success(action.share()))).key("ring"));
    }
    // Curves that begin low leave room at the right.
    let low = least(action) < 0.35;
    marks.push(if low { plane.key(false, &names) } else { plane.key_at_left(&names) });
    plane.draw(words::curves(action), behind, marks)
}

fn bound(action: &Action) -> Vec<(f64, f64)> {
    let point = |place: usize| {
        let share = ENDS.0 * libm::pow(ENDS.1 / ENDS.0, place as f64 / POINTS as f64);
        Some((share, action.scene.plan.bound(share)?))
    };
    (0..=POINTS).filter_map(point).collect()
}

fn map_plane(action: &Action) -> Plane {
    let beside = action.parameters.beside;
    let names = |codes: &[&str]| codes.iter().map(|&code| code.to_owned()).collect();
    let about = beside.names().map_or("", |names| names[2]);
    Plane::new(
        Axis::named(about, names(beside.codes())),
        Axis::named("checking account, DM", names(&CHECKING)),
    )
}

fn map(action: &Action) -> View {
    let plane = map_plane(action);
    let kinds = action.scene.kinds(action.share(), action.parameters.beside);
    let (columns, rows) = (action.parameters.beside.codes().len(), CHECKING.len());
    let erase = action.parameters.does == Does::Erase;
    let mut inks = vec![Ink::Paper; columns * rows];
    let (mut marks, mut outlines) = (vec![], vec![]);
    for kind in &kinds {
        let [account, beside] = kind.codes;
        let lean = if erase { kind.after - 0.5 } else { kind.support - 0.5 };
        if let Some(ink) = inks.get_mut(account * columns + beside) {
            *ink = Ink::difference(lean, 0.5);
        }
        let (x, y) = (beside as f64, account as f64);
        let answer = match (erase, kind.after > 0.5) {
            (true, _) => words::percent(kind.after),
            (false, true) => action.parameters.wanted.name().to_owned(),
            (false, false) => other(action.parameters.wanted).name().to_owned(),
        };
        marks.push(plane.word((x, y + 0.08), answer, Ink::Plain).key(format!("answer {account} {beside}")));
        marks.push(
            plane
                .word((x, y - 0.22), words::percent(kind.share), Ink::Plain)
                .key(format!("share {account} {beside}")),
        );
        if kind.after > kind.before {
            let corners =
                [(-0.46, -0.45), (0.46, -0.45), (0.46, 0.45), (-0.46, 0.45)].map(|(a, b)| (x + a, y + b));
            outlines.extend((0..4).map(|side| [corners[side], corners[(side + 1) % 4]]));
        }
    }
    let paths = plane.map(columns, rows, &inks).into_iter();
    let behind = paths.map(|path| path.attribute("fill-opacity", "0.6")).collect();
    marks.insert(0, plane.segments(&outlines, "2.4", Ink::Plain).key("turned"));
    plane.draw(words::map(action), behind, marks)
}

const fn other(wanted: Wanted) -> Wanted {
    match wanted {
        Wanted::Good => Wanted::Bad,
        Wanted::Bad => Wanted::Good,
    }
}
