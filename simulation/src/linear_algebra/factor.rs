//! The loops behind [`Cholesky`](super::Cholesky), on plain slices.

use super::{add_scaled, dot};

/// Replaces the lower triangle by its Cholesky factor. The error is the column of the first pivot that is not finite and above
/// `lost` times its diagonal entry, or 0 if there are not n² entries. The pivots' rounding grows with the likeness of the columns
/// before: with `rounding` of, say, a few units in the last place, pivots within it are lost as well.
pub(super) fn factorise(matrix: &mut [f64], size: usize, lost: f64, rounding: f64) -> Result<(), usize> {
    if matrix.len() != size * size {
        return Err(0);
    }
    let (mut start, mut inflation) = (0, 1.0);
    while start < size {
        let (above, rest) = matrix.split_at_mut(start * size);
        let rows = (size - start).min(4);
        if let (4, Some(four)) = (rows, rest.get_mut(..4 * size)) {
            reduce_four(four, above, size);
        } else {
            for here in rest.chunks_exact_mut(size) {
                reduce(here, above.chunks_exact(size).enumerate());
            }
        }
        for row in start..start + rows {
            let (above, rest) = matrix.split_at_mut(row * size);
            let here = &mut rest[..size];
            reduce(here, above.chunks_exact(size).enumerate().skip(start));
            let diagonal = here[row];
            let pivot = diagonal - dot(&here[..row], &here[..row]);
            if !(pivot > lost.max(rounding * inflation) * diagonal && pivot.is_finite()) {
                return Err(row);
            }
            inflation = f64::max(inflation, diagonal / pivot);
            here[row] = pivot.sqrt();
        }
        start += rows;
    }
    Ok(())
}

/// Makes the entries of a row of A, at the columns of these finished rows, those of L.
fn reduce<'a>(here: &mut [f64], finished: impl Iterator<Item = (usize, &'a [f64])>) {
    for (column, factor) in finished {
        let known = dot(&here[..column], &factor[..column]);
        here[column] = (here[column] - known) / factor[column];
    }
}

/// The same for four rows at once. Each sum runs in the same order as for one, but four that do not wait for each other.
fn reduce_four(rows: &mut [f64], above: &[f64], size: usize) {
    let (first, rest) = rows.split_at_mut(size);
    let (second, rest) = rest.split_at_mut(size);
    let (third, fourth) = rest.split_at_mut(size);
    for (column, factor) in above.chunks_exact(size).enumerate() {
        let mut known = [0.0; 4];
        let pairs = first[..column].iter().zip(&second[..column]);
        let pairs = pairs.zip(third[..column].iter().zip(&fourth[..column]));
        for (((a, b), (c, d)), entry) in pairs.zip(&factor[..column]) {
            known[0] += a * entry;
            known[1] += b * entry;
            known[2] += c * entry;
            known[3] += d * entry;
        }
        for (row, known) in [&mut *first, &mut *second, &mut *third, &mut *fourth].into_iter().zip(known) {
            row[column] = (row[column] - known) / factor[column];
        }
    }
}

/// L⁻¹·b in the place of b.
pub(super) fn solve_lower(factor: &[f64], size: usize, right: &mut [f64]) {
    for (row, line) in factor.chunks_exact(size.max(1)).enumerate().take(right.len()) {
        let (solved, rest) = right.split_at_mut(row);
        rest[0] = (rest[0] - dot(solved, &line[..row])) / line[row];
    }
}

/// L⁻ᵀ·b in the place of b.
pub(super) fn solve_upper(factor: &[f64], size: usize, right: &mut [f64]) {
    for row in (0..size.min(right.len())).rev() {
        let line = &factor[row * size..];
        let (above, rest) = right.split_at_mut(row);
        rest[0] /= line[row];
        add_scaled(above, -rest[0], &line[..row]);
    }
}

/// The factor of A + sign·v·vᵀ by n plane (sign 1) or hyperbolic (sign −1) rotations; v is used up.
pub(super) fn rotate(factor: &mut [f64], size: usize, vector: &mut [f64], sign: f64) -> Option<()> {
    for k in 0..size.min(vector.len()) {
        let (old, x) = (factor[k * size + k], vector[k]);
        let square = if sign > 0.0 { old * old + x * x } else { (old - x) * (old + x) };
        if !(square > 0.0 && square.is_finite()) {
            return None;
        }
        let new = square.sqrt();
        let (growth, share) = (new / old, x / old);
        factor[k * size + k] = new;
        for (line, x) in factor.chunks_exact_mut(size).zip(vector.iter_mut()).skip(k + 1) {
            line[k] = (line[k] + sign * share * *x) / growth;
            *x = growth * *x - share * line[k];
        }
    }
    Some(())
}
