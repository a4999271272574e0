//! Sums by which a parsed table is held against its source.

use crate::dataset::Dataset;

/// Values as whole numbers of 10^−decimals. The decimals of the sources are short enough for this to be exact.
fn whole(value: f64, decimals: u32) -> i128 {
    let text = format!("{value:.*}", decimals as usize);
    text.replace('.', "").parse().unwrap()
}

fn shown(sum: i128, decimals: u32) -> String {
    let scale = 10_i128.pow(decimals);
    let width = decimals as usize;
    if decimals == 0 { sum.to_string() } else { format!("{}.{:0width$}", sum / scale, sum % scale) }
}

/// Σ over the rows, feature by feature, in exact decimal arithmetic with so many decimals.
pub(super) fn column_sums(data: &Dataset, decimals: u32) -> Vec<String> {
    let sum = |column: usize| data.rows().map(|row| whole(row.features[column], decimals)).sum();
    (0..data.feature_count()).map(|column| shown(sum(column), decimals)).collect()
}

/// Σ (row + 1)·(column + 1)·value over all features and, as the last column, the target: it moves with any swap of two
/// unequal values.
pub(super) fn weighted_sum(data: &Dataset, decimals: u32) -> String {
    let target = |row: &crate::dataset::Row<'_>| {
        row.target.number().unwrap_or_else(|| row.target.class().unwrap() as f64)
    };
    let sum = data.rows().zip(1..).map(|(row, line)| {
        let values = row.features.iter().copied().chain([target(&row)]);
        values
            .zip(1..)
            .map(|(value, column): (f64, i128)| line * column * whole(value, decimals))
            .sum::<i128>()
    });
    shown(sum.sum(), decimals)
}

/// The rows of each class.
pub(super) fn class_counts(data: &Dataset) -> Vec<usize> {
    let count = |class| data.rows().filter(|row| row.target.class() == Some(class)).count();
    (0..data.class_count()).map(count).collect()
}
