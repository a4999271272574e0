//! The figure's states, messages and shipped results.

use proptest::prelude::*;

use super::*;
use crate::parameters::{Choice, Fields, Value};
use crate::trial;

fn begun(pairs: &[(&str, &str)]) -> Influence {
    trial::made(pairs)
}

fn done(pairs: &[(&str, &str)]) -> Influence {
    let mut widget = begun(pairs);
    while widget.step() {}
    widget
}

/// What the frame does with a message.
fn tell(widget: &mut Influence, message: InfluenceMessage) {
    if let Some(Reaction::Turn(parameters)) = widget.update(message) {
        widget.restore(parameters).unwrap();
    }
}

/// Where a row is in a plane, as an event would have it.
fn spot(widget: &Influence, side: Side, position: usize) -> (f64, f64) {
    let (plane, marks) = drawing::plane(widget, side);
    let ((x, y), (width, height)) = (plane.place(marks[position]), plane.size());
    (x / width, y / height)
}

#[test]
fn the_first_frame_says_that_first_order_holds_under_a_strong_penalty() {
    let widget = done(&[]);
    assert_eq!(widget.title(), "The influence function foresees what leaving out a row does");
    let said = widget.describe();
    assert!(said.starts_with("Without row 297, the mean loss over all 569 rows falls by 1."), "{said}");
    assert!(widget.progress().is_none());
    assert_eq!(widget.table().rows.len(), 569);
}

#[test]
fn under_a_weak_penalty_first_order_misses_and_a_newton_step_does_not() {
    let mut widget = done(&[("c", "1")]);
    assert!(widget.title().contains("misses"), "{}", widget.title());
    tell(&mut widget, InfluenceMessage::Method(Method::Newton));
    assert!(widget.progress().is_none(), "another method is another column");
    assert!(widget.title().contains("foresees"), "{}", widget.title());
}

#[test]
fn a_press_lights_a_row_in_both_planes() {
    let mut widget = done(&[("data", "iris"), ("c", "1")]);
    for side in [Side::Rows, Side::Changes] {
        // The outermost mark of a plane has no other on top of it.
        let (_, marks) = drawing::plane(&widget, side);
        let far = (0..marks.len()).max_by(|&a, &b| marks[a].1.total_cmp(&marks[b].1)).unwrap();
        let at = spot(&widget, side, far);
        tell(&mut widget, InfluenceMessage::Press(side, at));
        assert_eq!(widget.selected, Some(far));
        for drawn in [Side::Rows, Side::Changes] {
            let html = drawing::draw(&widget, drawn).into_node().to_html();
            assert!(html.contains("<circle"), "{side:?} lights {drawn:?}");
        }
    }
    let before = widget.selected;
    tell(&mut widget, InfluenceMessage::Press(Side::Changes, (0.0, 0.0)));
    assert_eq!(widget.selected, before, "a press beside every mark selects nothing else");
}

#[test]
fn a_loop_gathers_a_group_and_buttons_change_it() {
    let mut widget = done(&[("data", "iris"), ("c", "0.1")]);
    let way = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
    tell(&mut widget, InfluenceMessage::Drag(Side::Rows, way[..3].to_vec(), true));
    assert!(widget.way.is_some() && widget.work.group().is_empty(), "the loop is still being drawn");
    tell(&mut widget, InfluenceMessage::Drag(Side::Rows, vec![], false));
    assert!(widget.way.is_none() && widget.work.group().is_empty(), "broken off");
    let narrow = spot(&widget, Side::Changes, 3);
    let around = |(x, y): (f64, f64)| vec![(x - 1e-4, y - 1e-4), (x + 1e-4, y - 1e-4), (x, y + 2e-4)];
    tell(&mut widget, InfluenceMessage::Drag(Side::Changes, around(narrow), false));
    assert!(widget.work.group().contains(&3));
    let selected = widget.selected.unwrap();
    let rows = widget.work.group().len();
    tell(&mut widget, InfluenceMessage::Toggle);
    assert_eq!(widget.work.group().len(), rows + 1);
    assert!(widget.progress().is_some(), "the group is retrained");
    while widget.step() {}
    assert!(widget.describe().contains("of the group together it"), "{}", widget.describe());
    tell(&mut widget, InfluenceMessage::Toggle);
    assert!(!widget.work.group().contains(&selected));
    tell(&mut widget, InfluenceMessage::Group(Group::Nearest));
    assert!(widget.work.group().contains(&selected) && widget.work.group().len() == 20);
    tell(&mut widget, InfluenceMessage::Group(Group::These(vec![])));
    assert!(widget.work.group_outcome().is_none());
}

