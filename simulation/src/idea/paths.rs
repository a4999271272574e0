//! Orders of arrival: upward paths through the lattice of worlds, from nothing to everything, one item a step.
//!
//! The lattice of n items has 2^n worlds; an edge leads from a world to the same world with one item more. An order of arrival
//! i₁, …, iₙ is a path ∅ ⊂ {i₁} ⊂ {i₁, i₂} ⊂ … ⊂ N along such edges, and each of the n! orders is another one. On a path, the item
//! that arrives adds v(S ∪ i) − v(S), where S is who is there already. Its mean over all paths is the Shapley value:
//!
//! φᵢ = 1/n! · Σ over orders π of (v(Pπ(i) ∪ i) − v(Pπ(i))), Pπ(i) being those before i in π
//!
//! Orders are numbered from 1 to n! as they stand in a dictionary, by the factorial number system. Cost: O(n²) for one order, n! looks at
//! two cells for the mean; [`Quantity::Shapley`](super::Quantity::Shapley) has the same mean from 2^n cells.
//!
//! Source: Shapley (1953), *A value for n-person games*; the numbering is that of Lehmer (1960), *Teaching combinatorial tricks to a
//! computer*.
//!
//! When it misleads: one path is one story. What an item adds on it depends on who came before, and the order in which data really
//! arrived is no reason to prefer that path: the model is trained on sets, which have no order.

use thiserror::Error;

use crate::valuation::Coalition;

/// The largest number of items whose orders are counted: 12! is the last factorial that has 32 bits.
pub const ORDERED_ITEMS: usize = 12;
/// The largest number of items over whose orders [`mean_over_orders`] goes: 8! = 40,320.
pub const ENUMERATED_ITEMS: usize = 8;

/// Why there is no such order.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PathError {
    /// Too few or too many items.
    #[error("items is {found}: legal are 1 to {most}")]
    Items {
        /// The items asked for.
        found: usize,
        /// The most there may be.
        most: usize,
    },
    /// No order has this number.
    #[error("order is {found}: legal are 1 to {orders}")]
    Order {
        /// The number asked for.
        found: u32,
        /// n!.
        orders: u32,
    },
    /// No item has this number.
    #[error("item is {found}: legal are 0 to {last}")]
    Item {
        /// The item asked for.
        found: usize,
        /// n − 1.
        last: usize,
    },
}

/// One order of arrival of n items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArrivalPath {
    order: Vec<usize>,
}

impl ArrivalPath {
    /// The order with this number, from 1 to n!, in the dictionary of all orders of items 0 to n − 1. Cost O(n²).
    ///
    /// # Errors
    /// [`PathError::Items`] unless n is 1 to [`ORDERED_ITEMS`], [`PathError::Order`] for a number that no order has.
    ///
    /// ```
    /// use simulation::idea::ArrivalPath;
    /// assert_eq!(ArrivalPath::nth(3, 1)?.order(), [0, 1, 2]);
    /// assert_eq!(ArrivalPath::nth(3, 4)?.order(), [1, 2, 0]);
    /// # Ok::<(), simulation::idea::PathError>(())
    /// ```
    pub fn nth(items: usize, number: u32) -> Result<Self, PathError> {
        let orders = orders(items)?;
        if number == 0 || number > orders {
            return Err(PathError::Order { found: number, orders });
        }
        // The digits of number − 1 in the factorial system say which of the items that are left comes next.
        let (mut rest, mut block) = (number - 1, orders);
        let mut left: Vec<usize> = (0..items).collect();
        let mut order = Vec::with_capacity(items);
        for waiting in (1_u32..=items as u32).rev() {
            block /= waiting;
            order.push(left.remove((rest / block) as usize));
            rest %= block;
        }
        Ok(Self { order })
    }

    /// The items, first to last.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The n + 1 worlds that it passes, from nothing to everything.
    pub fn worlds(&self) -> impl Iterator<Item = Coalition> {
        let arrived = self.order.iter().scan(Coalition::EMPTY, |world, &item| {
            *world = world.with(item);
            Some(*world)
        });
        std::iter::once(Coalition::EMPTY).chain(arrived)
    }

