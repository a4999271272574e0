//! Who leaves first.
//!
//! | organisation | the next to leave |
//! |---|---|
//! | [`Organisation::Lot`] | whoever the lot falls on: each member decides alone |
//! | [`Organisation::Neighbourhood`] | whoever is nearest to the first, in standardised features: word spreads among those who are alike |
//! | [`Organisation::Costliest`] | whoever a nearest-neighbour model would miss most: members are told where it hurts |
//!
//! *Costliest* goes by KNN-Shapley values with K = 5 of the operator's rows, evaluated on the public rows: the organisers need neither the
//! operator's model nor the rows that test it. The values are not computed anew as members leave.
//!
//! Cost: O(n log n + n·p); for *costliest* O(n·p + n log n) a public row, one row a step.
//!
//! Source: Jia et al. (2019), *Efficient task-specific data valuation for nearest neighbor algorithms*.
//!
//! When it misleads: what hurts one model can spare another. Rows that a nearest-neighbour model would miss need not be those that a
//! linear one rests on.

use rand::Rng;

use super::{ById, StrikeTable};
use crate::dataset::RowId;
use crate::linear_algebra::squared_distance;
use crate::order::{ascending, key};
use crate::seed::{Purpose, Seed};
use crate::valuation::{LabelledRows, knn_shapley};

/// Neighbours of the model that the organisers have in mind.
const NEIGHBOURS: usize = 5;

/// How the strikers agree on who leaves first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Organisation {
    /// By lot.
    #[default]
    Lot,
    /// From one member outwards, those who are most alike first.
    Neighbourhood,
    /// Those whom a nearest-neighbour model would miss most first.
    Costliest,
}

/// The order in which members leave, on its way. Ready at once, but for [`Organisation::Costliest`].
///
/// ```
/// use simulation::collective::strike::{LeavingOrder, Organisation, StrikeTable};
/// use simulation::data::penguins;
/// use simulation::seed::Seed;
/// use simulation::valuation::Coalition;
///
/// let table = StrikeTable::new(&penguins::dataset(), Seed::new(1))?;
/// let members = table.members(Coalition::single(1));
/// let mut order = LeavingOrder::new(&table, &members, Organisation::Costliest, Seed::new(1));
/// while order.step(&table) {}
/// assert_eq!(order.rows().len(), members.len());
/// # Ok::<(), simulation::split::SplitError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LeavingOrder {
    /// By lot until the values are known.
    rows: Vec<RowId>,
    values: Option<Values>,
}

/// Sums of values so far.
#[derive(Clone, Debug, PartialEq)]
struct Values {
    features: Vec<f64>,
    labels: Vec<usize>,
    sums: Vec<f64>,
    /// The next public row.
    next: usize,
}

impl LeavingOrder {
    /// Begins an order of these rows; rows that the operator does not have are left out.
    pub fn new(table: &StrikeTable, members: &[RowId], organisation: Organisation, seed: Seed) -> Self {
        let lot = |id: &RowId| seed.stream(Purpose::StrikeOrder, *id).next_u64();
        let world = table.world();
        let by_id = ById::new(&world);
        let known: Vec<RowId> = members.iter().copied().filter(|&id| by_id.find(id).is_some()).collect();
        let mut rows: Vec<RowId> =
            ascending(known.iter().map(lot)).into_iter().map(|place| known[place]).collect();
        let features = |id: RowId| by_id.find(id).map_or(&[][..], |row| row.features);
        if let (Organisation::Neighbourhood, Some(&first)) = (organisation, rows.first()) {
            let distance = |&id: &RowId| key(squared_distance(features(first), features(id)));
            rows = ascending(rows.iter().map(distance)).into_iter().map(|place| rows[place]).collect();
        }
        let values = (organisation == Organisation::Costliest).then(|| Values {
            features: world.rows().flat_map(|row| row.features).copied().collect(),
            labels: world.rows().map(|row| row.target.class().unwrap_or(0)).collect(),
            sums: vec![0.0; world.len()],
            next: 0,
        });
        Self { rows, values }
    }

