//! The lattice: the same state as the grid, drawn otherwise.

use proptest::prelude::*;

use simulation::idea::ArrivalPath;

use super::*;
use crate::format::short;
use crate::idea::grid::steps::DIGITS;
use crate::idea::grid::tests::{grid, messages};
use crate::idea::grid::{GridParameters, Lattice, LatticeParameters};
use crate::markup::Message;
use crate::parameters::{Arguments, Fields, Parameters, Value, Whole, link};
use crate::widget::{Reaction, Widget};

const TWELVE: &str = "A B C D E F G H I J K L";

fn html(grid: &Grid) -> String {
    grid.figure(&Scope::new("x")).into_node().to_html()
}

/// The state of a link.
fn follow(arguments: &Arguments) -> Arguments {
    link::decode(&link::encode(arguments)).unwrap()
}

fn filled<P: Parameters>(arguments: &Arguments) -> P {
    let mut parameters = P::default();
    for (key, value) in arguments {
        assert!(parameters.set(key, value).unwrap());
    }
    parameters
}

/// What a key does on the selected world.
fn key(grid: &mut Grid, key: &str) -> Option<String> {
    let input = Input { key: key.to_owned(), ..Input::default() };
    let message = keys(grid)(&input)?;
    grid.update(message);
    Some(grid.items.label(grid.selection.world))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn grid_and_lattice_open_from_each_other_without_losing_anything(
        presses in proptest::collection::vec(messages(), 0..12),
    ) {
        let start = GridParameters { draws: Whole::new(0), ..GridParameters::default() };
        let mut here = Grid::new(start).unwrap();
        for press in presses {
            here.update(press);
        }
        let before = here.parameters().clone();
        let other = if before.picture == Picture::Grid { Picture::Lattice } else { Picture::Grid };
        here.update(GridMessage::Picture(other));
        prop_assert_eq!(&GridParameters { picture: before.picture, ..here.parameters().clone() }, &before);
        here.update(GridMessage::Picture(before.picture));
        prop_assert_eq!(here.parameters(), &before, "there and back");

        // A link of either widget opens in the other; what it does not say is which picture opens by itself.
        let from_grid: LatticeParameters = filled(&follow(&before.differences()));
        prop_assert_eq!(&GridParameters { picture: before.picture, ..from_grid.0.clone() }, &before);
        let lattice = Lattice::new(LatticeParameters(before.clone())).unwrap();
        let from_lattice: GridParameters = filled(&follow(&lattice.parameters().differences()));
        prop_assert_eq!(&GridParameters { picture: before.picture, ..from_lattice }, &before);
        let again: LatticeParameters = filled(&follow(&lattice.parameters().differences()));
        prop_assert_eq!(&again.0, &before, "its own link gives everything back");
    }

    #[test]
    fn every_state_of_a_lattice_survives_its_link(presses in proptest::collection::vec(messages(), 0..12)) {
        let start = GridParameters { draws: Whole::new(0), picture: Picture::Lattice, ..GridParameters::default() };
        let mut here = Lattice::new(LatticeParameters(start)).unwrap();
        for press in presses {
            here.update(press);
        }
        here.grid.unfound = None;
        let mut there = Lattice::new(filled(&follow(&here.parameters().differences()))).unwrap();
        prop_assert_eq!(there.parameters(), here.parameters());
        while here.step() {}
        while there.step() {}
        prop_assert_eq!(there.describe(), here.describe());
        prop_assert_eq!(html(&there.grid), html(&here.grid));
        let file = |lattice: &Lattice| lattice.drawing().into_node().to_html();
        prop_assert_eq!(file(&there), file(&here));
    }
}

