//! What the registry says to authors: the skeleton of a new widget, a schema of every directive, and the generated chapters.

mod gallery;
mod html;
pub mod list;
mod others;
mod reference;
pub mod schema;
pub mod skeletons;
mod specimen;

use widgets::first_frame::Medium;
use widgets::numbers::FormatParameters;
use widgets::parameters::{Parameter, Parameters};
use widgets::registry::{self, Number};

use crate::cache::Cache;
use crate::diagnostic::Diagnostic;
use crate::directives::{Directive, Spanned};
use crate::expand::{Ids, mistake, stands_alone, suggestion};
use specimen::Stand;

/// The directives that are replaced by a chapter made of the registry.
pub(crate) const DIRECTIVES: [&str; 2] = ["reference", "gallery"];

/// The chapter text of `<<#reference>>` or `<<#gallery>>`. Either takes one key with the name of the other, the address of the other's chapter
/// for its links.
pub(crate) fn page(
    text: &str,
    directive: &Directive,
    slug: &str,
    medium: Medium<'_>,
    ids: &mut Ids,
    cache: &Cache,
) -> Result<String, Vec<Diagnostic>> {
    let name = directive.name.value.as_str();
    let [reference, gallery] = DIRECTIVES;
    let (prefix, other) = if name == reference { (reference, gallery) } else { (gallery, reference) };
    if stands_alone(text, &directive.span).is_none_or(|prefix| !prefix.trim().is_empty()) {
        let message = format!("`{name}` is a whole chapter and must stand alone, in no list or quotation");
        return Err(vec![mistake(
            directive,
            &directive.span,
            message,
            "put blank lines around it".to_owned(),
        )]);
    }
    let link = link(directive, other)?;
    let stand = Stand { prefix, directive, slug, medium, ids, cache };
    if prefix == reference { reference::page(link, stand) } else { gallery::page(link, stand) }
}

/// The address under the one key that there may be.
fn link<'a>(directive: &'a Directive, key: &str) -> Result<Option<&'a str>, Vec<Diagnostic>> {
    let unknown = |found: &Spanned<String>| {
        let message = format!("unknown key `{}`", found.value);
        vec![mistake(directive, &found.span, message, suggestion(&found.value, &[key]))]
    };
    if let Some(word) = directive.words.first() {
        return Err(unknown(word));
    }
    let mut address = None;
    for (found, value) in &directive.arguments {
        if found.value != key {
            return Err(unknown(found));
        }
        if address.is_some() {
            let message = format!("key `{key}` is given twice");
            return Err(vec![mistake(directive, &found.span, message, "keep one of them".to_owned())]);
        }
        let one = value.value.as_one().filter(|one| !one.is_empty() && one.chars().all(is_of_address));
        address = Some(one.ok_or_else(|| {
            let message = format!("`{key}` is no address: expected the file of a chapter");
            let help = format!("write `{key}=FILE.md`, as seen from this chapter");
            vec![mistake(directive, &value.span, message, help)]
        })?);
    }
    Ok(address)
}

/// The keys of a number that are neither its figure's nor those of every number.
fn keys_of_its_own(number: &Number) -> Vec<Parameter> {
    let mut shared = FormatParameters::list();
    shared.extend(registry::widget(number.widget).map_or_else(Vec::new, |entry| (entry.parameters)()));
    let own = (number.parameters)().into_iter();
    own.filter(|parameter| shared.iter().all(|known| known.name != parameter.name)).collect()
}

fn is_of_address(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-_./".contains(character)
}
