//! Typed access to a case, with errors that name case and key.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::fixture::{Fixture, Problem};

/// A case, or an object inside one.
#[derive(Debug)]
pub struct Case<'f> {
    fixture: &'f Fixture,
    name: &'f str,
    values: &'f Map<String, Value>,
    /// The keys that lead here, each followed by a dot.
    path: String,
    /// What has been read or set aside, so that the rest can be listed.
    seen: RefCell<BTreeSet<String>>,
}

impl<'f> Case<'f> {
    pub(crate) fn new(fixture: &'f Fixture, name: &'f str, values: &'f Map<String, Value>) -> Self {
        let seen = ["name", "same_data_as"].map(String::from);
        Self { fixture, name, values, path: String::new(), seen: RefCell::new(seen.into()) }
    }

    fn inner(&self, path: &str, values: &'f Map<String, Value>) -> Self {
        let path = format!("{}{path}.", self.path);
        Self { fixture: self.fixture, name: self.name, values, path, seen: RefCell::default() }
    }

    /// The case's name; `number k` if it has none.
    pub fn name(&self) -> &'f str {
        self.name
    }

    /// The case whose inputs this one continues where the file names none: the last one before it that has this key, and itself if it does.
    ///
    /// # Errors
    /// [`Problem::Key`] if there is none.
    pub fn continued(&self, key: &str) -> Result<Self, Problem> {
        let cases = &self.fixture.cases;
        let own = cases.iter().position(|(_, values)| std::ptr::eq(values, self.values));
        let before = cases.iter().take(own.map_or(0, |own| own + 1)).rev();
        let (name, values) = before
            .into_iter()
            .find(|(_, values)| values.contains_key(key))
            .ok_or_else(|| self.problem(key, "is missing, here and in the cases before"))?;
        Ok(Self::new(self.fixture, name, values))
    }

    /// The keys of the case itself, in the order of their letters.
    pub fn keys(&self) -> impl Iterator<Item = &'f str> + use<'f> {
        self.values.keys().map(String::as_str)
    }

    /// Whether the case itself has a value for a key; `null` is none.
    pub fn has(&self, key: &str) -> bool {
        self.values.get(key).is_some_and(|value| !value.is_null())
    }

    /// Says that keys only describe the case: they are neither inputs nor quantities.
    pub fn describe(&self, keys: &[&str]) {
        self.seen.borrow_mut().extend(keys.iter().map(|&key| key.to_owned()));
    }

    /// Says so of all keys.
    pub(crate) fn describe_all(&self) {
        self.seen.borrow_mut().extend(self.values.keys().cloned());
    }

    /// The object under a key.
    ///
    /// # Errors
    /// [`Problem::Key`], as all readers here: missing, or of the wrong type.
    pub fn object(&self, key: &str) -> Result<Self, Problem> {
        match self.input(key)? {
            Value::Object(values) => Ok(self.inner(key, values)),
            _ => Err(self.problem(key, "is no object")),
        }
    }

    /// The objects in a list.
    ///
    /// # Errors
    /// [`Problem::Key`].
    pub fn objects(&self, key: &str) -> Result<Vec<Self>, Problem> {
        let objects = self.list(key, "objects", Value::as_object)?;
        let inner = |(place, values)| self.inner(&format!("{key}[{place}]"), values);
        Ok(objects.into_iter().enumerate().map(inner).collect())
    }

    /// A number.
    ///
    /// # Errors
    /// [`Problem::Key`].
    pub fn number(&self, key: &str) -> Result<f64, Problem> {
        self.input(key)?.as_f64().ok_or_else(|| self.problem(key, "is no number"))
    }

    /// A whole number from 0 on.
    ///
    /// # Errors
    /// [`Problem::Key`].
    pub fn count(&self, key: &str) -> Result<usize, Problem> {
        whole(self.input(key)?).ok_or_else(|| self.problem(key, "is no whole number from 0 on"))
    }

    /// Yes or no.
    ///
    /// # Errors
    /// [`Problem::Key`].
    pub fn flag(&self, key: &str) -> Result<bool, Problem> {
        self.input(key)?.as_bool().ok_or_else(|| self.problem(key, "is neither true nor false"))
    }

    /// Text.
    ///
    /// # Errors
    /// [`Problem::Key`].
    pub fn text(&self, key: &str) -> Result<&'f str, Problem> {
        self.input(key)?.as_str().ok_or_else(|| self.problem(key, "is no text"))
    }

    /// A list of numbers.
    ///
    /// # Errors
    /// [`Problem::Key`].
    pub fn numbers(&self, key: &str) -> Result<Vec<f64>, Problem> {
        self.list(key, "numbers", Value::as_f64)
    }

    /// The list of numbers that the first case of the file to list some has under a key; for cases that say they share it.
    ///
    /// # Errors
    /// [`Problem::Key`] if no case has any.
    pub fn first_numbers(&self, key: &str) -> Result<Vec<f64>, Problem> {
        let listed = self.fixture.cases().find_map(|case| case.numbers(key).ok());
        listed.ok_or_else(|| self.problem(key, "is a list of numbers in no case"))
    }

    /// A list of whole numbers from 0 on, or the same as text of digits.
    ///
    /// # Errors
    /// [`Problem::Key`].
    pub fn classes(&self, key: &str) -> Result<Vec<usize>, Problem> {
        if let Value::String(digits) = self.input(key)? {
            let digit = |digit: char| Some(digit.to_digit(10)? as usize);
            return digits
                .chars()
                .map(digit)
                .collect::<Option<_>>()
                .ok_or_else(|| self.problem(key, "is text with something other than digits"));
        }
        self.list(key, "whole numbers from 0 on", whole)
    }

    /// A list of zeros and ones, as "is of class 1".
    ///
    /// # Errors
    /// [`Problem::Key`].
    pub fn positive(&self, key: &str) -> Result<Vec<bool>, Problem> {
        let classes = self.classes(key)?;
        if classes.iter().any(|&class| class > 1) {
            return Err(self.problem(key, "has an entry other than 0 and 1"));
        }
        Ok(classes.into_iter().map(|class| class == 1).collect())
    }

    /// Lists of zeros and ones, each written as text of digits.
    ///
    /// # Errors
    /// [`Problem::Key`].
    pub fn masks(&self, key: &str) -> Result<Vec<Vec<bool>>, Problem> {
        let bit = |digit: char| match digit {
            '0' => Some(false),
            '1' => Some(true),
            _ => None,
        };
        self.list(key, "texts of zeros and ones", |value| value.as_str()?.chars().map(bit).collect())
    }

    /// Rows of numbers, all equally long.
    ///
    /// # Errors
    /// [`Problem::Key`].
    pub fn rows(&self, key: &str) -> Result<Vec<Vec<f64>>, Problem> {
        let row = |value: &Value| value.as_array()?.iter().map(Value::as_f64).collect();
        let rows: Vec<Vec<f64>> = self.list(key, "rows of numbers", row)?;
        if rows.windows(2).any(|pair| pair[0].len() != pair[1].len()) {
            return Err(self.problem(key, "has rows of different lengths"));
        }
        Ok(rows)
    }

    /// Tables of numbers, each of rows that are equally long.
    ///
    /// # Errors
    /// [`Problem::Key`].
    pub fn tables(&self, key: &str) -> Result<Vec<Vec<Vec<f64>>>, Problem> {
        let row = |value: &Value| value.as_array()?.iter().map(Value::as_f64).collect::<Option<Vec<f64>>>();
        let tables: Vec<Vec<Vec<f64>>> =
            self.list(key, "tables of numbers", |value| value.as_array()?.iter().map(row).collect())?;
        if tables.iter().any(|rows| rows.windows(2).any(|pair| pair[0].len() != pair[1].len())) {
            return Err(self.problem(key, "has rows of different lengths"));
        }
        Ok(tables)
    }

    /// Lists of whole numbers from 0 on, of any lengths.
    ///
    /// # Errors
    /// [`Problem::Key`].
    pub fn class_lists(&self, key: &str) -> Result<Vec<Vec<usize>>, Problem> {
        self.list(key, "lists of whole numbers from 0 on", |value| {
            value.as_array()?.iter().map(whole).collect()
        })
    }

    /// Expected numbers, from the case itself: a number, a list, or lists of lists, in the order of the file; true is 1 and false 0.
    ///
    /// # Errors
    /// [`Problem::Key`].
    pub fn expected(&self, key: &str) -> Result<Vec<f64>, Problem> {
        let value = self.values.get(key).ok_or_else(|| self.problem(key, "is missing"))?;
        self.describe(&[key]);
        let mut numbers = Vec::new();
        if flatten(value, &mut numbers) {
            Ok(numbers)
        } else {
            Err(self.problem(key, "has an entry that is no number"))
        }
    }

    /// What is wrong with a key, or with what was made of it.
    pub fn problem(&self, key: &str, what: impl ToString) -> Problem {
        let (case, key) = (self.name.to_owned(), format!("{}{key}", self.path));
        Problem::Key { case, key, what: what.to_string() }
    }

    /// A key with the keys that lead to it.
    pub(crate) fn full_key(&self, key: &str) -> String {
        format!("{}{key}", self.path)
    }

    /// The keys with numbers that nobody has read. Text is a note.
    pub(crate) fn unread(&self) -> Vec<String> {
        let seen = self.seen.borrow();
        let unread = self.values.iter().filter(|(key, value)| !seen.contains(*key) && has_number(value));
        unread.map(|(key, _)| self.full_key(key)).collect()
    }

    /// The value of a key in the case, or in the one whose data it shares.
    fn input(&self, key: &str) -> Result<&'f Value, Problem> {
        self.describe(&[key]);
        let mut values = self.values;
        // No chain of cases is longer than the cases are many.
        for _ in 0..=self.fixture.cases.len() {
            if let Some(value) = values.get(key) {
                return Ok(value);
            }
            let Some(base) = values.get("same_data_as") else { break };
            values = base
                .as_str()
                .and_then(|base| self.fixture.named(base))
                .ok_or_else(|| self.problem("same_data_as", format!("is {base}, which names no case")))?;
        }
        Err(self.problem(key, "is missing"))
    }

    fn list<T>(&self, key: &str, of: &str, read: impl Fn(&'f Value) -> Option<T>) -> Result<Vec<T>, Problem> {
        let Value::Array(values) = self.input(key)? else {
            return Err(self.problem(key, format!("is no list of {of}")));
        };
        let entry = |(place, value): (usize, &'f Value)| {
            read(value).ok_or_else(|| self.problem(key, format!("entry {place} is not as in a list of {of}")))
        };
        values.iter().enumerate().map(entry).collect()
    }
}

