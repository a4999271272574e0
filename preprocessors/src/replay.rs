//! `replay`: a reader's state, computed again without a browser.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail, ensure};
use percent_encoding::percent_decode_str;
use serde_json::json;
use widgets::parameters::state::{FILE_LENGTH, State, VERSION, text};
use widgets::parameters::{Arguments, Value, in_one_line, shorten};
use widgets::tables::{OwnRows, own};
use widgets::widget::Table;

use crate::diagnostic::named;

/// A figure in a state, all of its work done.
#[derive(Debug)]
pub struct Replayed {
    /// The figure's name.
    pub widget: String,
    /// Its parameters where they differ from the figure's defaults.
    pub arguments: Arguments,
    /// What the figure says under its drawing.
    pub sentence: String,
    /// What it offers as CSV.
    pub table: Table,
}

/// How the result is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The sentence, an empty line, and the table as CSV.
    Text,
    /// The table alone, byte for byte the file that the figure offers.
    Csv,
    /// Figure, parameters, sentence and table.
    Json,
}

/// Reads `state` (a link with a state, the state alone, a file that holds either or the JSON of one, or `-` for the same from `input`)
/// and computes the figure. `widget` names the figure of a state that does not, `rows` is the file of a reader's own rows that it draws.
///
/// # Errors
/// What cannot be read, or is no legal state, in one line.
pub fn replay(state: &str, widget: Option<&str>, rows: Option<&Path>, input: impl Read) -> Result<Replayed> {
    let bytes = if state == "-" {
        start(&mut { input }).context("cannot read the standard input")?
    } else if Path::new(state).is_file() {
        let file = File::open(state).and_then(|mut file| start(&mut file));
        file.with_context(|| format!("cannot read {state}"))?
    } else {
        let extension = Path::new(state).extension();
        let path = !state.contains("state-")
            && (extension.is_some_and(|end| end.eq_ignore_ascii_case("json")) || state.contains(['/', '\\']))
            && !state.starts_with('{');
        ensure!(!path, "there is no file {state}");
        state.as_bytes().to_vec()
    };
    let state = read(&bytes)?;
    let figure = state.widget.clone().or_else(|| widget.map(str::to_owned)).with_context(|| {
        format!(
            "the state is of an earlier version than {VERSION} and names no figure: say which with --widget"
        )
    })?;
    let arguments = state.of(widget.unwrap_or(&figure)).map_err(|error| anyhow!(error))?;
    let entry = named(&figure)?;
    if let Some(file) = rows {
        give(file, &arguments)?;
    }
    let mut instance = (entry.open)(&arguments)
        .map_err(|errors| anyhow!("the state is not one of `{figure}`: {}", in_one_line(&errors)))?;
    while instance.step() {}
    Ok(Replayed { widget: figure, arguments, sentence: instance.describe(), table: instance.numbers() })
}

/// No more of a source than shows that it is too much.
fn start(source: &mut dyn Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![];
    source.take(FILE_LENGTH as u64 + 1).read_to_end(&mut bytes).map(|_| bytes)
}

/// Gives the figure a reader's own rows, if they are those that the state names.
fn give(file: &Path, arguments: &Arguments) -> Result<()> {
    let named = arguments.iter().find_map(|(_, value)| OwnRows::of_word(value.as_one()?));
    let named = named.context("the state draws no rows of a reader's own, so --rows has no place in it")?;
    let shown = file.display();
    let bytes = File::open(file).and_then(|mut file| start(&mut file));
    let bytes = bytes.with_context(|| format!("cannot read {shown}"))?;
    let most = own::MAX_BYTES;
    ensure!(bytes.len() <= most, "{shown} has more than the legal {most} bytes");
    let rows = text(&bytes).map_err(|error| anyhow!("{shown}: {error}"))?;
    let given = OwnRows::of(rows, named.roles());
    ensure!(
        given == named,
        "{shown} is not the file of this state: its rows are known as {:016x}, and the state names {:016x}",
        given.fingerprint(),
        named.fingerprint()
    );
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    own::keep(rows, named.roles(), &name);
    Ok(())
}

