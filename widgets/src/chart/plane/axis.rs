//! An axis: what it measures, from where to where, and the few round numbers that are written along it.

use crate::format::{decimal, short};

/// An axis of a [`Plane`](super::Plane).
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    name: String,
    low: f64,
    high: f64,
    logarithmic: bool,
    /// What stands at 0, 1, 2, …, where these are not numbers.
    places: Vec<String>,
}

impl Axis {
    /// An axis that holds all `values`, with a little room at both ends. Values that are not finite are passed over; if none is left it
    /// goes from 0 to 1.
    pub fn holding(name: impl Into<String>, values: impl IntoIterator<Item = f64>) -> Self {
        let (low, high) = ends(values);
        let room = if high > low { 0.05 * (high - low) } else { 0.5 };
        Self::between(name, low - room, high + room)
    }

    /// The same, but never so short that it would show nothing but rounding.
    #[must_use]
    pub fn at_least(mut self, length: f64) -> Self {
        let missing = length - (self.high - self.low);
        if missing > 0.0 {
            (self.low, self.high) = (self.low - missing / 2.0, self.high + missing / 2.0);
        }
        self
    }

    /// An axis that goes just so far; one without length gets some.
    pub fn between(name: impl Into<String>, low: f64, high: f64) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        Self { name: name.into(), low, high, logarithmic: false, places: vec![] }
    }

    /// An axis of places 0, 1, 2, … that have names instead of numbers; half a place is left at both ends.
    pub fn named(name: impl Into<String>, places: Vec<String>) -> Self {
        let high = places.len().max(1) as f64 - 0.5;
        Self { places, ..Self::between(name, -0.5, high) }
    }

    /// A logarithmic axis that holds all `values` above 0.
    pub fn logarithmic(name: impl Into<String>, values: impl IntoIterator<Item = f64>) -> Self {
        let (low, high) = ends(values.into_iter().filter(|&value| value > 0.0));
        let (low, high) = if low > 0.0 && high > low { (low, high) } else { (1.0, 10.0) };
        let room = libm::pow(high / low, 0.05);
        Self { name: name.into(), low: low / room, high: high * room, logarithmic: true, places: vec![] }
    }

    /// What it measures, with its unit.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where a value lies along the axis, from 0 to 1.
    pub fn share(&self, value: f64) -> f64 {
        if self.logarithmic {
            let value = value.max(f64::MIN_POSITIVE);
            libm::log(value / self.low) / libm::log(self.high / self.low)
        } else {
            (value - self.low) / (self.high - self.low)
        }
    }

    /// The value at a share of the axis: turns [`Axis::share`] round.
    pub fn value(&self, share: f64) -> f64 {
        if self.logarithmic {
            self.low * libm::pow(self.high / self.low, share)
        } else {
            self.low + share * (self.high - self.low)
        }
    }

    /// Up to about six round values along it, and the decimals that they need.
    pub fn ticks(&self) -> (Vec<f64>, u32) {
        if !self.places.is_empty() {
            return ((0..self.places.len()).map(|place| place as f64).collect(), 0);
        }
        // A short piece of a logarithmic axis is nearly even, and may hold no round number of the few.
        let few = self.logarithmic.then(|| self.logarithmic_ticks()).filter(|(ticks, _)| ticks.len() > 1);
        few.unwrap_or_else(|| self.even_ticks())
    }

    /// What is written at a tick. Even steps share their last place; a logarithmic axis has none, and writes each as short as it is.
    pub fn tick(&self, tick: f64, decimals: u32) -> String {
        let write = if self.logarithmic { short } else { decimal };
        self.places.get(tick as usize).cloned().unwrap_or_else(|| write(tick, decimals))
    }

    fn even_ticks(&self) -> (Vec<f64>, u32) {
        let rough = (self.high - self.low) / 6.0;
        let power = libm::log10(rough).floor();
        let unit = libm::pow(10.0, power);
        let step = unit * [1.0, 2.0, 5.0, 10.0].into_iter().find(|&s| s * unit >= rough).unwrap_or(10.0);
        let decimals = if step >= 1.0 { 0.0 } else { -libm::log10(step * 1.001).floor() };
        let first = (self.low / step).ceil() as i64;
        let last = (self.high / step).floor() as i64;
        ((first..=last).take(12).map(|index| index as f64 * step).collect(), decimals as u32)
    }

    fn logarithmic_ticks(&self) -> (Vec<f64>, u32) {
        let decade = |value: f64| libm::log10(value).floor() as i32;
        let decades = (decade(self.low)..=decade(self.high)).take(12);
        let all = |steps: &[f64]| -> Vec<f64> {
            let ticks = decades.clone().flat_map(|power| {
                steps.iter().map(move |step| step * libm::pow(10.0, f64::from(power))).collect::<Vec<_>>()
            });
            ticks.filter(|tick| (self.low..=self.high).contains(tick)).collect()
        };
        let few = [&[1.0][..], &[1.0, 3.0], &[1.0, 2.0, 5.0]].map(all);
        let ticks = few.into_iter().find(|ticks| ticks.len() >= 3);
        let ticks = ticks.unwrap_or_else(|| all(&[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]));
        let least = ticks.iter().copied().fold(self.high, f64::min);
        // One more than the least has, for 1.5.
        (ticks, 1 + (-decade(least)).max(0) as u32)
    }
}

