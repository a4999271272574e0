//! What the page says of answers, and what it does with them.

use super::*;
use crate::learning::{Asked, Verdict};
use crate::parameters::{Flag, Real};

fn texts(all: &[&str]) -> Texts {
    Texts(all.iter().map(|&text| text.to_owned()).collect())
}

fn fresh() -> Progress {
    let parameters = ProgressParameters {
        pages: texts(&["a.html", "b.html"]),
        titles: texts(&["First", "Second"]),
        counts: Reals(vec![3.0, 2.0]),
        root: "../".into(),
    };
    Progress::new(parameters, Scope::new("progress")).unwrap()
}

fn record(id: &str, page: &str, right: bool, tries: u32) -> Record {
    Record {
        id: id.into(),
        kind: Kind::Exercise,
        page: page.into(),
        question: format!("What of {id}?").into(),
        answer: "a".into(),
        verdict: if right { Verdict::Right } else { Verdict::Wrong },
        tries: Whole::new(tries),
        ..Record::default()
    }
}

fn number(id: &str, off: f64) -> Record {
    Record { kind: Kind::Number, off: Real(off), given: "5".into(), ..record(id, "b.html", off == 0.0, 0) }
}

fn shown(records: &[Record]) -> (Progress, String) {
    let mut answers = Answers::default();
    for record in records {
        answers.keep(record.clone());
    }
    let mut page = fresh();
    Question::recall(&mut page, &Kept { answers: &answers, trouble: None, strange: None });
    let html = Asked::view(&page).to_html();
    (page, html)
}

#[test]
fn with_nothing_answered_the_page_says_what_will_be_there() {
    let (page, html) = shown(&[]);
    assert!(html.contains("Nothing is answered yet.") && !html.contains("<table") && !html.contains("Erase"));
    assert_eq!(html, Asked::view(&fresh()).to_html(), "as the build writes it");
    assert!(page.is_empty());
}

#[test]
fn chapters_are_counted_by_the_latest_answer_to_each_question() {
    let mut again = record("x", "a.html", true, 1);
    again.seed = Whole::new(1);
    let (_, html) = shown(&[
        record("x", "a.html", false, 1),
        again,
        record("y", "a.html", true, 2),
        record("z", "b.html", true, 1),
    ]);
    assert!(html.contains("You have answered 3 questions, and 2 of them right at once."), "{html}");
    assert!(html.contains("<a href=\"../a.html\">First</a></th><td>3</td><td>2</td><td>1</td>"), "{html}");
    assert!(html.contains("<a href=\"../b.html\">Second</a></th><td>2</td><td>1</td><td>1</td>"), "{html}");
    assert!(
        html.contains("What to ask again") && html.contains("What of y?") && !html.contains("What of x?")
    );
    assert!(html.contains("<a href=\"../a.html#y\">Answer a fresh one</a>"));
}

#[test]
fn predictions_are_drawn_and_summed_up() {
    let (_, html) = shown(&[number("p", 0.5), number("q", -0.1), number("r", 0.0)]);
    assert!(html.contains("You have predicted 3 numbers. They were 20 per cent of the asked range away from what came; on average they were too high by 13 per cent of it."), "{html}");
    assert_eq!(html.matches("<circle").count(), 3);
    assert!(
        html.contains("<td>50\u{a0}%</td>")
            && html.contains("<td>−10\u{a0}%</td>")
            && html.contains("<td>0\u{a0}%</td>")
    );
    assert!(html.contains("<a href=\"../b.html#p\">Read it again</a>"));
    let (_, html) = shown(&[number("p", 0.1), number("q", -0.1)]);
    assert!(html.contains("on average they were neither too high nor too low."), "{html}");
}

/// Choices with a stated confidence, and whether each came true.
fn stated(all: &[(u32, bool)]) -> Vec<Record> {
    let record = |(at, &(sure, came)): (usize, &(u32, bool))| Record {
        kind: Kind::Choice,
        confidence: Whole::new(sure),
        hit: Flag(came),
        ..record(&format!("q{at}"), "a.html", came, 0)
    };
    all.iter().enumerate().map(record).collect()
}

