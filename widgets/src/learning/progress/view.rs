//! How the page of what a reader has done looks.

use super::summary::{Row, at_once, given, late, latest, misses, numbers, rows};
use super::{Progress, ProgressMessage};
use crate::chart::strip;
use crate::format::{count, short};
use crate::learning::{Question, Record, root, status};
use crate::markup::{Markup, element};

type View = Markup<ProgressMessage>;

impl Progress {
    pub(super) fn page(&self) -> View {
        let page = root(Self::NAME, &self.scope, "What you have answered");
        let inside = if self.is_empty() {
            vec![paragraph("empty", EMPTY.to_owned())]
        } else {
            let again = self.again_list();
            [Some(paragraph("sum", self.sum())), Some(self.chapters()), self.near(), self.sure(), again]
                .into_iter()
                .flatten()
                .collect()
        };
        page.children(inside).child(self.keeping()).child(status(self.trouble.clone()))
    }

    /// Everything in a sentence.
    fn sum(&self) -> String {
        let latest = latest(&self.answers);
        let right = latest.iter().filter(|record| at_once(record)).count();
        let answered = count(latest.len(), "question", "questions");
        let late = match late(&self.answers) {
            0 => "",
            1 => {
                " One prediction was made after looking at what happened, and is left out of how near and how sure you were."
            }
            _ => {
                " Some predictions were made after looking at what happened, and are left out of how near and how sure you were."
            }
        };
        format!("You have answered {answered}, and {right} of them right at once.{late}")
    }

    pub(super) fn address(&self, page: &str) -> String {
        format!("{}{page}", self.parameters.root.as_str())
    }

    fn chapters(&self) -> View {
        let row = |row: Row<'_>| {
            let link = element("a").attribute("href", self.address(row.page)).text(row.title.to_owned());
            let numbers = [row.asked, row.answered, row.right];
            element("tr")
                .child(element("th").attribute("scope", "row").child(link))
                .children(numbers.map(|number| element("td").text(number.to_string())))
        };
        let rows = rows(&self.parameters, &self.answers).into_iter().map(row).collect();
        section(
            "chapters",
            "By chapter",
            vec![table(&["Chapter", "Asked", "Answered", "Right at once"], rows)],
        )
    }

    /// How near predicted numbers were; none if there are none.
    fn near(&self) -> Option<View> {
        let misses = misses(&self.answers);
        if misses.is_empty() {
            return None;
        }
        let mean = misses.iter().sum::<f64>() / misses.len() as f64;
        let far = misses.iter().map(|miss| miss.abs()).sum::<f64>() / misses.len() as f64;
        let way = match mean {
            mean if mean > 0.5 => format!("too high by {}", short(mean, 0)),
            mean if mean < -0.5 => format!("too low by {}", short(-mean, 0)),
            _ => "neither too high nor too low".to_owned(),
        };
        let unit = if mean.abs() > 0.5 { " per cent of it" } else { "" };
        let said = format!(
            "You have predicted {}. They were {} per cent of the asked range away from what came; on average they were {way}{unit}.",
            count(misses.len(), "number", "numbers"),
            short(far, 0),
        );
        let label = format!("How far predicted numbers were off. {said}");
        let names = ["on average", "too low ← per cent of the asked range → too high"];
        let picture = strip(&misses, mean, names, label).key("strip");
        let inside = vec![picture, paragraph("near", said), self.predicted()];
        Some(section("near", "How near your predictions were", inside))
    }

    fn predicted(&self) -> View {
        let row = |record: &Record| {
            let off = format!("{}\u{a0}%", short(record.off.0 * 100.0, 0));
            let cells = [record.given.as_str().to_owned(), record.right.as_str().to_owned(), off];
            element("tr")
                .child(element("th").attribute("scope", "row").text(record.question.as_str().to_owned()))
                .children(cells.map(|text| element("td").text(text)))
        };
        let rows = numbers(&self.answers).map(row).collect();
        folded("numbers", table(&["Question", "You said", "It is", "Off"], rows))
    }

    /// What is kept where, and what can be done with it.
    fn keeping(&self) -> View {
        let mut buttons = element("div").class("question-buttons").control().key("buttons");
        if self.erasing {
            let all = count(given(&self.answers).count(), "answer", "answers");
            buttons = buttons
                .child(element("p").class("progress-sure").key("sure").text(format!("Erase {all} for good?")))
                .child(self.button("Erase", "gone", ProgressMessage::Erase))
                .child(self.button("Keep everything", "stay", ProgressMessage::Stay));
        } else {
            if !self.is_empty() {
                buttons = buttons.child(self.button("Save as a file", "save", ProgressMessage::Save));
            }
            if self.strange.is_some() {
                let label = "Save what the browser keeps as it is";
                buttons = buttons.child(self.button(label, "strange", ProgressMessage::SaveStrange));
            }
            buttons = buttons.child(self.button("Add the answers of a file", "open", ProgressMessage::Open));
            if !self.is_empty() || self.strange.is_some() {
                buttons = buttons.child(self.button("Erase everything", "erase", ProgressMessage::Ask));
            }
        }
        section("keeping", "Your answers as a file", vec![buttons, self.line("said", &self.said)])
    }

    /// Where the page says what came of something; the focus goes there.
    pub(super) fn line(&self, key: &'static str, text: &str) -> View {
        element("p")
            .class("question-status")
            .key(key)
            .attribute("id", self.scope.id(key))
            .attribute("role", "status")
            .attribute("tabindex", "-1")
            .text(text.to_owned())
    }

    pub(super) fn button(&self, label: &'static str, key: &'static str, message: ProgressMessage) -> View {
        element("button")
            .class("question-button")
            .key(key)
            .attribute("id", self.scope.id(key))
            .attribute("type", "button")
            .text(label)
            .on_press(message)
    }
}

const EMPTY: &str = "Nothing is answered yet. Once you have predicted something or answered an exercise, this page shows how much of each chapter you have done, how near your predictions were, and what to ask again.";

pub(super) fn paragraph(key: &'static str, text: String) -> View {
    element("p").key(key).text(text)
}

pub(super) fn section(key: &'static str, title: &'static str, inside: Vec<View>) -> View {
    element("section").class("progress-part").key(key).child(element("h2").text(title)).children(inside)
}

pub(super) fn table(heads: &[&'static str], rows: Vec<View>) -> View {
    let heads = heads.iter().map(|head| element("th").attribute("scope", "col").text(*head));
    let table = element("table")
        .child(element("thead").child(element("tr").children(heads)))
        .child(element("tbody").children(rows));
    element("div").class("table-wrapper").child(table)
}

/// A table behind a line to press.
pub(super) fn folded(key: &'static str, table: View) -> View {
    element("details").key(key).child(element("summary").text("The numbers")).child(table)
}
