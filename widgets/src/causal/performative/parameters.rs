//! What an author can set and a link restores.

use simulation::causal::performative::{LOAN, NUMBERS};

use crate::parameters::{Decimal, ParameterError, Whole};

crate::choice! {
    /// Who answers to the model.
    pub enum Answers {
        /// A biased coin: its chance of heads.
        Coin = "coin",
        /// A location: the mean of a Gaussian.
        Location = "location",
        /// Applicants for credit: what of their application they can change.
        Applicants = "applicants",
    }
}

impl Answers {
    /// The names for a row of choices.
    pub(super) const NAMES: [(Self, &'static str); 3] =
        [(Self::Coin, "A coin"), (Self::Location, "A location"), (Self::Applicants, "Applicants")];

    /// The strengths of feedback that the slider offers, in thousandths.
    pub(super) const fn ladder(self) -> &'static [u32] {
        match self {
            // Up to here every chance is one: µ + εθ stays below ½.
            Self::Coin => &[0, 50, 100, 150, 200, 250, 300, 350],
            Self::Location => &[0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950, 1000, 1050, 1100, 1200],
            Self::Applicants => {
                &[0, 100, 300, 1000, 2000, 3000, 3500, 4000, 5000, 6000, 8000, 10_000, 15_000]
            }
        }
    }

    /// The strength that a turn to this world begins with.
    pub(super) const fn usual(self) -> u32 {
        match self {
            Self::Coin => 300,
            Self::Location => 700,
            Self::Applicants => 3000,
        }
    }
}

crate::choice! {
    /// What of their application people can change.
    pub enum Moves {
        /// Duration, amount and instalment of the loan.
        Loan = "loan",
        /// All seven numbers of an application.
        Numbers = "numbers",
    }
}

impl Moves {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 2] =
        [(Self::Loan, "The loan: 3 numbers"), (Self::Numbers, "All 7 numbers")];

    pub(super) fn columns(self) -> Vec<usize> {
        match self {
            Self::Loan => LOAN.to_vec(),
            Self::Numbers => NUMBERS.to_vec(),
        }
    }
}

crate::choice! {
    /// Which applicants answer.
    pub enum Who {
        /// Every second row of the table, whoever it is.
        Half = "half",
        /// Those older than 25.
        Older = "older",
        /// All of them.
        Everybody = "everybody",
    }
}

impl Who {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 3] = [
        (Self::Half, "Every second one"),
        (Self::Older, "Those older than 25"),
        (Self::Everybody, "Everybody"),
    ];
}

crate::parameters! {
    /// The parameters of performative prediction.
    pub struct PerformativeParameters {
        /// Who answers to the model.
        answers: Answers = Answers::Applicants,
        /// ε, how strongly they answer.
        strength: Decimal<0, 100_000> = Decimal::thousandths(3000),
        /// How much of the way to the retrained model is gone, in per cent.
        share: Whole<5, 100> = Whole::new(100),
        /// What of their application people can change.
        moves: Moves = Moves::Loan,
        /// Which applicants answer.
        who: Who = Who::Half,
        /// The round that is drawn.
        round: Whole<0, 60> = Whole::new(12),
        /// How many rounds there are.
        rounds: Whole<5, 60> = Whole::new(30),
        /// The people on whom models are trained where luck is drawn.
        people: Whole<20, 5000> = Whole::new(1000),
        /// How often all rounds are repeated with people drawn anew.
        repetitions: Whole<0, 100> = Whole::new(20),
        /// The seed of who is drawn.
        seed: Whole<1, 999_999> = Whole::new(1),
    }
}

/// λ on the mean loss of the applicants’ model.
pub(super) const PENALTY: f64 = 0.01;
/// µ of the coin and of the location.
pub(super) const BIASES: (f64, f64) = (0.1, 1.0);

impl PerformativeParameters {
    /// Whether this world can answer so strongly.
    pub(super) fn check(&self) -> Result<(), ParameterError> {
        let (most, why) = match self.answers {
            Answers::Coin => (0.4, "0 to 0.4 for the coin, whose chances would leave 0 to 1 beyond"),
            Answers::Location => (1.2, "0 to 1.2 for the location, which leaves every axis beyond"),
            Answers::Applicants => return Ok(()),
        };
        let legal = self.strength.get() <= most;
        if legal {
            Ok(())
        } else {
            Err(ParameterError::value("strength", &self.strength.text(), why, vec![]))
        }
    }

    /// What decides on everything that is computed but luck.
    pub(super) fn of_world(&self) -> (Answers, Decimal<0, 100_000>, u32, Option<(Moves, Who)>, u32) {
        let moves = (self.answers == Answers::Applicants).then_some((self.moves, self.who));
        (self.answers, self.strength, self.share.get(), moves, self.rounds.get())
    }

    /// The round that is drawn.
    pub(super) fn shown(&self) -> usize {
        self.round.get().min(self.rounds.get()) as usize
    }

    /// α.
    pub(super) fn part(&self) -> f64 {
        f64::from(self.share.get()) / 100.0
    }
}
