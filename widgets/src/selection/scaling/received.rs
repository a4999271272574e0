//! What travels with the page: the losses, the bands, and what the other divisions say.

use simulation::selection::scaling::{PowerLaw, PowerLawError};
use simulation::statistics::Interval;

use super::curve::{Curve, Forecast};
use super::{Scaling, other_seed};
use crate::shipped::Shipped;

/// Stands for a number that is not there; losses, exponents and sizes are never below 0.
const NONE: f64 = -1.0;
/// Stands for a loss without bound, which has no form in JSON.
const INFINITE: f64 = -2.0;
/// Numbers of another division: law, band, line, truth and size.
const OTHER: usize = 11;

/// `losses`: of every draw that is trained, size after size; `known`: how many draws each size has, and how many fits did not converge;
/// `band`: low and high at every place drawn; `band-of`: of the end, the exponent and the floor, and how many resamples are no law;
/// `others`: eleven numbers for each other division. `None` while anything is missing.
pub(super) fn ship(scaling: &Scaling) -> Option<Shipped> {
    let forecast = scaling.own.foretold(scaling.goal())?;
    let divisions = scaling.divisions();
    if !scaling.own.is_done(scaling.goal(), &scaling.setting)
        || divisions.len() != scaling.parameters.divisions.get() as usize
    {
        return None;
    }
    let ends =
        |interval: &Option<Interval>| interval.map_or([NONE; 2], |interval| [interval.low, interval.high]);
    let losses = scaling.own.losses.iter().flatten().copied().map(bounded).collect();
    let mut counts: Vec<f64> = scaling.own.losses.iter().map(|losses| losses.len() as f64).collect();
    counts.push(f64::from(scaling.own.unconverged));
    let band = forecast.band.iter().flat_map(|interval| [interval.low, interval.high]).collect();
    let mut of: Vec<f64> = [forecast.end, forecast.exponent, forecast.offset].iter().flat_map(ends).collect();
    of.push(forecast.failed as f64);
    let other = |curve: &&Curve| {
        let forecast = curve.foretold(scaling.other_goal())?;
        let mut numbers = match &forecast.law {
            Ok(law) => {
                vec![
                    law.scale,
                    law.exponent,
                    law.offset,
                    law.sse,
                    law.explained,
                    f64::from(u8::from(law.offset_held)),
                ]
            }
            Err(_) => vec![NONE; 6],
        };
        numbers.extend(ends(&forecast.end));
        numbers.push(forecast.line_end.unwrap_or(NONE));
        let truth = curve.truth(&scaling.setting).filter(|_| scaling.parameters.revealed.0);
        numbers.push(truth.map_or(NONE, bounded));
        numbers.push(f64::from(curve.largest()));
        Some(numbers)
    };
    let others = divisions.iter().map(other).collect::<Option<Vec<_>>>()?.concat();
    Some(
        Shipped::default()
            .with("losses", losses)
            .with("known", counts)
            .with("band", band)
            .with("band-of", of)
            .with("others", others),
    )
}

/// Takes what [`ship`] wrote for the same state.
pub(super) fn receive(scaling: &mut Scaling, shipped: &Shipped) -> Result<(), String> {
    let column = |name: &str| {
        let numbers = shipped.column(name)?;
        let finite = numbers.iter().all(|number| number.is_finite());
        if finite { Ok(numbers) } else { Err(format!("a number in {name} is not finite")) }
    };
    let (losses, counts, band) = (column("losses")?, column("known")?, column("band")?);
    let (of, others) = (column("band-of")?, column("others")?);
    let (sizes, divisions) = (scaling.own.sizes.len(), scaling.parameters.divisions.get() as usize);
    let total: f64 = counts.iter().take(sizes).sum();
    let places = scaling.own.places_drawn().len();
    if counts.len() != sizes + 1
        || total != losses.len() as f64
        || of.len() != 7
        || others.len() != OTHER * divisions
    {
        return Err("these are results of another curve".to_owned());
    }
    if !(band.is_empty() || band.len() == 2 * places) {
        return Err(format!("a band of {places} places expected"));
    }
    let (known, own) = (scaling.known(), &mut scaling.own);
    let mut rest = losses.iter().copied().map(unbounded);
    for (drawn, &count) in own.losses.iter_mut().zip(counts) {
        *drawn = rest.by_ref().take(count as usize).collect();
    }
    own.unconverged = counts[sizes] as u32;
    own.forecast = Some(Forecast {
        band: band.chunks_exact(2).map(|ends| Interval { low: ends[0], high: ends[1] }).collect(),
        end: interval(&of[..2]),
        exponent: interval(&of[2..4]),
        offset: interval(&of[4..6]),
        failed: of[6] as usize,
        ..own.without_band(known)
    });
    let known = scaling.other_goal().known;
    let other = |(division, numbers): (u32, &[f64])| {
        let there = |place: usize| Some(numbers[place]).filter(|number| *number >= 0.0);
        let law = there(0).map(|scale| PowerLaw {
            scale,
            exponent: numbers[1],
            offset: numbers[2],
            sse: numbers[3],
            explained: numbers[4],
            offset_held: numbers[5] == 1.0,
        });
        let forecast = Forecast {
            known,
            // Why there is none did not travel: it is not told of other divisions.
            law: law.ok_or(PowerLawError::Few(known)),
            line: None,
            line_end: there(8),
            band: vec![],
            end: interval(&numbers[6..8]),
            exponent: None,
            offset: None,
            failed: 0,
        };
        let truth = Some(numbers[9]).filter(|&truth| truth != NONE).map(unbounded);
        Curve::received(other_seed(&scaling.parameters, division), forecast, (numbers[10] as u32, truth))
    };
    scaling.others = (0..).zip(others.chunks_exact(OTHER)).map(other).collect();
    Ok(())
}

fn interval(ends: &[f64]) -> Option<Interval> {
    (ends[0] >= 0.0).then(|| Interval { low: ends[0], high: ends[1] })
}

fn bounded(loss: f64) -> f64 {
    if loss.is_finite() { loss } else { INFINITE }
}

fn unbounded(number: f64) -> f64 {
    if number == INFINITE { f64::INFINITY } else { number }
}
