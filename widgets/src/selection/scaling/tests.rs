use super::*;
use crate::parameters::{Choice, Flag, Whole};
use crate::trial::{self, html};
use proptest::prelude::*;

fn made(arguments: &[(&str, &str)]) -> Scaling {
    trial::made(arguments)
}

/// Done, on a table that is quick.
fn done(arguments: &[(&str, &str)]) -> Scaling {
    trial::done(&[("data", "penguins"), ("divisions", "3"), ("draws", "8")], arguments)
}

#[test]
fn the_truth_is_not_trained_before_it_is_asked_for() {
    let mut scaling = done(&[("learner", "bayes")]);
    assert!(scaling.progress().is_none());
    assert!(scaling.own.losses[8..].iter().all(Vec::is_empty), "{:?}", scaling.own.losses);
    let foretold = scaling.own.foretold(scaling.goal()).cloned();
    assert!(scaling.describe().contains("The law") && !scaling.describe().contains("truth"));
    scaling.update(ScalingMessage::Reveal(true));
    assert!(scaling.progress().is_some());
    while scaling.step() {}
    assert_eq!(scaling.own.foretold(scaling.goal()).cloned(), foretold, "the law knows no more than before");
    assert!(scaling.describe().contains("The truth is"), "{}", scaling.describe());
    let all = scaling.own.losses.clone();
    scaling.update(ScalingMessage::Reveal(false));
    assert!(!scaling.step() && scaling.own.losses == all, "covering forgets nothing");
    assert!(!html(&scaling).contains("revealed sizes"));
    assert_eq!(scaling.table().rows[11][2], "", "nor does the table tell");
}

#[test]
fn the_curve_is_the_one_of_the_simulation() {
    use simulation::learners::GaussianNaiveBayes;
    use simulation::observers::Accuracy;
    use simulation::selection::scaling::{
        CurvePlan, CurveSamples, CurveTable, LearningCurve, PowerLawBand, Strata, Varied,
    };
    let scaling = done(&[("learner", "bayes"), ("revealed", "true"), ("seed", "5")]);
    let seed = Seed::new(5);
    let table = CurveTable::new(&scaling.data, seed).unwrap();
    let (world, test) = (table.world(), Accuracy(table.slice()));
    let sizes = scaling.own.sizes.clone();
    let plan = CurvePlan { sizes: sizes.clone(), draws: 8, varied: Varied::All, strata: Strata::Classes };
    let learner = GaussianNaiveBayes::new(0.01).unwrap();
    let points: Vec<_> =
        LearningCurve::new(&learner, &world, &test, &plan, seed).unwrap().map(Result::unwrap).collect();
    let all = CurveSamples::with(&points, |accuracy| 1.0 - accuracy).unwrap();
    assert_eq!(all.losses(), scaling.own.losses);
    let known: Vec<_> = points.iter().filter(|point| point.size <= sizes[7]).copied().collect();
    let samples = CurveSamples::with(&known, |accuracy| 1.0 - accuracy).unwrap();
    let band = PowerLawBand::bootstrap(&samples, 200, seed).unwrap();
    let forecast = scaling.own.foretold(scaling.goal()).unwrap();
    assert_eq!(forecast.law.as_ref().unwrap(), band.law());
    assert_eq!(forecast.end, band.at(f64::from(scaling.own.largest()), 0.9));
}

#[test]
fn curves_that_follow_no_law_say_so() {
    let credit = [("data", "german-credit"), ("draws", "3"), ("divisions", "0")];
    let of = |own: &[(&'static str, &'static str)]| done(&[&credit[..], own].concat());
    let rising = of(&[("learner", "logistic"), ("loss", "log-loss"), ("known", "5")]);
    assert!(rising.describe().contains("No law is fitted: the log loss rises"), "{}", rising.describe());
    let humped = of(&[("learner", "logistic"), ("loss", "log-loss")]);
    assert!(humped.describe().contains("better than its mean"), "{}", humped.describe());
    let boundless = of(&[("learner", "bayes"), ("loss", "log-loss")]);
    assert!(boundless.describe().contains("no bound"), "{}", boundless.describe());
    let picture = html(&boundless);
    assert!(!picture.contains("NaN") && !picture.contains("inf"), "{picture}");
}

#[test]
fn one_group_grows_while_the_others_stay() {
    let scaling = done(&[("group", "2"), ("revealed", "true")]);
    let sizes = &scaling.own.sizes;
    assert_eq!(sizes[0], 2);
    assert!(f64::from(*sizes.last().unwrap()) < 342.0 * 0.6);
    assert!(scaling.comparison(&Scope::new("x")).held_fixed.contains("other groups"));
    let everyone = done(&[("group", "2"), ("tested", "everyone")]);
    assert!(everyone.own.tests(&everyone.setting) > scaling.own.tests(&scaling.setting));
}

#[test]
fn parameters_that_do_not_fit_are_refused() {
    let refused = trial::refused::<Scaling>;
    assert!(refused(&[("learner", "logistic")]).contains("for the digits"));
    assert!(refused(&[("data", "iris"), ("group", "4")]).contains("0 to 3"));
}

