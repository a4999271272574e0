use super::*;
use crate::parameters::{Choice, Decimal, Fields, Value};
use crate::trial::{self};
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert, prop_oneof, proptest};
use simulation::causal::performative::{LOAN, Retraining, StrategicLogistic, applicants};
use simulation::learners::Intercept;

fn made(arguments: &[(&str, &str)]) -> Performative {
    trial::made(arguments)
}

/// Done, with few rounds and repetitions.
fn done(arguments: &[(&str, &str)]) -> Performative {
    trial::done(&[("rounds", "8"), ("repetitions", "2"), ("people", "100"), ("round", "5")], arguments)
}

#[test]
fn the_rounds_are_those_of_the_simulation() {
    let performative = done(&[("strength", "3")]);
    let table = applicants(performative.data.as_ref().unwrap()).unwrap();
    let world = StrategicLogistic::new(&table, LOAN.to_vec(), 3.0, 0.01, Intercept::Free).unwrap();
    let world = world.answered_by(|row| row.id.number() % 2 == 0);
    let rounds = Retraining::new(&world, vec![0.0; 22], 1.0).unwrap().take(8);
    let gaps: Vec<f64> = rounds.map(|round| round.unwrap().gap).collect();
    assert_eq!(performative.work.path.gaps, gaps);
    let known = performative.known();
    assert!(known.best.unwrap() < known.stable.unwrap() && (0.3..0.9).contains(&known.rate.unwrap()));
}

#[test]
fn a_location_comes_to_rest_below_1_and_says_so() {
    let told =
        |strength| done(&[("answers", "location"), ("strength", strength), ("rounds", "60")]).describe();
    assert!(told("0.5").contains("come to rest.") && told("0.9").contains("come to rest."));
    assert!(told("1").contains("as far as before") && told("1").contains("no stable point"));
    assert!(told("1.2").contains("farther and farther"));
    let coin = done(&[("answers", "coin"), ("strength", "0.3")]);
    assert!(coin.describe().contains("the least is"), "{}", coin.describe());
    assert!((coin.known().stable.unwrap() - (0.25 - 0.02 / 0.7 + 0.4 * 0.01 / 0.49)).abs() < 1e-12);
}

#[test]
fn stepping_and_starting_again_train_nothing_anew() {
    let mut performative = done(&[]);
    let there = performative.describe();
    performative.update(PerformativeMessage::Step);
    assert_ne!(performative.describe(), there);
    assert!(performative.progress().is_none());
    performative.update(PerformativeMessage::Reset);
    assert!(performative.describe().starts_with("Nothing is trained yet"));
    performative.update(PerformativeMessage::Round(5));
    assert_eq!(performative.describe(), there);
    performative.update(PerformativeMessage::Round(99));
    assert_eq!(performative.round(), 8);
}

#[test]
fn shorter_steps_reach_what_full_steps_jump_over() {
    let gap = |share| {
        *done(&[("strength", "8"), ("share", share), ("rounds", "40"), ("repetitions", "0")])
            .work
            .path
            .gaps
            .last()
            .unwrap()
    };
    assert!(gap("100") > 0.1 && gap("40") < 1e-3, "{} {}", gap("100"), gap("40"));
}

#[test]
fn shipped_results_are_taken_without_computing() {
    for arguments in
        [&[][..], &[("answers", "coin"), ("strength", "0.2")], &[("answers", "location"), ("strength", "1")]]
    {
        let computed = done(arguments);
        let json = computed.shipped().expect("done").to_json();
        assert!(json.len() < 20_000, "{}", json.len());
        let mut received = trial::received(&computed);
        let mut again = done(arguments);
        for performative in [&mut received, &mut again] {
            performative.update(PerformativeMessage::Redraw);
            performative.update(PerformativeMessage::Share(60));
            while performative.step() {}
        }
        assert_eq!(received.shipped().map(|s| s.to_json()), again.shipped().map(|s| s.to_json()));
    }
    let shipped = done(&[]).shipped().unwrap();
    assert!(made(&[("rounds", "9")]).receive(&shipped).is_err());
}

#[test]
fn a_strength_that_a_world_cannot_have_is_refused_with_its_range() {
    for (answers, strength, range) in [("coin", "0.5", "0 to 0.4"), ("location", "3", "0 to 1.2")] {
        let mut parameters = PerformativeParameters::default();
        parameters.set("answers", &Value::one(answers)).unwrap();
        parameters.set("strength", &Value::one(strength)).unwrap();
        assert!(Performative::new(parameters).err().unwrap().to_string().contains(range));
    }
    let mut performative = done(&[]);
    for &answers in Answers::ALL.iter().filter(|&&answers| answers != Answers::Applicants) {
        let Some(Reaction::Turn(next)) = performative.update(PerformativeMessage::Answers(answers)) else {
            panic!("a turn")
        };
        assert!(Performative::new(next).is_ok(), "{answers:?}");
    }
}

#[test]
fn every_strength_of_the_slider_is_one_that_a_directive_can_say() {
    for &answers in Answers::ALL {
        for &step in answers.ladder().iter().chain([&answers.usual()]) {
            assert_eq!(Decimal::<0, 100_000>::thousandths(step).get() * 1000.0, f64::from(step));
        }
        assert!(answers.ladder().windows(2).all(|pair| pair[0] < pair[1]));
    }
}

fn messages() -> impl Strategy<Value = PerformativeMessage> {
    prop_oneof![
        (0..20_u32).prop_map(PerformativeMessage::Strength),
        (0..110_u32).prop_map(PerformativeMessage::Share),
        (0..70_u32).prop_map(PerformativeMessage::Round),
        (0..2_usize).prop_map(|place| PerformativeMessage::Moves(Moves::ALL[place])),
        (0..3_usize).prop_map(|place| PerformativeMessage::Who(Who::ALL[place])),
        Just(PerformativeMessage::Step),
        Just(PerformativeMessage::Reset),
        Just(PerformativeMessage::Redraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_state_survives_its_link(coin in proptest::prelude::any::<bool>(), presses in proptest::collection::vec(messages(), 0..8)) {
        let mut here = done(&[("answers", if coin { "coin" } else { "location" }), ("strength", "0.3")]);
        for press in presses {
            here.update(press);
            (0..9).for_each(|_| { here.step(); });
        }
        trial::survives_its_link(&mut here);
        prop_assert!(here.shipped().is_some());
    }
}
