//! An exercise as Markdown with HTML in it.
//!
//! The form is the only part that lives. What is said of an answer, the hints and the solution are the author's Markdown, each in a
//! `details` element that is closed in the HTML: the form opens it, a reader without scripts opens it by hand, print opens all.

use std::fmt::Write;

use widgets::first_frame::Medium;
use widgets::format;
use widgets::learning;
use widgets::parameters::{Arguments, Value};

use super::asks::{Asks, Shows};
use super::prose::{Slots, markdown, words};
use super::read::{Exercise, Part};
use super::solve::{Numbers, Options, Solved};
use crate::cache::Cache;
use crate::diagnostic::Diagnostic;
use crate::expand::{Surroundings, inline, mistake};

/// What the form's question is called in the wasm.
const QUESTION: &str = "exercise";

/// The exercise, for a page or for a renderer without one.
///
/// # Errors
/// For what cannot stand in its texts.
pub(super) fn write(
    text: &str,
    exercise: &Exercise<'_>,
    solved: &Solved,
    number: usize,
    around: Surroundings<'_>,
) -> Result<String, Vec<Diagnostic>> {
    let name = format!("Exercise {number}");
    let slots = Slots { id: exercise.id.clone(), texts: vec![] };
    // With the chapter's own file, since mdBook's page of all chapters takes an address without one for a folder's.
    let page = around.file.map_or_else(String::new, |file| {
        file.with_extension("html").file_name().unwrap_or_default().to_string_lossy().into_owned()
    });
    let mut writer = Writer { text, exercise, cache: around.cache, page, slots };
    let said = writer.said(solved)?;
    match around.medium {
        Medium::Still => Ok(said.still(&name, solved)),
        Medium::Page { version } => {
            let questions = words(text, &exercise.question, &exercise.variants, around.cache)?;
            let arguments = arguments(exercise, solved, &name, &questions, &writer.slots);
            let form = form(&arguments, exercise, version)?;
            Ok(said.page(&exercise.id, &name, &form))
        }
    }
}

struct Writer<'a> {
    text: &'a str,
    exercise: &'a Exercise<'a>,
    cache: &'a Cache,
    /// The chapter's page.
    page: String,
    slots: Slots,
}

/// The texts of an exercise as Markdown.
struct Said {
    question: String,
    /// What is said of a wrong answer: its name, the words, and the link to a state.
    whys: Vec<Why>,
    hints: Vec<String>,
    /// The right answer in short, and the solution.
    right: String,
    solution: String,
    see: String,
}

struct Why {
    letter: String,
    title: String,
    words: String,
    see: String,
}

