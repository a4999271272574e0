//! Linear programmes in standard form: minimise c·x subject to A·x = b, x ≥ 0.
//!
//! The revised simplex method. A programme keeps its basis, so that one to which columns were added continues where it stood:
//! that is how a programme with very many columns is solved by generating the few it needs.
//!
//! Entering and leaving variables follow Bland's rule (the lowest index among the legal ones), which in exact arithmetic never
//! cycles. The basis is factorised anew at every step, so rounding errors do not pile up. Cost of a step: O(m³ + m·n) for m rows and n
//! columns. Meant for up to a hundred rows and a few thousand columns with entries around 1.
//!
//! Source: Dantzig (1963), *Linear Programming and Extensions*; Bland (1977), *New finite pivoting rules for the simplex method*.
//!
//! When it misleads: a reduced cost or a pivot below 1e-10 counts as 0. Scale entries and costs to around 1 first.

use thiserror::Error;

use crate::linear_algebra::{add_scaled, dot};

/// Reduced costs, pivots and infeasibilities below this are 0.
const TOLERANCE: f64 = 1e-10;

/// A programme to which columns can be added, and the basis where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct LinearProgramme {
    right: Vec<f64>,
    columns: Vec<Column>,
    basis: Vec<Basic>,
}

/// An optimal solution.
#[derive(Clone, Debug, PartialEq)]
pub struct Optimum {
    /// c·x.
    pub value: f64,
    /// x, one a column.
    pub variables: Vec<f64>,
    /// y, one a row: b·y = c·x, and c − Aᵀ·y ≥ 0. They say what one unit more of b would cost.
    pub multipliers: Vec<f64>,
}

/// Why there is no optimum.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinearProgrammeError {
    /// A column has another length than b.
    #[error("the column has {found} entries: legal are {rows}, one a row")]
    Length {
        /// The column's length.
        found: usize,
        /// The number of rows.
        rows: usize,
    },
    /// A number is NaN or infinite.
    #[error("an entry, a cost or a right side is not finite")]
    NotFinite,
    /// No x satisfies the constraints.
    #[error("no x ≥ 0 satisfies A·x = b")]
    Infeasible,
    /// c·x falls without end.
    #[error("c·x has no minimum")]
    Unbounded,
    /// The steps did not end, or a basis became singular by rounding.
    #[error("the programme is too badly scaled to solve")]
    Numerical,
}

#[derive(Clone, Debug, PartialEq)]
struct Column {
    cost: f64,
    entries: Vec<f64>,
}

/// What stands in a row of the basis. Artificial variables come first in Bland's order, so that they leave first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Basic {
    /// The variable of a row that carries what no column carries yet.
    Artificial(usize),
    /// A column.
    Column(usize),
}

impl LinearProgramme {
    /// The right side b, one number a row, and no columns yet.
    ///
    /// # Errors
    /// [`LinearProgrammeError::NotFinite`].
    pub fn new(right: Vec<f64>) -> Result<Self, LinearProgrammeError> {
        if !right.iter().all(|b| b.is_finite()) {
            return Err(LinearProgrammeError::NotFinite);
        }
        let basis = (0..right.len()).map(Basic::Artificial).collect();
        Ok(Self { right, columns: Vec::new(), basis })
    }

    /// Adds a variable by its cost and its column of A.
    ///
    /// # Errors
    /// [`LinearProgrammeError`] if the column has not one finite entry a row, or the cost is not finite.
    pub fn add_column(&mut self, cost: f64, entries: Vec<f64>) -> Result<(), LinearProgrammeError> {
        if entries.len() != self.right.len() {
            return Err(LinearProgrammeError::Length { found: entries.len(), rows: self.right.len() });
        }
        if !(cost.is_finite() && entries.iter().all(|entry| entry.is_finite())) {
            return Err(LinearProgrammeError::NotFinite);
        }
        self.columns.push(Column { cost, entries });
        Ok(())
    }

    /// Walks to an optimum from the basis where the programme stands.
    ///
    /// # Errors
    /// [`LinearProgrammeError`] if there is no feasible point, no minimum, or no numerically sound way to it.
    ///
    /// ```
    /// use simulation::linear_programme::LinearProgramme;
    /// // Minimise 2x + 3y subject to x + y = 4, x + z = 3, none negative.
    /// let mut programme = LinearProgramme::new(vec![4.0, 3.0])?;
    /// programme.add_column(2.0, vec![1.0, 1.0])?;
    /// programme.add_column(3.0, vec![1.0, 0.0])?;
    /// programme.add_column(0.0, vec![0.0, 1.0])?;
    /// let optimum = programme.minimise()?;
    /// assert_eq!((optimum.value, optimum.variables), (9.0, vec![3.0, 1.0, 0.0]));
    /// # Ok::<(), simulation::linear_programme::LinearProgrammeError>(())
    /// ```
    pub fn minimise(&mut self) -> Result<Optimum, LinearProgrammeError> {
        let artificial = |basic: &Basic| matches!(basic, Basic::Artificial(_));
        if self.basis.iter().any(artificial) {
            let (levels, _) = self.walk(true)?;
            let carried = self.basis.iter().zip(&levels).filter(|(basic, _)| artificial(basic));
            let largest =
                self.right.iter().fold(1.0, |largest, b| if b.abs() > largest { b.abs() } else { largest });
            if carried.fold(0.0, |sum, (_, level)| sum + level.abs()) > TOLERANCE * largest {
                return Err(LinearProgrammeError::Infeasible);
            }
        }
        let (levels, multipliers) = self.walk(false)?;
        let mut variables = vec![0.0; self.columns.len()];
        for (basic, level) in self.basis.iter().zip(levels) {
            if let Basic::Column(column) = *basic {
                // A level of −1e-17 is a rounded 0.
                variables[column] = if level > 0.0 { level } else { 0.0 };
            }
        }
        let value = self.columns.iter().zip(&variables).fold(0.0, |sum, (column, x)| sum + column.cost * x);
        Ok(Optimum { value, variables, multipliers })
    }

