//! `valuation/predicting-worlds.md`

use simulation::data::penguins;
use simulation::idea::TwoWorlds;
use simulation::learners::{Classifier, NearestNeighbours, SoftmaxRegression};
use simulation::seed::Seed;
use simulation::statistics::{pearson, quantile};
use simulation::valuation::datamodels::{LinearSurrogate, Output, SubsetStudy, Trials};

use super::number;

/// An experiment with the settings of the chapter, on the birds of a seed.
struct Experiment {
    training: Trials,
    held: Trials,
    /// The outcomes of all rows, and without each.
    whole: Vec<f64>,
    without: Vec<Vec<f64>>,
}

fn experiment(learner: Classifier, output: Output, share: f64, seed: u32) -> Experiment {
    let seed = Seed::new(u64::from(seed));
    let pair = TwoWorlds::new(&penguins::dataset(), 40, seed).expect("forty birds");
    let study = SubsetStudy::new(&learner, pair.world(), pair.slice(), output, share).expect("a share");
    let collect = |seed: Seed, count| {
        let mut trials = Trials::default();
        (0..count).for_each(|index| trials.push(study.trial(seed, index).expect("a model")));
        trials
    };
    let without = |place| study.without(place, seed).expect("a model");
    Experiment {
        training: collect(seed.redraw(1), 300),
        held: collect(seed.redraw(2), 100),
        whole: without(None),
        without: (0..pair.world().len()).map(|place| without(Some(place))).collect(),
    }
}

impl Experiment {
    /// The median of a quantity over every fifteenth test row.
    fn median(&self, of: impl Fn(usize) -> Option<f64>) -> f64 {
        let found: Vec<f64> = (0..self.whole.len()).step_by(15).filter_map(of).collect();
        quantile(&found, 0.5).expect("some test rows")
    }

    fn fit(&self, test: usize) -> LinearSurrogate {
        self.training.fit(test, 0.0).expect("300 subsets")
    }

    fn r(&self) -> f64 {
        self.median(|test| pearson(&self.held.predicted(&self.fit(test)), &self.held.outcomes(test)))
    }

    fn lost(&self, test: usize) -> Vec<f64> {
        self.without.iter().map(|outcomes| self.whole[test] - outcomes[test]).collect()
    }

    fn removal_r(&self) -> f64 {
        self.median(|test| pearson(&self.fit(test).weights, &self.lost(test)))
    }

    fn ratio(&self) -> f64 {
        let size = |values: &[f64]| values.iter().map(|value| value.abs()).sum::<f64>();
        self.median(|test| Some(size(&self.lost(test)) / size(&self.fit(test).weights)))
    }

    fn idle(&self) -> f64 {
        self.median(|test| Some(self.lost(test).iter().filter(|lost| **lost == 0.0).count() as f64))
    }
}

fn logistic() -> Classifier {
    Classifier::SoftmaxRegression(SoftmaxRegression::new(1.0).expect("a penalty"))
}

fn neighbours() -> Classifier {
    Classifier::NearestNeighbours(NearestNeighbours::new(5).expect("five"))
}

/// Over 20 samples of birds: sums forecast halves closely (r above 0.85), larger shares better and smaller ones worse, accuracy less
/// well; weights and removals agree in order and not in size.
#[test]
fn sums_forecast_margins_and_are_larger_than_removals() {
    for seed in 1..=20 {
        let [small, half, large] =
            [0.2, 0.5, 0.8].map(|share| experiment(logistic(), Output::Margin, share, seed));
        assert!(half.r() > 0.85, "seed {seed}: {}", half.r());
        assert!(small.r() < half.r() && half.r() < large.r(), "seed {seed}");
        assert!(half.removal_r() > 0.9, "seed {seed}");
        assert!(small.ratio() < half.ratio() && half.ratio() < large.ratio(), "seed {seed}");
        assert!(half.ratio() < 0.5 && large.ratio() < 1.0, "seed {seed}");
        let accuracy = experiment(logistic(), Output::Accuracy, 0.5, seed);
        assert!(accuracy.r() < half.r(), "seed {seed}");
    }
}

#[test]
fn neighbours_leave_one_out_in_silence_and_the_lasso_helps_where_subsets_are_few() {
    let mut better = 0;
    for seed in 1..=20 {
        let birds = experiment(neighbours(), Output::Margin, 0.5, seed);
        assert!(birds.idle() > 35.0 && birds.r() > 0.4, "seed {seed}");
        let mut few = birds.training.clone();
        few.truncate(60);
        let r = |penalty: f64| {
            birds.median(|test| {
                let fit = few.fit(test, penalty).ok()?;
                pearson(&birds.held.predicted(&fit), &birds.held.outcomes(test))
            })
        };
        better += u32::from(r(0.1) > r(0.0));
    }
    assert!(better > 13, "{better} of 20");
}

fn datamodel(name: &str, more: &[(&str, &str)]) -> f64 {
    let arguments = [&[("test", "304"), ("draws", "0"), ("digits", "9")], more].concat();
    number(name, &arguments)
}

#[test]
fn the_sentences_about_bird_304_hold() {
    assert!(datamodel("datamodel-r", &[]) > 0.95);
    let removals = |share| datamodel("datamodel-removal-ratio", &[("against", "removals"), ("share", share)]);
    assert!(removals("0.2") < removals("0.5") && removals("0.5") < removals("0.8") && removals("0.8") < 1.0);
    assert!(datamodel("datamodel-removal-r", &[("against", "removals")]) > 0.9);
    let r = |share| datamodel("datamodel-r", &[("share", share)]);
    assert!(r("0.2") < r("0.5") && r("0.5") < r("0.8"));
    let whole = datamodel("datamodel-whole", &[("against", "removals")]);
    assert!(whole.abs() < 0.1, "a model of all rows can hardly place it");
    // A margin that no model can have.
    assert!(number("datamodel-whole-predicted", &[("test", "255"), ("draws", "0")]) > 1.0);
    let silent = [("learner", "neighbours"), ("against", "removals")];
    assert!(datamodel("datamodel-removal-idle", &silent) > 20.0);
}

#[test]
fn votes_are_given_back_and_shrunk() {
    let additive = |name, more: &[(&str, &str)]| datamodel(name, &[&[("output", "additive")], more].concat());
    assert!(additive("datamodel-error", &[]) < 1e-8);
    let shrunk = [("penalty", "10")];
    assert!(additive("datamodel-size", &shrunk) < 0.95 * additive("datamodel-truth-size", &[]));
    assert!(additive("datamodel-nonzero", &shrunk) < additive("datamodel-rows", &[]));
    let ratio = additive("datamodel-removal-ratio", &[("against", "removals")]);
    assert!((ratio - 1.0).abs() < 1e-6);
}

#[test]
fn the_answers_to_the_exercises_hold() {
    let r = |subsets, penalty| {
        let arguments =
            [("rows", "80"), ("subsets", subsets), ("penalty", penalty), ("draws", "0"), ("digits", "9")];
        number("datamodel-r", &arguments)
    };
    assert!(r("400", "0") > r("100", "0") && r("100", "10") > r("100", "0"));
}
