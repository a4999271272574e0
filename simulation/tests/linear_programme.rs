//! Linear programmes with known answers, and against all basic solutions of small ones.

use proptest::prelude::*;
use simulation::linear_algebra::dot;
use simulation::linear_programme::{LinearProgramme, LinearProgrammeError};

fn programme(right: &[f64], columns: &[(f64, &[f64])]) -> LinearProgramme {
    let mut programme = LinearProgramme::new(right.to_vec()).unwrap();
    for (cost, entries) in columns {
        programme.add_column(*cost, entries.to_vec()).unwrap();
    }
    programme
}

#[test]
fn what_has_no_optimum_is_refused() {
    use LinearProgrammeError as Error;
    assert_eq!(programme(&[1.0], &[(1.0, &[-1.0])]).minimise(), Err(Error::Infeasible));
    assert_eq!(programme(&[1.0], &[]).minimise(), Err(Error::Infeasible));
    let falling = programme(&[1.0], &[(0.0, &[1.0]), (-1.0, &[0.0])]).minimise();
    assert_eq!(falling, Err(Error::Unbounded));
    let mut short = LinearProgramme::new(vec![1.0, 2.0]).unwrap();
    assert_eq!(short.add_column(0.0, vec![1.0]), Err(Error::Length { found: 1, rows: 2 }));
    assert_eq!(short.add_column(f64::NAN, vec![1.0; 2]), Err(Error::NotFinite));
    assert_eq!(LinearProgramme::new(vec![f64::INFINITY]), Err(Error::NotFinite));
}

#[test]
fn no_rows_need_nothing() {
    assert_eq!(programme(&[], &[(1.0, &[])]).minimise().unwrap().variables, [0.0]);
}

#[test]
fn a_row_said_twice_does_no_harm() {
    let optimum = programme(&[2.0, 2.0], &[(1.0, &[1.0, 1.0]), (3.0, &[1.0, 1.0])]).minimise().unwrap();
    assert_eq!((optimum.value, optimum.variables), (2.0, vec![2.0, 0.0]));
}

#[test]
fn the_example_on_which_the_simplex_method_cycles_ends() {
    // Beale (1955): degenerate, and cycling with the largest-coefficient rule. Optimum −1/20.
    let columns: [(f64, &[f64]); 7] = [
        (0.0, &[1.0, 0.0, 0.0]),
        (0.0, &[0.0, 1.0, 0.0]),
        (0.0, &[0.0, 0.0, 1.0]),
        (-0.75, &[0.25, 0.5, 0.0]),
        (150.0, &[-60.0, -90.0, 0.0]),
        (-0.02, &[-0.04, -0.02, 1.0]),
        (6.0, &[9.0, 3.0, 0.0]),
    ];
    let optimum = programme(&[0.0, 0.0, 1.0], &columns).minimise().unwrap();
    assert!((optimum.value + 0.05).abs() < 1e-12, "{}", optimum.value);
}

#[test]
fn added_columns_continue_from_the_basis() {
    let mut programme = programme(&[1.0], &[(5.0, &[1.0])]);
    assert_eq!(programme.minimise().unwrap().value, 5.0);
    programme.add_column(2.0, vec![0.5]).unwrap();
    assert_eq!(programme.minimise().unwrap().value, 4.0);
}

/// The best of all basic solutions of two rows: every pair of independent columns that solves b with numbers ≥ 0.
fn by_enumeration(right: &[f64], columns: &[(f64, &[f64])]) -> f64 {
    let determinant = |first: &[f64], second: &[f64]| first[0] * second[1] - second[0] * first[1];
    let mut best = f64::INFINITY;
    for (place, (cost, first)) in columns.iter().enumerate() {
        for (other_cost, second) in &columns[..place] {
            let whole = determinant(first, second);
            // Cramer's rule. Entries are whole numbers: dependent columns have determinant 0 exactly.
            let (x, y) = (determinant(right, second) / whole, determinant(first, right) / whole);
            if whole != 0.0 && x >= 0.0 && y >= 0.0 {
                best = best.min(cost * x + other_cost * y);
            }
        }
    }
    best
}

fn whole_numbers(count: usize) -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::vec((-3_i32..=3).prop_map(f64::from), count)
}

proptest! {
    #[test]
    fn it_finds_the_best_of_all_basic_solutions(
        right in whole_numbers(2),
        costs in proptest::collection::vec(0.0_f64..4.0, 6),
        entries in whole_numbers(12),
    ) {
        // Costs ≥ 0 and x ≥ 0: bounded below, so an optimum is basic if there is any. Two unit columns make the rank full.
        let mut columns: Vec<(f64, &[f64])> = costs.iter().copied().zip(entries.chunks(2)).collect();
        columns.extend([(5.0, &[1.0, 0.0][..]), (5.0, &[0.0, 1.0])]);
        let wanted = by_enumeration(&right, &columns);
        match programme(&right, &columns).minimise() {
            Err(error) => {
                prop_assert_eq!(error, LinearProgrammeError::Infeasible);
                prop_assert_eq!(wanted, f64::INFINITY);
            }
            Ok(optimum) => {
                prop_assert!((optimum.value - wanted).abs() < 1e-9);
                prop_assert!((dot(&optimum.multipliers, &right) - wanted).abs() < 1e-9);
                for (row, b) in right.iter().enumerate() {
                    let sum: f64 = optimum.variables.iter().zip(&columns).map(|(x, c)| x * c.1[row]).sum();
                    prop_assert!((sum - b).abs() < 1e-9);
                }
                for (cost, column) in &columns {
                    prop_assert!(cost - dot(&optimum.multipliers, column) > -1e-9, "dual feasible");
                }
            }
        }
    }
}
