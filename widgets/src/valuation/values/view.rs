//! Controls, and the figure around its pictures.

use super::kind::Kind;
use super::parameters::{DataChoice, EXACT, LearnerChoice, MethodChoice, ScoreChoice, ViewChoice};
use super::state::BETAS;
use super::words::{self, CONFIDENCE};
use super::{Values, ValuesMessage, pictures};
use crate::chart::{Ink, Shape, glyph};
use crate::controls::{button, check_chips, segments, select, select_table, slider, stepper, typed};
use crate::format::short;
use crate::markup::{Markup, element};
use crate::parameters::{Choice, Decimal};
use crate::widget::Scope;

type View = Markup<ValuesMessage>;

const METHODS: [&str; 8] = [
    "Leave one out",
    "Shapley",
    "Banzhaf",
    "Beta",
    "Shapley, sampled",
    "Shapley, truncated",
    "Banzhaf, sampled",
    "KNN-Shapley",
];

pub(super) fn controls(values: &Values, scope: &Scope) -> Vec<View> {
    let parameters = &values.parameters;
    let views = [
        (ViewChoice::Values, "Values"),
        (ViewChoice::Pairs, "Pairs"),
        (ViewChoice::Mislabels, "Wrong labels"),
    ];
    let mut controls = vec![segments(scope, "view", "Show", &views, parameters.view, ValuesMessage::View)];
    if parameters.view != ViewChoice::Pairs {
        let names = METHODS.map(str::to_owned);
        let chosen = |place: usize| {
            MethodChoice::ALL.get(place).is_some_and(|method| parameters.method.as_slice().contains(method))
        };
        controls.push(check_chips(scope, "method", "Methods", &names, chosen, ValuesMessage::Method));
        controls.extend(weights(values, scope));
    }
    if parameters.view == ViewChoice::Mislabels || parameters.planted.get() > 0.0 {
        let twentieths = (parameters.planted.get() * 20.0 + 0.5).floor() as u32;
        let says = format!("{} of {}", parameters.planted_rows(), parameters.rows.get());
        controls.push(slider(
            scope,
            "planted",
            "Labels made wrong",
            (0, twentieths, 8),
            says,
            ValuesMessage::Planted,
        ));
    }
    controls.push(typed(scope, "rows", "Rows to value", parameters.rows.get().to_string(), true, |text| {
        ValuesMessage::Typed("rows", text)
    }));
    controls.push(select_table(scope, "Data", &DataChoice::NAMES, parameters.data, ValuesMessage::Data));
    controls.extend(protocol(values, scope));
    if parameters.view != ViewChoice::Mislabels {
        controls.push(
            row_stepper(
                scope,
                values,
                "row",
                "Row",
                values.focus(),
                (ValuesMessage::Focus, ValuesMessage::FocusNumber),
            )
            .named("focus"),
        );
    }
    if parameters.view == ViewChoice::Pairs {
        let messages = (ValuesMessage::Partner as To, ValuesMessage::PartnerNumber as Find);
        controls.push(row_stepper(scope, values, "partner", "Second row", values.partner(), messages));
    }
    let other = format!("Other {}", parameters.data.nouns().1);
    controls.push(button(other, Some(|| ValuesMessage::Redraw)).named("seed").class("control-button"));
    let sampled = values.work.setting.kinds.iter().any(|kind| kind.is_sampled());
    if sampled && parameters.view != ViewChoice::Pairs {
        let more = (parameters.samples.get() <= 4900).then_some(|| ValuesMessage::More);
        controls.push(button("100 more samples".to_owned(), more).named("samples").class("control-button"));
    }
    if values.work.is_stopped() {
        controls.push(
            button("Go on".to_owned(), Some(|| ValuesMessage::GoOn)).named("samples").class("control-button"),
        );
    }
    controls
}

/// The model and what is asked of it.
fn protocol(values: &Values, scope: &Scope) -> Vec<View> {
    let parameters = &values.parameters;
    let mut learners = vec![
        (LearnerChoice::Centroid, "Nearest centroid"),
        (LearnerChoice::Neighbours, "3 neighbours"),
        (LearnerChoice::Logistic, "Logistic regression"),
    ];
    if !parameters.data.takes_logistic() {
        learners.pop();
    }
    let scores = [
        (ScoreChoice::Accuracy, "Accuracy"),
        (ScoreChoice::LogLoss, "Log loss (negative)"),
        (ScoreChoice::Matches, "Matching neighbours"),
    ];
    let trains = parameters.score != ScoreChoice::Matches || parameters.view == ViewChoice::Mislabels;
    let mut controls = vec![
        select("Worth", &scores, parameters.score, true, ValuesMessage::Score).named("score"),
        select("Model", &learners, parameters.learner, trains, ValuesMessage::Learner).named("learner"),
    ];
    if parameters.learner == LearnerChoice::Logistic && trains {
        let penalty = parameters.penalty.text();
        controls.push(typed(scope, "penalty", "Penalty λ", penalty, true, |text| {
            ValuesMessage::Typed("penalty", text)
        }));
    }
    let neighbours = values.work.setting.kinds.iter().any(|kind| matches!(kind, Kind::Knn(_)));
    if neighbours || parameters.score == ScoreChoice::Matches {
        let count = parameters.neighbours.get().to_string();
        controls.push(typed(scope, "neighbours", "Neighbours K", count, true, |text| {
            ValuesMessage::Typed("neighbours", text)
        }));
    }
    controls
}

