//! The rights of the lots, so that a link carries them.

use simulation::dataset::Right;

use crate::chart::{Ink, Shape};
#[cfg(not(feature = "browser"))]
use crate::parameters::Form;
use crate::parameters::{Choice, ParameterType, Value};

crate::choice! {
    /// What a lot may be used for.
    pub enum LotRight {
        /// To train on.
        Trainable = "trainable",
        /// To evaluate on.
        Evaluable = "evaluable",
        /// Both.
        Both = "both",
        /// Held back.
        Reserved = "reserved",
        /// Nothing.
        Unavailable = "unavailable",
    }
}

impl LotRight {
    /// The same for the simulation.
    pub(super) const fn right(self) -> Right {
        match self {
            Self::Trainable => Right::Trainable,
            Self::Evaluable => Right::Evaluable,
            Self::Both => Right::Both,
            Self::Reserved => Right::Reserved,
            Self::Unavailable => Right::Unavailable,
        }
    }

    /// Its mark.
    pub(super) fn mark(self) -> (Shape, Ink) {
        let ink = if self == Self::Unavailable { Ink::Paper } else { Ink::Group(self.position()) };
        (Shape::of(self.position()), ink)
    }
}

/// How many lots there are.
pub(super) const LOTS: usize = 16;
/// The first letters of the rights, in their order.
const LETTERS: [char; 5] = ['t', 'e', 'b', 'r', 'u'];

/// One right for each lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LotRights([LotRight; LOTS]);

impl LotRights {
    /// Four lots that do both, six that are reserved, the others unavailable.
    pub(super) const fn usual() -> Self {
        let mut rights = [LotRight::Unavailable; LOTS];
        let mut place = 0;
        while place < 10 {
            rights[place] = if place < 4 { LotRight::Both } else { LotRight::Reserved };
            place += 1;
        }
        Self(rights)
    }

    /// The rights.
    pub const fn as_slice(&self) -> &[LotRight] {
        &self.0
    }

    /// The same with another right for a lot.
    #[must_use]
    pub fn with(mut self, lot: usize, right: LotRight) -> Self {
        if let Some(own) = self.0.get_mut(lot) {
            *own = right;
        }
        self
    }

    /// The same with every open or training lot free for both.
    #[must_use]
    pub fn joined(mut self) -> Self {
        for right in &mut self.0 {
            if matches!(right, LotRight::Trainable | LotRight::Evaluable) {
                *right = LotRight::Both;
            }
        }
        self
    }

    /// The same with every lot that does both doing one thing only: training and evaluating by turns.
    #[must_use]
    pub fn split(mut self) -> Self {
        let both = self.0.iter_mut().filter(|right| **right == LotRight::Both);
        for (place, right) in both.enumerate() {
            *right = if place % 2 == 0 { LotRight::Trainable } else { LotRight::Evaluable };
        }
        self
    }
}

impl ParameterType for LotRights {
    const KIND: &'static str = "rights";

    fn range() -> String {
        format!(
            "{LOTS} letters, one for each lot: t (trainable), e (evaluable), b (both), r (reserved) or u (unavailable)"
        )
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        Form::Text(Some("^[tebru]{16}$"))
    }

    fn read(value: &Value) -> Option<Self> {
        let text = value.as_one()?;
        let mut rights = [LotRight::Unavailable; LOTS];
        let mut letters = text.chars();
        for right in &mut rights {
            let letter = letters.next()?;
            let place = LETTERS.iter().position(|&known| known == letter)?;
            *right = LotRight::ALL[place];
        }
        letters.next().is_none().then_some(Self(rights))
    }

    fn print(&self) -> Value {
        Value::one(self.0.iter().map(|right| LETTERS[right.position()]).collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_are_read_as_they_are_written() {
        let read = |text: &str| LotRights::read(&Value::one(text));
        for text in ["bbbbrrrruuuuuuuu", "terbuterbuterbut"] {
            assert_eq!(read(text).unwrap().print(), Value::one(text));
        }
        assert_eq!(read("bbbbrrrrrruuuuuu"), Some(LotRights::usual()));
        for bad in ["", "bbbb", "bbbbrrrruuuuuuuuu", "bbbbrrrruuuuuuux", "BBBBrrrruuuuuuuu"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn groups_of_lots_change_together() {
        let text = |rights: LotRights| match rights.print() {
            Value::One(text) => text,
            Value::List(_) => String::new(),
        };
        let split = LotRights::usual().split();
        assert_eq!(text(split), "teterrrrrruuuuuu");
        assert_eq!(split.joined(), LotRights::usual());
        assert_eq!(
            text(LotRights::usual().with(7, LotRight::Both).with(99, LotRight::Both)),
            "bbbbrrrbrruuuuuu"
        );
        for &right in LotRight::ALL {
            assert_eq!(right.right().name(), right.word());
        }
    }
}
