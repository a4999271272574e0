//! A figure's state: which figure it is, and its parameters where they differ from the figure's defaults.
//!
//! One format in two forms: a short text for links ([`link`]), and a file of JSON:
//!
//! ```json
//! {
//!   "format": "counterfactuals-state",
//!   "version": 2,
//!   "widget": "grid",
//!   "parameters": {
//!     "focus": "C",
//!     "world": ["A", "C"]
//!   }
//! }
//! ```
//!
//! Values are texts, or lists of texts, in the words of a directive. Both forms share their version. Version 1 had no figure in it and no
//! file; a file that says so is read all the same.

use super::{Arguments, Value, json, link, shorten};

/// The version that is written.
pub const VERSION: u32 = 2;
/// What a file calls itself.
pub(super) const FORMAT: &str = "counterfactuals-state";
/// A longer file is refused unread, in bytes.
pub const FILE_LENGTH: usize = 1_000_000;

/// A state as it was read; nothing in it is checked yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The figure's name; an earlier version gave none.
    pub widget: Option<String>,
    /// Its parameters.
    pub arguments: Arguments,
}

impl State {
    /// The state in a file's bytes.
    ///
    /// # Errors
    /// One line: the length, the byte that is no UTF-8, or the line and column of the first thing that is not of the form.
    pub fn from_file(bytes: &[u8]) -> Result<Self, String> {
        if bytes.len() > FILE_LENGTH {
            return Err(format!("the file has more than the legal {FILE_LENGTH} bytes"));
        }
        json::read(text(bytes)?).map_err(|error| error.to_string())
    }

    /// The state as a file.
    pub fn to_file(widget: &str, arguments: &[(String, Value)]) -> String {
        json::write(widget, arguments)
    }

    /// The state in a link.
    ///
    /// # Errors
    /// One line.
    pub fn from_link(state: &str) -> Result<Self, String> {
        link::read(state).map_err(|error| error.to_string())
    }

    /// The arguments, if it is the state of such a figure or names none.
    ///
    /// # Errors
    /// One line that names both figures.
    pub fn of(self, widget: &str) -> Result<Arguments, String> {
        match self.widget {
            Some(other) if other != widget => {
                Err(format!("it is a state of the figure {}, and this is “{widget}”", shorten(&other)))
            }
            _ => Ok(self.arguments),
        }
    }
}

/// The text of a file in UTF-8, without the mark that some programs put first.
///
/// # Errors
/// One line that names the encoding it seems to have, or the first byte that is not of UTF-8.
pub fn text(bytes: &[u8]) -> Result<&str, String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("the file is in UTF-16: save it in UTF-8".to_owned());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        format!("byte {} of the file is not of UTF-8: save it in UTF-8", error.valid_up_to() + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_encoding_is_named() {
        let file = State::to_file("grid", &[("focus".into(), Value::one("C"))]);
        let marked = [b"\xef\xbb\xbf", file.as_bytes()].concat();
        assert_eq!(State::from_file(&marked), State::from_file(file.as_bytes()));
        for (bytes, said) in [
            (b"\xff\xfe{\0".as_slice(), "the file is in UTF-16: save it in UTF-8"),
            (b"\xfe\xff\0{", "the file is in UTF-16: save it in UTF-8"),
            (b"{\"a\xff", "byte 4 of the file is not of UTF-8: save it in UTF-8"),
        ] {
            assert_eq!(State::from_file(bytes).unwrap_err(), said);
        }
        let long = State::from_file(&vec![b' '; FILE_LENGTH + 1]).unwrap_err();
        assert_eq!(long, "the file has more than the legal 1000000 bytes");
    }

    #[test]
    fn a_state_of_another_figure_is_refused() {
        let state = State::from_link("2.lattice-focus.C").unwrap();
        assert_eq!(state.clone().of("lattice").unwrap().len(), 1);
        assert_eq!(
            state.of("grid").unwrap_err(),
            "it is a state of the figure “lattice”, and this is “grid”"
        );
        assert!(State::from_link("1-focus.C").unwrap().of("grid").is_ok(), "version 1 names none");
    }
}
