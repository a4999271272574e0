//! Preprocessing as part of the protocol: held fixed, or fitted anew in every world.
//!
//! Dropping one row changes what a model is trained on. If the scale is fitted anew as well, it also changes every other row, by
//! a little. Both are legitimate protocols, and they are different ones: a comparison must say which it is.
//!
//! - [`Preprocessing::Held`]: the scale was fitted once, on the baseline, and no edit touches it. An edit changes the edited rows
//!   and nothing else, which is what leave-one-out formulas, influence functions, downdates and certificates assume.
//! - [`Preprocessing::Refitted`]: the scale is fitted on each world's own rows, as in a pipeline that runs from the start. Only
//!   retraining is right then. Methods in closed form ask for [`Held`], which a refitted protocol cannot give.
//!
//! When it misleads: held fixed, the scale has seen the row that a world is without.
//!
//! ```
//! use simulation::data::penguins;
//! use simulation::learners::{Classification, Learner, NearestCentroid};
//! use simulation::preprocessing::{Held, Preprocessed, Preprocessing};
//! use simulation::seed::Seed;
//! use simulation::standardise::Standardiser;
//! use simulation::world::World;
//!
//! /// A method in closed form: it cannot be called with a refitted protocol.
//! fn closed_form(protocol: Held<'_, NearestCentroid>) -> f64 {
//!     protocol.scale.means()[0]
//! }
//!
//! let data = penguins::dataset();
//! let world = World::trainable(&data);
//! let held = Preprocessed::new(NearestCentroid, Preprocessing::Held(Standardiser::fit(&world)));
//! let model = held.fit(&world, Seed::new(1))?; // takes rows as they were measured
//! assert!(model.predict(data.row(0).unwrap().features).contains(0));
//! assert_eq!(held.held().map(closed_form).map(f64::round), Some(44.0));
//! let refitted = Preprocessed::new(NearestCentroid, Preprocessing::Refitted);
//! assert!(refitted.held().is_none());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::borrow::Cow;

use crate::learners::{ClassSet, Classification, FitError, Learner, Model, Regression};
use crate::seed::Seed;
use crate::standardise::Standardiser;
use crate::world::World;

/// Whether the scale is part of what an edit can change.
#[derive(Clone, Debug, PartialEq)]
pub enum Preprocessing {
    /// One scale for all worlds.
    Held(Standardiser),
    /// Each world's own scale.
    Refitted,
}

impl Preprocessing {
    /// The one scale, if there is one.
    pub const fn held(&self) -> Option<&Standardiser> {
        match self {
            Self::Held(scale) => Some(scale),
            Self::Refitted => None,
        }
    }

    /// The scale for a world. Cost O(n·p) if it is fitted anew.
    pub fn scale(&self, world: &World<'_>) -> Cow<'_, Standardiser> {
        self.held().map_or_else(|| Cow::Owned(Standardiser::fit(world)), Cow::Borrowed)
    }
}

/// A learner that standardises before it fits and before it predicts. It and its models take rows as they were measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Preprocessed<L> {
    learner: L,
    preprocessing: Preprocessing,
}

/// A learner whose scale no edit touches: what methods in closed form ask for.
#[derive(Debug, PartialEq)]
pub struct Held<'a, L> {
    /// The learner, which takes rows on the scale.
    pub learner: &'a L,
    /// The scale.
    pub scale: &'a Standardiser,
}

/// What a [`Preprocessed`] learner makes: the model and the scale of its rows.
#[derive(Clone, Debug)]
pub struct PreprocessedModel<M> {
    model: M,
    scale: Standardiser,
}

impl<L> Preprocessed<L> {
    /// A learner with its preprocessing.
    pub const fn new(learner: L, preprocessing: Preprocessing) -> Self {
        Self { learner, preprocessing }
    }

    /// The learner inside.
    pub const fn learner(&self) -> &L {
        &self.learner
    }

    /// The preprocessing.
    pub const fn preprocessing(&self) -> &Preprocessing {
        &self.preprocessing
    }

    /// The learner and the scale, if no edit touches the scale.
    pub fn held(&self) -> Option<Held<'_, L>> {
        self.preprocessing.held().map(|scale| Held { learner: &self.learner, scale })
    }
}

impl<L> Clone for Held<'_, L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L> Copy for Held<'_, L> {}

