//! The fields of a file, by RFC 4180.

use csv_core::{ReadRecordResult, ReaderBuilder};

use super::{CsvError, Delimiter, Limits};

/// The fields of all rows, the header's first, each with as many.
#[derive(Debug)]
pub(in crate::data) struct Records {
    /// The fields one after the other, without quotation.
    text: String,
    /// Where each field ends.
    ends: Vec<usize>,
    /// Where each row begins, from 1.
    lines: Vec<usize>,
    columns: usize,
}

impl Records {
    /// Splits a file. Blank lines are no rows.
    pub(in crate::data) fn split(text: &str, delimiter: Delimiter, limits: Limits) -> Result<Self, CsvError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Limits::check("bytes", text.len(), limits.bytes)?;
        let mut reader = ReaderBuilder::new().delimiter(delimiter.byte()).build();
        let mut input = Input { bytes: text.as_bytes(), at: 0, line: 1 };
        // A file's fields are never longer than the file; one byte for the line break that is added at the end.
        let (mut output, mut used) = (vec![0; text.len() + 1], 0);
        let mut ends = vec![0; limits.columns + 1];
        let mut records = Self { text: String::new(), ends: Vec::new(), lines: Vec::new(), columns: 0 };
        loop {
            input.skip_breaks();
            if input.rest().is_empty() {
                break;
            }
            let line = input.line;
            let (result, mut read, written, mut count) =
                reader.read_record(input.rest(), &mut output[used..], &mut ends);
            let mut length = written;
            if result == ReadRecordResult::InputEmpty {
                // The last row has no line break of its own. If this one becomes part of a field, a quotation is open.
                let more = reader.read_record(b"\n", &mut output[used + written..], &mut ends[count..]);
                if more.0 != ReadRecordResult::Record && more.0 != ReadRecordResult::OutputEndsFull {
                    return Err(CsvError::Unclosed { line });
                }
                (read, count, length) = (input.rest().len(), count + more.3, written + more.2);
            }
            Limits::check("columns", count, limits.columns)?;
            Limits::check("rows", records.lines.len(), limits.rows)?;
            records.push(line, used, &ends[..count])?;
            used += length;
            input.advance(read);
        }
        output.truncate(used);
        // Only ASCII bytes were left out of a valid text, so that a valid text is left.
        records.text = String::from_utf8(output).unwrap_or_default();
        Ok(records)
    }

    fn push(&mut self, line: usize, used: usize, ends: &[usize]) -> Result<(), CsvError> {
        if self.lines.is_empty() {
            self.columns = ends.len();
        } else if ends.len() != self.columns {
            return Err(CsvError::Fields { line, found: ends.len(), expected: self.columns });
        }
        self.lines.push(line);
        self.ends.extend(ends.iter().map(|end| used + end));
        Ok(())
    }

    /// The rows without the header.
    pub(in crate::data) fn rows(&self) -> usize {
        self.lines.len().saturating_sub(1)
    }

    /// The columns that the header names.
    pub(in crate::data) fn columns(&self) -> usize {
        self.columns
    }

    /// A column's name.
    pub(in crate::data) fn name(&self, column: usize) -> &str {
        self.at(0, column)
    }

    /// A field, without spaces around it.
    pub(in crate::data) fn field(&self, row: usize, column: usize) -> &str {
        self.at(row + 1, column)
    }

    /// Where a row begins.
    pub(in crate::data) fn line(&self, row: usize) -> usize {
        self.lines.get(row + 1).copied().unwrap_or_default()
    }

    fn at(&self, record: usize, column: usize) -> &str {
        let place = record * self.columns + column;
        let start = place.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let field = start.zip(self.ends.get(place)).and_then(|(start, &end)| self.text.get(start..end));
        field.unwrap_or_default().trim()
    }
}

