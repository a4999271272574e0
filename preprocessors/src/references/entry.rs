//! One entry of the bibliography on its way to hayagriva and to readers.

use std::ops::Range;

use biblatex::{Chunk, ChunksExt, Entry, EntryType, Spanned};

/// Makes of an entry what hayagriva writes rightly.
pub(super) fn prepare(entry: &mut Entry) {
    // A house is not a list of houses: hayagriva would cut “Oliver and Boyd” in two.
    for name in ["publisher", "institution"] {
        if let Some(chunks) = entry.get(name) {
            let house = vec![Spanned::detached(Chunk::Verbatim(chunks.format_verbatim()))];
            entry.set(name, house);
        }
    }
    // The title of all but books stands in quotation marks; those within it are the single ones.
    if entry.entry_type != EntryType::Book
        && let Some(chunks) = entry.get("title")
    {
        let mut chunks = chunks.to_vec();
        for chunk in &mut chunks {
            let text = chunk.v.get_mut();
            *text = text.replace('“', "‘").replace('”', "’");
        }
        entry.set("title", chunks);
    }
}

/// Where a work came out that is in no journal or volume: the style often leaves it out.
pub(super) fn venue(entry: &Entry) -> Option<String> {
    let plain = |name: &str| entry.get(name).map(ChunksExt::format_verbatim);
    if ["journal", "journaltitle", "booktitle"].into_iter().any(|name| entry.get(name).is_some()) {
        return None;
    }
    let number = plain("eprint").map(|number| match plain("eprinttype").as_deref() {
        None => number,
        Some(kind) if kind.eq_ignore_ascii_case("arxiv") => format!("arXiv:{number}"),
        Some(kind) => format!("{kind}:{number}"),
    });
    number.or_else(|| plain("publisher")).or_else(|| plain("institution")).or_else(|| plain("howpublished"))
}

/// An entry as readers take it with them: without the fields that hold this book's remarks, `remarks`.
pub(super) fn own_words(source: &str, span: Range<usize>, remarks: &[Range<usize>]) -> String {
    let (mut out, mut from) = (String::new(), span.start);
    for remark in remarks {
        let start = source[..remark.start].trim_end().len();
        out.push_str(&source[from..start.max(from)]);
        // Behind the value stand its closing mark and a comma.
        let rest = &source[remark.end..span.end];
        from = remark.end
            + rest
                .find(',')
                .filter(|&comma| rest[..comma].trim_matches(['}', '"']).trim().is_empty())
                .map_or(0, |comma| comma + 1);
    }
    out.push_str(&source[from..span.end]);
    out.trim().to_owned()
}
