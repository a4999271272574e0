//! A plan on a table: success by enumeration of all cells, and what theory promises.

use super::table::{TIE, leading, sum};
use super::{ActionError, DiscreteTable};
use crate::learners::ClassSet;
use crate::order::{ascending, key};

/// What the members agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// Plant a signal: show it, under the label y*.
    FeaturesAndLabel {
        /// y*.
        target: usize,
    },
    /// Plant a signal with features alone: whoever has the label y* shows it, the others change nothing.
    FeaturesOnly {
        /// y*.
        target: usize,
    },
    /// Erase a signal: keep the features, and take the label that is likeliest where the signal is overwritten.
    Erase,
}

/// A table P₀, a signal g and a strategy.
#[derive(Clone, Debug, PartialEq)]
pub struct CollectiveAction {
    table: DiscreteTable,
    signal: Vec<usize>,
    strategy: Strategy,
}

impl CollectiveAction {
    /// `signal[x]` is g(x), a cell for each cell.
    ///
    /// # Errors
    /// [`ActionError`] if g or the target does not fit the table.
    pub fn new(table: DiscreteTable, signal: Vec<usize>, strategy: Strategy) -> Result<Self, ActionError> {
        let cells = table.cells();
        if signal.len() != cells {
            return Err(ActionError::Map { found: signal.len(), cells });
        }
        if let Some(&found) = signal.iter().find(|&&cell| cell >= cells) {
            return Err(ActionError::Map { found, cells });
        }
        match strategy {
            Strategy::FeaturesAndLabel { target } | Strategy::FeaturesOnly { target }
                if target >= table.classes() =>
            {
                Err(ActionError::Target { target, largest: table.classes() - 1 })
            }
            _ => Ok(Self { table, signal, strategy }),
        }
    }

    /// P₀.
    pub const fn table(&self) -> &DiscreteTable {
        &self.table
    }

    /// What the members agree on.
    pub const fn strategy(&self) -> Strategy {
        self.strategy
    }

    /// g(x); x itself for a cell that there is not.
    pub fn signal(&self, cell: usize) -> usize {
        self.signal.get(cell).copied().unwrap_or(cell)
    }

    /// y*; `None` where a signal is erased.
    pub const fn target(&self) -> Option<usize> {
        match self.strategy {
            Strategy::FeaturesAndLabel { target } | Strategy::FeaturesOnly { target } => Some(target),
            Strategy::Erase => None,
        }
    }

    /// What a member makes of its row (x, y).
    pub fn changed(&self, (cell, class): (usize, usize)) -> (usize, usize) {
        match self.strategy {
            Strategy::FeaturesAndLabel { target } => (self.signal(cell), target),
            Strategy::FeaturesOnly { target } if class == target => (self.signal(cell), class),
            Strategy::FeaturesOnly { .. } => (cell, class),
            Strategy::Erase => (cell, self.wanted(cell)),
        }
    }

    /// The answer that the members want for x: y*, or arg max_y P₀(y ∣ g(x)), the first of several.
    pub fn wanted(&self, cell: usize) -> usize {
        self.target().unwrap_or_else(|| {
            let best = leading(self.table.probabilities(self.signal(cell)));
            (0..self.table.classes()).find(|&class| best.contains(class)).unwrap_or(0)
        })
    }

    /// The cell whose answer decides about x: g(x) if a signal is planted, x itself if it is erased.
    pub fn decides(&self, cell: usize) -> usize {
        if self.strategy == Strategy::Erase { cell } else { self.signal(cell) }
    }

    /// P = (1 − α)·P₀ + α·P*: the mass of each cell and class, cell after cell. `None` unless 0 ≤ α ≤ 1.
    pub fn mixture(&self, alpha: f64) -> Option<Vec<f64>> {
        if !(0.0..=1.0).contains(&alpha) {
            return None;
        }
        let classes = self.table.classes();
        let mut mixture = vec![0.0; self.table.cells() * classes];
        for cell in 0..self.table.cells() {
            for (class, probability) in self.table.probabilities(cell).iter().enumerate() {
                let mass = self.table.share(cell) * probability;
                mixture[cell * classes + class] += (1.0 - alpha) * mass;
                let (to, label) = self.changed((cell, class));
                mixture[to * classes + label] += alpha * mass;
            }
        }
        Some(mixture)
    }

