//! What the figure says in words: title, live sentence, comparison, table.

use simulation::dataset::Right;
use simulation::idea::holdout::{Choice, HoldoutRun, ScoredOn, sampling_error};

use super::parameters::{NAMES, PENALTIES};
use super::rights::LotRight;
use super::{Column, Holdout, HoldoutMessage, mean_with_error};
use crate::chart::strip;
use crate::format::{count, join, list, short, signed};
use crate::parameters::Choice as _;
use crate::widget::{Comparison, Table};

/// Decimals of an accuracy.
const DIGITS: u32 = 3;

pub(super) fn title(holdout: &Holdout) -> String {
    if holdout.parameters.leaked_rows() > 0 {
        "What is a reserve worth that has leaked?".to_owned()
    } else {
        "Does the reserve change the choice?".to_owned()
    }
}

/// "no rows", "1 row", "20 rows".
pub(super) fn rows(number: u32) -> String {
    if number == 0 { "no rows".to_owned() } else { count(number as usize, "row", "rows") }
}

/// "A", "A and C (a tie)".
fn chosen(choice: &Choice) -> String {
    let names: Vec<&str> = choice.winners.iter().map(|&winner| NAMES[winner]).collect();
    if names.len() > 1 { format!("{} in a tie", list(&names)) } else { list(&names) }
}

pub(super) fn describe(holdout: &Holdout) -> String {
    if let Some(failure) = &holdout.failure {
        return format!("The computation stopped: {failure}.");
    }
    let notice = if holdout.notice.is_empty() { String::new() } else { holdout.notice.clone() + " " };
    let Some(run) = holdout.here() else {
        return notice + "The models are not trained yet.";
    };
    let (open, reserve) = (run.choice(ScoredOn::Open), run.choice(ScoredOn::Reserve));
    let choice =
        |by: &str, choice: &Choice| format!("{by} {} ({})", chosen(choice), short(choice.score, DIGITS));
    let first = match (&open, &reserve) {
        (Some(open), Some(reserve)) => {
            let worth = match run.value_of_the_reserve() {
                Some(value) if value != 0.0 => format!(
                    "on the truth that is {} instead of {}, so the reserve is worth {}",
                    short(reserve.truth, DIGITS),
                    short(open.truth, DIGITS),
                    signed(value, DIGITS)
                ),
                _ => format!(
                    "on the truth it has {}, so the reserve is worth nothing here",
                    short(open.truth, DIGITS)
                ),
            };
            format!("{}, {}; {worth}.", choice("The open rows choose", open), choice("the reserve", reserve))
        }
        (Some(open), None) => format!(
            "{}; on the truth it has {}. There is no reserve to check it on.",
            choice("The open rows choose", open),
            short(open.truth, DIGITS)
        ),
        (None, Some(reserve)) => format!(
            "No row may be evaluated on today. {}; on the truth it has {}.",
            choice("The reserve chooses", reserve),
            short(reserve.truth, DIGITS)
        ),
        (None, None) => "No row may be evaluated on: nobody can choose.".to_owned(),
    };
    notice + &first + &over_draws(holdout)
}

/// What the other draws say of it.
fn over_draws(holdout: &Holdout) -> String {
    let draws = holdout.outcomes().len();
    let told = |column: Column| {
        let (mean, error) = mean_with_error(holdout.gaps(column))?;
        Some(format!("{} ±\u{a0}{}", signed(mean, DIGITS), short(error, DIGITS)))
    };
    if let Some(winner) = told(Column::Winner) {
        let leaked = match told(Column::Leaked).filter(|_| holdout.parameters.leaked_rows() > 0) {
            Some(leaked) => format!(
                ", and by {leaked} when {} of the reserve were trained on",
                rows(holdout.parameters.leaked_rows())
            ),
            None => String::new(),
        };
        return format!(
            " Over {draws} draws of the rows the reserve’s winner scores above its truth by {winner} on average{leaked}."
        );
    }
    match told(Column::Open) {
        Some(open) => {
            format!(" Over {draws} draws of the rows the winner scores above its truth by {open} on average.")
        }
        None => String::new(),
    }
}

