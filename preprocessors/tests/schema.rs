//! The schema against a validator of others: it takes every directive of the book, and of all values just those that the registry reads.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use mdbook_counterfactuals::authors::schema::{directive, schema, value};
use mdbook_counterfactuals::directives::{Directive, Found, Spanned, find};
use serde_json::{Value as Json, json};
use widgets::learning::exercise::{AnswerKeys, ExerciseKeys, ExerciseOptionKeys};
use widgets::learning::predict::{OptionParameters, PredictParameters};
use widgets::parameters::{Arguments, Parameter, Parameters, Value};
use widgets::registry::{self, NUMBERS, WIDGETS};

fn validator(schema: &Json) -> Validator {
    jsonschema::draft202012::new(schema).expect("a schema")
}

fn chapters(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let below = folders.iter().flat_map(|folder| chapters(folder)).collect::<Vec<_>>();
    files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "md")).chain(below).collect()
}

/// A directive as an instance.
fn instance(written: &Directive) -> Json {
    let words = |words: &[Spanned<String>]| -> Arguments {
        words.iter().map(|word| (word.value.clone(), Value::one("true"))).collect()
    };
    let keys = written.arguments.iter().map(|(key, value)| (key.value.clone(), value.value.clone()));
    let name = written.name.value.as_str();
    if let Some(widget) = registry::widget(name) {
        let arguments = words(&written.words).into_iter().chain(keys).collect();
        return directive("widget", name, &arguments, &(widget.parameters)());
    }
    if name == "number" {
        let (name, rest) = written.words.split_first().expect("a number's name");
        let number = registry::number(&name.value).expect("a number");
        let arguments = words(rest).into_iter().chain(keys).collect();
        return directive("number", &name.value, &arguments, &(number.parameters)());
    }
    if name == "answer" {
        let mut instance = directive("directive", name, &keys.collect(), &AnswerKeys::list());
        if !written.words.is_empty() {
            instance["words"] = written.words.iter().map(|word| word.value.as_str()).collect();
        }
        return instance;
    }
    let own = keys_of(name);
    if !own.is_empty() {
        let arguments = words(&written.words).into_iter().chain(keys).collect();
        return directive("directive", name, &arguments, &own);
    }
    let mut instance = directive("directive", name, &keys.collect(), &[]);
    if !written.words.is_empty() {
        instance["words"] = written.words.iter().map(|word| word.value.as_str()).collect();
    }
    instance
}

/// The keys of a directive that is in no registry.
fn keys_of(name: &str) -> Vec<Parameter> {
    match name {
        "predict" => PredictParameters::list(),
        "option" => [OptionParameters::list(), ExerciseOptionKeys::list()].concat(),
        "exercise" => ExerciseKeys::list(),
        _ => vec![],
    }
}

#[test]
fn it_is_a_schema_and_takes_every_directive_of_the_book() {
    let schema = schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = validator(&schema);
    let (mut seen, mut widgets, mut others) = (0, vec![], BTreeSet::new());
    for path in chapters(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../src")) {
        for found in find(&fs::read_to_string(&path).expect("a chapter")) {
            let written = match found {
                Found::Directive(written) => written,
                Found::End(_) => continue,
                found @ Found::Broken(..) => panic!("{}: {found:?}", path.display()),
            };
            // In an exercise the value of a variant comes first.
            let text = format!("{:?}", written.arguments);
            if text.contains("\"{") {
                continue;
            }
            let instance = instance(&written);
            let errors: Vec<String> =
                validator.iter_errors(&instance).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{}: {instance}: {errors:?}", path.display());
            seen += 1;
            widgets.extend(instance["widget"].as_str().map(str::to_owned));
            others.extend(instance["directive"].as_str().map(str::to_owned));
        }
    }
    for entry in WIDGETS {
        assert!(widgets.iter().any(|name| name == entry.name), "the book shows no {}", entry.name);
    }
    let all = [
        "against",
        "answer",
        "collections",
        "exercise",
        "gallery",
        "glossary",
        "goals",
        "hint",
        "minutes",
        "mistake",
        "option",
        "predict",
        "progress",
        "reference",
        "reveal",
        "solution",
        "sources",
    ];
    assert_eq!(others.iter().collect::<Vec<_>>(), all);
    assert!(seen > 300, "{seen} directives");
}

