//! What the figure says in words: title, live sentence, comparison.

use simulation::valuation::Coalition;

use super::parameters::{Instead, Paid, Rule, Speaks, Who};
use super::runs::POINTS;
use super::settled::Settled;
use super::{AtTheTable, BargainMessage};
use crate::chart::strip;
use crate::format::{count, list, short, signed};
use crate::widget::Comparison;

/// Payoffs in points: per cent of the test rows.
pub(super) fn points(value: f64) -> String {
    short(100.0 * value, 1)
}

pub(super) fn title(table: &AtTheTable) -> String {
    match table.parameters.rule {
        Rule::Nash => "What are the rows worth at the table?".to_owned(),
        Rule::Offers => "What are the rows worth to those who can wait?".to_owned(),
    }
}

/// The letter that stands for a group in the drawing.
pub(super) fn letter(group: usize) -> String {
    char::from_u32('A' as u32 + group as u32).map_or_else(String::new, String::from)
}

/// The members of a coalition of the operator, player 0, and groups.
fn names(table: &AtTheTable, coalition: Coalition) -> String {
    let groups = table.parameters.data.groups();
    let name = |player: usize| match player.checked_sub(1) {
        None => "the operator",
        Some(group) => groups.get(group).copied().unwrap_or_default(),
    };
    list(&coalition.players().map(name).collect::<Vec<_>>())
}

pub(super) fn describe(table: &AtTheTable) -> String {
    if let Some(failure) = &table.failure {
        return format!("The computation stopped: {failure}.");
    }
    let Some(settled) = &table.settled else { return "Nothing is measured yet.".to_owned() };
    let [operator, people] = settled.stakes.disagreement(table.parameters.elsewhere.get()).map(points);
    let apart = format!(
        "If talks fail, {} of {} are withheld: the operator then has {operator} of {} points, and the people get {people} elsewhere.",
        table.withheld(),
        theirs(table),
        points(settled.stakes.pie())
    );
    if settled.bargain.is_none() {
        return format!(
            "{apart} That is as much as an agreement is worth, so there is nothing to bargain over."
        );
    }
    format!(
        "{apart} Of the {} that an agreement adds, {} the people up to {}, and the operator to {}. {}",
        points(settled.surplus()),
        how(table),
        points(settled.payoffs[1]),
        points(settled.payoffs[0]),
        minds(table, settled)
    )
}

/// The rows of those who bargain.
fn theirs(table: &AtTheTable) -> String {
    let rows = count(table.theirs() as usize, "row", "rows");
    match table.parameters.who {
        Who::Everyone => rows,
        Who::Named => {
            let name = table.parameters.data.groups().get(table.focus()).copied().unwrap_or_default();
            format!("{rows} of {name}")
        }
    }
}

/// How the surplus is divided, with its verb.
fn how(table: &AtTheTable) -> String {
    let parameters = &table.parameters;
    match parameters.rule {
        Rule::Nash => format!("the Nash solution with a weight of {} brings", parameters.power.text()),
        Rule::Offers => format!(
            "offers in turn, the {} first, bring",
            if parameters.first == Speaks::Operator { "operator’s" } else { "people’s" }
        ),
    }
}

/// Who would leave.
fn minds(table: &AtTheTable, settled: &Settled) -> String {
    let paid = match table.parameters.paid {
        Paid::Heads => "Paid out by heads",
        Paid::Shapley => "Paid out by Shapley values",
        Paid::Marginal => "Paid out by what each group adds",
    };
    match settled.objection {
        Some(objection) if objection.excess > 5e-4 => format!(
            "{paid}, {} would gain {} by leaving the others.",
            names(table, objection.coalition),
            points(objection.excess)
        ),
        _ => format!("{paid}, nobody gains by leaving."),
    }
}

/// What the marks mean.
pub(super) fn note(table: &AtTheTable) -> String {
    let groups = table.parameters.data.groups().iter().zip(&table.heads).enumerate();
    let named: Vec<String> = groups
        .map(|(group, (name, &heads))| {
            format!("{}: {name}, {}", letter(group), count(heads as usize, "row", "rows"))
        })
        .collect();
    format!(
        "Points are per cent of the test rows, over a model of no rows. {}.",
        crate::format::join(&named, "; ")
    )
}

