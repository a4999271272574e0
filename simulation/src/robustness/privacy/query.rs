//! A number that is to be released: a total with a bound on what each row adds.

use super::PrivacyError;
use super::error::positive;
use crate::dataset::Row;
use crate::world::World;

/// Σ min(max(x, 0), B) over the rows of a world, x being one feature. One row more or less moves it by at most B, in **any** world: that is
/// its sensitivity, whatever the rows at hand are. Weights are not counted: a row is a row.
///
/// Cost O(n). Source: Dwork & Roth (2014), *The algorithmic foundations of differential privacy*, section 3.3.
///
/// When it misleads: B is chosen without looking at the rows, or the choice tells something about them. Below B totals are exact; what
/// lies above is counted short, which no noise shows.
///
/// ```
/// use simulation::data::german_credit;
/// use simulation::robustness::privacy::ClampedTotal;
/// use simulation::world::World;
///
/// let data = german_credit::dataset();
/// let world = World::trainable(&data);
/// let amount = |bound: f64| ClampedTotal::new(20, bound)?.value(&world);
/// assert_eq!(amount(1e9)?, 3_271_258.0);
/// assert!(amount(5000.0)? < 2_700_000.0);
/// # Ok::<(), simulation::robustness::privacy::PrivacyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClampedTotal {
    column: usize,
    bound: f64,
}

impl ClampedTotal {
    /// The total of a column of the features, from 0, with the bound B.
    ///
    /// # Errors
    /// [`PrivacyError::Setting`] unless B is finite and above 0.
    pub fn new(column: usize, bound: f64) -> Result<Self, PrivacyError> {
        Ok(Self { column, bound: positive("bound", bound)? })
    }

    /// Δ = B: how far one row that is added or removed can move the total.
    pub const fn sensitivity(&self) -> f64 {
        self.bound
    }

    /// What a row adds, from 0 to B.
    ///
    /// # Errors
    /// [`PrivacyError::Column`] if the row has no such feature.
    pub fn share(&self, row: &Row<'_>) -> Result<f64, PrivacyError> {
        let value = row.features.get(self.column);
        let value = value.ok_or(PrivacyError::Column {
            column: self.column,
            last: row.features.len().saturating_sub(1),
        })?;
        Ok(value.clamp(0.0, self.bound))
    }

    /// The total, added from the first row to the last.
    ///
    /// # Errors
    /// As [`ClampedTotal::share`].
    pub fn value(&self, world: &World<'_>) -> Result<f64, PrivacyError> {
        world.rows().try_fold(0.0, |sum, row| Ok(sum + self.share(&row)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::iris;
    use proptest::prelude::*;

    #[test]
    fn columns_and_bounds_that_are_none_are_refused() {
        let data = iris::dataset();
        let error = ClampedTotal::new(4, 1.0).unwrap().value(&World::trainable(&data)).unwrap_err();
        assert_eq!(error.to_string(), "column 4 is not in the table: legal are 0 to 3");
        assert!(ClampedTotal::new(0, 0.0).is_err() && ClampedTotal::new(0, f64::INFINITY).is_err());
        assert_eq!(ClampedTotal::new(9, 1.0).unwrap().value(&World::new(&data, [])), Ok(0.0));
    }

    proptest! {
        #[test]
        fn no_row_of_any_world_moves_it_by_more_than_its_sensitivity(
            bound in 0.1_f64..10.0, column in 0_usize..4, kept in proptest::collection::vec(0_usize..150, 1..40), place in 0_usize..40,
        ) {
            let data = iris::dataset();
            let query = ClampedTotal::new(column, bound).unwrap();
            let world = World::new(&data, kept);
            let without = world.keeping(|other| other != place % world.len());
            let moved = (query.value(&world).unwrap() - query.value(&without).unwrap()).abs();
            prop_assert!(moved <= query.sensitivity() * (1.0 + 1e-12), "{moved}");
        }
    }
}
