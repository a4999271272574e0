//! One learning curve of one division of the table: its fits, its law, and how sure the law is, a piece at a time.

use simulation::dataset::Dataset;
use simulation::learners::NearestCentroid;
use simulation::observers::Slice;
use simulation::seed::Seed;
use simulation::selection::scaling::{
    BandError, CurveError, CurveSamples, CurveTable, LogLogLine, PowerLaw, PowerLawBand, PowerLawError,
    Strata, Varied, even_sizes, nested_order, prefix_world,
};
use simulation::statistics::{Interval, mean};

use super::fit::{Fit, Testing};
use super::parameters::{BAYES, Loss, NEIGHBOURS, PENALIZED, ScalingLearner, ScalingParameters, Tested};

/// Sizes of a curve, if there are rows enough.
const SIZES: u32 = 12;
/// Laws that are fitted to resampled draws.
pub(super) const RESAMPLES: usize = 200;
/// Those of one step: some tenths of a millisecond.
const RESAMPLES_A_STEP: usize = 4;
/// Places at which the band is drawn.
const PLACES: u32 = 40;
/// The level of every interval.
pub(super) const LEVEL: f64 = 0.9;

/// What every fit of a curve has in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Setting {
    pub(super) learner: ScalingLearner,
    pub(super) loss: Loss,
    pub(super) varied: Varied,
    pub(super) tested: Tested,
    pub(super) draws: usize,
}

/// Which sizes are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Goal {
    /// The law knows the first so many sizes.
    pub(super) known: usize,
    /// Which of the others are trained as well.
    pub(super) beyond: Beyond,
}

/// Which sizes beyond the known ones are trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beyond {
    Nothing,
    Largest,
    All,
}

/// What the known sizes say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Forecast {
    /// The first so many sizes.
    pub(super) known: usize,
    pub(super) law: Result<PowerLaw, PowerLawError>,
    pub(super) line: Option<LogLogLine>,
    /// What the line says at the largest size.
    pub(super) line_end: Option<f64>,
    /// The interval at each place that is drawn; empty where there is none.
    pub(super) band: Vec<Interval>,
    /// At the largest size.
    pub(super) end: Option<Interval>,
    pub(super) exponent: Option<Interval>,
    pub(super) offset: Option<Interval>,
    /// Resamples that are no law.
    pub(super) failed: usize,
}

/// A curve on its way.
pub(super) struct Curve {
    seed: Seed,
    table: Option<CurveTable>,
    /// The orders in which the rows of the draws enter, as far as they are known.
    orders: Vec<Vec<usize>>,
    pub(super) sizes: Vec<u32>,
    /// For each size, the losses of its draws so far.
    pub(super) losses: Vec<Vec<f64>>,
    pub(super) unconverged: u32,
    testing: Option<Testing>,
    building: Option<(usize, CurveSamples, PowerLawBand)>,
    pub(super) forecast: Option<Forecast>,
    /// The largest size and the mean there, where they came with the page.
    shipped: Option<(u32, Option<f64>)>,
}

impl Setting {
    pub(super) fn of(parameters: &ScalingParameters) -> Self {
        let (learner, loss, tested) = (parameters.learner, parameters.loss, parameters.tested);
        Self { learner, loss, varied: parameters.varied(), tested, draws: parameters.draws.get() as usize }
    }

    /// Whether rows of this group grow in number.
    fn grows(&self, group: usize) -> bool {
        self.varied == Varied::All || self.varied == Varied::Group(group)
    }
}

impl Curve {
    /// A curve of which nothing is known yet.
    pub(super) const fn new(seed: Seed) -> Self {
        Self {
            seed,
            table: None,
            orders: vec![],
            sizes: vec![],
            losses: vec![],
            unconverged: 0,
            testing: None,
            building: None,
            forecast: None,
            shipped: None,
        }
    }

    /// One that came with the page; its fits did not.
    pub(super) fn received(seed: Seed, forecast: Forecast, end: (u32, Option<f64>)) -> Self {
        Self { forecast: Some(forecast), shipped: Some(end), ..Self::new(seed) }
    }

    /// Divides the table, if that is not done yet.
    pub(super) fn divide(&mut self, data: &Dataset, setting: &Setting) -> Result<(), String> {
        if self.table.is_some() {
            return Ok(());
        }
        let table = CurveTable::new(data, self.seed).map_err(|error| error.to_string())?;
        let rows = table.rows(setting.varied) as u32;
        let least = match setting.varied {
            // A few of each class.
            Varied::All => (4 * data.class_count() as u32).max(10),
            Varied::Group(_) => 2,
        };
        self.sizes = even_sizes(least, rows, SIZES);
        self.losses.resize(self.sizes.len(), vec![]);
        self.table = Some(table);
        Ok(())
    }

