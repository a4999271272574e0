//! The compact files: lines of fields with commas between them, one line a row of the source, without a header.
//!
//! Numbers are the source's decimals without the zero before the point and without zeros at the end.

use ndarray::Array2;

use super::{About, DataError, Task};
use crate::dataset::{Dataset, RowId, Targets};

/// One line of a compact file.
pub(super) struct Line<'a> {
    about: &'a About,
    /// From 0, which is the row's id.
    index: u32,
    fields: Vec<&'a str>,
}

/// The lines of a text that has exactly as many as the file.
pub(super) fn lines<'a>(
    about: &'a About,
    text: &'a str,
    expected: usize,
    fields: usize,
) -> Result<Vec<Line<'a>>, DataError> {
    // A text that was cut off on its way has a last line without an end.
    let found = text.bytes().filter(|&byte| byte == b'\n').count();
    if found != expected || !text.ends_with('\n') {
        return Err(DataError::Lines { name: about.name, found, expected });
    }
    let line = |(index, line): (u32, &'a str)| {
        let line = Line { about, index, fields: line.split(',').collect() };
        match line.fields.len() {
            found if found == fields => Ok(line),
            found => {
                Err(DataError::Fields { name: about.name, line: line.number(), found, expected: fields })
            }
        }
    };
    (0..).zip(text.lines()).map(line).collect()
}

impl<'a> Line<'a> {
    /// The row's name: the line's number from 0.
    pub(super) fn id(&self) -> RowId {
        RowId::new(self.index)
    }

    fn number(&self) -> usize {
        self.index as usize + 1
    }

    /// The text of a field.
    pub(super) fn text(&self, field: usize) -> &'a str {
        self.fields.get(field).copied().unwrap_or_default()
    }

    /// The decimal in a field.
    pub(super) fn decimal(&self, field: usize) -> Result<f64, DataError> {
        decimal(self.text(field))
            .ok_or_else(|| self.refuse(field, "decimals of at most 15 digits, as 12 or .25"))
    }

    /// The whole number in a field, from `first` on, as a place in a list of `count` things.
    pub(super) fn place(&self, field: usize, first: usize, count: usize) -> Result<usize, DataError> {
        let place = self.text(field).parse::<usize>().ok().and_then(|code| code.checked_sub(first));
        place
            .filter(|&place| place < count)
            .ok_or_else(|| self.refuse(field, "the codes named in the note beside the file"))
    }

    /// The error that says what may stand in a field.
    pub(super) fn refuse(&self, field: usize, legal: &'static str) -> DataError {
        let value = self.text(field).chars().take(40).collect();
        DataError::Value { name: self.about.name, line: self.number(), field: field + 1, value, legal }
    }
}

/// The table of a file whose lines are the features and then the target. With classes, each class is a group; with a number,
/// all rows are of one.
pub(super) fn table(about: &About, text: &str) -> Result<Dataset, DataError> {
    let features = about.features.len();
    let lines = lines(about, text, about.rows, features + 1)?;
    let mut values = Vec::with_capacity(about.rows * features);
    for line in &lines {
        for field in 0..features {
            values.push(line.decimal(field)?);
        }
    }
    let ids = lines.iter().map(Line::id).collect();
    match about.task {
        Task::Classes(classes) => {
            let labels: Result<Vec<usize>, _> =
                lines.iter().map(|line| line.place(features, 0, classes.len())).collect();
            let labels = labels?;
            let targets = Targets::Classes { labels: labels.clone(), count: classes.len() };
            dataset(ids, values, features, targets, labels, about.groups.len())
        }
        Task::Number(_) => {
            let numbers: Result<Vec<f64>, _> = lines.iter().map(|line| line.decimal(features)).collect();
            dataset(ids, values, features, Targets::Numbers(numbers?), vec![0; lines.len()], 1)
        }
    }
}

/// The table of these columns; `values` row after row.
pub(super) fn dataset(
    ids: Vec<RowId>,
    values: Vec<f64>,
    features: usize,
    targets: Targets,
    groups: Vec<usize>,
    group_count: usize,
) -> Result<Dataset, DataError> {
    let shape = (ids.len(), features);
    // A wrong length leaves no rows, and the check of the columns then says so.
    let values = Array2::from_shape_vec(shape, values).unwrap_or_default();
    Ok(Dataset::new(ids, values, targets)?.with_groups(groups, group_count)?)
}

/// The double nearest to a decimal of at most 15 digits without sign: both whole numbers are exact, so their quotient is
/// rounded once.
fn decimal(text: &str) -> Option<f64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = whole.len() + part.len();
    if digits == 0 || digits > 15 {
        return None;
    }
    let mut number = 0_u64;
    for byte in whole.bytes().chain(part.bytes()) {
        number = 10 * number + u64::from(char::from(byte).to_digit(10)?);
    }
    let scale = part.bytes().fold(1_u64, |scale, _| 10 * scale);
    Some(number as f64 / scale as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ABOUT: About = About { rows: 2, ..crate::data::iris::ABOUT };

    #[test]
    fn mistakes_are_named_by_line_field_and_value() {
        let error = |text| table(&ABOUT, text).unwrap_err().to_string();
        assert!(table(&ABOUT, "1,2,3,4,0\n1,2,3,.5,1\n").is_ok());
        assert!(table(&ABOUT, "1,2,3,4,0\r\n1,2,3,.5,1\r\n").is_ok());
        assert_eq!(error("1,2,3,4,0\n1,2,3,.5,1"), "iris has 1 complete lines: legal are exactly 2");
        assert_eq!(error("1,2,3,4,0\n1,2,3,.5\n"), "iris, line 2 has 4 fields: legal are exactly 5");
        assert_eq!(
            error("1,2,x,4,0\n1,2,3,.5,1\n"),
            "iris, line 1, field 3 is `x`: legal are decimals of at most 15 digits, as 12 or .25"
        );
        assert_eq!(
            error("1,2,3,4,0\n1,2,3,.5,3\n"),
            "iris, line 2, field 5 is `3`: legal are the codes named in the note beside the file"
        );
    }

    proptest! {
        #[test]
        fn decimals_are_the_doubles_that_the_compiler_would_read(number in 0_u64..1_000_000_000_000_000, point in 0_usize..15) {
            let digits = format!("{number:015}");
            let text = format!("{}.{}", &digits[..point], &digits[point..]);
            prop_assert_eq!(decimal(&text), text.parse().ok());
        }

        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            let _ = table(&ABOUT, &text);
            if let Some(number) = decimal(&text) {
                prop_assert_eq!(Ok(number), text.parse());
            }
        }
    }
}
