//! Numbers of the grid for the prose, computed when the book is built.

use simulation::idea::{Answer, Point};
use simulation::statistics::quantile;
use simulation::valuation::Coalition;

use super::work::Side;
use super::{Grid, GridParameters, QuantityChoice, words};
use crate::numbers::{self, FormatParameters, Write};
use crate::parameters::{self, Arguments, Choice, ParameterError};
use crate::registry::Number;
use crate::widget::Widget;

/// The grid's numbers.
pub(crate) const NUMBERS: &[Number] = &[
    number("cell", "The cell of `world` and `slice`.", |name, arguments| {
        write(name, arguments, |grid| answer(grid, QuantityChoice::Cell))
    }),
    number("loo", "The leave-one-out value of `focus` in `world`, on `slice`.", |name, arguments| {
        write(name, arguments, |grid| answer(grid, QuantityChoice::LeaveOneOut))
    }),
    number("group-loo", "The difference that `group` makes in `world`, on `slice`.", |name, arguments| {
        write(name, arguments, |grid| answer(grid, QuantityChoice::GroupLeaveOut))
    }),
    number(
        "evaluation-value",
        "What testing on `focus` adds to the score of `world` on `slice`.",
        |name, arguments| write(name, arguments, |grid| answer(grid, QuantityChoice::EvaluationValue)),
    ),
    number(
        "interaction",
        "The interaction of `focus` and `partner` in `world`, on `slice`.",
        |name, arguments| write(name, arguments, |grid| answer(grid, QuantityChoice::Interaction)),
    ),
    number("shapley", "The Shapley value of `focus`, on `slice`.", |name, arguments| {
        write(name, arguments, |grid| answer(grid, QuantityChoice::Shapley))
    }),
    number("banzhaf", "The Banzhaf value of `focus`, on `slice`.", |name, arguments| {
        write(name, arguments, |grid| answer(grid, QuantityChoice::Banzhaf))
    }),
    number("beta-shapley", "The Beta(`alpha`, `beta`) value of `focus`, on `slice`.", |name, arguments| {
        write(name, arguments, |grid| answer(grid, QuantityChoice::Beta))
    }),
    number(
        "unlearning",
        "The model in use on `world` minus the one retrained without `group`, on `slice`.",
        |name, arguments| write(name, arguments, |grid| answer(grid, QuantityChoice::Unlearning)),
    ),
    number("regret", "What `world` lacks against everything, on `slice`.", |name, arguments| {
        write(name, arguments, |grid| answer(grid, QuantityChoice::Regret))
    }),
    number("best-subset", "The score of the best world of `size` items, on `slice`.", |name, arguments| {
        write(name, arguments, |grid| answer(grid, QuantityChoice::BestSubset))
    }),
    number("ties", "How many worlds of `size` items tie for the best, on `slice`.", |name, arguments| {
        write(name, arguments, |grid| {
            answer(grid, QuantityChoice::BestSubset);
            Some(words::best(grid).len() as f64)
        })
    }),
    number(
        "quantity",
        "The headline of the quantity that `quantity` names; of a curve, its last mean minus its first.",
        |name, arguments| write(name, arguments, |grid| answer(grid, grid.parameters.quantity)),
    ),
    number("curve-mean", "The mean at `size` of the curve that `quantity` names.", |name, arguments| {
        write(name, arguments, |grid| point(grid, grid.parameters.size.get()).map(|point| point.mean))
    }),
    number("curve-least", "The least at `size` of the curve that `quantity` names.", |name, arguments| {
        write(name, arguments, |grid| point(grid, grid.parameters.size.get()).map(|point| point.least))
    }),
    number("curve-most", "The most at `size` of the curve that `quantity` names.", |name, arguments| {
        write(name, arguments, |grid| point(grid, grid.parameters.size.get()).map(|point| point.most))
    }),
    number(
        "luck-low",
        "The 5 % quantile of the grid’s quantity over the other draws.",
        |name, arguments| write(name, arguments, |grid| quantile(grid.work.luck(), 0.05)),
    ),
    number(
        "luck-high",
        "The 95 % quantile of the grid’s quantity over the other draws.",
        |name, arguments| write(name, arguments, |grid| quantile(grid.work.luck(), 0.95)),
    ),
    number(
        "luck-least",
        "The smallest value of the grid’s quantity over the other draws.",
        |name, arguments| write(name, arguments, |grid| quantile(grid.work.luck(), 0.0)),
    ),
    number("draws", "How many other draws the grid makes.", |name, arguments| {
        write(name, arguments, |grid| Some(f64::from(grid.parameters.draws.get())))
    }),
    number("worlds", "How many training worlds the grid has.", |name, arguments| {
        write(name, arguments, |grid| Some(grid.items.worlds().len() as f64))
    }),
    number("slices", "How many columns the grid has.", |name, arguments| {
        write(name, arguments, |grid| Some(grid.items.slices().len() as f64))
    }),
    number("comparisons", "How many comparisons a Shapley value of the grid averages.", |name, arguments| {
        write(name, arguments, |grid| Some((grid.items.worlds().len() / 2) as f64))
    }),
    number("orders", "In how many orders the grid’s items could arrive.", |name, arguments| {
        write(name, arguments, |grid| Some((1..=grid.items.len()).map(|n| n as f64).product()))
    }),
    number("training-rows", "Rows that `world` trains on.", |name, arguments| {
        write(name, arguments, |grid| {
            let plan = grid.parameters.data.plan(grid.items.len());
            Some((grid.selection.world.len() as usize * plan.training_rows) as f64)
        })
    }),
    number("test-rows", "Rows that `slice` tests on.", |name, arguments| {
        write(name, arguments, |grid| {
            let plan = grid.parameters.data.plan(grid.items.len());
            Some((grid.selection.slice.len() as usize * plan.evaluation_rows) as f64)
        })
    }),
    number("quantities", "How many quantities the grid can compute.", |name, arguments| {
        write(name, arguments, |_| Some(QuantityChoice::ALL.len() as f64))
    }),
    number(
        "missing-cells",
        "How many cells a Shapley value needs beside two that are known.",
        |name, arguments| write(name, arguments, |grid| Some(grid.items.worlds().len() as f64 - 2.0)),
    ),
    number("items", "How many items the grid has.", |name, arguments| {
        write(name, arguments, |grid| Some(grid.items.len() as f64))
    }),
];

