//! What the marks mean.

use super::{Sample, Stroke};
use crate::chart::Ink;
use crate::markup::{Markup, element};

/// Each mark with its name, in one line.
pub fn legend<M: 'static, S: Into<Sample>>(entries: impl IntoIterator<Item = (S, Ink, String)>) -> Markup<M> {
    let entry = |(sample, ink, name): (S, Ink, String)| {
        element("li").child(drawn(sample.into(), ink)).child(element("span").text(name))
    };
    element("ul").class("plane-legend").key("legend").children(entries.into_iter().map(entry))
}

fn drawn<M: 'static>(sample: Sample, ink: Ink) -> Markup<M> {
    let drawing = element("svg").attribute("aria-hidden", "true");
    match sample {
        Sample::Dot(shape) => {
            let mark = element("path")
                .attribute("d", format!("M6,6{}", shape.path()))
                .attribute("fill", ink.token())
                .attribute("stroke", Ink::Plain.token())
                .attribute("stroke-width", "0.6");
            drawing.attribute("viewBox", "0 0 12 12").child(mark)
        }
        Sample::Line(stroke) => {
            let line = element("path")
                .attribute("d", "M0,6h24")
                .attribute("fill", "none")
                .attribute("stroke", ink.token())
                .attribute("stroke-width", "2");
            let line = match stroke {
                Stroke::Full => line,
                Stroke::Dashed => line.attribute("stroke-dasharray", "6 4"),
                Stroke::Dotted => line.attribute("stroke-dasharray", "2 3"),
            };
            drawing.class("long").attribute("viewBox", "0 0 24 12").child(line)
        }
    }
}
