//! What the figure draws of every row, kept to so many decimals that it can be shipped as short whole numbers.

use simulation::dataset::Dataset;
use simulation::projection::Projection;
use simulation::seed::Seed;
use simulation::statistics::{pearson, pearson_counted, resample_counts, spearman};
use simulation::valuation::first_order::{Foretold, RemovalStudy};

use crate::shipped::Shipped;

/// Resamples of the rows that show how far r could move.
pub(super) const DRAWS: usize = 50;
/// The methods in the order of the columns.
const METHODS: [Foretold; 4] =
    [Foretold::FirstOrder, Foretold::NewtonStep, Foretold::Trace, Foretold::Represented];
const COLUMNS: [&str; 4] = ["first-order", "newton", "tracin", "representer"];
/// Losses and their changes are kept to a billionth, everything else to a millionth.
const BILLION: f64 = 1e9;
const MILLION: f64 = 1e6;
/// What is only drawn to a thousandth.
const THOUSAND: f64 = 1e3;
/// Stands for a correlation that there is not.
const NONE: f64 = 2.0;

/// Everything about the rows one by one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outcome {
    /// The mean loss of the model of all rows.
    pub(super) loss: f64,
    /// The share of the variance that the picture of the rows shows.
    pub(super) explained: f64,
    /// Where the rows lie in the picture.
    pub(super) places: Vec<(f64, f64)>,
    foretold: [Vec<f64>; 4],
    /// What happened without each row, as far as it is known.
    pub(super) actual: Vec<f64>,
    /// Where the boundary of the model of all rows crosses the picture, and those of the models without each row, likewise.
    pub(super) boundary: [f64; 3],
    pub(super) boundaries: Vec<[f64; 3]>,
    /// The rows' shares of the curvature in their own directions, likewise.
    pub(super) leverages: Vec<f64>,
    pearson: [f64; 4],
    spearman: [f64; 4],
    /// r on resampled rows, draw after draw, the four methods of each together.
    luck: Vec<f64>,
}

impl Outcome {
    /// The picture of the rows, before anything is foretold.
    pub(super) fn of(study: &RemovalStudy) -> Self {
        let mut outcome = Self { loss: kept(study.loss(), BILLION), ..Self::default() };
        outcome.explained = kept(study.plane().explained(), MILLION);
        outcome.places = places(study.data(), study.plane());
        outcome.boundary = drawn(study.boundary());
        outcome.read(study);
        outcome
    }

    /// Takes what the study knows by now.
    pub(super) fn read(&mut self, study: &RemovalStudy) {
        let column = |values: &[f64]| values.iter().map(|&value| kept(value, BILLION)).collect();
        for (known, method) in self.foretold.iter_mut().zip(METHODS) {
            *known = column(study.foretold(method));
        }
        self.actual = column(study.actual());
        self.boundaries = study.boundaries().iter().copied().map(drawn).collect();
        self.leverages = study.leverages().iter().map(|&value| kept(value, MILLION)).collect();
    }

    /// The correlations, once the study is done.
    pub(super) fn correlate(&mut self, study: &RemovalStudy) {
        let all = |of: fn(&[f64], &[f64]) -> Option<f64>| {
            METHODS
                .map(|method| of(study.foretold(method), study.actual()).map_or(NONE, |r| kept(r, MILLION)))
        };
        (self.pearson, self.spearman) = (all(pearson), all(spearman));
    }

    /// One more resample.
    pub(super) fn resample(&mut self, seed: Seed) {
        let counts = resample_counts(self.actual.len(), seed, self.draws() as u32);
        let again = |foretold: &Vec<f64>| {
            pearson_counted(foretold, &self.actual, &counts).map_or(NONE, |r| kept(r, MILLION))
        };
        let again: Vec<f64> = self.foretold.iter().map(again).collect();
        self.luck.extend(again);
    }

    /// What is foretold of each row, as far as it is known.
    pub(super) fn foretold(&self, how: Foretold) -> &[f64] {
        &self.foretold[place(how)]
    }

    /// r of what is foretold with what happens.
    pub(super) fn pearson(&self, how: Foretold) -> Option<f64> {
        Some(self.pearson[place(how)]).filter(|r| self.is_whole() && r.abs() <= 1.0)
    }

    /// The same of the ranks.
    pub(super) fn spearman(&self, how: Foretold) -> Option<f64> {
        Some(self.spearman[place(how)]).filter(|r| self.is_whole() && r.abs() <= 1.0)
    }

    /// r on the resamples that are drawn.
    pub(super) fn luck(&self, how: Foretold) -> Vec<f64> {
        let own = self.luck.iter().skip(place(how)).step_by(METHODS.len());
        own.copied().filter(|r| r.abs() <= 1.0).collect()
    }

