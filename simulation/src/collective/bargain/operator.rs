//! The game of an operator and the groups whose rows it trains on.

use super::BargainError;
use super::error::finite;
use crate::valuation::{Coalition, Game, UtilityTable};

/// Player 0 is the operator, players 1 to k are the groups.
///
/// With the operator a coalition is worth what a model trained on its groups' rows is worth, over a model of no rows: v(S) − v(∅). Without the operator
/// it is worth a part of that, which somebody else would pay.
///
/// When it misleads: rows are not used up. Two operators can train on the same rows, which no game with one operator shows.
///
/// ```
/// use simulation::collective::bargain::OperatorGame;
/// use simulation::valuation::{UtilityTable, shapley};
///
/// // Either of two groups is enough: a substitute for the other.
/// let accuracies = UtilityTable::new(vec![0.5, 0.9, 0.9, 0.9])?;
/// let game = OperatorGame::new(accuracies, 0.0)?;
/// let [operator, one, other] = shapley(&game)[..] else { return Ok(()) };
/// assert!((one - other).abs() < 1e-12 && (operator - 4.0 * one).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct OperatorGame {
    groups: UtilityTable,
    elsewhere: f64,
}

impl OperatorGame {
    /// A game on what models of each coalition of groups are worth; `elsewhere`, from 0 to 1, is the part of it that groups get without the operator.
    ///
    /// # Errors
    /// [`BargainError::NotFinite`] for a part outside 0 to 1.
    pub fn new(groups: UtilityTable, elsewhere: f64) -> Result<Self, BargainError> {
        finite("the part paid elsewhere", &[elsewhere])?;
        if (0.0..=1.0).contains(&elsewhere) {
            Ok(Self { groups, elsewhere })
        } else {
            Err(BargainError::Part(elsewhere))
        }
    }

    /// What the groups themselves are worth together, by the bits of the groups.
    pub const fn groups(&self) -> &UtilityTable {
        &self.groups
    }
}

impl Game for OperatorGame {
    fn players(&self) -> usize {
        self.groups.players() + 1
    }

    fn value(&self, coalition: Coalition) -> f64 {
        let groups = Coalition::from_bits(coalition.bits() >> 1);
        let worth = self.groups.value(groups) - self.groups.value(Coalition::EMPTY);
        if coalition.contains(0) { worth } else { self.elsewhere * worth }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_the_operator_only_a_part_is_paid() {
        let game = OperatorGame::new(UtilityTable::new(vec![0.25, 0.5, 0.5, 1.0]).unwrap(), 0.5).unwrap();
        let worths: Vec<f64> = Coalition::every(3).map(|coalition| game.value(coalition)).collect();
        assert_eq!(worths, [0.0, 0.0, 0.125, 0.25, 0.125, 0.25, 0.375, 0.75]);
        for part in [-0.1, 1.5, f64::NAN] {
            assert!(OperatorGame::new(game.groups().clone(), part).is_err());
        }
    }
}
