//! Where a reader gives own rows: what was pasted, chosen or dropped, what its columns are for, and what was given before.

use simulation::data::csv::OwnData;
use simulation::data::own::{Column, MAX_BYTES, OwnFile, Role, Roles};

use super::instance::Effect;
use super::{DATA, Frame};
use crate::format::join;
use crate::parameters::{Arguments, Fields, ParameterError, state};
use crate::tables::own::{self, Kept};
use crate::tables::{self, OwnRows, TableId};
use crate::widget::{Reaction, Widget};

/// What a reader can do there.
#[derive(Clone, Debug)]
pub(crate) enum RowsMessage {
    /// Type or paste.
    Typed(String),
    /// Read what was typed.
    Read,
    /// Choose a file.
    Choose,
    /// Say what a column is for.
    Role(usize, Role),
    /// Draw the rows.
    Use,
    /// Read a text again that was kept.
    Again(u64),
    /// Forget it.
    Forget(u64),
    /// Leave.
    Close,
}

/// The field's name in its scope.
pub(super) const TEXT: &str = "own-text";

/// The place itself.
#[derive(Default)]
pub(super) struct Panel {
    /// What stands in the field.
    typed: String,
    /// The text that was read, and what it is called.
    text: String,
    name: String,
    pub(super) read: Option<ReadRows>,
    /// What is wrong, or was done.
    pub(super) said: String,
    pub(super) kept: Vec<Kept>,
}

/// A text whose columns are known.
pub(super) struct ReadRows {
    file: OwnFile,
    pub(super) names: Vec<String>,
    pub(super) columns: Vec<Column>,
    pub(super) roles: Roles,
    is_table: bool,
}

impl Panel {
    #[allow(clippy::unnecessary_wraps, reason = "where figures draw no tables there is none")]
    pub(super) fn open() -> Option<Self> {
        Some(Self { kept: own::list(), ..Self::default() })
    }

    /// Reads a file. One that is longer than legal is handed over only in part, and refused for its length.
    pub(super) fn read_file(&mut self, name: &str, file: &[u8]) {
        if file.len() > MAX_BYTES {
            self.refuse(&format!("the file has more than the legal {MAX_BYTES} bytes"));
            return;
        }
        match state::text(file) {
            Ok(text) => self.read_text(text, name),
            Err(error) => self.refuse(&error),
        }
    }

    fn read_text(&mut self, text: &str, name: &str) {
        match OwnFile::open(text) {
            Ok(file) => {
                let names = file.names();
                let columns = (0..names.len()).map(|column| file.column(column)).collect();
                let roles = file.guess();
                let name: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
                (self.text, self.name) = (text.to_owned(), name);
                self.read = Some(ReadRows { names, columns, roles, is_table: false, file });
                self.look();
            }
            Err(error) => self.refuse(&error.to_string()),
        }
    }

    /// What the rows are with the columns as they are.
    fn look(&mut self) {
        let Some(read) = &mut self.read else { return };
        let table = read.file.read(&read.roles);
        read.is_table = table.is_ok();
        self.said = match &table {
            Ok(own) => summary(own),
            Err(error) => format!("These rows cannot be drawn yet: {error}."),
        };
    }

    fn refuse(&mut self, error: &str) {
        self.read = None;
        self.said = format!("This could not be read, so nothing has changed: {error}.");
    }

    /// Whether there are rows to draw.
    pub(super) fn is_ready(&self) -> bool {
        self.read.as_ref().is_some_and(|read| read.is_table)
    }
}

/// What a table has.
fn summary(own: &OwnData) -> String {
    let left = match own.dropped.as_slice() {
        [] => String::new(),
        lines => {
            let few: Vec<String> = lines.iter().take(5).map(usize::to_string).collect();
            let more = if lines.len() > few.len() { " and others" } else { "" };
            format!(" Left out, since a value is missing: line {}{more}.", join(&few, ", "))
        }
    };
    format!(
        "{} rows, {} features, {} classes: {}.{left}",
        own.data.len(),
        own.features.len(),
        own.classes.len(),
        join(&own.classes, ", ")
    )
}

