//! `<<#reference>>`: every figure and every number with its keys, from the registry.

use std::convert::Infallible;
use std::fmt::Write;

use widgets::frame::FrameParameters;
use widgets::numbers::FormatParameters;
use widgets::parameters::{Parameter, Parameters};
use widgets::registry::{Entry, FAMILIES, NUMBERS, Number, WIDGETS};

use super::html::{code, key, keys, prose};
use super::keys_of_its_own;
use super::others::{KIND, Keys, OTHERS};
use super::specimen::Stand;
use crate::cache::Cache;
use crate::diagnostic::Diagnostic;
use crate::expand::inline;
use crate::numbers::number_of;

/// The chapter; `gallery` is the address of the other one. A number is shown with its value under the defaults, where it has one there.
///
/// # Errors
/// If a figure's id is taken.
pub(super) fn page(gallery: Option<&str>, mut stand: Stand<'_>) -> Result<String, Vec<Diagnostic>> {
    let (frame, format) = (FrameParameters::list(), FormatParameters::list());
    let mut out = String::new();
    let _ =
        writeln!(out, "## Keys of every figure {{#keys-of-every-figure}}\n\n{}\n", keys("figure", &frame));
    let _ = writeln!(out, "## How a number is written {{#keys-of-every-number}}\n");
    let _ = writeln!(
        out,
        "A number takes the keys of the figure that it is read off, and these.\n\n{}\n",
        keys("number-format", &format)
    );
    for family in FAMILIES {
        let _ = writeln!(out, "## {} {{#directives-{}}}\n", family.title, family.name);
        for entry in WIDGETS.iter().filter(|entry| family.parts.contains(&entry.part)) {
            figure(&mut out, entry, gallery, &frame, &stand.show(entry)?);
            numbers(&mut out, entry.name, stand.cache);
        }
    }
    others(&mut out);
    Ok(out)
}

fn figure(out: &mut String, entry: &Entry, gallery: Option<&str>, frame: &[Parameter], live: &str) {
    let name = entry.name;
    let all = (entry.parameters)();
    let own: Vec<Parameter> =
        all.into_iter().filter(|one| frame.iter().all(|shared| shared.name != one.name)).collect();
    let link = gallery.map_or_else(String::new, |page| format!(" [In the gallery]({page}#gallery-{name})."));
    let _ = writeln!(
        out,
        "### {name} {{#directive-{name}}}\n\n{}{link}\n\n{live}\n\n{}\n",
        prose(entry.about),
        keys(&format!("directive-{name}"), &own)
    );
}

/// The numbers that are read off a figure, if there are any.
fn numbers(out: &mut String, widget: &str, cache: &Cache) {
    let all: Vec<&Number> =
        NUMBERS.iter().copied().flatten().filter(|number| number.widget == widget).collect();
    if all.is_empty() {
        return;
    }
    let mut list = String::from("<dl class=\"keys\">");
    for number in all {
        let value = under_the_defaults(number, cache);
        let own = match keys_of_its_own(number) {
            none if none.is_empty() => String::new(),
            own => keys(&format!("number-{}", number.name), &own),
        };
        let _ = write!(
            list,
            "<dt id=\"number-{0}\">{1}</dt><dd>{2} <span class=\"key-range\">{value}</span>{own}</dd>",
            number.name,
            code(&format!("<<#number {} …>>", number.name)),
            prose(number.about),
        );
    }
    let _ = writeln!(out, "#### Numbers of {widget} {{#numbers-of-{widget}}}\n\n{list}</dl>\n");
}

/// A number's value without arguments, or that it has none. Remembered here too, since mistakes are not where they arise, and to find one
/// can take as long as a number.
fn under_the_defaults(number: &Number, cache: &Cache) -> String {
    let said = || {
        let value = number_of(number, &vec![], cache);
        Ok(value.map_or_else(
            |_| "None under the defaults.".to_owned(),
            |value| format!("Under the defaults {}.", inline(&value)),
        ))
    };
    let said: Result<String, Infallible> = cache.remember(&["under the defaults", number.name], said);
    said.unwrap_or_else(|never| match never {})
}

/// What is neither figure nor number.
fn others(out: &mut String) {
    let _ = writeln!(out, "## Directives of the text {{#directives-of-the-text}}\n");
    for other in OTHERS {
        let name = other.name;
        let _ = writeln!(
            out,
            "### {name} {{#directive-{name}}}\n\n{} {}\n",
            code(&other.written()),
            prose(other.about)
        );
        if let Some(words) = other.words {
            let _ = writeln!(out, "Behind the name: {}.\n", prose(words));
        }
        if let Keys::Own(list) | Keys::Open(list) = other.keys {
            let _ = writeln!(out, "{}\n", keys(&format!("directive-{name}"), &list()));
        }
        if let Some(one) = &other.key {
            let item =
                key(&format!("directive-{name}"), one.name, KIND, one.about, one.range, &inline(one.default));
            let _ = writeln!(out, "<dl class=\"keys\">{item}</dl>\n");
        }
    }
}
