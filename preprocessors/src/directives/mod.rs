//! Directives: `<<#name key=value …>>` in Markdown.
//!
//! [`find()`] says where they are (outside code and comments), [`parse()`] what they say. Both keep byte spans, so that every
//! later mistake can be shown where it was written.
//!
//! Some directives hold Markdown: `<<#name key=value …>> … <</name>>`. Which ones do is for the caller to say; [`nest()`] pairs their marks.

mod find;
mod nest;
mod parse;

use std::ops::Range;

pub use find::{Found, find};
pub(crate) use find::{code_ranges, mask};
pub use nest::{Container, Item, nest};
pub use parse::{parse, plain};
use widgets::parameters::Value;

/// A piece of the text and where it stands, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What it says.
    pub value: T,
    /// Where it stands.
    pub span: Range<usize>,
}

/// A directive as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// From `<<#` to `>>`.
    pub span: Range<usize>,
    /// The first word.
    pub name: Spanned<String>,
    /// Words without a value, in order.
    pub words: Vec<Spanned<String>>,
    /// Keys with their values, in order.
    pub arguments: Vec<(Spanned<String>, Spanned<Value>)>,
}

/// What is wrong with the text of a directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where.
    pub span: Range<usize>,
    /// What.
    pub message: String,
    /// How it would be right.
    pub help: String,
}
