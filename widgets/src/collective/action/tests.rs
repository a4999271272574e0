use super::*;
use crate::parameters::{Choice, Decimal, Fields, Parameters, Value};
use crate::trial::{self, html};
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert, prop_oneof, proptest};
use simulation::collective::action::TrainedAction;
use simulation::learners::{Intercept, LogisticRegression};

fn made(arguments: &[(&str, &str)]) -> Action {
    trial::made(arguments)
}

/// Done, with a few draws.
fn done(arguments: &[(&str, &str)]) -> Action {
    trial::done(&[("draws", "2")], arguments)
}

#[test]
fn the_numbers_are_those_of_the_simulation() {
    let action = done(&[("share", "0.1"), ("seed", "3")]);
    let plan = &action.scene.plan;
    let repaid = "the answer “good” if they said “for education”";
    assert!(action.describe().contains(repaid), "{}", action.describe());
    let row = &action.table().rows[STOPS.iter().position(|&stop| stop == 100).unwrap()];
    assert_eq!(row[1], short(plan.success(0.1).unwrap(), 6));
    assert_eq!(row[2], short(plan.bound(0.1).unwrap(), 6));
    let learner = LogisticRegression::new(1.0, Intercept::Free).unwrap();
    for (draw, found) in action.runs.draws.iter().enumerate() {
        let seed = Seed::new(3).redraw(draw as u32);
        let run = TrainedAction::draw(&action.scene.cells, 0.5, seed).unwrap();
        let expected = STOPS.map(|stop| run.success(&learner, plan, f64::from(stop) / 1000.0, seed).unwrap());
        assert_eq!(found[..], expected);
    }
    assert_eq!(
        action.runs.gains(9, 2),
        [0, 1].map(|draw| action.runs.draws[draw][9] - action.runs.draws[draw][0])
    );
}

#[test]
fn the_drawn_stairs_are_the_exact_curve() {
    for does in Does::ALL {
        let action = made(&[("does", does.word())]);
        let stairs = action.scene.stairs(0.002, 0.5);
        assert!(stairs.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 <= pair[1].1));
        for place in 0..200 {
            let at = 0.0021 + 0.0024 * f64::from(place);
            let step = stairs.iter().rev().find(|corner| corner.0 <= at).unwrap();
            assert!((step.1 - action.scene.success(at)).abs() < 1e-12, "{does:?} at {at}");
        }
    }
}

#[test]
fn sliding_answers_at_once_and_trains_nothing() {
    let mut action = done(&[]);
    let fits = action.runs.fits();
    let mut seen = vec![];
    for stop in 0..STOPS.len() {
        action.update(ActionMessage::Share(stop as u32));
        assert!(!action.step() && action.progress().is_none());
        assert!(!seen.contains(&action.describe()));
        seen.push(action.describe());
        assert!(html(&action).contains("aria-label"));
    }
    assert_eq!(action.runs.fits(), fits);
    assert!(seen[0].starts_with("With nobody acting together"));
    action.update(ActionMessage::Share(99));
    assert_eq!(action.stop, STOPS.len() - 1);
}

#[test]
fn every_signal_and_every_plan_is_drawn_and_said() {
    for signal in Signal::ALL {
        for does in Does::ALL {
            for beside in Beside::ALL {
                let words = [("signal", signal.word()), ("does", does.word()), ("beside", beside.word())];
                let action = made(&words);
                let kinds = action.scene.kinds(action.share(), *beside);
                let all: f64 = kinds.iter().map(|kind| kind.share).sum();
                assert!((all - 1.0).abs() < 1e-12);
                assert!(!html(&action).contains("NaN") && action.title().ends_with('?'));
                let erases = *does == Does::Erase;
                assert_eq!(action.title().contains("no longer matters"), erases);
            }
        }
    }
    assert!(made(&[("does", "plant-features")]).describe().contains("never a good risk"));
}

#[test]
fn stopping_keeps_what_is_done_and_other_draws_begin_anew() {
    let mut action = made(&[("draws", "3")]);
    (0..STOPS.len() + 2).for_each(|_| assert!(action.step()));
    action.cancel();
    assert!(!action.step() && action.progress().is_none() && action.shipped().is_none());
    assert_eq!(action.draws(), 1);
    action.update(ActionMessage::Share(3));
    assert_eq!(action.progress().unwrap().done as usize, STOPS.len() + 2);
    action.update(ActionMessage::Redraw);
    assert_eq!((action.draws(), action.runs.fits()), (0, 0));
    action.update(ActionMessage::Learner(Taught::LookUp));
    while action.step() {}
    assert_eq!(action.draws(), 3);
}

#[test]
fn shipped_results_are_taken_without_computing() {
    for arguments in
        [&[][..], &[("does", "erase"), ("share", "0.3")], &[("learner", "look-up"), ("wanted", "bad")]]
    {
        trial::received(&done(arguments));
    }
    let shipped = done(&[]).shipped().unwrap();
    assert!(made(&[("draws", "3")]).receive(&shipped).is_err());
    assert_eq!(done(&[("draws", "0")]).shipped().unwrap().to_json(), "{\"success\":[]}");
}

#[test]
fn shares_between_the_stops_are_refused_with_those_that_there_are() {
    let mut parameters = ActionParameters::default();
    parameters.set("share", &Value::one("0.06")).unwrap();
    let error = Action::new(parameters).err().unwrap().to_string();
    assert!(error.contains("0.05, 0.075"), "{error}");
    let about =
        ActionParameters::list().into_iter().find(|parameter| parameter.name == "share").unwrap().about;
    for stop in STOPS {
        assert!(about.contains(&Decimal::<0, 500>::thousandths(stop).text()), "{stop}");
    }
}

fn messages() -> impl Strategy<Value = ActionMessage> {
    fn any<T: Choice + std::fmt::Debug>() -> impl Strategy<Value = T> {
        (0..T::ALL.len()).prop_map(|place| T::ALL[place])
    }
    prop_oneof![
        any().prop_map(ActionMessage::Does),
        any().prop_map(ActionMessage::Signal),
        any().prop_map(ActionMessage::Wanted),
        any().prop_map(ActionMessage::Beside),
        any().prop_map(ActionMessage::Learner),
        (0..20_u32).prop_map(ActionMessage::Share),
        Just(ActionMessage::Redraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_state_survives_its_link(presses in proptest::collection::vec(messages(), 0..8)) {
        let mut here = made(&[("draws", "1")]);
        for press in presses {
            here.update(press);
            (0..5).for_each(|_| { here.step(); });
        }
        trial::survives_its_link(&mut here);
        prop_assert!(here.shipped().is_some());
    }
}
