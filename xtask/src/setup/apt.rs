//! Debian's packages, where we may install them without asking.

use std::process::{Command, Stdio};

use crate::process::{line, output, run, say, succeeds};

/// Installs packages if apt is here and lets us; false if not. Never asks for a password.
pub(super) fn install(packages: &[&str]) -> bool {
    let Some(prefix) = privilege() else { return false };
    say(&format!("installing {} with apt (a minute or two)", packages.join(" ")));
    // A list that cannot be refreshed is not yet a package that cannot be had.
    let _ = apt(prefix, &["update", "-qq"]);
    apt(prefix, &[&["install", "-y", "-qq"], packages].concat())
}

/// What has to come before `apt-get` to be root; nothing at all if apt is missing or we cannot be root.
fn privilege() -> Option<&'static [&'static str]> {
    which::which("apt-get").ok()?;
    if output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0") {
        Some(&[])
    } else if succeeds(Command::new("sudo").args(["-n", "true"])) {
        Some(&["sudo", "-n"])
    } else {
        None
    }
}

fn apt(prefix: &[&str], args: &[&str]) -> bool {
    let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], args].concat();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).stdin(Stdio::null()).stdout(Stdio::null());
    let done = run(&mut command).is_ok();
    if !done {
        say(&format!("`{}` failed", line(&command)));
    }
    done
}
