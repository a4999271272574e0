//! What a reader can do, and what follows.

use super::Values;
use super::parameters::{DataChoice, LearnerChoice, MethodChoice, ScoreChoice, ValuesParameters, ViewChoice};
use crate::parameters::{Choice, Decimal, ParameterType, Value, Whole};
use crate::widget::{Reaction, Widget};

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum ValuesMessage {
    /// Look at another picture.
    View(ViewChoice),
    /// Take a method in or out, by its place among all.
    Method(usize),
    /// Draw from another table.
    Data(DataChoice),
    /// Train another model.
    Learner(LearnerChoice),
    /// Ask for another worth.
    Score(ScoreChoice),
    /// A number was typed for this key.
    Typed(&'static str, String),
    /// Other Beta weights, by their place on the slider.
    Beta(u32),
    /// Other wrong labels, in shares of 20.
    Planted(u32),
    /// A hundred samples more.
    More,
    /// Go on with what was stopped.
    GoOn,
    /// Ask about another row, by its place.
    Focus(usize),
    /// The number of the row to ask about was typed.
    FocusNumber(String),
    /// The second row of the pair, by its place.
    Partner(usize),
    /// Its number was typed.
    PartnerNumber(String),
    /// Ask about a pair.
    Pair(usize, usize),
    /// Draw other rows.
    Redraw,
}

/// The weights that the slider goes through: from large sets to small ones.
pub(super) const BETAS: [(u32, u32); 9] =
    [(1, 16), (1, 8), (1, 4), (1, 2), (1, 1), (2, 1), (4, 1), (8, 1), (16, 1)];

type Reacted = Reaction<ValuesParameters>;

pub(super) fn update(values: &mut Values, message: ValuesMessage) -> Option<Reacted> {
    let now = values.parameters.clone();
    let next = match message {
        ValuesMessage::View(view) => ValuesParameters { view, ..now },
        ValuesMessage::Method(place) => {
            let method = MethodChoice::ALL.get(place).map(|&method| now.method.toggled(method))?;
            ValuesParameters { method, ..now }
        }
        ValuesMessage::Data(data) => return Some(Reaction::Turn(fitting(data, now))),
        ValuesMessage::Learner(learner) => ValuesParameters { learner, ..now },
        ValuesMessage::Score(score) => ValuesParameters { score, ..now },
        ValuesMessage::Typed(key, value) => {
            typed(values, key, &value);
            return None;
        }
        ValuesMessage::Beta(place) => {
            let &(alpha, beta) = BETAS.get(place as usize)?;
            let [alpha, beta] = [alpha, beta].map(|number| Decimal::thousandths(number * 1000));
            ValuesParameters { alpha, beta, ..now }
        }
        ValuesMessage::Planted(twentieths) => {
            ValuesParameters { planted: Decimal::thousandths(twentieths * 50), ..now }
        }
        ValuesMessage::More => ValuesParameters { samples: Whole::new(now.samples.get() + 100), ..now },
        ValuesMessage::GoOn => now,
        ValuesMessage::Focus(player) => ValuesParameters { focus: place(player), ..now },
        ValuesMessage::Partner(player) => ValuesParameters { partner: place(player), ..now },
        ValuesMessage::Pair(player, other) => {
            ValuesParameters { focus: place(player), partner: place(other), ..now }
        }
        ValuesMessage::FocusNumber(number) => {
            let focus = find(values, &number)?;
            ValuesParameters { focus: place(focus), ..now }
        }
        ValuesMessage::PartnerNumber(number) => {
            let partner = find(values, &number)?;
            ValuesParameters { partner: place(partner), ..now }
        }
        ValuesMessage::Redraw => ValuesParameters { seed: Whole::new(now.seed.get() % 999_999 + 1), ..now },
    };
    if let Err(error) = values.restore(next) {
        values.refused = Some(format!("{error}. Nothing was changed."));
    }
    None
}

fn place<const MOST: u32>(player: usize) -> Whole<1, MOST> {
    Whole::new(player as u32 + 1)
}

/// The same question about another table, as far as it has the rows and a model for it.
fn fitting(data: DataChoice, now: ValuesParameters) -> ValuesParameters {
    let all = data.source().about().rows;
    // Of own rows, which may be few, no more than half test.
    let most = if let DataChoice::Own(_) = data { all as u32 / 2 } else { u32::MAX };
    let tests = Whole::new(now.tests.get().min(most));
    let room = all.saturating_sub(tests.get() as usize);
    let learner = match now.learner {
        LearnerChoice::Logistic if !data.takes_logistic() => LearnerChoice::Neighbours,
        learner => learner,
    };
    ValuesParameters { data, learner, tests, rows: Whole::new(now.rows.get().min(room as u32)), ..now }
}

/// What a reader typed, if it is legal; else everything stays, and the next view writes the old value back.
fn typed(values: &mut Values, key: &'static str, value: &str) {
    let (mut next, written) = (values.parameters.clone(), value.trim());
    let value = Value::one(written.replace(',', "."));
    let read = match key {
        "rows" => ParameterType::read(&value).map(|rows| next.rows = rows),
        "neighbours" => ParameterType::read(&value).map(|neighbours| next.neighbours = neighbours),
        "penalty" => ParameterType::read(&value).map(|penalty| next.penalty = penalty),
        _ => None,
    };
    let refused = match read.map(|()| values.restore(next)) {
        Some(Ok(())) => return,
        Some(Err(error)) => format!("{error}. Nothing was changed."),
        None => format!("“{written}” is no legal number of {key}: nothing was changed."),
    };
    values.refused = Some(refused);
}

/// The place of the row of a typed number.
fn find(values: &mut Values, number: &str) -> Option<usize> {
    let wanted = number.trim().parse().ok();
    let found = (0..values.work.players()).find(|&player| Some(values.number(player)) == wanted);
    if found.is_none() {
        values.refused = Some(format!("Row “{}” is not among those that were drawn.", number.trim()));
    }
    found
}
