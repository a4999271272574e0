//! The worlds of one slice as a lattice of one-step moves: what is drawn, and how one walks in it.

use simulation::idea::{Answer, Place, Plan, Quantity, Query};
use simulation::valuation::Coalition;

use super::parameters::{Mode, Picture, QuantityChoice, Shown, Task};
use super::steps::Mark;
use super::view::{View, cell_id, heat, mark_words, pressed, row_marks, row_words, side_of, unknown};
use super::work::Side;
use super::{Grid, GridMessage, arrivals, words};
use crate::chart::{
    Emphasis, LatticeEdge, LatticeLevel, LatticeNode, LatticePicture, Spot, lattice, lattice_file,
};
use crate::controls::{radio_chips, segments, typed};
use crate::format::{self, decimal, signed};
use crate::markup::{EventKind, Input, element};
use crate::widget::Scope;

/// Lattices of up to so many items are drawn whole.
const WHOLE: usize = 5;
/// As many slices have a chip each; of more, one is typed.
const CHIPS: usize = 13;

/// What only the lattice needs, and the switch between the two pictures. By name, so that the switch keeps the keyboard's focus
/// when the others come and go.
pub(super) fn controls(grid: &Grid, scope: &Scope) -> Vec<View> {
    let parameters = &grid.parameters;
    let is_lattice = parameters.picture == Picture::Lattice;
    let mut controls = vec![];
    if is_lattice {
        let slices = grid.items.slices();
        if slices.len() <= CHIPS {
            let all = grid.items.all();
            let name =
                |&slice: &Coalition| if slice == all { "All".to_owned() } else { grid.items.label(slice) };
            let names: Vec<String> = slices.iter().map(name).collect();
            let chips = radio_chips(scope, "slice", "Test on", &names, grid.place().1, GridMessage::Slice);
            controls.push(chips.key("slice"));
        } else {
            let slice = grid.items.label(grid.selection.slice);
            let message = |text| GridMessage::Typed("slice", text);
            controls.push(typed(scope, "slice", "Test on", slice, false, message).key("slices"));
        }
        if parameters.mode == Mode::Advanced {
            let path = parameters.path.get().to_string();
            let message = |text| GridMessage::Typed("path", text);
            controls.push(typed(scope, "path", "Order of arrival", path, true, message).key("path"));
        }
    }
    if is_lattice || grid.home == Picture::Lattice || parameters.mode == Mode::Advanced {
        let pictures = [(Picture::Grid, "Rows and columns"), (Picture::Lattice, "Lattice")];
        let picture = parameters.picture;
        let switch = segments(scope, "picture", "Picture", &pictures, picture, GridMessage::Picture);
        controls.push(switch.key("picture"));
    }
    controls
}

/// The lattice in place of the table: two of them where a layer stands between operator and reference.
pub(super) fn figure(grid: &Grid, scope: &Scope) -> Vec<View> {
    let said = format!(
        "Each node is a training world, and its number is {}. One step up, an item joins; one step down, it leaves.",
        words::measure(grid)
    );
    let both = grid.is_layered() && grid.parameters.shown == Shown::Both;
    let first = if both || !grid.is_layered() { Shown::Operator } else { grid.parameters.shown };
    let shown = std::iter::once(first).chain(both.then_some(Shown::Reference));
    let boxes = shown.enumerate().map(|(place, shown)| {
        let name = match shown {
            _ if !grid.is_layered() => "Training worlds, one step apart",
            Shown::Reference => "Reference, which no layer touches",
            Shown::Difference => "What the operator sees minus the reference",
            _ => "What the operator sees",
        };
        let live = (place == 0).then_some(scope);
        let picture = lattice(&picture(grid, live, shown), name.to_owned());
        let picture = if place == 0 {
            picture.on(EventKind::Press, pressed).on(EventKind::Key, keys(grid))
        } else {
            picture
        };
        let caption = grid.is_layered().then(|| element("p").class("lattice-caption").text(name));
        element("div").class("grid-scroll").children(caption).child(picture)
    });
    std::iter::once(element("p").class("lattice-caption").text(said))
        .chain(boxes.collect::<Vec<_>>())
        .chain([arrivals::stepper(grid)])
        .collect()
}

/// For slides and papers: what the operator sees, or the reference where it is shown alone.
pub(super) fn drawing(grid: &Grid) -> View {
    let shown = if grid.parameters.shown == Shown::Both { Shown::Operator } else { grid.parameters.shown };
    lattice_file(&picture(grid, None, shown), words::describe(grid))
}

