//! `<<#gallery>>`: every figure with its defaults, live.

use std::fmt::Write;

use widgets::first_frame::Medium;
use widgets::registry::{FAMILIES, WIDGETS};

use super::html::prose;
use crate::cache::Cache;
use crate::expand::{Ids, frame};

/// The chapter; `reference` is the address of the other one.
///
/// # Errors
/// That a figure's id is taken, with what to do.
pub(super) fn page(
    reference: Option<&str>,
    medium: Medium<'_>,
    ids: &mut Ids,
    slug: &str,
    cache: &Cache,
) -> Result<String, (String, String)> {
    let mut out = String::new();
    for family in FAMILIES {
        let _ = writeln!(out, "## {} {{#gallery-of-{}}}\n", family.title, family.name);
        for entry in WIDGETS.iter().filter(|entry| family.parts.contains(&entry.part)) {
            let id = format!("gallery-{}", entry.name);
            ids.take(&id, slug).map_err(|earlier| {
                let message = format!("the gallery's figure `{id}` has the id of a figure in {earlier}");
                (message, "a book has one gallery; give the other figure another id".to_owned())
            })?;
            let drawn = frame(entry, &vec![], &id, medium, cache).map_err(|errors| {
                let said = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
                (format!("`{}` cannot be drawn with its defaults", entry.name), said)
            })?;
            let keys = reference
                .map_or_else(String::new, |page| format!(" [Its keys]({page}#directive-{}).", entry.name));
            let _ = writeln!(
                out,
                "### {0} {{#gallery-entry-{0}}}\n\n{1}{keys}\n\n```\n<<#{0}>>\n```\n\n{2}\n",
                entry.name,
                prose(entry.about),
                drawn.html
            );
        }
    }
    Ok(out)
}
