//! SISA: sharded, isolated, sliced, aggregated training, so that a row is forgotten by training a part again.
//!
//! The rows lie in S shards, each trained by itself; a shard's rows lie in R slices, which join one after the other, and the model after each
//! slice is kept. A row that goes takes with it the models of its own shard from its own slice on, and only these are trained again, begun
//! at the model before. No model that is kept has seen the row, so the result is that of training in the same shards without it, **to the
//! bit**. What is asked of the whole is the mean of the shards' probabilities; a shard without rows is not asked.
//!
//! Cost: training, that of R fits of growing size in each shard; forgetting, the same for the shards that are touched, from the slice that
//! is touched first. Memory: S·R models.
//!
//! Source: Bourtoule and others (2021), *Machine unlearning*. They let shards vote; probabilities are the finer vote.
//!
//! When it misleads: the shards are another learner. Each saw n/S rows, and their mean is not the model that one would have trained. And m rows
//! that lie anywhere touch up to m shards: at m ≥ S nearly all of them, and nothing is saved.

use super::{CountedFit, Sharding, UnlearningError};
use crate::dataset::RowId;
use crate::learners::{ClassSet, Classification, Model};
use crate::seed::Seed;
use crate::world::World;

/// A model in shards that can forget.
///
/// ```
/// use simulation::data::breast_cancer;
/// use simulation::dataset::RowId;
/// use simulation::learners::{Differentiable, Intercept, LogisticRegression};
/// use simulation::robustness::unlearning::{Sharding, Sisa};
/// use simulation::seed::Seed;
/// use simulation::standardise::Standardiser;
/// use simulation::world::World;
///
/// let data = breast_cancer::dataset();
/// let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
/// let (world, learner) = (World::new(&data, 0..200), LogisticRegression::new(1.0, Intercept::Penalised)?);
/// let sharding = Sharding::by_luck(4, 1, Seed::new(1))?;
/// let sisa = Sisa::train(learner, &world, sharding.clone(), Seed::new(0))?;
/// let (after, looks) = sisa.forget(&[RowId::new(17)])?;
///
/// let never = Sisa::train(learner, &world.edited(&"drop 17".parse()?)?, sharding, Seed::new(0))?;
/// let bits = |sisa: &Sisa<'_, LogisticRegression>| sisa.models().flat_map(|model| model.parameters().to_vec()).collect::<Vec<_>>();
/// assert_eq!(bits(&after), bits(&never));
/// assert!(looks < never.looks());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sisa<'w, L: CountedFit> {
    learner: L,
    world: World<'w>,
    sharding: Sharding,
    seed: Seed,
    shards: Vec<Shard<L::Model>>,
    looks: u64,
}

#[derive(Clone, Debug)]
struct Shard<M> {
    rows: usize,
    /// The model after each slice.
    checkpoints: Vec<M>,
}

