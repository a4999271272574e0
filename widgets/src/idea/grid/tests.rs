//! The grid against brute force, and every state against its link.

use proptest::prelude::*;
use simulation::valuation::{Game, UtilityTable, leave_one_out, shapley};

use super::*;
use crate::parameters::{Choice, Fields, Parameters, Subset, Value, link};

fn grid(pairs: &[(&str, &str)]) -> Grid {
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
            for slice in grid.items.slices(Slices::Every) {
                let column: Vec<f64> =
                    Coalition::every(4).map(|world| grid.cell(world, slice).unwrap()).collect();
                let game = UtilityTable::new(column).unwrap();
                let values = shapley(&game);
                for world in Coalition::every(4) {
                    for (focus, value) in values.iter().enumerate() {
                        let ask = |quantity: QuantityChoice| {
                            let query = Query { quantity: quantity.quantity(), world, slice, focus };
                            query.answer(4, |world| grid.cell(world, slice)).unwrap()
                        };
                        let loo = ask(QuantityChoice::LeaveOneOut);
                        assert_eq!(ask(QuantityChoice::Cell).to_bits(), game.value(world).to_bits());
                        assert_eq!(loo.to_bits(), leave_one_out(&game, world.with(focus), focus).to_bits());
                        assert!((ask(QuantityChoice::Shapley) - value).abs() < 1e-12);
                    }
                }
            }
        }
    }
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
    assert_eq!(grid.work.luck(&grid.query()).len(), 50);
}

#[test]
fn steps_are_counted_before_their_numbers_are_known() {
    for quantity in QuantityChoice::WORDS {
        for score in Score::WORDS {
            let parameters =
                |step| [("quantity", *quantity), ("score", *score), ("draws", "0"), ("step", step)];
            let grid = grid(&parameters("99"));
            assert_eq!(steps::steps(&grid).len(), steps::count(&grid));
            assert_eq!(grid.parameters.step.get() as usize, steps::count(&grid), "the last step is lit");
        }
    }
}

#[test]
fn a_press_retrains_only_what_it_must() {
    let mut grid = grid(&[]);
    grid.update(GridMessage::Select(3, 1));
    assert!(grid.cell(grid.items.all(), grid.items.all()).is_some(), "selecting keeps every trained world");
    grid.update(GridMessage::Learner(LearnerChoice::Logistic));
    assert!(
        grid.cell(grid.items.all(), grid.items.all()).is_none(),
        "another learner has trained nothing yet"
    );
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
    assert!(grid.answer().is_some(), "16 worlds and 4 more are trained");
    grid.update(GridMessage::Focus(0));
    assert!(grid.progress().is_some());
}

#[test]
fn shipped_results_are_taken_without_computing() {
    let computed = grid(&[("learner", "logistic")]);
    let json = computed.shipped().unwrap().to_json();
    let mut received = Grid::new(computed.parameters().clone()).unwrap();
    received.receive(&Shipped::from_json(&json).unwrap()).unwrap();
    assert!(received.progress().is_none() && !received.step());
    assert_eq!(received.describe(), computed.describe());
    assert_eq!(received.shipped().unwrap().to_json(), json, "bit for bit");
    let mut other = grid(&[("items", "A B"), ("draws", "0")]);
    assert!(other.receive(&Shipped::from_json(&json).unwrap()).is_err());
}

#[test]
fn the_drawing_and_the_table_hold_the_cells() {
    let grid = grid(&[("slices", "every")]);
    assert_eq!((grid.table().rows.len(), grid.table().columns.len()), (16, 16));
    let svg = grid.drawing().into_node().to_html();
    assert_eq!(svg.matches("<rect").count(), 1 + 16 * 15, "the paper and the cells");
}

/// What a reader might do, in any order.
fn messages() -> impl Strategy<Value = GridMessage> {
    prop_oneof![
        (0..4_usize).prop_map(GridMessage::Focus),
        (0..3_usize).prop_map(|i| GridMessage::Quantity(QuantityChoice::ALL[i])),
        (0..3_usize).prop_map(|i| GridMessage::Score(Score::ALL[i])),
        (0..3_usize).prop_map(|i| GridMessage::Learner(LearnerChoice::ALL[i])),
        (0..20_usize, 0..20_usize).prop_map(|(row, column)| GridMessage::Select(row, column)),
        (-3..3_i32, -3..3_i32).prop_map(|(rows, columns)| GridMessage::Move(rows, columns)),
        (0..30_u32).prop_map(GridMessage::Step),
        Just(GridMessage::Redraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_state_survives_its_link(every in any::<bool>(), presses in proptest::collection::vec(messages(), 0..12)) {
        let slices = if every { "every" } else { "each" };
        let mut here = Grid::new(GridParameters { slices: Slices::from_word(slices).unwrap(), draws: Whole::new(0), ..GridParameters::default() }).unwrap();
        for press in presses {
            here.update(press);
        }
        let state = link::encode(&here.parameters().differences());
        let mut parameters = GridParameters::default();
        for (key, value) in link::decode(&state).unwrap() {
            prop_assert!(parameters.set(&key, &value).unwrap());
        }
        let mut there = Grid::new(parameters).unwrap();
        prop_assert_eq!(there.parameters(), here.parameters());
        while here.step() {}
        while there.step() {}
        prop_assert_eq!(there.describe(), here.describe());
        prop_assert_eq!(there.table(), here.table());
    }
}

#[test]
fn an_empty_world_can_be_linked_to() {
    let parameters = GridParameters { world: Subset::Nothing, ..GridParameters::default() };
    let state = link::encode(&parameters.differences());
    assert_eq!(state, "1-world.nothing");
}
