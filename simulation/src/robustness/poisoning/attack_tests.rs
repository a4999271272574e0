use super::*;
use crate::data::{breast_cancer, diabetes, penguins};
use crate::learners::{Intercept, Learner, LogisticRegression, RidgeRegression};
use crate::robustness::poisoning::{PoisonTable, mean_loss};
use crate::standardise::Standardiser;
use proptest::prelude::*;

fn table() -> PoisonTable {
    PoisonTable::new(&breast_cancer::dataset(), [0, 1]).unwrap()
}

fn logistic() -> LogisticRegression {
    LogisticRegression::new(1.0, Intercept::Free).unwrap()
}

fn run(table: &PoisonTable, attack: Attack, seed: u64) -> Poisoning<'_, LogisticRegression> {
    let division = table.divide(50, Seed::new(seed)).unwrap();
    let (world, own) =
        (World::new(table.classes(), division.training), World::new(table.classes(), division.own));
    let room = FeatureBox::around(&world, 1.0).unwrap();
    Poisoning::new(logistic(), &world, &own, attack, room, Seed::new(seed)).unwrap()
}

#[test]
fn random_flips_are_other_copies_of_training_rows_and_end_with_them() {
    let table = table();
    let mut poisoning = run(&table, Attack::RandomFlips, 1);
    let clean = poisoning.clean().clone();
    let rows: Vec<PoisonRow> = poisoning.by_ref().map(Result::unwrap).collect();
    assert_eq!((rows.len(), poisoning.world().len()), (clean.len(), 2 * clean.len()));
    for (index, row) in rows.iter().enumerate() {
        let source = clean.rows().find(|other| other.id == row.copied).unwrap();
        assert_eq!((&row.features[..], &row.start), (source.features, &row.features));
        assert_eq!(row.target.class(), source.target.class().map(|class| 1 - class));
        assert!(rows[..index].iter().all(|other| other.copied != row.copied));
    }
    let spent = PoisonError::Budget { wanted: clean.len() + 1, rows: clean.len() };
    assert_eq!(poisoning.advance(), Err(spent));
    assert!(poisoning.next().is_none());
}

#[test]
fn a_targeted_flip_is_the_one_of_the_largest_slope() {
    let table = table();
    let mut poisoning = run(&table, Attack::TargetedFlips, 2);
    let (clean, own) = (poisoning.clean().clone(), poisoning.own().clone());
    let model = poisoning.model().clone();
    let base = mean_loss(&model, &own).unwrap();
    // By brute force: training again with a hundred-thousandth of each copy.
    let slope = |row: &Row<'_>| {
        let target = other_label(&clean, row).unwrap();
        let id = RowId::new(5000);
        let new = NewRow { id, features: row.features.to_vec(), target, group: 0, right: Right::Both };
        let edits = Edits::from(Edit::Add(new)).then(Edit::Reweight(id, 1e-5));
        let fit = logistic().fit(&clean.edited(&edits).unwrap(), Seed::new(0)).unwrap();
        mean_loss(&fit, &own).unwrap() - base
    };
    let slopes: Vec<(RowId, f64)> = clean.rows().map(|row| (row.id, slope(&row))).collect();
    let best = slopes.iter().fold(slopes[0], |best, other| if other.1 > best.1 { *other } else { best });
    let first = poisoning.next().unwrap().unwrap();
    assert_eq!(first.copied, best.0);
    let second = poisoning.next().unwrap().unwrap();
    assert_ne!(first.copied, second.copied);
}

#[test]
fn an_ascent_ends_at_least_as_high_as_it_began_and_inside_the_box() {
    let table = table();
    for seed in 0..6 {
        let mut poisoning = run(&table, Attack::GradientRows, seed);
        let order = run(&table, Attack::RandomFlips, seed).take(5).map(Result::unwrap);
        for flip in order {
            let before = poisoning.world().clone();
            let begun = poisoning.with(&flip).unwrap();
            assert_eq!(begun.len(), before.len() + 1);
            let start = mean_loss(&logistic().fit(&begun, Seed::new(0)).unwrap(), poisoning.own()).unwrap();
            let row = poisoning.next().unwrap().unwrap();
            assert_eq!((row.copied, &row.start, row.target), (flip.copied, &flip.features, flip.target));
            let end = mean_loss(poisoning.model(), poisoning.own()).unwrap();
            assert!(end >= start, "{end} after {start}");
            assert!(poisoning.room().contains(&row.features));
        }
    }
}

