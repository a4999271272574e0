use super::*;
use crate::data::{diabetes, iris, penguins};
use crate::dataset::Dataset;
use crate::learners::{Classification, NearestCentroid, NearestNeighbours, SoftmaxRegression};
use crate::observers::{Accuracy, Slice};
use crate::selection::active::scores::least_confidence;
use crate::selection::active::{Disagreement, Random, Strategy, Uncertainty};
use crate::standardise::Standardiser;

const PLAN: ActivePlan = ActivePlan { start: 4, batch: 2, rounds: 5 };

fn flowers() -> Dataset {
    let data = iris::dataset();
    Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap()
}

#[test]
fn each_round_asks_for_the_most_urgent_rows_of_its_own_model() {
    let data = flowers();
    let (pool, test) =
        (World::new(&data, (0..150).step_by(3)), Accuracy(Slice::new(&data, (1..150).step_by(3))));
    let learner = SoftmaxRegression::new(1.0).unwrap();
    let run = ActiveLearning::new(&learner, &pool, Uncertainty::LeastConfidence, &test, PLAN, Seed::new(2))
        .unwrap();
    let rounds: Vec<_> = run.map(Result::unwrap).collect();
    assert_eq!(rounds.len(), 6);
    for (round, number) in rounds.iter().zip(0..) {
        assert_eq!((round.round, round.labelled.len()), (number, 4 + 2 * number as usize));
        assert_eq!(round.scores.len(), pool.len() - round.labelled.len());
        // Trained again from the names alone.
        let places = data.rows().enumerate().filter(|(_, row)| round.labelled.contains(&row.id));
        let world = World::new(&data, places.map(|(place, _)| place));
        let model = learner.fit(&world, Seed::new(2)).unwrap();
        assert_eq!((&round.model, Some(round.value)), (&model, test.observe(&model)));
        for (id, score) in &round.scores {
            let row = data.rows().find(|row| row.id == *id).unwrap();
            assert_eq!(Some(*score), least_confidence(&model.probabilities(row.features)));
        }
        let score = |id: &RowId| round.scores.iter().find(|(other, _)| other == id).map(|(_, score)| *score);
        let last = round.queried.iter().filter_map(score).fold(f64::INFINITY, f64::min);
        assert_eq!(round.queried.len(), if number < 5 { 2 } else { 0 });
        assert!(round.scores.iter().all(|(id, score)| *score <= last || round.queried.contains(id)));
    }
    for pair in rounds.windows(2) {
        assert_eq!([&pair[0].labelled[..], &pair[0].queried[..]].concat(), pair[1].labelled);
    }
}

#[test]
fn strategies_share_their_start_and_random_is_one_order() {
    let data = flowers();
    let (pool, test) = (World::new(&data, (0..150).step_by(5)), Accuracy(Slice::evaluable(&data)));
    let learner = SoftmaxRegression::new(1.0).unwrap();
    let run = |strategy, plan, seed| -> Vec<Vec<RowId>> {
        let run = ActiveLearning::new(&learner, &pool, strategy, &test, plan, Seed::new(seed)).unwrap();
        run.map(|round| round.unwrap().labelled).collect()
    };
    let starts: Vec<_> = Strategy::ALL.iter().map(|&strategy| run(strategy, PLAN, 3)[0].clone()).collect();
    assert!(starts.windows(2).all(|pair| pair[0] == pair[1]));
    // One by one or all at once.
    let all = ActivePlan { start: 4, batch: 100, rounds: 1 };
    let single = ActivePlan { start: 4, batch: 1, rounds: 1000 };
    let (one, other) = (run(Strategy::Random, all, 3), run(Strategy::Random, single, 3));
    assert_eq!((one.len(), other.len()), (2, 27), "until the pool is empty");
    assert_eq!(one.last(), other.last());
    assert_ne!(run(Strategy::Random, all, 4), one);
    assert_eq!(run(Strategy::ALL[4], PLAN, 3), run(Strategy::ALL[4], PLAN, 3));
}

#[test]
fn a_run_goes_on_where_it_was_left() {
    let data = flowers();
    let (pool, test) = (World::new(&data, (0..150).step_by(4)), Accuracy(Slice::evaluable(&data)));
    let learner = SoftmaxRegression::new(1.0).unwrap();
    for strategy in [Strategy::ALL[0], Strategy::ALL[2], Strategy::ALL[5]] {
        let run = || ActiveLearning::new(&learner, &pool, strategy, &test, PLAN, Seed::new(6)).unwrap();
        let rounds: Vec<_> = run().map(Result::unwrap).collect();
        for round in &rounds {
            let rest = run().at_round(round.round, &round.labelled).unwrap().map(Result::unwrap);
            assert_eq!(rest.collect::<Vec<_>>(), rounds[round.round as usize..]);
        }
        let twice = [rounds[0].labelled[0]; 2];
        assert_eq!(run().at_round(1, &twice).err(), Some(ActiveError::Unknown(twice[0].number())));
        assert_eq!(run().at_round(1, &[RowId::new(999)]).err(), Some(ActiveError::Unknown(999)));
        assert!(run().at_round(1, &[]).is_err());
        assert!(run().at_round(9, &rounds[0].labelled).unwrap().next().is_none(), "after the last round");
    }
}

