//! Controls: the one way in which figures offer chips, choices, numbers and buttons.
//!
//! Every control has the name of the parameter that it sets ([`Markup::named`]), so that a teacher can hide or lock it. Those that take
//! a name for their ids have it from there.

use crate::markup::{EventKind, Markup, element};
use crate::parameters::Choice;
#[cfg(any(not(feature = "browser"), feature = "tables"))]
use crate::parameters::{TableChoice, Value};
#[cfg(any(not(feature = "browser"), feature = "tables"))]
use crate::tables::own;
use crate::widget::Scope;

/// Options under one legend.
pub fn fieldset<M: 'static>(legend: &'static str, options: Vec<Markup<M>>) -> Markup<M> {
    element("fieldset")
        .child(element("legend").text(legend))
        .child(element("div").class("options").children(options))
}

/// Buttons under one legend.
pub fn actions<M: 'static>(legend: &'static str, buttons: Vec<Markup<M>>) -> Markup<M> {
    element("fieldset")
        .child(element("legend").text(legend))
        .child(element("div").class("options actions").children(buttons))
}

/// Radio buttons under one legend. A group is itself by its name: one that took over the elements of another, where controls come and go,
/// would for a moment share its name, and a browser lets only one button of a name be chosen.
fn radio_group<M: 'static>(name: String, legend: &'static str, options: Vec<Markup<M>>) -> Markup<M> {
    fieldset(legend, options).key(name)
}

/// Chips of which one is chosen, by its place.
pub fn radio_chips<M: 'static>(
    scope: &Scope,
    group: &'static str,
    legend: &'static str,
    names: &[String],
    chosen: usize,
    message: fn(usize) -> M,
) -> Markup<M> {
    let name = scope.id(group);
    let chip = |(place, label): (usize, &String)| {
        let input = element("input")
            .attribute("type", "radio")
            .attribute("name", name.clone())
            .attribute("id", format!("{name}{place}"))
            .attribute("value", place.to_string())
            .flag("checked", place == chosen)
            .on(EventKind::Change, move |_| Some(message(place)));
        labelled("chip", input, label)
    };
    let options = names.iter().enumerate().map(chip).collect();
    radio_group(name, legend, options).named(group)
}

/// Chips of which any number is chosen.
pub fn check_chips<M: 'static>(
    scope: &Scope,
    group: &'static str,
    legend: &'static str,
    names: &[String],
    chosen: impl Fn(usize) -> bool,
    message: fn(usize) -> M,
) -> Markup<M> {
    let name = scope.id(group);
    let chip = |(place, label): (usize, &String)| {
        let input = element("input")
            .attribute("type", "checkbox")
            .attribute("id", format!("{name}{place}"))
            .flag("checked", chosen(place))
            .on(EventKind::Change, move |_| Some(message(place)));
        labelled("chip", input, label)
    };
    fieldset(legend, names.iter().enumerate().map(chip).collect()).named(group)
}

fn labelled<M: 'static>(class: &'static str, input: Markup<M>, label: &str) -> Markup<M> {
    element("label")
        .class(class)
        .child(input)
        .child(element("span").class("chip-name").text(label.to_owned()))
}

