//! The figure's computing, in small steps: the model, every row's removal, the group's, and the resamples.

use std::cell::RefCell;
use std::rc::Rc;

use simulation::dataset::{Dataset, RowId};
use simulation::seed::Seed;
use simulation::standardise::Standardiser;
use simulation::valuation::first_order::{Foretold, RemovalStart, RemovalStudy, StudyError, nearest_rows};
use simulation::world::World;

use super::outcome::{DRAWS, Outcome, drawn, kept};
use super::parameters::{DataChoice, InfluenceParameters};
use crate::shipped::Shipped;
use crate::widget::Progress;

/// What the removals depend on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setting {
    pub(super) data: DataChoice,
    c: f64,
    /// The position of the row whose loss is measured; all rows if there is none.
    on: Option<usize>,
}

/// What is foretold of a group and what happens to it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct GroupOutcome {
    /// The first-order predictions of its rows, added up.
    pub(super) sum: f64,
    /// One Newton step.
    pub(super) newton: Option<f64>,
    /// The real changes of its rows one by one, added up.
    pub(super) singles: f64,
    /// Retrained without all of them.
    pub(super) actual: Option<f64>,
    /// Where the boundary of that model crosses the picture.
    pub(super) boundary: Option<[f64; 3]>,
}

pub(super) struct Work {
    setting: Setting,
    rows: Rc<Dataset>,
    /// None before the first step, and once the study has begun.
    start: Option<RemovalStart>,
    /// None before the model is fitted, and where everything was shipped.
    study: Option<RemovalStudy>,
    pub(super) outcome: Rc<Outcome>,
    /// Positions of the rows that leave together.
    group: Vec<usize>,
    newton: Option<f64>,
    /// What becomes of the loss without the group, and of the boundary.
    retrained: Option<(f64, [f64; 3])>,
    stopped: bool,
    failed: bool,
}

/// Outcomes that are kept: whoever slides back does not wait again, and a build computes each once.
const KEPT: usize = 12;

thread_local! {
    static FINISHED: RefCell<Vec<(Setting, Rc<Outcome>)>> = const { RefCell::new(vec![]) };
}

/// Starts over, so that a test sees computing.
#[cfg(test)]
pub(super) fn forget() {
    FINISHED.with_borrow_mut(Vec::clear);
}

/// Of TracIn's path, and of the resamples.
const SEED: Seed = Seed::new(1);

impl Setting {
    pub(super) fn of(parameters: &InfluenceParameters, on: Option<usize>) -> Self {
        Self { data: parameters.data, c: parameters.c.get(), on }
    }
}

impl Work {
    pub(super) fn new(setting: Setting, rows: Rc<Dataset>) -> Self {
        let known = |all: &Vec<(Setting, Rc<Outcome>)>| {
            all.iter().find(|(known, _)| *known == setting).map(|(_, outcome)| Rc::clone(outcome))
        };
        let (outcome, group) = (FINISHED.with_borrow(known).unwrap_or_default(), vec![]);
        let (start, study, newton, retrained) = (None, None, None, None);
        Self { setting, rows, start, study, outcome, group, newton, retrained, stopped: false, failed: false }
    }

    /// Goes on in another setting, keeping what is still true.
    pub(super) fn turn_to(&mut self, setting: Setting, rows: Rc<Dataset>) {
        if setting != self.setting {
            *self = Self::new(setting, rows);
        }
        self.stopped = false;
    }

    /// Asks about a group.
    pub(super) fn ask(&mut self, group: Vec<usize>) {
        if group != self.group {
            (self.group, self.newton, self.retrained) = (group, None, None);
        }
    }

    pub(super) fn group(&self) -> &[usize] {
        &self.group
    }

    /// What is known of the group; none without one, or before its rows were left out one by one.
    pub(super) fn group_outcome(&self) -> Option<GroupOutcome> {
        let known = self.outcome.is_whole() && !self.group.is_empty();
        let sum = |of: &[f64]| self.group.iter().filter_map(|&position| of.get(position)).sum();
        known.then(|| GroupOutcome {
            sum: sum(self.outcome.foretold(Foretold::FirstOrder)),
            newton: self.newton,
            singles: sum(&self.outcome.actual),
            actual: self.retrained.map(|(change, _)| change),
            boundary: self.retrained.map(|(_, boundary)| boundary),
        })
    }

    /// The rows nearest to one in all features, itself first.
    pub(super) fn nearest(&self, position: usize, count: usize) -> Vec<usize> {
        if let Some(study) = &self.study {
            return nearest_rows(study.data(), position, count);
        }
        let scale = Standardiser::fit(&World::trainable(&self.rows));
        scale.apply(&self.rows).map_or(vec![], |rows| nearest_rows(&rows, position, count))
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failed
    }

