//! The figure against the library, and every state against its link.

use simulation::comparison::counterfactual;
use simulation::observers::LogLoss;

use super::*;
use crate::chart::Ink;
use crate::markup::{EventKind, Input};
use crate::parameters::{Choice, Fields, Parameters, Value, Whole, link};

fn worlds(pairs: &[(&str, &str)]) -> Worlds {
    let mut worlds = Worlds::new(parameters(pairs)).unwrap();
    while worlds.step() {}
    worlds
}

fn parameters(pairs: &[(&str, &str)]) -> WorldsParameters {
    let mut parameters = WorldsParameters::default();
    for (key, value) in pairs {
        assert!(parameters.set(key, &Value::one(*value)).unwrap(), "{key}");
    }
    parameters
}

#[test]
fn the_figure_shows_what_the_library_computes() {
    for data in WorldsData::WORDS {
        for learner in WorldsLearner::WORDS {
            let worlds = worlds(&[("data", data), ("learner", learner), ("draws", "2")]);
            let observer = LogLoss(worlds.pair.slice());
            let learner = worlds.parameters.learner.learner().unwrap();
            let (world, seed) = (worlds.pair.world(), Seed::new(1));
            let comparison = counterfactual(&learner, &world, &worlds.edits, &observer, seed).unwrap();
            assert_eq!(worlds.difference(), Some(comparison.difference()), "{data} {learner:?}");
            let own: Vec<f64> =
                worlds.work.learner_luck.iter().map(|d| d - comparison.difference()).collect();
            assert_eq!(
                learner.is_deterministic(),
                own.iter().all(|&d| d == 0.0),
                "{data} {learner:?} {own:?}"
            );
            assert!(worlds.work.resampling_luck[0] != worlds.work.resampling_luck[1]);
        }
    }
}

#[test]
fn without_an_edit_nothing_differs() {
    for learner in WorldsLearner::WORDS {
        let worlds = worlds(&[("edits", "none"), ("learner", learner), ("draws", "3")]);
        assert_eq!(worlds.difference(), Some(0.0));
        let shift = worlds.work.shift.as_ref().unwrap();
        assert_eq!((shift.most, shift.changed), (0.0, 0.0));
        assert!(worlds.work.learner_luck.iter().chain(&worlds.work.resampling_luck).all(|&d| d == 0.0));
        assert!(worlds.describe().contains("nothing differs"));
    }
}

