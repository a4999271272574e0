use super::*;
use crate::collective::groups::{ActingData, ActingLearner, Groups};
use crate::parameters::{Choice, Whole};
use crate::trial::{self, html};
use proptest::prelude::*;
use simulation::collective::strike::{
    Judged, Organisation, StrikePlan, StrikeSamples, StrikeTable, Substitutes, all_strikes, strike_curve,
};
use simulation::learners::NearestCentroid;
use simulation::observers::Accuracy;
use simulation::valuation::{Coalition, leave_each_out, shapley};

fn made(arguments: &[(&str, &str)]) -> Strike {
    trial::made(arguments)
}

/// Done, with few draws of a model that is quick.
fn done(arguments: &[(&str, &str)]) -> Strike {
    trial::done(&[("learner", "centroid"), ("draws", "3")], arguments)
}

#[test]
fn the_curve_is_the_one_of_the_simulation() {
    for (order, organisation) in [
        ("lot", Organisation::Lot),
        ("neighbours", Organisation::Neighbourhood),
        ("costliest", Organisation::Costliest),
    ] {
        let strike =
            done(&[("order", order), ("substitutes", "public"), ("tested", "strikers"), ("seed", "5")]);
        let plan = StrikePlan {
            strikers: Coalition::single(1),
            organisation,
            substitutes: Substitutes::Public,
            judged: Judged::Strikers,
        };
        let all = shares();
        let of = |plan: &StrikePlan| {
            let curve = strike_curve(&strike.data, plan, &NearestCentroid, &all, 3, Seed::new(5));
            StrikeSamples::of(&curve.map(Result::unwrap).collect::<Vec<_>>())
        };
        assert_eq!(strike.curves(), of(&plan), "{order}");
        let lot = StrikePlan { organisation: Organisation::Lot, substitutes: Substitutes::None, ..plan };
        assert_eq!(strike.plains(), of(&lot));
    }
}

#[test]
fn the_same_runs_are_leave_one_out_and_shapley_values() {
    let (alone, together) = (done(&[]), done(&[("beside", "shapley"), ("share", "100")]));
    for draw in 0..3 {
        let own = Seed::new(1).redraw(draw);
        let table = StrikeTable::new(&alone.data, own).unwrap();
        let test = Accuracy(table.slice());
        let game = all_strikes(&table, &NearestCentroid, &test, own).unwrap();
        let (each, values) = (leave_each_out(&game, Coalition::all(5)), shapley(&game));
        for group in 0..5 {
            assert_eq!(alone.runs.alone(&alone.setting, group)[0][draw as usize], each[group]);
            assert_eq!(together.runs.shapley(&together.setting, group)[draw as usize], values[group]);
        }
        // All of the strikers gone is the end of the curve.
        assert_eq!(together.curves().losses(10)[draw as usize], each[1]);
    }
    assert!(together.describe().contains("over all 32 coalitions"), "{}", together.describe());
}

#[test]
fn nobody_on_strike_is_the_baseline() {
    for arguments in
        [&[("share", "0")][..], &[("share", "0"), ("order", "costliest"), ("substitutes", "synthetic")]]
    {
        let strike = done(arguments);
        assert!(summary::losses(&strike).iter().all(|loss| *loss == 0.0));
        assert!(strike.describe().starts_with("While nobody strikes"), "{}", strike.describe());
        assert_eq!(strike.curves().mean_losses()[0], 0.0);
    }
}

#[test]
fn what_is_still_true_is_kept_and_the_way_there_does_not_matter() {
    let mut strike = done(&[]);
    let plain = strike.curves();
    strike.update(StrikeMessage::Order(Leaves::Neighbours));
    assert_eq!(strike.plains(), plain, "what it is held against is there already");
    assert!(strike.curves().draws().is_empty() && strike.progress().is_some());
    while strike.step() {}
    assert_eq!(strike.describe(), done(&[("order", "neighbours")]).describe());
    strike.update(StrikeMessage::Order(Leaves::Lot));
    assert_eq!(strike.curves(), plain);
    assert!(strike.progress().is_none(), "nothing is left to do");
    strike.update(StrikeMessage::Price(40));
    strike.update(StrikeMessage::Share(3));
    assert!(strike.progress().is_none());
    strike.update(StrikeMessage::Striker(0));
    strike.update(StrikeMessage::Striker(1));
    while strike.step() {}
    let fresh = done(&[("strikers", "1"), ("price", "0.4"), ("share", "30")]);
    assert_eq!((strike.describe(), html(&strike)), (fresh.describe(), html(&fresh)));
}

#[test]
fn the_price_decides_where_it_breaks_even() {
    let even = |price| summary::break_even(&done(&[("price", price)])).unwrap().share;
    assert_eq!(even("0"), Some(0.0));
    let (low, high) = (even("0.1"), even("0.3"));
    assert!(low.unwrap() < high.unwrap());
    assert_eq!(even("1"), None);
    let never = done(&[("price", "1")]);
    assert!(never.describe().contains("never breaks even"), "{}", never.describe());
    assert!(!html(&never).contains("break-even") && html(&done(&[])).contains("break-even"));
}

