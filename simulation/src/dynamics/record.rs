//! What a training run leaves behind: for every row and epoch how probable its label was, and whether the row was named right.
//!
//! Probabilities and norms are kept to the nearest thousandth, so that a record is short enough to travel in a page. That is finer than a
//! map is drawn; means and deviations of the true numbers are off by at most half a thousandth.
//!
//! Memory: O(rows · epochs).

use super::data_map::{DataMap, RowDynamics};
use super::{confidence, correctness, ever_learned, forgetting_events, variability};

/// What was seen of the rows after one epoch, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Epoch {
    /// The probability of each row's label.
    pub probabilities: Vec<f64>,
    /// Whether the label, and no other class, had the largest probability.
    pub right: Vec<bool>,
    /// EL2N of each row; empty for epochs at which it was not asked for.
    pub error_norms: Vec<f64>,
}

/// The epochs of a run, from the first on.
///
/// ```
/// use simulation::dynamics::{Epoch, TrainingRecord};
/// let epoch = |p: f64| Epoch { probabilities: vec![p, 0.9], right: vec![p > 0.5, true], error_norms: vec![] };
/// let mut record = TrainingRecord::new(2);
/// for p in [0.2, 0.6, 0.4] {
///     assert!(record.push(epoch(p)));
/// }
/// let map = record.map(3).ok_or("three epochs")?;
/// assert!((map.rows()[0].confidence - 0.4).abs() < 1e-15);
/// assert_eq!((map.rows()[0].forgetting, map.rows()[1].variability), (1, 0.0));
/// assert!(record.map(4).is_none() && record.map(0).is_none());
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrainingRecord {
    rows: usize,
    epochs: Vec<Epoch>,
}

/// A number to the nearest thousandth, halves up.
pub(super) fn thousandth(value: f64) -> f64 {
    (value * 1000.0 + 0.5).floor() / 1000.0
}

impl TrainingRecord {
    /// The record of so many rows, before the first epoch.
    pub const fn new(rows: usize) -> Self {
        Self { rows, epochs: Vec::new() }
    }

    /// Adds an epoch, its numbers to the nearest thousandth. `false`, and nothing added, if it is one of other rows: the lists must be as
    /// long as there are rows (that of the norms may be empty), probabilities from 0 to 1, norms from 0 to √2.
    pub fn push(&mut self, epoch: Epoch) -> bool {
        let Epoch { mut probabilities, right, mut error_norms } = epoch;
        let legal = probabilities.len() == self.rows
            && right.len() == self.rows
            && (error_norms.is_empty() || error_norms.len() == self.rows)
            && probabilities.iter().all(|p| (0.0..=1.0).contains(p))
            && error_norms.iter().all(|norm| (0.0..=1.415).contains(norm));
        if legal {
            for value in probabilities.iter_mut().chain(&mut error_norms) {
                *value = thousandth(*value);
            }
            self.epochs.push(Epoch { probabilities, right, error_norms });
        }
        legal
    }

    /// The number of rows.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// The epochs so far.
    pub fn epochs(&self) -> &[Epoch] {
        &self.epochs
    }

    /// The path of one row: its probability after each epoch. Empty for a row that there is not.
    pub fn path(&self, row: usize) -> Vec<f64> {
        self.epochs.iter().filter_map(|epoch| epoch.probabilities.get(row).copied()).collect()
    }

    /// Whether one row was right after each epoch.
    pub fn right(&self, row: usize) -> Vec<bool> {
        self.epochs.iter().filter_map(|epoch| epoch.right.get(row).copied()).collect()
    }

    /// The same run, told of the marked rows alone.
    #[must_use]
    pub fn of_marked(&self, marks: &[bool]) -> Self {
        fn kept<T: Copy>(values: &[T], marks: &[bool]) -> Vec<T> {
            values.iter().zip(marks).filter(|(_, mark)| **mark).map(|(value, _)| *value).collect()
        }
        let epoch = |epoch: &Epoch| Epoch {
            probabilities: kept(&epoch.probabilities, marks),
            right: kept(&epoch.right, marks),
            error_norms: kept(&epoch.error_norms, marks),
        };
        let rows = marks.iter().take(self.rows).filter(|mark| **mark).count();
        Self { rows, epochs: self.epochs.iter().map(epoch).collect() }
    }

