//! Influence functions against retraining.

use super::*;
use crate::data::{diabetes, penguins};
use crate::dataset::Dataset;
use crate::dataset::RowId;
use crate::learners::{Differentiable, Intercept, Learner, RidgeRegression, SoftmaxRegression};
use crate::observers::Slice;
use crate::observers::{MeanLoss, Observer};
use crate::seed::Seed;
use crate::standardise::Standardiser;
use crate::world::World;

fn scaled(data: &Dataset) -> Dataset {
    Standardiser::fit(&World::trainable(data)).apply(data).unwrap()
}

#[test]
fn on_ridge_the_newton_step_is_retraining() {
    let data = scaled(&diabetes::dataset());
    let world = World::new(&data, (0..442).step_by(7)).edited(&"reweight 14 → 3.5".parse().unwrap()).unwrap();
    let slice = Slice::new(&data, (1..442).step_by(9));
    for intercept in [Intercept::Free, Intercept::Penalised, Intercept::None] {
        let learner = RidgeRegression::new(2.0, intercept).unwrap();
        let model = learner.fit(&world, Seed::new(0)).unwrap();
        let influence = Influence::new(&model, &world).unwrap();
        let on = influence.on(&slice).unwrap();
        for ids in [&[0_u32][..], &[14], &[7, 14, 21, 28, 14], &[]] {
            let ids: Vec<RowId> = ids.iter().copied().map(RowId::new).collect();
            let rest = world.reweighted(|id| f64::from(u8::from(!ids.contains(&id))));
            let retrained = learner.fit(&rest, Seed::new(0)).unwrap();
            let loss = |model| MeanLoss(slice.clone()).observe(model).unwrap();
            let (actual, removal) = (loss(&retrained) - loss(&model), on.removal(&ids).unwrap());
            let gap = (removal.newton_loss - actual).abs();
            assert!(gap < 1e-9 * loss(&model), "{ids:?}: {gap}");
        }
    }
}

#[test]
fn one_newton_step_is_the_first_divided_by_what_the_row_leaves() {
    let data = scaled(&diabetes::dataset());
    let world = World::new(&data, (0..442).step_by(20));
    let learner = RidgeRegression::new(1.0, Intercept::Free).unwrap();
    let fit = learner.normal_equations(&world).unwrap();
    let model = fit.model();
    let influence = Influence::new(&model, &world).unwrap();
    for left_out in fit.leave_one_out().map(Result::unwrap) {
        let first = influence.first_order_step(&[left_out.id]).unwrap();
        let newton = influence.newton_step(&[left_out.id]).unwrap();
        let exact = left_out.model.parameters().iter().zip(model.parameters());
        for ((first, newton), (after, before)) in first.iter().zip(&newton).zip(exact) {
            assert!((newton - first / (1.0 - left_out.leverage)).abs() < 1e-9);
            assert!((newton - (after - before)).abs() < 1e-9);
        }
    }
}

#[test]
fn a_small_change_of_weight_moves_the_optimum_along_the_first_order_step() {
    let data = scaled(&penguins::dataset());
    let world = World::new(&data, (0..342).step_by(5));
    let learner = SoftmaxRegression::new(0.5).unwrap();
    let model = learner.fit(&world, Seed::new(0)).unwrap();
    let influence = Influence::new(&model, &world).unwrap();
    for id in world.rows().map(|row| row.id).step_by(9) {
        let step = influence.first_order_step(&[id]).unwrap();
        let with = |weight| {
            let world = world.reweighted(|other| if other == id { weight } else { 1.0 });
            learner.fit(&world, Seed::new(0)).unwrap()
        };
        let (less, more) = (with(1.0 - 1e-4), with(1.0 + 1e-4));
        for ((less, more), step) in less.parameters().iter().zip(more.parameters()).zip(step) {
            assert!(((less - more) / 2e-4 - step).abs() < 1e-7 + 1e-5 * step.abs());
        }
    }
}

#[test]
fn what_has_no_influence_is_said() {
    let data = scaled(&diabetes::dataset());
    let world = World::new(&data, 0..11);
    let learner = RidgeRegression::new(0.0, Intercept::Free).unwrap();
    let model = learner.fit(&world, Seed::new(0)).unwrap();
    let influence = Influence::new(&model, &world).unwrap();
    assert_eq!(influence.newton_step(&[RowId::new(99)]), Err(InfluenceError::Row(99)));
    let all: Vec<RowId> = world.rows().map(|row| row.id).collect();
    assert_eq!(influence.newton_step(&all), Err(InfluenceError::Hessian(11)));
    assert_eq!(influence.on(&Slice::new(&data, [])).err(), Some(InfluenceError::Nothing));
    assert!(influence.moved(&[0.0]).is_none());
    let classes = penguins::dataset();
    assert_eq!(Influence::new(&model, &World::new(&classes, 0..5)).err(), Some(InfluenceError::Targets));
}
