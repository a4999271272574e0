//! `robustness/one-row-apart.md`: training over 20 divisions, the game over 200 games.

use super::number;

const GAUSSIAN: (&str, &str) = ("mechanism", "gaussian");

fn training(state: &[(&str, &str)]) -> (f64, f64) {
    let exact = [state, &[("show", "training"), ("digits", "6")]].concat();
    (number("privacy-cost", &exact), number("privacy-cost-error", &exact))
}

fn trained(name: &str, state: &[(&str, &str)]) -> f64 {
    number(name, &[state, &[("show", "training"), ("digits", "6")]].concat())
}

#[test]
fn the_noise_is_a_small_share_of_the_total_and_does_not_follow_the_customer() {
    assert!(number("privacy-noise-share", &[]) < 1.0);
    assert!(number("privacy-amount", &[("row", "0")]) < number("privacy-amount", &[]));
    assert_eq!(number("privacy-noise", &[("row", "0")]), number("privacy-noise", &[]));
    assert!(
        number("privacy-best", &[("row", "0")]) < number("privacy-best", &[]),
        "the curves move together"
    );
}

#[test]
fn gaussian_noise_goes_beyond_epsilon_more_often_than_delta_says() {
    let of = |name| number(name, &[GAUSSIAN, ("digits", "6")]);
    assert!((of("privacy-left") - 0.05).abs() < 1e-6, "the smallest σ uses up all of δ");
    assert!(of("privacy-beyond") > of("privacy-left"));
    assert!(of("privacy-classic") > of("privacy-noise"));
    // Both ways and for every ε of the slider the figure stays within δ, and Laplace noise within e^ε.
    for epsilon in ["0.1", "0.5", "2", "8"] {
        let left = number("privacy-left", &[GAUSSIAN, ("epsilon", epsilon), ("digits", "9")]);
        assert!(left <= 0.05 + 1e-9, "{epsilon}: {left}");
        let ratio = number("privacy-largest-ratio", &[("epsilon", epsilon), ("digits", "6")]);
        let most = epsilon.parse::<f64>().unwrap().exp();
        assert!(ratio <= most * (1.0 + 1e-6), "{epsilon}: {ratio}");
        assert_eq!(number("privacy-left", &[("epsilon", epsilon)]), 0.0);
    }
}

#[test]
fn laplace_noise_leaves_the_attacker_less_than_the_promise_allows() {
    for epsilon in ["0.3", "1", "3"] {
        let of = |name| number(name, &[("epsilon", epsilon)]);
        assert!(of("privacy-best") < of("privacy-bound"));
    }
}

#[test]
fn some_games_of_the_best_attacker_end_above_the_bound_and_their_mean_does_not() {
    let above = number("privacy-games-above", &[("show", "game")]);
    assert!(above > 0.0 && above < 100.0, "{above}");
    // Other coins.
    for seed in 2..22 {
        let seed = seed.to_string();
        let above = number("privacy-games-above", &[("show", "game"), ("seed", &seed)]);
        assert!(above > 0.0 && above < 100.0, "{above} with seed {seed}");
    }
}

#[test]
fn noise_costs_accuracy_the_bound_costs_little_and_more_noise_costs_more() {
    let (cost, error) = training(&[]);
    assert!(cost < -2.0 * error, "{cost} ± {error}");
    assert_eq!(number("privacy-divisions", &[("show", "training")]), 20.0);
    let clipping = trained("privacy-clipped", &[]) - trained("privacy-plain", &[]);
    assert!(clipping.abs() < -0.5 * cost, "{clipping}");
    let loud = [("noise", "20")];
    assert!(training(&loud).0 < cost && trained("privacy-spent", &loud) < trained("privacy-spent", &[]));
}

#[test]
fn fewer_rows_pay_more_for_the_same_epsilon() {
    let few = [("rows", "100")];
    assert_eq!(trained("privacy-spent", &few), trained("privacy-spent", &[]));
    let ((few, error), (all, other)) = (training(&few), training(&[]));
    assert!(few < all - 2.0 * (error * error + other * other).sqrt(), "{few} {all}");
}

#[test]
fn on_digits_it_is_the_bound_that_costs_most() {
    let of = |name| trained(name, &[("data", "digits")]);
    let (plain, clipped, noisy) = (of("privacy-plain"), of("privacy-clipped"), of("privacy-accuracy"));
    assert!(plain - clipped > clipped - noisy, "{plain} {clipped} {noisy}");
    assert!(training(&[("data", "digits")]).0 < training(&[]).0);
}
