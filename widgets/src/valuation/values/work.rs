//! The figure's work, a small piece at a time, and what is known so far.

use std::rc::Rc;

use simulation::observers::Accuracy;
use simulation::valuation::mislabels::{Inspection, RemovalCurve, SelfConfidence};
use simulation::valuation::rows::{RowGame, RowSample};
use simulation::valuation::{
    Coalition, UtilityTable, banzhaf, beta_shapley, leave_each_out, shapley, shapley_interaction,
};

use super::kind::{Column, Kind};
use super::parameters::{EXACT, ViewChoice};
use super::sampler::Sampler;
use super::setting::Setting;
use crate::parameters::ParameterError;
use crate::widget::Progress;

/// Shares of the rows that are removed where the model is trained again: from none to half of them.
pub(super) const REMOVALS: usize = 11;
/// Points of an inspection: from no row to all of them.
pub(super) const INSPECTIONS: usize = 41;

/// What went into the table of all sets.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Facts {
    /// Sets whose rows are of one class.
    pub(super) single: u32,
    /// Sets whose fit did not converge.
    pub(super) unconverged: u32,
    /// Sets whose model ties classes on some test rows.
    pub(super) tied: u32,
}

/// What other draws say; what it holds is told by [`LuckOf`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Luck {
    pub(super) of: LuckOf,
    pub(super) numbers: Vec<f64>,
}

/// What is drawn again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum LuckOf {
    /// The test rows; for each draw a value of every row by this method.
    Values(Kind, u32),
    /// The test rows; the KNN-Shapley value of one row for each of the test rows there are, from which every draw follows.
    Nearest(usize, usize, u32),
    /// The test rows; for each draw an index of every pair i < j.
    Pairs(u32),
    /// All rows and flips; for each draw the shares of the wrong labels found by this method and by self-confidence.
    Found(Kind, u32),
}

impl LuckOf {
    /// How many times numbers come.
    fn draws(self) -> u32 {
        match self {
            Self::Values(_, draws)
            | Self::Nearest(_, _, draws)
            | Self::Pairs(draws)
            | Self::Found(_, draws) => draws,
        }
    }
}

/// Work and results.
pub(super) struct Work {
    pub(super) setting: Setting,
    pub(super) sample: Rc<RowSample>,
    game: RowGame,
    /// v(∅) and v(N).
    pub(super) ends: Option<[f64; 2]>,
    /// The worths of all sets so far, by their bits, and the same on redrawn test rows.
    table: Vec<f64>,
    redrawn: Vec<Vec<f64>>,
    counts: Vec<Vec<f64>>,
    pub(super) facts: Facts,
    /// Every column known for these rows, asked for or not.
    columns: Vec<Column>,
    samplers: Vec<(Kind, Sampler)>,
    pub(super) pairs: Option<Vec<f64>>,
    /// Of every row; NaN for folds to come.
    pub(super) confidence: Vec<f64>,
    folds: u32,
    /// For each column, and last for self-confidence, the accuracy without the lowest rows.
    curves: Vec<(Option<Kind>, Vec<f64>)>,
    inspections: Vec<(Option<Kind>, Vec<f64>)>,
    luck: Option<Luck>,
    redraw: Option<Box<Work>>,
    failure: Option<String>,
    stopped: bool,
}

impl Work {
    pub(super) fn new(setting: Setting) -> Result<Self, ParameterError> {
        let sample = setting.rows.draw()?;
        let game = RowGame::new(Rc::clone(&sample), setting.rows.utility, setting.rows.seed);
        let counts = (0..setting.draws).map(|draw| sample.resampled(setting.rows.seed.redraw(draw)));
        Ok(Self {
            counts: counts.collect(),
            redrawn: vec![vec![]; setting.draws as usize],
            confidence: vec![f64::NAN; setting.rows.plan.players],
            setting,
            sample,
            game,
            ends: None,
            table: vec![],
            facts: Facts::default(),
            columns: vec![],
            samplers: vec![],
            pairs: None,
            folds: 0,
            curves: vec![],
            inspections: vec![],
            luck: None,
            redraw: None,
            failure: None,
            stopped: false,
        })
    }

