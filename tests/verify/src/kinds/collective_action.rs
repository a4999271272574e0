//! Success of signals that are planted and erased, against the classifier of least error, with the bounds.

use simulation::collective::action::{CollectiveAction, DiscreteTable, Strategy};

use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let table = DiscreteTable::new(case.numbers("p_x")?, case.rows("p_y_given_x")?)
        .map_err(|error| case.problem("p_y_given_x", error))?;
    let target = case.count("target")?;
    let plan = |key: &str, strategy| {
        CollectiveAction::new(table.clone(), case.classes(key)?, strategy)
            .map_err(|error| case.problem(key, error))
    };
    let label = plan("g", Strategy::FeaturesAndLabel { target })?;
    let features = plan("g", Strategy::FeaturesOnly { target })?;
    check.compare(case, "xi", &[label.uniqueness()], "bounds");
    check.compare_one(case, "delta", label.gap(), "bounds");
    for at in case.objects("plant")? {
        let alpha = at.number("alpha")?;
        for (plan, name) in [(&label, "feature_label"), (&features, "feature_only")] {
            check.compare_one(&at, &format!("success_{name}"), plan.success(alpha), "success");
            check.compare_one(&at, &format!("bound_{name}"), plan.bound(alpha), "bounds");
        }
        check.set_aside(&at);
    }
    let erase = plan("erase_g", Strategy::Erase)?;
    check.compare(case, "tau", &[erase.dependence()], "bounds");
    for at in case.objects("erase")? {
        let alpha = at.number("alpha")?;
        check.compare_one(&at, "success", erase.success(alpha), "success");
        check.compare_one(&at, "bound", erase.bound(alpha), "bounds");
        check.set_aside(&at);
    }
    Ok(())
}
