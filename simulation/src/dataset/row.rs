//! One row: its name for life, what is measured on it, and what it may be used for.

/// The name of a row for life. Ids survive dropping, copying and reordering; positions do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(u32);

impl RowId {
    /// The row with this number in its source (the first data line of a file is row 0).
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number given to [`RowId::new`].
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// y, what a model is to predict.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// A class, from 0.
    Class(usize),
    /// A number.
    Number(f64),
}

impl Target {
    /// The class; `None` for a number.
    pub const fn class(self) -> Option<usize> {
        match self {
            Self::Class(class) => Some(class),
            Self::Number(_) => None,
        }
    }

    /// The number; `None` for a class.
    pub const fn number(self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Class(_) => None,
        }
    }
}

/// What its owner lets a row be used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Right {
    /// To train on and to evaluate on.
    #[default]
    Both,
    /// To train on only.
    Trainable,
    /// To evaluate on only.
    Evaluable,
    /// Held back, for an evaluation to come.
    Reserved,
    /// Not at all.
    Unavailable,
}

impl Right {
    /// All of them, in the order of their declaration.
    pub const ALL: [Self; 5] =
        [Self::Both, Self::Trainable, Self::Evaluable, Self::Reserved, Self::Unavailable];

    /// Whether a model may be trained on the row.
    pub const fn trains(self) -> bool {
        matches!(self, Self::Both | Self::Trainable)
    }

    /// Whether a model may be evaluated on the row today.
    pub const fn evaluates(self) -> bool {
        matches!(self, Self::Both | Self::Evaluable)
    }

    /// The word for it in texts and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Trainable => "trainable",
            Self::Evaluable => "evaluable",
            Self::Reserved => "reserved",
            Self::Unavailable => "unavailable",
        }
    }
}

/// A row as its table or world holds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row<'a> {
    /// Its name.
    pub id: RowId,
    /// x: p finite numbers.
    pub features: &'a [f64],
    /// y.
    pub target: Target,
    /// The group it belongs to, from 0.
    pub group: usize,
    /// What it may be used for.
    pub right: Right,
    /// How many rows it counts for: finite and above 0. In a [`super::Dataset`] 1.
    pub weight: f64,
}

/// A row that stands by itself, to be added to a world.
#[derive(Clone, Debug, PartialEq)]
pub struct NewRow {
    /// Its name.
    pub id: RowId,
    /// x: p finite numbers.
    pub features: Vec<f64>,
    /// y.
    pub target: Target,
    /// The group it belongs to, from 0.
    pub group: usize,
    /// What it may be used for.
    pub right: Right,
}

impl From<Row<'_>> for NewRow {
    fn from(row: Row<'_>) -> Self {
        let features = row.features.to_vec();
        Self { id: row.id, features, target: row.target, group: row.group, right: row.right }
    }
}
