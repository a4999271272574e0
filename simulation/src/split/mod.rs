//! Splits into rows to train on and rows to evaluate on, the same for the same seed.
//!
//! Each row's place comes from its own stream, so that an edit of the data is not also another split:
//!
//! | split | sizes | when a row is dropped |
//! |---|---|---|
//! | [`by_fraction`] | as luck has it | no other row changes sides |
//! | [`by_count`] | exact | at most one other row changes sides |
//! | [`stratified`] | exact in each class | at most one other row, of the same class |
//! | [`folds`] | as luck has it | no other row changes its fold |
//! | [`stratified_folds`] | even in each class, to one row | at most k − 1 other rows, of the same class |
//!
//! The same holds, the other way round, for a row that is added. A relabelled row leaves one class and enters another, which
//! only the stratified splits notice.
//!
//! Rights come first: a row that may only be trained on is never on the evaluation side, one that may only be evaluated on never
//! on the training side, and reserved or unavailable rows are on neither. What is drawn are the rows that may be both; the
//! others are on the one side they may be on.
//!
//! When they mislead: rows that belong together (two images of one patient) are not kept together, and a model can then be
//! evaluated on what it has all but seen.
//!
//! ```
//! use simulation::data::penguins;
//! use simulation::seed::Seed;
//! use simulation::split;
//! use simulation::world::World;
//!
//! let data = penguins::dataset();
//! let split = split::stratified(&data, 0.25, Seed::new(1))?;
//! assert_eq!((split.training.len(), split.evaluation.len()), (256, 86));
//! let world = World::new(&data, split.training);
//! assert_eq!(world.len(), 256);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use rand::Rng;
use thiserror::Error;

use crate::dataset::{Dataset, Right, Targets};
use crate::distributions::uniform;
use crate::order::ascending;
use crate::seed::{Purpose, Seed};

/// Which rows train and which evaluate, by their positions, ascending. No row is on both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// The rows to train on.
    pub training: Vec<usize>,
    /// The rows to evaluate on.
    pub evaluation: Vec<usize>,
}

/// Why there is no such split.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum SplitError {
    /// A share that is none.
    #[error("the evaluation fraction is {0}: legal are numbers from 0 to 1")]
    Fraction(f64),
    /// More rows than may be drawn.
    #[error(
        "{count} rows to evaluate on: legal are 0 to {largest}, the rows that may be both trained and evaluated on"
    )]
    Count {
        /// What was asked for.
        count: usize,
        /// The rows that may be drawn.
        largest: usize,
    },
    /// Too few or too many folds.
    #[error("folds are {folds}: legal are 2 to {largest}, the rows that may be evaluated on")]
    Folds {
        /// What was asked for.
        folds: usize,
        /// The rows that may be drawn.
        largest: usize,
    },
    /// Strata of a table whose targets are numbers.
    #[error("a stratified split needs classes, and the table's targets are numbers")]
    Targets,
}

/// Each row is on the evaluation side with probability `fraction`, by itself: its number, evenly spread over [0, 1), is below the
/// fraction. A larger fraction only adds rows to the evaluation side. The number of rows there is binomial. Cost O(n).
///
/// # Errors
/// [`SplitError::Fraction`].
pub fn by_fraction(data: &Dataset, fraction: f64, seed: Seed) -> Result<Split, SplitError> {
    let fraction = share(fraction)?;
    let chosen = |id| uniform(&mut seed.stream(Purpose::Split, id)) < fraction;
    let free = free(data);
    Ok(divide(data, free.into_iter().filter(|&position| chosen(data.id(position)))))
}

/// The evaluation side has `count` of the rows that may be on both sides: those whose streams start with the smallest words.
/// Cost O(n log n).
///
/// # Errors
/// [`SplitError::Count`].
pub fn by_count(data: &Dataset, count: usize, seed: Seed) -> Result<Split, SplitError> {
    let free = free(data);
    if count > free.len() {
        return Err(SplitError::Count { count, largest: free.len() });
    }
    Ok(divide(data, ranked(data, &free, Purpose::Split, seed).into_iter().take(count)))
}

/// [`by_count`] within each class, with the share of the class's rows rounded to the nearest count, halves up. Cost
/// O(n log n + K·n).
///
/// # Errors
/// [`SplitError::Fraction`] or [`SplitError::Targets`].
pub fn stratified(data: &Dataset, fraction: f64, seed: Seed) -> Result<Split, SplitError> {
    let fraction = share(fraction)?;
    let chosen = strata(data, &free(data))?.into_iter().flat_map(|stratum| {
        let count = (fraction * stratum.len() as f64 + 0.5).floor() as usize;
        ranked(data, &stratum, Purpose::Split, seed).into_iter().take(count)
    });
    Ok(divide(data, chosen))
}