    /// f: for each cell the classes that are likeliest in P. Where P has no mass, every class is.
    pub fn predictions(&self, alpha: f64) -> Option<Vec<ClassSet>> {
        let mixture = self.mixture(alpha)?;
        Some(mixture.chunks(self.table.classes()).map(leading).collect())
    }

    /// For each cell, P(y ∣ x) in the mixture for the answer that is wanted and the cell that decides; `None` where P has no mass. Nothing
    /// unless 0 ≤ α ≤ 1.
    pub fn supports(&self, alpha: f64) -> Option<Vec<Option<f64>>> {
        let (classes, mixture) = (self.table.classes(), self.mixture(alpha)?);
        let support = |cell: usize| {
            let from = self.decides(cell) * classes;
            let all = sum(&mixture[from..from + classes]);
            (all > 0.0).then(|| mixture[from + self.wanted(cell)] / all)
        };
        Some((0..self.table.cells()).map(support).collect())
    }

    /// For each cell, whether the members have there what they want. A tie counts as success.
    pub fn successes(&self, alpha: f64) -> Option<Vec<bool>> {
        let predicted = self.predictions(alpha)?;
        Some((0..self.table.cells()).map(|cell| self.succeeds(cell, |cell| predicted[cell])).collect())
    }

    /// Whether a classifier's answers are what the members want for x.
    pub(super) fn succeeds(&self, cell: usize, predict: impl Fn(usize) -> ClassSet) -> bool {
        let shown = predict(self.signal(cell));
        if let Some(target) = self.target() {
            return shown.contains(target);
        }
        let own = predict(cell);
        (0..self.table.classes()).any(|class| own.contains(class) && shown.contains(class))
    }

    /// S(α), exactly, for the classifier of least error; `None` unless 0 ≤ α ≤ 1.
    pub fn success(&self, alpha: f64) -> Option<f64> {
        let successes = self.successes(alpha)?;
        let shares = successes.iter().enumerate().filter(|(_, success)| **success);
        Some(shares.fold(0.0, |sum, (cell, _)| sum + self.table.share(cell)))
    }

    /// For each cell, the smallest α from which on the members have there what they want; `None` if they do not have it at α = 1. If a signal
    /// is erased, for a g that changes nothing twice. Cost O(cells · classes).
    ///
    /// Every mass is a straight line in α, so what the wanted class is ahead of another by is one too.
    pub fn turning_shares(&self) -> Vec<Option<f64>> {
        let (Some(none), Some(all)) = (self.mixture(0.0), self.mixture(1.0)) else { return vec![] };
        let classes = self.table.classes();
        let turn = |cell: usize| {
            // Where nobody shows the signal, any answer is as good as any other.
            if self.strategy == Strategy::Erase && self.table.share(self.signal(cell)) == 0.0 {
                return Some(0.0);
            }
            let (from, wanted) = (self.decides(cell) * classes, self.wanted(cell));
            let ahead = |masses: &[f64], class: usize| masses[from + wanted] - masses[from + class];
            let mut latest = 0.0_f64;
            for class in (0..classes).filter(|&class| class != wanted) {
                let (start, end) = (ahead(&none, class), ahead(&all, class));
                if end < -TIE {
                    return None;
                }
                if start < -TIE {
                    latest = latest.max((start / (start - end)).min(1.0));
                }
            }
            Some(latest)
        };
        (0..self.table.cells()).map(turn).collect()
    }

    /// The smallest α from which on S(α) ≥ `level`, exactly, for the classifier of least error: the critical mass. `None` if no share has it.
    /// Conditions as for [`CollectiveAction::turning_shares`]. Cost O(cells · (classes + log cells)).
    pub fn reached_from(&self, level: f64) -> Option<f64> {
        self.steps().into_iter().find(|(_, success)| *success >= level - TIE).map(|(turn, _)| turn)
    }