#[test]
fn a_bare_lattice_is_one_and_its_link_is_short() {
    let mut lattice = Lattice::new(LatticeParameters::default()).unwrap();
    assert_eq!(link::encode(&lattice.parameters().differences()), "1");
    let controls = |lattice: &Lattice| {
        let all = lattice.controls(&Scope::new("x")).into_iter();
        all.map(|control| control.into_node().to_html()).collect::<String>()
    };
    assert!(controls(&lattice).contains("Rows and columns"), "the way to the grid, in the simple figure too");
    lattice.update(GridMessage::Picture(Picture::Grid));
    assert_eq!(link::encode(&lattice.parameters().differences()), "1-picture.grid");
    assert!(controls(&lattice).contains("Rows and columns"), "and back");
    lattice.restore(LatticeParameters::default()).unwrap();
    assert!(html(&lattice.grid).contains("listbox"));
    let switch = |grid: &Grid| controls_html(grid).contains("Rows and columns");
    let mut grid = grid(&[("draws", "0")]);
    assert!(!switch(&grid), "first contact with the grid needs no other picture");
    grid.update(GridMessage::Mode(Mode::Advanced));
    assert!(switch(&grid));
}

fn controls_html(grid: &Grid) -> String {
    grid.controls(&Scope::new("x")).into_iter().map(|control| control.into_node().to_html()).collect()
}

#[test]
fn small_lattices_are_drawn_whole() {
    for (items, nodes, edges) in [("A B", 4, 4), ("A B C D", 16, 32), ("A B C D E", 32, 80)] {
        let grid = grid(&[("items", items), ("picture", "lattice"), ("draws", "0")]);
        let picture = picture(&grid, Some(&Scope::new("x")), Shown::Operator);
        assert_eq!(picture.levels.iter().map(|level| level.nodes.len()).sum::<usize>(), nodes);
        assert_eq!(picture.edges.len(), edges);
        assert_eq!(html(&grid).matches("role=\"option\"").count(), nodes);
        assert_eq!(html(&grid).matches("tabindex=\"0\"").count(), 1, "one tab stop");
    }
}

#[test]
fn of_large_lattices_only_the_neighbourhood_and_the_path_are_drawn() {
    let mut grid = grid(&[
        ("items", TWELVE),
        ("picture", "lattice"),
        ("draws", "0"),
        ("path", "479001600"),
        ("world", "A B C"),
    ]);
    let nodes = |grid: &Grid| html(grid).matches("role=\"option\"").count();
    assert_eq!(nodes(&grid), 13 + 13, "the world, 12 steps, 13 on the path: none twice");
    assert!(html(&grid).contains("924 worlds"), "what is not drawn is told");
    grid.update(GridMessage::Path(0));
    assert_eq!(nodes(&grid), 13);
    grid.update(GridMessage::Find("nothing".to_owned()));
    assert_eq!(nodes(&grid), 13);
    let mean =
        |grid: &Grid, size: usize| picture(grid, None, Shown::Operator).levels[12 - size].summary.clone();
    let by_hand: f64 = grid
        .items
        .worlds()
        .iter()
        .filter(|world| world.len() == 11)
        .map(|&world| grid.cell(Side::Operator, Place { world, slice: grid.items.all() }).unwrap())
        .sum();
    let ([worlds, said], _) = mean(&grid, 11).unwrap();
    assert_eq!((worlds.as_str(), said), ("12 worlds", format!("mean {}", decimal(by_hand / 12.0, 2))));
}

#[test]
fn the_comparison_lights_its_edges() {
    let strong = |pairs: &[(&str, &str)]| {
        let mut all = vec![("items", "A B C D"), ("picture", "lattice"), ("draws", "0")];
        all.extend(pairs);
        let grid = grid(&all);
        let picture = picture(&grid, None, Shown::Operator);
        picture.edges.iter().filter(|edge| edge.strong).count()
    };
    assert_eq!(strong(&[]), 1, "one ablation");
    assert_eq!(strong(&[("quantity", "shapley")]), 8, "every edge of the focus");
    assert_eq!(strong(&[("quantity", "shapley"), ("step", "3")]), 1, "or the lit one");
    assert_eq!(strong(&[("quantity", "interaction")]), 2);
    assert_eq!(strong(&[("quantity", "strike"), ("group", "A B")]), 4, "the removals of A and B from ABCD");
    assert_eq!(strong(&[("quantity", "strike"), ("group", "A B"), ("world", "B C")]), 1, "A is not there");
    assert_eq!(strong(&[("quantity", "group-loo"), ("group", "A B D")]), 12, "a cube");
    assert_eq!(strong(&[("quantity", "cell")]), 0);
    assert_eq!(strong(&[("quantity", "evaluation")]), 0, "no model is retrained");
    assert_eq!(strong(&[("quantity", "shapley"), ("mode", "advanced"), ("task", "explore")]), 0);
}

