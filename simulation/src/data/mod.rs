//! Data: small real tables with a note of where they come from, readers' own files, and invented rows for first contact.
//!
//! # What a page downloads
//! Every real table is a compact file beside its module, and there are two ways to it:
//!
//! - `iris::parse(text)`, and [`Source::parse`], read a text that the caller has fetched. They link no data.
//! - `iris::dataset()`, and [`Source::text`], hold the file itself. Whoever calls one of them carries its text in the program:
//!   right for tests and for whatever runs at build time, wrong in a browser. The one exception is
//!   [`penguins::dataset`], whose few rows the first chapter uses.
//!
//! A row's id is its line in the source, counted from 0 without a header. Where the source knows no other grouping, the groups
//! are the classes. All rows are free to train and evaluate on.
//!
//! ```
//! use simulation::data::{Source, Task};
//!
//! let source: Source = "german-credit".parse()?;
//! let about = source.about();
//! assert_eq!((about.rows, about.features.len()), (1000, 59));
//! assert_eq!(about.task, Task::Classes(&["good", "bad"]));
//! // A browser would have fetched the text under `source.file_name()`.
//! let data = source.parse(source.text())?;
//! assert_eq!((data.len(), data.group_count()), (1000, 2));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod about;
mod compact;
mod error;
mod source;
#[cfg(test)]
mod test_support;

pub mod breast_cancer;
pub mod csv;
pub mod diabetes;
pub mod digits;
pub mod generators;
pub mod german_credit;
pub mod iris;
pub mod own;
pub mod penguins;
pub mod toy;
pub mod wine;

pub use about::{About, Task};
pub use error::DataError;
pub use source::{Source, UnknownSource};

use crate::dataset::Dataset;

/// The table of a file that is part of the crate. The error is not shown: its text would make what
/// every page downloads 6 kB heavier.
fn embedded(table: Result<Dataset, DataError>) -> Dataset {
    let Ok(table) = table else { panic!("the file is part of the crate, and a test reads it") };
    table
}
