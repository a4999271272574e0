//! The learner under attack, chosen at run time: two linear models whose boundary is a line.

use super::PoisonError;
use crate::dataset::{Row, Target};
use crate::learners::{
    Curved, Differentiable, FitError, Intercept, Learner, LearnerError, LogisticModel, LogisticRegression,
    MixedDerivative, Model, RidgeModel, RidgeRegression, WarmStart,
};
use crate::linear_algebra::dot;
use crate::seed::Seed;
use crate::world::World;

/// A learner that tells two classes apart by the sign of w·x + b.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Victim {
    /// Logistic regression on the classes: an error costs about as much as it is far from the boundary.
    Logistic(LogisticRegression),
    /// Ridge regression on numbers, −1 for class 0 and +1 for class 1: every distance from ±1 is squared.
    Ridge(RidgeRegression),
}

/// What a [`Victim`] makes.
#[derive(Clone, Debug, PartialEq)]
pub enum VictimModel {
    /// See [`LogisticModel`].
    Logistic(LogisticModel),
    /// See [`RidgeModel`].
    Ridge(RidgeModel),
}

/// Where a model of two features says neither class: w·x + b = 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Boundary {
    /// w.
    pub weights: [f64; 2],
    /// b.
    pub intercept: f64,
}

impl Victim {
    /// Logistic regression with a free intercept and penalty λ.
    ///
    /// # Errors
    /// [`LearnerError::Penalty`].
    pub const fn logistic(penalty: f64) -> Result<Self, LearnerError> {
        match LogisticRegression::new(penalty, Intercept::Free) {
            Ok(learner) => Ok(Self::Logistic(learner)),
            Err(error) => Err(error),
        }
    }

    /// Ridge regression with a free intercept and penalty α.
    ///
    /// # Errors
    /// [`LearnerError::Setting`].
    pub const fn ridge(penalty: f64) -> Result<Self, LearnerError> {
        match RidgeRegression::new(penalty, Intercept::Free) {
            Ok(learner) => Ok(Self::Ridge(learner)),
            Err(error) => Err(error),
        }
    }
}

impl Learner for Victim {
    type Model = VictimModel;

    fn fit(&self, world: &World<'_>, seed: Seed) -> Result<VictimModel, FitError> {
        match self {
            Self::Logistic(learner) => learner.fit(world, seed).map(VictimModel::Logistic),
            Self::Ridge(learner) => learner.fit(world, seed).map(VictimModel::Ridge),
        }
    }
}

impl WarmStart for Victim {
    fn fit_warm(&self, world: &World<'_>, start: &VictimModel, seed: Seed) -> Result<VictimModel, FitError> {
        match (self, start) {
            (Self::Logistic(learner), VictimModel::Logistic(start)) => {
                learner.fit_warm(world, start, seed).map(VictimModel::Logistic)
            }
            _ => self.fit(world, seed),
        }
    }
}

impl VictimModel {
    /// w.
    pub fn weights(&self) -> &[f64] {
        match self {
            Self::Logistic(model) => model.weights(),
            Self::Ridge(model) => model.weights(),
        }
    }

    /// b.
    pub fn intercept(&self) -> f64 {
        match self {
            Self::Logistic(model) => model.intercept(),
            Self::Ridge(model) => model.intercept(),
        }
    }

    /// w·x + b: above 0 the model says class 1, below 0 class 0.
    pub fn score(&self, features: &[f64]) -> f64 {
        dot(self.weights(), features) + self.intercept()
    }

    /// The boundary; `None` unless there are two features.
    pub fn boundary(&self) -> Option<Boundary> {
        match *self.weights() {
            [x, y] => Some(Boundary { weights: [x, y], intercept: self.intercept() }),
            _ => None,
        }
    }

