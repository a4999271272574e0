//! Small books, what is installed into them, and their pages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use mdbook_counterfactuals::assets::Asset;
use mdbook_counterfactuals::install::{Done, Options, install};
use mdbook_driver::MDBook;
use tempfile::TempDir;

/// A chapter with a figure that is drawn soon.
pub(crate) const FIGURE: &str = "# T\n\nText.\n\n<<#grid draws=0>>\n";

/// A book in a folder of its own.
pub(crate) struct Book {
    folder: TempDir,
}

/// What is carried: the repository's loader and style sheets. The wasm stands for itself, since no page runs it here.
pub(crate) struct Carried(Vec<(String, Vec<u8>)>);

impl Carried {
    pub(crate) fn new() -> Self {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a folder").to_owned();
        let mut files: Vec<(String, Vec<u8>)> =
            ["live/grid.js", "live/grid_bg.wasm", "math/katex.min.css", "math/fonts/A.woff2"]
                .map(|name| (name.to_owned(), name.as_bytes().to_vec()))
                .to_vec();
        let loader = fs::read(repository.join("widgets/browser-loader/loader.js")).expect("the loader");
        files.push(("live/loader.js".to_owned(), loader));
        for entry in fs::read_dir(repository.join("theme")).expect("the theme") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                continue;
            }
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            files.push((format!("styles/{name}"), fs::read(&path).expect("a file")));
        }
        Self(files)
    }

    /// With a file more, or with another content for one.
    pub(crate) fn with(mut self, name: &str, content: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), content.as_bytes().to_vec()));
        self
    }

    fn assets(&self) -> Vec<Asset<'_>> {
        self.0.iter().map(|(name, content)| Asset { name, content }).collect()
    }
}

impl Book {
    /// A book of these settings and files, from its root.
    pub(crate) fn of(settings: &str, files: &[(&str, &str)]) -> Self {
        let book = Self { folder: tempfile::tempdir().expect("a folder") };
        book.write("book.toml", settings);
        for (file, text) in files {
            book.write(file, text);
        }
        book
    }

    /// One chapter with a figure, `src/chapter.md`.
    pub(crate) fn plain(settings: &str) -> Self {
        Self::of(settings, &[("src/SUMMARY.md", "- [Chapter](chapter.md)\n"), ("src/chapter.md", FIGURE)])
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    pub(crate) fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// Installs with the program of these tests.
    pub(crate) fn try_install(
        &self,
        change: impl Fn(&mut Options),
        carried: &Carried,
    ) -> anyhow::Result<Done> {
        let command = env!("CARGO_BIN_EXE_mdbook-counterfactuals").to_owned();
        let mut options = Options { command, ..Options::default() };
        change(&mut options);
        install(self.folder.path(), &options, &carried.assets())
    }

    pub(crate) fn install(&self, change: impl Fn(&mut Options)) -> Done {
        self.try_install(change, &Carried::new()).unwrap_or_else(|error| panic!("{error:#}"))
    }

    /// Why nothing was installed. Not a file may have changed.
    pub(crate) fn refusal(&self, change: impl Fn(&mut Options)) -> String {
        let before = self.files();
        let error = self.try_install(change, &Carried::new()).expect_err("a refusal");
        assert!(before == self.files(), "something was written");
        format!("{error:#}").replace(&self.folder.path().display().to_string(), "BOOK")
    }

    /// Builds the book as `mdbook build` does, plugins as their own processes; a page of it.
    pub(crate) fn page(&self, page: &str) -> String {
        MDBook::load(self.folder.path())
            .and_then(|book| book.build())
            .unwrap_or_else(|error| panic!("{error:#}"));
        self.read(&format!("book/{page}"))
    }

    /// All files and what is in them.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        fn all(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    all(&path, found);
                } else {
                    found.insert(path.clone(), fs::read(&path).expect("a file"));
                }
            }
        }
        let mut found = BTreeMap::new();
        all(self.folder.path(), &mut found);
        found
    }
}

/// Asserts that a page loads the figures from the folder that lies behind `root`, in the place where they are, and with our colours.
pub(crate) fn assert_live(book: &Book, page: &str, root: &str) {
    let html = book.page(page);
    let loader = format!("<script defer src=\"{root}counterfactuals/loader.js\"></script>");
    assert!(html.contains(&loader), "{page} has no {loader}");
    assert!(
        book.path("book/counterfactuals/loader.js").is_file()
            && book.path("book/counterfactuals/grid_bg.wasm").is_file()
    );
    let version = html.split("data-version=\"").nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(version.map(str::len), Some(16), "{page} has no live figure");
    let sheet = html.split("href=\"").map(|rest| rest.split('"').next().unwrap_or_default());
    let sheet = sheet.filter(|link| link.contains("/counterfactuals-")).collect::<Vec<_>>();
    let [sheet] = sheet[..] else { panic!("{page} has the style sheets {sheet:?}") };
    let sheet = book.read(&format!("book/{}", sheet.strip_prefix(root).expect("a path from the root")));
    assert!(sheet.contains("--paper:") && sheet.contains(".grid td"), "the style sheet is empty");
    assert!(!html.contains("mdbook-counterfactuals: begin"), "{page} has the template's comment");
}
