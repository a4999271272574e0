//! The values, as a reader meets them.

use super::*;
use crate::parameters::{Choice, Parameters, Value, link, parse};

fn made(arguments: &[(&str, &str)]) -> Result<Values, Vec<ParameterError>> {
    let arguments: Vec<_> =
        arguments.iter().map(|&(key, value)| (key.to_owned(), Value::one(value))).collect();
    let (own, ()) = parse::<ValuesParameters, ()>(&arguments)?;
    Values::new(own).map_err(|error| vec![error])
}

fn finished(arguments: &[(&str, &str)]) -> Values {
    let mut values = made(arguments).unwrap();
    while values.step() {}
    assert!(values.progress().is_none() && values.work.failure().is_none(), "{}", values.describe());
    values
}

fn html(values: &Values) -> String {
    let scope = Scope::new("x");
    let controls = values.controls(&scope).into_iter().map(|control| control.into_node().to_html());
    controls.collect::<String>() + &values.figure(&scope).into_node().to_html() + &values.describe()
}

const SMALL: (&str, &str) = ("rows", "7");

#[test]
fn shapley_shares_out_all_there_is_and_banzhaf_and_leave_one_out_need_not() {
    let values = finished(&[SMALL, ("method", "shapley loo banzhaf beta"), ("alpha", "1")]);
    let total = values.total().unwrap();
    let sums: Vec<f64> = values.work.columns().map(kind::Column::sum).collect();
    assert!((sums[0] - total).abs() < 1e-12);
    assert!((sums[1] - total).abs() > 1e-3 && (sums[2] - total).abs() > 1e-3, "{sums:?} {total}");
    let columns: Vec<_> = values.work.columns().collect();
    for (shapley, beta) in columns[0].values.iter().zip(&columns[3].values) {
        assert!((shapley - beta).abs() < 1e-12, "Beta(1, 1) is Shapley");
    }
}

#[test]
fn knn_shapley_is_the_shapley_value_of_its_own_worth() {
    let values =
        finished(&[("rows", "9"), ("method", "shapley knn"), ("score", "matches"), ("neighbours", "3")]);
    let columns: Vec<_> = values.work.columns().collect();
    for (exact, recursion) in columns[0].values.iter().zip(&columns[1].values) {
        assert!((exact - recursion).abs() < 1e-12);
    }
    assert!(html(&values).contains("not for the accuracy of a classifier"));
}

#[test]
fn what_is_shipped_is_the_whole_picture_of_every_view() {
    for arguments in [
        &[SMALL, ("method", "shapley sampled reuse truncated knn")][..],
        &[SMALL, ("view", "pairs"), ("draws", "5")],
        &[("rows", "30"), ("view", "mislabels"), ("planted", "0.1"), ("method", "loo knn"), ("draws", "3")],
        &[("rows", "30"), ("view", "mislabels")],
        &[("rows", "30"), ("view", "pairs")],
        &[("rows", "40"), ("method", "knn"), ("data", "digits"), ("learner", "centroid")],
        &[("rows", "18"), ("method", "beta")],
    ] {
        let (values, mut adopted) = (finished(arguments), made(arguments).unwrap());
        let json = values.shipped().unwrap().to_json();
        assert!(json.len() < 60_000, "{}", json.len());
        adopted.receive(&Shipped::from_json(&json).unwrap()).unwrap();
        assert_eq!(html(&adopted), html(&values), "{arguments:?}");
        assert_eq!(adopted.table(), values.table());
        assert!(!adopted.step(), "adoption computes nothing");
        let comparisons = [&adopted, &values].map(|values| values.comparison(&Scope::new("x")).luck);
        assert_eq!(comparisons[0], comparisons[1]);
    }
}

#[test]
fn a_hundred_samples_more_are_the_longer_plan() {
    for rows in ["8", "18"] {
        let mut values = finished(&[("rows", rows), ("method", "sampled reuse"), ("learner", "centroid")]);
        let before = values.work.columns().next().unwrap().halves[0];
        values.update(ValuesMessage::More);
        assert!(values.progress().is_some());
        while values.step() {}
        let planned = finished(&[
            ("rows", rows),
            ("method", "sampled reuse"),
            ("learner", "centroid"),
            ("samples", "200"),
        ]);
        for (one, other) in values.work.columns().zip(planned.work.columns()) {
            assert_eq!(one, other);
        }
        assert!(values.work.columns().next().unwrap().halves[0] < before, "intervals shrink");
    }
}

#[test]
fn stopped_sampling_says_so_and_goes_on() {
    let mut values = made(&[("rows", "20"), ("method", "sampled"), ("learner", "centroid")]).unwrap();
    for _ in 0..200 {
        values.step();
    }
    values.cancel();
    assert!(!values.step() && values.progress().is_none());
    assert!(html(&values).contains("no guarantee yet") && html(&values).contains("Go on"));
    values.update(ValuesMessage::GoOn);
    while values.step() {}
    assert!(!html(&values).contains("no guarantee yet") && !html(&values).contains("Go on"));
    let truncated = finished(&[("rows", "20"), ("method", "truncated"), ("learner", "centroid")]);
    assert!(html(&truncated).contains("no guarantee"));
}

