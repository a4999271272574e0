//! What expressions are worth, and where they are wrong.

use super::*;

fn value(text: &str) -> Result<f64, Wrong> {
    sum(text)?.value(&Variant::default(), &Cache::default())
}

fn holds(text: &str) -> Result<bool, Wrong> {
    condition(text)?.holds(&Variant::default(), &Cache::default())
}

#[test]
fn digits_and_signs_are_arithmetic() {
    assert_eq!(value("1 + 2 * 3 - 4 / 2"), Ok(5.0));
    assert_eq!(value("(1 + 2) * -3"), Ok(-9.0));
    assert_eq!(value("abs(2 - 5)"), Ok(3.0));
    assert_eq!(holds("1 < 2 and 2 <= 2 and 1 != 2"), Ok(true));
    assert_eq!(holds("1 > 2 or 2 = 2.0000000001"), Ok(true));
    assert_eq!(holds("1 < 1.0000000001"), Ok(false), "too close to tell");
}

#[test]
fn numbers_of_the_registry_are_what_the_prose_says() {
    assert_eq!(value("grid-setting of=draws draws=7 / 2"), Ok(3.5));
    assert_eq!(value("worlds items=[A, B, C]"), Ok(8.0));
    assert_eq!(value("worlds items=\"A B C\" - 1"), Ok(7.0));
    // What leave-one-out is.
    let loo = "loo focus=A = cell world=everything - cell world=[B, C, D] and loo focus=A < loo focus=B";
    assert_eq!(holds(loo), Ok(true));
    assert_eq!(holds("loo focus=B * 2 = loo focus=B"), Ok(false));
}

#[test]
fn a_variants_values_stand_in() {
    let variant = Variant::of(&[("pile", "B")]);
    let of_b = sum("loo focus={pile}").unwrap().value(&variant, &Cache::default());
    assert_eq!(of_b, value("loo focus=B"));
}

#[test]
fn a_variants_digits_are_a_number() {
    let variant = Variant::of(&[("low", "-0.1"), ("high", "0.9"), ("pile", "B")]);
    let of = |text: &str| sum(text)?.value(&variant, &Cache::default());
    assert_eq!(of("{high} / 2"), Ok(0.45));
    assert_eq!(of("({high} - {low}) / 2"), Ok(0.5));
    assert_eq!(of("abs({low}) + 1"), Ok(1.1));
    assert_eq!(of("{pile}").unwrap_err().message, "no number is named `B`");
    assert_eq!(of("{high} focus=B").unwrap_err().message, "no number is named `0.9`");
    assert_eq!(value("inf").unwrap_err().message, "no number is named `inf`");
}

#[test]
fn what_is_wrong_is_pointed_at() {
    let at = |text: &str| {
        let wrong = condition(text).map(drop).unwrap_err();
        (text[wrong.span].to_owned(), wrong.message)
    };
    assert_eq!(at("loo focus=B"), (String::new(), "a comparison is missing".into()));
    assert_eq!(at("loo focus=B > "), (String::new(), "a number is missing".into()));
    assert_eq!(at("1 > 2 3"), ("3".into(), "this is one word too many".into()));
    assert_eq!(at("(1 > 2"), (">".into(), "a parenthesis is not closed".into()));
    assert_eq!(at("loo items=[A > 2").1, "this is never closed");
    let unknown = value("lo focus=B").unwrap_err();
    assert_eq!((unknown.span, unknown.message.as_str()), (0..10, "no number is named `lo`"));
    assert!(value("1 / 0").unwrap_err().message.contains("divides by nothing"));
}

proptest::proptest! {
    #[test]
    fn reading_never_panics(text in "(?s)(loo|focus=B|and|or|abs| |\\(|\\)|[-+*/<>=!\"\\[\\]]|1|.){0,24}") {
        let _ = (sum(&text), condition(&text));
    }
}
