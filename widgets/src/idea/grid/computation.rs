//! The computation below the grid: its formula with the cells' own numbers, step by step, and the plot of a curve.

use simulation::idea::Answer;

use super::parameters::QuantityChoice;
use super::steps::{self, Kind};
use super::view::View;
use super::{Grid, GridMessage, words};
use crate::chart::{CurvePoint, curve};
use crate::controls::button;
use crate::markup::element;

/// Lines of a long computation that are drawn around the lit one.
const LINES: usize = 16;

pub(super) fn computation(grid: &Grid) -> View {
    let count = steps::count(grid);
    let lit = grid.parameters.step.get() as usize;
    let heading = format!("{}, step by step", grid.parameters.quantity.name());
    // A long computation is drawn around the lit step; the last line, with the result, is always there.
    let start = if count <= LINES { 0 } else { lit.saturating_sub(LINES / 2).min(count - LINES) };
    let end = (start + LINES).min(count);
    let line = |index: usize| {
        let step = steps::step(grid, index);
        let mark = match step.kind {
            Kind::Before => "is-before",
            Kind::After => "is-after",
            Kind::Both => "is-both",
        };
        let current = index + 1 == lit;
        let item = element("li").class(if current { format!("{mark} is-lit") } else { mark.to_owned() });
        let item = if current { item.attribute("aria-current", "step") } else { item };
        item.child(element("span").class("step-number").text(format!("{}.", index + 1)))
            .child(element("span").text(step.text))
    };
    let gap = |hidden: usize, place: &'static str| {
        (hidden > 0).then(|| {
            element("li").class("steps-gap").child(element("span").text(format!("… {hidden} {place}")))
        })
    };
    let hidden_below = count - end;
    let lines = gap(start, "steps above")
        .into_iter()
        .chain((start..end).map(line))
        .chain(gap(hidden_below.saturating_sub(1), "steps below"))
        .chain((hidden_below > 0).then(|| line(count - 1)));
    let lines: Vec<View> = lines.collect();
    let place = if lit == 0 { "All steps".to_owned() } else { format!("Step {lit} of {count}") };
    element("div")
        .class("computation")
        .child(element("p").class("computation-title").text(heading))
        .children(plot(grid))
        .child(
            element("div")
                .class("stepper")
                .control()
                .child(button(
                    "Back".to_owned(),
                    (lit > 0).then_some(move || GridMessage::Step(lit as u32 - 1)),
                ))
                .child(button(
                    "Next step".to_owned(),
                    (lit < count).then_some(move || GridMessage::Step(lit as u32 + 1)),
                ))
                .child(element("span").attribute("role", "status").text(place)),
        )
        .child(element("ol").class("steps").children(lines))
}

/// A small plot for quantities that are curves.
fn plot(grid: &Grid) -> Option<View> {
    let Some(Answer::Curve(points)) = &grid.answer else { return None };
    let axis = match grid.parameters.quantity {
        QuantityChoice::EvaluationSize => "items tested on",
        QuantityChoice::Strike => "items gone",
        QuantityChoice::Diagonal => "items trained and tested on",
        _ => "items trained on",
    };
    let points: Vec<CurvePoint> = points
        .iter()
        .map(|point| CurvePoint { size: point.size, mean: point.mean, least: point.least, most: point.most })
        .collect();
    let label = format!(
        "A line through the mean at every size, in a band from least to most. {}",
        words::describe(grid)
    );
    Some(curve(&points, [axis, grid.parameters.score.name()], label))
}
