//! Whole chapters as earlier builds expanded them.
//!
//! An author who saves one chapter waits for that one: of every other the text is the same, and so is what it became. Figures and numbers are
//! remembered one by one as well, so that the saved chapter makes only those anew that changed.

use widgets::first_frame::Medium;

use crate::cache::hash;
use crate::expand::{Expanded, Ids, Surroundings, expand as expand_now};
use crate::{learning, minutes};

/// Replaces the directives of one chapter, or takes what they were replaced by the last time. Only what had no mistake is remembered.
pub(crate) fn expand(text: &str, around: Surroundings<'_>, ids: &mut Ids) -> Expanded {
    if follows_from_others(text) {
        return expand_now(text, around, ids);
    }
    let file = around.file.map(|file| file.to_string_lossy()).unwrap_or_default();
    let (kind, version) = match around.medium {
        Medium::Page { version } => ("page", version),
        Medium::Still => ("still", ""),
    };
    let place = ["chapter", kind, around.slug, &file];
    // How long a chapter takes is counted in its file, which other plugins have not been through.
    let source = around.file.and_then(|file| around.chapters.text(file)).unwrap_or_default();
    let source = format!("{:032x}", hash(source.as_bytes()));
    // Ids that are proposed step around those that are taken, and all of these begin alike.
    let taken: Vec<&str> =
        ids.in_order().iter().map(String::as_str).filter(|id| id.starts_with(around.slug)).collect();
    let taken = taken.join(" ");
    let parts = [version, &source, &taken, text];
    if let Some(expanded) =
        around.cache.last(&place, &parts).and_then(|known| again(&known, around.slug, ids))
    {
        return expanded;
    }
    let before = ids.in_order().len();
    let expanded = expand_now(text, around, ids);
    if expanded.diagnostics.is_empty() {
        let own = ids.in_order()[before..].join(" ");
        around.cache.keep_last(&place, &parts, &[&own, "\n", &expanded.text]);
    }
    expanded
}

/// Takes the ids that the chapter took then. If one of them is somebody else's by now, that is a mistake to be told, and the chapter has to be
/// gone through.
fn again(known: &str, slug: &str, ids: &mut Ids) -> Option<Expanded> {
    let (own, text) = known.split_once('\n')?;
    let own = || own.split(' ').filter(|id| !id.is_empty());
    if !own().all(|id| ids.is_free(id)) {
        return None;
    }
    for id in own() {
        ids.take(id, slug).ok()?;
    }
    Some(Expanded { text: text.to_owned(), diagnostics: vec![] })
}

/// Whether a chapter has a directive that looks at other chapters. One that only names it, as in code, is gone through for nothing.
fn follows_from_others(text: &str) -> bool {
    [minutes::NAME, learning::PROGRESS].iter().any(|name| text.contains(&format!("<<#{name}")))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::cache::Cache;
    use crate::minutes::Chapters;

    /// What becomes of a chapter behind one that took these ids, and the ids that are taken then.
    fn expanded(text: &str, cache: &Cache, chapters: &Chapters, before: &[&str]) -> (Expanded, Vec<String>) {
        let mut ids = Ids::default();
        for id in before {
            ids.take(id, "earlier").unwrap();
        }
        let file = Path::new("grid.md");
        let around = Surroundings { slug: "own", file: Some(file), medium: Medium::Still, cache, chapters };
        let expanded = expand(text, around, &mut ids);
        (expanded, ids.in_order().to_vec())
    }

    #[test]
    fn a_chapter_is_taken_as_it_was_until_something_changes() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(&folder.path().join("cache"));
        let chapters = Chapters::new(folder.path(), [Path::new("grid.md")].into_iter());
        let text = "<<#grid id=\"a\">>\n\n<<#grid>>\n";
        let count = || folder.path().join("cache").read_dir().unwrap().count();
        let (first, taken) = expanded(text, &cache, &chapters, &[]);
        assert_eq!(taken, ["a", "own-grid"]);
        // One that is taken from the cache asks for no figure.
        let kept: Vec<_> =
            folder.path().join("cache").read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
        let made = count();
        for path in kept {
            let text = std::fs::read_to_string(&path).unwrap();
            if text.starts_with("still") || text.starts_with("page") {
                std::fs::remove_file(path).unwrap();
            }
        }
        assert_eq!(count(), made - 2, "two figures were remembered by themselves");
        let (second, taken) = expanded(text, &cache, &chapters, &[]);
        assert_eq!((second.text, taken), (first.text.clone(), vec!["a".to_owned(), "own-grid".to_owned()]));
        assert_eq!(count(), made - 2, "nothing was drawn");
        // Another chapter has an id by now.
        let (third, _) = expanded(text, &cache, &chapters, &["a"]);
        assert!(third.diagnostics[0].message.contains("`a` is taken"), "{:?}", third.diagnostics);
        let (fourth, taken) = expanded(text, &cache, &chapters, &["own-grid"]);
        assert_eq!(taken, ["own-grid", "a", "own-grid-2"]);
        assert!(fourth.diagnostics.is_empty());
        // A mistake is told at every build.
        for _ in 0..2 {
            assert_eq!(expanded("<<#grid x=1>>", &cache, &chapters, &[]).0.diagnostics.len(), 1);
        }
    }

    #[test]
    fn minutes_follow_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(&folder.path().join("cache"));
        let chapters = Chapters::new(folder.path(), [Path::new("grid.md")].into_iter());
        let minutes = |words: usize| {
            std::fs::write(folder.path().join("grid.md"), "word ".repeat(words)).unwrap();
            expanded("<<#goals>>\n\n- One.\n\n<</goals>>\n", &cache, &chapters, &[]).0.text
        };
        let (short, long) = (minutes(200), minutes(2000));
        assert!(short.contains("1 minute") && !short.contains("10 minutes"), "{short}");
        assert!(long.contains("10 minutes"), "{long}");
    }
}
