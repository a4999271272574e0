//! The figure against the library, and every state against its link.

use simulation::statistics::pearson;
use simulation::valuation::datamodels::{SubsetStudy, Trials};

use super::*;
use crate::markup::{EventKind, Input};
use crate::parameters::{Choice, Fields, Parameters, RowChoice, Value, link};

fn parameters(pairs: &[(&str, &str)]) -> DatamodelParameters {
    let mut parameters = DatamodelParameters::default();
    for (key, value) in
        [("subsets", "80"), ("held", "20"), ("rows", "24"), ("draws", "2")].iter().chain(pairs)
    {
        assert!(parameters.set(key, &Value::one(*value)).unwrap(), "{key}");
    }
    parameters
}

fn widget(pairs: &[(&str, &str)]) -> Datamodel {
    finished(Datamodel::new(parameters(pairs)).unwrap())
}

fn finished(mut widget: Datamodel) -> Datamodel {
    while widget.step() {}
    assert_eq!((widget.progress(), &widget.work.failed), (None, &None));
    widget
}

#[test]
fn the_figure_shows_what_the_library_computes() {
    for learner in DatamodelLearner::WORDS {
        for output in DatamodelOutput::WORDS {
            let widget = widget(&[("learner", learner), ("output", output), ("against", "removals")]);
            let (pair, seed) = (&widget.pair, Seed::new(1));
            let (learner, output) = (widget.protocol.learner, widget.protocol.output);
            let study = SubsetStudy::new(&learner, pair.world(), pair.slice(), output, 0.5).unwrap();
            let collect = |seed: Seed, count| {
                let mut trials = Trials::default();
                (0..count).for_each(|index| trials.push(study.trial(seed, index).unwrap()));
                trials
            };
            let (training, held) = (collect(seed.redraw(1), 80), collect(seed.redraw(2), 20));
            let surrogate = training.fit(0, 0.0).unwrap();
            let fit = widget.work.fit.as_ref().unwrap();
            assert_eq!(fit.surrogate, surrogate, "{output:?}");
            assert_eq!(fit.r(), pearson(&held.predicted(&surrogate), &held.outcomes(0)));
            let lost = study.without(None, seed).unwrap()[0] - study.without(Some(3), seed).unwrap()[0];
            assert_eq!(widget.work.removed[3], lost);
            assert_eq!(widget.work.luck.spread.len(), pair.world().len());
        }
    }
}

#[test]
fn a_sum_is_given_back_and_the_lasso_shrinks_it() {
    let exact = widget(&[("output", "additive"), ("against", "removals")]);
    assert!(words::error(&exact).unwrap() < 1e-8);
    assert!((words::correlation(&exact).unwrap() - 1.0).abs() < 1e-9);
    assert!((words::size_ratio(&exact).unwrap() - 1.0).abs() < 1e-6, "left out alone, a vote is lost");
    assert!(exact.describe().contains("eight decimals"));
    let size = |widget: &Datamodel| -> f64 {
        widget.work.fit.as_ref().unwrap().surrogate.weights.iter().map(|weight| weight.abs()).sum()
    };
    let shrunk = widget(&[("output", "additive"), ("penalty", "10")]);
    assert!(size(&shrunk) < 0.95 * size(&exact));
    assert!(words::error(&shrunk).unwrap() > 1e-4);
}

