//! `mdbook-counterfactuals`: run by mdBook as a plugin, and by authors for its commands.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};
use mdbook_counterfactuals::answer::{Plugin, answer};
use mdbook_counterfactuals::authors::{list, schema, skeletons};
use mdbook_counterfactuals::cache::Cache;
use mdbook_counterfactuals::check::{Checked, check};
use mdbook_counterfactuals::embed::{
    self, Material,
    export::{Export, export},
};
use mdbook_counterfactuals::host::report;
use mdbook_counterfactuals::math::{self, Math};
use mdbook_counterfactuals::plugin::Widgets;
use mdbook_counterfactuals::references::{self, References};
use mdbook_counterfactuals::{assets, install, replay};

/// Interactive figures for mdBook from <<#name …>> directives.
#[derive(Parser)]
#[command(version)]
struct Command {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Expand directives: what mdBook runs, with the book on standard input.
    Widgets {
        #[command(subcommand)]
        question: Option<Question>,
    },
    /// Set formulas: the same for `$…$` and `$$…$$`.
    Math {
        #[command(subcommand)]
        question: Option<Question>,
    },
    /// Write citations, notes on terms and lists of sources: the same for `[@key]` and the glossary's terms.
    References {
        #[command(subcommand)]
        question: Option<Question>,
    },
    /// List the mistakes of a book without building it.
    Check {
        /// The folder of its book.toml.
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// How they are told.
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
    /// Compute a figure in a reader's state: prints its sentence and its numbers, the same as the browser shows.
    Replay {
        /// A link with a state, the state alone, a file (saved from a figure's menu), or `-` for the standard input.
        state: String,
        /// The figure, for a state of version 1, which names none.
        #[arg(long)]
        widget: Option<String>,
        /// The reader's own rows that the state draws: the same file.
        #[arg(long, value_name = "FILE")]
        rows: Option<PathBuf>,
        /// What to print.
        #[arg(long, value_enum, default_value = "text")]
        format: replay::Format,
    },
    /// Add the plugin to an mdBook, or bring it up to date there.
    Install {
        /// The folder of its book.toml.
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// Set formulas, `$…$` and `$$…$$`, too.
        #[arg(long)]
        math: bool,
        /// Write citations of `references.bib` and notes on the terms of `glossary.toml`, too.
        #[arg(long)]
        references: bool,
        /// What mdBook runs: a name on the PATH, or the path of a file.
        #[arg(long, default_value = "mdbook-counterfactuals")]
        command: String,
        /// Write over files of ours that were changed by hand, and go on under another mdBook.
        #[arg(long)]
        force: bool,
        /// Say what would be done, and write nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Write one figure into one file that works by itself: from a disk, without a network, in an upload.
    Export {
        /// The widget's name, as in its directive.
        name: String,
        /// Its keys, each as key=value.
        keys: Vec<String>,
        /// The file to write.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// A folder made by `embed`, in the place of what this program carries.
        #[arg(long, value_name = "FOLDER")]
        from: Option<PathBuf>,
        /// The address of the textbook, for the link that leads back to it.
        #[arg(long, value_name = "ADDRESS")]
        book: Option<String>,
    },
    /// Write the folder with a page for every widget and the module for other pages: what `cargo xtask build` runs.
    Embed {
        /// Where the scripts, the wasm and the tables are.
        #[arg(long, value_name = "FOLDER")]
        live: PathBuf,
        /// Where the book's style sheets are.
        #[arg(long, value_name = "FOLDER")]
        theme: PathBuf,
        /// Where first frames of earlier builds are kept.
        #[arg(long, value_name = "FOLDER")]
        cache: Option<PathBuf>,
        /// The folder to write.
        #[arg(short, long, value_name = "FOLDER")]
        output: PathBuf,
    },
    /// Print what somebody begins with who adds to the book.
    New {
        #[command(subcommand)]
        what: New,
    },
    /// Print a JSON schema (2020-12) of every directive.
    Schema,
    /// Print every widget and number with its parameters, types, defaults and ranges.
    List,
}

/// How mistakes are told.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    /// For authors: the line with a caret.
    Text,
    /// For programs: one JSON document.
    Json,
}

#[derive(Subcommand)]
enum New {
    /// The file of a widget that works, on standard output; what to add where, on standard error.
    Widget {
        /// The directive's name: small letters and digits, with hyphens between words.
        name: String,
        /// The family that it belongs to, as in `src/`.
        #[arg(long)]
        family: Option<String>,
    },
}

#[derive(Subcommand)]
enum Question {
    /// Whether a renderer is supported: the exit code says.
    Supports {
        /// The renderer's name.
        renderer: String,
    },
}

fn main() -> ExitCode {
    match run(Command::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> anyhow::Result<ExitCode> {
    match task {
        Task::Widgets { question } => return respond(&Widgets, question),
        Task::Math { question } => return respond(&Math, question),
        Task::References { question } => return respond(&References, question),
        Task::Check { folder, format } => return Ok(tell(&check(&folder)?, format)),
        Task::New { what: New::Widget { name, family } } => {
            let skeleton = skeletons::widget(&name, family.as_deref())?;
            print!("{}", skeleton.file);
            eprint!("{}", skeleton.steps);
        }
        Task::Replay { state, widget, rows, format } => {
            let replayed = replay::replay(&state, widget.as_deref(), rows.as_deref(), io::stdin())?;
            io::stdout().write_all(replayed.print(format).as_bytes())?;
        }
        Task::Install { folder, math, references, command, force, dry_run } => {
            let asked = [(references::NAME, references), (math::NAME, math)];
            let also = asked.iter().filter(|(_, asked)| *asked).map(|(name, _)| *name).collect();
            let options = install::Options { also, command, force, dry_run };
            let surroundings = install::surroundings(&options)?;
            let done = install::install(&folder, &options, assets::CARRIED)?;
            for line in &done.changes {
                println!("{line}");
            }
            for note in done.notes.iter().chain(&surroundings) {
                println!("note: {note}");
            }
            println!("{}", done.ending(dry_run));
        }
        Task::Export { name, keys, output, from, book } => {
            let carried = if from.is_none() { Material::carried(assets::CARRIED)? } else { None };
            let files = carried.map(embed::shared).transpose()?.map(|(files, _)| files);
            let folder = from.unwrap_or_else(|| "src/embed/v1".into());
            let read = |name: &str| match &files {
                Some(files) => {
                    files.get(name).cloned().with_context(|| format!("this program carries no {name}"))
                }
                None => read_built(&folder.join(name)),
            };
            let file = export(&Export { name: &name, keys: &keys, read: &read, book: book.as_deref() })?;
            fs::write(&output, &file).with_context(|| format!("cannot write {}", output.display()))?;
            println!("{}: {} KB, and it needs nothing else.", output.display(), file.len().div_ceil(1000));
        }
        Task::Embed { live, theme, cache, output } => {
            let cache = cache.map_or_else(Cache::default, |folder| Cache::open(&folder));
            embed::write(&embed::files(Material::built(&live, &theme)?, &cache)?, &output)?;
        }
        Task::Schema => println!("{:#}", schema::schema()),
        Task::List => print!("{}", list::list()),
    }
    Ok(ExitCode::SUCCESS)
}

/// A file of a folder that `embed` makes.
fn read_built(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| {
        format!("cannot read {}: run `cargo xtask build`, or name a folder with --from", path.display())
    })
}

/// Tells what `check` has found; mistakes fail.
fn tell(checked: &Checked, format: Format) -> ExitCode {
    let count = checked.mistakes.len();
    match format {
        Format::Json => println!("{:#}", checked.to_json()),
        Format::Text => {
            report(checked.mistakes.iter().map(|mistake| &mistake.placed));
            for note in &checked.notes {
                println!("note: {note}");
            }
            match count {
                0 => println!("No mistakes."),
                1 => eprintln!("1 mistake"),
                _ => eprintln!("{count} mistakes"),
            }
        }
    }
    if count == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What mdBook asks of a plugin: whether it supports a renderer, or the book with its work done.
fn respond(plugin: &impl Plugin, question: Option<Question>) -> anyhow::Result<ExitCode> {
    if let Some(Question::Supports { renderer }) = question {
        let supported = plugin.supports_renderer(&renderer)?;
        return Ok(if supported { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    // Whole, since JSON from a pipe would be read byte by byte, and written word by word.
    let mut input = vec![];
    io::stdin().read_to_end(&mut input)?;
    io::stdout().write_all(answer(plugin, &input)?.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
