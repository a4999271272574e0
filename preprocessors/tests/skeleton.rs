//! What `new widget` prints is compiled here against the real crate, and runs.
#![allow(unexpected_cfgs, reason = "the skeleton knows a feature of the crate that it is made for")]
#![allow(unreachable_pub, reason = "in its crate everybody who draws can reach it")]

// The skeleton names what it uses as a file of the widgets' crate would.
use widgets::{chart, controls, format, markup, numbers, parameters, registry, shipped, tables, widget};

#[path = "../src/authors/skeleton.rs"]
mod skeleton;

use std::process::Command;

use markup::Node;
use widget::{Scope, Widget};
use widgets::frame::{Frame, FrameParameters, Instance};

#[test]
fn what_is_printed_is_what_is_compiled() {
    let binary = env!("CARGO_BIN_EXE_mdbook-counterfactuals");
    let output = Command::new(binary).args(["new", "widget", "example", "--family", "valuation"]).output();
    let output = output.expect("the binary runs");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout), include_str!("../src/authors/skeleton.rs"));
    let steps = String::from_utf8_lossy(&output.stderr);
    assert!(steps.contains("widgets/src/valuation/example.rs"), "{steps}");
}

#[test]
fn bad_names_fail_with_one_line() {
    let binary = env!("CARGO_BIN_EXE_mdbook-counterfactuals");
    let output = Command::new(binary).args(["new", "widget", "Grid", "--family", "idea"]).output();
    let output = output.expect("the binary runs");
    assert!(!output.status.success() && output.stdout.is_empty());
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "error: the name is “Grid”: expected small letters and digits, in words joined by single hyphens, a letter first, at most 32 \
         characters\n"
    );
}

#[test]
fn its_first_frame_has_every_part() {
    let made = skeleton::Example::new(skeleton::ExampleParameters::default()).expect("legal parameters");
    let mut frame = Frame::new(made, FrameParameters::default(), Scope::new("x"));
    while frame.step() {}
    let view: Node = frame.view();
    let html = view.to_html();
    for part in ["widget-title", "widget-figure", "widget-sentence", "widget-comparison", "<svg"] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn its_number_is_the_one_that_the_figure_says() {
    let mut made = skeleton::Example::new(skeleton::ExampleParameters::default()).expect("legal parameters");
    while made.step() {}
    let number = &skeleton::NUMBERS[0];
    assert_eq!((number.name, number.widget), ("example-difference", skeleton::Example::NAME));
    let digits = vec![("digits".to_owned(), parameters::Value::one("9"))];
    let written = (number.write)(number.name, &digits).expect("a number").replace('−', "-");
    let value: f64 = written.parse().expect("a number");
    assert_eq!(
        made.comparison(&Scope::new("x")).difference,
        format!("{} points of accuracy.", format::signed(value, 1))
    );
}