    /// Steps until no column improves; returns the basic variables' levels and the multipliers. The first phase lowers the sum
    /// of the artificial variables, the second c·x.
    fn walk(&mut self, first_phase: bool) -> Result<(Vec<f64>, Vec<f64>), LinearProgrammeError> {
        let rows = self.right.len();
        for _ in 0..1000 + 50 * (rows + self.columns.len()) {
            let inverse = self.inverse().ok_or(LinearProgrammeError::Numerical)?;
            let levels: Vec<f64> = inverse.iter().map(|row| dot(row, &self.right)).collect();
            let cost = |basic: &Basic| match *basic {
                Basic::Artificial(_) => f64::from(u8::from(first_phase)),
                Basic::Column(_) if first_phase => 0.0,
                Basic::Column(column) => self.columns[column].cost,
            };
            let mut multipliers = vec![0.0; rows];
            for (basic, row) in self.basis.iter().zip(&inverse) {
                add_scaled(&mut multipliers, cost(basic), row);
            }
            let improves = |column: &usize| {
                let Column { cost, entries } = &self.columns[*column];
                let cost = if first_phase { 0.0 } else { *cost };
                cost - dot(&multipliers, entries) < -TOLERANCE
                    && !self.basis.contains(&Basic::Column(*column))
            };
            let Some(entering) = (0..self.columns.len()).find(improves) else {
                return Ok((levels, multipliers));
            };
            let slopes: Vec<f64> =
                inverse.iter().map(|row| dot(row, &self.columns[entering].entries)).collect();
            let row = self.leaving(&levels, &slopes, first_phase).ok_or(LinearProgrammeError::Unbounded)?;
            self.basis[row] = Basic::Column(entering);
        }
        Err(LinearProgrammeError::Numerical)
    }

    /// The row whose variable first falls to 0 while the entering one rises; of several, the lowest in Bland's order.
    fn leaving(&self, levels: &[f64], slopes: &[f64], first_phase: bool) -> Option<usize> {
        let limit = |row: usize| {
            let (level, slope) = (if levels[row] > 0.0 { levels[row] } else { 0.0 }, slopes[row]);
            // After the first phase an artificial variable is 0 and must not rise again: it leaves before it moves.
            let stuck = !first_phase && matches!(self.basis[row], Basic::Artificial(_));
            if stuck && slope.abs() > TOLERANCE {
                return Some(0.0);
            }
            (slope > TOLERANCE).then(|| level / slope)
        };
        let limits: Vec<(usize, f64)> =
            (0..levels.len()).filter_map(|row| limit(row).map(|limit| (row, limit))).collect();
        let least = limits.iter().fold(f64::INFINITY, |least, &(_, l)| if l < least { l } else { least });
        let tied = limits.into_iter().filter(|&(_, limit)| limit <= least + TOLERANCE * TOLERANCE);
        tied.map(|(row, _)| row).min_by_key(|&row| self.basis[row])
    }

    /// The inverse of the basis, row after row, by Gauss–Jordan elimination with the largest pivots; `None` if it is singular.
    fn inverse(&self) -> Option<Vec<Vec<f64>>> {
        let rows = self.right.len();
        // Each row of the basis matrix, followed by the row of the identity.
        let mut work: Vec<Vec<f64>> = (0..rows)
            .map(|row| {
                let entry = |basic: &Basic| match *basic {
                    Basic::Artificial(own) if own != row => 0.0,
                    // The sign of b, so that the artificial variable starts at |b|.
                    Basic::Artificial(_) => 1.0_f64.copysign(self.right[row]),
                    Basic::Column(column) => self.columns[column].entries[row],
                };
                let unit = (0..rows).map(|column| f64::from(u8::from(column == row)));
                self.basis.iter().map(entry).chain(unit).collect()
            })
            .collect();
        for pivot in 0..rows {
            let size = |row: usize| work[row][pivot].abs();
            let best = (pivot..rows).fold(pivot, |best, row| if size(row) > size(best) { row } else { best });
            work.swap(pivot, best);
            let scale = work[pivot][pivot];
            if !(scale.abs() > 1e-13 && scale.is_finite()) {
                return None;
            }
            work[pivot].iter_mut().for_each(|entry| *entry /= scale);
            let row = work[pivot].clone();
            for (other, line) in work.iter_mut().enumerate() {
                let factor = line[pivot];
                if other != pivot && factor != 0.0 {
                    add_scaled(line, -factor, &row);
                }
            }
        }
        Some(work.into_iter().map(|row| row[rows..].to_vec()).collect())
    }
}