#[test]
fn results_that_stay_true_are_kept() {
    let mut values = finished(&[SMALL]);
    values.update(ValuesMessage::Focus(3));
    assert!(values.progress().is_none(), "another row of the same table");
    values.update(ValuesMessage::Method(3));
    let mut steps = 0;
    while values.step() {
        steps += 1;
    }
    assert_eq!(steps, 1, "Beta is read off the table that is there");
    values.update(ValuesMessage::Redraw);
    assert!(values.progress().is_some());
}

#[test]
fn hostile_parameters_get_one_clear_line() {
    for (arguments, line) in [
        (
            &[("rows", "400")][..],
            "`rows` is “400”: expected at most 282: Palmer penguins has 342 rows, 60 of them to test on",
        ),
        (
            &[("data", "digits")],
            "`learner` is “logistic”: expected centroid or neighbours for digits, where logistic regression takes seconds a fit",
        ),
        (&[("method", "loo loo")], ""),
        (&[("method", "")], ""),
        (&[("rows", "3"), ("view", "mislabels")], "`folds` is “5”: expected at most 3, the number of rows"),
    ] {
        let errors = made(arguments).err().unwrap();
        assert_eq!(errors.len(), 1);
        assert!(errors[0].to_string().contains(line), "{}", errors[0]);
    }
}

#[test]
fn a_refused_message_changes_nothing_and_says_why() {
    let mut values = finished(&[SMALL]);
    let before = values.parameters().clone();
    for message in [
        ValuesMessage::Typed("rows", "1000".into()),
        ValuesMessage::Typed("rows", "many".into()),
        ValuesMessage::FocusNumber("99999".into()),
    ] {
        let said = values.describe();
        values.update(message);
        assert_eq!(values.parameters(), &before);
        assert_ne!(values.describe(), said);
        values.update(ValuesMessage::GoOn);
        assert_eq!(values.describe(), said);
    }
}

#[test]
fn every_state_survives_a_link() {
    let mut values = finished(&[SMALL]);
    for message in [
        ValuesMessage::Method(7),
        ValuesMessage::Score(ScoreChoice::LogLoss),
        ValuesMessage::Learner(LearnerChoice::Centroid),
        ValuesMessage::Beta(0),
        ValuesMessage::View(ViewChoice::Pairs),
        ValuesMessage::Pair(2, 5),
        ValuesMessage::Typed("neighbours", "3".into()),
        ValuesMessage::Planted(3),
        ValuesMessage::View(ViewChoice::Mislabels),
        ValuesMessage::Typed("penalty", "0,5".into()),
    ] {
        values.update(message);
        let text = link::encode(&values.parameters().differences());
        let (read, ()) = parse::<ValuesParameters, ()>(&link::decode(&text).unwrap()).unwrap();
        assert_eq!(&read, values.parameters());
    }
    while values.step() {}
    let (read, ()) = parse::<ValuesParameters, ()>(&values.parameters().differences()).unwrap();
    let mut restored = Values::new(read).unwrap();
    while restored.step() {}
    assert_eq!(html(&restored), html(&values));
}

#[test]
fn a_pressed_chip_is_in_the_state_that_it_shows() {
    for start in ["loo", "shapley", "loo shapley banzhaf beta knn"] {
        let values = made(&[SMALL, ("method", start)]).unwrap();
        for method in MethodChoice::ALL.iter().copied() {
            let (before, after) = (&values.parameters.method, values.parameters.method.toggled(method));
            assert_ne!(before.as_slice().contains(&method), after.as_slice().contains(&method));
            assert!((1..=5).contains(&after.as_slice().len()));
        }
    }
}

#[test]
fn another_table_takes_what_it_has() {
    let mut values = finished(&[("rows", "200"), ("method", "knn")]);
    let Some(Reaction::Turn(next)) = values.update(ValuesMessage::Data(DataChoice::Iris)) else {
        panic!("another table may have to be fetched")
    };
    assert_eq!(next.rows.get(), 90);
    values.restore(next).unwrap();
    let Some(Reaction::Turn(next)) = values.update(ValuesMessage::Data(DataChoice::Digits)) else { panic!() };
    assert_eq!(next.learner, LearnerChoice::Neighbours);
    values.restore(next).unwrap();
}

#[test]
fn the_pair_and_its_luck_are_of_the_same_rows() {
    let mut values = finished(&[("rows", "5"), ("view", "pairs"), ("draws", "4")]);
    let n = 5;
    for (i, j) in [(0, 1), (1, 4), (4, 2), (3, 0)] {
        values.update(ValuesMessage::Pair(i, j));
        let luck = values.work.luck().unwrap().clone();
        let cloud = comparison::cloud(&values, &luck);
        let mut place = 0;
        for a in 0..n {
            for b in a + 1..n {
                if (a, b) == (i.min(j), i.max(j)) {
                    assert_eq!(cloud, luck.numbers.chunks(10).map(|draw| draw[place]).collect::<Vec<f64>>());
                }
                place += 1;
            }
        }
    }
}
