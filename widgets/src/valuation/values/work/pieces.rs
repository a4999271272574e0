//! The work in small pieces, each a millisecond or so.

use simulation::observers::Accuracy;
use simulation::valuation::mislabels::{Inspection, RemovalCurve, SelfConfidence};
use simulation::valuation::{
    Coalition, UtilityTable, banzhaf, beta_shapley, leave_each_out, shapley, shapley_interaction,
};

use super::{Column, Facts, INSPECTIONS, Kind, REMOVALS, Sampler, ViewChoice, Work};

impl Work {
    /// Does the next piece; `false` if nothing was left to do.
    pub(super) fn piece(&mut self) -> Result<bool, String> {
        if self.ends.is_none() {
            self.find_ends()?;
            return Ok(true);
        }
        if self.wants_table() && self.table.len() < self.sets() {
            self.train()?;
            return Ok(true);
        }
        if self.setting.view == ViewChoice::Pairs {
            if self.pairs.is_none() && self.fits_a_table() {
                self.pairs = Some(pairs(&self.table)?);
                return Ok(true);
            }
        } else if let Some(kind) = self.unfinished() {
            self.advance(kind)?;
            return Ok(true);
        }
        if self.setting.view == ViewChoice::Mislabels {
            if !self.has_confidence() {
                self.judge_fold()?;
                return Ok(true);
            }
            if self.setting.curves && (self.inspect() || self.remove()?) {
                return Ok(true);
            }
        }
        self.draw_again()
    }

    fn find_ends(&mut self) -> Result<(), String> {
        use simulation::valuation::ArrivalGame;
        let everybody: Vec<usize> = (0..self.players()).collect();
        let ends = [self.game.worth(&[]), self.game.worth(&everybody)];
        self.heard()?;
        self.ends = Some(ends);
        Ok(())
    }

    fn heard(&self) -> Result<(), String> {
        self.game.failure().map_or(Ok(()), |failure| Err(format!("A model could not be trained: {failure}.")))
    }

    /// Trains the next set of the table.
    fn train(&mut self) -> Result<(), String> {
        if self.table.is_empty() {
            self.facts = Facts::default();
        }
        let next = Coalition::from_bits(self.table.len() as u32);
        let scores =
            self.game.scores(next).map_err(|error| format!("A model could not be trained: {error}."))?;
        self.facts.single += u32::from(scores.classes == 1);
        self.facts.unconverged += u32::from(!scores.converged);
        self.facts.tied += u32::from(scores.tied > 0.0);
        self.table.push(scores.mean(None));
        for (table, counts) in self.redrawn.iter_mut().zip(&self.counts) {
            table.push(scores.mean(Some(counts)));
        }
        Ok(())
    }

    fn advance(&mut self, kind: Kind) -> Result<(), String> {
        if kind.is_exact() && self.fits_a_table() {
            let values = exact(kind, &self.table)?;
            self.put(Column::exact(kind, values));
            return Ok(());
        }
        if kind.is_sampled() {
            return self.sample(kind);
        }
        let mut column = match self.columns.iter().position(|column| column.kind == kind) {
            Some(place) => self.columns.swap_remove(place),
            None => Column { finished: false, ..Column::exact(kind, vec![]) },
        };
        if let Kind::Knn(neighbours) = kind {
            // Values are kept as sums until the last test row.
            let values = self.nearest(column.samples as usize, neighbours)?;
            column.values.resize(values.len(), 0.0);
            column.values.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
            column.samples += 1;
            let tests = self.setting.rows.plan.evaluation;
            if column.samples as usize == tests {
                column.values.iter_mut().for_each(|sum| *sum /= tests as f64);
                (column.samples, column.finished) = (0, true);
            }
        } else {
            column.values.push(self.game.leave_out(column.values.len()));
            self.heard()?;
            column.finished = column.values.len() == self.players();
        }
        self.columns.push(column);
        Ok(())
    }

    pub(super) fn nearest(&self, test: usize, neighbours: usize) -> Result<Vec<f64>, String> {
        self.sample.knn_shapley_on(test, neighbours).map_err(|error| error.to_string())
    }

    fn put(&mut self, column: Column) {
        self.columns.retain(|known| known.kind != column.kind);
        self.columns.push(column);
    }

