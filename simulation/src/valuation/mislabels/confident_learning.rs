//! Confident learning: counting which labels were given where which class is probable, and the rows that stand out.
//!
//! With t_k the mean p_k over the rows that are labelled k, a row counts as confidently of class k if p_k ≥ t_k; of several such classes
//! the one with the largest p, the first of equals. The **confident joint** C_{ij} counts rows labelled i that are confidently of class j. Its
//! diagonal is at least 1.
//!
//! | rows to look at | which |
//! |---|---|
//! | [`off_diagonal`](ConfidentLearning::off_diagonal) | all that are counted off the diagonal |
//! | [`pruned_by_noise_rate`](ConfidentLearning::pruned_by_noise_rate) | for each pair i ≠ j, of the rows labelled i the C_{ij} with the largest p_j − p_i, C scaled to the counts of the labels |
//!
//! From both, rows whose label has the largest probability (to 10⁻⁶) are taken out again. The conventions are those of cleanlab 2.9: thresholds
//! are compared with a slack of 10⁻⁶ and are at least 2·10⁻⁶, a class that is nobody's label has none, and pruning leaves a class with
//! its last row.
//!
//! Cost: O(n·K), and O(K²·n log n) to prune.
//!
//! Source: Northcutt, Jiang & Chuang (2021), *Confident learning: estimating uncertainty in dataset labels*.
//!
//! When it misleads: it takes the model's probabilities at their word. They must come from models that did not see the row
//! ([`self_confidence`](super::self_confidence()) shows how), and a model that was trained on systematic mistakes repeats them.
//!
//! ```
//! use simulation::valuation::mislabels::ConfidentLearning;
//! let said = [[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.2, 0.8], [0.3, 0.7]].map(Vec::from);
//! // The last row is said to be of class 0, and looks like class 1.
//! let found = ConfidentLearning::new(&[0, 0, 1, 1, 0], &said)?;
//! assert_eq!(found.thresholds(), [Some((0.9 + 0.8 + 0.3) / 3.0), Some((0.9 + 0.8) / 2.0)]);
//! assert_eq!(found.joint(), [[2, 0], [0, 1]]);
//! let surer = [[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.2, 0.8], [0.1, 0.9]].map(Vec::from);
//! assert_eq!(ConfidentLearning::new(&[0, 0, 1, 1, 0], &surer)?.off_diagonal(), [4]);
//! # Ok::<(), simulation::valuation::mislabels::ConfidentLearningError>(())
//! ```

use thiserror::Error;

use super::rounding::rounded;
use crate::order::{ascending, key};

/// How far below its threshold, or below the largest, a probability counts as equal.
const SLACK: f64 = 1e-6;
const LEAST_THRESHOLD: f64 = 2e-6;

/// Labels held against probabilities.
#[derive(Clone, Debug, PartialEq)]
pub struct ConfidentLearning<'a> {
    labels: &'a [usize],
    probabilities: &'a [Vec<f64>],
    thresholds: Vec<Option<f64>>,
    /// Of each row, the class that it is confidently of.
    guesses: Vec<Option<usize>>,
    joint: Vec<Vec<u32>>,
}

/// Why nothing can be counted.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ConfidentLearningError {
    /// Not one list of probabilities for each label, or none.
    #[error("{labels} labels and {rows} rows of probabilities: there must be as many, and at least one")]
    Rows {
        /// The labels.
        labels: usize,
        /// The rows of probabilities.
        rows: usize,
    },
    /// Too few classes, or not as many as in the first row.
    #[error("row {row} has {found} probabilities: legal are 2 and more, in every row as many")]
    Classes {
        /// The row, from 0.
        row: usize,
        /// What it has.
        found: usize,
    },
    /// A number that is no probability.
    #[error("row {row} has the probability {value}: legal are numbers from 0 to 1")]
    Probability {
        /// The row, from 0.
        row: usize,
        /// The number.
        value: f64,
    },
    /// A label that is no class.
    #[error("row {row} has the label {label}: legal are 0 to {largest}")]
    Label {
        /// The row, from 0.
        row: usize,
        /// The label.
        label: usize,
        /// K − 1.
        largest: usize,
    },
}

