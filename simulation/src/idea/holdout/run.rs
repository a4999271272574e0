//! Who is chosen by what, and how far its score is from the truth.

use crate::statistics::mean;

/// The accuracies of one candidate on one draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CandidateScores {
    /// On the open rows, which may be evaluated on today; `None` if there are none.
    pub open: Option<f64>,
    /// On the reserve, which it has not seen; `None` if there is none.
    pub reserve: Option<f64>,
    /// On the rows outside all lots.
    pub truth: f64,
    /// On the reserve, when leaked rows of it were trained on too. Without leakage the same as `reserve`.
    pub leaked: Option<f64>,
    /// On the rows outside all lots, of the model that was trained on leaked rows too.
    pub leaked_truth: f64,
}

/// The rows that a choice rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoredOn {
    /// The open rows.
    Open,
    /// The reserve.
    Reserve,
    /// The reserve, leaked rows of it having been trained on.
    LeakedReserve,
    /// The rows outside all lots: what nobody in the story can do.
    Truth,
}

/// The candidates with the highest score.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Those that share first place, ascending. A fair draw decides among them.
    pub winners: Vec<usize>,
    /// Their score.
    pub score: f64,
    /// Their mean accuracy on the rows outside all lots.
    pub truth: f64,
}

/// A score whose distance from the truth is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Of the candidate that the open rows choose, on the open rows.
    OpenWinner,
    /// Of a candidate that was fixed beforehand, on the reserve.
    Fixed(usize),
    /// Of the candidate that the reserve chooses, on the reserve.
    Winner,
    /// The same with leaked rows.
    LeakedWinner,
}

/// All candidates' scores on one draw.
#[derive(Clone, Debug, PartialEq)]
pub struct HoldoutRun {
    /// Candidate by candidate.
    pub candidates: Vec<CandidateScores>,
}

impl CandidateScores {
    /// The score on these rows.
    pub const fn on(&self, rows: ScoredOn) -> Option<f64> {
        match rows {
            ScoredOn::Open => self.open,
            ScoredOn::Reserve => self.reserve,
            ScoredOn::LeakedReserve => self.leaked,
            ScoredOn::Truth => Some(self.truth),
        }
    }

    /// The truth about the model that was scored on these rows.
    const fn truth_beside(&self, rows: ScoredOn) -> f64 {
        if matches!(rows, ScoredOn::LeakedReserve) { self.leaked_truth } else { self.truth }
    }
}

impl Choice {
    /// score − truth.
    pub fn gap(&self) -> f64 {
        self.score - self.truth
    }
}

impl HoldoutRun {
    /// Who is chosen by the score on these rows; `None` if there are no such rows. Cost O(k).
    pub fn choice(&self, rows: ScoredOn) -> Option<Choice> {
        let scores: Vec<f64> =
            self.candidates.iter().map(|candidate| candidate.on(rows)).collect::<Option<_>>()?;
        let score = scores.iter().copied().reduce(f64::max)?;
        let winners: Vec<usize> = (0..scores.len()).filter(|&place| scores[place] == score).collect();
        let truths: Vec<f64> =
            winners.iter().map(|&place| self.candidates[place].truth_beside(rows)).collect();
        Some(Choice { winners, score, truth: mean(&truths)? })
    }

    /// Whether the reserve chooses none of those that the open rows choose; `None` if either has no rows.
    pub fn changes_the_choice(&self) -> Option<bool> {
        let (open, reserve) = (self.choice(ScoredOn::Open)?, self.choice(ScoredOn::Reserve)?);
        Some(!reserve.winners.iter().any(|winner| open.winners.contains(winner)))
    }

    /// What the reserve is worth on this draw: the truth about its choice less that about the open rows' choice. `None` if either has no
    /// rows.
    pub fn value_of_the_reserve(&self) -> Option<f64> {
        Some(self.choice(ScoredOn::Reserve)?.truth - self.choice(ScoredOn::Open)?.truth)
    }

