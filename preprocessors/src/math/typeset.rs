//! One formula, set by KaTeX, in a form that Markdown hands on as it is.

use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Write};

use katex::{Opts, OutputType};

use crate::cache::Cache;
use crate::quotes;

/// Commands of our own: what each stands for.
pub type Macros = BTreeMap<String, String>;

/// Sets formulas, each only once.
pub struct Typesetter {
    macros: Macros,
    /// The macros as a part of a key.
    spelled: String,
    cache: Cache,
}

/// Why a formula could not be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TexError {
    /// What is wrong, in one line.
    pub(super) message: String,
    /// Where in the formula, in bytes, if it is known.
    pub(super) place: Option<usize>,
}

impl fmt::Debug for Typesetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Typesetter").field("macros", &self.macros).finish_non_exhaustive()
    }
}

impl Typesetter {
    /// One that knows these macros and remembers what it set.
    pub fn new(macros: Macros, cache: Cache) -> Self {
        let spelled = format!("{macros:?}");
        Self { macros, spelled, cache }
    }

    /// A formula as HTML and MathML in one line. KaTeX starts when the first one is set that is not remembered, which takes a tenth of a
    /// second.
    pub(super) fn set(&self, tex: &str, display: bool) -> Result<String, TexError> {
        let kind = if display { "display" } else { "inline" };
        self.cache.remember(&[kind, &self.spelled, tex], || {
            let mut options = Opts::builder();
            options.output_type(OutputType::HtmlAndMathml).display_mode(display).throw_on_error(true);
            options.macros(self.macros.clone().into_iter().collect::<HashMap<String, String>>());
            let options = options.build().map_err(|error| told(tex, &error.to_string()))?;
            katex::render_with_opts(tex, &options)
                .map(|html| quotes::single(&html.replace(['\n', '\r'], " ")))
                .map_err(|error| told(tex, &error.to_string()))
        })
    }
}

/// KaTeX's own message, without what is around it, and its place, which counts UTF-16 units from 1.
fn told(tex: &str, message: &str) -> TexError {
    let said = message.split_once("KaTeX parse error: ").map_or(message, |(_, said)| said);
    let (said, at) = match (said.split_once(" at position "), said.split_once(" at end of input")) {
        (Some((said, rest)), _) => (said, rest.split(':').next().and_then(|at| at.trim().parse().ok())),
        (None, Some((said, _))) => (said, None),
        _ => (said, None),
    };
    let place = at.map(|at: usize| {
        let mut units = 0;
        let reached = tex.char_indices().find(|(_, character)| {
            units += character.len_utf16();
            units >= at
        });
        reached.map_or(tex.len(), |(place, _)| place)
    });
    // The engine quotes what it was told.
    let said = said.replace("\\\\", "\\").replace("\\\"", "\"");
    let said: Vec<&str> = said.split_whitespace().collect();
    TexError { message: format!("this formula cannot be set: {}", said.join(" ")), place }
}

/// HTML inside a paragraph: what Markdown could read as marks in its texts becomes references, and so does `|` anywhere, which would
/// end the cell of a table.
pub(super) fn inline(html: &str) -> String {
    let mut out = String::with_capacity(2 * html.len());
    let (mut in_tag, mut rest) = (false, html);
    while let Some(character) = rest.chars().next() {
        let mut taken = character.len_utf8();
        match character {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ => {}
        }
        let is_mark = match character {
            '|' => true,
            _ if in_tag || matches!(character, '<' | '>') => false,
            '&' => {
                taken = rest.find(';').map_or(taken, |end| end + 1);
                false
            }
            _ => character.is_ascii_punctuation(),
        };
        if is_mark {
            let _ = write!(out, "&#{};", u32::from(character));
        } else {
            out.push_str(&rest[..taken]);
        }
        rest = &rest[taken..];
    }
    out
}
