//! What the figure says in words: title, live sentence, comparison.

use simulation::collective::campaign::{catch_up, closed};
use simulation::statistics::{mean, quantile};

use super::parameters::Brings;
use super::runs::shares;
use super::{Campaign, CampaignMessage};
use crate::chart::strip;
use crate::format::{count, short, signed};
use crate::widget::Comparison;

/// The share of the draws between the ends of every band.
pub(super) const LEVEL: f64 = 0.9;

fn percent(share: f64) -> String {
    short(100.0 * share, 1)
}

fn members(campaign: &Campaign) -> String {
    campaign.parameters.data.members(campaign.parameters.groups())
}

fn verb(campaign: &Campaign) -> &'static str {
    match campaign.parameters.brings {
        Brings::Move => "move",
        Brings::Copy => "copy",
    }
}

pub(super) fn title(campaign: &Campaign) -> String {
    let share = campaign.parameters.share.get();
    match campaign.parameters.brings {
        _ if share == 0 => "What if nobody brings the competitor a row?".to_owned(),
        Brings::Move => format!("What if {share}\u{a0}% move their rows to a competitor?"),
        Brings::Copy => format!("What if {share}\u{a0}% copy their rows to a competitor?"),
    }
}

/// The mean accuracies of the operator and the competitor: before, and now.
pub(super) fn ends(campaign: &Campaign) -> Option<[[f64; 2]; 2]> {
    let [operator, competitor] = campaign.runs.samples(campaign.draws()).map(|samples| samples.means());
    let place = campaign.parameters.place();
    let at = |place: usize| Some([*operator.get(place)?, *competitor.get(place)?]);
    Some([at(0)?, at(place)?])
}

/// The share from which on the competitor is at least as good.
pub(super) fn ahead(campaign: &Campaign) -> Option<f64> {
    let [operator, competitor] = campaign.runs.samples(campaign.draws()).map(|samples| samples.means());
    catch_up(&shares(), &operator, &competitor)
}

/// The share of the gap to the operator as it was that the competitor has closed.
pub(super) fn gap_closed(campaign: &Campaign) -> Option<f64> {
    let [before, now] = ends(campaign)?;
    closed(before[1], now[1], before[0])
}

/// The competitor's accuracy less the operator's, draw by draw, in points.
pub(super) fn leads(campaign: &Campaign) -> Vec<f64> {
    let place = campaign.parameters.place();
    let [operator, competitor] = campaign.runs.samples(campaign.draws()).map(|samples| samples.values(place));
    competitor.iter().zip(operator).map(|(one, other)| 100.0 * (one - other)).collect()
}

pub(super) fn describe(campaign: &Campaign) -> String {
    if let Some(failure) = &campaign.failure {
        return format!("The computation stopped: {failure}.");
    }
    let Some([before, now]) = ends(campaign) else {
        return "The first draw is not trained yet.".to_owned();
    };
    let share = campaign.parameters.share.get();
    let learner = campaign.parameters.learner.name();
    let [_, rows] = campaign.rows();
    let mut said = if share == 0 {
        format!(
            "Both operators train {learner}. While nobody takes part, the competitor has {} and gets {}\u{a0}% of the test rows right, the operator {}\u{a0}%.",
            count(rows.competitor, "row", "rows"),
            percent(now[1]),
            percent(now[0])
        )
    } else {
        format!(
            "Both operators train {learner}. When {share}\u{a0}% of {} {} their rows, the competitor goes from {}\u{a0}% right to {}\u{a0}%, and the operator from {}\u{a0}% to {}\u{a0}%.",
            members(campaign),
            verb(campaign),
            percent(before[1]),
            percent(now[1]),
            percent(before[0]),
            percent(now[0])
        )
    };
    if let Some(closed) = gap_closed(campaign).filter(|_| share > 0) {
        let per_cent = short(100.0 * closed.abs(), 0);
        let more = if closed < 0.0 {
            format!(" The gap to the operator as it was has grown by {per_cent}\u{a0}%.")
        } else {
            format!(" Of the gap to the operator as it was, {per_cent}\u{a0}% is closed.")
        };
        said.push_str(&more);
    }
    let more = match ahead(campaign) {
        Some(0.0) => " The competitor is at least as good from the start.".to_owned(),
        Some(from) => {
            format!(" From {}\u{a0}% on the competitor is at least as good.", short(100.0 * from, 0))
        }
        None => " The competitor does not catch up, not even with all of them.".to_owned(),
    };
    said.push_str(&more);
    if campaign.runs.unconverged > 0 {
        let more = format!(
            " {} did not converge.",
            count(campaign.runs.unconverged as usize, "pair of fits", "pairs of fits")
        );
        said.push_str(&more);
    }
    said
}

