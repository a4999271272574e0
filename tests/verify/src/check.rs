//! What was compared and how far it was off.

use std::collections::BTreeSet;

use crate::case::Case;
use crate::fixture::{Fixture, Problem};
use crate::report::{Outcome, Report, Worst};

/// Collects comparisons while a file is recomputed.
#[derive(Debug)]
pub struct Check<'f> {
    fixture: &'f Fixture,
    compared: usize,
    worst: Option<Worst>,
    not_offered: BTreeSet<String>,
    failures: Vec<String>,
}

/// Recomputes one case: reads its inputs, and hands each quantity to the check.
pub(crate) type Recompute = fn(&Case<'_>, &mut Check<'_>) -> Result<(), Problem>;

impl<'f> Check<'f> {
    pub(crate) fn new(fixture: &'f Fixture) -> Self {
        Self { fixture, compared: 0, worst: None, not_offered: BTreeSet::new(), failures: Vec::new() }
    }

    /// Recomputes a case; what stops it is a failure, and what it did not read is not offered.
    pub(crate) fn case(&mut self, case: &Case<'_>, recompute: Recompute) {
        match recompute(case, self) {
            Ok(()) => self.set_aside(case),
            Err(problem) => self.failures.push(problem.to_string()),
        }
    }

    /// Compares a quantity with the case's own value of that name. Each number is one comparison: |got − want| is to be at
    /// most the tolerance of that name. A quantity that the case lacks, one of another length, and a NaN are failures; ask
    /// [`Case::has`] first where the shape leaves a quantity out.
    pub fn compare(&mut self, case: &Case<'_>, key: &str, got: &[f64], tolerance: &str) {
        self.compare_scaled(case, key, got, tolerance, |want| vec![1.0; want.len()]);
    }

    /// The same with errors relative to the quantity's largest number in size, unless that is 0.
    pub fn compare_relative(&mut self, case: &Case<'_>, key: &str, got: &[f64], tolerance: &str) {
        self.compare_scaled(case, key, got, tolerance, |want| {
            let largest = want.iter().fold(0.0_f64, |largest, number| largest.max(number.abs()));
            vec![if largest > 0.0 { largest } else { 1.0 }; want.len()]
        });
    }

    /// The same with the error of each number relative to itself, unless it is 0.
    pub fn compare_each_relative(&mut self, case: &Case<'_>, key: &str, got: &[f64], tolerance: &str) {
        let size = |number: &f64| if *number == 0.0 { 1.0 } else { number.abs() };
        self.compare_scaled(case, key, got, tolerance, |want| want.iter().map(size).collect());
    }

    /// A number that the case's own is a lower reference of: only what falls short of it is an error, relative to it.
    pub fn compare_floor(&mut self, case: &Case<'_>, key: &str, got: f64, tolerance: &str) {
        let floor = case.number(key).unwrap_or(got);
        // A NaN stays one.
        self.compare_each_relative(case, key, &[if got > floor { floor } else { got }], tolerance);
    }

    /// One number that may be undefined, which then is a failure.
    pub fn compare_one(&mut self, case: &Case<'_>, key: &str, got: Option<f64>, tolerance: &str) {
        match got {
            Some(got) => self.compare(case, key, &[got], tolerance),
            None => self.failures.push(case.problem(key, "is undefined when recomputed").to_string()),
        }
    }

    /// The same, relative as in [`Check::compare_relative`].
    pub fn compare_one_relative(&mut self, case: &Case<'_>, key: &str, got: Option<f64>, tolerance: &str) {
        match got {
            Some(got) => self.compare_relative(case, key, &[got], tolerance),
            None => self.failures.push(case.problem(key, "is undefined when recomputed").to_string()),
        }
    }

    /// Lists what an object inside a case has and nobody read; for a case itself that is done by itself.
    pub fn set_aside(&mut self, case: &Case<'_>) {
        self.not_offered.extend(case.unread());
    }

    /// Lists a whole case as not offered, under this name.
    pub fn leave_out(&mut self, case: &Case<'_>, name: &str) {
        case.describe_all();
        self.not_offered.insert(name.to_owned());
    }

