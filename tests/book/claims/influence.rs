//! `valuation/influence.md`

use std::sync::OnceLock;

use simulation::data::breast_cancer;
use simulation::dataset::Target;
use simulation::learners::Classification;
use simulation::seed::Seed;
use simulation::split;
use simulation::statistics::{pearson, spearman};
use simulation::valuation::first_order::{Foretold, PATH, Path, RemovalStudy};

use super::number;

/// The whole comparison on all tumours at C = 1, once for all tests.
fn weak() -> &'static RemovalStudy {
    static WEAK: OnceLock<RemovalStudy> = OnceLock::new();
    WEAK.get_or_init(|| {
        let rows = breast_cancer::dataset();
        let mut study = RemovalStudy::new(&rows, 1.0, 0..rows.len(), Seed::new(1)).unwrap();
        while study.step().unwrap() {}
        study
    })
}

fn r(method: &str, c: &str) -> f64 {
    number("influence-r", &[("method", method), ("c", c)])
}

fn rank(method: &str, c: &str) -> f64 {
    number("influence-rank", &[("method", method), ("c", c)])
}

#[test]
fn first_order_holds_under_the_strong_penalty_and_fails_under_the_weak_one() {
    assert!(r("influence", "0.01") >= 0.99);
    assert!(r("influence", "1") < 0.5 && number("influence-r-high", &[("c", "1")]) < 0.95);
    assert!(r("newton", "1") >= 0.95);
    assert!(rank("influence", "1") > 0.9, "first order still ranks the rows well");
    assert_eq!(number("influence-rows", &[]), 569.0);
}

/// The same comparisons on 20 random thirds of the tumours: “in most of them by far”.
#[test]
fn over_samples_the_weak_penalty_is_where_first_order_fails_and_a_newton_step_does_not() {
    let rows = breast_cancer::dataset();
    let (mut clearly, mut better, mut repaired, mut ranked) = (0, 0, 0, 0);
    for seed in 1..=20 {
        let third = split::stratified(&rows, 1.0 / 3.0, Seed::new(seed)).unwrap().evaluation;
        let sample = rows.select(&third).unwrap();
        let study = |c| {
            let mut study = RemovalStudy::new(&sample, c, 0..sample.len(), Seed::new(1)).unwrap();
            while study.step().unwrap() {}
            study
        };
        let (strong, weak) = (study(0.01), study(1.0));
        let r = |study: &RemovalStudy, how| pearson(study.foretold(how), study.actual()).unwrap();
        let [first, newton] = [Foretold::FirstOrder, Foretold::NewtonStep].map(|how| r(&weak, how));
        println!(
            "{seed}: {} under the strong penalty, {first} and {newton}",
            r(&strong, Foretold::FirstOrder)
        );
        clearly += u32::from(r(&strong, Foretold::FirstOrder) > first + 0.1);
        better += u32::from(r(&strong, Foretold::FirstOrder) > first);
        repaired += u32::from(newton > first);
        ranked += u32::from(spearman(weak.foretold(Foretold::FirstOrder), weak.actual()).unwrap() > 0.8);
    }
    println!("{clearly}, {better}, {repaired}, {ranked} of 20");
    assert!(clearly > 10 && better == 20 && repaired == 20 && ranked == 20);
}

#[test]
fn most_dots_still_lie_near_the_line_and_a_few_that_matter_most_do_not() {
    let study = weak();
    let pairs = || study.foretold(Foretold::FirstOrder).iter().zip(study.actual());
    let near = pairs().filter(|(foretold, actual)| (*foretold - *actual).abs() < 1e-4).count();
    assert!(near > 540, "{near} of 569 are within a tenth of a thousandth");
    let far = pairs().filter(|(foretold, actual)| (*foretold - *actual).abs() > 4e-4).count();
    assert!((2..20).contains(&far), "{far}");
    assert!(number("influence-real", &[("c", "1")]) > 10.0 * number("influence-foretold", &[("c", "1")]));
}

