//! The same plan against a learner that is trained on some of the rows, and asked about others.

use rand::Rng;
use thiserror::Error;

use super::{Cells, CollectiveAction, Strategy};
use crate::dataset::Target;
use crate::edit::{Edit, EditError, Edits};
use crate::learners::{ClassSet, Classification, FitError, Learner};
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::split::{self, SplitError};
use crate::world::World;

/// Rows that train, in the order in which they join, and rows that are asked about.
///
/// At a share α the first ⌊α·n + ½⌋ of the n training rows in this order have joined, so that a larger share adds members and dismisses none.
/// The plan itself is made on P₀, which the members are taken to know.
///
/// ```
/// use simulation::collective::action::{Cells, CollectiveAction, Strategy, TrainedAction, columns_of};
/// use simulation::data::german_credit::{self, FEATURES};
/// use simulation::learners::{Intercept, LogisticRegression};
/// use simulation::seed::Seed;
///
/// let attributes = ["checking account", "purpose"].map(|name| columns_of(&FEATURES, name));
/// let cells = Cells::of(&german_credit::dataset(), &attributes)?;
/// let repairs = (0..cells.count()).map(|cell| cells.with(cell, 1, 5)).collect();
/// let plan = CollectiveAction::new(cells.table()?, repairs, Strategy::FeaturesAndLabel { target: 0 })?;
/// let run = TrainedAction::draw(&cells, 0.5, Seed::new(1))?;
/// let learner = LogisticRegression::new(1.0, Intercept::Free)?;
/// let success = [0.0, 0.3].map(|alpha| run.success(&learner, &plan, alpha, Seed::new(1)).unwrap_or(0.0));
/// assert!(success[0] < success[1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct TrainedAction<'a> {
    cells: &'a Cells,
    /// Positions of the training rows.
    training: Vec<usize>,
    /// Their places, in the order in which they join.
    order: Vec<usize>,
    /// The cells that are asked about: how many rows of each.
    asked: Vec<u32>,
}

/// Why a plan cannot be tried on a learner.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum TrainedActionError {
    /// The rows cannot be divided.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// No share.
    #[error("the share is {0}: legal are 0 to 1")]
    Share(f64),
    /// A plan on another table.
    #[error("the plan has {found} cells: legal are {cells}, those of the rows")]
    Cells {
        /// The plan's.
        found: usize,
        /// The table's.
        cells: usize,
    },
    /// A member's row cannot be changed.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The learner refuses the rows.
    #[error(transparent)]
    Fit(#[from] FitError),
}

impl<'a> TrainedAction<'a> {
    /// Divides the rows, a share `evaluation` of each class being asked about, and draws the order of joining.
    ///
    /// # Errors
    /// [`TrainedActionError::Split`].
    pub fn draw(cells: &'a Cells, evaluation: f64, seed: Seed) -> Result<Self, TrainedActionError> {
        let split = split::stratified(cells.data(), evaluation, seed)?;
        let data = cells.data();
        let word = |&position: &usize| seed.stream(Purpose::Membership, data.id(position)).next_u64();
        let order = ascending(split.training.iter().map(word));
        let mut asked = vec![0; cells.count()];
        for (cell, _) in split.evaluation.iter().filter_map(|&position| cells.row(position)) {
            asked[cell] += 1;
        }
        Ok(Self { cells, training: split.training, order, asked })
    }

    /// How many rows train.
    pub fn rows(&self) -> usize {
        self.training.len()
    }

    /// How many of them have joined at a share α.
    pub fn members(&self, alpha: f64) -> usize {
        ((alpha * self.training.len() as f64 + 0.5).floor() as usize).min(self.training.len())
    }

