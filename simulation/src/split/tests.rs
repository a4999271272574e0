use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::data::penguins;
use crate::dataset::RowId;
use ndarray::Array2;

type Splitter = fn(&Dataset, Seed) -> Vec<Split>;

const BY_FRACTION: Splitter = |data, seed| vec![by_fraction(data, 0.3, seed).unwrap()];
const BY_COUNT: Splitter = |data, seed| vec![by_count(data, data.len() / 4, seed).unwrap()];
const STRATIFIED: Splitter = |data, seed| vec![stratified(data, 0.3, seed).unwrap()];
const FOLDS: Splitter = |data, seed| folds(data, 4, seed).unwrap();
const STRATIFIED_FOLDS: Splitter = |data, seed| stratified_folds(data, 4, seed).unwrap();

fn table(labels: Vec<usize>) -> Dataset {
    let ids = (0..labels.len() as u32).map(|row| RowId::new(7 * row + 3)).collect();
    let features = Array2::zeros((labels.len(), 1));
    Dataset::classified(ids, features, labels, 3).unwrap()
}

fn without(data: &Dataset, dropped: usize) -> Dataset {
    let rest: Vec<usize> = (0..data.len()).filter(|&position| position != dropped).collect();
    data.select(&rest).unwrap()
}

/// The number of the split on whose evaluation side each row is.
fn places(data: &Dataset, splits: &[Split]) -> BTreeSet<(RowId, usize)> {
    let of = |(number, split): (usize, &Split)| {
        split.evaluation.iter().map(move |&position| (position, number)).collect::<Vec<_>>()
    };
    splits.iter().enumerate().flat_map(of).map(|(position, number)| (data.id(position), number)).collect()
}