    /// Turns to another question, keeping what stays true.
    pub(super) fn turn_to(&mut self, setting: Setting) -> Result<(), ParameterError> {
        if setting.rows != self.setting.rows || setting.draws != self.setting.draws {
            *self = Self::new(setting)?;
            return Ok(());
        }
        if setting.samples != self.setting.samples {
            let planned = setting.samples;
            if planned < self.setting.samples {
                self.samplers.clear();
            }
            // What was sampled goes on if it can; else it starts anew.
            let runs = &self.samplers;
            let goes_on = |kind: Kind| runs.iter().any(|(known, _)| *known == kind);
            self.columns.retain(|column| !column.kind.is_sampled() || goes_on(column.kind));
            for column in self.columns.iter_mut().filter(|column| column.kind.is_sampled()) {
                column.finished = false;
            }
            self.samplers.iter_mut().for_each(|(_, sampler)| sampler.extend(planned));
            self.curves.retain(|(kind, _)| !kind.is_some_and(Kind::is_sampled));
            self.inspections.retain(|(kind, _)| !kind.is_some_and(Kind::is_sampled));
        }
        self.setting = setting;
        self.stopped = false;
        self.redraw = None;
        if self.luck.as_ref().map(|luck| luck.of) != self.luck_of() {
            self.luck = None;
        }
        Ok(())
    }

    pub(super) fn players(&self) -> usize {
        self.setting.rows.plan.players
    }

    /// The columns that are asked for, as far as they are known.
    pub(super) fn columns(&self) -> impl Iterator<Item = &Column> {
        self.setting.kinds.iter().filter_map(|kind| self.column(*kind))
    }

    fn column(&self, kind: Kind) -> Option<&Column> {
        self.columns.iter().find(|column| column.kind == kind && !column.values.is_empty())
    }

    /// Accuracy without the rows of the lowest values by a method, or by self-confidence.
    pub(super) fn curve(&self, kind: Option<Kind>) -> &[f64] {
        self.curves.iter().find(|(known, _)| *known == kind).map_or(&[], |(_, curve)| curve)
    }

    /// The rows removed at a point of the curves.
    pub(super) fn removed(&self, point: usize) -> usize {
        point * self.players() / (2 * (REMOVALS - 1))
    }

    /// The share of the wrong labels found, by a method or by self-confidence, after 0, 1, … of [`INSPECTIONS`] − 1 equal shares of
    /// the rows were inspected.
    pub(super) fn inspections(&self, kind: Option<Kind>) -> &[f64] {
        self.inspections.iter().find(|(known, _)| *known == kind).map_or(&[], |(_, found)| found)
    }

    /// The rows inspected at a point.
    pub(super) fn inspected(&self, point: usize) -> usize {
        point * self.players() / (INSPECTIONS - 1)
    }

    /// Self-confidence or the values of a method, if they are known.
    pub(super) fn values(&self, kind: Option<Kind>) -> &[f64] {
        match kind {
            Some(kind) => self.column(kind).map_or(&[][..], |column| &column.values),
            None => &self.confidence,
        }
    }

    pub(super) fn has_confidence(&self) -> bool {
        self.folds == self.setting.rows.folds
    }

    /// Luck, once it is all there.
    pub(super) fn luck(&self) -> Option<&Luck> {
        self.luck
            .as_ref()
            .filter(|luck| luck.numbers.len() == self.luck_size(luck.of) * luck.of.draws() as usize)
    }

