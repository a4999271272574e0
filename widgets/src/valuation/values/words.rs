//! The figure in words.

use simulation::statistics::{kendall_tau_b, mid_ranks};
use simulation::valuation::rows::Utility;

use super::kind::{Column, Kind};
use super::parameters::{EXACT, MethodChoice, ScoreChoice, ViewChoice};
use super::{Values, view};
use crate::format::{count, list, short, signed};

/// Decimals in sentences.
pub(super) const DIGITS: u32 = 3;
/// The name of the baseline.
pub(super) const CONFIDENCE: &str = "Self-confidence";

pub(super) fn title(values: &Values) -> String {
    let rows =
        count(values.work.players(), values.parameters.data.nouns().0, values.parameters.data.nouns().1);
    match values.parameters.view {
        ViewChoice::Values => format!("What is each of {rows} worth to one model?"),
        ViewChoice::Pairs => format!("Which of {rows} need each other, and which replace each other?"),
        ViewChoice::Mislabels => format!("Do low values lead to the wrong labels of {rows}?"),
    }
}

/// What a value is measured in.
pub(super) fn axis(values: &Values) -> &'static str {
    match values.parameters.score {
        ScoreChoice::Accuracy => "value, in accuracy",
        ScoreChoice::LogLoss => "value, in log loss (nats)",
        ScoreChoice::Matches => "value, in matching neighbours",
    }
}

pub(super) fn measure(values: &Values) -> &'static str {
    match values.parameters.score {
        ScoreChoice::Accuracy => "accuracy",
        ScoreChoice::LogLoss => "the negative log loss",
        ScoreChoice::Matches => "the share of matching neighbours",
    }
}

pub(super) fn row(values: &Values, player: usize) -> String {
    let (number, class) = (values.number(player), values.class(player));
    if values.is_planted(player) {
        format!("row {number} (wrongly labelled {class})")
    } else {
        format!("row {number} ({class})")
    }
}

pub(super) fn done(values: &Values) -> Vec<&Column> {
    let n = values.work.players();
    values.work.columns().filter(|c| c.values.len() == n && (c.finished || c.kind.is_sampled())).collect()
}

pub(super) fn describe(values: &Values) -> String {
    if let Some(failure) = values.work.failure() {
        return failure.to_owned();
    }
    let mut sentence = match values.parameters.view {
        ViewChoice::Values => values_words(values),
        ViewChoice::Pairs => pairs_words(values),
        ViewChoice::Mislabels => mislabels_words(values),
    };
    if let Some(refused) = &values.refused {
        sentence = format!("{refused} {sentence}");
    }
    sentence
}

fn values_words(values: &Values) -> String {
    let columns = done(values);
    let Some(first) = columns.first() else { return missing(values) };
    let focus = values.focus();
    let each = |column: &&Column| {
        let value = signed(column.values[focus], DIGITS);
        match column.halves.get(focus) {
            Some(half) if half.is_finite() => {
                format!("{value} ±\u{a0}{} by {}", short(*half, DIGITS), column.kind.name())
            }
            Some(_) => format!("{value} by {}, how surely is not known yet", column.kind.name()),
            None => format!("{value} by {}", column.kind.name()),
        }
    };
    let said: Vec<String> = columns.iter().map(each).collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let zeros = first.values.iter().filter(|value| **value == 0.0).count();
    let zeros = if zeros > 0 {
        format!(" {} gives exactly 0 to {} of {}.", first.kind.name(), zeros, first.values.len())
    } else {
        String::new()
    };
    let best =
        mid_ranks(&first.values).and_then(|ranks| ranks.iter().position(|&rank| rank == ranks.len() as f64));
    let best = best.map_or_else(String::new, |best| format!(" It puts {} first.", row(values, best)));
    let best =
        if zeros.is_empty() && !best.is_empty() { best.replace("It", &first.kind.name()) } else { best };
    let agreement = match columns.as_slice() {
        [one, other, ..] => kendall_tau_b(&one.values, &other.values).map_or_else(String::new, |tau| {
            format!(
                " The orders of {} and {} agree with Kendall’s τ = {}.",
                one.kind.name(),
                other.kind.name(),
                short(tau, 2)
            )
        }),
        _ => String::new(),
    };
    format!("{} is worth {}.{zeros}{best}{agreement}", capital(&row(values, focus)), list(&said))
}

