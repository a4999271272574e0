//! What travels with the page: the run epoch by epoch, the planted rows in the world of true labels, and what other draws found.

use simulation::dynamics::{Epoch, TrainingRecord};

use super::Cartography;
use super::run::{Before, Draws, Found, Run};
use crate::shipped::Shipped;

/// `paths` and `before`: for each row, after each epoch, twice the probability of the label in thousandths, plus 1 where the row was right,
/// each less the one before; `norms`: EL2N of each row, in thousandths; `others`: the mean path of the other rows in the world of true
/// labels; `draws`: for each other draw the planted rows, then for each epoch what each ranking found of them, −1 where it is not known.
/// `None` while anything is missing.
pub(super) fn ship(widget: &Cartography) -> Option<Shipped> {
    let record = widget.run.record().filter(|_| widget.run.is_known() && !widget.playing)?;
    let norms = record.epochs().iter().find(|epoch| !epoch.error_norms.is_empty())?;
    let mut shipped = Shipped::default()
        .with("paths", steps(record))
        .with("norms", norms.error_norms.iter().map(|norm| (norm * 1000.0).round()).collect());
    if widget.study.planted_count() > 0 {
        let before = widget.before.as_ref()?;
        shipped = shipped.with("before", steps(&before.planted)).with("others", before.others.clone());
        let draws = widget.draws.done.get(..widget.wanted())?;
        let numbers = draws.iter().flat_map(|(planted, found)| {
            let found = found.iter().flatten().map(|found| found.unwrap_or(-1.0));
            std::iter::once(*planted as f64).chain(found)
        });
        shipped = shipped.with("draws", numbers.collect());
    }
    Some(shipped)
}

/// Takes what [`ship`] wrote for the same state.
pub(super) fn receive(widget: &mut Cartography, shipped: &Shipped) -> Result<(), String> {
    let (rows, epochs) = (widget.study.len(), widget.parameters.epochs.get() as usize);
    let norms = column(shipped, "norms", rows)?;
    let norms: Vec<f64> = norms.iter().map(|norm| norm / 1000.0).collect();
    let at = widget.parameters.norms_at() as usize;
    let record = record(column(shipped, "paths", rows * epochs)?, rows, epochs, Some((at, norms)))?;
    let planted = widget.study.planted_count();
    if planted > 0 {
        let before = self::record(column(shipped, "before", planted * epochs)?, planted, epochs, None)?;
        let means = if planted < rows { epochs } else { 0 };
        let others = column(shipped, "others", means)?.to_vec();
        let each = 1 + 4 * epochs;
        let draws = column(shipped, "draws", widget.wanted() * each)?;
        let draw = |numbers: &[f64]| -> (usize, Found) {
            let known = |found: f64| (found >= 0.0).then_some(found);
            let epoch = |found: &[f64]| [0, 1, 2, 3].map(|ranking| known(found[ranking]));
            (numbers[0] as usize, numbers[1..].chunks_exact(4).map(epoch).collect())
        };
        widget.draws = Draws::received(draws.chunks_exact(each).map(draw).collect());
        widget.before = Some(Before { planted: before, others });
    }
    widget.run = Run::received(record);
    Ok(())
}

fn column<'s>(shipped: &'s Shipped, name: &str, length: usize) -> Result<&'s [f64], String> {
    let found = shipped.column(name)?;
    let legal = found.len() == length && found.iter().all(|number| number.is_finite());
    if legal { Ok(found) } else { Err(format!("{length} finite numbers expected in {name}")) }
}

/// The paths of the rows, one after the other: most rows hardly move, and small numbers are short.
fn steps(record: &TrainingRecord) -> Vec<f64> {
    let mut numbers = Vec::with_capacity(record.rows() * record.epochs().len());
    for row in 0..record.rows() {
        let mut last = 0.0;
        for epoch in record.epochs() {
            let now =
                2.0 * (epoch.probabilities[row] * 1000.0).round() + f64::from(u8::from(epoch.right[row]));
            numbers.push(now - last);
            last = now;
        }
    }
    numbers
}

/// Turns [`steps`] round.
fn record(
    steps: &[f64],
    rows: usize,
    epochs: usize,
    norms: Option<(usize, Vec<f64>)>,
) -> Result<TrainingRecord, String> {
    let mut all = vec![Epoch::default(); epochs];
    for path in steps.chunks_exact(epochs.max(1)) {
        let mut now = 0.0;
        for (epoch, step) in all.iter_mut().zip(path) {
            now += step;
            let right = now % 2.0 == 1.0;
            epoch.probabilities.push((now - f64::from(u8::from(right))) / 2.0 / 1000.0);
            epoch.right.push(right);
        }
    }
    if let Some((at, norms)) = norms
        && let Some(epoch) = all.get_mut(at.wrapping_sub(1))
    {
        epoch.error_norms = norms;
    }
    let mut record = TrainingRecord::new(rows);
    let kept = all.into_iter().all(|epoch| record.push(epoch));
    if kept { Ok(record) } else { Err("probabilities in thousandths expected in paths".to_owned()) }
}
