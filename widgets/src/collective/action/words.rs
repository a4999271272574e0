//! What the figure says in words: title, live sentence, comparison.

use super::parameters::Does;
use super::taught::joined;
use super::{Action, ActionMessage};
use crate::chart::strip;
use crate::format::{short, signed};
use crate::widget::Comparison;

/// A share in per cent.
pub(super) fn percent(share: f64) -> String {
    format!("{}\u{a0}%", short(100.0 * share, 1))
}

pub(super) fn title(action: &Action) -> String {
    let facts = action.parameters.signal.facts();
    match action.parameters.does {
        Does::Erase => format!("How many must act together until {} no longer matters?", facts.about),
        _ => format!(
            "How many must act together until {} means a {} risk?",
            facts.sign,
            action.parameters.wanted.name()
        ),
    }
}

/// What success is, to follow the share of applicants.
fn answered(action: &Action) -> String {
    let facts = action.parameters.signal.facts();
    match action.parameters.does {
        Does::Erase => format!("the answer that they would get if they {}", facts.shown),
        _ => format!("the answer “{}” if they {}", action.parameters.wanted.name(), facts.shown),
    }
}

pub(super) fn describe(action: &Action) -> String {
    if let Some(failure) = &action.failure {
        return format!("The computation stopped: {failure}.");
    }
    let (now, before) = (action.scene.success(action.share()), action.scene.success(0.0));
    let exact = if action.stop == 0 {
        format!(
            "With nobody acting together, the classifier of least error gives {} of all applicants {}.",
            percent(before),
            answered(action)
        )
    } else {
        format!(
            "With {} of the applicants acting together, the classifier of least error gives {} of all applicants {}; with nobody acting it is {}.",
            percent(action.share()),
            percent(now),
            answered(action),
            percent(before)
        )
    };
    format!("{exact} {}{}", promise(action), trained(action))
}

fn promise(action: &Action) -> String {
    let plan = &action.scene.plan;
    match plan.bound(action.share()) {
        Some(bound) if bound > 0.0 => format!("Theory promises at least {}.", percent(bound)),
        Some(_) => "Theory promises nothing at this share.".to_owned(),
        None if action.stop == 0 => "Theory promises nothing without members.".to_owned(),
        None => format!(
            "Theory promises nothing: some kind of applicant is never a {} risk.",
            action.parameters.wanted.name()
        ),
    }
}

fn trained(action: &Action) -> String {
    let Some([mean, low, high]) = action.taught(action.stop) else { return String::new() };
    let draws = action.draws();
    let learner = action.parameters.learner.name();
    let interval = if draws > 1 {
        format!(" (95\u{a0}% interval {} to {})", percent(low), percent(high))
    } else {
        String::new()
    };
    format!(
        " Trained on such rows, {learner} does so for {} on average over {draws} draws{interval}.",
        percent(mean)
    )
}

/// What the marks mean.
pub(super) fn note(action: &Action) -> String {
    let facts = action.parameters.signal.facts();
    let fields = match action.parameters.does {
        Does::Erase => "In a field: how many of its applicants have what the members want, and below it their share of all.".to_owned(),
        _ => format!(
            "In a field: the answer to whoever {} there, and below it the field’s share of all applicants. Blue: rather not “{}”; vermilion: rather “{}”.",
            facts.shown,
            action.parameters.wanted.name(),
            action.parameters.wanted.name()
        ),
    };
    format!("{fields} Outlined: turned by the collective. Empty: nobody.")
}

/// The curves for a listener.
pub(super) fn curves(action: &Action) -> String {
    let reached = action.scene.plan.reached_from(0.9).map_or_else(
        || "The exact curve never reaches 90\u{a0}%".to_owned(),
        |share| format!("The exact curve reaches 90\u{a0}% at {}", percent(share)),
    );
    let promised = action
        .scene
        .plan
        .promised_from(0.9)
        .map_or_else(|| "the bound does not".to_owned(), |share| format!("the bound at {}", percent(share)));
    format!(
        "Success against the share of applicants who act together. {reached}, {promised}. {}",
        describe(action)
    )
}

/// The kinds for a listener.
pub(super) fn map(action: &Action) -> String {
    let kinds = action.scene.kinds(action.share(), action.parameters.beside);
    let turned = kinds.iter().filter(|kind| kind.after > kind.before).count();
    format!(
        "Kinds of applicants by checking account{}: the collective has turned {turned} of {}.",
        action.parameters.beside.names().map_or_else(String::new, |names| format!(" and {}", names[1])),
        kinds.len()
    )
}

pub(super) fn comparison(action: &Action) -> Comparison<ActionMessage> {
    let (rows, members) = joined(&action.scene, action.seed(), action.share());
    let facts = action.parameters.signal.facts();
    let wanted = action.parameters.wanted.name();
    let does = match action.parameters.does {
        Does::Plant => format!("they now show {}, and are {wanted} risks", facts.sign),
        Does::PlantFeatures => format!("those of them who are {wanted} risks now show {}", facts.sign),
        Does::Erase => format!("each now has the outcome that is likeliest for those who {}", facts.shown),
    };
    let changed = format!("{members} of {rows} training rows: {does}.");
    let held_fixed = format!(
        "All other rows; what the model sees (the checking account{} and {}); the learner, {}; the {} applicants who are asked about.",
        action.parameters.beside.names().map_or_else(String::new, |names| format!(", {}", names[1])),
        facts.about.trim_end_matches(','),
        action.parameters.learner.name(),
        1000 - rows
    );
    let gain = action.scene.success(action.share()) - action.scene.success(0.0);
    let points = |gain: f64| format!("{} percentage points", signed(100.0 * gain, 1));
    let gains = action.runs.gains(action.stop, action.wanted_draws());
    let trained = action.taught(action.stop).zip(action.taught(0));
    let learner = trained.map_or_else(String::new, |(now, before)| {
        format!(" The trained learner: {} on average.", points(now[0] - before[0]))
    });
    let difference = format!("Success of the classifier of least error: {}.{learner}", points(gain));
    if gains.len() < 2 {
        let luck = "The exact curve has no luck in it: it knows the table. Of the trained learner nobody can say before two draws are done.";
        return Comparison { changed, held_fixed, difference, luck: luck.to_owned(), luck_figure: None };
    }
    let mean = trained.map_or(0.0, |(now, before)| now[0] - before[0]);
    let luck = format!(
        "The exact curve has no luck in it: it knows the table. Each dot is a draw of the trained learner: which rows train, who joins, and who is asked about. {} draws.",
        gains.len()
    );
    let points: Vec<f64> = gains.iter().map(|gain| 100.0 * gain).collect();
    let label = format!(
        "Gains of {} draws in percentage points, {} on average.",
        gains.len(),
        signed(100.0 * mean, 1)
    );
    let figure = strip(
        &points,
        100.0 * mean,
        ["mean", "success with members minus without, percentage points"],
        label,
    );
    Comparison { changed, held_fixed, difference, luck, luck_figure: Some(figure) }
}