    fn sample(&mut self, kind: Kind) -> Result<(), String> {
        if !self.samplers.iter().any(|(known, _)| *known == kind) {
            let table = if self.fits_a_table() { Some(utility(&self.table)?) } else { None };
            let sampler = Sampler::new(kind, table, &self.game, self.setting.samples, self.setting.rows.seed)
                .ok_or("This method does not sample.")?;
            self.samplers.push((kind, sampler));
        }
        let Some((_, sampler)) = self.samplers.iter_mut().find(|(known, _)| *known == kind) else {
            return Ok(());
        };
        if let Some(estimate) = sampler.step() {
            if estimate.values.iter().any(|value| value.is_nan()) {
                return Err("A model could not be trained.".to_owned());
            }
            self.put(Column::sampled(kind, &estimate));
        }
        Ok(())
    }

    fn judge_fold(&mut self) -> Result<(), String> {
        let Self { setting, sample, confidence, folds, .. } = self;
        let (rows, world) = (&setting.rows, sample.world());
        let run = SelfConfidence::new(&rows.learner, &world, rows.folds, rows.seed);
        let mut run = run.map_err(|error| error.to_string())?.from_fold(*folds);
        run.step().map_err(|error| error.to_string())?;
        for (place, fold) in run.folds().iter().enumerate().filter(|(_, fold)| **fold == *folds) {
            debug_assert_eq!(fold, folds);
            confidence[place] = run.confidences()[place];
        }
        *folds += 1;
        Ok(())
    }

    /// The kinds asked for, and self-confidence.
    pub(super) fn ranked(&self) -> impl Iterator<Item = Option<Kind>> {
        self.setting.kinds.iter().copied().map(Some).chain([None])
    }

    /// Looks at the rows of one more method, the lowest values first; `false` if that is done for all.
    fn inspect(&mut self) -> bool {
        let next = self.ranked().find(|&kind| self.inspections(kind).is_empty());
        let Some(kind) = next.filter(|_| self.setting.rows.plan.planted > 0) else { return false };
        let (values, planted) = (self.values(kind), self.sample.planted());
        let found = |point| Inspection::new(values, planted, self.inspected(point))?.recall();
        let found: Vec<f64> = (0..INSPECTIONS).map(|point| found(point).unwrap_or(0.0)).collect();
        self.inspections.push((kind, found));
        true
    }

    /// Trains once more without the rows of the lowest values; `false` if every curve is there.
    fn remove(&mut self) -> Result<bool, String> {
        let Some(kind) = self.ranked().find(|&kind| self.curve(kind).len() < REMOVALS) else {
            return Ok(false);
        };
        let point = self.curve(kind).len();
        let values = self.values(kind);
        let (world, observer) = (self.sample.world(), Accuracy(self.sample.evaluation()));
        let (rows, removed) = (&self.setting.rows, self.removed(point));
        let curve = RemovalCurve::new(&rows.learner, &world, values, &observer, 1, rows.seed);
        let curve = curve.map_err(|error| error.to_string())?.from_removed(removed);
        let point = curve.into_iter().next().transpose().map_err(|error| error.to_string())?;
        let score = point.and_then(|point| point.score).ok_or("There is nothing to test on.")?;
        match self.curves.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, curve)) => curve.push(score),
            None => self.curves.push((kind, vec![score])),
        }
        Ok(true)
    }
}

fn utility(table: &[f64]) -> Result<UtilityTable, String> {
    UtilityTable::new(table.to_vec()).map_err(|error| error.to_string())
}

pub(super) fn exact(kind: Kind, table: &[f64]) -> Result<Vec<f64>, String> {
    use simulation::valuation::Game;
    let game = utility(table)?;
    Ok(match kind {
        Kind::LeaveOneOut => leave_each_out(&game, Coalition::all(game.players())),
        Kind::Banzhaf => banzhaf(&game),
        Kind::Beta(alpha, beta) => beta_shapley(&game, alpha, beta).map_err(|error| error.to_string())?,
        _ => shapley(&game),
    })
}

pub(super) fn pairs(table: &[f64]) -> Result<Vec<f64>, String> {
    let interactions = shapley_interaction(&utility(table)?).map_err(|error| error.to_string())?;
    Ok(interactions.values().to_vec())
}