    /// S(α) where it rises: each α at which some cell turns, ascending, with the success right after it. Conditions as for
    /// [`CollectiveAction::turning_shares`]. Cost O(cells · (classes + log cells)).
    pub fn steps(&self) -> Vec<(f64, f64)> {
        let turns = self.turning_shares();
        let found: Vec<(f64, f64)> = turns
            .iter()
            .enumerate()
            .filter_map(|(cell, turn)| Some(((*turn)?, self.table.share(cell))))
            .collect();
        let mut steps: Vec<(f64, f64)> = vec![];
        let mut reached = 0.0;
        for place in ascending(found.iter().map(|(turn, _)| key(*turn))) {
            let (turn, share) = found[place];
            reached += share;
            match steps.last_mut() {
                Some(last) if last.0 == turn => last.1 = reached,
                _ => steps.push((turn, reached)),
            }
        }
        steps
    }

    /// ξ = P₀(g(X)): the share of rows that show the signal anyway.
    pub fn uniqueness(&self) -> f64 {
        let shown = self.shown();
        let shares = (0..self.table.cells()).filter(|&cell| shown[cell]).map(|cell| self.table.share(cell));
        shares.fold(0.0, |sum, share| sum + share)
    }

    /// Δ: by how much, at most, the target falls short of the likeliest class where the signal shows and P₀ has rows; `None` where a
    /// signal is erased.
    pub fn gap(&self) -> Option<f64> {
        let (target, shown) = (self.target()?, self.shown());
        let cells = (0..self.table.cells()).filter(|&cell| shown[cell] && self.table.share(cell) > 0.0);
        Some(cells.map(|cell| self.table.gap(cell, target)).fold(0.0, f64::max))
    }

    /// p = min_x P₀(y* ∣ x) over the cells with rows; `None` where a signal is erased.
    pub fn floor(&self) -> Option<f64> {
        let target = self.target()?;
        let cells = (0..self.table.cells()).filter(|&cell| self.table.share(cell) > 0.0);
        Some(cells.map(|cell| self.table.probability(cell, target)).fold(1.0, f64::min))
    }

    /// τ = E max_y |P₀(y ∣ x) − P₀(y ∣ g(x))|: how much the signal says, on average.
    pub fn dependence(&self) -> f64 {
        let distance = |cell: usize| {
            let (own, shown) = (self.table.probabilities(cell), self.table.probabilities(self.signal(cell)));
            own.iter().zip(shown).map(|(own, shown)| (own - shown).abs()).fold(0.0, f64::max)
        };
        (0..self.table.cells()).fold(0.0, |sum, cell| sum + self.table.share(cell) * distance(cell))
    }

    /// The bound is 1 − price·(1 − α)/α, or 1 − price/α where only features change.
    fn price(&self) -> Option<f64> {
        match self.strategy {
            Strategy::FeaturesAndLabel { .. } => Some(self.gap()? * self.uniqueness()),
            Strategy::FeaturesOnly { .. } => {
                let floor = self.floor()?;
                (floor > 0.0).then(|| (1.0 - floor) / floor * self.uniqueness())
            }
            Strategy::Erase => Some(2.0 * self.dependence()),
        }
    }

    /// The lower bound on S(α); see the module. `None` unless 0 < α ≤ 1, and if only features change and p = 0: then nothing is promised.
    ///
    /// For an erased signal it holds if g changes nothing twice, g(g(x)) = g(x), as overwriting an attribute does.
    pub fn bound(&self, alpha: f64) -> Option<f64> {
        if !(alpha > 0.0 && alpha <= 1.0) {
            return None;
        }
        let price = self.price()?;
        Some(match self.strategy {
            Strategy::FeaturesOnly { .. } => 1.0 - price / alpha,
            _ => 1.0 - (1.0 - alpha) / alpha * price,
        })
    }

    /// The smallest α at which the bound reaches `level`, 0 for one that holds whatever α > 0; `None` if no share does, or `level` is
    /// not between 0 and 1.
    pub fn promised_from(&self, level: f64) -> Option<f64> {
        if !(0.0..1.0).contains(&level) {
            return None;
        }
        let price = self.price()?;
        let alpha = match self.strategy {
            Strategy::FeaturesOnly { .. } => price / (1.0 - level),
            _ => price / (price + 1.0 - level),
        };
        (alpha <= 1.0).then_some(alpha)
    }

    /// For each cell, whether it is in g(X).
    fn shown(&self) -> Vec<bool> {
        let mut shown = vec![false; self.table.cells()];
        for &cell in &self.signal {
            shown[cell] = true;
        }
        shown
    }
}

#[cfg(test)]
#[path = "enumerated_tests.rs"]
mod tests;
