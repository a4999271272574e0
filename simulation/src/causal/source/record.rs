//! What is recorded of the runs, and what is made of it.

use super::SourceRun;
use crate::causal::effects::{
    Effect, EffectError, Observations, Propensity, augmented, difference_in_means, hajek, horvitz_thompson,
    regression_adjusted, stratified,
};
use crate::statistics::{mean, quantile};

/// What the record says about a run, beside the source and the accuracy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Recorded {
    /// Its size. Its care is then a hidden cause.
    Size,
    /// Its size and whether it took care.
    #[default]
    SizeAndCare,
}

/// Which runs get into the record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reported {
    /// All of them.
    #[default]
    All,
    /// Those whose accuracy is the median of all or better: selection on the outcome.
    BetterHalf,
}

/// An estimate of the source's effect, chosen at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimator {
    /// [`difference_in_means`].
    Naive,
    /// [`stratified`], a stratum for each kind of run that the record tells apart.
    Stratified,
    /// [`regression_adjusted`].
    Regression,
    /// [`hajek`], with a fitted propensity.
    Weighted,
    /// [`augmented`], likewise.
    Augmented,
    /// [`horvitz_thompson`], likewise.
    HorvitzThompson,
}

impl Estimator {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Naive,
        Self::Stratified,
        Self::Regression,
        Self::Weighted,
        Self::Augmented,
        Self::HorvitzThompson,
    ];
}

/// The record: of each reported run what is recorded, whether it added the source, and its accuracy in the world that it was in.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceRecord {
    observations: Observations,
    strata: Vec<usize>,
    /// The places of the reported runs.
    places: Vec<usize>,
    propensity: Result<Propensity, EffectError>,
}

impl SourceRecord {
    /// Records runs of which those marked in `adopted` added the source; runs without a mark are left out. Covariates are s, and C as 0 or
    /// 1. Cost: a fit of the propensity.
    ///
    /// # Errors
    /// [`EffectError::OneSided`] where all reported runs are in the same world.
    pub fn new(
        runs: &[SourceRun],
        adopted: &[bool],
        recorded: Recorded,
        reported: Reported,
    ) -> Result<Self, EffectError> {
        let outcome = |(run, &adds): (&SourceRun, &bool)| if adds { run.with } else { run.without };
        let outcomes: Vec<f64> = runs.iter().zip(adopted).map(outcome).collect();
        let bar = match reported {
            Reported::All => f64::NEG_INFINITY,
            Reported::BetterHalf => quantile(&outcomes, 0.5).unwrap_or(f64::NEG_INFINITY),
        };
        let places: Vec<usize> = (0..outcomes.len()).filter(|&place| outcomes[place] >= bar).collect();
        let care = |run: &SourceRun| u8::from(run.careless && recorded == Recorded::SizeAndCare);
        let covariates = places.iter().map(|&place| {
            let run = &runs[place];
            match recorded {
                Recorded::Size => vec![run.scaled_size()],
                Recorded::SizeAndCare => vec![run.scaled_size(), f64::from(care(run))],
            }
        });
        let strata = places.iter().map(|&place| 2 * runs[place].size + usize::from(care(&runs[place])));
        let observations = Observations::new(
            covariates.collect(),
            places.iter().map(|&place| adopted[place]).collect(),
            places.iter().map(|&place| outcomes[place]).collect(),
        )?;
        let (strata, propensity) = (strata.collect(), Propensity::fit(&observations));
        Ok(Self { observations, strata, places, propensity })
    }

    /// The record as estimates see it.
    pub const fn observations(&self) -> &Observations {
        &self.observations
    }

    /// The places of the reported runs, ascending.
    pub fn places(&self) -> &[usize] {
        &self.places
    }

    /// The mean outcome of the reported runs of one size that added the source, or that did not; `None` if there are none. Cost O(n).
    pub fn mean_of(&self, size: usize, adds: bool) -> Option<f64> {
        let record = &self.observations;
        let own =
            (0..record.len()).filter(|&unit| self.strata[unit] / 2 == size && record.treated()[unit] == adds);
        mean(&own.map(|unit| record.outcomes()[unit]).collect::<Vec<f64>>())
    }

    /// The fitted propensity.
    ///
    /// # Errors
    /// Why there is none.
    pub fn propensity(&self) -> Result<&Propensity, EffectError> {
        self.propensity.as_ref().map_err(Clone::clone)
    }

    /// The effect of adding the source, as this estimate has it.
    ///
    /// # Errors
    /// [`EffectError`] where the record does not allow it: a stratum without overlap, a propensity that separates.
    pub fn estimate(&self, estimator: Estimator) -> Result<Effect, EffectError> {
        let record = &self.observations;
        match estimator {
            Estimator::Naive => difference_in_means(record),
            Estimator::Stratified => stratified(record, &self.strata),
            Estimator::Regression => regression_adjusted(record),
            Estimator::Weighted => hajek(record, self.propensity()?),
            Estimator::Augmented => augmented(record, self.propensity()?),
            Estimator::HorvitzThompson => horvitz_thompson(record, self.propensity()?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs() -> Vec<SourceRun> {
        let run = |index: u32| {
            let (size, careless) = ((index % 3) as usize, index % 5 < 2);
            let without = 0.3 + 0.2 * size as f64 - if careless { 0.1 } else { 0.0 };
            SourceRun { index, size, sizes: 3, careless, without, with: without + 0.1 }
        };
        (0..60).map(run).collect()
    }

    #[test]
    fn outcomes_are_those_of_the_world_that_a_run_was_in() {
        let (runs, adopted) = (runs(), (0..60).map(|index| index % 7 < 3).collect::<Vec<_>>());
        let record = SourceRecord::new(&runs, &adopted, Recorded::SizeAndCare, Reported::All).unwrap();
        for (place, outcome) in record.observations().outcomes().iter().enumerate() {
            assert_eq!(*outcome, if adopted[place] { runs[place].with } else { runs[place].without });
        }
        // Accuracies are linear in size and care, and the effect is 0.1 everywhere.
        for estimator in [Estimator::Stratified, Estimator::Regression, Estimator::Augmented] {
            let found = record.estimate(estimator).unwrap();
            assert!((found.value - 0.1).abs() < 1e-12, "{estimator:?}");
        }
        let first = record.mean_of(2, true).unwrap();
        let own: Vec<f64> =
            (0..60).filter(|&i| runs[i].size == 2 && adopted[i]).map(|i| runs[i].with).collect();
        assert_eq!((first, record.mean_of(9, true)), (own.iter().sum::<f64>() / own.len() as f64, None));
        let better = SourceRecord::new(&runs, &adopted, Recorded::Size, Reported::BetterHalf).unwrap();
        assert!(better.places().len() >= 30 && better.places().len() < 60);
        assert_eq!(better.observations().covariates()[0].len(), 1);
        assert!(SourceRecord::new(&runs, &[true; 60], Recorded::Size, Reported::All).is_err());
        assert!(SourceRecord::new(&[], &[], Recorded::Size, Reported::BetterHalf).is_err());
    }
}
