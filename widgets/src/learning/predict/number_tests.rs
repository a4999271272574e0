use super::*;
use crate::learning::Answers;
use crate::parameters::parse;

fn parameters(pairs: &[(&str, &str)]) -> NumberParameters {
    let pairs = [("id", "q"), ("figure", "f"), ("right", "2.5"), ("written", "2.5 %"), ("unit", "%")]
        .iter()
        .filter(|(key, _)| !pairs.iter().any(|(other, _)| other == key))
        .chain(pairs)
        .map(|&(key, value)| (key.to_owned(), crate::parameters::Value::one(value)));
    parse::<NumberParameters, ()>(&pairs.collect::<Vec<_>>()).unwrap().0
}

fn asked(pairs: &[(&str, &str)]) -> Number {
    Number::new(parameters(pairs), Scope::new("q-answer")).unwrap()
}

fn kept(answers: &Answers) -> Kept<'_> {
    Kept { answers, trouble: None, strange: None }
}

#[test]
fn a_commitment_is_kept_shown_and_taken_back() {
    let (mut number, mut answers) = (asked(&[("within", "0.5")]), Answers::default());
    assert_eq!(Question::recall(&mut number, &kept(&answers)), []);
    let before = Question::view(&number).into_node().to_html();
    number.update(NumberMessage::Typed("-3".into()), Moment::default());
    let acts = number.update(NumberMessage::Commit(None), Moment::default());
    assert_eq!(acts, [Act::Focus("q-answer-box".into())], "below the least");
    assert_eq!(number.said, "−3\u{a0}% is not from 0 to 100.");
    let acts =
        number.update(NumberMessage::Commit(Some("12".into())), Moment { seconds: 7, ..Moment::default() });
    let [Act::Keep(record), Act::Focus(focus)] = &acts[..] else { panic!("{acts:?}") };
    assert_eq!((record.answer.as_str(), record.verdict, record.when.get()), ("12", Verdict::Wrong, 7));
    assert_eq!((record.given.as_str(), record.right.as_str()), ("12\u{a0}%", "2.5 %"));
    assert_eq!(focus, "q-answer-answer");
    answers.keep(record.clone());
    let said = "You said 12\u{a0}%; it is 2.5 %. That is too high by 9.5.";
    let shown = Guess { said: said.into(), ..Guess::default() };
    assert_eq!(
        Question::recall(&mut number, &kept(&answers)),
        [Act::Show("f".into(), Some(shown)), Act::Open("q-reveal".into(), true)]
    );
    assert!(Question::view(&number).into_node().to_html().contains(said));
    let acts = number.update(NumberMessage::TakeBack, Moment::default());
    let Act::Keep(entry) = &acts[0] else { panic!("{acts:?}") };
    assert!(!entry.is_given() && entry.seen.0, "what is right has been seen");
    answers.keep(entry.clone());
    let acts = Question::recall(&mut number, &kept(&answers));
    assert_eq!(acts, [Act::Show("f".into(), None), Act::Open("q-reveal".into(), false)]);
    let html = Question::view(&number).into_node().to_html();
    assert!(html.contains("You have looked at what happened.") && !html.contains("How sure"), "{html}");
    answers = Answers::default();
    Question::recall(&mut number, &kept(&answers));
    assert_eq!(Question::view(&number).into_node().to_html(), before, "erased");
}

/// The record of a number that is committed to.
fn committed(number: &mut Number, value: &str) -> Record {
    let acts = number.update(NumberMessage::Commit(Some(value.into())), Moment::default());
    let [Act::Keep(record), ..] = &acts[..] else { panic!("{acts:?}") };
    record.clone()
}

#[test]
fn how_sure_is_kept_and_said_with_what_came_of_it() {
    let mut number = asked(&[("within", "0.5")]);
    assert!(
        Question::view(&number).into_node().to_html().contains("How sure are you to be at most 0.5 off?")
    );
    number.update(NumberMessage::Sure(70), Moment::default());
    let (mut answers, near) = (Answers::default(), committed(&mut number, "2"));
    assert_eq!((near.confidence.get(), near.hit.0, near.seen.0), (70, true, false));
    answers.keep(near);
    Question::recall(&mut number, &kept(&answers));
    let html = Question::view(&number).into_node().to_html();
    assert!(html.contains("You were 70\u{a0}% sure to be at most 0.5 off, and you were."), "{html}");
    assert!(!committed(&mut number, "12").hit.0);
    // Nothing said: as records of earlier editions.
    assert_eq!(committed(&mut asked(&[]), "2").confidence.get(), 0);
}

