use super::*;
use crate::data::{breast_cancer, german_credit, penguins};
use crate::idea::holdout::{Gap, Outcome, ScoredOn, optimism_bound};
use crate::statistics::RunningMoments;

const BOTH: Right = Right::Both;
const RESERVED: Right = Right::Reserved;

fn plan(rights: &[Right], lot: u32, leaked: u32) -> HoldoutPlan {
    let candidate = |penalty, share| Candidate { penalty, share };
    let candidates =
        vec![candidate(0.01, 1.0), candidate(30.0, 1.0), candidate(30.0, 0.5), candidate(30.0, 0.4)];
    HoldoutPlan { rights: rights.to_vec(), lot, leaked, candidates }
}

fn tumours(plan: HoldoutPlan) -> HoldoutStudy {
    HoldoutStudy::new(&breast_cancer::dataset(), plan, Seed::new(7)).unwrap()
}

fn moments(study: &HoldoutStudy, draws: u32, of: impl Fn(&Outcome) -> Option<f64>) -> (f64, f64) {
    let mut moments = RunningMoments::default();
    for index in 0..draws {
        let outcome = study.run(Seed::new(11).redraw(index)).unwrap().outcome();
        moments.push(of(&outcome).unwrap());
    }
    (moments.mean().unwrap(), moments.standard_error().unwrap())
}

#[test]
fn every_row_is_in_one_place_and_a_right_moves_its_own_lot_alone() {
    let rights = [Right::Trainable, BOTH, Right::Evaluable, RESERVED, Right::Unavailable];
    let draw = |rights: &[Right]| tumours(plan(rights, 12, 0)).draw(Seed::new(3)).unwrap();
    let before = draw(&rights);
    assert_eq!(
        [before.training.len(), before.open.len(), before.reserve.len(), before.outside.len()],
        [24, 24, 12, 509]
    );
    assert_eq!(before.training[12..], before.open[..12], "lot 2 may do both");
    let mut seen: Vec<usize> =
        [&before.training[..], &before.open[12..], &before.reserve, &before.outside].concat();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 569 - 12, "all but the lot that is unavailable");
    let after = draw(&[Right::Trainable, BOTH, Right::Evaluable, RESERVED, RESERVED]);
    assert_eq!(
        (&after.training, &after.open, &after.outside),
        (&before.training, &before.open, &before.outside)
    );
    assert_eq!((after.reserve.len(), &after.reserve[..12]), (24, &before.reserve[..]));
}

#[test]
fn scores_are_those_of_retraining_by_hand() {
    let study = tumours(plan(&[BOTH, Right::Evaluable, RESERVED, BOTH], 15, 6));
    let draw = study.draw(Seed::new(5)).unwrap();
    for (candidate, learner) in study.learners.iter().enumerate() {
        let columns = &study.columns[candidate];
        // The whole table with the candidate's columns and numbers as targets, then a world of it.
        let values = |(row, column): (usize, usize)| draw.data.features(row)[columns[column]];
        let features = Array2::from_shape_fn((569, columns.len()), values);
        let ids = draw.data.rows().map(|row| row.id).collect();
        let truth: Vec<f64> = draw.data.rows().map(|row| row.target.class().unwrap() as f64).collect();
        let table = Dataset::measured(ids, features, truth.clone()).unwrap();
        let right = |trained: &[usize], rows: &[usize]| {
            let model = learner.fit(&World::new(&table, trained.iter().copied()), Seed::new(0)).unwrap();
            let hits =
                rows.iter().filter(|&&row| (model.predict(table.features(row)) > 0.5) == (truth[row] == 1.0));
            hits.count() as f64 / rows.len() as f64
        };
        let scores = study.score(&draw, candidate).unwrap();
        assert_eq!(scores.open, Some(right(&draw.training, &draw.open)), "{candidate}");
        assert_eq!(scores.reserve, Some(right(&draw.training, &draw.reserve)));
        assert_eq!(scores.truth, right(&draw.training, &draw.outside));
        let leaked = [&draw.training[..], &draw.reserve[..6]].concat();
        assert_eq!(scores.leaked, Some(right(&leaked, &draw.reserve)));
        assert_eq!(scores.leaked_truth, right(&leaked, &draw.outside));
    }
    assert_eq!(study.columns.iter().map(Vec::len).collect::<Vec<_>>(), [30, 30, 15, 12]);
    assert_eq!(study.run(Seed::new(5)).unwrap().candidates[1], study.score(&draw, 1).unwrap());
}