impl Writer<'_> {
    fn part(&mut self, part: &Part<'_>) -> Result<String, Vec<Diagnostic>> {
        markdown(self.text, part, &self.exercise.variants, &mut self.slots, self.cache)
    }

    fn said(&mut self, solved: &Solved) -> Result<Said, Vec<Diagnostic>> {
        let exercise = self.exercise;
        let question = self.part(&exercise.question)?;
        let (mut whys, right, mut last) = (vec![], self.right(solved), 0);
        let parts: Vec<(&Part<'_>, &Option<Shows>)> = match &exercise.asks {
            Asks::Choice { options, .. } => options.iter().map(|one| (&one.part, &one.shows)).collect(),
            Asks::Number { mistakes, .. } => mistakes.iter().map(|one| (&one.part, &one.shows)).collect(),
        };
        for (at, (part, shows)) in parts.into_iter().enumerate() {
            let letter = letter(at);
            last = at + 1;
            let title = match &exercise.asks {
                Asks::Choice { .. } => format!("If you chose {letter}"),
                Asks::Number { answer, .. } => {
                    format!("If you said {}", self.slip(solved, at, answer.digits))
                }
            };
            let words = self.part(part)?;
            let see = shows.as_ref().map_or_else(String::new, |shows| self.see(solved, at, &letter, shows));
            whys.push(Why { letter, title, words, see });
        }
        let hints = exercise.hints.iter().map(|hint| self.part(hint)).collect::<Result<_, _>>()?;
        let solution = self.part(&exercise.solution)?;
        let see = exercise.shows.as_ref();
        let see = see.map_or_else(String::new, |shows| self.see(solved, last, &letter(last), shows));
        Ok(Said { question, whys, hints, right, solution, see })
    }

    /// The right answer in a sentence.
    fn right(&mut self, solved: &Solved) -> String {
        let texts = match (solved, &self.exercise.asks) {
            (Solved::Number(all), Asks::Number { answer, .. }) => {
                all.iter().map(|one| with_unit(&one.written, &answer.unit)).collect()
            }
            (Solved::Choice(all), _) => all.iter().map(rights).collect(),
            (Solved::Number(_), Asks::Choice { .. }) => vec![],
        };
        format!("**{}**", self.slots.put(texts))
    }

    fn slip(&mut self, solved: &Solved, at: usize, digits: u32) -> String {
        let Solved::Number(all) = solved else { return String::new() };
        let texts = all.iter().map(|one| format::short(one.slips[at], digits)).collect();
        self.slots.put(texts)
    }

    /// The link to the state that speaks against an answer. It leads there without scripts too.
    fn see(&self, solved: &Solved, at: usize, letter: &str, shows: &Shows) -> String {
        let state = match solved {
            Solved::Choice(all) => &all[0].states[at],
            Solved::Number(all) => &all[0].states[at],
        };
        let (id, figure) = (&self.exercise.id, self.exercise.variants[0].fill(&shows.figure));
        // In a variant in which the answer is the right one there is nothing to see.
        let address = if state.is_empty() { format!("#{figure}") } else { self.address(&figure, state) };
        format!(
            "<p class=\"exercise-see\"><a id=\"{id}-see-{letter}\" href=\"{address}\">See it in the figure</a></p>"
        )
    }

    /// The address of a figure of the same page in a state.
    fn address(&self, figure: &str, state: &str) -> String {
        format!("{}?state-{figure}={state}#{figure}", self.page)
    }
}

/// The letter of an answer, by its place.
fn letter(at: usize) -> String {
    char::from(b'a' + u8::try_from(at).unwrap_or(25).min(25)).to_string()
}

/// The letters of the right options.
fn letters(options: &Options) -> String {
    options.right.iter().enumerate().filter(|(_, right)| **right).map(|(at, _)| letter(at)).collect()
}

/// The right options with their letters, in words.
fn rights(options: &Options) -> String {
    let right = options.right.iter().enumerate().filter(|(_, right)| **right);
    let texts: Vec<String> = right.map(|(at, _)| format!("{}: {}", letter(at), options.texts[at])).collect();
    texts.join("; ")
}

fn with_unit(number: &str, unit: &str) -> String {
    if unit.is_empty() { number.to_owned() } else { format!("{number}\u{a0}{unit}") }
}

impl Said {
    fn page(&self, id: &str, name: &str, form: &str) -> String {
        let mut out = format!(
            "<section class=\"exercise\" id=\"{id}\" aria-labelledby=\"{id}-name\">\n\n<p class=\"exercise-name\" id=\"{id}-name\">{name}</p>\n\n\
             <div class=\"exercise-question\" id=\"{id}-question\" tabindex=\"-1\">\n\n{}\n\n</div>\n\n{form}\n\n",
            self.question
        );
        let mut details = |class: &str, part: &str, title: &str, inside: &str| {
            let _ = write!(
                out,
                "<details class=\"exercise-{class}\" id=\"{id}-{part}\"><summary>{title}</summary>\n\n{inside}\n\n</details>\n\n"
            );
        };
        // Of a right answer there is nothing to say beside the solution.
        for why in self.whys.iter().filter(|why| !why.words.is_empty() || !why.see.is_empty()) {
            let inside = format!("{}\n\n{}", why.words, why.see);
            details("why", &format!("why-{}", why.letter), &why.title, &inside);
        }
        for (at, hint) in self.hints.iter().enumerate() {
            let title = match self.hints.len() {
                1 => "A hint".to_owned(),
                count => format!("Hint {} of {count}", at + 1),
            };
            details("hint", &format!("hint-{}", at + 1), &title, hint);
        }
        details(
            "solution",
            "solution",
            "Solution",
            &format!("{}\n\n{}\n\n{}", self.right, self.solution, self.see),
        );
        out + "</section>\n"
    }

