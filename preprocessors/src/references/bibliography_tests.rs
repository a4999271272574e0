//! Works as they are read.

use super::*;

const KOH: &str = "@inproceedings{koh2017understanding,\n  author = {Koh, Pang Wei and Liang, Percy},\n  title = {Understanding Black-box Predictions via Influence Functions},\n  booktitle = {Proceedings of the 34th International Conference on Machine Learning},\n  year = {2017},\n  url = {https://proceedings.mlr.press/v70/koh17a.html},\n  keywords = {influence, valuation},\n  annotation = {Foretells the change\n    without retraining, at 5 % of the cost & less.},\n}\n";

fn entry(key: &str, author: &str, year: &str) -> String {
    format!(
        "@article{{{key},\n  author = {{{author}}},\n  title = {{On {key}}},\n  journal = {{A Journal}},\n  year = {{{year}}},\n  keywords = {{a}},\n  annotation = {{Good.}},\n}}\n"
    )
}

#[test]
fn a_work_has_all_that_a_page_needs() {
    let works = Works::read(KOH);
    assert_eq!(works.flaws, []);
    let work = works.get("koh2017understanding").unwrap();
    assert_eq!((work.short.as_str(), work.year_written(), work.year), ("Koh and Liang 2017", "2017", 2017));
    assert_eq!(work.areas, ["influence", "valuation"]);
    assert_eq!(work.annotation, "Foretells the change without retraining, at 5 % of the cost & less.");
    assert_eq!(work.link.as_deref(), Some("https://proceedings.mlr.press/v70/koh17a.html"));
    let reference = "Koh&#44; Pang Wei&#44; and Percy Liang&#46; 2017&#46; “Understanding Black&#45;Box Predictions via Influence \
                     Functions&#46;” In <em>Proceedings of the 34th International Conference on Machine Learning</em>&#46;";
    assert_eq!(work.reference, reference);
    assert!(work.bibtex.starts_with("@inproceedings{koh2017understanding,") && work.bibtex.ends_with('}'));
    assert!(!work.bibtex.contains("annotation") && !work.bibtex.contains("keywords"), "{}", work.bibtex);
    assert!(work.bibtex.contains("url = {"), "{}", work.bibtex);
}

#[test]
fn names_and_letters_tell_works_apart() {
    let source = [
        entry("one", "Dwork, Cynthia", "2006"),
        entry("two", "Dwork, Cynthia", "2006"),
        entry("three", "A, B and C, D and E, F", "2001"),
        entry("four", "G, H and I, J and K, L and M, N", "2002"),
    ];
    let works = Works::read(&source.concat());
    let short = |key: &str| works.get(key).unwrap().short.clone();
    let mut letters = [short("one"), short("two")];
    letters.sort();
    assert_eq!(letters, ["Dwork 2006a", "Dwork 2006b"]);
    assert_eq!((short("three"), short("four")), ("A et al. 2001".to_owned(), "G et al. 2002".to_owned()));
    for letter in ["2006a", "2006b"] {
        let lettered = |work: &&Work| {
            work.reference.contains(&format!(" {letter}&#46;")) && work.short.ends_with(letter)
        };
        assert_eq!(works.works.iter().filter(lettered).count(), 1, "{letter}");
    }
}

#[test]
fn flaws_are_pointed_at() {
    let said = |source: &str| {
        let works = Works::read(source);
        works
            .flaws
            .iter()
            .map(|flaw| format!("{}: {}", &source[flaw.span.clone()], flaw.message))
            .collect::<Vec<_>>()
    };
    let twice = [entry("one", "A, B", "2001"), entry("one", "A, B", "2001")].concat();
    assert_eq!(said(&twice), ["one: the key `one` stands twice"]);
    assert_eq!(
        said("@misc{x,\n title = {T},\n}\n"),
        ["author", "year", "keywords", "annotation"].map(|field| format!("x: `x` has no {field}"))
    );
    let broken = said("@article{x,\n  title = {T,\n}\n\n@article{y,\n}\n");
    assert!(broken[0].contains("this is not BibLaTeX"), "{broken:?}");
    let link = entry("z", "A, B", "2001").replace("year", "url = {www.x.org},\n  year");
    assert!(said(&link)[0].ends_with("the link of `z` is no address of the web"), "{:?}", said(&link));
    assert!(said(&entry("w", "A, B", "soon"))[0].contains("is no year of four digits"));
}

#[test]
fn what_the_style_leaves_out_or_slips_on_is_mended() {
    let source = "@misc{k,\n  author = {Kaplan, Jared and others},\n  title = {Is “More” More?},\n  eprint = {2001.08361},\n  eprinttype = {arXiv},\n\
                  year = {2020},\n  keywords = {a},\n  annotation = {Good.},\n}\n\
                  @book{f,\n  author = {Fisher, Ronald A.},\n  title = {Design, and more},\n  publisher = {Oliver and Boyd},\n\
                  year = {1935},\n  keywords = {a},\n  annotation = {Good.},\n}\n";
    let works = Works::read(source);
    let plain = |key: &str| {
        let work = works.get(key).unwrap();
        work.reference.replace("&#44;", ",").replace("&#46;", ".").replace("&#63;", "?").replace("&#58;", ":")
    };
    assert_eq!(plain("k"), "Kaplan, Jared et al. 2020. “Is ‘More’ More?” arXiv:2001.08361.");
    assert_eq!(works.get("k").unwrap().short, "Kaplan et al. 2020");
    assert_eq!(plain("f"), "Fisher, Ronald A. 1935. <em>Design, and More</em>. Oliver and Boyd.");
}
