//! The picture: controls, both sides without an agreement, the bargain, and the groups.

use super::parameters::{BargainData, FIFTHS, Instead, Paid, Rule, STEP, Speaks, Who};
use super::runs::POINTS;
use super::settled::{Settled, offers};
use super::{AtTheTable, BargainMessage, words};
use crate::chart::{Axis, Ink, Plane, Sample, Shape, Stroke, sheet};
use crate::controls::{button, fieldset, radio_chips, segments, select, select_table, slider};
use crate::markup::{Markup, element};
use crate::widget::Scope;

type View = Markup<BargainMessage>;

pub(super) fn controls(table: &AtTheTable, scope: &Scope) -> Vec<View> {
    let parameters = &table.parameters;
    let twentieths = |value: f64| (value * 1000.0 / f64::from(STEP) + 0.5).floor() as u32;
    let part = |name: &'static str,
                label: &'static str,
                value: f64,
                most: u32,
                message: fn(u32) -> BargainMessage| {
        slider(scope, name, label, (0, twentieths(value), most), crate::format::short(value, 3), message)
    };
    let fifths = parameters.fifths.get();
    let mut controls = vec![
        slider(
            scope,
            "fifths",
            "Withheld if talks fail",
            (0, fifths, FIFTHS),
            format!("{}\u{a0}%", 100 / FIFTHS * fifths),
            BargainMessage::Fifths,
        ),
        segments(
            scope,
            "who",
            "At the table",
            &[(Who::Everyone, "All groups as one"), (Who::Named, "The named group")],
            parameters.who,
            BargainMessage::Who,
        ),
        part("elsewhere", "Paid elsewhere", parameters.elsewhere.get(), 20, BargainMessage::Elsewhere),
        segments(
            scope,
            "rule",
            "The surplus is divided",
            &[(Rule::Nash, "By Nash"), (Rule::Offers, "By offers")],
            parameters.rule,
            BargainMessage::Rule,
        ),
    ];
    match parameters.rule {
        Rule::Nash => {
            controls.push(part(
                "power",
                "The people’s weight",
                parameters.power.get(),
                20,
                BargainMessage::Power,
            ));
        }
        Rule::Offers => controls.extend([
            part(
                "people-patience",
                "The people’s patience",
                parameters.people_patience.get(),
                19,
                BargainMessage::PeoplePatience,
            )
            .named("people_patience"),
            part(
                "operator-patience",
                "The operator’s patience",
                parameters.operator_patience.get(),
                19,
                BargainMessage::OperatorPatience,
            )
            .named("operator_patience"),
            segments(
                scope,
                "first",
                "First offer",
                &[(Speaks::Operator, "Operator"), (Speaks::People, "People")],
                parameters.first,
                BargainMessage::First,
            ),
        ]),
    }
    let instead = [(Instead::Nothing, "Nothing"), (Instead::Public, "Public rows")];
    let letters: Vec<String> = (0..table.heads.len()).map(words::letter).collect();
    controls.extend([
        select("The fund is paid out", &Paid::NAMES, parameters.paid, true, BargainMessage::Paid)
            .named("paid"),
        segments(scope, "instead", "Instead of them", &instead, parameters.instead, BargainMessage::Instead),
        radio_chips(scope, "focus", "Named group", &letters, table.focus(), BargainMessage::Focus),
        select_table(scope, "Data", &BargainData::NAMES, parameters.data, BargainMessage::Data),
        fieldset(
            "Luck",
            vec![
                button("Other divisions".to_owned(), Some(|| BargainMessage::Redraw)).class("control-button"),
            ],
        )
        .named("seed"),
    ]);
    controls
}

const NAMES: [&str; 3] = ["Without an agreement", "At the table", "Among the groups"];

pub(super) fn figure(table: &AtTheTable) -> View {
    let panel = |(drawing, name): (View, &'static str)| {
        let heading = element("p").class("plane-title").attribute("aria-hidden", "true").text(name);
        element("div").key(name).child(heading).child(drawing)
    };
    let mut panels = drawings(table).into_iter().zip(NAMES).map(panel);
    // Two beside one another, so that their words stay readable, and the groups below.
    let above =
        element("div").key("sides").class("planes").children(panels.by_ref().take(2).collect::<Vec<_>>());
    let below = element("div").key("groups").class("planes").children(panels);
    let note = element("p").class("figure-note").key("note").text(words::note(table));
    element("div").child(above).child(below).child(note)
}

