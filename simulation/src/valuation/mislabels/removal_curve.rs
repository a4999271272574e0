//! What values are good for: the score after the rows of the lowest value are gone.
//!
//! Point k is O(A(W without the k·step rows of the lowest values)), from k = 0. Cost: one fit and one observation a point.

use thiserror::Error;

use super::lowest_first;
use crate::learners::{FitError, Learner};
use crate::observers::Observer;
use crate::seed::Seed;
use crate::world::World;

/// Yields the score without the 0, s, 2s, … rows of the lowest value, every point retrained, as long as a row is left. Equal values
/// go in the order of the world. Each `next` is one fit and one observation; after an error nothing follows.
///
/// Source: Ghorbani & Zou (2019), *Data Shapley: equitable valuation of data for machine learning*.
///
/// When it misleads: values say what one row adds. Rows that are dispensable one by one need not be so together.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::NearestCentroid;
/// use simulation::observers::{Accuracy, Slice};
/// use simulation::seed::Seed;
/// use simulation::valuation::mislabels::{RemovalCurve, self_confidence};
/// use simulation::world::World;
///
/// let data = penguins::dataset();
/// let (world, observer) = (World::new(&data, (0..342).step_by(4)), Accuracy(Slice::evaluable(&data)));
/// let values = self_confidence(&NearestCentroid, &world, 5, Seed::new(1))?;
/// let curve = RemovalCurve::new(&NearestCentroid, &world, &values, &observer, 20, Seed::new(1))?;
/// let points: Vec<_> = curve.collect::<Result<_, _>>()?;
/// assert_eq!(points.iter().map(|point| point.removed).collect::<Vec<_>>(), [0, 20, 40, 60, 80]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct RemovalCurve<'a, L, O> {
    learner: &'a L,
    world: &'a World<'a>,
    observer: &'a O,
    seed: Seed,
    order: Vec<usize>,
    step: usize,
    /// Rows removed at the next point; `None` if there is no next point.
    removed: Option<usize>,
}

/// A point of the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RemovalPoint {
    /// The rows that are gone.
    pub removed: usize,
    /// What is observed on the model of the others; `None` if there is nothing to measure.
    pub score: Option<f64>,
}

/// Why there is no curve.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum RemovalCurveError {
    /// Not one value for each row.
    #[error("there are {values} values for {rows} rows: every row needs exactly one")]
    Length {
        /// The values.
        values: usize,
        /// n.
        rows: usize,
    },
    /// A value is NaN.
    #[error("value {0} is not a number")]
    Value(usize),
    /// Nothing to remove.
    #[error("the step is 0 rows: legal are 1 and more")]
    Step,
}

impl<'a, L: Learner, O: Observer<L::Model>> RemovalCurve<'a, L, O> {
    /// No model is trained yet. `values` are in the order of the world.
    ///
    /// # Errors
    /// [`RemovalCurveError`].
    pub fn new(
        learner: &'a L,
        world: &'a World<'a>,
        values: &[f64],
        observer: &'a O,
        step: usize,
        seed: Seed,
    ) -> Result<Self, RemovalCurveError> {
        if values.len() != world.len() {
            return Err(RemovalCurveError::Length { values: values.len(), rows: world.len() });
        }
        if let Some(place) = values.iter().position(|value| value.is_nan()) {
            return Err(RemovalCurveError::Value(place));
        }
        if step == 0 {
            return Err(RemovalCurveError::Step);
        }
        Ok(Self { learner, world, observer, seed, order: lowest_first(values), step, removed: Some(0) })
    }

    /// The same curve from the point on at which so many rows are gone.
    #[must_use]
    pub fn from_removed(mut self, removed: usize) -> Self {
        self.removed = Some(removed);
        self
    }
}

impl<L: Learner, O: Observer<L::Model>> Iterator for RemovalCurve<'_, L, O> {
    type Item = Result<RemovalPoint, FitError>;

    fn next(&mut self) -> Option<Self::Item> {
        let removed = self.removed.take().filter(|&removed| removed < self.world.len())?;
        let mut kept = vec![true; self.world.len()];
        self.order[..removed].iter().for_each(|&place| kept[place] = false);
        let model = match self.learner.fit(&self.world.keeping(|place| kept[place]), self.seed) {
            Ok(model) => model,
            Err(error) => return Some(Err(error)),
        };
        self.removed = removed.checked_add(self.step);
        Some(Ok(RemovalPoint { removed, score: self.observer.observe(&model) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::learners::NearestCentroid;
    use crate::observers::{Accuracy, Slice};

    #[test]
    fn every_point_is_trained_on_the_rows_of_higher_value() {
        let data = penguins::dataset();
        let (world, observer) = (World::new(&data, (0..342).step_by(20)), Accuracy(Slice::evaluable(&data)));
        let values: Vec<f64> = (0..world.len()).map(|place| ((7 * place) % 18) as f64).collect();
        let curve = RemovalCurve::new(&NearestCentroid, &world, &values, &observer, 5, Seed::new(0)).unwrap();
        let points: Vec<RemovalPoint> = curve.map(Result::unwrap).collect();
        assert_eq!(points.len(), 4);
        for (point, threshold) in points.iter().zip([0.0, 5.0, 10.0, 15.0]) {
            let model = NearestCentroid
                .fit(&world.keeping(|place| values[place] >= threshold), Seed::new(0))
                .unwrap();
            assert_eq!(point.score, observer.observe(&model));
        }
        let curve = RemovalCurve::new(&NearestCentroid, &world, &values, &observer, 5, Seed::new(0)).unwrap();
        let rest: Vec<RemovalPoint> = curve.from_removed(10).map(Result::unwrap).collect();
        assert_eq!(rest, points[2..]);
    }

    #[test]
    fn what_has_no_curve_is_said() {
        let data = penguins::dataset();
        let (world, observer) = (World::new(&data, 0..2), Accuracy(Slice::evaluable(&data)));
        let error = |values: &[f64], step| {
            let curve = RemovalCurve::new(&NearestCentroid, &world, values, &observer, step, Seed::new(0));
            curve.err().unwrap().to_string()
        };
        assert_eq!(error(&[1.0], 1), "there are 1 values for 2 rows: every row needs exactly one");
        assert_eq!(error(&[1.0, f64::NAN], 1), "value 1 is not a number");
        assert_eq!(error(&[1.0, 2.0], 0), "the step is 0 rows: legal are 1 and more");
    }
}