/// A model of two flowers' species before and after: the line is where its score is 0 on the plane that is drawn.
#[test]
fn the_boundary_is_drawn_before_and_after_a_row_or_a_group_leaves() {
    let mut widget = done(&[("data", "iris"), ("c", "1"), ("row", "106")]);
    let lines = |widget: &Influence| {
        let html = drawing::draw(widget, Side::Rows).into_node().to_html();
        [r#"stroke="var(--before)""#, r#"stroke="var(--after)""#].map(|ink| html.contains(ink))
    };
    let row = widget.selected.unwrap();
    assert_eq!(lines(&widget), [true, true]);
    let outcome = Rc::clone(&widget.work.outcome);
    assert_ne!(outcome.boundary, outcome.boundaries[row], "the row moves it");
    assert!(drawing::boundary_words(&widget).unwrap().ends_with("dashed, the same without row 106."));
    let scale =
        simulation::standardise::Standardiser::fit(&simulation::world::World::trainable(&widget.rows));
    let scaled = scale.apply(&widget.rows).unwrap();
    let (world, plane) =
        (simulation::world::World::trainable(&scaled), drawing::plane(&widget, Side::Rows).0);
    let projection = simulation::projection::Projection::fit(&world).unwrap();
    let learner =
        simulation::learners::LogisticRegression::new(1.0, simulation::learners::Intercept::Penalised);
    let rest = world.reweighted(|id| f64::from(u8::from(id.number() != 106)));
    let model =
        simulation::learners::Learner::fit(&learner.unwrap(), &rest, simulation::seed::Seed::new(0)).unwrap();
    for (x, y) in drawing::crossing(&plane, outcome.boundaries[row]).unwrap() {
        assert!(model.score(&projection.lift([x, y])).abs() < 0.01, "{x}, {y}");
    }
    tell(&mut widget, InfluenceMessage::Group(Group::Nearest));
    assert!(lines(&widget)[0]);
    assert!(
        !drawing::boundary_words(&widget).unwrap().contains("dashed"),
        "not known before it is retrained"
    );
    while widget.step() {}
    assert!(
        drawing::boundary_words(&widget)
            .unwrap()
            .ends_with("dashed, the same without the 20 rows of the group.")
    );
    assert_ne!(widget.work.group_outcome().unwrap().boundary, Some(outcome.boundary));
}

#[test]
fn a_group_of_one_is_its_row() {
    let widget = done(&[("data", "wine"), ("c", "0.3"), ("row", "121"), ("group", "121")]);
    let group = widget.work.group_outcome().unwrap();
    let row = widget.selected.unwrap();
    let close = |one: f64, other: f64| assert!((one - other).abs() < 2e-9, "{one} for {other}");
    close(group.sum, widget.work.outcome.foretold(Method::Influence.foretold())[row]);
    close(group.newton.unwrap(), widget.work.outcome.foretold(Method::Newton.foretold())[row]);
    close(group.actual.unwrap(), group.singles);
}

#[test]
fn the_loss_of_one_row_can_be_measured_alone() {
    let mut widget = done(&[("data", "iris"), ("row", "106"), ("c", "1")]);
    let all = widget.work.outcome.actual.clone();
    tell(&mut widget, InfluenceMessage::OnSelected(true));
    while widget.step() {}
    assert!(widget.describe().contains("the loss on row 106"), "{}", widget.describe());
    let own = widget.selected.unwrap();
    let largest = largest(&widget.work.outcome.actual, 1)[0];
    assert_eq!(largest, own, "no row matters as much to it as itself");
    tell(&mut widget, InfluenceMessage::OnSelected(false));
    while widget.step() {}
    assert_eq!(widget.work.outcome.actual, all);
}

#[test]
fn rows_are_those_of_the_table() {
    for (key, value) in [("row", "569"), ("on", "x"), ("group", "1 569")] {
        let mut parameters = InfluenceParameters::default();
        assert!(parameters.set(key, &Value::one(value)).unwrap());
        assert_eq!(
            Influence::new(parameters).err().map(|error| error.key().to_owned()).as_deref(),
            Some(key)
        );
    }
    let mut widget = begun(&[("data", "iris"), ("row", "60")]);
    tell(&mut widget, InfluenceMessage::Row("7".to_owned()));
    assert!(widget.describe().starts_with("No row has the number “7”"), "{}", widget.describe());
    tell(&mut widget, InfluenceMessage::Data(DataChoice::Wine));
    assert!(widget.parameters().row.as_str().is_empty());
}

#[test]
fn shipped_results_are_taken_without_computing() {
    for arguments in [
        &[("data", "iris"), ("group", "largest")][..],
        &[("data", "wine"), ("group", "nearest")],
        &[("data", "iris")],
    ] {
        let computed = done(arguments);
        let json = computed.shipped().unwrap().to_json();
        work::forget();
        let mut received = Influence::new(computed.parameters().clone()).unwrap();
        assert!(received.progress().is_some());
        received.receive(&Shipped::from_json(&json).unwrap()).unwrap();
        assert!(received.progress().is_none() && !received.step());
        let seen = |widget: &Influence| {
            let scope = Scope::new("x");
            (widget.figure(&scope).into_node().to_html(), widget.describe(), widget.table(), widget.title())
        };
        assert_eq!(seen(&received), seen(&computed));
        assert_eq!(received.shipped().unwrap().to_json(), json, "bit for bit");
        // What comes after is computed from the start.
        let third = received.id(3);
        tell(&mut received, InfluenceMessage::Group(Group::These(vec![third])));
        while received.step() {}
        assert!(received.work.group_outcome().unwrap().actual.is_some());
    }
    let json = done(&[("data", "iris")]).shipped().unwrap().to_json();
    assert!(begun(&[]).receive(&Shipped::from_json(&json).unwrap()).is_err());
}

#[test]
fn what_is_shipped_of_the_largest_default_is_small() {
    let json = done(&[("group", "largest")]).shipped().unwrap().to_json();
    assert!(json.len() < 40_000, "{}", json.len());
}

#[test]
fn stopping_keeps_what_is_done_until_the_next_message() {
    let mut widget = begun(&[("data", "iris"), ("c", "0.7")]);
    for _ in 0..60 {
        assert!(widget.step());
    }
    widget.cancel();
    assert!(!widget.step() && widget.progress().is_none());
    tell(&mut widget, InfluenceMessage::Method(Method::TracIn));
    assert!(widget.progress().is_some());
    while widget.step() {}
    assert!(widget.work.outcome.is_whole());
}

#[test]
fn who_slides_back_does_not_wait_again() {
    let mut widget = done(&[("data", "iris")]);
    let seen = widget.describe();
    tell(&mut widget, InfluenceMessage::Stop(6));
    while widget.step() {}
    tell(&mut widget, InfluenceMessage::Stop(2));
    assert!(widget.progress().is_none());
    assert_eq!(widget.describe(), seen);
}

#[test]
fn the_drawing_is_one_sheet_with_its_group() {
    let svg = done(&[("data", "iris"), ("group", "largest")]).drawing().into_node().to_html();
    assert_eq!(svg.matches("<svg").count(), 4, "the sheet, two planes and the bars");
    assert_eq!(svg.matches("<rect").count(), 5, "the paper and the bars");
}

/// What a reader might do, in any order; on the flowers, whose models are trained at once.
fn messages() -> impl Strategy<Value = InfluenceMessage> {
    let side = || prop_oneof![Just(Side::Rows), Just(Side::Changes)];
    let at = || (0.0..1.0, 0.0..1.0);
    prop_oneof![
        (0..4_usize).prop_map(|place| InfluenceMessage::Method(Method::ALL[place])),
        (0..9_u32).prop_map(InfluenceMessage::Stop),
        Just(InfluenceMessage::Data(DataChoice::Wine)),
        Just(InfluenceMessage::Data(DataChoice::Iris)),
        any::<bool>().prop_map(InfluenceMessage::OnSelected),
        prop_oneof![Just("51"), Just("70"), Just("x"), Just("")]
            .prop_map(|text| InfluenceMessage::Row(text.to_owned())),
        (side(), at()).prop_map(|(side, at)| InfluenceMessage::Press(side, at)),
        (side(), proptest::collection::vec(at(), 0..5), any::<bool>())
            .prop_map(|(side, way, held)| InfluenceMessage::Drag(side, way, held)),
        Just(InfluenceMessage::Toggle),
        Just(InfluenceMessage::Group(Group::Nearest)),
        Just(InfluenceMessage::Group(Group::Largest)),
        Just(InfluenceMessage::Group(Group::These(vec![]))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_state_survives_its_link(presses in proptest::collection::vec((messages(), 0..200_usize), 0..8)) {
        let mut here = begun(&[("data", "iris")]);
        for (press, steps) in presses {
            tell(&mut here, press);
            for _ in 0..steps {
                here.step();
            }
        }
        (here.unfound, here.way) = (None, None);
        work::forget();
        trial::survives_its_link(&mut here);
    }
}
