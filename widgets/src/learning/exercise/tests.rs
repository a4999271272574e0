//! What a reader of an exercise does, and what follows from it.

use super::*;
use crate::learning::{Answers, Asked};
use crate::parameters::{Arguments, Value, parse};

fn arguments(pairs: &[(&str, &str)]) -> Arguments {
    // Texts with a bar between are a list.
    let value = |text: &str| {
        if text.contains('|') {
            Value::List(text.split('|').map(str::to_owned).collect())
        } else {
            Value::one(text)
        }
    };
    pairs.iter().map(|&(key, text)| (key.to_owned(), value(text))).collect()
}

fn asked(pairs: &[(&str, &str)]) -> Exercise {
    let all = arguments(&[&[("id", "x"), ("name", "Exercise 1"), ("hints", "2")], pairs].concat());
    let (parameters, ()) = parse::<ExerciseParameters, ()>(&all).unwrap();
    Exercise::new(parameters, Scope::new("x-answer")).unwrap()
}

fn choice() -> Exercise {
    asked(&[
        ("questions", "Of A?|Of B?|Of C?"),
        ("texts", "A|B|C"),
        ("options", "one|two|one|two|one|two"),
        ("right", "a|b|a"),
        ("figures", "|f||f||f"),
        ("states", "|2.grid-focus.A||||2.grid-focus.C"),
    ])
}

fn number() -> Exercise {
    asked(&[
        ("questions", "Of A?|Of B?"),
        ("answers", "0.25|0.5"),
        ("written", "0.25|0.5"),
        ("slips", "0.5|0.75"),
        ("unit", "points"),
        ("least", "-1"),
        ("most", "1"),
        ("within", "0.01"),
    ])
}

/// Does what the acts say of the answers, and gives back the others.
fn kept(exercise: &mut Exercise, acts: Vec<Act>, answers: &mut Answers) -> Vec<Act> {
    let mut others = vec![];
    for act in acts {
        match act {
            Act::Keep(record) => {
                answers.keep(record);
                others.extend(Question::recall(exercise, &Kept { answers, trouble: None, strange: None }));
            }
            other => others.push(other),
        }
    }
    others
}

fn press(exercise: &mut Exercise, message: ExerciseMessage, answers: &mut Answers) -> Vec<Act> {
    let acts = Question::update(exercise, message, Moment { seconds: 9, hints: 1, ..Moment::default() });
    kept(exercise, acts, answers)
}

fn html(exercise: &Exercise) -> String {
    Asked::view(exercise).to_html()
}

fn open(part: &str, opens: bool) -> Act {
    Act::Open(format!("x-{part}"), opens)
}

#[test]
fn a_wrong_answer_opens_what_speaks_against_it_and_the_right_one_the_solution() {
    let (mut exercise, mut answers) = (choice(), Answers::default());
    assert_eq!(
        press(&mut exercise, ExerciseMessage::Check(None), &mut answers),
        [Act::Focus("x-answer-a".into())]
    );
    assert!(html(&exercise).contains("Choose an answer first."));
    press(&mut exercise, ExerciseMessage::Choose(1), &mut answers);
    let acts = press(&mut exercise, ExerciseMessage::Check(None), &mut answers);
    assert_eq!(acts, [open("why-a", false), open("why-b", true), open("solution", false)]);
    assert!(html(&exercise).contains("b is not right. Below stands why; then choose again."));
    press(&mut exercise, ExerciseMessage::Choose(0), &mut answers);
    let acts = press(&mut exercise, ExerciseMessage::Check(None), &mut answers);
    assert_eq!(acts, [open("why-a", false), open("why-b", false), open("solution", true)]);
    assert!(html(&exercise).contains("a is right, at try 2."));
    let record = &answers.records()[0];
    assert_eq!(
        (record.question.as_str(), record.given.as_str(), record.right.as_str(), record.verdict),
        ("Of A?", "one", "a", Verdict::Right)
    );
    assert_eq!((record.tries.get(), record.hints.get(), record.seed.get()), (2, 1, 0));
}

