//! What is exact: the table, the plan, and the curve of the classifier of least error.

use simulation::collective::action::{Cells, CollectiveAction, Kind, columns_of, kinds};
use simulation::data::german_credit::FEATURES;
use simulation::dataset::Dataset;

use super::parameters::{ActionParameters, Beside, STOPS};
use crate::parameters::ParameterError;

/// The plan on its table, and what follows from it for the least error.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub(super) cells: Cells,
    pub(super) plan: CollectiveAction,
    /// Where success rises.
    steps: Vec<(f64, f64)>,
}

impl Scene {
    /// The plan of the parameters on the applications.
    pub(super) fn new(rows: &Dataset, parameters: &ActionParameters) -> Result<Self, ParameterError> {
        let facts = parameters.signal.facts();
        let beside = parameters.beside.names().map(|names| names[0]);
        let names = std::iter::once("checking account").chain(beside).chain([facts.attribute]);
        let attributes: Vec<_> = names.map(|name| columns_of(&FEATURES, name)).collect();
        let last = attributes.len() - 1;
        let refused = |error: String| ParameterError::value("signal", facts.attribute, error, vec![]);
        let cells = Cells::of(rows, &attributes).map_err(|error| refused(error.to_string()))?;
        let table = cells.table().map_err(|error| refused(error.to_string()))?;
        let signal = (0..cells.count()).map(|cell| cells.with(cell, last, facts.code)).collect();
        let plan = CollectiveAction::new(table, signal, parameters.strategy())
            .map_err(|error| refused(error.to_string()))?;
        let steps = plan.steps();
        Ok(Self { cells, plan, steps })
    }

    /// Success at a share, exactly.
    pub(super) fn success(&self, share: f64) -> f64 {
        self.plan.success(share).unwrap_or(0.0)
    }

    /// The kinds that have applicants, as they are drawn: by the checking account, and what is seen beside it.
    pub(super) fn kinds(&self, share: f64, beside: Beside) -> Vec<Kind> {
        let beside = if beside == Beside::Nothing { usize::MAX } else { 1 };
        kinds(&self.cells, &self.plan, [0, beside], share)
    }

    /// The corners of the exact curve from one share to another: it rises where a kind turns.
    pub(super) fn stairs(&self, from: f64, to: f64) -> Vec<(f64, f64)> {
        let mut corners = vec![(from, self.success(from))];
        for &(turn, success) in self.steps.iter().filter(|(turn, _)| (from..to).contains(turn)) {
            let last = corners.last().map_or(0.0, |corner| corner.1);
            corners.extend([(turn, last), (turn, success)]);
        }
        corners.push((to, self.success(to)));
        corners
    }
}

/// A stop as a share.
pub(super) fn share(stop: usize) -> f64 {
    f64::from(STOPS.get(stop).copied().unwrap_or(0)) / 1000.0
}
