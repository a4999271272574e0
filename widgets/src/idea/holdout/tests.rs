use super::*;
use crate::chart::tiles_size;
use crate::parameters::Choice;
use crate::trial::{self, html};
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert, prop_oneof, proptest};
use simulation::idea::holdout::{HoldoutStudy, ScoredOn};
use simulation::seed::Seed;

fn made(arguments: &[(&str, &str)]) -> Holdout {
    trial::made(arguments)
}

/// Done, with few repetitions.
fn done(arguments: &[(&str, &str)]) -> Holdout {
    trial::done(&[("repetitions", "6"), ("data", "breast-cancer")], arguments)
}

#[test]
fn scores_and_outcomes_are_those_of_the_simulation() {
    let holdout =
        done(&[("seed", "3"), ("leaked", "50"), ("candidates", "4"), ("rights", "tteebbrrrruuuuuu")]);
    let study = HoldoutStudy::new(&holdout.data, holdout.parameters.plan(), Seed::new(3)).unwrap();
    assert_eq!(holdout.here(), Some(&study.run(Seed::new(3)).unwrap()));
    let others: Vec<_> =
        (0..6).map(|index| study.run(Seed::new(3).redraw(index)).unwrap().outcome()).collect();
    assert_eq!(holdout.outcomes(), others);
    assert_eq!(
        (holdout.parameters.reserved(), holdout.parameters.leaked_rows(), holdout.outside()),
        (40, 20, 409)
    );
    let (mean, error) = mean_with_error(holdout.gaps(Column::Leaked)).unwrap();
    let gaps: Vec<f64> = others.iter().map(|outcome| outcome.leaked_winner.unwrap()).collect();
    assert_eq!(
        mean,
        gaps.iter()
            .fold(RunningMoments::default(), |mut all, &gap| {
                all.push(gap);
                all
            })
            .mean()
            .unwrap()
    );
    assert!(error > 0.0);
}

#[test]
fn a_lot_is_selected_by_a_press_a_number_or_its_neighbour_and_then_given_a_right() {
    let mut holdout = done(&[]);
    let (width, height) = tiles_size(16);
    holdout.update(HoldoutMessage::Press((100.0 / width, 60.0 / height)));
    assert_eq!(holdout.parameters.lot.get(), 6, "the second tile of the second row");
    assert!(holdout.progress().is_none(), "nothing is to be trained for that");
    holdout.update(HoldoutMessage::Give(LotRight::Trainable.position()));
    assert_eq!(holdout.parameters.rights.as_slice()[5], LotRight::Trainable);
    assert!(holdout.progress().is_some() && html(&holdout).contains("10 trainable"));
    holdout.update(HoldoutMessage::Typed(" 12 ".into()));
    assert_eq!(holdout.parameters.lot.get(), 12);
    holdout.update(HoldoutMessage::Typed("17".into()));
    assert_eq!(holdout.parameters.lot.get(), 12);
    assert!(holdout.describe().starts_with("No lot is called “17”: they are 1 to 16."));
    holdout.update(HoldoutMessage::Lot(13));
    assert!(!holdout.describe().contains("No lot"));
    holdout.update(HoldoutMessage::Press((1.5, 0.0)));
    assert_eq!(holdout.parameters.lot.get(), 13);
}

#[test]
fn every_change_is_said() {
    let mut holdout = done(&[("data", "german-credit")]);
    let mut known = vec![holdout.describe() + &html(&holdout)];
    let messages = [
        HoldoutMessage::Split,
        HoldoutMessage::Candidates(5),
        HoldoutMessage::Leak(10),
        HoldoutMessage::Join,
        HoldoutMessage::Give(LotRight::Unavailable.position()),
        HoldoutMessage::Redraw,
    ];
    for message in messages {
        holdout.update(message);
        while holdout.step() {}
        let now = holdout.describe() + &html(&holdout);
        assert!(!known.contains(&now), "{now}");
        known.push(now);
    }
    assert!(holdout.describe().contains("were trained on"));
    assert!(matches!(
        holdout.update(HoldoutMessage::Data(HoldoutData::BreastCancer)),
        Some(Reaction::Turn(_))
    ));
}

#[test]
fn without_open_rows_a_reserve_or_both_it_is_said() {
    for (rights, says) in [
        ("ttttrrrruuuuuuuu", "No row may be evaluated on today"),
        ("ttteuuuuuuuuuuuu", "There is no reserve"),
        ("ttttuuuuuuuuuuuu", "nobody can choose"),
        ("uuuuuuuuuuuuuuuu", "nobody can choose"),
        ("uuuuuuuuuuuuuuur", "in a tie"),
    ] {
        let holdout = done(&[("rights", rights), ("leaked", "30")]);
        assert!(holdout.describe().contains(says), "{}", holdout.describe());
        assert!(holdout.comparison(&Scope::new("x")).luck_figure.is_none());
        assert!(!html(&holdout).contains("NaN") && holdout.shipped().is_some());
        assert!(holdout.table().rows.iter().all(|row| row.len() == holdout.table().columns.len()));
    }
}

#[test]
fn the_ring_is_around_who_is_chosen_and_the_sentence_names_it() {
    let holdout = done(&[("data", "german-credit")]);
    let run = holdout.here().unwrap();
    let choice = run.choice(ScoredOn::Open).unwrap();
    assert_eq!(choice.winners, [0], "whoever follows every row is right on rows that trained");
    assert!(holdout.describe().starts_with("The open rows choose A ("), "{}", holdout.describe());
    let rings = [ScoredOn::Open, ScoredOn::Reserve, ScoredOn::Truth]
        .map(|rows| run.choice(rows).unwrap().winners.len());
    assert_eq!(html(&holdout).matches("r=\"7\"").count(), 2 * rings.iter().sum::<usize>());
}

#[test]
fn shipped_results_are_taken_without_computing() {
    for arguments in [
        &[][..],
        &[("leaked", "40"), ("candidates", "5")],
        &[("repetitions", "0"), ("rights", "ttttuuuuuuuurrrr")],
        &[("rights", "tteeuuuuuuuuuuuu")],
    ] {
        let computed = done(arguments);
        let mut received = trial::received(&computed);
        let mut again = done(arguments);
        for holdout in [&mut received, &mut again] {
            holdout.update(HoldoutMessage::Candidates(3));
            while holdout.step() {}
        }
        assert_eq!(received.describe(), again.describe());
    }
    let shipped = done(&[]).shipped().unwrap();
    assert!(made(&[("repetitions", "7")]).receive(&shipped).is_err());
    assert!(made(&[("repetitions", "6"), ("candidates", "3")]).receive(&shipped).is_err());
}

fn messages() -> impl Strategy<Value = HoldoutMessage> {
    prop_oneof![
        (0..20_u32).prop_map(HoldoutMessage::Lot),
        (0..6_usize).prop_map(HoldoutMessage::Give),
        (0..20_u32).prop_map(HoldoutMessage::Candidates),
        (0..25_u32).prop_map(HoldoutMessage::Leak),
        (0.0..1.0_f64, 0.0..1.0_f64).prop_map(HoldoutMessage::Press),
        Just(HoldoutMessage::Join),
        Just(HoldoutMessage::Split),
        Just(HoldoutMessage::Redraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_state_survives_its_link(presses in proptest::collection::vec(messages(), 0..10)) {
        let mut here = done(&[("repetitions", "2")]);
        for press in presses {
            here.update(press);
            (0..9).for_each(|_| { here.step(); });
        }
        trial::survives_its_link(&mut here);
        prop_assert!(here.shipped().is_some());
    }
}