#[test]
fn what_an_edit_touched_is_circled_in_the_world_that_has_it() {
    // By itself the selected row is relabelled.
    let (id, relabelled) = (worlds(&[]).row.number(), worlds(&[]).edits.to_string());
    for (edits, [before, after]) in [
        ("none".to_owned(), [0, 0]),
        (format!("drop {id}"), [1, 0]),
        (format!("copy {id} as 900"), [0, 1]),
        (format!("reweight {id} → 2"), [1, 1]),
        (relabelled, [1, 1]),
    ] {
        let figure =
            worlds(&[("edits", &edits), ("draws", "1")]).figure(&Scope::new("x")).into_node().to_html();
        let circles: Vec<&str> =
            figure.split("<circle").skip(1).filter(|circle| circle.contains(r#" r="10""#)).collect();
        let inks = [Ink::Before, Ink::After]
            .map(|ink| circles.iter().filter(|circle| circle.contains(ink.token())).count());
        // In each of the three drawings.
        assert_eq!(inks, [3 * before, 3 * after], "{edits}");
    }
}

#[test]
fn an_order_is_seen_by_who_takes_one_row_after_the_other() {
    for data in ["moons", "penguins"] {
        let of_class = |worlds: &Worlds, class| -> Vec<String> {
            let world = worlds.pair.world();
            let rows = world.rows().filter(|row| row.target.class() == Some(class));
            rows.map(|row| row.id.number().to_string()).collect()
        };
        let plain = worlds(&[("data", data), ("edits", "none"), ("draws", "0")]);
        let edits = format!("reorder {}", of_class(&plain, 1).join(" "));
        for learner in WorldsLearner::WORDS {
            let worlds = worlds(&[("data", data), ("learner", learner), ("edits", &edits), ("draws", "0")]);
            let difference = worlds.difference().unwrap().abs();
            assert_eq!(*learner == "in-order", difference > 1e-3, "{data} {learner} {difference} {edits}");
            assert!(*learner == "in-order" || difference < 1e-9, "{data} {learner} {difference}");
        }
    }
}

#[test]
fn rows_are_changed_by_hand_and_every_state_survives_its_link() {
    let mut worlds = worlds(&[("draws", "1"), ("edits", "none")]);
    let first = worlds.row.number();
    let messages = [
        WorldsMessage::Relabel,
        WorldsMessage::Class(1),
        WorldsMessage::Relabel,
        WorldsMessage::Nudge(1, 0),
        WorldsMessage::Nudge(0, -1),
        WorldsMessage::Copy,
        WorldsMessage::AddHere,
        WorldsMessage::Drop,
        WorldsMessage::Undo,
        WorldsMessage::Pointer(Pointer::Add),
        WorldsMessage::Press(0.5, 0.5),
        WorldsMessage::Pointer(Pointer::Move),
        WorldsMessage::Press(0.9, 0.2),
        WorldsMessage::Learner(WorldsLearner::Centroid),
        WorldsMessage::Observe(Observed::Accuracy),
    ];
    for message in messages {
        worlds.update(message);
        assert_eq!(worlds.notice, "");
        while worlds.step() {}
        let state = link::encode(&worlds.parameters().differences());
        let mut read = WorldsParameters::default();
        for (key, value) in link::decode(&state).unwrap() {
            assert!(read.set(&key, &value).unwrap());
        }
        assert_eq!(&read, worlds.parameters(), "{state}");
        let mut again = Worlds::new(read).unwrap();
        while again.step() {}
        assert_eq!(again.describe(), worlds.describe());
        assert_eq!(again.table(), worlds.table());
    }
    let text = worlds.edits.to_string();
    assert_eq!(text.matches("relabel").count(), 1, "the second label takes the first one's place: {text}");
    assert_eq!(text.matches(&format!("replace {first}")).count(), 2, "moves in a row are one: {text}");
    assert!(worlds.edited().len() == worlds.pair.world().len() + 3, "{text}");
    worlds.update(WorldsMessage::Clear);
    assert_eq!(worlds.edits, Edits::none());
}

/// Weights and noise have no button: they are written.
#[test]
fn every_kind_of_edit_can_be_written_and_what_is_none_is_refused() {
    let mut worlds = worlds(&[("draws", "1"), ("edits", "none")]);
    let id = worlds.row.number();
    for text in [format!("reweight {id} → 3.0"), format!("perturb {id} by 0.5 -0.25"), format!("drop {id}")]
    {
        worlds.update(WorldsMessage::Written(text.clone()));
        while worlds.step() {}
        assert_eq!((worlds.notice.as_str(), worlds.edits.to_string()), ("", text));
        assert_ne!(worlds.difference(), Some(0.0));
    }
    let before = worlds.edits.clone();
    for bad in ["drop", "explode 3", "drop 99999"] {
        worlds.update(WorldsMessage::Written(bad.to_owned()));
        assert!(!worlds.notice.is_empty() && worlds.edits == before, "{bad}");
    }
    worlds.update(WorldsMessage::Written(String::new()));
    assert_eq!(worlds.edits, Edits::none());
}

#[test]
fn a_press_selects_the_row_that_lies_there_and_leaves_the_edits() {
    let mut worlds = worlds(&[("draws", "0")]);
    let (last, place) = {
        let world = worlds.pair.world();
        let row = world.rows().last().unwrap();
        (row.id, worlds.plane.place((row.features[0], row.features[1])))
    };
    let (before, size) = (worlds.edits.clone(), worlds.plane.size());
    let drawing = worlds.figure(&Scope::new("x")).into_node();
    let input = Input { spots: vec![(place.0 / size.0, place.1 / size.1)], ..Input::default() };
    let message = drawing.dispatch(&[0, 0, 1], EventKind::Press, &input).expect("a drawing listens");
    worlds.update(*message.downcast::<WorldsMessage>().unwrap());
    assert_eq!((worlds.row, &worlds.edits), (last, &before));
    worlds.update(WorldsMessage::Typed("no".to_owned()));
    assert!(worlds.notice.contains("No training row"));
}

#[test]
fn a_drag_takes_a_row_along() {
    let mut worlds = worlds(&[("draws", "0"), ("edits", "none"), ("pointer", "move")]);
    let size = worlds.plane.size();
    let spot = |worlds: &Worlds, id| {
        let world = worlds.edited();
        let row = world.rows().find(|row| row.id == id).unwrap();
        let place = worlds.plane.place((row.features[0], row.features[1]));
        (place.0 / size.0, place.1 / size.1)
    };
    let from = spot(&worlds, worlds.row);
    worlds.update(WorldsMessage::Drag(from, (0.5, 0.5), true));
    assert_eq!(worlds.edits, Edits::none(), "nothing is changed while it is held");
    worlds.update(WorldsMessage::Drag(from, (0.5, 0.5), false));
    let to = spot(&worlds, worlds.row);
    assert!((to.0 - 0.5).abs() < 0.01 && (to.1 - 0.5).abs() < 0.01, "{to:?}");
    worlds.update(WorldsMessage::Drag(to, (0.0, 0.0), false));
    assert_eq!(spot(&worlds, worlds.row), to, "off the drawing nothing is moved");
}

#[test]
fn shipped_results_are_taken_and_others_refused() {
    let done = worlds(&[("draws", "3"), ("data", "penguins")]);
    let shipped = done.shipped().unwrap();
    let mut fresh = Worlds::new(done.parameters().clone()).unwrap();
    fresh.receive(&shipped).unwrap();
    assert!(fresh.progress().is_none());
    let html = |worlds: &Worlds| worlds.figure(&Scope::new("x")).into_node().to_html();
    assert_eq!(html(&fresh), html(&done));
    assert_eq!(fresh.describe(), done.describe());
    fresh.update(WorldsMessage::Drop);
    while fresh.step() {}
    assert!(fresh.difference().is_some() && fresh.work.resampling_luck.len() == 3);
    let other = worlds(&[("draws", "4")]).shipped().unwrap();
    assert!(fresh.receive(&other).is_err());
}

#[test]
fn what_does_not_fit_is_refused_with_what_would() {
    let error = |pairs: &[(&str, &str)]| Worlds::new(parameters(pairs)).err().unwrap().to_string();
    assert!(error(&[("data", "iris"), ("rows", "100")]).contains("legal are 3 to 75"));
    assert!(error(&[("edits", "drop 99999")]).contains("no row 99999"));
    assert!(error(&[("row", "99999")]).contains("the id of a training row, such as"));
    let mut all = WorldsParameters::default();
    assert!(all.set("edits", &Value::one("drop")).is_err());
    assert!(all.set("rows", &Value::one("9")).is_err());
    assert_eq!(Whole::<10, 150>::new(60), all.rows);
}

#[test]
fn another_table_is_asked_for_and_not_taken() {
    let mut worlds = worlds(&[("draws", "0"), ("rows", "150")]);
    let reaction = worlds.update(WorldsMessage::Data(WorldsData::Iris)).unwrap();
    let Reaction::Turn(next) = reaction else { panic!("a turn") };
    assert_eq!((Worlds::tables(&next), next.rows.get()), (vec![Source::Iris.into()], 75));
    assert_eq!(worlds.parameters().data, WorldsData::Moons);
    worlds.restore(next).unwrap();
    assert_eq!(worlds.pair.flat().class_count(), 3);
}
