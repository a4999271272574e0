use super::*;
use crate::parameters::{Choice, Fields, Value};
use crate::trial::{self, html};
use proptest::prelude::{Just, ProptestConfig, prop_assert, prop_oneof, proptest};
use proptest::strategy::Strategy as _;
use simulation::robustness::unlearning::{Method, Witness};

fn made(arguments: &[(&str, &str)]) -> Unlearn {
    trial::made(arguments)
}

/// Done, on few rows with few repetitions.
fn done(arguments: &[(&str, &str)]) -> Unlearn {
    trial::done(&[("data", "iris"), ("rows", "40"), ("repetitions", "4"), ("requested", "5")], arguments)
}

#[test]
fn the_numbers_are_those_of_the_simulation() {
    let unlearn = done(&[("seed", "3"), ("picture", "certificate"), ("noise", "0.3"), ("asking", "hardest")]);
    let table = unlearn.parameters.data.rows(tables::table(simulation::data::Source::Iris).unwrap());
    let study = UnlearningStudy::new(&table, unlearn.parameters.plan()).unwrap();
    let outcome = study.trial(Seed::new(3)).run(&study).unwrap();
    assert_eq!(unlearn.work.own.as_ref(), Some(&outcome));
    let second = study.trial(Seed::new(3).redraw(1)).run(&study).unwrap();
    assert_eq!(unlearn.work.repeated[1], second);
    let mut trial = study.trial(Seed::new(3));
    while trial.step(&study).unwrap() {}
    trial.measure().unwrap();
    assert_eq!(unlearn.work.certificate, study.certificate(&trial, 5).unwrap());
    assert_eq!(unlearn.work.curve.len(), 7, "up to half of 40 rows");
    assert_eq!(Some(unlearn.work.curve[3].1), study.certificate(&trial, 5).unwrap());
    let newton = outcome.of(Method::Newton);
    assert_eq!(unlearn.table().rows[5][1], newton.looks.to_string());
    assert_eq!(
        second.of(Method::Nothing).seen(Witness::Losses),
        second.of(Method::Newton).seen_before(Witness::Losses)
    );
}

#[test]
fn every_way_says_what_it_leaves() {
    let mut unlearn = done(&[]);
    let mut said: Vec<String> = vec![];
    for &way in Way::ALL {
        unlearn.update(UnlearnMessage::Method(way));
        assert!(!unlearn.step(), "nothing has to be computed anew");
        let sentence = unlearn.describe();
        assert!(!said.contains(&sentence), "{sentence}");
        let exactly = matches!(way, Way::Retrain | Way::Sisa);
        assert_eq!(sentence.contains("exactly"), exactly, "{sentence}");
        said.push(sentence);
        let drawn = html(&unlearn);
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{way:?}");
    }
    unlearn.update(UnlearnMessage::Witness(Sees::Slopes));
    assert!(!said.contains(&unlearn.describe()));
}

#[test]
fn a_press_on_a_mark_chooses_its_way() {
    let mut unlearn = done(&[]);
    let (plane, marks) = planes::left(&unlearn);
    for (place, &at) in marks.iter().enumerate() {
        let (x, y) = plane.place(at);
        let spot = (x / plane.size().0, y / plane.size().1);
        let meant = plane.pick(&marks, spot).unwrap();
        unlearn.update(UnlearnMessage::Press(spot));
        assert_eq!(unlearn.parameters.method.position(), meant);
        assert!(place == meant || plane.place(marks[meant]) == plane.place(at));
    }
    let before = unlearn.parameters.clone();
    unlearn.update(UnlearnMessage::Press((0.5, 0.02)));
    assert_eq!(unlearn.parameters, before, "a press on nothing");
    unlearn.update(UnlearnMessage::Picture(Picture::Certificate));
    unlearn.update(UnlearnMessage::Press((0.5, 0.5)));
    assert_eq!(unlearn.parameters.method, before.method);
}

#[test]
fn the_certificate_is_drawn_for_growing_requests_and_stays_under_its_bound() {
    let mut unlearn =
        done(&[("data", "breast-cancer"), ("rows", "60"), ("penalty", "1"), ("repetitions", "0")]);
    assert!(unlearn.work.curve.is_empty());
    unlearn.update(UnlearnMessage::Picture(Picture::Certificate));
    assert_eq!(unlearn.progress().unwrap().label, "Certificates");
    while unlearn.step() {}
    assert_eq!(unlearn.work.curve.len(), 8);
    assert!(unlearn.work.curve.iter().all(|(_, one)| one.residual <= one.bound));
    assert_eq!(unlearn.table().rows.len(), 6 + 8);
    assert!(html(&unlearn).contains("bound from the data"));
}

