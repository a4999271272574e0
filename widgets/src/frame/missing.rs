//! What a figure waits for: tables, and code on demand.

use simulation::data::Source;

use super::{Awaited, Frame};
use crate::code;
use crate::tables::{self, TableId};
use crate::widget::Widget;

/// Something that a page fetches when a figure first needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A table that comes with the book.
    Table(Source),
    /// The part's code on demand.
    Code,
}

impl Missing {
    /// What the loader fetches.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Table(table) => table.file_name(),
            Self::Code => code::FILE,
        }
    }

    /// What a state with these tables lacks. Own rows are read by code on demand.
    pub fn of(tables: Vec<TableId>) -> Vec<Self> {
        if tables::NONE {
            return vec![];
        }
        let lacks = |table: TableId| match table.fetched() {
            Some(table) => (!tables::is_here(table)).then_some(Self::Table(table)),
            None => (!code::is_here()).then_some(Self::Code),
        };
        tables.into_iter().filter_map(lacks).collect()
    }
}

impl<W: Widget> Frame<W> {
    /// What the figure waits for.
    pub(super) fn lacks(&self) -> Vec<Missing> {
        let mut lacks = match &self.awaited {
            Some(Awaited { parameters: Some(parameters), .. }) => Missing::of(W::tables(parameters)),
            Some(Awaited { parameters: None, .. }) if !code::is_here() => vec![Missing::Code],
            _ => vec![],
        };
        let works = !code::is_here() && !self.forgone && self.widget.progress().is_some();
        if works && !lacks.contains(&Missing::Code) {
            lacks.push(Missing::Code);
        }
        lacks
    }

    /// Does without something that cannot be had: what waits for it is not done, and the figure says so.
    pub(super) fn do_without(&mut self, missing: Missing) {
        let waited = self.awaited.take().is_some();
        match missing {
            Missing::Table(table) => {
                if !tables::NONE && waited {
                    let title = table.about().title;
                    self.notice =
                        format!("The rows of {title} could not be fetched, so nothing was changed.");
                }
            }
            Missing::Code => {
                // Until the reader does something again, which tries it once more.
                self.forgone = true;
                "What this needs could not be fetched. Try again once there is a connection."
                    .clone_into(&mut self.notice);
            }
        }
    }
}
