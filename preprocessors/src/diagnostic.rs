//! Mistakes, shown where they were made.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use widgets::parameters::shorten;
use widgets::registry::{self, Entry, WIDGETS};

/// A mistake in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The directive's own text, by which its place in a file is found when the chapter was put together from several.
    pub directive: Range<usize>,
    /// What to point at.
    pub span: Range<usize>,
    /// What is wrong, in one line.
    pub message: String,
    /// What would be right, in one line.
    pub help: String,
}

/// A mistake with the file it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The file, as an author would open it.
    pub file: String,
    /// The whole file.
    pub source: String,
    /// What to point at in it.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub help: String,
}

impl Placed {
    /// Line and column from 1, in characters.
    pub fn position(&self) -> (usize, usize) {
        self.place_of(self.span.start)
    }

    /// The same of the first place behind what is pointed at.
    pub fn end(&self) -> (usize, usize) {
        self.place_of(self.span.end)
    }

    fn place_of(&self, byte: usize) -> (usize, usize) {
        let before = &self.source[..byte];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (line, column)
    }

    /// The report for a terminal: message, file, line, column, the line with a caret, and help.
    pub fn report(&self, renderer: &Renderer) -> String {
        let snippet = Snippet::source(&self.source)
            .path(&self.file)
            .annotation(AnnotationKind::Primary.span(self.span.clone()));
        let mut group = Level::ERROR.primary_title(&self.message).element(snippet);
        if !self.help.is_empty() {
            group = group.element(Level::HELP.message(&self.help));
        }
        renderer.render(&[group])
    }
}

/// The nearest of some names, if one is near enough to be meant.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = name.to_lowercase();
    names
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(&folded, &known.to_lowercase()), known))
        .filter(|(distance, known)| {
            let length = known.chars().count();
            *distance <= (length / 3).max(1) && *distance < length
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// The widget of a name that a command was given.
///
/// # Errors
/// One line with the nearest name and all legal ones.
pub(crate) fn named(name: &str) -> anyhow::Result<&'static Entry> {
    registry::widget(name).ok_or_else(|| {
        let names: Vec<&str> = WIDGETS.iter().map(|entry| entry.name).collect();
        let near = nearest(name, names.iter().copied());
        let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        anyhow::anyhow!("no widget is named {}: {near}legal are {}", shorten(name), names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_name_file_line_and_column_and_point() {
        let source = "# Title\n\nÄ <<#gird>>\n".to_owned();
        let start = source.find("gird").unwrap();
        let placed = Placed {
            file: "src/a.md".into(),
            span: start..start + 4,
            source,
            message: "no widget is named `gird`".into(),
            help: "did you mean `grid`?".into(),
        };
        assert_eq!((placed.position(), placed.end()), ((3, 6), (3, 10)));
        let report = placed.report(&Renderer::plain());
        for part in [
            "error: no widget is named `gird`",
            "src/a.md:3:6",
            "Ä <<#gird>>",
            "^^^^",
            "did you mean `grid`?",
        ] {
            assert!(report.contains(part), "{report}");
        }
    }

    #[test]
    fn near_names_are_offered_and_far_ones_are_not() {
        assert_eq!(nearest("gird", ["grid", "values"]), Some("grid"));
        assert_eq!(nearest("Focus", ["focus"]), Some("focus"));
        assert_eq!(nearest("influence", ["grid", "values"]), None);
        assert_eq!(nearest("Z", ["A", "B"]), None);
    }
}
