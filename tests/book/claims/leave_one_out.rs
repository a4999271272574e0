//! `valuation/leave-one-out.md`

use simulation::comparison::counterfactual;
use simulation::data::penguins;
use simulation::dataset::RowId;
use simulation::edit::Edits;
use simulation::idea::TwoWorlds;
use simulation::learners::{Classifier, NearestNeighbours, SoftmaxRegression};
use simulation::observers::{Accuracy, Slice};
use simulation::seed::Seed;
use simulation::standardise::Standardiser;
use simulation::statistics::spearman;
use simulation::world::World;

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

/// The five neighbours and the logistic regression of the figures.
fn learners() -> [Classifier; 2] {
    let logistic = SoftmaxRegression::new(1.0).expect("a penalty");
    let neighbours = NearestNeighbours::new(5).expect("a number of neighbours");
    [Classifier::NearestNeighbours(neighbours), Classifier::SoftmaxRegression(logistic)]
}

/// By how much accuracy on the test birds changes without some.
fn change(birds: &TwoWorlds, learner: &Classifier, gone: impl IntoIterator<Item = RowId>) -> f64 {
    let (edits, observer) = (Edits::drop_rows(gone), Accuracy(birds.slice()));
    let seed = Seed::new(1);
    counterfactual(learner, &birds.world(), &edits, &observer, seed).expect("two worlds").difference()
}

/// “Accuracy is deaf to … rows and log loss to …”; “rows stand in for each other”; the two learners “do not agree on who matters”. Over 20
/// samples of birds.
#[test]
fn over_samples_accuracy_hears_few_rows_and_groups_are_more_than_their_rows() {
    let [neighbours, logistic] = learners();
    let (mut together, mut apart) = (0.0, 0.0);
    for seed in 1..=20 {
        let birds = TwoWorlds::new(&penguins::dataset(), 60, Seed::new(seed)).expect("sixty birds");
        let (world, rows) = (birds.world(), birds.world().len() as f64);
        let alone =
            |learner| -> Vec<f64> { world.rows().map(|row| change(&birds, learner, [row.id])).collect() };
        let (near, fitted) = (alone(&neighbours), alone(&logistic));
        let idle = fitted.iter().filter(|change| **change == 0.0).count() as f64;
        let own = seed.to_string();
        let all = [("data", "penguins"), ("edits", "none"), ("draws", "0"), ("seed", own.as_str())];
        assert!(idle > 0.4 * rows && number("worlds-idle", &all) == 0.0, "seed {seed}: {idle} of {rows}");
        // Chinstraps are class 1.
        let rare = || world.rows().zip(&near).filter(|(row, _)| row.target.class() == Some(1));
        let group = change(&birds, &neighbours, rare().map(|(row, _)| row.id));
        let singles: f64 = rare().map(|(_, change)| change).sum();
        assert!(group < 0.0 && (group - singles).abs() > 1e-9, "seed {seed}: {group} is not {singles}");
        together += group;
        apart += singles;
        let agreement = spearman(&near, &fitted).unwrap_or(0.0);
        assert!(agreement < 0.7, "seed {seed}: {agreement}");
    }
    assert!(together < 2.0 * apart.min(0.0), "{together} for the groups, {apart} for their rows one by one");
}

/// “A model of all four is better”: on average over 20 samples, the same birds training and testing.
#[test]
fn four_measurements_are_better_than_two_components() {
    let table = penguins::dataset();
    let scaled = Standardiser::fit(&World::trainable(&table)).apply(&table).expect("a scale");
    for learner in learners() {
        let gain = |seed| {
            use simulation::learners::Learner;
            use simulation::observers::Observer;
            let birds = TwoWorlds::new(&table, 60, Seed::new(seed)).expect("sixty birds");
            let places =
                |ids: Vec<RowId>| ids.into_iter().filter_map(|id| scaled.position(id)).collect::<Vec<_>>();
            let training = places(birds.world().rows().map(|row| row.id).collect());
            let tests = places(birds.slice().rows().map(|row| row.id).collect());
            let four = learner.fit(&World::new(&scaled, training), Seed::new(1)).expect("a model");
            let two = learner.fit(&birds.world(), Seed::new(1)).expect("a model");
            let four = Accuracy(Slice::new(&scaled, tests)).observe(&four).expect("tests");
            four - Accuracy(birds.slice()).observe(&two).expect("tests")
        };
        let gains: Vec<f64> = (1..=20).map(gain).collect();
        assert!(gains.iter().sum::<f64>() > 0.0, "{gains:?}");
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
