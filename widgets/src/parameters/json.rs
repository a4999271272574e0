//! The JSON of a state ([`state`](super::state)). As small as the form allows, since every reader downloads it; it stands where the
//! first mistake is, which the browser's own parser does not say in the same words everywhere.

use thiserror::Error;

use super::link::{later, push_hex};
use super::state::{FORMAT, State, VERSION};
use super::{Arguments, Value, shorten};

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: {what}")]
pub(super) struct JsonError {
    /// Counted from 1.
    pub(super) line: usize,
    /// Counted from 1, in characters.
    pub(super) column: usize,
    /// What is wrong, and what would be legal.
    pub(super) what: String,
}

/// Writes lists of arguments of another format, one a line: `{"format": …, "version": …, name: [{…}, …]}`.
#[cfg(feature = "learning")]
pub(crate) fn write_list(format: &str, version: u32, name: &str, entries: &[Arguments]) -> String {
    let mut out = format!("{{\n  \"format\": \"{format}\",\n  \"version\": {version},\n  \"{name}\": [");
    for (index, entry) in entries.iter().enumerate() {
        out.push_str(if index == 0 { "\n    {" } else { ",\n    {" });
        pairs(entry, ", ", &mut out);
        out.push('}');
    }
    out.push_str(if entries.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
    out
}

/// Reads what [`write_list`] wrote, in any layout.
///
/// # Errors
/// One line with the place of the first thing that is not of the form, or that is of a later version.
#[cfg(feature = "learning")]
pub(crate) fn read_list(text: &str, format: &str, newest: u32, name: &str) -> Result<Vec<Arguments>, String> {
    let mut reader = Reader { text, at: 0 };
    let (mut is_ours, mut entries) = (false, None);
    let read = reader.list(b'{', b'}', &mut |reader| {
        reader.space();
        let start = reader.at;
        let key = reader.key()?;
        if key == "format" {
            let start = reader.at;
            is_ours = reader.string()? == format;
            return if is_ours { Ok(()) } else { reader.wrong_at(start, format) };
        }
        if key == "version" {
            return reader.version(newest);
        }
        if key != name {
            return reader.wrong_at(start, name);
        }
        let mut list = vec![];
        reader.list(b'[', b']', &mut |reader| {
            let mut entry = vec![];
            reader.parameters(&mut entry)?;
            list.push(entry);
            Ok(())
        })?;
        entries = Some(list);
        Ok(())
    });
    let read = read.and_then(|()| reader.end()).and_then(|()| match entries {
        Some(entries) if is_ours => Ok(entries),
        _ => Err(format!("expected format and {name}")),
    });
    read.map_err(|what| placed(text, reader.at, what).to_string())
}

/// Writes a state.
pub(super) fn write(widget: &str, arguments: &[(String, Value)]) -> String {
    let mut out = format!("{{\n  \"format\": \"{FORMAT}\",\n  \"version\": {VERSION},\n  \"widget\": ");
    quote(widget, &mut out);
    out.push_str(",\n  \"parameters\": {");
    out.push_str(if arguments.is_empty() { "" } else { "\n    " });
    pairs(arguments, ",\n    ", &mut out);
    out.push_str(if arguments.is_empty() { "}\n}\n" } else { "\n  }\n}\n" });
    out
}

fn pairs(arguments: &[(String, Value)], between: &str, out: &mut String) {
    for (index, (key, value)) in arguments.iter().enumerate() {
        if index > 0 {
            out.push_str(between);
        }
        quote(key, out);
        out.push_str(": ");
        match value {
            Value::One(one) => quote(one, out),
            Value::List(list) => {
                out.push('[');
                for (index, one) in list.iter().enumerate() {
                    if index > 0 {
                        out.push_str(", ");
                    }
                    quote(one, out);
                }
                out.push(']');
            }
        }
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            '\n' => out.push_str("\\n"),
            _ if u32::from(character) < 0x20 => {
                out.push_str("\\u00");
                push_hex(u32::from(character) as u8, out);
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

/// Reads a state.
///
/// # Errors
/// [`JsonError`] at the first thing that is not of the form.
pub(super) fn read(text: &str) -> Result<State, JsonError> {
    let mut reader = Reader { text, at: 0 };
    let mut file = File::default();
    let read = reader.file(&mut file).and_then(|()| match file {
        File { format: false, .. } => {
            Err(format!("the file has no “format”: expected \"format\": \"{FORMAT}\""))
        }
        File { parameters: false, .. } => {
            Err("the file has no “parameters”: expected \"parameters\": {…}".to_owned())
        }
        File { state, .. } => Ok(state),
    });
    read.map_err(|what| placed(text, reader.at, what))
}

/// A mistake at this byte.
fn placed(text: &str, at: usize, what: String) -> JsonError {
    let (mut line, mut column) = (1, 1);
    for &byte in text.as_bytes().iter().take(at) {
        if byte == b'\n' {
            (line, column) = (line + 1, 1);
        } else if byte & 0xc0 != 0x80 {
            // Not a later byte of a character.
            column += 1;
        }
    }
    JsonError { line, column, what }
}

/// What a file has said so far.
#[derive(Default)]
struct File {
    state: State,
    format: bool,
    parameters: bool,
}

/// Slices by way of `get`, since the messages of slices that panic are kilobytes.
struct Reader<'a> {
    text: &'a str,
    /// In bytes, where a character begins.
    at: usize,
}

impl Reader<'_> {
    fn file(&mut self, file: &mut File) -> Result<(), String> {
        self.list(b'{', b'}', &mut |reader| {
            reader.space();
            let start = reader.at;
            let key = reader.key()?;
            match key.as_str() {
                "format" => {
                    let start = reader.at;
                    file.format = reader.string()? == FORMAT;
                    if !file.format {
                        return reader.wrong_at(start, "\"counterfactuals-state\"");
                    }
                }
                "version" => reader.version(VERSION)?,
                "widget" => file.state.widget = Some(reader.string()?),
                "parameters" => {
                    reader.parameters(&mut file.state.arguments)?;
                    file.parameters = true;
                }
                _ => return reader.wrong_at(start, "format, version, widget or parameters"),
            }
            Ok(())
        })?;
        self.end()
    }

    fn end(&mut self) -> Result<(), String> {
        self.space();
        if self.at < self.text.len() { self.wrong("the end of the file") } else { Ok(()) }
    }

    fn parameters(&mut self, arguments: &mut Arguments) -> Result<(), String> {
        self.list(b'{', b'}', &mut |reader| {
            let key = reader.key()?;
            let value = match reader.next(0) {
                Some(b'"') => Value::One(reader.string()?),
                Some(b'[') => {
                    let mut list = vec![];
                    reader.list(b'[', b']', &mut |reader| {
                        list.push(reader.string()?);
                        Ok(())
                    })?;
                    Value::List(list)
                }
                _ => return reader.wrong("a text in quotation marks, or a list of such texts"),
            };
            arguments.push((key, value));
            Ok(())
        })
    }

    fn version(&mut self, newest: u32) -> Result<(), String> {
        let (start, mut version) = (self.at, 0_u32);
        while let Some(digit @ b'0'..=b'9') = self.next(0) {
            version = version.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
            self.at += 1;
        }
        if version == 0 {
            return self.wrong_at(start, "the number of the format's version");
        }
        if version > newest {
            let written = shorten(self.text.get(start..self.at).unwrap_or_default());
            self.at = start;
            return Err(later("file", &written, newest));
        }
        Ok(())
    }

    /// Entries between two marks, with commas between them.
    fn list(
        &mut self,
        open: u8,
        close: u8,
        entry: &mut dyn FnMut(&mut Self) -> Result<(), String>,
    ) -> Result<(), String> {
        self.mark(open)?;
        self.space();
        if self.next(0) != Some(close) {
            loop {
                entry(self)?;
                self.space();
                if self.next(0) != Some(b',') {
                    break;
                }
                self.at += 1;
            }
        }
        self.mark(close)
    }

    /// A key, and on to its value.
    fn key(&mut self) -> Result<String, String> {
        let key = self.string()?;
        self.mark(b':')?;
        self.space();
        Ok(key)
    }

    fn string(&mut self) -> Result<String, String> {
        self.mark(b'"')?;
        let mut out = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            match rest.chars().next() {
                Some('"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some('\\') => out.push(self.escape()?),
                Some(character) if character >= ' ' => {
                    self.at += character.len_utf8();
                    out.push(character);
                }
                _ => return self.wrong("more of the text and \" at its end"),
            }
        }
    }

    fn escape(&mut self) -> Result<char, String> {
        let (character, length) = match self.next(1) {
            Some(byte @ (b'"' | b'\\' | b'/')) => (char::from(byte), 2),
            Some(b'n') => ('\n', 2),
            Some(b't') => ('\t', 2),
            Some(b'r') => ('\r', 2),
            Some(b'b') => ('\u{8}', 2),
            Some(b'f') => ('\u{c}', 2),
            Some(b'u') => {
                // Characters beyond the first 65,536 are written as two such escapes.
                let (first, second) = (self.unit(0), self.unit(6));
                let (code, length) = match (first, second) {
                    (Some(high @ 0xd800..=0xdbff), Some(low @ 0xdc00..=0xdfff)) => {
                        (Some(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)), 12)
                    }
                    (first, _) => (first, 6),
                };
                match code.and_then(char::from_u32) {
                    Some(character) => (character, length),
                    None => return self.wrong("an escape such as \\u00e9"),
                }
            }
            _ => return self.wrong("one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u00e9"),
        };
        self.at += length;
        Ok(character)
    }

    /// The number of an escape `\u00e9` so far ahead.
    fn unit(&self, ahead: usize) -> Option<u32> {
        let mut number = 0;
        for place in 0..6 {
            let byte = self.next(ahead + place)?;
            match place {
                0 if byte == b'\\' => {}
                1 if byte == b'u' => {}
                0 | 1 => return None,
                _ => number = number << 4 | char::from(byte).to_digit(16)?,
            }
        }
        Some(number)
    }

    fn next(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.next(0) {
            self.at += 1;
        }
    }

    fn mark(&mut self, mark: u8) -> Result<(), String> {
        self.space();
        if self.next(0) == Some(mark) {
            self.at += 1;
            return Ok(());
        }
        self.wrong(match mark {
            b'{' => "{",
            b'}' => ", or }",
            b']' => ", or ]",
            b':' => ":",
            _ => "a text in quotation marks",
        })
    }

    fn wrong_at(&mut self, place: usize, expected: &str) -> Result<(), String> {
        self.at = place;
        self.wrong(expected)
    }

    fn wrong<T>(&self, expected: &str) -> Result<T, String> {
        Err(self.mistake(expected))
    }

    fn mistake(&self, expected: &str) -> String {
        let found: String = self.text.get(self.at..).unwrap_or_default().chars().take(12).collect();
        let found = if found.is_empty() { "the file's end".to_owned() } else { shorten(&found) };
        format!("expected {expected}, found {found}")
    }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
