//! The other way round: which quantities do these cells already determine?
//!
//! A reader selects cells freely. Every quantity of [`Query`] that reads nothing else is determined; for the others the
//! cells that are missing can be named. Kinds are counted, since a full column of n items holds n·2^(n−1) leave-one-out values.

use super::plan::Place;
use super::{Quantity, Query};
use crate::order::ascending;
use crate::valuation::Coalition;

/// A set of cells of one grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellSet {
    /// Sorted by key, each once.
    places: Vec<Place>,
}

/// A kind of quantity that a set of cells determines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Determined {
    /// How many questions of this kind the cells answer.
    pub count: u64,
    /// One of them.
    pub example: Query,
}

impl CellSet {
    /// The number of cells.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether none is selected.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The cells, by their worlds and then their slices.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Whether a cell is selected. Cost O(log m).
    pub fn contains(&self, place: Place) -> bool {
        self.places.binary_search_by_key(&place.key(), |place| place.key()).is_ok()
    }

    /// Adds cells. Cost O(m log m).
    #[must_use]
    pub fn with(mut self, places: impl IntoIterator<Item = Place>) -> Self {
        self.places.extend(places);
        let order = ascending(self.places.iter().map(|place| place.key()));
        let mut sorted: Vec<Place> = order.into_iter().map(|place| self.places[place]).collect();
        sorted.dedup();
        Self { places: sorted }
    }

    /// Takes a cell away, or adds it if it is not there.
    #[must_use]
    pub fn toggled(mut self, place: Place) -> Self {
        match self.places.binary_search_by_key(&place.key(), |place| place.key()) {
            Ok(at) => drop(self.places.remove(at)),
            Err(at) => self.places.insert(at, place),
        }
        self
    }

    /// The cells that are not among others. Cost O(m log m).
    #[must_use]
    pub fn without(mut self, others: &Self) -> Self {
        self.places.retain(|&place| !others.contains(place));
        self
    }

    /// The cells that a question needs beyond these; `None` if it has no plan.
    pub fn missing(&self, query: &Query, items: usize) -> Option<Vec<Place>> {
        let mut places = query.plan(items)?.places();
        places.retain(|&place| !self.contains(place));
        Some(places)
    }

    /// Every kind of quantity that these cells determine on a grid of n items, with the number of questions it answers: all single
    /// cells, differences of one item and of groups, evaluation values, interactions, regrets, references for unlearning, strike
    /// curves of everybody in a world of two or more, best subsets, and, for full columns, rows and diagonals, the averages over
    /// them. Semivalues are counted once an item and slice. Cost O(m·n²), and O(n·2^n) for each slice with two cells or more.
    pub fn determined(&self, items: usize) -> Vec<Determined> {
        let mut found = Tally::default();
        for slice in self.distinct(|place| place.slice) {
            let worlds = self.places.iter().filter(|place| place.slice == slice).map(|place| place.world);
            Column::new(items, slice, worlds.collect()).tally(&mut found);
        }
        for &Place { world, slice } in &self.places {
            for focus in slice.players().filter(|_| slice.len() > 1) {
                if self.contains(Place { world, slice: slice.without(focus) }) {
                    found.add(1, Query { quantity: Quantity::EvaluationValue, world, slice, focus });
                }
            }
        }
        let slice = Coalition::all(items);
        let full = |query: Query| self.missing(&query, items).is_some_and(|missing| missing.is_empty());
        let mut worlds = self.distinct(|place| place.world);
        // A full row has every slice but the empty one.
        worlds.retain(|&world| self.row_len(world) == (1 << items) - 1);
        for world in worlds {
            found.add(1, Query { quantity: Quantity::EvaluationSize, world, slice, focus: 0 });
        }
        let diagonal = Query { quantity: Quantity::Diagonal, world: slice, slice, focus: 0 };
        if self.len() >= (1 << items) - 1 && full(diagonal) {
            found.add(1, diagonal);
        }
        found.0
    }

    /// How many cells of a row are selected.
    fn row_len(&self, world: Coalition) -> usize {
        let start = self.places.partition_point(|place| place.world < world);
        self.places[start..].partition_point(|place| place.world == world)
    }

    fn distinct(&self, of: impl Fn(&Place) -> Coalition) -> Vec<Coalition> {
        let sets: Vec<Coalition> = self.places.iter().map(of).collect();
        let order = ascending(sets.iter().map(|set| u64::from(set.bits())));
        let mut sorted: Vec<Coalition> = order.into_iter().map(|place| sets[place]).collect();
        sorted.dedup();
        sorted
    }
}

