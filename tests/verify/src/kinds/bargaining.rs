//! Nash bargaining solutions: of payoffs that can be transferred, with weights and caps, and on an ellipse.

use simulation::collective::bargain::{Bargain, nash_on_ellipse};

use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let disagreement = case.numbers("disagreement")?;
    let weights = if case.has("weights") { case.numbers("weights")? } else { vec![1.0; disagreement.len()] };
    if case.has("pie") {
        let bargain = Bargain::new(case.number("pie")?, disagreement)
            .and_then(|bargain| bargain.with_weights(weights))
            .map_err(|error| case.problem("disagreement", error))?;
        if case.has("closed_form_without_caps") {
            check.compare(case, "closed_form_without_caps", &bargain.nash(), "solution");
        }
        let capped = if case.has("caps") { bargain.with_caps(case.numbers("caps")?) } else { Ok(bargain) };
        let capped = capped.map_err(|error| case.problem("caps", error))?;
        check.compare(case, "solution", &capped.nash(), "solution");
        return Ok(());
    }
    let (&[one, other], &[first, second]) = (&disagreement[..], &weights[..]) else {
        return Err(case.problem("disagreement", "is not of two sides, as an ellipse needs"));
    };
    let solution = nash_on_ellipse([case.number("a")?, case.number("b")?], [one, other], [first, second])
        .map_err(|error| case.problem("disagreement", error))?;
    check.compare(case, "solution", &solution, "solution");
    if case.has("closed_form") {
        check.compare(case, "closed_form", &solution, "solution");
    }
    Ok(())
}