#[test]
fn whoever_can_follow_every_row_is_right_on_all_that_trained() {
    // 20 rows and 30 columns: some line meets every class exactly, and at this penalty nearly so.
    let candidates = vec![Candidate { penalty: 1e-6, share: 1.0 }];
    for leaked in [0, 4, 10] {
        let study =
            tumours(HoldoutPlan { candidates: candidates.clone(), ..plan(&[BOTH, RESERVED], 10, leaked) });
        for index in 0..20 {
            let draw = study.draw(Seed::new(2).redraw(index)).unwrap();
            let scores = study.score(&draw, 0).unwrap();
            assert_eq!(scores.open, Some(1.0));
            assert!(scores.leaked.unwrap() >= f64::from(leaked) / 10.0);
            match leaked {
                0 => assert_eq!((scores.leaked, scores.leaked_truth), (scores.reserve, scores.truth)),
                10 => assert_eq!(scores.leaked, Some(1.0)),
                _ => {}
            }
        }
    }
}

#[test]
fn a_fixed_score_is_unbiased_a_winner_optimistic_and_leakage_adds_to_it() {
    let rights = [Right::Trainable, Right::Trainable, Right::Trainable, RESERVED, RESERVED];
    let study = tumours(plan(&rights, 10, 5));
    for fixed in 0..2 {
        let (mean, error) = moments(&study, 1500, |outcome| outcome.fixed[fixed]);
        assert!(mean.abs() < 3.5 * error, "candidate {fixed}: {mean} ± {error}");
    }
    let (winner, error) = moments(&study, 1500, |outcome| outcome.winner);
    assert!(winner > 5.0 * error, "{winner} ± {error}");
    // The truth is estimated on other rows of the same table, which stretches the bound by all rows over those outside.
    let bound = optimism_bound(4, 20).unwrap() * 539.0 / 519.0;
    assert!(winner < bound, "{winner} against {bound}");
    let (added, error) = moments(&study, 1500, |outcome| Some(outcome.leaked_winner? - outcome.winner?));
    assert!(added > 5.0 * error, "{added} ± {error}");
}

#[test]
fn rows_that_trained_choose_worse_than_a_reserve() {
    let study = HoldoutStudy::new(
        &german_credit::dataset(),
        plan(&[BOTH, BOTH, RESERVED, RESERVED], 40, 0),
        Seed::new(1),
    );
    let (value, error) = moments(&study.unwrap(), 100, |outcome| outcome.value);
    assert!(value > 3.0 * error, "{value} ± {error}");
}

#[test]
fn without_open_rows_or_a_reserve_nothing_is_scored_there() {
    let run = tumours(plan(&[Right::Trainable, Right::Unavailable], 10, 0)).run(Seed::new(1)).unwrap();
    assert_eq!((run.choice(ScoredOn::Open), run.choice(ScoredOn::Reserve)), (None, None));
    assert_eq!(
        (run.gap(Gap::OpenWinner), run.gap(Gap::Fixed(0)), run.gap(Gap::LeakedWinner)),
        (None, None, None)
    );
    // Nothing trains: every model says the same of every row.
    let idle = tumours(plan(&[RESERVED], 10, 0)).run(Seed::new(1)).unwrap();
    assert_eq!(idle.choice(ScoredOn::Reserve).unwrap().winners, [0, 1, 2, 3]);
}

#[test]
fn what_does_not_fit_is_said() {
    let error =
        |plan| HoldoutStudy::new(&breast_cancer::dataset(), plan, Seed::new(1)).unwrap_err().to_string();
    let fits = plan(&[BOTH, RESERVED], 10, 0);
    assert_eq!(
        error(plan(&[BOTH, RESERVED], 10, 11)),
        "11 reserved rows leak: legal are 0 to 10, the rows of the reserve"
    );
    assert_eq!(
        error(plan(&[BOTH; 2], 285, 0)),
        "the lots take 570 rows: legal are 0 to 568, so that a row is left outside"
    );
    assert!(error(HoldoutPlan { candidates: vec![], ..fits.clone() }).contains("1 and more"));
    for penalty in [0.0, -1.0, f64::NAN] {
        let candidates = vec![Candidate { penalty, share: 1.0 }];
        assert!(error(HoldoutPlan { candidates, ..fits.clone() }).starts_with("penalty is"), "{penalty}");
    }
    let candidates = vec![Candidate { penalty: 1.0, share: 1.5 }];
    assert!(error(HoldoutPlan { candidates, ..fits.clone() }).contains("up to 1"));
    let three = HoldoutStudy::new(&penguins::dataset(), fits, Seed::new(1));
    assert_eq!(three.unwrap_err().to_string(), "the table has 3 classes: legal are tables of 2");
}
