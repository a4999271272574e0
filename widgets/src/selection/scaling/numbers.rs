//! Numbers of the learning curve for the prose, computed when the book is built.

use simulation::selection::scaling::PowerLaw;
use simulation::statistics::quantile;

use super::curve::{Curve, Forecast, RESAMPLES};
use super::{Scaling, words};
use crate::numbers::{number, read};
use crate::registry::Number;
use crate::tables;

/// The numbers of the learning curve.
pub(crate) const NUMBERS: &[Number] = &[
    number::<Scaling>("scaling-rows", "The largest size of the curve.", |name, arguments| {
        read::<Scaling>(name, arguments, |scaling| Some(f64::from(scaling.own.largest())))
    }),
    number::<Scaling>("scaling-features", "How many numbers describe a row.", |name, arguments| {
        read::<Scaling>(name, arguments, |scaling| {
            let rows = tables::table(scaling.parameters.data.source()).ok()?;
            Some(rows.feature_count() as f64)
        })
    }),
    number::<Scaling>("scaling-tests", "How many rows test every model.", |name, arguments| {
        read::<Scaling>(name, arguments, |scaling| Some(scaling.own.tests(&scaling.setting) as f64))
    }),
    number::<Scaling>("scaling-first", "The smallest size of the curve.", |name, arguments| {
        read::<Scaling>(name, arguments, |scaling| scaling.own.sizes.first().copied().map(f64::from))
    }),
    number::<Scaling>("scaling-known", "The largest size that the law knows.", |name, arguments| {
        read::<Scaling>(name, arguments, |scaling| {
            scaling.own.sizes.get(scaling.known().checked_sub(1)?).copied().map(f64::from)
        })
    }),
    number::<Scaling>("scaling-first-loss", "The mean loss at the smallest size.", |name, arguments| {
        read::<Scaling>(name, arguments, |scaling| scaling.own.mean(0, &scaling.setting))
    }),
    number::<Scaling>(
        "scaling-known-loss",
        "The mean loss at the largest size that the law knows.",
        |name, arguments| {
            read::<Scaling>(name, arguments, |scaling| {
                scaling.own.mean(scaling.known().checked_sub(1)?, &scaling.setting)
            })
        },
    ),
    number::<Scaling>("scaling-scale", "The scale a of the fitted law.", |name, arguments| {
        read::<Scaling>(name, arguments, |scaling| Some(law(scaling)?.1.scale))
    }),
    number::<Scaling>("scaling-exponent", "The exponent b of the fitted law.", |name, arguments| {
        read::<Scaling>(name, arguments, |scaling| Some(law(scaling)?.1.exponent))
    }),
    number::<Scaling>(
        "scaling-doubling",
        "2^b: what twice the rows divide the loss above the floor by.",
        |name, arguments| read::<Scaling>(name, arguments, |scaling| Some(law(scaling)?.1.exponent.exp2())),
    ),
    number::<Scaling>(
        "scaling-halving",
        "2^(1/b): how many times the rows halve the loss above the floor.",
        |name, arguments| {
            read::<Scaling>(name, arguments, |scaling| Some((1.0 / law(scaling)?.1.exponent).exp2()))
        },
    ),
    number::<Scaling>("scaling-floor", "The floor c of the fitted law.", |name, arguments| {
        read::<Scaling>(name, arguments, |scaling| Some(law(scaling)?.1.offset))
    }),
    number::<Scaling>("scaling-law", "What the law says at the largest size.", |name, arguments| {
        read::<Scaling>(name, arguments, |scaling| Some(law(scaling)?.1.at(f64::from(scaling.own.largest()))))
    }),
    number::<Scaling>(
        "scaling-low",
        "The lower end of the law’s band at the largest size.",
        |name, arguments| read::<Scaling>(name, arguments, |scaling| Some(law(scaling)?.0.end?.low)),
    ),
    number::<Scaling>(
        "scaling-high",
        "The upper end of the law’s band at the largest size.",
        |name, arguments| read::<Scaling>(name, arguments, |scaling| Some(law(scaling)?.0.end?.high)),
    ),
    number::<Scaling>(
        "scaling-exponent-low",
        "The lower end of the exponent’s bootstrap interval.",
        |name, arguments| read::<Scaling>(name, arguments, |scaling| Some(law(scaling)?.0.exponent?.low)),
    ),
    number::<Scaling>(
        "scaling-exponent-high",
        "The upper end of the exponent’s bootstrap interval.",
        |name, arguments| read::<Scaling>(name, arguments, |scaling| Some(law(scaling)?.0.exponent?.high)),
    ),
    number::<Scaling>(
        "scaling-line",
        "What the straight line on logarithmic axes says at the largest size.",
        |name, arguments| {
            read::<Scaling>(name, arguments, |scaling| scaling.own.foretold(scaling.goal())?.line_end)
        },
    ),
    number::<Scaling>("scaling-failed", "How many of the 200 resamples follow no law.", |name, arguments| {
        read::<Scaling>(name, arguments, |scaling| {
            scaling.own.foretold(scaling.goal()).map(|forecast| forecast.failed as f64)
        })
    }),
    number::<Scaling>(
        "scaling-truth",
        "The mean loss at the largest size; needs `revealed`.",
        |name, arguments| read::<Scaling>(name, arguments, Scaling::truth),
    ),
    number::<Scaling>("scaling-divisions", "How many other divisions are made.", |name, arguments| {
        read::<Scaling>(name, arguments, |scaling| Some(words::divisions(scaling).count as f64))
    }),
    number::<Scaling>(
        "scaling-laws",
        "On how many other divisions the curve follows a law.",
        |name, arguments| {
            read::<Scaling>(name, arguments, |scaling| Some(words::divisions(scaling).values.len() as f64))
        },
    ),
    number::<Scaling>("scaling-bands", "How many of those laws have a band.", |name, arguments| {
        read::<Scaling>(name, arguments, |scaling| Some(words::divisions(scaling).bands as f64))
    }),
    number::<Scaling>(
        "scaling-inside",
        "How many of those bands hold the truth; needs `revealed`.",
        |name, arguments| {
            read::<Scaling>(name, arguments, |scaling| {
                scaling.parameters.revealed.0.then(|| words::divisions(scaling).inside as f64)
            })
        },
    ),
    number::<Scaling>(
        "scaling-miss",
        "Mean distance of law and truth on other divisions; needs `revealed`.",
        |name, arguments| {
            read::<Scaling>(name, arguments, |scaling| words::divisions(scaling).misses.map(|m| m[0]))
        },
    ),
    number::<Scaling>(
        "scaling-line-miss",
        "Mean distance of straight line and truth on other divisions; needs `revealed`.",
        |name, arguments| {
            read::<Scaling>(name, arguments, |scaling| words::divisions(scaling).misses.map(|m| m[1]))
        },
    ),
    number::<Scaling>(
        "scaling-exponents-low",
        "The smallest exponent on the other divisions.",
        |name, arguments| read::<Scaling>(name, arguments, |scaling| spread(scaling, |l| l.exponent, 0.0)),
    ),
    number::<Scaling>(
        "scaling-exponents-high",
        "The largest exponent on the other divisions.",
        |name, arguments| read::<Scaling>(name, arguments, |scaling| spread(scaling, |l| l.exponent, 1.0)),
    ),
    number::<Scaling>(
        "scaling-floors-low",
        "The smallest floor on the other divisions.",
        |name, arguments| read::<Scaling>(name, arguments, |scaling| spread(scaling, |l| l.offset, 0.0)),
    ),
    number::<Scaling>(
        "scaling-floors-high",
        "The largest floor on the other divisions.",
        |name, arguments| read::<Scaling>(name, arguments, |scaling| spread(scaling, |l| l.offset, 1.0)),
    ),
    number::<Scaling>("scaling-floors", "The median floor on the other divisions.", |name, arguments| {
        read::<Scaling>(name, arguments, |scaling| spread(scaling, |l| l.offset, 0.5))
    }),
    number::<Scaling>(
        "scaling-times",
        "How many times the rows the largest size has of the largest that the law knows.",
        |name, arguments| {
            read::<Scaling>(name, arguments, |scaling| {
                let known = *scaling.own.sizes.get(scaling.known().checked_sub(1)?)?;
                Some(f64::from(scaling.own.largest()) / f64::from(known))
            })
        },
    ),
    number::<Scaling>("scaling-resamples", "On how many resamples a band rests.", |name, arguments| {
        read::<Scaling>(name, arguments, |_| Some(RESAMPLES as f64))
    }),
];

fn law(scaling: &Scaling) -> Option<(&Forecast, &PowerLaw)> {
    let forecast = scaling.own.foretold(scaling.goal())?;
    Some((forecast, forecast.law.as_ref().ok()?))
}

/// A quantile of a parameter of the other divisions' laws.
fn spread(scaling: &Scaling, of: fn(&PowerLaw) -> f64, at: f64) -> Option<f64> {
    let law = |curve: &&Curve| curve.foretold(scaling.other_goal())?.law.as_ref().ok().map(of);
    quantile(&scaling.divisions().iter().filter_map(law).collect::<Vec<_>>(), at)
}