/// How many rows have which right.
pub(super) fn rights(holdout: &Holdout) -> String {
    let number = |right: LotRight| {
        let rows = holdout.parameters.rows(|other| other == right.right());
        (rows > 0).then(|| format!("{rows} {}", right.word()))
    };
    let all: Vec<String> = LotRight::ALL.iter().filter_map(|&right| number(right)).collect();
    format!(
        "Each lot is {} drawn by luck: {}. The models train on all rows that may be trained on, also those that may do both. The other {} rows of the table are in no lot. Nobody in the story may use them, and on them the truth is measured, within ±\u{a0}{}.",
        rows(holdout.parameters.data.lot()),
        join(&all, ", "),
        holdout.outside(),
        short(1.96 * truth_error(holdout).unwrap_or(0.0), 2)
    )
}

/// The standard error of the truth about the first two candidates, the larger one.
pub(super) fn truth_error(holdout: &Holdout) -> Option<f64> {
    let of =
        |scores: &simulation::idea::holdout::CandidateScores| sampling_error(scores.truth, holdout.outside());
    holdout.here()?.candidates.iter().take(2).filter_map(of).reduce(f64::max)
}

/// What the marks mean.
pub(super) fn note(holdout: &Holdout) -> String {
    let others = match holdout.parameters.candidates.get() {
        0..=2 => String::new(),
        3 => " C is as B, and sees half of the columns.".to_owned(),
        all => format!(" C to {} are as B, each with its own half of the columns.", NAMES[all as usize - 1]),
    };
    format!(
        "In the first drawing A (circles, full line) follows every row, with a penalty of {}; B (squares, dashed) holds back, with one of {}.{others} A ring is who is chosen by the rows of that column. In the second, a speck for each of {} draws of the rows; means with 95\u{a0}% intervals.",
        short(PENALTIES[0], 1),
        short(PENALTIES[1], 0),
        holdout.outcomes().len()
    )
}

/// The lots for a listener.
pub(super) fn lots(holdout: &Holdout) -> String {
    let rights = holdout.parameters.rights.as_slice().iter().enumerate();
    let all: Vec<String> = rights.map(|(place, right)| format!("{} {}", place + 1, right.word())).collect();
    format!(
        "The lots and their rights: {}. Lot {} is selected.",
        join(&all, ", "),
        holdout.parameters.lot.get()
    )
}

/// The scores for a listener.
pub(super) fn scores(holdout: &Holdout) -> String {
    let Some(run) = holdout.here() else { return "The scores; nothing is trained yet.".to_owned() };
    let one = |(place, scores): (usize, &simulation::idea::holdout::CandidateScores)| {
        let said = |name: &str, score: Option<f64>| Some(format!("{name} {}", short(score?, DIGITS)));
        let leaked = scores.leaked.filter(|_| holdout.parameters.leaked_rows() > 0);
        let all = [
            said("open rows", scores.open),
            said("reserve", scores.reserve),
            said("leaked reserve", leaked),
            said("truth", Some(scores.truth)),
        ];
        let all: Vec<String> = all.into_iter().flatten().collect();
        format!("{}: {}", NAMES[place], join(&all, ", "))
    };
    let all: Vec<String> = run.candidates.iter().enumerate().map(one).collect();
    format!("The accuracy of each model. {}.", join(&all, "; "))
}

fn column(of: Column) -> String {
    match of {
        Column::Open => "the open rows’ winner on the open rows".to_owned(),
        Column::Fixed(candidate) => format!("{}, fixed beforehand, on the reserve", NAMES[candidate]),
        Column::Winner => "the reserve’s winner on the reserve".to_owned(),
        Column::Leaked => "the leaked reserve’s winner on it".to_owned(),
    }
}

/// The distances for a listener.
pub(super) fn gaps(holdout: &Holdout) -> String {
    let one = |&of: &Column| {
        let (mean, error) = mean_with_error(holdout.gaps(of))?;
        Some(format!("{} {} ±\u{a0}{}", column(of), signed(mean, DIGITS), short(error, DIGITS)))
    };
    let all: Vec<String> = holdout.columns().iter().filter_map(one).collect();
    if all.is_empty() {
        return "Scores less truth; nothing is drawn yet.".to_owned();
    }
    format!("Score less truth, mean over draws of the rows with its standard error: {}.", join(&all, "; "))
}

