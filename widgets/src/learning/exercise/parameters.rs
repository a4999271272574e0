//! What the build says of an exercise.

use crate::parameters::{ParameterError, Real, Reals, TextLine, Texts, Whole};

crate::parameters! {
    /// What the build says of an exercise. Lists hold the texts of all variants, one variant behind the other.
    pub struct ExerciseParameters {
        /// The exercise's id.
        id: TextLine = TextLine::default(),
        /// What the page calls it.
        name: TextLine = TextLine::default(),
        /// How many hints there are.
        hints: Whole<0, 99> = Whole::new(0),
        /// The question in words, one text a variant.
        questions: Texts = Texts::default(),
        /// What stands at each place of the text that differs.
        texts: Texts = Texts::default(),
        /// The options; none if a number is asked for.
        options: Texts = Texts::default(),
        /// The letters of the right options, one text a variant.
        right: Texts = Texts::default(),
        /// How many options are right.
        several: Whole<1, 8> = Whole::new(1),
        /// The figures in which wrong answers are shown; an empty text for one that is not.
        figures: Texts = Texts::default(),
        /// Their states, likewise.
        states: Texts = Texts::default(),
        /// The right numbers, one a variant.
        answers: Reals = Reals::default(),
        /// The same as the text writes them.
        written: Texts = Texts::default(),
        /// Numbers that are wrong for a known reason.
        slips: Reals = Reals::default(),
        /// What stands behind a number.
        unit: TextLine = TextLine::default(),
        /// The least number that can be given.
        least: Real = Real(0.0),
        /// The greatest.
        most: Real = Real(100.0),
        /// How far from the right one a number is still right.
        within: Real = Real(0.0),
    }
}

impl ExerciseParameters {
    /// How many variants there are.
    pub(super) fn count(&self) -> usize {
        self.questions.0.len()
    }

    /// Whether the lists are as long as the variants want them.
    pub(super) fn checked(self) -> Result<Self, ParameterError> {
        let count = self.count();
        let lists = [
            ("texts", self.texts.0.len()),
            ("options", self.options.0.len()),
            ("figures", self.figures.0.len()),
            ("states", self.states.0.len()),
            ("slips", self.slips.0.len()),
        ];
        let answers = if self.options.0.is_empty() { self.answers.0.len() } else { self.right.0.len() };
        let uneven = lists.iter().find(|(_, length)| count == 0 || length % count != 0);
        match uneven.map(|(key, _)| *key).or((answers != count).then_some("right")) {
            Some(key) => Err(ParameterError::value(key, "", "as many texts for every variant", vec![])),
            None => Ok(self),
        }
    }
}

/// The part of a list that is one variant's, where the list has those of `count` variants one behind the other.
pub(super) fn part<T>(all: &[T], variant: usize, count: usize) -> &[T] {
    let each = all.len() / count.max(1);
    all.get(variant * each..(variant + 1) * each).unwrap_or_default()
}