impl<L: Learner> Learner for Preprocessed<L> {
    type Model = PreprocessedModel<L::Model>;

    fn fit(&self, world: &World<'_>, seed: Seed) -> Result<Self::Model, FitError> {
        let scale = self.preprocessing.scale(world).into_owned();
        // Not the table's own error: its text brings the formatting of numbers to every page that fits a model.
        let (fitted, found) = (scale.means().len(), world.dataset().feature_count());
        let scaled = world.standardised(&scale).map_err(|_| FitError::Scale { fitted, found })?;
        let model = self.learner.fit(&scaled, seed)?;
        Ok(PreprocessedModel { model, scale })
    }
}

impl<M> PreprocessedModel<M> {
    /// The model inside, which takes rows on the scale.
    pub const fn model(&self) -> &M {
        &self.model
    }

    /// The scale.
    pub const fn scale(&self) -> &Standardiser {
        &self.scale
    }
}

impl<M: Model> Model for PreprocessedModel<M> {
    fn converged(&self) -> bool {
        self.model.converged()
    }
}

impl<M: Classification> Classification for PreprocessedModel<M> {
    fn predict(&self, features: &[f64]) -> ClassSet {
        self.model.predict(&self.scale.row(features))
    }

    fn probabilities(&self, features: &[f64]) -> Vec<f64> {
        self.model.probabilities(&self.scale.row(features))
    }
}

impl<M: Regression> Regression for PreprocessedModel<M> {
    fn predict(&self, features: &[f64]) -> f64 {
        self.model.predict(&self.scale.row(features))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::dataset::RowId;
    use crate::edit::{Edit, Edits};
    use crate::learners::SoftmaxRegression;

    #[test]
    fn held_is_the_learner_on_the_table_scaled_beforehand() {
        let data = penguins::dataset();
        let world = World::new(&data, (0..20).chain(160..180).chain(220..240));
        let scale = Standardiser::fit(&world);
        let learner = SoftmaxRegression::new(1.0).unwrap();
        let scaled = scale.apply(&data).unwrap();
        let protocol = Preprocessed::new(learner, Preprocessing::Held(scale));
        // The same edit on both routes, with a changed weight and order.
        let edits: Edits = "drop 5; reweight 7 → 3.0; reorder 10 9".parse().unwrap();
        let edited = world.edited(&edits).unwrap();
        let beforehand = World::new(&scaled, world.positions().iter().copied()).edited(&edits).unwrap();
        let inside = protocol.fit(&edited, Seed::new(1)).unwrap();
        let outside = learner.fit(&beforehand, Seed::new(1)).unwrap();
        for (raw, scaled) in data.rows().zip(scaled.rows()) {
            assert_eq!(inside.probabilities(raw.features), outside.probabilities(scaled.features));
            assert_eq!(inside.predict(raw.features), outside.predict(scaled.features));
        }
        assert!(inside.converged());
    }

    #[test]
    fn refitted_is_a_second_change() {
        let data = penguins::dataset();
        let world = World::new(&data, 0..40);
        let smaller = world.edited(&Edits::from(Edit::Drop(RowId::new(7)))).unwrap();
        let refitted = Preprocessed::new(SoftmaxRegression::new(1.0).unwrap(), Preprocessing::Refitted);
        let scale = |world| refitted.fit(world, Seed::new(1)).unwrap().scale().clone();
        assert_ne!(scale(&world), scale(&smaller));
        assert_eq!(scale(&smaller), Standardiser::fit(&smaller));
        assert_eq!(refitted.held(), None);
        let held = Preprocessed::new(*refitted.learner(), Preprocessing::Held(scale(&world)));
        assert_eq!(held.fit(&smaller, Seed::new(1)).unwrap().scale(), &scale(&world));
    }

    #[test]
    fn a_scale_of_another_table_is_refused() {
        let (data, other) = (penguins::dataset(), crate::data::wine::dataset());
        let scale = Standardiser::fit(&World::trainable(&other));
        let protocol = Preprocessed::new(SoftmaxRegression::new(1.0).unwrap(), Preprocessing::Held(scale));
        let error = protocol.fit(&World::trainable(&data), Seed::new(1)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "rows of 4 features do not fit a scale of 13: the counts must agree, and scaled values be finite"
        );
    }
}
