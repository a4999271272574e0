use super::*;
use crate::trial::{self, html};
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert, prop_oneof, proptest};
use simulation::causal::effects::{Observations, difference_in_means};
use simulation::causal::source::{Adoption, Recorded, Reported, SourceStudy};
use simulation::learners::NearestCentroid;
use simulation::seed::Seed;

fn made(arguments: &[(&str, &str)]) -> Causal {
    trial::made(arguments)
}

/// Done, with few runs and repetitions.
fn done(arguments: &[(&str, &str)]) -> Causal {
    trial::done(&[("runs", "60"), ("repetitions", "5"), ("data", "breast-cancer")], arguments)
}

#[test]
fn estimates_and_truth_are_those_of_the_simulation() {
    let causal = done(&[("seed", "3"), ("toss", "4"), ("strength", "0.8")]);
    let study = SourceStudy::new(&causal.data, causal.parameters.plan(), Seed::new(3)).unwrap();
    let runs: Vec<SourceRun> = (0..60).map(|index| study.run(&NearestCentroid, index).unwrap()).collect();
    assert_eq!(causal.runs(), runs);
    assert_eq!(causal.truth(), mean_effect(&runs));
    let adopted = Adoption::Need(0.8).draw(&runs, Seed::new(4));
    let record = SourceRecord::new(&runs, &adopted, Recorded::SizeAndCare, Reported::All).unwrap();
    for &estimate in Estimate::ALL {
        assert_eq!(causal.estimate(estimate), Some(&record.estimate(estimate.estimator())));
    }
    let outcomes = runs.iter().zip(&adopted).map(|(run, &adds)| if adds { run.with } else { run.without });
    let plain = Observations::new(vec![vec![]; 60], adopted.clone(), outcomes.collect()).unwrap();
    assert_eq!(causal.effect(Estimate::Naive), difference_in_means(&plain).ok());
}

#[test]
fn the_truth_is_shown_when_it_is_asked_for() {
    let mut causal = done(&[]);
    assert!(!causal.describe().contains("both worlds") && !html(&causal).contains("the true effect"));
    assert!(causal.table().rows.iter().all(|row| row[0] != "the true effect"));
    causal.update(CausalMessage::Reveal(true));
    assert!(causal.progress().is_none(), "nothing is to be trained for it");
    assert!(causal.describe().contains("both worlds") && html(&causal).contains("the true effect"));
    assert!(causal.table().rows.iter().any(|row| row[0] == "the true effect"));
}

#[test]
fn every_press_is_answered_at_once_unless_runs_are_trained() {
    let mut causal = done(&[]);
    let mut known = vec![causal.describe()];
    let messages = [
        CausalMessage::Adds(Adds::Coin),
        CausalMessage::Toss,
        CausalMessage::Tells(Tells::Size),
        CausalMessage::Keeps(Keeps::Better),
        CausalMessage::Estimate(Estimate::Naive),
        CausalMessage::Reveal(true),
    ];
    for message in messages {
        causal.update(message);
        assert!(!known.contains(&causal.describe()), "{}", causal.describe());
        known.push(causal.describe());
    }
    causal.update(CausalMessage::Wrong(0));
    assert!(causal.describe().contains("trained in both worlds"), "{}", causal.describe());
    assert_eq!(causal.progress().unwrap().label, "Runs trained in both worlds");
}

#[test]
fn a_press_on_an_estimate_chooses_it() {
    let mut causal = done(&[]);
    let plane = view::estimates_plane(&causal);
    let (x, y) = plane.place((1.0, 0.0));
    causal.update(CausalMessage::Press((x / plane.size().0, y / plane.size().1)));
    assert_eq!(causal.parameters.estimate, Estimate::Strata);
    causal.update(CausalMessage::Press((0.0, 0.0)));
    assert_eq!(causal.parameters.estimate, Estimate::Strata, "beside the axes");
}

#[test]
fn a_source_of_no_rows_has_no_effect() {
    let causal = done(&[("source", "0")]);
    assert_eq!(causal.truth(), Some(0.0));
}

#[test]
fn what_cannot_be_estimated_is_said() {
    let causal = done(&[("strength", "3"), ("runs", "40"), ("estimate", "strata")]);
    assert!(causal.estimate(Estimate::Strata).unwrap().is_err());
    assert!(causal.describe().contains("nothing can be said: of stratum"), "{}", causal.describe());
    assert!(html(&causal).contains("Not estimated"));
}

#[test]
fn shipped_results_are_taken_without_computing() {
    for arguments in
        [&[][..], &[("adds", "coin"), ("revealed", "true")], &[("repetitions", "0"), ("keeps", "better")]]
    {
        let computed = done(arguments);
        let mut received = trial::received(&computed);
        let mut again = done(arguments);
        for causal in [&mut received, &mut again] {
            causal.update(CausalMessage::Toss);
            causal.update(CausalMessage::Wrong(2));
            while causal.step() {}
        }
        assert_eq!(received.describe(), again.describe());
    }
    let shipped = done(&[]).shipped().unwrap();
    assert!(made(&[("runs", "61")]).receive(&shipped).is_err());
}

fn messages() -> impl Strategy<Value = CausalMessage> {
    prop_oneof![
        (0..2_usize).prop_map(|place| CausalMessage::Adds(Adds::ALL[place])),
        (0..2_usize).prop_map(|place| CausalMessage::Tells(Tells::ALL[place])),
        (0..2_usize).prop_map(|place| CausalMessage::Keeps(Keeps::ALL[place])),
        (0..5_usize).prop_map(|place| CausalMessage::Estimate(Estimate::ALL[place])),
        (0..40_u32).prop_map(CausalMessage::Strength),
        (0..20_u32).prop_map(CausalMessage::Wrong),
        (0..2_u32).prop_map(|shown| CausalMessage::Reveal(shown > 0)),
        Just(CausalMessage::Toss),
        Just(CausalMessage::Redraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_state_survives_its_link(presses in proptest::collection::vec(messages(), 0..8)) {
        let mut here = done(&[("runs", "40"), ("repetitions", "2")]);
        for press in presses {
            here.update(press);
            (0..9).for_each(|_| { here.step(); });
        }
        trial::survives_its_link(&mut here);
        prop_assert!(here.shipped().is_some());
    }
}
