//! What a reader can do, and what follows.

use simulation::dataset::{NewRow, Right, RowId, Target};
use simulation::edit::{Edit, Edits};

use super::parameters::{
    EditList, MOST_EDITS, Observed, Pointer, WorldsData, WorldsLearner, WorldsParameters,
};
use super::{Worlds, words};
use crate::parameters::{ParameterType, RowChoice, Value, Whole};
use crate::widget::{Reaction, Widget};

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum WorldsMessage {
    /// Take other rows.
    Data(WorldsData),
    /// Train another model.
    Learner(WorldsLearner),
    /// Observe something else.
    Observe(Observed),
    /// Press otherwise.
    Pointer(Pointer),
    /// Give rows another class by hand.
    Class(usize),
    /// Select the row of this id.
    Row(u32),
    /// Select the row whose id was typed.
    Typed(String),
    /// Press the drawing: where, in shares of its width and height.
    Press(f64, f64),
    /// Drag over the drawing: from where, to where; not yet let go.
    Drag((f64, f64), (f64, f64), bool),
    /// Move the selected row by steps across and up.
    Nudge(i32, i32),
    /// Take the selected row away.
    Drop,
    /// Give the selected row the chosen class.
    Relabel,
    /// Let the selected row stand twice.
    Copy,
    /// Add a row of the chosen class where the selected one is.
    AddHere,
    /// Make the edits that were written.
    Written(String),
    /// Take the last edit back.
    Undo,
    /// Take all edits back.
    Clear,
    /// Draw other rows.
    Redraw,
}

type Reacted = Option<Reaction<WorldsParameters>>;

/// A nudge, as a share of the drawing.
const STEP: f64 = 0.05;

pub(super) fn update(worlds: &mut Worlds, message: WorldsMessage) -> Reacted {
    worlds.notice.clear();
    let now = worlds.parameters.clone();
    match message {
        WorldsMessage::Data(data) => {
            let rows = Whole::new(now.rows.get().min(data.most_rows()));
            let (edits, row, class) = (EditList::Flip, RowChoice::First, Whole::new(0));
            return Some(Reaction::Turn(WorldsParameters { data, rows, edits, row, class, ..now }));
        }
        WorldsMessage::Learner(learner) => turn(worlds, WorldsParameters { learner, ..now }),
        WorldsMessage::Observe(observe) => turn(worlds, WorldsParameters { observe, ..now }),
        WorldsMessage::Pointer(pointer) => turn(worlds, WorldsParameters { pointer, ..now }),
        WorldsMessage::Class(class) => {
            turn(worlds, WorldsParameters { class: Whole::new(class as u32), ..now });
        }
        WorldsMessage::Row(id) => select(worlds, RowId::new(id)),
        WorldsMessage::Typed(text) => match text.trim().parse().map(RowId::new) {
            Ok(id) if worlds.ids().contains(&id) => select(worlds, id),
            _ => worlds.notice = format!("No training row has the id “{}”.", text.trim()),
        },
        WorldsMessage::Press(across, down) => press(worlds, (across, down)),
        WorldsMessage::Drag(from, to, held) => drag(worlds, from, to, held),
        WorldsMessage::Nudge(across, up) => {
            if let Some([x, y]) = place(worlds, worlds.row) {
                let (low, high) = (worlds.protocol.low, worlds.protocol.high);
                let step = |axis: usize, steps: i32| f64::from(steps) * STEP * (high[axis] - low[axis]);
                move_to(worlds, [x + step(0, across), y + step(1, up)]);
            }
        }
        WorldsMessage::Drop => {
            let id = worlds.row;
            edit(worlds, Edit::Drop(id));
        }
        WorldsMessage::Relabel => {
            let (id, class) = (worlds.row, worlds.parameters.class.get() as usize);
            edit(worlds, Edit::Relabel(id, Target::Class(class)));
        }
        WorldsMessage::Copy => {
            let to = free(worlds);
            let id = worlds.row;
            edit(worlds, Edit::Copy(id, to));
        }
        WorldsMessage::AddHere => {
            if let Some(at) = place(worlds, worlds.row) {
                add(worlds, at);
            }
        }
        WorldsMessage::Written(text) => written(worlds, text.trim()),
        WorldsMessage::Undo => {
            let mut edits = worlds.edits.as_slice().to_vec();
            edits.pop();
            set(worlds, edits);
        }
        WorldsMessage::Clear => set(worlds, vec![]),
        WorldsMessage::Redraw => {
            let seed = Whole::new((now.seed.get() + 1) % 1_000_000);
            turn(worlds, WorldsParameters { seed, edits: EditList::Flip, row: RowChoice::First, ..now });
        }
    }
    None
}

/// Turns to another state of the same table; if it cannot, says why and stays.
fn turn(worlds: &mut Worlds, parameters: WorldsParameters) {
    if let Err(error) = worlds.restore(parameters) {
        worlds.notice = error.to_string();
    }
}

fn select(worlds: &mut Worlds, id: RowId) {
    // Another row is selected, but what is edited stays what it was.
    let edits = EditList::These(worlds.edits.clone());
    let row = RowChoice::Id(id.number());
    turn(worlds, WorldsParameters { edits, row, ..worlds.parameters.clone() });
}

