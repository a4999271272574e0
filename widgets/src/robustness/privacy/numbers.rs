//! Numbers of privacy for the prose, computed when the book is built.

use simulation::data::Source;
use simulation::robustness::privacy::{Gaussian, Guarantee, Noise};

use super::training::{DELTA, Way};
use super::{Privacy, words};
use crate::numbers::{number, read};
use crate::registry::Number;
use crate::tables;

/// The numbers of privacy.
pub(crate) const NUMBERS: &[Number] = &[
    number::<Privacy>(
        "privacy-gap",
        "How far the customer moves the total, in thousands of marks.",
        |name, arguments| read::<Privacy>(name, arguments, |privacy| Some(privacy.setting.as_ref()?.gap())),
    ),
    number::<Privacy>(
        "privacy-amount",
        "What the customer owes before the bound, in thousands of marks.",
        |name, arguments| read::<Privacy>(name, arguments, |privacy| Some(privacy.setting.as_ref()?.amount)),
    ),
    number::<Privacy>(
        "privacy-total",
        "The total with the customer, in thousands of marks.",
        |name, arguments| read::<Privacy>(name, arguments, |privacy| Some(privacy.setting.as_ref()?.with)),
    ),
    number::<Privacy>(
        "privacy-noise",
        "The noise of a release in the root mean square, in thousands of marks.",
        |name, arguments| {
            read::<Privacy>(name, arguments, |privacy| Some(privacy.released()?.1.noise.deviation()))
        },
    ),
    number::<Privacy>("privacy-noise-share", "The same, in per cent of the total.", |name, arguments| {
        read::<Privacy>(name, arguments, |privacy| {
            let (setting, released) = privacy.released()?;
            Some(100.0 * released.noise.deviation() / setting.with)
        })
    }),
    number::<Privacy>(
        "privacy-classic",
        "The σ of the classic calibration, in thousands of marks.",
        |name, arguments| {
            read::<Privacy>(name, arguments, |privacy| {
                let setting = privacy.setting.as_ref()?;
                Some(Gaussian::classic(setting.guarantee, setting.sensitivity).ok()?.sigma())
            })
        },
    ),
    number::<Privacy>(
        "privacy-ratio",
        "How many times as likely what is read off is in the likelier world.",
        |name, arguments| {
            read::<Privacy>(name, arguments, |privacy| {
                let (setting, released) = privacy.released()?;
                let loss = released.game.privacy_loss(setting.outcome(privacy.parameters.at.get()));
                Some(libm::exp(loss.abs()))
            })
        },
    ),
    number::<Privacy>(
        "privacy-largest-ratio",
        "The largest such number of any outcome.",
        |name, arguments| {
            read::<Privacy>(name, arguments, |privacy| {
                let (setting, released) = privacy.released()?;
                Some(libm::exp(released.noise.largest_loss(setting.gap())))
            })
        },
    ),
    number::<Privacy>(
        "privacy-left",
        "What is left beyond ε on this pair of worlds: ∫(p − exp(ε)·q)₊.",
        |name, arguments| {
            read::<Privacy>(name, arguments, |privacy| {
                let (setting, released) = privacy.released()?;
                Some(released.noise.delta(setting.guarantee.epsilon(), setting.gap()))
            })
        },
    ),
    number::<Privacy>(
        "privacy-beyond",
        "The probability that the privacy loss is beyond ε on this pair of worlds.",
        |name, arguments| {
            read::<Privacy>(name, arguments, |privacy| {
                let (setting, released) = privacy.released()?;
                Some(setting.beyond(released))
            })
        },
    ),
    number::<Privacy>(
        "privacy-best",
        "The share of right guesses of the best attacker on this pair, expected, in per cent.",
        |name, arguments| {
            read::<Privacy>(name, arguments, |privacy| {
                Some(100.0 * privacy.released()?.1.game.best_accuracy())
            })
        },
    ),
    number::<Privacy>(
        "privacy-bound",
        "The bound on the share of right guesses of any attacker, in per cent.",
        |name, arguments| {
            read::<Privacy>(name, arguments, |privacy| {
                Some(100.0 * privacy.setting.as_ref()?.guarantee.accuracy_bound())
            })
        },
    ),
    number::<Privacy>(
        "privacy-score",
        "The share of right guesses of this game, in per cent.",
        |name, arguments| {
            read::<Privacy>(name, arguments, |privacy| {
                let score = privacy.released()?.1.game.score(privacy.parameters.guesses.as_slice());
                Some(100.0 * score.share()?)
            })
        },
    ),
    number::<Privacy>(
        "privacy-games-above",
        "In how many of the other games the best attacker is above the bound.",
        |name, arguments| {
            read::<Privacy>(name, arguments, |privacy| {
                let bound = privacy.setting.as_ref()?.guarantee.accuracy_bound();
                Some(privacy.others.shares.iter().filter(|share| **share > bound).count() as f64)
            })
        },
    ),
    number::<Privacy>("privacy-spent", "The ε that training spends.", |name, arguments| {
        read::<Privacy>(name, arguments, |privacy| {
            Some(privacy.training.account(privacy.noise())?.spent.epsilon)
        })
    }),
    number::<Privacy>("privacy-order", "The order that gives it.", |name, arguments| {
        read::<Privacy>(name, arguments, |privacy| {
            Some(privacy.training.account(privacy.noise())?.spent.order)
        })
    }),
    number::<Privacy>(
        "privacy-training-bound",
        "The bound on the share of right guesses about a row of training, in per cent.",
        |name, arguments| {
            read::<Privacy>(name, arguments, |privacy| {
                let spent = privacy.training.account(privacy.noise())?.spent.epsilon;
                Some(100.0 * Guarantee::new(spent, DELTA).ok()?.accuracy_bound())
            })
        },
    ),
    number::<Privacy>("privacy-accuracy", "The mean accuracy of private training.", |name, arguments| {
        read::<Privacy>(name, arguments, |privacy| {
            let way = Way::Noisy(privacy.noise());
            Some(privacy.training.summary(way, privacy.divisions())?[0])
        })
    }),
    number::<Privacy>("privacy-plain", "The mean accuracy without noise and bound.", |name, arguments| {
        read::<Privacy>(name, arguments, |privacy| {
            Some(privacy.training.summary(Way::Plain, privacy.divisions())?[0])
        })
    }),
    number::<Privacy>(
        "privacy-clipped",
        "The mean accuracy with the bound, without noise.",
        |name, arguments| {
            read::<Privacy>(name, arguments, |privacy| {
                Some(privacy.training.summary(Way::Clipped, privacy.divisions())?[0])
            })
        },
    ),
    number::<Privacy>(
        "privacy-cost",
        "The accuracy of private training less that of plain training, mean over divisions.",
        |name, arguments| read::<Privacy>(name, arguments, |privacy| Some(words::cost(privacy)?.0)),
    ),
    number::<Privacy>("privacy-cost-error", "The standard error of that mean.", |name, arguments| {
        read::<Privacy>(name, arguments, |privacy| Some(words::cost(privacy)?.1))
    }),
    number::<Privacy>("privacy-divisions", "How many divisions there are.", |name, arguments| {
        read::<Privacy>(name, arguments, |privacy| Some(privacy.divisions() as f64))
    }),
    number::<Privacy>("privacy-steps", "How many steps a run has.", |name, arguments| {
        read::<Privacy>(name, arguments, |privacy| Some(f64::from(privacy.parameters.steps.get())))
    }),
    number::<Privacy>("privacy-rows", "How many rows train.", |name, arguments| {
        read::<Privacy>(name, arguments, |privacy| Some(f64::from(privacy.parameters.trained())))
    }),
    number::<Privacy>("privacy-customers", "How many customers the total is of.", |name, arguments| {
        read::<Privacy>(name, arguments, |_| Some(tables::table(Source::GermanCredit).ok()?.len() as f64))
    }),
    number::<Privacy>("privacy-games", "How many other games there are.", |name, arguments| {
        read::<Privacy>(name, arguments, |privacy| Some(privacy.others.shares.len() as f64))
    }),
    number::<Privacy>("privacy-rounds", "The rounds of each of these games.", |name, arguments| {
        read::<Privacy>(name, arguments, |privacy| Some(f64::from(privacy.rounds())))
    }),
    number::<Privacy>("privacy-training-delta", "The δ of training.", |name, arguments| {
        read::<Privacy>(name, arguments, |_| Some(DELTA))
    }),
];
