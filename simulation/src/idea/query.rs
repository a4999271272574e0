//! Γ, the comparison: which quantity is asked of the grid, and about what.
//!
//! | quantity | from the cells v(world, slice) |
//! |---|---|
//! | cell | v(S, T) |
//! | leave-one-out of i | v(S ∪ i, T) − v(S ∖ i, T) |
//! | group leave-one-out of G | v(S ∪ G, T) − v(S ∖ G, T) |
//! | evaluation value of i | v(S, T ∪ i) − v(S, T ∖ i) |
//! | interaction of i and j | v(S ∪ ij, T) − v(S ∪ i ∖ j, T) − v(S ∪ j ∖ i, T) + v(S ∖ ij, T) |
//! | semivalue of i | Σ w(\|R\|)·(v(R ∪ i, T) − v(R, T)) over R ⊆ N ∖ i |
//! | row-size scaling | mean of v(R, T) over \|R\| = k, for each k |
//! | evaluation-size scaling | mean of v(S, U) over \|U\| = k, for each k ≥ 1 |
//! | diagonal scaling | mean of v(U, U) over \|U\| = k, for each k ≥ 1 |
//! | best subset of size k | the largest v(R, T) with \|R\| = k, and all that tie for it within [`TIE`](super::TIE) |
//! | unlearning reference for G | v(S, T) − v(S ∖ G, T): how far the model in use is from one retrained without G |
//! | strike curve of G | mean of v(S ∖ K, T) over K ⊆ G ∩ S, \|K\| = k, for each k |
//! | regret to the full row | v(N, T) − v(S, T) |

use super::plan::{Answer, Difference, Level, Place, Plan};
use crate::valuation::{Coalition, SemivalueWeights};

/// A quantity that the cells of a grid define. N is the set of all items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    /// v(S, T): one world, no comparison.
    Cell,
    /// One comparison: the focus in or out.
    LeaveOneOut,
    /// One comparison: all of G in or out.
    GroupLeaveOut(Coalition),
    /// The focus in the test set or not.
    EvaluationValue,
    /// What the focus and a second item add together beyond what each adds alone.
    Interaction(usize),
    /// The average of all comparisons that differ by the focus: every size of world weighs the same.
    Shapley,
    /// The same, every world weighing the same.
    Banzhaf,
    /// The same with the weights of Beta(α, β); both must be above 0.
    Beta(f64, f64),
    /// Scores against the size of the training world.
    RowSize,
    /// Scores against the size of the test set.
    EvaluationSize,
    /// Scores against size where train and test sets are the same.
    Diagonal,
    /// The best training world of this many items.
    BestSubset(u32),
    /// The model in use against one retrained without G.
    Unlearning(Coalition),
    /// What is left as more and more of G withdraw.
    Strike(Coalition),
    /// What the selected world lacks against everything.
    Regret,
}

/// A question to the grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Query {
    /// What is asked.
    pub quantity: Quantity,
    /// S, the selected training world.
    pub world: Coalition,
    /// T, the selected slice.
    pub slice: Coalition,
    /// i, the item in question.
    pub focus: usize,
}

