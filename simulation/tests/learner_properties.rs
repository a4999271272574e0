//! No legal world makes a learner panic or predict nonsense, and closed forms are retraining in all of them.

mod support;
mod tables;

use ndarray::Array2;
use proptest::prelude::*;
use simulation::dataset::{Dataset, RowId};
use simulation::learners::{
    Activation, Batches, Classification, Classifier, Differentiable, FitError, GaussianNaiveBayes, Intercept,
    Learner, LogisticRegression, Model, NearestCentroid, NearestNeighbours, NetworkLearner, Optimiser,
    Regression, RidgeRegression, SoftmaxRegression,
};
use simulation::seed::Seed;
use simulation::world::World;
use tables::apart;

const INTERCEPTS: [Intercept; 3] = [Intercept::Free, Intercept::Penalised, Intercept::None];

/// Up to eight rows of up to three features, from so few values that rows repeat and columns are constant or alike.
#[derive(Clone, Debug)]
struct Small {
    features: Array2<f64>,
    labels: Vec<usize>,
    numbers: Vec<f64>,
    weights: Vec<f64>,
}

fn small() -> impl Strategy<Value = Small> {
    (0..9_usize, 0..4_usize).prop_flat_map(|(rows, columns)| {
        let value = prop_oneof![Just(0.0), Just(1.0), Just(-2.0), Just(1e3), -3.0..3.0_f64];
        let weight = prop_oneof![Just(1.0), Just(1e-6), Just(40.0), 0.1..3.0_f64];
        (
            proptest::collection::vec(value, rows * columns),
            proptest::collection::vec(0..2_usize, rows),
            proptest::collection::vec(-5.0..5.0_f64, rows),
            proptest::collection::vec(weight, rows),
        )
            .prop_map(move |(features, labels, numbers, weights)| Small {
                features: Array2::from_shape_vec((rows, columns), features).unwrap(),
                labels,
                numbers,
                weights,
            })
    })
}

impl Small {
    fn ids(&self) -> Vec<RowId> {
        (0..).map(RowId::new).take(self.labels.len()).collect()
    }

    fn classified(&self, classes: usize) -> Dataset {
        Dataset::classified(self.ids(), self.features.clone(), self.labels.clone(), classes).unwrap()
    }

    fn measured(&self) -> Dataset {
        Dataset::measured(self.ids(), self.features.clone(), self.numbers.clone()).unwrap()
    }

    fn world<'a>(&self, data: &'a Dataset) -> World<'a> {
        World::trainable(data).reweighted(|id| self.weights[id.number() as usize])
    }
}

