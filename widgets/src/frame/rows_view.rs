//! The picture of where a reader gives own rows.

use simulation::data::own::{Column, MAX_CLASSES, MAX_COLUMNS, MAX_ROWS, MIN_ROWS, Role};

use super::rows::{Panel, ReadRows, RowsMessage, TEXT};
use crate::controls::button;
use crate::markup::{EventKind, Markup, element};
use crate::tables::own::Kept;
use crate::widget::Scope;

/// What a column can be for, as a list has it.
const ROLES: [(Role, &str); 6] = [
    (Role::Feature, "Feature (number)"),
    (Role::OneHot, "Feature (one-hot)"),
    (Role::Class, "Class: the label"),
    (Role::Group, "Group"),
    (Role::Id, "Row number"),
    (Role::LeftOut, "Left out"),
];

impl Panel {
    pub(super) fn view(&self, scope: &Scope) -> Markup<RowsMessage> {
        let title = scope.id("own-title");
        let about = format!(
            "A table with the names of its columns in the first line, {MIN_ROWS} to {MAX_ROWS} rows and up to {MAX_COLUMNS} columns, fields between commas, semicolons or tabs. The label has 2 to {MAX_CLASSES} classes. Everything stays on this device; nothing is sent."
        );
        let field = element("textarea")
            .attribute("id", scope.id(TEXT))
            .attribute("rows", "5")
            .attribute("spellcheck", "false")
            .attribute("autocomplete", "off")
            .on(EventKind::Change, |input| Some(RowsMessage::Typed(input.value.clone())));
        let label = element("label")
            .class("own-field")
            .child(element("span").text("Paste rows here, choose a file, or drop one onto the figure"))
            .child(field);
        let ways = element("div")
            .class("own-actions")
            .child(press("Read what was pasted", RowsMessage::Read))
            .child(press("Choose a file", RowsMessage::Choose))
            .child(press("Close", RowsMessage::Close));
        element("section")
            .class("widget-rows")
            .control()
            .key("rows")
            .attribute("aria-labelledby", title.clone())
            .on(EventKind::Key, |input| (input.key == "Escape").then_some(RowsMessage::Close))
            .child(element("p").class("own-title").attribute("id", title).text("Use your own rows"))
            .child(element("p").class("own-note").text(about))
            .children(kept(&self.kept))
            .child(label)
            .child(ways)
            .child(element("p").class("own-said").attribute("role", "status").text(self.said.clone()))
            .children(self.read.as_ref().map(|read| columns(read, self.is_ready())))
    }
}

fn press(label: &str, message: RowsMessage) -> Markup<RowsMessage> {
    button(label.to_owned(), Some(move || message.clone()))
}

/// The columns, each with what it is for, and the way on.
fn columns(read: &ReadRows, ready: bool) -> Markup<RowsMessage> {
    let column = |(place, name): (usize, &String)| {
        let option = |&(role, says): &(Role, &'static str)| {
            element("option")
                .attribute("value", role.letter().to_string())
                .flag("selected", read.roles.get(place) == Some(role))
                .text(says)
        };
        let list = element("select")
            .on(EventKind::Change, move |input| {
                Some(RowsMessage::Role(place, Role::from_letter(input.value.chars().next()?)?))
            })
            .children(ROLES.iter().map(option));
        let holds = |column: &Column| if column.numbers > 0.5 { "numbers" } else { "text" };
        let holds = read.columns.get(place).map_or("", holds);
        let says = element("span").text(format!("{name}: {holds}"));
        element("li").child(element("label").class("select").child(says).child(list))
    };
    element("div")
        .class("own-columns")
        .key("own-columns")
        .child(element("p").text("What is each column for?"))
        .child(element("ul").children(read.names.iter().enumerate().map(column)))
        .child(button("Draw these rows".to_owned(), ready.then_some(|| RowsMessage::Use)).class("own-use"))
}

/// What was given before.
fn kept(all: &[Kept]) -> Option<Markup<RowsMessage>> {
    let one = |kept: &Kept| {
        let print = kept.rows.fingerprint();
        let name = if kept.name.is_empty() {
            format!("Pasted rows {:04x}", print & 0xffff)
        } else {
            kept.name.clone()
        };
        element("li")
            .child(element("span").text(name.clone()))
            .child(
                press("Read again", RowsMessage::Again(print))
                    .attribute("aria-label", format!("Read again: {name}")),
            )
            .child(
                press("Forget", RowsMessage::Forget(print))
                    .attribute("aria-label", format!("Forget: {name}")),
            )
    };
    let list = || element("ul").children(all.iter().map(one));
    (!all.is_empty()).then(|| {
        element("div")
            .class("own-kept")
            .key("own-kept")
            .child(element("p").text("On this device"))
            .child(list())
    })
}
