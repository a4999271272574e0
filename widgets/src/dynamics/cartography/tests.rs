//! The figure's states, messages and shipped results.

use proptest::prelude::*;
use simulation::learners::{Activation, Batches, NetworkLearner, Optimiser};

use super::*;
use crate::parameters::{Choice, Fields, Value};
use crate::trial::{self, html};

fn made(pairs: &[(&str, &str)]) -> Cartography {
    trial::made(pairs)
}

/// Done, with few rows, epochs and repetitions.
fn done(pairs: &[(&str, &str)]) -> Cartography {
    let widget: Cartography = trial::done(&[("rows", "100"), ("epochs", "6"), ("repetitions", "2")], pairs);
    assert_eq!(widget.failure, None);
    widget
}

#[test]
fn the_first_frame_shows_a_whole_run_with_wrong_labels_low_on_the_map() {
    let widget = done(&[("rows", "400"), ("epochs", "30"), ("repetitions", "1")]);
    assert_eq!(widget.title(), "Wrong labels stand out by low confidence");
    let said = widget.describe();
    assert!(
        said.starts_with("After epoch 30 of 30, ") && said.contains("of the 40 rows of lowest confidence"),
        "{said}"
    );
    assert!(words::lift(&widget) > Some(3.0));
    let (lowest, rows) = (widget.order()[0], widget.study.len());
    assert_eq!(widget.selected(), Some(lowest));
    assert_eq!((widget.table().rows.len(), widget.progress()), (rows, None));
    assert!(html(&widget).len() < 60_000, "{}", html(&widget).len());
    // What the page carries.
    let json = widget.shipped().unwrap().to_json();
    assert!(json.len() < 60_000, "{}", json.len());
}

#[test]
fn the_run_is_that_of_the_simulation_in_both_worlds() {
    let widget = done(&[("seed", "3"), ("start", "5"), ("early", "2")]);
    let optimiser = Optimiser::sgd(0.1, 0.9).unwrap();
    let learner = NetworkLearner::new(16, Activation::Tanh, optimiser, 6);
    let learner = learner.with_batches(Batches::Shuffled(16)).unwrap();
    let study = MapStudy::draw(&widget.data, 100, 0.1, Seed::new(3)).unwrap();
    let mut after = study.train(&learner, Seed::new(5), 2).unwrap();
    while after.step().unwrap() {}
    assert_eq!(widget.run.record(), Some(after.record()));
    let mut before = study.train_before(&learner, Seed::new(5)).unwrap();
    while before.step().unwrap() {}
    let kept = widget.before.as_ref().unwrap();
    assert_eq!(kept.planted, before.record().of_marked(study.planted()));
    assert_eq!(kept.others, before.record().mean_path(study.planted(), false));
    // Another draw, and what each ranking finds in it after each epoch.
    let seed = Seed::new(3).redraw(1);
    let other = MapStudy::draw(&widget.data, 100, 0.1, seed).unwrap();
    let mut run = other.train(&learner, seed, 2).unwrap();
    while run.step().unwrap() {}
    let found = (1..=6).map(|epoch| run.record().map(epoch).unwrap().found(other.planted()));
    assert_eq!(widget.draws.done[1], (other.planted_count(), found.collect()));
}

#[test]
fn scrubbing_computes_nothing_and_says_what_was_so_then() {
    let mut widget = done(&[]);
    let last = widget.describe();
    for epoch in [1, 4, 2] {
        widget.update(CartographyMessage::Epoch(epoch));
        assert!(widget.progress().is_none() && !widget.step(), "all is known");
        assert!(widget.describe().starts_with(&format!("After epoch {epoch} of 6")), "{}", widget.describe());
        let map = widget.run.record().unwrap().map(epoch as usize).unwrap();
        assert_eq!(widget.scene.as_ref().unwrap().map, map);
    }
    widget.update(CartographyMessage::Epoch(60));
    assert_eq!(widget.describe(), last);
}

