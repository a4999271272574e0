use super::*;
use crate::parameters::Choice;
use crate::trial::{self, html};
use proptest::prelude::*;
use simulation::robustness::poisoning::{Attack, Defence, PoisonPlan, PoisonRun};
use simulation::seed::Seed;

fn made(arguments: &[(&str, &str)]) -> Poison {
    trial::made(arguments)
}

/// Done, small and with a few repetitions.
fn done(arguments: &[(&str, &str)]) -> Poison {
    let widget: Poison = trial::done(
        &[("repetitions", "3"), ("budget", "6"), ("added", "4"), ("rows", "40"), ("thrown", "6")],
        arguments,
    );
    assert_eq!(widget.failure, None);
    widget
}

#[test]
fn the_figure_shows_what_the_library_computes() {
    for (attack, model) in [("gradient", "logistic"), ("targeted", "ridge"), ("random", "logistic")] {
        let poison = done(&[("attack", attack), ("model", model), ("defence", "loss"), ("seed", "3")]);
        let plan = poison.setting.plan;
        let run = |plan: PoisonPlan, seed: Seed| {
            let mut run = PoisonRun::new(&poison.table, plan, seed).unwrap();
            run.poison(6).unwrap();
            run
        };
        let own = run(plan, Seed::new(3));
        assert_eq!(poison.own.rows[..4], own.rows()[..4]);
        assert_eq!(poison.own.outcomes[..5], own.outcomes()[..5]);
        let kept = own.defended(4, Defence::LargestLosses, 6).unwrap();
        let scene = poison.scene().unwrap();
        assert_eq!(scene.kept.as_ref().unwrap().outcome, own.outcome(&kept.model).unwrap());
        assert_eq!(scene.boundaries[1], own.model(4).unwrap().boundary().unwrap());
        // The second repetition.
        let seed = Seed::new(3).redraw(1);
        let (attack, random) =
            (run(plan, seed), run(PoisonPlan { attack: Attack::RandomFlips, ..plan }, seed));
        let defended = attack.defended(4, Defence::LargestLosses, 6).unwrap();
        let defended = attack.outcome(&defended.model).unwrap();
        let spread = poison.study.spread(&poison.setting, 4).unwrap();
        let losses = [attack.outcomes()[0], random.outcomes()[4], attack.outcomes()[4], defended];
        assert_eq!(spread.repetitions[1].0[0], losses.map(|outcome| outcome.loss));
        assert_eq!(spread.repetitions[1].0[1], losses.map(|outcome| outcome.error));
    }
}

#[test]
fn the_first_frame_says_that_a_tenth_of_the_rows_is_enough() {
    let mut poison = made(&[]);
    while poison.step() {}
    let said = poison.describe();
    assert!(
        said.starts_with("With 10 gradient rows beside 100 tumours, the log loss on the test rows goes from"),
        "{said}"
    );
    assert!(said.contains("Over 20 other divisions"), "{said}");
    assert_eq!(words::gains(&poison).len(), 20);
    let html = html(&poison);
    assert!(html.contains("gradient rows, mean") && html.contains("random flips, mean"));
}

#[test]
fn rows_are_added_one_by_one_run_and_taken_out() {
    let mut poison = done(&[("added", "0")]);
    assert!(poison.describe().starts_with("Before the first of 6 gradient rows"), "{}", poison.describe());
    assert_eq!(poison.own.rows.len(), 0);
    poison.update(PoisonMessage::Step);
    while poison.step() {}
    let one = poison.describe();
    assert!(one.starts_with("With 1 gradient row beside"), "{one}");
    poison.update(PoisonMessage::Run);
    assert_eq!(poison.progress().unwrap().label, "Rows of poison");
    while poison.step() {}
    assert_eq!((poison.added(), poison.own.rows.len()), (6, 6));
    poison.update(PoisonMessage::Added(1));
    while poison.step() {}
    assert_eq!(poison.describe(), one, "the same row again");
    poison.update(PoisonMessage::Run);
    poison.update(PoisonMessage::Clean);
    while poison.step() {}
    assert_eq!((poison.added(), poison.running), (0, false));
}

#[test]
fn stopping_a_run_pauses_it_and_stopping_the_rest_keeps_what_is_done() {
    let mut poison = done(&[("added", "0")]);
    poison.update(PoisonMessage::Run);
    while poison.own.rows.len() < 3 {
        assert!(poison.step());
    }
    poison.cancel();
    while poison.step() {}
    assert!(poison.added() > 0 && poison.added() < 6);
    poison.update(PoisonMessage::Attack(PoisonAttack::Targeted));
    while poison.study.done(&poison.setting) < 1 {
        assert!(poison.step());
    }
    poison.cancel();
    assert!(!poison.step() && poison.progress().is_none());
    assert_eq!(words::gains(&poison).len(), 1);
    poison.update(PoisonMessage::Measure(PoisonMeasure::Error));
    while poison.step() {}
    assert_eq!(words::gains(&poison).len(), 3);
}

