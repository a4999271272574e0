use super::*;
use crate::collective::strike::{Judged, Organisation, StrikePlan, Substitutes};
use crate::data::penguins;
use crate::learners::{NearestCentroid, SoftmaxRegression};
use crate::observers::Accuracy;
use crate::seed::Seed;
use crate::valuation::Coalition;

fn draw(strikers: u32, seed: u64) -> StrikeDraw {
    let plan = StrikePlan {
        strikers: Coalition::from_bits(strikers),
        organisation: Organisation::Lot,
        substitutes: Substitutes::None,
        judged: Judged::Everyone,
    };
    StrikeDraw::new(&penguins::dataset(), plan, 0, Seed::new(seed)).unwrap()
}

/// Public rows that the competitor begins with.
const START: usize = 12;

fn plan(contribution: Contribution) -> CampaignPlan {
    CampaignPlan { contribution, start: START }
}

fn ids(world: &World<'_>) -> Vec<u32> {
    world.rows().map(|row| row.id.number()).collect()
}

#[test]
fn totals_are_conserved_when_rows_move() {
    for (bits, seed) in [(0b1, 1), (0b101, 2), (0b11111, 3)] {
        let draw = draw(bits, seed);
        let test = Accuracy(draw.slice());
        let total = draw.table().world().len() + START;
        for share in [0.0, 0.1, 0.35, 0.8, 1.0] {
            let point =
                campaign_point(&draw, &NearestCentroid, &test, plan(Contribution::Move), share).unwrap();
            assert_eq!(point.operator_rows + point.competitor_rows, total);
            assert_eq!(point.competitor_rows, START + point.contributed);
            // The very rows: nobody has one that the other has.
            let moved = &draw.order()[..point.contributed];
            let competitor = ids(&competitor_world(&draw, START, moved).unwrap());
            let operator = draw.table().world();
            let left = operator.keeping(|place| !moved.contains(&operator.rows().nth(place).unwrap().id));
            let mut all = [ids(&left), competitor].concat();
            all.sort_unstable();
            let begins_with = competitor_world(&draw, START, &[]).unwrap();
            let mut expected = [ids(&operator), ids(&begins_with)].concat();
            expected.sort_unstable();
            assert_eq!(all, expected);
        }
    }
}

#[test]
fn a_contribution_is_a_copy_and_adds() {
    let draw = draw(0b10, 4);
    let test = Accuracy(draw.slice());
    let at = |share| campaign_point(&draw, &NearestCentroid, &test, plan(Contribution::Copy), share).unwrap();
    let nobody = at(0.0);
    for share in [0.2, 0.5, 1.0] {
        let point = at(share);
        assert_eq!((point.operator, point.operator_rows), (nobody.operator, nobody.operator_rows));
        assert_eq!(point.competitor_rows, nobody.competitor_rows + point.contributed);
        let added = competitor_world(&draw, START, &draw.order()[..point.contributed]).unwrap();
        let (before, world) = (draw.table().public(), draw.table().world());
        let edits = contribution_edits(&world, &draw.order()[..point.contributed]).unwrap();
        assert_eq!(added, competitor_world(&draw, START, &[]).unwrap().edited(&edits).unwrap());
        for row in added.rows() {
            // Each row is the competitor's own or the operator's, value for value.
            let from = before.rows().chain(world.rows()).find(|other| other.id == row.id).unwrap();
            assert_eq!((row.features, row.target, row.group), (from.features, from.target, from.group));
        }
    }
}

#[test]
fn moving_is_a_strike_and_a_contribution() {
    let draw = draw(0b100, 5);
    let learner = SoftmaxRegression::new(1.0).unwrap();
    let test = Accuracy(draw.slice());
    for share in [0.0, 0.4, 1.0] {
        let moved = campaign_point(&draw, &learner, &test, plan(Contribution::Move), share).unwrap();
        let copied = campaign_point(&draw, &learner, &test, plan(Contribution::Copy), share).unwrap();
        let strike = draw.at(&learner, &test, share).unwrap();
        assert_eq!((moved.operator, moved.operator_rows), (strike.value, strike.rows));
        assert_eq!((moved.competitor, moved.competitor_rows), (copied.competitor, copied.competitor_rows));
    }
}

#[test]
fn the_competitor_who_gets_everything_is_ahead_of_an_operator_who_has_nothing_left() {
    let draw = draw(0b11111, 6);
    let test = Accuracy(draw.slice());
    let shares = [0.0, 0.25, 0.5, 0.75, 1.0];
    let points = shares.map(|share| {
        campaign_point(&draw, &NearestCentroid, &test, plan(Contribution::Move), share).unwrap()
    });
    let share = catch_up(&shares, &points.map(|point| point.operator), &points.map(|point| point.competitor));
    assert!(share.is_some_and(|share| share < 1.0), "{points:?}");
    // Somebody who has no row at all guesses among three species.
    assert!(points[4].operator_rows == 0 && (points[4].operator - 1.0 / 3.0).abs() < 1e-12);
}

#[test]
fn more_rows_to_begin_with_hold_the_fewer() {
    let draw = draw(0b1, 8);
    let of = |start| ids(&competitor_world(&draw, start, &[]).unwrap());
    let (few, more, all) = (of(5), of(9), of(usize::MAX));
    assert_eq!((few.len(), more.len(), all.len()), (5, 9, draw.table().public().len()));
    assert!(few.iter().all(|id| more.contains(id)) && more.iter().all(|id| all.contains(id)));
}

#[test]
fn rows_that_nobody_has_cannot_be_contributed() {
    let draw = draw(0b1, 7);
    let foreign = draw.table().public().rows().next().unwrap().id;
    assert_eq!(competitor_world(&draw, START, &[foreign]), Err(EditError::NoRow(foreign.number())));
    let test = Accuracy(draw.slice());
    let error = campaign_point(&draw, &NearestCentroid, &test, plan(Contribution::Move), 1.5).unwrap_err();
    assert_eq!(error.to_string(), "the participation is 1.5: legal are numbers from 0 to 1");
}
