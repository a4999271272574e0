use super::*;
use crate::data::{digits, german_credit, penguins};
use crate::dataset::{Dataset, NewRow, RowId, Targets};
use crate::edit::{Edit, Edits};
use crate::learners::{
    Classifier, GaussianNaiveBayes, Learner, NearestCentroid, NearestNeighbours, SoftmaxRegression,
};
use crate::observers::{Accuracy, LogLoss, Observer};
use crate::seed::Seed;
use crate::valuation::{
    Coalition, Game, LearningGame, Nothing, UtilityTable, learning, leave_each_out, shapley,
};

fn plan(bits: u32) -> StrikePlan {
    StrikePlan {
        strikers: Coalition::from_bits(bits),
        organisation: Organisation::Lot,
        substitutes: Substitutes::None,
        judged: Judged::Everyone,
    }
}

fn classifiers() -> [Classifier; 3] {
    [
        Classifier::NearestCentroid(NearestCentroid),
        Classifier::NearestNeighbours(NearestNeighbours::new(3).unwrap()),
        Classifier::SoftmaxRegression(SoftmaxRegression::new(1.0).unwrap()),
    ]
}

#[test]
fn participation_0_gives_the_baseline_exactly() {
    for data in [penguins::dataset(), digits::dataset(), german_credit::dataset()] {
        for organisation in [Organisation::Lot, Organisation::Neighbourhood, Organisation::Costliest] {
            for substitutes in [Substitutes::None, Substitutes::Public, Substitutes::Synthetic] {
                let plan = StrikePlan { organisation, substitutes, ..plan(0b10) };
                let draw = StrikeDraw::new(&data, plan, 3, Seed::new(7)).unwrap();
                let learner = GaussianNaiveBayes::new(0.01).unwrap();
                let model = learner.fit(&draw.table().world(), Seed::new(9)).unwrap();
                let test = Accuracy(draw.slice());
                let nobody = draw.at(&learner, &test, 0.0).unwrap();
                assert_eq!(Some(nobody.value), test.observe(&model));
                assert_eq!((nobody.withheld, nobody.rows), (0, draw.table().world().len()));
            }
        }
    }
}

#[test]
fn singleton_strikes_equal_leave_one_out() {
    let draw = StrikeDraw::new(&penguins::dataset(), plan(0b11111), 0, Seed::new(2)).unwrap();
    let (world, seed) = (draw.table().world(), Seed::new(5));
    let test = LogLoss(draw.slice());
    for learner in classifiers() {
        // Single rows.
        let rows = learning::each_row(&world);
        let game = LearningGame::new(&learner, &world, &rows, &test, Nothing::Trained, seed).unwrap();
        let each = game.leave_each_out().unwrap();
        let baseline = draw.without(&learner, &test, &[]).unwrap().value;
        for (row, value) in rows.iter().zip(each).take(25) {
            let strike = draw.without(&learner, &test, row).unwrap();
            assert_eq!(baseline - strike.value, value.unwrap(), "{learner:?}, {row:?}");
        }
        // Single groups: a class without rows has no bounded log loss.
        let test = Accuracy(draw.slice());
        let baseline = draw.without(&learner, &test, &[]).unwrap().value;
        let groups = learning::each_group(&world);
        let game = LearningGame::new(&learner, &world, &groups, &test, Nothing::Trained, seed).unwrap();
        let strikes = GroupStrikes::new(draw.table(), seed);
        for (group, value) in leave_each_out(&game, Coalition::all(5)).into_iter().enumerate() {
            let strike = strikes.worth(&learner, &test, Coalition::single(group)).unwrap();
            assert_eq!(baseline - strike, value, "{learner:?}, group {group}");
        }
    }
}

#[test]
fn all_coalitions_equal_the_shapley_table() {
    let table = StrikeTable::new(&penguins::dataset(), Seed::new(3)).unwrap();
    let (world, seed) = (table.world(), Seed::new(5));
    let test = Accuracy(table.slice());
    for learner in classifiers() {
        let groups = learning::each_group(&world);
        let game = LearningGame::new(&learner, &world, &groups, &test, Nothing::Trained, seed).unwrap();
        let expected = UtilityTable::of(&game).unwrap();
        let struck = all_strikes(&table, &learner, &test, seed).unwrap();
        assert_eq!(struck, expected, "{learner:?}");
        assert_eq!(shapley(&struck), shapley(&game));
        // Nobody strikes at the end of the table, everybody at its beginning.
        let strikes = GroupStrikes::new(&table, seed);
        let worth = |striking| strikes.worth(&learner, &test, striking).unwrap();
        assert_eq!(struck.value(Coalition::all(5)), worth(Coalition::EMPTY));
        assert_eq!(struck.value(Coalition::EMPTY), worth(Coalition::all(5)));
    }
}

