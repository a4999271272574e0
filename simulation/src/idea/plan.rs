//! Which cells a quantity reads, and how it combines them.
//!
//! Every quantity over subset worlds is one of four shapes: a cell that is read, a weighted sum of differences between two
//! cells, a mean for each size of set, or the best cell of one size. A plan names its cells before any is known, so that a grid
//! can train just those, light them up, or say which are missing.

use crate::valuation::Coalition;

/// A cell's place: the row it is trained on and the column it is tested on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// S, the training world.
    pub world: Coalition,
    /// T, the evaluation slice.
    pub slice: Coalition,
}

/// One comparison: weight · (v(with) − v(without)).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The comparison's share in the sum.
    pub weight: f64,
    /// The cell that counts with a plus.
    pub with: Place,
    /// The cell that counts with a minus.
    pub without: Place,
}

/// The cells that have one size in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// The size: of the world, of the slice, or of the strike.
    pub size: u32,
    /// The cells, by the bits of their sets.
    pub places: Vec<Place>,
}

/// How a quantity is computed from cells.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// One cell is read.
    Read(Place),
    /// A weighted sum of differences.
    Differences(Vec<Difference>),
    /// For each size, the mean, the least and the most over the cells of that size.
    Curve(Vec<Level>),
    /// The largest cell of one size, with everything that ties for it.
    Best(Level),
}

/// One size of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The size.
    pub size: u32,
    /// The mean over the cells of this size.
    pub mean: f64,
    /// The smallest of them.
    pub least: f64,
    /// The largest of them.
    pub most: f64,
}

/// Two cells that are no further apart, relative to the larger of the best value and 1, tie for the best.
pub const TIE: f64 = 1e-12;

/// What a plan comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A number.
    Number(f64),
    /// A point for each size, ascending.
    Curve(Vec<Point>),
    /// The largest value, and every place that ties for it: within [`TIE`], since means of the same shares may differ in their last bits.
    Best {
        /// The value.
        value: f64,
        /// The places, by bits.
        places: Vec<Place>,
    },
}

impl Answer {
    /// One number for the whole: the number or the best value itself; of a curve, its last mean minus its first.
    pub fn headline(&self) -> f64 {
        match self {
            Self::Number(value) | Self::Best { value, .. } => *value,
            Self::Curve(points) => match (points.first(), points.last()) {
                (Some(first), Some(last)) => last.mean - first.mean,
                _ => 0.0,
            },
        }
    }
}

impl Plan {
    /// The cells that are read, in the order in which they are first read; each once.
    pub fn places(&self) -> Vec<Place> {
        let mut places: Vec<Place> = match self {
            Self::Read(place) => vec![*place],
            Self::Differences(differences) => differences.iter().flat_map(|d| [d.with, d.without]).collect(),
            Self::Curve(levels) => levels.iter().flat_map(|level| level.places.iter().copied()).collect(),
            Self::Best(level) => level.places.clone(),
        };
        let order = crate::order::ascending(places.iter().map(|place| place.key()));
        let mut first = vec![true; places.len()];
        for pair in order.windows(2) {
            first[pair[1]] = places[pair[0]] != places[pair[1]];
        }
        let mut keep = first.into_iter();
        places.retain(|_| keep.next().unwrap_or(true));
        places
    }

    /// The answer, from the cells; `None` if one that it needs is not known. Cost: one look at each cell.
    pub fn answer(&self, cell: impl Fn(Place) -> Option<f64>) -> Option<Answer> {
        self.answer_of(&cell)
    }

    /// The same, which exists once for all callers.
    fn answer_of(&self, cell: &dyn Fn(Place) -> Option<f64>) -> Option<Answer> {
        match self {
            Self::Read(place) => cell(*place).map(Answer::Number),
            Self::Differences(differences) => {
                let sum = differences.iter().try_fold(0.0, |sum, difference| {
                    Some(sum + difference.weight * (cell(difference.with)? - cell(difference.without)?))
                });
                sum.map(Answer::Number)
            }
            Self::Curve(levels) => {
                let point = |level: &Level| {
                    let (mut sum, mut least, mut most) = (0.0, f64::INFINITY, f64::NEG_INFINITY);
                    for &place in &level.places {
                        let value = cell(place)?;
                        sum += value;
                        (least, most) = (value.min(least), value.max(most));
                    }
                    let mean = sum / level.places.len() as f64;
                    Some(Point { size: level.size, mean, least, most })
                };
                levels.iter().map(point).collect::<Option<_>>().map(Answer::Curve)
            }
            Self::Best(level) => {
                let values: Vec<f64> =
                    level.places.iter().map(|&place| cell(place)).collect::<Option<_>>()?;
                let value = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let ties = |&(_, v): &(&Place, f64)| value - v <= TIE * value.abs().max(1.0);
                let places = level.places.iter().zip(values).filter(ties).map(|(&place, _)| place);
                Some(Answer::Best { value, places: places.collect() })
            }
        }
    }
}

impl Place {
    /// A number for each place: rows first, then columns.
    pub(super) fn key(self) -> u64 {
        u64::from(self.world.bits()) << 32 | u64::from(self.slice.bits())
    }
}
