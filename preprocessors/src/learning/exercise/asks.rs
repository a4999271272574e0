//! What an exercise asks for: options or a number.

use widgets::parameters::{Arguments, ParameterError};

use super::expression::{self, Condition, Sum};
use super::keys::Keys;
use super::read::{OWN, Part, blank};
use crate::diagnostic::Diagnostic;
use crate::directives::Directive;
use crate::expand::{arguments, explain, key_span, mistake, value_span};
use crate::numbers::ALL_NUMBERS;

/// Options are named by letters.
const MOST_OPTIONS: usize = 9;
/// Keys of an exercise that belong to options.
const OF_OPTIONS: [&str; 2] = ["pick", "right"];
/// Keys of an exercise that belong to a number.
const OF_NUMBERS: [&str; 4] = ["unit", "least", "most", "within"];

/// What is asked for.
pub(super) enum Asks<'a> {
    /// So many of these options.
    Choice { options: Vec<Choice<'a>>, right: usize, pick: Option<Pick> },
    /// A number.
    Number { answer: Box<Answer<'a>>, mistakes: Vec<Slip<'a>> },
}

/// Which values are the right ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    Largest,
    Smallest,
}

/// One of some answers.
pub(super) struct Choice<'a> {
    pub(super) part: Part<'a>,
    pub(super) text: String,
    pub(super) value: Option<Sum>,
    pub(super) when: Option<Condition>,
    /// Whether the author says that it is right in every variant.
    pub(super) right: bool,
    pub(super) digits: u32,
    pub(super) shows: Option<Shows>,
}

/// The number that is asked for, between two others.
pub(super) struct Answer<'a> {
    pub(super) mark: &'a Directive,
    /// The key that says it, or none if words do.
    pub(super) key: &'static str,
    pub(super) value: Sum,
    pub(super) unit: String,
    pub(super) least: f64,
    pub(super) most: f64,
    pub(super) within: f64,
    pub(super) digits: u32,
}

/// A number that is wrong for a known reason.
pub(super) struct Slip<'a> {
    pub(super) part: Part<'a>,
    pub(super) value: Sum,
    pub(super) shows: Option<Shows>,
}

/// The figure that is to be put into a state, and the keys of that state.
pub(super) struct Shows {
    pub(super) figure: String,
    pub(super) arguments: Arguments,
}

/// Puts what is asked together; none if something is missing.
pub(super) fn together<'a>(
    open: &Directive,
    options: Vec<Choice<'a>>,
    mut answers: Vec<Answer<'a>>,
    mistakes: Vec<Slip<'a>>,
    wrong: &mut Vec<Diagnostic>,
) -> Option<Asks<'a>> {
    let before = wrong.len();
    let one = |mark: &Directive, message: &str, help: &str| {
        mistake(mark, &mark.name.span, message.to_owned(), help.to_owned())
    };
    let keys = Keys::of_exercise(open, &OWN);
    let (pick, count) = (keys.find("pick"), keys.find("right"));
    match (options.first(), answers.first()) {
        (None, None) => {
            wrong.push(one(
                open,
                "this exercise asks for nothing",
                "write `<<#option …>>` marks or one `<<#answer …>>`",
            ));
        }
        (Some(option), Some(_)) => wrong.push(one(
            option.part.mark,
            "an exercise has options or an answer, not both",
            "keep one kind",
        )),
        (Some(_), None) => {
            if let Some(slip) = mistakes.first() {
                wrong.push(one(
                    slip.part.mark,
                    "`mistake` belongs to a number",
                    "say below each option why it is wrong",
                ));
            }
        }
        (None, Some(_)) => {
            if let Some(second) = answers.get(1) {
                wrong.push(one(second.mark, "this is a second answer", "keep one of them"));
            }
        }
    }
    let (foreign, of) = match (options.is_empty(), answers.is_empty()) {
        (true, false) => (&OF_OPTIONS[..], "options"),
        (false, true) => (&OF_NUMBERS[..], "a number"),
        _ => (&[][..], ""),
    };
    for key in foreign.iter().filter(|key| open.arguments.iter().any(|(known, _)| known.value == **key)) {
        let help = "leave it out".to_owned();
        wrong.push(mistake(open, key_span(open, key), format!("`{key}` belongs to {of}"), help));
    }
    if !options.is_empty() && !(2..=MOST_OPTIONS).contains(&options.len()) {
        let message = format!("this exercise has {} options: legal are 2 to {MOST_OPTIONS}", options.len());
        wrong.push(one(open, &message, ""));
    }
    let pick = match pick {
        None => None,
        Some("largest") => Some(Pick::Largest),
        Some("smallest") => Some(Pick::Smallest),
        Some(other) => {
            let error = ParameterError::value(
                "pick",
                other,
                "one of largest, smallest",
                vec!["largest".into(), "smallest".into()],
            );
            wrong.extend(explain(open, vec![error]));
            None
        }
    };
    let right = count.map_or(Some(1), |count| count.parse::<usize>().ok());
    let right =
        right.filter(|right| count.is_none() || options.is_empty() || (1..options.len()).contains(right));
    if right.is_none() {
        let error = ParameterError::value(
            "right",
            count.unwrap_or_default(),
            "how many options are right, fewer than all",
            vec![],
        );
        wrong.extend(explain(open, vec![error]));
    }
    for option in &options {
        let mark = option.part.mark;
        match (pick, &option.value, &option.when) {
            (Some(_), None, _) => wrong.push(one(
                mark,
                "this option has no `value` to pick by",
                "write `value=\"…\"`, a number as behind `<<#number`",
            )),
            (Some(_), _, Some(_)) => {
                wrong.push(one(mark, "`when` and `pick` both say which option is right", "keep one of them"));
            }
            (None, _, None) => wrong.push(one(
                mark,
                "nothing says when this option is right",
                "write `when=\"… > …\"`, or `value=\"…\"` and `pick=largest` at the exercise",
            )),
            _ => {}
        }
    }
    if wrong.len() > before {
        return None;
    }
    match answers.pop() {
        Some(answer) => Some(Asks::Number { answer: Box::new(answer), mistakes }),
        None => Some(Asks::Choice { options, right: right.unwrap_or(1), pick }),
    }
}

