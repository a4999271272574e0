use proptest::prelude::*;
use proptest::strategy::Strategy as _;

use super::*;
use crate::collective::action::Strategy;

fn table() -> DiscreteTable {
    let conditional = vec![vec![0.8, 0.2], vec![0.3, 0.7], vec![0.25, 0.75], vec![0.5, 0.5]];
    DiscreteTable::new(vec![0.5, 0.3, 0.04, 0.16], conditional).unwrap()
}

fn planned(signal: [usize; 4], strategy: Strategy) -> CollectiveAction {
    CollectiveAction::new(table(), signal.to_vec(), strategy).unwrap()
}

#[test]
fn planting_by_hand() {
    let plan = planned([2; 4], Strategy::FeaturesAndLabel { target: 0 });
    assert!((plan.uniqueness() - 0.04).abs() < 1e-15);
    assert_eq!((plan.gap(), plan.floor()), (Some(0.5), Some(0.25)));
    // In the cell of the signal, α against (1 − α)·0.04·(0.75 − 0.25): they meet at α = 1/51.
    let turn = 1.0 / 51.0;
    assert_eq!((plan.success(turn - 1e-9), plan.success(turn)), (Some(0.0), Some(1.0)), "a tie counts");
    assert_eq!(plan.supports(0.0).unwrap()[1], Some(0.25));
    assert!((plan.bound(0.5).unwrap() - 0.98).abs() < 1e-15);
    assert!((plan.promised_from(0.98).unwrap() - 0.5).abs() < 1e-12);
    assert!((plan.reached_from(0.9).unwrap() - turn).abs() < 1e-12);
    // Features only: 0.04·0.25 + α·(0.4 + 0.09 + 0.08) against 0.03.
    let plan = planned([2; 4], Strategy::FeaturesOnly { target: 0 });
    let turn = 0.02 / 0.57;
    assert_eq!((plan.success(turn - 1e-9), plan.success(turn + 1e-9)), (Some(0.0), Some(1.0)));
    assert!((plan.bound(0.5).unwrap() - (1.0 - 3.0 * 0.04 / 0.5)).abs() < 1e-15);
}

#[test]
fn erasing_by_hand() {
    // The second kind is to be answered as the first: 0.3 + α against 0.7 in shares of 1 − α.
    let plan = planned([0, 0, 2, 3], Strategy::Erase);
    assert!((plan.dependence() - 0.15).abs() < 1e-15);
    assert_eq!((plan.target(), plan.gap(), plan.floor(), plan.wanted(1)), (None, None, None, 0));
    let turn = 0.4 / 1.4;
    assert!((plan.success(turn - 1e-9).unwrap() - 0.7).abs() < 1e-15);
    assert!((plan.success(turn + 1e-9).unwrap() - 1.0).abs() < 1e-15);
    assert!((plan.bound(0.5).unwrap() - 0.7).abs() < 1e-15);
    // What depends on nothing is erased by anybody.
    let nothing = planned([0, 1, 2, 3], Strategy::Erase);
    assert_eq!((nothing.bound(1e-9), nothing.promised_from(0.999)), (Some(1.0), Some(0.0)));
}

#[test]
fn a_signal_that_nobody_shows_needs_nobody() {
    let conditional = vec![vec![0.4, 0.6], vec![0.5, 0.5]];
    let table = DiscreteTable::new(vec![1.0, 0.0], conditional).unwrap();
    let strategy = Strategy::FeaturesAndLabel { target: 0 };
    let plan = CollectiveAction::new(table, vec![1, 1], strategy).unwrap();
    assert_eq!((plan.uniqueness(), plan.bound(1e-6), plan.success(1e-6)), (0.0, Some(1.0), Some(1.0)));
    assert_eq!(plan.supports(0.0).unwrap()[0], None, "without members nothing is known about it");
}

#[test]
fn what_does_not_fit_the_table_is_refused() {
    let of = |signal: Vec<usize>, strategy| {
        CollectiveAction::new(table(), signal, strategy).unwrap_err().to_string()
    };
    assert_eq!(
        of(vec![0; 3], Strategy::Erase),
        "the signal maps 3 cells: legal are 4, each to one of 0 to 3"
    );
    assert!(of(vec![0, 0, 4, 0], Strategy::Erase).contains("maps 4 cells"));
    let target = of(vec![0; 4], Strategy::FeaturesOnly { target: 2 });
    assert_eq!(target, "the target is class 2: legal are 0 to 1");
    let plan = planned([2; 4], Strategy::Erase);
    for alpha in [-0.1, 1.1, f64::NAN] {
        assert_eq!((plan.success(alpha), plan.bound(alpha), plan.mixture(alpha)), (None, None, None));
    }
    assert_eq!((plan.bound(0.0), plan.promised_from(1.0)), (None, None));
    // A class that some kind never has: with features alone, nothing is promised.
    let table = DiscreteTable::counted(&[vec![0, 3], vec![4, 1]]).unwrap();
    let never = CollectiveAction::new(table, vec![1, 1], Strategy::FeaturesOnly { target: 0 }).unwrap();
    assert_eq!((never.floor(), never.bound(0.9), never.promised_from(0.1)), (Some(0.0), None, None));
}

