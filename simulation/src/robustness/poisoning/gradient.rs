//! The slope of the attacker's loss in the features of one row of poison.
//!
//! At the optimum θ* of F(θ) = Σ sᵢ·ℓᵢ(θ) + R(θ) the gradient ∇F is 0. Moving a row's features moves ∇F, and the optimum must follow for it to
//! stay 0 (the implicit function theorem):
//!
//! ∂V/∂x = −s·(∂²ℓ/∂θ∂x)ᵀ·H⁻¹·∇V, H = ∇²F(θ*)
//!
//! with V the mean loss on the attacker's rows and s the row's weight. Adding a row of weight ε instead changes V by −ε·∇V·H⁻¹·∇ℓ to first
//! order, which is its influence with the opposite sign of a removal.
//!
//! Cost: O(n·q² + q³) for H, shared by all rows; then O(q²) a row.
//!
//! Sources: Biggio, Nelson & Laskov (2012); Mei & Zhu (2015), *Using machine teaching to identify optimal training-set attacks on machine
//! learners*; Koh & Liang (2017), *Understanding black-box predictions via influence functions*.
//!
//! When it misleads: away from the optimum ∇F is not 0, and the formula is not the slope of anything.
//!
//! ```
//! use simulation::data::breast_cancer;
//! use simulation::learners::{Intercept, Learner, LogisticRegression};
//! use simulation::robustness::poisoning::{implicit_gradient, mean_loss};
//! use simulation::seed::Seed;
//! use simulation::standardise::Standardiser;
//! use simulation::world::World;
//!
//! let data = breast_cancer::dataset();
//! let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
//! let (world, own) = (World::new(&data, 0..80), World::new(&data, 80..160));
//! let learner = LogisticRegression::new(1.0, Intercept::Free)?;
//! let model = learner.fit(&world, Seed::new(0))?;
//! let row = world.rows().next().ok_or("no rows")?;
//! let slopes = implicit_gradient(&model, &world, &own, &row)?;
//!
//! // Against training again with the row a little to either side.
//! let loss = |by: f64| -> Result<f64, Box<dyn std::error::Error>> {
//!     let edits = format!("perturb 0 by {by}{}", " 0.0".repeat(29)).parse()?;
//!     Ok(mean_loss(&learner.fit(&world.edited(&edits)?, Seed::new(0))?, &own)?)
//! };
//! let difference = (loss(1e-3)? - loss(-1e-3)?) / 2e-3;
//! assert!((slopes[0] / difference - 1.0).abs() < 1e-4);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::PoisonError;
use crate::dataset::Row;
use crate::learners::{Curved, Differentiable, MixedDerivative};
use crate::linear_algebra::{Cholesky, dot};
use crate::world::World;

/// V: the mean of the model's loss over a world's rows, by their weights. Cost: one loss a row.
///
/// # Errors
/// [`PoisonError::Nothing`] for no rows, or rows that the model has no loss for.
pub fn mean_loss<M: Differentiable>(model: &M, rows: &World<'_>) -> Result<f64, PoisonError> {
    let sum = rows.rows().try_fold(0.0, |sum, row| Some(sum + row.weight * model.loss(&row)?));
    let sum = sum.filter(|_| !rows.is_empty()).ok_or(PoisonError::Nothing)?;
    Ok(sum / rows.total_weight())
}

/// ∂V/∂x for the features x of a row of `world`, by its present weight. `model` must be at the optimum of that world, the row included.
///
/// # Errors
/// [`PoisonError::Nothing`] for rows that the model has no loss for, [`PoisonError::Hessian`].
pub fn implicit_gradient<M: MixedDerivative>(
    model: &M,
    world: &World<'_>,
    own: &World<'_>,
    row: &Row<'_>,
) -> Result<Vec<f64>, PoisonError> {
    let direction = response(model, world, own)?;
    let mut slopes = vec![0.0; row.features.len()];
    model.add_mixed_product(row, &direction, 0.0 - row.weight, &mut slopes).ok_or(PoisonError::Nothing)?;
    Ok(slopes)
}

/// For each of these rows, how V changes per unit of weight with which it is added, to first order.
///
/// # Errors
/// As [`implicit_gradient`].
pub fn added_row_effects<'r, M: Curved>(
    model: &M,
    world: &World<'_>,
    own: &World<'_>,
    rows: impl IntoIterator<Item = Row<'r>>,
) -> Result<Vec<f64>, PoisonError> {
    let direction = response(model, world, own)?;
    let effect = |row: Row<'r>| Some(0.0 - dot(&direction, &model.loss_gradient(&row)?));
    rows.into_iter().map(effect).collect::<Option<_>>().ok_or(PoisonError::Nothing)
}