    fn compare_scaled(
        &mut self,
        case: &Case<'_>,
        key: &str,
        got: &[f64],
        tolerance: &str,
        scale: impl Fn(&[f64]) -> Vec<f64>,
    ) {
        let (want, tolerance) = match (case.expected(key), self.fixture.tolerance(tolerance)) {
            (Ok(want), Ok(tolerance)) => (want, tolerance),
            (Err(problem), _) | (_, Err(problem)) => return self.failures.push(problem.to_string()),
        };
        if got.len() != want.len() {
            let what = format!("has {} numbers, recomputed are {}", want.len(), got.len());
            return self.failures.push(case.problem(key, what).to_string());
        }
        for (place, ((got, want), scale)) in got.iter().zip(&want).zip(scale(&want)).enumerate() {
            let error = (got - want).abs() / scale;
            // A NaN is within no tolerance.
            if error.is_nan() || error > tolerance {
                let what = format!("number {place} is {want:?}, recomputed {got:?}: {error:.1e} apart");
                self.failures.push(case.problem(key, what).to_string());
            }
            self.compared += 1;
            let worst =
                Worst { quantity: format!("{} {}", case.name(), case.full_key(key)), error, tolerance };
            if self.worst.as_ref().is_none_or(|known| worst.is_worse_than(known)) {
                self.worst = Some(worst);
            }
        }
    }

    pub(crate) fn report(mut self, name: &str) -> Report {
        if self.compared == 0 && self.failures.is_empty() {
            self.failures.push("nothing was compared".into());
        }
        Report {
            name: name.to_owned(),
            kind: Some(self.fixture.kind().to_owned()),
            compared: self.compared,
            worst: self.worst,
            not_offered: self.not_offered.into_iter().collect(),
            outcome: if self.failures.is_empty() { Outcome::Pass } else { Outcome::Fail(self.failures) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{"schema": 1, "fixture": "odd", "tolerance": {"all": 0.01, "tight": 1e-9, "counts": "exact"}, "cases": [
        {"name": "a", "x": [100, 1e-3], "zero": [0, 0], "count": 3, "extra": 1}]}"#;

    fn checked(recompute: Recompute) -> Report {
        let fixture = Fixture::read(FILE).unwrap();
        let mut check = Check::new(&fixture);
        check.case(&fixture.cases().next().unwrap(), recompute);
        check.report("a.json")
    }

    #[test]
    fn relative_errors_are_in_units_of_the_largest_number() {
        let report = checked(|case, check| {
            check.compare_relative(case, "x", &[100.9, 0.5], "all");
            check.compare_relative(case, "zero", &[0.0, 0.009], "all");
            Ok(())
        });
        assert_eq!((&report.outcome, report.compared), (&Outcome::Pass, 4));
        assert!(
            report.worst.is_some_and(|worst| worst.quantity == "a x" && (worst.error - 0.009).abs() < 1e-12)
        );
        let report = checked(|case, check| {
            check.compare(case, "x", &[100.9, 1e-3], "all");
            Ok(())
        });
        assert!(!report.passes());
        // Each by itself: the small one is as wrong as can be.
        let report = checked(|case, check| {
            check.compare_each_relative(case, "x", &[100.9, 0.5], "all");
            Ok(())
        });
        assert!(matches!(report.outcome, Outcome::Fail(reasons) if reasons.len() == 1));
    }

    #[test]
    fn above_a_lower_reference_nothing_is_wrong() {
        for (got, passes) in [(3.0, true), (1e9, true), (2.98, true), (2.9, false), (f64::NAN, false)] {
            let fixture = Fixture::read(FILE).unwrap();
            let mut check = Check::new(&fixture);
            check.compare_floor(&fixture.cases().next().unwrap(), "count", got, "all");
            assert_eq!(check.report("a.json").passes(), passes, "{got}");
        }
    }

    #[test]
    fn the_worst_is_measured_by_its_own_tolerance() {
        let report = checked(|case, check| {
            check.compare(case, "x", &[100.001, 1e-3], "all");
            check.compare(case, "zero", &[5e-10, 0.0], "tight");
            check.compare(case, "count", &[3.0], "counts");
            Ok(())
        });
        assert!(report.passes());
        assert!(report.worst.is_some_and(|worst| worst.quantity == "a zero" && worst.tolerance == 1e-9));
    }

    #[test]
    fn nan_and_undefined_are_never_a_pass() {
        let report = checked(|case, check| {
            check.compare(case, "x", &[f64::NAN, 1e-3], "all");
            check.compare(case, "count", &[3.0], "counts");
            Ok(())
        });
        assert!(!report.passes() && report.worst.is_some_and(|worst| worst.error.is_nan()));
        let report = checked(|case, check| {
            check.compare_one(case, "count", None, "all");
            Ok(())
        });
        let reason = "case a, key count: is undefined when recomputed";
        assert_eq!(report.outcome, Outcome::Fail(vec![reason.into()]));
    }

    #[test]
    fn a_case_left_out_is_listed_once() {
        let report = checked(|case, check| {
            check.compare(case, "count", &[3.0], "counts");
            check.leave_out(case, "odd cases");
            Ok(())
        });
        assert_eq!(report.not_offered, ["odd cases"]);
    }
}
