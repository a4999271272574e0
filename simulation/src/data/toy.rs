//! Eight invented objects, A to H, each a small set of elements. They are made up, for first contact with scores that can be
//! checked by hand, and stand for no data.
//!
//! There are twelve elements, 1 to 12, each with a weight from 1 to 4. What the table is built to show:
//!
//! | objects | what they show |
//! |---|---|
//! | A and B | overlap: each has something that the other has not |
//! | C | is covered by A and B together, by neither alone |
//! | D | has nothing in common with A, B and C |
//! | E | has the same elements as D: either can stand in for the other |
//! | F | is large but light |
//! | G | is one element that only G has, and the heaviest |
//! | H | has one element of each of A, D and F |
//!
//! ```
//! use simulation::data::toy::{OBJECTS, union};
//! use simulation::valuation::Coalition;
//!
//! let all = union(Coalition::all(8));
//! assert_eq!((all.len(), all.weight()), (12, 24));
//! let without_d = union(Coalition::all(8).without(3));
//! assert_eq!(without_d, all, "E stands in for D");
//! assert_eq!(OBJECTS[6].elements.weight(), 4);
//! ```

use crate::valuation::Coalition;

/// A named set of elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Object {
    /// A to H.
    pub name: &'static str,
    /// What it has.
    pub elements: Elements,
}

/// A set of the elements 1 to 12.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Elements(u16);

/// The weights of the elements 1 to 12.
pub const WEIGHTS: [u32; 12] = [3, 1, 2, 2, 3, 1, 2, 3, 1, 1, 1, 4];

/// The eight objects.
pub const OBJECTS: [Object; 8] = [
    Object { name: "A", elements: Elements::of(&[1, 2, 3]) },
    Object { name: "B", elements: Elements::of(&[3, 4, 5]) },
    Object { name: "C", elements: Elements::of(&[2, 3, 4]) },
    Object { name: "D", elements: Elements::of(&[7, 8]) },
    Object { name: "E", elements: Elements::of(&[7, 8]) },
    Object { name: "F", elements: Elements::of(&[2, 6, 9, 10, 11]) },
    Object { name: "G", elements: Elements::of(&[12]) },
    Object { name: "H", elements: Elements::of(&[1, 7, 9]) },
];

/// The elements that at least one of these objects has; players beyond the eighth name no object. Cost O(1).
pub fn union(objects: Coalition) -> Elements {
    let of = |player: usize| OBJECTS.get(player).map_or(Elements::EMPTY, |object| object.elements);
    objects.players().fold(Elements::EMPTY, |all, player| all.union(of(player)))
}

impl Elements {
    /// Nothing.
    pub const EMPTY: Self = Self(0);

    /// The set of these elements; numbers that are no element are left out.
    pub const fn of(elements: &[u8]) -> Self {
        let (mut set, mut index) = (0, 0);
        while index < elements.len() {
            if matches!(elements[index], 1..=12) {
                set |= 1 << (elements[index] - 1);
            }
            index += 1;
        }
        Self(set)
    }

    /// S ∪ T.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// S ∩ T.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// |S|.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there is no element.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Σ of the elements' [`WEIGHTS`].
    pub fn weight(self) -> u32 {
        self.iter().map(|element| WEIGHTS[usize::from(element) - 1]).sum()
    }

    /// The elements, ascending.
    pub fn iter(self) -> impl Iterator<Item = u8> {
        (1..=12).filter(move |element| self.0 >> (element - 1) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::many_single_char_names, reason = "the objects' own names")]
    fn the_table_shows_what_the_documentation_says() {
        let [a, b, c, d, e, f, g, h] = OBJECTS.map(|object| object.elements);
        let shared = |s: Elements, t: Elements| s.intersection(t).len();
        assert!(shared(a, b) > 0 && shared(a, b) < a.len() && shared(a, b) < b.len());
        assert!(shared(c, a.union(b)) == c.len() && shared(c, a) < c.len() && shared(c, b) < c.len());
        assert_eq!(shared(d, a.union(b).union(c)), 0);
        assert_eq!(d, e);
        assert!([a, b, c, d, g, h].iter().all(|other| other.len() < f.len()));
        assert!([a, b, c].iter().all(|other| f.weight() < other.weight() * f.len() / other.len()));
        let rest = union(Coalition::all(8).without(6));
        assert!(g.len() == 1 && shared(g, rest) == 0);
        assert!(rest.iter().all(|element| WEIGHTS[usize::from(element) - 1] < g.weight()));
        assert_eq!([a, d, f].map(|other| shared(h, other)), [1; 3]);
        assert_eq!(union(Coalition::all(8)).len(), 12);
    }

    #[test]
    fn sets_hold_what_they_were_made_of() {
        assert_eq!(Elements::of(&[3, 1, 3, 0, 13]).iter().collect::<Vec<_>>(), [1, 3]);
        assert_eq!(Elements::of(&[3, 1]).weight(), 5);
        assert!(union(Coalition::from_bits(1 << 8)).is_empty());
    }
}