impl Query {
    /// Which cells of a grid of n items answer the question, and how. `None` if they do not exist: an empty slice, a group of nobody, an
    /// item beyond n or paired with itself, a size beyond n, or weights that are none. Cost: at most 2^n cells.
    pub fn plan(&self, items: usize) -> Option<Plan> {
        let all = Coalition::all(items);
        let Self { quantity, world, slice, focus } = *self;
        let inside = |set: Coalition| set.union(all) == all;
        if slice.is_empty() || !inside(slice) || !inside(world) || focus >= items {
            return None;
        }
        let at = |world| Place { world, slice };
        let compare =
            |with, without| Some(Plan::Differences(vec![Difference { weight: 1.0, with, without }]));
        let group = |group: Coalition| (!group.is_empty() && inside(group)).then_some(group);
        match quantity {
            Quantity::Cell => Some(Plan::Read(at(world))),
            Quantity::LeaveOneOut => compare(at(world.with(focus)), at(world.without(focus))),
            Quantity::GroupLeaveOut(set) => {
                let set = group(set)?;
                compare(at(world.union(set)), at(world.difference(set)))
            }
            Quantity::EvaluationValue => {
                let (with, without) = (slice.with(focus), slice.without(focus));
                let at = |slice| Place { world, slice };
                if without.is_empty() { None } else { compare(at(with), at(without)) }
            }
            Quantity::Interaction(partner) => {
                if partner >= items || partner == focus {
                    return None;
                }
                let pair = |base: Coalition, weight| Difference {
                    weight,
                    with: at(base.with(focus)),
                    without: at(base.without(focus)),
                };
                let (beside, without) = (world.with(partner), world.without(partner));
                Some(Plan::Differences(vec![pair(beside, 1.0), pair(without, -1.0)]))
            }
            Quantity::Shapley => semivalue(&SemivalueWeights::shapley(items).ok()?, focus, slice),
            Quantity::Banzhaf => semivalue(&SemivalueWeights::banzhaf(items).ok()?, focus, slice),
            Quantity::Beta(alpha, beta) => {
                semivalue(&SemivalueWeights::beta(items, alpha, beta).ok()?, focus, slice)
            }
            Quantity::RowSize => Some(self.curve(0, all, |query, set| Place { world: set, ..query.place() })),
            Quantity::EvaluationSize => {
                Some(self.curve(1, all, |query, set| Place { slice: set, ..query.place() }))
            }
            Quantity::Diagonal => Some(self.curve(1, all, |_, set| Place { world: set, slice: set })),
            Quantity::BestSubset(size) => {
                let places = subsets(all).filter(|set| set.len() == size).map(at).collect();
                (size as usize <= items).then_some(Plan::Best(Level { size, places }))
            }
            Quantity::Unlearning(set) => compare(at(world), at(world.difference(group(set)?))),
            Quantity::Strike(set) => {
                let strikers = group(set)?.intersection(world);
                let left =
                    |query: &Self, gone| Place { world: query.world.difference(gone), ..query.place() };
                Some(self.curve(0, strikers, left))
            }
            Quantity::Regret => compare(at(all), at(world)),
        }
    }

    /// The answer, from the cells; `None` if there is none, or a cell that it needs is not known.
    pub fn answer(&self, items: usize, cell: impl Fn(Place) -> Option<f64>) -> Option<Answer> {
        self.plan(items)?.answer(cell)
    }

    /// A level for each size from `least` on, of the places that the subsets of that size stand for.
    fn curve(&self, least: u32, whole: Coalition, at: fn(&Self, Coalition) -> Place) -> Plan {
        let level = |size| Level { size, places: vec![] };
        let mut levels: Vec<Level> = (least..=whole.len()).map(level).collect();
        for set in subsets(whole) {
            if let Some(level) = set.len().checked_sub(least).and_then(|level| levels.get_mut(level as usize))
            {
                level.places.push(at(self, set));
            }
        }
        Plan::Curve(levels)
    }

    /// The selected cell.
    const fn place(&self) -> Place {
        Place { world: self.world, slice: self.slice }
    }

    /// The worlds whose cells define the answer, each once.
    pub fn worlds(&self, items: usize) -> Vec<Coalition> {
        let places = self.plan(items).map_or_else(Vec::new, |plan| plan.places());
        let mut known = vec![false; 1 << items];
        let new = |place: &Place| !std::mem::replace(&mut known[place.world.bits() as usize], true);
        places.iter().copied().filter(new).map(|place| place.world).collect()
    }
}

/// The comparisons of a semivalue, smallest companies first, then by bits.
fn semivalue(weights: &SemivalueWeights, focus: usize, slice: Coalition) -> Option<Plan> {
    let others: Vec<Coalition> =
        Coalition::every(weights.players()).filter(|company| !company.contains(focus)).collect();
    let by_size = crate::order::ascending(others.iter().map(|company| u64::from(company.len())));
    let difference = |place: usize| {
        let company = others[place];
        let at = |world| Place { world, slice };
        let weight = *weights.by_size().get(company.len() as usize)?;
        Some(Difference { weight, with: at(company.with(focus)), without: at(company) })
    };
    by_size.into_iter().map(difference).collect::<Option<_>>().map(Plan::Differences)
}