#[test]
fn keys_walk_along_the_edges() {
    let mut grid = grid(&[("picture", "lattice"), ("draws", "0"), ("focus", "C")]);
    let walk = [
        ("ArrowUp", "ABCD"),
        ("ArrowLeft", "ABCD"),
        ("ArrowDown", "ABD"),
        ("ArrowUp", "ABCD"),
        ("ArrowDown", "ABD"),
        ("ArrowDown", "BD"),
        ("ArrowRight", "CD"),
        ("ArrowRight", "CD"),
        ("ArrowLeft", "BD"),
        ("ArrowUp", "BCD"),
        ("ArrowUp", "ABCD"),
        ("Home", "∅"),
        ("ArrowDown", "∅"),
        ("ArrowRight", "∅"),
        ("ArrowUp", "C"),
        ("ArrowUp", "AC"),
        ("End", "ABCD"),
    ];
    for (name, world) in walk {
        assert_eq!(key(&mut grid, name).as_deref(), Some(world), "{name}");
    }
    assert_eq!(key(&mut grid, "Tab"), None, "the page’s");
    assert_eq!(key(&mut grid, "PageDown"), None);
}

/// Down to the node with this name, as a browser would say it.
fn find(node: &crate::markup::Node, label: &str, path: &mut Vec<usize>) -> bool {
    for (index, child) in node.children().iter().enumerate() {
        path.push(index);
        let is_node = child.key().is_some_and(|key| key.starts_with("cell "));
        if is_node && child.to_html().contains(&format!("aria-label=\"{label}:")) || find(child, label, path)
        {
            return true;
        }
        path.pop();
    }
    false
}

#[test]
fn a_press_on_a_node_selects_its_world_or_its_cell() {
    let mut grid = grid(&[("picture", "lattice"), ("draws", "0"), ("mode", "advanced"), ("slice", "B")]);
    let press = |grid: &mut Grid, label: &str| {
        let node = grid.figure(&Scope::new("x")).into_node();
        let mut path = vec![];
        assert!(find(&node, label, &mut path), "{label}");
        let message: Message = node.dispatch(&path, EventKind::Press, &Input::default()).unwrap();
        grid.update(*message.downcast::<GridMessage>().unwrap())
    };
    let Some(Reaction::Focus(focus)) = press(&mut grid, "A and C") else { panic!("no focus") };
    assert_eq!(
        (grid.items.label(grid.selection.world), grid.selection.slice),
        ("AC".into(), Coalition::single(1))
    );
    assert!(html(&grid).contains(&format!("id=\"x-{focus}\"")), "the focus goes to a node that is there");
    grid.update(GridMessage::Task(Task::Explore));
    press(&mut grid, "A and C");
    press(&mut grid, "nothing");
    assert_eq!(grid.selection.cells.len(), 2);
    assert!(grid.selection.cells.places().iter().all(|place| place.slice == Coalition::single(1)));
    assert!(html(&grid).contains("in the selection"));
    key(&mut grid, "Enter");
    assert_eq!(grid.selection.cells.len(), 1, "the key does what the press does");
}

#[test]
fn a_path_is_said_with_its_numbers() {
    let mut grid = grid(&[("picture", "lattice"), ("draws", "0"), ("path", "99")]);
    assert_eq!(grid.parameters.path.get(), 24, "the last order there is");
    grid.update(GridMessage::Path(14));
    let (said, slice) = (grid.describe(), grid.items.all());
    let cell = |world| grid.cell(Side::Operator, Place { world, slice });
    let path = ArrivalPath::nth(4, 14).unwrap();
    assert_eq!(path.order(), [2, 0, 3, 1]);
    let adds = short(path.marginal(1, cell).unwrap(), DIGITS);
    let mean = simulation::idea::mean_over_orders(4, 1, cell).unwrap().unwrap();
    let sentence = format!(
        "In the order C, A, D, B, B joins {{A, C, D}} and adds {adds}; over all 24 orders its average is {}, the Shapley value.",
        short(mean, DIGITS)
    );
    assert!(said.ends_with(&sentence), "{said}\n{sentence}");
    assert!(html(&grid).contains("Path 14 of 24: C, A, D, B"));
    assert_eq!(picture(&grid, None, Shown::Operator).steps, ["+C", "+A", "+D", "+B"]);
    grid.update(GridMessage::Focus(2));
    assert!(grid.describe().contains("C comes first and adds"), "{}", grid.describe());
    grid.update(GridMessage::Picture(Picture::Grid));
    assert!(!grid.describe().contains("In the order"), "no path is drawn in a table");
}