    /// Looks at one public row more; `false` if the order is ready.
    pub fn step(&mut self, table: &StrikeTable) -> bool {
        let Some(values) = &mut self.values else { return false };
        let data = table.data();
        let public = table.public();
        if let Some(row) = public.rows().nth(values.next) {
            values.next += 1;
            let label = [row.target.class().unwrap_or(0)];
            let columns = data.feature_count();
            let found = LabelledRows::new(&values.features, &values.labels, columns).and_then(|training| {
                knn_shapley(training, LabelledRows::new(row.features, &label, columns)?, NEIGHBOURS)
            });
            // Rows without a column have no neighbours, and no value.
            for (sum, value) in values.sums.iter_mut().zip(found.unwrap_or_default()) {
                *sum += value;
            }
            return true;
        }
        let world = table.world();
        let by_id = ById::new(&world);
        let value = |&id: &RowId| {
            let sum = by_id.place(id).and_then(|place| values.sums.get(place)).copied();
            key(-sum.unwrap_or(0.0))
        };
        self.rows =
            ascending(self.rows.iter().map(value)).into_iter().map(|place| self.rows[place]).collect();
        self.values = None;
        false
    }

    /// Whether the order is final.
    pub const fn is_ready(&self) -> bool {
        self.values.is_none()
    }

    /// Who leaves, first to last.
    pub fn rows(&self) -> &[RowId] {
        &self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::valuation::Coalition;

    fn ready(table: &StrikeTable, organisation: Organisation, seed: u64) -> Vec<RowId> {
        let members = table.members(Coalition::from_bits(0b11));
        let mut order = LeavingOrder::new(table, &members, organisation, Seed::new(seed));
        while order.step(table) {}
        assert!(order.is_ready());
        order.rows().to_vec()
    }

    #[test]
    fn every_order_has_every_member_once() {
        let table = StrikeTable::new(&penguins::dataset(), Seed::new(2)).unwrap();
        let mut members = table.members(Coalition::from_bits(0b11));
        members.sort_unstable();
        let orders = [Organisation::Lot, Organisation::Neighbourhood, Organisation::Costliest]
            .map(|organisation| ready(&table, organisation, 3));
        for order in &orders {
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, members);
        }
        assert!(orders[0] != orders[1] && orders[1] != orders[2]);
        assert_ne!(ready(&table, Organisation::Lot, 3), ready(&table, Organisation::Lot, 4));
    }

    #[test]
    fn a_member_less_leaves_the_others_in_their_order() {
        let table = StrikeTable::new(&penguins::dataset(), Seed::new(2)).unwrap();
        let all = ready(&table, Organisation::Lot, 3);
        let fewer: Vec<RowId> = all.iter().copied().filter(|&id| id != all[4]).collect();
        let order = LeavingOrder::new(&table, &fewer, Organisation::Lot, Seed::new(3));
        assert_eq!(order.rows(), fewer);
        // Rows of somebody else are nobody's to withhold.
        let foreign = table.public().rows().next().unwrap().id;
        assert!(LeavingOrder::new(&table, &[foreign], Organisation::Lot, Seed::new(3)).rows().is_empty());
    }

    #[test]
    fn word_spreads_outwards_and_the_missed_leave_first() {
        let table = StrikeTable::new(&penguins::dataset(), Seed::new(2)).unwrap();
        let features = |id: RowId| table.data().features(table.data().position(id).unwrap()).to_vec();
        let order = ready(&table, Organisation::Neighbourhood, 3);
        let away: Vec<f64> =
            order.iter().map(|&id| squared_distance(&features(order[0]), &features(id))).collect();
        assert!(away.windows(2).all(|pair| pair[0] <= pair[1]) && away[0] == 0.0);
        // Against the values computed at once.
        let world = table.world();
        let (flat, labels): (Vec<f64>, Vec<usize>) = (
            world.rows().flat_map(|row| row.features.to_vec()).collect(),
            world.rows().map(|row| row.target.class().unwrap()).collect(),
        );
        let public = table.public();
        let (tests, classes): (Vec<f64>, Vec<usize>) = (
            public.rows().flat_map(|row| row.features.to_vec()).collect(),
            public.rows().map(|row| row.target.class().unwrap()).collect(),
        );
        let values = knn_shapley(
            LabelledRows::new(&flat, &labels, 4).unwrap(),
            LabelledRows::new(&tests, &classes, 4).unwrap(),
            5,
        )
        .unwrap();
        let of: Vec<f64> = ready(&table, Organisation::Costliest, 3)
            .into_iter()
            .map(|id| values[world.place(id).unwrap()])
            .collect();
        assert!(of.windows(2).all(|pair| pair[0] >= pair[1] - 1e-12), "{of:?}");
    }
}
