//! What may weigh more for now, and when that is no longer so.

use std::process::Command;

use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};

use super::Weight;
use crate::process::output;

/// How much larger than what is needed an exception may be, so that it goes down with what it is about.
const SLACK: f64 = 1.02;
/// How much room an exception gets when it is settled: compilers differ a little.
const ROOM: f64 = 1.01;

/// A page or a part that may weigh more than its budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exception {
    what: String,
    bytes: usize,
    why: String,
    /// The last day on which it holds, as `2027-01-31`.
    until: String,
}

/// Today by the machine's clock, as `2027-01-31`.
pub(super) fn today() -> Result<String> {
    let today = output(Command::new("date").args(["-u", "+%Y-%m-%d"]))?;
    ensure!(is_day(&today), "`date` prints {today}");
    Ok(today)
}

/// What is wrong with weights and exceptions, one line each.
pub(super) fn complaints(weights: &[Weight], exceptions: &[Exception], today: &str) -> Vec<String> {
    let mut found = vec![];
    for Weight { what, bytes, budget, .. } in weights {
        let excepted: Vec<_> = exceptions.iter().filter(|exception| exception.what == *what).collect();
        let allowed = excepted.first().map_or(*budget, |exception| exception.bytes);
        if excepted.len() > 1 {
            found.push(format!("{what} is excepted twice"));
        } else if *bytes > allowed {
            found.push(format!("{what} weighs {bytes} bytes, {allowed} are allowed"));
        } else if !excepted.is_empty() && bytes <= budget {
            found.push(format!("{what} keeps its budget of {budget} bytes: take its exception away"));
        } else if !excepted.is_empty() && allowed as f64 > *bytes as f64 * SLACK {
            found.push(format!("{what} weighs {bytes} bytes and is allowed {allowed}: lower its exception"));
        }
    }
    for Exception { what, why, until, .. } in exceptions {
        if !weights.iter().any(|weight| weight.what == *what) {
            found.push(format!("{what} is excepted and not there"));
        }
        if why.trim().is_empty() || !is_day(until) {
            found.push(format!(
                "the exception of {what} has no reason, or no day like 2027-01-31 on which it ends"
            ));
        } else if today > until.as_str() {
            found.push(format!("the exception of {what} ended on {until}: mend it, or think again"));
        }
    }
    found
}

/// The exceptions that are needed, each as large as needed and a little larger.
pub(super) fn settled(weights: &[Weight], exceptions: &[Exception]) -> Vec<Exception> {
    let settled = |exception: &Exception| {
        let weight =
            weights.iter().find(|weight| weight.what == exception.what && weight.bytes > weight.budget)?;
        Some(Exception { bytes: (weight.bytes as f64 * ROOM) as usize, ..exception.clone() })
    };
    exceptions.iter().filter_map(settled).collect()
}

fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(bytes: usize) -> Weight {
        Weight { what: "a.html".to_owned(), bytes, budget: 1000, later: 0, note: String::new() }
    }

    fn exception(bytes: usize) -> Exception {
        let (what, why) = ("a.html".to_owned(), "two parts".to_owned());
        Exception { what, bytes, why, until: "2027-01-31".to_owned() }
    }

    fn said(bytes: usize, exceptions: &[Exception], today: &str) -> String {
        complaints(&[weight(bytes)], exceptions, today).join("; ")
    }

    #[test]
    fn a_budget_is_kept_or_excepted() {
        assert_eq!(said(1000, &[], "2026-12-01"), "");
        assert_eq!(said(1001, &[], "2026-12-01"), "a.html weighs 1001 bytes, 1000 are allowed");
        assert_eq!(said(1100, &[exception(1110)], "2026-12-01"), "");
        assert_eq!(
            said(1111, &[exception(1110)], "2026-12-01"),
            "a.html weighs 1111 bytes, 1110 are allowed"
        );
    }

    #[test]
    fn an_exception_goes_down_and_ends() {
        assert!(said(1080, &[exception(1110)], "2026-12-01").ends_with("lower its exception"));
        assert!(said(990, &[exception(1110)], "2026-12-01").ends_with("take its exception away"));
        assert_eq!(said(1100, &[exception(1110)], "2027-01-31"), "");
        assert!(said(1100, &[exception(1110)], "2027-02-01").contains("ended on 2027-01-31"));
        assert_eq!(said(1100, &[exception(1110), exception(1110)], "2026-12-01"), "a.html is excepted twice");
        let lost = Exception { what: "b.html".to_owned(), ..exception(1110) };
        assert_eq!(said(900, &[lost], "2026-12-01"), "b.html is excepted and not there");
        let idle = Exception { why: " ".to_owned(), ..exception(1110) };
        assert!(said(1100, &[idle], "2026-12-01").contains("no reason"));
        let endless = Exception { until: "some day".to_owned(), ..exception(1110) };
        assert!(said(1100, &[endless], "2026-12-01").contains("no day"));
    }

    #[test]
    fn settling_leaves_nothing_to_complain_of_and_drops_what_is_idle() {
        let settled_for = |bytes| settled(&[weight(bytes)], &[exception(5000)]);
        assert_eq!(said(1500, &settled_for(1500), "2026-12-01"), "");
        assert_eq!(settled_for(1500), [exception(1515)]);
        assert_eq!(settled_for(1000), []);
    }
}
