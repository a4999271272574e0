//! Controls and figure.

use super::parameters::{Asks, NOISES, PENALTIES, Picture, Sees, UnlearnData, Way, stop_of};
use super::{Unlearn, UnlearnMessage, planes, words};
use crate::chart::{legend, sheet};
use crate::controls::{button, segments, select, select_table, slider};
use crate::format::count;
use crate::markup::{EventKind, Markup, element};
use crate::widget::Scope;

type View = Markup<UnlearnMessage>;

pub(super) fn controls(unlearn: &Unlearn, scope: &Scope) -> Vec<View> {
    let parameters = &unlearn.parameters;
    let (requested, shards) = (parameters.requested.get(), parameters.shards.get());
    let last = |stops: &[u32]| stops.len() as u32 - 1;
    let asked = format!("{requested} of {} rows", parameters.rows.get());
    let noise = if parameters.noise.get() == 0.0 {
        "none".to_owned()
    } else {
        format!("σ = {}", parameters.noise.text())
    };
    vec![
        select("Forget by", &Way::NAMES, parameters.method, true, UnlearnMessage::Method).named("method"),
        slider(
            scope,
            "requested",
            "Rows that ask",
            (1, requested, parameters.most_requested()),
            asked,
            UnlearnMessage::Requested,
        ),
        segments(scope, "asking", "Who asks", &Asks::NAMES, parameters.asking, UnlearnMessage::Asking),
        segments(
            scope,
            "witness",
            "The witness reads",
            &Sees::NAMES,
            parameters.witness,
            UnlearnMessage::Witness,
        ),
        segments(
            scope,
            "picture",
            "First drawing",
            &Picture::NAMES,
            parameters.picture,
            UnlearnMessage::Picture,
        ),
        slider(
            scope,
            "penalty",
            "Penalty: weak to strong",
            (0, stop_of(&PENALTIES, parameters.penalty.get()), last(&PENALTIES)),
            format!("λ = {}", parameters.penalty.text()),
            UnlearnMessage::Penalty,
        ),
        slider(
            scope,
            "shards",
            "Shards of SISA",
            (1, shards, 20),
            count(shards as usize, "shard", "shards"),
            UnlearnMessage::Shards,
        ),
        slider(
            scope,
            "noise",
            "Noise in training",
            (0, stop_of(&NOISES, parameters.noise.get()), last(&NOISES)),
            noise,
            UnlearnMessage::Noise,
        ),
        select_table(scope, "Data", &UnlearnData::NAMES, parameters.data, UnlearnMessage::Data),
        button("Other division".to_owned(), Some(|| UnlearnMessage::Redraw))
            .named("seed")
            .class("control-button"),
    ]
}

/// The way whose mark lies at a spot of the first drawing, by its place among the choices.
pub(super) fn picked(unlearn: &Unlearn, spot: (f64, f64)) -> Option<usize> {
    let (plane, marks) = planes::left(unlearn);
    plane.pick(&marks, spot)
}

pub(super) fn figure(unlearn: &Unlearn) -> View {
    let panel = |(drawing, name): (View, &'static str)| {
        let heading = element("p").class("plane-title").attribute("aria-hidden", "true").text(name);
        element("div").key(name).child(heading).child(drawing)
    };
    let [left, right] = drawings(unlearn);
    let left =
        left.on(EventKind::Press, |input| input.spots.first().map(|&spot| UnlearnMessage::Press(spot)));
    let name = match unlearn.parameters.picture {
        Picture::Cost => "What it costs, and what is left",
        Picture::Certificate => "The Newton step’s certificate",
    };
    let panels = [(left, name), (right, "Can the witness tell?")];
    let ways = Way::NAMES.iter().map(|&(way, name)| {
        let (shape, ink) = planes::mark(way);
        (shape, ink, name.to_owned())
    });
    element("div")
        .child(element("div").class("planes").children(panels.into_iter().map(panel)))
        .children((unlearn.parameters.picture == Picture::Cost).then(|| legend(ways)))
        .child(element("p").class("figure-note").key("note").text(words::note(unlearn)))
}

pub(super) fn drawing(unlearn: &Unlearn) -> View {
    let sizes = [planes::left(unlearn).0.size(), planes::witness_plane().size()];
    sheet(words::title(unlearn), drawings(unlearn).into_iter().zip(sizes).collect())
}

fn drawings(unlearn: &Unlearn) -> [View; 2] {
    let left = match unlearn.parameters.picture {
        Picture::Cost => planes::cost(unlearn),
        Picture::Certificate => planes::certificate(unlearn),
    };
    [left, planes::witness(unlearn)]
}
