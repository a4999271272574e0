//! `robustness/forgetting.md`, over 40 divisions and requests each. What is exact or bounded, once more in `simulation/tests/unlearning.rs`.

use super::number;

fn of(name: &str, state: &[(&str, &str)]) -> f64 {
    number(&format!("unlearn-{name}"), &[state, &[("digits", "7")]].concat())
}

/// How far an AUC is from guessing, and its standard error.
fn told(state: &[(&str, &str)]) -> (f64, f64) {
    (of("auc", state) - 0.5, of("auc-error", state))
}

#[test]
fn the_step_is_cheap_and_the_first_witness_cannot_tell() {
    assert_eq!((of("rows", &[]), of("requested", &[]), of("repetitions", &[])), (120.0, 10.0, 40.0));
    assert!(of("looks", &[]) < 0.2 * of("looks", &[("method", "retrain")]));
    assert!(of("median-share", &[]) < 10.0 && of("share", &[]) < 10.0);
    let (gap, error) = told(&[]);
    assert!(gap.abs() < 2.0 * error && error < 0.02, "{gap} ± {error}: about as often as a coin");
    let (nothing, error) = (of("auc-nothing", &[]) - 0.5, of("auc-nothing-error", &[]));
    assert!(nothing > 4.0 * error, "{nothing} ± {error}");
}

#[test]
fn shards_end_exactly_and_ten_rows_touch_nearly_all_of_them() {
    let sisa = |more: &[(&str, &str)]| of("looks-share", &[&[("method", "sisa")], more].concat());
    assert_eq!((of("median-share", &[("method", "sisa")]), of("auc", &[("method", "sisa")])), (0.0, 0.5));
    assert!(sisa(&[("requested", "1")]) < 30.0 && sisa(&[]) > 60.0);
    assert!(sisa(&[("requested", "1"), ("shards", "20")]) < 0.5 * sisa(&[("requested", "1")]));
    let accuracy =
        |method| of("accuracy", &[("method", method), ("data", "breast-cancer"), ("penalty", "1")]);
    assert!(accuracy("sisa") < accuracy("retrain"), "each shard has fewer rows to learn from");
}

#[test]
fn the_downdate_looks_once_at_each_row_and_its_model_is_as_good() {
    assert_eq!((of("looks", &[("method", "downdate")]), of("auc", &[("method", "downdate")])), (10.0, 0.5));
    assert!(of("left", &[("method", "downdate")]) < 1e-7);
    let (ridge, logistic) = (of("accuracy", &[("method", "downdate")]), of("accuracy", &[]));
    // Neither is better than calling everybody a good risk.
    assert!((ridge - logistic).abs() < 0.01 && ridge < 0.705 && logistic < 0.705, "{ridge}, {logistic}");
}

#[test]
fn the_residual_is_under_the_bound_and_that_far_under_the_other() {
    for state in [&[][..], &[("asking", "hardest"), ("penalty", "1")], &[("requested", "60")]] {
        let (residual, bound, worst) = (of("residual", state), of("bound", state), 1e6 * of("worst", state));
        assert!(residual <= bound && bound < 1e-3 * worst, "{residual}, {bound}, {worst}");
    }
    let (one, ten) = (of("worst", &[("requested", "1")]), of("worst", &[]));
    assert!((ten / one - 100.0).abs() < 0.1, "it grows with the square of the rows that leave");
}

#[test]
fn the_hardest_rows_are_left_over_and_seen() {
    let (hardest, luck) = ([("asking", "hardest"), ("penalty", "1")], [("penalty", "1")]);
    let (gap, error) = told(&hardest);
    assert!(gap > 3.0 * error, "{gap} ± {error}");
    let (gap, error) = told(&luck);
    assert!(gap.abs() < 2.0 * error, "{gap} ± {error}");
    assert!(of("median-share", &hardest) > 1.3 * of("median-share", &luck));
    assert!(of("median-share", &luck) > of("median-share", &[]), "a weaker penalty leaves more");
}

#[test]
fn who_holds_the_other_rows_finds_every_step_unless_noise_hides_it() {
    assert_eq!(of("auc", &[("witness", "slopes")]), 1.0);
    let hidden = [("witness", "slopes"), ("noise", "1")];
    let (gap, error) = told(&hidden);
    assert!(gap.abs() < 2.0 * error, "{gap} ± {error}");
    assert!(of("auc-nothing", &hidden) > 0.9 && of("epsilon", &[("noise", "1")]) > 3.0);
    let noise = of("noise", &[]);
    assert!((1.0..30.0).contains(&noise), "{noise}");
    assert!(of("accuracy", &[("noise", "10")]) < of("accuracy", &[]) - 0.05, "paid for by everybody");
}

#[test]
fn the_first_order_step_moves_too_little() {
    let first = [("method", "first-order")];
    let (gap, error) = told(&first);
    assert!(gap > 3.0 * error, "{gap} ± {error}");
    assert!(of("median-share", &first) > 5.0 * of("median-share", &[]));
    assert!(of("auc", &first) < of("auc-nothing", &first), "a little too easy, no more");
}

#[test]
fn with_half_of_the_rows_gone_the_newton_step_goes_too_far() {
    let most = |method| [("requested", "60"), ("method", method)];
    assert!(of("looks-share", &most("sisa")) > 80.0);
    assert_eq!((of("looks", &most("downdate")), of("auc", &most("downdate"))), (60.0, 0.5));
    assert!(of("median-share", &most("newton")) > of("median-share", &[]));
    let (gap, error) = told(&most("newton"));
    assert!(gap < -2.0 * error, "{gap} ± {error}");
}
