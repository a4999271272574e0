//! The shape of a fixture.

use serde_json::{Map, Value};
use thiserror::Error;

use crate::case::Case;

/// Why something in a file is not as it must be.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Problem {
    /// Not JSON, or not of a fixture's shape.
    #[error("{0}")]
    File(String),
    /// A value in a case.
    #[error("case {case}, key {key}: {what}")]
    Key {
        /// The case's name.
        case: String,
        /// The path of keys, joined by dots.
        key: String,
        /// What is wrong.
        what: String,
    },
}

/// A file that has a fixture's shape.
#[derive(Clone, Debug)]
pub struct Fixture {
    kind: String,
    tolerance: Map<String, Value>,
    /// With their names, or their numbers where they have none.
    pub(crate) cases: Vec<(String, Map<String, Value>)>,
}

impl Fixture {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// [`Problem`] with what is missing or of the wrong type.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let file = |what: String| Problem::File(what);
        let mut value: Value =
            serde_json::from_str(text).map_err(|error| file(format!("not JSON: {error}")))?;
        let top = value.as_object_mut().ok_or_else(|| file("the file is no JSON object".into()))?;
        let mut take = |key: &str| top.remove(key).ok_or_else(|| file(format!("key {key} is missing")));
        let schema = take("schema")?;
        if schema != 1 {
            return Err(file(format!("key schema is {schema}: legal is 1")));
        }
        let Value::String(kind) = take("fixture")? else {
            return Err(file("key fixture is not text".into()));
        };
        let Value::Object(tolerance) = take("tolerance")? else {
            return Err(file("key tolerance is no object".into()));
        };
        let Value::Array(values) = take("cases")? else { return Err(file("key cases is no list".into())) };
        let mut cases = Vec::new();
        for (place, case) in values.into_iter().enumerate() {
            let Value::Object(case) = case else {
                return Err(file(format!("case number {place} is no object")));
            };
            let name = case.get("name").and_then(Value::as_str);
            cases.push((name.map_or(format!("number {place}"), str::to_owned), case));
        }
        Ok(Self { kind, tolerance, cases })
    }

    /// What the file is about, which decides how it is recomputed.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The cases, in the order of the file.
    pub fn cases(&self) -> impl Iterator<Item = Case<'_>> {
        self.cases.iter().map(|(name, case)| Case::new(self, name, case))
    }

    /// How far a quantity may be off. A kind asks by name; a file with one tolerance for everything calls it `all`, and an exact one is
    /// the text `exact`.
    ///
    /// # Errors
    /// [`Problem::File`] if there is none, or it is no number from 0 on.
    pub fn tolerance(&self, name: &str) -> Result<f64, Problem> {
        match self.tolerance.get(name).or_else(|| self.tolerance.get("all")) {
            Some(Value::String(text)) if text.starts_with("exact") => Ok(0.0),
            Some(value) => value.as_f64().filter(|&number| number >= 0.0).ok_or_else(|| {
                Problem::File(format!("tolerance {name} is {value}: legal are numbers from 0 on and `exact`"))
            }),
            None => Err(Problem::File(format!("tolerance {name} is missing"))),
        }
    }

    pub(crate) fn named(&self, name: &str) -> Option<&Map<String, Value>> {
        self.cases.iter().find(|(own, _)| own == name).map(|(_, case)| case)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use serde_json::json;

    use super::*;

    pub(crate) fn fixture(tolerance: Value, cases: Value) -> Fixture {
        let file = json!({"schema": 1, "fixture": "odd", "tolerance": tolerance, "cases": cases});
        Fixture::read(&file.to_string()).unwrap()
    }

    #[test]
    fn tolerances_are_numbers_or_exact() {
        let fixture = fixture(
            json!({"all": 1e-9, "counts": "exact where gaps>1e-9", "odd": "5 %", "below": -1}),
            json!([]),
        );
        assert_eq!((fixture.tolerance("anything"), fixture.tolerance("counts")), (Ok(1e-9), Ok(0.0)));
        assert!(fixture.tolerance("odd").is_err() && fixture.tolerance("below").is_err());
    }

    #[test]
    fn files_of_another_shape_are_refused_with_a_reason() {
        for (text, reason) in [
            ("{", "not JSON: EOF while parsing an object at line 1 column 1"),
            ("[]", "the file is no JSON object"),
            (r#"{"schema": 2}"#, "key schema is 2: legal is 1"),
            (r#"{"schema": 1}"#, "key fixture is missing"),
            (r#"{"schema": 1, "fixture": "a", "tolerance": 3}"#, "key tolerance is no object"),
            (r#"{"schema": 1, "fixture": "a", "tolerance": {}, "cases": 3}"#, "key cases is no list"),
            (
                r#"{"schema": 1, "fixture": "a", "tolerance": {}, "cases": [{}, 3]}"#,
                "case number 1 is no object",
            ),
        ] {
            assert_eq!(Fixture::read(text).unwrap_err().to_string(), reason);
        }
    }
}
