//! `list`: every widget and number with its parameters, from the registry.

use std::fmt::Write;

use widgets::parameters::Parameter;
use widgets::registry::{NUMBERS, WIDGETS};

use super::others::{KIND, Key, OTHERS};

/// The reference as text for a terminal.
pub fn list() -> String {
    let mut out = String::new();
    for entry in WIDGETS {
        section(&mut out, &format!("<<#{} …>>", entry.name), entry.about, &(entry.parameters)());
    }
    for group in NUMBERS {
        let Some(first) = group.first() else { continue };
        for number in *group {
            let _ = writeln!(out, "<<#number {} …>>\n    {}", number.name, number.about);
        }
        section(&mut out, "with", "Parameters of these numbers.", &(first.parameters)());
    }
    for other in OTHERS {
        let _ = writeln!(out, "{}\n    {}\n", other.written(), other.about);
        if let Some(words) = other.words {
            let _ = writeln!(out, "    Behind the name: {words}.\n");
        }
        if let Some(Key { name, about, range, default }) = &other.key {
            let _ =
                writeln!(out, "    {name} ({KIND}; default {default})\n        {about}\n        {range}\n");
        }
    }
    out
}

fn section(out: &mut String, heading: &str, about: &str, parameters: &[Parameter]) {
    let _ = writeln!(out, "{heading}\n    {about}\n");
    for parameter in parameters {
        let default = parameter.written_default();
        let default = if default.is_empty() { "none" } else { &default };
        let _ = writeln!(
            out,
            "    {} ({}; default {default})\n        {}\n        {}",
            parameter.name, parameter.kind, parameter.about, parameter.range
        );
    }
    out.push('\n');
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
        assert!(list.contains("<<#number loo …>>") && list.contains("    digits (whole number; default 3)"));
    }
}
