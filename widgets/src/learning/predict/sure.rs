//! How sure a reader is of a prediction: one more list beside the form, which nobody needs to touch.
//!
//! Asked in probabilities, since only these can be held against how often answers came true.

use crate::format::join;
use crate::markup::{EventKind, Markup, element};
use crate::parameters::{Parameters, TextLine, link};

/// The steps for one of `options` statements, in per cent: from chance, 100/options, to all but certain.
pub(super) fn of_choice(options: usize) -> Vec<u32> {
    if options <= 2 {
        return vec![50, 60, 70, 80, 90, 99];
    }
    let chance = (100.0 / options as f64 + 0.5) as u32;
    vec![chance, 50, 70, 90, 99]
}

/// The steps for a number: whoever guesses is seldom near.
pub(super) fn of_number() -> Vec<u32> {
    vec![10, 30, 50, 70, 90, 99]
}

/// The list. `said` is what was chosen, 0 for nothing.
pub(super) fn list<M: 'static>(label: String, steps: &[u32], said: u32, message: fn(u32) -> M) -> Markup<M> {
    let last = steps.len().saturating_sub(1);
    let option = |(at, &step): (usize, &u32)| {
        let end = match at {
            0 => ", a guess",
            at if at == last => ", all but certain",
            _ => "",
        };
        element("option")
            .attribute("value", step.to_string())
            .flag("selected", step == said)
            .text(join(&[&step.to_string(), "\u{a0}%", end], ""))
    };
    let none = element("option").attribute("value", "0").flag("selected", said == 0).text("I do not say");
    let offered = element("select")
        .on(EventKind::Change, move |input| input.value.parse().ok().map(message))
        .child(none)
        .children(steps.iter().enumerate().map(option));
    element("label").class("question-entry question-sure").child(element("span").text(label)).child(offered)
}

/// What a question is asked anew with.
pub(super) fn form(parameters: &impl Parameters) -> TextLine {
    let all = parameters.differences().into_iter();
    let own = all.filter(|(key, _)| !matches!(key.as_str(), "id" | "question" | "figure"));
    link::encode(&own.collect::<Vec<_>>()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_from_chance_to_all_but_certain() {
        for options in 2..=8 {
            let steps = of_choice(options);
            assert_eq!(steps[0], (100.0 / options as f64).round() as u32);
            assert!(steps.windows(2).all(|pair| pair[0] < pair[1]) && steps.last() == Some(&99), "{steps:?}");
        }
        assert!(of_number().windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn nothing_is_said_until_something_is_chosen() {
        let html = |said| list("How sure?".into(), &[50, 99], said, |said| said).into_node().to_html();
        assert!(html(0).contains("value=\"0\" selected=\"\">I do not say"), "{}", html(0));
        assert!(html(50).contains("value=\"50\" selected=\"\">50\u{a0}%, a guess<"), "{}", html(50));
        assert!(html(0).contains(">99\u{a0}%, all but certain<"));
    }
}