/// Values of every kind, legal for some keys and for others not.
fn values() -> Vec<Value> {
    let long = ["x".repeat(16), "x".repeat(17), "1".repeat(200), "1".repeat(201)];
    let words = [
        "",
        " ",
        "0",
        "1",
        "2",
        "3",
        "10",
        "11",
        "20",
        "60",
        "61",
        "200",
        "201",
        "1000001",
        "-1",
        "+1",
        "007",
        "1.5",
        "0.001",
        "0.0005",
        "0.1",
        "0.3",
        "16.125",
        "9999.999",
        "1e3",
        "NaN",
        "inf",
        "4294967295",
        "4294967296",
        "99999999999999999999",
        "true",
        "false",
        "TRUE",
        "A",
        "A B",
        "A B C",
        "A A",
        "everything",
        "nothing",
        "A nothing",
        "A+B/C",
        "any/any -A/B",
        "A+/B",
        "-/A",
        "-+A/B",
        "/",
        "first",
        "nearest",
        "largest",
        "1 2 3",
        "1 1",
        "flip",
        "none",
        "loo",
        "loo shapley",
        "shapley shapley",
        "accuracy",
        "penguins",
        "digits",
        "ä",
        "\u{1f427}",
        "a\u{1}b",
        "<script>alert(1)</script>",
        "\"",
        "1101",
        "bbbbrrrruuuuuuuu",
        "bbbbrrrruuuuuuux",
        "x\ny",
    ];
    let lists: [&[&str]; 12] = [
        &[],
        &[""],
        &["A"],
        &["A", "B"],
        &["A", "A"],
        &["two words", "<b>"],
        &["A", " B"],
        &["everything"],
        &["nothing", "x"],
        &["1", "2"],
        &["01", "1"],
        &["A+B/C", "-any/A"],
    ];
    let choices =
        WIDGETS.iter().flat_map(|entry| (entry.parameters)()).flat_map(|parameter| parameter.choices);
    let many = Value::List((0..40).map(|number| number.to_string()).collect());
    let texts = words.iter().chain(choices).map(|word| Value::one(*word)).chain(long.map(Value::one));
    texts
        .chain(lists.iter().map(|list| Value::List(list.iter().map(|&item| item.to_owned()).collect())))
        .chain([many])
        .collect()
}

/// What the parameters of a number are defined as.
fn definition(schema: &Json, number: &str) -> String {
    let kinds = schema["oneOf"].as_array().expect("kinds of directives");
    let kind = kinds.iter().find(|kind| kind["properties"]["number"]["const"] == number).expect("the number");
    let reference = kind["properties"]["parameters"]["$ref"].as_str().expect("a reference");
    reference.trim_start_matches("#/$defs/").replace("%20", " ")
}

#[test]
fn of_all_values_it_takes_those_that_the_registry_reads() {
    let (schema, values) = (schema(), values());
    let widgets = WIDGETS.iter().map(|entry| (format!("widget {}", entry.name), (entry.parameters)()));
    let mut numbers: BTreeMap<String, Vec<Parameter>> = BTreeMap::new();
    for number in NUMBERS.iter().copied().flatten() {
        numbers.entry(definition(&schema, number.name)).or_insert_with(number.parameters);
    }
    let (mut taken, mut refused) = (0, 0);
    for (name, list) in widgets.chain(numbers) {
        for Parameter { name: key, form, accepts, kind, .. } in &list {
            let validator = validator(&schema["$defs"][&name]["properties"][key]);
            for given in &values {
                let instance = value(form, given);
                let (reads, valid) = (accepts(given), validator.is_valid(&instance));
                // What an edit says has a grammar of its own; the schema only says that there is something.
                let agree = if *kind == "edits" { valid || !reads } else { valid == reads };
                assert!(agree, "{name} {key}: {given:?} is read: {reads}, {instance} is valid: {valid}");
                taken += usize::from(reads);
                refused += usize::from(!valid);
            }
        }
    }
    assert!(taken > 1000 && refused > 1000, "{taken} taken, {refused} refused");
}

#[test]
fn hostile_documents_are_refused() {
    let validator = validator(&schema());
    let fine = json!({ "widget": "grid", "parameters": { "items": ["A", "B"], "focus": "B", "draws": 20 } });
    assert!(validator.is_valid(&fine));
    assert!(validator.is_valid(&json!({ "widget": "grid" })));
    assert!(
        validator.is_valid(
            &json!({ "number": "loo", "parameters": { "focus": "B", "digits": 2, "signed": true } })
        )
    );
    for wrong in [
        json!(null),
        json!([]),
        json!("grid"),
        json!({}),
        json!({ "widget": "gird" }),
        json!({ "widget": "__proto__" }),
        json!({ "widget": "loo" }),
        json!({ "number": "grid" }),
        json!({ "widget": "grid", "number": "loo" }),
        json!({ "directive": "grid" }),
        json!({ "directive": "sources" }),
        json!({ "directive": "sources", "words": [] }),
        json!({ "directive": "glossary", "words": ["a"] }),
        json!({ "directive": "minutes", "parameters": { "chapter": 1 } }),
        json!({ "directive": "gallery", "parameters": { "gallery": "a.md" } }),
        json!({ "widget": "grid", "parameters": [] }),
        json!({ "widget": "grid", "parameters": null }),
        json!({ "widget": "grid", "script": "alert(1)" }),
        json!({ "widget": "grid", "parameters": { "focsu": "B" } }),
        json!({ "widget": "grid", "parameters": { "digits": 2 } }),
        json!({ "widget": "grid", "parameters": { "draws": "20" } }),
        json!({ "widget": "grid", "parameters": { "draws": 1e300 } }),
        json!({ "widget": "grid", "parameters": { "draws": -1 } }),
        json!({ "widget": "grid", "parameters": { "draws": 1.5 } }),
        json!({ "widget": "grid", "parameters": { "draws": { "$ref": "#" } } }),
        json!({ "widget": "grid", "parameters": { "items": "A B" } }),
        json!({ "widget": "grid", "parameters": { "items": ["A", "A"] } }),
        json!({ "widget": "grid", "parameters": { "items": ["A", "B\u{0}"] } }),
        json!({ "widget": "grid", "parameters": { "title": 1 } }),
    ] {
        assert!(!validator.is_valid(&wrong), "{wrong}");
    }
}
