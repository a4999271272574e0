//! One attack on one division of a table, and what it does to rows that nobody trained on.

use super::attack::{PoisonRow, Poisoning};
use super::{Attack, Defence, FeatureBox, PoisonError, PoisonTable, Trimmed, Victim, VictimModel, mean_loss};
use crate::learners::Learner;
use crate::seed::Seed;
use crate::world::World;

/// What is attacked, and how.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PoisonPlan {
    /// The learner.
    pub victim: Victim,
    /// The attack.
    pub attack: Attack,
    /// The rows to train on; the attacker has as many of its own.
    pub rows: usize,
    /// How far the box reaches, as a multiple of the training rows' range.
    pub reach: f64,
}

/// What a model does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The mean loss on the attacker's rows: what the attacker sees.
    pub own: f64,
    /// The mean loss on the test rows.
    pub loss: f64,
    /// The share of the test rows on the wrong side.
    pub error: f64,
}

/// An attack as far as it is, with an outcome for every number of rows so far.
///
/// ```
/// use simulation::data::breast_cancer;
/// use simulation::robustness::poisoning::{Attack, Defence, PoisonPlan, PoisonRun, PoisonTable, Victim};
/// use simulation::seed::Seed;
///
/// let table = PoisonTable::new(&breast_cancer::dataset(), [0, 1])?;
/// let plan = PoisonPlan { victim: Victim::logistic(1.0)?, attack: Attack::TargetedFlips, rows: 60, reach: 1.0 };
/// let mut run = PoisonRun::new(&table, plan, Seed::new(1))?;
/// run.poison(9)?;
/// assert_eq!((run.rows().len(), run.outcomes().len()), (9, 10));
/// let kept = run.defended(9, Defence::LargestLosses, 9)?;
/// assert!(run.outcome(&kept.model)?.loss < run.outcomes()[9].loss);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct PoisonRun {
    victim: Victim,
    poisoning: Poisoning<'static, Victim>,
    test: World<'static>,
    outcomes: Vec<Outcome>,
}

impl PoisonRun {
    /// Divides the table and trains on the rows as they are. Cost: one fit, O(n log n).
    ///
    /// # Errors
    /// [`PoisonError`] naming what does not fit the table.
    pub fn new(table: &PoisonTable, plan: PoisonPlan, seed: Seed) -> Result<Self, PoisonError> {
        let division = table.divide(plan.rows, seed)?;
        let data = match plan.victim {
            Victim::Logistic(_) => table.classes(),
            Victim::Ridge(_) => table.numbers(),
        };
        let world = |positions: Vec<usize>| World::new(data, positions).detached();
        let (clean, own, test) = (world(division.training)?, world(division.own)?, world(division.test)?);
        let room = FeatureBox::around(&clean, plan.reach)?;
        let poisoning = Poisoning::new(plan.victim, &clean, &own, plan.attack, room, seed)?;
        let mut run = Self { victim: plan.victim, poisoning, test, outcomes: vec![] };
        run.outcomes.push(run.outcome(run.poisoning.model())?);
        Ok(run)
    }

    /// The same, gone on to behind these rows, whose outcomes are known. Cost: one fit.
    ///
    /// # Errors
    /// [`PoisonError::Row`] for rows that this attack could not have added, [`PoisonError::Added`] unless there is an outcome for each, and
    /// for none of them.
    pub fn with_rows(mut self, rows: Vec<PoisonRow>, outcomes: Vec<Outcome>) -> Result<Self, PoisonError> {
        if outcomes.len() != rows.len() + 1 {
            return Err(PoisonError::Added { wanted: rows.len() + 1, there: outcomes.len() });
        }
        self.poisoning = self.poisoning.with_rows(rows)?;
        self.outcomes = outcomes;
        Ok(self)
    }

    /// The next piece of work: see [`Poisoning::advance`]. Whether a row is complete with it.
    ///
    /// # Errors
    /// As [`Poisoning::advance`].
    pub fn advance(&mut self) -> Result<bool, PoisonError> {
        let complete = self.poisoning.advance()?;
        if complete {
            self.outcomes.push(self.outcome(self.poisoning.model())?);
        }
        Ok(complete)
    }