    /// Pπ(i): who is there when an item arrives. Everybody for an item that never does.
    pub fn before(&self, item: usize) -> Coalition {
        let earlier = self.order.iter().take_while(|&&other| other != item);
        earlier.fold(Coalition::EMPTY, |world, &other| world.with(other))
    }

    /// v(Pπ(i) ∪ i) − v(Pπ(i)); `None` if a cell is not known, or the item never arrives.
    pub fn marginal(&self, item: usize, cell: impl Fn(Coalition) -> Option<f64>) -> Option<f64> {
        let before = self.before(item);
        if !self.order.contains(&item) {
            return None;
        }
        Some(cell(before.with(item))? - cell(before)?)
    }

    /// What each item adds as it arrives, first to last: the differences along the path. They add up to v(N) − v(∅). `None` if a cell
    /// is not known. Cost: n + 1 looks.
    pub fn marginals(&self, cell: impl Fn(Coalition) -> Option<f64>) -> Option<Vec<f64>> {
        let values: Vec<f64> = self.worlds().map(cell).collect::<Option<_>>()?;
        Some(values.windows(2).map(|pair| pair[1] - pair[0]).collect())
    }
}

/// n!, the number of orders of n items.
///
/// # Errors
/// [`PathError::Items`] unless n is 1 to [`ORDERED_ITEMS`].
///
/// ```
/// assert_eq!(simulation::idea::orders(4), Ok(24));
/// ```
pub fn orders(items: usize) -> Result<u32, PathError> {
    if items == 0 || items > ORDERED_ITEMS {
        return Err(PathError::Items { found: items, most: ORDERED_ITEMS });
    }
    Ok((1..=items as u32).product())
}