#[test]
fn identical_stand_ins_give_the_baseline_exactly() {
    let draw = StrikeDraw::new(&penguins::dataset(), plan(0b10), 0, Seed::new(4)).unwrap();
    let world = draw.table().world();
    let edits = strike_edits(&world, draw.order(), |row| Some(StandIn::from(row))).unwrap();
    assert!(edits.as_slice().iter().all(|edit| matches!(edit, Edit::Replace(..))));
    let replaced = world.edited(&edits).unwrap();
    assert_eq!(replaced, world);
    let test = LogLoss(draw.slice());
    for learner in classifiers() {
        let observed = |world| test.observe(&learner.fit(world, Seed::new(1)).unwrap());
        assert_eq!(observed(&replaced), observed(&world), "{learner:?}");
    }
}

#[test]
fn replacing_is_dropping_and_adding_to_1e_minus_10() {
    let plan = StrikePlan { substitutes: Substitutes::Public, ..plan(0b1001) };
    let draw = StrikeDraw::new(&penguins::dataset(), plan, 0, Seed::new(6)).unwrap();
    let (world, table) = (draw.table().world(), draw.table());
    let withheld = &draw.order()[..30];
    let supply = || StandIns::new(table, withheld, Substitutes::Public, Seed::new(8));
    let mut public = supply();
    let replaced = world.edited(&strike_edits(&world, withheld, |row| public.next(row)).unwrap()).unwrap();
    // The same with rows of new names, which stand behind all others.
    let mut public = supply();
    let mut edits = Edits::drop_rows(withheld.iter().copied());
    for (number, &id) in (50_000..).zip(withheld) {
        let row = world.rows().nth(world.place(id).unwrap()).unwrap();
        let Some(StandIn { features, target }) = public.next(row) else { continue };
        let id = RowId::new(number);
        edits = edits.then(Edit::Add(NewRow { id, features, target, group: row.group, right: row.right }));
    }
    let added = world.edited(&edits).unwrap();
    assert_eq!(added.len(), replaced.len());
    let test = LogLoss(draw.slice());
    for learner in classifiers() {
        let observed = |world| test.observe(&learner.fit(world, Seed::new(1)).unwrap()).unwrap();
        let (one, other) = (observed(&replaced), observed(&added));
        assert!((one - other).abs() <= 1e-10, "{learner:?}: {one} and {other}");
    }
}

/// Penguins, and behind them the Chinstraps once more as a sixth group of exact copies.
fn twins() -> (StrikeTable, usize) {
    let data = penguins::dataset();
    let scale = crate::standardise::Standardiser::fit(&crate::world::World::trainable(&data));
    let data = scale.apply(&data).unwrap();
    // Pairs are a female and a male: both on one side.
    let (testing, own): (Vec<usize>, Vec<usize>) =
        (0..data.len()).partition(|position| position / 2 % 2 == 0);
    let is_twin = |&position: &usize| data.row(position).unwrap().group == 1;
    let twins: Vec<usize> = own.iter().copied().filter(is_twin).collect();
    let others = own.iter().copied().filter(|position| !is_twin(position));
    // Others first, then one twin after the other.
    let order: Vec<usize> = testing.iter().copied().chain(others).chain(twins.clone()).collect();
    let rows = order.iter().chain(&twins).map(|&position| data.row(position).unwrap());
    let rows: Vec<_> = rows.collect();
    let copies = order.len()..rows.len();
    let features =
        ndarray::Array2::from_shape_fn((rows.len(), 4), |(row, column)| rows[row].features[column]);
    let labels = rows.iter().map(|row| row.target.class().unwrap()).collect();
    let groups = rows.iter().enumerate().map(|(at, row)| if copies.contains(&at) { 5 } else { row.group });
    let ids = (0..rows.len() as u32).map(RowId::new).collect();
    let groups: Vec<usize> = groups.collect();
    let all = Dataset::new(ids, features, Targets::Classes { labels, count: 3 }).unwrap();
    let all = all.with_groups(groups, 6).unwrap();
    let public = [0, 1, 2];
    let table = StrikeTable::from_parts(
        all,
        testing.len()..rows.len(),
        public,
        (0..testing.len()).filter(|position| !public.contains(position)),
    );
    (table, twins.len())
}

