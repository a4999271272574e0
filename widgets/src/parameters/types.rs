//! The types that parameters have.

#[cfg(not(feature = "browser"))]
use super::Form;
use super::{ParameterError, Value, shorten};
use crate::format::{join, short};

/// A type of values that can be written in a directive, an attribute or a link.
pub trait ParameterType: Clone + PartialEq + Sized {
    /// The type's name in the reference.
    const KIND: &'static str;

    /// The legal values, in words, to follow "expected".
    fn range() -> String;

    /// The legal words, if there are only so many.
    fn choices() -> &'static [&'static str] {
        &[]
    }

    /// The legal values, for other programs. Where a list may also be written as words in one text, the list is its form.
    #[cfg(not(feature = "browser"))]
    fn form() -> Form;

    /// Reads a value; `None` if it is not in the range.
    fn read(value: &Value) -> Option<Self>;

    /// Writes it so that [`ParameterType::read`] gives it back.
    fn print(&self) -> Value;
}

/// Reads the value of a key.
///
/// # Errors
/// [`ParameterError::Value`] with the type's range.
pub fn read<T: ParameterType>(key: &str, value: &Value) -> Result<T, ParameterError> {
    T::read(value).ok_or_else(|| refusal(key, value, T::range(), T::choices()))
}

/// Not part of [`read`], so that it exists once for all types.
#[inline(never)]
fn refusal(key: &str, value: &Value, expected: String, choices: &[&str]) -> ParameterError {
    ParameterError::Value {
        key: key.to_owned(),
        found: match value {
            Value::One(one) => shorten(one),
            Value::List(list) => shorten(&format!("[{}]", join(list, ", "))),
        },
        expected,
        choices: choices.iter().map(|&choice| choice.to_owned()).collect(),
    }
}

/// A value as an author would write it in a directive.
pub fn written(value: &Value) -> String {
    let word = |value: &str| {
        let bare = !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        if bare {
            value.to_owned()
        } else {
            format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
        }
    };
    match value {
        Value::One(one) if one.is_empty() => String::new(),
        Value::One(one) => word(one),
        Value::List(list) => {
            format!("[{}]", join(&list.iter().map(|value| word(value)).collect::<Vec<_>>(), ", "))
        }
    }
}

/// A whole number from `MIN` to `MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole<const MIN: u32, const MAX: u32>(u32);

