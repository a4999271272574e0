//! Numbers with a sign.

#[cfg(not(feature = "browser"))]
use super::Form;
use super::{ParameterType, Value};
use crate::format::{join, plain};

/// Digits that a number may have in all: more would not come back the same.
const DIGITS: usize = 15;

/// A number as [`Real::parse`] reads it back: with fewer decimals where it has more digits before the point.
fn written(value: f64) -> String {
    plain(value, if value.abs() < 1e5 { 9 } else { 3 })
}

/// A number with a sign and at most nine decimals, as a reader or an author writes it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Real(pub f64);

impl Real {
    /// Reads plain digits with a sign, a point and digits behind it; a comma counts as a point, and the typographic minus as a minus.
    /// Exact, since the standard parser would bring tables of ten kilobytes along: a whole number below 2⁵³ divided by a power of ten below
    /// 10²² is rounded once.
    pub fn parse(text: &str) -> Option<f64> {
        let text = text.trim();
        let bare = text.strip_prefix(['-', '−', '+']).unwrap_or(text);
        let (mut whole, mut decimals, mut digits) = (0_u64, None, 0);
        for character in bare.chars() {
            match character {
                '0'..='9' => {
                    whole = whole * 10 + u64::from(character.to_digit(10)?);
                    digits += 1;
                    decimals = decimals.map(|count| count + 1);
                }
                '.' | ',' if decimals.is_none() => decimals = Some(0),
                _ => return None,
            }
            if digits > DIGITS {
                return None;
            }
        }
        let decimals: u32 = decimals.unwrap_or(0);
        if digits == 0 || decimals > 9 {
            return None;
        }
        let value = whole as f64 / 10_u64.pow(decimals) as f64;
        Some(if text.starts_with(['-', '−']) && value > 0.0 { -value } else { value })
    }

    /// How many decimals it is written with.
    pub fn decimals(self) -> u32 {
        let text = plain(self.0, 9);
        text.split_once('.').map_or(0, |(_, behind)| behind.len() as u32)
    }
}

impl ParameterType for Real {
    const KIND: &'static str = "number";

    fn range() -> String {
        "a number such as -2.5, with at most 9 decimals".to_owned()
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        Form::Number
    }

    fn read(value: &Value) -> Option<Self> {
        Self::parse(value.as_one()?).map(Self)
    }

    fn print(&self) -> Value {
        Value::one(written(self.0))
    }
}

/// A number, or none.
#[cfg(not(feature = "browser"))]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bound(pub Option<f64>);

#[cfg(not(feature = "browser"))]
impl ParameterType for Bound {
    const KIND: &'static str = "number";

    fn range() -> String {
        Real::range()
    }

    fn form() -> Form {
        Real::form()
    }

    fn read(value: &Value) -> Option<Self> {
        if value.as_one() == Some("") {
            return Some(Self(None));
        }
        Real::read(value).map(|real| Self(Some(real.0)))
    }

    fn print(&self) -> Value {
        Value::one(self.0.map_or_else(String::new, |value| plain(value, 9)))
    }
}

/// Some numbers, written as a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reals(pub Vec<f64>);

impl ParameterType for Reals {
    const KIND: &'static str = "numbers";

    fn range() -> String {
        "numbers with commas between, in brackets".to_owned()
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        Form::List { items: Box::new(Real::form()), least: 0, most: None, different: false }
    }

    fn read(value: &Value) -> Option<Self> {
        let texts = match value {
            Value::One(one) => return Self::parse(one),
            Value::List(list) => list,
        };
        texts.iter().map(|text| Real::parse(text)).collect::<Option<_>>().map(Self)
    }

    fn print(&self) -> Value {
        Value::List(self.0.iter().map(|&value| written(value)).collect())
    }
}

impl Reals {
    /// Numbers with spaces between.
    pub fn parse(text: &str) -> Option<Self> {
        text.split(' ').filter(|part| !part.is_empty()).map(Real::parse).collect::<Option<_>>().map(Self)
    }

    /// The same as a text.
    pub fn text(&self) -> String {
        let parts: Vec<String> = self.0.iter().map(|&value| written(value)).collect();
        join(&parts, " ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let read = |text: &str| Real::parse(text);
        assert_eq!((read("0.05"), read("−2,5"), read(" 12 ")), (Some(0.05), Some(-2.5), Some(12.0)));
        assert_eq!((read("+.5"), read("5."), read("-0")), (Some(0.5), Some(5.0), Some(0.0)));
        for bad in [
            "",
            "-",
            ".",
            "1.2.3",
            "1e3",
            "NaN",
            "inf",
            "٣",
            "1 2",
            "0.0000000001",
            "1234567890123456",
            "--1",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_standard_parser(whole in -999_999_i64..999_999, part in 0_u32..1_000_000) {
            let text = format!("{whole}.{part:06}");
            prop_assert_eq!(Real::parse(&text), text.parse::<f64>().ok());
        }

        #[test]
        fn what_is_written_is_read_back(thousandths in -1_000_000_i32..1_000_000) {
            let real = Real(f64::from(thousandths) / 1000.0);
            prop_assert_eq!(Real::read(&real.print()), Some(real));
            let list = Reals(vec![real.0, -real.0]);
            prop_assert_eq!(Reals::read(&list.print()), Some(list.clone()));
            prop_assert_eq!(Reals::parse(&list.text()), Some(list));
        }
    }
}