/// `folds` splits; each row that may be evaluated on is on the evaluation side of exactly one, and where it may be trained on, on the
/// training side of the others. Row by row the fold is ⌊k·u⌋ with u evenly spread over [0, 1), so the folds are of unequal
/// size and can be empty. Cost O(k·n).
///
/// # Errors
/// [`SplitError::Folds`].
pub fn folds(data: &Dataset, folds: usize, seed: Seed) -> Result<Vec<Split>, SplitError> {
    let rows = evaluable(data);
    let count = folded(folds, rows.len())?;
    let fold = |id| (uniform(&mut seed.stream(Purpose::Fold, id)) * count).floor() as usize;
    Ok(rotate(data, folds, rows.into_iter().map(|position| (position, fold(data.id(position))))))
}

/// The same with folds as even as whole rows allow in each class: the row of rank r among the m of its class, by the first words of
/// their streams, is in fold ⌊k·r/m⌋. Cost O(n log n + (k + K)·n).
///
/// # Errors
/// [`SplitError::Folds`] or [`SplitError::Targets`].
pub fn stratified_folds(data: &Dataset, folds: usize, seed: Seed) -> Result<Vec<Split>, SplitError> {
    let rows = evaluable(data);
    folded(folds, rows.len())?;
    let placed = strata(data, &rows)?.into_iter().flat_map(|stratum| {
        let ranked = ranked(data, &stratum, Purpose::Fold, seed);
        let size = ranked.len();
        ranked.into_iter().enumerate().map(move |(rank, position)| (position, part(rank, folds, size)))
    });
    Ok(rotate(data, folds, placed))
}

fn share(fraction: f64) -> Result<f64, SplitError> {
    if (0.0..=1.0).contains(&fraction) { Ok(fraction) } else { Err(SplitError::Fraction(fraction)) }
}

/// The number of folds, if there can be so many.
fn folded(folds: usize, rows: usize) -> Result<f64, SplitError> {
    let legal = (2..=rows).contains(&folds);
    if legal { Ok(folds as f64) } else { Err(SplitError::Folds { folds, largest: rows }) }
}

/// ⌊k·r/m⌋, whatever the width of a `usize`.
fn part(rank: usize, folds: usize, size: usize) -> usize {
    (rank as u64 * folds as u64 / size as u64) as usize
}

/// The positions of the rows that may be on either side.
fn free(data: &Dataset) -> Vec<usize> {
    positions(data, |right| right.trains() && right.evaluates())
}

fn evaluable(data: &Dataset) -> Vec<usize> {
    positions(data, Right::evaluates)
}

fn positions(data: &Dataset, legal: impl Fn(Right) -> bool) -> Vec<usize> {
    data.rows().enumerate().filter(|(_, row)| legal(row.right)).map(|(position, _)| position).collect()
}

/// These positions by class.
fn strata(data: &Dataset, positions: &[usize]) -> Result<Vec<Vec<usize>>, SplitError> {
    let Targets::Classes { labels, count } = data.targets() else { return Err(SplitError::Targets) };
    let of = |class| positions.iter().copied().filter(|&position| labels[position] == class).collect();
    Ok((0..*count).map(of).collect())
}

/// These positions by the first word of their rows' streams.
fn ranked(data: &Dataset, positions: &[usize], purpose: Purpose, seed: Seed) -> Vec<usize> {
    let word = |&position: &usize| seed.stream(purpose, data.id(position)).next_u64();
    ascending(positions.iter().map(word)).into_iter().map(|place| positions[place]).collect()
}

/// The split with these rows, out of those that may be on either side, on the evaluation side.
fn divide(data: &Dataset, chosen: impl Iterator<Item = usize>) -> Split {
    let mut evaluates = vec![false; data.len()];
    chosen.for_each(|position| evaluates[position] = true);
    let mut split = Split::default();
    for (position, row) in data.rows().enumerate() {
        if evaluates[position] || (row.right.evaluates() && !row.right.trains()) {
            split.evaluation.push(position);
        } else if row.right.trains() {
            split.training.push(position);
        }
    }
    split
}

/// The splits of rows placed in folds.
fn rotate(data: &Dataset, folds: usize, placed: impl Iterator<Item = (usize, usize)>) -> Vec<Split> {
    let mut fold_of = vec![None; data.len()];
    placed.for_each(|(position, fold)| fold_of[position] = Some(fold));
    let split = |fold| {
        let mut split = Split::default();
        for (position, row) in data.rows().enumerate() {
            if fold_of[position] == Some(fold) {
                split.evaluation.push(position);
            } else if row.right.trains() {
                split.training.push(position);
            }
        }
        split
    };
    (0..folds).map(split).collect()
}

#[cfg(test)]
mod tests;
