//! What the columns of a reader's rows are for.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::MAX_COLUMNS;

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A number that the model sees.
    Feature,
    /// One feature for each of its values.
    OneHot,
    /// What each row is, and what is predicted.
    Class,
    /// Whom each row belongs to.
    Group,
    /// The rows' numbers.
    Id,
    /// Nothing.
    LeftOut,
}

impl Role {
    /// All of them, in the order in which a reader is offered them.
    pub const ALL: [Self; 6] =
        [Self::Feature, Self::OneHot, Self::Class, Self::Group, Self::Id, Self::LeftOut];

    /// Its letter.
    pub const fn letter(self) -> char {
        match self {
            Self::Feature => 'f',
            Self::OneHot => 'o',
            Self::Class => 'c',
            Self::Group => 'g',
            Self::Id => 'i',
            Self::LeftOut => 'x',
        }
    }

    /// Its name in a message.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Feature => "a feature",
            Self::OneHot => "one-hot",
            Self::Class => "the class",
            Self::Group => "the group",
            Self::Id => "the id",
            Self::LeftOut => "left out",
        }
    }

    /// The role of a letter.
    pub fn from_letter(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.letter() == letter)
    }
}

/// What each column is for: a word of one letter for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roles {
    roles: [Role; MAX_COLUMNS],
    len: usize,
}

/// A word that describes no columns.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("columns are described by 1 to {MAX_COLUMNS} of the letters f, o, c, g, i and x")]
pub struct UnknownRoles;

impl Roles {
    /// These; what is beyond [`MAX_COLUMNS`] is left off.
    pub fn of(list: &[Role]) -> Self {
        let mut all = Self { roles: [Role::LeftOut; MAX_COLUMNS], len: list.len().min(MAX_COLUMNS) };
        for (place, role) in all.roles.iter_mut().zip(list) {
            *place = *role;
        }
        all
    }

    /// How many columns there are.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The role of a column.
    pub fn get(&self, column: usize) -> Option<Role> {
        self.roles.get(..self.len)?.get(column).copied()
    }

    /// Gives a column a role. A role that only one column can have is taken from the one that had it, which becomes a feature.
    pub fn set(&mut self, column: usize, role: Role) {
        let Some(roles) = self.roles.get_mut(..self.len).filter(|roles| column < roles.len()) else { return };
        if matches!(role, Role::Class | Role::Group | Role::Id) {
            roles.iter_mut().filter(|other| **other == role).for_each(|other| *other = Role::Feature);
        }
        roles[column] = role;
    }
}

impl fmt::Display for Roles {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.roles[..self.len].iter().try_for_each(|role| fmt::Write::write_char(formatter, role.letter()))
    }
}

impl FromStr for Roles {
    type Err = UnknownRoles;

    fn from_str(word: &str) -> Result<Self, UnknownRoles> {
        let letters = word.chars().take(MAX_COLUMNS + 1);
        let roles: Vec<Role> = letters.map(Role::from_letter).collect::<Option<_>>().ok_or(UnknownRoles)?;
        if (1..=MAX_COLUMNS).contains(&roles.len()) { Ok(Self::of(&roles)) } else { Err(UnknownRoles) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_one_column_is_the_class() {
        let mut roles: Roles = "ffxc".parse().unwrap();
        roles.set(0, Role::Class);
        assert_eq!(roles.to_string(), "cfxf");
        roles.set(9, Role::Class);
        assert_eq!((roles.to_string().as_str(), roles.get(9)), ("cfxf", None));
        for bad in ["", "ffq", "FC", &"f".repeat(81)] {
            assert_eq!(bad.parse::<Roles>(), Err(UnknownRoles), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_word_comes_back(word in "[focgix]{1,80}") {
            prop_assert_eq!(word.parse::<Roles>().unwrap().to_string(), word);
        }
    }
}
