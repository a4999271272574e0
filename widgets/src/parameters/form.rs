//! The form of a type's values, for readers that are no program of ours: what a JSON schema says.

/// What a type's values look like where numbers are numbers and lists are lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A whole number between two ends, both legal.
    Whole {
        /// The least.
        least: u32,
        /// The greatest.
        most: u32,
    },
    /// A number of at most three decimals between two ends, both legal, in thousandths.
    Thousandths {
        /// The least.
        least: u32,
        /// The greatest.
        most: u32,
    },
    /// Any number.
    Number,
    /// True or false.
    Flag,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A text that matches this regular expression (ECMA 262), if there is one; the whole of it, since it has its own ends.
    Text(Option<&'static str>),
    /// A list.
    List {
        /// What its items are.
        items: Box<Form>,
        /// How many there are at least.
        least: usize,
        /// And at most, if there is a limit.
        most: Option<usize>,
        /// Whether no two may be equal.
        different: bool,
    },
    /// Any of these.
    Any(Vec<Form>),
}

impl Form {
    /// The words before a form that is none of them.
    pub fn words_or(words: &'static [&'static str], other: Self) -> Self {
        Self::Any(vec![Self::Words(words), other])
    }
}
