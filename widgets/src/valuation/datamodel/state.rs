//! What a reader can do, and what follows.

use super::parameters::{
    Against, DatamodelData, DatamodelLearner, DatamodelOutput, DatamodelParameters, MOST_SUBSETS,
};
use super::{Datamodel, view};
use crate::parameters::{Decimal, RowChoice, Whole};
use crate::widget::{Reaction, Widget};

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum DatamodelMessage {
    /// Take another table.
    Data(DatamodelData),
    /// Train another model.
    Learner(DatamodelLearner),
    /// Predict something else.
    Output(DatamodelOutput),
    /// Compare something else on the left.
    Against(Against),
    /// Take each row into a subset with so many per cent.
    Share(u32),
    /// Penalise by so many per cent of what leaves no weight.
    Penalty(u32),
    /// Have so many rows to train on.
    Rows(u32),
    /// Train on 100 more subsets.
    More,
    /// Ask about the test row of this id.
    Test(u32),
    /// Ask about the test row whose id was typed.
    Typed(String),
    /// Press the rows: where, in shares of the drawing's width and height.
    Press(f64, f64),
    /// Draw other rows and subsets.
    Redraw,
}

pub(super) fn update(
    widget: &mut Datamodel,
    message: DatamodelMessage,
) -> Option<Reaction<DatamodelParameters>> {
    widget.notice.clear();
    let now = widget.parameters.clone();
    let next = match message {
        DatamodelMessage::Data(data) => {
            let rows = Whole::new(now.rows.get().min(data.most_rows()));
            return Some(Reaction::Turn(DatamodelParameters { data, rows, test: RowChoice::First, ..now }));
        }
        DatamodelMessage::Learner(learner) => DatamodelParameters { learner, ..now },
        DatamodelMessage::Output(output) => DatamodelParameters { output, ..now },
        DatamodelMessage::Against(against) => DatamodelParameters { against, ..now },
        DatamodelMessage::Share(share) => {
            DatamodelParameters { share: Decimal::thousandths(10 * share), ..now }
        }
        DatamodelMessage::Penalty(penalty) => DatamodelParameters { penalty: Whole::new(penalty), ..now },
        DatamodelMessage::Rows(rows) => {
            let rows = Whole::new(rows.min(now.data.most_rows()));
            DatamodelParameters { rows, test: RowChoice::First, ..now }
        }
        DatamodelMessage::More => {
            let subsets = Whole::new((now.subsets.get() + 100).min(MOST_SUBSETS));
            DatamodelParameters { subsets, ..now }
        }
        DatamodelMessage::Test(id) => DatamodelParameters { test: RowChoice::Id(id), ..now },
        DatamodelMessage::Typed(text) => {
            let id = text.trim().parse().ok().filter(|id| widget.tests().contains(id));
            let Some(id) = id else {
                widget.notice = format!("No test row has the id “{}”.", text.trim());
                return None;
            };
            DatamodelParameters { test: RowChoice::Id(id), ..now }
        }
        DatamodelMessage::Press(across, down) => {
            let places: Vec<(f64, f64)> = view::tests(widget);
            let found = view::rows_plane(widget).pick(&places, (across, down));
            let id = found.and_then(|place| widget.tests().get(place).copied())?;
            DatamodelParameters { test: RowChoice::Id(id), ..now }
        }
        DatamodelMessage::Redraw => {
            let seed = Whole::new((now.seed.get() + 1) % 1_000_000);
            DatamodelParameters { seed, test: RowChoice::First, ..now }
        }
    };
    if let Err(error) = widget.restore(next) {
        widget.notice = error.to_string();
    }
    None
}
