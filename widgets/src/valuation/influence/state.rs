//! What a reader can do, and what comes of it.

use super::parameters::{DataChoice, Group, InfluenceParameters, Method, id, stop};
use super::{Influence, drawing};
use crate::parameters::TextLine;
use crate::widget::{Reaction, Widget};

/// Which of the two planes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The rows.
    Rows,
    /// What is foretold against what happens.
    Changes,
}

/// What a reader can do.
#[derive(Clone, Debug, PartialEq)]
pub enum InfluenceMessage {
    /// Another method.
    Method(Method),
    /// Another C, by the slider's stop.
    Stop(u32),
    /// Other rows.
    Data(DataChoice),
    /// Measure the selected row's loss, or that of all rows again.
    OnSelected(bool),
    /// A row by the number that was typed.
    Row(String),
    /// A press in a plane.
    Press(Side, (f64, f64)),
    /// The way that a pointer is dragged over a plane, and whether it is still down.
    Drag(Side, Vec<(f64, f64)>, bool),
    /// The selected row joins the group, or leaves it.
    Toggle,
    /// Another group.
    Group(Group),
}

/// Answers what the reader did. Whatever needs another fit, or another table, is a turn.
pub(super) fn update(
    widget: &mut Influence,
    message: InfluenceMessage,
) -> Option<Reaction<InfluenceParameters>> {
    widget.unfound = None;
    let mut next = widget.parameters().clone();
    match message {
        InfluenceMessage::Method(method) => next.method = method,
        InfluenceMessage::Stop(place) => next.c = stop(place),
        InfluenceMessage::Data(data) => {
            // Numbers of rows are those of a table.
            let none = TextLine::default;
            next = InfluenceParameters { data, on: none(), row: none(), ..next };
            if matches!(next.group, Group::These(_)) {
                next.group = Group::These(vec![]);
            }
        }
        InfluenceMessage::OnSelected(alone) => {
            let selected = widget.selected.filter(|_| alone);
            next.on = selected.map_or_else(TextLine::default, |row| widget.id(row).to_string().into());
            if let Some(row) = selected {
                next.row = widget.id(row).to_string().into();
            }
        }
        InfluenceMessage::Row(typed) => {
            let Some(id) = id(&typed).filter(|&id| widget.position(id).is_some()) else {
                widget.unfound = Some(typed);
                return None;
            };
            next.row = id.to_string().into();
        }
        InfluenceMessage::Press(side, spot) => {
            let (plane, marks) = drawing::plane(widget, side);
            let row = plane.pick(&marks, spot)?;
            next.row = widget.id(row).to_string().into();
        }
        InfluenceMessage::Drag(side, way, held) => {
            widget.way = (held && !way.is_empty()).then(|| (side, way.clone()));
            if held || way.is_empty() {
                return None;
            }
            let (plane, marks) = drawing::plane(widget, side);
            let mut ids: Vec<u32> =
                plane.inside(&marks, &way).into_iter().map(|position| widget.id(position)).collect();
            ids.sort_unstable();
            next.group = Group::These(ids);
        }
        InfluenceMessage::Toggle => {
            let selected = widget.id(widget.selected?);
            let mut ids: Vec<u32> = widget.work.group().iter().map(|&position| widget.id(position)).collect();
            match ids.iter().position(|&id| id == selected) {
                Some(place) => drop(ids.remove(place)),
                None => ids.push(selected),
            }
            ids.sort_unstable();
            next.group = Group::These(ids);
            next.row = selected.to_string().into();
        }
        InfluenceMessage::Group(group) => next.group = group,
    }
    Some(Reaction::Turn(next))
}
