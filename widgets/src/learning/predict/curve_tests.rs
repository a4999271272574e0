use super::*;
use crate::learning::Answers;
use proptest::prelude::*;

fn asked() -> Curve {
    let parameters = CurveParameters {
        id: "q".into(),
        figure: "f".into(),
        across: "rows".into(),
        upwards: "error".into(),
        known: Reals(vec![10.0, 20.0]),
        heights: Reals(vec![0.8, 0.6]),
        places: Reals(vec![40.0, 80.0, 100.0]),
        right: Reals(vec![0.5, 0.4, 0.3]),
        ..CurveParameters::default()
    };
    Curve::new(parameters, Scope::new("q-answer")).unwrap()
}

/// The spot of the drawing where these values are.
fn spot(curve: &Curve, (x, y): (f64, f64)) -> (f64, f64) {
    let origin = drawing::values(&curve.parameters, (0.0, 0.0));
    let end = drawing::values(&curve.parameters, (1.0, 1.0));
    ((x - origin.0) / (end.0 - origin.0), (y - origin.1) / (end.1 - origin.1))
}

fn near(drawn: &[f64], expected: [f64; 3]) {
    assert!(drawn.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-9), "{drawn:?}");
}

#[test]
fn one_press_draws_a_whole_curve_and_others_bend_it() {
    let mut curve = asked();
    let at = spot(&curve, (79.0, 0.3));
    curve.update(CurveMessage::Draw(vec![at]), Moment::default());
    near(&curve.drawn, [0.5, 0.3, 0.3]);
    curve.update(CurveMessage::Slide(2, "20".into()), Moment::default());
    near(&curve.drawn, [0.5, 0.3, 0.2]);
    curve.update(CurveMessage::Draw(vec![]), Moment::default());
    curve.update(CurveMessage::Slide(7, "20".into()), Moment::default());
    curve.update(CurveMessage::Slide(1, "x".into()), Moment::default());
    near(&curve.drawn, [0.5, 0.3, 0.2]);
}

#[test]
fn a_way_sets_every_place_that_it_passes() {
    let mut curve = asked();
    let way = [(15.0, 0.6), (60.0, 0.4), (100.0, 0.2)].map(|place| spot(&curve, place));
    curve.update(CurveMessage::Draw(way.to_vec()), Moment::default());
    near(&curve.drawn, [0.6 - 0.2 * 25.0 / 45.0, 0.3, 0.2]);
}

#[test]
fn a_curve_is_kept_laid_over_the_figure_and_taken_back() {
    let (mut curve, mut answers) = (asked(), Answers::default());
    let before = Question::view(&curve).into_node().to_html();
    assert_eq!(curve.update(CurveMessage::Commit, Moment::default()), [Act::Focus("q-answer-place0".into())]);
    assert!(curve.said.starts_with("Draw a curve first"));
    for (place, share) in ["50", "40", "40"].into_iter().enumerate() {
        curve.update(CurveMessage::Slide(place, share.into()), Moment::default());
    }
    let acts = curve.update(CurveMessage::Commit, Moment::default());
    let Act::Keep(record) = &acts[0] else { panic!("{acts:?}") };
    assert_eq!((record.answer.as_str(), record.right.as_str()), ("0.5 0.4 0.4", "0.5, 0.4, 0.3"));
    assert_eq!(record.verdict, Verdict::Right, "0.033 on average");
    answers.keep(record.clone());
    let acts = Question::recall(&mut curve, &Kept { answers: &answers, trouble: None, strange: None });
    let said = "Your curve is off by 0.033 on average. It ends at 0.4; at 100 rows it is 0.3.";
    let guess = Guess { said: said.into(), curve: vec![(20.0, 0.6), (40.0, 0.5), (80.0, 0.4), (100.0, 0.4)] };
    assert_eq!(acts, [Act::Show("f".into(), Some(guess)), Act::Open("q-reveal".into(), true)]);
    let html = Question::view(&curve).into_node().to_html();
    assert!(html.contains(said) && html.contains("It is 0.5, 0.4, 0.3."), "{html}");
    assert_eq!(
        Question::recall(&mut curve, &Kept { answers: &answers, trouble: None, strange: None }),
        [],
        "nothing is new"
    );
    curve.update(CurveMessage::TakeBack, Moment::default());
    answers.forget("q", 0);
    Question::recall(&mut curve, &Kept { answers: &answers, trouble: None, strange: None });
    assert_eq!(Question::view(&curve).into_node().to_html(), before);
    answers.keep(Record { answer: "0.5 0.4".into(), ..record.clone() });
    assert_eq!(
        Question::recall(&mut curve, &Kept { answers: &answers, trouble: None, strange: None }),
        [],
        "of other places"
    );
}

#[test]
fn what_makes_no_axes_is_refused() {
    let plain = asked().parameters;
    let refused = |parameters: CurveParameters| Curve::new(parameters, Scope::new("q")).is_err();
    assert!(refused(CurveParameters { high: Real(0.0), ..plain.clone() }));
    assert!(refused(CurveParameters { places: Reals(vec![1.0]), ..plain.clone() }));
    assert!(refused(CurveParameters { places: Reals(vec![3.0, 2.0, 1.0]), ..plain.clone() }));
    assert!(refused(CurveParameters { within: Real(-1.0), ..plain }));
}

proptest! {
    #[test]
    fn whatever_a_pointer_does_the_curve_stays_on_its_axes(
        spots in proptest::collection::vec((-1e3..1e3, -1e3..1e3), 0..8),
    ) {
        let mut curve = asked();
        curve.update(CurveMessage::Draw(spots), Moment::default());
        prop_assert!(curve.drawn.is_empty() || curve.drawn.len() == 3);
        prop_assert!(curve.drawn.iter().all(|height| (0.0..=1.0).contains(height)));
        let html = Question::view(&curve).into_node().to_html();
        prop_assert!(!html.contains("NaN") && !html.contains('–'));
    }
}