#[test]
fn play_trains_again_epoch_by_epoch_to_the_same_end_and_pauses() {
    let mut widget = done(&[]);
    let (end, id) = (widget.table(), widget.id(widget.selected().unwrap()));
    widget.update(CartographyMessage::Play);
    assert_eq!((widget.shown(), widget.parameters.row), (1, RowChoice::Id(id)), "the digit stays");
    assert_eq!(widget.progress().unwrap().label, "Epochs");
    let mut epochs = vec![widget.shown()];
    while widget.shown() < 3 {
        assert!(widget.step());
        epochs.push(widget.shown());
    }
    assert!(epochs.windows(2).all(|pair| pair[1] - pair[0] <= 1), "no epoch is skipped: {epochs:?}");
    widget.update(CartographyMessage::Play);
    let paused = widget.describe();
    assert!(!widget.playing && paused.starts_with("After epoch 3 of 6"), "{paused}");
    while widget.step() {}
    assert_eq!(widget.describe(), paused);
    // On from where it was.
    widget.update(CartographyMessage::Play);
    assert_eq!(widget.shown(), 3);
    widget.step();
    widget.cancel();
    assert!(!widget.playing && !widget.stopped, "stopping a played run is a pause");
    widget.update(CartographyMessage::Play);
    while widget.step() {}
    assert_eq!((widget.shown(), widget.playing), (6, false));
    assert_eq!(widget.table(), end);
}

#[test]
fn more_noise_trains_anew_and_keeps_the_digits() {
    let mut widget = done(&[("noise", "0")]);
    assert_eq!(widget.title(), "Which digits does a network find hard?");
    assert!(widget.shipped().is_some() && widget.comparison(&Scope::new("x")).changed.starts_with("Nothing"));
    let ids: Vec<u32> = (0..widget.study.len()).map(|place| widget.id(place)).collect();
    widget.update(CartographyMessage::Noise(20));
    assert_eq!((widget.shown(), widget.describe().as_str()), (0, "The first epoch has not ended yet."));
    assert_eq!(widget.progress().unwrap().label, "Epochs");
    while widget.step() {}
    assert_eq!((0..widget.study.len()).map(|place| widget.id(place)).collect::<Vec<_>>(), ids);
    assert_eq!(widget.study.planted_count(), 20);
    assert_eq!(widget.table(), done(&[("noise", "20")]).table());
    // Another start trains this run again, and leaves the other draws.
    let draws = widget.draws.done.clone();
    widget.update(CartographyMessage::Start);
    assert_eq!(widget.draws.done, draws);
    while widget.step() {}
    assert_ne!(widget.table(), done(&[("noise", "20")]).table());
}

#[test]
fn every_ranking_marks_the_rows_that_it_looks_at_first() {
    let mut widget = done(&[]);
    for &look in LookAt::ALL {
        widget.update(CartographyMessage::Look(look));
        assert!(widget.progress().is_none());
        let first = widget.order()[0];
        assert_eq!(widget.selected(), Some(first), "the row to look at first is shown");
        assert!(widget.describe().contains(look.phrase()), "{}", widget.describe());
        let html = html(&widget);
        let dashed = html.matches("stroke-dasharray=\"6 4\"").count();
        let rings = matches!(look, LookAt::Forgetting | LookAt::ErrorNorm);
        assert_eq!(html.contains("Small rings"), rings);
        assert!(dashed >= 2);
    }
    // Before EL2N is measured nothing is ranked by it.
    widget.update(CartographyMessage::Epoch(1));
    assert!(
        widget.describe().contains("not measured yet")
            && widget.comparison(&Scope::new("x")).luck_figure.is_none()
    );
}