pub(super) fn drawing(table: &AtTheTable) -> View {
    let sizes = [curves_plane(table).size(), table_plane(table).size(), groups_plane(table).size()];
    sheet(words::title(table), drawings(table).into_iter().zip(sizes).collect())
}

fn drawings(table: &AtTheTable) -> [View; 3] {
    [curves(table), at_the_table(table), groups(table)]
}

/// The most that anybody can have, in points.
fn top(table: &AtTheTable) -> f64 {
    let mean = table.mean.as_ref();
    let all = (0..POINTS).filter_map(|point| {
        let stakes = mean?.stakes(point)?;
        let [operator, people] = stakes.disagreement(table.parameters.elsewhere.get());
        Some(stakes.pie().max(operator + people))
    });
    100.0 * all.fold(0.1, f64::max)
}

fn curves_plane(table: &AtTheTable) -> Plane {
    Plane::new(
        Axis::between("withheld, % of their rows", -2.0, 102.0),
        Axis::between("points", 0.0, 1.08 * top(table)),
    )
}

fn curves(table: &AtTheTable) -> View {
    let plane = curves_plane(table);
    let stakes = |point: usize| table.mean.as_ref()?.stakes(point);
    let at = |point: usize| 100.0 * point as f64 / f64::from(FIFTHS);
    let (mut operator, mut both, mut pie, mut gap) = (vec![], vec![], vec![], vec![]);
    for (point, stakes) in (0..POINTS).filter_map(|point| Some((point, stakes(point)?))) {
        let [own, people] =
            stakes.disagreement(table.parameters.elsewhere.get()).map(|payoff| 100.0 * payoff);
        operator.push((at(point), own));
        both.push((at(point), own + people));
        pie.push((at(point), 100.0 * stakes.pie()));
        gap.push((at(point), own + people, (100.0 * stakes.pie()).max(own + people)));
    }
    let here = at(table.parameters.fifths.get() as usize);
    let line = [(here, plane.corner(0.0, 0.0).1), (here, plane.corner(0.0, 1.0).1)];
    let behind = vec![
        plane.band(&gap, Ink::After).key("surplus"),
        plane.segments(&[line], "1", Ink::Soft).key("here"),
    ];
    let marks = vec![
        plane.line(&pie, Stroke::Full, Ink::After).key("pie"),
        plane.line(&both, Stroke::Dashed, Ink::Plain).key("both"),
        plane.line(&operator, Stroke::Full, Ink::Before).key("operator"),
        plane.dots(&operator, Shape::of(0), Ink::Before).key("operator dots"),
        plane.key_at_left(&[
            (Sample::Line(Stroke::Full), Ink::After, "with an agreement".to_owned()),
            (Sample::Line(Stroke::Dashed), Ink::Plain, "both, without".to_owned()),
            (Sample::Line(Stroke::Full), Ink::Before, "operator, without".to_owned()),
        ]),
    ];
    plane.draw(words::curves(table), behind, marks)
}

fn table_plane(table: &AtTheTable) -> Plane {
    let top = 1.08 * top(table);
    Plane::new(
        Axis::between("points for the operator", 0.0, top),
        Axis::between("points for the people", 0.0, top),
    )
}