/// A few choices side by side.
pub fn segments<T: Choice, M: 'static>(
    scope: &Scope,
    group: &'static str,
    legend: &'static str,
    options: &[(T, &'static str)],
    current: T,
    message: fn(T) -> M,
) -> Markup<M> {
    let name = scope.id(group);
    let option = |&(choice, label): &(T, &'static str)| {
        let input = element("input")
            .attribute("type", "radio")
            .attribute("name", name.clone())
            .attribute("value", choice.word())
            .flag("checked", choice == current)
            .on(EventKind::Change, move |_| Some(message(choice)));
        element("label").class("segment").child(input).child(element("span").text(label))
    };
    let options = options.iter().map(option).collect();
    radio_group(name, legend, options).named(group)
}

/// Many choices in a list.
pub fn select<T: Choice, M: 'static>(
    label: &'static str,
    options: &[(T, &'static str)],
    current: T,
    enabled: bool,
    message: fn(T) -> M,
) -> Markup<M> {
    let option = |&(choice, name): &(T, &'static str)| {
        element("option").attribute("value", choice.word()).flag("selected", choice == current).text(name)
    };
    let list = element("select")
        .flag("disabled", !enabled)
        .on(EventKind::Change, move |input| T::from_word(&input.value).map(message))
        .children(options.iter().map(option));
    element("label").class("select").child(element("span").text(label)).child(list)
}

#[cfg(any(not(feature = "browser"), feature = "tables"))]
/// The tables in a list, and below them the reader's own rows that this figure has drawn.
pub fn select_table<T: TableChoice, M: 'static>(
    scope: &Scope,
    label: &'static str,
    options: &[(T, &'static str)],
    current: T,
    message: fn(T) -> M,
) -> Markup<M> {
    let own = scope.own().iter().map(|&rows| (T::of_own(rows), own::about(rows).title));
    let option = |(choice, name): (T, &'static str)| {
        let word = choice.print().as_one().unwrap_or_default().to_owned();
        element("option").attribute("value", word).flag("selected", choice == current).text(name)
    };
    let list = element("select")
        .flag("disabled", false)
        .on(EventKind::Change, move |input| T::read(&Value::one(&*input.value)).map(message))
        .children(options.iter().copied().chain(own).map(option));
    element("label").class("select").child(element("span").text(label)).child(list).named("data")
}

/// A text or number that is typed; the message comes when it is done.
pub fn typed<M: 'static>(
    scope: &Scope,
    name: &'static str,
    label: &'static str,
    value: String,
    decimal: bool,
    message: fn(String) -> M,
) -> Markup<M> {
    let input = element("input")
        .attribute("type", "text")
        .attribute("id", scope.id(name))
        .attribute("inputmode", if decimal { "decimal" } else { "text" })
        .attribute("autocomplete", "off")
        .attribute("value", value)
        .on(EventKind::Change, move |input| Some(message(input.value.clone())));
    element("label").class("select").child(element("span").text(label)).child(input).named(name)
}

/// A button; one that has nothing to do stays focusable, so that the keyboard is not thrown out of it.
pub fn button<M: 'static>(label: String, message: Option<impl Fn() -> M + 'static>) -> Markup<M> {
    element("button")
        .attribute("type", "button")
        .attribute("aria-disabled", if message.is_none() { "true" } else { "false" })
        .on(EventKind::Press, move |_| message.as_ref().map(|message| message()))
        .text(label)
}

/// A place in a list, by its name, with buttons to the one before and the one after: the keyboard's way to what a pointer picks in a
/// drawing. `current` is the name that stands there; `typed` answers what is typed in its place.
pub fn stepper<M: Clone + 'static>(
    scope: &Scope,
    name: &'static str,
    label: &'static str,
    current: String,
    (before, after): (Option<M>, Option<M>),
    message: fn(String) -> M,
) -> Markup<M> {
    let step = |sign: &'static str, which: &str, to: Option<M>| {
        button(sign.to_owned(), to.map(|to| move || to.clone()))
            .class("control-button")
            .attribute("aria-label", format!("{which}: {label}"))
    };
    element("div")
        .class("stepper")
        .child(typed(scope, name, label, current, true, message).named(""))
        .child(step("‹", "Before", before))
        .child(step("›", "After", after))
        .named(name)
}

/// A whole number between two ends, set by sliding. The message comes when it is let go.
pub fn slider<M: 'static>(
    scope: &Scope,
    name: &'static str,
    label: &'static str,
    (least, value, most): (u32, u32, u32),
    says: String,
    message: fn(u32) -> M,
) -> Markup<M> {
    let input = element("input")
        .attribute("type", "range")
        .attribute("id", scope.id(name))
        .attribute("min", least.to_string())
        .attribute("max", most.to_string())
        .attribute("value", value.to_string())
        .attribute("aria-valuetext", says.clone())
        .on(EventKind::Change, move |input| input.value.parse().ok().map(message));
    element("label")
        .class("slider")
        .child(element("span").text(label))
        .child(input)
        .child(element("span").class("slider-value").text(says))
        .named(name)
}
