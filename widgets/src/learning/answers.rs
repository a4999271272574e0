//! Everything that a reader did in a book, as one file of JSON on the reader's own device:
//!
//! ```json
//! {
//!   "format": "counterfactuals-answers",
//!   "version": 1,
//!   "answers": [
//!     {"id": "one-row", "question": "…", "answer": "0.05", "given": "0.05", "right": "0", "when": "1764249600"}
//!   ]
//! }
//! ```
//!
//! The keys of an answer are the fields of a [`Record`]; one that is left out has its default. Whatever cannot be read as a whole is not
//! read at all, and never overwritten: it may be the file of a later version, or of somebody else.

use simulation::order::ascending;

use super::Record;
use crate::parameters::json::{read_list, write_list};
use crate::parameters::{Parameters, in_short, parse};

/// What the file calls itself.
const FORMAT: &str = "counterfactuals-answers";
/// The version that is written.
const VERSION: u32 = 1;
/// The key of the list.
const ANSWERS: &str = "answers";
/// So many answers are kept; then the oldest goes.
pub const MANY: usize = 1_000;
/// And so many bytes of them, a tenth of what browsers give a site.
pub const LENGTH: usize = 500_000;

/// Answers, the oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    records: Vec<Record>,
}

impl Answers {
    /// Reads a file.
    ///
    /// # Errors
    /// One line: its length, the line and column of the first thing that is not of the form, or the answer with a value that is none.
    pub fn from_json(text: &str) -> Result<Self, String> {
        if text.len() > 2 * LENGTH {
            return Err(format!("it has {} bytes: legal are up to {}", text.len(), 2 * LENGTH));
        }
        let mut answers = Self::default();
        for (place, entry) in read_list(text, FORMAT, VERSION, ANSWERS)?.iter().enumerate() {
            let (record, ()) = parse::<Record, ()>(entry)
                .map_err(|errors| format!("answer {}: {}", place + 1, in_short(&errors)))?;
            answers.keep(record);
        }
        Ok(answers)
    }

    /// The file.
    pub fn to_json(&self) -> String {
        let entries: Vec<_> = self.records.iter().map(Parameters::differences).collect();
        write_list(FORMAT, VERSION, ANSWERS, &entries)
    }

    /// Every answer, the oldest first.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The answer to a question in one variant.
    pub fn answer(&self, id: &str, seed: u32) -> Option<&Record> {
        self.records.iter().find(|record| record.is_of(id, seed))
    }

    /// Keeps an answer in place of an earlier one to the same question; the oldest go if there are too many.
    pub fn keep(&mut self, record: Record) {
        let record = record.bounded();
        self.forget(record.id.as_str(), record.seed.get());
        self.records.push(record);
        let bytes = |record: &Record| {
            let texts =
                [&record.question, &record.answer, &record.given, &record.right, &record.page, &record.form];
            // Keys, marks and short values.
            200 + texts.iter().map(|text| text.as_str().len()).sum::<usize>()
        };
        let mut all: usize = self.records.iter().map(bytes).sum();
        let mut gone = 0;
        while gone + 1 < self.records.len() && (self.records.len() - gone > MANY || all > LENGTH) {
            all -= bytes(&self.records[gone]);
            gone += 1;
        }
        self.records.drain(..gone);
    }

    /// Adds the answers of another list. Of two to one question the later one stays; all are in the order of their times.
    pub fn add(&mut self, other: &Self) {
        for record in other.records() {
            let known = self.answer(record.id.as_str(), record.seed.get());
            if known.is_none_or(|known| known.when.get() < record.when.get()) {
                self.keep(record.clone());
            }
        }
        let order = ascending(self.records.iter().map(|record| u64::from(record.when.get())));
        self.records = order.into_iter().map(|at| self.records[at].clone()).collect();
    }

