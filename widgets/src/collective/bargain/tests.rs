use super::*;
use crate::parameters::{Choice, Fields, Value};
use crate::trial::{self, html};
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert, prop_oneof, proptest};
use simulation::collective::bargain::{OperatorGame, loudest_objection};
use simulation::valuation::{Coalition, Game, shapley};

fn made(arguments: &[(&str, &str)]) -> AtTheTable {
    trial::made(arguments)
}

/// Done, with few draws.
fn done(arguments: &[(&str, &str)]) -> AtTheTable {
    let widget: AtTheTable = trial::done(&[("draws", "2")], arguments);
    assert_eq!(widget.failure, None);
    widget
}

#[test]
fn the_bargain_is_the_simulations_on_the_mean_of_the_draws() {
    let table = done(&[("power", "0.25")]);
    let (first, second) = (&table.runs.draws[0], &table.runs.draws[1]);
    let stakes = table.mean.as_ref().unwrap().stakes(5).unwrap();
    let means = |draw: fn(&Observed) -> f64| 0.5 * (draw(first) + draw(second));
    assert!((stakes.operator - means(|draw| draw.stakes(5).unwrap().operator)).abs() < 1e-12);
    let bargain = stakes.bargain(0.25).unwrap().with_weights(vec![0.75, 0.25]).unwrap();
    let settled = table.settled.as_ref().unwrap();
    assert_eq!(settled.payoffs[..], bargain.nash());
    assert!((settled.payoffs[0] + settled.payoffs[1] - stakes.pie()).abs() < 1e-12);
    assert!((settled.paid.iter().sum::<f64>() - settled.payoffs[1]).abs() < 1e-12);
    let game = OperatorGame::new(table.mean.as_ref().unwrap().game().unwrap(), 0.0).unwrap();
    assert!((game.value(Coalition::all(6)) - stakes.pie()).abs() < 1e-12, "the same rows, the same model");
    assert_eq!(shapley(&game)[1..], settled.shapley[..]);
    let all: Vec<f64> = std::iter::once(settled.payoffs[0]).chain(settled.paid.iter().copied()).collect();
    assert_eq!(settled.objection, loudest_objection(&game, &all));
}

#[test]
fn where_nothing_is_withheld_there_is_nothing_to_bargain_over() {
    let table = done(&[("fifths", "0")]);
    assert!(table.settled.as_ref().unwrap().bargain.is_none());
    assert!(table.describe().contains("nothing to bargain over"), "{}", table.describe());
    assert!(!html(&table).contains("NaN"));
    let all = done(&[("elsewhere", "0")]);
    let settled = all.settled.as_ref().unwrap();
    assert!(settled.stakes.disagreement(0.0)[0].abs() < 1e-12, "without rows the operator has nothing");
}

#[test]
fn every_press_answers_at_once_and_says_something_else() {
    let mut table = done(&[]);
    let numbers = table.runs.numbers();
    let mut last = table.describe();
    for message in [
        BargainMessage::Fifths(4),
        BargainMessage::Fifths(5),
        BargainMessage::Elsewhere(10),
        BargainMessage::Power(15),
        BargainMessage::Rule(Rule::Offers),
        BargainMessage::PeoplePatience(19),
        BargainMessage::OperatorPatience(4),
        BargainMessage::First(Speaks::People),
        BargainMessage::Paid(Paid::Marginal),
    ] {
        table.update(message.clone());
        assert!(!table.step() && table.progress().is_none(), "{message:?}");
        assert_ne!(table.describe(), last, "{message:?}");
        last = table.describe();
    }
    assert_eq!(table.runs.numbers(), numbers);
    let before = html(&table);
    table.update(BargainMessage::Focus(2));
    assert_ne!(html(&table), before);
    table.update(BargainMessage::Who(Who::Named));
    assert!(table.progress().is_some(), "another strike has to be measured");
    while table.step() {}
    let settled = table.settled.as_ref().unwrap();
    assert!((settled.paid[2] - settled.payoffs[1]).abs() < 1e-12 && settled.paid[0] == 0.0);
    assert!(table.describe().contains("of Gentoo"), "{}", table.describe());
    table.update(BargainMessage::Instead(Instead::Public));
    assert!(table.progress().is_some(), "another world has to be measured");
    assert_eq!(table.update(BargainMessage::Fifths(1)), None);
    assert!(matches!(table.update(BargainMessage::Data(BargainData::Wine)), Some(Reaction::Turn(_))));
}

#[test]
fn every_table_is_drawn_and_names_its_groups() {
    for data in BargainData::ALL {
        let table = done(&[
            ("data", crate::parameters::ParameterType::print(data).as_one().unwrap()),
            ("draws", "1"),
        ]);
        assert_eq!(table.heads.len(), data.groups().len());
        assert!(table.settled.is_some() && !html(&table).contains("NaN"), "{data:?}");
        assert_eq!(table.table().rows.len(), 2 + data.groups().len());
    }
    let mut parameters = BargainParameters::default();
    parameters.set("data", &Value::one("iris")).unwrap();
    parameters.set("focus", &Value::one("3")).unwrap();
    assert!(AtTheTable::new(parameters).err().unwrap().to_string().contains("0 to 2"));
}

#[test]
fn stopping_keeps_the_draws_that_are_done() {
    let mut table = made(&[("draws", "3")]);
    while table.draws().is_empty() {
        assert!(table.step());
    }
    table.cancel();
    assert!(!table.step() && table.progress().is_none() && table.shipped().is_none());
    assert!(table.settled.is_some() && table.comparison(&Scope::new("x")).luck.contains("nobody can say"));
    table.update(BargainMessage::Power(3));
    while table.step() {}
    assert_eq!((table.draws().len(), table.each().len()), (3, 3));
}

#[test]
fn shipped_results_are_taken_without_computing() {
    for arguments in
        [&[][..], &[("rule", "offers"), ("paid", "shapley"), ("instead", "public")], &[("data", "iris")]]
    {
        trial::received(&done(arguments));
    }
    let shipped = done(&[]).shipped().unwrap();
    assert!(made(&[("draws", "3")]).receive(&shipped).is_err());
}

fn messages() -> impl Strategy<Value = BargainMessage> {
    fn any<T: Choice + std::fmt::Debug>() -> impl Strategy<Value = T> {
        (0..T::ALL.len()).prop_map(|place| T::ALL[place])
    }
    prop_oneof![
        any().prop_map(BargainMessage::Who),
        (0..7_u32).prop_map(BargainMessage::Fifths),
        any().prop_map(BargainMessage::Instead),
        (0..23_u32).prop_map(BargainMessage::Elsewhere),
        any().prop_map(BargainMessage::Rule),
        (0..23_u32).prop_map(BargainMessage::Power),
        (0..23_u32).prop_map(BargainMessage::PeoplePatience),
        (0..23_u32).prop_map(BargainMessage::OperatorPatience),
        any().prop_map(BargainMessage::First),
        any().prop_map(BargainMessage::Paid),
        (0..9_usize).prop_map(BargainMessage::Focus),
        Just(BargainMessage::Redraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_state_survives_its_link(presses in proptest::collection::vec(messages(), 0..8)) {
        let mut here = made(&[("draws", "1")]);
        for press in presses {
            here.update(press);
            (0..9).for_each(|_| { here.step(); });
        }
        trial::survives_its_link(&mut here);
        prop_assert!(here.shipped().is_some());
    }
}
