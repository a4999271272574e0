//! A data dividend: a fund paid out to the people behind the rows.

use super::BargainError;
use super::error::finite;

/// By what a fund is divided among groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dividend {
    /// Every head gets the same.
    PerHead,
    /// Every group gets a share in proportion to its value, nothing if that is negative; its heads share that evenly.
    ByValue,
}

/// What each group gets of a fund, one number a group, from its heads or from its value. Where no value is above 0, values say nothing, and every head gets the
/// same. Cost O(groups).
///
/// Sources: Vincent, Li, Tilly, Chancellor & Hecht (2021), *Data leverage: a framework for empowering the public in its relationship with technology companies*.
///
/// When it misleads: values are those of one learner and one observer. Paying by value pays those most whom the model lacks most, which need not be those who
/// worked most, and pays strangers whose rows replace each other next to nothing.
///
/// # Errors
/// [`BargainError`] for a fund below 0, lists of different lengths, no heads, or numbers that are not finite.
///
/// ```
/// use simulation::collective::bargain::{Dividend, dividends};
/// let (heads, values) = ([100, 300], [3.0, 1.0]);
/// assert_eq!(dividends(8.0, Dividend::PerHead, &heads, &values)?, [2.0, 6.0]);
/// assert_eq!(dividends(8.0, Dividend::ByValue, &heads, &values)?, [6.0, 2.0]);
/// # Ok::<(), simulation::collective::bargain::BargainError>(())
/// ```
pub fn dividends(fund: f64, rule: Dividend, heads: &[u32], values: &[f64]) -> Result<Vec<f64>, BargainError> {
    finite("the fund", &[fund])?;
    finite("a value", values)?;
    if values.len() != heads.len() || heads.is_empty() {
        return Err(BargainError::Sides { what: "values", found: values.len(), sides: heads.len() });
    }
    if fund < 0.0 {
        return Err(BargainError::Fund(fund));
    }
    let people: Vec<f64> = heads.iter().map(|&heads| f64::from(heads)).collect();
    let shares = match rule {
        Dividend::ByValue if values.iter().any(|&value| value > 0.0) => {
            values.iter().map(|value| value.max(0.0)).collect()
        }
        _ => people,
    };
    let all = shares.iter().fold(0.0, |sum, share| sum + share);
    if all == 0.0 {
        return Err(BargainError::Sides { what: "heads", found: 0, sides: heads.len() });
    }
    Ok(shares.iter().map(|share| fund * share / all).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fund_is_paid_out_to_the_last() {
        let values = [0.2, -0.1, 0.3];
        for rule in [Dividend::PerHead, Dividend::ByValue] {
            let paid = dividends(6.0, rule, &[10, 20, 30], &values).unwrap();
            assert!((paid.iter().sum::<f64>() - 6.0).abs() < 1e-12 && paid.iter().all(|paid| *paid >= 0.0));
        }
        assert_eq!(dividends(6.0, Dividend::ByValue, &[1, 1, 1], &values).unwrap()[1], 0.0);
        let even = dividends(6.0, Dividend::ByValue, &[1, 2], &[-1.0, 0.0]).unwrap();
        assert_eq!(even, [2.0, 4.0], "values that say nothing");
    }

    #[test]
    fn what_cannot_be_paid_is_refused() {
        let of = |fund, heads: &[u32], values: &[f64]| {
            dividends(fund, Dividend::PerHead, heads, values).unwrap_err().to_string()
        };
        assert_eq!(of(-1.0, &[1], &[1.0]), "the fund is -1: legal are numbers from 0 on");
        assert!(of(1.0, &[1], &[]).contains("0 values: legal are 1"));
        assert!(of(1.0, &[0, 0], &[1.0, 1.0]).contains("0 heads"));
        assert!(of(1.0, &[1], &[f64::NAN]).contains("NaN"));
    }
}
