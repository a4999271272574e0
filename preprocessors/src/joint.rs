//! Keeps lines together: a browser breaks one behind a box such as a formula or a button, even before a comma.

/// A character without width where no line may end.
pub(crate) const JOINT: &str = "&#8288;";

/// What stands behind a box, if the text goes on with a mark that must not begin a line.
pub(crate) fn joint(behind: &str) -> &'static str {
    if behind.starts_with([',', '.', ';', ':', '!', '?', ')', '’', '”', '\'', '"', '*']) {
        JOINT
    } else {
        ""
    }
}