pub(super) fn comparison(holdout: &Holdout) -> Comparison<HoldoutMessage> {
    let parameters = &holdout.parameters;
    let (open, reserved) = (parameters.rows(Right::evaluates), parameters.reserved());
    let changed = format!(
        "The rows on which the choice is made. Before: {} open to all. After: {} in the reserve.",
        rows(open),
        rows(reserved)
    );
    let held_fixed = format!(
        "The {} that train, their scale, the {} models, and the {} that measure the truth.",
        rows(parameters.rows(Right::trains)),
        parameters.candidates.get(),
        rows(holdout.outside())
    );
    let value = holdout.here().and_then(HoldoutRun::value_of_the_reserve);
    let Some(value) = value else {
        let difference = match holdout.here() {
            None => "Not known yet.",
            Some(_) => "None: without open rows and a reserve there are not two choices.",
        };
        let luck = "Nothing to repeat.".to_owned();
        return Comparison {
            changed,
            held_fixed,
            difference: difference.to_owned(),
            luck,
            luck_figure: None,
        };
    };
    let difference =
        format!("{} in the chosen model’s true accuracy, on this draw of the rows.", signed(value, DIGITS));
    let values: Vec<f64> = holdout.outcomes().iter().filter_map(|outcome| outcome.value).collect();
    let Some((mean, error)) = mean_with_error(values.iter().copied()) else {
        let luck = match parameters.repetitions.get() {
            0 | 1 => "The rows are not drawn again, so nobody can say.",
            _ => "The rows are not drawn again yet.",
        };
        return Comparison { changed, held_fixed, difference, luck: luck.to_owned(), luck_figure: None };
    };
    let moved = holdout.outcomes().iter().filter(|outcome| outcome.changes == Some(true)).count();
    let luck = format!(
        "Each dot is another draw of all rows. The reserve changes the choice in {moved} of {}, and is worth {} ±\u{a0}{} on average.",
        values.len(),
        signed(mean, DIGITS),
        short(error, DIGITS)
    );
    let label =
        format!("What the reserve is worth in {} draws: {} on average.", values.len(), signed(mean, DIGITS));
    let figure = strip(&values, value, ["here", "worth of the reserve"], label);
    Comparison { changed, held_fixed, difference, luck, luck_figure: Some(figure) }
}

pub(super) fn table(holdout: &Holdout) -> Table {
    let names = [
        "quantity",
        "open rows",
        "reserve",
        "leaked reserve",
        "truth",
        "score − truth, mean",
        "its standard error",
    ];
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| short(value, 6));
    let mut table = vec![];
    for (place, scores) in holdout.here().iter().flat_map(|run| run.candidates.iter().enumerate()) {
        let gap = (place < 2).then(|| mean_with_error(holdout.gaps(Column::Fixed(place)))).flatten();
        let leaked = scores.leaked.filter(|_| holdout.parameters.leaked_rows() > 0);
        table.push(vec![
            format!("accuracy of {}", NAMES[place]),
            number(scores.open),
            number(scores.reserve),
            number(leaked),
            number(Some(scores.truth)),
            number(gap.map(|(mean, _)| mean)),
            number(gap.map(|(_, error)| error)),
        ]);
    }
    for of in holdout.columns() {
        if let (false, Some((mean, error))) =
            (matches!(of, Column::Fixed(_)), mean_with_error(holdout.gaps(of)))
        {
            let mut row = vec![column(of)];
            row.resize(5, String::new());
            row.extend([number(Some(mean)), number(Some(error))]);
            table.push(row);
        }
    }
    for (place, right) in holdout.parameters.rights.as_slice().iter().enumerate() {
        let mut row = vec![format!("lot {}: {}", place + 1, right.word())];
        row.resize(names.len(), String::new());
        table.push(row);
    }
    Table { columns: names.map(str::to_owned).to_vec(), rows: table }
}
