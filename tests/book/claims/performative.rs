//! `causal/performative.md`. The lines are known exactly; what rests on luck is repeated 20 times with other people.

use super::number;

fn exact(name: &str, state: &[(&str, &str)]) -> f64 {
    let luck = if state.iter().any(|(key, _)| *key == "repetitions") || name.contains("luck") {
        &[][..]
    } else {
        &[("repetitions", "0")][..]
    };
    number(name, &[state, luck, &[("digits", "9")]].concat())
}

#[test]
fn applicants_come_to_rest_at_nearly_the_least_risk() {
    let first =
        [exact("performative-trained", &[("round", "1")]), exact("performative-deployed", &[("round", "1")])];
    assert!(first[1] > first[0] + 0.005, "made for a world that its own deployment ended: {first:?}");
    assert!(exact("performative-gap", &[("round", "30")]) < 1e-6);
    let (stable, best) = (exact("performative-stable", &[]), exact("performative-best", &[]));
    assert!((exact("performative-deployed", &[("round", "30")]) - stable).abs() < 1e-6);
    assert!(best < stable && stable - best < 0.002, "almost no difference: {stable} {best}");
    let coin = [("answers", "coin"), ("strength", "0.3")];
    let gap = exact("performative-stable", &coin) - exact("performative-best", &coin);
    assert!(gap > 2.0 * (stable - best), "the coin has a larger one: {gap}");
}

#[test]
fn a_location_shrinks_by_its_strength_and_not_from_1_on() {
    for strength in ["0.3", "0.7", "0.95", "1", "1.2"] {
        let state = [("answers", "location"), ("strength", strength)];
        let seen = exact("performative-seen", &state);
        assert!((seen - strength.parse::<f64>().unwrap()).abs() < 1e-6, "{strength}: {seen}");
    }
    for share in ["100", "40", "5"] {
        let state = [("answers", "location"), ("strength", "1.2"), ("share", share)];
        assert!(exact("performative-seen", &state) > 1.0, "away at any pace");
    }
}

#[test]
fn the_rate_of_theory_is_that_of_the_rounds_and_crosses_1() {
    let rate = |strength| exact("performative-rate", &[("strength", strength)]);
    let seen = exact("performative-seen", &[("round", "30")]);
    assert!((seen / rate("3") - 1.0).abs() < 0.05, "{seen} {}", rate("3"));
    for (strength, rests) in [("1", true), ("3", true), ("5", false), ("8", false)] {
        assert_eq!(rate(strength) < 1.0, rests, "{strength}");
        let last = exact("performative-gap", &[("strength", strength), ("round", "60"), ("rounds", "60")]);
        assert_eq!(last < 1e-3, rests, "{strength}: {last}");
    }
}

#[test]
fn full_steps_jump_over_a_stable_point_that_shorter_ones_reach() {
    let at = |share, name| exact(name, &[("strength", "8"), ("share", share), ("round", "30")]);
    assert!(at("100", "performative-gap") > 0.1);
    assert!(at("100", "performative-deployed") > at("100", "performative-stable") + 0.02);
    let weights = |round| {
        ["performative-duration", "performative-amount"]
            .map(|name| exact(name, &[("strength", "8"), ("round", round)]))
    };
    let ([one, other], [next, last]) = (weights("29"), weights("30"));
    assert!((one > other) != (next > last), "to and fro: {one} {other}, then {next} {last}");
    assert!((one - next).abs() > 0.1 && (other - last).abs() > 0.1);
    assert!((at("40", "performative-deployed") - at("40", "performative-stable")).abs() < 0.001);
}

#[test]
fn if_everybody_moves_alike_the_intercept_undoes_it() {
    let gap = |round| exact("performative-gap", &[("who", "everybody"), ("round", round)]);
    assert!(gap("2") > 0.01 && gap("3") < 1e-6, "{} {}", gap("2"), gap("3"));
}

#[test]
fn people_drawn_anew_raise_the_risk_a_little() {
    assert_eq!(number("performative-repetitions", &[]), 20.0);
    let (mean, spread) = (exact("performative-luck", &[]), exact("performative-luck-spread", &[]));
    // Twenty repetitions: above 0 by more than two standard errors.
    assert!(mean > 2.0 * spread / 20.0_f64.sqrt(), "{mean} ± {spread}");
}

#[test]
fn the_more_can_be_moved_the_larger_the_rate() {
    let rate = |moves| exact("performative-rate", &[("moves", moves)]);
    assert!(rate("numbers") > rate("loan"), "{} {}", rate("numbers"), rate("loan"));
}

#[test]
fn those_older_than_25_answer_too() {
    let of = |name| number(name, &[("who", "older"), ("round", "1"), ("repetitions", "0"), ("digits", "6")]);
    let (trained, deployed) = (of("performative-trained"), of("performative-deployed"));
    assert!((deployed - trained).abs() > 1e-3, "{trained} and {deployed}");
}