    /// After each epoch, the mean probability of the label over the rows that are marked so. Empty if none is. Cost O(rows · epochs).
    pub fn mean_path(&self, marks: &[bool], marked: bool) -> Vec<f64> {
        let mean = |epoch: &Epoch| {
            let own = epoch.probabilities.iter().zip(marks).filter(|(_, mark)| **mark == marked);
            let (sum, count) = own.fold((0.0, 0_u32), |(sum, count), (p, _)| (sum + p, count + 1));
            (count > 0).then(|| sum / f64::from(count))
        };
        self.epochs.iter().filter_map(mean).collect()
    }

    /// The map after so many epochs; `None` for none, or for more than there are. With the norms of the last of these epochs that has
    /// any. Cost O(rows · epochs).
    pub fn map(&self, epochs: usize) -> Option<DataMap> {
        let seen = self.epochs.get(..epochs).filter(|seen| !seen.is_empty())?;
        let of = |row: usize| {
            let path: Vec<f64> = seen.iter().map(|epoch| epoch.probabilities[row]).collect();
            let right: Vec<bool> = seen.iter().map(|epoch| epoch.right[row]).collect();
            Some(RowDynamics {
                confidence: confidence(&path)?,
                variability: variability(&path)?,
                correctness: correctness(&right)?,
                forgetting: forgetting_events(&right),
                learned: ever_learned(&right),
            })
        };
        let rows = (0..self.rows).map(of).collect::<Option<Vec<_>>>()?;
        let norms = seen.iter().rev().find(|epoch| !epoch.error_norms.is_empty());
        Some(DataMap::new(rows, norms.map(|epoch| epoch.error_norms.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn epoch(probabilities: &[f64], norms: &[f64]) -> Epoch {
        let right = probabilities.iter().map(|p| *p > 0.5).collect();
        Epoch { probabilities: probabilities.to_vec(), right, error_norms: norms.to_vec() }
    }

    #[test]
    fn epochs_of_other_rows_are_refused() {
        let mut record = TrainingRecord::new(2);
        for bad in [
            epoch(&[0.5], &[]),
            epoch(&[0.5, 1.2], &[]),
            epoch(&[0.5, f64::NAN], &[]),
            epoch(&[0.5, 0.5], &[1.0]),
            epoch(&[0.5, 0.5], &[1.0, 2.0]),
            Epoch { right: vec![], ..epoch(&[0.5, 0.5], &[]) },
        ] {
            assert!(!record.push(bad));
        }
        assert!(record.epochs().is_empty() && record.map(1).is_none());
        assert!(record.push(epoch(&[0.123_46, 1.0], &[])));
        assert_eq!(record.epochs()[0].probabilities, [0.123, 1.0], "to the nearest thousandth");
    }

    #[test]
    fn paths_means_and_norms_are_those_of_their_rows() {
        let mut record = TrainingRecord::new(3);
        assert!(record.push(epoch(&[0.1, 0.6, 0.2], &[1.2, 0.5, 1.0])));
        assert!(record.push(epoch(&[0.3, 0.4, 0.8], &[])));
        assert_eq!((record.path(1), record.right(1)), (vec![0.6, 0.4], vec![true, false]));
        assert_eq!((record.path(9), record.rows()), (vec![], 3));
        let marks = [true, false, true];
        let means = record.mean_path(&marks, true);
        assert!((means[0] - 0.15).abs() < 1e-15 && (means[1] - 0.55).abs() < 1e-15);
        assert_eq!(
            (record.mean_path(&marks, false), record.mean_path(&[false; 3], true)),
            (vec![0.6, 0.4], vec![])
        );
        let some = record.of_marked(&marks);
        assert_eq!((some.rows(), some.path(1), some.epochs()[0].error_norms.len()), (2, record.path(2), 2));
        let maps = [record.map(1).unwrap(), record.map(2).unwrap()];
        assert_eq!(maps[0].error_norms(), Some(&[1.2, 0.5, 1.0][..]));
        assert_eq!(maps[1].error_norms(), maps[0].error_norms(), "of the last epoch that has any");
        assert_eq!((maps[0].rows()[1].forgetting, maps[1].rows()[1].forgetting), (0, 1));
    }
}
