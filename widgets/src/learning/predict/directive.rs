//! What an author says of a prediction.

use crate::format::{list, short};
use crate::parameters::{Arguments, ParameterType, Reals, Value};
use crate::parameters::{Bound, Flag, Real, TextLine};
use crate::widget::Foretold;

crate::choice! {
    /// What is to be foretold.
    pub enum Ask {
        /// A number.
        Number = "number",
        /// Which of some statements is true.
        Choice = "choice",
        /// The curve of the figure.
        Curve = "curve",
    }
}

crate::parameters! {
    /// The keys of a prediction. What is right is none of them: it is computed.
    pub struct PredictParameters {
        /// The question's name: unique in the book, and the same in its next edition, since the answer is kept under it.
        id: TextLine = TextLine::default(),
        /// What the reader is to foretell.
        ask: Ask = Ask::Number,
        /// What stands behind the number.
        unit: TextLine = TextLine::default(),
        /// The least number that can be given.
        least: Real = Real(0.0),
        /// The greatest.
        most: Real = Real(100.0),
        /// How far apart the numbers are that a slider offers.
        step: Real = Real(1.0),
        /// How far from the right one a number is still right; for a curve, on average, and 0 is a twentieth of its axis.
        within: Real = Real(0.0),
        /// What to press for what happened, where there are no scripts.
        summary: TextLine = "What happened".into(),
        /// The figure on which the answer stays, by its id; the first one behind `<<#reveal>>` if it is not given.
        figure: TextLine = TextLine::default(),
    }
}

crate::parameters! {
    /// When a statement is true of the number that is computed: all that is given must hold.
    pub struct OptionParameters {
        /// The number is this one.
        is: Bound = Bound(None),
        /// The number is greater than this.
        above: Bound = Bound(None),
        /// The number is less than this.
        below: Bound = Bound(None),
        /// The number is this or greater.
        from: Bound = Bound(None),
        /// The number is this or less.
        to: Bound = Bound(None),
        /// Whether the author expects it to be true: the build fails if it is not.
        right: Flag = Flag(false),
    }
}

/// The arguments of a [`Curve`](super::Curve) that come from the figure.
pub fn of_figure(foretold: &Foretold) -> Arguments {
    let (known, heights): (Vec<f64>, Vec<f64>) = foretold.known.iter().copied().unzip();
    let (places, right): (Vec<f64>, Vec<f64>) = foretold.curve.iter().copied().unzip();
    let numbers = |key: &str, list: Vec<f64>| (key.to_owned(), Reals(list).print());
    let number = |key: &str, value: f64| (key.to_owned(), Real(value).print());
    vec![
        ("across".to_owned(), Value::one(foretold.across.clone())),
        ("upwards".to_owned(), Value::one(foretold.upwards.clone())),
        number("low", foretold.ends.0),
        number("high", foretold.ends.1),
        numbers("known", known),
        numbers("heights", heights),
        numbers("places", places),
        numbers("right", right),
    ]
}

/// Whether a number keeps a bound.
type Keeps = fn(f64, f64) -> bool;

impl OptionParameters {
    /// Whether the statement is true of a number; `None` if it is true of all for want of a condition.
    pub fn holds(&self, value: f64) -> Option<bool> {
        let tests: [(Bound, Keeps); 5] = [
            (self.is, |value, is| (value - is).abs() < 1e-9),
            (self.above, |value, least| value > least),
            (self.below, |value, most| value < most),
            (self.from, |value, least| value >= least),
            (self.to, |value, most| value <= most),
        ];
        let given: Vec<bool> =
            tests.into_iter().filter_map(|(Bound(bound), test)| Some(test(value, bound?))).collect();
        (!given.is_empty()).then(|| given.iter().all(|&holds| holds))
    }

    /// Whether there is a number of which it is true.
    pub fn can_hold(&self) -> bool {
        if let Bound(Some(is)) = self.is {
            return self.holds(is) == Some(true);
        }
        let least = [self.above.0, self.from.0].into_iter().flatten().fold(f64::NEG_INFINITY, f64::max);
        let most = [self.below.0, self.to.0].into_iter().flatten().fold(f64::INFINITY, f64::min);
        // At the one number where two ends meet, both must let it be.
        least < most || least == most && self.holds(least) == Some(true)
    }

    /// The condition in words.
    pub fn in_words(&self) -> String {
        let parts = [
            ("", self.is),
            ("above ", self.above),
            ("below ", self.below),
            ("from ", self.from),
            ("to ", self.to),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter_map(|(word, Bound(bound))| Some(format!("{word}{}", short(bound?, 9))))
            .collect();
        list(&parts.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_what_all_of_its_bounds_say() {
        let above = OptionParameters { above: Bound(Some(0.0)), ..OptionParameters::default() };
        let between = OptionParameters { to: Bound(Some(2.0)), ..above.clone() };
        let is = OptionParameters { is: Bound(Some(0.3)), ..OptionParameters::default() };
        assert_eq!([-1.0, 0.0, 0.1].map(|value| above.holds(value)), [Some(false), Some(false), Some(true)]);
        assert_eq!([0.0, 2.0, 2.1].map(|value| between.holds(value)), [Some(false), Some(true), Some(false)]);
        assert_eq!((is.holds(0.1 + 0.2), is.holds(0.31)), (Some(true), Some(false)));
        assert_eq!(OptionParameters::default().holds(1.0), None);
        assert_eq!(between.in_words(), "above 0 and to 2");
    }

    #[test]
    fn what_can_never_hold_is_known() {
        let of = |above, below, from, to| OptionParameters {
            above: Bound(above),
            below: Bound(below),
            from: Bound(from),
            to: Bound(to),
            ..OptionParameters::default()
        };
        assert!(
            of(Some(1.0), Some(2.0), None, None).can_hold()
                && of(None, None, Some(1.0), Some(1.0)).can_hold()
        );
        assert!(
            !of(Some(2.0), Some(1.0), None, None).can_hold()
                && !of(Some(1.0), None, None, Some(1.0)).can_hold()
        );
        let odd = OptionParameters { is: Bound(Some(3.0)), ..of(None, Some(3.0), None, None) };
        assert!(!odd.can_hold() && above_alone().can_hold());
    }

    fn above_alone() -> OptionParameters {
        OptionParameters { above: Bound(Some(5.0)), ..OptionParameters::default() }
    }
}
