//! How many planted rows are found by looking at those of the lowest value first.
//!
//! Precision is the share of planted rows among those inspected, recall the share of planted rows that were inspected, and the base rate what
//! inspecting at random would find. Cost O(n log n). When it misleads: it counts only mistakes that somebody planted.

use super::lowest_first;

/// The first so many rows by value, lowest first, looked at. Rows of equal value that do not all fit count by the share of them that
/// does: the mean over a fair draw among them, never the order in which they stand.
///
/// ```
/// use simulation::valuation::mislabels::Inspection;
/// let planted = [true, false, false, true];
/// let found = Inspection::new(&[-2.0, 0.5, 0.0, 0.0], &planted, 2).ok_or("not finite")?;
/// assert_eq!((found.found, found.precision(), found.recall()), (1.5, Some(0.75), Some(0.75)));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inspection {
    /// Rows looked at.
    pub inspected: usize,
    /// Rows planted, found or not.
    pub planted: usize,
    /// The expected number of planted rows among those looked at.
    pub found: f64,
    /// All rows.
    pub rows: usize,
}

impl Inspection {
    /// Looks at `inspected` rows, or at all if there are fewer. `None` if there is not one mark for each value, or a value is NaN.
    /// Cost O(n log n).
    pub fn new(values: &[f64], planted: &[bool], inspected: usize) -> Option<Self> {
        if values.len() != planted.len() || values.iter().any(|value| value.is_nan()) {
            return None;
        }
        let inspected = inspected.min(values.len());
        let order = lowest_first(values);
        let mut found = 0.0;
        if let Some(&last) = order.get(inspected.wrapping_sub(1)) {
            let count = |keep: &dyn Fn(f64) -> bool| {
                let kept = values.iter().zip(planted).filter(|(value, _)| keep(**value));
                kept.fold((0_usize, 0_usize), |(rows, marks), (_, &mark)| {
                    (rows + 1, marks + usize::from(mark))
                })
            };
            let (below, below_planted) = count(&|value| value < values[last]);
            let (tied, tied_planted) = count(&|value| value == values[last]);
            found = below_planted as f64 + tied_planted as f64 * (inspected - below) as f64 / tied as f64;
        }
        let planted = planted.iter().filter(|mark| **mark).count();
        Some(Self { inspected, planted, found, rows: values.len() })
    }

    /// As many rows as were planted, so that precision and recall are one number.
    pub fn of_as_many_as_planted(values: &[f64], planted: &[bool]) -> Option<Self> {
        Self::new(values, planted, planted.iter().filter(|mark| **mark).count())
    }

    /// The share of planted rows among those looked at; `None` if none was.
    pub fn precision(&self) -> Option<f64> {
        (self.inspected > 0).then(|| self.found / self.inspected as f64)
    }

    /// The share of the planted rows that were found; `None` if none was planted.
    pub fn recall(&self) -> Option<f64> {
        (self.planted > 0).then(|| self.found / self.planted as f64)
    }

    /// The share of planted rows among all: the precision of guessing.
    pub fn base_rate(&self) -> Option<f64> {
        (self.rows > 0).then(|| self.planted as f64 / self.rows as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_mean_over_orders_of_equal_rows(
            rows in proptest::collection::vec((0_i32..3, any::<bool>()), 1..7), inspected in 0_usize..8,
        ) {
            let values: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
            let planted: Vec<bool> = rows.iter().map(|row| row.1).collect();
            let inspection = Inspection::new(&values, &planted, inspected).unwrap();
            // Rotating the rows brings each of equal value first equally often only if all are equal; so go through all orders.
            let (mut total, mut orders) = (0_usize, 0_usize);
            let mut order: Vec<usize> = (0..rows.len()).collect();
            permutations(&mut order, 0, &mut |order| {
                let mut sorted = order.to_vec();
                sorted.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
                total += sorted.iter().take(inspected).filter(|&&row| planted[row]).count();
                orders += 1;
            });
            prop_assert!((inspection.found - total as f64 / orders as f64).abs() < 1e-12);
        }
    }

    fn permutations(order: &mut [usize], from: usize, see: &mut impl FnMut(&[usize])) {
        if from == order.len() {
            return see(order);
        }
        for other in from..order.len() {
            order.swap(from, other);
            permutations(order, from + 1, see);
            order.swap(from, other);
        }
    }

    #[test]
    fn nothing_is_no_share() {
        let nothing = Inspection::new(&[], &[], 3).unwrap();
        assert_eq!((nothing.precision(), nothing.recall(), nothing.base_rate()), (None, None, None));
        assert_eq!(Inspection::new(&[f64::NAN], &[true], 1), None);
        assert_eq!(Inspection::new(&[1.0], &[], 1), None);
        let both_zeros = Inspection::of_as_many_as_planted(&[0.0, -0.0], &[true, false]).unwrap();
        assert_eq!((both_zeros.found, both_zeros.base_rate()), (0.5, Some(0.5)));
    }
}
