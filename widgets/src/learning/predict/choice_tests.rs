use super::*;
use crate::learning::Answers;

fn asked(options: &[&str], right: u32) -> Result<Choice, ParameterError> {
    let options = Texts(options.iter().map(|&option| option.to_owned()).collect());
    let parameters =
        ChoiceParameters { id: "q".into(), options, right: Whole::new(right), ..ChoiceParameters::default() };
    Choice::new(parameters, Scope::new("q-answer"))
}

#[test]
fn a_choice_is_kept_shown_and_taken_back() {
    let (mut choice, mut answers) = (asked(&["It falls.", "It rises."], 1).unwrap(), Answers::default());
    let before = Question::view(&choice).into_node().to_html();
    assert_eq!(
        choice.update(ChoiceMessage::Commit, Moment::default()),
        [Act::Focus("q-answer-choice0".into())]
    );
    assert_eq!(choice.said, "Choose one first.");
    choice.update(ChoiceMessage::Choose(0), Moment::default());
    let acts = choice.update(ChoiceMessage::Commit, Moment::default());
    let Act::Keep(record) = &acts[0] else { panic!("{acts:?}") };
    assert_eq!(
        (record.answer.as_str(), record.given.as_str(), record.right.as_str(), record.verdict),
        ("a", "a: It falls.", "b: It rises.", Verdict::Wrong)
    );
    answers.keep(record.clone());
    let acts = Question::recall(&mut choice, &Kept { answers: &answers, trouble: None, strange: None });
    assert_eq!(acts, [Act::Open("q-reveal".into(), true)], "there is no figure");
    assert!(Question::view(&choice).into_node().to_html().contains("You said (a); it is (b)."));
    let html = Question::view(&choice).into_node().to_html();
    assert!(html.contains("It falls.</span><span class=\"question-verdict\">you said so<"), "{html}");
    assert!(html.contains("It rises.</span><span class=\"question-verdict\">so it is<"), "{html}");
    let acts = choice.update(ChoiceMessage::TakeBack, Moment::default());
    assert!(matches!(&acts[0], Act::Keep(entry) if entry.seen.0 && !entry.is_given()), "{acts:?}");
    answers = Answers::default();
    Question::recall(&mut choice, &Kept { answers: &answers, trouble: None, strange: None });
    assert_eq!(Question::view(&choice).into_node().to_html(), before);
    answers.keep(Record { answer: "c".into(), ..record.clone() });
    assert_eq!(
        Question::recall(&mut choice, &Kept { answers: &answers, trouble: None, strange: None }),
        [],
        "an option that is no more"
    );
}

#[test]
fn options_are_the_labels_and_confidence_begins_at_chance() {
    let mut choice = asked(&["It falls.", "It rises.", "Neither."], 1).unwrap();
    let html = Question::view(&choice).into_node().to_html();
    assert!(html.contains("a:</span><span class=\"question-text\">It falls.</span></label>"), "{html}");
    assert!(html.contains("33\u{a0}%, a guess") && !html.contains("aria-label=\"a"), "{html}");
    choice.update(ChoiceMessage::Choose(1), Moment::default());
    choice.update(ChoiceMessage::Sure(90), Moment::default());
    let acts = choice.update(ChoiceMessage::Commit, Moment::default());
    let Act::Keep(record) = &acts[0] else { panic!("{acts:?}") };
    assert_eq!((record.confidence.get(), record.hit.0), (90, true));
    let mut answers = Answers::default();
    answers.keep(record.clone());
    Question::recall(&mut choice, &Kept { answers: &answers, trouble: None, strange: None });
    let html = Question::view(&choice).into_node().to_html();
    assert!(html.contains("You said (b), and (b) it is. You were 90\u{a0}% sure."), "{html}");
}

#[test]
fn one_option_and_a_right_one_that_is_none_are_refused() {
    assert!(asked(&["one"], 0).is_err() && asked(&["one", "two"], 2).is_err());
    assert!(asked(&["x"; MOST_OPTIONS], 0).is_ok() && asked(&["x"; MOST_OPTIONS + 1], 0).is_err());
}
