//! What is known of a data set without reading it.

/// The facts about a data set that do not need its file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct About {
    /// How directives, links and files call it: lower-case letters and hyphens.
    pub name: &'static str,
    /// How people call it.
    pub title: &'static str,
    /// What a row is, and where it was measured.
    pub description: &'static str,
    /// n, the rows of the [`Dataset`](crate::dataset::Dataset).
    pub rows: usize,
    /// The p features with their units, in the order of the columns.
    pub features: &'static [&'static str],
    /// What is predicted.
    pub task: Task,
    /// What makes a group.
    pub grouping: &'static str,
    /// The groups, by their numbers.
    pub groups: &'static [&'static str],
    /// The data's licence, or that there is none.
    pub licence: &'static str,
    /// The size of the compact file, uncompressed.
    pub bytes: usize,
}

/// What is predicted from the features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// One of these classes; the position is the class number.
    Classes(&'static [&'static str]),
    /// A number: what it measures.
    Number(&'static str),
}
