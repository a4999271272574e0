//! Power laws with an offset, and straight lines on logarithmic axes.

use simulation::selection::scaling::{LogLogLine, PowerLaw};

use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let (sizes, losses) = (case.numbers("N")?, case.numbers("L")?);
    let law = PowerLaw::fit(&sizes, &losses).map_err(|error| case.problem("L", error))?;
    let fit = case.object("fit")?;
    for (key, got) in [("a", law.scale), ("b", law.exponent), ("c", law.offset)] {
        check.compare_relative(&fit, key, &[got], "params_rel");
    }
    check.compare_relative(&fit, "sse", &[law.sse], "sse_rel");
    check.set_aside(&fit);
    let line = LogLogLine::fit(&sizes, &losses)
        .ok_or_else(|| case.problem("L", "has no logarithms: losses and sizes must be above 0"))?;
    let loglog = case.object("loglog")?;
    check.compare(&loglog, "slope", &[line.slope], "loglog");
    check.compare(&loglog, "intercept", &[line.intercept], "loglog");
    check.set_aside(&loglog);
    Ok(())
}
