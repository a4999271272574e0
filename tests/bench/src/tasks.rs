//! What is timed.

use std::error::Error;

use rand::Rng;
use simulation::data::{breast_cancer, diabetes, iris, penguins};
use simulation::dataset::{Dataset, RowId};
use simulation::distributions::normal;
use simulation::idea::{Grid, Measure, Sample, SamplePlan};
use simulation::learners::{
    Classifier, Intercept, Learner, LogisticRegression, NearestCentroid, NearestNeighbours, RidgeRegression,
    SoftmaxRegression,
};
use simulation::observers::{Accuracy, LogLoss, Slice};
use simulation::seed::{Purpose, Seed};
use simulation::selection::active::{ActiveLearning, ActivePlan, Uncertainty};
use simulation::selection::scaling::{CurvePlan, CurveSamples, LearningCurve, PowerLawBand, Strata, Varied};
use simulation::split;
use simulation::standardise::Standardiser;
use simulation::valuation::{
    Coalition, LabelledRows, LearningGame, Nothing, games, knn_shapley, learning, shapley, shapley_sampled,
};
use simulation::world::World;

use crate::{Run, Task};

type Prepared = Result<Run, Box<dyn Error>>;

/// Everything that is timed.
pub const TASKS: [Task; 10] = [
    Task { name: "shapley", size: "players", prepare: exact_shapley },
    Task { name: "permutations", size: "rows", prepare: permutations },
    Task { name: "knn", size: "rows", prepare: nearest_neighbours },
    Task { name: "ridge-loo", size: "rows", prepare: ridge },
    Task { name: "logistic-loo", size: "rows", prepare: logistic },
    Task { name: "learning-curve", size: "rows", prepare: learning_curve },
    Task { name: "active", size: "rounds", prepare: active },
    Task {
        name: "grid-centroid",
        size: "items",
        prepare: |n| grid(n, Classifier::NearestCentroid(NearestCentroid)),
    },
    Task {
        name: "grid-neighbours",
        size: "items",
        prepare: |n| grid(n, Classifier::NearestNeighbours(NearestNeighbours::new(3)?)),
    },
    Task {
        name: "grid-softmax",
        size: "items",
        prepare: |n| grid(n, Classifier::SoftmaxRegression(SoftmaxRegression::new(1.0)?)),
    },
];

/// Shapley values of a table of 2ⁿ worths.
fn exact_shapley(players: usize) -> Prepared {
    let game = games::random(players, Seed::new(1))?;
    Ok(Box::new(move || Ok(shapley(&game).iter().sum())))
}

/// Shapley values of n rows of iris for the accuracy of softmax regression on 50 others: 20 permutations, none truncated.
fn permutations(rows: usize) -> Prepared {
    let data = scaled(&iris::dataset())?;
    let split = split::by_count(&data, 50, Seed::new(1))?;
    let learner = SoftmaxRegression::new(1.0)?.with_intercept(Intercept::Free);
    let training = split.training.get(..rows).ok_or("there are 100 rows to train on")?.to_vec();
    Ok(Box::new(move || {
        let world = World::new(&data, training.iter().copied());
        let observer = Accuracy(Slice::new(&data, split.evaluation.iter().copied()));
        let players = learning::each_row(&world);
        let game = LearningGame::new(&learner, &world, &players, &observer, Nothing::Trained, Seed::new(1))?;
        let estimate =
            shapley_sampled(game.with_warm_starts(), 20, Seed::new(1))?.last().ok_or("no estimate")?;
        Ok(estimate.values.iter().zip(0..).map(|(value, place)| value * f64::from(place)).sum())
    }))
}

/// KNN-Shapley values, K = 5, of n rows of ten features for 1,000 others: Gaussian features, three classes drawn by lot.
#[allow(clippy::unnecessary_wraps, reason = "every task of the table prepares in one way")]
fn nearest_neighbours(rows: usize) -> Prepared {
    if rows == 0 {
        return Err("without rows there is nothing to value".into());
    }
    let drawn = |rows: usize, seed: Seed| -> (Vec<f64>, Vec<usize>) {
        let mut stream = seed.stream(Purpose::Generate, RowId::new(0));
        let features = (0..10 * rows).map(|_| normal(&mut stream)).collect();
        (features, (0..rows).map(|_| (stream.next_u64() % 3) as usize).collect())
    };
    let ((x, y), (test_x, test_y)) = (drawn(rows, Seed::new(1)), drawn(1000, Seed::new(2)));
    Ok(Box::new(move || {
        let values =
            knn_shapley(LabelledRows::new(&x, &y, 10)?, LabelledRows::new(&test_x, &test_y, 10)?, 5)?;
        Ok(values.iter().zip(0..).map(|(value, place)| value * f64::from(place)).sum())
    }))
}