impl<'a> ConfidentLearning<'a> {
    /// Counts. `probabilities` has a row of K for each label.
    ///
    /// # Errors
    /// [`ConfidentLearningError`] naming the first offending row.
    pub fn new(labels: &'a [usize], probabilities: &'a [Vec<f64>]) -> Result<Self, ConfidentLearningError> {
        check(labels, probabilities)?;
        let classes = probabilities[0].len();
        let threshold = |class: usize| {
            let own = labels.iter().zip(probabilities).filter(|(label, _)| **label == class);
            let (sum, count) = own.fold((0.0, 0_u32), |(sum, count), (_, p)| (sum + p[class], count + 1));
            (count > 0).then(|| (sum / f64::from(count)).max(LEAST_THRESHOLD))
        };
        let thresholds: Vec<Option<f64>> = (0..classes).map(threshold).collect();
        let guess = |p: &Vec<f64>| {
            let confident = |class: &usize| thresholds[*class].is_some_and(|t| p[*class] >= t - SLACK);
            let candidates: Vec<usize> = (0..classes).filter(confident).collect();
            // Of several, the class with the largest probability, be it one of them or not.
            if candidates.len() > 1 { Some(first_largest(p)) } else { candidates.first().copied() }
        };
        let guesses: Vec<Option<usize>> = probabilities.iter().map(guess).collect();
        let mut joint = vec![vec![0_u32; classes]; classes];
        for (&label, guess) in labels.iter().zip(&guesses) {
            if let Some(guess) = guess {
                joint[label][*guess] += 1;
            }
        }
        for (class, counts) in joint.iter_mut().enumerate() {
            counts[class] = counts[class].max(1);
        }
        Ok(Self { labels, probabilities, thresholds, guesses, joint })
    }

    /// t_k; `None` for a class that is nobody's label.
    pub fn thresholds(&self) -> &[Option<f64>] {
        &self.thresholds
    }

    /// The confident joint: given labels down, classes across.
    pub fn joint(&self) -> &[Vec<u32>] {
        &self.joint
    }

    /// The same scaled so that each of its rows adds up to the rows of that label, in whole numbers. Where two of them are equally near to
    /// the next, the later rises; cleanlab then takes either.
    pub fn calibrated_joint(&self) -> Vec<Vec<u32>> {
        let scaled = |(label, counts): (usize, &Vec<u32>)| {
            let total: u32 = counts.iter().sum();
            let own = self.labels.iter().filter(|other| **other == label).count();
            rounded(counts.iter().map(|&count| f64::from(count) / f64::from(total) * own as f64))
        };
        self.joint.iter().enumerate().map(scaled).collect()
    }

    /// The places of the rows that are counted off the diagonal, ascending.
    pub fn off_diagonal(&self) -> Vec<usize> {
        let off = |place: &usize| self.guesses[*place].is_some_and(|guess| guess != self.labels[*place]);
        (0..self.labels.len()).filter(off).filter(|place| !self.is_believed(*place)).collect()
    }

    /// The places of the rows that pruning by noise rate takes, ascending.
    pub fn pruned_by_noise_rate(&self) -> Vec<usize> {
        let counts = self.counts_to_prune();
        let mut marks = vec![false; self.labels.len()];
        for label in 0..self.joint.len() {
            let own: Vec<usize> =
                (0..self.labels.len()).filter(|&place| self.labels[place] == label).collect();
            if own.len() < 2 {
                continue;
            }
            for (class, row) in counts.iter().enumerate().filter(|(class, _)| *class != label) {
                let margin = |&place: &usize| {
                    let p = &self.probabilities[place];
                    key(0.0 - (p[class] - p[label]))
                };
                let by_margin = ascending(own.iter().map(margin));
                by_margin.into_iter().take(row[label] as usize).for_each(|at| marks[own[at]] = true);
            }
        }
        (0..marks.len()).filter(|&place| marks[place] && !self.is_believed(place)).collect()
    }

    /// For each class (down) and label (across) how many rows to prune. A diagonal below 1 is raised to it, at the cost of the label's other
    /// counts.
    fn counts_to_prune(&self) -> Vec<Vec<u32>> {
        let joint = self.calibrated_joint();
        let classes = joint.len();
        let raised = |label: usize| joint[label][label].max(1) - joint[label][label];
        let each = |label: usize| {
            let others = joint[label].iter().filter(|count| **count > 0).count();
            f64::from(raised(label)) / (others as f64 - 1.0).max(1.0)
        };
        let entry = |class: usize, label: usize| {
            let count = f64::from(joint[label][class]);
            if class == label { count.max(1.0) } else { (count - each(label)).max(0.0) }
        };
        (0..classes).map(|class| rounded((0..classes).map(|label| entry(class, label)))).collect()
    }

