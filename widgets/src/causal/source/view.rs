//! The picture: controls, the runs of the record, and the estimates.

use super::parameters::{Adds, CausalData, Estimate, Keeps, SIZES, Tells};
use super::{Causal, CausalMessage, words};
use crate::chart::{Axis, Ink, Plane, Sample, Shape, Stroke, sheet};
use crate::controls::{actions, button, segments, select, select_table, slider};
use crate::markup::{EventKind, Markup, element};
use crate::parameters::Choice;
use crate::widget::Scope;

pub(super) type View = Markup<CausalMessage>;

/// Half the length of a whisker in standard errors: 95 % for a normal estimate.
const WHISKER: f64 = 1.96;

pub(super) fn controls(causal: &Causal, scope: &Scope) -> Vec<View> {
    let parameters = &causal.parameters;
    let act = |label: &str, message: fn() -> CausalMessage| {
        button(label.to_owned(), Some(message)).class("control-button")
    };
    let adds = [(Adds::Need, "Those in need"), (Adds::Coin, "A coin")];
    let tells = [(Tells::Size, "Size"), (Tells::Both, "Size and care")];
    let keeps = [(Keeps::All, "Every run"), (Keeps::Better, "The better half")];
    let reveal = if parameters.revealed.0 {
        act("Cover the other world", || CausalMessage::Reveal(false)).named("revealed")
    } else {
        act("Show the other world", || CausalMessage::Reveal(true)).named("revealed")
    };
    let tenths = (parameters.strength.get() * 10.0 + 0.5).floor() as u32;
    let wrong = parameters.wrong.get();
    vec![
        segments(scope, "adds", "Who adds the source", &adds, parameters.adds, CausalMessage::Adds),
        select("Estimate", &Estimate::NAMES, parameters.estimate, true, CausalMessage::Estimate)
            .named("estimate"),
        actions(
            "Worlds",
            vec![
                reveal,
                act("Draw luck again", || CausalMessage::Toss).named("toss"),
                act("Other runs", || CausalMessage::Redraw).named("seed"),
            ],
        ),
        segments(scope, "tells", "The record tells", &tells, parameters.tells, CausalMessage::Tells),
        segments(scope, "keeps", "The record keeps", &keeps, parameters.keeps, CausalMessage::Keeps),
        slider(
            scope,
            "strength",
            "Need decides",
            (0, tenths, 30),
            words::strength(causal),
            CausalMessage::Strength,
        ),
        slider(
            scope,
            "wrong",
            "Wrong labels in the source",
            (0, (wrong + 2) / 5, 18),
            format!("{wrong}\u{a0}%"),
            CausalMessage::Wrong,
        ),
        select_table(scope, "Data", &CausalData::NAMES, parameters.data, CausalMessage::Data),
    ]
}

pub(super) fn figure(causal: &Causal) -> View {
    let names = ["The record", "What it says of the source"];
    let [runs, estimates] = drawings(causal);
    let estimates =
        estimates.on(EventKind::Press, |input| input.spots.first().map(|&spot| CausalMessage::Press(spot)));
    let panel = |(drawing, name): (View, &'static str)| {
        let heading = element("p").class("plane-title").attribute("aria-hidden", "true").text(name);
        element("div").key(name).child(heading).child(drawing)
    };
    let panels = [runs, estimates].into_iter().zip(names).map(panel);
    let note = element("p").class("figure-note").key("note").text(words::note(causal));
    element("div").child(element("div").class("planes").children(panels)).child(note)
}

pub(super) fn drawing(causal: &Causal) -> View {
    let sizes = [runs_plane(causal).size(), estimates_plane(causal).size()];
    sheet(words::title(causal), drawings(causal).into_iter().zip(sizes).collect())
}

fn drawings(causal: &Causal) -> [View; 2] {
    [runs(causal), estimates(causal)]
}

fn runs_plane(causal: &Causal) -> Plane {
    let values = causal.runs().iter().flat_map(|run| [run.without, run.with]);
    let sizes = SIZES.iter().map(u32::to_string).collect();
    Plane::new(Axis::named("own rows of a run", sizes), Axis::holding("accuracy", values))
}

/// Where a run stands: by its size, careless ones to the right, and aside of one another by their number.
fn across(causal: &Causal, place: usize) -> f64 {
    let run = &causal.runs()[place];
    let aside = f64::from(run.index * 7 % 13) / 12.0 - 0.5;
    let care = if run.careless { 0.2 } else { -0.2 };
    run.size as f64 + care + 0.26 * aside
}

