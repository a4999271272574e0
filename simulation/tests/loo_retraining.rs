//! What is predicted of a group's removal against what retraining says, on the rows of `tests/fixtures/loo_retraining.json`.

mod support;
mod tables;

use simulation::dataset::RowId;
use simulation::learners::{Intercept, Learner, LogisticModel, LogisticRegression};
use simulation::observers::{LogLoss, Observer, Slice};
use simulation::seed::Seed;
use simulation::valuation::first_order::{Influence, Removal};
use simulation::world::World;
use support::{counts, fixture, lists, number};
use tables::classified;

#[test]
fn a_newton_step_says_more_of_a_group_than_the_sum_of_its_rows() {
    for case in fixture("loo_retraining")["cases"].as_array().unwrap() {
        let table = classified(&case["X_train"], &case["y_train"], 2);
        let test = classified(&case["X_test"], &case["y_test"], 2);
        let (world, slice) = (World::trainable(&table), Slice::evaluable(&test));
        let learner = LogisticRegression::new(1.0 / number(&case["C"]), Intercept::Penalised).unwrap();
        let full = learner.fit(&world, Seed::new(0)).unwrap();
        let influence = Influence::new(&full, &world).unwrap();
        let on = influence.on(&slice).unwrap();
        let loss = |model: &LogisticModel| LogLoss(slice.clone()).observe(model).unwrap();
        let first_orders = on.first_order();

        let mut off = [0.0; 2];
        for group in lists(&case["groups"], counts) {
            let ids: Vec<RowId> = group.iter().map(|&place| table.row(place).unwrap().id).collect();
            let predicted: Removal = on.removal(&ids).unwrap();
            let actual = loss(&learner.without(&world, &full, &ids).unwrap()) - on.loss();
            off[0] += (predicted.first_order - actual).abs();
            off[1] += (predicted.newton_loss - actual).abs();
            let sum: f64 = group.iter().map(|&place| first_orders[place]).sum();
            assert!((sum - predicted.first_order).abs() < 1e-12, "first order adds up");
        }
        assert!(off[1] < 0.5 * off[0], "off by {} against {}", off[1], off[0]);
    }
}