    /// What went wrong, for the reader.
    pub(super) fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped
    }

    pub(super) fn cancel(&mut self) {
        self.stopped = true;
    }

    fn fits_a_table(&self) -> bool {
        self.players() <= EXACT
    }

    fn sets(&self) -> usize {
        1 << self.players().min(EXACT)
    }

    fn unfinished(&self) -> Option<Kind> {
        let finished = |kind: Kind| self.column(kind).is_some_and(|column| column.finished);
        self.setting.kinds.iter().copied().find(|&kind| !finished(kind))
    }

    /// What other draws are asked about, if about anything.
    pub(super) fn luck_of(&self) -> Option<LuckOf> {
        let (draws, first) = (self.setting.draws, self.setting.kinds.first().copied());
        let table = self.fits_a_table();
        let quick =
            |kind: &Kind| matches!(kind, Kind::LeaveOneOut | Kind::Knn(_)) || table && kind.is_exact();
        let of = match self.setting.view {
            ViewChoice::Values => match first? {
                Kind::Knn(neighbours) => {
                    let tests = self.setting.rows.plan.evaluation as u32;
                    LuckOf::Nearest(neighbours, self.setting.focus, tests)
                }
                kind if table && kind.is_exact() => LuckOf::Values(kind, draws),
                _ => return None,
            },
            ViewChoice::Pairs if table => LuckOf::Pairs(draws),
            ViewChoice::Pairs => return None,
            ViewChoice::Mislabels if self.setting.rows.plan.planted == 0 => return None,
            ViewChoice::Mislabels => LuckOf::Found(first.filter(quick)?, draws),
        };
        (draws > 0).then_some(of)
    }

    fn luck_size(&self, of: LuckOf) -> usize {
        match of {
            LuckOf::Values(..) => self.players(),
            LuckOf::Nearest(..) => 1,
            LuckOf::Pairs(_) => self.players() * (self.players() - 1) / 2,
            LuckOf::Found(..) => 2,
        }
    }

    fn lacks_luck(&self) -> bool {
        self.luck_of().is_some() && self.luck().is_none()
    }

    fn wants_table(&self) -> bool {
        let columns = self.unfinished().is_some_and(|kind| !matches!(kind, Kind::Knn(_)));
        let pairs = self.setting.view == ViewChoice::Pairs && self.pairs.is_none();
        let luck = self.lacks_luck()
            && match self.luck_of() {
                Some(LuckOf::Values(kind, _)) => kind.is_exact(),
                Some(LuckOf::Pairs(_)) => true,
                _ => false,
            };
        self.fits_a_table() && (self.setting.view != ViewChoice::Pairs && columns || pairs || luck)
    }

    /// Does a small piece of work. `false` if nothing was left to do.
    pub(super) fn step(&mut self) -> bool {
        if self.stopped || self.failure.is_some() {
            return false;
        }
        match self.piece() {
            Ok(done) => done,
            Err(failure) => {
                self.failure = Some(failure);
                false
            }
        }
    }

    fn piece(&mut self) -> Result<bool, String> {
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

    fn nearest(&self, test: usize, neighbours: usize) -> Result<Vec<f64>, String> {
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
    fn ranked(&self) -> impl Iterator<Item = Option<Kind>> {
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

    /// The share of the wrong labels among as many rows of the lowest values as there are wrong labels.
    pub(super) fn found(&self, values: &[f64]) -> Option<f64> {
        Inspection::of_as_many_as_planted(values, self.sample.planted())?.recall()
    }

    /// The share that the first method finds minus the share that self-confidence finds, in this draw.
    pub(super) fn luck_here(&self) -> Option<f64> {
        let kind = self.setting.kinds.first().copied().filter(|_| self.has_confidence())?;
        let values = self.column(kind).filter(|column| column.finished || kind.is_sampled())?;
        Some(self.found(&values.values)? - self.found(&self.confidence)?)
    }

    fn draw_again(&mut self) -> Result<bool, String> {
        let Some(of) = self.luck_of().filter(|_| self.lacks_luck()) else { return Ok(false) };
        let luck = self.luck.take().filter(|luck| luck.of == of);
        let mut luck = luck.unwrap_or(Luck { of, numbers: vec![] });
        let draw = luck.numbers.len() / self.luck_size(of);
        match of {
            LuckOf::Nearest(neighbours, player, _) => {
                let value = self.nearest(draw, neighbours)?.get(player).copied();
                luck.numbers.push(value.ok_or("There is no such row.")?);
            }
            LuckOf::Values(kind, _) => {
                luck.numbers.extend(exact(kind, self.redrawn.get(draw).map_or(&[], Vec::as_slice))?);
            }
            LuckOf::Pairs(_) => {
                let (n, matrix) = (self.players(), pairs(self.redrawn.get(draw).map_or(&[], Vec::as_slice))?);
                luck.numbers
                    .extend((0..n).flat_map(|i| (i + 1..n).map(move |j| i * n + j)).map(|at| matrix[at]));
            }
            LuckOf::Found(kind, _) => {
                let mut other = match self.redraw.take() {
                    Some(other) => other,
                    None => Box::new(
                        Self::new(self.setting.redrawn(draw as u32)).map_err(|error| error.to_string())?,
                    ),
                };
                if other.step() {
                    self.redraw = Some(other);
                } else {
                    let column = other.column(kind).map(|column| column.values.as_slice());
                    let found = column
                        .and_then(|values| Some([other.found(values)?, other.found(&other.confidence)?]));
                    luck.numbers.extend(found.ok_or("Other rows could not be drawn.")?);
                }
            }
        }
        self.luck = Some(luck);
        Ok(true)
    }

    /// The test rows counted as in other draws of them.
    pub(super) fn counts(&self) -> &[Vec<f64>] {
        &self.counts
    }

    /// How far the work is, if there is any left.
    pub(super) fn outstanding(&self) -> Option<Progress> {
        if self.stopped || self.failure.is_some() {
            return None;
        }
        let progress = |label: &str, done: usize, total: usize| {
            Some(Progress { label: label.to_owned(), done: done as u32, total: total as u32 })
        };
        let (sets, tests, n) = (self.sets(), self.setting.rows.plan.evaluation, self.players());
        if self.ends.is_none() {
            return progress("Training models", 0, 2);
        }
        if self.wants_table() && self.table.len() < sets {
            return progress("Training sets of rows", self.table.len(), sets);
        }
        if self.setting.view == ViewChoice::Pairs {
            if self.pairs.is_none() && self.fits_a_table() {
                return progress("Comparing pairs", 0, 1);
            }
        } else if let Some(kind) = self.unfinished() {
            let column = self.columns.iter().find(|column| column.kind == kind);
            let samples = column.map_or(0, |column| column.samples) as usize;
            return match kind {
                Kind::Knn(_) => progress("Sorting neighbours", samples, tests),
                Kind::Reuse => progress("Sampling sets", samples, self.setting.samples as usize),
                kind if kind.is_sampled() => {
                    progress("Sampling orders", samples, self.setting.samples as usize)
                }
                _ => progress("Leaving rows out", column.map_or(0, |column| column.values.len()), n),
            };
        }
        if self.setting.view == ViewChoice::Mislabels {
            if !self.has_confidence() {
                return progress(
                    "Judging labels, fold by fold",
                    self.folds as usize,
                    self.setting.rows.folds as usize,
                );
            }
            let points = (self.setting.kinds.len() + 1) * REMOVALS;
            let done: usize = self.ranked().map(|kind| self.curve(kind).len()).sum();
            if self.setting.curves && done < points {
                return progress("Removing rows", done, points);
            }
        }
        let of = self.luck_of().filter(|_| self.lacks_luck())?;
        let done = self.luck.as_ref().filter(|luck| luck.of == of).map_or(0, |luck| luck.numbers.len());
        let label =
            if matches!(of, LuckOf::Found(..)) { "Drawing other rows" } else { "Drawing other test rows" };
        progress(label, done / self.luck_size(of), of.draws() as usize)
    }
}

mod received {
    //! Results that were computed elsewhere.

    use super::{Column, INSPECTIONS, Kind, Luck, REMOVALS, ViewChoice, Work};
    use crate::shipped::Shipped;

    impl Work {
        /// Everything that the picture rests on; `None` as long as something is outstanding.
        pub(in super::super) fn shipped(&self) -> Option<Shipped> {
            if self.outstanding().is_some() || self.failure.is_some() {
                return None;
            }
            let facts = [self.facts.single, self.facts.unconverged, self.facts.tied];
            let mut shipped = Shipped::default()
                .with("ends", self.ends?.to_vec())
                .with("facts", facts.map(f64::from).to_vec());
            let mislabels = self.setting.view == ViewChoice::Mislabels;
            if self.setting.view == ViewChoice::Pairs {
                shipped = shipped.with("pairs", self.pairs.clone().unwrap_or_default());
            } else {
                for (place, &kind) in self.setting.kinds.iter().enumerate() {
                    let column = self.column(kind)?;
                    let finite = |half: &f64| if half.is_finite() { *half } else { -1.0 };
                    shipped = shipped
                        .with(&format!("values{place}"), column.values.clone())
                        .with(&format!("halves{place}"), column.halves.iter().map(finite).collect());
                    if mislabels {
                        shipped = shipped
                            .with(&format!("curve{place}"), self.curve(Some(kind)).to_vec())
                            .with(&format!("found{place}"), self.inspections(Some(kind)).to_vec());
                    }
                }
            }
            if mislabels {
                shipped = shipped
                    .with("confidence", self.confidence.clone())
                    .with("curve", self.curve(None).to_vec())
                    .with("found", self.inspections(None).to_vec());
            }
            Some(shipped.with("luck", self.luck().map_or_else(Vec::new, |luck| luck.numbers.clone())))
        }

        /// Takes what [`Work::shipped`] gave.
        pub(in super::super) fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
            let n = self.players();
            let finite = |name: &str, size: usize| -> Result<Vec<f64>, String> {
                let column = shipped.column(name)?;
                let legal = column.len() == size && column.iter().all(|number| number.is_finite());
                if legal { Ok(column.to_vec()) } else { Err(format!("{name} is not {size} finite numbers")) }
            };
            let [single, unconverged, tied] = finite("facts", 3)?[..] else {
                return Err("no facts".to_owned());
            };
            let [nothing, all] = finite("ends", 2)?[..] else { return Err("no ends".to_owned()) };
            let (mut columns, mut curves, mut inspections) = (vec![], vec![], vec![]);
            let inspected = if self.setting.rows.plan.planted > 0 { INSPECTIONS } else { 0 };
            let mislabels = self.setting.view == ViewChoice::Mislabels;
            let pairs = if self.setting.view == ViewChoice::Pairs {
                let size = if self.fits_a_table() { n * n } else { 0 };
                Some(finite("pairs", size)?).filter(|pairs| !pairs.is_empty())
            } else {
                for (place, &kind) in self.setting.kinds.iter().enumerate() {
                    let halves = if kind.is_sampled() { n } else { 0 };
                    let halves = finite(&format!("halves{place}"), halves)?;
                    let halves = halves.into_iter().map(|half| if half < 0.0 { f64::INFINITY } else { half });
                    columns.push(Column {
                        kind,
                        values: finite(&format!("values{place}"), n)?,
                        halves: halves.collect(),
                        samples: if kind.is_sampled() { self.setting.samples } else { 0 },
                        finished: true,
                    });
                    if mislabels {
                        curves.push((Some(kind), finite(&format!("curve{place}"), REMOVALS)?));
                        inspections.push((Some(kind), finite(&format!("found{place}"), inspected)?));
                    }
                }
                None
            };
            if mislabels {
                curves.push((None::<Kind>, finite("curve", REMOVALS)?));
                inspections.push((None, finite("found", inspected)?));
                self.confidence = finite("confidence", n)?;
                self.folds = self.setting.rows.folds;
            }
            let luck = match self.luck_of() {
                None => None,
                Some(of) => {
                    let numbers = finite("luck", self.luck_size(of) * of.draws() as usize)?;
                    Some(Luck { of, numbers })
                }
            };
            (self.columns, self.curves, self.pairs, self.luck) = (columns, curves, pairs, luck);
            self.inspections = inspections;
            (self.facts.single, self.facts.unconverged) = (single as u32, unconverged as u32);
            self.facts.tied = tied as u32;
            self.ends = Some([nothing, all]);
            Ok(())
        }
    }
}

fn utility(table: &[f64]) -> Result<UtilityTable, String> {
    UtilityTable::new(table.to_vec()).map_err(|error| error.to_string())
}

fn exact(kind: Kind, table: &[f64]) -> Result<Vec<f64>, String> {
    use simulation::valuation::Game;
    let game = utility(table)?;
    Ok(match kind {
        Kind::LeaveOneOut => leave_each_out(&game, Coalition::all(game.players())),
        Kind::Banzhaf => banzhaf(&game),
        Kind::Beta(alpha, beta) => beta_shapley(&game, alpha, beta).map_err(|error| error.to_string())?,
        _ => shapley(&game),
    })
}

fn pairs(table: &[f64]) -> Result<Vec<f64>, String> {
    let interactions = shapley_interaction(&utility(table)?).map_err(|error| error.to_string())?;
    Ok(interactions.values().to_vec())
}
