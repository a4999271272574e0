//! `collective/at-the-table.md`, over 20 divisions of the table.

use super::number;

type State<'a> = &'a [(&'a str, &'a str)];

fn of(name: &str, state: State<'_>) -> f64 {
    number(&format!("bargain-{name}"), &[state, &[("digits", "6")]].concat())
}