fn sound<M: Classification>(model: &M, classes: usize, features: usize) -> Result<(), TestCaseError> {
    for x in [vec![0.0; features], vec![1.5; features], vec![-1e4; features]] {
        let shares = model.probabilities(&x);
        prop_assert_eq!(shares.len(), classes);
        prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{:?}", shares);
        prop_assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)), "{:?}", shares);
        prop_assert!((1..=classes as u32).contains(&model.predict(&x).len()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn classifiers(small in small(), classes in 2..4_usize) {
        let data = small.classified(classes);
        let (world, features) = (small.world(&data), data.feature_count());
        for learner in [
            Classifier::NearestCentroid(NearestCentroid),
            Classifier::NearestNeighbours(NearestNeighbours::new(2).unwrap()),
        ] {
            sound(&learner.fit(&world, Seed::new(0)).unwrap(), classes, features)?;
        }
        sound(&GaussianNaiveBayes::default().fit(&world, Seed::new(0)).unwrap(), classes, features)?;
        for intercept in INTERCEPTS {
            let learner = SoftmaxRegression::new(0.5).unwrap().with_intercept(intercept);
            let model = learner.fit(&world, Seed::new(0)).unwrap();
            sound(&model, classes, features)?;
            let complete = world.is_empty() || (classes == 2 && small.labels.contains(&0) && small.labels.contains(&1));
            prop_assert!(model.converged() || (intercept == Intercept::Free && !complete), "{:?}", model);
            let (again, start) = (learner.fit(&world, Seed::new(1)).unwrap(), learner.fit_from(&world, &model).unwrap());
            prop_assert_eq!(&again, &model, "the seed does not matter");
            prop_assert!(again.parameters().iter().zip(start.parameters()).all(|(a, b)| (a - b).abs() < 1e-6));
        }
        let network = NetworkLearner::new(2, Activation::Relu, Optimiser::adam(0.01).unwrap(), 3);
        let network = network.with_batches(Batches::Shuffled(3)).unwrap();
        sound(&network.fit(&world, Seed::new(0)).unwrap(), classes, features)?;
    }

    #[test]
    fn leaving_out_is_retraining_for_logistic_regression(small in small()) {
        let data = small.classified(2);
        let world = small.world(&data);
        for intercept in INTERCEPTS {
            let learner = LogisticRegression::new(0.5, intercept).unwrap();
            let full = learner.fit(&world, Seed::new(0)).unwrap();
            sound(&full, 2, data.feature_count())?;
            let single = !(small.labels.contains(&0) && small.labels.contains(&1));
            prop_assert!(full.converged() || (single && intercept == Intercept::Free), "{:?}", full);
            let rows: Vec<_> = learner.leave_one_out(&world, &full).unwrap().map(Result::unwrap).collect();
            prop_assert_eq!(rows.len(), world.len());
            for row in rows {
                let rest = world.reweighted(|id| if id == row.id { 0.0 } else { 1.0 });
                let retrained = learner.fit(&rest, Seed::new(0)).unwrap();
                prop_assert_eq!(row.model.converged(), retrained.converged());
                for (a, b) in row.model.parameters().iter().zip(retrained.parameters()) {
                    prop_assert!((a - b).abs() < 1e-7 * (1.0 + b.abs()), "{:?}: {} and {}", intercept, a, b);
                }
            }
        }
    }

    #[test]
    fn leaving_out_is_retraining_for_ridge(small in small(), free in 0..3_usize, squares in any::<bool>()) {
        let data = small.measured();
        // Without a penalty, weights a million apart would leave few digits to compare.
        let world = if squares { World::trainable(&data) } else { small.world(&data) };
        let intercept = INTERCEPTS[free];
        let learner = RidgeRegression::new(if squares { 0.0 } else { 0.3 }, intercept).unwrap();
        let fit = match learner.normal_equations(&world) {
            Ok(fit) => fit,
            Err(FitError::Collinear { column }) => {
                prop_assert!(squares && column < intercept.columns(data.feature_count()));
                return Ok(());
            }
            Err(error) => return Err(TestCaseError::fail(error.to_string())),
        };
        prop_assert!(fit.model().predict(&vec![1.5; data.feature_count()]).is_finite());
        for (row, seen) in fit.leave_one_out().zip(world.rows()) {
            let rest = world.reweighted(|id| if id == seen.id { 0.0 } else { 1.0 });
            let (retrained, without) = (learner.fit(&rest, Seed::new(0)), fit.without(&[seen.id]));
            let mut less = fit.clone();
            prop_assert_eq!(less.remove(seen.id).is_ok(), retrained.is_ok());
            let (Ok(retrained), Ok(row), Ok(without)) = (retrained, row, without) else { continue };
            let size = 1.0 + retrained.parameters().iter().fold(0.0, |most: f64, p| most.max(p.abs()));
            for model in [&row.model, &without, &less.model()] {
                for (a, b) in model.parameters().iter().zip(retrained.parameters()) {
                    prop_assert!((a - b).abs() < 1e-6 * size, "{} and {}", a, b);
                }
            }
            let own = seen.target.number().unwrap() - row.model.predict(seen.features);
            prop_assert!((row.residual - own).abs() < 1e-6 * (1.0 + own.abs()));
            less.add(&seen).unwrap();
            let back = less.model();
            for (a, b) in back.parameters().iter().zip(fit.model().parameters()) {
                prop_assert!((a - b).abs() < 1e-6 * (1.0 + b.abs()), "{} and {}", a, b);
            }
        }
    }
}

#[test]
fn removals_and_returns_of_a_hundred_rows_drift_no_digit() {
    let file = support::fixture("linear_models");
    let case = &file["cases"][1];
    let data = &file["cases"][0];
    let table = tables::measured(&data["X_train"], &data["y_train"]);
    let learner = RidgeRegression::new(support::number(&case["alpha"]), Intercept::Free).unwrap();
    let mut fit = learner.normal_equations(&World::trainable(&table)).unwrap();
    for row in table.rows().take(100) {
        fit.remove(row.id).unwrap();
    }
    let rest = learner.fit(&World::new(&table, 100..120), Seed::new(0)).unwrap();
    assert!(apart(fit.model().parameters(), rest.parameters()) < 1e-10);
    for row in table.rows().take(100) {
        fit.add(&row).unwrap();
    }
    let all = learner.fit(&World::trainable(&table), Seed::new(0)).unwrap();
    assert!(apart(fit.model().parameters(), all.parameters()) < 1e-9);
    assert_eq!(fit.remove(RowId::new(999)).unwrap_err(), FitError::Row { row: 999 });
}
