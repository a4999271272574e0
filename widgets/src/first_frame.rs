//! The first frame: what the page holds before any script runs.

use crate::markup::Node;
use crate::markup::html::escape;
use crate::parameters::{Arguments, ParameterError, link};
use crate::registry::Entry;

/// What the reader of the output can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium<'a> {
    /// A page with scripts: the frame carries what adoption needs, and the version of the live part.
    Page {
        /// A text that changes whenever the live part does.
        version: &'a str,
    },
    /// Paper, EPUB and other renderers: the figure alone.
    Still,
}

/// A figure as one line of HTML, with the id that it goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstFrame {
    /// One line, to stand at block level.
    pub html: String,
    /// The figure's id.
    pub id: String,
}

/// Draws a widget's first frame, all of its work done. The id is used unless the arguments name another.
///
/// # Errors
/// Every mistake in the arguments.
pub fn first_frame(
    entry: &Entry,
    arguments: &Arguments,
    id: &str,
    medium: Medium<'_>,
) -> Result<FirstFrame, Vec<ParameterError>> {
    let mut made = (entry.make)(arguments, id)?;
    while made.instance.step() {}
    let html = match medium {
        Medium::Still => made.instance.still().to_html(),
        Medium::Page { version } => live_html(&*made.instance, entry.part, &made.arguments, version),
    };
    Ok(FirstFrame { html, id: made.id })
}

/// The results that a widget ships for these arguments, as JSON. Computed wherever this runs, so that a test can compare.
///
/// # Errors
/// Every mistake in the arguments.
pub fn shipped(entry: &Entry, arguments: &Arguments) -> Result<Option<String>, Vec<ParameterError>> {
    let mut made = (entry.make)(arguments, "shipped")?;
    while made.instance.step() {}
    Ok(made.instance.shipped())
}

/// The live figure: the root's tag gains what adoption reads, and its end the shipped results.
fn live_html(
    instance: &dyn crate::frame::Instance,
    part: &str,
    arguments: &Arguments,
    version: &str,
) -> String {
    let view: Node = instance.view();
    let html = view.to_html();
    let (open, rest) = html.split_once('>').unwrap_or((&html, ""));
    let inner = rest.strip_suffix("</figure>").unwrap_or(rest);
    let data = instance.shipped().map_or_else(String::new, |json| {
        // Inside a script element only "</" and "<!--" could end it early; in JSON both can be written otherwise.
        format!("<script type=\"application/json\">{}</script>", json.replace('<', "\\u003c"))
    });
    format!(
        "{open} data-part=\"{part}\" data-arguments=\"{}\" data-version=\"{}\">{inner}{data}</figure>",
        escape(&link::encode(arguments)),
        escape(version),
    )
}
