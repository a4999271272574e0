//! `collective/at-the-table.md`, over 20 divisions of the table.

use super::number;

type State<'a> = &'a [(&'a str, &'a str)];

fn of(name: &str, state: State<'_>) -> f64 {
    number(&format!("bargain-{name}"), &[state, &[("digits", "6")]].concat())
}

#[test]
fn one_row_in_five_breaks_the_union() {
    assert_eq!(of("draws", &[]), 20.0);
    let four = [("fifths", "4")];
    let (pie, all) = (of("pie", &[]), of("people", &[]));
    assert!(all > 0.4 * pie && all < 0.6 * pie, "about half: {all} of {pie}");
    assert!(of("operator-apart", &[]).abs() < 1e-6, "without rows the operator has nothing");
    assert!(of("operator-apart", &four) > 0.9 * pie, "the first rows do nearly everything");
    assert!(of("people", &four) < 0.2 * all);
    assert!(of("surplus", &four) < 0.1 * of("surplus", &[]));
    // The same on other divisions.
    let again = [("seed", "2")];
    assert!(of("people", &[again[0], four[0]]) < 0.2 * of("people", &again));
}

#[test]
fn what_is_paid_elsewhere_raises_what_is_paid_here_and_substitutes_lower_it() {
    let people = |elsewhere| of("people", &[("elsewhere", elsewhere)]);
    assert!(people("0") < people("0.25") && people("0.25") < people("0.5"));
    assert!(of("people", &[("instead", "public")]) < 0.5 * of("people", &[]));
    assert!(of("operator-apart", &[("instead", "public")]) > 0.5 * of("pie", &[]));
}

#[test]
fn the_patient_get_more_and_so_do_those_who_speak_first() {
    let (offers, nash) = (of("people", &[("rule", "offers")]), of("people", &[]));
    assert!(offers < nash);
    assert!(of("people", &[("rule", "offers"), ("first", "people")]) > offers);
    assert!(of("limit", &[]) < 50.0);
}

#[test]
fn colonies_that_stand_in_for_one_another_add_nothing_and_have_a_value() {
    for focus in ["0", "3", "4"] {
        assert!(of("adds", &[("focus", focus)]).abs() < 1.0, "{focus}");
        assert!(of("shapley", &[("focus", focus)]) > 2.0, "{focus}");
    }
    assert!(of("adds", &[("focus", "2")]) > 20.0);
    assert!(of("shapley", &[("focus", "2")]) > of("shapley", &[]));
    let alone = |focus| of("people", &[("who", "named"), ("focus", focus)]);
    assert!(alone("0") < 1.0 && alone("2") > 10.0);
}

#[test]
fn the_core_of_the_penguins_is_empty_by_a_little_and_that_of_iris_has_room() {
    let least = of("least-core", &[]);
    assert!(least > 0.0 && least < 1.0, "{least}");
    assert!(of("adds", &[]) < 0.0);
    let objection = |paid| of("objection", &[("paid", paid)]);
    assert!(objection("shapley") > 5.0 * least && objection("heads") > 5.0 * least);
    let iris = [("data", "iris"), ("paid", "marginal")];
    for focus in ["0", "1", "2"] {
        let state = [iris[0], iris[1], ("focus", focus)];
        assert!((of("core-most", &state) - of("adds", &state)).abs() < 1e-4 && of("adds", &state) > 20.0);
    }
    assert!(of("objection", &iris) < 1e-6, "nobody leaves");
}

#[test]
fn by_what_each_adds_substitutes_are_paid_nothing() {
    let paid = |rule| of("paid", &[("paid", rule)]);
    assert!(paid("marginal") == 0.0 && paid("heads") > 2.0 && paid("shapley") > 2.0);
}

#[test]
fn the_answers_to_the_exercises_hold() {
    let kept = |data| {
        let state = [("data", data), ("fifths", "4")];
        of("operator-apart", &state) / of("pie", &state)
    };
    assert!(kept("german-credit") < kept("penguins"));
    let all = [("elsewhere", "1")];
    let more = of("people", &all) - of("people", &[("elsewhere", "0")]);
    assert!((more - 0.5 * of("people-apart", &all)).abs() < 1e-4, "half of what they have elsewhere");
    assert!(more < 0.2 * of("people", &all), "little more");
}
