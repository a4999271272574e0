//! What all of our plugins have in common: their settings in `book.toml`, and how mistakes are told.

use annotate_snippets::Renderer;
use anyhow::{Context, bail};
use mdbook_preprocessor::{MDBOOK_VERSION, PreprocessorContext};
use semver::{Version, VersionReq};

use crate::cache::Cache;
use crate::diagnostic::Placed;

/// What happens on mistakes: `on-error` in a plugin's table of `book.toml`, or else what serves whoever runs mdBook. An author at
/// `mdbook serve` sees the mistake where it is; everybody else must not publish it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnError {
    /// The build fails, with every mistake reported.
    Fail,
    /// The page shows a box in the mistake's place, and is served.
    Show,
}

impl OnError {
    /// The setting of the plugin of this name.
    ///
    /// # Errors
    /// If the setting is neither word.
    pub(crate) fn of(context: &PreprocessorContext, plugin: &str) -> anyhow::Result<Self> {
        let key = format!("preprocessor.{plugin}.on-error");
        let value = context.config.get::<String>(&key).with_context(|| format!("`{key}` must be a text"))?;
        match value.as_deref() {
            None if is_served(context) => Ok(Self::Show),
            None | Some("fail") => Ok(Self::Fail),
            Some("show") => Ok(Self::Show),
            Some(other) => bail!("`{key}` is \"{other}\": legal are \"fail\" and \"show\""),
        }
    }

    /// Tells every mistake of a build, and fails if it is to fail. Whether there was one.
    pub(crate) fn settle(self, mistakes: &[Placed], place: &str) -> anyhow::Result<bool> {
        report(mistakes);
        match (self, mistakes.len()) {
            (_, 0) => Ok(false),
            (Self::Show, _) => Ok(true),
            (Self::Fail, 1) => bail!("1 mistake {place}, see above"),
            (Self::Fail, count) => bail!("{count} mistakes {place}, see above"),
        }
    }
}

/// Whether `mdbook serve` runs us: it alone gives its pages the address that makes them load anew.
pub(crate) fn is_served(context: &PreprocessorContext) -> bool {
    context.config.get::<String>("output.html.live-reload-endpoint").is_ok_and(|address| address.is_some())
}

/// The folder that `cache` in the plugin's table names, from the book's root; without one nothing is remembered.
pub(crate) fn cache(context: &PreprocessorContext, plugin: &str) -> anyhow::Result<Cache> {
    let key = format!("preprocessor.{plugin}.cache");
    let folder = context.config.get::<String>(&key).with_context(|| format!("`{key}` must be a text"))?;
    Ok(folder.map_or_else(Cache::default, |folder| Cache::open(&context.root.join(folder))))
}

/// Prints mistakes for an author.
pub fn report<'a>(mistakes: impl IntoIterator<Item = &'a Placed>) {
    let renderer = Renderer::styled();
    let plain = Renderer::plain();
    let renderer = if std::io::IsTerminal::is_terminal(&std::io::stderr()) { renderer } else { plain };
    for mistake in mistakes {
        eprintln!("{}\n", mistake.report(&renderer));
    }
}

/// Says so if another mdBook runs us than we were made for, and whether that is so.
pub(crate) fn warn_of_other_version(context: &PreprocessorContext) -> bool {
    let running = &context.mdbook_version;
    let fits = VersionReq::parse(MDBOOK_VERSION).ok().zip(Version::parse(running).ok());
    let other = fits.is_none_or(|(wanted, running)| !wanted.matches(&running));
    if other {
        eprintln!("warning: this plugin was made for mdBook {MDBOOK_VERSION} and is run by {running}");
    }
    other
}
