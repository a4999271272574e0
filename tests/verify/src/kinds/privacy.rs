//! Privacy: divergences and ε of DP-SGD, calibrations of noise, and the attacker's bound.

use simulation::robustness::privacy::{
    Accountant, Conversion, DEFAULT_ORDERS, Gaussian, Guarantee, Laplace, SampledGaussian,
};

use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    match case.text("kind")? {
        "dpsgd" => dp_sgd(case, check),
        "gaussian" => gaussian(case, check),
        "laplace" => laplace(case, check),
        "mia_bound" => attack(case, check),
        other => {
            check.leave_out(case, &format!("kind {other}"));
            Ok(())
        }
    }
}

fn dp_sgd(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let fault = |key: &'static str| move |error| case.problem(key, error);
    let step = SampledGaussian::new(case.number("q")?, case.number("sigma")?).map_err(fault("sigma"))?;
    let divergences: Result<Vec<f64>, _> =
        case.numbers("rdp_orders")?.into_iter().map(|order| step.divergence(order)).collect();
    check.compare_each_relative(case, "rdp_one_step", &divergences.map_err(fault("rdp_orders"))?, "rdp_rel");

    let steps = u32::try_from(case.count("steps")?).map_err(|error| case.problem("steps", error))?;
    let delta = case.number("delta")?;
    // Text says that the orders are those of the first case that lists some.
    let orders = case.numbers("orders_used").or_else(|_| case.first_numbers("orders_used"))?;
    let whole = Accountant::new(step, &orders).map_err(fault("orders_used"))?;
    let spent = |accountant: &Accountant, conversion| {
        accountant.spent(steps, delta, conversion).map_err(fault("delta"))
    };
    let improved = spent(&whole, Conversion::Improved)?;
    check.compare_relative(case, "epsilon_integer_orders", &[improved.epsilon], "epsilon_integer_rel");
    check.compare_relative(case, "optimal_integer_order", &[improved.order], "epsilon_integer_rel");
    let classic = spent(&whole, Conversion::Classic)?;
    check.compare_relative(case, "epsilon_classic_conversion", &[classic.epsilon], "epsilon_integer_rel");
    let accountant = Accountant::new(step, &DEFAULT_ORDERS).map_err(fault("sigma"))?;
    let finer = spent(&accountant, Conversion::Improved)?;
    check.compare_relative(case, "epsilon_default_orders", &[finer.epsilon], "epsilon_default_rel");
    // All but exact, and computed otherwise: no bound of ours may be below it.
    if case.has("epsilon_pld") {
        check.compare_floor(case, "epsilon_pld", improved.epsilon.min(finer.epsilon), "pld_rel");
    }
    Ok(())
}

fn gaussian(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let fault = |error| case.problem("epsilon", error);
    let guarantee = Guarantee::new(case.number("epsilon")?, case.number("delta")?).map_err(fault)?;
    let sensitivity = case.number("sensitivity")?;
    let analytic = Gaussian::analytic(guarantee, sensitivity).map_err(fault)?;
    check.compare_relative(case, "sigma_analytic", &[analytic.sigma()], "sigma_rel");
    // The classic formula is proven for small ε only.
    if case.has("sigma_classic") {
        let classic = Gaussian::classic(guarantee, sensitivity).map_err(fault)?;
        check.compare_relative(case, "sigma_classic", &[classic.sigma()], "sigma_rel");
    }
    Ok(())
}

fn laplace(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let noise = Laplace::calibrated(case.number("epsilon")?, case.number("sensitivity")?)
        .map_err(|error| case.problem("epsilon", error))?;
    check.compare_relative(case, "scale", &[noise.scale()], "sigma_rel");
    check.compare_relative(case, "variance", &[noise.variance()], "sigma_rel");
    Ok(())
}

fn attack(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    for row in case.objects("rows")? {
        let guarantee = Guarantee::new(row.number("eps")?, row.number("delta")?)
            .map_err(|error| row.problem("eps", error))?;
        let most = guarantee.true_positive_bound(row.number("fpr")?);
        check.compare_one_relative(&row, "tpr_max", most, "sigma_rel");
        check.set_aside(&row);
    }
    Ok(())
}