impl<W: Widget> Frame<W> {
    /// Answers what a reader did where own rows are given.
    pub(super) fn answer_rows(&mut self, message: RowsMessage) -> Vec<Effect> {
        let Some(panel) = &mut self.rows else { return vec![] };
        match message {
            RowsMessage::Typed(typed) => panel.typed = typed,
            RowsMessage::Read => {
                let typed = std::mem::take(&mut panel.typed);
                if typed.len() > MAX_BYTES {
                    panel.refuse(&format!("the text has more than the legal {MAX_BYTES} bytes"));
                } else {
                    panel.read_text(&typed, "");
                }
                panel.typed = typed;
            }
            RowsMessage::Choose => return vec![Effect::OpenRows],
            RowsMessage::Role(column, role) => {
                if let Some(read) = &mut panel.read {
                    read.roles.set(column, role);
                    panel.look();
                }
            }
            RowsMessage::Again(fingerprint) => {
                let kept = panel.kept.iter().find(|kept| kept.rows.fingerprint() == fingerprint).cloned();
                if let (Some(kept), Some(text)) = (kept, own::text(fingerprint)) {
                    panel.read_text(&text, &kept.name);
                    if let Some(read) = panel.read.as_mut() {
                        read.roles = kept.rows.roles();
                    }
                    panel.look();
                }
            }
            RowsMessage::Forget(fingerprint) => {
                own::forget(fingerprint);
                (panel.kept, panel.said) = (own::list(), "Forgotten on this device.".to_owned());
                let drawn = W::tables(self.widget.parameters());
                let is_drawn = |table: &TableId| matches!(table, TableId::Own(rows) if rows.fingerprint() == fingerprint);
                if drawn.iter().any(is_drawn) {
                    self.reset();
                }
            }
            RowsMessage::Use => return self.draw_rows(),
            RowsMessage::Close => {
                self.rows = None;
                return vec![Effect::Focus(self.scope.id("status"))];
            }
        }
        vec![]
    }

    /// Draws the rows that were read; if the figure cannot, it says so and stays as it is.
    fn draw_rows(&mut self) -> Vec<Effect> {
        let Some(panel) = self.rows.as_mut().filter(|panel| panel.is_ready()) else { return vec![] };
        let Some(read) = &panel.read else { return vec![] };
        let (rows, is_kept) = own::keep(&panel.text, read.roles, &panel.name);
        let said = panel.said.clone();
        match self.take_rows(rows) {
            Ok(anew) => {
                self.rows = None;
                let kept = if is_kept {
                    "Kept on this device, and nowhere else."
                } else {
                    "This browser keeps nothing for this page, so that they are here for this visit only."
                };
                let anew = match anew.as_slice() {
                    [] => String::new(),
                    keys => format!(" Set anew for these rows: {}.", join(keys, ", ")),
                };
                self.notice = format!("These are your rows: {said}{anew} {kept}");
                vec![Effect::Focus(self.scope.id("status"))]
            }
            Err(error) => {
                if let Some(panel) = &mut self.rows {
                    panel.said =
                        format!("This figure cannot draw these rows, so nothing has changed: {error}.");
                    panel.kept = own::list();
                }
                vec![]
            }
        }
    }

    /// Turns to own rows; comes back with the keys whose values did not fit them.
    fn take_rows(&mut self, rows: OwnRows) -> Result<Vec<String>, ParameterError> {
        tables::check(&[TableId::Own(rows)])?;
        let Some(message) = W::OWN_ROWS else { return Ok(vec![]) };
        let before = self.widget.parameters().clone();
        self.awaited = None;
        if let Some(Reaction::Turn(mut parameters)) = self.widget.update(message(rows)) {
            if self.locks() {
                self.keep(&mut parameters, &before);
            }
            self.fit(parameters)?;
        }
        let (before, after) = (before.print(), self.widget.parameters().print());
        let changed = before.iter().zip(&after).filter(|(one, other)| one != other && one.0 != DATA);
        Ok(changed.map(|(one, _)| one.0.clone()).collect())
    }

    /// Turns to a state, with the default of each value that does not go with these rows.
    fn fit(&mut self, parameters: W::Parameters) -> Result<(), ParameterError> {
        let defaults = W::Parameters::default().print();
        let mut next = parameters;
        let mut tried: Vec<String> = vec![];
        loop {
            let Err(error) = self.turn(next.clone()) else { return Ok(()) };
            let key = error.key().to_owned();
            let default: Arguments = defaults.iter().filter(|(name, _)| *name == key).cloned().collect();
            let locked = self.parameters.lock.as_slice().contains(&key);
            let [(name, value)] = default.as_slice() else { return Err(error) };
            if key == DATA || locked || tried.contains(&key) || next.set(name, value).is_err() {
                return Err(error);
            }
            tried.push(key);
        }
    }
}
