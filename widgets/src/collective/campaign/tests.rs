use super::*;
use crate::collective::groups::{ActingData, ActingLearner, Groups};
use crate::parameters::{Choice, Fields, Value, Whole};
use crate::trial::{self};
use proptest::prelude::*;
use simulation::collective::campaign::{campaign_point, competitor_world};
use simulation::learners::NearestCentroid;
use simulation::observers::Accuracy;

fn made(arguments: &[(&str, &str)]) -> Campaign {
    let plain = [("data", "penguins"), ("members", "1 2 3 4 5"), ("draws", "3"), ("start", "20")];
    let plain = plain.into_iter().filter(|(key, _)| !arguments.iter().any(|(other, _)| other == key));
    let mut parameters = CampaignParameters::default();
    for (key, value) in plain.chain(arguments.iter().copied()) {
        assert!(parameters.set(key, &Value::one(value)).unwrap(), "{key}");
    }
    Campaign::new(parameters).unwrap()
}

fn done(arguments: &[(&str, &str)]) -> Campaign {
    let mut campaign = made(arguments);
    while campaign.step() {}
    campaign
}

#[test]
fn rows_that_move_are_conserved_and_rows_that_are_copied_add() {
    for share in ["0", "30", "100"] {
        let [before, now] = made(&[("share", share)]).rows();
        assert_eq!(before.operator + before.competitor, now.operator + now.competitor);
        let copied = made(&[("share", share), ("brings", "copy")]);
        let [before, now] = copied.rows();
        assert_eq!(now.operator, before.operator);
        assert_eq!(now.competitor, before.competitor + copied.contributed());
        let plan = copied.parameters.plan(copied.first.table().public().len());
        let brought = &copied.first.order()[..copied.contributed()];
        let world = competitor_world(&copied.first, plan.start, brought).unwrap();
        assert_eq!(now.competitor, world.len());
    }
    let said = done(&[("share", "30")]).comparison(&Scope::new("x")).changed;
    assert!(said.contains("before and after"), "{said}");
}

#[test]
fn the_curves_are_those_of_the_simulation() {
    let campaign = done(&[("members", "1 3"), ("seed", "4")]);
    let [operator, competitor] = campaign.runs.samples(3);
    for draw in 0..3 {
        let ready =
            StrikeDraw::new(&campaign.data, campaign.parameters.strike(), draw, Seed::new(4)).unwrap();
        let plan = campaign.parameters.plan(ready.table().public().len());
        let test = Accuracy(ready.slice());
        for (place, share) in shares().into_iter().enumerate() {
            let point = campaign_point(&ready, &NearestCentroid, &test, plan, share).unwrap();
            assert_eq!(operator.values(place)[draw as usize], point.operator);
            assert_eq!(competitor.values(place)[draw as usize], point.competitor);
        }
    }
}

#[test]
fn a_copy_leaves_the_operator_as_it_was() {
    let campaign = done(&[("brings", "copy"), ("share", "70")]);
    let [before, now] = words::ends(&campaign).unwrap();
    assert_eq!(before[0], now[0]);
    assert!(now[1] > before[1] && campaign.describe().contains("copy"));
}

#[test]
fn shipped_results_are_taken_without_computing() {
    for arguments in [&[][..], &[("brings", "copy"), ("members", "2")]] {
        trial::received(&done(arguments));
    }
    let shipped = done(&[]).shipped().unwrap();
    assert!(made(&[("draws", "4")]).receive(&shipped).is_err());
}

#[test]
fn parameters_that_do_not_fit_are_refused_and_other_tables_are_fetched_first() {
    let refused = trial::refused::<Campaign>;
    assert!(refused(&[("learner", "logistic")]).contains("centroid or bayes"));
    assert!(refused(&[("data", "penguins")]).contains("1 to 5"));
    assert!(refused(&[("share", "35")]).contains("0, 10, 20"));
    let mut campaign = done(&[("learner", "logistic"), ("draws", "2")]);
    let Some(Reaction::Turn(next)) = campaign.update(CampaignMessage::Data(ActingData::Digits)) else {
        panic!("a turn")
    };
    assert_eq!((next.learner, next.members), (ActingLearner::Centroid, Groups::all(10)));
    assert!(Campaign::new(next).is_ok());
}

#[test]
fn stopping_keeps_what_is_done_until_the_next_message() {
    let mut campaign = made(&[]);
    // Of the first draw a division and eleven pairs of fits, of the second some.
    (0..27).for_each(|_| assert!(campaign.step()));
    campaign.cancel();
    assert!(!campaign.step() && campaign.progress().is_none());
    assert!(campaign.describe().contains("move their rows"), "{}", campaign.describe());
    campaign.update(CampaignMessage::Share(2));
    assert!(campaign.step());
}

#[test]
fn a_figure_that_is_changed_ends_where_a_new_one_does() {
    let mut changed = done(&[]);
    changed.update(CampaignMessage::Member(1));
    changed.update(CampaignMessage::Brings(Brings::Copy));
    while changed.step() {}
    let new = done(&[("members", "1 3 4 5"), ("brings", "copy")]);
    assert_eq!((changed.table().rows, changed.rows()), (new.table().rows, new.rows()));
    assert_ne!(new.table().rows, done(&[]).table().rows);
}

fn messages() -> impl Strategy<Value = CampaignMessage> {
    fn any<T: Choice + std::fmt::Debug>() -> impl Strategy<Value = T> {
        (0..T::ALL.len()).prop_map(|place| T::ALL[place])
    }
    prop_oneof![
        (0..5_usize).prop_map(CampaignMessage::Member),
        (0..20_u32).prop_map(CampaignMessage::Share),
        (0.0..1.0, 0.0..1.0).prop_map(CampaignMessage::Press),
        any().prop_map(CampaignMessage::Brings),
        (0..20_u32).prop_map(CampaignMessage::Start),
        any().prop_map(CampaignMessage::Learner),
        Just(CampaignMessage::Redraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_state_survives_its_link(presses in proptest::collection::vec(messages(), 0..8)) {
        let mut here = made(&[("draws", "2")]);
        for press in presses {
            here.update(press);
            (0..9).for_each(|_| { here.step(); });
        }
        trial::survives_its_link(&mut here);
        prop_assert!(here.shipped().is_some());
    }

    #[test]
    fn whole_numbers_of_the_share_are_tenths(tenths in 0..11_u32) {
        let campaign = made(&[("share", &(10 * tenths).to_string())]);
        prop_assert_eq!(campaign.parameters.place() as u32, tenths);
        prop_assert_eq!(campaign.parameters.share, Whole::new(10 * tenths));
    }
}