#[test]
fn the_average_comes_once_its_cells_are_known() {
    let parameters = GridParameters {
        draws: Whole::new(0),
        picture: Picture::Lattice,
        path: Whole::new(1),
        ..GridParameters::default()
    };
    let mut grid = Grid::new(parameters).unwrap();
    assert!(grid.average.is_none());
    while grid.step() {}
    assert!(grid.average.is_some() && !grid.describe().contains('–'), "{}", grid.describe());
}

#[test]
fn the_slice_is_chosen_or_typed() {
    let mut grid = grid(&[("picture", "lattice"), ("draws", "0"), ("mode", "advanced"), ("world", "A")]);
    assert!(controls_html(&grid).contains("Test on"));
    assert!(grid.update(GridMessage::Slice(2)).is_none(), "the focus stays on the chip");
    assert_eq!(
        (grid.items.label(grid.selection.slice), grid.items.label(grid.selection.world)),
        ("C".into(), "A".into())
    );
    grid.update(GridMessage::Slices(super::super::Slices::Every));
    grid.update(GridMessage::Typed("slice", "A, C".to_owned()));
    assert_eq!(grid.items.label(grid.selection.slice), "AC");
    grid.update(GridMessage::Typed("slice", "E".to_owned()));
    assert!(grid.describe().contains("nothing was changed"), "{}", grid.describe());
    assert_eq!(grid.items.label(grid.selection.slice), "AC");
    grid.update(GridMessage::Typed("slice", "nothing".to_owned()));
    assert!(grid.describe().starts_with("Nothing is tested"), "{}", grid.describe());
    assert_eq!(html(&grid).matches(": no score").count(), 16);
}

#[test]
fn long_names_are_letters_with_a_key() {
    let grid = grid(&[("items", "left right"), ("focus", "left"), ("picture", "lattice"), ("draws", "0")]);
    assert!(html(&grid).contains(">lr</text>") && html(&grid).contains("l: left"));
    let same =
        super::super::tests::grid(&[("items", "row1 row2"), ("focus", "row1"), ("picture", "lattice")]);
    assert!(html(&same).contains(">ab</text>") && html(&same).contains("b: row2"));
}

#[test]
fn layers_are_drawn_beside_the_reference() {
    let mut grid = grid(&[("picture", "lattice"), ("draws", "0"), ("mode", "advanced"), ("poison", "C")]);
    let drawn = |grid: &Grid| html(grid).matches("<svg class=\"lattice\"").count();
    assert_eq!(drawn(&grid), 2);
    assert_eq!(html(&grid).matches("role=\"listbox\"").count(), 1, "one of them is for pressing");
    for shown in [Shown::Operator, Shown::Reference, Shown::Difference] {
        grid.update(GridMessage::Shown(shown));
        assert_eq!(drawn(&grid), 1, "{shown:?}");
    }
}

#[test]
fn a_reader_that_runs_nothing_is_promised_nothing() {
    let grid = grid(&[("picture", "lattice"), ("draws", "0"), ("path", "3")]);
    let still = grid.figure(&Scope::new("x")).into_node().into_still().to_html();
    for promise in ["listbox", "option", "tabindex", "aria-selected", "aria-hidden", "<button"] {
        assert!(!still.contains(promise), "{promise}");
    }
    assert!(still.contains("<polyline"));
    let svg = grid.drawing().into_node().to_html();
    assert_eq!(svg.matches("<rect").count(), 1 + 16 + 1, "the paper, the worlds, the ring");
}

#[test]
fn the_value_of_a_link_may_be_anything() {
    let parameters: Result<bool, _> = GridParameters::default().set("path", &Value::one("479001601"));
    assert!(parameters.is_err(), "12! is the last");
}
