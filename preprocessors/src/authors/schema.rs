//! `schema`: a JSON Schema (draft 2020-12) of every directive, from the registry and from the few that it does not hold.
//!
//! A directive as JSON is what an author writes, with numbers as numbers and lists as lists:
//!
//! ```json
//! { "widget": "grid", "parameters": { "items": ["A", "B"], "focus": "B", "draws": 20 } }
//! { "number": "loo", "parameters": { "focus": "B", "digits": 2 } }
//! { "directive": "minutes", "parameters": { "chapter": "idea/lattice.md" } }
//! { "directive": "sources", "words": ["imbens2015causal"] }
//! { "directive": "answer", "words": ["loo"], "parameters": { "focus": "B" } }
//! ```
//!
//! The schema says of each key what its type reads by itself. Values that are legal one by one and not together are found by `check`.

use serde_json::{Map, Value as Json, json};
use widgets::parameters::{Arguments, Form, Parameter, ParameterType, Real, Value};
use widgets::registry::{NUMBERS, WIDGETS};

use super::others::{Key, Keys, OTHERS, Other};

/// The schema.
pub fn schema() -> Json {
    let mut definitions = Map::new();
    let mut kinds = vec![];
    for entry in WIDGETS {
        let name = format!("widget {}", entry.name);
        kinds.push(kind("widget", entry.name, entry.about, &name));
        definitions.insert(name, parameters(entry.about, &(entry.parameters)()));
    }
    for number in NUMBERS.iter().copied().flatten() {
        let about = format!("The parameters of numbers of {}.", number.widget);
        let name = define(&mut definitions, number.widget, parameters(&about, &(number.parameters)()));
        kinds.push(kind("number", number.name, number.about, &name));
    }
    kinds.extend(OTHERS.iter().map(other));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A directive of Data Counterfactuals",
        "description": "A figure or a number for the prose, with its parameters; or what else a directive puts into the text.",
        "type": "object",
        "oneOf": kinds,
        "$defs": definitions,
    })
}

/// The name under which these parameters of numbers of a widget are defined: most numbers of a widget share theirs.
fn define(definitions: &mut Map<String, Json>, widget: &str, parameters: Json) -> String {
    let names = (1..).map(|place| match place {
        1 => format!("numbers of {widget}"),
        _ => format!("numbers of {widget}, {place}"),
    });
    let mut names = names.skip_while(|name| definitions.get(name).is_some_and(|known| *known != parameters));
    let name = names.next().unwrap_or_default();
    drop(names);
    definitions.insert(name.clone(), parameters);
    name
}

/// Directives of one name.
fn kind(key: &str, name: &str, about: &str, parameters: &str) -> Json {
    // A space is written so in the pointer of a reference.
    let reference = format!("#/$defs/{}", parameters.replace(' ', "%20"));
    json!({
        "description": about,
        "type": "object",
        "properties": { key: { "const": name }, "parameters": { "$ref": reference } },
        "required": [key],
        "additionalProperties": false,
    })
}

