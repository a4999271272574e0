//! Whole numbers in words.

const SMALL: [&str; 20] = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A whole number in at most two words: up to 99, and one to ninety-nine hundreds, thousands or millions, where one of them is “a hundred”.
/// None for any other number. Nothing is “no”, as in “no rows”.
pub(super) fn whole(value: f64) -> Option<String> {
    if value.fract() != 0.0 || !(0.0..1e8).contains(&value) {
        return None;
    }
    let value = value as usize;
    let (count, unit) = match value {
        0..100 => return Some(below_a_hundred(value)),
        _ if value.is_multiple_of(1_000_000) => (value / 1_000_000, "million"),
        _ if value.is_multiple_of(1000) && value < 100_000 => (value / 1000, "thousand"),
        _ if value.is_multiple_of(100) && value < 1000 => (value / 100, "hundred"),
        _ => return None,
    };
    Some(if count == 1 { format!("a {unit}") } else { format!("{} {unit}", below_a_hundred(count)) })
}

/// A word with a capital letter in front.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn below_a_hundred(value: usize) -> String {
    match (value / 10, value % 10) {
        (0 | 1, _) => SMALL[value].to_owned(),
        (tens, 0) => TENS[tens].to_owned(),
        (tens, ones) => format!("{}-{}", TENS[tens], SMALL[ones]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_usual_ones_and_long_ones_are_left_as_digits() {
        let of = |value| whole(value).unwrap_or_default();
        assert_eq!([0.0, 1.0, 12.0, 20.0, 81.0].map(of), ["no", "one", "twelve", "twenty", "eighty-one"]);
        assert_eq!(
            [100.0, 400.0, 1000.0, 50_000.0, 2e6].map(of),
            ["a hundred", "four hundred", "a thousand", "fifty thousand", "two million"]
        );
        assert_eq!([101.0, 1500.0, 0.5, -1.0, 1e9, f64::NAN].map(of), [""; 6]);
        assert_eq!(capital("twelve"), "Twelve");
    }
}
