//! Success by kind: rows that agree in two attributes, whatever their codes in the others.

use super::{Cells, CollectiveAction};

/// The rows that have one code of each of two attributes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kind {
    /// The codes.
    pub codes: [usize; 2],
    /// Their share of all rows, above 0.
    pub share: f64,
    /// The share of them for which the members have what they want at α = 0.
    pub before: f64,
    /// The same at α.
    pub after: f64,
    /// P(y ∣ x) at α for the wanted answer, on average; ½ where P has no mass.
    pub support: f64,
}

/// The kinds that have rows, by the codes of the first attribute and then the second; an attribute that there is not has one code, 0. Nothing if α is no share or the plan is one for another table. Cost O(cells · classes) a kind.
///
/// ```
/// use simulation::collective::action::{Cells, CollectiveAction, Strategy, columns_of, kinds};
/// use simulation::data::german_credit::{self, FEATURES};
///
/// let attributes = ["checking account", "history", "purpose"].map(|name| columns_of(&FEATURES, name));
/// let cells = Cells::of(&german_credit::dataset(), &attributes)?;
/// let repairs = (0..cells.count()).map(|cell| cells.with(cell, 2, 5)).collect();
/// let plan = CollectiveAction::new(cells.table()?, repairs, Strategy::FeaturesAndLabel { target: 0 })?;
/// let kinds = kinds(&cells, &plan, [0, 1], 0.02);
/// let sum: f64 = kinds.iter().map(|kind| kind.share * kind.after).sum();
/// assert!((sum - plan.success(0.02).ok_or("a share")?).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn kinds(cells: &Cells, plan: &CollectiveAction, attributes: [usize; 2], alpha: f64) -> Vec<Kind> {
    let (table, count) = (plan.table(), cells.count());
    let (Some(none), Some(now)) = (plan.successes(0.0), plan.successes(alpha)) else { return vec![] };
    let support = plan.supports(alpha).unwrap_or_default();
    if table.cells() != count {
        return vec![];
    }
    let [first, second] = attributes.map(|attribute| cells.codes(attribute).max(1));
    let mut kinds = vec![];
    for codes in (0..first).flat_map(|one| (0..second).map(move |other| [one, other])) {
        let mut kind = Kind { codes, share: 0.0, before: 0.0, after: 0.0, support: 0.0 };
        for cell in
            (0..count).filter(|&cell| attributes.map(|attribute| cells.code(cell, attribute)) == codes)
        {
            let mass = table.share(cell);
            kind.share += mass;
            kind.before += if none[cell] { mass } else { 0.0 };
            kind.after += if now[cell] { mass } else { 0.0 };
            kind.support += mass * support[cell].unwrap_or(0.5);
        }
        if kind.share > 0.0 {
            for sum in [&mut kind.before, &mut kind.after, &mut kind.support] {
                *sum /= kind.share;
            }
            kinds.push(kind);
        }
    }
    kinds
}