    /// The test rows that count.
    pub(super) fn tests(&self, setting: &Setting) -> usize {
        self.table.as_ref().map_or(0, |table| slice(table, setting).len())
    }

    /// The largest size.
    pub(super) fn largest(&self) -> u32 {
        self.sizes.last().copied().or(self.shipped.map(|(largest, _)| largest)).unwrap_or(0)
    }

    /// How many sizes the law of a goal knows: one at least is left to foretell.
    pub(super) fn known(&self, goal: Goal) -> usize {
        goal.known.min(self.sizes.len().saturating_sub(1))
    }

    /// The mean loss at a size, once all of its draws are trained.
    pub(super) fn mean(&self, place: usize, setting: &Setting) -> Option<f64> {
        let losses = self.losses.get(place).filter(|losses| losses.len() == setting.draws)?;
        mean(losses)
    }

    /// What the largest size turned out to be.
    pub(super) fn truth(&self, setting: &Setting) -> Option<f64> {
        let shipped = self.shipped.and_then(|(_, truth)| truth);
        shipped.or_else(|| self.mean(self.sizes.len().checked_sub(1)?, setting))
    }

    /// The forecast of a goal, if it is made.
    pub(super) fn foretold(&self, goal: Goal) -> Option<&Forecast> {
        self.forecast.as_ref().filter(|forecast| {
            forecast.known == if self.sizes.is_empty() { goal.known } else { self.known(goal) }
        })
    }

    /// Whether nothing is left to do.
    pub(super) fn is_done(&self, goal: Goal, setting: &Setting) -> bool {
        let beyond = match goal.beyond {
            Beyond::Nothing => true,
            Beyond::Largest => self.truth(setting).is_some(),
            Beyond::All => {
                let whole = |losses: &Vec<f64>| losses.len() == setting.draws;
                !self.losses.is_empty() && self.losses.iter().all(whole)
            }
        };
        self.foretold(goal).is_some() && beyond
    }

    /// Fits that are done, and fits in all.
    pub(super) fn fits(&self, goal: Goal, setting: &Setting) -> (u32, u32) {
        let places = self.places(goal);
        let done: usize = places.iter().map(|&place| self.losses[place].len()).sum();
        (done as u32, (places.len() * setting.draws) as u32)
    }

    /// Resamples that are done.
    pub(super) fn resamples(&self) -> usize {
        self.building.as_ref().map_or(0, |(_, _, band)| band.resampled().len())
    }

    /// Gives the rows back, keeping what was found.
    pub(super) fn rest(&mut self) {
        (self.table, self.orders, self.testing) = (None, vec![], None);
    }

    /// Does one piece; `false` if nothing is left.
    pub(super) fn advance(&mut self, data: &Dataset, goal: Goal, setting: &Setting) -> Result<bool, String> {
        if self.is_done(goal, setting) {
            return Ok(false);
        }
        self.divide(data, setting)?;
        let known = self.known(goal);
        if self.foretold(goal).is_none() {
            if let Some(place) = (0..known).find(|&place| self.losses[place].len() < setting.draws) {
                self.train(place, setting)?;
            } else {
                self.resample(known);
            }
            return Ok(true);
        }
        let wanted = self.places(goal).into_iter().find(|&place| self.losses[place].len() < setting.draws);
        wanted.map_or(Ok(false), |place| self.train(place, setting).map(|()| true))
    }

    /// The sizes that a goal asks for.
    fn places(&self, goal: Goal) -> Vec<usize> {
        let (known, all) = (self.known(goal), self.sizes.len());
        match goal.beyond {
            Beyond::Nothing => (0..known).collect(),
            Beyond::Largest => (0..known).chain(all.checked_sub(1)).collect(),
            Beyond::All => (0..all).collect(),
        }
    }