/// How many of the rows that stay are placed elsewhere once a row is dropped, and of which classes they are.
fn moved(data: &Dataset, dropped: usize, seed: Seed, split: Splitter) -> Vec<usize> {
    let rest = without(data, dropped);
    let (before, after) = (places(data, &split(data, seed)), places(&rest, &split(&rest, seed)));
    let ids: BTreeSet<RowId> =
        before.symmetric_difference(&after).map(|&(id, _)| id).filter(|&id| id != data.id(dropped)).collect();
    ids.iter().map(|&id| data.target(data.position(id).unwrap()).class().unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn dropping_a_row_moves_no_more_rows_than_promised(
        labels in proptest::collection::vec(0_usize..3, 6..60),
        dropped in any::<proptest::sample::Index>(),
        seed in any::<u64>(),
    ) {
        let (data, seed) = (table(labels), Seed::new(seed));
        let dropped = dropped.index(data.len());
        let class = data.target(dropped).class().unwrap();
        prop_assert_eq!(moved(&data, dropped, seed, BY_FRACTION), vec![]);
        prop_assert_eq!(moved(&data, dropped, seed, FOLDS), vec![]);
        // The same count of one row fewer.
        let count: Splitter = |data, seed| vec![by_count(data, 4, seed).unwrap()];
        prop_assert!(moved(&data, dropped, seed, count).len() <= 1);
        for (split, most) in [(STRATIFIED, 1), (STRATIFIED_FOLDS, 3)] {
            let moved = moved(&data, dropped, seed, split);
            prop_assert!(moved.len() <= most && moved.iter().all(|&other| other == class), "{:?}", moved);
        }
    }

    #[test]
    fn every_row_is_on_one_side_and_within_its_rights(
        rows in proptest::collection::vec((0_usize..3, 0_usize..5), 1..50),
        seed in any::<u64>(),
    ) {
        let (labels, rights): (Vec<usize>, Vec<Right>) =
            rows.into_iter().map(|(label, right)| (label, Right::ALL[right])).unzip();
        let (data, seed) = (table(labels).with_rights(rights).unwrap(), Seed::new(seed));
        let usable = data.rows().filter(|row| row.right.trains() || row.right.evaluates()).count();
        let evaluable = data.rows().filter(|row| row.right.evaluates()).count();
        let free = free(&data).len();
        let single = [
            by_fraction(&data, 0.3, seed).unwrap(),
            by_count(&data, free / 2, seed).unwrap(),
            stratified(&data, 0.3, seed).unwrap(),
        ];
        let folded: Vec<Vec<Split>> =
            [folds(&data, 3, seed), stratified_folds(&data, 3, seed)].into_iter().flatten().collect();
        prop_assert_eq!(folded.len(), if evaluable < 3 { 0 } else { 2 });
        for split in single.iter().chain(folded.iter().flatten()) {
            prop_assert_eq!(split.training.len() + split.evaluation.len() <= usable, true);
            prop_assert!(split.training.iter().all(|&position| data.row(position).unwrap().right.trains()));
            prop_assert!(split.evaluation.iter().all(|&position| data.row(position).unwrap().right.evaluates()));
            prop_assert!(split.training.iter().all(|position| !split.evaluation.contains(position)));
        }
        for split in &single {
            prop_assert_eq!(split.training.len() + split.evaluation.len(), usable);
        }
        for splits in &folded {
            let evaluated: usize = splits.iter().map(|split| split.evaluation.len()).sum();
            prop_assert_eq!((evaluated, places(&data, splits).len()), (evaluable, evaluable));
        }
    }
}

#[test]
fn sizes_are_as_promised() {
    let data = penguins::dataset();
    let class = |positions: &[usize]| {
        [0, 1, 2].map(|class| positions.iter().filter(|&&p| data.target(p).class() == Some(class)).count())
    };
    for seed in (0..20).map(Seed::new) {
        assert_eq!(BY_COUNT(&data, seed)[0].evaluation.len(), 85);
        // 151, 68 and 123 rows: 45.3, 20.4 and 36.9.
        assert_eq!(class(&STRATIFIED(&data, seed)[0].evaluation), [45, 20, 37]);
        for split in STRATIFIED_FOLDS(&data, seed) {
            let sizes = class(&split.evaluation);
            assert!(
                sizes
                    .iter()
                    .zip([151, 68, 123])
                    .all(|(&size, all)| size == all / 4 || size == all.div_ceil(4))
            );
        }
        // Binomial: 342 rows at 0.3, and at 1/4; five standard deviations.
        let near =
            |count: usize, p: f64| (count as f64 - 342.0 * p).abs() < 5.0 * (342.0 * p * (1.0 - p)).sqrt();
        assert!(near(BY_FRACTION(&data, seed)[0].evaluation.len(), 0.3));
        assert!(FOLDS(&data, seed).iter().all(|split| near(split.evaluation.len(), 0.25)));
    }
    let larger = by_fraction(&data, 0.6, Seed::new(1)).unwrap().evaluation;
    assert!(by_fraction(&data, 0.3, Seed::new(1)).unwrap().evaluation.iter().all(|p| larger.contains(p)));
    assert_ne!(BY_COUNT(&data, Seed::new(1)), BY_COUNT(&data, Seed::new(2)));
    assert!(by_fraction(&data, 0.0, Seed::new(1)).unwrap().evaluation.is_empty());
    assert!(by_fraction(&data, 1.0, Seed::new(1)).unwrap().training.is_empty());
}

#[test]
fn splits_that_cannot_be_are_refused() {
    let data =
        table(vec![0, 1, 2]).with_rights(vec![Right::Both, Right::Evaluable, Right::Reserved]).unwrap();
    let seed = Seed::new(1);
    assert_eq!(
        by_fraction(&data, f64::NAN, seed).unwrap_err().to_string(),
        "the evaluation fraction is NaN: legal are numbers from 0 to 1"
    );
    assert!(stratified(&data, 1.5, seed).is_err());
    assert_eq!(by_count(&data, 2, seed), Err(SplitError::Count { count: 2, largest: 1 }));
    assert_eq!(folds(&data, 3, seed), Err(SplitError::Folds { folds: 3, largest: 2 }));
    assert_eq!(stratified_folds(&data, 1, seed), Err(SplitError::Folds { folds: 1, largest: 2 }));
    let numbers = Dataset::measured(vec![RowId::new(0)], Array2::zeros((1, 1)), vec![1.0]).unwrap();
    assert_eq!(stratified(&numbers, 0.5, seed), Err(SplitError::Targets));
}
