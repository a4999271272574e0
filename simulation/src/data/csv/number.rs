//! Decimal numbers as text, rounded correctly: a tenth of the standard library's parser, whose tables every page would download.

/// The most digits that a number may have, and the largest and the smallest power of ten that they may be multiplied by.
const MOST: usize = 400;
/// Powers of ten that have no rounding.
const EXACT: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// The finite number nearest to a text such as `-12.5e-3`, ties to even; `None` for every other text, and for more than 400 digits.
pub(super) fn read(text: &[u8], mark: u8) -> Option<f64> {
    let (negative, mut rest) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    // What is left of the mark, and right of it, and the digits of both without zeros in front.
    let (mut digits, mut power, mut seen, mut marked) = (vec![], 0_i32, false, false);
    while let [byte, after @ ..] = rest {
        match *byte {
            b'0'..=b'9' => {
                seen = true;
                power -= i32::from(marked);
                if !digits.is_empty() || *byte != b'0' {
                    digits.push(*byte - b'0');
                }
            }
            byte if byte == mark && !marked => marked = true,
            _ => break,
        }
        rest = after;
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        power = power.checked_add(whole(exponent)?)?;
    } else if !rest.is_empty() {
        return None;
    }
    if !seen || digits.len() > MOST {
        return None;
    }
    while digits.last() == Some(&0) {
        digits.pop();
        power += 1;
    }
    let size = nearest(&digits, power)?;
    Some(if negative { -size } else { size })
}

/// An exponent. One that no number has is as good as any other.
fn whole(text: &[u8]) -> Option<i32> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] | digits => (false, digits),
    };
    let digit = |number: i32, byte: &u8| {
        byte.is_ascii_digit().then(|| (number * 10 + i32::from(byte - b'0')).min(9_999))
    };
    let size = digits.iter().try_fold(0, digit).filter(|_| !digits.is_empty())?;
    Some(if negative { -size } else { size })
}

/// The number nearest to digits × 10^power.
#[allow(clippy::cast_possible_wrap, reason = "lengths are those of a few hundred digits")]
fn nearest(digits: &[u8], power: i32) -> Option<f64> {
    let places = power.unsigned_abs() as usize;
    if digits.len() <= 15 && places < EXACT.len() {
        // Both are exact, so that one operation rounds once.
        let whole = digits.iter().fold(0_u64, |number, &digit| number * 10 + u64::from(digit)) as f64;
        return Some(if power < 0 { whole / EXACT[places] } else { whole * EXACT[places] });
    }
    let leading = power + signed(digits.len());
    if digits.is_empty() || leading < -330 {
        return Some(0.0);
    }
    if leading > 310 {
        return None;
    }
    // The number as a whole one of limbs, lowest first, times 2^-shift.
    let mut limbs: Vec<u32> = vec![];
    for &digit in digits {
        multiply(&mut limbs, 10, u32::from(digit));
    }
    let (mut shift, mut rounded) = (0_i32, false);
    if power >= 0 {
        (0..places).for_each(|_| multiply(&mut limbs, 10, 0));
    } else {
        // Room for 64 bits behind all divisions.
        let room = places / 8 + 3;
        limbs.splice(0..0, std::iter::repeat_n(0, room));
        shift = 32 * signed(room);
        (0..places).for_each(|_| rounded |= divide(&mut limbs, 10) != 0);
    }
    while limbs.last() == Some(&0) {
        limbs.pop();
    }
    let top = limbs.len();
    let limb = |behind: usize| top.checked_sub(behind).map_or(0, |place| u128::from(limbs[place]));
    let high = limb(1) << 64 | limb(2) << 32 | limb(3);
    rounded |= limbs.iter().rev().skip(3).any(|&limb| limb != 0);
    // `high` × 2^(32 (top − 3) − shift), of 65 to 96 bits.
    let bits = 128 - high.leading_zeros().cast_signed();
    let exponent = 32 * (signed(top) - 3) - shift;
    // Of the smallest numbers fewer bits are kept.
    let kept = (bits + exponent + 1074).clamp(0, 53);
    let drop = (bits - kept) as u32;
    let (mut mantissa, left) = ((high >> drop) as u64, high & ((1 << drop) - 1));
    let half = 1_u128 << (drop - 1);
    if left > half || (left == half && (rounded || mantissa & 1 == 1)) {
        mantissa += 1;
    }
    // Exact: at most 53 bits, and a power of two that is in the range.
    let scale = exponent + drop.cast_signed();
    let number = mantissa as f64 * two(scale / 2) * two(scale - scale / 2);
    number.is_finite().then_some(number)
}

/// A count of digits or limbs, which are at most some hundreds.
fn signed(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// 2^power, for a power between −1022 and 1023.
fn two(power: i32) -> f64 {
    f64::from_bits(((power + 1023) as u64) << 52)
}

fn multiply(limbs: &mut Vec<u32>, by: u32, mut carry: u32) {
    for limb in limbs.iter_mut() {
        let product = u64::from(*limb) * u64::from(by) + u64::from(carry);
        (*limb, carry) = (product as u32, (product >> 32) as u32);
    }
    if carry > 0 {
        limbs.push(carry);
    }
}

fn divide(limbs: &mut [u32], by: u32) -> u32 {
    let mut left = 0;
    for limb in limbs.iter_mut().rev() {
        let whole = u64::from(left) << 32 | u64::from(*limb);
        (*limb, left) = ((whole / u64::from(by)) as u32, (whole % u64::from(by)) as u32);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the standard library makes of it.
    fn standard(text: &str) -> Option<f64> {
        text.parse().ok().filter(|number: &f64| number.is_finite())
    }

    fn bits(number: Option<f64>) -> Option<u64> {
        number.map(f64::to_bits)
    }

    #[test]
    fn hard_cases_are_rounded_as_by_the_standard_library() {
        for text in [
            "0",
            "-0",
            "+1",
            ".5",
            "5.",
            "-.5e1",
            "1e22",
            "1e23",
            "9007199254740993",
            "9007199254740992.9999999999",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "5e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e309",
            "1e-400",
            "1e99999999999",
            "0e99999999999",
            "0.30000000000000004",
            "8.41e21",
            "123456789012345678901234567890",
            "6.631236846766476e-316",
            "1e-323",
            "4.9e-324",
        ] {
            assert_eq!(bits(read(text.as_bytes(), b'.')), bits(standard(text)), "{text}");
        }
        for text in [
            "", "-", ".", "e5", "1e", "1e+", "1 ", "1..2", "0x10", "1_000", "inf", "NaN", "--1", "1,5",
            "1e5.5",
        ] {
            assert_eq!(read(text.as_bytes(), b'.'), None, "{text}");
        }
        assert_eq!(read(b"-1,5e1", b','), Some(-15.0));
    }

    proptest! {
        #[test]
        fn every_number_comes_back(number in any::<f64>().prop_filter("finite", |x| x.is_finite())) {
            for text in [number.to_string(), format!("{number:e}"), format!("{number:.30}")] {
                if text.len() < MOST {
                    prop_assert_eq!(bits(read(text.as_bytes(), b'.')), bits(standard(&text)), "{}", text);
                }
            }
        }

        #[test]
        fn every_text_is_read_as_by_the_standard_library(text in "[-+]?[0-9]{0,25}[.]?[0-9]{0,25}([eE][-+]?[0-9]{1,3})?") {
            prop_assert_eq!(bits(read(text.as_bytes(), b'.')), bits(standard(&text)));
        }
    }
}
