//! `valuation/fair-shares.md`

use super::number;

/// A number of the first figure, from so many draws of its rows.
fn draws(name: &str, arguments: &[(&str, &str)], count: u32) -> Vec<f64> {
    let draw = |seed: u32| {
        let seed = seed.to_string();
        let arguments: Vec<(&str, &str)> = arguments
            .iter()
            .copied()
            .chain([("seed", seed.as_str()), ("draws", "0"), ("digits", "9")])
            .collect();
        number(name, &arguments)
    };
    (1..=count).map(draw).collect()
}

#[test]
fn leave_one_out_shares_out_a_small_part_and_shapley_all_of_it() {
    assert!(number("values-sum", &[("method", "loo")]) < 0.2 * number("values-total", &[]));
    assert!(number("values-zeros", &[("method", "loo")]) > 6.0, "most rows are worth exactly 0");
    assert!(number("values-gap", &[("method", "shapley"), ("digits", "9")]).abs() < 1e-8);
    assert!(number("values-gap", &[("method", "banzhaf")]).abs() > 0.1);
    assert_eq!(number("sets", &[]), 4096.0);
}

/// “They mostly do the same work”: over 20 draws of twelve penguins.
#[test]
fn over_draws_leave_one_out_gives_most_rows_nothing_and_falls_short() {
    let zeros = draws("values-zeros", &[("method", "loo")], 20);
    assert!(zeros.iter().sum::<f64>() / 20.0 > 6.0, "{zeros:?}");
    let gaps = draws("values-gap", &[("method", "loo")], 20);
    assert!(gaps.iter().all(|gap| *gap < -0.2), "{gaps:?}");
}

/// “A large α favours small sets, where a row’s first contribution is large.”
#[test]
fn over_draws_weights_of_small_sets_add_up_to_more() {
    let beta = |alpha, beta| draws("values-sum", &[("method", "beta"), ("alpha", alpha), ("beta", beta)], 20);
    let (small, large) = (beta("16", "1"), beta("1", "16"));
    let total = draws("values-total", &[], 20);
    for ((small, large), total) in small.iter().zip(&large).zip(&total) {
        assert!(large < total && total < small, "{large} {total} {small}");
    }
}

#[test]
fn the_rare_species_rises_with_the_size_of_the_company_and_the_common_one_falls() {
    let value = |alpha, beta, focus| {
        number("row-value", &[("method", "beta"), ("alpha", alpha), ("beta", beta), ("focus", focus)])
    };
    assert!(value("16", "1", "12") < value("16", "1", "4"));
    assert!(value("1", "16", "12") > value("1", "16", "4"));
}

#[test]
fn beta_of_large_sets_is_close_to_leave_one_out() {
    let apart =
        |alpha, beta| number("values-apart", &[("method", "beta loo"), ("alpha", alpha), ("beta", beta)]);
    assert!(apart("1", "16") < 0.02 && apart("16", "1") > 0.1);
}

/// “Four times the work for half the width”: over 20 draws.
#[test]
fn four_times_the_orders_halve_the_intervals_and_most_hold_the_value() {
    let widest = |samples| draws("widest-half", &[("method", "sampled"), ("samples", samples)], 20);
    let ratio: f64 =
        widest("400").iter().zip(widest("100")).map(|(four, one)| four / one).sum::<f64>() / 20.0;
    assert!((0.4..0.6).contains(&ratio), "{ratio}");
    let covered = draws("values-covered", &[("method", "sampled shapley")], 20);
    let share = covered.iter().sum::<f64>() / 240.0;
    assert!((0.85..=1.0).contains(&share), "{share}");
}

#[test]
fn most_pairs_are_substitutes_and_the_chinstraps_most_of_all() {
    assert!(number("pairs-negative", &[("view", "pairs")]) > 33.0);
    let pair = number("pair-value", &[("view", "pairs"), ("focus", "11"), ("partner", "12")]);
    assert_eq!(pair, number("pair-least", &[("view", "pairs")]));
    assert!(-pair > number("pair-most", &[("view", "pairs")]), "the strongest of all");
}

#[test]
fn the_answers_to_the_exercises_hold() {
    assert_eq!(number("values-zeros", &[("method", "loo"), ("score", "log-loss")]), 0.0);
    assert!(number("values-least", &[("method", "shapley"), ("planted", "0.25")]) < 0.0);
}
