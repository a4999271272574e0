//! What an author can set and a link restores.

use simulation::data::Source;

use super::guesses::Guesses;
use crate::parameters::{Decimal, Whole};
use crate::tables::{TableId, own};

crate::choice! {
    /// What is shown.
    pub enum Shown {
        /// One number of two worlds, with noise: densities and privacy loss.
        Release = "release",
        /// The same as a game: the reader guesses which world it was.
        Game = "game",
        /// Training with noise: what it spends and what it costs.
        Training = "training",
    }
}

impl Shown {
    /// The names for segments.
    pub(super) const NAMES: [(Self, &'static str); 3] =
        [(Self::Release, "A number"), (Self::Game, "A game"), (Self::Training, "Training")];
}

crate::choice! {
    /// The noise on a number.
    pub enum Mechanism {
        /// Laplace noise: pure ε.
        Laplace = "laplace",
        /// Gaussian noise: ε and δ, by the analytic calibration.
        Gaussian = "gaussian",
    }
}

impl Mechanism {
    /// The names for segments.
    pub(super) const NAMES: [(Self, &'static str); 2] =
        [(Self::Laplace, "Laplace"), (Self::Gaussian, "Gaussian")];
}

crate::choice! {
    /// The δ of Gaussian noise.
    pub enum Slack {
        /// One in ten.
        Tenth = "0.1",
        /// One in twenty.
        Twentieth = "0.05",
        /// One in a hundred.
        Hundredth = "0.01",
        /// One in a thousand.
        Thousandth = "0.001",
        /// One in a hundred thousand.
        HundredThousandth = "0.00001",
    }
}

impl Slack {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 5] = [
        (Self::Tenth, "0.1"),
        (Self::Twentieth, "0.05"),
        (Self::Hundredth, "0.01"),
        (Self::Thousandth, "0.001"),
        (Self::HundredThousandth, "0.00001"),
    ];

    /// δ.
    pub(super) const fn delta(self) -> f64 {
        match self {
            Self::Tenth => 0.1,
            Self::Twentieth => 0.05,
            Self::Hundredth => 0.01,
            Self::Thousandth => 0.001,
            Self::HundredThousandth => 1e-5,
        }
    }
}

crate::table_choice! {
    /// The table that is trained on.
    pub enum TrainedOn {
        /// Breast cancer: two diagnoses, thirty measurements.
        BreastCancer = "breast-cancer",
        /// Handwritten digits in 16 blocks of 2 × 2 pixels: ten classes.
        Digits = "digits",
    }
}

impl TrainedOn {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 2] =
        [(Self::BreastCancer, "Breast cancer"), (Self::Digits, "Digits")];

    /// The table behind it.
    pub(super) const fn source(self) -> TableId {
        match self {
            Self::BreastCancer => TableId::Book(Source::BreastCancer),
            Self::Digits => TableId::Book(Source::Digits),
            Self::Own(rows) => TableId::Own(rows),
        }
    }

    /// What its rows are, in a sentence.
    pub(super) const fn rows(self) -> &'static str {
        match self {
            Self::BreastCancer => "tumours",
            Self::Digits => "digits",
            Self::Own(_) => "rows",
        }
    }

    /// The rows that there are to train on, all others testing.
    pub(super) fn most(self) -> u32 {
        match self {
            Self::BreastCancer => 341,
            Self::Digits => 1497,
            // Three fifths train, as of the biopsies.
            Self::Own(rows) => (own::about(rows).rows as u32 * 3 / 5).clamp(1, 1497),
        }
    }
}

/// The steps of the slider of ε, in thousandths.
pub(super) const EPSILONS: [u32; 13] = [0, 100, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 4000, 6000, 8000];

/// The noise multipliers of the curve, in thousandths.
pub(super) const NOISES: [u32; 10] = [500, 700, 1000, 1500, 2000, 3000, 5000, 8000, 12_000, 20_000];

/// The clipping bounds of the slider, in thousandths.
pub(super) const CLIPS: [u32; 7] = [100, 200, 500, 1000, 2000, 5000, 10_000];

/// The place of the step that is nearest to a value.
pub(super) fn nearest(ladder: &[u32], value: u32) -> u32 {
    let mut best = 0;
    for (place, step) in ladder.iter().enumerate() {
        if step.abs_diff(value) < ladder[best].abs_diff(value) {
            best = place;
        }
    }
    best as u32
}

crate::parameters! {
    /// The parameters of privacy.
    pub struct PrivacyParameters {
        /// What is shown.
        show: Shown = Shown::Release,
        /// The noise on a number.
        mechanism: Mechanism = Mechanism::Laplace,
        /// ε, of a number; with Laplace noise 0 asks for infinite noise.
        epsilon: Decimal<0, 20_000> = Decimal::thousandths(1000),
        /// δ, of a number with Gaussian noise.
        delta: Slack = Slack::Twentieth,
        /// The most that a customer counts for in the total, in thousands of marks: its sensitivity.
        bound: Whole<1, 20> = Whole::new(10),
        /// The customer who is or is not among the rows.
        row: Whole<0, 999> = Whole::new(63),
        /// Where the two densities are read off, from 0 (left) to 100 (right).
        at: Whole<0, 100> = Whole::new(35),
        /// The guesses of the game so far, one for each round: 1 for "with the customer", 0 for "without".
        guesses: Guesses = Guesses::default(),
        /// The table that is trained on.
        data: TrainedOn = TrainedOn::BreastCancer,
        /// The rows that train; where there are fewer, all of them.
        rows: Whole<50, 1497> = Whole::new(1497),
        /// The noise on every step, in units of the clipping bound.
        noise: Decimal<500, 30_000> = Decimal::thousandths(3000),
        /// The clipping bound: the largest length of a row’s slope.
        clip: Decimal<50, 50_000> = Decimal::thousandths(1000),
        /// The probability with which a row is in a step.
        rate: Decimal<10, 1000> = Decimal::thousandths(100),
        /// The steps of a run.
        steps: Whole<10, 500> = Whole::new(100),
        /// Other divisions of the table on which every run is repeated.
        repetitions: Whole<1, 50> = Whole::new(20),
        /// The seed of the coins, the noise and the divisions.
        seed: Whole<1, 999_999> = Whole::new(1),
    }
}

impl PrivacyParameters {
    /// The rows that train.
    pub(super) fn trained(&self) -> u32 {
        self.rows.get().min(self.data.most())
    }
}