/// Reads an option.
///
/// # Errors
/// For keys that are none, or say nothing.
pub(super) fn option<'a>(text: &str, part: Part<'a>) -> Result<Choice<'a>, Vec<Diagnostic>> {
    let mark = part.mark;
    let keys = Keys::of(mark, &["text", "value", "when", "digits", "figure"], &["right"], true)?;
    let label = keys.required("text", "what the option says, in plain text")?.to_owned();
    let value = keys.sum(text, "value")?;
    let when =
        keys.find("when").map(|when| keys.placed(text, "when", expression::condition(when))).transpose()?;
    let digits = keys.whole("digits", 3)?;
    if label.contains("{value}") && value.is_none() {
        let message = "`{value}` stands for a value that this option has not".to_owned();
        let help = "write `value=\"…\"`, a number as behind `<<#number`".to_owned();
        return Err(vec![mistake(mark, value_span(mark, "text"), message, help)]);
    }
    let right = mark.words.iter().any(|word| word.value == "right");
    let shows = keys.shows()?;
    Ok(Choice { text: label, value, when, right, digits, shows, part })
}

/// Reads the number that is asked for, and between which others.
///
/// # Errors
/// As [`option`].
pub(super) fn answer<'a>(
    text: &str,
    open: &Directive,
    mark: &'a Directive,
) -> Result<Answer<'a>, Vec<Diagnostic>> {
    // As behind `<<#number`, or an expression.
    let (key, value, digits) = if let Some((name, words)) = mark.words.split_first() {
        let arguments = arguments(mark, words);
        let digits = arguments.iter().find(|(key, _)| key == "digits");
        let digits = digits.and_then(|(_, value)| value.as_one()?.parse().ok()).unwrap_or(3);
        ("", Sum::Number { name: name.value.clone(), arguments, span: 0..0 }, digits)
    } else {
        let keys = Keys::of(mark, &["value", "digits"], &[], false)?;
        let value = keys.sum(text, "value")?;
        let value = value.ok_or_else(|| {
            let message = "which number?".to_owned();
            let help = format!("write its name behind `answer`, or `value=\"…\"`; {ALL_NUMBERS}");
            vec![mistake(mark, &mark.name.span, message, help)]
        })?;
        ("value", value, keys.whole("digits", 3)?)
    };
    let keys = Keys::of_exercise(open, &OWN);
    let (least, most) = (keys.decimal("least")?, keys.decimal("most")?);
    let within = keys.decimal("within")?;
    if least >= most {
        let found = keys.find("most").unwrap_or_default();
        return Err(explain(open, vec![ParameterError::value("most", found, "more than `least`", vec![])]));
    }
    if within < 0.0 || within >= (most - least) / 2.0 {
        let found = keys.find("within").unwrap_or_default();
        let expected = "0, or less than half the range from `least` to `most`";
        return Err(explain(open, vec![ParameterError::value("within", found, expected, vec![])]));
    }
    let unit = keys.find("unit").unwrap_or_default().to_owned();
    Ok(Answer { mark, key, value, unit, least, most, within, digits })
}

/// Reads a mistake.
///
/// # Errors
/// As [`option`].
pub(super) fn slip<'a>(text: &str, part: Part<'a>) -> Result<Slip<'a>, Vec<Diagnostic>> {
    let mark = part.mark;
    let keys = Keys::of(mark, &["value", "figure"], &[], true)?;
    keys.required("value", "the wrong number, as behind `<<#number`")?;
    let value = keys.sum(text, "value")?.unwrap_or(Sum::Constant(0.0));
    if blank(text, &part) {
        let help = "write below it what went wrong".to_owned();
        return Err(vec![mistake(mark, &mark.name.span, "this mistake says nothing".to_owned(), help)]);
    }
    Ok(Slip { value, shows: keys.shows()?, part })
}