#[test]
fn confidence_is_held_against_what_came_true() {
    let few = stated(&[(80, true), (80, false), (99, true), (50, false)]);
    let (page, html) = shown(&few);
    let levels = sure::levels(&page.answers);
    let of = |level: &sure::Level| (level.sure, level.all, level.came);
    assert_eq!(levels.iter().map(of).collect::<Vec<_>>(), [(50, 1, 0), (80, 2, 1), (99, 1, 1)]);
    assert!(html.contains("80\u{a0}%</th><td>2</td><td>1</td><td>50\u{a0}%</td>"), "{html}");
    // By hand: (0.8 + 0.8 + 0.99 + 0.5)/4, and (0.04 + 0.64 + 0.0001 + 0.25)/4.
    let said = sure::sentence(&page.answers);
    assert!(said.starts_with("You said of 4 predictions how sure you were: 77\u{a0}% on average. Of these 2 came true, 50\u{a0}%;"), "{said}");
    assert!(
        said.contains("So few answers say little. Nothing here says that you are too sure")
            && said.contains("Brier score is 0.23"),
        "{said}"
    );
    assert!(html.contains("class=\"plane\"") && html.contains("On the dashed line"));

    let verdict = |sure: u32, right: usize, all: usize| {
        let records = stated(&(0..all).map(|at| (sure, at < right)).collect::<Vec<_>>());
        sure::sentence(&shown(&records).0.answers)
    };
    assert!(verdict(99, 50, 100).contains("You were surer than you were right."));
    assert!(verdict(50, 90, 100).contains("You were right more often than you were sure."));
    let even = verdict(70, 70, 100);
    assert!(even.contains("Nothing here says") && !even.contains("So few"), "{even}");
}

#[test]
fn what_was_said_after_looking_or_without_confidence_is_left_out() {
    let late = Record { seen: Flag(true), ..stated(&[(90, true)]).remove(0) };
    let (page, html) = shown(&[late, number("p", 0.2), Record { seen: Flag(true), ..number("q", 0.4) }]);
    assert!(sure::levels(&page.answers).is_empty() && !html.contains("How sure you were"));
    assert!(
        html.contains("You have predicted 1 number.")
            && html.contains("0 of them right at once. Some predictions were made after looking"),
        "{html}"
    );
    let (_, html) = shown(&stated(&[(0, true)]));
    assert!(
        !html.contains("How sure you were") && html.contains("1 of them right at once.<"),
        "an old record"
    );
}

/// A missed prediction of a number as its form keeps it.
fn missed() -> Record {
    let form = "1-unit.birds-right.7-written.7_20birds-most.60-within.2";
    Record { form: form.into(), answer: "12".into(), ..number("birds", 0.1) }
}

#[test]
fn a_missed_prediction_is_asked_anew_until_it_is_right() {
    let mut answers = Answers::default();
    answers.keep(missed());
    let mut page = fresh();
    let recall = |page: &mut Progress, answers: &Answers| {
        Question::recall(page, &Kept { answers, trouble: None, strange: None });
        Asked::view(page).to_html()
    };
    let html = recall(&mut page, &answers);
    assert!(html.contains("Ask me again") && html.contains("practice in remembering"), "{html}");
    let moment = Moment { seconds: 9, ..Moment::default() };
    let answer = |page: &mut Progress, answers: &mut Answers, number: &str| {
        let acts = Question::update(page, ProgressMessage::Anew("birds".into()), moment);
        assert_eq!(acts, [Act::Focus("progress-asked".into())]);
        let html = Asked::view(page).to_html();
        assert!(
            html.contains("id=\"progress-again-box\"")
                && !html.contains("How sure")
                && !html.contains("Take it back"),
            "{html}"
        );
        let inner: Message =
            Box::new(crate::learning::predict::NumberMessage::Commit(Some(number.to_owned())));
        let acts = Question::update(page, ProgressMessage::Form(Rc::new(Cell::new(Some(inner)))), moment);
        let [Act::Keep(record), Act::Focus(focus)] = acts.as_slice() else { panic!("{acts:?}") };
        assert_eq!((focus.as_str(), record.page.as_str(), record.seen.0), ("progress-told", "b.html", true));
        assert_eq!(record.form, missed().form, "so that it can be asked once more");
        answers.keep(record.clone());
        (record.seed.get(), recall(page, answers))
    };
    let (seed, html) = answer(&mut page, &mut answers, "20");
    assert_eq!(seed, 1);
    assert!(
        html.contains("You said 20\u{a0}birds; it is 7 birds. It stays in the list.")
            && html.contains("Ask me again"),
        "{html}"
    );
    let (seed, html) = answer(&mut page, &mut answers, "8");
    assert_eq!(seed, 2);
    assert!(
        html.contains("it is 7 birds. It has left the list.") && !html.contains("Ask me again"),
        "{html}"
    );
    assert_eq!(answers.answer("birds", 0), Some(&missed()), "the first answer stays what it was");
    assert!(html.contains("You have predicted 1 number."), "a recall is no prediction");
}

