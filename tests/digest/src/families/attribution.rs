//! Values of rows: learning games, nearest neighbours and datamodels.

use std::rc::Rc;

use simulation::idea::Measure;
use simulation::learners::{Classifier, NearestCentroid, SoftmaxRegression};
use simulation::observers::{Accuracy, LogLoss, Slice};
use simulation::seed::Seed;
use simulation::valuation::datamodels::{LinearSurrogate, Output, SubsetStudy, Trial, Trials, trials};
use simulation::valuation::rows::{RowGame, RowPlan, RowSample, Utility};
use simulation::valuation::{
    Cached, LabelledRows, LearningGame, Nothing, UtilityTable, banzhaf_sampled, knn_shapley, learning,
    shapley, shapley_sampled,
};
use simulation::world::World;

use super::games::estimate;
use super::{Hashed, flowers};
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    let data = flowers()?;
    let (world, slice) = (World::new(&data, (0..150).step_by(25)), Slice::new(&data, (1..150).step_by(5)));
    let seed = Seed::new(8);
    let learner = SoftmaxRegression::new(0.5)?;
    let (loss, accuracy) = (LogLoss(slice.clone()), Accuracy(slice.clone()));
    let each = learning::each_row(&world);
    let game = LearningGame::new(&learner, &world, &each, &loss, Nothing::Trained, seed)?;
    hash.numbers(&shapley(&Cached::new(&game)));
    hash.numbers(UtilityTable::of(&game)?.values());
    let warm = game.with_warm_starts();
    for value in warm.leave_each_out()? {
        hash.number(value?);
    }
    estimate(hash, shapley_sampled(warm, 6, seed)?.last());
    let game = LearningGame::new(&NearestCentroid, &world, &each, &accuracy, Nothing::Worth(0.2), seed)?;
    estimate(hash, banzhaf_sampled(game, 20, seed)?.last());
    let groups = learning::each_group(&world);
    let game = LearningGame::new(&learner, &world, &groups, &accuracy, Nothing::Trained, seed)?;
    hash.numbers(&shapley(&game));
    neighbours(hash)?;
    rows(hash)?;
    datamodels(hash)
}

fn rows(hash: &mut Hash) -> Hashed {
    let (data, seed) = (flowers()?, Seed::new(9));
    let plan = RowPlan { players: 8, evaluation: 20, planted: 2 };
    let sample = Rc::new(RowSample::draw(&data, plan, seed)?);
    for player in 0..8 {
        hash.count(sample.player(player).map_or(0, |row| row.id.number() as usize));
    }
    hash.numbers(&sample.resampled(seed));
    hash.numbers(&sample.knn_shapley_on(3, 3)?);
    let learner = Classifier::SoftmaxRegression(SoftmaxRegression::new(0.5)?);
    let trained = Utility::Trained { learner, measure: Measure::LogScore };
    for utility in [trained, Utility::Matches { neighbours: 3 }] {
        let mut game = RowGame::new(Rc::clone(&sample), utility, seed);
        hash.numbers(UtilityTable::of(&game)?.values());
        hash.number(game.leave_out(5));
        estimate(hash, shapley_sampled(game, 6, seed)?.last());
    }
    Ok(())
}

fn neighbours(hash: &mut Hash) -> Hashed {
    let data = flowers()?;
    let flat = |places: &[usize]| -> (Vec<f64>, Vec<usize>) {
        let rows: Vec<_> = places.iter().filter_map(|&place| data.row(place)).collect();
        let features = rows.iter().flat_map(|row| row.features.to_vec()).collect();
        (features, rows.iter().filter_map(|row| row.target.class()).collect())
    };
    let every = |from: usize, step: usize| (from..150).step_by(step).collect::<Vec<_>>();
    let ((x, y), (test_x, test_y)) = (flat(&every(0, 2)), flat(&every(1, 7)));
    for neighbours in [1, 3, 100] {
        let (training, test) = (LabelledRows::new(&x, &y, 4)?, LabelledRows::new(&test_x, &test_y, 4)?);
        hash.numbers(&knn_shapley(training, test, neighbours)?);
    }
    Ok(())
}

fn datamodels(hash: &mut Hash) -> Hashed {
    let data = flowers()?;
    let world = World::new(&data, (0..150).step_by(12));
    let observer = Accuracy(Slice::evaluable(&data));
    // Of two sizes: under subsets of one size the weights are open up to a constant.
    let draws = |fraction| trials(&NearestCentroid, &world, &observer, fraction, Seed::new(6)).take(40);
    let trials: Vec<Trial> = draws(0.5).chain(draws(0.8)).collect::<Result<_, _>>()?;
    let (subsets, outcomes): (Vec<_>, Vec<_>) = trials.into_iter().map(|t| (t.subset, t.outcome)).unzip();
    hash.numbers(&outcomes);
    for surrogate in [
        LinearSurrogate::least_squares(&subsets, &outcomes)?,
        LinearSurrogate::lasso(&subsets, &outcomes, 0.01)?,
    ] {
        hash.numbers(&surrogate.weights);
        hash.number(surrogate.intercept);
        hash.number(surrogate.predict(&subsets[0]));
    }
    for output in [Output::Margin, Output::LogProbability, Output::Votes] {
        let slice = Slice::new(&data, [1, 60, 120]);
        let study = SubsetStudy::new(&NearestCentroid, world.clone(), slice, output, 0.5)?;
        let mut trials = Trials::default();
        for index in 0..50 {
            trials.push(study.trial(Seed::new(9), index)?);
        }
        hash.numbers(&trials.outcomes(1));
        hash.numbers(&trials.fit(1, 0.05)?.weights);
        hash.numbers(&trials.fit_redrawn(1, 0.1, Seed::new(2), 0)?.weights);
        hash.numbers(&study.without(Some(0), Seed::new(9))?);
    }
    Ok(())
}