    /// The share of a world's rows, by their weights, on the wrong side of the boundary; a row on it counts half.
    ///
    /// # Errors
    /// [`PoisonError::Nothing`] for no rows.
    pub fn error(&self, rows: &World<'_>) -> Result<f64, PoisonError> {
        if rows.is_empty() {
            return Err(PoisonError::Nothing);
        }
        let wrong = rows.rows().fold(0.0, |sum, row| {
            let side = match row.target {
                Target::Class(class) => {
                    if class == 1 {
                        1.0
                    } else {
                        -1.0
                    }
                }
                Target::Number(number) => number,
            };
            let right = side * self.score(row.features);
            sum + row.weight
                * if right > 0.0 {
                    0.0
                } else if right < 0.0 {
                    1.0
                } else {
                    0.5
                }
        });
        Ok(wrong / rows.total_weight())
    }

    fn differentiable<T>(
        &self,
        logistic: impl FnOnce(&LogisticModel) -> T,
        ridge: impl FnOnce(&RidgeModel) -> T,
    ) -> T {
        match self {
            Self::Logistic(model) => logistic(model),
            Self::Ridge(model) => ridge(model),
        }
    }
}

impl Model for VictimModel {
    fn converged(&self) -> bool {
        self.differentiable(Model::converged, Model::converged)
    }
}

impl Differentiable for VictimModel {
    fn parameters(&self) -> &[f64] {
        match self {
            Self::Logistic(model) => model.parameters(),
            Self::Ridge(model) => model.parameters(),
        }
    }

    fn with_parameters(&self, parameters: Vec<f64>) -> Option<Self> {
        match self {
            Self::Logistic(model) => model.with_parameters(parameters).map(Self::Logistic),
            Self::Ridge(model) => model.with_parameters(parameters).map(Self::Ridge),
        }
    }

    fn loss(&self, row: &Row<'_>) -> Option<f64> {
        self.differentiable(|model| model.loss(row), |model| model.loss(row))
    }

    fn add_loss_gradient(&self, row: &Row<'_>, factor: f64, gradient: &mut [f64]) -> Option<()> {
        match self {
            Self::Logistic(model) => model.add_loss_gradient(row, factor, gradient),
            Self::Ridge(model) => model.add_loss_gradient(row, factor, gradient),
        }
    }

    fn penalty(&self) -> f64 {
        self.differentiable(Differentiable::penalty, Differentiable::penalty)
    }

    fn add_penalty_gradient(&self, factor: f64, gradient: &mut [f64]) {
        match self {
            Self::Logistic(model) => model.add_penalty_gradient(factor, gradient),
            Self::Ridge(model) => model.add_penalty_gradient(factor, gradient),
        }
    }
}

impl Curved for VictimModel {
    fn add_loss_hessian(&self, row: &Row<'_>, factor: f64, hessian: &mut [f64]) -> Option<()> {
        match self {
            Self::Logistic(model) => model.add_loss_hessian(row, factor, hessian),
            Self::Ridge(model) => model.add_loss_hessian(row, factor, hessian),
        }
    }

    fn add_penalty_hessian(&self, factor: f64, hessian: &mut [f64]) {
        match self {
            Self::Logistic(model) => model.add_penalty_hessian(factor, hessian),
            Self::Ridge(model) => model.add_penalty_hessian(factor, hessian),
        }
    }
}

impl MixedDerivative for VictimModel {
    fn add_mixed_product(
        &self,
        row: &Row<'_>,
        direction: &[f64],
        factor: f64,
        slopes: &mut [f64],
    ) -> Option<()> {
        match self {
            Self::Logistic(model) => model.add_mixed_product(row, direction, factor, slopes),
            Self::Ridge(model) => model.add_mixed_product(row, direction, factor, slopes),
        }
    }
}

impl Boundary {
    /// w·x + b.
    pub fn score(&self, at: [f64; 2]) -> f64 {
        dot(&self.weights, &at) + self.intercept
    }

