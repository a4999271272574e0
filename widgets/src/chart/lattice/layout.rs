//! Where the nodes of a lattice are.

use super::{LatticePicture, Spot};

pub(super) const MARGIN: f64 = 10.0;
pub(super) const HEIGHT: f64 = 40.0;
/// As wide as it is, if the widest level fits.
pub(super) const WIDTH: f64 = 632.0;
/// The room between two of them.
pub(super) const BETWEEN: f64 = 7.0;
/// The distance of two nodes, at least and at most.
pub(super) const PITCH: (f64, f64) = (44.0, 76.0);
/// Room between levels: many steps, few of them, and a level of which no node is drawn.
pub(super) const GAPS: (f64, f64, f64) = (56.0, 36.0, 8.0);
/// The room of the summaries, and the height of a level without nodes.
pub(super) const SUMMARY: (f64, f64) = (86.0, 20.0);

/// Where everything is.
pub(super) struct Layout {
    pub(super) left: f64,
    pub(super) pitch: f64,
    pub(super) width: f64,
    /// The upper side of each level.
    pub(super) tops: Vec<f64>,
    pub(super) height: f64,
}

impl Layout {
    pub(super) fn of(picture: &LatticePicture) -> Self {
        let levels = &picture.levels;
        let widest = levels.iter().map(|level| level.nodes.len()).max().unwrap_or(0).max(1) as f64;
        let has_summaries = levels.iter().any(|level| level.summary.is_some());
        let left = MARGIN + if has_summaries { SUMMARY.0 } else { 0.0 };
        let pitch = ((WIDTH - left - MARGIN) / widest).clamp(PITCH.0, PITCH.1);
        let (mut tops, mut y) = (vec![], MARGIN);
        for (index, level) in levels.iter().enumerate() {
            tops.push(y);
            let next = levels.get(index + 1);
            let touch = !level.nodes.is_empty() && next.is_some_and(|next| !next.nodes.is_empty());
            let gap = match (touch, has_summaries) {
                (true, false) => GAPS.0,
                (true, true) => GAPS.1,
                (false, _) => GAPS.2,
            };
            y += if level.nodes.is_empty() { SUMMARY.1 } else { HEIGHT };
            y += if next.is_some() { gap } else { MARGIN };
        }
        // A level that is only told needs the room of its line.
        let room = if has_summaries { 180.0 } else { 0.0 };
        Self { left, pitch, width: (left + pitch * widest + MARGIN).max(room), tops, height: y }
    }

    /// The middle of a node's upper side.
    pub(super) fn place(&self, picture: &LatticePicture, (level, index): Spot) -> (f64, f64) {
        let middle = self.left.midpoint(self.width - MARGIN);
        let nodes = picture.levels.get(level).map_or(0, |level| level.nodes.len()) as f64;
        let x = middle + (index as f64 - (nodes - 1.0) / 2.0) * self.pitch;
        (x, self.tops.get(level).copied().unwrap_or(MARGIN))
    }
}
