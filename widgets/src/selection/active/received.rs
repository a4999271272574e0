//! What travels with the page: the run as far as it is drawn, its scene, and the summaries of both ways of asking.

use simulation::dataset::RowId;

use super::Active;
use super::parameters::Sees;
use super::run::{Arm, MAP, Run, Scene, Summary};
use crate::shipped::Shipped;

/// `labelled`: the rows in the order in which they were labelled; `values`: of every round up to the one drawn; `urgency`: row and share,
/// by turns; `queried`; `classes`: of every field; for either way of asking, three numbers a round and the area of each repetition.
/// `None` while anything is missing.
pub(super) fn ship(active: &Active) -> Option<Shipped> {
    let scene = active.scene()?;
    if active.running || active.repeated() < active.wanted() {
        return None;
    }
    let rounds = active.round() as usize;
    let names = |rows: &[RowId]| rows.iter().map(|row| f64::from(row.number())).collect::<Vec<_>>();
    let labelled = active.own.labelled.get(..active.setting.labels(rounds))?;
    let mut shipped = Shipped::default()
        .with("labelled", names(labelled))
        .with("values", active.own.values.get(..=rounds)?.to_vec())
        .with(
            "urgency",
            scene.urgency.iter().flat_map(|&(row, share)| [f64::from(row.number()), share]).collect(),
        )
        .with("queried", names(&scene.queried))
        .with("classes", scene.classes.iter().map(|&class| class as f64).collect());
    for (arm, [points, areas]) in [(&active.asking, NAMES[0]), (&active.luck, NAMES[1])] {
        shipped = shipped
            .with(points, arm.summary.points.concat())
            .with(areas, arm.summary.areas.iter().take(active.wanted()).copied().collect());
    }
    Some(shipped)
}

const NAMES: [[&str; 2]; 2] = [["asking", "asking-areas"], ["luck", "luck-areas"]];

/// Takes what [`ship`] wrote for the same state.
pub(super) fn receive(active: &mut Active, shipped: &Shipped) -> Result<(), String> {
    let column = |name: &str, length: usize| {
        let found = shipped.column(name)?;
        let legal = found.len() == length && found.iter().all(|number| number.is_finite());
        if legal { Ok(found) } else { Err(format!("{length} finite numbers expected in {name}")) }
    };
    let (round, rounds) = (active.round(), active.setting.plan.rounds as usize + 1);
    let labels = active.setting.labels(round as usize);
    let next =
        if round as usize + 1 < rounds { active.setting.labels(round as usize + 1) - labels } else { 0 };
    let rows = |numbers: &[f64]| numbers.iter().map(|&number| RowId::new(number as u32)).collect::<Vec<_>>();
    let labelled = rows(column("labelled", labels)?);
    let values = column("values", round as usize + 1)?.to_vec();
    let urgency = column("urgency", 2 * (active.setting.pool - labels))?;
    let queried = rows(column("queried", next)?);
    let fields = if active.parameters.sees == Sees::Drawn { MAP.0 * MAP.1 } else { 0 };
    let classes = column("classes", fields)?.iter().map(|&class| class as usize).collect();
    let wanted = active.wanted();
    let arm = |[points, areas]: [&str; 2]| -> Result<Arm, String> {
        let points = column(points, if wanted == 0 { 0 } else { 3 * rounds })?;
        let points = points.chunks_exact(3).map(|point| [point[0], point[1], point[2]]).collect();
        Ok(Arm::received(Summary { points, areas: column(areas, wanted)?.to_vec() }))
    };
    let (asking, luck) = (arm(NAMES[0])?, arm(NAMES[1])?);
    let urgency = urgency.chunks_exact(2).map(|pair| (RowId::new(pair[0] as u32), pair[1])).collect();
    active.own = Run::received([&labelled[..], &queried[..]].concat(), values);
    active.scene = Some(Scene { round, urgency, queried, classes });
    (active.asking, active.luck) = (asking, luck);
    Ok(())
}
