//! A data map: every row by its confidence and its variability, and the rows that one would look at first.
//!
//! Low on the map are rows whose label the model never came to believe (*hard to learn*), to the right those about which it kept changing its
//! mind (*ambiguous*), high and left those it believed from the start (*easy to learn*). A region is the most extreme rows of a
//! [`Ranking`], as many as one asks for: there is no line by nature.
//!
//! Source: Swayamdipta, Schwartz, Lourie, Wang, Hajishirzi, Smith & Choi (2020), *Dataset cartography: mapping and diagnosing datasets with
//! training dynamics*.
//!
//! When it misleads: wrong labels are low on the map, and so are rows that are merely rare or badly written. The map says where to look, not
//! what is wrong.

use crate::order::{ascending, key};
use crate::valuation::mislabels::Inspection;

/// What one row's path comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowDynamics {
    /// μ, from 0 to 1.
    pub confidence: f64,
    /// σ, from 0 to ½.
    pub variability: f64,
    /// The share of epochs after which it was right.
    pub correctness: f64,
    /// How often it was forgotten.
    pub forgetting: u32,
    /// Whether it was ever right.
    pub learned: bool,
}

/// An order in which to look at rows, the most suspicious first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ranking {
    /// Lowest confidence first: hard to learn.
    Confidence,
    /// Highest variability first: ambiguous.
    Variability,
    /// Never learned first, then the most forgetting events.
    Forgetting,
    /// Largest EL2N first.
    ErrorNorm,
}

impl Ranking {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Confidence, Self::Variability, Self::Forgetting, Self::ErrorNorm];
}

/// The rows of a run, each with what its path comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct DataMap {
    rows: Vec<RowDynamics>,
    error_norms: Option<Vec<f64>>,
}

impl DataMap {
    pub(super) const fn new(rows: Vec<RowDynamics>, error_norms: Option<Vec<f64>>) -> Self {
        Self { rows, error_norms }
    }

    /// The rows, in the order of the record.
    pub fn rows(&self) -> &[RowDynamics] {
        &self.rows
    }

    /// EL2N of each row; `None` before the epoch at which it was asked for.
    pub fn error_norms(&self) -> Option<&[f64]> {
        self.error_norms.as_deref()
    }

    /// A value for each row, low for those to look at first: μ, −σ, −events (−∞ for rows that were never learned), −EL2N. `None` only for
    /// EL2N where it is not known.
    pub fn values(&self, ranking: Ranking) -> Option<Vec<f64>> {
        let of = |value: fn(&RowDynamics) -> f64| Some(self.rows.iter().map(value).collect());
        match ranking {
            Ranking::Confidence => of(|row| row.confidence),
            Ranking::Variability => of(|row| -row.variability),
            Ranking::Forgetting => {
                of(|row| if row.learned { -f64::from(row.forgetting) } else { f64::NEG_INFINITY })
            }
            Ranking::ErrorNorm => {
                self.error_norms.as_ref().map(|norms| norms.iter().map(|norm| -norm).collect())
            }
        }
    }

    /// The places of the rows, those to look at first in front, equal ones in their order. `None` as for [`DataMap::values`]. Cost
    /// O(n log n).
    pub fn order(&self, ranking: Ranking) -> Option<Vec<usize>> {
        Some(ascending(self.values(ranking)?.into_iter().map(|value| key(value + 0.0))))
    }

    /// Looks at so many rows, and counts the planted ones among them; rows that tie at the end count by their share. `None` as for
    /// [`DataMap::values`], or if there is not a mark for each row. Cost O(n log n).
    pub fn inspect(&self, ranking: Ranking, planted: &[bool], count: usize) -> Option<Inspection> {
        Inspection::new(&self.values(ranking)?, planted, count)
    }

    /// The expected number of planted rows among as many as were planted, for each of [`Ranking::ALL`]. `None` as for
    /// [`DataMap::inspect`].
    pub fn found(&self, planted: &[bool]) -> [Option<f64>; 4] {
        let count = planted.iter().filter(|planted| **planted).count();
        Ranking::ALL.map(|ranking| self.inspect(ranking, planted, count).map(|inspection| inspection.found))
    }

    /// How many rows were never right.
    pub fn never_learned(&self) -> usize {
        self.rows.iter().filter(|row| !row.learned).count()
    }

    /// How many rows were forgotten at least once.
    pub fn forgotten(&self) -> usize {
        self.rows.iter().filter(|row| row.forgetting > 0).count()
    }

    /// The mean confidence of the rows that are marked so; `None` if none is.
    pub fn mean_confidence(&self, marks: &[bool], marked: bool) -> Option<f64> {
        let own = self.rows.iter().zip(marks).filter(|(_, mark)| **mark == marked);
        let (sum, count) = own.fold((0.0, 0_u32), |(sum, count), (row, _)| (sum + row.confidence, count + 1));
        (count > 0).then(|| sum / f64::from(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(confidence: f64, variability: f64, forgetting: u32, learned: bool) -> RowDynamics {
        RowDynamics { confidence, variability, correctness: 0.5, forgetting, learned }
    }

    fn map() -> DataMap {
        let rows = vec![row(0.9, 0.1, 0, true), row(0.1, 0.05, 0, false), row(0.5, 0.4, 3, true)];
        DataMap::new(rows, Some(vec![0.1, 1.3, 0.7]))
    }

    #[test]
    fn each_ranking_looks_at_its_own_rows_first() {
        let order = |ranking| map().order(ranking).unwrap();
        assert_eq!(order(Ranking::Confidence), [1, 2, 0]);
        assert_eq!(order(Ranking::Variability), [2, 0, 1]);
        assert_eq!(order(Ranking::Forgetting), [1, 2, 0], "never learned comes before often forgotten");
        assert_eq!(order(Ranking::ErrorNorm), [1, 2, 0]);
        let early = DataMap { error_norms: None, ..map() };
        assert_eq!((early.order(Ranking::ErrorNorm), early.error_norms()), (None, None));
        for ranking in Ranking::ALL {
            let values = map().values(ranking).unwrap();
            assert!(order(ranking).windows(2).all(|pair| values[pair[0]] <= values[pair[1]]));
        }
    }

    #[test]
    fn planted_rows_are_counted_and_equal_rows_by_their_share() {
        let planted = [false, true, false];
        let found = map().inspect(Ranking::Confidence, &planted, 1).unwrap();
        assert_eq!((found.precision(), found.recall()), (Some(1.0), Some(1.0)));
        assert_eq!(map().inspect(Ranking::Confidence, &[true], 1), None);
        let even = DataMap::new(vec![row(0.5, 0.1, 1, true); 4], None);
        let found = even.inspect(Ranking::Forgetting, &[true, false, false, false], 2).unwrap();
        assert_eq!(found.precision(), Some(0.25));
        assert_eq!(map().found(&planted), [Some(1.0), Some(0.0), Some(1.0), Some(1.0)]);
        assert_eq!((map().never_learned(), map().forgotten()), (1, 1));
        assert_eq!(map().mean_confidence(&planted, false), Some(0.7));
        assert_eq!(map().mean_confidence(&[false; 3], true), None);
    }
}