impl<'w, L: CountedFit + Clone> Sisa<'w, L>
where
    L::Model: Clone,
{
    /// Trains every shard by itself.
    ///
    /// # Errors
    /// [`UnlearningError::Place`] for a row without a shard, [`UnlearningError::Fit`].
    pub fn train(
        learner: L,
        world: &World<'w>,
        sharding: Sharding,
        seed: Seed,
    ) -> Result<Self, UnlearningError> {
        let mut sisa = Self::begun(learner, world, sharding, seed)?;
        while sisa.step()? {}
        Ok(sisa)
    }

    /// The same with nothing trained yet, for whoever takes it in [`Sisa::step`]s.
    ///
    /// # Errors
    /// [`UnlearningError::Place`].
    pub fn begun(
        learner: L,
        world: &World<'w>,
        sharding: Sharding,
        seed: Seed,
    ) -> Result<Self, UnlearningError> {
        let mut rows = vec![0; sharding.shards() as usize];
        for row in world.rows() {
            let (shard, _) = sharding.place(row.id).ok_or(UnlearningError::Place(row.id.number()))?;
            if let Some(rows) = rows.get_mut(shard as usize) {
                *rows += 1;
            }
        }
        let shards = rows.into_iter().map(|rows| Shard { rows, checkpoints: Vec::new() }).collect();
        Ok(Self { learner, world: world.clone(), sharding, seed, shards, looks: 0 })
    }

    /// Trains the first shard that lacks a model on its next slice; `false` if none does.
    ///
    /// # Errors
    /// [`UnlearningError::Fit`].
    pub fn step(&mut self) -> Result<bool, UnlearningError> {
        let slices = self.sharding.slices() as usize;
        let lacking = self.shards.iter().position(|shard| shard.checkpoints.len() < slices);
        let Some(shard) = lacking else { return Ok(false) };
        let slice = self.shards[shard].checkpoints.len();
        let part = self.part(shard as u32, slice as u32);
        let start = self.shards[shard].checkpoints.last();
        let (model, looks) = self.learner.fit_counted(&part, start, self.seed)?;
        self.shards[shard].checkpoints.push(model);
        self.looks += looks;
        Ok(true)
    }

    /// The model without these rows, and how many looks at a row it took. A row that stands twice counts once.
    ///
    /// # Errors
    /// [`UnlearningError::Row`] for a row that was not trained on, [`UnlearningError::Fit`].
    pub fn forget(&self, ids: &[RowId]) -> Result<(Self, u64), UnlearningError> {
        let mut rest = self.forgetting(ids)?;
        while rest.step()? {}
        let looks = rest.looks - self.looks;
        Ok((rest, looks))
    }

    /// The same with nothing trained anew yet: all models that saw one of these rows are gone, and [`Sisa::step`] makes new ones.
    ///
    /// # Errors
    /// [`UnlearningError::Row`].
    pub fn forgetting(&self, ids: &[RowId]) -> Result<Self, UnlearningError> {
        let mut rest = self.clone();
        rest.world = self.world.reweighted(|id| if ids.contains(&id) { 0.0 } else { 1.0 });
        for (place, &id) in ids.iter().enumerate() {
            let known = self.world.place(id).and_then(|_| self.sharding.place(id));
            let (shard, slice) = known.ok_or(UnlearningError::Row(id.number()))?;
            if let Some(shard) = rest.shards.get_mut(shard as usize) {
                shard.checkpoints.truncate(slice as usize);
                shard.rows -= usize::from(!ids[..place].contains(&id));
            }
        }
        Ok(rest)
    }

    /// The looks at a row that training took, and every removal since.
    pub const fn looks(&self) -> u64 {
        self.looks
    }

    /// The shards' models, those of shards without rows among them.
    pub fn models(&self) -> impl Iterator<Item = &L::Model> {
        self.shards.iter().filter_map(|shard| shard.checkpoints.last())
    }

    /// The shards in which rows lie.
    pub fn touched(&self, ids: &[RowId]) -> usize {
        let touches =
            |shard: u32| ids.iter().any(|&id| self.sharding.place(id).map(|(s, _)| s) == Some(shard));
        (0..self.sharding.shards()).filter(|&shard| touches(shard)).count()
    }

    /// Each shard's own rows with its model.
    pub fn parts(&self) -> impl Iterator<Item = (World<'_>, &L::Model)> {
        (0..).zip(self.models()).map(|(shard, model)| (self.part(shard, u32::MAX), model))
    }

    /// The rows of a shard's slices up to this one.
    fn part(&self, shard: u32, last: u32) -> World<'_> {
        let inside = |id| self.sharding.place(id).is_some_and(|(own, slice)| own == shard && slice <= last);
        self.world.borrowed().reweighted(|id| if inside(id) { 1.0 } else { 0.0 })
    }
}

impl<L: CountedFit> Model for Sisa<'_, L> {
    fn converged(&self) -> bool {
        self.shards.iter().filter_map(|shard| shard.checkpoints.last()).all(Model::converged)
    }
}

