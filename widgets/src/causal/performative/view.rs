//! The picture: controls, how far rounds move the model, and its risk before and after it is deployed.

use super::parameters::{Answers, Moves, Who};
use super::{FLOOR, Performative, PerformativeMessage, words};
use crate::chart::{Axis, Ink, Plane, Sample, Shape, Stroke, sheet};
use crate::controls::{actions, button, segments, select, slider};
use crate::markup::{Markup, element};
use crate::widget::Scope;

pub(super) type View = Markup<PerformativeMessage>;

pub(super) fn controls(performative: &Performative, scope: &Scope) -> Vec<View> {
    let parameters = &performative.parameters;
    let (round, last) = (parameters.shown() as u32, parameters.rounds.get());
    let act = |label: &str, message: fn() -> PerformativeMessage, on: bool| {
        button(label.to_owned(), on.then_some(message)).class("control-button")
    };
    let ladder = parameters.answers.ladder();
    let strength = (parameters.strength.get() * 1000.0 + 0.5).floor() as u32;
    // A strength that an author set between two of the slider's stands at the next one.
    let place = ladder.iter().position(|&step| step >= strength).unwrap_or(ladder.len() - 1) as u32;
    let mut controls = vec![
        segments(
            scope,
            "answers",
            "Who answers",
            &Answers::NAMES,
            parameters.answers,
            PerformativeMessage::Answers,
        ),
        slider(
            scope,
            "strength",
            "Strength of the answer, ε",
            (0, place, ladder.len() as u32 - 1),
            parameters.strength.text(),
            PerformativeMessage::Strength,
        ),
        actions(
            "Rounds",
            vec![
                act("Deploy and retrain", || PerformativeMessage::Step, round < last),
                act("Start again", || PerformativeMessage::Reset, round > 0),
            ],
        )
        .named("round"),
        slider(scope, "round", "Round", (0, round, last), round.to_string(), PerformativeMessage::Round),
        slider(
            scope,
            "share",
            "Of the way to the retrained model",
            (5, parameters.share.get(), 100),
            format!("{}\u{a0}%", parameters.share.get()),
            PerformativeMessage::Share,
        ),
    ];
    if parameters.answers == Answers::Applicants {
        let now = parameters.who;
        controls.push(
            select("Of the applicants answer", &Who::NAMES, now, true, PerformativeMessage::Who).named("who"),
        );
        controls.push(
            select("They can change", &Moves::NAMES, parameters.moves, true, PerformativeMessage::Moves)
                .named("moves"),
        );
    }
    controls.push(act("Other people", || PerformativeMessage::Redraw, true).named("seed"));
    controls
}

pub(super) fn figure(performative: &Performative) -> View {
    let names = ["How far each round moves the model", "Its risk, trained and deployed"];
    let panel = |(drawing, name): (View, &'static str)| {
        let heading = element("p").class("plane-title").attribute("aria-hidden", "true").text(name);
        element("div").key(name).child(heading).child(drawing)
    };
    let panels = drawings(performative).into_iter().zip(names).map(panel);
    let note = element("p").class("figure-note").key("note").text(words::note(performative));
    element("div").child(element("div").class("planes").children(panels)).child(note)
}

pub(super) fn drawing(performative: &Performative) -> View {
    let sizes = [gaps_plane(performative).size(), risks_plane(performative).size()];
    sheet(words::title(performative), drawings(performative).into_iter().zip(sizes).collect())
}

fn drawings(performative: &Performative) -> [View; 2] {
    [gaps(performative), risks(performative)]
}

fn rounds_axis(performative: &Performative) -> Axis {
    Axis::between("round", 0.0, f64::from(performative.parameters.rounds.get()) + 0.5)
}

/// The gaps that are drawn, each with its round.
fn drawn_gaps(performative: &Performative) -> Vec<(f64, f64)> {
    let gaps = performative.work.path.gaps.iter().take(performative.round()).enumerate();
    let drawn = gaps.filter(|(_, gap)| **gap > FLOOR);
    drawn.map(|(place, &gap)| ((place + 1) as f64, libm::log10(gap))).collect()
}

fn gaps_plane(performative: &Performative) -> Plane {
    // Powers of ten stand at the ticks: written out, a distance of a billionth would not fit beside the axis.
    let all = performative.work.path.gaps.iter().filter(|gap| **gap > FLOOR).map(|gap| libm::log10(*gap));
    Plane::new(rounds_axis(performative), Axis::holding("distance moved, as a power of ten", all))
}

/// The gaps that the local rate foretells, from the round on at which the model is near.
fn foretold(performative: &Performative) -> Vec<(f64, f64)> {
    let parameters = &performative.parameters;
    // The rate is that of full steps.
    let Some(rate) = performative.known().rate.filter(|rate| *rate > 0.0 && parameters.share.get() == 100)
    else {
        return vec![];
    };
    let near = if parameters.answers == Answers::Applicants { 3 } else { 1 };
    let Some(&from) = performative.work.path.gaps.get(near - 1) else { return vec![] };
    let mut through = vec![];
    let mut gap = from;
    for round in near..=parameters.rounds.get() as usize {
        through.push((round as f64, libm::log10(gap.max(f64::MIN_POSITIVE))));
        gap *= rate;
    }
    through
}