#[test]
fn shipped_results_are_taken_without_computing() {
    for arguments in [
        &[][..],
        &[("revealed", "true"), ("guess", "0.05")],
        &[("group", "1"), ("known", "5")],
        &[
            ("learner", "bayes"),
            ("loss", "log-loss"),
            ("data", "german-credit"),
            ("draws", "2"),
            ("revealed", "true"),
        ],
    ] {
        let computed = done(arguments);
        let json = computed.shipped().expect("done").to_json();
        assert!(json.len() < 20_000, "{}", json.len());
        let mut received = trial::received(&computed);
        let luck = |scaling: &Scaling| scaling.comparison(&Scope::new("x")).luck;
        // What did not travel is trained anew where it is asked for.
        received.update(ScalingMessage::Reveal(true));
        received.update(ScalingMessage::Known(4));
        while received.step() {}
        let mut again = done(arguments);
        again.update(ScalingMessage::Reveal(true));
        again.update(ScalingMessage::Known(4));
        while again.step() {}
        assert_eq!(luck(&received), luck(&again));
    }
    let other = made(&[("data", "iris")]);
    let mut other = Scaling::new(other.parameters().clone()).unwrap();
    let shipped = done(&[]).shipped().unwrap();
    assert!(other.receive(&shipped).is_err());
}

#[test]
fn a_press_is_a_guess_until_the_truth_is_shown() {
    let mut scaling = done(&[]);
    let plane = &view::planes(&scaling)[0];
    let (across, down) = (plane.size().0 - 20.0, plane.place((0.0, 0.04)).1);
    let spot = (across / plane.size().0, down / plane.size().1);
    scaling.update(ScalingMessage::Press(0, spot));
    assert_eq!(scaling.guess(), Some(0.04));
    assert!(html(&scaling).contains("your guess"));
    scaling.update(ScalingMessage::Reveal(true));
    while scaling.step() {}
    assert!(scaling.describe().contains("Your guess of 0.04 missed it by"));
    scaling.update(ScalingMessage::Press(0, (0.5, 0.5)));
    assert_eq!(scaling.guess(), Some(0.04));
}

#[test]
fn stopping_keeps_what_is_done_until_the_next_message() {
    let mut scaling = made(&[("data", "penguins")]);
    (0..30).for_each(|_| assert!(scaling.step()));
    scaling.cancel();
    assert!(!scaling.step() && scaling.progress().is_none());
    assert!(html(&scaling).contains("known sizes"));
    scaling.update(ScalingMessage::Guess(50));
    assert!(scaling.step());
}

fn messages() -> impl Strategy<Value = ScalingMessage> {
    fn any<T: Choice + std::fmt::Debug>() -> impl Strategy<Value = T> {
        (0..T::ALL.len()).prop_map(|place| T::ALL[place])
    }
    prop_oneof![
        any().prop_map(ScalingMessage::Learner),
        any().prop_map(ScalingMessage::Loss),
        any().prop_map(ScalingMessage::Tested),
        (0..3_usize).prop_map(ScalingMessage::Group),
        (0..14_u32).prop_map(ScalingMessage::Known),
        (0..9000_u32).prop_map(ScalingMessage::Guess),
        (0..2_usize, 0.0..1.0, 0.0..1.0).prop_map(|(which, x, y)| ScalingMessage::Press(which, (x, y))),
        Just(ScalingMessage::Reveal(true)),
        Just(ScalingMessage::Reveal(false)),
        Just(ScalingMessage::Redraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_state_survives_its_link(presses in proptest::collection::vec(messages(), 0..8)) {
        let parameters = ScalingParameters {
            data: ScalingData::Iris,
            draws: Whole::new(2),
            divisions: Whole::new(1),
            ..ScalingParameters::default()
        };
        let mut here = Scaling::new(parameters).unwrap();
        for press in presses {
            here.update(press);
            (0..9).for_each(|_| { here.step(); });
        }
        trial::survives_its_link(&mut here);
        prop_assert!(here.shipped().is_some());
    }
}

#[test]
fn another_table_is_fetched_first() {
    let mut scaling = done(&[("learner", "logistic"), ("group", "2")]);
    let turned = scaling.update(ScalingMessage::Data(ScalingData::Digits));
    let Some(Reaction::Turn(next)) = turned else { panic!("a turn") };
    assert_eq!((next.learner, next.group.get(), next.revealed), (ScalingLearner::Centroid, 0, Flag(false)));
    assert!(Scaling::new(next).is_ok());
}

#[test]
fn the_expected_curve_is_drawn_said_and_listed_while_it_is_one_of_what_is_shown() {
    let mut scaling = done(&[("learner", "bayes"), ("revealed", "true")]);
    let (picture, table) = (html(&scaling), scaling.table());
    let foretold = scaling.foretold().unwrap();
    assert_eq!(foretold.known.len() + foretold.curve.len(), scaling.own.sizes.len());
    assert_eq!(foretold.curve.last().map(|end| end.1), scaling.truth());
    assert!(
        foretold.curve.iter().chain(&foretold.known).all(|(_, loss)| (0.0..=foretold.ends.1).contains(loss))
    );
    let start = *foretold.known.last().unwrap();
    let curve: Vec<_> =
        std::iter::once(start).chain(foretold.curve.iter().map(|&(size, loss)| (size, loss / 2.0))).collect();
    Widget::guess(&mut scaling, curve.clone());
    assert_eq!(html(&scaling).matches("your curve").count(), 2, "in both legends");
    assert!(scaling.describe().contains("Your dashed curve is at"), "{}", scaling.describe());
    let listed = scaling.table();
    assert_eq!(listed.columns.last().map(String::as_str), Some("your curve"));
    assert_eq!(listed.rows.last().unwrap().last(), Some(&short(curve.last().unwrap().1, 6)));
    scaling.update(ScalingMessage::Loss(Loss::LogLoss));
    assert!(!html(&scaling).contains("your curve"), "an error is no log loss");
    scaling.update(ScalingMessage::Loss(Loss::Error));
    scaling.update(ScalingMessage::Reveal(true));
    while scaling.step() {}
    assert!(html(&scaling).contains("your curve"));
    Widget::guess(&mut scaling, vec![]);
    assert_eq!((html(&scaling), scaling.table()), (picture, table));
    assert_eq!(done(&[("learner", "bayes")]).foretold(), None, "what is covered tells nothing");
}
