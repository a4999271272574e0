//! Learning curves: the observer's number at growing sizes, every point retrained.
//!
//! A draw is one seeded order of the rows; its points are trained on prefixes of that order, so that a larger world holds every row
//! of a smaller one. With [`Varied::Group`] only that group's rows grow, and all others are in every world.
//!
//! Cost: draws × sizes fits and observations, one a step.
//!
//! When it misleads: the largest prefixes of different draws are nearly the same rows, so that the spread between draws shrinks
//! towards 0 at the full size. That is the table's end, not certainty.

use thiserror::Error;

use super::order::{Strata, nested_order};
use crate::learners::{FitError, Learner, Model};
use crate::observers::Observer;
use crate::seed::Seed;
use crate::world::World;

/// Which rows grow in number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Varied {
    /// All rows of the world.
    #[default]
    All,
    /// Those of one group; the other groups' rows are always there.
    Group(usize),
}

/// What is drawn and trained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurvePlan {
    /// How many of the varied rows, ascending.
    pub sizes: Vec<u32>,
    /// How many seeded orders; draw k uses `seed.redraw(k)`.
    pub draws: u32,
    /// Which rows.
    pub varied: Varied,
    /// What every prefix keeps in proportion.
    pub strata: Strata,
}

/// One fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// The draw, from 0.
    pub draw: u32,
    /// How many of the varied rows were there.
    pub size: u32,
    /// All rows that were trained on.
    pub rows: usize,
    /// The observer's number.
    pub value: f64,
    /// Whether the fit converged.
    pub converged: bool,
}

/// Why there is no curve, or no point of it.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum CurveError {
    /// More rows than there are.
    #[error("a size is {size}: legal are 0 to {largest}, the rows that vary")]
    Size {
        /// What was asked for.
        size: u32,
        /// The varied rows.
        largest: usize,
    },
    /// Sizes that do not ascend, or none.
    #[error("the sizes must be at least one, each larger than the one before")]
    Sizes,
    /// No draw.
    #[error("draws are 0: legal are 1 and more")]
    Draws,
    /// A group without rows.
    #[error("group {0} has no rows in this world")]
    Group(usize),
    /// The rows could not be learned from.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// The observer has nothing to measure.
    #[error("the observer found nothing to measure: give it at least one row with a target of its kind")]
    Nothing,
}

/// The world of one point: without the rows that are not in yet, which are those of `order`, places in the world, behind the first `size`. For
/// those who fit and test a point in pieces of their own. Cost O(n).
pub fn prefix_world<'a>(world: &World<'a>, order: &[usize], size: u32) -> World<'a> {
    let mut kept = vec![true; world.len()];
    order.iter().skip(size as usize).for_each(|&place| kept[place] = false);
    world.keeping(|place| kept[place])
}

/// Yields one fit at a time: the sizes of the first draw, ascending, then those of the next. After an error nothing follows.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::NearestCentroid;
/// use simulation::observers::{Accuracy, Slice};
/// use simulation::seed::Seed;
/// use simulation::selection::scaling::{CurvePlan, LearningCurve, Strata, Varied};
/// use simulation::world::World;
///
/// let data = penguins::dataset();
/// let (world, observer) = (World::new(&data, (0..342).step_by(2)), Accuracy(Slice::evaluable(&data)));
/// // One colony's birds come in; the others are there all along.
/// let plan = CurvePlan { sizes: vec![0, 4, 8], draws: 2, varied: Varied::Group(0), strata: Strata::Classes };
/// let curve = LearningCurve::new(&NearestCentroid, &world, &observer, &plan, Seed::new(1))?;
/// assert_eq!(curve.fits(), 6);
/// let points = curve.collect::<Result<Vec<_>, _>>()?;
/// assert_eq!(points.iter().map(|point| point.size).collect::<Vec<_>>(), [0, 4, 8, 0, 4, 8]);
/// assert_eq!(points[2].rows, points[0].rows + 8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct LearningCurve<'a, L, O> {
    learner: &'a L,
    world: &'a World<'a>,
    observer: &'a O,
    plan: CurvePlan,
    seed: Seed,
    /// The places of the rows that vary.
    varied: Vec<usize>,
    /// Of the draw in hand.
    order: Vec<usize>,
    draw: u32,
    /// The next size's place in the plan.
    next: usize,
}