/// All subsets of a set, by their bits.
fn subsets(set: Coalition) -> impl Iterator<Item = Coalition> {
    let whole = set.bits();
    let next = move |bits: &u32| (*bits != whole).then(|| (bits.wrapping_sub(whole)) & whole);
    std::iter::successors(Some(0), next).map(Coalition::from_bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::idea::Point;
    use crate::valuation::{Game, UtilityTable, banzhaf, beta_shapley, leave_one_out, shapley};
    use proptest::prelude::*;

    const ITEMS: usize = 4;

    /// A score for every place of a grid of four items.
    fn tables() -> impl Strategy<Value = Vec<f64>> {
        proptest::collection::vec(-5.0_f64..5.0, 256)
    }

    fn value(table: &[f64], place: Place) -> f64 {
        table[(place.world.bits() * 16 + place.slice.bits()) as usize]
    }

    /// Every quantity by its definition, written another way: sums over all sets that pass a test.
    fn brute(table: &[f64], query: &Query) -> Answer {
        let Query { quantity, world, slice, focus } = *query;
        let v = |world: Coalition, slice: Coalition| value(table, Place { world, slice });
        let game = UtilityTable::new(Coalition::every(ITEMS).map(|s| v(s, slice)).collect()).unwrap();
        let single = Coalition::single;
        let curve = |sizes: std::ops::RangeInclusive<u32>, keep: &dyn Fn(Coalition) -> Option<(u32, f64)>| {
            let point = |size| {
                let of_size = |set| keep(set).filter(|(s, _)| *s == size).map(|(_, value)| value);
                let values: Vec<f64> = Coalition::every(ITEMS).filter_map(of_size).collect();
                Point {
                    size,
                    mean: values.iter().sum::<f64>() / values.len() as f64,
                    least: values.iter().copied().fold(f64::INFINITY, f64::min),
                    most: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
                }
            };
            Answer::Curve(sizes.map(point).collect())
        };
        let number = match quantity {
            Quantity::Cell => game.value(world),
            Quantity::LeaveOneOut => leave_one_out(&game, world.with(focus), focus),
            Quantity::GroupLeaveOut(group) => {
                v(world.union(group), slice) - v(world.difference(group), slice)
            }
            Quantity::EvaluationValue => v(world, slice.with(focus)) - v(world, slice.without(focus)),
            Quantity::Interaction(other) => {
                let base = world.difference(single(focus).union(single(other)));
                let add = |set: Coalition| game.value(base.union(set));
                add(single(focus).union(single(other))) - add(single(focus)) - add(single(other))
                    + add(Coalition::EMPTY)
            }
            Quantity::Shapley => shapley(&game)[focus],
            Quantity::Banzhaf => banzhaf(&game)[focus],
            Quantity::Beta(alpha, beta) => beta_shapley(&game, alpha, beta).unwrap()[focus],
            Quantity::Unlearning(group) => v(world, slice) - v(world.difference(group), slice),
            Quantity::Regret => v(Coalition::all(ITEMS), slice) - v(world, slice),
            Quantity::RowSize => return curve(0..=4, &|s| Some((s.len(), v(s, slice)))),
            Quantity::EvaluationSize => return curve(1..=4, &|t| Some((t.len(), v(world, t)))),
            Quantity::Diagonal => return curve(1..=4, &|t| Some((t.len(), v(t, t)))),
            Quantity::Strike(group) => {
                let strikers = group.intersection(world);
                return curve(0..=strikers.len(), &|k| {
                    k.is_subset_of(strikers).then(|| (k.len(), v(world.difference(k), slice)))
                });
            }
            Quantity::BestSubset(size) => {
                let sets: Vec<Coalition> = Coalition::every(ITEMS).filter(|s| s.len() == size).collect();
                let best = sets.iter().map(|&s| v(s, slice)).fold(f64::NEG_INFINITY, f64::max);
                let places = sets.iter().filter(|&&s| v(s, slice) == best);
                let places = places.map(|&world| Place { world, slice }).collect();
                return Answer::Best { value: best, places };
            }
        };
        Answer::Number(number)
    }

    fn close(one: &Answer, other: &Answer) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() < 1e-10;
        match (one, other) {
            (Answer::Number(a), Answer::Number(b)) => near(*a, *b),
            (Answer::Curve(a), Answer::Curve(b)) => {
                a.len() == b.len()
                    && a.iter().zip(b).all(|(a, b)| {
                        (a.size, a.least, a.most) == (b.size, b.least, b.most) && near(a.mean, b.mean)
                    })
            }
            (one, other) => one == other,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn every_quantity_equals_its_definition_and_reads_only_the_cells_it_names(
            table in tables(),
            world in (0_u32..16).prop_map(Coalition::from_bits),
            slice in (1_u32..16).prop_map(Coalition::from_bits),
            group in (1_u32..16).prop_map(Coalition::from_bits),
            (focus, other) in (0_usize..4, 0_usize..4),
            size in 0_u32..=4,
            (alpha, beta) in (0.1_f64..20.0, 0.1_f64..20.0),
        ) {
            for quantity in [
                Quantity::Cell, Quantity::LeaveOneOut, Quantity::GroupLeaveOut(group), Quantity::EvaluationValue,
                Quantity::Interaction(other), Quantity::Shapley, Quantity::Banzhaf, Quantity::Beta(alpha, beta),
                Quantity::RowSize, Quantity::EvaluationSize, Quantity::Diagonal, Quantity::BestSubset(size),
                Quantity::Unlearning(group), Quantity::Strike(group), Quantity::Regret,
            ] {
                let query = Query { quantity, world, slice, focus };
                let Some(plan) = query.plan(ITEMS) else {
                    let undefined = (matches!(quantity, Quantity::Interaction(_)) && other == focus)
                        || (quantity == Quantity::EvaluationValue && slice == Coalition::single(focus));
                    prop_assert!(undefined, "{quantity:?} has no plan");
                    continue;
                };
                let named = plan.places();
                let answer = query.answer(ITEMS, |place| {
                    assert!(named.contains(&place), "{quantity:?} reads {place:?} without naming it");
                    Some(value(&table, place))
                });
                let answer = answer.unwrap();
                prop_assert!(close(&answer, &brute(&table, &query)), "{query:?}: {answer:?}");
                for &missing in &named {
                    let without = |place| (place != missing).then(|| value(&table, place));
                    prop_assert_eq!(query.answer(ITEMS, without), None, "{:?} does not read {:?}", quantity, missing);
                }
                let mut sorted: Vec<u64> = named.iter().map(|place| place.key()).collect();
                sorted.sort_unstable();
                sorted.dedup();
                prop_assert_eq!(sorted.len(), named.len(), "each cell is named once");
            }
        }
    }

    #[test]
    fn questions_about_nothing_have_no_plan() {
        let query =
            |quantity, focus| Query { quantity, world: Coalition::all(3), slice: Coalition::all(3), focus };
        let none = [
            query(Quantity::Cell, 3),
            query(Quantity::Interaction(1), 1),
            query(Quantity::Interaction(3), 1),
            query(Quantity::GroupLeaveOut(Coalition::EMPTY), 0),
            query(Quantity::Strike(Coalition::single(3)), 0),
            query(Quantity::BestSubset(4), 0),
            query(Quantity::Beta(0.0, 1.0), 0),
            Query { slice: Coalition::EMPTY, ..query(Quantity::Cell, 0) },
            Query { world: Coalition::all(4), ..query(Quantity::Cell, 0) },
        ];
        for query in none {
            assert_eq!(query.plan(3), None, "{query:?}");
            assert_eq!(query.worlds(3), []);
        }
        assert!(query(Quantity::Beta(0.5, 16.0), 0).plan(3).is_some());
    }

    #[test]
    fn ties_for_the_best_are_all_named() {
        let query = Query {
            quantity: Quantity::BestSubset(2),
            world: Coalition::EMPTY,
            slice: Coalition::all(3),
            focus: 0,
        };
        let places = match query.answer(3, |place| Some(if place.world.contains(0) { 1.0 } else { 0.0 })) {
            Some(Answer::Best { value: 1.0, places }) => places,
            other => panic!("{other:?}"),
        };
        let worlds: Vec<u32> = places.iter().map(|place| place.world.bits()).collect();
        assert_eq!(worlds, [0b011, 0b101]);
    }

    /// 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 are the same number of birds, and not the same bits.
    #[test]
    fn rounding_hides_no_tie() {
        let (one, other) = ((0.1 + 0.2 + 0.3) / 3.0, (0.3 + 0.2 + 0.1) / 3.0);
        assert!(one != other);
        let query = Query {
            quantity: Quantity::BestSubset(1),
            world: Coalition::EMPTY,
            slice: Coalition::all(3),
            focus: 0,
        };
        let cell = |place: Place| Some([one, other, 0.1][place.world.players().next()?]);
        let Some(Answer::Best { places, .. }) = query.answer(3, cell) else { panic!("no best") };
        assert_eq!(places.len(), 2);
    }
}
