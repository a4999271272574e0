//! What a directive says.
//!
//! ```text
//! directive = "<<#" name { word | key "=" value } ">>"
//! value     = word | string | "[" [ item { "," item } [ "," ] ] "]"
//! item      = word | string
//! string    = '"' { any character, with \" and \\ escaped, but no blank line } '"'
//! word      = characters other than white space and = [ ] , " up to ">>"
//! ```
//!
//! White space separates and may hold line breaks, but a blank line ends the paragraph and with it the directive. In a
//! quotation, the marks at the start of a line are no part of the directive.

use std::ops::Range;

use widgets::parameters::Value;
use winnow::combinator::{alt, delimited, not, preceded, repeat};
use winnow::prelude::*;
use winnow::stream::LocatingSlice;
use winnow::token::{any, none_of, one_of};

use super::{Directive, Spanned, SyntaxError};

type Input<'a> = LocatingSlice<&'a str>;

/// The start of a directive.
pub(super) const OPEN: &str = "<<#";

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Text(String),
    Equals,
    ListOpen,
    ListClose,
    Comma,
    End,
}

/// Reads the directive that starts at byte `start` of a text, where `<<#` stands.
///
/// # Errors
/// The first [`SyntaxError`]; `span.end` is where looking for the next directive may go on.
pub fn parse(text: &str, start: usize) -> Result<Directive, SyntaxError> {
    let (tokens, end) = tokens(text, start)?;
    let mut tokens = tokens.into_iter().peekable();
    let name = match tokens.next() {
        Some(Spanned { value: Token::Word(value), span }) => Spanned { value, span },
        Some(Spanned { span, .. }) => {
            return Err(wrong(span, "a name is missing", "write `<<#name key=value …>>`"));
        }
        None => return Err(wrong(start..end, "a name is missing", "write `<<#name key=value …>>`")),
    };
    let (mut words, mut arguments) = (vec![], vec![]);
    while let Some(token) = tokens.next() {
        let key = match token.value {
            Token::Word(value) => Spanned { value, span: token.span },
            Token::End => break,
            _ => {
                return Err(wrong(
                    token.span,
                    "expected a key",
                    "write `key=value`, with the key as one bare word",
                ));
            }
        };
        if tokens.next_if(|next| next.value == Token::Equals).is_none() {
            words.push(key);
            continue;
        }
        let value = match tokens.next() {
            Some(Spanned { value: Token::Word(one) | Token::Text(one), span }) => {
                Spanned { value: Value::One(one), span }
            }
            Some(Spanned { value: Token::ListOpen, span }) => list(&mut tokens, span)?,
            other => {
                let span = other.map_or(key.span.clone(), |token| token.span);
                let message = format!("`{}` has no value", key.value);
                return Err(wrong(span, &message, "write a word, a \"quoted text\" or a [list] after the ="));
            }
        };
        arguments.push((key, value));
    }
    Ok(Directive { span: start..end, name, words, arguments })
}

fn list(
    tokens: &mut impl Iterator<Item = Spanned<Token>>,
    open: Range<usize>,
) -> Result<Spanned<Value>, SyntaxError> {
    let (mut values, mut separated) = (vec![], true);
    for token in tokens {
        match token.value {
            Token::ListClose => {
                return Ok(Spanned { value: Value::List(values), span: open.start..token.span.end });
            }
            Token::Word(one) | Token::Text(one) if separated => {
                values.push(one);
                separated = false;
            }
            Token::Comma if !separated => separated = true,
            Token::Word(_) | Token::Text(_) => {
                return Err(wrong(
                    token.span,
                    "expected a comma between two values",
                    "write [a, b, \"c d\"]",
                ));
            }
            Token::End => break,
            _ => return Err(wrong(token.span, "expected a value or ]", "write [a, b, \"c d\"]")),
        }
    }
    Err(wrong(open, "this list is never closed", "write ] before the end of the directive"))
}

/// The tokens between the opening and the closing mark, an end token last, and where the directive ends.
fn tokens(text: &str, start: usize) -> Result<(Vec<Spanned<Token>>, usize), SyntaxError> {
    let mut input = LocatingSlice::new(text);
    input.next_slice_to(start + OPEN.len());
    let line = text[..start].rsplit('\n').next().unwrap_or_default();
    let depth = if line.trim_start_matches([' ', '>']).is_empty() { line.matches('>').count() } else { 0 };
    let mut tokens = vec![];
    loop {
        let here = input.current();
        let blank = white_space(&mut input, depth);
        if blank > 1 {
            return Err(unclosed(start, here));
        }
        let rest = &text[input.current()..];
        if rest.is_empty() || rest.starts_with(OPEN) {
            return Err(unclosed(start, input.current()));
        }
        let at = input.current();
        match token.with_span().parse_next(&mut input) {
            Ok((Token::End, span)) => {
                let end = span.end;
                tokens.push(Spanned { value: Token::End, span });
                return Ok((tokens, end));
            }
            Ok((Token::Text(value), span)) if has_blank_line(&value) => {
                let message = "this quotation mark is not closed before the next blank line";
                return Err(wrong(span.start..span.start + 1, message, QUOTING));
            }
            Ok((Token::Text(value), span)) => {
                tokens.push(Spanned { value: Token::Text(plain(&value)), span });
            }
            Ok((value, span)) => tokens.push(Spanned { value, span }),
            Err(_) => {
                let message = "this quotation mark is never closed";
                return Err(wrong(at..at + 1, message, QUOTING));
            }
        }
    }
}