/// Counts of up to 12 kinds and 4 classes, some of them nobody's, a signal and a target.
fn drawn() -> impl proptest::strategy::Strategy<Value = (DiscreteTable, Vec<usize>, usize)> {
    (2_usize..5, 2_usize..13).prop_flat_map(|(classes, cells)| {
        let counts = proptest::collection::vec(proptest::collection::vec(0_u32..9, classes), cells);
        let signal = proptest::collection::vec(0..cells, cells);
        (counts, signal, 0..classes).prop_filter_map("somebody", |(counts, signal, target)| {
            Some((DiscreteTable::counted(&counts).ok()?, signal, target))
        })
    })
}

proptest! {
    /// Success is at least the bound at every α, for the exact classifier.
    #[test]
    fn success_is_at_least_the_bound_at_every_share((table, signal, target) in drawn(), alpha in 0.0001..1.0) {
        // Overwriting once is overwriting for good.
        let once: Vec<usize> = (0..signal.len()).map(|cell| if signal.contains(&cell) { cell } else { signal[cell] }).collect();
        for (signal, strategy) in [
            (&signal, Strategy::FeaturesAndLabel { target }),
            (&signal, Strategy::FeaturesOnly { target }),
            (&once, Strategy::Erase),
        ] {
            let plan = CollectiveAction::new(table.clone(), signal.clone(), strategy).unwrap();
            for alpha in [alpha, 0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 1.0 / 3.0, 0.5, 0.75, 1.0] {
                let success = plan.success(alpha).unwrap();
                prop_assert!((0.0..=1.0 + 1e-12).contains(&success));
                if let Some(bound) = plan.bound(alpha) {
                    prop_assert!(success >= bound - 1e-12, "{strategy:?} at {alpha}: {success} below {bound}");
                }
            }
            if let Some(from) = plan.promised_from(0.9).filter(|from| *from > 0.0) {
                prop_assert!((plan.bound(from).unwrap() - 0.9).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn turning_shares_are_where_answers_turn((table, signal, target) in drawn(), level in 0.01..0.99) {
        let once: Vec<usize> = (0..signal.len()).map(|cell| if signal.contains(&cell) { cell } else { signal[cell] }).collect();
        for strategy in [Strategy::FeaturesAndLabel { target }, Strategy::FeaturesOnly { target }, Strategy::Erase] {
            let plan = CollectiveAction::new(table.clone(), once.clone(), strategy).unwrap();
            for (cell, turn) in plan.turning_shares().into_iter().enumerate().filter(|(cell, _)| plan.table().share(*cell) > 0.0) {
                let at = |alpha: f64| plan.successes(alpha.clamp(0.0, 1.0)).unwrap()[cell];
                match turn {
                    Some(turn) => {
                        prop_assert!(at(turn + 1e-9) && at(1.0) && at(0.5 + 0.5 * turn), "{strategy:?}, cell {cell}");
                        prop_assert!(turn < 1e-6 || !at(turn - 1e-7), "{strategy:?}, cell {cell} before {turn}");
                    }
                    None => prop_assert!(!at(1.0), "{strategy:?}, cell {cell}"),
                }
            }
            let steps = plan.steps();
            for alpha in [0.003, 0.04, 0.3, 0.9] {
                let last = steps.iter().rev().find(|(turn, _)| *turn <= alpha).map_or(0.0, |(_, success)| *success);
                let near = steps.iter().any(|(turn, _)| (turn - alpha).abs() < 1e-9);
                prop_assert!(near || (plan.success(alpha).unwrap() - last).abs() < 1e-12, "{strategy:?} at {alpha}");
            }
            prop_assert!(steps.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1));
            match plan.reached_from(level) {
                Some(alpha) => prop_assert!(plan.success((alpha + 1e-9).min(1.0)).unwrap() >= level - 1e-9),
                None => prop_assert!(plan.success(1.0).unwrap() < level),
            }
        }
    }

    #[test]
    fn the_mixture_is_a_distribution_between_two((table, signal, target) in drawn(), alpha in 0.0..1.0) {
        for strategy in [Strategy::FeaturesAndLabel { target }, Strategy::FeaturesOnly { target }, Strategy::Erase] {
            let plan = CollectiveAction::new(table.clone(), signal.clone(), strategy).unwrap();
            let at = |alpha| plan.mixture(alpha).unwrap();
            prop_assert!((sum(&at(alpha)) - 1.0).abs() < 1e-12);
            for ((mixed, none), all) in at(alpha).iter().zip(at(0.0)).zip(at(1.0)) {
                prop_assert!((mixed - (1.0 - alpha) * none - alpha * all).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn success_grows_with_the_share_where_labels_change((table, signal, target) in drawn()) {
        let plan = CollectiveAction::new(table, signal, Strategy::FeaturesAndLabel { target }).unwrap();
        let curve: Vec<f64> = (1..=100).map(|percent| plan.success(f64::from(percent) / 100.0).unwrap()).collect();
        prop_assert!(curve.windows(2).all(|pair| pair[0] <= pair[1] + 1e-12), "{curve:?}");
        prop_assert!((curve[99] - 1.0).abs() < 1e-12);
    }
}