/// The selected cells of one column.
struct Column {
    items: usize,
    slice: Coalition,
    worlds: Vec<Coalition>,
    /// By the bits of a world: whether its cell is selected.
    there: Vec<bool>,
}

impl Column {
    fn new(items: usize, slice: Coalition, worlds: Vec<Coalition>) -> Self {
        let mut there = vec![false; if worlds.len() > 1 { 1 << items } else { 0 }];
        for world in &worlds {
            if let Some(there) = there.get_mut(world.bits() as usize) {
                *there = true;
            }
        }
        Self { items, slice, worlds, there }
    }

    fn has(&self, world: Coalition) -> bool {
        self.there.get(world.bits() as usize).is_some_and(|there| *there)
    }

    fn tally(&self, found: &mut Tally) {
        let slice = self.slice;
        let query = |quantity, world, focus| Query { quantity, world, slice, focus };
        if let Some(&world) = self.worlds.first() {
            found.add(self.worlds.len() as u64, query(Quantity::Cell, world, 0));
        }
        self.levels(found);
        if self.there.is_empty() {
            return;
        }
        for &world in &self.worlds {
            for item in world.players().filter(|&item| self.has(world.without(item))) {
                found.add(1, query(Quantity::LeaveOneOut, world, item));
                for partner in world.players().filter(|&partner| partner > item) {
                    let beside = world.without(partner);
                    if self.has(beside) && self.has(beside.without(item)) {
                        found.add(1, query(Quantity::Interaction(partner), world, item));
                    }
                }
            }
        }
        self.groups(found);
        self.averages(found);
    }

    /// Best subsets of the sizes of which every world is selected.
    fn levels(&self, found: &mut Tally) {
        let (items, all, slice) = (self.items, Coalition::all(self.items), self.slice);
        let mut sizes = vec![0_u32; items + 1];
        self.worlds.iter().for_each(|world| sizes[world.len() as usize] += 1);
        let mut choose = 1;
        for (size, &count) in (0_u32..).zip(&sizes) {
            if count == choose {
                found.add(1, Query { quantity: Quantity::BestSubset(size), world: all, slice, focus: 0 });
            }
            choose = choose * (items as u32 - size) / (size + 1);
        }
    }

    /// Pairs of nested worlds: references for unlearning, and differences of groups.
    fn groups(&self, found: &mut Tally) {
        let (all, slice) = (Coalition::all(self.items), self.slice);
        let query = |quantity, world| Query { quantity, world, slice, focus: 0 };
        // below[S] becomes the number of selected subsets of S, S among them: a sum over subsets, item by item.
        let mut below: Vec<u32> = self.there.iter().map(|there| u32::from(*there)).collect();
        for item in 0..self.items {
            for bits in (0..below.len()).filter(|bits| bits >> item & 1 == 1) {
                below[bits] += below[bits ^ 1 << item];
            }
        }
        for &world in &self.worlds {
            let pairs = u64::from(below[world.bits() as usize]) - 1;
            let single = world.players().filter(|&item| self.has(world.without(item))).count() as u64;
            let nested = |wide: bool| {
                let smaller = self.worlds.iter().map(|other| (other, world.difference(*other)));
                let mut groups =
                    smaller.filter(|(other, _)| other.is_subset_of(world)).map(|(_, group)| group);
                groups.find(|group| group.len() > u32::from(wide))
            };
            for (count, quantity, wide) in [
                (pairs, Quantity::Unlearning as fn(Coalition) -> Quantity, false),
                (pairs - single, Quantity::GroupLeaveOut, true),
            ] {
                if count > 0 {
                    // The example is looked for only if it is the first of its kind.
                    found.add_with(count, quantity(all), || Some(query(quantity(nested(wide)?), world)));
                }
            }
            if world != all && self.has(all) {
                found.add(1, query(Quantity::Regret, world));
            }
        }
    }

    /// Strikes of everybody, and what a full column holds.
    fn averages(&self, found: &mut Tally) {
        let (items, all, slice) = (self.items, Coalition::all(self.items), self.slice);
        let query = |quantity, world, focus| Query { quantity, world, slice, focus };
        // closed[S]: S and all of its subsets are selected.
        let mut closed = self.there.clone();
        for bits in 0..closed.len() {
            let world = Coalition::from_bits(bits as u32);
            closed[bits] &= world.players().all(|item| closed[world.without(item).bits() as usize]);
            if closed[bits] && world.len() > 1 {
                found.add(1, query(Quantity::Strike(world), world, 0));
            }
        }
        if closed.last() == Some(&true) {
            found.add(1, query(Quantity::RowSize, all, 0));
            for quantity in [Quantity::Shapley, Quantity::Banzhaf, Quantity::Beta(4.0, 1.0)] {
                found.add(items as u64, query(quantity, all, 0));
            }
        }
    }
}

