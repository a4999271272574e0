//! `<<#gallery>>`: every figure with its defaults, live.

use std::fmt::Write;

use widgets::registry::{FAMILIES, WIDGETS};

use super::html::prose;
use super::specimen::Stand;
use crate::diagnostic::Diagnostic;

/// The chapter; `reference` is the address of the other one.
///
/// # Errors
/// If a figure's id is taken.
pub(super) fn page(reference: Option<&str>, mut stand: Stand<'_>) -> Result<String, Vec<Diagnostic>> {
    let mut out = String::new();
    for family in FAMILIES {
        let _ = writeln!(out, "## {} {{#gallery-of-{}}}\n", family.title, family.name);
        for entry in WIDGETS.iter().filter(|entry| family.parts.contains(&entry.part)) {
            let keys = reference
                .map_or_else(String::new, |page| format!(" [Its keys]({page}#directive-{}).", entry.name));
            let _ = writeln!(
                out,
                "### {0} {{#gallery-entry-{0}}}\n\n{1}{keys}\n\n{2}\n",
                entry.name,
                prose(entry.about),
                stand.show(entry)?
            );
        }
    }
    Ok(out)
}