impl<L: CountedFit> Classification for Sisa<'_, L>
where
    L::Model: Classification,
{
    fn predict(&self, features: &[f64]) -> ClassSet {
        ClassSet::arg_max(self.probabilities(features))
    }

    /// The mean over the shards that have rows, or over all if none has.
    fn probabilities(&self, features: &[f64]) -> Vec<f64> {
        let nobody = self.shards.iter().all(|shard| shard.rows == 0);
        let asked = self.shards.iter().filter(|shard| nobody || shard.rows > 0);
        let (mut sums, mut count) = (Vec::new(), 0.0);
        for model in asked.filter_map(|shard| shard.checkpoints.last()) {
            let own = model.probabilities(features);
            sums.resize(own.len(), 0.0);
            sums.iter_mut().zip(own).for_each(|(sum, p)| *sum += p);
            count += 1.0;
        }
        sums.into_iter().map(|sum: f64| sum / count).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{breast_cancer, penguins};
    use crate::dataset::Dataset;
    use crate::learners::{Differentiable, Intercept, LogisticRegression, NearestCentroid};
    use crate::standardise::Standardiser;
    use proptest::prelude::*;

    fn tumours() -> Dataset {
        let data = breast_cancer::dataset();
        Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap()
    }

    fn bits(sisa: &Sisa<'_, LogisticRegression>) -> Vec<u64> {
        sisa.models().flat_map(|model| model.parameters().iter().map(|p| p.to_bits())).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn forgetting_is_never_having_seen_to_the_bit(
            shards in 1_u32..9,
            slices in 1_u32..4,
            seed in 0_u64..1000,
            leaving in proptest::collection::vec(0_usize..110, 1..20),
            steps in 1_usize..4,
        ) {
            let data = tumours();
            let world = World::new(&data, (0..569).step_by(5)).reweighted(|id| 1.0 + 0.25 * f64::from(id.number() % 4));
            let learner = LogisticRegression::new(0.5, Intercept::Penalised).unwrap();
            let sharding = Sharding::by_luck(shards, slices, Seed::new(seed)).unwrap();
            let mut sisa = Sisa::train(learner, &world, sharding.clone(), Seed::new(0)).unwrap();
            let mut ids: Vec<RowId> = leaving.iter().map(|place| world.rows().nth(*place).unwrap().id).collect();
            ids.sort_unstable();
            ids.dedup();
            // In one request, or in several.
            for part in ids.chunks(ids.len().div_ceil(steps)) {
                sisa = sisa.forget(part).unwrap().0;
            }
            let rest = world.reweighted(|id| if ids.contains(&id) { 0.0 } else { 1.0 });
            let never = Sisa::train(learner, &rest, sharding, Seed::new(0)).unwrap();
            prop_assert_eq!(bits(&sisa), bits(&never));
            for row in data.rows().step_by(37) {
                prop_assert_eq!(sisa.probabilities(row.features), never.probabilities(row.features));
            }
        }
    }

    #[test]
    fn later_slices_leave_earlier_checkpoints_alone_and_cost_less() {
        let data = tumours();
        let world = World::new(&data, 0..300);
        let learner = LogisticRegression::new(1.0, Intercept::Penalised).unwrap();
        let sharding = Sharding::by_luck(3, 4, Seed::new(5)).unwrap();
        let sisa = Sisa::train(learner, &world, sharding.clone(), Seed::new(0)).unwrap();
        let in_slice =
            |slice| world.rows().find(|row| sharding.place(row.id) == Some((1, slice))).unwrap().id;
        let looks: Vec<u64> = (0..4).map(|slice| sisa.forget(&[in_slice(slice)]).unwrap().1).collect();
        assert!(looks.windows(2).all(|pair| pair[0] > pair[1]), "{looks:?}");
        assert_eq!(sisa.touched(&[in_slice(0), in_slice(3)]), 1);
        assert_eq!(sisa.parts().map(|(part, _)| part.len()).sum::<usize>(), world.len());
    }

    #[test]
    fn any_learner_that_counts_can_be_sharded_and_an_empty_shard_is_not_asked() {
        let data = penguins::dataset();
        let world = World::new(&data, (0..342).step_by(30));
        let ids: Vec<RowId> = world.rows().map(|row| row.id).collect();
        // As many shards as rows, and one without.
        let sharding = Sharding::in_turns(ids.len() as u32 + 1, ids.iter().copied()).unwrap();
        let sisa = Sisa::train(NearestCentroid, &world, sharding, Seed::new(0)).unwrap();
        assert_eq!(sisa.looks(), world.len() as u64);
        let alone = sisa.models().next().unwrap().probabilities(data.row(0).unwrap().features);
        assert!(alone.contains(&1.0), "a centroid of one row is sure: {alone:?}");
        let mean = sisa.probabilities(data.row(0).unwrap().features);
        let adelie = world.rows().filter(|row| row.target.class() == Some(0)).count() as f64;
        assert!((mean[0] - adelie / world.len() as f64).abs() < 1e-12);
        let (nobody, _) = sisa.forget(&ids).unwrap();
        assert_eq!(nobody.probabilities(data.row(0).unwrap().features).len(), 3);
        assert!(nobody.converged());
    }

    #[test]
    fn strangers_are_refused() {
        let data = penguins::dataset();
        let world = World::new(&data, 0..9);
        let few = Sharding::in_turns(2, (0..4).map(RowId::new)).unwrap();
        let refused = Sisa::train(NearestCentroid, &world, few, Seed::new(0)).unwrap_err();
        assert!(matches!(refused, UnlearningError::Place(_)), "{refused}");
        let sharding = Sharding::by_luck(2, 1, Seed::new(0)).unwrap();
        let sisa = Sisa::train(NearestCentroid, &world, sharding, Seed::new(0)).unwrap();
        assert_eq!(sisa.forget(&[RowId::new(300)]).unwrap_err(), UnlearningError::Row(300));
    }
}