    /// Trains one draw of a size, or tests what was trained last on some rows more.
    fn train(&mut self, place: usize, setting: &Setting) -> Result<(), String> {
        let Some(table) = &self.table else { return Ok(()) };
        let (draw, size) = (self.losses[place].len(), self.sizes[place]);
        if let Some(testing) = self.testing.as_mut().filter(|testing| testing.of == (place, draw)) {
            if testing.advance(&slice(table, setting)) {
                return Ok(());
            }
            let value = testing.mean().ok_or_else(|| CurveError::Nothing.to_string())?;
            self.losses[place].push(match setting.loss {
                Loss::Error => 1.0 - value,
                Loss::LogLoss => value,
            });
            self.testing = None;
            return Ok(());
        }
        while self.orders.len() <= draw {
            let (world, next) = (table.world(), self.seed.redraw(self.orders.len() as u32));
            let rows = world.rows().enumerate().filter(|(_, row)| setting.grows(row.group));
            let varied: Vec<usize> = rows.map(|(place, _)| place).collect();
            self.orders.push(nested_order(&world, &varied, Strata::Classes, next));
        }
        let world = prefix_world(&table.world(), &self.orders[draw], size);
        let fit = Fit { world, loss: setting.loss, seed: self.seed.redraw(draw as u32) };
        let (loss, converged) = match setting.learner {
            ScalingLearner::Centroid => fit.with(&NearestCentroid),
            ScalingLearner::Neighbours => fit.with(&NEIGHBOURS),
            ScalingLearner::Bayes => fit.with(&BAYES),
            ScalingLearner::Logistic => fit.with(&PENALIZED),
        }
        .map_err(|error| error.to_string())?;
        self.unconverged += u32::from(!converged);
        self.testing = Some(Testing::new((place, draw), loss));
        Ok(())
    }

    /// Some laws of resampled draws more; with the last of them the forecast is made.
    fn resample(&mut self, known: usize) {
        let begun = self.building.take().filter(|(of, _, _)| *of == known);
        let Some((_, samples, mut band)) = begun.or_else(|| self.begin(known)) else { return };
        let left = RESAMPLES.saturating_sub(band.resampled().len()).min(RESAMPLES_A_STEP);
        (0..left).for_each(|_| band.step(&samples, self.seed));
        if band.resampled().len() < RESAMPLES {
            self.building = Some((known, samples, band));
            return;
        }
        let at = |size: &f64| band.at(*size, LEVEL);
        self.forecast = Some(Forecast {
            known,
            law: Ok(*band.law()),
            line: samples.line(),
            line_end: samples.line().map(|line| line.at(f64::from(self.largest()))),
            band: self.places_drawn().iter().map(at).collect::<Option<_>>().unwrap_or_default(),
            end: band.at(f64::from(self.largest()), LEVEL),
            exponent: band.exponent(LEVEL),
            offset: band.offset(LEVEL),
            failed: band.failed(),
        });
    }

    /// Begins a band, or makes a forecast without one.
    fn begin(&mut self, known: usize) -> Option<(usize, CurveSamples, PowerLawBand)> {
        let samples = self.samples(known);
        let begun = samples.and_then(|samples| match PowerLawBand::begin(&samples) {
            Ok(band) => Ok((samples, band)),
            Err(BandError::Law(error)) => Err(error),
            // Two draws and more are asked for, so that there is always something to resample.
            Err(_) => Err(PowerLawError::Few(known)),
        });
        match begun {
            Ok((samples, band)) => Some((known, samples, band)),
            Err(error) => {
                self.forecast = Some(self.refused(known, error));
                None
            }
        }
    }

    fn samples(&self, known: usize) -> Result<CurveSamples, PowerLawError> {
        let sizes = self.sizes.iter().take(known).copied().map(f64::from).collect();
        CurveSamples::new(sizes, self.losses.iter().take(known).cloned().collect())
    }

    /// What the law and the line are without their resamples: cheap enough to be made again from the losses.
    pub(super) fn without_band(&self, known: usize) -> Forecast {
        match self.samples(known).and_then(|samples| samples.law()) {
            Ok(law) => Forecast { law: Ok(law), ..self.refused(known, PowerLawError::Few(known)) },
            Err(error) => self.refused(known, error),
        }
    }

    /// A forecast without law or band: what is left is the line.
    fn refused(&self, known: usize, error: PowerLawError) -> Forecast {
        let line = self.samples(known).ok().and_then(|samples| samples.line());
        let line_end = line.map(|line| line.at(f64::from(self.largest())));
        let (end, exponent, offset) = (None, None, None);
        Forecast { known, law: Err(error), line, line_end, band: vec![], end, exponent, offset, failed: 0 }
    }

    /// The sizes at which law and band are drawn: those of the curve, and more that are even on a logarithmic axis.
    pub(super) fn places_drawn(&self) -> Vec<f64> {
        let Some((&first, &last)) = self.sizes.first().zip(self.sizes.last()) else { return vec![] };
        let mut places = even_sizes(first, last, PLACES);
        places.extend(&self.sizes);
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(f64::from).collect()
    }
}

fn slice<'t>(table: &'t CurveTable, setting: &Setting) -> Slice<'t> {
    match (setting.varied, setting.tested) {
        (Varied::Group(group), Tested::Group) => table.slice().in_group(group),
        _ => table.slice(),
    }
}
