//! A question as the page holds it before any script runs.

use super::Entry;
use crate::markup::html::escape;
use crate::parameters::{Arguments, ParameterError, link};
use crate::widget::Scope;

/// The part of the wasm that questions are in.
pub const PART: &str = "learning";
/// The part that has the page of what was answered too.
const WHOLE: &str = "progress";

/// A form as one line of HTML, to stand at block level; `version` changes whenever the live part does.
///
/// # Errors
/// Every mistake in the arguments.
pub fn first_frame(
    entry: &Entry,
    arguments: &Arguments,
    id: &str,
    version: &str,
) -> Result<String, Vec<ParameterError>> {
    let html = (entry.make)(arguments, Scope::new(id))?.view().to_html();
    let part = if entry.name == WHOLE { WHOLE } else { PART };
    let (open, rest) = html.split_once('>').unwrap_or((&html, ""));
    Ok(format!(
        "{open} data-part=\"{part}\" data-arguments=\"{}\" data-version=\"{}\">{rest}",
        escape(&link::encode(arguments)),
        escape(version),
    ))
}