    /// The two ends of the boundary inside a rectangle; `None` if it passes the rectangle by, touches it in a corner only, or is no line.
    pub fn within(&self, low: [f64; 2], high: [f64; 2]) -> Option<[[f64; 2]; 2]> {
        let corners = [low, [high[0], low[1]], high, [low[0], high[1]]];
        let mut ends: Vec<[f64; 2]> = Vec::new();
        for (index, &from) in corners.iter().enumerate() {
            let to = corners[(index + 1) % 4];
            let (here, there) = (self.score(from), self.score(to));
            // Each edge has its beginning and not its end, so that a corner counts once.
            let crosses = here == 0.0 || (here < 0.0) != (there < 0.0) && there != 0.0;
            if crosses && (here - there).abs() > 0.0 {
                let share = here / (here - there);
                ends.push([0, 1].map(|axis| from[axis] + share * (to[axis] - from[axis])));
            }
        }
        match ends[..] {
            [one, other] => Some([one, other]),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::breast_cancer;
    use crate::robustness::poisoning::PoisonTable;
    use proptest::prelude::*;

    #[test]
    fn the_victims_are_the_learners_inside() {
        let table = PoisonTable::new(&breast_cancer::dataset(), [0, 1]).unwrap();
        let world = World::new(table.classes(), 0..90);
        let victim = Victim::logistic(0.7).unwrap();
        let inside = LogisticRegression::new(0.7, Intercept::Free).unwrap();
        let (model, inside) =
            (victim.fit(&world, Seed::new(0)).unwrap(), inside.fit(&world, Seed::new(0)).unwrap());
        assert_eq!(model, VictimModel::Logistic(inside.clone()));
        let row = world.rows().next().unwrap();
        assert_eq!(model.score(row.features), inside.score(row.features));
        assert_eq!(model.hessian(&world), inside.hessian(&world));
        assert_eq!(model.gradient(&world), inside.gradient(&world));
        let numbers = World::new(table.numbers(), 0..90);
        let ridge = Victim::ridge(0.7).unwrap();
        let model = ridge.fit(&numbers, Seed::new(0)).unwrap();
        assert_eq!(ridge.fit_warm(&numbers, &model, Seed::new(0)), Ok(model.clone()));
        assert!(model.error(&numbers).unwrap() < 0.15 && model.boundary().is_some());
        assert_eq!(model.error(&World::new(table.numbers(), [])), Err(PoisonError::Nothing));
        assert!(ridge.fit(&world, Seed::new(0)).is_err() && victim.fit(&numbers, Seed::new(0)).is_err());
    }

    proptest! {
        #[test]
        fn a_boundary_ends_at_the_edge_where_the_score_is_0(x in -2.0_f64..2.0, y in -2.0_f64..2.0, b in -2.0_f64..2.0) {
            let boundary = Boundary { weights: [x, y], intercept: b };
            let (low, high) = ([-1.0, -2.0], [3.0, 1.0]);
            let corners = [low, [high[0], low[1]], high, [low[0], high[1]]].map(|corner| boundary.score(corner));
            let divides = corners.iter().any(|score| *score > 0.0) && corners.iter().any(|score| *score < 0.0);
            let ends = boundary.within(low, high);
            prop_assert_eq!(ends.is_some(), divides);
            for end in ends.iter().flatten() {
                prop_assert!(boundary.score(*end).abs() < 1e-9);
                let on = (0..2).any(|axis| (end[axis] - low[axis]).abs() < 1e-9 || (end[axis] - high[axis]).abs() < 1e-9);
                prop_assert!(on);
            }
        }
    }

    #[test]
    fn a_boundary_through_corners_is_a_line_still() {
        let diagonal = Boundary { weights: [1.0, -1.0], intercept: 0.0 };
        assert_eq!(diagonal.within([0.0, 0.0], [1.0, 1.0]), Some([[0.0, 0.0], [1.0, 1.0]]));
        let nothing = Boundary { weights: [0.0, 0.0], intercept: 0.0 };
        assert_eq!(nothing.within([0.0, 0.0], [1.0, 1.0]), None);
    }
}