#[test]
fn a_form_that_cannot_be_read_is_no_form() {
    for form in ["1-most.x", "2-a.b", "nothing", "1-right.700"] {
        let (mut page, _) = shown(&[Record { form: form.into(), ..missed() }]);
        let acts = Question::update(&mut page, ProgressMessage::Anew("birds".into()), Moment::default());
        assert_eq!(acts, [Act::Focus("progress-told".into())], "{form}");
        assert!(Asked::view(&page).to_html().contains("find it in its chapter"), "{form}");
    }
}

#[test]
fn an_exercise_is_asked_again_in_its_next_variant() {
    let missed = record("x", "a.html", false, 1);
    let (mut page, _) = shown(std::slice::from_ref(&missed));
    let acts = Question::update(&mut page, ProgressMessage::Again("x".into()), Moment::default());
    let [Act::Keep(record)] = acts.as_slice() else { panic!("{acts:?}") };
    assert_eq!((record.id.as_str(), record.seed.get(), record.answer.as_str()), ("x", 1, ""));
    // An entry without an answer counts nowhere.
    let (_, html) = shown(&[missed, record.clone()]);
    assert!(html.contains("You have answered 1 question, and 0 of them right at once."), "{html}");
}

#[test]
fn erasing_asks_first() {
    let (mut page, _) = shown(&[record("x", "a.html", true, 1)]);
    let mut press = |message| {
        let acts = Question::update(&mut page, message, Moment::default());
        (acts, Asked::view(&page).to_html())
    };
    let (acts, html) = press(ProgressMessage::Ask);
    assert_eq!(acts, [Act::Focus("progress-stay".into())]);
    assert!(html.contains("Erase 1 answer for good?") && html.contains("Keep everything"));
    let (acts, html) = press(ProgressMessage::Stay);
    assert_eq!(acts, [Act::Focus("progress-erase".into())]);
    assert!(!html.contains("for good"));
    press(ProgressMessage::Ask);
    let (acts, html) = press(ProgressMessage::Erase);
    assert_eq!(acts, [Act::Erase, Act::Focus("progress-said".into())]);
    assert!(html.contains("Everything is erased."));
}

#[test]
fn a_file_brings_what_is_newer_and_another_one_changes_nothing() {
    let (mut page, _) = shown(&[record("x", "a.html", true, 1)]);
    let acts = Question::update(&mut page, ProgressMessage::Save, Moment::default());
    let [Act::Download { name, content }] = acts.as_slice() else { panic!("{acts:?}") };
    assert_eq!(name, "answers.json");
    assert_eq!(Asked::file_opened(&mut page, content), [Act::Add(page.answers.clone())]);
    assert!(Asked::view(&page).to_html().contains("The file has 1 answer."));
    assert_eq!(Asked::file_opened(&mut page, "no list"), []);
    assert!(
        Asked::view(&page)
            .to_html()
            .contains("This file is no list of answers, so nothing has changed: line 1, column 1")
    );
}

#[test]
fn what_cannot_be_read_is_said_and_can_be_saved_as_it_is() {
    let mut page = fresh();
    let kept = Kept { answers: &Answers::default(), trouble: Some("It is left."), strange: Some("{oops") };
    Question::recall(&mut page, &kept);
    let html = Asked::view(&page).to_html();
    assert!(html.contains("It is left.") && html.contains("Save what the browser keeps as it is"), "{html}");
    let acts = Question::update(&mut page, ProgressMessage::SaveStrange, Moment::default());
    assert_eq!(acts, [Act::Download { name: "answers.json".into(), content: "{oops".into() }]);
}

#[test]
fn of_two_answers_to_one_question_the_later_stays() {
    let at = |id: &str, when| Record { when: Whole::new(when), ..record(id, "a.html", true, 1) };
    let (mut mine, mut other) = (Answers::default(), Answers::default());
    for one in [at("x", 5), at("y", 9)] {
        mine.keep(one);
    }
    for one in [at("x", 7), at("y", 3), at("z", 1)] {
        other.keep(one);
    }
    mine.add(&other);
    let all: Vec<_> = mine.records().iter().map(|one| (one.id.as_str(), one.when.get())).collect();
    assert_eq!(all, [("z", 1), ("x", 7), ("y", 9)]);
}