    pub(super) fn cancel(&mut self) {
        self.stopped = true;
    }

    /// Does one small piece; `false` if nothing was left to do.
    pub(super) fn step(&mut self) -> bool {
        if self.stopped || self.failed {
            return false;
        }
        self.work().unwrap_or_else(|_| {
            self.failed = true;
            false
        })
    }

    /// How far the work is, if there is any left.
    pub(super) fn progress(&self) -> Option<Progress> {
        if self.stopped || self.failed {
            return None;
        }
        let rows = self.rows.len();
        let (label, done, total) = if !self.outcome.is_whole() {
            let (done, total) = self.study.as_ref().map_or((0, 2 * rows as u32), RemovalStudy::progress);
            ("Foretelling and retraining", done, total)
        } else if self.is_group_open() {
            ("Retraining without the group", 0, 1)
        } else {
            ("Resampling", self.outcome.draws() as u32, DRAWS as u32)
        };
        (done < total).then(|| Progress { label: label.to_owned(), done, total })
    }

    pub(super) fn ship(&self) -> Option<Shipped> {
        let whole = self.outcome.is_whole() && self.outcome.draws() == DRAWS && !self.is_group_open();
        let retrained = self
            .retrained
            .into_iter()
            .flat_map(|(change, boundary)| [[change].to_vec(), boundary.to_vec()].concat());
        let group: Vec<f64> = self.newton.into_iter().chain(retrained).collect();
        whole.then(|| self.outcome.ship().with("group", group))
    }

    /// Takes what was shipped; whoever calls it asks about the group afterwards, and then for [`Work::receive_group`].
    pub(super) fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
        self.outcome = Rc::new(Outcome::unship(shipped, self.rows.len())?);
        self.keep();
        Ok(())
    }

    pub(super) fn receive_group(&mut self, shipped: &Shipped) -> Result<(), String> {
        match (shipped.column("group")?, self.group.is_empty()) {
            (&[newton, change, a, b, c], false) => {
                (self.newton, self.retrained) = (Some(newton), Some((change, [a, b, c])));
            }
            ([], true) => {}
            _ => return Err("a group’s five numbers were expected".to_owned()),
        }
        Ok(())
    }

    fn is_group_open(&self) -> bool {
        !self.group.is_empty() && self.retrained.is_none()
    }

    /// Goes on with fitting the model; `false` if that is done.
    fn begin(&mut self) -> Result<bool, StudyError> {
        if self.study.is_some() {
            return Ok(false);
        }
        let Some(start) = &mut self.start else {
            let measured = self.setting.on.map_or(0..self.rows.len(), |on| on..on + 1);
            self.start = Some(RemovalStudy::begin(&self.rows, self.setting.c, measured, SEED)?);
            return Ok(true);
        };
        if let Some(study) = start.step()? {
            if !self.outcome.is_whole() {
                self.outcome = Rc::new(Outcome::of(&study));
            }
            (self.start, self.study) = (None, Some(study));
        }
        Ok(true)
    }

    fn work(&mut self) -> Result<bool, StudyError> {
        if !self.outcome.is_whole() {
            if self.begin()? {
                return Ok(true);
            }
            let Some(study) = &mut self.study else { return Ok(false) };
            let worked = study.step()?;
            let outcome = Rc::make_mut(&mut self.outcome);
            outcome.read(study);
            if outcome.is_whole() {
                outcome.correlate(study);
            }
            return Ok(worked);
        }
        if self.is_group_open() {
            if self.begin()? {
                return Ok(true);
            }
            let Some(study) = &self.study else { return Ok(false) };
            let ids: Vec<RowId> =
                self.group.iter().filter_map(|&position| self.rows.row(position)).map(|row| row.id).collect();
            if self.newton.is_none() {
                self.newton = Some(kept(study.group_newton(&ids)?, 1e9));
            } else {
                let retrained = study.group_retrained(&ids)?;
                self.retrained = Some((kept(retrained.change, 1e9), drawn(retrained.boundary)));
            }
            return Ok(true);
        }
        let done = self.outcome.draws() == DRAWS;
        if !done {
            Rc::make_mut(&mut self.outcome).resample(SEED);
            if self.outcome.draws() == DRAWS {
                self.keep();
            }
        }
        Ok(!done)
    }

    fn keep(&self) {
        FINISHED.with_borrow_mut(|all| {
            all.retain(|(known, _)| *known != self.setting);
            all.truncate(KEPT - 1);
            all.insert(0, (self.setting.clone(), Rc::clone(&self.outcome)));
        });
    }
}
