//! What stands beside the figure: what changed, what was held fixed, how big the difference is, how much of it is luck.

use simulation::statistics::quantile;
use simulation::valuation::rows::RowScores;

use super::kind::Kind;
use super::parameters::{EXACT, LearnerChoice, ScoreChoice, ViewChoice};
use super::words::{DIGITS, done, measure};
use super::work::{Luck, LuckOf};
use super::{Values, ValuesMessage};
use crate::chart::strip;
use crate::format::{list, short, signed};
use crate::widget::Comparison;

pub(super) fn comparison(values: &Values) -> Comparison<ValuesMessage> {
    Comparison {
        changed: changed(values),
        held_fixed: held_fixed(values),
        difference: difference(values),
        luck: luck(values),
        luck_figure: luck_figure(values),
    }
}

fn changed(values: &Values) -> String {
    let noun = values.parameters.data.nouns().0;
    match values.parameters.view {
        ViewChoice::Values => format!("In every comparison one training {noun}: in or out."),
        ViewChoice::Pairs => format!("Two training {}, each in or out.", values.parameters.data.nouns().1),
        ViewChoice::Mislabels => {
            "Which rows are looked at first, or removed first, by their values.".to_owned()
        }
    }
}

fn held_fixed(values: &Values) -> String {
    let parameters = &values.parameters;
    let model = match parameters.learner {
        LearnerChoice::Centroid => "nearest centroid".to_owned(),
        LearnerChoice::Neighbours => "three nearest neighbours".to_owned(),
        LearnerChoice::Logistic => format!("logistic regression, penalty {}", parameters.penalty.text()),
    };
    let tests = format!("the {} test {}", parameters.tests.get(), parameters.data.nouns().1);
    if parameters.score == ScoreChoice::Matches && parameters.view != ViewChoice::Mislabels {
        return format!(
            "The number of neighbours ({}), the scale of the measurements, and {tests}.",
            parameters.neighbours.get()
        );
    }
    format!("The model ({model}), the scale of its measurements, and {tests}, whose labels are right.")
}

fn difference(values: &Values) -> String {
    match values.parameters.view {
        ViewChoice::Values => match (values.work.ends, values.total()) {
            (Some([nothing, all]), Some(total)) => {
                let gaps =
                    done(values).into_iter().filter(|c| !matches!(c.kind, Kind::Knn(_))).map(|column| {
                        format!(
                            "{} leaves a gap of {}",
                            column.kind.name(),
                            signed(column.sum() - total, DIGITS)
                        )
                    });
                let gaps: Vec<String> = gaps.collect();
                let gaps: Vec<&str> = gaps.iter().map(String::as_str).collect();
                let gaps = if gaps.is_empty() { String::new() } else { format!(" {}.", list(&gaps)) };
                format!(
                    "From no rows to all of them, {} goes from {} to {}: {} to share out.{gaps}",
                    measure(values),
                    short(nothing, DIGITS),
                    short(all, DIGITS),
                    short(total, DIGITS)
                )
            }
            _ => "Not known yet.".to_owned(),
        },
        ViewChoice::Pairs => match values.work.pairs.as_deref() {
            Some(matrix) => {
                let at = values.focus() * values.work.players() + values.partner();
                format!(
                    "{} beyond what each adds alone, on average over the sets of the others.",
                    signed(matrix[at], DIGITS)
                )
            }
            None => "Not known.".to_owned(),
        },
        ViewChoice::Mislabels => {
            let Some(first) = values.work.setting.kinds.first().copied() else {
                return "Not known.".to_owned();
            };
            match (values.work.luck_here(), values.parameters.planted_rows()) {
                (_, 0) => "Nothing to find.".to_owned(),
                (Some(here), _) => format!(
                    "{} finds {} percentage points {} than self-confidence.",
                    first.name(),
                    short(100.0 * here.abs(), 0),
                    if here < 0.0 { "less" } else { "more" }
                ),
                (None, _) => "Not known yet.".to_owned(),
            }
        }
    }
}