fn at_the_table(table: &AtTheTable) -> View {
    let plane = table_plane(table);
    let Some(settled) = &table.settled else { return plane.draw(words::bargain(table), vec![], vec![]) };
    let pie = 100.0 * settled.stakes.pie();
    let [operator, people] =
        settled.stakes.disagreement(table.parameters.elsewhere.get()).map(|payoff| 100.0 * payoff);
    let behind = vec![plane.line(&[(0.0, pie), (pie, 0.0)], Stroke::Dotted, Ink::Soft).key("frontier")];
    let mut marks = vec![];
    if settled.bargain.is_some() {
        let [mine, theirs] = settled.payoffs.map(|payoff| 100.0 * payoff);
        let agreement = (mine, theirs);
        let gains = [(operator, pie - operator), (pie - people, people)];
        marks.push(plane.line(&gains, Stroke::Full, Ink::Plain).key("gains"));
        marks.push(plane.line(&[(operator, people), agreement], Stroke::Dashed, Ink::After).key("way"));
        if let (Rule::Offers, Some(offers)) = (table.parameters.rule, offers(&table.parameters)) {
            let share = |people: f64| {
                let payoff = 100.0
                    * (settled.stakes.disagreement(table.parameters.elsewhere.get())[1]
                        + people * settled.surplus());
                (pie - payoff, payoff)
            };
            let other = offers.shares(1 - table.parameters.first.side()).map_or(0.0, |shares| shares[1]);
            marks.push(plane.dots(&[share(other)], Shape::of(0), Ink::Paper).key("other"));
            marks.push(plane.dots(&[share(offers.weights()[1])], Shape::of(3), Ink::Plain).key("limit"));
        }
        marks.push(plane.dots(&[agreement], Shape::of(0), Ink::After).key("agreement"));
        marks.push(plane.ring(agreement).key("ring"));
        marks.push(plane.label(agreement, "agreement".to_owned(), Ink::Plain).key("agreement name"));
    }
    marks.push(plane.dots(&[(operator, people)], Shape::of(1), Ink::Before).key("apart"));
    marks.push(plane.label((operator, people), "talks fail".to_owned(), Ink::Plain).key("apart name"));
    if table.parameters.rule == Rule::Offers {
        let names = [
            (Sample::Dot(Shape::of(0)), Ink::Paper, "if the other speaks first".to_owned()),
            (Sample::Dot(Shape::of(3)), Ink::Plain, "in ever shorter rounds".to_owned()),
        ];
        marks.push(plane.key(true, &names));
    }
    plane.draw(words::bargain(table), behind, marks)
}

fn groups_plane(table: &AtTheTable) -> Plane {
    let letters = (0..table.heads.len()).map(words::letter).collect();
    let values = table.settled.iter().flat_map(|settled: &Settled| {
        let core = settled.core.iter().flatten().flat_map(|core| [core.low, core.high]);
        core.chain([&settled.shapley, &settled.adds, &settled.paid].into_iter().flatten().copied())
    });
    let values: Vec<f64> = values.map(|value| 100.0 * value).chain([0.0]).collect();
    let most = values.iter().copied().fold(1.0, f64::max);
    let least = values.iter().copied().fold(0.0, f64::min);
    Plane::new(Axis::named("", letters), Axis::between("points", 1.1 * least, 1.5 * most))
}

fn groups(table: &AtTheTable) -> View {
    let plane = groups_plane(table);
    let Some(settled) = &table.settled else { return plane.draw(words::groups(table), vec![], vec![]) };
    let at = |values: &[f64], aside: f64| -> Vec<(f64, f64)> {
        values.iter().enumerate().map(|(group, value)| (group as f64 + aside, 100.0 * value)).collect()
    };
    let ends: Vec<[(f64, f64); 2]> = settled
        .core
        .iter()
        .enumerate()
        .filter_map(|(group, core)| {
            let (x, core) = (group as f64, (*core)?);
            // A core of one point is drawn too.
            Some([(x, 100.0 * core.low), (x, (100.0 * core.high).max(100.0 * core.low + 0.25))])
        })
        .collect();
    let none = [(0.0, 0.0), (table.heads.len() as f64, 0.0)].map(|(x, y)| (x - 0.5, y));
    let behind = vec![plane.segments(&[none], "1", Ink::Rule).key("none")];
    let mut marks = vec![plane.segments(&ends, "7", Ink::Soft).key("core")];
    let paid = at(&settled.paid, 0.0);
    marks.push(plane.dots(&at(&settled.shapley, 0.16), Shape::of(3), Ink::Group(1)).key("shapley"));
    marks.push(plane.dots(&at(&settled.adds, -0.16), Shape::of(2), Ink::Group(2)).key("adds"));
    marks.push(plane.dots(&paid, Shape::of(0), Ink::After).key("paid"));
    marks.extend(paid.get(table.focus()).map(|&at| plane.ring(at).key("focus")));
    let core = if ends.is_empty() { "the core is empty" } else { "in the core" };
    let mut names = vec![
        (Sample::Dot(Shape::of(0)), Ink::After, "paid out".to_owned()),
        (Sample::Dot(Shape::of(3)), Ink::Group(1), "Shapley value".to_owned()),
        (Sample::Dot(Shape::of(2)), Ink::Group(2), "adds to all others".to_owned()),
    ];
    names.push((Sample::Line(Stroke::Full), Ink::Soft, core.to_owned()));
    marks.push(plane.key(true, &names));
    plane.draw(words::groups(table), behind, marks)
}
