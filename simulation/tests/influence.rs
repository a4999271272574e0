//! How far influence functions and Newton steps hold on all of breast cancer. The numbers of other software are in `tests/verify`.

use simulation::data::breast_cancer;
use simulation::learners::{Differentiable, Intercept, Learner, LogisticModel, LogisticRegression};
use simulation::observers::{MeanLoss, Observer, Slice};
use simulation::seed::Seed;
use simulation::standardise::Standardiser;
use simulation::statistics::pearson;
use simulation::valuation::first_order::{Influence, Removal};
use simulation::world::World;

/// Pearson's r of predicted with real changes in the mean loss over all rows, row by row: to first order, and of the loss at
/// the weights of one Newton step; for ½‖w‖² + C·Σ log loss.
fn correlations(c: f64, intercept: Intercept) -> [f64; 2] {
    let data = breast_cancer::dataset();
    let data = Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap();
    let (world, slice) = (World::trainable(&data), Slice::evaluable(&data));
    assert_eq!((world.len(), data.feature_count(), slice.len()), (569, 30, 569));
    let learner = LogisticRegression::new(1.0 / c, intercept).unwrap();
    let full = learner.fit(&world, Seed::new(0)).unwrap();
    let influence = Influence::new(&full, &world).unwrap();
    let on = influence.on(&slice).unwrap();
    let removals: Vec<Removal> = on.each_removal().map(Result::unwrap).collect();
    let loss = |model: &LogisticModel| MeanLoss(slice.clone()).observe(model).unwrap();
    let left_out = learner.leave_one_out(&world, &full).unwrap();
    let actual: Vec<f64> = left_out.map(|row| loss(&row.unwrap().model) - on.loss()).collect();
    [|removal: &Removal| removal.first_order, |removal: &Removal| removal.newton_loss]
        .map(|predicted| pearson(&removals.iter().map(predicted).collect::<Vec<_>>(), &actual).unwrap())
}

#[test]
fn first_order_holds_under_a_strong_penalty_and_a_newton_step_under_a_weak_one() {
    for intercept in [Intercept::Free, Intercept::Penalised, Intercept::None] {
        // 0.9964, 0.9937 and 0.9916.
        let [first, newton] = correlations(0.01, intercept);
        assert!(first >= 0.99 && newton >= first, "{intercept:?}: {first}, {newton}");
        // 0.28, 0.26 and 0.26 against 0.980, 0.979 and 0.974.
        let [first, newton] = correlations(1.0, intercept);
        assert!(first < 0.5 && newton >= 0.95, "{intercept:?}: {first}, {newton}");
    }
}

#[test]
fn leaving_out_is_retraining_on_all_rows_to_eight_digits() {
    let data = breast_cancer::dataset();
    let data = Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap();
    let world = World::trainable(&data);
    let learner = LogisticRegression::new(1.0, Intercept::Free).unwrap();
    let full = learner.fit(&world, Seed::new(0)).unwrap();
    let left_out = learner.leave_one_out(&world, &full).unwrap();
    for row in left_out.step_by(19).map(Result::unwrap) {
        let rest = world.reweighted(|id| if id == row.id { 0.0 } else { 1.0 });
        let retrained = learner.fit(&rest, Seed::new(0)).unwrap();
        for (a, b) in row.model.parameters().iter().zip(retrained.parameters()) {
            assert!((a - b).abs() < 1e-8, "{:?}: {a} for {b}", row.id);
        }
    }
}
