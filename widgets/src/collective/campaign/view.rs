//! The picture: controls, both operators' curves, and their rows.

use super::parameters::Brings;
use super::runs::{SHARES, shares};
use super::{Campaign, CampaignMessage, words};
use crate::chart::{Axis, Bar, Ink, Plane, Sample, Shape, Stroke, bars, bars_size, sheet};
use crate::collective::groups::{ActingData, ActingLearner, group_chips};
use crate::controls::{button, segments, select, select_table, slider};
use crate::format::count;
use crate::markup::{EventKind, Markup, element};
use crate::widget::Scope;

pub(super) type View = Markup<CampaignMessage>;

/// How either operator's line is drawn: the operator's, then the competitor's.
const LINES: [(Ink, Stroke, &str); 2] =
    [(Ink::Group(1), Stroke::Dashed, "operator"), (Ink::Group(0), Stroke::Full, "competitor")];

pub(super) fn controls(campaign: &Campaign, scope: &Scope) -> Vec<View> {
    let parameters = &campaign.parameters;
    let members = (parameters.data, parameters.groups());
    let (share, start) = (parameters.place() as u32, (parameters.start.get() + 5) / 10);
    let [before, _] = campaign.rows();
    vec![
        slider(
            scope,
            "share",
            "How many take part",
            (0, share, 10),
            format!("{}\u{a0}%", 10 * share),
            CampaignMessage::Share,
        ),
        segments(
            scope,
            "brings",
            "Their rows are",
            &Brings::NAMES,
            parameters.brings,
            CampaignMessage::Brings,
        ),
        slider(
            scope,
            "start",
            "The competitor begins with",
            (0, start, 10),
            count(before.competitor, "row", "rows"),
            CampaignMessage::Start,
        ),
        group_chips(scope, "members", "Who takes part", members, CampaignMessage::Member),
        select_table(scope, "Data", &ActingData::NAMES, parameters.data, CampaignMessage::Data),
        select(
            "Model",
            &ActingLearner::names(parameters.data),
            parameters.learner,
            true,
            CampaignMessage::Learner,
        )
        .named("learner"),
        button("Other divisions".to_owned(), Some(|| CampaignMessage::Redraw))
            .named("seed")
            .class("control-button"),
    ]
}

pub(super) fn figure(campaign: &Campaign) -> View {
    let names = ["Accuracy of both", "Rows of both, in the first draw"];
    let drawn = drawings(campaign).into_iter().zip(names).enumerate();
    let panel = |(which, ((drawing, _), name)): (usize, ((View, _), &'static str))| {
        let heading = element("p").class("plane-title").attribute("aria-hidden", "true").text(name);
        let drawing = if which == 0 {
            drawing.on(EventKind::Press, |input| input.spots.first().copied().map(CampaignMessage::Press))
        } else {
            drawing
        };
        element("div").key(name).child(heading).child(drawing)
    };
    let note = element("p").class("figure-note").key("note");
    element("div")
        .child(element("div").class("planes").children(drawn.map(panel)))
        .child(note.text(words::note(campaign)))
}

pub(super) fn drawing(campaign: &Campaign) -> View {
    sheet(words::title(campaign), drawings(campaign).into())
}

fn drawings(campaign: &Campaign) -> [(View, (f64, f64)); 2] {
    let list = rows(campaign);
    let size = bars_size(list.len());
    [(curves(campaign), plane(campaign).size()), (bars(&list, words::rows(campaign)), size)]
}

/// Accuracy against the share that takes part, both in per cent.
pub(super) fn plane(campaign: &Campaign) -> Plane {
    let samples = campaign.runs.samples(campaign.draws());
    // An operator who has lost every row only guesses: that end would flatten all the rest, and is drawn at the edge.
    let bands = samples.iter().flat_map(|samples| samples.band(words::LEVEL).into_iter().take(SHARES - 1));
    let (low, high) =
        bands.fold((f64::INFINITY, 0.0_f64), |(low, high), band| (low.min(band.low), high.max(band.high)));
    let (low, high) = if low.is_finite() { (100.0 * low, 100.0 * high) } else { (0.0, 100.0) };
    let room = 0.06 * (high - low).max(10.0);
    Plane::new(
        Axis::between("members who take part (%)", -2.0, 102.0),
        Axis::between("accuracy (%)", (low - room).min(high - 10.0).max(0.0), (high + room).min(101.0)),
    )
}

fn curves(campaign: &Campaign) -> View {
    let plane = plane(campaign);
    let (mut behind, mut marks, mut names) = (vec![], vec![], vec![]);
    for (samples, (ink, stroke, name)) in campaign.runs.samples(campaign.draws()).iter().zip(LINES) {
        let band = shares().into_iter().zip(samples.band(words::LEVEL));
        let held = |share: f64, y: f64| plane.held((100.0 * share, 100.0 * y)).1;
        let over: Vec<_> = band
            .map(|(share, band)| (100.0 * share, held(share, band.low), held(share, band.high)))
            .collect();
        let means = shares().into_iter().zip(samples.means());
        let line: Vec<(f64, f64)> =
            means.map(|(share, mean)| plane.held((100.0 * share, 100.0 * mean))).collect();
        if line.is_empty() {
            continue;
        }
        behind.push(plane.band(&over, ink).key(format!("{name} band")));
        marks.push(plane.line(&line, stroke, ink).key(name));
        names.push((Sample::Line(stroke), ink, name.to_owned()));
        if let Some(&here) = line.get(campaign.parameters.place()) {
            marks.push(plane.dots(&[here], Shape::of(0), ink).key(format!("{name} here")));
            marks.push(plane.ring(here).key(format!("{name} ring")));
        }
    }
    marks.push(plane.key_at_left(&names));
    plane.draw(words::curves(campaign), behind, marks)
}

fn rows(campaign: &Campaign) -> Vec<Bar> {
    let [before, now] = campaign.rows();
    let bar = |name: &'static str, rows: usize, ink: Ink| Bar {
        name,
        value: rows as f64,
        says: rows.to_string(),
        ink,
    };
    let [(operator, ..), (competitor, ..)] = LINES;
    vec![
        bar("Operator, before", before.operator, operator),
        bar("Operator, now", now.operator, operator),
        bar("Competitor, before", before.competitor, competitor),
        bar("Competitor, now", now.competitor, competitor),
    ]
}
