//! `cargo xtask test`: what continuous integration runs.

use anyhow::Result;

use super::{build, check};
use crate::browser::{Browser, build_digests};
use crate::process::{run, say};
use crate::setup;
use crate::weight;
use crate::workspace::Workspace;

/// Runs everything. Set-up comes first, so that a missing tool shows at once; the browser's tests come last,
/// and nothing but the table of all pages is printed after their summary.
pub(crate) fn test(workspace: &Workspace) -> Result<()> {
    let browser = Browser::set_up(workspace)?.with_another_engine()?.with_hosts(workspace)?;
    setup::components(workspace)?;
    setup::wasm_target()?;
    let mdbook = setup::mdbook(workspace)?;

    check(workspace)?;
    say("tests");
    run(&mut workspace.cargo(&["test", "--workspace"]))?;
    say("the book");
    build(workspace)?;
    say("what readers download");
    // What is too heavy is no reason not to see what else is wrong.
    let light = weight::hold(workspace);
    if let Err(error) = &light {
        eprintln!("{error:#}");
    }
    say("the digest, natively and in wasm");
    build_digests(workspace)?;
    say("the plugin, as other books have it");
    let installer = setup::installer(workspace)?;
    say("tests in a browser");
    browser.test(workspace, &mdbook, &installer)?;
    light
}
