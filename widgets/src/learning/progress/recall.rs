//! Predictions that were missed, asked anew on the page itself: what happened has been seen, so this asks what the reader remembers.

use std::cell::Cell;
use std::rc::Rc;

use super::{Act, Moment, Progress, ProgressMessage, Record};
use crate::learning::{Kind, Verdict, question};
use crate::markup::{Markup, Message, element};
use crate::parameters::{Choice, Value, Whole, link};
use crate::widget::Scope;

type View = Markup<ProgressMessage>;

/// Whether a missed answer can be asked anew here: earlier editions kept no form, and exercises have fresh variants in their chapters.
pub(super) fn is_here(record: &Record) -> bool {
    record.kind != Kind::Exercise && !record.form.as_str().is_empty()
}

impl Progress {
    fn last(&self, id: &str) -> Option<&Record> {
        super::summary::latest(&self.answers).into_iter().find(|record| record.id.as_str() == id)
    }

    /// Opens the form of a prediction.
    pub(super) fn anew(&mut self, id: &str) -> Vec<Act> {
        self.told.clear();
        let form = self.last(id).and_then(|record| {
            let mut arguments = link::decode(record.form.as_str()).ok()?;
            let own = [("id", id), ("question", record.question.as_str()), ("again", "true")];
            arguments.extend(own.map(|(key, value)| (key.to_owned(), Value::one(value))));
            let made = (question(record.kind.word())?.make)(&arguments, Scope::new(self.scope.id("again")));
            made.ok()
        });
        self.asking = form.map(|form| (id.to_owned(), form));
        if self.asking.is_none() {
            "This prediction was kept in a form that this page cannot read: find it in its chapter."
                .clone_into(&mut self.told);
        }
        vec![Act::Focus(self.scope.id(if self.asking.is_some() { "asked" } else { "told" }))]
    }

    /// Answers what the reader did in the form. An answer is kept beside the first one, as one of its page, and says that it is a recall.
    pub(super) fn of_form(&mut self, message: Message, moment: Moment) -> Vec<Act> {
        let Some((id, form)) = &mut self.asking else { return vec![] };
        let id = id.clone();
        let acts = form.update(message, moment);
        let given = acts.iter().find_map(|act| match act {
            Act::Keep(record) => Some(record.clone()),
            _ => None,
        });
        let Some(given) = given else { return acts };
        let Some(before) = self.last(&id) else { return vec![] };
        let seeds = self.answers.records().iter().filter(|record| record.id == before.id);
        let seed = seeds.map(|record| record.seed.get()).max().unwrap_or(0).saturating_add(1);
        let (page, form) = (before.page.clone(), before.form.clone());
        let end = match given.verdict {
            Verdict::Right => "It has left the list.",
            Verdict::Wrong => "It stays in the list.",
        };
        // A choice is said in whole sentences.
        let said = |text: &str| text.trim_end_matches('.').to_owned();
        self.told =
            format!("You said {}; it is {}. {end}", said(given.given.as_str()), said(given.right.as_str()));
        self.asking = None;
        let kept = Record { seed: Whole::new(seed), page, form, ..given };
        vec![Act::Keep(kept), Act::Focus(self.scope.id("told"))]
    }

    /// What was missed, with the way back to it.
    pub(super) fn again_list(&self) -> Option<View> {
        let missed = super::summary::missed(&self.answers);
        if missed.is_empty() && self.told.is_empty() {
            return None;
        }
        let note = missed
            .iter()
            .any(|record| is_here(record))
            .then(|| super::view::paragraph("seen", SEEN.to_owned()));
        let items = missed.into_iter().map(|record| self.item(record));
        let list = element("ul").class("progress-again").children(items);
        Some(super::view::section(
            "again",
            "What to ask again",
            note.into_iter().chain([list, self.line("told", &self.told)]).collect(),
        ))
    }

    fn item(&self, record: &Record) -> View {
        let id = record.id.as_str();
        let question = element("p").text(record.question.as_str().to_owned());
        let item = element("li").key(id);
        if !is_here(record) {
            let exercise = record.kind == Kind::Exercise;
            let label = if exercise { "Answer a fresh one" } else { "Read it again" };
            let mut link = element("a")
                .attribute("href", format!("{}#{id}", self.address(record.page.as_str())))
                .text(label);
            if exercise {
                link = link.on_press(ProgressMessage::Again(id.to_owned()));
            }
            return item.child(question).child(link);
        }
        let asking = self.asking.as_ref().filter(|(asked, _)| asked == id);
        let Some((_, form)) = asking else {
            let button = element("button")
                .class("question-button")
                .attribute("type", "button")
                .text("Ask me again")
                .on_press(ProgressMessage::Anew(id.to_owned()));
            return item.child(question).child(button);
        };
        let form =
            Markup::around(form.view(), |message| ProgressMessage::Form(Rc::new(Cell::new(Some(message)))));
        item.child(question.attribute("id", self.scope.id("asked")).attribute("tabindex", "-1"))
            .child(form)
            .child(self.button("Not now", "leave", ProgressMessage::Leave))
    }
}

/// What asking anew can be worth, where the answer has been seen.
const SEEN: &str = "You have seen what came of your predictions. Asking again is therefore practice in remembering, best some days later, and counts neither in how near nor in how sure you were. The oldest come first.";
