use ndarray::array;

use super::*;
use crate::data::{iris, penguins};
use crate::dataset::Dataset;
use crate::learners::{
    Intercept, Learner, LogisticRegression, NearestCentroid, RidgeRegression, SoftmaxRegression,
};
use crate::observers::{Accuracy, MeanLoss, Observer, Slice};
use crate::seed::Seed;
use crate::standardise::Standardiser;
use crate::valuation::{ArrivalGame, Coalition, Game, leave_each_out, shapley};

fn scaled(data: &Dataset) -> Dataset {
    Standardiser::fit(&World::trainable(data)).apply(data).unwrap()
}

#[test]
fn a_worth_is_a_fit_and_an_observation() {
    let data = penguins::dataset();
    let (world, observer) = (World::new(&data, (0..342).step_by(50)), Accuracy(Slice::evaluable(&data)));
    let players = each_row(&world);
    let mut game =
        LearningGame::new(&NearestCentroid, &world, &players, &observer, Nothing::Trained, Seed::new(0))
            .unwrap();
    for coalition in Coalition::every(players.len()) {
        let rows = coalition.players().map(|player| world.positions()[player]);
        let model = NearestCentroid.fit(&World::new(&data, rows), Seed::new(0)).unwrap();
        let worth = observer.observe(&model).unwrap();
        assert_eq!(game.value(coalition), worth);
        let members: Vec<usize> = coalition.players().collect();
        assert_eq!(game.worth(&members), worth);
        // One after the other, last first.
        let nobody = game.start();
        assert_eq!(members.iter().rev().fold(nobody, |_, &player| game.arrive(player)), worth);
    }
    let exact = leave_each_out(&game, Coalition::all(players.len()));
    let each: Vec<f64> = game.leave_each_out().unwrap().map(Result::unwrap).collect();
    assert_eq!(each, exact);
    assert_eq!(game.failure(), None);
}

#[test]
fn warm_starts_change_no_worth() {
    let data = scaled(&iris::dataset());
    let slice = Slice::new(&data, (2..150).step_by(3));
    let (world, observer) = (World::new(&data, (0..150).step_by(3)), MeanLoss(slice));
    let players = each_row(&world);
    let learner = SoftmaxRegression::new(0.5).unwrap();
    let game =
        || LearningGame::new(&learner, &world, &players, &observer, Nothing::Trained, Seed::new(0)).unwrap();
    let (mut warm, mut cold) = (game().with_warm_starts(), game());
    for step in [7, 11] {
        assert_eq!(warm.start(), cold.start());
        for player in (0..50).map(|k| k * step % 50) {
            let (warm, cold) = (warm.arrive(player), cold.arrive(player));
            assert!((warm - cold).abs() < 1e-9, "{warm} against {cold}");
        }
    }
    let (each, again) = (warm.leave_each_out().unwrap(), cold.leave_each_out().unwrap());
    assert!(each.zip(again).all(|(warm, cold)| (warm.unwrap() - cold.unwrap()).abs() < 1e-9));
}

#[test]
fn binary_classes_can_start_warm_too() {
    let iris = scaled(&iris::dataset()).select(&(0..100).collect::<Vec<_>>()).unwrap();
    let labels = (0..100).map(|row| usize::from(row >= 50)).collect();
    let features = ndarray::Array2::from_shape_fn((100, 4), |(row, column)| iris.features(row)[column]);
    let data = Dataset::classified((0..100).map(RowId::new).collect(), features, labels, 2).unwrap();
    let observer = MeanLoss(Slice::new(&data, (1..100).step_by(2)));
    let world = World::new(&data, (0..100).step_by(4));
    let players = each_row(&world);
    let learner = LogisticRegression::new(1.0, Intercept::Free).unwrap();
    let game = || {
        LearningGame::new(&learner, &world, &players, &observer, Nothing::Worth(0.7), Seed::new(0)).unwrap()
    };
    let (mut warm, mut cold) = (game().with_warm_starts(), game());
    assert_eq!((warm.start(), cold.start()), (0.7, 0.7));
    // Single-class coalitions come first.
    for player in 0..25 {
        let (warm, cold) = (warm.arrive(player), cold.arrive(player));
        assert!((warm - cold).abs() < 1e-9, "{warm} against {cold}");
    }
}

#[test]
fn groups_play_and_the_rows_of_nobody_stay() {
    let data = penguins::dataset();
    let world = World::new(&data, (0..342).step_by(20));
    let groups = each_group(&world);
    assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), world.len());
    let observer = Accuracy(Slice::evaluable(&data));
    // The first group's rows belong to nobody, and one player brings nothing.
    let players = [groups[1].clone(), Vec::new(), groups[2].clone()];
    let mut game =
        LearningGame::new(&NearestCentroid, &world, &players, &observer, Nothing::Trained, Seed::new(0))
            .unwrap();
    let alone = world.reweighted(|id| f64::from(u8::from(groups[0].contains(&id))));
    let alone = observer.observe(&NearestCentroid.fit(&alone, Seed::new(0)).unwrap()).unwrap();
    assert_eq!((game.start(), game.value(Coalition::EMPTY), game.arrive(1)), (alone, alone, alone));
    assert_eq!(shapley(&game)[1], 0.0);
    assert_eq!(game.leave_each_out().unwrap().nth(1), Some(Ok(0.0)));
}

#[test]
fn what_cannot_be_played_is_said() {
    let ids = (0..3).map(RowId::new).collect();
    let data = Dataset::measured(ids, array![[1.0], [1.0], [2.0]], vec![1.0, 2.0, 4.0]).unwrap();
    let world = World::new(&data, [0, 1, 2]);
    let (learner, observer) =
        (RidgeRegression::new(0.0, Intercept::Free).unwrap(), MeanLoss(Slice::new(&data, [2])));
    let game = |players: &[Vec<RowId>], nothing| {
        LearningGame::new(&learner, &world, players, &observer, nothing, Seed::new(0))
            .map(|game| (game.value(Coalition::single(0)), game.failure(), game.value(Coalition::all(3))))
    };
    let players = each_row(&world);
    // One row does not make a line; three do, and the failure is remembered.
    let (worth, failure, all) = game(&players, Nothing::Trained).unwrap();
    assert!(worth.is_nan() && all.is_finite());
    assert_eq!(failure, Some(LearningError::Fit(FitError::Collinear { column: 0 })));
    let error = |players: &[Vec<RowId>], nothing| game(players, nothing).unwrap_err().to_string();
    let row = RowId::new;
    assert_eq!(error(&[vec![row(7)]], Nothing::Trained), "player 0 brings row 7, which is not in the world");
    assert_eq!(
        error(&[vec![row(1)], vec![row(1)]], Nothing::Trained),
        "players 0 and 1 both bring row 1: legal is one player a row"
    );
    assert_eq!(
        error(&players, Nothing::Worth(f64::NAN)),
        "the worth of no rows is NaN: legal are finite numbers"
    );
    let blind = MeanLoss(Slice::new(&data, []));
    let game = LearningGame::new(&learner, &world, &players, &blind, Nothing::Trained, Seed::new(0));
    assert_eq!(game.err(), Some(LearningError::Unobserved(None)));
}
