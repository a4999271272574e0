//! Where each row lies in a model that is trained in shards and slices.

use super::UnlearningError;
use crate::dataset::RowId;
use crate::distributions::uniform;
use crate::seed::{Purpose, Seed};

/// More shards than anybody needs.
const MOST: u32 = 1000;

/// Which shard, and which slice of it, each row belongs to.
///
/// ```
/// use simulation::dataset::RowId;
/// use simulation::robustness::unlearning::Sharding;
/// use simulation::seed::Seed;
/// let sharding = Sharding::by_luck(4, 2, Seed::new(1))?;
/// let place = sharding.place(RowId::new(7)).ok_or("every row has a place")?;
/// assert!(place.0 < 4 && place.1 < 2);
/// let turns = Sharding::in_turns(3, (0..9).map(RowId::new))?;
/// assert_eq!(turns.place(RowId::new(5)), Some((2, 0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharding {
    shards: u32,
    slices: u32,
    by: By,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum By {
    /// Each row's own stream.
    Luck(Seed),
    /// A list, by ascending id.
    List(Vec<(RowId, u32)>),
}

impl Sharding {
    /// Every row draws its shard and its slice from a stream of its own. Where a row lies then depends on no other row, so that nobody can
    /// tell from the shards that one is missing; in return their sizes are as luck has them.
    ///
    /// # Errors
    /// [`UnlearningError::Setting`] unless there are 1 to 1000 of either.
    pub fn by_luck(shards: u32, slices: u32, seed: Seed) -> Result<Self, UnlearningError> {
        Ok(Self { shards: count("shards", shards)?, slices: count("slices", slices)?, by: By::Luck(seed) })
    }

    /// The rows take turns, in this order: the first goes into shard 0, the second into shard 1. One slice each. A row that stands twice has
    /// the place that it has first.
    ///
    /// When it misleads: the turns of later rows depend on those before, so a sharding must be made once and kept, not made anew without
    /// the rows that left.
    ///
    /// # Errors
    /// [`UnlearningError::Setting`] unless there are 1 to 1000 shards.
    pub fn in_turns(shards: u32, rows: impl IntoIterator<Item = RowId>) -> Result<Self, UnlearningError> {
        let shards = count("shards", shards)?;
        let mut list: Vec<(RowId, u32)> = rows.into_iter().zip((0..shards).cycle()).collect();
        // Stable, so that the first of two stays the first.
        list.sort_by_key(|&(id, _)| id);
        list.dedup_by_key(|&mut (id, _)| id);
        Ok(Self { shards, slices: 1, by: By::List(list) })
    }

    /// The shards.
    pub const fn shards(&self) -> u32 {
        self.shards
    }

    /// The slices of each shard.
    pub const fn slices(&self) -> u32 {
        self.slices
    }

    /// Shard and slice of a row, both from 0; `None` for a row that was given no turn.
    pub fn place(&self, id: RowId) -> Option<(u32, u32)> {
        match &self.by {
            By::Luck(seed) => {
                let mut stream = seed.stream(Purpose::Shard, id);
                let mut drawn = |of: u32| (uniform(&mut stream) * f64::from(of)).floor() as u32;
                Some((drawn(self.shards), drawn(self.slices)))
            }
            By::List(list) => {
                let place = list.binary_search_by_key(&id, |&(known, _)| known).ok()?;
                list.get(place).map(|&(_, shard)| (shard, 0))
            }
        }
    }
}

fn count(name: &'static str, value: u32) -> Result<u32, UnlearningError> {
    if (1..=MOST).contains(&value) {
        Ok(value)
    } else {
        let legal = "whole numbers from 1 to 1000";
        Err(UnlearningError::Setting { name, value: f64::from(value), legal })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shard_and_slice_gets_its_share() {
        let sharding = Sharding::by_luck(5, 3, Seed::new(2)).unwrap();
        let mut counts = [[0_u32; 3]; 5];
        for row in 0..15_000 {
            let (shard, slice) = sharding.place(RowId::new(row)).unwrap();
            counts[shard as usize][slice as usize] += 1;
        }
        // 1000 each, with a standard deviation of 31.
        assert!(counts.iter().flatten().all(|&count| (845..1155).contains(&count)), "{counts:?}");
    }

    #[test]
    fn turns_are_taken_once_and_strangers_have_none() {
        let ids = [4, 1, 4, 9].map(RowId::new);
        let sharding = Sharding::in_turns(2, ids).unwrap();
        let places = [4, 1, 9].map(|id| sharding.place(RowId::new(id)));
        assert_eq!(places, [Some((0, 0)), Some((1, 0)), Some((1, 0))]);
        assert_eq!((sharding.place(RowId::new(0)), sharding.slices()), (None, 1));
        let refused = Sharding::by_luck(0, 1, Seed::new(0)).unwrap_err().to_string();
        assert_eq!(refused, "shards is 0: legal are whole numbers from 1 to 1000");
        assert!(Sharding::by_luck(1, 1001, Seed::new(0)).is_err() && Sharding::in_turns(0, ids).is_err());
    }
}