#[test]
fn a_press_a_number_and_steps_choose_a_row() {
    let mut widget = done(&[]);
    let (plane, marks) = drawing::map_plane(&widget);
    // The row that lies lowest of those far right has no other on top of it: any mark's own place picks a mark there.
    let fourth = widget.order()[3];
    let ((x, y), (width, height)) = (plane.place(marks[fourth]), plane.size());
    widget.update(CartographyMessage::Press((x / width, y / height)));
    let picked = widget.selected().unwrap();
    assert_eq!(marks[picked], marks[fourth]);
    widget.update(CartographyMessage::Press((0.99, 0.05)));
    assert_eq!(widget.selected(), Some(picked), "nothing lies there");
    let id = widget.id(widget.order()[7]);
    widget.update(CartographyMessage::Row(format!(" {id} ")));
    assert_eq!(widget.selected(), Some(widget.order()[7]));
    for typed in ["", "x", "99999", "-1"] {
        widget.update(CartographyMessage::Row(typed.to_owned()));
        assert!(
            widget.describe().contains(&format!("“{typed}”")) && widget.selected() == Some(widget.order()[7])
        );
    }
    widget.update(CartographyMessage::Epoch(2));
    assert!(!widget.describe().contains('“'), "forgotten with the next message");
    // A planted row has a place in the other world too.
    let planted = widget.study.planted().iter().position(|planted| *planted).unwrap();
    widget.update(CartographyMessage::Row(widget.id(planted).to_string()));
    assert!(html(&widget).contains("Blue circle") && widget.describe().contains("is told is"));
}

#[test]
fn shipped_results_are_taken_without_computing() {
    for arguments in [
        &[][..],
        &[("noise", "0")],
        &[("look", "el2n"), ("epoch", "2"), ("early", "4"), ("noise", "30")],
        &[("repetitions", "0"), ("noise", "1"), ("row", "first")],
    ] {
        let computed = done(arguments);
        let mut received = trial::received(&computed);
        let mut again = done(arguments);
        for message in [CartographyMessage::Play, CartographyMessage::Look(LookAt::Forgetting)] {
            received.update(message.clone());
            again.update(message);
        }
        while received.step() {}
        while again.step() {}
        assert_eq!(received.describe(), again.describe());
    }
    let shipped = done(&[]).shipped().unwrap();
    assert!(made(&[("rows", "120"), ("epochs", "6")]).receive(&shipped).is_err());
    let bad = Shipped::default().with("norms", vec![0.0; 100]).with("paths", vec![5000.0; 600]);
    assert!(made(&[("rows", "100"), ("epochs", "6")]).receive(&bad).is_err());
}

#[test]
fn a_row_that_is_not_drawn_is_refused_in_one_line() {
    let widget = done(&[]);
    let stranger = (0..1797).find(|&id| widget.study.place(RowId::new(id)).is_none()).unwrap();
    let mut parameters = widget.parameters().clone();
    parameters.set("row", &Value::one(stranger.to_string())).unwrap();
    let error = Cartography::new(parameters.clone()).err().unwrap().to_string();
    assert!(error.contains("the id of a digit that is drawn") && !error.contains('\n'), "{error}");
    let mut widget = widget;
    let before = widget.describe();
    assert!(widget.restore(parameters).is_err());
    assert_eq!(widget.describe(), before, "the state is unchanged");
}

fn messages() -> impl Strategy<Value = CartographyMessage> {
    let looks = (0..LookAt::ALL.len()).prop_map(|place| LookAt::ALL[place]);
    prop_oneof![
        Just(CartographyMessage::Play),
        (0..9_u32).prop_map(CartographyMessage::Epoch),
        (0..41_u32).prop_map(CartographyMessage::Noise),
        looks.prop_map(CartographyMessage::Look),
        (0..1800_u32).prop_map(|id| CartographyMessage::Row(id.to_string())),
        ((0.1..0.9), (0.1..0.9)).prop_map(CartographyMessage::Press),
        (0..9_u32).prop_map(CartographyMessage::Epochs),
        Just(CartographyMessage::Start),
        Just(CartographyMessage::Redraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_state_survives_its_link(presses in proptest::collection::vec(messages(), 0..8)) {
        let mut here = made(&[("repetitions", "1"), ("rows", "60"), ("epochs", "4")]);
        for press in presses {
            here.update(press);
            (0..20).for_each(|_| { here.step(); });
        }
        here.unfound = None;
        while here.step() {}
        trial::survives_its_link(&mut here);
        prop_assert!(here.shipped().is_some());
    }
}
