//! `selection/active.md`, over 20 divisions each. The digits once more, on fresh seeds, in `simulation/tests/active_learning.rs`.

use super::number;

fn gain(state: &[(&str, &str)]) -> (f64, f64) {
    let exact = [state, &[("digits", "6")]].concat();
    (number("active-gain", &exact), number("active-error", &exact))
}

#[test]
fn asking_by_doubt_pays_one_at_a_time_and_less_at_the_end() {
    let (least, error) = gain(&[]);
    assert!(least > 2.0 * error, "{least} ± {error}");
    assert_eq!(number("active-repetitions", &[]), 20.0);
    let end = |name| number(name, &[("round", "40")]);
    let left = (end("active-mean") - end("active-luck")) / least;
    assert!((0.3..0.7).contains(&left), "about half is left: {left}");
    let (margin, error) = gain(&[("strategy", "margin")]);
    assert!(margin > 2.0 * error, "{margin} ± {error}");
}

#[test]
fn entropy_does_not_beat_luck_on_flowers_in_the_plane() {
    let (entropy, error) = gain(&[("strategy", "entropy")]);
    assert!(entropy < 2.0 * error, "{entropy} ± {error}");
}

#[test]
fn all_features_gain_more() {
    for strategy in ["least-confidence", "margin"] {
        let of = |sees| gain(&[("strategy", strategy), ("sees", sees)]).0;
        assert!(of("all") > of("drawn"), "{strategy}");
    }
}

#[test]
fn in_batches_of_ten_the_gain_is_gone() {
    let (batches, error) = gain(&[("batch", "10")]);
    assert!(batches < 2.0 * error && batches < 0.5 * gain(&[]).0, "{batches} ± {error}");
}

#[test]
fn on_digits_in_batches_the_margin_pays_and_least_confidence_does_not() {
    let digits = [("data", "digits"), ("sees", "all"), ("rows", "300"), ("budget", "80"), ("batch", "10")];
    let (least, error) = gain(&digits);
    assert!(least < 2.0 * error, "{least} ± {error}");
    let (margin, error) = gain(&[&digits[..], &[("strategy", "margin")]].concat());
    assert!(margin > 2.0 * error, "{margin} ± {error}");
}

#[test]
fn with_two_classes_three_questions_are_one() {
    let of = |strategy| {
        gain(&[("data", "breast-cancer"), ("rows", "150"), ("sees", "all"), ("strategy", strategy)])
    };
    assert_eq!(of("least-confidence"), of("margin"));
    assert_eq!(of("least-confidence"), of("entropy"));
}

#[test]
fn votes_do_better_than_the_most_dissenting_member() {
    let of = |strategy| gain(&[("sees", "all"), ("strategy", strategy)]).0;
    assert!(of("votes") > of("divergence"));
}