    /// Resamples that are drawn.
    pub(super) fn draws(&self) -> usize {
        self.luck.len() / METHODS.len()
    }

    /// Whether every row was left out.
    pub(super) fn is_whole(&self) -> bool {
        !self.actual.is_empty() && self.actual.len() == self.places.len()
    }

    pub(super) fn ship(&self) -> Shipped {
        let whole = |values: &[f64], unit: f64| values.iter().map(|value| (value * unit).round()).collect();
        let mut shipped = Shipped::default()
            .with("loss", whole(&[self.loss], BILLION))
            .with("explained", whole(&[self.explained], MILLION))
            .with("x", whole(&self.places.iter().map(|place| place.0).collect::<Vec<_>>(), THOUSAND))
            .with("y", whole(&self.places.iter().map(|place| place.1).collect::<Vec<_>>(), THOUSAND))
            .with("actual", whole(&self.actual, BILLION))
            .with("leverages", whole(&self.leverages, MILLION))
            .with("boundary", whole(&self.boundary, THOUSAND))
            .with("boundaries", self.boundaries.iter().flat_map(|row| self.moved(row)).collect());
        for (name, values) in COLUMNS.into_iter().zip(&self.foretold) {
            shipped = shipped.with(name, whole(values, BILLION));
        }
        shipped
            .with("pearson", whole(&self.pearson, MILLION))
            .with("spearman", whole(&self.spearman, MILLION))
            .with("luck", whole(&self.luck, MILLION))
    }

    /// How far the boundary without a row is from that of all, in whole thousandths, which are short where little moves.
    fn moved(&self, row: &[f64; 3]) -> [f64; 3] {
        [0, 1, 2].map(|part| (row[part] * THOUSAND).round() - (self.boundary[part] * THOUSAND).round())
    }

    /// Reads what was shipped of so many rows.
    pub(super) fn unship(shipped: &Shipped, rows: usize) -> Result<Self, String> {
        let column = |name: &str, length: usize, unit: f64| -> Result<Vec<f64>, String> {
            let values = shipped.column(name)?;
            if values.len() != length {
                return Err(format!("{length} numbers expected in {name}, {} found", values.len()));
            }
            Ok(values.iter().map(|value| value / unit).collect())
        };
        let four = |name: &str| -> Result<[f64; 4], String> {
            let values = column(name, 4, MILLION)?;
            values.try_into().map_err(|_| format!("four numbers expected in {name}"))
        };
        let mut foretold: [Vec<f64>; 4] = Default::default();
        for (name, values) in COLUMNS.into_iter().zip(&mut foretold) {
            *values = column(name, rows, BILLION)?;
        }
        let one = |name: &str, unit| Ok::<f64, String>(column(name, 1, unit)?[0]);
        let base = column("boundary", 3, 1.0)?;
        let base = [base[0], base[1], base[2]];
        let moved = column("boundaries", 3 * rows, 1.0)?;
        let without = |moved: &[f64]| [0, 1, 2].map(|part| (base[part] + moved[part]) / THOUSAND);
        Ok(Self {
            boundary: base.map(|part| part / THOUSAND),
            boundaries: moved.chunks_exact(3).map(without).collect(),
            loss: one("loss", BILLION)?,
            explained: one("explained", MILLION)?,
            places: column("x", rows, THOUSAND)?.into_iter().zip(column("y", rows, THOUSAND)?).collect(),
            foretold,
            actual: column("actual", rows, BILLION)?,
            leverages: column("leverages", rows, MILLION)?,
            pearson: four("pearson")?,
            spearman: four("spearman")?,
            luck: column("luck", DRAWS * METHODS.len(), MILLION)?,
        })
    }
}

fn places(rows: &Dataset, projection: &Projection) -> Vec<(f64, f64)> {
    let place = |features: &[f64]| {
        let [x, y] = projection.place(features);
        (kept(x, THOUSAND), kept(y, THOUSAND))
    };
    rows.rows().map(|row| place(row.features)).collect()
}

/// A number to as many decimals as its unit has noughts, so that dividing what was shipped gives it back to the bit.
pub(super) fn kept(value: f64, unit: f64) -> f64 {
    (value * unit).round() / unit
}

/// A boundary to as many decimals as can be seen.
pub(super) fn drawn(boundary: [f64; 3]) -> [f64; 3] {
    boundary.map(|part| kept(part, THOUSAND))
}

fn place(how: Foretold) -> usize {
    METHODS.iter().position(|&method| method == how).unwrap_or(0)
}