fn pairs_words(values: &Values) -> String {
    let (n, Some(matrix)) = (values.work.players(), values.work.pairs.as_deref()) else {
        return missing(values);
    };
    let (i, j) = (values.focus(), values.partner());
    let here = matrix[i * n + j];
    let verdict = if short(here, DIGITS) == "0" {
        "on average they do not touch each other"
    } else if here > 0.0 {
        "on average they add more together than each alone"
    } else {
        "on average each does part of what the other does"
    };
    let ends = extremes(matrix, n);
    let ends = ends.map_or_else(String::new, |(least, most)| {
        let say = |at: usize| {
            format!(
                "rows {} and {} at {}",
                values.number(at / n),
                values.number(at % n),
                signed(matrix[at], DIGITS)
            )
        };
        format!(" Strongest substitutes: {}; strongest complements: {}.", say(least), say(most))
    });
    format!(
        "{} and {} interact by {}: {verdict}.{ends}",
        capital(&row(values, i)),
        row(values, j),
        signed(here, DIGITS)
    )
}

/// The places of the least and of the greatest index among the pairs.
pub(super) fn extremes(matrix: &[f64], n: usize) -> Option<(usize, usize)> {
    let mut pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| i * n + j));
    let first = pairs.next()?;
    Some(pairs.fold((first, first), |(least, most), at| {
        (
            if matrix[at] < matrix[least] { at } else { least },
            if matrix[at] > matrix[most] { at } else { most },
        )
    }))
}

fn mislabels_words(values: &Values) -> String {
    let planted = values.parameters.planted_rows();
    if planted == 0 {
        return "No label was made wrong, so there is nothing to find: make some wrong. The other picture shows what is lost \
                when the rows of the lowest values go."
            .to_owned();
    }
    if !values.work.has_confidence() || done(values).is_empty() {
        return "The rows are not valued yet.".to_owned();
    }
    let n = values.work.players();
    let said = |kind: Option<Kind>| {
        let found = values.work.found(values.work.values(kind))?;
        let name = kind.map_or_else(|| "self-confidence".to_owned(), Kind::name);
        Some(format!("{name} finds {}\u{a0}%", short(found * 100.0, 0)))
    };
    let kinds = done(values).into_iter().map(|column| Some(column.kind)).chain([None]);
    let said: Vec<String> = kinds.filter_map(said).collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    format!(
        "{planted} of {n} labels were made wrong. Among the {planted} rows of the lowest values, {}; guessing finds {}\u{a0}%.",
        list(&said),
        short(100.0 * planted as f64 / n as f64, 0)
    )
}

/// Why there is no picture.
pub(super) fn missing(values: &Values) -> String {
    if let Some(failure) = values.work.failure() {
        return failure.to_owned();
    }
    let n = values.work.players();
    if n > EXACT && values.parameters.view == ViewChoice::Pairs {
        return format!(
            "Pairs need a model for every set of rows. With {n} rows these are 2^{n} sets; up to {EXACT} rows they are trained."
        );
    }
    if values.work.setting.kinds.is_empty() {
        return format!(
            "Beta values need a model for every set of rows: they are offered up to {EXACT} rows."
        );
    }
    if values.work.is_stopped() {
        return "Stopped before there was anything to draw.".to_owned();
    }
    match n {
        n if n <= EXACT => format!("{} models have to be trained, one for every set of rows.", 1_u32 << n),
        _ => "The rows are not valued yet.".to_owned(),
    }
}

/// The name of a method with how much it was sampled.
pub(super) fn name_with_samples(values: &Values) -> impl Fn(Kind) -> String + '_ {
    |kind| {
        let samples =
            values.work.columns().find(|column| column.kind == kind).map_or(0, |column| column.samples);
        let what = if kind == Kind::Reuse { "sets" } else { "orders" };
        let planned = values.parameters.samples.get();
        match kind {
            Kind::Truncated(_) => format!("{}: {samples} of {planned} {what}, no guarantee", kind.name()),
            kind if kind.is_sampled() && samples < planned => {
                format!("{}: {samples} of {planned} {what}, no guarantee yet", kind.name())
            }
            kind if kind.is_sampled() => format!("{}: {samples} {what}", kind.name()),
            kind => kind.name(),
        }
    }
}

/// What the values of a method add up to, what there is to share out, and the gap between both.
pub(super) fn shares(values: &Values, kind: Option<Kind>) -> [String; 3] {
    let none = || "–".to_owned();
    let Some(column) = done(values).into_iter().find(|column| Some(column.kind) == kind) else {
        return [none(), none(), none()];
    };
    let own = match (column.kind, values.work.setting.rows.utility) {
        (Kind::Knn(neighbours), Utility::Matches { neighbours: same }) => neighbours == same,
        (Kind::Knn(_), Utility::Trained { .. }) => false,
        _ => true,
    };
    let total = values.total().filter(|_| own);
    let gap = total.map(|total| column.sum() - total);
    let total = if own {
        total.map_or_else(none, |total| short(total, DIGITS))
    } else {
        "a worth of its own".to_owned()
    };
    [short(column.sum(), DIGITS), total, gap.map_or_else(none, |gap| signed(gap, DIGITS))]
}

