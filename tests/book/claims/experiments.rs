//! `causal/experiments.md`, over 20 draws of source, test rows and runs, each with its own luck of who adds the source.

use super::number;

const SEEDS: u32 = 20;

/// A number of each draw. Luck drawn again is not needed for them.
fn each(name: &str, state: &[(&str, &str)]) -> Vec<f64> {
    let one = |seed: u32| {
        let seed = seed.to_string();
        let own = [("seed", &*seed), ("toss", &*seed), ("repetitions", "0"), ("digits", "6")];
        number(name, &[&own[..], state].concat())
    };
    (1..=SEEDS).map(one).collect()
}

fn exact(name: &str, state: &[(&str, &str)]) -> f64 {
    number(name, &[state, &[("digits", "6")]].concat())
}

fn pairs(one: &[f64], other: &[f64], holds: impl Fn(f64, f64) -> bool) -> usize {
    one.iter().zip(other).filter(|(one, other)| holds(**one, **other)).count()
}

#[test]
fn the_source_helps_and_the_naive_difference_is_below_it_and_mostly_of_the_wrong_sign() {
    let truth = each("causal-truth", &[]);
    let naive = each("causal-effect", &[("estimate", "naive")]);
    assert!(truth.iter().all(|truth| *truth > 0.0), "{truth:?}");
    assert_eq!(pairs(&naive, &truth, |naive, truth| naive < truth), 20);
    let wrong = naive.iter().filter(|naive| **naive < 0.0).count();
    assert!(wrong > 10, "in most: {wrong} of 20");
    assert!(exact("causal-effect", &[("estimate", "naive")]) < 0.0, "the first figure");
}

#[test]
fn weighting_is_within_its_sampling_error_and_the_naive_difference_never() {
    let truth = each("causal-truth", &[]);
    let covered = |estimate: &str| {
        let found = each("causal-effect", &[("estimate", estimate)]);
        let errors = each("causal-error", &[("estimate", estimate)]);
        found.iter().zip(&truth).zip(&errors).filter(|((f, t), e)| (*f - *t).abs() <= 1.96 * **e).count()
    };
    assert!(covered("weights") >= 17, "{}", covered("weights"));
    assert_eq!(covered("naive"), 0);
    let spread = |estimate| exact("causal-spread", &[("estimate", estimate)]);
    assert!((0.5..2.0).contains(&(spread("naive") / spread("weights"))), "hardly less sure");
}

#[test]
fn a_hidden_cause_pulls_every_estimate_down_and_no_interval_grows() {
    for estimate in ["strata", "lines", "weights", "augmented"] {
        let of = |tells| exact("causal-effect", &[("estimate", estimate), ("tells", tells)]);
        assert!(of("size") < of("both"), "{estimate}");
    }
    let of = |tells| each("causal-effect", &[("tells", tells)]);
    assert_eq!(pairs(&of("size"), &of("both"), |hidden, told| hidden < told), 20);
    let error = |tells| exact("causal-error", &[("tells", tells)]);
    assert!((0.7..1.5).contains(&(error("size") / error("both"))), "as short as before");
}

#[test]
fn without_overlap_one_run_stands_for_many() {
    let of = |name, strength| exact(name, &[("strength", strength)]);
    assert!(of("causal-weight", "2.5") > 1.5 * of("causal-weight", "1.2"));
    assert!(of("causal-spread", "2.5") > 1.5 * of("causal-spread", "1.2"));
    assert!(of("causal-chance", "1.2") > 80.0 && of("causal-chance-large", "1.2") < 20.0);
}

#[test]
fn a_coin_is_right_and_adjusting_makes_it_surer() {
    let coin = [("adds", "coin"), ("estimate", "naive")];
    let off = exact("causal-mean", &coin) - exact("causal-truth", &[]);
    // 100 tosses: three standard errors of their mean.
    assert!(off.abs() < 3.0 * exact("causal-spread", &coin) / 10.0, "{off}");
    let errors = |estimate| each("causal-error", &[("adds", "coin"), ("estimate", estimate)]);
    assert_eq!(pairs(&errors("lines"), &errors("naive"), |lines, naive| lines < naive), 20);
    let at_zero = exact("causal-effect", &[("strength", "0"), ("estimate", "naive")]);
    assert_eq!(at_zero, exact("causal-effect", &coin));
}

#[test]
fn selection_on_the_outcome_loses_even_the_coin() {
    let better = each("causal-effect", &[("adds", "coin"), ("keeps", "better"), ("estimate", "naive")]);
    let truth = each("causal-truth", &[]);
    assert_eq!(pairs(&better, &truth, |better, truth| better < truth), 20);
}

#[test]
fn those_in_need_gain_most() {
    let truth = each("causal-truth", &[]);
    let [smallest, largest, added] =
        ["smallest", "largest", "added"].map(|whose| each(&format!("causal-truth-{whose}"), &[]));
    assert_eq!(pairs(&smallest, &largest, |small, large| small > large), 20);
    assert_eq!(pairs(&added, &truth, |added, all| added > all), 20);
}

#[test]
fn a_clean_source_keeps_its_sign() {
    let clean = [("wrong", "0"), ("estimate", "naive")];
    assert!(exact("causal-truth", &clean) > exact("causal-truth", &[]));
    assert!(exact("causal-effect", &clean) > 0.0);
    let bias = |state: &[(&str, &str)]| exact("causal-effect", state) - exact("causal-truth", state);
    let ratio = bias(&clean) / bias(&[("estimate", "naive")]);
    assert!((0.6..1.4).contains(&ratio), "about as much as before: {ratio}");
}