impl Replayed {
    /// The result as it is printed.
    pub fn print(&self, format: Format) -> String {
        match format {
            Format::Text => format!("{}\n\n{}", self.sentence, self.table.to_csv()),
            Format::Csv => self.table.to_csv(),
            Format::Json => {
                let value = |value: &Value| match value {
                    Value::One(one) => json!(one),
                    Value::List(list) => json!(list),
                };
                let parameters: serde_json::Map<_, _> =
                    self.arguments.iter().map(|(key, found)| (key.clone(), value(found))).collect();
                let table = json!({ "columns": self.table.columns, "rows": self.table.rows });
                let all = json!({
                    "widget": self.widget, "parameters": parameters, "sentence": self.sentence, "table": table,
                });
                format!("{all:#}\n")
            }
        }
    }
}

/// Reads a state in any of its forms.
fn read(bytes: &[u8]) -> Result<State> {
    let found = text(bytes).map_err(|error| anyhow!(error))?.trim();
    ensure!(!found.is_empty(), "there is no state: expected a link, a state or the JSON of one");
    if found.starts_with(['{', '[']) {
        return State::from_file(bytes).map_err(|error| anyhow!("the state’s JSON: {error}"));
    }
    let state = if found.contains("state-") { in_address(found)? } else { found.to_owned() };
    State::from_link(&state).map_err(|error| anyhow!("{error}, a link with a state, or a file"))
}