/// What a method finds, for the key.
pub(super) fn found(values: &Values, kind: Option<Kind>) -> String {
    let known = values.work.values(kind);
    let known = known.len() == values.work.players() && known.iter().all(|value| value.is_finite());
    let found = values.work.found(values.work.values(kind)).filter(|_| known);
    found.map_or_else(|| "–".to_owned(), |found| format!("{}\u{a0}%", short(100.0 * found, 0)))
}

pub(super) fn notes(values: &Values) -> Vec<String> {
    let mut notes = vec![];
    let parameters = &values.parameters;
    let pairs = parameters.view == ViewChoice::Pairs;
    let n = values.work.players();
    if pairs {
        notes.extend(view::ramp(values));
    } else {
        if n > EXACT && parameters.method.as_slice().contains(&MethodChoice::Beta) {
            notes.push(format!("Beta needs every set of rows: up to {EXACT} rows"));
        }
        let kinds = &values.work.setting.kinds;
        let sampled = kinds.iter().any(|kind| kind.is_sampled());
        if sampled && parameters.view == ViewChoice::Values {
            notes.push("lines through dots: 95\u{a0}% intervals, each by itself, if the number of samples was fixed before looking".to_owned());
        }
        if kinds.iter().any(|kind| matches!(kind, Kind::Knn(_))) {
            notes.push(
                "KNN-Shapley values rows for matching neighbours, not for the accuracy of a classifier"
                    .to_owned(),
            );
        }
        if n > 60 && parameters.view == ViewChoice::Values && kinds.len() > 1 {
            notes.push(
                "ranks: the lines of the 10 highest and the 10 lowest rows of the first method".to_owned(),
            );
        }
    }
    if parameters.planted_rows() > 0 && n <= 24 && parameters.view != ViewChoice::Mislabels {
        notes.push("×: the label was made wrong".to_owned());
    }
    if parameters.planted_rows() > 0 && n > 60 && parameters.view == ViewChoice::Values {
        notes.push("diamonds on the line: labels made wrong".to_owned());
    }
    let facts = values.work.facts;
    let sets = 1_u32 << n.min(EXACT);
    for (number, what) in [
        (facts.single, "have one class only"),
        (facts.tied, "leave classes tied on some test rows"),
        (facts.unconverged, "have a fit that did not converge"),
    ] {
        if number > 0 && n <= EXACT && parameters.view != ViewChoice::Mislabels {
            notes.push(format!("{number} of {sets} sets {what}"));
        }
    }
    if let Some([nothing, all]) = values.work.ends.filter(|_| parameters.view == ViewChoice::Values) {
        notes.push(format!(
            "worth of no rows {}, of all rows {}",
            short(nothing, DIGITS),
            short(all, DIGITS)
        ));
    }
    notes
}

pub(super) fn dots_label(values: &Values) -> String {
    format!("A dot for each row and method, from the lowest value to the highest. {}", values_words(values))
}

pub(super) fn ranks_label(values: &Values) -> String {
    let names: Vec<String> = done(values).iter().map(|column| column.kind.name()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    format!(
        "Ranks of the rows by {}; a line for each row from rank to rank, row {} drawn strong.",
        list(&names),
        values.number(values.focus())
    )
}

pub(super) fn pairs_label(values: &Values) -> String {
    format!("A field for each pair of rows. {}", pairs_words(values))
}

pub(super) fn found_label(values: &Values) -> String {
    format!("Curves from no row inspected to all. {}", mislabels_words(values))
}

pub(super) fn removed_label(values: &Values) -> String {
    let ends = |kind: Option<Kind>| {
        let curve = values.work.curve(kind);
        let name = kind.map_or_else(|| "self-confidence".to_owned(), Kind::name);
        let (first, last) = (curve.first()?, curve.last()?);
        Some(format!("from {} to {} by {name}", short(*first, DIGITS), short(*last, DIGITS)))
    };
    let kinds = values.work.setting.kinds.iter().copied().map(Some).chain([None]);
    let said: Vec<String> = kinds.filter_map(ends).collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    format!("Accuracy as half of the rows are removed, the lowest values first: {}.", list(&said))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
