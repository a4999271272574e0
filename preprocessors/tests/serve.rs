//! A book under `mdbook serve`, as an author has it: a mistake shows in the page at its place and in the terminal with a caret, and the page
//! is whole again once it is mended.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const BINARY: &str = env!("CARGO_BIN_EXE_mdbook-counterfactuals");

/// How long a page may take to follow its chapter; a change takes about a second.
const PATIENCE: Duration = Duration::from_secs(90);

/// The program on the PATH, or the one that `cargo xtask test` has installed.
fn mdbook() -> PathBuf {
    let name = format!("mdbook{}", std::env::consts::EXE_SUFFIX);
    let tools = Path::new(BINARY).ancestors().nth(2).expect("a target folder").join("tools/bin");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([tools]);
    let found = folders.map(|folder| folder.join(&name)).find(|program| program.is_file());
    found.expect("mdBook is on the PATH, or `cargo xtask test` has installed it")
}

struct Served {
    folder: tempfile::TempDir,
    server: Child,
    port: u16,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Served {
    /// A book of one chapter, whose settings do not say what happens on mistakes.
    fn new(chapter: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
        fs::create_dir(folder.path().join("src")).expect("a folder");
        let plugin = |name: &str, before: &str| {
            format!("[preprocessor.{name}]\ncommand = '\"{BINARY}\" {name}'\nbefore = [{before}]\n")
        };
        let plugins = [
            plugin("references", "\"math\", \"widgets\""),
            plugin("math", "\"widgets\""),
            plugin("widgets", ""),
        ];
        write("book.toml", &format!("[book]\ntitle = \"T\"\n{}", plugins.concat()));
        write("src/SUMMARY.md", "- [Chapter](chapter.md)\n");
        write(
            "src/references.bib",
            "@book{fisher1935,\n  author = {Ronald A. Fisher},\n  title = {The Design of Experiments},\n  \
            publisher = {Oliver and Boyd},\n  year = {1935},\n  keywords = {design},\n  annotation = {On drawing lots.},\n}\n",
        );
        write("src/chapter.md", chapter);
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port").port();
        let log = File::create(folder.path().join("log")).expect("a file");
        let server = Command::new(mdbook())
            .args(["serve", "--hostname", "127.0.0.1", "--port", &port.to_string()])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("mdBook runs");
        Self { folder, server, port }
    }

    fn chapter(&self, text: &str) {
        fs::write(self.folder.path().join("src/chapter.md"), text).expect("a file");
    }

    fn said(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).expect("a log")
    }

    fn page(&self) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.write_all(b"GET /chapter.html HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
        let mut page = String::new();
        stream.read_to_string(&mut page)?;
        Ok(page)
    }

    /// Waits for a page.
    fn shows(&self, what: &str, fits: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        loop {
            let page = self.page().unwrap_or_default();
            if fits(&page) {
                return page;
            }
            assert!(begun.elapsed() < PATIENCE, "no page with {what}: {}\n{}", self.said(), main(&page));
            sleep(Duration::from_millis(100));
        }
    }
}

/// What the page says, for a message.
fn main(page: &str) -> &str {
    page.split("<main>").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or(page)
}

#[test]
fn a_mistake_shows_in_page_and_terminal_and_mending_it_recovers() {
    let whole = |number: u32| {
        format!(
            "# T\n\nRun {number}: <<#number worlds>> worlds, $x^2$, [@fisher1935].\n\n<<#grid draws=0>>\n\nThe end of it.\n"
        )
    };
    let served = Served::new(&whole(0));
    let is_whole = |page: &str, number: u32| {
        let parts = ["class=\"widget\"", "class=\"katex\"", "Fisher", "The end of it."];
        page.contains(&format!("Run {number}: 16 worlds"))
            && parts.iter().all(|part| page.contains(part))
            && !page.contains("directive-mistake")
    };
    served.shows("a whole chapter", |page| is_whole(page, 0));
    for (number, right, wrong, says, caret) in [
        (1, "worlds>>", "wolrds>>", "no number is named `wolrds`", "^^^^^^"),
        (2, "<<#grid draws=0>>", "<<#grid draws=x>>", "expected a whole number from 0 to 200", "^"),
        (3, "$x^2$", "$x^$", "this formula cannot be set", "^"),
        (4, "[@fisher1935]", "[@fishre1935]", "no work has the key `fishre1935`", "^^^^^^^^^^"),
    ] {
        let fine = whole(number);
        served.chapter(&fine.replace(right, wrong));
        let page =
            served.shows(wrong, |page| page.contains("directive-mistake") && page.contains("The end of it."));
        let boxes: Vec<&str> = page.split("directive-mistake").skip(1).collect();
        assert_eq!(boxes.len(), 1, "{}", main(&page));
        assert!(page.contains(&format!("Run {number}")), "the rest is there: {}", main(&page));
        // In the page the words are text, whose marks mdBook writes in its own way.
        let shown = boxes[0].replace("&#39;", "'").replace("&quot;", "\"");
        assert!(shown.contains(says), "{says}: {}", &shown[..shown.len().min(400)]);
        let said = served.said();
        let report = said.rsplit("error: ").next().unwrap_or_default();
        let line = if number == 2 { "src/chapter.md:5:" } else { "src/chapter.md:3:" };
        assert!(report.contains(says) && report.contains(line) && report.contains(caret), "{said}");
        served.chapter(&fine);
        served.shows("the mended chapter", |page| is_whole(page, number));
    }
}