    /// Goes on until so many rows are added.
    ///
    /// # Errors
    /// As [`Poisoning::advance`].
    pub fn poison(&mut self, count: usize) -> Result<(), PoisonError> {
        while self.rows().len() < count {
            self.advance()?;
        }
        Ok(())
    }

    /// The rows that were added, in their order.
    pub fn rows(&self) -> &[PoisonRow] {
        self.poisoning.rows()
    }

    /// What the model does after 0, 1, 2, … rows.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// The box that the rows lie in.
    pub fn room(&self) -> &FeatureBox {
        self.poisoning.room()
    }

    /// The training rows with the first `count` rows of poison.
    ///
    /// # Errors
    /// [`PoisonError::Added`].
    pub fn world_with(&self, count: usize) -> Result<World<'static>, PoisonError> {
        self.poisoning.world_with(count)
    }

    /// The model of them. Cost: one fit.
    ///
    /// # Errors
    /// [`PoisonError::Added`], [`PoisonError::Fit`].
    pub fn model(&self, count: usize) -> Result<VictimModel, PoisonError> {
        Ok(self.victim.fit(&self.world_with(count)?, Seed::new(0))?)
    }

    /// What a defence makes of them, throwing out `thrown` rows. Cost: see [`Defence`].
    ///
    /// # Errors
    /// [`PoisonError::Added`], and those of [`Defence::fit`].
    pub fn defended(
        &self,
        count: usize,
        defence: Defence,
        thrown: usize,
    ) -> Result<Trimmed<VictimModel>, PoisonError> {
        defence.fit(&self.victim, &self.world_with(count)?, thrown)
    }

    /// What a model does. Cost: one prediction a row.
    ///
    /// # Errors
    /// [`PoisonError::Nothing`] for a model of other targets.
    pub fn outcome(&self, model: &VictimModel) -> Result<Outcome, PoisonError> {
        let own = mean_loss(model, self.poisoning.own())?;
        Ok(Outcome { own, loss: mean_loss(model, &self.test)?, error: model.error(&self.test)? })
    }

    /// The id under which the `index`-th row of poison stands, from 0.
    pub fn poison_id(&self, index: usize) -> crate::dataset::RowId {
        super::attack::poison_id(self.poisoning.clean(), index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::breast_cancer;

    #[test]
    fn a_run_goes_on_from_its_rows_to_the_bit() {
        let table = PoisonTable::new(&breast_cancer::dataset(), [0, 1]).unwrap();
        for victim in [Victim::logistic(1.0).unwrap(), Victim::ridge(1.0).unwrap()] {
            for attack in Attack::ALL {
                let plan = PoisonPlan { victim, attack, rows: 40, reach: 1.2 };
                let new = || PoisonRun::new(&table, plan, Seed::new(2)).unwrap();
                let mut whole = new();
                whole.poison(6).unwrap();
                let (rows, outcomes) = (whole.rows()[..3].to_vec(), whole.outcomes()[..4].to_vec());
                let mut again = new().with_rows(rows.clone(), outcomes.clone()).unwrap();
                again.poison(6).unwrap();
                assert_eq!((again.rows(), again.outcomes()), (whole.rows(), whole.outcomes()));
                assert!(new().with_rows(rows.clone(), outcomes[..3].to_vec()).is_err());
                let mut outside = rows.clone();
                outside[1].features[0] = 1e3;
                assert_eq!(new().with_rows(outside, outcomes.clone()).unwrap_err(), PoisonError::Row(1));
                let twice = vec![rows[0].clone(), rows[0].clone(), rows[1].clone()];
                assert_eq!(new().with_rows(twice, outcomes).unwrap_err(), PoisonError::Row(1));
                // The model of a prefix is that of the run when it was there.
                assert_eq!(whole.outcome(&whole.model(3).unwrap()).unwrap(), whole.outcomes()[3]);
                assert_eq!(whole.model(7).unwrap_err(), PoisonError::Added { wanted: 7, there: 6 });
                let world = whole.world_with(6).unwrap();
                assert!(world.place(whole.poison_id(5)).is_some() && world.len() == 46);
            }
        }
    }
}
