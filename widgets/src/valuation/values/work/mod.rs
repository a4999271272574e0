//! The figure's work, a small piece at a time, and what is known so far.

mod luck;
mod pieces;
mod received;

use std::rc::Rc;

use simulation::valuation::rows::{RowGame, RowSample};

pub(super) use luck::{Luck, LuckOf};

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
