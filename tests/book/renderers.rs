//! Renderers that are not the web: the figure without what lives.

use std::sync::{Arc, Mutex};

use anyhow::Result;
use book_tests::SmallBook;
use mdbook_renderer::{RenderContext, Renderer};

/// Keeps what it is given.
struct Paper(Arc<Mutex<String>>);

impl Renderer for Paper {
    fn name(&self) -> &'static str {
        "paper"
    }

    fn render(&self, context: &RenderContext) -> Result<()> {
        let chapters: Vec<&str> = context.book.chapters().map(|chapter| chapter.content.as_str()).collect();
        *self.0.lock().expect("one thread") = chapters.join("\n");
        Ok(())
    }
}

#[test]
fn another_renderer_gets_the_still_figure() -> Result<()> {
    let text = Arc::new(Mutex::new(String::new()));
    let book = SmallBook::of("# T\n\n<<#grid draws=0>>\n")?;
    let mut loaded = book.load()?;
    loaded.with_renderer(Paper(Arc::clone(&text)));
    loaded.build()?;
    let text = text.lock().expect("one thread").clone();
    assert!(text.contains("<figure class=\"widget\"") && text.contains("widget-sentence"));
    for live in ["data-widget", "data-control", "<button", "<script", "role=\"grid\"", "tabindex"] {
        assert!(!text.contains(live), "{live}");
    }
    Ok(())
}