/// H⁻¹·∇V.
fn response<M: Curved>(model: &M, world: &World<'_>, own: &World<'_>) -> Result<Vec<f64>, PoisonError> {
    let hessian = model.hessian(world).ok_or(PoisonError::Nothing)?;
    let size = model.parameters().len();
    let factor = Cholesky::new(&hessian, size).ok_or(PoisonError::Hessian)?;
    let (mut direction, total) = (vec![0.0; size], own.total_weight());
    if own.is_empty() {
        return Err(PoisonError::Nothing);
    }
    for row in own.rows() {
        model.add_loss_gradient(&row, row.weight / total, &mut direction).ok_or(PoisonError::Nothing)?;
    }
    factor.solve(&mut direction);
    Ok(direction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Dataset, NewRow, Right, RowId, Target};
    use crate::edit::{Edit, Edits};
    use crate::learners::{Intercept, Learner, LogisticRegression, RidgeRegression};
    use crate::seed::Seed;
    use ndarray::Array2;
    use proptest::prelude::*;

    const ID: RowId = RowId::new(900);

    fn with_row<'w>(world: &World<'w>, features: &[f64], target: Target, weight: f64) -> World<'w> {
        let row = NewRow { id: ID, features: features.to_vec(), target, group: 0, right: Right::default() };
        let edits = Edits::from(Edit::Add(row)).then(Edit::Reweight(ID, weight));
        world.edited(&edits).unwrap()
    }

    fn follows_retraining<L: Learner<Model: MixedDerivative>>(
        learner: &L,
        (world, own): (&World<'_>, &World<'_>),
        (features, target, weight): (&[f64], Target, f64),
    ) {
        let fit = |world: &World<'_>| learner.fit(world, Seed::new(0)).unwrap();
        let poisoned = with_row(world, features, target, weight);
        let row = poisoned.rows().find(|row| row.id == ID).unwrap();
        let slopes = implicit_gradient(&fit(&poisoned), &poisoned, own, &row).unwrap();
        let largest = slopes.iter().fold(1e-3, |most: f64, slope| most.max(slope.abs()));
        for (index, slope) in slopes.iter().enumerate() {
            let loss = |by: f64| {
                let mut moved = features.to_vec();
                moved[index] += by;
                mean_loss(&fit(&with_row(world, &moved, target, weight)), own).unwrap()
            };
            let difference = (loss(1e-4) - loss(-1e-4)) / 2e-4;
            assert!((difference - slope).abs() < 1e-4 * largest, "{index}: {difference} against {slope}");
        }
        // The same for the weight with which a row is added.
        let model = fit(world);
        let effect = added_row_effects(&model, world, own, [row]).unwrap()[0];
        let loss = |weight| mean_loss(&fit(&with_row(world, features, target, weight)), own).unwrap();
        // Weights are above 0: a forward difference of second order.
        let (none, step) = (mean_loss(&model, own).unwrap(), 1e-4);
        let difference = (4.0 * loss(step) - 3.0 * none - loss(2.0 * step)) / (2.0 * step);
        assert!((difference - effect).abs() < 1e-4 * effect.abs().max(1e-2), "{difference} against {effect}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn slopes_are_those_of_training_again(
            values in proptest::collection::vec(-2.0_f64..2.0, 36), poison in proptest::collection::vec(-2.0_f64..2.0, 3),
            penalty in 0.3_f64..3.0, weight in 0.5_f64..2.0,
        ) {
            let features = || Array2::from_shape_vec((12, 3), values.clone()).unwrap();
            let ids = || (0..12).map(RowId::new).collect::<Vec<_>>();
            let classes = Dataset::classified(ids(), features(), (0..12).map(|row| row % 2).collect(), 2).unwrap();
            let numbers = Dataset::measured(ids(), features(), values[..12].to_vec()).unwrap();
            for intercept in [Intercept::Free, Intercept::Penalised, Intercept::None] {
                let worlds = (&World::new(&classes, 0..7), &World::new(&classes, 7..12));
                let logistic = LogisticRegression::new(penalty, intercept).unwrap();
                follows_retraining(&logistic, worlds, (&poison, Target::Class(1), weight));
                let worlds = (&World::new(&numbers, 0..7), &World::new(&numbers, 7..12));
                let ridge = RidgeRegression::new(penalty, intercept).unwrap();
                follows_retraining(&ridge, worlds, (&poison, Target::Number(1.5), weight));
            }
        }
    }

    #[test]
    fn with_one_weight_the_slope_is_a_closed_form() {
        // w = Σxy/(Σx² + α), V = (t − w·u)² at u with the target t, so ∂V/∂x = −2u(t − wu)·(y − 2wx)/(Σx² + α).
        let (x, y, alpha) = ([1.0, 2.0, -0.5], [2.0, 3.0, 1.0], 0.7);
        let (at, target) = (1.5, 1.0);
        let ids = (0..4).map(RowId::new).collect();
        let features = Array2::from_shape_vec((4, 1), vec![x[0], x[1], x[2], at]).unwrap();
        let data = Dataset::measured(ids, features, vec![y[0], y[1], y[2], target]).unwrap();
        let (world, own) = (World::new(&data, 0..3), World::new(&data, 3..4));
        let model = RidgeRegression::new(alpha, Intercept::None).unwrap().fit(&world, Seed::new(0)).unwrap();
        let square = x.iter().fold(alpha, |sum, x| sum + x * x);
        let weight = x.iter().zip(&y).fold(0.0, |sum, (x, y)| sum + x * y) / square;
        for (place, row) in world.rows().enumerate() {
            let wanted = -2.0 * at * (target - weight * at) * (y[place] - 2.0 * weight * x[place]) / square;
            let got = implicit_gradient(&model, &world, &own, &row).unwrap();
            assert!((got[0] - wanted).abs() < 1e-12, "{got:?} against {wanted}");
        }
        assert_eq!(mean_loss(&model, &World::new(&data, [])), Err(PoisonError::Nothing));
        let row = world.rows().next().unwrap();
        let none = implicit_gradient(&model, &world, &World::new(&data, []), &row);
        assert_eq!(none, Err(PoisonError::Nothing));
    }
}