impl<const MIN: u32, const MAX: u32> Whole<MIN, MAX> {
    /// The number, moved into the range if it lies outside.
    pub const fn new(value: u32) -> Self {
        Self(if value < MIN {
            MIN
        } else if value > MAX {
            MAX
        } else {
            value
        })
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl<const MIN: u32, const MAX: u32> ParameterType for Whole<MIN, MAX> {
    const KIND: &'static str = "whole number";

    fn range() -> String {
        format!("a whole number from {MIN} to {MAX}")
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        Form::Whole { least: MIN, most: MAX }
    }

    fn read(value: &Value) -> Option<Self> {
        digits(value).filter(|number| (MIN..=MAX).contains(number)).map(Self)
    }

    fn print(&self) -> Value {
        Value::one(self.0.to_string())
    }
}

/// A number of plain digits.
fn digits(value: &Value) -> Option<u32> {
    let text = value.as_one()?;
    // The standard parser would also take a plus sign.
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// A number from `MIN` to `MAX` with at most three decimals, kept as thousandths so that it is written as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal<const MIN: u32, const MAX: u32>(u32);

/// A thousandth's share of 1.
const THOUSAND: u32 = 1000;

impl<const MIN: u32, const MAX: u32> Decimal<MIN, MAX> {
    /// So many thousandths, moved into the range if they lie outside. `MIN` and `MAX` are thousandths as well.
    pub const fn thousandths(value: u32) -> Self {
        Self(Whole::<MIN, MAX>::new(value).get())
    }

    /// The number.
    pub fn get(self) -> f64 {
        f64::from(self.0) / f64::from(THOUSAND)
    }

    /// The number as it is written, with a point and without idle zeros.
    pub fn text(self) -> String {
        in_decimals(self.0)
    }
}

/// Thousandths with a point and without idle zeros.
fn in_decimals(thousandths: u32) -> String {
    short(f64::from(thousandths) / f64::from(THOUSAND), 3)
}

/// The thousandths of a number of plain digits with at most three decimals.
fn thousandths(value: &Value) -> Option<u32> {
    let text = value.as_one()?;
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    if part.is_empty() || part.len() > 3 {
        return None;
    }
    let ten = |power: usize| 10_u32.pow(power as u32);
    let whole = digits(&Value::one(whole))?.checked_mul(THOUSAND)?;
    whole.checked_add(digits(&Value::one(part))? * ten(3 - part.len()))
}

impl<const MIN: u32, const MAX: u32> ParameterType for Decimal<MIN, MAX> {
    const KIND: &'static str = "number";

    fn range() -> String {
        format!("a number from {} to {} with at most 3 decimals", in_decimals(MIN), in_decimals(MAX))
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        Form::Thousandths { least: MIN, most: MAX }
    }

    fn read(value: &Value) -> Option<Self> {
        thousandths(value).filter(|number| (MIN..=MAX).contains(number)).map(Self)
    }

    fn print(&self) -> Value {
        Value::one(self.text())
    }
}

/// `true` or `false`; the bare key means `true`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flag(pub bool);

impl ParameterType for Flag {
    const KIND: &'static str = "flag";

    fn range() -> String {
        "true or false".to_owned()
    }

    fn choices() -> &'static [&'static str] {
        &["true", "false"]
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        Form::Flag
    }

    fn read(value: &Value) -> Option<Self> {
        value.as_one()?.parse().ok().map(Self)
    }

    fn print(&self) -> Value {
        Value::one(self.0.to_string())
    }
}

/// Any text, of any length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextLine(String);

impl TextLine {
    /// The text; empty if none was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, or what stands in for none.
    pub fn or_else(&self, other: impl FnOnce() -> String) -> String {
        if self.0.is_empty() { other() } else { self.0.clone() }
    }
}

impl<S: Into<String>> From<S> for TextLine {
    fn from(text: S) -> Self {
        Self(text.into())
    }
}

impl ParameterType for TextLine {
    const KIND: &'static str = "text";

    fn range() -> String {
        "a text, in quotation marks if it is more than a word".to_owned()
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        Form::Text(None)
    }

    fn read(value: &Value) -> Option<Self> {
        // White space alone is no text: a page has no way to tell it from what stands between two elements.
        value.as_one().map(|text| Self::from(if text.trim().is_empty() { "" } else { text }))
    }

    fn print(&self) -> Value {
        Value::one(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_plain_digits_in_range() {
        let read = |text: &str| Whole::<2, 12>::read(&Value::one(text)).map(Whole::get);
        assert_eq!((read("2"), read("12"), read("013")), (Some(2), Some(12), None));
        for bad in ["1", "13", "", "+3", "3.0", "99999999999999999999", "٣"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn decimals_are_read_and_written_in_thousandths() {
        let read = |text: &str| Decimal::<100, 20_000>::read(&Value::one(text));
        for text in ["0.1", "0.125", "1", "16", "20", "3.5"] {
            assert_eq!(read(text).unwrap().print(), Value::one(text));
        }
        assert_eq!(read("1.50").unwrap().text(), "1.5");
        assert_eq!(read("0.125").unwrap().get(), 0.125);
        for bad in ["", ".5", "1.", "0.0999", "0.09", "20.001", "-1", "1e3", "NaN", "4294968"] {
            assert_eq!(read(bad), None, "{bad}");
        }
        let range = <Decimal<100, 20_000> as ParameterType>::range();
        assert_eq!(range, "a number from 0.1 to 20 with at most 3 decimals");
    }

    #[test]
    fn values_are_written_so_that_they_can_be_read() {
        assert_eq!(written(&Value::one("a-1")), "a-1");
        assert_eq!(written(&Value::one("say \"a\\b\"")), r#""say \"a\\b\"""#);
        assert_eq!(written(&Value::List(vec!["A".into(), "b c".into()])), "[A, \"b c\"]");
    }
}
