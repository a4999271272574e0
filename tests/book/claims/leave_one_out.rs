//! `valuation/leave-one-out.md`

use super::number;

/// The Chinstraps among the training birds, as the chapter's second figure drops them.
const CHINSTRAPS: [u32; 12] = [277, 287, 291, 292, 293, 297, 301, 307, 313, 320, 325, 330];

fn neighbours(name: &str, edits: &str) -> f64 {
    number(
        name,
        &[
            ("data", "penguins"),
            ("learner", "neighbours"),
            ("observe", "accuracy"),
            ("edits", edits),
            ("draws", "0"),
            ("digits", "9"),
        ],
    )
}

fn dropped(count: usize) -> String {
    let drops: Vec<String> = CHINSTRAPS[..count].iter().map(|id| format!("drop {id}")).collect();
    if drops.is_empty() { "none".to_owned() } else { drops.join("; ") }
}

#[test]
fn each_chinstrap_alone_is_worth_nothing_and_all_of_them_much() {
    for id in CHINSTRAPS {
        assert_eq!(neighbours("worlds-difference", &format!("drop {id}")), 0.0, "{id}");
    }
    assert!(neighbours("worlds-difference", &dropped(12)) < -0.05);
    assert!(neighbours("worlds-idle", "none") > 50.0, "most rows");
}

#[test]
fn accuracy_first_falls_when_the_seventh_goes() {
    let after: Vec<f64> = (0..=12).map(|count| neighbours("worlds-after", &dropped(count))).collect();
    assert!(after[..7].iter().all(|&value| value == after[0]), "{after:?}");
    assert!(after[7] < after[0], "{after:?}");
}

#[test]
fn log_loss_hears_every_row_and_accuracy_few() {
    let idle = |observe| {
        number(
            "worlds-idle",
            &[("data", "penguins"), ("edits", "none"), ("observe", observe), ("draws", "0")],
        )
    };
    assert_eq!(idle("log-loss"), 0.0);
    assert!(idle("accuracy") > 30.0);
}

/// Over 20 samples of birds, not only the one of the figure.
#[test]
fn most_rows_are_idle_whatever_the_sample() {
    for seed in 1..=20 {
        let seed = seed.to_string();
        let arguments = [
            ("data", "penguins"),
            ("learner", "neighbours"),
            ("observe", "accuracy"),
            ("edits", "none"),
            ("draws", "0"),
            ("seed", &seed),
        ];
        let (idle, rows) = (number("worlds-idle", &arguments), number("worlds-training", &arguments));
        assert!(idle > 0.5 * rows, "seed {seed}: {idle} of {rows}");
    }
}

#[test]
fn for_the_network_the_sign_is_luck() {
    let network = |name| number(name, &[("learner", "network"), ("edits", "drop 120"), ("digits", "9")]);
    assert!(network("worlds-learner-low") < 0.0 && network("worlds-learner-high") > 0.0);
    let logistic = |name| number(name, &[("edits", "drop 120"), ("digits", "9")]);
    assert_eq!(logistic("worlds-learner-low"), logistic("worlds-learner-high"));
    assert!(logistic("worlds-rows-low") < logistic("worlds-rows-high"));
}

#[test]
fn of_five_votes_one_row_has_one() {
    for edits in ["relabel 277 → 0", "drop 277"] {
        let strongest = neighbours("worlds-strongest", edits);
        assert!(strongest > 0.0 && strongest <= 0.2 + 1e-9, "{edits}: {strongest}");
    }
}
