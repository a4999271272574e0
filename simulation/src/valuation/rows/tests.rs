//! Rows as players, against what the slower ways say.

use std::rc::Rc;

use super::*;
use crate::data::{diabetes, penguins, wine};
use crate::idea::Measure;
use crate::learners::{Classifier, Learner, NearestCentroid, SoftmaxRegression};
use crate::observers::{Accuracy, Observer};
use crate::valuation::{
    ArrivalGame, Coalition, Game, LearningGame, Nothing, UtilityTable, learning, leave_each_out, shapley,
};

fn sample(players: usize, planted: usize, seed: u64) -> Rc<RowSample> {
    let plan = RowPlan { players, evaluation: 40, planted };
    Rc::new(RowSample::draw(&penguins::dataset(), plan, Seed::new(seed)).unwrap())
}

fn softmax() -> Classifier {
    Classifier::SoftmaxRegression(SoftmaxRegression::new(1.0).unwrap())
}

#[test]
fn classes_come_in_proportion_and_no_row_is_in_two_places() {
    let data = wine::dataset();
    for seed in 0..5 {
        let plan = RowPlan { players: 60, evaluation: 60, planted: 0 };
        let sample = RowSample::draw(&data, plan, Seed::new(seed)).unwrap();
        for part in [0..60, 60..120] {
            let mut counts = [0_usize; 3];
            part.for_each(|at| counts[sample.rows().target(at).class().unwrap()] += 1);
            // Of 178 wines 59, 71 and 48 are of a kind: a third of them, to one or two rows.
            for (count, all) in counts.into_iter().zip([59.0, 71.0, 48.0]) {
                assert!((count as f64 - 60.0 * all / 178.0).abs() < 2.0, "{counts:?}");
            }
        }
        let mut ids: Vec<u32> = sample.rows().rows().map(|row| row.id.number()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 120);
    }
}

#[test]
fn planted_labels_are_wrong_and_the_others_are_not() {
    let (clean, noisy) = (sample(30, 0, 3), sample(30, 6, 3));
    for (player, planted) in noisy.planted().iter().enumerate() {
        let (before, after) = (clean.player(player).unwrap(), noisy.player(player).unwrap());
        assert_eq!((before.id, before.features), (after.id, after.features));
        assert_eq!(before.target != after.target, *planted);
    }
    assert_eq!(noisy.planted().iter().filter(|planted| **planted).count(), 6);
    assert!((30..70).all(|at| clean.rows().row(at) == noisy.rows().row(at)), "evaluation rows stay true");
}

#[test]
fn worths_are_those_of_the_learning_game() {
    let sample = sample(7, 1, 2);
    let utility = Utility::Trained { learner: softmax(), measure: Measure::Accuracy };
    let game = RowGame::new(Rc::clone(&sample), utility, Seed::new(0));
    let (world, observer) = (sample.world(), Accuracy(sample.evaluation()));
    let players = learning::each_row(&world);
    let learner = softmax();
    let other = LearningGame::new(&learner, &world, &players, &observer, Nothing::Trained, Seed::new(0));
    let other = other.unwrap();
    for coalition in Coalition::every(7) {
        assert!((game.value(coalition) - other.value(coalition)).abs() < 1e-12, "{coalition:?}");
    }
    let mut arriving = game.clone();
    let arrived = [3, 5, 0].map(|player| {
        if player == 3 {
            assert_eq!(arriving.start(), game.value(Coalition::EMPTY));
        }
        arriving.arrive(player)
    });
    assert!((arrived[2] - game.value(Coalition::from_bits(0b10_1001))).abs() < 1e-9);
    assert!((arriving.worth(&[1, 2]) - game.value(Coalition::from_bits(0b110))).abs() < 1e-12);
    for (player, value) in leave_each_out(&other, Coalition::all(7)).into_iter().enumerate() {
        assert!((arriving.leave_out(player) - value).abs() < 1e-9);
    }
    assert_eq!(observer.observe(&learner.fit(&world, Seed::new(0)).unwrap()), {
        let scores = game.scores(Coalition::all(7)).unwrap();
        Some(scores.mean(None))
    });
}

#[test]
fn knn_shapley_is_the_shapley_value_of_the_matches() {
    for (seed, neighbours) in [(1, 1), (2, 3), (3, 5), (4, 20)] {
        let sample = sample(9, 2, seed);
        let game = RowGame::new(Rc::clone(&sample), Utility::Matches { neighbours }, Seed::new(0));
        let exact = shapley(&UtilityTable::of(&game).unwrap());
        let mut sums = vec![0.0; 9];
        for place in 0..40 {
            let values = sample.knn_shapley_on(place, neighbours).unwrap();
            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        }
        for (exact, sum) in exact.iter().zip(sums) {
            assert!((exact - sum / 40.0).abs() < 1e-12);
        }
    }
}

#[test]
fn counted_rows_are_rows_that_often() {
    let scores = RowScores { scores: vec![1.0, 0.0, 0.5], tied: 0.0, classes: 2, converged: true };
    assert_eq!(scores.mean(None), 0.5);
    assert_eq!(scores.mean(Some(&[3.0, 0.0, 1.0])), 3.5 / 4.0);
    assert_eq!(scores.mean(Some(&[0.0; 3])), 0.0);
    let counts = sample(5, 0, 1).resampled(Seed::new(7));
    assert!(counts.len() == 40 && counts.iter().any(|count| *count > 1.0) && counts.contains(&0.0));
}

#[test]
fn what_is_missing_is_said() {
    let game = RowGame::new(
        sample(4, 0, 1),
        Utility::Trained {
            learner: Classifier::NearestCentroid(NearestCentroid),
            measure: Measure::Accuracy,
        },
        Seed::new(0),
    );
    let nothing = game.scores(Coalition::EMPTY).unwrap();
    assert_eq!((nothing.classes, nothing.tied), (0, 1.0), "every class ties");
    assert!((nothing.mean(None) - 1.0 / 3.0).abs() < 1e-12);
    let plan = RowPlan { players: 300, evaluation: 100, planted: 0 };
    let error = RowSample::draw(&penguins::dataset(), plan, Seed::new(0)).unwrap_err();
    assert_eq!(error.to_string(), "300 players and 100 rows to evaluate on: legal are 342 rows together");
    let error = RowSample::draw(&diabetes::dataset(), plan, Seed::new(0)).unwrap_err();
    assert_eq!(error, RowSampleError::Targets);
    let plan = RowPlan { players: 3, evaluation: 5, planted: 4 };
    let error = RowSample::draw(&penguins::dataset(), plan, Seed::new(0)).unwrap_err();
    assert_eq!(error.to_string(), "4 flips are asked for: legal are 0 to 3, the number of rows");
    assert_eq!(sample(4, 0, 1).knn_shapley_on(40, 3), Err(KnnShapleyError::NoTestRows));
}