/// Kinds in the order in which they were first found.
#[derive(Default)]
struct Tally(Vec<Determined>);

impl Tally {
    fn add(&mut self, count: u64, example: Query) {
        self.add_with(count, example.quantity, || Some(example));
    }

    fn add_with(&mut self, count: u64, quantity: Quantity, example: impl FnOnce() -> Option<Query>) {
        let kind = std::mem::discriminant(&quantity);
        let same = |found: &&mut Determined| std::mem::discriminant(&found.example.quantity) == kind;
        match self.0.iter_mut().find(same) {
            Some(found) => found.count += count,
            None => self.0.extend(example().map(|example| Determined { count, example })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every question there is on a grid of n items, of the kinds and forms that are counted.
    fn questions(items: usize) -> Vec<Query> {
        let all = Coalition::all(items);
        let mut questions = Vec::new();
        for slice in Coalition::every(items).filter(|slice| !slice.is_empty()) {
            let mut ask = |quantity, world, focus| questions.push(Query { quantity, world, slice, focus });
            for world in Coalition::every(items) {
                ask(Quantity::Cell, world, 0);
                for focus in world.players() {
                    ask(Quantity::LeaveOneOut, world, focus);
                    world
                        .players()
                        .filter(|&other| other > focus)
                        .for_each(|other| ask(Quantity::Interaction(other), world, focus));
                }
                slice
                    .players()
                    .filter(|_| slice.len() > 1)
                    .for_each(|focus| ask(Quantity::EvaluationValue, world, focus));
                for group in Coalition::every(items).filter(|g| !g.is_empty() && g.is_subset_of(world)) {
                    ask(Quantity::Unlearning(group), world, 0);
                    if group.len() > 1 {
                        ask(Quantity::GroupLeaveOut(group), world, 0);
                    }
                }
                if world.len() > 1 {
                    ask(Quantity::Strike(world), world, 0);
                }
                if world != all {
                    ask(Quantity::Regret, world, 0);
                }
                if slice == all {
                    ask(Quantity::EvaluationSize, world, 0);
                }
            }
            for focus in 0..items {
                for quantity in [Quantity::Shapley, Quantity::Banzhaf, Quantity::Beta(4.0, 1.0)] {
                    ask(quantity, all, focus);
                }
            }
            (0..=items as u32).for_each(|size| ask(Quantity::BestSubset(size), all, 0));
            ask(Quantity::RowSize, all, 0);
            if slice == all {
                ask(Quantity::Diagonal, all, 0);
            }
        }
        questions
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn what_is_determined_is_what_misses_no_cell(
            marks in proptest::collection::vec(0_u32..10, 8 * 7), share in 0_u32..10,
        ) {
            let places = (0_u32..8).flat_map(|world| (1_u32..8).map(move |slice| Place {
                world: Coalition::from_bits(world), slice: Coalition::from_bits(slice),
            }));
            let chosen = places.zip(marks).filter(|(_, mark)| *mark <= share).map(|(place, _)| place);
            let cells = CellSet::default().with(chosen);
            let mut counts = Tally::default();
            for query in questions(3) {
                if cells.missing(&query, 3).unwrap().is_empty() {
                    counts.add(1, query);
                }
            }
            let found = cells.determined(3);
            prop_assert_eq!(found.len(), counts.0.len());
            for kind in found {
                let same = |other: &&Determined| std::mem::discriminant(&other.example.quantity)
                    == std::mem::discriminant(&kind.example.quantity);
                prop_assert_eq!(kind.count, counts.0.iter().find(same).unwrap().count, "{:?}", kind.example);
                prop_assert_eq!(cells.missing(&kind.example, 3), Some(vec![]), "{:?}", kind.example);
            }
        }
    }

    #[test]
    fn toggling_twice_is_nothing_and_missing_cells_are_named() {
        let place =
            |world, slice| Place { world: Coalition::from_bits(world), slice: Coalition::from_bits(slice) };
        let cells = CellSet::default().with([place(3, 1), place(1, 1), place(3, 1)]);
        assert_eq!(cells.len(), 2);
        assert_eq!(cells.clone().toggled(place(2, 1)).toggled(place(2, 1)), cells);
        let query = Query {
            quantity: Quantity::LeaveOneOut,
            world: Coalition::from_bits(3),
            slice: Coalition::single(0),
            focus: 0,
        };
        assert_eq!(cells.missing(&query, 2), Some(vec![place(2, 1)]));
        assert_eq!(cells.toggled(place(2, 1)).missing(&query, 2), Some(vec![]));
    }
}
