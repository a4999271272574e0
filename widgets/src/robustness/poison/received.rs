//! What travels with the page: the rows of poison and what they do, the models where the reader stands, and the other divisions.

use simulation::dataset::{RowId, Target};
use simulation::robustness::poisoning::{Boundary, Outcome, PoisonRow};

use super::Poison;
use super::run::{Kept, Own, Scene};
use super::study::{ARMS, Spread, Study, Summary};
use crate::shipped::Shipped;

/// Numbers of a row of poison, of an outcome, of a boundary, and of a repetition.
const ROW: usize = 6;
const OUTCOME: usize = 3;
const LINE: usize = 3;
const REPETITION: usize = 2 * (ARMS + 1) + 1;

/// `rows`: copied row, start, place, target; `outcomes`: of 0, 1, 2, … rows; `lines`: the boundaries; `kept`: the defended outcome, and the
/// rows that were thrown out; `caught`: which of the poison; `points`: three numbers for each measure, arm and number of rows;
/// `repetitions`: at the number of rows that is drawn. `None` while anything is missing.
pub(super) fn ship(poison: &Poison) -> Option<Shipped> {
    let (scene, added) = (poison.scene()?, poison.added());
    if poison.running || !poison.study.is_complete(&poison.setting, added) {
        return None;
    }
    let row = |row: &PoisonRow| {
        let target = match row.target {
            Target::Class(class) => class as f64,
            Target::Number(number) => number,
        };
        [&[f64::from(row.copied.number())][..], &row.start, &row.features, &[target]].concat()
    };
    let rows = poison.own.rows.get(..added)?.iter().flat_map(row).collect();
    let outcomes = poison.own.outcomes.get(..=added)?.iter().flat_map(numbers).collect();
    let boundaries = scene.boundaries.iter().chain(scene.kept.iter().map(|kept| &kept.boundary));
    let lines = boundaries.flat_map(|line| [line.weights[0], line.weights[1], line.intercept]).collect();
    let kept = scene.kept.iter().flat_map(|kept| {
        let removed = kept.removed.iter().map(|row| f64::from(row.number()));
        numbers(&kept.outcome).into_iter().chain(removed).collect::<Vec<_>>()
    });
    let caught = scene.kept.iter().flat_map(|kept| kept.caught.iter().map(|&index| index as f64));
    let points = &poison.study.summary(&poison.setting).points;
    let spread = poison.study.spread(&poison.setting, added).unwrap_or_default();
    let repetition =
        |(values, caught): &([[f64; ARMS + 1]; 2], usize)| [&values.concat()[..], &[*caught as f64]].concat();
    Some(
        Shipped::default()
            .with("rows", rows)
            .with("outcomes", outcomes)
            .with("lines", lines)
            .with("kept", kept.collect())
            .with("caught", caught.collect())
            .with("points", points.iter().flatten().flatten().flatten().copied().collect())
            .with("repetitions", spread.repetitions.iter().flat_map(repetition).collect()),
    )
}

fn numbers(outcome: &Outcome) -> [f64; OUTCOME] {
    [outcome.own, outcome.loss, outcome.error]
}

/// Takes what [`ship`] wrote for the same state.
pub(super) fn receive(poison: &mut Poison, shipped: &Shipped) -> Result<(), String> {
    let column = |name: &str| {
        let found = shipped.column(name)?;
        let finite = found.iter().all(|number| number.is_finite());
        if finite { Ok(found) } else { Err(format!("a number in {name} is not finite")) }
    };
    let exactly = |name: &str, length: usize| {
        let found = column(name)?;
        if found.len() == length { Ok(found) } else { Err(format!("{length} numbers expected in {name}")) }
    };
    let (added, setting) = (poison.added(), poison.setting);
    let defended = setting.defence.is_some();
    let rows = exactly("rows", ROW * added)?;
    let outcomes = exactly("outcomes", OUTCOME * (added + 1))?;
    let lines = exactly("lines", LINE * if defended { 3 } else { 2 })?;
    let arms = if setting.repetitions == 0 {
        0
    } else if defended {
        ARMS
    } else {
        ARMS - 1
    };
    let points = exactly("points", 2 * arms * 3 * (setting.budget + 1))?;
    let repetitions = exactly("repetitions", REPETITION * setting.repetitions)?;
    let (kept, caught) = (column("kept")?, column("caught")?);
    let legal = if defended {
        kept.len() >= OUTCOME && kept.len() - OUTCOME + caught.len() == setting.thrown
    } else {
        kept.is_empty() && caught.is_empty()
    };
    if !legal || caught.iter().any(|&index| index as usize >= added) {
        return Err("these are the rows of another defence".to_owned());
    }

    let classes = poison.parameters.model == super::PoisonModel::Logistic;
    let row = |row: &[f64]| PoisonRow {
        copied: RowId::new(row[0] as u32),
        start: row[1..3].to_vec(),
        features: row[3..5].to_vec(),
        target: if classes { Target::Class(row[5] as usize) } else { Target::Number(row[5]) },
    };
    let outcome = |three: &[f64]| Outcome { own: three[0], loss: three[1], error: three[2] };
    let line = |place: usize| {
        let three = &lines[LINE * place..LINE * (place + 1)];
        Boundary { weights: [three[0], three[1]], intercept: three[2] }
    };
    let kept = defended.then(|| Kept {
        boundary: line(2),
        outcome: outcome(kept),
        removed: kept[OUTCOME..].iter().map(|&row| RowId::new(row as u32)).collect(),
        caught: caught.iter().map(|&index| index as usize).collect(),
    });
    let mut each = points.chunks_exact(3).map(|point| [point[0], point[1], point[2]]);
    let mut summary = Summary::default();
    for measure in &mut summary.points {
        for arm in measure.iter_mut().take(arms) {
            *arm = each.by_ref().take(setting.budget + 1).collect();
        }
    }
    let repetition = |numbers: &[f64]| {
        let four = |from: usize| [0, 1, 2, 3].map(|place| numbers[from + place]);
        ([four(0), four(ARMS + 1)], numbers[REPETITION - 1] as usize)
    };
    let repetitions = repetitions.chunks_exact(REPETITION).map(repetition).collect();
    poison.own = Own::received(
        rows.chunks_exact(ROW).map(row).collect(),
        outcomes.chunks_exact(OUTCOME).map(outcome).collect(),
    );
    poison.scene = Some(Scene { added, boundaries: [line(0), line(1)], kept });
    poison.study = Study::received(summary, Spread { added, repetitions });
    Ok(())
}
