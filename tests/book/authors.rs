//! The chapters that are made of the registry.

use std::collections::BTreeSet;

use anyhow::Result;
use book_tests::{SmallBook, repository};
use widgets::registry::{FAMILIES, NUMBERS, WIDGETS};

#[test]
fn reference_and_gallery_hold_everything_and_lead_to_each_other() -> Result<()> {
    let built = SmallBook::of("# Reference\n\n<<#reference gallery=gallery.md>>\n")?
        .with_file("SUMMARY.md", "# Summary\n\n- [Chapter](chapter.md)\n- [Gallery](gallery.md)\n")?
        .with_file("gallery.md", "# Gallery\n\n<<#gallery reference=chapter.md>>\n")?
        .build()?;
    let (reference, gallery) = (built.page("chapter.html")?, built.page("gallery.html")?);
    for page in [&reference, &gallery] {
        assert_eq!(page.unexpanded(), [] as [&str; 0]);
    }
    for entry in WIDGETS {
        let name = entry.name;
        for (page, chapter) in [(&gallery, "gallery"), (&reference, "reference")] {
            let figure = format!(".specimen > figure.widget[id={chapter}-{name}][data-widget={name}]");
            assert_eq!(page.all(&figure).len(), 1, "{chapter} {name}");
        }
        assert_eq!(gallery.all(&format!("a[href=\"chapter.html#directive-{name}\"]")).len(), 1, "{name}");
        assert_eq!(reference.all(&format!("a[href=\"gallery.html#gallery-{name}\"]")).len(), 1, "{name}");
        let section: String = reference.one(&format!("[id=directive-{name}]")).text().collect();
        assert_eq!(section.trim(), name);
        for parameter in (entry.parameters)() {
            let own = format!("[id=directive-{name}-{}]", parameter.name);
            let shared = format!("[id=figure-{}]", parameter.name);
            assert_eq!(reference.all(&format!("{own}, {shared}")).len(), 1, "{name} {}", parameter.name);
        }
    }
    for number in NUMBERS.iter().copied().flatten() {
        assert_eq!(reference.all(&format!("dt[id=\"number-{}\"]", number.name)).len(), 1, "{}", number.name);
    }
    assert_eq!(reference.all("[id=number-loo] + dd dt").len(), 0);
    assert_eq!(reference.all("[id=number-grid-setting] + dd dt").len(), 1);
    assert_eq!(reference.all("[id=number-grid-setting-of] + dd").len(), 1);
    let text: String = reference.one("[id=directive-grid-draws] + dd").text().collect();
    assert!(text.contains("Legal: a whole number from 0 to 200. Default: 50."), "{text}");
    let text: String = reference.one("[id=number-worlds] + dd").text().collect();
    assert!(text.ends_with("Under the defaults 16."), "{text}");
    Ok(())
}

#[test]
fn families_are_folders_and_parts_of_the_book() -> Result<()> {
    let root = repository();
    let summary = std::fs::read_to_string(root.join("src/SUMMARY.md"))?;
    let parts: Vec<&str> = summary.lines().filter_map(|line| line.strip_prefix("# ")).collect();
    let places: Vec<usize> =
        FAMILIES.iter().filter_map(|family| parts.iter().position(|part| *part == family.title)).collect();
    assert_eq!(places.len(), FAMILIES.len(), "{parts:?}");
    assert!(places.is_sorted(), "in the order of the book");
    for family in FAMILIES {
        for folder in ["src", "widgets/src", "simulation/src"] {
            assert!(root.join(folder).join(family.name).is_dir(), "{folder}/{}", family.name);
        }
    }
    let manifest = std::fs::read_to_string(root.join("widgets/Cargo.toml"))?;
    let features = manifest.lines().find_map(|line| line.strip_prefix("default = ")).unwrap_or_default();
    let features: BTreeSet<&str> = features.split('"').skip(1).step_by(2).collect();
    // The parts of the questions are no family's.
    let parts = FAMILIES.iter().flat_map(|family| family.parts).copied().chain(["learning", "progress"]);
    assert_eq!(parts.collect::<BTreeSet<_>>(), features);
    Ok(())
}

#[test]
fn the_limits_of_own_rows_are_those_of_the_program() -> Result<()> {
    use simulation::data::own::{MAX_BYTES, MAX_CLASSES, MAX_COLUMNS, MAX_ROWS, MIN_ROWS};
    let text = std::fs::read_to_string(repository().join("src/authors/embedding.md"))?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let megabytes = MAX_BYTES / 1_000_000;
    assert_eq!(MAX_BYTES, megabytes * 1_000_000);
    for limit in [
        format!("with 2 to {MAX_CLASSES} values"),
        format!("can be {MIN_ROWS} to {MAX_ROWS} rows, {MAX_COLUMNS} columns and {megabytes} MB"),
    ] {
        assert!(text.contains(&limit), "{limit}");
    }
    Ok(())
}
