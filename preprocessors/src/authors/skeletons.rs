//! `new widget`: the file of a widget that works, and what to add where.
//!
//! The skeleton is a file of ours that the tests compile and run against the real crate; only its names are changed.

use anyhow::{bail, ensure};
use widgets::registry::{self, FAMILIES, Family};

use super::DIRECTIVES;
use crate::numbers::NUMBER;
use crate::references;

/// The widget that is printed, under its own name.
const WIDGET: &str = include_str!("skeleton.rs");

/// The name that it has there.
const OWN: &str = "example";

/// The longest name: it stands in every id of a figure.
const LONGEST: usize = 32;

/// Names that no type or file of a widget can have: the language's own words, and types that macros write without a path.
const RESERVED: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "default",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self",
    "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// A new widget: its file, and what to add where.
pub struct Skeleton {
    /// The file's text.
    pub file: String,
    /// What to do with it, in steps.
    pub steps: String,
}

/// The skeleton of a widget of this name in this family.
///
/// # Errors
/// One line if the name cannot be one or is taken, or if there is no such family.
pub fn widget(name: &str, family: Option<&str>) -> anyhow::Result<Skeleton> {
    check_name(name)?;
    let family = find_family(family)?;
    let (module, kind) = (name.replace('-', "_"), type_name(name));
    let file = WIDGET.replace("Example", &kind).replace(OWN, name);
    Ok(Skeleton { file, steps: steps(name, &module, &kind, family) })
}

fn check_name(name: &str) -> anyhow::Result<()> {
    let shown = widgets::parameters::shorten(name);
    let parts = || name.split('-');
    let legal = name.len() <= LONGEST
        && parts().all(|part| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
        && name.starts_with(|c: char| c.is_ascii_lowercase());
    ensure!(
        legal,
        "the name is {shown}: expected small letters and digits, in words joined by single hyphens, a letter first, at most {LONGEST} \
         characters"
    );
    let directives = references::DIRECTIVES.iter().chain(&DIRECTIVES).chain([&NUMBER]);
    let taken = registry::widget(name).is_some() || directives.into_iter().any(|known| *known == name);
    ensure!(!taken, "the name is {shown}, which is a directive already: `list` names them all");
    // Whatever the skeleton itself uses under this name would be hidden by the new type.
    let kind = type_name(name);
    let used =
        WIDGET.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == kind && name != OWN);
    ensure!(
        !RESERVED.contains(&name) && !used,
        "the name is {shown}, which means something else in a widget's file: take another"
    );
    Ok(())
}

fn find_family(family: Option<&str>) -> anyhow::Result<&'static Family> {
    let names = FAMILIES.iter().map(|family| family.name).collect::<Vec<_>>().join(", ");
    let Some(wanted) = family else { bail!("a widget belongs to a family: give --family, one of {names}") };
    let found = FAMILIES.iter().find(|family| family.name == wanted);
    let shown = widgets::parameters::shorten(wanted);
    found.ok_or_else(|| anyhow::anyhow!("the family is {shown}: expected one of {names}"))
}

/// `two-words` as `TwoWords`.
fn type_name(name: &str) -> String {
    let word = |part: &str| {
        let mut characters = part.chars();
        characters
            .next()
            .map(|first| first.to_ascii_uppercase())
            .into_iter()
            .chain(characters)
            .collect::<String>()
    };
    name.split('-').map(word).collect()
}

fn steps(name: &str, module: &str, kind: &str, family: &Family) -> String {
    let (folder, part) = (family.name, family.parts[0]);
    // A family that is one part is left out as a whole.
    let gate =
        if family.parts.len() > 1 { format!("     #[cfg(feature = \"{part}\")]\n") } else { String::new() };
    format!(
        "What to do with it:

1. Save it as widgets/src/{folder}/{module}.rs, and add to widgets/src/{folder}/mod.rs

{gate}     pub mod {module};

2. Add to widgets/src/registry.rs, each beside its like,

     #[cfg(feature = \"{part}\")]
     use crate::{folder}::{module};

     #[cfg(feature = \"{part}\")]
     entry::<{module}::{kind}>(\"{part}\"),

     {module}::NUMBERS,

   `{part}` is the part of the wasm that it goes into, a default feature of widgets/Cargo.toml.

3. Write into a chapter of src/{folder}/

     <<#{name} leave=5>>

     They cost <<#number {name}-difference leave=5>> points.

4. `cargo fmt`, `cargo test -p counterfactuals-widgets {module}`, `cargo xtask serve`.

It runs as it is: train, drop rows, train again, and ask how much is luck. Now change what it asks. What it computes belongs in
simulation/src/{folder}/, with a test against something known; CONTRIBUTING.md says what a finished widget has.
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(name: &str, family: Option<&str>) -> String {
        widget(name, family).err().map_or_else(String::new, |error| error.to_string())
    }

    #[test]
    fn a_skeleton_has_the_name_in_every_form_and_no_other() {
        let Skeleton { file, steps } = widget("two-words", Some("idea")).unwrap();
        assert!(!file.contains("Example") && !file.contains("example"));
        assert!(
            file.contains("const NAME: &'static str = \"two-words\";")
                && file.contains("pub struct TwoWords {")
        );
        for line in [
            "widgets/src/idea/two_words.rs",
            "entry::<two_words::TwoWords>(\"worlds\"),",
            "<<#two-words leave=5>>",
            "<<#number two-words-difference leave=5>>",
        ] {
            assert!(steps.contains(line), "{steps}");
        }
    }

    #[test]
    fn bad_names_get_one_clear_line() {
        let form = "expected small letters and digits, in words joined by single hyphens, a letter first, at most 32 characters";
        let long = "a".repeat(33);
        for name in ["", "Two", "two_words", "2d", "-a", "a-", "a--b", "a b", "ä", "../x", long.as_str()] {
            let said = refusal(name, Some("idea"));
            assert!(said.ends_with(form) && said.lines().count() == 1, "{name}: {said}");
        }
        for name in ["grid", "number", "sources", "gallery"] {
            let said = refusal(name, Some("idea"));
            assert_eq!(
                said,
                format!("the name is “{name}”, which is a directive already: `list` names them all")
            );
        }
        for name in
            ["move", "default", "table", "bar", "comparison", "rc", "seed", "widget", "option", "some"]
        {
            let said = refusal(name, Some("idea"));
            assert_eq!(
                said,
                format!("the name is “{name}”, which means something else in a widget's file: take another")
            );
        }
    }

    #[test]
    fn families_are_those_of_the_registry() {
        let all = "idea, valuation, selection, robustness, dynamics, causal, collective";
        assert_eq!(refusal("a", Some("ideas")), format!("the family is “ideas”: expected one of {all}"));
        assert_eq!(refusal("a", None), format!("a widget belongs to a family: give --family, one of {all}"));
    }
}
