//! Numbers of the grid for the prose, computed when the book is built.

use simulation::statistics::quantile;

use super::parameters::{EVALUATION_ROWS, TRAINING_ROWS};
use super::{Grid, GridParameters, QuantityChoice};
use crate::format;
use crate::parameters::{self, Arguments, Flag, ParameterError, Parameters, Whole};
use crate::registry::Number;
use crate::widget::Widget;

crate::parameters! {
    /// How a number is written.
    pub(super) struct FormatParameters {
        /// Decimals at most.
        digits: Whole<0, 9> = Whole::new(3),
        /// Whether every decimal is written, trailing zeros too.
        fixed: Flag = Flag(false),
        /// Whether a positive number has a plus.
        signed: Flag = Flag(false),
    }
}

/// The grid's numbers.
pub(crate) const NUMBERS: &[Number] = &[
    number("cell", "The cell of `world` and `slice`.", |name, arguments| {
        write(name, arguments, |grid| answer(grid, QuantityChoice::Cell))
    }),
    number("loo", "The leave-one-out value of `focus` in `world`, on `slice`.", |name, arguments| {
        write(name, arguments, |grid| answer(grid, QuantityChoice::LeaveOneOut))
    }),
    number("shapley", "The Shapley value of `focus`, on `slice`.", |name, arguments| {
        write(name, arguments, |grid| answer(grid, QuantityChoice::Shapley))
    }),
    number("luck-low", "The 5 % quantile of the grid's quantity over the other draws.", |name, arguments| {
        write(name, arguments, |grid| quantile(&grid.work.luck(&grid.query()), 0.05))
    }),
    number(
        "luck-high",
        "The 95 % quantile of the grid's quantity over the other draws.",
        |name, arguments| write(name, arguments, |grid| quantile(&grid.work.luck(&grid.query()), 0.95)),
    ),
    number(
        "luck-least",
        "The smallest value of the grid's quantity over the other draws.",
        |name, arguments| write(name, arguments, |grid| quantile(&grid.work.luck(&grid.query()), 0.0)),
    ),
    number("draws", "How many other draws the grid makes.", |name, arguments| {
        write(name, arguments, |grid| Some(f64::from(grid.parameters.draws.get())))
    }),
    number("worlds", "How many training worlds the grid has.", |name, arguments| {
        write(name, arguments, |grid| Some(grid.items.worlds().len() as f64))
    }),
    number("comparisons", "How many comparisons a Shapley value of the grid averages.", |name, arguments| {
        write(name, arguments, |grid| Some((grid.items.worlds().len() / 2) as f64))
    }),
    number("training-rows", "Rows that `world` trains on.", |name, arguments| {
        write(name, arguments, |grid| Some((grid.selection.world.len() as usize * TRAINING_ROWS) as f64))
    }),
    number("test-rows", "Rows that `slice` tests on.", |name, arguments| {
        write(name, arguments, |grid| Some((grid.selection.slice.len() as usize * EVALUATION_ROWS) as f64))
    }),
];

type Write = fn(&str, &Arguments) -> Result<String, Vec<ParameterError>>;

const fn number(name: &'static str, about: &'static str, write: Write) -> Number {
    let parameters = || {
        let mut list = GridParameters::list();
        list.extend(FormatParameters::list());
        list
    };
    Number { name, about, parameters, write }
}

fn answer(grid: &mut Grid, quantity: QuantityChoice) -> Option<f64> {
    grid.parameters.quantity = quantity;
    grid.answer()
}

fn write(
    name: &str,
    arguments: &Arguments,
    read: impl Fn(&mut Grid) -> Option<f64>,
) -> Result<String, Vec<ParameterError>> {
    let (own, style) = parameters::parse::<GridParameters, FormatParameters>(arguments)?;
    let mut grid = Grid::new(own).map_err(|error| vec![error])?;
    // Only luck needs the redraws.
    let enough = |grid: &Grid| !name.starts_with("luck") && grid.is_trained();
    while !enough(&grid) && grid.step() {}
    let value = read(&mut grid).filter(|value| value.is_finite()).ok_or_else(|| {
        let draws = grid.parameters.draws.get().to_string();
        vec![ParameterError::value("draws", &draws, "at least 1, to know what is luck", vec![])]
    })?;
    let digits = style.digits.get();
    let plain = if style.fixed.0 { format::decimal(value, digits) } else { format::short(value, digits) };
    let positive = value > 0.0 && plain.chars().any(|c| ('1'..='9').contains(&c));
    Ok(if style.signed.0 && positive { format!("+{plain}") } else { plain })
}