    /// Takes an answer back.
    pub fn forget(&mut self, id: &str, seed: u32) {
        self.records.retain(|record| !record.is_of(id, seed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::{TextLine, Whole};
    use proptest::prelude::*;

    fn record(id: &str, seed: u32) -> Record {
        Record { id: id.into(), seed: Whole::new(seed), given: "0.05".into(), ..Record::default() }
    }

    fn ids(answers: &Answers) -> Vec<&str> {
        answers.records().iter().map(|record| record.id.as_str()).collect()
    }

    #[test]
    fn an_answer_takes_the_place_of_an_earlier_one_to_the_same_question() {
        let mut answers = Answers::default();
        for (id, seed) in [("a", 0), ("b", 0), ("b", 1), ("a", 0)] {
            answers.keep(record(id, seed));
        }
        assert_eq!(ids(&answers), ["b", "b", "a"]);
        assert!(answers.answer("b", 1).is_some() && answers.answer("b", 2).is_none());
        answers.forget("b", 0);
        assert_eq!(ids(&answers), ["b", "a"]);
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many_or_too_long_ones() {
        let mut answers = Answers::default();
        for number in 0..MANY + 3 {
            answers.keep(record(&format!("q{number}"), 0));
        }
        assert_eq!((answers.records().len(), ids(&answers)[0]), (MANY, "q3"));
        let long = Record { answer: TextLine::from("x".repeat(LENGTH / 3)), ..record("long", 0) };
        for seed in 0..5 {
            answers.keep(Record { seed: Whole::new(seed), ..long.clone() });
        }
        assert_eq!(answers.records().len(), 2, "what there is room for");
        assert!(answers.to_json().len() <= LENGTH);
    }

    #[test]
    fn long_words_are_cut_and_the_answer_is_not() {
        let mut answers = Answers::default();
        let long: TextLine = "é".repeat(1_000).into();
        answers.keep(Record { question: long.clone(), answer: long.clone(), ..record("a", 0) });
        let kept = &answers.records()[0];
        assert_eq!(kept.question.as_str().chars().count(), 401);
        assert_eq!(kept.answer, long);
    }

    #[test]
    fn what_is_not_ours_is_refused_with_its_place() {
        let refused = |text: &str| Answers::from_json(text).unwrap_err();
        assert_eq!(refused(""), "line 1, column 1: expected {, found the file's end");
        assert_eq!(refused("null"), "line 1, column 1: expected {, found “null”");
        let other = r#"{"format": "somebody-elses", "version": 1, "answers": []}"#;
        assert_eq!(
            refused(other),
            "line 1, column 12: expected counterfactuals-answers, found “\"somebody-el”"
        );
        let later = r#"{"format": "counterfactuals-answers", "version": 2, "answers": []}"#;
        assert!(refused(later).contains("this page reads version 1: a newer edition"), "{}", refused(later));
        let wrong = r#"{"format": "counterfactuals-answers", "version": 1, "answers": [{"id": "a", "confidence": "101"}]}"#;
        assert_eq!(refused(wrong), "answer 1: `confidence` is “101”: expected a whole number from 0 to 100");
        let unknown = r#"{"format": "counterfactuals-answers", "version": 1, "answers": [{"mood": "good"}]}"#;
        assert_eq!(refused(unknown), "answer 1: unknown key `mood`");
        assert!(refused(r#"{"version": 1}"#).contains("expected format and answers"));
        assert!(refused(&"[".repeat(2 * LENGTH + 1)).starts_with("it has 1000001 bytes"));
        for deep in ["[", "{\"answers\": [", "{\"a\":"] {
            refused(&deep.repeat(10_000));
        }
    }

    proptest! {
        #[test]
        fn a_file_gives_back_what_was_kept(texts in proptest::collection::vec("(?s).{0,20}", 0..6), seed: u32) {
            let mut answers = Answers::default();
            for (place, text) in texts.iter().enumerate() {
                let text = if text.trim().is_empty() { "" } else { text };
                let id = format!("q{place}");
                answers.keep(Record { question: text.into(), answer: text.into(), ..record(&id, seed) });
            }
            prop_assert_eq!(Answers::from_json(&answers.to_json()), Ok(answers));
        }

        #[test]
        fn hostile_texts_are_refused_or_read_and_never_panic(text in "(?s)([{}\\[\\],:\"\\\\ua0]|format|version|answers|counterfactuals-answers|id|.){0,40}") {
            let _ = Answers::from_json(&text);
        }
    }
}
