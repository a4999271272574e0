//! P₀: a distribution over finitely many kinds of rows, and their classes.

use super::ActionError;
use crate::learners::ClassSet;

/// Probabilities that add up to this near 1 are a distribution: files round.
const ROUNDING: f64 = 1e-6;

/// Two classes tie if their masses differ by less than this share of the cell's: equal numbers that were rounded on different ways.
pub(super) const TIE: f64 = 1e-12;

/// A share P₀(x) for each cell x, and P₀(y ∣ x) for each class y.
#[derive(Clone, Debug, PartialEq)]
pub struct DiscreteTable {
    shares: Vec<f64>,
    /// Cell after cell.
    conditional: Vec<f64>,
    classes: usize,
}

impl DiscreteTable {
    /// Checks and keeps the shares of n cells, and for each of them the probabilities of 2 to 32 classes. Cost O(n·classes).
    ///
    /// # Errors
    /// [`ActionError`] naming the first cell that is no distribution.
    pub fn new(shares: Vec<f64>, conditional: Vec<Vec<f64>>) -> Result<Self, ActionError> {
        if shares.is_empty() || shares.len() != conditional.len() {
            return Err(ActionError::Cells { shares: shares.len(), conditionals: conditional.len() });
        }
        let classes = conditional.first().map_or(0, Vec::len);
        for (cell, (share, row)) in shares.iter().zip(&conditional).enumerate() {
            if row.len() != classes || !(2..=32).contains(&classes) {
                return Err(ActionError::Classes { cell, found: row.len() });
            }
            let legal = |value: &f64| (0.0..=1.0 + ROUNDING).contains(value);
            if let Some(&value) = row.iter().chain([share]).find(|value| !legal(value)) {
                return Err(ActionError::Probability { cell, value });
            }
            let sum = sum(row);
            if (sum - 1.0).abs() > ROUNDING {
                return Err(ActionError::Conditional { cell, sum });
            }
        }
        let all = sum(&shares);
        if (all - 1.0).abs() > ROUNDING {
            return Err(ActionError::Shares(all));
        }
        Ok(Self { shares, conditional: conditional.concat(), classes })
    }

    /// The shares of counted rows: `counts[x][y]` rows of cell x and class y. A cell without rows has share 0, and all classes are equally
    /// probable in it.
    ///
    /// # Errors
    /// [`ActionError`] if there is no row at all, or fewer than 2 classes.
    pub fn counted(counts: &[Vec<u32>]) -> Result<Self, ActionError> {
        let rows =
            |cell: &Vec<u32>| cell.iter().map(|&count| f64::from(count)).fold(0.0, |sum, count| sum + count);
        let all = counts.iter().map(rows).fold(0.0, |sum, count| sum + count);
        if all == 0.0 {
            return Err(ActionError::Shares(0.0));
        }
        let conditional = |cell: &Vec<u32>| {
            let (own, even) = (rows(cell), 1.0 / cell.len().max(1) as f64);
            cell.iter().map(|&count| if own > 0.0 { f64::from(count) / own } else { even }).collect()
        };
        let shares = counts.iter().map(|cell| rows(cell) / all).collect();
        Self::new(shares, counts.iter().map(conditional).collect())
    }

    /// n, the number of cells.
    pub fn cells(&self) -> usize {
        self.shares.len()
    }

    /// The number of classes.
    pub const fn classes(&self) -> usize {
        self.classes
    }

    /// P₀(x); 0 for a cell that there is not.
    pub fn share(&self, cell: usize) -> f64 {
        self.shares.get(cell).copied().unwrap_or(0.0)
    }

    /// P₀(· ∣ x), a probability a class; nothing for a cell that there is not.
    pub fn probabilities(&self, cell: usize) -> &[f64] {
        let start = cell.saturating_mul(self.classes);
        self.conditional.get(start..start.saturating_add(self.classes)).unwrap_or_default()
    }

    /// P₀(y ∣ x); 0 for a class that there is not.
    pub fn probability(&self, cell: usize, class: usize) -> f64 {
        self.probabilities(cell).get(class).copied().unwrap_or(0.0)
    }

    /// max_y P₀(y ∣ x) − P₀(y* ∣ x).
    pub(super) fn gap(&self, cell: usize, target: usize) -> f64 {
        self.probabilities(cell).iter().copied().fold(0.0, f64::max) - self.probability(cell, target)
    }
}

/// The sum, from the first number to the last.
pub(super) fn sum(numbers: &[f64]) -> f64 {
    numbers.iter().fold(0.0, |sum, number| sum + number)
}

/// The classes whose mass is largest, all of them in a cell without mass.
pub(super) fn leading(masses: &[f64]) -> ClassSet {
    let largest = masses.iter().copied().fold(0.0, f64::max);
    let least = largest - TIE * sum(masses);
    ClassSet::arg_max(masses.iter().map(|&mass| f64::from(u8::from(mass >= least))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_distribution_is_refused() {
        let table = |shares: &[f64], rows: &[&[f64]]| {
            DiscreteTable::new(shares.to_vec(), rows.iter().map(|row| row.to_vec()).collect())
                .map_err(|error| error.to_string())
        };
        let even: &[f64] = &[0.5, 0.5];
        assert!(table(&[1.0], &[even]).is_ok());
        assert!(table(&[], &[]).unwrap_err().contains("0 shares"));
        assert!(table(&[0.5, 0.5], &[even]).unwrap_err().contains("2 shares and 1 cells"));
        assert!(table(&[0.5, 0.5], &[even, &[1.0]]).unwrap_err().contains("cell 1 has 1 probabilities"));
        assert!(table(&[1.0], &[&[1.0]]).unwrap_err().contains("legal are 2 to 32"));
        assert!(table(&[1.0], &[&[1.5, -0.5]]).unwrap_err().contains("cell 0 is 1.5"));
        assert!(table(&[f64::NAN], &[even]).unwrap_err().contains("NaN"));
        assert!(table(&[0.5], &[even]).unwrap_err().contains("add up to 0.5"));
        assert!(table(&[1.0], &[&[0.5, 0.4]]).unwrap_err().contains("cell 0 add up to 0.9"));
        assert!(DiscreteTable::counted(&[vec![0, 0]]).is_err() && DiscreteTable::counted(&[]).is_err());
    }

    #[test]
    fn counts_become_shares_and_cells_without_rows_are_undecided() {
        let table = DiscreteTable::counted(&[vec![3, 1], vec![0, 0], vec![2, 2]]).unwrap();
        assert_eq!((table.share(0), table.share(1), table.share(7)), (0.5, 0.0, 0.0));
        assert_eq!((table.probability(0, 0), table.probabilities(1)), (0.75, &[0.5, 0.5][..]));
        assert_eq!((table.gap(0, 1), table.gap(2, 1)), (0.5, 0.0));
    }

    #[test]
    fn ties_survive_rounding() {
        let tied = leading(&[0.8 * 0.001, 0.2 * 0.004]);
        assert_eq!(tied.len(), 2);
        assert_eq!(leading(&[0.0, 0.0, 0.0]).len(), 3);
        assert!(leading(&[0.1, 0.100_001]).contains(1) && leading(&[0.1, 0.100_001]).len() == 1);
    }
}
