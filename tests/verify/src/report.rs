//! What is told about a file, and the table of all.

use std::fmt::Write;

/// The result for one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The file's name.
    pub name: String,
    /// The kind it says it is; `None` if it could not be read.
    pub kind: Option<String>,
    /// How many numbers were compared.
    pub compared: usize,
    /// The number that used up most of its tolerance.
    pub worst: Option<Worst>,
    /// Keys with numbers that are not recomputed.
    pub not_offered: Vec<String>,
    /// How it went.
    pub outcome: Outcome,
}

/// How a file went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything that is implemented is within its tolerance.
    Pass,
    /// Something is not, or could not be read; one line for each.
    Fail(Vec<String>),
    /// The file's kind is not implemented.
    Unknown,
}

/// One number against its tolerance.
#[derive(Clone, Debug, PartialEq)]
pub struct Worst {
    /// Case and key.
    pub quantity: String,
    /// How far it is off, relative where the quantity is compared so.
    pub error: f64,
    /// How far it may be off.
    pub tolerance: f64,
}

impl Worst {
    /// Whether this one uses up more of its tolerance. NaN is worse than any number.
    pub(crate) fn is_worse_than(&self, other: &Self) -> bool {
        let used = |worst: &Self| {
            if worst.error == 0.0 { 0.0 } else { worst.error / worst.tolerance }
        };
        let (own, other) = (used(self), used(other));
        own > other || (own.is_nan() && !other.is_nan())
    }
}

impl Report {
    /// Whether nothing is wrong; an unknown kind is not wrong.
    #[must_use]
    pub fn passes(&self) -> bool {
        !matches!(self.outcome, Outcome::Fail(_))
    }

    pub(crate) fn unreadable(name: &str, reason: String) -> Self {
        Self::bare(name, None, Outcome::Fail(vec![reason]))
    }

    pub(crate) fn unknown(name: &str, kind: &str) -> Self {
        Self::bare(name, Some(kind.to_owned()), Outcome::Unknown)
    }

    fn bare(name: &str, kind: Option<String>, outcome: Outcome) -> Self {
        Self { name: name.to_owned(), kind, compared: 0, worst: None, not_offered: Vec::new(), outcome }
    }
}

/// One aligned line for each file, and under it what failed and what is not offered.
#[must_use]
pub fn table(reports: &[Report]) -> String {
    let header = ["file", "quantities", "worst error", "tolerance", "", "worst quantity"];
    let mut lines = vec![header.map(str::to_owned)];
    lines.extend(reports.iter().map(columns));
    let widths: Vec<usize> = (0..header.len())
        .map(|column| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for (place, line) in lines.iter().enumerate() {
        let [file, quantities, error, tolerance, outcome, worst] = line;
        let line = format!(
            "{file:<0$}  {quantities:>1$}  {error:>2$}  {tolerance:>3$}  {outcome:<4$}  {worst}",
            widths[0], widths[1], widths[2], widths[3], widths[4]
        );
        let _ = writeln!(text, "{}", line.trim_end());
        let Some(report) = place.checked_sub(1).and_then(|place| reports.get(place)) else { continue };
        if let Outcome::Fail(reasons) = &report.outcome {
            for reason in reasons.iter().take(SHOWN) {
                let _ = writeln!(text, "    {reason}");
            }
            if let Some(more) = reasons.len().checked_sub(SHOWN).filter(|&more| more > 0) {
                let _ = writeln!(text, "    and {more} more");
            }
        }
        if !report.not_offered.is_empty() {
            let _ = writeln!(text, "    not offered: {}", report.not_offered.join(", "));
        }
    }
    text
}

/// How many failures of a file are spelled out.
const SHOWN: usize = 5;

fn columns(report: &Report) -> [String; 6] {
    let compared = if report.compared == 0 { String::new() } else { report.compared.to_string() };
    let number = |read: fn(&Worst) -> f64| {
        report.worst.as_ref().map_or(String::new(), |worst| format!("{:.1e}", read(worst)))
    };
    let outcome = match report.outcome {
        Outcome::Pass => "pass",
        Outcome::Fail(_) => "FAIL",
        Outcome::Unknown => "unknown",
    };
    let worst = match (&report.outcome, &report.kind) {
        (Outcome::Unknown, Some(kind)) => format!("no kind {kind} here"),
        _ => report.worst.as_ref().map_or(String::new(), |worst| worst.quantity.clone()),
    };
    [
        report.name.clone(),
        compared,
        number(|worst| worst.error),
        number(|worst| worst.tolerance),
        outcome.into(),
        worst,
    ]
}