    /// The same where nothing opens: plain text.
    fn still(&self, name: &str, solved: &Solved) -> String {
        let mut out = format!("**{name}.** {}\n\n", self.question);
        if let Solved::Choice(all) = solved {
            for (at, text) in all[0].texts.iter().enumerate() {
                let _ = writeln!(out, "- {}: {}", letter(at), inline(text));
            }
            out.push('\n');
        }
        for hint in &self.hints {
            let _ = write!(out, "*Hint.* {hint}\n\n");
        }
        let _ = write!(out, "*Solution.* {}\n\n{}\n\n", self.right, self.solution);
        for why in self.whys.iter().filter(|why| !why.words.is_empty()) {
            let _ = write!(out, "*{}.* {}\n\n", why.title, why.words);
        }
        out
    }
}

/// The form in one line of HTML.
fn form(arguments: &Arguments, exercise: &Exercise<'_>, version: &str) -> Result<String, Vec<Diagnostic>> {
    let entry = learning::question(QUESTION);
    let form = entry
        .map(|entry| learning::first_frame(entry, arguments, &format!("{}-answer", exercise.id), version));
    match form {
        Some(Ok(form)) => Ok(form),
        other => {
            let said = match other {
                Some(Err(errors)) => widgets::parameters::in_one_line(&errors),
                _ => "the form is missing".to_owned(),
            };
            Err(vec![mistake(exercise.open, &exercise.open.name.span, said, String::new())])
        }
    }
}

/// What the form is told.
fn arguments(
    exercise: &Exercise<'_>,
    solved: &Solved,
    name: &str,
    questions: &[String],
    slots: &Slots,
) -> Arguments {
    let mut out: Arguments = vec![];
    let mut one = |key: &str, value: String| out.push((key.to_owned(), Value::One(value)));
    one("id", exercise.id.clone());
    one("name", name.to_owned());
    one("hints", exercise.hints.len().to_string());
    match &exercise.asks {
        Asks::Choice { right, .. } => one("several", right.to_string()),
        Asks::Number { answer, .. } => {
            one("unit", answer.unit.clone());
            for (key, value) in [("least", answer.least), ("most", answer.most), ("within", answer.within)] {
                one(key, value.to_string());
            }
        }
    }
    let mut list = |key: &str, texts: Vec<String>| {
        if !texts.is_empty() {
            out.push((key.to_owned(), Value::List(texts)));
        }
    };
    list("questions", questions.to_vec());
    let count = exercise.variants.len();
    let places = (0..count).flat_map(|variant| slots.texts.iter().map(move |texts| texts[variant].clone()));
    list("texts", places.collect());
    let figures = |shows: Vec<&Option<Shows>>| -> Vec<String> {
        let filled = exercise.variants.iter().flat_map(|variant| {
            shows
                .iter()
                .map(|shows| shows.as_ref().map_or_else(String::new, |shows| variant.fill(&shows.figure)))
        });
        filled.collect()
    };
    match (solved, &exercise.asks) {
        (Solved::Choice(all), Asks::Choice { options, .. }) => {
            list("options", all.iter().flat_map(|one| one.texts.clone()).collect());
            list("right", all.iter().map(letters).collect());
            list("figures", figures(options.iter().map(|one| &one.shows).chain([&exercise.shows]).collect()));
            list("states", all.iter().flat_map(|one| one.states.clone()).collect());
        }
        (Solved::Number(all), Asks::Number { mistakes, .. }) => {
            let number = |value: f64| format::plain(value, 9);
            list("answers", all.iter().map(|one: &Numbers| number(one.answer)).collect());
            list("written", all.iter().map(|one| one.written.clone()).collect());
            list("slips", all.iter().flat_map(|one| one.slips.iter().copied().map(number)).collect());
            list(
                "figures",
                figures(mistakes.iter().map(|one| &one.shows).chain([&exercise.shows]).collect()),
            );
            list("states", all.iter().flat_map(|one| one.states.clone()).collect());
        }
        _ => {}
    }
    out
}