#[test]
fn the_rows_that_are_named_are_the_largest_and_go_the_way_that_is_said() {
    assert_eq!(number("influence-row", &[]), 297.0);
    assert_eq!(number("influence-row", &[("c", "1")]), 213.0);
    let (foretold, real) = (number("influence-foretold", &[]), number("influence-real", &[]));
    assert!(real < 0.0 && (foretold / real - 1.0).abs() < 0.05, "nearly right, and the training loss falls");
    assert!(number("influence-real", &[("c", "1")]) > 0.0);
    assert!(
        number("influence-real", &[("c", "1"), ("row", "297")]) > 0.0,
        "the same removal raises it there"
    );
}

#[test]
fn a_tenth_of_the_rows_hold_two_thirds_of_the_curvature() {
    let study = weak();
    let product = |features: &[f64]| study.model().probabilities(features).iter().product::<f64>();
    let mut curvatures: Vec<f64> = study.data().rows().map(|row| product(row.features)).collect();
    curvatures.sort_by(|one, other| other.total_cmp(one));
    let share = curvatures[..57].iter().sum::<f64>() / curvatures.iter().sum::<f64>();
    assert!(share > 2.0 / 3.0, "{share}");
    let leverage = |c| number("influence-leverage", &[("c", c), ("row", "213")]);
    assert!(leverage("1") > 3.0 * leverage("0.01"));
}

#[test]
fn a_group_is_more_than_its_rows() {
    for (c, group) in [("0.01", "largest"), ("1", "nearest")] {
        let said = |name| number(name, &[("c", c), ("group", group)]);
        let [sum, singles, newton, real] = [
            said("influence-group-sum"),
            said("influence-group-singles"),
            said("influence-group-newton"),
            said("influence-group-real"),
        ];
        assert_eq!(said("influence-group-rows"), 20.0);
        assert!(sum < singles && singles < 0.7 * real, "{sum}, {singles}, {real}");
        assert!((newton / real - 1.0).abs() < 0.1, "{newton} for {real}");
    }
}

#[test]
fn the_four_come_together_where_the_penalty_rules_and_tracin_turns_round_where_not() {
    for method in ["influence", "newton", "tracin", "representer"] {
        assert!(r(method, "0.001") > 0.85 && rank(method, "0.001") > 0.7, "{method}");
    }
    assert!(rank("tracin", "0.01") < -0.5 && rank("tracin", "1") < -0.5);
    assert_eq!(PATH, Path { rate: 0.05, batch: 32, epochs: 30 });
}

#[test]
fn tracin_points_at_clear_rows_and_removal_at_doubtful_ones_whatever_the_order() {
    let (rows, study) = (breast_cancer::dataset(), weak());
    let margin = |row: simulation::dataset::Row<'_>| {
        let score = study.model().score(row.features);
        if row.target == Target::Class(1) { score } else { -score }
    };
    let margins: Vec<f64> = study.data().rows().map(margin).collect();
    assert!(spearman(&margins, study.actual()).unwrap() < -0.9);
    for seed in 1..=20 {
        let mut other = RemovalStudy::new(&rows, 1.0, 0..rows.len(), Seed::new(seed)).unwrap();
        // Retraining begins when the path is at its end.
        while other.actual().is_empty() {
            assert!(other.step().unwrap());
        }
        let traced = other.foretold(Foretold::Trace);
        assert!(spearman(traced, &margins).unwrap() > 0.7);
        let rank = spearman(traced, study.actual()).unwrap();
        assert!((rank - self::rank("tracin", "1")).abs() < 0.02, "seed {seed}: {rank}");
    }
}

#[test]
fn without_a_penalty_no_removal_could_lower_the_training_loss() {
    // With next to none, none does: the least change is a twentieth of the one under the strong penalty.
    let study = weak();
    let least = study.actual().iter().copied().fold(f64::INFINITY, f64::min);
    assert!(1000.0 * least > 0.05 * number("influence-real", &[]), "{least}");
}

#[test]
fn on_the_irises_no_leverage_is_as_large() {
    let most = |data, c| number("influence-leverage-most", &[("data", data), ("c", c)]);
    assert!(most("iris", "1") < 0.5 * most("breast-cancer", "1"));
    assert!(most("iris", "10") > most("iris", "1"));
    let r = |c| number("influence-r", &[("data", "iris"), ("c", c)]);
    assert!(r("1") > 0.9 && r("10") < 0.8 && r("1") > self::r("influence", "1"));
}
