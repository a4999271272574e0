//! Numbers of unlearning for the prose, computed when the book is built.

use simulation::robustness::unlearning::{Certificate, Forgotten, ResidueTest};

use super::{Unlearn, Way, words::DELTA};
use crate::numbers::{number, read};
use crate::parameters::{Arguments, ParameterError};
use crate::registry::Number;

/// Of this request, read off the chosen way's part.
fn own(name: &str, arguments: &Arguments, of: fn(&Forgotten) -> f64) -> Result<String, Vec<ParameterError>> {
    read::<Unlearn>(name, arguments, |unlearn| {
        Some(of(unlearn.work.own.as_ref()?.of(unlearn.parameters.method.method())))
    })
}

/// Over the repetitions, the mean of what is read off the chosen way's part.
fn mean(name: &str, arguments: &Arguments, of: fn(&Forgotten) -> f64) -> Result<String, Vec<ParameterError>> {
    read::<Unlearn>(name, arguments, |unlearn| {
        unlearn.work.mean(&unlearn.parameters, unlearn.parameters.method, of)
    })
}

/// Of the witness's tests: the chosen way's, and that of doing nothing with its learner.
fn tested(
    name: &str,
    arguments: &Arguments,
    of: fn(&[ResidueTest; 2]) -> Option<f64>,
) -> Result<String, Vec<ParameterError>> {
    read::<Unlearn>(name, arguments, |unlearn| {
        of(&unlearn.work.residue(&unlearn.parameters, unlearn.parameters.method)?)
    })
}

fn certified(
    name: &str,
    arguments: &Arguments,
    of: fn(&Certificate, f64) -> Option<f64>,
) -> Result<String, Vec<ParameterError>> {
    read::<Unlearn>(name, arguments, |unlearn| {
        of(unlearn.work.certificate.as_ref()?, unlearn.parameters.noise.get())
    })
}

/// The numbers of unlearning.
pub(crate) const NUMBERS: &[Number] = &[
    number::<Unlearn>(
        "unlearn-looks",
        "Looks at a row that the way takes on this request.",
        |name, arguments| own(name, arguments, |own| own.looks as f64),
    ),
    number::<Unlearn>("unlearn-before", "The distance to the retrained world before.", |name, arguments| {
        own(name, arguments, |own| own.before)
    }),
    number::<Unlearn>("unlearn-left", "The distance that the way leaves.", |name, arguments| {
        own(name, arguments, |own| own.left)
    }),
    number::<Unlearn>("unlearn-share", "The share of it that is left, in per cent.", |name, arguments| {
        own(name, arguments, |own| 100.0 * own.share())
    }),
    number::<Unlearn>(
        "unlearn-mean-looks",
        "Looks at a row that the way takes, mean over the repetitions.",
        |name, arguments| mean(name, arguments, |own| own.looks as f64),
    ),
    number::<Unlearn>(
        "unlearn-looks-share",
        "The same in per cent of what retraining takes, mean over the repetitions.",
        |name, arguments| {
            read::<Unlearn>(name, arguments, |unlearn| {
                let parameters = &unlearn.parameters;
                let looks = |way| unlearn.work.mean(parameters, way, |own| own.looks as f64);
                Some(100.0 * looks(parameters.method)? / looks(Way::Retrain)?)
            })
        },
    ),
    number::<Unlearn>(
        "unlearn-median-share",
        "The share of the distance that is left, in per cent, median over the repetitions.",
        |name, arguments| {
            read::<Unlearn>(name, arguments, |unlearn| {
                Some(100.0 * unlearn.work.median_share(&unlearn.parameters, unlearn.parameters.method)?)
            })
        },
    ),
    number::<Unlearn>(
        "unlearn-accuracy",
        "The accuracy of the way's model on test rows, mean over the repetitions.",
        |name, arguments| mean(name, arguments, |own| own.accuracy),
    ),
    number::<Unlearn>("unlearn-auc", "The witness's AUC against the way.", |name, arguments| {
        tested(name, arguments, |[own, _]| Some(own.auc()))
    }),
    number::<Unlearn>("unlearn-auc-error", "Its standard error.", |name, arguments| {
        tested(name, arguments, |[own, _]| own.standard_error())
    }),
    number::<Unlearn>(
        "unlearn-auc-nothing",
        "The witness's AUC where nothing is done with the same learner.",
        |name, arguments| tested(name, arguments, |[_, kept]| Some(kept.auc())),
    ),
    number::<Unlearn>("unlearn-auc-nothing-error", "Its standard error.", |name, arguments| {
        tested(name, arguments, |[_, kept]| kept.standard_error())
    }),
    number::<Unlearn>("unlearn-residual", "The slope that the Newton step leaves.", |name, arguments| {
        certified(name, arguments, |certificate, _| Some(certificate.residual))
    }),
    number::<Unlearn>("unlearn-bound", "Its bound from the data.", |name, arguments| {
        certified(name, arguments, |certificate, _| Some(certificate.bound))
    }),
    number::<Unlearn>(
        "unlearn-worst",
        "Its bound that was known beforehand, in millions.",
        |name, arguments| certified(name, arguments, |certificate, _| Some(certificate.worst_case? / 1e6)),
    ),
    number::<Unlearn>(
        "unlearn-noise",
        "The noise that certifies the removal to ε = 1 at δ = 0.0001.",
        |name, arguments| certified(name, arguments, |certificate, _| certificate.noise(1.0, DELTA)),
    ),
    number::<Unlearn>(
        "unlearn-epsilon",
        "The ε that the noise certifies the removal to at δ = 0.0001.",
        |name, arguments| certified(name, arguments, |certificate, noise| certificate.epsilon(noise, DELTA)),
    ),
    number::<Unlearn>("unlearn-repetitions", "How many repetitions there are.", |name, arguments| {
        read::<Unlearn>(name, arguments, |unlearn| {
            Some(unlearn.work.counted(&unlearn.parameters).len() as f64)
        })
    }),
    number::<Unlearn>("unlearn-rows", "How many rows train.", |name, arguments| {
        read::<Unlearn>(name, arguments, |unlearn| Some(f64::from(unlearn.parameters.rows.get())))
    }),
    number::<Unlearn>("unlearn-requested", "How many rows ask.", |name, arguments| {
        read::<Unlearn>(name, arguments, |unlearn| Some(f64::from(unlearn.parameters.requested.get())))
    }),
    number::<Unlearn>("unlearn-features", "How many numbers describe a row.", |name, arguments| {
        read::<Unlearn>(name, arguments, |unlearn| Some(unlearn.work.features() as f64))
    }),
    number::<Unlearn>("unlearn-tests", "How many rows test.", |name, arguments| {
        read::<Unlearn>(name, arguments, |unlearn| Some(unlearn.work.tests() as f64))
    }),
    number::<Unlearn>(
        "unlearn-common",
        "The share of the most common class, in per cent.",
        |name, arguments| read::<Unlearn>(name, arguments, |unlearn| Some(100.0 * unlearn.work.common()?)),
    ),
];