/// What the bands mean, and what lies beyond the axis.
pub(super) fn note(campaign: &Campaign) -> String {
    let band = "Bands: where the middle 90\u{a0}% of the draws lie.";
    let everyone = campaign.parameters.groups() == campaign.parameters.data.everyone();
    let gone = everyone && campaign.parameters.brings == Brings::Move;
    let last = campaign.runs.samples(campaign.draws())[0].means().last().copied();
    match last.filter(|_| gone) {
        Some(last) => format!(
            "{band} With all rows gone the operator only guesses: {}\u{a0}%, which may lie below the axis.",
            percent(last)
        ),
        None => band.to_owned(),
    }
}

/// The curves for a listener.
pub(super) fn curves(campaign: &Campaign) -> String {
    let end = ends(campaign).map_or_else(String::new, |[_, now]| {
        format!(
            " At {}\u{a0}% the operator has {}\u{a0}%, the competitor {}\u{a0}%.",
            campaign.parameters.share.get(),
            percent(now[0]),
            percent(now[1])
        )
    });
    format!(
        "Accuracy of both operators against the share of the members who take part, in eleven steps.{end}"
    )
}

/// The bars for a listener.
pub(super) fn rows(campaign: &Campaign) -> String {
    let [before, now] = campaign.rows();
    format!(
        "Rows of the operator: {} before, {} now. Of the competitor: {} before, {} now.",
        before.operator, now.operator, before.competitor, now.competitor
    )
}

pub(super) fn comparison(campaign: &Campaign) -> Comparison<CampaignMessage> {
    let contributed = campaign.contributed();
    let all = campaign.first.order().len();
    let [before, now] = campaign.rows();
    let totals = match campaign.parameters.brings {
        Brings::Move => format!(
            "together they have {} before and after",
            count(now.operator + now.competitor, "row", "rows")
        ),
        Brings::Copy => format!(
            "the operator keeps its {}, and together they train on {} instead of {}",
            count(now.operator, "row", "rows"),
            now.operator + now.competitor,
            before.operator + before.competitor
        ),
    };
    let done = if campaign.parameters.brings == Brings::Move { "moved" } else { "copied" };
    let changed = format!(
        "In the first draw, {contributed} of {} are {done}, drawn by lot; {totals}.",
        count(all, "row", "rows")
    );
    let held_fixed = format!(
        "In each draw the model and its settings, which are the same for both, the test rows, of which the first draw has {}, the scale, and everybody else’s rows.",
        campaign.first.slice().len()
    );
    let waiting = || "Not known before the first draw is trained.".to_owned();
    let (Some([before, now]), leads) = (ends(campaign), leads(campaign)) else {
        return Comparison { changed, held_fixed, difference: waiting(), luck: waiting(), luck_figure: None };
    };
    let points = |by: f64| signed(100.0 * by, 1);
    let difference = format!(
        "{} points for the competitor, {} for the operator, on average.",
        points(now[1] - before[1]),
        points(now[0] - before[0])
    );
    let ahead = leads.iter().filter(|lead| **lead >= 0.0).count();
    let middle =
        quantile(&leads, 0.05).zip(quantile(&leads, 0.95)).map_or_else(String::new, |(low, high)| {
            format!(
                " In the middle 90\u{a0}% of them its lead is {} to {} points.",
                signed(low, 1),
                signed(high, 1)
            )
        });
    let luck = format!(
        "Each dot is a draw: another division of the table, and others who take part. The competitor is at least as good in {ahead} of {}.{middle}",
        leads.len()
    );
    let lead = mean(&leads).unwrap_or(0.0);
    let label =
        format!("Leads of the competitor in {} draws, {} points on average.", leads.len(), signed(lead, 1));
    let figure = strip(&leads, lead, ["mean", "competitor minus operator, points"], label);
    Comparison { changed, held_fixed, difference, luck, luck_figure: Some(figure) }
}