/// Ridge regression on n rows of diabetes, and every leave-one-out residual and model.
fn ridge(rows: usize) -> Prepared {
    let data = first_rows(&scaled(&diabetes::dataset())?, rows)?;
    Ok(Box::new(move || {
        let fit = RidgeRegression::new(1.0, Intercept::Free)?.normal_equations(&World::trainable(&data))?;
        let mut sum = 0.0;
        for row in fit.leave_one_out() {
            sum += row?.residual;
        }
        Ok(sum)
    }))
}

/// Logistic regression on n rows of breast cancer, and the model retrained without each of them.
fn logistic(rows: usize) -> Prepared {
    let data = first_rows(&scaled(&breast_cancer::dataset())?, rows)?;
    Ok(Box::new(move || {
        let (world, learner) = (World::trainable(&data), LogisticRegression::new(1.0, Intercept::Free)?);
        let full = learner.fit(&world, Seed::new(0))?;
        let mut sum = 0.0;
        for row in learner.leave_one_out(&world, &full)? {
            sum += row?.model.intercept();
        }
        Ok(sum)
    }))
}

/// A learning curve of softmax regression on up to n rows of iris, four draws, and its power law with 50 resamples if it has one.
fn learning_curve(rows: usize) -> Prepared {
    let data = scaled(&iris::dataset())?;
    let split = split::stratified(&data, 0.3, Seed::new(1))?;
    let largest = u32::try_from(rows.min(split.training.len()))?;
    if rows > split.training.len() || largest < 48 {
        return Err("there are 105 rows to train on, and five sizes need 48".into());
    }
    let sizes = vec![largest / 16, largest / 8, largest / 4, largest / 2, largest];
    let plan = CurvePlan { sizes, draws: 4, varied: Varied::All, strata: Strata::Classes };
    Ok(Box::new(move || {
        let world = World::new(&data, split.training.iter().copied());
        let observer = LogLoss(Slice::new(&data, split.evaluation.iter().copied()));
        let learner = SoftmaxRegression::new(1.0)?;
        let curve = LearningCurve::new(&learner, &world, &observer, &plan, Seed::new(1))?;
        let samples = CurveSamples::of(&curve.collect::<Result<Vec<_>, _>>()?)?;
        let sum = samples.means().iter().sum::<f64>();
        let beyond = PowerLawBand::bootstrap(&samples, 50, Seed::new(1)).map(|band| band.law().at(1e4));
        Ok(sum + beyond.unwrap_or(0.0))
    }))
}

/// Active learning by the margin of softmax regression, n rounds of one label on 105 rows of iris.
fn active(rounds: usize) -> Prepared {
    let data = scaled(&iris::dataset())?;
    let split = split::stratified(&data, 0.3, Seed::new(1))?;
    if rounds > 102 {
        return Err("there are 102 rows to ask for".into());
    }
    let plan = ActivePlan { start: 3, batch: 1, rounds: u32::try_from(rounds)? };
    Ok(Box::new(move || {
        let pool = World::new(&data, split.training.iter().copied());
        let observer = Accuracy(Slice::new(&data, split.evaluation.iter().copied()));
        let learner = SoftmaxRegression::new(1.0)?;
        let run = ActiveLearning::new(&learner, &pool, Uncertainty::Margin, &observer, plan, Seed::new(1))?;
        let mut sum = 0.0;
        for round in run {
            sum += round?.value;
        }
        Ok(sum)
    }))
}

/// All 2ⁿ rows of the grid, trained and scored as the first figure's data have it.
fn grid(items: usize, learner: Classifier) -> Prepared {
    let plan = SamplePlan { items, training_rows: 6, evaluation_rows: 10 };
    let sample = Sample::draw(&penguins::dataset(), plan, Seed::new(1))?;
    Ok(Box::new(move || {
        let mut grid = Grid::new(items)?;
        for world in Coalition::every(items) {
            grid.train(&sample, &learner, Measure::Accuracy, world, Seed::new(1))?;
        }
        let worlds = Coalition::every(items).filter_map(|world| grid.world(world));
        Ok(worlds.flat_map(|world| &world.item_scores).sum())
    }))
}

fn scaled(data: &Dataset) -> Result<Dataset, Box<dyn Error>> {
    Ok(Standardiser::fit(&World::trainable(data)).apply(data)?)
}

fn first_rows(data: &Dataset, rows: usize) -> Result<Dataset, Box<dyn Error>> {
    Ok(data.select(&(0..rows).collect::<Vec<_>>())?)
}
