//! The study against its methods, asked directly.

use super::*;
use crate::data::{iris, wine};
use crate::learners::{Classification, Differentiable, Intercept, Learner};
use crate::linear_algebra::dot;
use crate::standardise::Standardiser;

fn done(rows: &Dataset, c: f64, measured: &[usize]) -> RemovalStudy {
    let mut study = RemovalStudy::new(rows, c, measured.iter().copied(), Seed::new(1)).unwrap();
    while study.step().unwrap() {}
    study
}

#[test]
fn it_says_what_the_methods_say_and_what_retraining_does() {
    let rows = wine::dataset().pair_of_classes(0, 1).unwrap();
    let every: Vec<usize> = (0..rows.len()).collect();
    for measured in [&every[..], &[7]] {
        let study = done(&rows, 0.3, measured);
        let data = Standardiser::fit(&World::trainable(&rows)).apply(&rows).unwrap();
        let (world, slice) = (World::trainable(&data), Slice::new(&data, measured.iter().copied()));
        let learner = LogisticRegression::new(1.0 / 0.3, Intercept::Penalised).unwrap();
        let model = learner.fit(&world, Seed::new(0)).unwrap();
        let influence = Influence::new(&model, &world).unwrap();
        let on = influence.on(&slice).unwrap();
        for (place, row) in world.rows().enumerate().step_by(11) {
            let removal = on.removal(&[row.id]).unwrap();
            let rest = world.reweighted(|id| if id == row.id { 0.0 } else { 1.0 });
            let retrained = learner.fit(&rest, Seed::new(0)).unwrap();
            let actual = MeanLoss(slice.clone()).observe(&retrained).unwrap() - on.loss();
            let close = |one: f64, other: f64| assert!((one - other).abs() < 1e-9, "{one} for {other}");
            close(study.foretold(Foretold::FirstOrder)[place], removal.first_order);
            close(study.foretold(Foretold::NewtonStep)[place], removal.newton_loss);
            close(study.actual()[place], actual);
            close(removal.newton_step * (1.0 - study.leverages()[place]), removal.first_order);
            close(study.group_newton(&[row.id]).unwrap(), removal.newton_loss);
            let group = study.group_retrained(&[row.id]).unwrap();
            close(group.change, actual);
            let boundary = study.plane().crossing(|features| retrained.score(features));
            for ((alone, group), known) in study.boundaries()[place].iter().zip(group.boundary).zip(boundary)
            {
                assert!((alone - known).abs() < 1e-7 && (group - known).abs() < 1e-7);
            }
        }
        assert_eq!(study.boundary(), study.plane().crossing(|features| study.model().score(features)));
        assert_eq!(study.progress().0, study.progress().1);
    }
}

#[test]
fn it_begins_in_steps_of_one_iteration_each() {
    let rows = wine::dataset().pair_of_classes(0, 1).unwrap();
    let mut start = RemovalStudy::begin(&rows, 0.3, [7], Seed::new(1)).unwrap();
    let mut steps = 1;
    let mut study = loop {
        match start.step().unwrap() {
            Some(study) => break study,
            None => steps += 1,
        }
    };
    let data = Standardiser::fit(&World::trainable(&rows)).apply(&rows).unwrap();
    let learner = LogisticRegression::new(1.0 / 0.3, Intercept::Penalised).unwrap();
    let (model, passes) = learner.fit_counted(&World::trainable(&data), &[], None).unwrap();
    assert_eq!(study.model(), &model);
    // What the slopes say, what retraining begins with, and the path with the plane.
    assert!(passes > 2 && steps >= 3 + passes / 2, "{steps} steps, {passes} passes");
    while study.step().unwrap() {}
    let again = done(&rows, 0.3, &[7]);
    assert_eq!(study.actual(), again.actual());
    assert_eq!(study.foretold(Foretold::Trace), again.foretold(Foretold::Trace));
}

#[test]
fn a_representer_value_is_a_first_order_influence_with_the_penalty_for_a_hessian() {
    let rows = wine::dataset().pair_of_classes(0, 1).unwrap();
    let study = done(&rows, 0.5, &[3, 40, 90]);
    let slice = Slice::new(&study.data, [3, 40, 90]);
    let mut slope = vec![0.0; study.model().parameters().len()];
    for row in slice.rows() {
        study.model().add_loss_gradient(&row, 1.0 / 3.0, &mut slope).unwrap();
    }
    for (row, value) in World::trainable(&study.data).rows().zip(study.foretold(Foretold::Represented)) {
        let own = study.model().loss_gradient(&row).unwrap();
        assert!((value - 0.5 * dot(&slope, &own)).abs() < 1e-12);
    }
}

#[test]
fn the_path_leads_to_the_model() {
    let rows = iris::dataset().pair_of_classes(1, 2).unwrap();
    let mut study = RemovalStudy::new(&rows, 1.0, 0..100, Seed::new(3)).unwrap();
    let learner = path(&study.learner, &World::trainable(&study.data)).unwrap();
    let end = learner.fit(&World::trainable(&study.data), Seed::new(3)).unwrap();
    let loss = |model: &dyn Fn(&[f64]) -> Vec<f64>| {
        let rows = study.data.rows();
        rows.map(|row| -libm::log(model(row.features)[row.target.class().unwrap()])).sum::<f64>() / 100.0
    };
    let (start, at_end) = (libm::log(2.0), loss(&|features| end.probabilities(features)));
    let optimum = loss(&|features| study.model().probabilities(features));
    assert!(at_end - optimum < 0.2 * (start - optimum), "{at_end} towards {optimum}");
    while study.step().unwrap() {}
    assert_eq!(study.trace.checkpoints(), PATH.epochs);
}

#[test]
fn nearest_begins_with_the_row_and_goes_outwards() {
    let rows = iris::dataset().pair_of_classes(1, 2).unwrap();
    let nearest = nearest_rows(&rows, 51, 100);
    let distance = |&position: &usize| {
        let (one, other) = (rows.row(51).unwrap().features, rows.row(position).unwrap().features);
        one.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum::<f64>()
    };
    let distances: Vec<f64> = nearest.iter().map(distance).collect();
    assert_eq!((nearest[0], nearest.len()), (51, 100));
    assert!(distances.windows(2).all(|pair| pair[0] <= pair[1]));
    assert_eq!((nearest_rows(&rows, 51, 3).len(), nearest_rows(&rows, 100, 3).len()), (3, 0));
}

#[test]
fn what_cannot_be_studied_is_said() {
    let rows = iris::dataset();
    let error = |rows: &Dataset, c: f64, measured: &[usize]| {
        RemovalStudy::new(rows, c, measured.iter().copied(), Seed::new(1)).unwrap_err().to_string()
    };
    assert_eq!(error(&rows, 1.0, &[0]), "the table has 3 classes: legal are 2");
    let pair = rows.pair_of_classes(0, 1).unwrap();
    assert!(error(&pair, 0.0, &[0]).contains("penalty"));
    assert_eq!(error(&pair, 1.0, &[]), "the slice has no row that the model has a loss for");
    let study = RemovalStudy::new(&pair, 1.0, [0], Seed::new(1)).unwrap();
    assert_eq!(
        study.group_newton(&[RowId::new(9999)]),
        Err(StudyError::Influence(InfluenceError::Row(9999)))
    );
}