/// The slider of Beta weights, where they are in use.
fn weights(values: &Values, scope: &Scope) -> Option<View> {
    let parameters = &values.parameters;
    if !parameters.method.as_slice().contains(&MethodChoice::Beta) || parameters.rows.get() as usize > EXACT {
        return None;
    }
    let (alpha, beta) = (parameters.alpha, parameters.beta);
    let exact = |(one, other): &(u32, u32)| {
        Decimal::thousandths(one * 1000) == alpha && Decimal::thousandths(other * 1000) == beta
    };
    // Weights that the slider does not have stand in its middle until it is moved.
    let place = BETAS.iter().position(exact).unwrap_or(BETAS.len() / 2);
    let says = match alpha.get().total_cmp(&beta.get()) {
        std::cmp::Ordering::Greater => "favours small sets",
        std::cmp::Ordering::Equal => "every size alike if both are 1",
        std::cmp::Ordering::Less => "favours large sets",
    };
    let says = format!("({}, {}): {says}", alpha.text(), beta.text());
    let ends = (0, place as u32, BETAS.len() as u32 - 1);
    Some(slider(scope, "beta", "Beta weights (α, β)", ends, says, ValuesMessage::Beta))
}

/// A message that names a row by its place, and one that has its number as it was typed.
type To = fn(usize) -> ValuesMessage;
type Find = fn(String) -> ValuesMessage;

fn row_stepper(
    scope: &Scope,
    values: &Values,
    name: &'static str,
    label: &'static str,
    current: usize,
    (to, find): (To, Find),
) -> View {
    let before = current.checked_sub(1).map(to);
    let after = Some(current + 1).filter(|&next| next < values.work.players()).map(to);
    stepper(scope, name, label, values.number(current).to_string(), (before, after), find)
}

pub(super) fn figure(values: &Values) -> View {
    let drawings = pictures::all(values);
    let missing = drawings.is_empty().then(|| words::missing(values));
    let planes = drawings
        .into_iter()
        .enumerate()
        .map(|(place, (drawing, _))| element("div").key(format!("picture{place}")).child(drawing));
    element("div")
        .child(element("div").class("planes").key("planes").children(planes))
        .children(missing.map(|words| element("p").class("values-note").key("missing").text(words)))
        .children((values.parameters.view != ViewChoice::Pairs).then(|| sums(values)))
        .children(notes(values))
}

/// The key of the marks, with what the values of each method add up to, or what they find.
fn sums(values: &Values) -> View {
    let mislabels = values.parameters.view == ViewChoice::Mislabels;
    let head: &[&str] = if mislabels {
        &["method", "wrong labels found"]
    } else {
        &["method", "adds up to", "to share out", "gap"]
    };
    let head =
        element("tr").children(head.iter().map(|name| element("th").attribute("scope", "col").text(*name)));
    let kinds = values.work.setting.kinds.iter().enumerate().map(|(place, &kind)| (place, Some(kind)));
    let confidence = mislabels.then_some((values.work.setting.kinds.len(), None));
    let row = |(place, kind): (usize, Option<Kind>)| {
        let (shape, ink) =
            if kind.is_some() { pictures::mark(place) } else { (Shape::of(place), Ink::Plain) };
        let name = kind.map_or_else(|| CONFIDENCE.to_owned(), words::name_with_samples(values));
        let first = element("th")
            .attribute("scope", "row")
            .child(glyph(shape, ink))
            .child(element("span").text(name));
        let cells =
            if mislabels { vec![words::found(values, kind)] } else { words::shares(values, kind).to_vec() };
        element("tr").child(first).children(cells.into_iter().map(|cell| element("td").text(cell)))
    };
    element("div").class("values-sums").key("sums").child(
        element("table")
            .child(element("thead").child(head))
            .child(element("tbody").children(kinds.chain(confidence).map(row))),
    )
}

/// What the small marks and the tables' facts mean, where there are any.
fn notes(values: &Values) -> Option<View> {
    let notes = words::notes(values);
    (!notes.is_empty())
        .then(|| element("p").class("values-note").key("notes").text(crate::format::join(&notes, " · ")))
}

/// The ramp's ends, in words, for the picture of pairs.
pub(super) fn ramp(values: &Values) -> Option<String> {
    let most = pictures::matrix(values)?.most();
    Some(format!(
        "blue, down to −{}: substitutes, each does part of what the other does; vermilion, up to {}: complements, more together",
        short(most, 3),
        short(most, 3)
    ))
}
