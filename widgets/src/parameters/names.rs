//! Names of things in a figure, and selections among them.

#[cfg(not(feature = "browser"))]
use super::Form;
use super::{ParameterType, Value};

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

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        Form::List {
            items: Box::new(Form::Text(Some(
                r"^(?!(?:everything|nothing)$)[^\s\x00-\x1f\x7f-\x9f](?:[^\x00-\x1f\x7f-\x9f]{0,14}[^\s\x00-\x1f\x7f-\x9f])?$",
            ))),
            least: MIN,
            most: Some(MAX),
            different: true,
        }
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

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        let name = r"^[^\s\x00-\x1f\x7f-\x9f](?:[^\x00-\x1f\x7f-\x9f]{0,14}[^\s\x00-\x1f\x7f-\x9f])?$";
        let names =
            Form::List { items: Box::new(Form::Text(Some(name))), least: 1, most: None, different: true };
        Form::words_or(&SUBSET_WORDS, names)
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
