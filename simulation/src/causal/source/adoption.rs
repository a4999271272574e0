//! Who adds the source.

use super::SourceRun;
use crate::dataset::RowId;
use crate::distributions::uniform;
use crate::seed::{Purpose, Seed};

/// The rule by which runs add the source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Adoption {
    /// Small and careless runs do so more often: the log odds are k·(C − ½ − s). 0 is a coin.
    Need(f64),
    /// Every second run, whatever it is: the randomised edit.
    Coin,
}

impl Adoption {
    /// P(T = 1) of a run. A strength k that is no finite number counts as 0.
    pub fn probability(self, run: &SourceRun) -> f64 {
        match self {
            Self::Need(strength) if strength.is_finite() => {
                let care = f64::from(u8::from(run.careless)) - 0.5;
                1.0 / (1.0 + libm::exp(-strength * (care - run.scaled_size())))
            }
            _ => 0.5,
        }
    }

    /// Who adds it, run by run. Each run has its own number, evenly spread over [0, 1), and adds the source if that is below its
    /// probability: under another rule it is the same number. Cost O(n).
    pub fn draw(self, runs: &[SourceRun], seed: Seed) -> Vec<bool> {
        let number = |run: &SourceRun| uniform(&mut seed.stream(Purpose::Adopt, RowId::new(run.index)));
        runs.iter().map(|run| number(run) < self.probability(run)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(index: u32, size: usize, careless: bool) -> SourceRun {
        SourceRun { index, size, sizes: 4, careless, without: 0.0, with: 0.0 }
    }

    #[test]
    fn those_in_need_add_it_more_often() {
        let need = Adoption::Need(1.5);
        let chance = |size, careless| need.probability(&run(0, size, careless));
        assert!(chance(0, true) > chance(0, false) && chance(0, false) > chance(3, false));
        assert!((chance(0, true) - 1.0 / (1.0 + (-2.25_f64).exp())).abs() < 1e-15);
        for coin in [Adoption::Coin, Adoption::Need(0.0), Adoption::Need(f64::NAN)] {
            assert_eq!(coin.probability(&run(0, 3, true)), 0.5);
        }
        let many: Vec<_> = (0..4000).map(|index| run(index, 0, true)).collect();
        let share =
            |seed| need.draw(&many, Seed::new(seed)).iter().filter(|&&adds| adds).count() as f64 / 4000.0;
        assert!((share(1) - chance(0, true)).abs() < 0.02 && share(1) != share(2));
    }
}
