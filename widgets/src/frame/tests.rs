//! What pages and teachers do with any figure, tried on the grid.

use crate::idea::grid::Grid;
use crate::markup::{EventKind, Input, Kind, Message, Node};
use crate::parameters::{Arguments, text};
use crate::registry;
use crate::widget::{Scope, Widget};

use super::Instance;

fn arguments(pairs: &[(&str, &str)]) -> Arguments {
    pairs.iter().map(|&(key, value)| (key.to_owned(), text::read(value))).collect()
}

fn grid(pairs: &[(&str, &str)]) -> Box<dyn Instance> {
    let entry = registry::widget(Grid::NAME).expect("the grid");
    (entry.revive)(&arguments(pairs), Scope::new("x")).expect("legal")
}

fn refused(pairs: &[(&str, &str)]) -> Vec<String> {
    let entry = registry::widget(Grid::NAME).expect("the grid");
    let errors = (entry.make)(&arguments(pairs), "x").err().expect("refused");
    errors.iter().map(ToString::to_string).collect()
}

/// Every message that a press or a change anywhere in the tree sends.
fn messages(node: &Node, input: &Input) -> Vec<Message> {
    let Kind::Element(element) = node.kind() else { return vec![] };
    let own = element.listeners.iter().filter(|l| matches!(l.event, EventKind::Press | EventKind::Change));
    let own: Vec<Message> = own.filter_map(|listener| listener.respond.respond(input)).collect();
    own.into_iter().chain(element.children.iter().flat_map(|child| messages(child, input))).collect()
}

#[test]
fn names_that_are_no_controls_are_refused_with_those_that_are() {
    let said = refused(&[("hide", "score model"), ("lock", "sede")]);
    assert!(
        said[0]
            .starts_with("`hide` is “model”: expected controls of this figure: data, score, learner, mode")
    );
    assert!(said[0].ends_with("seed, menu"), "{said:?}");
    assert!(
        said[1].starts_with("`lock` is “sede”: expected parameters of this figure: items, data"),
        "{said:?}"
    );
}

#[test]
fn what_is_hidden_is_not_drawn() {
    let (all, some) = (grid(&[]).view(), grid(&[("hide", "score menu")]).view());
    assert!(all.controls().contains(&"score") && all.to_html().contains("Copy embed code"));
    assert!(!some.controls().contains(&"score") && some.controls().contains(&"learner"));
    assert!(!some.to_html().contains("<details"));
}

#[test]
fn what_is_locked_stays_whatever_the_reader_presses() {
    let written = |figure: &dyn Instance| {
        let found = figure.arguments().into_iter().find(|(key, _)| key == "focus");
        found.map(|(_, value)| text::write(&value))
    };
    let presses = |figure: &mut dyn Instance| {
        let mut seen = vec![];
        for value in ["0", "1", "2", "shapley", "everything"] {
            let input = Input { value: value.to_owned(), ..Input::default() };
            for place in 0..messages(&figure.view(), &input).len() {
                let Some(message) = messages(&figure.view(), &input).into_iter().nth(place) else { continue };
                figure.update(message);
                seen.push(written(figure));
            }
        }
        seen.dedup();
        seen
    };
    assert!(presses(&mut *grid(&[("focus", "C")])).len() > 1, "free, it changes");
    assert_eq!(presses(&mut *grid(&[("focus", "C"), ("lock", "focus")])), [Some("C".to_owned())]);
    let mut locked = grid(&[("focus", "C"), ("lock", "focus")]);
    locked.restore("1-focus.A-score.coverage");
    assert_eq!(written(&*locked).as_deref(), Some("C"), "by a link neither");
    assert!(locked.arguments().iter().any(|(key, _)| key == "score"), "which may do all else");
}

#[test]
fn a_page_opens_states_by_keys_and_bad_ones_change_nothing() {
    let mut figure = grid(&[("title", "Before")]);
    figure.open(&arguments(&[("items", "P Q R"), ("focus", "R"), ("title", "Who?")])).unwrap();
    while figure.step() {}
    let directive = text::directive(figure.name(), &figure.arguments());
    assert_eq!(directive, "<<#grid items=[P, Q, R] focus=R title=Who?>>".replace("Who?", "\"Who?\""));
    for bad in [
        &[("focus", "Z")][..],
        &[("fcous", "A")],
        &[("seed", "-1")],
        &[("hide", "nobody")],
        &[("id", "a"), ("id", "b")],
    ] {
        let said = figure.open(&arguments(bad)).unwrap_err();
        assert_eq!(text::directive(figure.name(), &figure.arguments()), directive, "{said}");
        assert!(figure.view().to_html().contains(&crate::markup::html::escape(&said)), "{said}");
    }
    assert!(figure.state().1, "where Reset leads");
}
