//! Which classes win: a set, since a tie is part of the answer.
//!
//! ```
//! use simulation::learners::ClassSet;
//!
//! let winners = ClassSet::arg_max([0.2, 0.7, 0.7]);
//! assert_eq!(winners.len(), 2);
//! assert!(winners.contains(1) && winners.contains(2) && !winners.contains(0));
//! assert!(ClassSet::arg_max([]).is_empty());
//! ```

/// A non-empty set of classes, out of at most 32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassSet(u32);

impl ClassSet {
    /// The classes with the largest score; every class if there are no scores above −∞. Equality is exact.
    pub fn arg_max(scores: impl IntoIterator<Item = f64>) -> Self {
        let (mut best, mut set, mut all) = (f64::NEG_INFINITY, 0_u32, 0_u32);
        for (class, score) in scores.into_iter().enumerate().take(32) {
            all |= 1 << class;
            if score > best {
                (best, set) = (score, 1 << class);
            } else if score == best && score > f64::NEG_INFINITY {
                set |= 1 << class;
            }
        }
        Self(if set == 0 { all } else { set })
    }

    /// Whether a class is among the winners.
    pub fn contains(self, class: usize) -> bool {
        class < 32 && self.0 >> class & 1 == 1
    }

    /// How many classes share first place.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there is no class at all, as for a protocol without classes.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_are_kept() {
        assert_eq!(ClassSet::arg_max([1.0, 3.0, 3.0]), ClassSet(0b110));
        assert_eq!(ClassSet::arg_max([f64::NEG_INFINITY; 3]), ClassSet(0b111));
        assert_eq!(ClassSet::arg_max([f64::NEG_INFINITY, -2.0]), ClassSet(0b10));
    }
}