/// Where keys lead: to a row, since a world is one. At the edges nowhere, and the page does not turn either.
fn keys(grid: &Grid) -> impl Fn(&Input) -> Option<GridMessage> + 'static {
    let (worlds, (row, _)) = (grid.items.worlds(), grid.place());
    let (here, focus, all) = (grid.selection.world, grid.selection.focus, grid.items.all());
    let absent = all.difference(here);
    let first = |set: Coalition| if set.contains(focus) { Some(focus) } else { set.players().next() };
    let up = first(absent).map_or(here, |item| here.with(item));
    let down = first(here).map_or(here, |item| here.without(item));
    let beside = |place: Option<usize>| {
        let world = place.and_then(|place| worlds.get(place)).copied();
        world.filter(|world| world.len() == here.len()).unwrap_or(here)
    };
    let targets = [up, down, beside(row.checked_sub(1)), beside(row.checked_add(1)), Coalition::EMPTY, all];
    let place = |world: Coalition| worlds.iter().position(|&known| known == world).unwrap_or(row);
    let rows = targets.map(place);
    move |input| {
        const KEYS: [&str; 6] = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"];
        if matches!(input.key.as_str(), "Enter" | " ") {
            return Some(GridMessage::Enter);
        }
        let key = KEYS.iter().position(|&key| key == input.key)?;
        Some(GridMessage::World(rows[key]))
    }
}

/// Which parts of the lattice the comparison passes: everything between two worlds, for each pair of them.
fn passages(grid: &Grid) -> Vec<(Coalition, Coalition)> {
    let lit = (grid.parameters.step.get() as usize).checked_sub(1);
    match &grid.plan {
        _ if grid.parameters.task == Task::Explore => vec![],
        Some(Plan::Differences(differences)) => {
            let one = lit.and_then(|lit| differences.get(lit)).filter(|_| differences.len() > 1);
            let differences = one.map_or(differences.as_slice(), std::slice::from_ref);
            differences.iter().map(|pair| (pair.with.world, pair.without.world)).collect()
        }
        Some(Plan::Curve(_)) if grid.parameters.quantity == QuantityChoice::Strike => {
            let world = grid.selection.world;
            vec![(world, world.difference(grid.selection.group))]
        }
        _ => vec![],
    }
}

/// The worlds that have a node: all of few items, else the selected one, those one step from it, and those on the path.
pub(super) fn drawn(grid: &Grid) -> Vec<Coalition> {
    let (whole, here) = (grid.items.len() <= WHOLE, grid.selection.world);
    let path = passed(grid);
    let near = |world: Coalition| world.union(here).len() <= world.intersection(here).len() + 1;
    let worlds = grid.items.worlds().iter().copied();
    worlds.filter(|&world| whole || near(world) || path.contains(&world)).collect()
}

/// The worlds on the path.
fn passed(grid: &Grid) -> Vec<Coalition> {
    arrivals::path(grid).map_or_else(Vec::new, |path| path.worlds().collect())
}

/// The lattice as it is now, drawn whole or around the selected world.
fn picture(grid: &Grid, live: Option<&Scope>, shown: Shown) -> LatticePicture {
    let (items, here) = (&grid.items, grid.selection.world);
    let whole = items.len() <= WHOLE;
    let (path, drawn) = (passed(grid), drawn(grid));
    let mut spots: Vec<Option<Spot>> = vec![None; 1 << items.len()];
    let mut levels: Vec<LatticeLevel> = (0..=items.len()).map(|_| LatticeLevel::default()).collect();
    for &world in &drawn {
        let level = items.len() - world.len() as usize;
        spots[world.bits() as usize] = Some((level, levels[level].nodes.len()));
        levels[level].nodes.push(node(grid, live, shown, world, path.contains(&world)));
    }
    if !whole {
        summaries(grid, shown, &mut levels);
    }
    let spot = |world: Coalition| spots[world.bits() as usize];
    let passages = passages(grid);
    let mut edges = vec![];
    for &world in &drawn {
        for below in world.players().map(|item| world.without(item)) {
            let (Some(upper), Some(lower)) = (spot(world), spot(below)) else { continue };
            // Between two neighbours of the selected world nothing is drawn: they differ by what it is not about.
            let on_path = path.contains(&world) && path.contains(&below);
            if whole || world == here || below == here || on_path {
                let strong =
                    passages.iter().any(|(top, end)| world.is_subset_of(*top) && end.is_subset_of(below));
                edges.push(LatticeEdge { upper, lower, strong });
            }
        }
    }
    let steps =
        path.windows(2).map(|pair| format!("+{}", items.sign_of(pair[1].difference(pair[0])))).collect();
    LatticePicture { levels, edges, path: path.into_iter().filter_map(spot).collect(), steps }
}

