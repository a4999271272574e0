//! What sets of rows are worth, for any number of players.

use std::rc::Rc;

use super::{NeighbourMatches, RowSample};
use crate::idea::Measure;
use crate::learners::{Classification, Classifier, ClassifierModel, FitError, Learner, Model, WarmStart};
use crate::seed::Seed;
use crate::valuation::{ArrivalGame, Coalition, Game};
use crate::world::World;

/// What a set of rows is worth. More is better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Utility {
    /// What is measured on the model that the learner makes of them.
    Trained {
        /// The learner.
        learner: Classifier,
        /// What is measured on each row to evaluate on.
        measure: Measure,
    },
    /// The share of matching labels among the nearest neighbours: see [`NeighbourMatches`]. Nothing is trained.
    Matches {
        /// K.
        neighbours: usize,
    },
}

/// What a set of rows is worth on every row to evaluate on.
#[derive(Clone, Debug, PartialEq)]
pub struct RowScores {
    /// One number for each row to evaluate on.
    pub scores: Vec<f64>,
    /// The share of these rows on which several classes share first place; 0 where nothing is trained.
    pub tied: f64,
    /// How many different classes the set has: with 1 or none there is nothing to tell apart.
    pub classes: usize,
    /// Whether the fit reached its optimum.
    pub converged: bool,
}

impl RowScores {
    /// The mean, each row counted so often; all of them once where there are no counts. 0 of no rows.
    pub fn mean(&self, counts: Option<&[f64]>) -> f64 {
        let (mut total, mut rows) = (0.0, 0.0);
        for (place, score) in self.scores.iter().enumerate() {
            let count = counts.map_or(1.0, |counts| counts.get(place).copied().unwrap_or(0.0));
            total += count * score;
            rows += count;
        }
        if rows > 0.0 { total / rows } else { 0.0 }
    }
}

/// A game over the players of a [`RowSample`]. As a [`Game`] it has at most 31 players, as an [`ArrivalGame`] any number.
///
/// In the order of arrivals each fit begins at the model of those before it, where the learner allows it: worths are then the same up to
/// the rounding of its stopping rule. A set that cannot be learned from is worth NaN, and [`RowGame::failure`] says why. Cost of a worth: one
/// fit and one prediction for each row to evaluate on.
#[derive(Clone, Debug)]
pub struct RowGame {
    sample: Rc<RowSample>,
    utility: Utility,
    seed: Seed,
    matches: Option<NeighbourMatches>,
    present: Vec<bool>,
    last: Option<ClassifierModel>,
    /// v(N), and the model of all.
    whole: Option<(f64, Option<ClassifierModel>)>,
    failure: Option<FitError>,
}

impl RowGame {
    /// The game. Nothing is trained yet. Cost of [`Utility::Matches`]: O(m·n·(p + log n)) for m rows to evaluate on.
    pub fn new(sample: Rc<RowSample>, utility: Utility, seed: Seed) -> Self {
        let matches = match utility {
            Utility::Trained { .. } => None,
            Utility::Matches { neighbours } => Some(NeighbourMatches::new(&sample, neighbours)),
        };
        let present = vec![false; sample.plan().players];
        Self { sample, utility, seed, matches, present, last: None, whole: None, failure: None }
    }

    /// What was drawn.
    pub fn sample(&self) -> &RowSample {
        &self.sample
    }

    /// What a coalition is worth on every row to evaluate on, trained from nothing.
    ///
    /// # Errors
    /// [`FitError`] from the learner.
    pub fn scores(&self, coalition: Coalition) -> Result<RowScores, FitError> {
        let mut present = vec![false; self.present.len()];
        for player in coalition.players() {
            if let Some(present) = present.get_mut(player) {
                *present = true;
            }
        }
        self.measure(&present, None).map(|(scores, _)| scores)
    }

    /// v(N) − v(N∖{i}). The fit without the player begins at the model of all, which is kept from the first call on.
    pub fn leave_out(&mut self, player: usize) -> f64 {
        let mut present = vec![true; self.present.len()];
        if self.whole.is_none() {
            let whole = self.measure(&present, None);
            self.whole = Some(self.settle(whole));
        }
        let Some((whole, model)) = self.whole.clone() else { return f64::NAN };
        if let Some(present) = present.get_mut(player) {
            *present = false;
        }
        let without = self.measure(&present, model.as_ref());
        whole - self.settle(without).0
    }

    /// What went wrong first, if anything did.
    pub fn failure(&self) -> Option<&FitError> {
        self.failure.as_ref()
    }

    fn settle(
        &mut self,
        measured: Result<(RowScores, Option<ClassifierModel>), FitError>,
    ) -> (f64, Option<ClassifierModel>) {
        match measured {
            Ok((scores, model)) => (scores.mean(None), model),
            Err(error) => {
                self.failure.get_or_insert(error);
                (f64::NAN, None)
            }
        }
    }

    fn measure(
        &self,
        present: &[bool],
        start: Option<&ClassifierModel>,
    ) -> Result<(RowScores, Option<ClassifierModel>), FitError> {
        let rows = self.sample.rows();
        let players = || (0..present.len()).filter(|&player| present[player]);
        let mut known = vec![false; rows.class_count()];
        for class in players().filter_map(|player| rows.target(player).class()) {
            known[class] = true;
        }
        let classes = known.into_iter().filter(|known| *known).count();
        let (learner, measure) = match (&self.matches, self.utility) {
            (Some(matches), _) => {
                let scores = matches.scores(present);
                return Ok((RowScores { scores, tied: 0.0, classes, converged: true }, None));
            }
            (None, Utility::Trained { learner, measure }) => (learner, measure),
            (None, Utility::Matches { .. }) => return Err(FitError::Targets { needed: "classes" }),
        };
        let world = World::new(rows, players());
        let model = match start {
            Some(start) => learner.fit_warm(&world, start, self.seed)?,
            None => learner.fit(&world, self.seed)?,
        };
        let tests = || (self.present.len()..rows.len()).filter_map(|position| rows.row(position));
        let scores: Vec<f64> = tests().map(|row| measure.on(&model, &row)).collect();
        let tied = tests().filter(|row| model.predict(row.features).len() > 1).count();
        let tied = tied as f64 / scores.len().max(1) as f64;
        Ok((RowScores { scores, tied, classes, converged: model.converged() }, Some(model)))
    }

    fn present_worth(&mut self) -> f64 {
        let measured = self.measure(&self.present, self.last.as_ref());
        let (worth, model) = self.settle(measured);
        self.last = model;
        worth
    }
}

impl Game for RowGame {
    fn players(&self) -> usize {
        self.present.len()
    }

    fn value(&self, coalition: Coalition) -> f64 {
        self.scores(coalition).map_or(f64::NAN, |scores| scores.mean(None))
    }
}

impl ArrivalGame for RowGame {
    fn players(&self) -> usize {
        self.present.len()
    }

    /// The next fit begins at no model: an order has the same worths whatever came before it.
    fn start(&mut self) -> f64 {
        self.present.fill(false);
        self.last = None;
        let worth = self.present_worth();
        self.last = None;
        worth
    }

    fn arrive(&mut self, player: usize) -> f64 {
        if let Some(present) = self.present.get_mut(player) {
            *present = true;
        }
        self.present_worth()
    }

    fn worth(&mut self, members: &[usize]) -> f64 {
        self.present.fill(false);
        for &player in members {
            if let Some(present) = self.present.get_mut(player) {
                *present = true;
            }
        }
        self.last = None;
        self.present_worth()
    }
}