fn whole(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

fn flatten(value: &Value, numbers: &mut Vec<f64>) -> bool {
    match value {
        Value::Array(values) => values.iter().all(|value| flatten(value, numbers)),
        Value::Bool(flag) => {
            numbers.push(f64::from(u8::from(*flag)));
            true
        }
        value => value.as_f64().map(|number| numbers.push(number)).is_some(),
    }
}

fn has_number(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::Array(values) => values.iter().any(has_number),
        Value::Object(values) => values.values().any(has_number),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fixture::tests::fixture;

    #[test]
    fn inputs_come_from_the_case_that_shares_them_and_quantities_do_not() {
        let fixture = fixture(
            json!({}),
            json!([
                {"name": "c", "same_data_as": "b"},
                {"name": "a", "x": [1, 2], "k": 1, "values": [3]},
                {"name": "b", "same_data_as": "a", "k": 5},
                {"name": "lost", "same_data_as": "nowhere"},
                {"name": "loop", "same_data_as": "loop"},
            ]),
        );
        let cases: Vec<Case<'_>> = fixture.cases().collect();
        assert_eq!((cases[0].numbers("x"), cases[0].count("k")), (Ok(vec![1.0, 2.0]), Ok(5)));
        assert_eq!(cases[1].expected("values"), Ok(vec![3.0]));
        assert_eq!(cases[2].expected("values").unwrap_err().to_string(), "case b, key values: is missing");
        let error = cases[3].numbers("x").unwrap_err().to_string();
        assert_eq!(error, "case lost, key same_data_as: is \"nowhere\", which names no case");
        assert_eq!(cases[4].numbers("x").unwrap_err().to_string(), "case loop, key x: is missing");
        assert_eq!(
            (cases[4].first_numbers("x"), cases[4].first_numbers("k").is_err()),
            (Ok(vec![1.0, 2.0]), true)
        );
    }

    #[test]
    fn a_case_continues_the_last_one_before_it_that_has_the_key() {
        let fixture = fixture(json!({}), json!([{"k": 1}, {"x": [1]}, {"x": [2]}, {"k": 2}, {"x": [3]}]));
        let cases: Vec<Case<'_>> = fixture.cases().collect();
        let x = |place: usize| cases[place].continued("x").and_then(|case| case.numbers("x"));
        assert_eq!((x(1), x(3), x(4)), (Ok(vec![1.0]), Ok(vec![2.0]), Ok(vec![3.0])));
        let error = x(0).unwrap_err().to_string();
        assert_eq!(error, "case number 0, key x: is missing, here and in the cases before");
    }

    #[test]
    fn values_of_the_wrong_type_are_named() {
        let case = json!({"name": "a", "list": [1, null], "rows": [[1], [1, 2]], "bits": "0110", "word": "01x", "yes": true, "nothing": null, "inner": {"y": "z"}, "several": [{"y": 1}, {}], "masks": ["01", "1"]});
        let fixture = fixture(json!({}), json!([case]));
        let case = fixture.cases().next().unwrap();
        let told = |problem: Problem| problem.to_string();
        assert_eq!(
            told(case.numbers("list").unwrap_err()),
            "case a, key list: entry 1 is not as in a list of numbers"
        );
        assert_eq!(
            told(case.expected("list").unwrap_err()),
            "case a, key list: has an entry that is no number"
        );
        assert_eq!(told(case.rows("rows").unwrap_err()), "case a, key rows: has rows of different lengths");
        assert_eq!(told(case.count("bits").unwrap_err()), "case a, key bits: is no whole number from 0 on");
        assert_eq!(told(case.text("list").unwrap_err()), "case a, key list: is no text");
        assert_eq!(case.positive("bits"), Ok(vec![false, true, true, false]));
        assert!(
            case.classes("word").is_err()
                && case.positive("nothing").is_err()
                && case.object("bits").is_err()
        );
        assert_eq!(case.masks("masks"), Ok(vec![vec![false, true], vec![true]]));
        assert!(case.masks("list").is_err() && case.objects("list").is_err());
        assert_eq!(case.class_lists("rows"), Ok(vec![vec![1], vec![1, 2]]));
        assert_eq!(case.flag("yes"), Ok(true));
        assert_eq!(told(case.flag("word").unwrap_err()), "case a, key word: is neither true nor false");
        assert!(case.has("yes") && !case.has("nothing"), "null is no value");
        let several = case.objects("several").unwrap();
        assert_eq!(several[0].number("y"), Ok(1.0));
        assert_eq!(told(several[1].number("y").unwrap_err()), "case a, key several[1].y: is missing");
        let inner = case.object("inner").unwrap();
        assert_eq!(told(inner.number("y").unwrap_err()), "case a, key inner.y: is no number");
    }

    #[test]
    fn what_nobody_read_is_listed_unless_it_is_text() {
        let case =
            json!({"name": "a", "x": [1], "note": "text", "extra": [[2]], "spec": {"k": 1}, "masks": ["01"]});
        let fixture = fixture(json!({}), json!([case]));
        let case = fixture.cases().next().unwrap();
        case.describe(&["spec"]);
        assert_eq!(case.unread(), ["extra", "x"]);
        case.numbers("x").unwrap();
        assert_eq!(case.unread(), ["extra"]);
    }
}
