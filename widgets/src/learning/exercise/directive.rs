//! What an author says of an exercise, for the list, the reference and the schema. Keys that vary or belong to a figure come on top.

use crate::parameters::{Flag, Real, TextLine, Whole};

crate::parameters! {
    /// The keys of an exercise. Any other key with a list of values is varied.
    pub struct ExerciseKeys {
        /// The exercise's name: unique in the book, and the same in its next edition, since answers are kept under it.
        id: TextLine = TextLine::default(),
        /// Which option is right, by its `value`: the `largest` or the `smallest`.
        pick: TextLine = TextLine::default(),
        /// How many options are right.
        right: Whole<1, 8> = Whole::new(1),
        /// What stands behind a number.
        unit: TextLine = TextLine::default(),
        /// The least number that can be given.
        least: Real = Real(0.0),
        /// The greatest.
        most: Real = Real(0.0),
        /// How far from the right one a number is still right.
        within: Real = Real(0.0),
        /// Whether varied keys go side by side, and not in all combinations.
        together: Flag = Flag(false),
    }
}

crate::parameters! {
    /// The keys of an option of an exercise, before those of its figure.
    pub struct ExerciseOptionKeys {
        /// In an exercise, what the option says, in plain text.
        text: TextLine = TextLine::default(),
        /// In an exercise, the condition under which it is right.
        when: TextLine = TextLine::default(),
        /// In an exercise, the number by which `pick` chooses, as an expression.
        value: TextLine = TextLine::default(),
        /// In an exercise, decimals at most of that number in the text.
        digits: Whole<0, 9> = Whole::new(3),
        /// In an exercise, the figure that shows why it is wrong, by its id; keys of that figure follow.
        figure: TextLine = TextLine::default(),
    }
}

crate::parameters! {
    /// The keys of an answer, where no number is named.
    pub struct AnswerKeys {
        /// In an exercise, the answer as an expression.
        value: TextLine = TextLine::default(),
        /// In an exercise, its decimals at most.
        digits: Whole<0, 9> = Whole::new(3),
    }
}

crate::parameters! {
    /// The keys of a typical mistake, before those of its figure.
    pub struct MistakeKeys {
        /// The wrong number, as an expression.
        value: TextLine = TextLine::default(),
        /// The figure that shows why it is wrong, by its id; keys of that figure follow.
        figure: TextLine = TextLine::default(),
    }
}

crate::parameters! {
    /// The key of a solution, before those of its figure.
    pub struct SolutionKeys {
        /// The figure that shows why the answer is right, by its id; keys of that figure follow.
        figure: TextLine = TextLine::default(),
    }
}