/// Where a row lies after the edits, or before them if it is gone.
fn place(worlds: &Worlds, id: RowId) -> Option<[f64; 2]> {
    let find = |world: &simulation::world::World<'_>| {
        let row = world.rows().find(|row| row.id == id)?;
        Some([*row.features.first()?, *row.features.get(1)?])
    };
    find(&worlds.edited()).or_else(|| find(&worlds.pair.world()))
}

fn press(worlds: &mut Worlds, spot: (f64, f64)) {
    let (mut marks, mut ids) = (vec![], vec![]);
    for row in worlds.edited().rows().chain(worlds.pair.world().rows()) {
        if let [x, y] = *row.features {
            marks.push((x, y));
            ids.push(row.id);
        }
    }
    let found = worlds.plane.pick(&marks, spot).and_then(|index| ids.get(index).copied());
    let inside = worlds.plane.contains(spot);
    let (x, y) = worlds.plane.values(spot);
    match worlds.parameters.pointer {
        Pointer::Add if inside => add(worlds, [x, y]),
        Pointer::Move if inside && found.is_none() => move_to(worlds, [x, y]),
        _ => {
            if let Some(id) = found {
                select(worlds, id);
            }
        }
    }
}

/// A drag takes the row that it starts at along.
fn drag(worlds: &mut Worlds, from: (f64, f64), to: (f64, f64), held: bool) {
    if held {
        return;
    }
    let rows: Vec<(RowId, (f64, f64))> = worlds
        .edited()
        .rows()
        .filter_map(|row| Some((row.id, (*row.features.first()?, *row.features.get(1)?))))
        .collect();
    let marks: Vec<(f64, f64)> = rows.iter().map(|&(_, mark)| mark).collect();
    if let (Some(index), true) = (worlds.plane.pick(&marks, from), worlds.plane.contains(to)) {
        select(worlds, rows[index].0);
        let (x, y) = worlds.plane.values(to);
        move_to(worlds, [x, y]);
    }
}

fn move_to(worlds: &mut Worlds, at: [f64; 2]) {
    let id = worlds.row;
    let target = worlds.edited().rows().find(|row| row.id == id).map(|row| row.target);
    if let Some(target) = target {
        edit(worlds, Edit::Replace(id, rounded(at), target));
    } else {
        worlds.notice = format!("Row {} is not there to be moved: it was dropped.", id.number());
    }
}

fn add(worlds: &mut Worlds, at: [f64; 2]) {
    let (id, class) = (free(worlds), worlds.parameters.class.get() as usize);
    let row =
        NewRow { id, features: rounded(at), target: Target::Class(class), group: 0, right: Right::Both };
    edit(worlds, Edit::Add(row));
}

/// A link carries every coordinate.
fn rounded(at: [f64; 2]) -> Vec<f64> {
    at.iter().map(|value| (value * 1000.0 + 0.5).floor() / 1000.0).collect()
}

fn free(worlds: &Worlds) -> RowId {
    let taken = worlds.ids().into_iter().map(RowId::number).max().unwrap_or(0);
    worlds.pair.free_id(0).max(RowId::new(taken.saturating_add(1)))
}

/// Takes edits as they are written, of every kind that there is.
fn written(worlds: &mut Worlds, text: &str) {
    match EditList::read(&Value::one(if text.is_empty() { "none" } else { text })) {
        Some(EditList::These(edits)) => set(worlds, edits.as_slice().to_vec()),
        Some(EditList::Flip) => {
            turn(worlds, WorldsParameters { edits: EditList::Flip, ..worlds.parameters.clone() });
        }
        None => worlds.notice = format!("“{text}” are no edits. Legal are {}.", EditList::range()),
    }
}

/// Adds an edit. One that says once more what becomes of a row takes the place of the one before.
fn edit(worlds: &mut Worlds, edit: Edit) {
    let mut edits = worlds.edits.as_slice().to_vec();
    let again = match (edits.last(), &edit) {
        (Some(Edit::Replace(last, ..)), Edit::Replace(id, ..))
        | (Some(Edit::Relabel(last, _)), Edit::Relabel(id, _)) => last == id,
        _ => false,
    };
    if again {
        edits.pop();
    }
    edits.push(edit);
    if edits.len() > MOST_EDITS {
        worlds.notice = format!("A figure holds {MOST_EDITS} edits: take one back first.");
        return;
    }
    set(worlds, edits);
}

fn set(worlds: &mut Worlds, edits: Vec<Edit>) {
    let now = worlds.parameters.clone();
    let edits: Edits = edits.into_iter().collect();
    // A row that an edit brought goes with it.
    let there = worlds.pair.world().edited(&edits).is_ok_and(|world| world.place(worlds.row).is_some());
    let stays = there || worlds.pair.world().place(worlds.row).is_some();
    let row = if stays { RowChoice::Id(worlds.row.number()) } else { RowChoice::First };
    let next = WorldsParameters { edits: EditList::These(edits), row, ..now };
    if let Err(error) = worlds.restore(next) {
        worlds.notice = words::refusal(&error);
    }
}