#[test]
fn without_repetitions_no_witness_speaks() {
    let mut unlearn = done(&[("repetitions", "0")]);
    assert!(!unlearn.describe().contains("witness"));
    assert!(unlearn.comparison(&Scope::new("x")).luck.contains("nobody can say"));
    let mut more = unlearn.parameters.clone();
    more.set("repetitions", &Value::one("3")).unwrap();
    unlearn.restore(more).unwrap();
    while unlearn.step() {}
    assert!(unlearn.describe().contains("Over 3 requests a witness"));
}

#[test]
fn shipped_results_are_taken_without_computing() {
    for arguments in [
        &[][..],
        &[("picture", "certificate"), ("witness", "slopes"), ("noise", "0.1")],
        &[("repetitions", "0"), ("method", "sisa")],
    ] {
        let computed = done(arguments);
        let mut received = trial::received(&computed);
        let mut again = done(arguments);
        for one in [&mut received, &mut again] {
            one.update(UnlearnMessage::Picture(Picture::Certificate));
            one.update(UnlearnMessage::Method(Way::Downdate));
            while one.step() {}
        }
        assert_eq!((received.describe(), html(&received)), (again.describe(), html(&again)));
    }
    let shipped = done(&[]).shipped().unwrap();
    assert!(made(&[("repetitions", "7")]).receive(&shipped).is_err());
    let mut default = made(&[]);
    while default.step() {}
    let json = default.shipped().unwrap().to_json();
    assert!(json.len() < 25_000, "{}", json.len());
}

#[test]
fn what_is_illegal_together_is_refused_and_every_table_can_be_turned_to() {
    let refused = trial::refused::<Unlearn>;
    assert!(refused(&[("data", "iris")]).contains("20 to 50"));
    assert!(refused(&[("rows", "20"), ("requested", "11")]).contains("1 to 10"));
    let mut unlearn = made(&[("requested", "60")]);
    for &data in UnlearnData::ALL {
        let Some(Reaction::Turn(next)) = unlearn.update(UnlearnMessage::Data(data)) else { panic!("a turn") };
        let requested = next.requested.get();
        assert!(requested <= data.most() / 2 && Unlearn::new(next).is_ok(), "{data:?}");
    }
}

#[test]
fn stopping_keeps_what_is_done() {
    let mut unlearn = made(&[("data", "iris"), ("rows", "40"), ("requested", "5")]);
    assert!(unlearn.describe().contains("not trained yet"));
    while unlearn.work.repeated.len() < 3 {
        assert!(unlearn.step());
    }
    unlearn.cancel();
    assert!(!unlearn.step() && unlearn.progress().is_none() && unlearn.shipped().is_none());
    assert!(unlearn.describe().contains("Over 3 requests"));
    unlearn.update(UnlearnMessage::Method(Way::Nothing));
    assert!(unlearn.step(), "the next message goes on");
}

fn messages() -> impl proptest::strategy::Strategy<Value = UnlearnMessage> {
    fn any<T: Choice + std::fmt::Debug>() -> impl proptest::strategy::Strategy<Value = T> {
        (0..T::ALL.len()).prop_map(|place| T::ALL[place])
    }
    prop_oneof![
        any().prop_map(UnlearnMessage::Method),
        any().prop_map(UnlearnMessage::Asking),
        any().prop_map(UnlearnMessage::Witness),
        any().prop_map(UnlearnMessage::Picture),
        (0..70_u32).prop_map(UnlearnMessage::Requested),
        (0..12_u32).prop_map(UnlearnMessage::Penalty),
        (0..25_u32).prop_map(UnlearnMessage::Shards),
        (0..12_u32).prop_map(UnlearnMessage::Noise),
        (0.0..1.0, 0.0..1.0).prop_map(UnlearnMessage::Press),
        Just(UnlearnMessage::Redraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_state_survives_its_link(presses in proptest::collection::vec(messages(), 0..6)) {
        let mut here = made(&[("data", "iris"), ("rows", "30"), ("requested", "4"), ("repetitions", "2")]);
        for press in presses {
            here.update(press);
            (0..9).for_each(|_| { here.step(); });
        }
        trial::survives_its_link(&mut here);
        prop_assert!(here.shipped().is_some());
    }
}
