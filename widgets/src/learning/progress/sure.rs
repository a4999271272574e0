//! How sure the reader was, against how often it came true.

use simulation::observers::metrics::brier_score;
use simulation::statistics::{Interval, mean, wilson_interval};

use super::{Answers, Progress, ProgressMessage, Record};
use crate::chart::{Axis, Ink, Plane, Shape, Stroke};
use crate::format::{count, decimal, short};
use crate::markup::{Markup, element};

type View = Markup<ProgressMessage>;

/// The answers of which one confidence was stated.
#[derive(Debug, PartialEq)]
pub(super) struct Level {
    /// In per cent.
    pub(super) sure: u32,
    /// How many answers.
    pub(super) all: usize,
    /// How many of them came true.
    pub(super) came: usize,
}

impl Level {
    fn share(&self) -> f64 {
        self.came as f64 / self.all as f64
    }

    fn interval(&self) -> Interval {
        interval(self.came, self.all)
    }
}

/// The level of every interval of the page.
const LEVEL: f64 = 0.95;
/// Beyond this width an interval leaves nearly everything open.
const WIDE: f64 = 0.2;

/// How the picture is read.
const NOTE: &str = "On the dashed line answers come true as often as you are sure. Each dot is one of the steps that you chose from, with the number of its answers and the 95\u{a0}% interval.";

/// What a share of so many may be in the long run.
fn interval(came: usize, all: usize) -> Interval {
    wilson_interval(came as u64, all as u64, LEVEL).unwrap_or(Interval { low: 0.0, high: 1.0 })
}

/// The answers that say how sure the reader was, and were given before anything was seen.
fn stated(answers: &Answers) -> Vec<&Record> {
    answers.records().iter().filter(|record| record.is_fresh() && record.confidence.get() > 0).collect()
}

/// By stated confidence, the least first.
pub(super) fn levels(answers: &Answers) -> Vec<Level> {
    let stated = stated(answers);
    let level = |sure: u32| {
        let of = || stated.iter().filter(|record| record.confidence.get() == sure);
        Level { sure, all: of().count(), came: of().filter(|record| record.hit.0).count() }
    };
    (1..=100).map(level).filter(|level| level.all > 0).collect()
}

/// A share in per cent, without its sign.
fn percent(share: f64) -> String {
    short(share * 100.0, 0)
}

/// All of it in words.
pub(super) fn sentence(answers: &Answers) -> String {
    let stated = stated(answers);
    let said: Vec<f64> = stated.iter().map(|record| f64::from(record.confidence.get()) / 100.0).collect();
    let came: Vec<bool> = stated.iter().map(|record| record.hit.0).collect();
    let (all, right) = (came.len(), came.iter().filter(|&&came| came).count());
    let sure = mean(&said).unwrap_or_default();
    let range = interval(right, all);
    let few = if range.width() > WIDE { " So few answers say little." } else { "" };
    let verdict = if range.contains(sure) {
        "Nothing here says that you are too sure, or not sure enough."
    } else if sure > range.high {
        "You were surer than you were right."
    } else {
        "You were right more often than you were sure."
    };
    format!(
        "You said of {} how sure you were: {}\u{a0}% on average. Of these {right} came true, {}\u{a0}%; in the long run it may be anything from {} to {}\u{a0}% (95\u{a0}% interval).{few} {verdict} The Brier score is {}: 0 is best, and whoever says 50\u{a0}% each time has 0.25.",
        count(all, "prediction", "predictions"),
        percent(sure),
        percent(right as f64 / all.max(1) as f64),
        percent(range.low),
        percent(range.high),
        decimal(brier_score(&said, &came).unwrap_or_default(), 2),
    )
}

impl Progress {
    /// The picture, the sentence and the numbers; nothing as long as nobody said how sure.
    pub(super) fn sure(&self) -> Option<View> {
        let levels = levels(&self.answers);
        if levels.is_empty() {
            return None;
        }
        let said = sentence(&self.answers);
        let picture = picture(&levels, format!("How often it came true, by how sure you were. {said}"));
        let row = |level: &Level| {
            let range = level.interval();
            let cells = [
                level.all.to_string(),
                level.came.to_string(),
                format!("{}\u{a0}%", percent(level.share())),
                format!("{} to {}\u{a0}%", percent(range.low), percent(range.high)),
            ];
            element("tr")
                .child(element("th").attribute("scope", "row").text(format!("{}\u{a0}%", level.sure)))
                .children(cells.map(|text| element("td").text(text)))
        };
        let heads = ["You were sure", "Answers", "Came true", "Share", "95\u{a0}% interval"];
        let table = super::view::table(&heads, levels.iter().map(row).collect());
        let numbers = super::view::folded("levels", table);
        let note = element("p").class("figure-note").key("note").text(NOTE);
        let inside = vec![picture.key("picture"), note, super::view::paragraph("said", said), numbers];
        Some(super::view::section("sure", "How sure you were", inside))
    }
}

/// A dot for each stated confidence, with its interval and how many answers it rests on, against the line on which both are the same.
fn picture(levels: &[Level], label: String) -> View {
    let plane = Plane::new(
        Axis::between("how sure you were, %", 0.0, 100.0),
        Axis::between("came true, %", 0.0, 100.0),
    );
    let at = |level: &Level| (f64::from(level.sure), 100.0 * level.share());
    let whiskers: Vec<[(f64, f64); 2]> = levels
        .iter()
        .map(|level| {
            let range = level.interval();
            [range.low, range.high].map(|end| (f64::from(level.sure), 100.0 * end))
        })
        .collect();
    let dots: Vec<(f64, f64)> = levels.iter().map(at).collect();
    let diagonal = plane.line(&[(0.0, 0.0), (100.0, 100.0)], Stroke::Dashed, Ink::Soft);
    let many = levels.iter().map(|level| plane.label(at(level), level.all.to_string(), Ink::Plain));
    let marks = [plane.segments(&whiskers, "1", Ink::Soft), plane.dots(&dots, Shape::of(0), Ink::Before)];
    plane.draw(label, vec![diagonal], marks.into_iter().chain(many).collect())
}
