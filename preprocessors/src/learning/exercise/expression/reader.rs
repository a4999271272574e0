//! Reading an expression: its words, and the descent through its grammar.

use std::ops::Range;

use widgets::parameters::{Value, text};

use super::{Condition, Sum, Wrong, digits};

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Argument(String, Value),
    Sign(&'static str),
}

const SIGNS: [&str; 12] = ["<=", ">=", "!=", "<", ">", "=", "+", "-", "*", "/", "(", ")"];
const COMPARISONS: [&str; 6] = ["<=", ">=", "!=", "<", ">", "="];

/// The words of an expression, and how far they are read.
pub(super) struct Reader {
    tokens: Vec<(Token, Range<usize>)>,
    at: usize,
    length: usize,
}

impl Reader {
    pub(super) fn of(text: &str) -> Result<Self, Wrong> {
        Ok(Self { tokens: tokens(text)?, at: 0, length: text.len() })
    }

    fn sign(&mut self, signs: &[&str]) -> Option<&'static str> {
        let (Token::Sign(sign), _) = self.tokens.get(self.at)? else { return None };
        signs.contains(sign).then(|| {
            self.at += 1;
            *sign
        })
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some((Token::Word(found), _)) if found == word);
        self.at += usize::from(found);
        found
    }

    fn wrong<T>(&self, message: &str, help: &str) -> Result<T, Wrong> {
        let span = self.tokens.get(self.at).map_or(self.length..self.length, |(_, span)| span.clone());
        Err(Wrong { span, message: message.to_owned(), help: help.to_owned() })
    }

    pub(super) fn end(&self) -> Result<(), Wrong> {
        if self.at == self.tokens.len() {
            return Ok(());
        }
        self.wrong("this is one word too many", "put a sign before it, with spaces around")
    }

    pub(super) fn either(&mut self) -> Result<Condition, Wrong> {
        let mut found = self.both()?;
        while self.word("or") {
            found = Condition::Either(Box::new(found), Box::new(self.both()?));
        }
        Ok(found)
    }

    fn both(&mut self) -> Result<Condition, Wrong> {
        let mut found = self.comparison()?;
        while self.word("and") {
            found = Condition::Both(Box::new(found), Box::new(self.comparison()?));
        }
        Ok(found)
    }

    fn comparison(&mut self) -> Result<Condition, Wrong> {
        let left = self.sum()?;
        let Some(sign) = self.sign(&COMPARISONS) else {
            return self.wrong("a comparison is missing", "write <, >, <=, >=, = or !=, with spaces around");
        };
        Ok(Condition::Compare(left, sign.to_owned(), self.sum()?))
    }

    pub(super) fn sum(&mut self) -> Result<Sum, Wrong> {
        let mut found = self.product()?;
        while let Some(sign) = self.sign(&["+", "-"]) {
            found = two(found, sign, self.product()?);
        }
        Ok(found)
    }

    fn product(&mut self) -> Result<Sum, Wrong> {
        let mut found = self.factor()?;
        while let Some(sign) = self.sign(&["*", "/"]) {
            found = two(found, sign, self.factor()?);
        }
        Ok(found)
    }

    fn factor(&mut self) -> Result<Sum, Wrong> {
        if self.sign(&["-"]).is_some() {
            return Ok(Sum::Minus(Box::new(self.factor()?)));
        }
        if self.sign(&["("]).is_some() {
            return self.inside();
        }
        let Some((Token::Word(word), span)) = self.tokens.get(self.at).cloned() else {
            return self.wrong("a number is missing", "write its name, as behind `<<#number`, or digits");
        };
        self.at += 1;
        if let Some(value) = digits(&word) {
            return Ok(Sum::Constant(value));
        }
        if word == "abs" && self.sign(&["("]).is_some() {
            return Ok(Sum::Absolute(Box::new(self.inside()?)));
        }
        let (mut arguments, mut end) = (vec![], span.end);
        while let Some((token, here)) = self.tokens.get(self.at) {
            match token {
                Token::Argument(key, value) => arguments.push((key.clone(), value.clone())),
                Token::Word(flag) if !matches!(flag.as_str(), "and" | "or") => {
                    arguments.push((flag.clone(), Value::one("true")));
                }
                Token::Word(_) | Token::Sign(_) => break,
            }
            end = here.end;
            self.at += 1;
        }
        Ok(Sum::Number { name: word, arguments, span: span.start..end })
    }

    fn inside(&mut self) -> Result<Sum, Wrong> {
        let inside = self.sum()?;
        if self.sign(&[")"]).is_none() {
            return self.wrong("a parenthesis is not closed", "write `)`");
        }
        Ok(inside)
    }
}

fn two(left: Sum, sign: &str, right: Sum) -> Sum {
    Sum::Two(Box::new(left), sign.chars().next().unwrap_or('+'), Box::new(right))
}

fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, Wrong> {
    let (mut tokens, mut at) = (vec![], 0);
    while let Some(skipped) = text[at..].find(|c: char| !c.is_whitespace()) {
        at += skipped;
        let end = word_end(text, at)?;
        let word = &text[at..end];
        let token = if let Some(sign) = SIGNS.into_iter().find(|sign| *sign == word) {
            Token::Sign(sign)
        } else if let Some((key, value)) = word.split_once('=').filter(|(key, _)| !key.is_empty()) {
            Token::Argument(key.to_owned(), text::read(value))
        } else {
            Token::Word(word.to_owned())
        };
        tokens.push((token, at..end));
        at = end;
    }
    Ok(tokens)
}

/// Where the word ends that starts here: at white space or a parenthesis, outside quotation marks and brackets.
fn word_end(text: &str, start: usize) -> Result<usize, Wrong> {
    let (mut quoted, mut escaped, mut listed) = (false, false, false);
    for (place, character) in text[start..].char_indices() {
        let outside = !quoted && !listed;
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => listed = true,
            ']' if !quoted => listed = false,
            '(' | ')' if outside => return Ok(start + place.max(1)),
            c if outside && c.is_whitespace() => return Ok(start + place),
            _ => {}
        }
    }
    if quoted || listed {
        let message = "this is never closed".to_owned();
        let help = "write \\\" or ] at the end".to_owned();
        return Err(Wrong { span: start..text.len(), message, help });
    }
    Ok(text.len())
}
