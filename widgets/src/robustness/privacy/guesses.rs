//! The guesses of a game, so that a link carries the score.

#[cfg(not(feature = "browser"))]
use crate::parameters::Form;
use crate::parameters::{ParameterType, Value};

/// One guess for each round from the first on, whether the row was in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guesses(Vec<bool>);

/// The rounds that a game has at most.
pub(super) const ROUNDS: usize = 200;

impl Guesses {
    /// The guesses.
    pub fn as_slice(&self) -> &[bool] {
        &self.0
    }

    /// These and another; the same where the game is over.
    #[must_use]
    pub fn then(&self, guess: bool) -> Self {
        let mut guesses = self.0.clone();
        if guesses.len() < ROUNDS {
            guesses.push(guess);
        }
        Self(guesses)
    }
}

impl ParameterType for Guesses {
    const KIND: &'static str = "guesses";

    fn range() -> String {
        format!("1 (with the row) and 0 (without), one for each round, at most {ROUNDS}")
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        Form::Text(Some("^[01]{0,200}$"))
    }

    fn read(value: &Value) -> Option<Self> {
        let guess = |byte: u8| match byte {
            b'0' => Some(false),
            b'1' => Some(true),
            _ => None,
        };
        let guesses: Vec<bool> = value.as_one()?.bytes().map(guess).collect::<Option<_>>()?;
        (guesses.len() <= ROUNDS).then_some(Self(guesses))
    }

    fn print(&self) -> Value {
        Value::one(self.0.iter().map(|&guess| if guess { '1' } else { '0' }).collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_are_read_as_they_are_written_and_end_with_the_game() {
        for text in ["", "0", "1101"] {
            assert_eq!(Guesses::read(&Value::one(text)).unwrap().print(), Value::one(text));
        }
        let full = "1".repeat(ROUNDS);
        let game = Guesses::read(&Value::one(full.clone())).unwrap();
        assert_eq!(game.then(false).print(), Value::one(full.clone()));
        for bad in [full + "1", "2".into(), "yes".into(), "1 0".into()] {
            assert_eq!(Guesses::read(&Value::one(bad.clone())), None, "{bad}");
        }
    }
}
