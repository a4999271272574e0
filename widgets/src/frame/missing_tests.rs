//! A figure whose code on demand is not here yet, as a page has it at first.

use super::{FrameMessage, Instance, MenuItem, Missing};
use crate::code;
use crate::idea::grid::{Grid, GridMessage, LearnerChoice, QuantityChoice};
use crate::markup::Message;
use crate::registry;
use crate::widget::{Scope, Widget};

use super::Effect;

/// A grid without trained worlds, in a page that has drawn it and nothing else.
fn grid() -> Box<dyn Instance> {
    code::set_here(false);
    let entry = registry::widget(Grid::NAME).expect("the grid");
    (entry.revive)(&vec![], Scope::new("x")).expect("legal")
}

fn menu(item: MenuItem) -> Message {
    Box::new(FrameMessage::<GridMessage>::Menu(item))
}

fn press(message: GridMessage) -> Message {
    Box::new(FrameMessage::Widget(message))
}

#[test]
fn work_waits_for_its_code_and_then_goes_on() {
    let mut figure = grid();
    assert_eq!(figure.missing(), [Missing::Code]);
    assert!(!figure.step() && !figure.is_working(), "nothing is called before it is here");
    assert!(figure.view().to_html().contains("Training worlds"), "what is to be done is said");
    figure.update(press(GridMessage::Quantity(QuantityChoice::Shapley)));
    assert!(figure.view().to_html().contains("on average over all worlds"), "a press is answered at once");

    code::set_here(true);
    assert!(figure.missing().is_empty() && figure.arrive().is_empty());
    assert!(figure.is_working() && figure.step());
}

#[test]
fn what_the_menu_does_waits_for_its_code_with_all_that_follows() {
    let mut figure = grid();
    assert!(matches!(figure.update(menu(MenuItem::SaveState))[..], [Effect::CloseMenu]));
    assert!(figure.view().to_html().contains("Fetching what this needs"));
    figure.update(press(GridMessage::Learner(LearnerChoice::Logistic)));
    assert!(figure.arguments().is_empty(), "in the order of the presses");

    code::set_here(true);
    let effects = figure.arrive();
    let [Effect::Download { name, content, .. }] = &effects[..] else {
        panic!("a download, and no menu is closed that was opened since")
    };
    assert!(name == "x.json" && !content.contains("logistic"), "the state that was asked for: {content}");
    assert_eq!(figure.arguments().len(), 1, "and then what was pressed");
    assert!(matches!(
        figure.update(menu(MenuItem::SaveState))[..],
        [Effect::CloseMenu, Effect::Download { .. }]
    ));
}

#[test]
fn code_that_cannot_be_had_changes_nothing_says_so_and_is_tried_again() {
    let mut figure = grid();
    let before = figure.state();
    figure.update(menu(MenuItem::ToggleTable));
    figure.forgo(Missing::Code);
    assert!(figure.missing().is_empty(), "until the reader does something again");
    assert_eq!(figure.state(), before);
    let html = figure.view().to_html();
    assert!(html.contains("could not be fetched") && !html.contains("<progress"), "{html}");

    figure.update(menu(MenuItem::ToggleTable));
    assert_eq!(figure.missing(), [Missing::Code]);
    code::set_here(true);
    figure.arrive();
    assert!(figure.view().to_html().contains("widget-table"));
}
