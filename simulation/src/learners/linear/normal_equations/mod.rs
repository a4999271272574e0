//! A ridge fit that rows can leave and join, exactly.
//!
//! With aᵢ = (xᵢ, 1), the fit solves G·θ = Σ sᵢ·yᵢ·aᵢ, G = Σ sᵢ·aᵢ·aᵢᵀ + diag(α). Without the rows of S it moves by
//!
//! θ₋ₛ − θ = −(G − Σ_S sᵢ·aᵢ·aᵢᵀ)⁻¹ · Σ_S sᵢ·eᵢ·aᵢ, eᵢ = yᵢ − θ·aᵢ
//!
//! which is closed form for one row: eᵢ becomes eᵢ/(1 − hᵢ), hᵢ = sᵢ·aᵢᵀ·G⁻¹·aᵢ its leverage, and θ loses
//! sᵢ·G⁻¹·aᵢ·eᵢ/(1 − hᵢ). A free intercept is one of the unknowns, so nothing here is approximate; features are then
//! measured from the rows' mean, which moves b and no prediction. Where so much leaves that digits would be lost
//! (1 − hᵢ ≤ 10⁻³, or more where columns are nearly alike) the rest is fitted anew.
//!
//! Sources: Sherman & Morrison (1950), *Adjustment of an inverse matrix*; Cook (1977), *Detection of influential observation in
//! linear regression*.
//!
//! When it misleads: the features' scale is held fixed. If removing a row also changed the standardisation, none of this holds.

mod fit;

use super::{RidgeModel, RidgeRegression};
use crate::dataset::{Row, RowId};
use crate::learners::{FitError, measured};
use crate::linear_algebra::{Cholesky, add_scaled, dot};
use crate::world::World;

/// Below this, what is left of a direction is fitted anew.
const LEFT: f64 = 1e-3;
/// So many digits a removal may lose to the columns' likeness: 10⁻¹⁰ is left of 16.
const PRECISION: f64 = f64::EPSILON / 1e-10;

/// The normal equations of a ridge fit, factored, with the rows that they came from.
///
/// ```
/// use ndarray::array;
/// use simulation::dataset::{Dataset, RowId};
/// use simulation::learners::{Intercept, RidgeRegression};
/// use simulation::world::World;
/// let ids = (0..3).map(RowId::new).collect();
/// // Least squares with nothing but an intercept: the mean.
/// let data = Dataset::measured(ids, array![[0.0], [0.0], [0.0]], vec![1.0, 2.0, 6.0])?;
/// let fit = RidgeRegression::new(1.0, Intercept::Free)?.normal_equations(&World::trainable(&data))?;
/// assert!((fit.model().intercept() - 3.0).abs() < 1e-15);
/// let last = fit.leave_one_out().last().unwrap()?;
/// assert!((last.residual - 4.5).abs() < 1e-14 && (last.model.intercept() - 1.5).abs() < 1e-14);
/// assert!((fit.without(&[RowId::new(0), RowId::new(1)])?.intercept() - 6.0).abs() < 1e-14);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct NormalEquations {
    learner: RidgeRegression,
    features: usize,
    /// Subtracted from the features; zeros unless the intercept is free.
    centre: Vec<f64>,
    rows: Vec<Kept>,
    /// Of G; none for no rows, where θ = 0.
    factor: Option<Cholesky>,
    /// θ in centred features.
    solution: Vec<f64>,
}

/// One row's absence.
#[derive(Clone, Debug, PartialEq)]
pub struct RidgeLeftOut {
    /// The row.
    pub id: RowId,
    /// hᵢ = sᵢ·aᵢᵀ·G⁻¹·aᵢ: how much of its own prediction the row decides, from 0 to 1.
    pub leverage: f64,
    /// yᵢ minus the prediction of the model that never saw the row.
    pub residual: f64,
    /// That model.
    pub model: RidgeModel,
}

#[derive(Clone, Debug)]
struct Kept {
    id: RowId,
    /// (x − centre, 1).
    design: Vec<f64>,
    number: f64,
    weight: f64,
}

impl Kept {
    /// √s·a: what the row adds to G is this times itself.
    fn weighted(&self) -> Vec<f64> {
        self.design.iter().map(|entry| self.weight.sqrt() * entry).collect()
    }
}

impl NormalEquations {
    pub(super) fn new(learner: RidgeRegression, world: &World<'_>) -> Result<Self, FitError> {
        let features = world.dataset().feature_count();
        let targets = measured(world)?;
        let centre = vec![0.0; features];
        let mut fit =
            Self { learner, features, centre, rows: Vec::new(), factor: None, solution: Vec::new() };
        for (row, id) in targets.zip(world.rows().map(|row| row.id)) {
            fit.rows.push(fit.kept(id, row.features, row.number, row.weight));
        }
        fit.refit()?;
        Ok(fit)
    }

    /// The model of all rows that are in now.
    pub fn model(&self) -> RidgeModel {
        self.model_at(self.solution.clone())
    }

    pub(super) fn into_model(mut self) -> RidgeModel {
        let solution = std::mem::take(&mut self.solution);
        self.model_at(solution)
    }

    /// The rows that are in, in their order.
    pub fn ids(&self) -> impl Iterator<Item = RowId> {
        self.rows.iter().map(|row| row.id)
    }

    /// Every row's absence in turn, in the order of the rows, each equal to fitting without it. Cost O(p²) a row; with α = 0
    /// the answer is [`FitError::Collinear`] where the others no longer determine the coefficients.
    pub fn leave_one_out(&self) -> impl Iterator<Item = Result<RidgeLeftOut, FitError>> {
        let least = self.least_left();
        self.rows.iter().map(move |row| self.left_out(row, least))
    }