#[test]
fn exact_copies_have_equal_leverage() {
    let (table, rows) = twins();
    let test = Accuracy(table.slice());
    for learner in classifiers() {
        let of = |bits| {
            let groups = Coalition::from_bits(bits);
            leverage(&table, &learner, &test, groups, Substitutes::Public, Seed::new(1)).unwrap()
        };
        let (one, other, both) = (of(0b10), of(0b10_0000), of(0b10_0010));
        assert_eq!((one.rows, one.damage, one.holding), (other.rows, other.damage, other.holding));
        assert!((one.replaced - other.replaced).abs() <= 1e-10);
        assert_eq!((one.rows, one.holding, both.holding), (rows, 0.5, 1.0));
        // Each is the other's substitute; together they have none.
        assert!(one.damage < 0.04 && both.damage > 0.1, "{learner:?}: {one:?} {both:?}");
    }
}

#[test]
fn leverage_is_described_by_its_ratios() {
    let of = |damage, replaced| Leverage { rows: 4, damage, replaced, holding: 0.5 };
    assert_eq!((of(0.2, 0.05).per_row(), of(0.2, 0.05).substitutability()), (Some(0.05), Some(0.75)));
    assert_eq!(of(0.0, 0.1).substitutability(), None);
    assert_eq!(Leverage { rows: 0, ..of(0.0, 0.0) }.per_row(), None);
    let data = penguins::dataset();
    assert_eq!(largest_holding(&crate::world::World::new(&data, []), Coalition::all(5)), 0.0);
}

#[test]
fn a_curve_is_its_draws_points() {
    let (data, learner) = (penguins::dataset(), NearestCentroid);
    let plan = StrikePlan { organisation: Organisation::Costliest, judged: Judged::Others, ..plan(0b1) };
    let shares = [0.0, 0.5, 1.0];
    let points: Vec<StrikePoint> =
        strike_curve(&data, &plan, &learner, &shares, 2, Seed::new(3)).map(Result::unwrap).collect();
    assert_eq!(points.len(), 6);
    for (place, point) in points.iter().enumerate() {
        let mut draw = StrikeDraw::new(&data, plan, (place / 3) as u32, Seed::new(3)).unwrap();
        while draw.prepare() {}
        assert_eq!(draw.at(&learner, &Accuracy(draw.slice()), shares[place % 3]).unwrap(), *point);
        assert_eq!(point.withheld, draw.withheld(shares[place % 3]).unwrap());
        assert!(draw.slice().rows().all(|row| row.group != 0));
        // The rows that are left are those that did not go.
        assert_eq!(point.rows, draw.table().world().len() - point.withheld + point.replaced);
    }
    let nobody = StrikePlan { strikers: Coalition::EMPTY, ..plan };
    let mut failing = strike_curve(&data, &nobody, &learner, &shares, 2, Seed::new(3));
    assert_eq!(failing.next(), Some(Err(StrikeError::Nobody { bits: 0 })));
    assert_eq!(failing.next(), None);
}

#[test]
fn what_cannot_strike_says_so() {
    let draw = StrikeDraw::new(&penguins::dataset(), plan(0b1), 0, Seed::new(3)).unwrap();
    let test = Accuracy(draw.slice());
    for share in [-0.1, 1.1, f64::NAN] {
        assert!(matches!(draw.at(&NearestCentroid, &test, share), Err(StrikeError::Share(_))));
    }
    let foreign = RowId::new(90_000);
    assert!(matches!(draw.without(&NearestCentroid, &test, &[foreign]), Err(StrikeError::Edit(_))));
    let beyond = StrikeDraw::new(&penguins::dataset(), plan(0b100_0000), 0, Seed::new(3)).unwrap_err();
    assert_eq!(
        beyond.to_string(),
        "the groups 0b1000000 have no rows in the operator's world: name a group that has some"
    );
    let numbers = crate::data::diabetes::dataset();
    assert!(matches!(StrikeDraw::new(&numbers, plan(0b1), 0, Seed::new(3)), Err(StrikeError::Split(_))));
}