const fn number(name: &'static str, about: &'static str, write: Write) -> Number {
    numbers::number::<Grid>(name, about, write)
}

fn answer(grid: &mut Grid, quantity: QuantityChoice) -> Option<f64> {
    grid.parameters.quantity = quantity;
    grid.refresh();
    grid.answer.as_ref().map(Answer::headline)
}

/// The point of a curve at a size.
fn point(grid: &mut Grid, size: u32) -> Option<Point> {
    match &grid.answer {
        Some(Answer::Curve(points)) => points.iter().find(|point| point.size == size).copied(),
        _ => None,
    }
}

fn write(
    name: &str,
    arguments: &Arguments,
    read: impl Fn(&mut Grid) -> Option<f64>,
) -> Result<String, Vec<ParameterError>> {
    let (own, style) = parameters::parse::<GridParameters, FormatParameters>(arguments)?;
    let mut grid = Grid::new(own).map_err(|error| vec![error])?;
    // Only luck needs the redraws.
    let known = |grid: &Grid| {
        let world = |&world: &Coalition| grid.work.world(Side::Reference, world).is_some();
        !grid.is_trained() || grid.items.worlds().iter().all(world)
    };
    let enough = |grid: &Grid| !name.starts_with("luck") && !grid.is_layered() && known(grid);
    while !enough(&grid) && grid.step() {}
    grid.refresh();
    let value = read(&mut grid).filter(|value| value.is_finite()).ok_or_else(|| {
        if name.starts_with("luck") {
            let draws = grid.parameters.draws.get().to_string();
            return vec![ParameterError::value("draws", &draws, "at least 1, to know what is luck", vec![])];
        }
        let quantity = grid.parameters.quantity.word();
        let expected = format!("a quantity with an answer for these items that has a `{name}`");
        vec![ParameterError::value("quantity", quantity, expected, vec![])]
    })?;
    Ok(style.write(value))
}
