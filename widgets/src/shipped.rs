//! Results that travel beside the markup: named columns of numbers.
//!
//! Whatever a figure rests on comes down to numbers. Written by this crate at build time; read in the browser by the
//! browser's own JSON parser, which rounds as exactly as it must, and costs readers nothing to download.

/// Columns of numbers by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shipped(Vec<(String, Vec<f64>)>);

impl Shipped {
    /// Adds a column.
    #[must_use]
    pub fn with(mut self, name: &str, numbers: Vec<f64>) -> Self {
        self.0.push((name.to_owned(), numbers));
        self
    }

    /// A column.
    ///
    /// # Errors
    /// One line if there is none of this name.
    pub fn column(&self, name: &str) -> Result<&[f64], String> {
        let column = self.0.iter().find(|(known, _)| known == name);
        column.map(|(_, numbers)| numbers.as_slice()).ok_or_else(|| format!("no column {name} was shipped"))
    }
}

#[cfg(not(feature = "browser"))]
mod json {
    use serde_json::{Map, Value};

    use super::Shipped;

    impl Shipped {
        /// The columns as a JSON object of arrays. Every finite number survives exactly; whole ones are written without
        /// a fraction.
        pub fn to_json(&self) -> String {
            let number = |&number: &f64| {
                let whole = number.fract() == 0.0
                    && number.abs() < 9e15
                    && !(number == 0.0 && number.is_sign_negative());
                if whole { Value::from(number as i64) } else { Value::from(number) }
            };
            let column = |(name, numbers): &(String, Vec<f64>)| {
                (name.clone(), Value::Array(numbers.iter().map(number).collect()))
            };
            Value::Object(self.0.iter().map(column).collect::<Map<_, _>>()).to_string()
        }

        /// Reads what [`Shipped::to_json`] wrote.
        ///
        /// # Errors
        /// One line at the first thing that is no object of arrays of numbers.
        pub fn from_json(json: &str) -> Result<Self, String> {
            let read = serde_json::from_str::<Map<String, Value>>(json).map_err(|error| error.to_string())?;
            let columns = read.into_iter().map(|(name, column)| {
                let numbers: Option<Vec<f64>> =
                    column.as_array().and_then(|column| column.iter().map(Value::as_f64).collect());
                numbers
                    .map(|numbers| (name, numbers))
                    .ok_or_else(|| "a column is no list of numbers".to_owned())
            });
            columns.collect::<Result<_, _>>().map(Self)
        }
    }
}

#[cfg(feature = "browser")]
mod json {
    use js_sys::{Array, JSON, Object};
    use wasm_bindgen::JsCast;

    use super::Shipped;

    impl Shipped {
        /// Reads what was written at build time.
        ///
        /// # Errors
        /// One line at the first thing that is no object of arrays of numbers.
        pub fn from_json(json: &str) -> Result<Self, String> {
            let read = JSON::parse(json).map_err(|_| "the shipped results are no JSON")?;
            let object = read.dyn_ref::<Object>().ok_or("the shipped results are no object")?;
            let entries = Object::entries(object);
            let columns = entries.iter().map(|entry| {
                let entry: Array = entry.unchecked_into();
                let numbers =
                    Array::from(&entry.get(1)).iter().map(|number| number.as_f64()).collect::<Option<_>>();
                entry
                    .get(0)
                    .as_string()
                    .zip(numbers)
                    .ok_or_else(|| "a column is no list of numbers".to_owned())
            });
            columns.collect::<Result<_, _>>().map(Self)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_finite_number_survives(bits in proptest::collection::vec(any::<u64>(), 0..8)) {
            let numbers: Vec<f64> = bits.into_iter().map(f64::from_bits).filter(|n| n.is_finite()).collect();
            let shipped = Shipped::default().with("a", numbers.clone()).with("b", vec![]);
            let read = Shipped::from_json(&shipped.to_json()).unwrap();
            let back = read.column("a").unwrap();
            prop_assert_eq!(back.len(), numbers.len());
            for (back, number) in back.iter().zip(&numbers) {
                prop_assert_eq!(back.to_bits(), number.to_bits());
            }
        }
    }

    #[test]
    fn what_is_no_table_of_numbers_is_refused() {
        for json in ["", "[]", "{\"a\":1}", "{\"a\":[\"x\"]}"] {
            assert!(Shipped::from_json(json).is_err(), "{json}");
        }
        assert_eq!(Shipped::default().column("a"), Err("no column a was shipped".to_owned()));
        assert_eq!(Shipped::default().with("a", vec![1.0, 0.5, -0.0]).to_json(), "{\"a\":[1,0.5,-0.0]}");
    }
}
