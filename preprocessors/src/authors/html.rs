//! What the generated chapters share: names, keys and texts as HTML between blank lines.

use widgets::parameters::Parameter;

use crate::expand::inline;

/// A word of a directive.
pub(super) fn code(text: &str) -> String {
    format!("<code>{}</code>", inline(text))
}

/// A line of documentation: text, with the names of keys and values between backticks.
pub(super) fn prose(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.map(|(place, part)| if place % 2 == 1 { code(part) } else { inline(part) }).collect()
}

/// Keys with their types, legal values, defaults and meanings, as one line of HTML. Each has a permanent anchor: `prefix-key`.
pub(super) fn keys(prefix: &str, parameters: &[Parameter]) -> String {
    let mut out = String::from("<dl class=\"keys\">");
    for parameter in parameters {
        let default = match parameter.written_default().as_str() {
            "" => "none".to_owned(),
            default => code(default),
        };
        out.push_str(&key(
            prefix,
            parameter.name,
            parameter.kind,
            parameter.about,
            &parameter.range,
            &default,
        ));
    }
    out + "</dl>"
}

/// One of them; the default is HTML.
pub(super) fn key(prefix: &str, name: &str, kind: &str, about: &str, range: &str, default: &str) -> String {
    format!(
        "<dt id=\"{prefix}-{name}\">{} <span class=\"key-kind\">{}</span></dt><dd>{} <span class=\"key-range\">Legal: {}. Default: \
         {default}.</span></dd>",
        code(name),
        inline(kind),
        prose(about),
        inline(range),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_are_code_and_everything_else_is_text() {
        assert_eq!(prose("of `a<b`, *x*"), "&#111;f <code>&#97;&#60;b</code>&#44; &#42;x&#42;");
        assert!(prose("`focus` in it").starts_with("<code>"));
    }
}
