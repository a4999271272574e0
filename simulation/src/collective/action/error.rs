//! What a plan of action cannot be made of.

use thiserror::Error;

/// Why there is no table, or no plan on it.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ActionError {
    /// Shares and conditional probabilities of different numbers of cells, or none.
    #[error(
        "there are {shares} shares and {conditionals} cells with probabilities: legal are equal counts from 1 on"
    )]
    Cells {
        /// Entries of p_x.
        shares: usize,
        /// Rows of P(y ∣ x).
        conditionals: usize,
    },
    /// A cell with too few or too many probabilities.
    #[error("cell {cell} has {found} probabilities: legal are 2 to 32, as many in every cell")]
    Classes {
        /// The cell, from 0.
        cell: usize,
        /// How many.
        found: usize,
    },
    /// A negative number, or one that is not finite.
    #[error("a probability of cell {cell} is {value}: legal are numbers from 0 to 1")]
    Probability {
        /// The cell, from 0.
        cell: usize,
        /// What was found.
        value: f64,
    },
    /// The shares of the cells are no distribution.
    #[error("the shares of the cells add up to {0}: legal is 1, to a millionth")]
    Shares(f64),
    /// The probabilities of a cell are no distribution.
    #[error("the probabilities of cell {cell} add up to {sum}: legal is 1, to a millionth")]
    Conditional {
        /// The cell, from 0.
        cell: usize,
        /// Their sum.
        sum: f64,
    },
    /// A class that the table does not have.
    #[error("the target is class {target}: legal are 0 to {largest}")]
    Target {
        /// What was asked for.
        target: usize,
        /// The last class.
        largest: usize,
    },
    /// g says nothing about some cell, or speaks of cells that there are not.
    #[error("the signal maps {found} cells: legal are {cells}, each to one of 0 to {}", .cells - 1)]
    Map {
        /// How many cells it maps, or the first place outside the table.
        found: usize,
        /// The cells of the table.
        cells: usize,
    },
}