/// With one row to place, the whole box can be looked over.
#[test]
fn the_best_of_a_few_ascents_is_close_to_the_best_place_of_a_grid() {
    let table = table();
    let poisoning = run(&table, Attack::GradientRows, 3);
    let (own, room) = (poisoning.own().clone(), poisoning.room().clone());
    let loss = |features: Vec<f64>, class: usize| {
        let row = PoisonRow { copied: RowId::new(0), start: vec![], features, target: Target::Class(class) };
        let fit = logistic().fit(&poisoning.with(&row).unwrap(), Seed::new(0)).unwrap();
        mean_loss(&fit, &own).unwrap()
    };
    let at = |axis: usize, step: usize| room.low()[axis] + room.width(axis) * step as f64 / 24.0;
    let grid = (0..2 * 25 * 25).map(|index| {
        let (class, index) = (index / 625, index % 625);
        loss(vec![at(0, index % 25), at(1, index / 25)], class)
    });
    let best = grid.fold(0.0, f64::max);
    let clean = mean_loss(poisoning.model(), &own).unwrap();
    let mut reached = 0.0_f64;
    for seed in 0..8 {
        let fresh = Poisoning::new(
            logistic(),
            poisoning.clean(),
            &own,
            Attack::GradientRows,
            room.clone(),
            Seed::new(seed),
        );
        let mut fresh = fresh.unwrap();
        fresh.next().unwrap().unwrap();
        reached = reached.max(mean_loss(fresh.model(), &own).unwrap());
    }
    assert!(reached - clean >= 0.98 * (best - clean), "{reached} of {best}, from {clean}");
}

#[test]
fn numbers_are_poisoned_too() {
    let data = diabetes::dataset();
    let data = Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap();
    let (world, own) = (World::new(&data, 0..60), World::new(&data, 60..160));
    let learner = RidgeRegression::new(1.0, Intercept::Free).unwrap();
    let rise = |attack| {
        let room = FeatureBox::around(&world, 1.0).unwrap();
        let mut poisoning = Poisoning::new(learner, &world, &own, attack, room, Seed::new(1)).unwrap();
        let clean = mean_loss(poisoning.model(), &own).unwrap();
        for row in poisoning.by_ref().take(6) {
            assert!(row.unwrap().target.number().is_some());
        }
        mean_loss(poisoning.model(), &own).unwrap() - clean
    };
    let [random, targeted, gradient] = Attack::ALL.map(rise);
    assert!(gradient > random && targeted > random, "{random}, {targeted}, {gradient}");
}

#[test]
fn what_cannot_be_attacked_is_refused() {
    let (table, data) = (table(), penguins::dataset());
    let three = World::new(&data, 0..300);
    let room = FeatureBox::around(&three, 1.0).unwrap();
    let new = |world: &World<'static>, room: &FeatureBox| {
        Poisoning::new(logistic(), world, world, Attack::RandomFlips, room.clone(), Seed::new(1)).err()
    };
    let detached = |world: &World<'_>| world.detached().unwrap();
    assert!(matches!(new(&detached(&three), &room), Some(PoisonError::Label(0))));
    let world = detached(&World::new(table.classes(), 0..40));
    assert_eq!(new(&world, &room), Some(PoisonError::Sides { found: 4, features: 2 }));
    let flat = FeatureBox::around(&world, 1.0).unwrap();
    let nothing = detached(&World::new(table.classes(), []));
    assert_eq!(new(&nothing, &flat), Some(PoisonError::Nothing));
    // Rows of its own that the model has no loss for.
    let numbers = detached(&World::new(table.numbers(), 0..40));
    let mut strange =
        Poisoning::new(logistic(), &world, &numbers, Attack::GradientRows, flat, Seed::new(1)).unwrap();
    assert_eq!(strange.advance(), Err(PoisonError::Nothing));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_smaller_box_holds_every_row(reach in 0.1_f64..2.0, seed in 0_u64..50) {
        let table = table();
        let division = table.divide(40, Seed::new(seed)).unwrap();
        let (world, own) = (World::new(table.classes(), division.training), World::new(table.classes(), division.own));
        for attack in Attack::ALL {
            let room = FeatureBox::around(&world, reach).unwrap();
            let poisoning = Poisoning::new(logistic(), &world, &own, attack, room.clone(), Seed::new(seed)).unwrap();
            for row in poisoning.take(3) {
                let row = row.unwrap();
                prop_assert!(room.contains(&row.features) && room.contains(&row.start));
            }
        }
    }
}
