//! Performance against participation.

use super::{StrikeDraw, StrikeError, StrikePlan, StrikePoint};
use crate::dataset::Dataset;
use crate::learners::{Classification, Learner};
use crate::observers::Accuracy;
use crate::seed::Seed;

/// The accuracy of the operator's model at each share of the members, on so many draws: yields the shares of the first draw in their
/// order, then those of the next. Draw k divides the table and orders the members anew, with `seed.redraw(k)`, so that the spread
/// between draws is the luck of who was asked and of who was tested. Each item is one fit and one observation; after an error nothing
/// follows. For another observer, see [`StrikeDraw`].
///
/// When it misleads: draws are divisions of one table. What the table lacks, all of them lack.
pub fn strike_curve<'a, L: Learner<Model: Classification>>(
    data: &'a Dataset,
    plan: &'a StrikePlan,
    learner: &'a L,
    shares: &'a [f64],
    draws: u32,
    seed: Seed,
) -> impl Iterator<Item = Result<StrikePoint, StrikeError>> + 'a {
    let of_draw = move |draw: u32| {
        let ready = StrikeDraw::new(data, *plan, draw, seed).map(|mut ready| {
            while ready.prepare() {}
            ready
        });
        let shares = if ready.is_ok() { shares } else { &[0.0][..] };
        shares.iter().map(move |&share| {
            let ready = ready.as_ref().map_err(Clone::clone)?;
            ready.at(learner, &Accuracy(ready.slice()), share)
        })
    };
    let mut failed = false;
    (0..draws).flat_map(of_draw).take_while(move |point| !std::mem::replace(&mut failed, point.is_err()))
}
