//! What a reader did, once.

use crate::parameters::{Flag, Real, TextLine, Whole};

crate::choice! {
    /// What was asked.
    pub enum Kind {
        /// A number, before it was shown.
        Number = "number",
        /// One of some statements, before the truth was shown.
        Choice = "choice",
        /// A curve, before it was shown.
        Curve = "curve",
        /// An exercise.
        Exercise = "exercise",
    }
}

crate::choice! {
    /// How the answer compares with the right one.
    pub enum Verdict {
        /// It is the right one, or as near as the question asks for.
        Right = "right",
        /// It is another one.
        Wrong = "wrong",
    }
}

crate::parameters! {
    /// What a reader did, once. Every field is a text on the device, so that a person can read the file too.
    pub struct Record {
        /// Which question; ids are unique in a book.
        id: TextLine = TextLine::default(),
        /// What was asked.
        kind: Kind = Kind::Number,
        /// The page it stands on, below the book's own address.
        page: TextLine = TextLine::default(),
        /// The question in words.
        question: TextLine = TextLine::default(),
        /// The answer as the question itself reads it.
        answer: TextLine = TextLine::default(),
        /// The answer in words.
        given: TextLine = TextLine::default(),
        /// The right answer in words.
        right: TextLine = TextLine::default(),
        /// How the two compare.
        verdict: Verdict = Verdict::Wrong,
        /// When, in whole seconds since the beginning of 1970, by the clock of the device.
        when: Whole<0, { u32::MAX }> = Whole::new(0),
        /// The seed of the variant that was asked.
        seed: Whole<0, { u32::MAX }> = Whole::new(0),
        /// How sure the reader was of [`hit`](Self::hit), in per cent; 0 if that was not asked, or not said.
        confidence: Whole<0, 100> = Whole::new(0),
        /// Whether that came true of which the reader was asked how sure: of a choice that it is right, of a number that it is near.
        hit: Flag = Flag(false),
        /// Whether the reader had seen what is right before: by looking, by an earlier answer, or since the question was asked anew.
        seen: Flag = Flag(false),
        /// How far a predicted number was above the right one, as a share of the range that was asked for.
        off: Real = Real(0.0),
        /// Which try it was; 0 if there is only one.
        tries: Whole<0, 99> = Whole::new(0),
        /// How many hints were open before it.
        hints: Whole<0, 99> = Whole::new(0),
        /// What a prediction is asked anew with: the arguments of its form in the form of a link, without its id, question and figure.
        form: TextLine = TextLine::default(),
    }
}

/// The longest text that is kept of one, in characters.
const LENGTH: usize = 400;

impl Record {
    /// Whether another record is of the same question in the same variant, and so takes this one's place.
    pub fn is_of(&self, id: &str, seed: u32) -> bool {
        self.id.as_str() == id && self.seed.get() == seed
    }

    /// Whether there is an answer: an entry without one says that an exercise is to be asked again, or that what is right has been seen.
    pub fn is_given(&self) -> bool {
        !self.answer.as_str().is_empty()
    }

    /// Whether it was given before anything was seen, and so tells what the reader knew.
    pub fn is_fresh(&self) -> bool {
        self.is_given() && !self.seen.0
    }

    /// The same with no text longer than what is kept; the answer is the question's own and never cut.
    #[must_use]
    pub(super) fn bounded(mut self) -> Self {
        for text in [&mut self.question, &mut self.given, &mut self.right] {
            if text.as_str().chars().count() > LENGTH {
                let first: String = text.as_str().chars().take(LENGTH).collect();
                *text = TextLine::from(first + "…");
            }
        }
        self
    }
}
