//! What an author can set and a link restores.

use simulation::dynamics::Ranking;

use crate::parameters::{RowChoice, Whole};

crate::choice! {
    /// Which rows one would look at first.
    pub enum LookAt {
        /// Those whose label the network believed least.
        Confidence = "confidence",
        /// Those about which it changed its mind most.
        Variability = "variability",
        /// Those it never learned, then those it forgot most often.
        Forgetting = "forgetting",
        /// Those of the largest error early on.
        ErrorNorm = "el2n",
    }
}

impl LookAt {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 4] = [
        (Self::Confidence, "Lowest confidence"),
        (Self::Variability, "Highest variability"),
        (Self::Forgetting, "Most forgotten"),
        (Self::ErrorNorm, "Largest early error (EL2N)"),
    ];

    /// The name behind "the 40 rows".
    pub(super) const fn phrase(self) -> &'static str {
        match self {
            Self::Confidence => "of lowest confidence",
            Self::Variability => "of highest variability",
            Self::Forgetting => "never learned or most often forgotten",
            Self::ErrorNorm => "of largest early error (EL2N)",
        }
    }

    /// The name behind "stand out by".
    pub(super) const fn sign(self) -> &'static str {
        match self {
            Self::Confidence => "low confidence",
            Self::Variability => "high variability",
            Self::Forgetting => "forgetting",
            Self::ErrorNorm => "early error",
        }
    }

    /// The same for the simulation.
    pub(super) const fn ranking(self) -> Ranking {
        match self {
            Self::Confidence => Ranking::Confidence,
            Self::Variability => Ranking::Variability,
            Self::Forgetting => Ranking::Forgetting,
            Self::ErrorNorm => Ranking::ErrorNorm,
        }
    }
}

/// The most epochs that are trained.
const MOST: u32 = 60;

crate::parameters! {
    /// The parameters of the cartography figure.
    pub struct CartographyParameters {
        /// Labels that are made wrong on purpose, in per cent of the rows.
        noise: Whole<0, 40> = Whole::new(10),
        /// The epoch up to which the map is drawn; the last one if there are fewer.
        epoch: Whole<1, MOST> = Whole::new(MOST),
        /// The epochs that the network is trained for.
        epochs: Whole<2, MOST> = Whole::new(30),
        /// Which rows one would look at first.
        look: LookAt = LookAt::Confidence,
        /// The row that is shown: the first to look at, or the one of this id.
        row: RowChoice = RowChoice::First,
        /// About how many digits are drawn from the table.
        rows: Whole<50, 1797> = Whole::new(400),
        /// The epoch after which EL2N is measured; the last one if there are fewer.
        early: Whole<1, MOST> = Whole::new(3),
        /// Other draws of digits, wrong labels, start and order on which the run is repeated.
        repetitions: Whole<0, 40> = Whole::new(20),
        /// The seed of the network’s start and of the order of its batches.
        start: Whole<1, 999_999> = Whole::new(1),
        /// The seed of the digits that are drawn and of the labels that are made wrong.
        seed: Whole<1, 999_999> = Whole::new(1),
    }
}

impl CartographyParameters {
    /// The epoch that is asked for.
    pub(super) fn asked(&self) -> usize {
        self.epoch.get().min(self.epochs.get()) as usize
    }

    /// The epoch after which EL2N is measured.
    pub(super) fn norms_at(&self) -> u32 {
        self.early.get().min(self.epochs.get())
    }

    /// The share of wrong labels.
    pub(super) fn share(&self) -> f64 {
        f64::from(self.noise.get()) / 100.0
    }
}