/// The state in an address: that of the figure behind the `#`, or the only one.
fn in_address(address: &str) -> Result<String> {
    let (address, anchor) = address.split_once('#').unwrap_or((address, ""));
    let query = address.split_once('?').map_or(address, |(_, query)| query);
    let states: Vec<(&str, &str)> =
        query.split('&').filter_map(|pair| pair.strip_prefix("state-")?.split_once('=')).collect();
    let of_anchor = states.iter().find(|(id, _)| *id == anchor);
    let state = match (of_anchor, states.as_slice()) {
        (Some((_, state)), _) | (None, [(_, state)]) => state,
        (None, []) => bail!("the link carries no state: expected ?state-ID=… in it"),
        (None, _) => {
            let ids: Vec<String> = states.iter().map(|(id, _)| format!("#{id}")).collect();
            bail!("the link carries {} states: end it with one of {}", states.len(), ids.join(", "))
        }
    };
    // Other programs may have put escapes in, which the state itself has none of.
    let plain = percent_decode_str(state).decode_utf8();
    let plain = plain.map_err(|_| anyhow!("{} is no part of an address", shorten(state)))?;
    Ok(plain.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(state: &str, widget: Option<&str>) -> String {
        format!("{:#}", replay(state, widget, None, std::io::empty()).unwrap_err())
    }

    #[test]
    fn every_form_of_a_state_is_the_same_figure() {
        let file =
            State::to_file("grid", &[("focus".into(), Value::one("C")), ("draws".into(), Value::one("0"))]);
        let whole = replay("2.grid-focus.C-draws.0", None, None, std::io::empty()).unwrap();
        assert!(whole.table.rows.len() > 1 && whole.sentence.contains('C'), "{whole:?}");
        for (state, widget, input) in [
            ("1-focus.C-draws.0", Some("grid"), ""),
            ("focus.C-draws.0", Some("grid"), ""),
            ("https://x.example/a/b.html?theme=x&state-own=2.grid-focus.C-draws.0#own", None, ""),
            ("b.html?state-own=2%2Egrid-focus.C-draws.0", None, ""),
            ("?state-a=2.grid-focus.A&state-own=2.grid-focus.C-draws.0#own", None, ""),
            (&file, None, ""),
            ("-", None, &file),
            ("-", None, "\u{feff}2.grid-focus.C-draws.0\n"),
        ] {
            let other = replay(state, widget, None, input.as_bytes()).unwrap();
            assert_eq!(other.print(Format::Text), whole.print(Format::Text), "{state}");
        }
        let json: serde_json::Value = serde_json::from_str(&whole.print(Format::Json)).unwrap();
        assert_eq!(json["sentence"], whole.sentence);
        assert_eq!(json["table"]["rows"], json!(whole.table.rows));
        assert_eq!(whole.print(Format::Text), format!("{}\n\n{}", whole.sentence, whole.print(Format::Csv)));
    }

    #[test]
    fn own_rows_are_given_as_a_file_and_checked() {
        let row = |row: usize| format!("{},{},{}\r\n", row * row % 17, row, ["a", "b"][row % 2]);
        let rows = format!("x,y,kind\r\n{}", (0..60).map(row).collect::<Vec<_>>().concat());
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mine.csv");
        std::fs::write(&file, format!("\u{feff}{rows}")).unwrap();
        let word = OwnRows::of(&rows, "ffc".parse().unwrap()).word();
        let state = |word: &str| {
            let arguments = [("data", word), ("rows", "8"), ("tests", "20"), ("draws", "0")];
            let arguments = arguments.map(|(key, value)| (key.to_owned(), Value::one(value)));
            widgets::parameters::link::write("values", &arguments)
        };
        let told = |state: &str, rows: Option<&Path>| {
            format!("{:#}", replay(state, None, rows, std::io::empty()).unwrap_err())
        };
        assert!(told(&state(&word), None).contains("expected rows that are on this device"));
        let other = OwnRows::of("x", "ffc".parse().unwrap()).word();
        let refused = told(&state(&other), Some(&file));
        assert!(
            refused.contains("mine.csv is not the file of this state: its rows are known as "),
            "{refused}"
        );
        assert!(told("2.grid-focus.C", Some(&file)).starts_with("the state draws no rows of a reader's own"));
        assert!(told(&state(&word), Some(&folder.path().join("none.csv"))).starts_with("cannot read "));
        let replayed = replay(&state(&word), None, Some(&file), std::io::empty()).unwrap();
        assert_eq!(replayed.table.rows.len(), 8);
        // A file with other ends of lines is the same one.
        std::fs::write(&file, rows.replace("\r\n", "\n")).unwrap();
        let again = replay(&state(&word), None, Some(&file), std::io::empty()).unwrap();
        assert_eq!(again.print(Format::Text), replayed.print(Format::Text));
    }

    #[test]
    fn what_is_no_state_is_named_in_one_line() {
        for (state, widget, said) in [
            ("", None, "there is no state: expected a link, a state or the JSON of one"),
            ("no/file", None, "there is no file no/file"),
            ("nofile.json", None, "there is no file nofile.json"),
            (
                "no file",
                None,
                "“no file” is no state: expected 2.FIGURE-key.value, a link with a state, or a file",
            ),
            (
                "1-focus.C",
                None,
                "the state is of an earlier version than 2 and names no figure: say which with --widget",
            ),
            ("2.grdi", None, "no widget is named “grdi”: did you mean `grid`? legal are grid, "),
            ("2.grid", Some("lattice"), "it is a state of the figure “grid”, and this is “lattice”"),
            ("2.grid-focus.Z", None, "the state is not one of `grid`: `focus` is “Z”"),
            ("2.grid-title.x", None, "the state is not one of `grid`: unknown key `title`"),
            ("9.grid", None, "the link's version is “9”, and this page reads versions 1 to 2"),
            ("?state-a=2.grid&state-b=2.grid", None, "the link carries 2 states: end it with one of #a, #b"),
            ("https://x.example/?state-a", None, "the link carries no state"),
            ("?state-a=%zz", None, "“%zz” is no state: expected 2.FIGURE-key.value"),
            ("?state-a=%ff", None, "“%ff” is no part of an address"),
            (
                "{\"format\": 1}",
                None,
                "the state’s JSON: line 1, column 12: expected a text in quotation marks",
            ),
        ] {
            let found = refused(state, widget);
            assert!(found.starts_with(said) && !found.contains('\n'), "{state}: {found}");
        }
    }
}
