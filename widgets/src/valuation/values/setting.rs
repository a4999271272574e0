//! What everything that is computed depends on.

use std::rc::Rc;

use simulation::dataset::Dataset;
use simulation::idea::Measure;
use simulation::learners::{Classifier, NearestCentroid, NearestNeighbours, SoftmaxRegression};
use simulation::seed::Seed;
use simulation::valuation::rows::{RowPlan, RowSample, Utility};

use super::kind::Kind;
use super::parameters::{DataChoice, LearnerChoice, ScoreChoice, ValuesParameters, ViewChoice};
use crate::parameters::ParameterError;
use crate::tables::table;

/// What the worths of sets depend on. While it is the same, everything known stays true.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rows {
    pub(super) data: DataChoice,
    pub(super) plan: RowPlan,
    pub(super) utility: Utility,
    /// The learner that judges labels and is trained again without rows, also where worths come without training.
    pub(super) learner: Classifier,
    pub(super) folds: u32,
    pub(super) seed: Seed,
}

/// All that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setting {
    pub(super) rows: Rows,
    pub(super) view: ViewChoice,
    pub(super) kinds: Vec<Kind>,
    pub(super) samples: u32,
    pub(super) draws: u32,
    /// The row in question, by its place.
    pub(super) focus: usize,
    /// Whether scores after removals are asked for.
    pub(super) curves: bool,
}

impl Setting {
    pub(super) fn of(parameters: &ValuesParameters) -> Result<Self, ParameterError> {
        parameters.check()?;
        let learner = learner(parameters);
        let measure = match parameters.score {
            ScoreChoice::LogLoss => Measure::LogScore,
            ScoreChoice::Accuracy | ScoreChoice::Matches => Measure::Accuracy,
        };
        let utility = match parameters.score {
            ScoreChoice::Matches => Utility::Matches { neighbours: parameters.neighbours.get() as usize },
            _ => Utility::Trained { learner, measure },
        };
        let rows = Rows {
            data: parameters.data,
            plan: RowPlan {
                players: parameters.rows.get() as usize,
                evaluation: parameters.tests.get() as usize,
                planted: parameters.planted_rows(),
            },
            utility,
            learner,
            folds: parameters.folds.get(),
            seed: Seed::new(u64::from(parameters.seed.get())),
        };
        Ok(Self {
            rows,
            view: parameters.view,
            kinds: Kind::all(parameters),
            samples: parameters.samples.get(),
            draws: parameters.draws.get(),
            focus: (parameters.focus.get().min(parameters.rows.get()) - 1) as usize,
            curves: true,
        })
    }

    /// The same question about other rows: the k-th other draw, with what its answer needs and no more.
    pub(super) fn redrawn(&self, draw: u32) -> Self {
        let rows = Rows { seed: self.rows.seed.redraw(draw), ..self.rows };
        let kinds = self.kinds.iter().copied().take(1).collect();
        Self { rows, kinds, draws: 0, curves: false, ..self.clone() }
    }
}

impl Rows {
    /// Draws the rows.
    pub(super) fn draw(&self) -> Result<Rc<RowSample>, ParameterError> {
        let data: Rc<Dataset> = table(self.data.source())?;
        let drawn = RowSample::draw(&data, self.plan, self.seed);
        drawn.map(Rc::new).map_err(|error| {
            ParameterError::value("rows", &self.plan.players.to_string(), error.to_string(), vec![])
        })
    }
}

fn learner(parameters: &ValuesParameters) -> Classifier {
    let centroid = Classifier::NearestCentroid(NearestCentroid);
    // Both settings are legal; if they were not, the learner without settings would stand in.
    match parameters.learner {
        LearnerChoice::Centroid => centroid,
        LearnerChoice::Neighbours => {
            NearestNeighbours::new(3).map_or(centroid, Classifier::NearestNeighbours)
        }
        LearnerChoice::Logistic => {
            SoftmaxRegression::new(parameters.penalty.get()).map_or(centroid, Classifier::SoftmaxRegression)
        }
    }
}
