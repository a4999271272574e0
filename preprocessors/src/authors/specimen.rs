//! A figure as its bare name draws it, among others of its kind.

use widgets::first_frame::Medium;
use widgets::registry::Entry;

use crate::cache::Cache;
use crate::diagnostic::Diagnostic;
use crate::directives::Directive;
use crate::expand::{Ids, explain, frame, mistake};

/// The chapter that shows figures, and what it draws them with.
pub(super) struct Stand<'a> {
    /// Begins the figures' ids.
    pub(super) prefix: &'static str,
    pub(super) directive: &'a Directive,
    pub(super) slug: &'a str,
    pub(super) medium: Medium<'a>,
    pub(super) ids: &'a mut Ids,
    pub(super) cache: &'a Cache,
}

impl Stand<'_> {
    /// The directive as code and the figure, both between blank lines. What one chapter has drawn the next one shows under another id. On
    /// paper the figure is left out: there it stands in its own chapter.
    ///
    /// # Errors
    /// If a figure of the book has the id already.
    pub(super) fn show(&mut self, entry: &Entry) -> Result<String, Vec<Diagnostic>> {
        let (name, id) = (entry.name, format!("{}-{}", self.prefix, entry.name));
        let at = &self.directive.name.span;
        self.ids.take(&id, self.slug).map_err(|earlier| {
            let message = format!("the id `{id}` of a figure made here is taken by a figure in {earlier}");
            let help = format!("give that figure another id, and have `{}` once", self.directive.name.value);
            vec![mistake(self.directive, at, message, help)]
        })?;
        let drawn = format!("specimen-{name}");
        let frame = frame(entry, &vec![], &drawn, self.medium, self.cache)
            .map_err(|errors| explain(self.directive, errors))?;
        let html = frame.html.replace(&drawn, &id);
        Ok(format!("```\n<<#{name}>>\n```\n\n<div class=\"specimen\">{html}</div>"))
    }
}
