//! Numbers as a reader sees them.

/// A number with so many decimals (at most 9), a true minus sign, and no negative zero.
pub fn decimal(value: f64, digits: u32) -> String {
    write(value, digits, false, "−")
}

/// A number with at most so many decimals: trailing zeros say nothing in a sentence.
pub fn short(value: f64, digits: u32) -> String {
    write(value, digits, true, "−")
}

/// As [`short`], with the hyphen that machines read as a minus.
pub fn plain(value: f64, digits: u32) -> String {
    write(value, digits, true, "-")
}

fn write(value: f64, digits: u32, shorten: bool, minus: &str) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let mut digits = digits.min(9);
    // Rounded as a whole number: the standard formatter would add ten kilobytes to what readers download.
    let mut scaled = (value.abs() * 10_u64.pow(digits) as f64 + 0.5).floor() as u64;
    let sign = if value < 0.0 && scaled > 0 { minus } else { "" };
    while shorten && digits > 0 && scaled.is_multiple_of(10) {
        (scaled, digits) = (scaled / 10, digits - 1);
    }
    if digits == 0 {
        return format!("{sign}{scaled}");
    }
    let (unit, width) = (10_u64.pow(digits), digits as usize);
    format!("{sign}{}.{:0width$}", scaled / unit, scaled % unit)
}

/// A number that is written, as an exponent: "−0.81" as "⁻⁰·⁸¹".
pub fn raised(number: &str) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let sign = |sign: char| match sign {
        '−' => Some('⁻'),
        '.' => Some('·'),
        digit => DIGITS.get(digit.to_digit(10)? as usize).copied(),
    };
    number.chars().filter_map(sign).collect()
}

/// As [`short`], with a plus sign on positive numbers.
pub fn signed(value: f64, digits: u32) -> String {
    let text = short(value, digits);
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// "A", "A and B", "A, B and C".
pub fn list(names: &[&str]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", join(first, ", ")),
    }
}

/// Texts with another between each two. The standard one is written for speed, and twelve times as long.
pub fn join(texts: &[impl AsRef<str>], between: &str) -> String {
    let mut all = String::new();
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            all.push_str(between);
        }
        all.push_str(text.as_ref());
    }
    all
}

/// "1 row", "3 rows".
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_printed() {
        assert_eq!(decimal(0.95, 2), "0.95");
        assert_eq!(decimal(-0.125, 2), "−0.13");
        assert_eq!(decimal(-0.001, 2), "0.00");
        assert_eq!(decimal(12.0, 0), "12");
        assert_eq!(decimal(f64::NAN, 2), "–");
        assert_eq!(short(0.2, 3), "0.2");
        assert_eq!(short(-1.0, 3), "−1");
        assert_eq!(short(100.0, 0), "100");
        assert_eq!(signed(0.158_33, 3), "+0.158");
        assert_eq!(signed(0.0001, 3), "0");
    }

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(list(&["A", "B", "C"]), "A, B and C");
        assert_eq!(list(&["A"]), "A");
        assert_eq!(count(1, "row", "rows"), "1 row");
    }
}
