//! `cargo xtask fuzz`.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;

use super::build;
use crate::browser::Browser;
use crate::process::say;
use crate::workspace::Workspace;

/// Builds the book, and sends so many random events to every widget, or to one figure. Without a seed each run has another one, and says it;
/// a failure names the command that has the same events again.
pub(crate) fn fuzz(
    workspace: &Workspace,
    seed: Option<u32>,
    events: u32,
    figure: Option<&str>,
) -> Result<()> {
    let browser = Browser::set_up(workspace)?;
    build(workspace)?;
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.subsec_nanos());
    let seed = seed.unwrap_or(clock);
    say(&format!("{events} random events a widget, seed {seed}"));
    let mut told = vec![("SEED", seed.to_string()), ("EVENTS", events.to_string())];
    told.extend(figure.map(|figure| ("FIGURE", figure.to_owned())));
    browser.script_with(workspace, "events.test.mjs", &told)
}