    /// score − truth; `None` where there is no score.
    pub fn gap(&self, of: Gap) -> Option<f64> {
        match of {
            Gap::OpenWinner => Some(self.choice(ScoredOn::Open)?.gap()),
            Gap::Fixed(candidate) => {
                let scores = self.candidates.get(candidate)?;
                Some(scores.reserve? - scores.truth)
            }
            Gap::Winner => Some(self.choice(ScoredOn::Reserve)?.gap()),
            Gap::LeakedWinner => Some(self.choice(ScoredOn::LeakedReserve)?.gap()),
        }
    }
}

/// What repeated draws are summed up by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Of the open rows' winner.
    pub open_winner: Option<f64>,
    /// Of the first two candidates.
    pub fixed: [Option<f64>; 2],
    /// Of the reserve's winner.
    pub winner: Option<f64>,
    /// Of the leaked reserve's winner.
    pub leaked_winner: Option<f64>,
    /// [`HoldoutRun::changes_the_choice`].
    pub changes: Option<bool>,
    /// [`HoldoutRun::value_of_the_reserve`].
    pub value: Option<f64>,
    /// The truth about the reserve's winner.
    pub chosen: Option<f64>,
}

impl HoldoutRun {
    /// The run in a few numbers. Cost O(k).
    pub fn outcome(&self) -> Outcome {
        Outcome {
            open_winner: self.gap(Gap::OpenWinner),
            fixed: [0, 1].map(|candidate| self.gap(Gap::Fixed(candidate))),
            winner: self.gap(Gap::Winner),
            leaked_winner: self.gap(Gap::LeakedWinner),
            changes: self.changes_the_choice(),
            value: self.value_of_the_reserve(),
            chosen: self.choice(ScoredOn::Reserve).map(|choice| choice.truth),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(open: f64, reserve: f64, truth: f64) -> CandidateScores {
        let (open, reserve) = (Some(open), Some(reserve));
        CandidateScores { open, reserve, truth, leaked: Some(0.9), leaked_truth: truth + 0.01 }
    }

    #[test]
    fn ties_are_kept_and_their_truth_is_that_of_a_fair_draw() {
        let run = HoldoutRun {
            candidates: vec![scores(0.9, 0.5, 0.5), scores(0.8, 0.7, 0.6), scores(0.9, 0.7, 0.8)],
        };
        let open = run.choice(ScoredOn::Open).unwrap();
        assert_eq!((open.winners, open.score, open.truth), (vec![0, 2], 0.9, 0.65));
        assert_eq!(run.choice(ScoredOn::Reserve).unwrap().winners, [1, 2]);
        assert_eq!(run.changes_the_choice(), Some(false), "2 is among both");
        assert!((run.value_of_the_reserve().unwrap() - 0.05).abs() < 1e-15);
        assert!((run.gap(Gap::Fixed(0)).unwrap()).abs() < 1e-15 && run.gap(Gap::Fixed(3)).is_none());
        assert!((run.gap(Gap::Winner).unwrap() - 0.0).abs() < 1e-15);
        let leaked = run.choice(ScoredOn::LeakedReserve).unwrap();
        assert_eq!(leaked.winners, [0, 1, 2]);
        assert!((leaked.truth - (0.51 + 0.61 + 0.81) / 3.0).abs() < 1e-15);
        assert_eq!(run.choice(ScoredOn::Truth).unwrap().gap(), 0.0);
    }

    #[test]
    fn without_rows_nobody_is_chosen() {
        let none = CandidateScores { open: None, ..scores(0.0, 0.5, 0.5) };
        let run = HoldoutRun { candidates: vec![none] };
        assert_eq!(
            (run.choice(ScoredOn::Open), run.value_of_the_reserve(), run.changes_the_choice()),
            (None, None, None)
        );
        assert_eq!(HoldoutRun { candidates: vec![] }.choice(ScoredOn::Truth), None);
    }
}