/// How to quote.
const QUOTING: &str = "write \" at the end; inside, write \\\" for a quotation mark";

fn has_blank_line(text: &str) -> bool {
    let lines: Vec<&str> = text.split('\n').collect();
    lines.len() > 2 && lines[1..lines.len() - 1].iter().any(|line| line.trim().is_empty())
}

/// A text with `\n` as its only line break, and without characters that no page can hold.
pub fn plain(text: &str) -> String {
    let breaks = text.replace("\r\n", "\n").replace('\r', "\n");
    breaks.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { '\u{fffd}' } else { c }).collect()
}

trait Position {
    fn current(&self) -> usize;
    fn next_slice_to(&mut self, offset: usize);
}

impl Position for Input<'_> {
    fn current(&self) -> usize {
        winnow::stream::Location::current_token_start(self)
    }

    fn next_slice_to(&mut self, offset: usize) {
        let _ = winnow::stream::Stream::next_slice(self, offset);
    }
}

/// Skips white space, with up to `depth` quotation marks at the start of a line, and counts its line breaks.
fn white_space(input: &mut Input<'_>, depth: usize) -> usize {
    let spaces = |input: &mut Input<'_>| -> usize {
        let skipped: winnow::Result<String> =
            repeat(0.., one_of(|c: char| c.is_whitespace())).parse_next(input);
        skipped.map_or(0, |skipped| skipped.matches('\n').count())
    };
    let mut lines = spaces(input);
    if lines == 1 {
        for _ in 0..depth {
            let mark: winnow::Result<char> = '>'.parse_next(input);
            if mark.is_err() {
                break;
            }
            lines += spaces(input);
        }
    }
    lines
}

fn token(input: &mut Input<'_>) -> winnow::Result<Token> {
    alt((
        ">>".value(Token::End),
        "=".value(Token::Equals),
        "[".value(Token::ListOpen),
        "]".value(Token::ListClose),
        ",".value(Token::Comma),
        quoted.map(Token::Text),
        word.map(Token::Word),
    ))
    .parse_next(input)
}

fn quoted(input: &mut Input<'_>) -> winnow::Result<String> {
    let escaped = preceded('\\', one_of(['"', '\\']));
    delimited('"', repeat(0.., alt((escaped, none_of('"')))), '"').parse_next(input)
}

fn word(input: &mut Input<'_>) -> winnow::Result<String> {
    let character = preceded(not(">>"), any.verify(|c: &char| !c.is_whitespace() && !"=[],\"".contains(*c)));
    repeat(1.., character).parse_next(input)
}

fn wrong(span: Range<usize>, message: &str, help: &str) -> SyntaxError {
    SyntaxError { span, message: message.to_owned(), help: help.to_owned() }
}

