//! The types that parameters have.

use super::{ParameterError, Value, shorten};

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
    T::read(value).ok_or_else(|| ParameterError::Value {
        key: key.to_owned(),
        found: match value {
            Value::One(one) => shorten(one),
            Value::List(list) => shorten(&format!("[{}]", list.join(", "))),
        },
        expected: T::range(),
        choices: T::choices().iter().map(|&choice| choice.to_owned()).collect(),
    })
}

/// A value as an author would write it in a directive.
#[cfg(not(feature = "browser"))]
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
            format!("[{}]", list.iter().map(|value| word(value)).collect::<Vec<_>>().join(", "))
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

    fn read(value: &Value) -> Option<Self> {
        let text = value.as_one()?;
        let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|number| plain && (MIN..=MAX).contains(number)).map(Self)
    }

    fn print(&self) -> Value {
        Value::one(self.0.to_string())
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

    fn read(value: &Value) -> Option<Self> {
        value.as_one().map(Self::from)
    }

    fn print(&self) -> Value {
        Value::one(self.0.clone())
    }
}

/// The longest name that a figure has room for, in characters.
const NAME_LENGTH: usize = 16;

/// `MIN` to `MAX` different names: a list, or words in one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names<const MIN: usize, const MAX: usize>(Vec<String>);

impl<const MIN: usize, const MAX: usize> Names<MIN, MAX> {
    /// A, B, C, … as many as asked for, at most 26.
    pub fn letters(count: u8) -> Self {
        Self((b'A'..=b'Z').take(usize::from(count)).map(|letter| char::from(letter).to_string()).collect())
    }

    /// The names.
    pub fn as_slice(&self) -> &[String] {
        &self.0
    }
}

impl<const MIN: usize, const MAX: usize> ParameterType for Names<MIN, MAX> {
    const KIND: &'static str = "names";

    fn range() -> String {
        format!("{MIN} to {MAX} different names of 1 to {NAME_LENGTH} characters")
    }

    fn read(value: &Value) -> Option<Self> {
        let names = read_names(value)?;
        let reserved = names.iter().any(|name| SUBSET_WORDS.contains(&name.as_str()));
        ((MIN..=MAX).contains(&names.len()) && !reserved).then_some(Self(names))
    }

    fn print(&self) -> Value {
        Value::List(self.0.clone())
    }
}

/// The words that stand for no particular names.
const SUBSET_WORDS: [&str; 2] = ["everything", "nothing"];

/// A selection among the names of another parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Subset {
    /// All of them.
    #[default]
    Everything,
    /// None of them.
    Nothing,
    /// These.
    These(Vec<String>),
}

impl ParameterType for Subset {
    const KIND: &'static str = "names";

    fn range() -> String {
        "everything, nothing, or different names of items".to_owned()
    }

    fn read(value: &Value) -> Option<Self> {
        match value.as_one() {
            Some("everything") => Some(Self::Everything),
            Some("nothing") => Some(Self::Nothing),
            _ => read_names(value).filter(|names| !names.is_empty()).map(Self::These),
        }
    }

    fn print(&self) -> Value {
        match self {
            Self::Everything => Value::one("everything"),
            Self::Nothing => Value::one("nothing"),
            Self::These(names) => Value::List(names.clone()),
        }
    }
}

/// Different names of legal length and characters, or none.
fn read_names(value: &Value) -> Option<Vec<String>> {
    let names: Vec<String> = match value {
        Value::One(one) => one.split_whitespace().map(str::to_owned).collect(),
        Value::List(list) => list.clone(),
    };
    let legal = |name: &String| {
        (1..=NAME_LENGTH).contains(&name.chars().count())
            && name.trim() == name
            && !name.chars().any(char::is_control)
    };
    let different = names.iter().enumerate().all(|(index, name)| !names[..index].contains(name));
    (different && names.iter().all(legal)).then_some(names)
}

/// One of a few words; made by [`choice!`](crate::choice!).
pub trait Choice: Copy + PartialEq + 'static {
    /// Every choice with its word.
    const ALL: &'static [(Self, &'static str)];
    /// The words.
    const WORDS: &'static [&'static str];

    /// The word of this choice.
    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(choice, _)| *choice == self).map_or("", |(_, word)| word)
    }

    /// The choice of a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(choice, _)| *choice)
    }
}

impl<T: Choice> ParameterType for T {
    const KIND: &'static str = "choice";

    fn range() -> String {
        format!("one of {}", T::WORDS.join(", "))
    }

    fn choices() -> &'static [&'static str] {
        T::WORDS
    }

    fn read(value: &Value) -> Option<Self> {
        T::from_word(value.as_one()?)
    }

    fn print(&self) -> Value {
        Value::one(self.word())
    }
}

/// Declares an enum whose variants are words in a directive.
#[macro_export]
macro_rules! choice {
    (
        $(#[doc = $about_enum:literal])*
        pub enum $name:ident { $( $(#[doc = $about:literal])+ $variant:ident = $word:literal, )* }
    ) => {
        $(#[doc = $about_enum])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $( $(#[doc = $about])+ $variant, )* }

        impl $crate::parameters::Choice for $name {
            const ALL: &'static [(Self, &'static str)] = &[ $( (Self::$variant, $word) ),* ];
            const WORDS: &'static [&'static str] = &[ $( $word ),* ];
        }
    };
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
    fn names_are_counted_different_and_short() {
        let read = |value: Value| Names::<2, 3>::read(&value).map(|names| names.0);
        assert_eq!(read(Value::one("A  B")).unwrap(), ["A", "B"]);
        let list = |names: &[&str]| Value::List(names.iter().map(|&n| n.to_owned()).collect());
        assert_eq!(read(list(&["two words", "<b>"])).unwrap(), ["two words", "<b>"]);
        for bad in [&["A"][..], &["A", "A"], &["A", ""], &["A", "B", "C", "D"], &["A", "a\nb"], &["A", " B"]]
        {
            assert_eq!(read(list(bad)), None, "{bad:?}");
        }
        assert_eq!(read(list(&["A", &"x".repeat(17)])), None);
        assert_eq!(read(list(&["A", "nothing"])), None, "that word means something else");
    }

    #[test]
    fn subsets_are_words_or_names() {
        for subset in [Subset::Everything, Subset::Nothing, Subset::These(vec!["A".into(), "b c".into()])] {
            assert_eq!(Subset::read(&subset.print()), Some(subset));
        }
        assert_eq!(Subset::read(&Value::one("A B")), Some(Subset::These(vec!["A".into(), "B".into()])));
        assert_eq!(Subset::read(&Value::one("")), None);
        assert_eq!(Subset::read(&Value::one("A A")), None);
    }

    #[test]
    fn values_are_written_so_that_they_can_be_read() {
        assert_eq!(written(&Value::one("a-1")), "a-1");
        assert_eq!(written(&Value::one("say \"a\\b\"")), r#""say \"a\\b\"""#);
        assert_eq!(written(&Value::List(vec!["A".into(), "b c".into()])), "[A, \"b c\"]");
    }
}