/// A directive that is in no registry.
fn other(other: &Other) -> Json {
    let file = other.key.iter().map(file);
    let (own, more) = match other.keys {
        Keys::None => (vec![], false),
        Keys::Own(list) => (list(), false),
        Keys::Open(list) => (list(), true),
        Keys::OfNumber => (vec![], true),
    };
    let own = own.iter().map(|parameter| (parameter.name.to_owned(), property(parameter)));
    let keys: Map<String, Json> = file.chain(own).collect();
    let mut properties = json!({
        "directive": { "const": other.name },
        "parameters": { "type": "object", "properties": keys, "additionalProperties": more },
    });
    let mut required = vec!["directive"];
    if let Some(words) = other.words {
        properties["words"] =
            json!({ "description": words, "type": "array", "items": { "type": "string" }, "minItems": 1 });
        // Where keys can say the same, words need not.
        if !matches!(other.keys, Keys::Open(_)) {
            required.push("words");
        }
    }
    json!({
        "description": other.about,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn file(key: &Key) -> (String, Json) {
    let about = format!("{} Legal: {}.", key.about, key.range);
    (key.name.to_owned(), json!({ "description": about, "type": "string", "minLength": 1 }))
}

fn parameters(about: &str, list: &[Parameter]) -> Json {
    let properties: Map<String, Json> =
        list.iter().map(|parameter| (parameter.name.to_owned(), property(parameter))).collect();
    json!({ "description": about, "type": "object", "properties": properties, "additionalProperties": false })
}

fn property(parameter: &Parameter) -> Json {
    let mut out = form(&parameter.form);
    out["description"] = json!(format!("{} Legal: {}.", parameter.about, parameter.range));
    if parameter.default != Value::one("") {
        out["default"] = value(&parameter.form, &parameter.default);
    }
    out
}

fn form(form: &Form) -> Json {
    match form {
        Form::Whole { least, most } => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Form::Thousandths { least, most } => {
            let number = |thousandths: &u32| f64::from(*thousandths) / 1000.0;
            json!({ "type": "number", "minimum": number(least), "maximum": number(most), "multipleOf": 0.001 })
        }
        Form::Number => json!({ "type": "number" }),
        Form::Flag => json!({ "type": "boolean" }),
        Form::Words(words) => json!({ "enum": words }),
        Form::Text(None) => json!({ "type": "string" }),
        Form::Text(Some(pattern)) => json!({ "type": "string", "pattern": pattern }),
        Form::List { items, least, most, different } => {
            let mut out = json!({ "type": "array", "items": self::form(items), "minItems": least });
            if let Some(most) = most {
                out["maxItems"] = json!(most);
            }
            if *different {
                out["uniqueItems"] = json!(true);
            }
            out
        }
        Form::Any(forms) => json!({ "anyOf": forms.iter().map(self::form).collect::<Vec<_>>() }),
    }
}

/// A directive as JSON: `key` is `widget` or `number`. What has not the form of its key stays a text, or a list of texts, which the schema then
/// refuses; a key that there is not stays as it is, likewise.
pub fn directive(key: &str, name: &str, arguments: &Arguments, list: &[Parameter]) -> Json {
    let written = arguments.iter().map(|(key, given)| {
        let known = list.iter().find(|parameter| parameter.name == key);
        (key.clone(), value(known.map_or(&Form::Text(None), |known| &known.form), given))
    });
    json!({ key: name, "parameters": written.collect::<Map<_, _>>() })
}

/// A value as JSON, in its form if it has it.
pub fn value(form: &Form, given: &Value) -> Json {
    let plain = || match given {
        Value::One(one) => json!(one),
        Value::List(list) => json!(list),
    };
    in_form(form, given).unwrap_or_else(plain)
}

/// A value as JSON; none if it has another form.
fn in_form(form: &Form, given: &Value) -> Option<Json> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match form {
        Form::Whole { .. } => {
            given.as_one().filter(|one| digits(one))?.parse::<u64>().ok().map(|number| json!(number))
        }
        Form::Thousandths { .. } => {
            let one = given.as_one()?;
            let (whole, part) = one.split_once('.').unwrap_or((one, "0"));
            (digits(whole) && digits(part)).then(|| one.parse::<f64>().ok().map(|number| json!(number)))?
        }
        Form::Number => Real::read(given).map(|Real(number)| json!(number)),
        Form::Flag => given.as_one()?.parse::<bool>().ok().map(|flag| json!(flag)),
        Form::Words(words) => given.as_one().filter(|one| words.contains(one)).map(|one| json!(one)),
        Form::Text(_) => given.as_one().map(|one| json!(one)),
        Form::List { items, .. } => {
            // Words in one text are a list as well.
            let list: Vec<String> = match given {
                Value::One(one) => one.split_whitespace().map(str::to_owned).collect(),
                Value::List(list) => list.clone(),
            };
            Some(list.into_iter().map(|item| value(items, &Value::One(item))).collect())
        }
        Form::Any(forms) => forms.iter().find_map(|form| in_form(form, given)),
    }
}