/// The mean of what an item adds over all n! orders, one after the other: the definition of the Shapley value, for those who want to
/// see that the shorter sum over 2^(n−1) comparisons is the same. `None` if a cell is not known. Cost: n!·n.
///
/// # Errors
/// [`PathError::Items`] unless n is 1 to [`ENUMERATED_ITEMS`], [`PathError::Item`] for an item beyond them.
///
/// ```
/// use simulation::idea::mean_over_orders;
/// // Either of two items is enough: each comes first in half of the orders.
/// let mean = mean_over_orders(2, 0, |world| Some(if world.is_empty() { 0.0 } else { 1.0 }));
/// assert_eq!(mean, Ok(Some(0.5)));
/// ```
pub fn mean_over_orders(
    items: usize,
    item: usize,
    cell: impl Fn(Coalition) -> Option<f64>,
) -> Result<Option<f64>, PathError> {
    if items > ENUMERATED_ITEMS {
        return Err(PathError::Items { found: items, most: ENUMERATED_ITEMS });
    }
    let orders = orders(items)?;
    if item >= items {
        return Err(PathError::Item { found: item, last: items - 1 });
    }
    let mut sum = 0.0;
    for number in 1..=orders {
        match ArrivalPath::nth(items, number)?.marginal(item, &cell) {
            Some(marginal) => sum += marginal,
            None => return Ok(None),
        }
    }
    Ok(Some(sum / f64::from(orders)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::idea::{Place, Quantity, Query};
    use crate::valuation::{Game, UtilityTable, shapley, shapley_terms};
    use proptest::prelude::*;

    fn games() -> impl Strategy<Value = UtilityTable> {
        (1_u32..=6).prop_flat_map(|n| {
            proptest::collection::vec(-1.0_f64..1.0, 1 << n).prop_map(|v| UtilityTable::new(v).unwrap())
        })
    }

    #[test]
    fn orders_are_numbered_as_in_a_dictionary() {
        for items in 1..=6 {
            let all: Vec<Vec<usize>> = (1..=orders(items).unwrap())
                .map(|number| ArrivalPath::nth(items, number).unwrap().order().to_vec())
                .collect();
            assert!(
                all.windows(2).all(|pair| pair[0] < pair[1]),
                "{items} items: ascending, so all different"
            );
            for order in all {
                let mut sorted = order.clone();
                sorted.sort_unstable();
                assert_eq!(sorted, (0..items).collect::<Vec<_>>(), "every item arrives once");
            }
        }
        let last = ArrivalPath::nth(12, 479_001_600).unwrap();
        assert_eq!(last.order(), (0..12).rev().collect::<Vec<_>>());
    }

    #[test]
    fn a_path_climbs_one_item_a_step() {
        let path = ArrivalPath::nth(4, 14).unwrap();
        let worlds: Vec<Coalition> = path.worlds().collect();
        assert_eq!((worlds[0], worlds[4], worlds.len()), (Coalition::EMPTY, Coalition::all(4), 5));
        for (step, &item) in worlds.windows(2).zip(path.order()) {
            assert_eq!((step[0].with(item), step[1].without(item)), (step[1], step[0]));
            assert_eq!(path.before(item), step[0]);
        }
    }

    #[test]
    fn what_does_not_exist_is_refused() {
        assert_eq!(orders(0), Err(PathError::Items { found: 0, most: 12 }));
        assert_eq!(orders(13).unwrap_err().to_string(), "items is 13: legal are 1 to 12");
        for number in [0, 25, u32::MAX] {
            assert_eq!(ArrivalPath::nth(4, number), Err(PathError::Order { found: number, orders: 24 }));
        }
        assert_eq!(mean_over_orders(9, 0, |_| None), Err(PathError::Items { found: 9, most: 8 }));
        assert_eq!(mean_over_orders(3, 3, |_| None), Err(PathError::Item { found: 3, last: 2 }));
        let path = ArrivalPath::nth(3, 1).unwrap();
        let but_one = |world: Coalition| (world != Coalition::single(0)).then_some(1.0);
        assert_eq!((path.marginals(but_one), path.marginal(1, but_one)), (None, None));
        assert_eq!((path.marginal(2, but_one), path.marginal(3, but_one)), (Some(0.0), None));
        assert_eq!(mean_over_orders(3, 0, but_one), Ok(None));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn path_averages_are_shapley_values(game in games()) {
            let items = game.players();
            let cell = |world| Some(game.value(world));
            let slice = Coalition::all(items);
            for (focus, value) in shapley(&game).into_iter().enumerate() {
                let mean = mean_over_orders(items, focus, cell).unwrap().unwrap();
                prop_assert!((mean - value).abs() < 1e-12, "{mean} and {value}");
                let query = Query { quantity: Quantity::Shapley, world: slice, slice, focus };
                let asked = query.answer(items, |Place { world, .. }| cell(world)).unwrap().headline();
                prop_assert!((mean - asked).abs() < 1e-12, "{mean} and {asked}");
            }
        }

        #[test]
        fn marginals_add_up_to_the_whole(game in games(), number in 1_u32..=720) {
            let items = game.players();
            let path = ArrivalPath::nth(items, (number - 1) % orders(items).unwrap() + 1).unwrap();
            let marginals = path.marginals(|world| Some(game.value(world))).unwrap();
            let whole = game.value(Coalition::all(items)) - game.value(Coalition::EMPTY);
            prop_assert!((marginals.iter().sum::<f64>() - whole).abs() < 1e-12);
            for (&item, marginal) in path.order().iter().zip(marginals) {
                prop_assert_eq!(path.marginal(item, |world| Some(game.value(world))), Some(marginal));
            }
        }
    }

    #[test]
    fn the_share_of_orders_with_a_company_is_its_shapley_weight() {
        for items in 1..=6 {
            let all: Vec<ArrivalPath> =
                (1..=orders(items).unwrap()).map(|number| ArrivalPath::nth(items, number).unwrap()).collect();
            for item in 0..items {
                for term in shapley_terms(items, item) {
                    let with = all.iter().filter(|path| path.before(item) == term.before).count();
                    assert!((with as f64 / all.len() as f64 - term.weight).abs() < 1e-12);
                }
            }
        }
    }
}