#[test]
fn what_is_done_leads_to_a_state_that_survives_its_link() {
    let mut widget = widget(&[]);
    let messages = [
        DatamodelMessage::More,
        DatamodelMessage::Penalty(12),
        DatamodelMessage::Against(Against::Removals),
        DatamodelMessage::Test(widget.tests()[7]),
        DatamodelMessage::Typed(format!(" {} ", widget.tests()[4])),
        DatamodelMessage::Share(35),
        DatamodelMessage::Learner(DatamodelLearner::Centroid),
        DatamodelMessage::Output(DatamodelOutput::Accuracy),
        DatamodelMessage::Output(DatamodelOutput::LogProbability),
        DatamodelMessage::Rows(30),
        DatamodelMessage::Redraw,
    ];
    for message in messages {
        let said = format!("{message:?}");
        assert!(widget.update(message).is_none());
        assert_eq!(widget.notice, "", "{said}");
        widget = finished(widget);
        let state = link::encode(&widget.parameters().differences());
        let mut read = DatamodelParameters::default();
        for (key, value) in link::decode(&state).unwrap() {
            assert!(read.set(&key, &value).unwrap());
        }
        assert_eq!(&read, widget.parameters(), "{state}");
        let again = finished(Datamodel::new(read).unwrap());
        assert_eq!(again.describe(), widget.describe(), "{said}");
        assert_eq!(again.table(), widget.table());
    }
    widget.update(DatamodelMessage::Typed("no".to_owned()));
    assert!(widget.notice.contains("No test row"));
}

#[test]
fn a_press_asks_about_the_test_row_that_lies_there() {
    let mut widget = widget(&[("draws", "0")]);
    let (id, at) = (widget.tests()[20], view::tests(&widget)[20]);
    let plane = view::rows_plane(&widget);
    let ((across, down), size) = (plane.place(at), plane.size());
    let drawing = widget.figure(&Scope::new("x")).into_node();
    let input = Input { spots: vec![(across / size.0, down / size.1)], ..Input::default() };
    let message = drawing.dispatch(&[0, 1, 1], EventKind::Press, &input).expect("a drawing listens");
    widget.update(*message.downcast::<DatamodelMessage>().unwrap());
    assert_eq!(widget.parameters.test, RowChoice::Id(id));
    // Another test row needs another regression, and no other model.
    assert!(widget.work.fit.is_none());
    assert!(widget.step() && widget.work.fit.is_some());
}

#[test]
fn shipped_results_are_taken_and_others_refused() {
    for pairs in [&[("against", "removals")][..], &[("penalty", "5")], &[("output", "accuracy")]] {
        let done = widget(pairs);
        let shipped = done.shipped().unwrap();
        let mut fresh = Datamodel::new(done.parameters().clone()).unwrap();
        fresh.receive(&shipped).unwrap();
        assert!(fresh.progress().is_none());
        let html = |widget: &Datamodel| widget.figure(&Scope::new("x")).into_node().to_html();
        assert_eq!(html(&fresh), html(&done));
        assert_eq!((fresh.describe(), fresh.table()), (done.describe(), done.table()));
        fresh.update(DatamodelMessage::More);
        assert!(finished(fresh).work.luck.tried == 2);
        let mut other = Datamodel::new(parameters(&[("draws", "3")])).unwrap();
        assert!(other.receive(&shipped).is_err());
    }
}

#[test]
fn too_few_subsets_are_said_to_be_too_few() {
    let mut few = Datamodel::new(parameters(&[("rows", "80"), ("subsets", "50")])).unwrap();
    while few.step() {}
    assert!(few.describe().contains("do not determine the weights"), "{}", few.describe());
    few.update(DatamodelMessage::Penalty(10));
    assert!(finished(few).work.fit.is_some(), "the lasso needs no more of them");
}

#[test]
fn what_does_not_fit_is_refused_with_what_would() {
    let error = |pairs: &[(&str, &str)]| Datamodel::new(parameters(pairs)).err().unwrap().to_string();
    assert!(error(&[("data", "iris"), ("rows", "80")]).contains("legal are 3 to 75"));
    assert!(error(&[("test", "99999")]).contains("the id of a test row, such as"));
    let mut widget = widget(&[("draws", "0"), ("rows", "80"), ("subsets", "150")]);
    let reaction = widget.update(DatamodelMessage::Data(DatamodelData::Iris)).unwrap();
    let Reaction::Turn(next) = reaction else { panic!("a turn") };
    assert_eq!(
        (Datamodel::tables(&next), next.rows.get()),
        (vec![simulation::data::Source::Iris.into()], 75)
    );
}
