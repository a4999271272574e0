//! What a reader can do, and what follows.

use super::Cartography;
use super::drawing;
use super::parameters::{CartographyParameters, LookAt};
use crate::parameters::{RowChoice, Whole};
use crate::widget::Widget;

/// What a reader can do.
#[derive(Clone, Debug, PartialEq)]
pub enum CartographyMessage {
    /// Train before the reader's eyes, or pause.
    Play,
    /// Draw the map up to this epoch.
    Epoch(u32),
    /// Make this share of the labels wrong, in per cent.
    Noise(u32),
    /// Look at other rows first.
    Look(LookAt),
    /// Show the row of the number that was typed.
    Row(String),
    /// Show the row that was pressed on the map.
    Press((f64, f64)),
    /// Train for so many epochs.
    Epochs(u32),
    /// Train from another start, in another order.
    Start,
    /// Draw other digits, and make other labels wrong.
    Redraw,
}

pub(super) fn update(widget: &mut Cartography, message: CartographyMessage) {
    let now = widget.parameters.clone();
    let first = RowChoice::First;
    let next = match message {
        CartographyMessage::Play => return if widget.playing { pause(widget) } else { play(widget) },
        CartographyMessage::Epoch(epoch) => CartographyParameters { epoch: Whole::new(epoch), ..now },
        CartographyMessage::Noise(noise) => CartographyParameters { noise: Whole::new(noise), ..now },
        CartographyMessage::Look(look) => CartographyParameters { look, row: first, ..now },
        CartographyMessage::Row(typed) => {
            let id = typed.trim().parse().ok().filter(|&id| has(widget, id));
            let Some(id) = id else {
                widget.unfound = Some(typed);
                return;
            };
            CartographyParameters { row: RowChoice::Id(id), ..now }
        }
        CartographyMessage::Press(spot) => {
            let (plane, marks) = drawing::map_plane(widget);
            let Some(row) = plane.pick(&marks, spot) else { return };
            CartographyParameters { row: RowChoice::Id(widget.id(row)), ..now }
        }
        // The last epoch stays the last.
        CartographyMessage::Epochs(epochs) => {
            let last = now.asked() == now.epochs.get() as usize;
            let epoch = if last { CartographyParameters::default().epoch } else { now.epoch };
            CartographyParameters { epochs: Whole::new(epochs), epoch, ..now }
        }
        CartographyMessage::Start => CartographyParameters { start: following(now.start), ..now },
        CartographyMessage::Redraw => CartographyParameters { seed: following(now.seed), row: first, ..now },
    };
    let changed = widget.restore(next);
    debug_assert!(changed.is_ok(), "made from legal parameters: {changed:?}");
}

/// Begins to train before the reader's eyes: from the epoch that is drawn, or anew from the last.
fn play(widget: &mut Cartography) {
    // The digit that is shown stays, whichever row comes first meanwhile.
    if let Some(place) = widget.selected() {
        widget.parameters.row = RowChoice::Id(widget.id(place));
    }
    if widget.shown() == widget.parameters.epochs.get() as usize {
        widget.parameters.epoch = Whole::new(1);
    }
    widget.run.rewind();
    (widget.playing, widget.stopped, widget.unfound) = (true, false, None);
    widget.refresh();
}

/// Stops at the epoch that is drawn.
pub(super) fn pause(widget: &mut Cartography) {
    widget.playing = false;
    widget.run.rewind();
    widget.refresh();
}

fn has(widget: &Cartography, id: u32) -> bool {
    widget.study.place(simulation::dataset::RowId::new(id)).is_some()
}

fn following(seed: Whole<1, 999_999>) -> Whole<1, 999_999> {
    Whole::new(seed.get() % 999_999 + 1)
}