#[test]
fn every_change_is_heard() {
    let mut poison = done(&[("defence", "centroid")]);
    let mut said = vec![poison.describe()];
    for message in [
        PoisonMessage::Added(2),
        PoisonMessage::Attack(PoisonAttack::Random),
        PoisonMessage::Attack(PoisonAttack::Gradient),
        PoisonMessage::Reach(17),
        PoisonMessage::Defence(PoisonDefence::Loss),
        PoisonMessage::Thrown(9),
        PoisonMessage::Measure(PoisonMeasure::Error),
        PoisonMessage::Model(PoisonModel::Ridge),
        PoisonMessage::Redraw,
        PoisonMessage::Clean,
        PoisonMessage::Attack(PoisonAttack::Targeted),
        PoisonMessage::Defence(PoisonDefence::None),
    ] {
        assert!(poison.update(message.clone()).is_none());
        while poison.step() {}
        let now = poison.describe();
        assert_ne!(said.last(), Some(&now), "{message:?}");
        said.push(now);
    }
}

#[test]
fn shipped_results_are_taken_without_computing() {
    for arguments in [
        &[][..],
        &[("defence", "loss"), ("model", "ridge"), ("data", "penguins")],
        &[("repetitions", "0"), ("added", "0"), ("defence", "centroid")],
        &[("attack", "targeted"), ("measure", "error"), ("thrown", "0"), ("defence", "loss")],
    ] {
        let computed = done(arguments);
        let mut received = trial::received(&computed);
        let mut again = done(arguments);
        for message in
            [PoisonMessage::Added(5), PoisonMessage::Defence(PoisonDefence::Loss), PoisonMessage::Step]
        {
            for poison in [&mut received, &mut again] {
                poison.update(message.clone());
                while poison.step() {}
            }
            assert_eq!(received.describe(), again.describe());
            assert_eq!((received.table(), html(&received)), (again.table(), html(&again)));
        }
    }
    let shipped = done(&[]).shipped().unwrap();
    for other in [
        &[("defence", "loss")][..],
        &[("added", "3"), ("rows", "40"), ("budget", "6")],
        &[("repetitions", "2")],
    ] {
        assert!(made(other).receive(&shipped).is_err(), "{other:?}");
    }
}

#[test]
fn what_is_shipped_of_the_largest_first_frame_is_small() {
    let mut poison = made(&[("defence", "loss"), ("added", "20")]);
    while poison.step() {}
    let json = poison.shipped().unwrap().to_json();
    assert!(json.len() < 24_000, "{}", json.len());
}

#[test]
fn what_does_not_fit_is_refused_with_what_would() {
    let refused = trial::refused::<Poison>;
    assert!(refused(&[("data", "iris")]).contains("20 to 33"));
    assert!(refused(&[("budget", "51")]).contains("at most 50"));
    assert!(refused(&[("rows", "30"), ("budget", "10")]).contains("at most 15"));
    let mut poison = done(&[]);
    for &data in PoisonData::ALL.iter().filter(|&&data| data != PoisonData::BreastCancer) {
        let Some(Reaction::Turn(next)) = poison.update(PoisonMessage::Data(data)) else { panic!("a turn") };
        assert!(Poison::new(next).is_ok(), "{data:?}");
    }
}

#[test]
fn the_drawing_has_the_rows_the_poison_and_the_lines() {
    let poison = done(&[("defence", "centroid")]);
    let file = poison.drawing().into_node().to_html();
    assert!(file.contains("xmlns") && file.contains("var(--after)") && file.contains("var(--before)"));
    let table = poison.table();
    assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    assert_eq!(table.rows.len(), 7);
    assert!(["malignant", "benign"].contains(&&*table.rows[2][1]) && table.rows[5][1].is_empty());
    let before = made(&[]);
    assert!(!before.describe().is_empty() && !html(&before).contains("NaN"));
}

fn messages() -> impl Strategy<Value = PoisonMessage> {
    fn any<T: Choice + std::fmt::Debug>() -> impl Strategy<Value = T> {
        (0..T::ALL.len()).prop_map(|place| T::ALL[place])
    }
    prop_oneof![
        any().prop_map(PoisonMessage::Attack),
        any().prop_map(PoisonMessage::Model),
        any().prop_map(PoisonMessage::Defence),
        any().prop_map(PoisonMessage::Measure),
        (0..99_u32).prop_map(PoisonMessage::Added),
        (0..99_u32).prop_map(PoisonMessage::Thrown),
        (0..99_u32).prop_map(PoisonMessage::Reach),
        Just(PoisonMessage::Step),
        Just(PoisonMessage::Run),
        Just(PoisonMessage::Clean),
        Just(PoisonMessage::Redraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_state_survives_its_link(presses in proptest::collection::vec(messages(), 0..8)) {
        let mut here = made(&[("repetitions", "2"), ("budget", "5"), ("rows", "30"), ("thrown", "5"), ("data", "iris")]);
        for press in presses {
            here.update(press);
            (0..40).for_each(|_| { here.step(); });
        }
        trial::survives_its_link(&mut here);
        prop_assert!(here.shipped().is_some());
    }
}
