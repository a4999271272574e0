//! Everything a reader of this repository does with it, as `cargo xtask <task>`.
//!
//! Each task first sets up the tools it needs and says so, so that a fresh clone needs one command and no manual.

mod bench;
mod browser;
mod process;
mod report;
mod setup;
mod tasks;
mod weight;
mod workspace;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use workspace::Workspace;

/// Set up, build, serve, test, check and measure the book.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

/// What to do.
#[derive(Subcommand)]
enum Task {
    /// Serve the book locally and rebuild it on every change.
    Serve {
        /// Passed on to `mdbook serve`, for example `--open` or `--port 4000`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
    /// Build the book into `book/`; a warning of mdBook is an error.
    Build,
    /// Run every check and every test, the ones in a browser included.
    Test,
    /// Send random events to every widget, many more than the tests do.
    Fuzz {
        /// Repeat the events of this seed; without it, each run has another.
        #[arg(long)]
        seed: Option<u32>,
        /// How many events each widget gets.
        #[arg(long, default_value_t = 10_000)]
        events: u32,
        /// Only the figure with this id.
        #[arg(long)]
        figure: Option<String>,
    },
    /// Take a picture of every page, wide and narrow, by day and by night, into `target/screenshots`.
    Screenshots,
    /// Check the formatting, the lints and the API documentation.
    Check,
    /// Weigh what readers of the built book download, and hold it against the budgets.
    Weigh {
        /// Set each exception in tests/exceptions/bytes.json to what is needed now.
        #[arg(long)]
        settle: bool,
    },
    /// Make and verify the packages of the crates that are published, with what they carry.
    Package,
    /// Recompute the reference results in a folder, made with other software, and compare.
    Verify {
        /// Where the `.json` files are; without it, those of this repository.
        folder: Option<PathBuf>,
    },
    /// Measure what readers download, how long authors wait and how long the methods compute.
    Bench {
        /// Measure only this.
        #[arg(value_enum, default_value = "all")]
        part: bench::Part,
    },
    /// An mdBook plugin that keeps the input it was given and changes nothing; `bench` uses it.
    #[command(hide = true)]
    SaveInput {
        /// Where to keep the input.
        file: PathBuf,
    },
    /// An mdBook plugin that answers with a book that was finished before; `bench` uses it.
    #[command(hide = true)]
    GiveBook {
        /// Where the book is.
        file: PathBuf,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line, causes included: whoever lacks a tool should not have to read a trace.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match &task {
        Task::SaveInput { file } => return bench::save_input(file),
        Task::GiveBook { file } => return bench::give_book(file),
        _ => {}
    }
    let workspace = Workspace::locate()?;
    match task {
        Task::Serve { args } => tasks::serve(&workspace, &args),
        Task::Build => tasks::build(&workspace),
        Task::Test => tasks::test(&workspace),
        Task::Fuzz { seed, events, figure } => tasks::fuzz(&workspace, seed, events, figure.as_deref()),
        Task::Screenshots => tasks::screenshots(&workspace),
        Task::Check => tasks::check(&workspace),
        Task::Weigh { settle: true } => weight::settle(&workspace),
        Task::Weigh { settle: false } => weight::hold(&workspace),
        Task::Package => tasks::package(&workspace),
        Task::Verify { folder } => {
            tasks::verify(&workspace, &folder.unwrap_or_else(|| workspace.path("tests/fixtures")))
        }
        Task::Bench { part } => bench::run(&workspace, part),
        Task::SaveInput { .. } | Task::GiveBook { .. } => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn serve_passes_arguments_on_with_and_without_dashes() {
        for line in [vec!["xtask", "serve", "--", "--open"], vec!["xtask", "serve", "--open"]] {
            let Task::Serve { args } = Cli::parse_from(line).task else { panic!("not serve") };
            assert_eq!(args, ["--open"]);
        }
    }
}
