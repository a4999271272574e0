use super::*;
use crate::data::penguins;
use crate::idea::TwoWorlds;
use crate::learners::{Classifier, NearestCentroid, NearestNeighbours, SoftmaxRegression};
use crate::valuation::datamodels::{LinearSurrogate, Trials};
use crate::valuation::{Coalition, Game, banzhaf, games};

fn birds(rows: usize) -> TwoWorlds {
    TwoWorlds::new(&penguins::dataset(), rows, Seed::new(4)).unwrap()
}

fn collect<L: Learner<Model: Classification>>(study: &SubsetStudy<'_, L>, seed: u64, count: u32) -> Trials {
    let mut trials = Trials::default();
    (0..count).for_each(|index| trials.push(study.trial(Seed::new(seed), index).unwrap()));
    trials
}

#[test]
fn an_additive_output_gives_its_votes_back_and_the_lasso_shrinks_them() {
    let worlds = birds(24);
    let (world, slice) = (worlds.world(), worlds.slice());
    let study = SubsetStudy::new(&NearestCentroid, world, slice, Output::Votes, 0.5).unwrap();
    let trials = collect(&study, 7, 60);
    let size = |weights: &[f64]| weights.iter().fold(0.0, |sum, weight| sum + weight.abs());
    for (test, row) in worlds.slice().rows().enumerate().take(20) {
        let truth = votes(&worlds.world(), &row);
        let fit = trials.fit(test, 0.0).unwrap();
        assert!(fit.weights.iter().zip(&truth).all(|(got, want)| (got - want).abs() < 1e-8));
        assert!(fit.intercept.abs() < 1e-8, "no rows, no votes");
        let shrunk = trials.fit(test, 0.1).unwrap();
        assert!(shrunk.converged && size(&shrunk.weights) < size(&truth));
    }
}

/// The regression over every subset once is the Banzhaf value, whatever the game.
#[test]
fn over_all_subsets_the_weights_are_banzhaf_values() {
    for seed in 0..5 {
        let game = games::random(6, Seed::new(seed)).unwrap();
        let mut trials = Trials::default();
        for coalition in Coalition::every(6) {
            let subset = (0..6).map(|player| coalition.contains(player)).collect();
            let outcomes = vec![game.value(coalition)];
            trials.push(SubsetOutcomes { subset, outcomes });
        }
        let fit = trials.fit(0, 0.0).unwrap();
        for (weight, value) in fit.weights.iter().zip(banzhaf(&game)) {
            assert!((weight - value).abs() < 1e-12, "{weight} against {value}");
        }
    }
}

#[test]
fn outcomes_are_those_of_a_model_of_the_subset_alone() {
    let worlds = birds(30);
    let learners = [
        Classifier::NearestCentroid(NearestCentroid),
        Classifier::NearestNeighbours(NearestNeighbours::new(5).unwrap()),
        Classifier::SoftmaxRegression(SoftmaxRegression::new(1.0).unwrap()),
    ];
    for learner in learners {
        for output in [Output::Margin, Output::LogProbability, Output::Accuracy] {
            let study = SubsetStudy::new(&learner, worlds.world(), worlds.slice(), output, 0.3).unwrap();
            let trial = study.trial(Seed::new(1), 3).unwrap();
            let model =
                learner.fit(&worlds.world().keeping(|place| trial.subset[place]), Seed::new(0)).unwrap();
            let right: f64 = Accuracy(worlds.slice()).observe(&model).unwrap();
            match output {
                Output::Accuracy => assert_eq!(trial.outcomes, [right]),
                Output::Margin => {
                    let positive = trial.outcomes.iter().filter(|&&margin| margin > 0.0).count();
                    let tied = trial.outcomes.iter().filter(|&&margin| margin == 0.0).count();
                    let most = (positive + tied) as f64 / trial.outcomes.len() as f64;
                    assert!(positive as f64 / trial.outcomes.len() as f64 <= right + 1e-12);
                    assert!(right <= most + 1e-12);
                }
                _ => assert!(trial.outcomes.iter().all(|log| (LEAST_PROBABILITY.ln()..=0.0).contains(log))),
            }
        }
    }
}

#[test]
fn a_subset_of_nobody_is_a_model_too() {
    let worlds = birds(24);
    for output in [Output::Margin, Output::LogProbability, Output::Accuracy, Output::Votes] {
        let study = SubsetStudy::new(&NearestCentroid, worlds.world(), worlds.slice(), output, 0.5).unwrap();
        let nobody = study.outcomes(&[], Seed::new(0)).unwrap();
        assert!(nobody.iter().all(|value| value.is_finite()), "{output:?}");
        let whole = study.without(None, Seed::new(0)).unwrap();
        assert_eq!(whole, study.outcomes(&vec![true; worlds.world().len()], Seed::new(0)).unwrap());
        let others = study.without(Some(0), Seed::new(0)).unwrap();
        assert!(whole != others || output == Output::Accuracy, "{output:?}");
    }
    for share in [0.0, 1.0, -1.0, f64::NAN] {
        let study = SubsetStudy::new(&NearestCentroid, worlds.world(), worlds.slice(), Output::Margin, share);
        assert!(study.is_err());
    }
}

/// Bootstrap spreads are about as large as the spread over fresh experiments.
#[test]
fn redrawn_weights_spread_as_fresh_ones_do() {
    use crate::statistics::sample_variance;
    let worlds = birds(24);
    let study =
        SubsetStudy::new(&NearestCentroid, worlds.world(), worlds.slice(), Output::Margin, 0.5).unwrap();
    let trials = collect(&study, 100, 200);
    let spread = |fits: Vec<LinearSurrogate>| -> f64 {
        let of = |row: usize| {
            let weights: Vec<f64> = fits.iter().map(|fit| fit.weights[row]).collect();
            sample_variance(&weights).unwrap().sqrt()
        };
        let rows = fits[0].weights.len();
        (0..rows).map(of).sum::<f64>() / rows as f64
    };
    let redrawn = spread((0..40).map(|k| trials.fit_redrawn(0, 0.0, Seed::new(1), k).unwrap()).collect());
    let fresh = spread((0..40).map(|k| collect(&study, 200 + k, 200).fit(0, 0.0).unwrap()).collect());
    assert!((0.7..1.5).contains(&(redrawn / fresh)), "{redrawn} against {fresh}");
}
