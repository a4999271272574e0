//! What other draws say of the first question.

use simulation::valuation::mislabels::Inspection;

use super::pieces::{exact, pairs};
use super::{Kind, ViewChoice, Work};

/// What other draws say; what it holds is told by [`LuckOf`].
#[derive(Clone, Debug, PartialEq)]
pub(in crate::valuation::values) struct Luck {
    pub(in crate::valuation::values) of: LuckOf,
    pub(in crate::valuation::values) numbers: Vec<f64>,
}

/// What is drawn again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::valuation::values) enum LuckOf {
    /// The test rows; for each draw a value of every row by this method.
    Values(Kind, u32),
    /// The test rows; the KNN-Shapley value of one row for each of the test rows there are, from which every draw follows.
    Nearest(usize, usize, u32),
    /// The test rows; for each draw an index of every pair i < j.
    Pairs(u32),
    /// All rows and flips; for each draw the shares of the wrong labels found by this method and by self-confidence.
    Found(Kind, u32),
}

impl LuckOf {
    /// How many times numbers come.
    pub(super) fn draws(self) -> u32 {
        match self {
            Self::Values(_, draws)
            | Self::Nearest(_, _, draws)
            | Self::Pairs(draws)
            | Self::Found(_, draws) => draws,
        }
    }
}

impl Work {
    /// Luck, once it is all there.
    pub(in crate::valuation::values) fn luck(&self) -> Option<&Luck> {
        self.luck
            .as_ref()
            .filter(|luck| luck.numbers.len() == self.luck_size(luck.of) * luck.of.draws() as usize)
    }

    /// What other draws are asked about, if about anything.
    pub(in crate::valuation::values) fn luck_of(&self) -> Option<LuckOf> {
        let (draws, first) = (self.setting.draws, self.setting.kinds.first().copied());
        let table = self.fits_a_table();
        let quick =
            |kind: &Kind| matches!(kind, Kind::LeaveOneOut | Kind::Knn(_)) || table && kind.is_exact();
        let of = match self.setting.view {
            ViewChoice::Values => match first? {
                Kind::Knn(neighbours) => {
                    let tests = self.setting.rows.plan.evaluation as u32;
                    LuckOf::Nearest(neighbours, self.setting.focus, tests)
                }
                kind if table && kind.is_exact() => LuckOf::Values(kind, draws),
                _ => return None,
            },
            ViewChoice::Pairs if table => LuckOf::Pairs(draws),
            ViewChoice::Pairs => return None,
            ViewChoice::Mislabels if self.setting.rows.plan.planted == 0 => return None,
            ViewChoice::Mislabels => LuckOf::Found(first.filter(quick)?, draws),
        };
        (draws > 0).then_some(of)
    }

    pub(super) fn luck_size(&self, of: LuckOf) -> usize {
        match of {
            LuckOf::Values(..) => self.players(),
            LuckOf::Nearest(..) => 1,
            LuckOf::Pairs(_) => self.players() * (self.players() - 1) / 2,
            LuckOf::Found(..) => 2,
        }
    }

    pub(super) fn lacks_luck(&self) -> bool {
        self.luck_of().is_some() && self.luck().is_none()
    }

    /// The share of the wrong labels among as many rows of the lowest values as there are wrong labels.
    pub(in crate::valuation::values) fn found(&self, values: &[f64]) -> Option<f64> {
        Inspection::of_as_many_as_planted(values, self.sample.planted())?.recall()
    }

    /// The share that the first method finds minus the share that self-confidence finds, in this draw.
    pub(in crate::valuation::values) fn luck_here(&self) -> Option<f64> {
        let kind = self.setting.kinds.first().copied().filter(|_| self.has_confidence())?;
        let values = self.column(kind).filter(|column| column.finished || kind.is_sampled())?;
        Some(self.found(&values.values)? - self.found(&self.confidence)?)
    }

    /// The test rows counted as in other draws of them.
    pub(in crate::valuation::values) fn counts(&self) -> &[Vec<f64>] {
        &self.counts
    }

    /// Asks the next other draw; `false` if all have answered.
    pub(super) fn draw_again(&mut self) -> Result<bool, String> {
        let Some(of) = self.luck_of().filter(|_| self.lacks_luck()) else { return Ok(false) };
        let luck = self.luck.take().filter(|luck| luck.of == of);
        let mut luck = luck.unwrap_or(Luck { of, numbers: vec![] });
        let draw = luck.numbers.len() / self.luck_size(of);
        match of {
            LuckOf::Nearest(neighbours, player, _) => {
                let value = self.nearest(draw, neighbours)?.get(player).copied();
                luck.numbers.push(value.ok_or("There is no such row.")?);
            }
            LuckOf::Values(kind, _) => {
                luck.numbers.extend(exact(kind, self.redrawn.get(draw).map_or(&[], Vec::as_slice))?);
            }
            LuckOf::Pairs(_) => {
                let (n, matrix) = (self.players(), pairs(self.redrawn.get(draw).map_or(&[], Vec::as_slice))?);
                luck.numbers
                    .extend((0..n).flat_map(|i| (i + 1..n).map(move |j| i * n + j)).map(|at| matrix[at]));
            }
            LuckOf::Found(kind, _) => {
                let mut other = match self.redraw.take() {
                    Some(other) => other,
                    None => Box::new(
                        Self::new(self.setting.redrawn(draw as u32)).map_err(|error| error.to_string())?,
                    ),
                };
                if other.step() {
                    self.redraw = Some(other);
                } else {
                    let column = other.column(kind).map(|column| column.values.as_slice());
                    let found = column
                        .and_then(|values| Some([other.found(values)?, other.found(&other.confidence)?]));
                    luck.numbers.extend(found.ok_or("Other rows could not be drawn.")?);
                }
            }
        }
        self.luck = Some(luck);
        Ok(true)
    }
}