fn runs(causal: &Causal) -> View {
    let plane = runs_plane(causal);
    let runs = causal.runs();
    let Some(recording) = &causal.work.record else {
        // On the way: both worlds of every run that is trained would tell the truth, so nothing is drawn but where runs will be.
        return plane.draw(words::runs(causal), vec![], vec![]);
    };
    let kept: Vec<usize> = match &recording.record {
        Ok(record) => record.places().to_vec(),
        Err(_) => (0..runs.len()).collect(),
    };
    let at = |adds: bool, other: bool| -> Vec<(f64, f64)> {
        let own = kept.iter().filter(|&&place| recording.adopted.get(place) == Some(&adds));
        let outcome = |&place: &usize| {
            let value = if adds == other { runs[place].without } else { runs[place].with };
            (across(causal, place), value)
        };
        own.map(outcome).collect()
    };
    let mut marks = vec![];
    let mut names = vec![
        (Sample::Dot(Shape::of(0)), Ink::After, "with the source".to_owned()),
        (Sample::Dot(Shape::of(1)), Ink::Before, "without".to_owned()),
    ];
    if causal.parameters.revealed.0 {
        // Who was in one world would have been here in the other.
        marks.push(plane.specks(&at(true, true), Ink::Before).key("would be without"));
        marks.push(plane.specks(&at(false, true), Ink::After).key("would be with"));
        names.push((Sample::Dot(Shape::of(1)), Ink::Soft, "small: the other world".to_owned()));
    }
    marks.push(plane.dots(&at(false, false), Shape::of(1), Ink::Before).key("without"));
    marks.push(plane.dots(&at(true, false), Shape::of(0), Ink::After).key("with"));
    if let Ok(record) = &recording.record {
        for (adds, stroke, ink) in [(false, Stroke::Dashed, Ink::Before), (true, Stroke::Full, Ink::After)] {
            let mean = |size: usize| Some((size as f64, record.mean_of(size, adds)?));
            let through: Vec<_> = (0..SIZES.len()).filter_map(mean).collect();
            marks.push(plane.line(&through, stroke, ink).key(if adds {
                "means with"
            } else {
                "means without"
            }));
        }
    }
    marks.push(plane.key(false, &names));
    plane.draw(words::runs(causal), vec![], marks)
}

pub(super) fn estimates_plane(causal: &Causal) -> Plane {
    let ends = Estimate::ALL.iter().filter_map(|&estimate| causal.effect(estimate)).flat_map(|effect| {
        let half = WHISKER * effect.standard_error.unwrap_or(0.0);
        [effect.value - half, effect.value + half]
    });
    let values = ends.chain([0.0]).chain(causal.shown_truth());
    let names = Estimate::ALL.iter().map(|estimate| estimate.short().to_owned()).collect();
    Plane::new(Axis::named("estimate", names), Axis::holding("effect on accuracy", values))
}

fn estimates(causal: &Causal) -> View {
    let plane = estimates_plane(causal);
    let (left, right) = (plane.corner(0.0, 0.0).0, plane.corner(1.0, 0.0).0);
    let behind = vec![plane.segments(&[[(left, 0.0), (right, 0.0)]], "1", Ink::Soft).key("nothing")];
    let mut marks = vec![];
    if let Some(truth) = causal.shown_truth() {
        marks.push(plane.line(&[(left, truth), (right, truth)], Stroke::Dashed, Ink::Plain).key("truth"));
    }
    let (mut whiskers, mut dots) = (vec![], vec![]);
    for (place, &estimate) in Estimate::ALL.iter().enumerate() {
        let Some(effect) = causal.effect(estimate) else { continue };
        let x = place as f64;
        dots.push((x, effect.value));
        if let Some(error) = effect.standard_error {
            whiskers.push([(x, effect.value - WHISKER * error), (x, effect.value + WHISKER * error)]);
        }
    }
    marks.push(plane.segments(&whiskers, "2", Ink::Plain).key("whiskers"));
    marks.push(plane.dots(&dots, Shape::of(3), Ink::Group(0)).key("estimates"));
    if let Some(effect) = causal.effect(causal.parameters.estimate) {
        marks.push(plane.ring((causal.parameters.estimate.position() as f64, effect.value)).key("chosen"));
    }
    plane.draw(words::estimates(causal), behind, marks)
}
