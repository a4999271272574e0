//! The states in which figures of the same chapter are opened.

use widgets::parameters::{Arguments, link};
use widgets::registry::{self, Entry};

use super::asks::Shows;
use super::read::NAME;
use super::variants::Variant;
use crate::diagnostic::{Diagnostic, nearest};
use crate::directives::{Directive, Found, find};
use crate::expand::{arguments, explain, mistake, value_span};

/// The figures of a chapter that have an id, and where its exercises begin.
pub(super) struct Figures {
    named: Vec<(String, &'static Entry, Arguments)>,
    exercises: Vec<usize>,
}

impl Figures {
    /// Those of a chapter's text.
    pub(super) fn of(text: &str) -> Self {
        let directives = || {
            find(text).into_iter().filter_map(|found| match found {
                Found::Directive(directive) => Some(directive),
                Found::End(_) | Found::Broken(..) => None,
            })
        };
        let named = directives().filter_map(|directive| {
            let entry = registry::widget(&directive.name.value)?;
            let arguments = arguments(&directive, &directive.words);
            let (_, id) = arguments.iter().find(|(key, _)| key == "id")?;
            Some((id.as_one()?.to_owned(), entry, arguments))
        });
        let exercises = directives().filter(|directive| directive.name.value == NAME);
        Self { named: named.collect(), exercises: exercises.map(|directive| directive.span.start).collect() }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.named.is_empty()
    }

    /// The place of the exercise that begins here, from 1.
    pub(super) fn place(&self, start: usize) -> usize {
        self.exercises.iter().filter(|&&other| other <= start).count()
    }

    /// The state that a mark's keys say of a figure, as a link carries it: what the figure shows anyway, with these keys changed.
    ///
    /// # Errors
    /// If the chapter has no such figure, if a key or value is none of its own, or if the figure shows this state anyway.
    pub(super) fn state(
        &self,
        mark: &Directive,
        shows: &Shows,
        variant: &Variant,
    ) -> Result<String, Vec<Diagnostic>> {
        let at_figure =
            |message: String, help: String| vec![mistake(mark, value_span(mark, "figure"), message, help)];
        let id = variant.fill(&shows.figure);
        let Some((_, entry, printed)) = self.named.iter().find(|(known, ..)| *known == id) else {
            let ids: Vec<&str> = self.named.iter().map(|(id, ..)| id.as_str()).collect();
            let near = nearest(&id, ids.iter().copied());
            let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
            let all = if ids.is_empty() {
                "none has an id".to_owned()
            } else {
                format!("there are {}", ids.join(", "))
            };
            return Err(at_figure(
                format!("no figure of this chapter has the id `{id}`"),
                format!("{near}{all}"),
            ));
        };
        // What is wrong with the figure itself is told where it stands.
        let Ok(made) = (entry.make)(printed, &id) else { return Ok(String::new()) };
        let mut figure = made.instance;
        let before = figure.state().0;
        let mut wanted = link::decode(&before).unwrap_or_default();
        for (key, value) in variant.fill_all(&shows.arguments) {
            wanted.retain(|(known, _)| *known != key);
            wanted.push((key, value));
        }
        let opened = (entry.open)(&wanted).map_err(|errors| explain(mark, errors))?;
        let state = opened.state().0;
        if state == before {
            let help = "change a key, so that a reader sees something else".to_owned();
            return Err(at_figure(
                format!("the figure `{id}` shows this state anyway"),
                help + &behind(variant),
            ));
        }
        figure.restore(&state);
        if figure.state().0 != state {
            let help = "its `lock` holds what these keys would change".to_owned();
            return Err(at_figure(format!("the figure `{id}` cannot be put into this state"), help));
        }
        Ok(state)
    }
}

/// Which variant a mistake is one in, behind a help.
pub(super) fn behind(variant: &Variant) -> String {
    match variant.said() {
        none if none.is_empty() => none,
        said => format!("; {said}"),
    }
}
