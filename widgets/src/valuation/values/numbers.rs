//! Numbers of the values for the prose, computed when the book is built.

use simulation::statistics::{kendall_tau_b, mean, quantile};

use super::work::LuckOf;
use super::{Values, comparison, words};
use crate::numbers::{number, read};
use crate::registry::Number;

/// The figure's numbers.
pub(crate) const NUMBERS: &[Number] = &[
    number::<Values>(
        "row-value",
        "The value of the row in question by the first method.",
        |name, arguments| {
            read(name, arguments, |values: &Values| first(values)?.get(values.focus()).copied())
        },
    ),
    number::<Values>("row-number", "The number of the row in question in its table.", |name, arguments| {
        read(name, arguments, |values: &Values| Some(f64::from(values.number(values.focus()))))
    }),
    number::<Values>(
        "row-half",
        "Half the width of the 95 % interval of the row in question by the first method.",
        |name, arguments| {
            read(name, arguments, |values: &Values| {
                let column = values.work.columns().next()?;
                column.halves.get(values.focus()).copied()
            })
        },
    ),
    number::<Values>("widest-half", "The widest of these, over all rows.", |name, arguments| {
        read(name, arguments, |values: &Values| quantile(&values.work.columns().next()?.halves, 1.0))
    }),
    number::<Values>(
        "row-luck-low",
        "The 5 % quantile of the figure’s number over its other draws.",
        |name, arguments| read(name, arguments, |values: &Values| quantile(&cloud(values)?, 0.05)),
    ),
    number::<Values>(
        "row-luck-high",
        "The 95 % quantile of the figure’s number over its other draws.",
        |name, arguments| read(name, arguments, |values: &Values| quantile(&cloud(values)?, 0.95)),
    ),
    number::<Values>("values-sum", "What the values of the first method add up to.", |name, arguments| {
        read(name, arguments, |values: &Values| Some(values.work.columns().next()?.sum()))
    }),
    number::<Values>("values-total", "The worth of all rows minus the worth of none.", |name, arguments| {
        read(name, arguments, Values::total)
    }),
    number::<Values>(
        "values-gap",
        "What the values of the first method add up to, minus that.",
        |name, arguments| {
            read(name, arguments, |values: &Values| {
                Some(values.work.columns().next()?.sum() - values.total()?)
            })
        },
    ),
    number::<Values>("worth-nothing", "The worth of no rows.", |name, arguments| {
        read(name, arguments, |values: &Values| Some(values.work.ends?[0]))
    }),
    number::<Values>("worth-all", "The worth of all rows.", |name, arguments| {
        read(name, arguments, |values: &Values| Some(values.work.ends?[1]))
    }),
    number::<Values>("values-zeros", "How many rows the first method gives exactly 0.", |name, arguments| {
        read(name, arguments, |values: &Values| {
            Some(first(values)?.iter().filter(|value| **value == 0.0).count() as f64)
        })
    }),
    number::<Values>(
        "values-negative",
        "How many rows the first method gives less than 0.",
        |name, arguments| {
            read(name, arguments, |values: &Values| {
                Some(first(values)?.iter().filter(|value| **value < 0.0).count() as f64)
            })
        },
    ),
    number::<Values>("values-least", "The lowest value by the first method.", |name, arguments| {
        read(name, arguments, |values: &Values| quantile(first(values)?, 0.0))
    }),
    number::<Values>("values-most", "The highest value by the first method.", |name, arguments| {
        read(name, arguments, |values: &Values| quantile(first(values)?, 1.0))
    }),
    number::<Values>(
        "values-agreement",
        "Kendall’s τ-b of the orders of the first two methods.",
        |name, arguments| {
            read(name, arguments, |values: &Values| {
                let columns: Vec<_> = values.work.columns().collect();
                kendall_tau_b(&columns.first()?.values, &columns.get(1)?.values)
            })
        },
    ),
    number::<Values>(
        "values-apart",
        "The largest distance between the first two methods, over all rows.",
        |name, arguments| {
            read(name, arguments, |values: &Values| {
                let columns: Vec<_> = values.work.columns().collect();
                let pairs = columns.first()?.values.iter().zip(&columns.get(1)?.values);
                quantile(&pairs.map(|(one, other)| (one - other).abs()).collect::<Vec<f64>>(), 1.0)
            })
        },
    ),
    number::<Values>(
        "values-covered",
        "How many rows’ intervals by the first method hold the value by the second.",
        |name, arguments| {
            read(name, arguments, |values: &Values| {
                let columns: Vec<_> = values.work.columns().collect();
                let (sampled, exact) = (columns.first()?, columns.get(1)?);
                let held = |(player, value): (usize, &f64)| {
                    sampled.interval(player).is_some_and(|(low, high)| low <= *value && *value <= high)
                };
                Some(exact.values.iter().enumerate().filter(|&row| held(row)).count() as f64)
            })
        },
    ),
    number::<Values>("sets", "How many sets of the rows there are.", |name, arguments| {
        read(name, arguments, |values: &Values| {
            Some(f64::from(1_u32.checked_shl(values.work.players() as u32)?))
        })
    }),
    number::<Values>("pair-value", "The interaction of the two rows in question.", |name, arguments| {
        read(name, arguments, |values: &Values| {
            values
                .work
                .pairs
                .as_ref()?
                .get(values.focus() * values.work.players() + values.partner())
                .copied()
        })
    }),
    number::<Values>("pair-least", "The strongest substitution among the pairs.", |name, arguments| {
        read(name, arguments, |values: &Values| {
            let matrix = values.work.pairs.as_ref()?;
            Some(matrix[words::extremes(matrix, values.work.players())?.0])
        })
    }),
    number::<Values>("pair-most", "The strongest complement among the pairs.", |name, arguments| {
        read(name, arguments, |values: &Values| {
            let matrix = values.work.pairs.as_ref()?;
            Some(matrix[words::extremes(matrix, values.work.players())?.1])
        })
    }),
    number::<Values>("pairs-negative", "How many pairs have a negative interaction.", |name, arguments| {
        read(name, arguments, |values: &Values| {
            let (matrix, n) = (values.work.pairs.as_ref()?, values.work.players());
            let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| i * n + j));
            Some(pairs.filter(|&at| matrix[at] < 0.0).count() as f64)
        })
    }),
    number::<Values>(
        "found",
        "The percentage of the wrong labels that the first method finds.",
        |name, arguments| {
            read(name, arguments, |values: &Values| Some(100.0 * values.work.found(first(values)?)?))
        },
    ),
    number::<Values>("found-confidence", "The percentage that self-confidence finds.", |name, arguments| {
        read(name, arguments, |values: &Values| Some(100.0 * values.work.found(&values.work.confidence)?))
    }),
    number::<Values>(
        "found-mean",
        "The percentage that the first method finds, mean over the other draws.",
        |name, arguments| read(name, arguments, |values: &Values| Some(100.0 * mean(&drawn(values, 0)?)?)),
    ),
    number::<Values>("found-confidence-mean", "The same of self-confidence.", |name, arguments| {
        read(name, arguments, |values: &Values| Some(100.0 * mean(&drawn(values, 1)?)?))
    }),
    number::<Values>(
        "accuracy-without",
        "The accuracy without the tenth of the rows that the first method values least.",
        |name, arguments| {
            read(name, arguments, |values: &Values| {
                let kind = values.work.setting.kinds.first().copied();
                values.work.curve(kind).get(2).copied()
            })
        },
    ),
    number::<Values>(
        "accuracy-without-confidence",
        "The accuracy without the tenth of the rows of the least self-confidence.",
        |name, arguments| read(name, arguments, |values: &Values| values.work.curve(None).get(2).copied()),
    ),
    number::<Values>(
        "accuracy-with-all",
        "The accuracy with all rows, the wrong labels among them.",
        |name, arguments| read(name, arguments, |values: &Values| values.work.curve(None).first().copied()),
    ),
    number::<Values>("other-draws", "How many other draws the figure makes.", |name, arguments| {
        read(name, arguments, |values: &Values| Some(f64::from(values.parameters.draws.get())))
    }),
    number::<Values>("pairs", "How many pairs the rows make.", |name, arguments| {
        read(name, arguments, |values: &Values| {
            let rows = values.work.players();
            Some((rows * (rows - 1) / 2) as f64)
        })
    }),
    number::<Values>("planted-rows", "How many labels are made wrong.", |name, arguments| {
        read(name, arguments, |values: &Values| Some(values.parameters.planted_rows() as f64))
    }),
    number::<Values>(
        "planted-share",
        "The share of these among the rows, in per cent.",
        |name, arguments| {
            read(name, arguments, |values: &Values| {
                let rows = values.work.players() as f64;
                Some(100.0 * values.parameters.planted_rows() as f64 / rows)
            })
        },
    ),
    number::<Values>(
        "row-alike",
        "How many rows are of the class of the row in question.",
        |name, arguments| {
            read(name, arguments, |values: &Values| {
                let class = |player| values.work.sample.player(player).and_then(|row| row.target.class());
                let alike = |&player: &usize| class(player) == class(values.focus());
                Some((0..values.work.players()).filter(alike).count() as f64)
            })
        },
    ),
];

fn first(values: &Values) -> Option<&[f64]> {
    values.work.columns().next().map(|column| column.values.as_slice())
}

fn cloud(values: &Values) -> Option<Vec<f64>> {
    values.work.luck().map(|luck| comparison::cloud(values, luck))
}

/// The shares found in the other draws: by the first method, or by self-confidence.
fn drawn(values: &Values, place: usize) -> Option<Vec<f64>> {
    let luck = values.work.luck().filter(|luck| matches!(luck.of, LuckOf::Found(..)))?;
    Some(luck.numbers.chunks_exact(2).map(|draw| draw[place]).collect())
}