    /// The model without these rows; an id that stands twice counts once. Cost O(m·p² + m³) for m rows, or that of
    /// fitting anew where it is cheaper or safer.
    ///
    /// # Errors
    /// [`FitError::Row`] for a row that is not in, [`FitError::Collinear`].
    pub fn without(&self, ids: &[RowId]) -> Result<RidgeModel, FitError> {
        self.without_counted(ids).map(|(model, _)| model)
    }

    /// The same with how many looks at a row it took: m for a downdate, three at each of the others where they were fitted anew (once for
    /// G, twice for the solution).
    ///
    /// # Errors
    /// As for [`NormalEquations::without`].
    pub fn without_counted(&self, ids: &[RowId]) -> Result<(RidgeModel, usize), FitError> {
        let mut places = Vec::with_capacity(ids.len());
        for &id in ids {
            let place = self.place(id)?;
            if !places.contains(&place) {
                places.push(place);
            }
        }
        if let (Some(factor), true) = (&self.factor, places.len() <= self.solution.len()) {
            let (mut vectors, mut step) = (Vec::new(), vec![0.0; self.solution.len()]);
            for row in places.iter().map(|&place| &self.rows[place]) {
                vectors.extend(row.weighted());
                add_scaled(&mut step, row.weight * self.residual(row), &row.design);
            }
            if factor.solve_without(&vectors, &mut step).is_some_and(|left| left > self.least_left()) {
                let mut solution = self.solution.clone();
                add_scaled(&mut solution, -1.0, &step);
                return Ok((self.model_at(solution), places.len()));
            }
        }
        let mut rest = self.clone();
        let mut place = 0..;
        rest.rows.retain(|_| !place.next().is_some_and(|place| places.contains(&place)));
        rest.refit()?;
        let visited = 3 * rest.rows.len();
        Ok((rest.into_model(), visited))
    }

    /// Removes a row. Cost O(n·p + p²), or that of fitting anew where it is safer.
    ///
    /// # Errors
    /// [`FitError::Row`] if it is not in, [`FitError::Collinear`]; the fit is then as it was.
    pub fn remove(&mut self, id: RowId) -> Result<(), FitError> {
        let (place, mut rest) = (self.place(id)?, self.clone());
        let vector = rest.rows.remove(place).weighted();
        let least = self.least_left();
        let safe = |factor: &&mut Cholesky| 1.0 - factor.quadratic(&vector) > least;
        match rest.factor.as_mut().filter(safe).and_then(|factor| factor.downdate(&vector)) {
            Some(()) => rest.settle(),
            None => rest.refit()?,
        }
        *self = rest;
        Ok(())
    }

    /// Adds a row behind the others. Cost O(n·p + p²).
    ///
    /// # Errors
    /// [`FitError::Shape`] for a row of another width or with a class as target, [`FitError::Collinear`] for a first row
    /// that does not determine the coefficients; the fit is then as it was.
    pub fn add(&mut self, row: &Row<'_>) -> Result<(), FitError> {
        let fits = row.features.len() == self.features;
        let Some(number) = row.target.number().filter(|_| fits) else {
            return Err(FitError::Shape { row: row.id.number() });
        };
        let kept = self.kept(row.id, row.features, number, row.weight);
        let mut more = self.clone();
        if let Some(factor) = &mut more.factor {
            factor.update(&kept.weighted());
            more.rows.push(kept);
            more.settle();
        } else {
            more.rows.push(kept);
            more.refit()?;
        }
        *self = more;
        Ok(())
    }

    fn place(&self, id: RowId) -> Result<usize, FitError> {
        let place = self.rows.iter().position(|row| row.id == id);
        place.ok_or(FitError::Row { row: id.number() })
    }

    fn kept(&self, id: RowId, features: &[f64], number: f64, weight: f64) -> Kept {
        let mut design = Vec::with_capacity(features.len() + 1);
        self.learner.intercept().append(features, &mut design);
        add_scaled(&mut design, -1.0, &self.centre);
        Kept { id, design, number, weight }
    }

    fn residual(&self, row: &Kept) -> f64 {
        row.number - dot(&self.solution, &row.design)
    }

    /// What must be left of a direction for a removal to keep ten digits.
    fn least_left(&self) -> f64 {
        self.factor.as_ref().map_or(LEFT, |factor| LEFT.max(PRECISION * factor.inflation()))
    }

    fn left_out(&self, row: &Kept, least: f64) -> Result<RidgeLeftOut, FitError> {
        let mut direction = row.design.clone();
        if let Some(factor) = &self.factor {
            factor.solve(&mut direction);
        }
        let (id, leverage) = (row.id, row.weight * dot(&direction, &row.design));
        if self.rows.len() > 1 && 1.0 - leverage > least {
            let residual = self.residual(row) / (1.0 - leverage);
            let mut solution = self.solution.clone();
            add_scaled(&mut solution, -row.weight * residual, &direction);
            return Ok(RidgeLeftOut { id, leverage, residual, model: self.model_at(solution) });
        }
        let mut rest = self.clone();
        rest.rows.retain(|other| other.id != row.id);
        rest.refit()?;
        // The rest has a centre of its own: b settles the difference.
        let model = rest.into_model();
        let features: Vec<f64> = row.design.iter().zip(&self.centre).map(|(x, centre)| x + centre).collect();
        let residual = row.number - super::score(&model.parameters, &features);
        Ok(RidgeLeftOut { id, leverage, residual, model })
    }
}
