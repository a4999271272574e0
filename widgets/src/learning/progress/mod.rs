//! The page of what a reader has done: how much of each chapter, how near predictions were, what to ask again, and the way out of the device.

mod recall;
mod summary;
mod sure;
#[cfg(test)]
mod tests;
mod view;

use std::cell::Cell;
use std::rc::Rc;

use super::{Act, Answers, Asked, Kept, Kind, Moment, Question, Record};
use crate::format::count;
use crate::markup::{Markup, Message};
use crate::parameters::{ParameterError, Reals, TextLine, Texts, Whole};
use crate::widget::Scope;

crate::parameters! {
    /// What the build says of the book's questions, chapter by chapter.
    pub struct ProgressParameters {
        /// The pages of the chapters that ask something, below the book's own address.
        pages: Texts = Texts::default(),
        /// Their titles.
        titles: Texts = Texts::default(),
        /// How many questions each asks.
        counts: Reals = Reals::default(),
        /// What leads from this page to the book's own address.
        root: TextLine = TextLine::default(),
    }
}

/// The page's form.
pub struct Progress {
    parameters: ProgressParameters,
    scope: Scope,
    answers: Answers,
    /// What stands on the device and is no list of answers.
    strange: Option<String>,
    trouble: String,
    /// Whether it is asked if everything is to go.
    erasing: bool,
    said: String,
    /// The prediction that is asked anew, by its id, with its form.
    asking: Option<(String, Box<dyn Asked>)>,
    /// What came of the last one that was.
    told: String,
}

/// What a reader can do.
#[derive(Clone)]
pub enum ProgressMessage {
    /// Save the answers as a file.
    Save,
    /// Save what is on the device as it is.
    SaveStrange,
    /// Add the answers of a file.
    Open,
    /// Ask whether everything is to go.
    Ask,
    /// It is to stay.
    Stay,
    /// It is to go.
    Erase,
    /// Ask this exercise again, in its next variant.
    Again(String),
    /// Ask this prediction anew, here.
    Anew(String),
    /// Put its form away.
    Leave,
    /// What the reader did in that form.
    Form(Rc<Cell<Option<Message>>>),
}

/// The name of the file.
const FILE: &str = "answers.json";

impl Progress {
    fn file(content: String) -> Vec<Act> {
        vec![Act::Download { name: FILE.to_owned(), content }]
    }

    /// Whether there is nothing to show.
    fn is_empty(&self) -> bool {
        summary::given(&self.answers).next().is_none()
    }

    /// The exercise asked again: an entry without an answer, in which its page finds the next variant.
    fn again(&self, id: &str) -> Option<Record> {
        let latest = self.answers.records().iter().rev().find(|record| record.id.as_str() == id)?;
        let seed = Whole::new(latest.seed.get().saturating_add(1));
        Some(Record { id: id.into(), kind: Kind::Exercise, seed, ..Record::default() })
    }
}

impl Question for Progress {
    const NAME: &'static str = "progress";
    type Parameters = ProgressParameters;
    type Message = ProgressMessage;

    fn new(parameters: ProgressParameters, scope: Scope) -> Result<Self, ParameterError> {
        let length = parameters.pages.0.len();
        if parameters.titles.0.len() != length || parameters.counts.0.len() != length {
            return Err(ParameterError::value("titles", "", "as many as there are pages", vec![]));
        }
        Ok(Self {
            parameters,
            scope,
            answers: Answers::default(),
            strange: None,
            trouble: String::new(),
            erasing: false,
            said: String::new(),
            asking: None,
            told: String::new(),
        })
    }

    fn recall(&mut self, kept: &Kept<'_>) -> Vec<Act> {
        self.answers = kept.answers.clone();
        self.strange = kept.strange.map(str::to_owned);
        kept.trouble.unwrap_or_default().clone_into(&mut self.trouble);
        vec![]
    }

    fn view(&self) -> Markup<ProgressMessage> {
        self.page()
    }

    fn update(&mut self, message: ProgressMessage, moment: Moment) -> Vec<Act> {
        self.said.clear();
        self.erasing = false;
        match message {
            ProgressMessage::Save => Self::file(self.answers.to_json()),
            ProgressMessage::SaveStrange => Self::file(self.strange.clone().unwrap_or_default()),
            ProgressMessage::Open => vec![Act::OpenFile],
            ProgressMessage::Ask => {
                self.erasing = true;
                vec![Act::Focus(self.scope.id("stay"))]
            }
            ProgressMessage::Stay => vec![Act::Focus(self.scope.id("erase"))],
            ProgressMessage::Erase => {
                "Everything is erased.".clone_into(&mut self.said);
                vec![Act::Erase, Act::Focus(self.scope.id("said"))]
            }
            ProgressMessage::Again(id) => self.again(&id).map(Act::Keep).into_iter().collect(),
            ProgressMessage::Anew(id) => self.anew(&id),
            ProgressMessage::Leave => {
                self.asking = None;
                vec![]
            }
            ProgressMessage::Form(message) => {
                message.take().map_or_else(Vec::new, |message| self.of_form(message, moment))
            }
        }
    }

    fn file_opened(&mut self, text: &str) -> Vec<Act> {
        match Answers::from_json(text) {
            Ok(read) => {
                let many = count(summary::given(&read).count(), "answer", "answers");
                self.said = format!("The file has {many}. What is newer has been added.");
                vec![Act::Add(read)]
            }
            Err(what) => {
                self.said = format!("This file is no list of answers, so nothing has changed: {what}.");
                vec![]
            }
        }
    }
}
