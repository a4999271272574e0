//! What a reader can do, and what follows.

use super::Privacy;
use super::guesses::Guesses;
use super::parameters::{CLIPS, EPSILONS, Mechanism, NOISES, PrivacyParameters, Shown, Slack, TrainedOn};
use crate::parameters::{Decimal, Whole};
use crate::tables::OwnRows;
use crate::widget::{Reaction, Widget};

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum PrivacyMessage {
    /// Show a number, the game or training.
    Show(Shown),
    /// Take other noise.
    Mechanism(Mechanism),
    /// Take the ε at this place of the slider.
    Epsilon(u32),
    /// Take another δ.
    Delta(Slack),
    /// Count every customer for at most so many thousand marks.
    Bound(u32),
    /// Ask about this customer; text that is none changes nothing.
    Row(String),
    /// Read the densities off at this share of the axis, in hundredths.
    At(u32),
    /// Read them off where the drawing was pressed.
    Press(f64, f64),
    /// Guess whether the customer is in.
    Guess(bool),
    /// Guess as the best attacker would, so many times.
    Best(u32),
    /// Begin a game with other coins.
    Anew,
    /// Train on another table.
    Data(TrainedOn),
    /// Train on the reader's own rows.
    Own(OwnRows),
    /// Train on so many rows.
    Rows(u32),
    /// Take the noise at this place of the slider.
    Noise(u32),
    /// Take the clipping bound at this place of the slider.
    Clip(u32),
    /// Take so many steps.
    Steps(u32),
    /// Divide the table otherwise.
    Divide,
}

pub(super) fn update(privacy: &mut Privacy, message: PrivacyMessage) -> Option<Reaction<PrivacyParameters>> {
    let now = privacy.parameters.clone();
    let step = |ladder: &[u32], place: u32| ladder[(place as usize).min(ladder.len() - 1)];
    let next = match message {
        PrivacyMessage::Show(show) => PrivacyParameters { show, ..now },
        PrivacyMessage::Mechanism(mechanism) => {
            PrivacyParameters { mechanism, guesses: Guesses::default(), ..now }
        }
        PrivacyMessage::Epsilon(place) => {
            let epsilon = Decimal::thousandths(step(&EPSILONS, place));
            PrivacyParameters { epsilon, guesses: Guesses::default(), ..now }
        }
        PrivacyMessage::Delta(delta) => PrivacyParameters { delta, guesses: Guesses::default(), ..now },
        PrivacyMessage::Bound(bound) => {
            PrivacyParameters { bound: Whole::new(bound), guesses: Guesses::default(), ..now }
        }
        PrivacyMessage::Row(typed) => {
            let row = typed.trim().parse().map_or(now.row, Whole::new);
            PrivacyParameters { row, guesses: Guesses::default(), ..now }
        }
        PrivacyMessage::At(at) => PrivacyParameters { at: Whole::new(at), ..now },
        PrivacyMessage::Press(across, down) => match privacy.read_off((across, down)) {
            Some(at) => PrivacyParameters { at: Whole::new(at), ..now },
            None => return None,
        },
        PrivacyMessage::Guess(guess) => PrivacyParameters { guesses: now.guesses.then(guess), ..now },
        PrivacyMessage::Best(rounds) => PrivacyParameters { guesses: privacy.best_guesses(rounds), ..now },
        PrivacyMessage::Anew => PrivacyParameters {
            seed: Whole::new(now.seed.get() % 999_999 + 1),
            guesses: Guesses::default(),
            ..now
        },
        PrivacyMessage::Data(data) => PrivacyParameters { data, rows: Whole::new(data.most()), ..now },
        PrivacyMessage::Own(rows) => {
            let data = TrainedOn::Own(rows);
            PrivacyParameters { data, rows: Whole::new(data.most()), show: Shown::Training, ..now }
        }
        PrivacyMessage::Rows(rows) => PrivacyParameters { rows: Whole::new(rows), ..now },
        PrivacyMessage::Noise(place) => {
            PrivacyParameters { noise: Decimal::thousandths(step(&NOISES, place)), ..now }
        }
        PrivacyMessage::Clip(place) => {
            PrivacyParameters { clip: Decimal::thousandths(step(&CLIPS, place)), ..now }
        }
        PrivacyMessage::Steps(steps) => PrivacyParameters { steps: Whole::new(steps), ..now },
        PrivacyMessage::Divide => PrivacyParameters { seed: Whole::new(now.seed.get() % 999_999 + 1), ..now },
    };
    if Privacy::tables(&next) != Privacy::tables(&privacy.parameters) {
        return Some(Reaction::Turn(next));
    }
    let changed = privacy.restore(next);
    debug_assert!(changed.is_ok(), "made from legal parameters: {changed:?}");
    None
}