#[test]
fn where_only_the_number_itself_is_right_near_is_a_twentieth_in_whole_steps() {
    let near = |pairs: &[(&str, &str)]| parameters(pairs).near();
    assert_eq!(
        [near(&[]), near(&[("within", "2")]), near(&[("most", "50")]), near(&[("most", "9")])],
        [5.0, 2.0, 2.0, 1.0]
    );
    assert!((near(&[("least", "0"), ("most", "3"), ("step", "0.05")]) - 0.15).abs() < 1e-12);
    let mut number = asked(&[]);
    number.update(NumberMessage::Sure(50), Moment::default());
    let record = committed(&mut number, "7");
    assert_eq!((record.verdict, record.hit.0), (Verdict::Wrong, true));
}

#[test]
fn a_guess_after_looking_says_so_and_states_no_confidence() {
    let (mut number, mut answers) = (asked(&[]), Answers::default());
    number.update(NumberMessage::Sure(90), Moment::default());
    assert_eq!(Question::watches(&number), "q-reveal");
    let acts = Question::opened(&mut number, Moment { seconds: 3, ..Moment::default() });
    let [Act::Keep(entry)] = &acts[..] else { panic!("{acts:?}") };
    assert!(entry.seen.0 && !entry.is_given());
    answers.keep(entry.clone());
    Question::recall(&mut number, &kept(&answers));
    assert!(Question::view(&number).into_node().to_html().contains("You have looked at what happened."));
    assert_eq!(Question::opened(&mut number, Moment::default()), [], "once is enough");
    let record = committed(&mut number, "2");
    assert_eq!((record.seen.0, record.confidence.get()), (true, 0));
    answers.keep(record);
    let acts = Question::recall(&mut number, &kept(&answers));
    let said = "You said 2\u{a0}%, after looking; it is 2.5 %. That is too low by 0.5.";
    assert_eq!(acts[0], Act::Show("f".into(), Some(Guess { said: said.into(), ..Guess::default() })));
    assert_eq!(Question::opened(&mut number, Moment::default()), [], "it is answered");
}

#[test]
fn what_is_kept_can_be_asked_anew() {
    let mut number = asked(&[("within", "0.5"), ("question", "How many?")]);
    let form = committed(&mut number, "7").form;
    let arguments = crate::parameters::link::decode(form.as_str()).unwrap();
    let (read, ()) = parse::<NumberParameters, ()>(&arguments).unwrap();
    let none = TextLine::default;
    let expected =
        NumberParameters { id: none(), question: none(), figure: none(), ..number.parameters.clone() };
    assert_eq!(read, expected);
}

#[test]
fn what_is_near_enough_is_right() {
    let number = asked(&[("within", "0.5")]);
    let verdict = |value| number.record(value, 0).verdict;
    assert_eq!(
        [2.0, 2.5, 3.0, 3.1, 1.9].map(verdict),
        [Verdict::Right, Verdict::Right, Verdict::Right, Verdict::Wrong, Verdict::Wrong]
    );
    assert_eq!(number.sentence(2.0), "You said 2\u{a0}%; it is 2.5 %.");
    assert_eq!(number.sentence(1.0), "You said 1\u{a0}%; it is 2.5 %. That is too low by 1.5.");
}

#[test]
fn trouble_is_said_and_an_answer_that_is_none_is_as_if_it_were_not_there() {
    let (mut number, mut answers) = (asked(&[]), Answers::default());
    answers.keep(Record { id: "q".into(), answer: "x".into(), ..Record::default() });
    let kept = Kept { answers: &answers, trouble: Some("No room."), strange: None };
    assert_eq!(Question::recall(&mut number, &kept), []);
    assert!(Question::view(&number).into_node().to_html().contains("role=\"status\">No room.</p>"));
}

#[test]
fn ends_and_steps_that_make_no_sense_are_refused() {
    let refused =
        |pairs: &[(&str, &str)]| Number::new(parameters(pairs), Scope::new("q")).err().unwrap().to_string();
    assert_eq!(refused(&[("most", "0")]), "`most` is “0”: expected more than `least`, which is 0");
    assert_eq!(refused(&[("step", "0.001")]), "`step` is “0.001”: expected a step from 0.01 to 100");
    assert_eq!(refused(&[("within", "100")]), "`within` is “100”: expected 0, or less than the range of 100");
    assert_eq!(
        refused(&[("right", "101")]),
        "`right` is “101”: expected a number that can be given, from 0 to 100"
    );
}