fn unclosed(start: usize, end: usize) -> SyntaxError {
    let help = "write `>>` before the next blank line; for the characters themselves, write `\\<<#`";
    wrong(start..end.max(start + OPEN.len()), "this directive is never closed", help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(text: &str) -> Value {
        Value::one(text)
    }

    #[test]
    fn every_form_of_value_is_read() {
        let text =
            "see <<#grid items=\"A \\\"B\\\" <b> \\\\\" score=accuracy\n  list=[a, \"b, c\",] n=-1.5 bare>>.";
        let directive = parse(text, 4).unwrap();
        assert_eq!(
            (directive.name.value.as_str(), &text[directive.span.clone()]),
            ("grid", &text[4..text.len() - 1])
        );
        let values: Vec<_> =
            directive.arguments.iter().map(|(k, v)| (k.value.as_str(), v.value.clone())).collect();
        assert_eq!(
            values,
            [
                ("items", one("A \"B\" <b> \\")),
                ("score", one("accuracy")),
                ("list", Value::List(vec!["a".into(), "b, c".into()])),
                ("n", one("-1.5")),
            ]
        );
        assert_eq!(directive.words[0].value, "bare");
        let (_, list) = &directive.arguments[2];
        assert_eq!(&text[list.span.clone()], "[a, \"b, c\",]");
    }

    #[test]
    fn mistakes_are_shown_where_they_are() {
        for (text, at, message) in [
            ("<<#grid a=1", "<<#grid a=1", "this directive is never closed"),
            ("<<#grid\n\na=1>>", "<<#grid", "this directive is never closed"),
            ("<<#grid a=1 <<#grid>>", "<<#grid a=1 ", "this directive is never closed"),
            ("<<#grid a=>>", ">>", "`a` has no value"),
            ("<<#grid a= =>>", "=", "`a` has no value"),
            ("<<#grid a=\"b>>", "\"", "this quotation mark is never closed"),
            (
                "<<#grid a=\"b>>\n\nHe said \"",
                "\"",
                "this quotation mark is not closed before the next blank line",
            ),
            ("<<#grid a=[b>>", "[", "this list is never closed"),
            ("<<#grid a=[b c]>>", "c", "expected a comma between two values"),
            ("<<#grid a=[,]>>", ",", "expected a value or ]"),
            ("<<#grid =b>>", "=", "expected a key"),
            ("<<#>>", ">>", "a name is missing"),
        ] {
            let error = parse(text, 0).unwrap_err();
            assert_eq!((&text[error.span.clone()], error.message.as_str()), (at, message), "{text}");
        }
    }

    #[test]
    fn a_directive_in_a_quotation_may_have_several_lines() {
        let text = "> <<#grid a=1\n>   b=2\n> >>";
        let directive = parse(text, 2).unwrap();
        let keys: Vec<&str> = directive.arguments.iter().map(|(key, _)| key.value.as_str()).collect();
        assert_eq!((keys, directive.words.len(), directive.span), (vec!["a", "b"], 0, 2..text.len()));
    }

    #[test]
    fn line_breaks_are_one_kind_and_control_characters_are_replaced() {
        let directive = parse("<<#grid a=\"b\r\nc\rd\u{1}\">>", 0).unwrap();
        assert_eq!(directive.arguments[0].1.value, one("b\nc\nd\u{fffd}"));
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in "(?s)(<<#|>>|[\\[\\]=,\"\\\\ \n]|[a-c]|.){0,40}") {
            let text = format!("é<<#{text}");
            match parse(&text, 2) {
                Ok(directive) => {
                    prop_assert!(text[directive.span.clone()].ends_with(">>"));
                    // Whatever is pointed at later stands inside the directive, at whole characters.
                    let keys = directive.arguments.iter().map(|(key, _)| &key.span);
                    let values = directive.arguments.iter().map(|(_, value)| &value.span);
                    let words = directive.words.iter().map(|word| &word.span);
                    for span in keys.chain(values).chain(words).chain([&directive.name.span]) {
                        prop_assert!(text.get(span.clone()).is_some_and(|found| !found.is_empty()));
                        prop_assert!(directive.span.start < span.start && span.end <= directive.span.end);
                    }
                }
                Err(error) => {
                    prop_assert!(text.get(error.span.clone()).is_some_and(|found| !found.is_empty()), "{:?}", error.span);
                    prop_assert!(error.span.start >= 2);
                    prop_assert!(!error.message.is_empty() && !error.help.is_empty());
                }
            }
        }

        #[test]
        fn what_is_written_as_an_author_would_is_read_the_same(
            values in proptest::collection::vec(
                prop_oneof![
                    "([a-z0-9.-]|[\"\\\\ ,=\\[\\]<>#|é]|>>|<<#){1,12}".prop_map(Value::One),
                    proptest::collection::vec("([a-z0-9.-]|[\"\\\\ ,=\\[\\]<>#|é]|>>|<<#){0,8}", 0..4).prop_map(Value::List),
                ],
                0..5,
            ),
        ) {
            let written = |(index, value)| format!(" key{index}={}", widgets::parameters::types::written(value));
            let all: String = values.iter().enumerate().map(written).collect();
            let text = format!("<<#grid{all}>>");
            let directive = parse(&text, 0).unwrap();
            let read: Vec<Value> = directive.arguments.into_iter().map(|(_, value)| value.value).collect();
            prop_assert_eq!((read, directive.span.end, directive.words.len()), (values, text.len(), 0));
        }

        #[test]
        fn every_text_survives_quotation_marks(value in "(?s).{0,40}") {
            let value = plain(&value).replace('\n', " ");
            let quoted = value.replace('\\', "\\\\").replace('"', "\\\"");
            let directive = parse(&format!("<<#grid title=\"{quoted}\">>"), 0).unwrap();
            prop_assert_eq!(&directive.arguments[0].1.value, &Value::One(value));
        }
    }
}
