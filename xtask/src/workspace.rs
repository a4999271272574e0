//! Where things are. Nothing here or elsewhere depends on the current directory.

use std::env::{self, consts::EXE_SUFFIX};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The target that browsers run.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Only what is tiny or marked `#[inline]` is put in the place of a call: at the compiler's own setting the grid is 2.5 KB longer after
/// brotli, and none of the timed methods is quicker. And addresses in loops are written as they stand, not counted along: 1.8 KB.
const SHORT: [&str; 2] = ["-Cllvm-args=-inline-threshold=5", "-Cllvm-args=-disable-lsr"];

/// The workspace's root, its target directory and the cargo that called us.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
    cargo: OsString,
}

impl Workspace {
    /// Finds the workspace through the manifest that `cargo run` names, or else the one compiled in.
    pub(crate) fn locate() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&manifest).parent().context("the xtask folder has no parent")?.to_path_buf();
        // Commands run in the root, so a relative target directory is relative to it.
        let target = root.join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Ok(Self { root, target, cargo })
    }

    /// The workspace's root.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside the workspace.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A path inside the target directory.
    pub(crate) fn target(&self, relative: &str) -> PathBuf {
        self.target.join(relative)
    }

    /// The release build of a binary of this workspace.
    pub(crate) fn binary(&self, name: &str) -> PathBuf {
        self.target.join("release").join(format!("{name}{EXE_SUFFIX}"))
    }

    /// The wasm build of a library of this workspace, in the `browser` profile.
    pub(crate) fn wasm(&self, name: &str) -> PathBuf {
        self.target.join(WASM_TARGET).join("browser").join(format!("{name}.wasm"))
    }

    /// How wasm is compiled. Keeps the folders of the machine that builds out of the messages in it: they are nobody's business, and
    /// other bytes on every machine. Passes `arguments` to the linker.
    pub(crate) fn without_machine_paths<'a>(
        &self,
        command: &'a mut Command,
        arguments: &[String],
    ) -> &'a mut Command {
        let home = |variable: &str, folder: &str| {
            let set = env::var_os(variable).map(PathBuf::from);
            set.or_else(|| env::home_dir().map(|home| home.join(folder))).unwrap_or_default()
        };
        let registry = home("CARGO_HOME", ".cargo").join("registry/src");
        let toolchains = home("RUSTUP_HOME", ".rustup").join("toolchains");
        let folders = [registry, toolchains, self.root.clone()]
            .map(|folder| format!("--remap-path-prefix={}=", folder.display()));
        let arguments = arguments.iter().map(|argument| format!("-Clink-arg={argument}"));
        let short = SHORT.map(str::to_owned);
        let flags: Vec<String> = folders.into_iter().chain(short).chain(arguments).collect();
        command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
    }

    /// A cargo command, to be run in the root.
    pub(crate) fn cargo(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.cargo);
        command.args(args).current_dir(&self.root);
        command
    }
}
