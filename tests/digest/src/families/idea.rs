//! The grid: its quantities, layers and redraws, under every learner that it offers.

use simulation::data::penguins;
use simulation::idea::{
    Grid, Layers, Measure, Place, Quantity, Query, Redraws, Sample, SamplePlan, SetScore,
};
use simulation::learners::{Classifier, NearestCentroid, NearestNeighbours, SoftmaxRegression};
use simulation::seed::Seed;
use simulation::valuation::Coalition;

use super::Hashed;
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    let data = penguins::dataset();
    let learners = [
        Classifier::NearestCentroid(NearestCentroid),
        Classifier::NearestNeighbours(NearestNeighbours::new(3)?),
        Classifier::SoftmaxRegression(SoftmaxRegression::new(0.1)?),
    ];
    for learner in learners {
        for seed in [1, 2, 3].map(Seed::new) {
            let plan = SamplePlan { items: 5, training_rows: 7, evaluation_rows: 11 };
            let sample = Sample::draw(&data, plan, seed)?;
            sample.rows().rows().for_each(|row| hash.numbers(row.features));
            let all = Coalition::all(plan.items);
            let poisoned = sample.poisoned(Coalition::single(2));
            let layers = Layers::new(Coalition::single(2), 0.3)?;
            for measure in [Measure::Accuracy, Measure::LogScore] {
                let mut grid = Grid::new(plan.items)?;
                for world in Coalition::every(plan.items) {
                    grid.train(&poisoned, &learner, measure, world, seed)?;
                    let trained = grid.world(world).ok_or("not trained")?;
                    hash.numbers(trained.item_scores.iter().chain(&trained.item_ties));
                    let place = Place { world, slice: all };
                    hash.number(layers.released(seed, place, grid.cell(place).ok_or("not trained")?));
                }
                for quantity in [
                    Quantity::LeaveOneOut,
                    Quantity::Shapley,
                    Quantity::Banzhaf,
                    Quantity::Beta(0.5, 3.0),
                    Quantity::Diagonal,
                ] {
                    let query = Query { quantity, world: all, slice: all, focus: 1 };
                    let answer = query.answer(plan.items, |place| grid.cell(place));
                    hash.option(answer.map(|answer| answer.headline()));
                }
            }
            let query = Query { quantity: Quantity::Shapley, world: all, slice: all, focus: 1 };
            let protocol = (learner, Measure::Accuracy);
            let mut redraws = Redraws::new(data.clone(), plan, Coalition::EMPTY, protocol, seed, 3)?;
            redraws.ask(&query);
            while redraws.train_next()? {}
            hash.numbers(redraws.answers());
        }
    }
    for score in SetScore::ALL {
        for world in Coalition::every(4) {
            hash.option(score.score(&[1.0, 0.7, 0.3, 0.9], world, Coalition::from_bits(0b1011)));
        }
    }
    Ok(())
}
