//! The grid against brute force, and every state against its link.

use proptest::prelude::*;
use simulation::valuation::{Game, UtilityTable, banzhaf, beta_shapley, leave_one_out, shapley};

use super::*;
use crate::parameters::{Choice, Fields, Parameters, Subset, Value, link};
use crate::trial;

pub(super) fn grid(pairs: &[(&str, &str)]) -> Grid {
    let mut parameters = GridParameters::default();
    for (key, value) in pairs {
        assert!(parameters.set(key, &Value::one(*value)).unwrap(), "{key}");
    }
    let mut grid = Grid::new(parameters).unwrap();
    while grid.step() {}
    grid
}

#[test]
fn every_quantity_equals_brute_force_on_the_grid_itself() {
    for score in Score::WORDS {
        for learner in LearnerChoice::WORDS {
            let grid = grid(&[("score", score), ("learner", learner), ("draws", "0"), ("slices", "every")]);
            for &slice in grid.items.slices().iter().filter(|slice| !slice.is_empty()) {
                let cell = |world| grid.cell(Side::Operator, Place { world, slice }).unwrap();
                let game = UtilityTable::new(Coalition::every(4).map(cell).collect()).unwrap();
                let values = [shapley(&game), banzhaf(&game), beta_shapley(&game, 4.0, 1.0).unwrap()];
                for world in Coalition::every(4) {
                    for focus in 0..4 {
                        let ask = |quantity| {
                            let query = Query { quantity, world, slice, focus };
                            query.answer(4, |place| grid.cell(Side::Operator, place)).unwrap().headline()
                        };
                        let loo = ask(Quantity::LeaveOneOut);
                        assert_eq!(ask(Quantity::Cell).to_bits(), game.value(world).to_bits());
                        assert_eq!(loo.to_bits(), leave_one_out(&game, world.with(focus), focus).to_bits());
                        let asked = [Quantity::Shapley, Quantity::Banzhaf, Quantity::Beta(4.0, 1.0)].map(ask);
                        for (asked, values) in asked.into_iter().zip(&values) {
                            assert!((asked - values[focus]).abs() < 1e-12);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn the_reference_never_changes_when_a_layer_is_on() {
    let plain = grid(&[("draws", "0")]);
    let layered = grid(&[("draws", "0"), ("poison", "C"), ("noise", "0.1")]);
    let mut changed = 0;
    for &world in plain.items.worlds() {
        for &slice in plain.items.slices() {
            let place = Place { world, slice };
            let real = plain.cell(Side::Operator, place).map(f64::to_bits);
            assert_eq!(layered.cell(Side::Reference, place).map(f64::to_bits), real);
            changed += u32::from(layered.cell(Side::Operator, place).map(f64::to_bits) != real);
        }
    }
    assert_eq!(changed, 16 * 5, "every number that the operator sees carries noise");
    let noiseless = grid(&[("draws", "0"), ("poison", "C")]);
    let place = |world| Place { world, slice: Coalition::all(4) };
    let gap =
        |world| noiseless.cell(Side::Operator, place(world)) != noiseless.cell(Side::Reference, place(world));
    assert!(gap(Coalition::all(4)), "the model is retrained on the poisoned rows");
    assert!(!gap(Coalition::from_bits(0b1011)), "a world without them is as it was");
    assert!(layered.describe().contains("the untouched reference says"), "{}", layered.describe());
}

#[test]
fn the_overview_is_never_older_than_the_grid() {
    let mut grid = grid(&[("items", "A B C D E F G"), ("mode", "advanced"), ("draws", "0")]);
    let draw = |grid: &Grid| {
        let drawn =
            overview::overview(grid, &overview::Window::of(grid)).expect("a grid too big to draw whole");
        drawn.into_node().to_html()
    };
    let mut before = draw(&grid);
    for message in [
        GridMessage::Learner(LearnerChoice::Neighbours),
        GridMessage::Score(Score::Entropy),
        GridMessage::Slices(Slices::Every),
        GridMessage::Score(Score::Accuracy),
        GridMessage::Redraw,
        GridMessage::Poison(2),
        GridMessage::Typed("noise", "0.2".to_owned()),
        GridMessage::Shown(Shown::Reference),
    ] {
        let changed = format!("{message:?}");
        grid.update(message);
        draw(&grid);
        while grid.step() {}
        let mut fresh = Grid::new(grid.parameters().clone()).unwrap();
        while fresh.step() {}
        let after = draw(&grid);
        assert!(after == draw(&fresh), "the overview is older than {changed}");
        assert!(after != before, "nothing is seen of {changed}");
        before = after;
    }
}

#[test]
fn twelve_items_have_every_quantity() {
    let mut grid = grid(&[("items", "A B C D E F G H I J K L"), ("mode", "advanced"), ("draws", "0")]);
    for &quantity in QuantityChoice::ALL {
        grid.update(GridMessage::Quantity(quantity));
        assert!(grid.answer.is_some(), "{quantity:?}: {}", grid.describe());
        let cells = grid.figure(&Scope::new("x")).into_node().to_html().matches("gridcell").count();
        assert!(cells <= 32 * 15, "a window of the grid is drawn, not {cells} cells");
    }
    grid.update(GridMessage::Find("A C K".to_owned()));
    assert_eq!(grid.items.label(grid.selection.world), "ACK");
    grid.update(GridMessage::Find("XYZ".to_owned()));
    assert!(grid.describe().starts_with("No row is named “XYZ”"), "{}", grid.describe());
}

#[test]
fn exploring_names_what_cells_determine_and_adds_what_is_missing() {
    let mut grid = grid(&[("mode", "advanced"), ("task", "explore"), ("draws", "0")]);
    let kinds = |grid: &Grid| {
        let found = grid.selection.cells.determined(4);
        found.into_iter().map(|found| found.count).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&grid), [0; 0]);
    let all = grid.items.slices().len() - 1;
    grid.update(GridMessage::Press(0, all));
    grid.update(GridMessage::Press(1, all));
    assert_eq!(grid.selection.cells.len(), 2);
    assert!(kinds(&grid).len() >= 4);
    grid.update(GridMessage::Add(QuantityChoice::Shapley));
    assert_eq!(grid.selection.cells.len(), 16);
    grid.update(GridMessage::Press(0, all));
    assert_eq!(grid.selection.cells.len(), 15, "a second press takes it out");
    grid.update(GridMessage::ThisColumn);
    assert_eq!(grid.selection.cells.len(), 16);
    let html = grid.figure(&Scope::new("x")).into_node().to_html();
    for name in ["Shapley", "Banzhaf", "Beta Shapley", "Row-size scaling", "Strike curve"] {
        assert!(html.contains(name), "{name}");
    }
    grid.update(GridMessage::Clear);
    assert!(grid.selection.cells.is_empty());
}

#[test]
fn the_first_frame_already_says_something() {
    let grid = grid(&[]);
    let said = grid.describe();
    assert!(
        said.starts_with("Leaving B out of A, B, C and D, accuracy on A, B, C and D falls from"),
        "{said}"
    );
    assert!(grid.progress().is_none());
    assert_eq!(grid.work.luck().len(), 50);
}

#[test]
fn steps_are_counted_before_their_numbers_are_known() {
    for quantity in QuantityChoice::WORDS {
        for score in Score::WORDS {
            let parameters =
                |step| [("quantity", *quantity), ("score", *score), ("draws", "0"), ("step", step)];
            let grid = grid(&parameters("99"));
            let count = steps::count(&grid);
            assert_eq!(grid.parameters.step.get() as usize, count, "the last step is lit");
            for index in 0..count {
                assert!(!steps::step(&grid, index).text.is_empty(), "{quantity}, {score}: step {index}");
            }
        }
    }
}

#[test]
fn a_press_retrains_only_what_it_must() {
    let mut grid = grid(&[]);
    let whole = |grid: &Grid| {
        let all = grid.items.all();
        grid.cell(Side::Reference, Place { world: all, slice: all }).is_some()
    };
    grid.update(GridMessage::Press(3, 1));
    assert!(whole(&grid), "selecting keeps every trained world");
    grid.update(GridMessage::Poison(2));
    assert!(whole(&grid), "a layer keeps the reference");
    grid.update(GridMessage::Poison(2));
    grid.update(GridMessage::Learner(LearnerChoice::Logistic));
    assert!(!whole(&grid), "another learner has trained nothing yet");
    grid.update(GridMessage::Score(Score::Coverage));
    assert!(grid.progress().is_none(), "sets need no training");
}

#[test]
fn stopping_keeps_what_is_done_until_the_next_message() {
    let mut grid = grid(&[]);
    grid.update(GridMessage::Redraw);
    for _ in 0..20 {
        assert!(grid.step());
    }
    grid.cancel();
    assert!(!grid.step() && grid.progress().is_none());
    assert!(grid.answer.is_some(), "16 worlds and 4 more are trained");
    grid.update(GridMessage::Focus(0));
    assert!(grid.progress().is_some());
}

#[test]
fn shipped_results_are_taken_without_computing() {
    for arguments in
        [&[("learner", "logistic")][..], &[("poison", "A B"), ("draws", "3")], &[("score", "log-loss")]]
    {
        let computed = grid(arguments);
        let json = computed.shipped().unwrap().to_json();
        let mut received = Grid::new(computed.parameters().clone()).unwrap();
        received.receive(&Shipped::from_json(&json).unwrap()).unwrap();
        assert!(received.progress().is_none() && !received.step());
        assert_eq!(received.describe(), computed.describe());
        assert_eq!(received.shipped().unwrap().to_json(), json, "bit for bit");
    }
    let computed = grid(&[("learner", "logistic")]);
    let json = computed.shipped().unwrap().to_json();
    let mut other = grid(&[("items", "A B"), ("draws", "0")]);
    assert!(other.receive(&Shipped::from_json(&json).unwrap()).is_err());
}

#[test]
fn the_drawing_and_the_table_hold_the_cells() {
    let grid = grid(&[("slices", "every")]);
    assert_eq!((grid.table().rows.len(), grid.table().columns.len()), (16, 17));
    let svg = grid.drawing().into_node().to_html();
    assert_eq!(svg.matches("<rect").count(), 1 + 16 * 16, "the paper and the cells");
}

#[test]
fn an_empty_slice_is_shown_as_such_and_scores_nothing() {
    for score in Score::WORDS {
        let mut grid = grid(&[("score", score), ("slices", "every"), ("mode", "advanced"), ("draws", "0")]);
        let html = |grid: &Grid| grid.figure(&Scope::new("x")).into_node().to_html();
        assert_eq!(html(&grid).matches("tested on nothing: no score").count(), 16, "{score}");
        assert!(html(&grid).contains(">∅</td>"), "{score}");
        grid.update(GridMessage::Press(0, 0));
        assert!(grid.selection.slice.is_empty());
        for &quantity in QuantityChoice::ALL {
            grid.update(GridMessage::Quantity(quantity));
            assert_eq!(grid.answer, None, "{score}, {quantity:?}");
            assert!(grid.describe().starts_with("Nothing is tested"), "{}", grid.describe());
        }
        grid.update(GridMessage::Task(Task::Explore));
        grid.update(GridMessage::Press(0, 0));
        grid.update(GridMessage::ThisColumn);
        assert!(grid.selection.cells.is_empty(), "there is no cell to select");
    }
}

#[test]
fn single_classes_ties_and_unconverged_fits_are_marked_and_said() {
    let grid = grid(&[("learner", "neighbours"), ("draws", "0"), ("poison", "B"), ("mode", "advanced")]);
    let sides = [Side::Operator, Side::Reference];
    let marks = |world| sides.map(|side| view::row_marks(&grid, side, Coalition::from_bits(world)));
    // A and D are of one species; B's birds are relabelled for the operator alone.
    assert!(marks(0b1001).iter().all(|marks| marks.starts_with('1')));
    assert!(marks(0).iter().all(|marks| marks.contains('=')), "trained on nothing, all classes tie");
    let html = grid.figure(&Scope::new("x")).into_node().to_html();
    for words in ["one class only", "classes tie on some test rows", "1: the row has one class only"] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn the_shares_of_a_poisoned_cell_are_those_of_the_poisoned_model() {
    let grid = grid(&[("quantity", "cell"), ("poison", "C"), ("mode", "advanced"), ("draws", "0")]);
    let alone = |side, item| {
        let place = Place { world: Coalition::all(4), slice: Coalition::single(item) };
        steps::number(grid.cell(side, place))
    };
    let text = steps::step(&grid, 1).text;
    assert_ne!(alone(Side::Operator, 2), alone(Side::Reference, 2));
    assert!(text.contains(&format!("C {}", alone(Side::Operator, 2))), "{text}");
}

#[test]
fn a_distance_that_is_written_as_the_tolerance_is_within_it() {
    let grid = grid(&[("draws", "0")]);
    assert_eq!(grid.parameters.tolerance.text(), "0.02");
    for (with, without) in [(0.82, 0.8), (0.8, 0.82), (0.62, 0.6)] {
        assert!(words::is_within(&grid, with - without), "{with} − {without}");
    }
    assert!(!words::is_within(&grid, 0.021));
}

/// What a reader might do, in any order.
pub(super) fn messages() -> impl Strategy<Value = GridMessage> {
    fn any<T: Choice + std::fmt::Debug>() -> impl Strategy<Value = T> {
        (0..T::ALL.len()).prop_map(|place| T::ALL[place])
    }
    let item = || 0..4_usize;
    let key =
        (0..7_usize).prop_map(|key| ["size", "alpha", "beta", "tolerance", "noise", "path", "slice"][key]);
    prop_oneof![
        item().prop_map(GridMessage::Focus),
        item().prop_map(GridMessage::Partner),
        item().prop_map(GridMessage::Group),
        item().prop_map(GridMessage::Poison),
        any().prop_map(GridMessage::Quantity),
        any().prop_map(GridMessage::Score),
        any().prop_map(GridMessage::Learner),
        any().prop_map(GridMessage::Mode),
        any().prop_map(GridMessage::Task),
        any().prop_map(GridMessage::Slices),
        any().prop_map(GridMessage::Shown),
        any().prop_map(GridMessage::Picture),
        any().prop_map(GridMessage::Add),
        (key, prop_oneof![Just("0.5"), Just("3"), Just("x"), Just(""), Just("A, C")])
            .prop_map(|(key, text)| GridMessage::Typed(key, text.to_owned())),
        Just(GridMessage::Find("A C".to_owned())),
        (0..20_usize, 0..20_usize).prop_map(|(row, column)| GridMessage::Press(row, column)),
        (0..16_usize).prop_map(GridMessage::PressRow),
        (0..5_usize).prop_map(GridMessage::PressColumn),
        (-3..3_i32, -3..3_i32).prop_map(|(rows, columns)| GridMessage::Move(rows, columns)),
        (0..30_u32).prop_map(GridMessage::Step),
        (0..30_u32).prop_map(GridMessage::Path),
        (0..20_usize).prop_map(GridMessage::Slice),
        (0..20_usize).prop_map(GridMessage::World),
        Just(GridMessage::Enter),
        Just(GridMessage::Clear),
        Just(GridMessage::ThisRow),
        Just(GridMessage::ThisColumn),
        Just(GridMessage::Redraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_state_survives_its_link(presses in proptest::collection::vec(messages(), 0..12)) {
        let parameters = GridParameters { draws: Whole::new(0), ..GridParameters::default() };
        let mut here = Grid::new(parameters).unwrap();
        for press in presses {
            here.update(press);
        }
        here.unfound = None;
        trial::survives_its_link(&mut here);
    }
}

#[test]
fn an_empty_world_can_be_linked_to() {
    let parameters = GridParameters { world: Subset::Nothing, ..GridParameters::default() };
    let state = link::encode(&parameters.differences());
    assert_eq!(state, "1-world.nothing");
}

#[test]
fn the_best_are_marked_once_they_are_known() {
    let mut best =
        grid(&[("score", "coverage"), ("mode", "advanced"), ("quantity", "best-subset"), ("size", "2")]);
    best.update(GridMessage::Step(2));
    trial::survives_its_link(&mut best);
    let pairs = best.items.worlds().iter().filter(|world| world.len() == 2);
    let marked = pairs.filter(|&&world| best.marks.of(Place { world, slice: best.items.all() }).is_some());
    assert_eq!(marked.count(), 6, "by coverage all pairs tie");
}
