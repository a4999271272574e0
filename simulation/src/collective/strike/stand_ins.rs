//! What stands in for the rows that are withheld.
//!
//! - [`Substitutes::Public`]: a public row of the same class, drawn by lot, each at most once. When the public rows of a class have run
//!   out, the next row of that class is missing.
//! - [`Substitutes::Synthetic`]: a row drawn from a Gaussian with the mean and the population variance, feature by feature, of the rows of
//!   the same class that are not withheld. Where no row of the class is left, there is nothing to imitate, and the row is missing.
//!
//! Both know the class of the row they stand in for, and nothing else of it.
//!
//! Cost: O(n·p) to set up, O(p) a row.
//!
//! When they mislead: a synthetic row repeats what the operator still has. It can keep the balance of the classes; it cannot bring back
//! what only the strikers knew.

use rand::Rng;

use super::{StandIn, StrikeTable};
use crate::dataset::{Row, RowId, Target};
use crate::distributions::normal;
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::statistics::{mean, variance};
use crate::world::World;

/// What the operator can train on instead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Substitutes {
    /// Nothing.
    #[default]
    None,
    /// Public rows, each once.
    Public,
    /// Rows drawn from a model of those that are left.
    Synthetic,
}

/// A supply of rows that stand in, for one strike.
///
/// ```
/// use simulation::collective::strike::{StandIns, StrikeTable, Substitutes, strike_edits};
/// use simulation::data::penguins;
/// use simulation::seed::Seed;
/// use simulation::valuation::Coalition;
///
/// let table = StrikeTable::new(&penguins::dataset(), Seed::new(1))?;
/// let (world, withheld) = (table.world(), table.members(Coalition::single(1)));
/// // All Chinstraps of the operator strike: 8 public ones stand in, and none can be imitated.
/// let left = |substitutes| {
///     let mut supply = StandIns::new(&table, &withheld, substitutes, Seed::new(1));
///     let edits = strike_edits(&world, &withheld, |row| supply.next(row))?;
///     Ok::<_, simulation::edit::EditError>(world.edited(&edits)?.rows().filter(|row| row.group == 1).count())
/// };
/// assert_eq!(left(Substitutes::Public)?, 8);
/// assert_eq!(left(Substitutes::Synthetic)?, 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct StandIns {
    seed: Seed,
    /// By class: public rows, the next one last.
    public: Vec<Vec<StandIn>>,
    /// By class: mean and standard deviation of every feature; `None` for a class of which no row is left.
    imitated: Vec<Option<Vec<(f64, f64)>>>,
}

impl StandIns {
    /// The supply for a strike of these rows.
    pub fn new(table: &StrikeTable, withheld: &[RowId], substitutes: Substitutes, seed: Seed) -> Self {
        let classes = table.data().class_count();
        let mut supply = Self { seed, public: vec![vec![]; classes], imitated: vec![None; classes] };
        match substitutes {
            Substitutes::None => {}
            Substitutes::Public => supply.fill(&table.public()),
            Substitutes::Synthetic => {
                let order = ascending(withheld.iter().map(|id| u64::from(id.number())));
                let leaves = |id: RowId| order.binary_search_by_key(&id, |&place| withheld[place]).is_ok();
                supply.imitate(&table.world().reweighted(|id| if leaves(id) { 0.0 } else { 1.0 }));
            }
        }
        supply
    }

    fn fill(&mut self, public: &World<'_>) {
        let word = |row: Row<'_>| self.seed.stream(Purpose::StandIn, row.id).next_u64();
        let rows: Vec<Row<'_>> = public.rows().collect();
        for place in ascending(public.rows().map(word)).into_iter().rev() {
            if let Some(own) = rows[place].target.class().and_then(|class| self.public.get_mut(class)) {
                own.push(rows[place].into());
            }
        }
    }

    fn imitate(&mut self, left: &World<'_>) {
        for (class, imitated) in self.imitated.iter_mut().enumerate() {
            let own: Vec<Row<'_>> = left.rows().filter(|row| row.target.class() == Some(class)).collect();
            let feature = |feature: usize| {
                let values: Vec<f64> = own.iter().map(|row| row.features[feature]).collect();
                Some((mean(&values)?, variance(&values)?.sqrt()))
            };
            let features = left.dataset().feature_count();
            *imitated = if own.is_empty() { None } else { (0..features).map(feature).collect() };
        }
    }

    /// What stands in for this row; `None` if there is nothing.
    pub fn next(&mut self, row: Row<'_>) -> Option<StandIn> {
        let class = row.target.class()?;
        if let Some(public) = self.public.get_mut(class).and_then(Vec::pop) {
            return Some(public);
        }
        let moments = self.imitated.get(class)?.as_ref()?;
        let mut stream = self.seed.stream(Purpose::Synthetic, row.id);
        let features = moments.iter().map(|(mean, spread)| mean + spread * normal(&mut stream)).collect();
        Some(StandIn { features, target: Target::Class(class) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::valuation::Coalition;

    #[test]
    fn public_rows_stand_in_once_each_and_keep_the_class() {
        let table = StrikeTable::new(&penguins::dataset(), Seed::new(2)).unwrap();
        let (world, withheld) = (table.world(), table.members(Coalition::single(0)));
        let mut supply = StandIns::new(&table, &withheld, Substitutes::Public, Seed::new(3));
        let rows = world.rows().filter(|row| row.group == 0);
        let given: Vec<Option<StandIn>> = rows.map(|row| supply.next(row)).collect();
        let there: Vec<&StandIn> = given.iter().flatten().collect();
        let adelies = table.public().rows().filter(|row| row.target == Target::Class(0)).count();
        assert_eq!(there.len(), adelies.min(given.len()));
        for (place, one) in there.iter().enumerate() {
            assert_eq!(one.target, Target::Class(0));
            assert!(table.public().rows().any(|row| row.features == one.features));
            assert!(there[..place].iter().all(|other| other != one));
        }
    }

    #[test]
    fn synthetic_rows_have_the_moments_of_those_left() {
        let table = StrikeTable::new(&penguins::dataset(), Seed::new(2)).unwrap();
        let world = table.world();
        let withheld = table.members(Coalition::single(0));
        let left = World::keeping(&world, |place| {
            let row = world.rows().nth(place).unwrap();
            row.group != 0 && row.target == Target::Class(0)
        });
        let bills: Vec<f64> = left.rows().map(|row| row.features[0]).collect();
        let striker = world.rows().find(|row| row.group == 0).unwrap();
        let drawn: Vec<f64> = (0..400)
            .map(|seed| {
                let mut supply = StandIns::new(&table, &withheld, Substitutes::Synthetic, Seed::new(seed));
                supply.next(striker).unwrap().features[0]
            })
            .collect();
        let spread = variance(&bills).unwrap().sqrt();
        // Five standard errors.
        assert!((mean(&drawn).unwrap() - mean(&bills).unwrap()).abs() < 5.0 * spread / 20.0);
        assert!((variance(&drawn).unwrap().sqrt() - spread).abs() < 5.0 * spread / 28.0);
    }

    #[test]
    fn nothing_stands_in_where_nothing_is_to_be_had() {
        let table = StrikeTable::new(&penguins::dataset(), Seed::new(2)).unwrap();
        let row = table.world();
        let row = row.rows().next().unwrap();
        let mut supply = StandIns::new(&table, &[], Substitutes::None, Seed::new(3));
        assert_eq!(supply.next(row), None);
    }
}
