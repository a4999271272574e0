//! Controls and figure.

use super::parameters::{DataChoice, GROUP_ROWS, Group, Method, STOPS, stop_of};
use super::{Influence, InfluenceMessage, Side, drawing, words};
use crate::chart::{Ink, Shape, bars_size, legend, sheet};
use crate::controls::{actions, button, radio_chips, segments, select_table, slider, stepper};
use crate::format::short;
use crate::markup::{EventKind, Markup, element};
use crate::widget::Scope;

type View = Markup<InfluenceMessage>;

pub(super) fn controls(widget: &Influence, scope: &Scope) -> Vec<View> {
    let parameters = &widget.parameters;
    let c = parameters.c;
    let says = format!("C = {}, λ = {}", c.text(), short(1.0 / c.get(), 1));
    let last = STOPS.len() as u32 - 1;
    vec![
        segments(scope, "method", "Foretold by", &Method::NAMES, parameters.method, InfluenceMessage::Method)
            .class("paired"),
        slider(
            scope,
            "c",
            "Regularisation: strong to weak",
            (0, stop_of(c.get()), last),
            says,
            InfluenceMessage::Stop,
        ),
        row(widget, scope),
        group(widget),
        select_table(scope, "Rows", &DataChoice::NAMES, parameters.data, InfluenceMessage::Data),
        radio_chips(
            scope,
            "on",
            "Loss of",
            &["all rows".to_owned(), words::alone(widget)],
            usize::from(widget.measured().is_some()),
            |place| InfluenceMessage::OnSelected(place == 1),
        ),
    ]
}

fn row(widget: &Influence, scope: &Scope) -> View {
    let number = |position: usize| widget.id(position).to_string();
    let here = widget.selected;
    let to = |position: Option<usize>| {
        let position = position.filter(|&position| position < widget.rows.len())?;
        Some(InfluenceMessage::Row(number(position)))
    };
    let before = to(here.and_then(|position| position.checked_sub(1)));
    let after = to(Some(here.map_or(0, |position| position + 1)));
    let current = here.map_or_else(String::new, number);
    stepper(scope, "row", "Row", current, (before, after), InfluenceMessage::Row)
}

fn group(widget: &Influence) -> View {
    let rows = widget.work.group();
    let inside = widget.selected.is_some_and(|row| rows.contains(&row));
    let whole = widget.work.outcome.is_whole();
    let toggle = widget.selected.map(|_| || InfluenceMessage::Toggle);
    let other = |group: Group, possible: bool| {
        let message = InfluenceMessage::Group(group);
        possible.then_some(move || message.clone())
    };
    actions(
        "Group that leaves together",
        vec![
            button(if inside { "Take the row out".to_owned() } else { "Add the row".to_owned() }, toggle),
            button(
                format!("The row’s {GROUP_ROWS} nearest"),
                other(Group::Nearest, widget.selected.is_some() && whole),
            ),
            button(format!("The {GROUP_ROWS} largest changes"), other(Group::Largest, whole)),
            button("No group".to_owned(), other(Group::These(vec![]), !rows.is_empty())),
        ],
    )
    .named("group")
}

pub(super) fn figure(widget: &Influence) -> View {
    let plane = |side: Side| {
        let drawn = drawing::draw(widget, side)
            .on(EventKind::Press, move |input| {
                input.spots.first().map(|&spot| InfluenceMessage::Press(side, spot))
            })
            .on(EventKind::Drag, move |input| {
                Some(InfluenceMessage::Drag(side, input.spots.clone(), input.held))
            });
        element("div").child(drawn)
    };
    let classes = widget.parameters.data.classes().map(str::to_owned);
    let marks =
        classes.into_iter().enumerate().map(|(class, name)| (Shape::of(class), Ink::Group(class), name));
    element("div")
        .child(element("div").class("planes").child(plane(Side::Rows)).child(plane(Side::Changes)))
        .child(legend(marks))
        .children(
            drawing::boundary_words(widget)
                .map(|words| element("p").class("figure-note").key("boundary").text(words)),
        )
        .child(element("p").class("figure-note").key("note").text(words::note(widget)))
        .children(drawing::group(widget).map(|drawn| {
            element("div").class("planes").key("group").child(
                element("div")
                    .child(element("p").class("plane-title").text(words::group_heading(widget)))
                    .child(drawn),
            )
        }))
}

/// Everything as one drawing.
pub(super) fn sheet_of(widget: &Influence) -> View {
    let mut drawings: Vec<(View, (f64, f64))> = [Side::Rows, Side::Changes]
        .map(|side| (drawing::draw(widget, side), drawing::plane(widget, side).0.size()))
        .into();
    if let (Some(drawn), Some(list)) = (drawing::group(widget), drawing::group_bars(widget)) {
        drawings.push((drawn, bars_size(list.len())));
    }
    sheet(words::title(widget), drawings)
}