impl<'a, L: Learner, O: Observer<L::Model>> LearningCurve<'a, L, O> {
    /// Nothing is trained yet. Cost O(n).
    ///
    /// # Errors
    /// [`CurveError::Sizes`], [`CurveError::Size`], [`CurveError::Draws`] or [`CurveError::Group`].
    pub fn new(
        learner: &'a L,
        world: &'a World<'a>,
        observer: &'a O,
        plan: &CurvePlan,
        seed: Seed,
    ) -> Result<Self, CurveError> {
        let grows = |group| match plan.varied {
            Varied::All => true,
            Varied::Group(own) => own == group,
        };
        let rows = world.rows().enumerate().filter(|(_, row)| grows(row.group));
        let varied: Vec<usize> = rows.map(|(place, _)| place).collect();
        if let (Varied::Group(group), true) = (plan.varied, varied.is_empty()) {
            return Err(CurveError::Group(group));
        }
        if plan.sizes.is_empty() || plan.sizes.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(CurveError::Sizes);
        }
        if let Some(&size) = plan.sizes.iter().find(|&&size| size as usize > varied.len()) {
            return Err(CurveError::Size { size, largest: varied.len() });
        }
        if plan.draws == 0 {
            return Err(CurveError::Draws);
        }
        let plan = plan.clone();
        Ok(Self { learner, world, observer, plan, seed, varied, order: vec![], draw: 0, next: 0 })
    }

    /// All fits of the plan, done and to come.
    pub fn fits(&self) -> usize {
        self.plan.sizes.len() * self.plan.draws as usize
    }

    /// The place in the world's order of every varied row, in the order in which they enter in a draw.
    pub fn order(&self, draw: u32) -> Vec<usize> {
        nested_order(self.world, &self.varied, self.plan.strata, self.seed.redraw(draw))
    }

    /// One point by itself, the same as when its turn comes: for those who keep their own list of what is to be done, and the order of each
    /// draw ([`LearningCurve::order`]). Draws and sizes need not be among the plan's. Cost: one fit and one observation.
    ///
    /// # Errors
    /// Those of a point: [`CurveError::Size`], [`CurveError::Fit`] or [`CurveError::Nothing`].
    pub fn point(&self, order: &[usize], draw: u32, size: u32) -> Result<CurvePoint, CurveError> {
        let largest = order.len();
        if size as usize > largest {
            return Err(CurveError::Size { size, largest });
        }
        self.train(order, draw, size)
    }

    fn train(&self, order: &[usize], draw: u32, size: u32) -> Result<CurvePoint, CurveError> {
        let world = prefix_world(self.world, order, size);
        let model = self.learner.fit(&world, self.seed.redraw(draw))?;
        let value = self.observer.observe(&model).ok_or(CurveError::Nothing)?;
        Ok(CurvePoint { draw, size, rows: world.len(), value, converged: model.converged() })
    }
}

impl<L: Learner, O: Observer<L::Model>> Iterator for LearningCurve<'_, L, O> {
    type Item = Result<CurvePoint, CurveError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.draw >= self.plan.draws {
            return None;
        }
        if self.next == 0 {
            self.order = self.order(self.draw);
        }
        let size = *self.plan.sizes.get(self.next)?;
        let point = self.train(&self.order, self.draw, size);
        self.next += 1;
        if point.is_err() {
            self.draw = self.plan.draws;
        } else if self.next == self.plan.sizes.len() {
            (self.draw, self.next) = (self.draw + 1, 0);
        }
        Some(point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{diabetes, penguins};
    use crate::learners::NearestCentroid;
    use crate::observers::{Accuracy, LogLoss, Slice};

    fn plan(sizes: &[u32], varied: Varied) -> CurvePlan {
        CurvePlan { sizes: sizes.to_vec(), draws: 3, varied, strata: Strata::Classes }
    }

    #[test]
    fn points_are_fits_of_nested_prefixes_with_the_other_groups_held() {
        let data = penguins::dataset();
        let (world, observer) = (World::new(&data, (0..342).step_by(3)), LogLoss(Slice::evaluable(&data)));
        for varied in [Varied::All, Varied::Group(1)] {
            let plan = plan(&[5, 9, 17], varied);
            let curve = LearningCurve::new(&NearestCentroid, &world, &observer, &plan, Seed::new(4)).unwrap();
            let orders: Vec<Vec<usize>> = (0..3).map(|draw| curve.order(draw)).collect();
            assert!(orders[0] != orders[1]);
            assert_eq!(curve.fits(), 9);
            let alone = curve.clone();
            assert_eq!(
                alone.point(&orders[0], 0, 900).unwrap_err(),
                CurveError::Size { size: 900, largest: orders[0].len() }
            );
            for point in curve.map(Result::unwrap) {
                assert_eq!(alone.point(&orders[point.draw as usize], point.draw, point.size).unwrap(), point);
                let prefix = &orders[point.draw as usize][..point.size as usize];
                let held =
                    |place: usize| varied != Varied::All && world.rows().nth(place).unwrap().group != 1;
                let there = world.keeping(|place| held(place) || prefix.contains(&place));
                let model = NearestCentroid.fit(&there, Seed::new(0)).unwrap();
                assert_eq!((Some(point.value), point.rows), (observer.observe(&model), there.len()));
                assert!(
                    varied == Varied::All || prefix.iter().all(|&p| world.rows().nth(p).unwrap().group == 1)
                );
            }
        }
    }

    #[test]
    fn what_has_no_curve_is_said() {
        let data = penguins::dataset();
        let (world, observer) = (World::new(&data, 0..10), Accuracy(Slice::evaluable(&data)));
        let error = |plan: &CurvePlan| {
            LearningCurve::new(&NearestCentroid, &world, &observer, plan, Seed::new(0))
                .err()
                .unwrap()
                .to_string()
        };
        assert_eq!(
            error(&plan(&[2, 11], Varied::All)),
            "a size is 11: legal are 0 to 10, the rows that vary"
        );
        assert_eq!(
            error(&plan(&[2, 2], Varied::All)),
            "the sizes must be at least one, each larger than the one before"
        );
        assert_eq!(error(&plan(&[2], Varied::Group(77))), "group 77 has no rows in this world");
        let none = CurvePlan { draws: 0, ..plan(&[2], Varied::All) };
        assert_eq!(error(&none), "draws are 0: legal are 1 and more");
        let numbers = diabetes::dataset();
        let world = World::trainable(&numbers);
        let plan = plan(&[2, 3], Varied::All);
        let mut curve = LearningCurve::new(&NearestCentroid, &world, &observer, &plan, Seed::new(0)).unwrap();
        assert!(matches!(curve.next(), Some(Err(CurveError::Fit(FitError::Targets { .. })))));
        assert!(curve.next().is_none());
    }
}
