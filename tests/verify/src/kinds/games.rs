//! Cooperative games, given by their tables of 2^n worths.

use simulation::valuation::{
    Coalition, UtilityTable, banzhaf, banzhaf_interaction, beta_shapley, least_core, leave_each_out, shapley,
    shapley_interaction,
};

use crate::{Case, Check, Problem};

/// (α, β) of the Beta Shapley values in a case.
const BETA: [(u8, u8); 5] = [(16, 1), (4, 1), (1, 4), (1, 16), (2, 2)];

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    // How the table came about.
    case.describe(&["spec"]);
    let (table, players) = (case.numbers("table")?, case.count("n")?);
    if players >= 32 || table.len() != 1 << players {
        return Err(case.problem("table", format!("has {} entries for {players} players", table.len())));
    }
    let game = UtilityTable::new(table).map_err(|error| case.problem("table", error))?;
    let mut values: Vec<(String, Vec<f64>)> = vec![
        ("shapley".into(), shapley(&game)),
        ("banzhaf".into(), banzhaf(&game)),
        ("loo".into(), leave_each_out(&game, Coalition::all(players))),
    ];
    for (alpha, beta) in BETA {
        let key = format!("beta_{alpha}_{beta}");
        let found = beta_shapley(&game, alpha.into(), beta.into());
        let found = found.map_err(|error| case.problem(&key, error))?;
        values.push((key, found));
    }
    for (key, values) in &values {
        check.compare(case, key, values, "semivalues");
    }
    // Some games also have closed forms.
    if case.has("analytic") {
        let closed = case.object("analytic")?;
        for (key, values) in values.iter().filter(|(key, _)| closed.has(key)) {
            check.compare(&closed, key, values, "semivalues");
        }
        check.set_aside(&closed);
    }

    let pairs = |error| case.problem("shapley_interaction", error);
    check.compare(
        case,
        "shapley_interaction",
        shapley_interaction(&game).map_err(pairs)?.values(),
        "interactions",
    );
    let pairs = |error| case.problem("banzhaf_interaction", error);
    check.compare(
        case,
        "banzhaf_interaction",
        banzhaf_interaction(&game).map_err(pairs)?.values(),
        "interactions",
    );
    if case.has("least_core_e") {
        let core = least_core(&game).map_err(|error| case.problem("least_core_e", error))?;
        check.compare(case, "least_core_e", &[core.excess], "least_core_e");
    }
    Ok(())
}