#[test]
fn another_one_turns_words_links_and_key_and_comes_back_with_the_page() {
    let (mut exercise, mut answers) = (choice(), Answers::default());
    let fresh = html(&exercise);
    assert!(!fresh.contains("Another one"));
    for message in [ExerciseMessage::Choose(0), ExerciseMessage::Check(None)] {
        press(&mut exercise, message, &mut answers);
    }
    assert!(html(&exercise).contains("Another one"));
    let acts = press(&mut exercise, ExerciseMessage::Another, &mut answers);
    let next = variant(1, 3).unwrap() as usize;
    assert!(acts.contains(&Act::Write("x-text-1".into(), ["A", "B", "C"][next].into())), "{acts:?}");
    let states = ["?state-f=2.grid-focus.A#f", "", "?state-f=2.grid-focus.C#f"];
    assert!(acts.contains(&Act::Point("x-see-b".into(), states[next].into())), "{acts:?}");
    assert!(acts.contains(&open("hint-1", false)) && acts.contains(&open("solution", false)));
    assert_eq!(acts.last(), Some(&Act::Focus("x-question".into())));
    assert_eq!(html(&exercise), fresh, "nothing is chosen or said");
    for message in [ExerciseMessage::Choose(1), ExerciseMessage::Check(None)] {
        press(&mut exercise, message, &mut answers);
    }
    assert_eq!(answers.records().len(), 2, "both variants are kept");
    let mut again = choice();
    let acts = Question::recall(&mut again, &Kept { answers: &answers, trouble: None, strange: None });
    assert!(acts.contains(&Act::Write("x-text-1".into(), ["A", "B", "C"][next].into())), "{acts:?}");
    assert_eq!(html(&again), html(&exercise));
    // Erased: as printed.
    let acts =
        Question::recall(&mut again, &Kept { answers: &Answers::default(), trouble: None, strange: None });
    assert!(acts.contains(&Act::Write("x-text-1".into(), "A".into())), "{acts:?}");
    assert_eq!(html(&again), fresh);
}

#[test]
fn a_number_is_right_within_its_bounds_and_a_known_mistake_is_named() {
    let (mut exercise, mut answers) = (number(), Answers::default());
    for (text, said) in [
        ("", "Write a number first, such as 12 or −0.5."),
        ("much", "Write a number first, such as 12 or −0.5."),
        ("2", "2 is not from −1 to 1."),
    ] {
        let acts = press(&mut exercise, ExerciseMessage::Check(Some(text.into())), &mut answers);
        assert_eq!(acts, [Act::Focus("x-answer-box".into())]);
        assert!(html(&exercise).contains(said), "{text}: {}", html(&exercise));
    }
    assert_eq!(answers.records(), []);
    let acts = press(&mut exercise, ExerciseMessage::Check(Some("0.505".into())), &mut answers);
    assert_eq!(acts, [open("why-a", true), open("solution", false)]);
    assert!(html(&exercise).contains("0.505\u{a0}points is too high. Below stands what may have happened."));
    let acts = press(&mut exercise, ExerciseMessage::Check(Some("−1".into())), &mut answers);
    assert_eq!(acts[0], open("why-a", false));
    assert!(html(&exercise).contains("−1\u{a0}points is too low.<"));
    let acts = press(&mut exercise, ExerciseMessage::Check(Some("0.26".into())), &mut answers);
    assert_eq!(acts, [open("why-a", false), open("solution", true)]);
    assert!(html(&exercise).contains("0.26\u{a0}points is right, at try 3."));
    assert_eq!(answers.records()[0].right.as_str(), "0.25\u{a0}points");
}

#[test]
fn several_options_are_chosen_and_only_all_of_them_are_right() {
    let mut exercise =
        asked(&[("questions", "Which?"), ("options", "one|two|three"), ("right", "ac"), ("several", "2")]);
    let mut answers = Answers::default();
    let mut check = |exercise: &mut Exercise, at: usize| {
        press(exercise, ExerciseMessage::Choose(at), &mut answers);
        press(exercise, ExerciseMessage::Check(None), &mut answers);
        html(exercise)
    };
    assert!(check(&mut exercise, 2).contains("c is right, and not all that is."));
    assert!(check(&mut exercise, 1).contains("b is not right."));
    assert!(check(&mut exercise, 0).contains("b is not right."));
    assert!(check(&mut exercise, 1).contains("a and c are right, at try 4."));
    assert!(html(&exercise).contains("Choose 2.") && html(&exercise).contains("type=\"checkbox\""));
}

#[test]
fn trouble_is_said_and_lists_that_do_not_fit_are_refused() {
    let mut exercise = choice();
    Question::recall(
        &mut exercise,
        &Kept { answers: &Answers::default(), trouble: Some("No room."), strange: None },
    );
    assert!(html(&exercise).contains("role=\"status\">No room.</p>"));
    let refused = |pairs: &[(&str, &str)]| {
        let (parameters, ()) = parse::<ExerciseParameters, ()>(&arguments(pairs)).unwrap();
        Exercise::new(parameters, Scope::new("x")).is_err()
    };
    assert!(refused(&[]), "no variant");
    assert!(refused(&[("questions", "a|b"), ("answers", "1")]), "an answer is missing");
    assert!(refused(&[("questions", "a|b"), ("options", "1|2|3"), ("right", "a|b")]), "an option is missing");
}
