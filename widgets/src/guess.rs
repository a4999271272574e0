//! A reader's guess on its way to a figure.
//!
//! Question and figure are of two wasms, so that it goes by the page: attributes of the figure's root, and an event that tells of their change.

use crate::parameters::Reals;

/// What a reader expected of a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guess {
    /// What was guessed and what is, in words.
    pub said: String,
    /// The guessed curve, as places in the units of the figure; empty where the guess was none.
    pub curve: Vec<(f64, f64)>,
}

impl Guess {
    /// The attribute of a figure's root that says it in words.
    pub const SAID: &'static str = "data-guess";
    /// The attribute with the places of a curve: numbers with spaces between, first across, then upwards.
    pub const CURVE: &'static str = "data-guess-curve";
    /// The event at a figure's root that tells of a change.
    pub const EVENT: &'static str = "guess";

    /// The value of the second attribute.
    pub fn written_curve(&self) -> String {
        Reals(self.curve.iter().flat_map(|&(across, upwards)| [across, upwards]).collect()).text()
    }

    /// Reads the value of the second attribute; no curve at all if it is not of the form.
    pub fn read_curve(text: &str) -> Vec<(f64, f64)> {
        let numbers = Reals::parse(text).filter(|numbers| numbers.0.len().is_multiple_of(2));
        numbers.map_or_else(Vec::new, |numbers| numbers.0.chunks(2).map(|pair| (pair[0], pair[1])).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_survives_the_way_to_a_figure() {
        let guess = Guess { said: String::new(), curve: vec![(10.0, 0.5), (320.0, -0.125)] };
        assert_eq!(Guess::read_curve(&guess.written_curve()), guess.curve);
        assert_eq!(Guess::read_curve(&Guess::default().written_curve()), []);
        for hostile in ["1", "1 2 3", "x y", "1,2", "NaN 1"] {
            assert_eq!(Guess::read_curve(hostile), [], "{hostile}");
        }
    }
}
