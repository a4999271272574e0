//! The samplers behind one interface: of orders or of sets, from the table of all sets or by training.

use simulation::seed::Seed;
use simulation::valuation::rows::RowGame;
use simulation::valuation::{
    Arrivals, BanzhafSampler, Estimate, PermutationSampler, Truncation, UtilityTable, banzhaf_sampled,
    shapley_sampled, shapley_truncated,
};

use super::kind::Kind;

/// A run that can go on at any time.
pub(super) enum Sampler {
    OrdersOfTable(PermutationSampler<Arrivals<UtilityTable>>),
    OrdersOfRows(PermutationSampler<RowGame>),
    SetsOfTable(BanzhafSampler<Arrivals<UtilityTable>>),
    SetsOfRows(BanzhafSampler<RowGame>),
}

impl Sampler {
    /// A run of this method; from the table where there is one. `None` for a method that does not sample.
    pub(super) fn new(
        kind: Kind,
        table: Option<UtilityTable>,
        game: &RowGame,
        samples: u32,
        seed: Seed,
    ) -> Option<Self> {
        let truncation = |tolerance| Truncation { tolerance, stopping: None };
        let table = table.map(Arrivals::new);
        match (kind, table) {
            (Kind::Sampled, Some(table)) => {
                shapley_sampled(table, samples, seed).ok().map(Self::OrdersOfTable)
            }
            (Kind::Sampled, None) => {
                shapley_sampled(game.clone(), samples, seed).ok().map(Self::OrdersOfRows)
            }
            (Kind::Truncated(tolerance), Some(table)) => {
                shapley_truncated(table, samples, truncation(tolerance), seed).ok().map(Self::OrdersOfTable)
            }
            (Kind::Truncated(tolerance), None) => {
                shapley_truncated(game.clone(), samples, truncation(tolerance), seed)
                    .ok()
                    .map(Self::OrdersOfRows)
            }
            (Kind::Reuse, Some(table)) => banzhaf_sampled(table, samples, seed).ok().map(Self::SetsOfTable),
            (Kind::Reuse, None) => banzhaf_sampled(game.clone(), samples, seed).ok().map(Self::SetsOfRows),
            _ => None,
        }
    }

    /// Does a small piece of work, and tells what is known if a sample is complete.
    pub(super) fn step(&mut self) -> Option<Estimate> {
        match self {
            // Whoever reads a table is done with an order at once.
            Self::OrdersOfTable(run) => run.next(),
            Self::OrdersOfRows(run) => {
                let before = run.permutations();
                run.step();
                (run.permutations() > before).then(|| run.estimate())?
            }
            Self::SetsOfTable(run) => run.next(),
            Self::SetsOfRows(run) => run.next(),
        }
    }

    /// Plans so many samples in all.
    pub(super) fn extend(&mut self, samples: u32) {
        match self {
            Self::OrdersOfTable(run) => run.extend(samples),
            Self::OrdersOfRows(run) => run.extend(samples),
            Self::SetsOfTable(run) => run.extend(samples),
            Self::SetsOfRows(run) => run.extend(samples),
        }
    }
}