#[test]
fn a_round_can_be_trained_a_model_at_a_time() {
    let data = flowers();
    let (pool, test) = (World::new(&data, (0..150).step_by(4)), Accuracy(Slice::evaluable(&data)));
    let learner = SoftmaxRegression::new(1.0).unwrap();
    for (strategy, models) in [(Strategy::ALL[0], 1), (Strategy::Disagreement(Disagreement::VoteEntropy), 6)]
    {
        let run = || ActiveLearning::new(&learner, &pool, strategy, &test, PLAN, Seed::new(6)).unwrap();
        let mut slowly = run();
        let mut training = Training::default();
        for round in run().map(Result::unwrap) {
            // What is left of the last round is no use, and is thrown away.
            let fits = (0..10).take_while(|_| slowly.train(&mut training).unwrap()).count();
            assert_eq!((fits, training.models.len()), (models, models));
            assert_eq!(slowly.next_trained(training.clone()), Some(Ok(round)));
        }
        assert_eq!(slowly.train(&mut training), Ok(false), "after the last round");
        assert_eq!(slowly.next_trained(training), None);
        // Half of a round's models do: the others are trained then.
        let mut half = Training::default();
        assert_eq!(run().train(&mut half), Ok(true));
        assert_eq!(run().next_trained(half.clone()), run().next());
        // Models of other rows do not count.
        let mut other = run();
        other.next();
        let mut alone = other.clone();
        assert_eq!(other.next_trained(half), alone.next());
    }
}

#[test]
fn equal_scores_go_as_random_does() {
    /// Finds every row equally urgent.
    struct Equal;
    impl<M> Query<M> for Equal {
        fn urgency(&self, _: &Asked<'_, M>) -> Option<f64> {
            Some(0.0)
        }
    }
    let data = penguins::dataset();
    let (pool, test) = (World::new(&data, 0..40), Accuracy(Slice::evaluable(&data)));
    let plan = ActivePlan { start: 2, batch: 7, rounds: 3 };
    let equal = ActiveLearning::new(&NearestCentroid, &pool, Equal, &test, plan, Seed::new(8)).unwrap();
    let random = ActiveLearning::new(&NearestCentroid, &pool, Random, &test, plan, Seed::new(8)).unwrap();
    for (equal, random) in equal.zip(random) {
        assert_eq!(equal.unwrap().queried, random.unwrap().queried);
    }
}

#[test]
fn committees_are_resamples_or_learners() {
    let data = flowers();
    let (pool, test) = (World::new(&data, (0..150).step_by(4)), Accuracy(Slice::evaluable(&data)));
    let learners = [1, 3].map(|k| NearestNeighbours::new(k).unwrap());
    let plan = ActivePlan { start: 9, batch: 1, rounds: 1 };
    let query = Disagreement::MaximumDivergence;
    let run = || ActiveLearning::new(&learners[0], &pool, query, &test, plan, Seed::new(5)).unwrap();
    let first = run().with_committee(Committee::Learners(&learners)).unwrap().next().unwrap().unwrap();
    assert_eq!(first.committee.len(), 2);
    let (queried, _) = first.scores.iter().fold((None, -1.0), |(best, most), (id, score)| {
        if *score > most { (Some(*id), *score) } else { (best, most) }
    });
    let row = data.rows().find(|row| Some(row.id) == queried).unwrap();
    let said: Vec<_> = first.committee.iter().map(|member| member.probabilities(row.features)).collect();
    assert_ne!(said[0], said[1], "the most urgent row is one on which they differ");
    assert_eq!(run().next().unwrap().unwrap().committee.len(), 5);
    assert_eq!(run().with_committee(Committee::Bootstrap(1)).err(), Some(ActiveError::Members(1)));
    assert_eq!(run().with_committee(Committee::Learners(&[])).err(), Some(ActiveError::Members(0)));
}

#[test]
fn what_cannot_be_run_is_said() {
    let data = penguins::dataset();
    let (pool, test) = (World::new(&data, 0..10), Accuracy(Slice::evaluable(&data)));
    let run = |plan| ActiveLearning::new(&NearestCentroid, &pool, Random, &test, plan, Seed::new(0));
    for start in [0, 11] {
        let error = run(ActivePlan { start, ..PLAN }).err().unwrap();
        let rows = "legal are 1 to 10, the rows of the pool";
        assert_eq!(error.to_string(), format!("the run starts with {start} labelled rows: {rows}"));
    }
    assert_eq!(run(ActivePlan { batch: 0, ..PLAN }).err(), Some(ActiveError::Batch));
    let numbers = diabetes::dataset();
    let pool = World::trainable(&numbers);
    let run = ActiveLearning::new(&NearestCentroid, &pool, Random, &test, PLAN, Seed::new(0));
    assert_eq!(run.err(), Some(ActiveError::Targets));
    let nothing = Accuracy(Slice::new(&data, []));
    let pool = World::new(&data, 0..10);
    let mut run = ActiveLearning::new(&NearestCentroid, &pool, Random, &nothing, PLAN, Seed::new(0)).unwrap();
    assert!(matches!(run.next(), Some(Err(ActiveError::Nothing))));
    assert!(run.next().is_none());
}
