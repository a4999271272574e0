//! Cooperative games, given by their tables of 2^n worths.

use simulation::valuation::{Coalition, UtilityTable, leave_one_out, shapley};

use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    // How the table came about.
    case.describe(&["spec"]);
    let (table, players) = (case.numbers("table")?, case.count("n")?);
    if players >= 32 || table.len() != 1 << players {
        return Err(case.problem("table", format!("has {} entries for {players} players", table.len())));
    }
    let game = UtilityTable::new(table).map_err(|error| case.problem("table", error))?;
    let all = Coalition::all(players);
    let semivalues = [
        ("shapley", shapley(&game)),
        ("loo", (0..players).map(|player| leave_one_out(&game, all, player)).collect()),
    ];
    for (key, values) in &semivalues {
        check.compare(case, key, values, "semivalues");
    }
    // Some games also have closed forms.
    if case.has("analytic") {
        let closed = case.object("analytic")?;
        for (key, values) in semivalues.iter().filter(|(key, _)| closed.has(key)) {
            check.compare(&closed, key, values, "semivalues");
        }
        check.set_aside(&closed);
    }
    Ok(())
}
