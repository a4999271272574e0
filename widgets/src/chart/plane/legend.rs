//! What the marks mean.

use super::Shape;
use crate::chart::Ink;
use crate::markup::{Markup, element};

/// Each mark with its name, in one line.
pub fn legend<M: 'static>(entries: impl IntoIterator<Item = (Shape, Ink, String)>) -> Markup<M> {
    let entry = |(shape, ink, name): (Shape, Ink, String)| {
        let mark = element("path")
            .attribute("d", format!("M6,6{}", shape.path()))
            .attribute("fill", ink.token())
            .attribute("stroke", Ink::Plain.token())
            .attribute("stroke-width", "0.6");
        let drawing =
            element("svg").attribute("viewBox", "0 0 12 12").attribute("aria-hidden", "true").child(mark);
        element("li").child(drawing).child(element("span").text(name))
    };
    element("ul").class("plane-legend").key("legend").children(entries.into_iter().map(entry))
}
