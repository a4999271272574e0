use super::*;
use proptest::prelude::*;

fn state(widget: &str, arguments: &[(&str, Value)]) -> State {
    let arguments = arguments.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    State { widget: Some(widget.to_owned()), arguments }
}

#[test]
fn the_form_is_for_people_too() {
    let state =
        state("grid", &[("focus", Value::one("C")), ("world", Value::List(vec!["A".into(), "\"".into()]))]);
    let text = write("grid", &state.arguments);
    assert_eq!(
        text,
        "{\n  \"format\": \"counterfactuals-state\",\n  \"version\": 2,\n  \"widget\": \"grid\",\n  \"parameters\": {\n    \
         \"focus\": \"C\",\n    \"world\": [\"A\", \"\\\"\"]\n  }\n}\n"
    );
    assert_eq!(read(&text), Ok(state));
    let plain = write("grid", &[]);
    assert_eq!(plain.lines().last(), Some("}"));
    assert_eq!(read(&plain).unwrap().arguments, []);
}

#[test]
fn earlier_versions_and_other_orders_are_read() {
    for head in ["", "\"version\":1,", "\"version\": 2,"] {
        let text = format!("{{\"parameters\":{{\"a\":[]}},{head}\"format\":\"counterfactuals-state\"}}");
        let read = read(&text).unwrap();
        assert_eq!(
            (read.widget, read.arguments),
            (None, vec![("a".to_owned(), Value::List(vec![]))]),
            "{text}"
        );
    }
}

#[test]
fn mistakes_are_shown_where_they_are() {
    let whole = "{\"format\":\"counterfactuals-state\",\"version\":2,\"widget\":\"grid\",\"parameters\":{}}";
    for (text, line, column, what) in [
        (String::new(), 1, 1, "expected {, found the file's end"),
        ("\n [1]".into(), 2, 2, "expected {, found “[1]”"),
        (
            "{\n\"fromat\": 1}".into(),
            2,
            1,
            "expected format, version, widget or parameters, found “\"fromat\": 1}”",
        ),
        ("{\"format\": \"x\"}".into(), 1, 12, "expected \"counterfactuals-state\", found “\"x\"}”"),
        ("{\"version\": \"2\"}".into(), 1, 13, "expected the number of the format's version, found “\"2\"}”"),
        (
            "{\"version\": 9}".into(),
            1,
            13,
            "the file's version is “9”, and this page reads versions 1 to 2: a newer edition of the book has written it",
        ),
        ("{}".into(), 1, 3, "the file has no “format”: expected \"format\": \"counterfactuals-state\""),
        (
            "{\"format\":\"counterfactuals-state\"}".into(),
            1,
            35,
            "the file has no “parameters”: expected \"parameters\": {…}",
        ),
        (
            "{\"parameters\": {\"é\": 12}}".into(),
            1,
            22,
            "expected a text in quotation marks, or a list of such texts, found “12}}”",
        ),
        ("{\"parameters\": {\"a\": [1]}}".into(), 1, 23, "expected a text in quotation marks, found “1]}}”"),
        (
            "{\"parameters\": {\"a\": \"b".into(),
            1,
            24,
            "expected more of the text and \" at its end, found the file's end",
        ),
        (
            "{\"parameters\": {\"a\": \"b\nc\"}}".into(),
            1,
            24,
            "expected more of the text and \" at its end, found “ c\"}}”",
        ),
        (
            "{\"a\\x\"".into(),
            1,
            4,
            "expected one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u00e9, found “\\x\"”",
        ),
        ("{\"\\ud83d\"".into(), 1, 3, "expected an escape such as \\u00e9, found “\\ud83d\"”"),
        (format!("{whole}x"), 1, whole.len() + 1, "expected the end of the file, found “x”"),
        (whole.replace("{}", "{,}"), 1, whole.len() - 1, "expected a text in quotation marks, found “,}}”"),
    ] {
        let error = read(&text).unwrap_err();
        assert_eq!(error, JsonError { line, column, what: what.into() }, "{text}");
    }
}

proptest! {
    #[test]
    fn every_text_survives_and_others_read_the_same(
        widget in "(?s).{0,8}",
        pairs in proptest::collection::vec(("(?s).{0,8}", proptest::collection::vec("(?s).{0,8}", 0..4), any::<bool>()), 0..4),
    ) {
        let arguments: Arguments = pairs.into_iter().map(|(key, values, single)| {
            (key, if single { Value::one(values.concat()) } else { Value::List(values) })
        }).collect();
        let text = write(&widget, &arguments);
        prop_assert_eq!(read(&text), Ok(State { widget: Some(widget.clone()), arguments: arguments.clone() }));
        // A parser that is not ours agrees that this is JSON, and what it says.
        let other: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(other["widget"].as_str(), Some(widget.as_str()));
        for (key, value) in &arguments {
            if arguments.iter().filter(|(other, _)| other == key).count() > 1 { continue; }
            let same = match value {
                Value::One(one) => other["parameters"][key].as_str() == Some(one),
                Value::List(list) => other["parameters"][key] == serde_json::json!(list),
            };
            prop_assert!(same, "{}", key);
        }
    }

    #[test]
    fn what_others_write_is_read(text in "(?s).{0,12}") {
        for json in [serde_json::to_string(&text).unwrap(), ascii(&text)] {
            let file = format!("{{\"format\":\"counterfactuals-state\",\"parameters\":{{\"a\":{json}}}}}");
            prop_assert_eq!(&read(&file).unwrap().arguments[0].1, &Value::one(text.clone()));
        }
    }

    #[test]
    fn nothing_makes_it_panic_and_every_mistake_has_its_place(
        cut in 0_usize..140,
        noise in "(?s)([{}\\[\\],:\"\\\\]|\\\\u[0-9a-fd]{0,4}|[\n\u{feff}\u{0}]|\"a\"|1|é|.){0,12}",
        skip in 0_usize..20,
    ) {
        let whole = write("grid", &[("a".into(), Value::one("b\u{1f427}")), ("c".into(), Value::List(vec!["é".into(), "f".into()]))]);
        let start: String = whole.chars().take(cut).collect();
        let rest: String = whole.chars().skip(cut + skip).collect();
        let text = format!("{start}{noise}{rest}");
        if let Err(error) = read(&text) {
            let lines: Vec<&str> = text.split('\n').collect();
            prop_assert!((1..=lines.len()).contains(&error.line));
            prop_assert!((1..=lines[error.line - 1].chars().count() + 1).contains(&error.column));
            let said = error.to_string();
            prop_assert!(said.chars().count() < 200 && !said.chars().any(char::is_control), "{}", said);
        } else {
            // Whatever it takes is JSON.
            prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{}", text);
        }
    }
}

/// The text in the escapes that other programs write.
fn ascii(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("\\u{unit:04X}"));
    format!("\"{}\"", units.collect::<String>())
}