/// The curves for a listener.
pub(super) fn curves(table: &AtTheTable) -> String {
    let Some(mean) = &table.mean else { return "Nothing is measured yet.".to_owned() };
    let ends = mean.stakes(POINTS - 1).map_or_else(String::new, |stakes| {
        let [operator, people] = stakes.disagreement(table.parameters.elsewhere.get()).map(points);
        format!(" With all rows withheld the operator has {operator}, and the people {people}.")
    });
    format!("What either side has if talks fail, against the share of the rows that is withheld.{ends}")
}

/// The bargain for a listener.
pub(super) fn bargain(table: &AtTheTable) -> String {
    let Some(settled) = &table.settled else { return "Nothing is measured yet.".to_owned() };
    if settled.bargain.is_none() {
        return "The point without an agreement lies on or beyond the line of all agreements.".to_owned();
    }
    let [operator, people] = settled.payoffs.map(points);
    format!(
        "The line of all agreements, the point without one, and the agreement: {operator} for the operator, {people} for the people."
    )
}

/// The groups for a listener.
pub(super) fn groups(table: &AtTheTable) -> String {
    let Some(settled) = &table.settled else { return "Nothing is measured yet.".to_owned() };
    let focus = table.focus();
    let name = table.parameters.data.groups().get(focus).copied().unwrap_or_default();
    let number = |values: &[f64]| values.get(focus).map_or_else(String::new, |value| points(*value));
    let core = settled.core.get(focus).copied().flatten().map_or_else(
        || "the core is empty".to_owned(),
        |core| format!("in the core it gets {} to {}", points(core.low), points(core.high)),
    );
    format!(
        "What each group is paid, its Shapley value, and what it gets in the core. {name} is paid {}, its Shapley value is {}, and {core}.",
        number(&settled.paid),
        number(&settled.shapley)
    )
}

pub(super) fn comparison(table: &AtTheTable) -> Comparison<BargainMessage> {
    let parameters = &table.parameters;
    let changed = format!(
        "Whether {} of {} train the operator’s model, by agreement, or a competitor’s.",
        table.withheld(),
        theirs(table)
    );
    let instead = match parameters.instead {
        Instead::Nothing => "nothing stands in for rows that are withheld",
        Instead::Public => "public rows of the same class stand in for rows that are withheld",
    };
    let held_fixed = format!(
        "In each draw the rows, the test rows and the learner, logistic regression with a penalty of 1; the competitor begins with 10 public rows, and {instead}."
    );
    let Some(settled) = &table.settled else {
        let unknown = "Not known before a draw is done.".to_owned();
        return Comparison {
            changed,
            held_fixed,
            difference: unknown.clone(),
            luck: unknown,
            luck_figure: None,
        };
    };
    let apart = settled.stakes.disagreement(parameters.elsewhere.get());
    let gain = |side: usize| signed(100.0 * (settled.payoffs[side] - apart[side]), 1);
    let difference = format!("The people: {} points over no agreement. The operator: {}.", gain(1), gain(0));
    let each: Vec<f64> = table.each().iter().map(|payoff| 100.0 * payoff).collect();
    if each.len() < 2 {
        let luck = "One division of the table is measured, so nobody can say.".to_owned();
        return Comparison { changed, held_fixed, difference, luck, luck_figure: None };
    }
    let luck = format!(
        "Each dot is what the people get in one of {} divisions of the table, measured and bargained over by itself. At a real table both sides see one division at most.",
        each.len()
    );
    let here = 100.0 * settled.payoffs[1];
    let label = format!("What the people get in {} draws, {} of the mean curve.", each.len(), short(here, 1));
    let figure = strip(&each, here, ["mean curve", "points for the people"], label);
    Comparison { changed, held_fixed, difference, luck, luck_figure: Some(figure) }
}