    /// The rows that train, without any member.
    pub fn world(&self) -> World<'a> {
        World::new(self.cells.data(), self.training.iter().copied())
    }

    /// What the members do to it at a share α: one edit a row that changes.
    pub fn edits(&self, plan: &CollectiveAction, alpha: f64) -> Edits {
        let joined = self.order.iter().take(self.members(alpha));
        let edit = |&place: &usize| {
            let position = *self.training.get(place)?;
            let before = self.cells.row(position)?;
            let (cell, label) = plan.changed(before);
            let (id, target) = (self.cells.data().id(position), Target::Class(label));
            if (cell, label) == before {
                return None;
            }
            let kept = plan.strategy() == Strategy::Erase;
            Some(if kept {
                Edit::Relabel(id, target)
            } else {
                Edit::Replace(id, self.cells.features(cell), target)
            })
        };
        joined.filter_map(edit).collect()
    }

    /// The share of the rows asked about for which a learner, trained on the mixture, answers what the members want; ties count, as in
    /// [`CollectiveAction::success`]. Cost: one fit, and at most one prediction a cell.
    ///
    /// # Errors
    /// [`TrainedActionError`].
    pub fn success<L: Learner<Model: Classification>>(
        &self,
        learner: &L,
        plan: &CollectiveAction,
        alpha: f64,
        seed: Seed,
    ) -> Result<f64, TrainedActionError> {
        if !(0.0..=1.0).contains(&alpha) {
            return Err(TrainedActionError::Share(alpha));
        }
        let (found, cells) = (plan.table().cells(), self.cells.count());
        if found != cells {
            return Err(TrainedActionError::Cells { found, cells });
        }
        let model = learner.fit(&self.world().edited(&self.edits(plan, alpha))?, seed)?;
        let asked = || self.asked.iter().enumerate().filter(|(_, rows)| **rows > 0);
        // Many cells share the one that decides about them: each is predicted once.
        let mut predicted = vec![ClassSet::arg_max([]); cells];
        for (cell, _) in asked() {
            for place in [plan.signal(cell), plan.decides(cell)] {
                if predicted[place].is_empty() {
                    predicted[place] = model.predict(&self.cells.features(place));
                }
            }
        }
        let (mut met, mut all) = (0_u32, 0_u32);
        for (cell, &rows) in asked() {
            all += rows;
            met += if plan.succeeds(cell, |cell| predicted[cell]) { rows } else { 0 };
        }
        Ok(f64::from(met) / f64::from(all.max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collective::action::columns_of;
    use crate::data::german_credit::{self, FEATURES};
    use crate::learners::{Intercept, LogisticRegression, NearestNeighbours};

    fn cells() -> Cells {
        let attributes = ["checking account", "purpose"].map(|name| columns_of(&FEATURES, name));
        Cells::of(&german_credit::dataset(), &attributes).unwrap()
    }

    fn plan(cells: &Cells, strategy: Strategy) -> CollectiveAction {
        let signal = (0..cells.count()).map(|cell| cells.with(cell, 1, 5)).collect();
        CollectiveAction::new(cells.table().unwrap(), signal, strategy).unwrap()
    }

    #[test]
    fn members_do_what_the_plan_says_and_nobody_else_does_anything() {
        let cells = cells();
        let run = TrainedAction::draw(&cells, 0.5, Seed::new(3)).unwrap();
        assert_eq!((run.rows(), run.members(0.01), run.members(0.25), run.members(2.0)), (500, 5, 125, 500));
        for strategy in
            [Strategy::FeaturesAndLabel { target: 0 }, Strategy::FeaturesOnly { target: 1 }, Strategy::Erase]
        {
            let plan = plan(&cells, strategy);
            let (few, many) = (run.edits(&plan, 0.1), run.edits(&plan, 0.3));
            assert_eq!(
                few.as_slice(),
                &many.as_slice()[..few.as_slice().len()],
                "a larger share dismisses none"
            );
            let (before, after) = (run.world(), run.world().edited(&many).unwrap());
            let mut joined = vec![false; run.rows()];
            run.order.iter().take(run.members(0.3)).for_each(|&place| joined[place] = true);
            for (place, (old, new)) in before.rows().zip(after.rows()).enumerate() {
                let own = cells.row(cells.data().position(old.id).unwrap()).unwrap();
                let (cell, label) = if joined[place] { plan.changed(own) } else { own };
                assert_eq!(
                    (old.id, new.features, new.target.class()),
                    (new.id, &cells.features(cell)[..], Some(label))
                );
            }
        }
        assert!(run.edits(&plan(&cells, Strategy::Erase), 0.0).as_slice().is_empty());
        let other = TrainedAction::draw(&cells, 0.5, Seed::new(4)).unwrap();
        assert_ne!((run.training, run.order), (other.training, other.order));
    }

    #[test]
    fn a_learner_that_looks_cells_up_is_the_exact_classifier_of_its_rows() {
        // With every row of the mixture as a neighbour of distance 0, the vote of a cell is the cell's majority.
        let cells = cells();
        let run = TrainedAction::draw(&cells, 0.5, Seed::new(5)).unwrap();
        let plan = plan(&cells, Strategy::FeaturesAndLabel { target: 0 });
        let learner = NearestNeighbours::new(1).unwrap();
        for alpha in [0.05, 0.2, 0.5] {
            let world = run.world().edited(&run.edits(&plan, alpha)).unwrap();
            let mut counts = vec![[0_u32; 2]; cells.count()];
            for row in world.rows() {
                let place = (0..cells.count()).find(|&cell| cells.features(cell) == row.features).unwrap();
                counts[place][row.target.class().unwrap()] += 1;
            }
            let known = |cell: usize| counts[plan.signal(cell)].iter().sum::<u32>() > 0;
            let asked = || run.asked.iter().enumerate().filter(|(_, rows)| **rows > 0);
            assert!(asked().all(|(cell, _)| known(cell)), "every signal cell has a row by then");
            let met = asked().filter(|(cell, _)| {
                let [good, bad] = counts[plan.signal(*cell)];
                good >= bad
            });
            let met: u32 = met.map(|(_, rows)| rows).sum();
            let success = run.success(&learner, &plan, alpha, Seed::new(0)).unwrap();
            assert_eq!(success, f64::from(met) / 500.0, "{alpha}");
        }
    }

    #[test]
    fn what_cannot_be_tried_is_said() {
        let cells = cells();
        let run = TrainedAction::draw(&cells, 0.5, Seed::new(1)).unwrap();
        let learner = LogisticRegression::new(1.0, Intercept::Free).unwrap();
        let plan = plan(&cells, Strategy::Erase);
        let error = run.success(&learner, &plan, 1.5, Seed::new(1)).unwrap_err();
        assert_eq!(error.to_string(), "the share is 1.5: legal are 0 to 1");
        let small = Cells::of(&german_credit::dataset(), std::slice::from_ref(&(0..4))).unwrap();
        let other = CollectiveAction::new(small.table().unwrap(), vec![0; 4], Strategy::Erase).unwrap();
        let error = run.success(&learner, &other, 0.1, Seed::new(1)).unwrap_err();
        assert_eq!(error.to_string(), "the plan has 4 cells: legal are 40, those of the rows");
        assert!(matches!(TrainedAction::draw(&cells, 1.5, Seed::new(1)), Err(TrainedActionError::Split(_))));
    }
}
