use super::*;
use crate::parameters::{Choice, Fields, Value};
use crate::trial::{self, html};
use proptest::prelude::{Just, ProptestConfig, prop_assert, prop_oneof, proptest};
use proptest::strategy::Strategy as _;
use simulation::learners::SoftmaxRegression;
use simulation::observers::Accuracy;
use simulation::selection::active::{ActiveLearning, area_under_curve};

fn made(arguments: &[(&str, &str)]) -> Active {
    trial::made(arguments)
}

/// Done, with a few repetitions.
fn done(arguments: &[(&str, &str)]) -> Active {
    trial::done(&[("repetitions", "3"), ("budget", "12"), ("round", "4")], arguments)
}

#[test]
fn the_rounds_are_those_of_the_simulation() {
    for (asks, batch) in [(Asks::Margin, "1"), (Asks::Votes, "5"), (Asks::Random, "1")] {
        let active = done(&[("strategy", asks.word()), ("batch", batch), ("round", "99"), ("seed", "3")]);
        let learner = SoftmaxRegression::new(1.0).unwrap();
        let run = |seed: Seed, strategy| {
            let (pool, test) = active.table.divide(75, seed).unwrap();
            let (pool, test) = (active.table.pool(&pool), Accuracy(active.table.test(&test)));
            let run =
                ActiveLearning::new(&learner, &pool, strategy, &test, active.setting.plan, seed).unwrap();
            run.map(Result::unwrap).collect::<Vec<_>>()
        };
        let rounds = run(Seed::new(3), asks.strategy());
        let values: Vec<f64> = rounds.iter().map(|round| round.value).collect();
        assert_eq!(active.own.values, values);
        assert_eq!(active.own.labelled, rounds.last().unwrap().labelled);
        let area = |strategy| {
            let rounds = run(Seed::new(3).redraw(1), strategy);
            let points = rounds.iter().map(|round| (round.labelled.len() as f64, round.value));
            area_under_curve(&points.collect::<Vec<_>>()).unwrap()
        };
        assert_eq!(active.gains()[1], area(asks.strategy()) - area(Strategy::Random));
    }
}

#[test]
fn stepping_runs_on_and_resetting_forgets_no_round() {
    let mut active = done(&[("round", "0")]);
    assert_eq!(active.own.values.len(), 1);
    let asked = active.scene().unwrap().queried.clone();
    active.update(ActiveMessage::Step);
    while active.step() {}
    assert!(active.own.labelled.starts_with(&[&active.own.labelled[..3], &asked[..]].concat()));
    let there = active.describe();
    active.update(ActiveMessage::Run);
    assert_eq!(active.progress().unwrap().label, "Rounds");
    while active.step() {}
    assert_eq!((active.round(), active.own.values.len()), (12, 13));
    assert!(active.describe().contains("The budget is spent"));
    active.update(ActiveMessage::Round(1));
    while active.step() {}
    assert_eq!(active.describe(), there, "the same round again");
    active.update(ActiveMessage::Reset);
    assert_eq!((active.round(), active.own.values.len()), (0, 13));
}

#[test]
fn stopping_a_run_pauses_it() {
    let mut active = done(&[("round", "0")]);
    active.update(ActiveMessage::Run);
    (0..7).for_each(|_| assert!(active.step()));
    active.cancel();
    while active.step() {}
    assert!(active.round() > 0 && active.round() < 12);
    active.update(ActiveMessage::Run);
    while active.step() {}
    assert_eq!(active.round(), 12);
    active.update(ActiveMessage::Run);
    assert_eq!(active.round(), 0, "from the end it begins anew");
}

#[test]
fn a_pool_that_runs_dry_ends_the_run() {
    let active = done(&[("rows", "20"), ("budget", "100"), ("batch", "7"), ("round", "50")]);
    let last = active.setting.plan.rounds as usize;
    assert_eq!((active.own.values.len(), active.setting.labels(last)), (last + 1, active.setting.pool));
    assert_eq!(active.table().rows.len(), last + 1);
}

#[test]
fn luck_against_luck_is_nothing() {
    let active = done(&[("strategy", "random")]);
    assert!(active.gains().iter().all(|gain| *gain == 0.0) && active.gains().len() == 3);
    assert!(!active.describe().contains("beats"));
}

#[test]
fn digits_are_written_and_maps_are_drawn_only_where_the_model_sees_them() {
    let digits = done(&[
        ("data", "digits"),
        ("rows", "60"),
        ("repetitions", "0"),
        ("budget", "5"),
        ("round", "1"),
        ("sees", "all"),
    ]);
    assert!(digits.scene().unwrap().classes.is_empty());
    let drawn = html(&digits);
    assert!(!drawn.contains("fill-opacity=\"0.16\"") && drawn.contains("<text"));
    assert!(html(&done(&[])).contains("fill-opacity=\"0.16\""));
}

#[test]
fn shipped_results_are_taken_without_computing() {
    for arguments in [
        &[][..],
        &[("sees", "all"), ("strategy", "votes"), ("batch", "5")],
        &[("repetitions", "0"), ("round", "12")],
    ] {
        let computed = done(arguments);
        let json = computed.shipped().expect("done").to_json();
        assert!(json.len() < 20_000, "{}", json.len());
        let mut received = trial::received(&computed);
        received.update(ActiveMessage::Step);
        received.update(ActiveMessage::Strategy(Asks::Entropy));
        let mut again = done(arguments);
        again.update(ActiveMessage::Step);
        again.update(ActiveMessage::Strategy(Asks::Entropy));
        while received.step() {}
        while again.step() {}
        assert_eq!(received.describe(), again.describe());
    }
    let shipped = done(&[]).shipped().unwrap();
    assert!(made(&[("data", "wine")]).receive(&shipped).is_err());
}

#[test]
fn rows_beyond_half_of_the_table_are_refused() {
    let mut parameters = ActiveParameters::default();
    parameters.set("rows", &Value::one("76")).unwrap();
    assert!(Active::new(parameters).err().unwrap().to_string().contains("20 to 75"));
    let mut active = done(&[]);
    for &data in ActiveData::ALL.iter().filter(|&&data| data != ActiveData::Iris) {
        let Some(Reaction::Turn(next)) = active.update(ActiveMessage::Data(data)) else { panic!("a turn") };
        assert!(Active::new(next).is_ok(), "{data:?}");
    }
}

fn messages() -> impl proptest::strategy::Strategy<Value = ActiveMessage> {
    fn any<T: Choice + std::fmt::Debug>() -> impl proptest::strategy::Strategy<Value = T> {
        (0..T::ALL.len()).prop_map(|place| T::ALL[place])
    }
    prop_oneof![
        any().prop_map(ActiveMessage::Strategy),
        any().prop_map(ActiveMessage::Sees),
        (0..25_u32).prop_map(ActiveMessage::Batch),
        (0..25_u32).prop_map(ActiveMessage::Round),
        Just(ActiveMessage::Step),
        Just(ActiveMessage::Run),
        Just(ActiveMessage::Reset),
        Just(ActiveMessage::Redraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_state_survives_its_link(presses in proptest::collection::vec(messages(), 0..8)) {
        let mut here = made(&[("repetitions", "2"), ("budget", "8"), ("rows", "30")]);
        for press in presses {
            here.update(press);
            (0..9).for_each(|_| { here.step(); });
        }
        while here.step() {}
        trial::survives_its_link(&mut here);
        prop_assert!(here.shipped().is_some());
    }
}
