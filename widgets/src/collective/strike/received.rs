//! What travels with the page: the accuracies of every draw.

use super::Strike;
use super::runs::{Drawn, SHARES};
use crate::shipped::Shipped;

/// `curve` and `plain`: eleven accuracies a draw; `each`: two a group and draw; `shapley`: one a group and draw; `members`: the strikers' rows
/// of each draw; `unconverged`: fits that did not converge, by part and draw. `None` while anything is missing.
pub(super) fn ship(strike: &Strike) -> Option<Shipped> {
    let setting = &strike.setting;
    if !strike.runs.is_done(setting) {
        return None;
    }
    let draws = strike.runs.draws.get(..setting.draws)?;
    let all = |of: fn(&Drawn) -> &[f64]| draws.iter().flat_map(of).copied().collect::<Vec<f64>>();
    let asked = |column: Vec<f64>, length: usize| if length == 0 { vec![] } else { column };
    let [curve, plain, each, shapley] = lengths(strike);
    Some(
        Shipped::default()
            .with("curve", asked(all(|draw| &draw.curve), curve))
            .with("plain", asked(all(|draw| &draw.plain), plain))
            .with("each", asked(all(|draw| &draw.each), each))
            .with("shapley", asked(all(|draw| &draw.shapley).into_iter().take(shapley).collect(), shapley))
            .with("members", draws.iter().map(|draw| draw.members).collect())
            .with("unconverged", draws.iter().flat_map(|draw| draw.unconverged).map(f64::from).collect()),
    )
}

/// How long the columns are in this state.
fn lengths(strike: &Strike) -> [usize; 4] {
    let setting = &strike.setting;
    let (each, coalitions) = setting.asked();
    [
        SHARES * setting.draws,
        if setting.is_plain() { 0 } else { SHARES * setting.draws },
        if each { 2 * setting.groups * setting.draws } else { 0 },
        if coalitions { setting.groups * setting.coalition_draws() } else { 0 },
    ]
}

/// Takes what [`ship`] wrote for the same state.
pub(super) fn receive(strike: &mut Strike, shipped: &Shipped) -> Result<(), String> {
    let column = |name: &str, length: usize| {
        let found = shipped.column(name)?;
        let legal = found.len() == length && found.iter().all(|number| number.is_finite());
        if legal { Ok(found) } else { Err(format!("{length} finite numbers expected in {name}")) }
    };
    let (draws, groups) = (strike.setting.draws, strike.setting.groups);
    let [curve, plain, each, shapley] = lengths(strike);
    let (curve, plain) = (column("curve", curve)?, column("plain", plain)?);
    let (each, shapley) = (column("each", each)?, column("shapley", shapley)?);
    let (members, unconverged) = (column("members", draws)?, column("unconverged", 4 * draws)?);
    let part = |column: &[f64], draw: usize, length: usize| -> Vec<f64> {
        column.chunks_exact(length).nth(draw).unwrap_or_default().to_vec()
    };
    let of_draw = |draw: usize| {
        let mut known = Drawn::of(members[draw], part(curve, draw, SHARES), part(plain, draw, SHARES));
        known.each = part(each, draw, 2 * groups);
        known.shapley = part(shapley, draw, groups);
        for (count, &number) in known.unconverged.iter_mut().zip(&unconverged[4 * draw..]) {
            *count = number as u32;
        }
        known
    };
    strike.runs.draws = (0..draws).map(of_draw).collect();
    Ok(())
}