#[test]
fn every_way_of_showing_the_runs_says_something_of_its_own() {
    let mut seen: Vec<String> = vec![];
    for beside in ["alone", "shapley", "scaling", "leverage"] {
        for data in ["penguins", "german-credit"] {
            let strike = done(&[("beside", beside), ("data", data), ("strikers", "1")]);
            let said = strike.describe();
            assert!(!said.contains("being") && !seen.contains(&said), "{said}");
            let picture = html(&strike);
            assert!(!picture.contains("NaN") && !picture.contains("inf"), "{picture}");
            seen.push(said);
        }
    }
}

#[test]
fn all_groups_may_strike_and_many_are_written_as_their_names() {
    let strike = done(&[
        ("data", "digits"),
        ("strikers", "1 2 3 4 5 6 7 8 9 10"),
        ("draws", "2"),
        ("beside", "leverage"),
    ]);
    assert!(strike.describe().contains("everyone"), "{}", strike.describe());
    assert!(html(&strike).contains(">7</text>"));
    let refused = trial::refused::<Strike>;
    assert!(refused(&[("strikers", "6")]).contains("1 to 5"));
    assert!(refused(&[("data", "digits")]).contains("centroid or bayes"));
    assert!(refused(&[("share", "35")]).contains("0, 10, 20"));
    assert!(refused(&[("strikers", "1 2 3 4 5"), ("tested", "others")]).contains("no others"));
    let mut strike = done(&[("strikers", "1 2 3 4"), ("tested", "others")]);
    strike.update(StrikeMessage::Striker(4));
    assert_eq!(strike.parameters().tested, Tests::Everyone);
    assert!(strike.failure.is_none());
}

#[test]
fn shipped_results_are_taken_without_computing() {
    for arguments in [
        &[][..],
        &[("beside", "shapley"), ("substitutes", "public"), ("order", "neighbours")],
        &[("beside", "scaling"), ("tested", "others")],
        &[("beside", "leverage"), ("strikers", "1 4 5"), ("substitutes", "synthetic")],
    ] {
        let computed = done(arguments);
        let mut received = trial::received(&computed);
        for strike in [&mut received, &mut done(arguments)] {
            strike.update(StrikeMessage::Striker(2));
            strike.update(StrikeMessage::Order(Leaves::Costliest));
            while strike.step() {}
        }
    }
    let long = done(&[("learner", "logistic"), ("draws", "20")]).shipped().unwrap().to_json();
    assert!(long.len() < 20_000, "{}", long.len());
    let shipped = done(&[]).shipped().unwrap();
    assert!(
        made(&[("data", "german-credit"), ("strikers", "1"), ("learner", "centroid")])
            .receive(&shipped)
            .is_err()
    );
}

#[test]
fn a_press_sets_the_share() {
    let mut strike = done(&[]);
    let plane = view::strike_plane(&strike);
    let at = plane.place((31.0, plane.corner(0.5, 0.5).1));
    strike.update(StrikeMessage::Press((at.0 / plane.size().0, at.1 / plane.size().1)));
    assert_eq!(strike.parameters().share.get(), 30);
    strike.update(StrikeMessage::Press((0.001, 0.5)));
    assert_eq!(strike.parameters().share.get(), 30, "beside the plane");
}

#[test]
fn stopping_keeps_what_is_done_until_the_next_message() {
    let mut strike = made(&[]);
    (0..40).for_each(|_| assert!(strike.step()));
    strike.cancel();
    assert!(!strike.step() && strike.progress().is_none());
    assert!(
        strike.describe().contains("on strike"),
        "a whole draw is something to see: {}",
        strike.describe()
    );
    strike.update(StrikeMessage::Share(2));
    assert!(strike.step());
}

#[test]
fn another_table_is_fetched_first() {
    let mut strike = done(&[("strikers", "2 5"), ("tested", "others"), ("learner", "logistic")]);
    for data in [ActingData::Digits, ActingData::GermanCredit] {
        let Some(Reaction::Turn(next)) = strike.update(StrikeMessage::Data(data)) else { panic!("a turn") };
        assert_eq!((next.learner, next.strikers), (ActingLearner::Centroid, Groups::one(0)));
        assert!(Strike::new(next).is_ok());
    }
}

fn messages() -> impl Strategy<Value = StrikeMessage> {
    fn any<T: Choice + std::fmt::Debug>() -> impl Strategy<Value = T> {
        (0..T::ALL.len()).prop_map(|place| T::ALL[place])
    }
    prop_oneof![
        (0..5_usize).prop_map(StrikeMessage::Striker),
        (0..20_u32).prop_map(StrikeMessage::Share),
        (0.0..1.0, 0.0..1.0).prop_map(StrikeMessage::Press),
        any().prop_map(StrikeMessage::Order),
        any().prop_map(StrikeMessage::Substitutes),
        (0..200_u32).prop_map(StrikeMessage::Price),
        any().prop_map(StrikeMessage::Beside),
        any().prop_map(StrikeMessage::Tested),
        any().prop_map(StrikeMessage::Learner),
        Just(StrikeMessage::Redraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_state_survives_its_link(presses in proptest::collection::vec(messages(), 0..8)) {
        let parameters = StrikeParameters { draws: Whole::new(2), ..StrikeParameters::default() };
        let mut here = Strike::new(parameters).unwrap();
        for press in presses {
            here.update(press);
            (0..9).for_each(|_| { here.step(); });
        }
        trial::survives_its_link(&mut here);
        prop_assert!(here.shipped().is_some());
    }
}
