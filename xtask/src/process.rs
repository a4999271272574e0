//! Running other programs: a failure names the command, in one line.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// Tells what is being done. On stderr, like cargo's own progress, so that stdout stays for results.
pub(crate) fn say(message: &str) {
    eprintln!("xtask: {message}");
}

/// Runs a command with our own input and output, and fails if it fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot run `{}`", line(command)))?;
    ensure!(status.success(), "`{}` failed ({status})", line(command));
    Ok(())
}

/// Runs a command and returns what it printed; its complaints are dropped, for a caller that has better words.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .with_context(|| format!("cannot run `{}`", line(command)))?;
    ensure!(output.status.success(), "`{}` failed ({})", line(command), output.status);
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a command runs and succeeds; silent.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    output(command).is_ok()
}

/// The command as one would type it, with the program's name instead of its place.
pub(crate) fn line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(program.as_os_str());
    let mut words = vec![name.to_string_lossy()];
    words.extend(command.get_args().map(|arg| arg.to_string_lossy()));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_named_without_its_place() {
        let mut command = Command::new("/some/where/cargo");
        command.args(["doc", "--no-deps"]);
        assert_eq!(line(&command), "cargo doc --no-deps");
    }
}