    /// Whether the label has the largest probability, to 10⁻⁶.
    fn is_believed(&self, place: usize) -> bool {
        let (p, label) = (&self.probabilities[place], self.labels[place]);
        let own = p[label] + SLACK;
        p.iter().enumerate().all(|(class, &other)| match class.cmp(&label) {
            std::cmp::Ordering::Less => other < own,
            std::cmp::Ordering::Equal => true,
            std::cmp::Ordering::Greater => other <= own,
        })
    }
}

fn check(labels: &[usize], probabilities: &[Vec<f64>]) -> Result<(), ConfidentLearningError> {
    let classes = probabilities.first().map_or(0, Vec::len);
    if labels.len() != probabilities.len() || labels.is_empty() {
        return Err(ConfidentLearningError::Rows { labels: labels.len(), rows: probabilities.len() });
    }
    for (row, (&label, p)) in labels.iter().zip(probabilities).enumerate() {
        if p.len() < 2 || p.len() != classes {
            return Err(ConfidentLearningError::Classes { row, found: p.len() });
        }
        if let Some(&value) = p.iter().find(|p| !(0.0..=1.0).contains(*p)) {
            return Err(ConfidentLearningError::Probability { row, value });
        }
        if label >= classes {
            return Err(ConfidentLearningError::Label { row, label, largest: classes - 1 });
        }
    }
    Ok(())
}

/// The place of the largest number, the first of equals.
fn first_largest(values: &[f64]) -> usize {
    let larger = |best: usize, place: usize| if values[place] > values[best] { place } else { best };
    (0..values.len()).fold(0, larger)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rows_that_are_confident_of_several_classes_go_to_the_most_probable() {
        // Thresholds 0.4 and 0.4: the last row passes both.
        let said = [[0.4, 0.2, 0.4], [0.3, 0.4, 0.3], [0.45, 0.5, 0.05]].map(Vec::from);
        let found = ConfidentLearning::new(&[0, 1, 0], &said).unwrap();
        assert_eq!(found.thresholds(), [Some(0.5 * (0.4 + 0.45)), Some(0.4), None]);
        assert_eq!(
            found.joint(),
            [[1, 1, 0], [0, 1, 0], [0, 0, 1]],
            "nobody is labelled 2, and its diagonal is 1"
        );
        assert_eq!(found.off_diagonal(), [2]);
    }

    #[test]
    fn what_is_no_table_of_probabilities_is_refused_by_row_and_value() {
        let error = |labels: &[usize], rows: &[Vec<f64>]| {
            ConfidentLearning::new(labels, rows).unwrap_err().to_string()
        };
        assert_eq!(
            error(&[], &[]),
            "0 labels and 0 rows of probabilities: there must be as many, and at least one"
        );
        assert_eq!(
            error(&[0], &[vec![1.0]]),
            "row 0 has 1 probabilities: legal are 2 and more, in every row as many"
        );
        let rows = [vec![0.5, 0.5], vec![0.2, f64::NAN]];
        assert_eq!(error(&[0, 1], &rows), "row 1 has the probability NaN: legal are numbers from 0 to 1");
        assert_eq!(error(&[2], &[vec![0.5, 0.5]]), "row 0 has the label 2: legal are 0 to 1");
        assert!(error(&[0, 0], &[vec![0.5, 0.5], vec![0.1, 0.2, 0.7]]).starts_with("row 1 has 3"));
    }

    proptest! {
        #[test]
        fn counts_add_up_and_rows_found_doubt_their_labels(
            rows in proptest::collection::vec((0_usize..3, proptest::collection::vec(0.01..1.0_f64, 3)), 1..40),
        ) {
            let labels: Vec<usize> = rows.iter().map(|(label, _)| *label).collect();
            let said: Vec<Vec<f64>> = rows.iter().map(|(_, weights)| {
                let total: f64 = weights.iter().sum();
                weights.iter().map(|weight| weight / total).collect()
            }).collect();
            let found = ConfidentLearning::new(&labels, &said).unwrap();
            for (label, counts) in found.calibrated_joint().iter().enumerate() {
                let own = labels.iter().filter(|other| **other == label).count() as u32;
                prop_assert_eq!(counts.iter().sum::<u32>(), own);
            }
            for list in [found.off_diagonal(), found.pruned_by_noise_rate()] {
                prop_assert!(list.windows(2).all(|pair| pair[0] < pair[1]));
                for place in list {
                    prop_assert!(said[place].iter().any(|p| *p >= said[place][labels[place]]));
                }
            }
        }
    }
}
