//! Tests only: what anybody may write into a link, a file or an attribute, tried on every widget there is. Each is refused in one clear
//! line, or is a state like any other; the figure keeps the state that it had.

use proptest::prelude::*;

use crate::frame::Instance;
use crate::parameters::state::State;
use crate::parameters::{Arguments, Value, link};
use crate::registry::{Entry, WIDGETS};
use crate::widget::Scope;

/// What no parameter means, and what some nearly do.
fn values() -> Vec<Value> {
    let long = "9".repeat(10_000);
    let one = [
        "",
        " ",
        "-1",
        "+1",
        "1e3",
        "1e309",
        "NaN",
        "inf",
        "0x10",
        "4294967295",
        "4294967296",
        "99999999999999999999999",
        "0.0001",
        "١٢",
        "null",
        "true",
        "TRUE",
        "\0",
        "\u{202e}evil",
        "a\nb",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'; DROP TABLE rows; --",
        "../../etc/passwd",
        "=1+1",
        "${x}",
        "{{x}}",
        "%00",
        "A+B/C",
        "any/any",
        "-/",
        "everything",
        "é́",
        &long,
    ];
    let lists = [
        vec![],
        vec![""],
        vec!["A", "A"],
        vec!["A"; 5_000],
        vec!["everything", "nothing"],
        vec!["<b>", "&amp;", "\u{feff}"],
    ];
    let lists = lists.into_iter().map(|list| Value::List(list.into_iter().map(str::to_owned).collect()));
    one.into_iter().map(Value::one).chain(lists).collect()
}

/// One line that a reader can bear, which names the key.
fn bearable(said: &str, key: &str) {
    assert!(said.contains(key) && said.chars().count() < 700, "{key}: {said}");
    assert!(!said.chars().any(|c| c.is_control() || c == '\u{202e}'), "{key}: {said:?}");
}

/// Opens a state in a figure that shows another, in each of its forms.
fn opens(entry: &Entry, arguments: &Arguments) {
    let by_file = |arguments: &Arguments| {
        opens_as(entry, arguments, |figure| {
            figure.open_file(State::to_file(entry.name, arguments).as_bytes());
            let said = figure.notice();
            assert!(said == "State opened." || said.contains("could not be"), "{arguments:?}: {said}");
        })
    };
    by_file(arguments);
    // An empty list has no form in a link, which then opens as if the key were not there.
    if arguments.iter().any(|(_, value)| matches!(value, Value::List(list) if list.is_empty())) {
        return;
    }
    // Nor does a link say of a single value whether it was a list of one: types that split a text at its spaces tell them apart.
    let listed = |(key, value): &(String, Value)| match value {
        Value::One(one) => (key.clone(), Value::List(vec![one.clone()])),
        list @ Value::List(_) => (key.clone(), list.clone()),
    };
    let listed: Arguments = arguments.iter().map(listed).collect();
    let link = link::write(entry.name, arguments);
    let state = opens_as(entry, &listed, |figure| figure.restore(&link));
    assert!(state == by_file(&listed), "{} {arguments:?}", entry.name);
}

/// What a figure shows that was given this state in one of its forms: the state, or what it showed before and why it did not take it.
fn opens_as(entry: &Entry, arguments: &Arguments, give: impl FnOnce(&mut dyn Instance)) -> String {
    let refusal = (entry.open)(arguments).err();
    let mut figure = (entry.revive)(&vec![], Scope::new("x")).expect("the defaults are legal");
    let before = figure.state();
    give(&mut *figure);
    let html = figure.view().to_html();
    assert!(!html.contains("<script>") && !html.contains("<img src=x"), "{} {arguments:?}", entry.name);
    let notice = figure.notice();
    assert_eq!(
        refusal.is_some(),
        notice.contains("could not be"),
        "{} {arguments:?}: {refusal:?} but {notice:?}",
        entry.name
    );
    if refusal.is_some() {
        assert_eq!(figure.state(), before, "{} {arguments:?}", entry.name);
        bearable(notice, "");
    }
    figure.state().0
}

#[test]
fn no_value_of_any_parameter_of_any_widget_does_harm() {
    for entry in WIDGETS {
        for parameter in (entry.parameters)() {
            for value in values() {
                let arguments = vec![(parameter.name.to_owned(), value)];
                opens(entry, &arguments);
                if let Err(errors) = (entry.make)(&arguments, "x") {
                    assert!(!errors.is_empty());
                    for error in errors {
                        bearable(&error.to_string(), error.key());
                    }
                }
            }
        }
    }
}

#[test]
fn keys_that_no_widget_has_are_named_and_change_nothing() {
    for entry in WIDGETS {
        for key in
            ["", "__proto__", "constructor", "title", "Focus", "<b>", "\u{202e}", "a\nb", &"k".repeat(5_000)]
        {
            let arguments = vec![(key.to_owned(), Value::one("1"))];
            let Err(errors) = (entry.open)(&arguments) else { panic!("{} takes {key}", entry.name) };
            assert_eq!(errors.len(), 1);
            bearable(&errors[0].to_string(), "unknown key");
            opens(entry, &arguments);
        }
        let many: Arguments = (0..4_000).map(|place| (format!("key{place}"), Value::one("1"))).collect();
        opens(entry, &many);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_mixture_of_keys_and_values_is_a_state_or_changes_nothing(
        widget in any::<prop::sample::Index>(),
        picks in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "(?s).{0,6}", any::<bool>()), 1..4),
    ) {
        let entry = &WIDGETS[widget.index(WIDGETS.len())];
        let (parameters, values) = ((entry.parameters)(), values());
        let arguments: Arguments = picks.into_iter().map(|(key, value, text, odd)| {
            let key = parameters[key.index(parameters.len())].name.to_owned();
            (key, if odd { Value::one(text) } else { values[value.index(values.len())].clone() })
        }).collect();
        opens(entry, &arguments);
    }

    #[test]
    fn any_text_in_a_link_is_a_state_or_changes_nothing(text in "(?s)(1|2|\\.|-|_2|grid|focus|draws|[0-9A-C]|.){0,30}") {
        let entry = &WIDGETS[0];
        let mut figure = (entry.revive)(&vec![], Scope::new("x")).expect("the defaults are legal");
        let before = figure.state();
        figure.restore(&text);
        let refused = figure.notice().contains("could not be restored");
        prop_assert!(!refused || figure.state() == before);
    }
}
