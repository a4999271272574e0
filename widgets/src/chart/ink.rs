//! What marks are painted with: tokens of the theme by their meaning.

/// The paint of a mark. Marks name tokens themselves, so that the page and a downloaded drawing are the same tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The world before the edit.
    Before,
    /// The world after it.
    After,
    /// Text, and marks that are neither.
    Plain,
    /// The same, stepping back.
    Soft,
    /// Lines behind the marks.
    Rule,
    /// What the page is made of.
    Paper,
    /// A group or class, from 0.
    Group(usize),
    /// A share of the score ramp, from 0 to 10.
    Heat(usize),
    /// A share of the difference ramp, from −5 (all blue) over 0 (paper) to 5 (all vermilion).
    Difference(i8),
}

impl Ink {
    /// The CSS value.
    pub fn token(self) -> &'static str {
        const GROUPS: [&str; 5] =
            ["var(--group-1)", "var(--group-2)", "var(--group-3)", "var(--group-4)", "var(--group-5)"];
        const HEATS: [&str; 11] = [
            "var(--heat-0)",
            "var(--heat-1)",
            "var(--heat-2)",
            "var(--heat-3)",
            "var(--heat-4)",
            "var(--heat-5)",
            "var(--heat-6)",
            "var(--heat-7)",
            "var(--heat-8)",
            "var(--heat-9)",
            "var(--heat-10)",
        ];
        const DIFFERENCES: [&str; 11] = [
            "var(--less-5)",
            "var(--less-4)",
            "var(--less-3)",
            "var(--less-2)",
            "var(--less-1)",
            "var(--paper)",
            "var(--more-1)",
            "var(--more-2)",
            "var(--more-3)",
            "var(--more-4)",
            "var(--more-5)",
        ];
        match self {
            Self::Before => "var(--before)",
            Self::After => "var(--after)",
            Self::Plain => "var(--ink)",
            Self::Soft => "var(--ink-soft)",
            Self::Rule => "var(--rule)",
            Self::Paper => "var(--paper)",
            Self::Group(group) => GROUPS[group % GROUPS.len()],
            Self::Heat(share) => HEATS[share.min(10)],
            Self::Difference(share) => DIFFERENCES[(share.clamp(-5, 5) + 5) as usize],
        }
    }

    /// The ink of a share of the score ramp, from 0 to 1.
    pub fn heat(share: f64) -> Self {
        Self::Heat((share.clamp(0.0, 1.0) * 10.0 + 0.5).floor() as usize)
    }

    /// The ink of a difference, `most` being the largest in the picture; nothing is drawn stronger than it is.
    pub fn difference(value: f64, most: f64) -> Self {
        let share = if most > 0.0 { (value / most).clamp(-1.0, 1.0) } else { 0.0 };
        Self::Difference((share * 5.0 + 5.5).floor() as i8 - 5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_turn_at_nothing() {
        assert_eq!(Ink::difference(0.0, 2.0), Ink::Difference(0));
        assert_eq!(Ink::difference(0.0, 0.0).token(), "var(--paper)");
        assert_eq!(Ink::difference(-9.0, 2.0).token(), "var(--less-5)");
        assert_eq!(Ink::difference(0.8, 2.0), Ink::Difference(2));
        assert_eq!(Ink::heat(0.26), Ink::Heat(3));
        assert_eq!(Ink::heat(7.0).token(), "var(--heat-10)");
    }
}
