//! The run that is drawn: its rows, its outcomes, and its models where the reader stands.

use simulation::dataset::RowId;
use simulation::robustness::poisoning::{
    Boundary, Defence, Outcome, PoisonError, PoisonPlan, PoisonRow, PoisonRun, PoisonTable,
};
use simulation::seed::Seed;

use super::parameters::PoisonParameters;

/// What a figure computes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Setting {
    pub(super) plan: PoisonPlan,
    pub(super) budget: usize,
    pub(super) defence: Option<Defence>,
    pub(super) thrown: usize,
    pub(super) repetitions: usize,
    pub(super) seed: Seed,
}

impl Setting {
    pub(super) fn of(parameters: &PoisonParameters) -> Self {
        let plan = PoisonPlan {
            victim: parameters.model.victim(),
            attack: parameters.attack.attack(),
            rows: parameters.rows.get() as usize,
            reach: parameters.reach.get(),
        };
        Self {
            plan,
            budget: parameters.budget.get() as usize,
            defence: parameters.defence.defence(),
            thrown: parameters.thrown.get() as usize,
            repetitions: parameters.repetitions.get() as usize,
            seed: Seed::new(u64::from(parameters.seed.get())),
        }
    }
}

/// The rows of poison so far and what they do, with the run that goes on from there once it is needed.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    run: Option<PoisonRun>,
    pub(super) rows: Vec<PoisonRow>,
    pub(super) outcomes: Vec<Outcome>,
}

/// The models where the reader stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scene {
    pub(super) added: usize,
    /// Without poison, and with it.
    pub(super) boundaries: [Boundary; 2],
    pub(super) kept: Option<Kept>,
}

/// What a defence made of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    pub(super) boundary: Boundary,
    pub(super) outcome: Outcome,
    /// The training rows that were thrown out.
    pub(super) removed: Vec<RowId>,
    /// The places of the poison that was thrown out.
    pub(super) caught: Vec<usize>,
}

impl Own {
    /// One that came with the page.
    pub(super) fn received(rows: Vec<PoisonRow>, outcomes: Vec<Outcome>) -> Self {
        Self { run: None, rows, outcomes }
    }

    fn run(&mut self, setting: &Setting, table: &PoisonTable) -> Result<&mut PoisonRun, String> {
        if self.run.is_none() {
            let mut run = PoisonRun::new(table, setting.plan, setting.seed).map_err(told)?;
            if !self.outcomes.is_empty() {
                run = run.with_rows(self.rows.clone(), self.outcomes.clone()).map_err(told)?;
            }
            self.run = Some(run);
        }
        self.run.as_mut().ok_or_else(String::new)
    }

    /// One piece of work towards the next row.
    pub(super) fn advance(&mut self, setting: &Setting, table: &PoisonTable) -> Result<(), String> {
        let begun = !self.outcomes.is_empty();
        let run = self.run(setting, table)?;
        if begun {
            run.advance().map_err(told)?;
        }
        let (rows, outcomes) = (run.rows().len(), run.outcomes().len());
        if rows > self.rows.len() || outcomes > self.outcomes.len() {
            let run = self.run(setting, table)?;
            let (rows, outcomes) = (run.rows().to_vec(), run.outcomes().to_vec());
            (self.rows, self.outcomes) = (rows, outcomes);
        }
        Ok(())
    }

    /// The models at so many rows of poison, which must be there.
    pub(super) fn scene(
        &mut self,
        setting: &Setting,
        table: &PoisonTable,
        added: usize,
    ) -> Result<Scene, String> {
        let run = self.run(setting, table)?;
        let boundary = |count| {
            let model = run.model(count).map_err(told)?;
            model.boundary().ok_or_else(|| "the model has no boundary in the plane".to_owned())
        };
        let boundaries = [boundary(0)?, boundary(added)?];
        let Some(defence) = setting.defence else { return Ok(Scene { added, boundaries, kept: None }) };
        let trimmed = run.defended(added, defence, setting.thrown).map_err(told)?;
        let caught: Vec<usize> =
            (0..added).filter(|&index| trimmed.removed.contains(&run.poison_id(index))).collect();
        let poison = |id: &RowId| caught.iter().any(|&index| run.poison_id(index) == *id);
        let removed = trimmed.removed.iter().copied().filter(|id| !poison(id)).collect();
        let kept = Kept {
            boundary: trimmed.model.boundary().ok_or_else(String::new)?,
            outcome: run.outcome(&trimmed.model).map_err(told)?,
            removed,
            caught,
        };
        Ok(Scene { added, boundaries, kept: Some(kept) })
    }
}

pub(super) fn told(error: PoisonError) -> String {
    error.to_string()
}
