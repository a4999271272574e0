//! `list`: every widget and number with its parameters, from the registry.

use std::fmt::Write;

use widgets::numbers::FormatParameters;
use widgets::parameters::{Parameter, Parameters};
use widgets::registry::{NUMBERS, WIDGETS};

use super::keys_of_its_own;
use super::others::{KIND, Key, Keys, OTHERS};

/// The reference as text for a terminal.
pub fn list() -> String {
    let mut out = String::new();
    for entry in WIDGETS {
        section(&mut out, &format!("<<#{} …>>", entry.name), entry.about, &(entry.parameters)());
        for number in NUMBERS.iter().copied().flatten().filter(|number| number.widget == entry.name) {
            section(
                &mut out,
                &format!("<<#number {} …>>", number.name),
                number.about,
                &keys_of_its_own(number),
            );
        }
    }
    section(
        &mut out,
        "<<#number …>>",
        "A number takes the parameters of the figure above it, and these.",
        &FormatParameters::list(),
    );
    for other in OTHERS {
        let _ = writeln!(out, "{}\n    {}\n", other.written(), other.about);
        if let Some(words) = other.words {
            let _ = writeln!(out, "    Behind the name: {words}.\n");
        }
        if let Keys::Own(list) | Keys::Open(list) = other.keys {
            parameters(&mut out, &list());
            out.push('\n');
        }
        if let Some(Key { name, about, range, default }) = &other.key {
            let _ =
                writeln!(out, "    {name} ({KIND}; default {default})\n        {about}\n        {range}\n");
        }
    }
    out
}

fn section(out: &mut String, heading: &str, about: &str, parameters: &[Parameter]) {
    let _ = writeln!(out, "{heading}\n    {about}");
    if !parameters.is_empty() {
        out.push('\n');
    }
    self::parameters(out, parameters);
    out.push('\n');
}

fn parameters(out: &mut String, parameters: &[Parameter]) {
    for parameter in parameters {
        let default = parameter.written_default();
        let default = if default.is_empty() { "none" } else { &default };
        let _ = writeln!(
            out,
            "    {} ({}; default {default})\n        {}\n        {}",
            parameter.name, parameter.kind, parameter.about, parameter.range
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_in_the_registry_is_listed() {
        let list = list();
        for entry in WIDGETS {
            assert!(list.contains(&format!("<<#{} …>>", entry.name)));
            for parameter in (entry.parameters)() {
                assert!(list.contains(parameter.name) && list.contains(&parameter.range));
            }
        }
        for other in
            ["<<#minutes …>>", "<<#sources …>>", "<<#glossary>>", "    reference (file; default none)"]
        {
            assert!(list.contains(other), "{other}");
        }
        let setting = "<<#number grid-setting …>>\n    The parameter `of` the figure, as it is set.\n\n    of (text; default none)\n";
        assert!(list.contains(setting), "{list}");
        assert!(list.contains("<<#number loo …>>") && list.contains("    digits (whole number; default 3)"));
    }
}