fn node(grid: &Grid, live: Option<&Scope>, shown: Shown, world: Coalition, on_path: bool) -> LatticeNode {
    let (items, here, slice) = (&grid.items, grid.selection.world, grid.selection.slice);
    let place = Place { world, slice };
    let (value, heat) = cell(grid, shown, place);
    let exploring = grid.parameters.task == Task::Explore;
    let chosen = exploring && grid.selection.cells.contains(place);
    let mark = if exploring { None } else { grid.marks.of(place) };
    let emphasis = match mark {
        Some(Mark::Before) => Some(Emphasis::Before),
        Some(Mark::After) => Some(Emphasis::After),
        None => chosen.then_some(Emphasis::Chosen),
    };
    let label = match world.len() {
        _ if items.len() <= WHOLE || world.len() < 4 && world == here => items.sign_of(world),
        // Around the selected world, what is a step away says which.
        size if size == here.len() + 1 && here.is_subset_of(world) => {
            format!("+{}", items.sign_of(world.difference(here)))
        }
        size if size + 1 == here.len() && world.is_subset_of(here) => {
            format!("−{}", items.sign_of(here.difference(world)))
        }
        0..3 => items.sign_of(world),
        _ if world == items.all() => "All".to_owned(),
        _ => format!("{}…", items.sign_of(world).chars().take(2).collect::<String>()),
    };
    let live = live.map(|scope| {
        let row = items.worlds().iter().position(|&known| known == world).unwrap_or(0);
        let column = grid.place().1;
        let on = if slice == items.all() { "all".to_owned() } else { items.words(slice) };
        let said = if slice.is_empty() { "no score".to_owned() } else { format!("{value} on {on}") };
        let mut name = format!("{}: {said}", items.words(world));
        let path = if on_path { "on the path" } else { "" };
        for note in [mark_words(grid, mark), path, if chosen { "in the selection" } else { "" }] {
            if !note.is_empty() {
                name = format!("{name}, {note}");
            }
        }
        name.push_str(&row_words(grid, side_of(shown), place));
        [scope.id(&cell_id(row, column)), format!("cell {row} {column}"), name]
    });
    let note = row_marks(grid, side_of(shown), world);
    LatticeNode { label, value, note, heat, emphasis, selected: world == here, live }
}

/// The number of a node and its step of the ramp.
fn cell(grid: &Grid, shown: Shown, place: Place) -> (String, String) {
    let value = |side| grid.cell(side, place);
    let known = |value: Option<f64>, write: fn(f64, u32) -> String| {
        value.map_or_else(|| unknown(place).to_owned(), |value| write(value, 2))
    };
    match shown {
        Shown::Difference => {
            let difference =
                value(Side::Operator).zip(value(Side::Reference)).map(|(seen, real)| seen - real);
            (known(difference, signed), heat(grid, None))
        }
        Shown::Reference => (known(value(Side::Reference), decimal), heat(grid, value(Side::Reference))),
        _ => (known(value(Side::Operator), decimal), heat(grid, value(Side::Operator))),
    }
}

/// What is said of levels of which not every node is drawn.
fn summaries(grid: &Grid, shown: Shown, levels: &mut [LatticeLevel]) {
    let side = side_of(shown);
    let query = Query { quantity: Quantity::RowSize, ..grid.query() };
    let known = query.answer(grid.items.len(), |place| grid.cell(side, place));
    let items = grid.items.len();
    let mut worlds = 1;
    for (size, level) in levels.iter_mut().rev().enumerate() {
        let mean = match &known {
            Some(Answer::Curve(points)) => points.get(size).map(|point| point.mean),
            _ => None,
        };
        let mean_words = mean.map_or_else(|| "–".to_owned(), |mean| decimal(mean, 2));
        let said = [format::count(worlds, "world", "worlds"), format!("mean {mean_words}")];
        level.summary = Some((said, heat(grid, mean)));
        worlds = worlds * (items - size) / (size + 1);
    }
}

/// What letters of the nodes stand for, where names are longer than a letter.
pub(super) fn sign(grid: &Grid, item: usize) -> Option<String> {
    let sign = grid.items.sign_of(Coalition::single(item));
    (grid.parameters.picture == Picture::Lattice && sign != grid.items.name(item)).then_some(sign)
}

#[cfg(test)]
#[path = "moves_tests.rs"]
mod tests;