/// What is still to be read, and the number of its first line.
struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Input<'a> {
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Goes to the first byte that is no line break.
    fn skip_breaks(&mut self) {
        let breaks = self.rest().iter().take_while(|&&byte| byte == b'\n' || byte == b'\r').count();
        self.advance(breaks);
    }

    /// Lines end with `\n`, `\r\n` or `\r`.
    fn advance(&mut self, bytes: usize) {
        for (at, &byte) in self.bytes.iter().enumerate().skip(self.at).take(bytes) {
            let ends = byte == b'\n' || (byte == b'\r' && self.bytes.get(at + 1) != Some(&b'\n'));
            self.line += usize::from(ends);
        }
        self.at += bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{MAX_BYTES, MAX_COLUMNS, MAX_ROWS};
    use super::*;
    use proptest::prelude::*;

    fn fields(text: &str) -> Result<Vec<Vec<String>>, CsvError> {
        let records = Records::split(text, Delimiter::Comma, Limits::WIDEST)?;
        let row =
            |record| (0..records.columns()).map(|column| records.at(record, column).to_owned()).collect();
        Ok((0..records.lines.len()).map(row).collect())
    }

    fn quoted(field: &str) -> String {
        format!("\"{}\"", field.replace('"', "\"\""))
    }

    #[test]
    fn quotation_breaks_and_marks() {
        let text = "\u{feff}a,\"b,\"\"c\"\"\"\r\n\r\n 1 ,\"two\nlines\"\rx,";
        let records = Records::split(text, Delimiter::Comma, Limits::WIDEST).unwrap();
        assert_eq!(fields(text).unwrap(), [["a", "b,\"c\""], ["1", "two\nlines"], ["x", ""]]);
        assert_eq!(records.lines, [1, 3, 5]);
        assert_eq!(Records::split("a\tb\n1\t2", Delimiter::Tab, Limits::WIDEST).unwrap().field(0, 1), "2");
        assert_eq!(fields("").unwrap(), [[""; 0]; 0]);
    }

    #[test]
    fn broken_rows_are_named_by_line() {
        for text in ["a,b\n1,2\n\"3,4\n5,6", "a,b\n1,2\n\"3,4\n5,6\n", "a,b\n1,2\n3,\"", "a,b\n1,2\n3,\"\n\n"]
        {
            assert_eq!(fields(text), Err(CsvError::Unclosed { line: 3 }), "{text:?}");
        }
        assert_eq!(fields("a,b\n\n1,2\n3"), Err(CsvError::Fields { line: 4, found: 1, expected: 2 }));
        assert_eq!(fields("a,b\n1,2,3\n"), Err(CsvError::Fields { line: 2, found: 3, expected: 2 }));
    }

    #[test]
    fn limits_are_kept() {
        let wide = |columns: usize, end: &str| fields(&format!("{}{end}", vec!["a"; columns].join(",")));
        for end in ["", "\n", ",", ",\n"] {
            let columns = MAX_COLUMNS - end.matches(',').count();
            assert_eq!(wide(columns, end).unwrap()[0].len(), MAX_COLUMNS);
            assert!(
                matches!(wide(columns + 1, end), Err(CsvError::TooLarge { what: "columns", .. })),
                "{end:?}"
            );
            assert!(
                matches!(wide(columns + 9, end), Err(CsvError::TooLarge { what: "columns", .. })),
                "{end:?}"
            );
        }
        assert_eq!(fields(&"a\n".repeat(MAX_ROWS + 1)).unwrap().len(), MAX_ROWS + 1);
        let long = fields(&"a\n".repeat(MAX_ROWS + 2)).unwrap_err();
        assert_eq!(long.to_string(), "the file has 100001 rows: legal are at most 100000");
        let heavy = fields(&"a".repeat(MAX_BYTES + 1)).unwrap_err();
        assert_eq!(heavy.to_string(), "the file has 20000001 bytes: legal are at most 20000000");
    }

    proptest! {
        #[test]
        fn quoted_fields_come_back(rows in proptest::collection::vec(proptest::collection::vec("[a\", \r\n;é]{0,6}", 3), 1..6)) {
            let line = |row: &Vec<String>| row.iter().map(|field| quoted(field)).collect::<Vec<_>>().join(",");
            let text = rows.iter().map(line).collect::<Vec<_>>().join("\r\n");
            let trimmed: Vec<Vec<String>> =
                rows.iter().map(|row| row.iter().map(|field| field.trim().to_owned()).collect()).collect();
            prop_assert_eq!(fields(&text).unwrap(), trimmed);
        }

        #[test]
        fn any_text_is_split_or_refused(text in "[ab\",\r\n\u{feff}é]{0,40}") {
            if let Ok(records) = Records::split(&text, Delimiter::Comma, Limits::WIDEST) {
                prop_assert_eq!(records.ends.len(), records.lines.len() * records.columns());
                prop_assert!(records.lines.windows(2).all(|pair| pair[0] < pair[1]));
                prop_assert_eq!(records.ends.last().copied().unwrap_or(0), records.text.len());
            }
        }
    }
}