fn luck(values: &Values) -> String {
    let many = values.parameters.data.nouns().1;
    let sampled = done(values).into_iter().find(|column| column.kind.is_sampled());
    let chance =
        sampled.filter(|_| values.parameters.view == ViewChoice::Values).map_or_else(String::new, |column| {
            let widest = column.halves.iter().copied().filter(|half| half.is_finite()).fold(0.0, f64::max);
            format!(
                " Which {} are drawn is luck too: the widest interval of {} is ±\u{a0}{}.",
                if column.kind == Kind::Reuse { "sets" } else { "orders" },
                column.kind.name(),
                short(widest, DIGITS)
            )
        });
    match (values.work.luck(), values.work.luck_of()) {
        (Some(luck), _) => {
            let numbers = cloud(values, luck);
            let (low, high) =
                (quantile(&numbers, 0.05).unwrap_or(0.0), quantile(&numbers, 0.95).unwrap_or(0.0));
            let (what, drawn) = match luck.of {
                LuckOf::Values(kind, _) => (
                    format!("the value of row {} by {}", values.number(values.focus()), kind.name()),
                    format!("test {many}"),
                ),
                LuckOf::Nearest(..) => (
                    format!("the KNN-Shapley value of row {}", values.number(values.focus())),
                    format!("test {many}"),
                ),
                LuckOf::Pairs(_) => ("this interaction".to_owned(), format!("test {many}")),
                LuckOf::Found(kind, _) => (
                    format!(
                        "the share that {} finds minus the share that self-confidence finds",
                        kind.name()
                    ),
                    format!("{many} and other wrong labels"),
                ),
            };
            format!(
                "Other {drawn} could have come: in {} other draws, the middle 90\u{a0}% of {what} lies from {} to {}.{chance}",
                numbers.len(),
                signed(low, DIGITS),
                signed(high, DIGITS)
            )
        }
        (None, Some(_)) => format!("Other draws are still to come.{chance}"),
        (None, None) => format!(
            "What other {many} would change is not computed here{}.{chance}",
            if values.work.players() > EXACT { ": every draw would value all rows once more" } else { "" }
        ),
    }
}

/// The numbers of the question at hand, one a draw.
pub(super) fn cloud(values: &Values, luck: &Luck) -> Vec<f64> {
    let n = values.work.players();
    match luck.of {
        LuckOf::Values(..) => luck.numbers.chunks_exact(n).map(|draw| draw[values.focus()]).collect(),
        LuckOf::Nearest(..) => {
            let scores = RowScores { scores: luck.numbers.clone(), tied: 0.0, classes: 0, converged: true };
            values.work.counts().iter().map(|counts| scores.mean(Some(counts))).collect()
        }
        LuckOf::Pairs(_) => {
            let (i, j) = (values.focus().min(values.partner()), values.focus().max(values.partner()));
            // Pairs stand in the order (0, 1), (0, 2), …, (1, 2), …
            let place = i * n - i * (i + 1) / 2 + (j - i - 1);
            luck.numbers.chunks_exact(n * (n - 1) / 2).map(|draw| draw[place]).collect()
        }
        LuckOf::Found(..) => luck.numbers.chunks_exact(2).map(|draw| draw[0] - draw[1]).collect(),
    }
}

fn luck_figure(values: &Values) -> Option<crate::markup::Markup<ValuesMessage>> {
    let luck = values.work.luck()?;
    let here = match luck.of {
        LuckOf::Values(kind, _) => *values.work.values(Some(kind)).get(values.focus())?,
        LuckOf::Nearest(neighbours, player, _) => {
            *values.work.values(Some(Kind::Knn(neighbours))).get(player)?
        }
        LuckOf::Pairs(_) => {
            *values.work.pairs.as_ref()?.get(values.focus() * values.work.players() + values.partner())?
        }
        LuckOf::Found(..) => values.work.luck_here()?,
    };
    let names = match luck.of {
        LuckOf::Values(..) | LuckOf::Nearest(..) => {
            ["these tests", "value of the row, one dot a draw of test rows"]
        }
        LuckOf::Pairs(_) => ["these tests", "interaction, one dot a draw of test rows"],
        LuckOf::Found(..) => ["these rows", "share found minus self-confidence’s, one dot a draw"],
    };
    let cloud = cloud(values, luck);
    let label =
        format!("{} dots, one a draw; the line is this one, at {}.", cloud.len(), short(here, DIGITS));
    Some(strip(&cloud, here, names, label))
}