fn gaps(performative: &Performative) -> View {
    let plane = gaps_plane(performative);
    let drawn = drawn_gaps(performative);
    let (low, high) = (plane.corner(0.0, 0.0).1, plane.corner(1.0, 1.0).1);
    let inside = |(_, gap): &(f64, f64)| *gap >= low && *gap <= high;
    let rate: Vec<_> = foretold(performative).into_iter().filter(inside).collect();
    let mut marks = vec![];
    let mut names = vec![];
    if rate.len() > 1 {
        marks.push(plane.line(&rate, Stroke::Dashed, Ink::Soft).key("rate"));
        names.push((Sample::Line(Stroke::Dashed), Ink::Soft, "at the rate of theory".to_owned()));
    }
    marks.push(plane.line(&drawn, Stroke::Full, Ink::After).key("gaps"));
    marks.push(plane.dots(&drawn, Shape::of(0), Ink::After).key("rounds"));
    names.push((Sample::Dot(Shape::of(0)), Ink::After, "these rounds".to_owned()));
    // Where the gaps fall the upper corner is free, elsewhere the lower.
    let falls = performative.work.path.gaps.first() >= performative.work.path.gaps.last();
    marks.push(plane.key(falls, &names));
    plane.draw(words::gaps(performative), vec![], marks)
}

/// The shortest axis of risks: two rounds that differ by less stand at the same height.
const SHORTEST: f64 = 0.001;

/// The room of the names above the rounds, as a share of the rise from the first model's training to the highest risk.
const NAMES: f64 = 0.6;

/// Whether the last round still moves by a quarter of what an early one did.
fn jumps(performative: &Performative) -> bool {
    let deployed = &performative.work.path.deployed;
    let moved = |round: usize| match deployed.get(round - 1..=round) {
        Some([before, after]) => (after - before).abs(),
        _ => 0.0,
    };
    let round = performative.round();
    round > 3 && 4.0 * moved(round) > moved(2)
}

fn risks_plane(performative: &Performative) -> Plane {
    let (path, round, known) = (&performative.work.path, performative.round(), performative.known());
    // The model of zeros is so much worse than all others that the rounds would lie flat beside it.
    let trained = path.trained.iter().take(round).copied();
    let deployed = path.deployed.iter().take(round + 1).skip(usize::from(round > 0)).copied();
    let points = known.best.into_iter().chain(known.stable);
    let mut values: Vec<f64> = trained.chain(deployed).chain(points).collect();
    if jumps(performative) {
        // Rounds that jump to and fro leave no corner free: the names stand above them.
        let high = values.iter().copied().fold(0.0, f64::max);
        values.extend(values.first().map(|first| high + NAMES * (high - first)));
    }
    Plane::new(rounds_axis(performative), Axis::holding("risk", values).at_least(SHORTEST))
}

fn risks(performative: &Performative) -> View {
    let plane = risks_plane(performative);
    let (path, known) = (&performative.work.path, performative.known());
    let (mut training, mut deploying, mut there) = (vec![], vec![], vec![]);
    for (place, &trained) in path.trained.iter().take(performative.round()).enumerate() {
        let (Some(&before), Some(&after)) = (path.deployed.get(place), path.deployed.get(place + 1)) else {
            break;
        };
        let round = place as f64;
        if place > 0 {
            training.push([(round, before), (round + 0.5, trained)]);
        }
        deploying.push([(round + 0.5, trained), (round + 1.0, after)]);
    }
    let shown = path.deployed.iter().enumerate().take(performative.round() + 1);
    for (place, &risk) in shown.skip(usize::from(performative.round() > 0)) {
        there.push((place as f64, risk));
    }
    let (left, right) = (plane.corner(0.0, 0.0).0, plane.corner(1.0, 0.0).0);
    let across = |risk: f64| [(left, risk), (right, risk)];
    let mut marks = vec![];
    let mut names = vec![
        (Sample::Line(Stroke::Full), Ink::Before, "trained anew".to_owned()),
        (Sample::Line(Stroke::Full), Ink::After, "the world answers".to_owned()),
        (Sample::Dot(Shape::of(0)), Ink::After, "deployed".to_owned()),
    ];
    if let Some(stable) = known.stable {
        marks.push(plane.line(&across(stable), Stroke::Dashed, Ink::Plain).key("stable"));
        names.push((Sample::Line(Stroke::Dashed), Ink::Plain, "stable point".to_owned()));
    }
    if let Some(best) = known.best {
        marks.push(plane.line(&across(best), Stroke::Dotted, Ink::Plain).key("best"));
        names.push((Sample::Line(Stroke::Dotted), Ink::Plain, "least risk".to_owned()));
    }
    marks.push(plane.segments(&training, "1.6", Ink::Before).key("training"));
    marks.push(plane.segments(&deploying, "1.6", Ink::After).key("deploying"));
    marks.push(plane.dots(&there, Shape::of(0), Ink::After).key("deployed"));
    let falls = path.deployed.get(1) >= path.deployed.get(performative.round());
    marks.push(plane.key(falls || jumps(performative), &names));
    plane.draw(words::risks(performative), vec![], marks)
}