/// The least and the greatest of the finite values.
fn ends(values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    let finite = values.into_iter().filter(|value| value.is_finite());
    let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    if low <= high { (low, high) } else { (0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_few_round_and_inside() {
        let (ticks, decimals) = Axis::between("", 0.0, 1.0).ticks();
        assert_eq!((ticks.len(), decimals), (6, 1));
        let (ticks, decimals) = Axis::between("", -0.013, 0.031).ticks();
        assert_eq!((ticks.len(), decimals), (5, 2));
        let (ticks, _) = Axis::logarithmic("", [10.0, 1000.0]).ticks();
        assert_eq!(ticks, [10.0, 100.0, 1000.0]);
        assert_eq!(Axis::logarithmic("", [20.0, 40.0]).ticks().0, [20.0, 30.0, 40.0]);
    }

    #[test]
    fn ticks_of_a_logarithmic_axis_are_as_short_as_each_is() {
        let written = |low, high| {
            let axis = Axis::logarithmic("", [low, high]);
            let (ticks, decimals) = axis.ticks();
            ticks.into_iter().map(|tick| axis.tick(tick, decimals)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(written(0.3, 10.0), "0.3 1 3 10");
        assert_eq!(written(1.0, 2.0), "1 1.5 2");
        assert_eq!(written(0.01, 100.0), "0.01 0.1 1 10 100");
    }

    #[test]
    fn places_have_names() {
        let axis = Axis::named("", vec!["a".into(), "b".into()]);
        assert_eq!(axis.ticks(), (vec![0.0, 1.0], 0));
        assert_eq!((axis.tick(1.0, 0), axis.share(0.5)), ("b".to_owned(), 0.5));
        assert_eq!(Axis::between("", 0.0, 1.0).tick(0.5, 1), "0.5");
        assert!((Axis::named("", vec![]).share(0.0) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn odd_values_still_make_an_axis() {
        for axis in [
            Axis::holding("", []),
            Axis::holding("", [3.0]),
            Axis::holding("", [f64::NAN, f64::INFINITY]),
            Axis::logarithmic("", [-1.0, 0.0]),
        ] {
            assert!(axis.high > axis.low && axis.share(axis.low).abs() < 1e-12);
        }
    }

    proptest! {
        #[test]
        fn share_and_value_turn_each_other_round(low in -1e3..1e3, length in 1e-3..1e3, share in 0.0..1.0) {
            let axis = Axis::between("", low, low + length);
            prop_assert!((axis.share(axis.value(share)) - share).abs() < 1e-6);
            let (ticks, _) = axis.ticks();
            prop_assert!((2..=12).contains(&ticks.len()), "{ticks:?}");
            prop_assert!(ticks.iter().all(|tick| (-1e-9..=1.0 + 1e-9).contains(&axis.share(*tick))));
        }

        #[test]
        fn a_logarithmic_axis_does_too(low in 1e-3..1e3, factor in 1.1..1e4, share in 0.0..1.0) {
            let axis = Axis::logarithmic("", [low, low * factor]);
            prop_assert!((axis.share(axis.value(share)) - share).abs() < 1e-6);
            prop_assert!((2..=14).contains(&axis.ticks().0.len()));
        }
    }
}
