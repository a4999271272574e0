//! The computing: this request, its certificates, and the repetitions, a short piece at a time.

use simulation::robustness::unlearning::{
    Certificate, Forgotten, ResidueTest, Trial, TrialOutcome, UnlearningError, UnlearningStudy,
};
use simulation::seed::Seed;
#[cfg(not(feature = "browser"))]
use simulation::statistics::mean;
use simulation::statistics::quantile;

use super::parameters::{Picture, UnlearnParameters, Way};

/// Request sizes at which the certificate is drawn.
const SIZES: [usize; 11] = [1, 2, 3, 5, 8, 12, 18, 27, 40, 60, 90];

/// All results of one setting.
pub(super) struct Work {
    study: UnlearningStudy,
    seed: Seed,
    /// The trial behind the request that is drawn, as far as it is needed.
    trial: Trial,
    pub(super) own: Option<TrialOutcome>,
    /// Of the request that is drawn.
    pub(super) certificate: Option<Certificate>,
    /// Of growing requests, as far as they are known.
    pub(super) curve: Vec<(usize, Certificate)>,
    pub(super) repeated: Vec<TrialOutcome>,
    current: Option<Trial>,
}

impl Work {
    pub(super) fn new(study: UnlearningStudy, seed: Seed) -> Self {
        let trial = study.trial(seed);
        Self {
            study,
            seed,
            trial,
            own: None,
            certificate: None,
            curve: vec![],
            repeated: vec![],
            current: None,
        }
    }

    /// The rows that test.
    pub(super) fn tests(&self) -> usize {
        self.study.data().len() - self.study.plan().rows as usize
    }

    /// The numbers that describe a row.
    #[cfg(not(feature = "browser"))]
    pub(super) fn features(&self) -> usize {
        self.study.data().feature_count()
    }

    /// The share of the table's rows that are of its most common class.
    #[cfg(not(feature = "browser"))]
    pub(super) fn common(&self) -> Option<f64> {
        let rows = self.study.data();
        let of = |class| rows.rows().filter(|row| row.target.class() == Some(class)).count();
        let most = (0..rows.class_count()).map(of).max()?;
        Some(most as f64 / rows.len() as f64)
    }

    /// The request sizes at which the certificate is drawn.
    pub(super) fn sizes(&self) -> impl Iterator<Item = usize> {
        let most = self.study.plan().rows as usize / 2;
        SIZES.into_iter().filter(move |&size| size <= most)
    }

    /// The next piece; `false` if there is none.
    pub(super) fn advance(&mut self, parameters: &UnlearnParameters) -> Result<bool, String> {
        self.piece(parameters).map_err(|error| error.to_string())
    }

    fn piece(&mut self, parameters: &UnlearnParameters) -> Result<bool, UnlearningError> {
        if self.own.is_none() {
            self.trial.step(&self.study)?;
            self.own = self.trial.outcome().cloned();
            return Ok(true);
        }
        let next = self.sizes().nth(self.curve.len()).filter(|_| parameters.picture == Picture::Certificate);
        if self.certificate.is_none() || next.is_some() {
            if self.trial.requested().is_empty() {
                // The outcome came with the page: the model did not.
                return self.trial.step(&self.study);
            }
            if !self.trial.is_measured() {
                self.trial.measure()?;
                return Ok(true);
            }
            if self.certificate.is_none() {
                let count = self.trial.requested().len();
                self.certificate = self.study.certificate(&self.trial, count)?;
                return Ok(true);
            }
            if let Some(size) = next {
                let certificate = self.study.certificate(&self.trial, size)?;
                self.curve.extend(certificate.map(|certificate| (size, certificate)));
                return Ok(true);
            }
        }
        if self.repeated.len() < parameters.repetitions.get() as usize {
            let trial = self
                .current
                .get_or_insert_with(|| self.study.trial(self.seed.redraw(self.repeated.len() as u32)));
            trial.step(&self.study)?;
            if let Some(outcome) = trial.outcome() {
                self.repeated.push(outcome.clone());
                self.current = None;
            }
            return Ok(true);
        }
        Ok(false)
    }

    /// What is being done, how much of it is done and how much there is, if anything is left.
    pub(super) fn outstanding(&self, parameters: &UnlearnParameters) -> Option<(&'static str, u32, u32)> {
        if self.own.is_none() {
            let total = Trial::parts_of(&self.study);
            return Some(("This request", self.trial.parts().min(total - 1), total));
        }
        let drawn = parameters.picture == Picture::Certificate;
        let (done, total) = (self.curve.len() as u32, self.sizes().count() as u32);
        if self.certificate.is_none() || drawn && done < total {
            return Some(("Certificates", done.min(total - 1), total));
        }
        let (done, total) = (self.repeated.len() as u32, parameters.repetitions.get());
        (done < total).then_some(("Other requests", done, total))
    }

    /// The repetitions that count.
    pub(super) fn counted(&self, parameters: &UnlearnParameters) -> &[TrialOutcome] {
        let wanted = parameters.repetitions.get() as usize;
        &self.repeated[..self.repeated.len().min(wanted)]
    }

    /// What a witness makes of the repetitions: of a method's models, and of those that were left as they are, each against the retrained ones.
    pub(super) fn residue(&self, parameters: &UnlearnParameters, way: Way) -> Option<[ResidueTest; 2]> {
        let (method, witness) = (way.method(), parameters.witness.witness());
        let outcomes = self.counted(parameters);
        if outcomes.len() < 2 {
            return None;
        }
        let own: Vec<[f64; 2]> = outcomes.iter().map(|one| one.of(method).seen(witness)).collect();
        let kept: Vec<[f64; 2]> = outcomes.iter().map(|one| one.of(method).seen_before(witness)).collect();
        Some([ResidueTest::new(witness, &own)?, ResidueTest::new(witness, &kept)?])
    }

    /// Over the repetitions, what is read off a method's part of each.
    pub(super) fn each(
        &self,
        parameters: &UnlearnParameters,
        way: Way,
        read: impl Fn(&Forgotten) -> f64,
    ) -> Vec<f64> {
        self.counted(parameters).iter().map(|one| read(one.of(way.method()))).collect()
    }

    /// The mean of the same.
    #[cfg(not(feature = "browser"))]
    pub(super) fn mean(
        &self,
        parameters: &UnlearnParameters,
        way: Way,
        read: impl Fn(&Forgotten) -> f64,
    ) -> Option<f64> {
        mean(&self.each(parameters, way, read))
    }

    /// The median of the share that a method leaves, over the repetitions.
    pub(super) fn median_share(&self, parameters: &UnlearnParameters, way: Way) -> Option<f64> {
        quantile(&self.each(parameters, way, Forgotten::share), 0.5)
    }
}
