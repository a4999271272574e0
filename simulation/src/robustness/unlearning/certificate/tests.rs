use super::*;
use crate::data::breast_cancer;
use crate::dataset::Dataset;
use crate::learners::Learner;
use crate::seed::Seed;
use crate::standardise::Standardiser;
use ndarray::Array2;
use proptest::prelude::*;

fn tumours() -> Dataset {
    let data = breast_cancer::dataset();
    Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap()
}

#[test]
fn gamma_is_the_steepest_slope_of_the_second_derivative() {
    let second = |z: f64| {
        let p = 1.0 / (1.0 + (-z).exp());
        p * (1.0 - p)
    };
    let step = 1e-4;
    let slopes = (-80_000..80_000).map(|k| {
        let z = f64::from(k) * step;
        (second(z + step) - second(z)).abs() / step
    });
    let steepest = slopes.fold(0.0, f64::max);
    assert!(steepest <= SECOND_DERIVATIVE_SLOPE + 1e-11 && steepest > 0.9999 * SECOND_DERIVATIVE_SLOPE);
    assert!((SECOND_DERIVATIVE_SLOPE - 1.0 / (6.0 * 3.0_f64.sqrt())).abs() < 1e-16);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_residual_is_within_both_bounds_on_any_world(
        cells in proptest::collection::vec(-3.0_f64..3.0, 48),
        labels in proptest::collection::vec(0_usize..2, 12),
        weights in proptest::collection::vec(0.2_f64..3.0, 12),
        leaving in proptest::collection::vec(any::<bool>(), 12),
        power in -3_i32..3,
        intercept in 0_usize..3,
        slope in -2.0_f64..2.0,
    ) {
        let features = Array2::from_shape_fn((12, 4), |(row, column)| cells[4 * row + column]);
        let data = Dataset::classified((0..12).map(RowId::new).collect(), features, labels.clone(), 2).unwrap();
        let world = World::trainable(&data).reweighted(|id| weights[id.number() as usize]);
        let intercept = [Intercept::Free, Intercept::Penalised, Intercept::None][intercept];
        let learner = LogisticRegression::new(10_f64.powi(power), intercept).unwrap();
        let (model, _) = learner.fit_counted(&world, &[slope], None).unwrap();
        // A free intercept of one class alone has no optimum to step from.
        prop_assume!(crate::learners::Model::converged(&model));
        let removal = CertifiedRemoval::new(&learner, &model, &world, &[slope]).unwrap();
        let ids: Vec<RowId> = (0..12).zip(&leaving).filter(|(_, leaves)| **leaves).map(|(id, _)| RowId::new(id)).collect();
        let Ok(NewtonRemoval { certificate, .. }) = removal.newton(&ids) else {
            // Without a penalty on it, the intercept may be left to nobody.
            prop_assert!(intercept == Intercept::Free);
            return Ok(());
        };
        prop_assert!(certificate.residual <= certificate.bound, "{certificate:?}");
        prop_assert!(certificate.worst_case.is_none_or(|worst| certificate.bound <= worst), "{certificate:?}");
        // Rounding is no excuse for much.
        prop_assert!(!ids.is_empty() || certificate.bound < 1e-9, "{certificate:?}");
        prop_assert_eq!(certificate.worst_case.is_none(), intercept == Intercept::Free);
        // A hundred times the residual of the fit would be no optimum.
        prop_assert!(removal.residual(&model, &[]).unwrap() < 1e-7);
    }
}

#[test]
fn the_newton_step_is_nearer_than_the_first_order_step_and_that_than_nothing() {
    let data = tumours();
    for penalty in [0.1, 1.0, 10.0] {
        let learner = LogisticRegression::new(penalty, Intercept::Penalised).unwrap();
        for seed in 0..20 {
            let positions = crate::split::by_count(&data, 419, Seed::new(seed)).unwrap().training;
            let world = World::new(&data, positions);
            let model = learner.fit(&world, Seed::new(0)).unwrap();
            let ids: Vec<RowId> = world.rows().take(8).map(|row| row.id).collect();
            let retrained = learner.without(&world, &model, &ids).unwrap();
            let removal = CertifiedRemoval::new(&learner, &model, &world, &[]).unwrap();
            let apart = |other: &LogisticModel| {
                let pairs = other.parameters().iter().zip(retrained.parameters());
                norm(&pairs.map(|(one, other)| one - other).collect::<Vec<f64>>())
            };
            let newton = removal.newton(&ids).unwrap();
            let distances = [apart(&newton.model), apart(&removal.first_order(&ids).unwrap()), apart(&model)];
            assert!(
                distances.windows(2).all(|pair| pair[0] < pair[1]),
                "λ = {penalty}, seed {seed}: {distances:?}"
            );
            assert!(newton.certificate.residual <= newton.certificate.bound);
            // λ-strongly convex: the distance is at most the residual divided by λ.
            assert!(distances[0] <= newton.certificate.residual / penalty + 1e-9);
        }
    }
}

#[test]
fn epsilon_and_noise_turn_each_other_round() {
    let certificate = Certificate { residual: 0.1, bound: 0.5, worst_case: None };
    let noise = certificate.noise(0.7, 1e-4).unwrap();
    assert!((certificate.epsilon(noise, 1e-4).unwrap() - 0.7).abs() < 1e-12);
    // c = √(2·ln(15000)) = 4.3853…
    assert!((noise - 4.385_301 * 0.5 / 0.7).abs() < 1e-4, "{noise}");
    for (noise, delta) in [(0.0, 0.1), (-1.0, 0.1), (1.0, 0.0), (1.0, 1.0), (f64::NAN, 0.1), (1.0, f64::NAN)]
    {
        assert_eq!(certificate.epsilon(noise, delta), None);
        assert_eq!(certificate.noise(noise, delta), None);
    }
}

#[test]
fn strangers_are_refused() {
    let data = tumours();
    let world = World::new(&data, 0..60);
    let learner = LogisticRegression::new(1.0, Intercept::Penalised).unwrap();
    let model = learner.fit(&world, Seed::new(0)).unwrap();
    let removal = CertifiedRemoval::new(&learner, &model, &world, &[]).unwrap();
    let stranger = [RowId::new(300)];
    let refused = removal.newton(&stranger).unwrap_err().to_string();
    assert_eq!(refused, "row 300 is not among the rows that the model was trained on");
    assert!(removal.first_order(&stranger).is_err());
}
