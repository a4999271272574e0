use proptest::prelude::*;

use super::*;
use crate::data::csv::CsvError;

/// A file of two features and a class, of as many rows.
fn file(rows: usize, separator: &str, row: impl Fn(usize) -> [String; 2]) -> String {
    let line = |place: usize| {
        let [x, y] = row(place);
        format!("{x}{separator}{y}{separator}{}\n", if place.is_multiple_of(2) { "a" } else { "b" })
    };
    let head = ["x", "y", "kind"].join(separator);
    format!("{head}\n{}", (0..rows).map(line).collect::<Vec<_>>().concat())
}

fn plain(place: usize) -> [String; 2] {
    [format!("{place}.5"), format!("{}", place * 2)]
}

fn read(text: &str) -> Result<OwnData, OwnError> {
    let file = OwnFile::open(text)?;
    file.read(&file.guess())
}

fn refused(text: &str) -> String {
    read(text).unwrap_err().to_string()
}

#[test]
fn separators_and_decimals_are_found() {
    for separator in [",", ";", "\t"] {
        let own = read(&file(24, separator, plain)).unwrap();
        assert_eq!(
            (own.data.len(), own.data.row(3).unwrap().features),
            (24, [3.5, 6.0].as_slice()),
            "{separator:?}"
        );
        let comma = |place: usize| [format!("\"{place},5\""), place.to_string()];
        let own = read(&file(24, separator, comma)).unwrap();
        assert_eq!(own.data.row(3).unwrap().features, [3.5, 3.0]);
    }
    let text = file(24, ",", plain).replace('\n', "\r\n");
    assert_eq!(read(&format!("\u{feff}{text}\r\n")).unwrap(), read(&file(24, ",", plain)).unwrap());
}

#[test]
fn what_could_be_two_things_is_refused() {
    let both = |value: &'static str| {
        move |place: usize| [if place == 2 { value.to_owned() } else { "1,5".into() }, "1".into()]
    };
    assert_eq!(
        refused(&file(24, ";", both("1.25"))),
        "line 4, column `x` is `1.25`, and line 2 has `1,5`: legal before decimals is a point everywhere or a comma everywhere"
    );
    let thousands = |place: usize| [format!("{},{:03}", place + 1, place), "1".into()];
    assert!(
        refused(&file(24, ";", thousands))
            .starts_with("line 2, column `x` is `1,000`, which may have decimals or thousands")
    );
    assert!(
        refused(&file(24, ",", |_| ["\"1,000,000\"".into(), "1".into()]))
            .starts_with("line 2, column `x` is `1,000,000`")
    );
    let two = format!("a,b;c\n{}", "1,2;x\n".repeat(24));
    assert!(
        refused(&two)
            .starts_with("line 1 is `a,b;c`: its fields could be those between commas or between semicolons")
    );
}

#[test]
fn hostile_files_are_refused_in_one_line() {
    let long = format!("x,kind\n{}", "1,a\n".repeat(300_000));
    let many = file(2001, ",", plain);
    let wide = format!(
        "{}kind\n{}",
        (0..80).map(|c| format!("c{c},")).collect::<Vec<_>>().concat(),
        "1,".repeat(80) + "a\n"
    );
    let one = |value: &str| {
        file(24, ",", |place| [if place == 2 { value.to_owned() } else { "1".into() }, place.to_string()])
    };
    for (text, said) in [
        (String::new(), "line 1 is ``: legal are the names of two columns"),
        (
            "\u{89}PNG\r\n\u{1a}\n\0".to_owned(),
            "line 1 has the control character 137: legal is text in UTF-8",
        ),
        ("x\0,\0k\0\n".to_owned(), "line 1 has the control character 0"),
        (
            "x,kind\n1,a\n".to_owned(),
            "there are 1 rows to use, and 0 with missing values: legal are 20 or more",
        ),
        ("x,kind\n".to_owned(), "there are 0 rows to use"),
        ("only\n1\n2\n".to_owned(), "line 1 is `only`: legal are the names of two columns"),
        ("1,2\n3,4\n".to_owned(), "line 1 begins with the number `1`: legal are the names"),
        ("x,x\n1,a\n".to_owned(), "two columns are named `x`: names must be unique"),
        ("x,\n1,a\n".to_owned(), "column 2 has no name"),
        ("x,kind\n1,a\n2\n".to_owned(), "line 3 has 1 fields, and the header names 2 columns"),
        ("x,kind\n1,\"a\n2,b\n".to_owned(), "line 2: a quotation mark opens"),
        (long, "the file has 1200007 bytes: legal are at most 1000000"),
        (many, "the file has 2001 rows: legal are at most 2000"),
        (wide, "the file has 81 columns: legal are at most 80"),
        (
            file(24, ",", plain).replace(",b\n", ",a\n"),
            "column `kind` has 1 different values (`a`): legal are 2 to 10",
        ),
        (file(24, ",", plain).replacen(",a\n", ",c\n", 1), "column `kind` is `c` in 1 row: legal are 2 rows"),
        (
            one("1e13"),
            "line 4, column `x` is larger than a trillion in size: legal are numbers from -1e12 to 1e12",
        ),
    ] {
        let found = refused(&text);
        assert!(found.starts_with(said) && !found.contains('\n') && found.chars().count() < 300, "{found}");
    }
    // One value that is no number is named where it stands.
    for value in ["1e309", "inf", "x1", "0x10"] {
        let text = one(value);
        let opened = OwnFile::open(&text).unwrap();
        assert_eq!(opened.guess().to_string(), "ffc", "{value}");
        let error = opened.read(&opened.guess()).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("line 4, column `x` is `{value}`: legal are finite numbers")),
            "{error}"
        );
    }
}

#[test]
fn rows_with_missing_values_are_left_out_and_told() {
    let missing =
        file(24, ",", |place| [if place == 2 { "NaN".into() } else { place.to_string() }, "1".into()]);
    let own = read(&missing).unwrap();
    assert_eq!((own.data.len(), own.dropped), (23, vec![4]));
}

#[test]
fn columns_are_for_what_their_names_and_values_say() {
    let row = |place: usize| format!("{place},{place}.5,word{place},{},p{}\n", place % 2, place % 3);
    let text = format!("Id,x,note,group,kind\n{}", (0..24).map(row).collect::<Vec<_>>().concat());
    let opened = OwnFile::open(&text).unwrap();
    assert_eq!(opened.guess().to_string(), "ifxgc");
    // A label of one class is still the label; one of too many leaves it to the column before.
    let one =
        OwnFile::open(&file(24, ",", |place| [format!("{}", place % 3), "5".into()]).replace(",b\n", ",a\n"))
            .unwrap();
    assert_eq!(one.guess().to_string(), "ffc");
    let many = OwnFile::open(&format!(
        "x,kind,y\n{}",
        (0..24).map(|at| format!("{at},k{},{at}\n", at % 2)).collect::<Vec<_>>().concat()
    ))
    .unwrap();
    assert_eq!(many.guess().to_string(), "fcf");
    let own = opened.read(&opened.guess()).unwrap();
    assert_eq!(
        (own.groups, own.classes.len(), own.features),
        (vec!["0".to_owned(), "1".into()], 3, vec!["x".to_owned()])
    );
    for (roles, said) in [
        ("ffxxx", "no column is the class"),
        ("ifxcc", "columns `group` and `kind` are both the class: legal is one"),
        ("ifx", "the rows have 5 columns, and 3 are described"),
        ("xxxxc", "no column is left to be a feature"),
        ("ifoxc", "there are 25 features"),
    ] {
        match opened.read(&roles.parse().unwrap()) {
            Err(error) => assert!(error.to_string().starts_with(said), "{error}"),
            Ok(own) => assert_eq!((roles, own.features.len()), ("ifoxc", 25)),
        }
    }
}

/// A mistake is said in one line, and its place is one of the text's.
fn in_place(error: &OwnError, text: &str) -> Result<(), TestCaseError> {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count() + 1;
    let line = match error {
        OwnError::Control { line, .. }
        | OwnError::MixedDecimals { line, .. }
        | OwnError::Thousands { line, .. }
        | OwnError::Size { line, .. }
        | OwnError::Csv(
            CsvError::Unclosed { line }
            | CsvError::Fields { line, .. }
            | CsvError::Value { line, .. }
            | CsvError::Distinct { line, .. }
            | CsvError::DuplicateId { line, .. },
        ) => Some(*line),
        _ => None,
    };
    let said = error.to_string();
    prop_assert!(!said.is_empty() && said.chars().count() < 500, "{}", said);
    if let Some(line) = line {
        prop_assert!((1..=lines).contains(&line), "{} of {}: {:?}", line, lines, text);
        prop_assert!(said.contains(&format!("line {line}")), "{}", said);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in prop_oneof![any::<String>(), "([a-c01.,;\t\"\r\n-]|1,5|1e309|NaN){0,200}"]) {
        match OwnFile::open(&text) {
            Ok(file) => {
                let guess = file.guess();
                prop_assert_eq!(guess.len(), file.names().len());
                if let Err(error) = file.read(&guess) {
                    in_place(&error, &text)?;
                }
            }
            Err(error) => in_place(&error, &text)?,
        }
    }

    #[test]
    fn a_mutated_file_is_read_or_refused(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), 0_u8..3, "[\",;\t\r\n 0-9a-zé.\u{0}-]"), 1..6),
        separator in proptest::sample::select(vec![",", ";", "\t"]),
        roles in "[focgix]{3}",
    ) {
        let mut characters: Vec<char> = file(24, separator, plain).chars().collect();
        for (place, kind, new) in changes {
            let (place, new) = (place.index(characters.len()), new.chars().next().unwrap());
            match kind {
                0 => characters[place] = new,
                1 => characters.insert(place, new),
                _ => drop(characters.remove(place)),
            }
        }
        let text: String = characters.into_iter().collect();
        match OwnFile::open(&text) {
            Ok(file) => {
                for roles in [file.guess(), roles.parse().unwrap()] {
                    match file.read(&roles) {
                        Ok(own) => {
                            prop_assert!(own.data.len() >= MIN_ROWS && (2..=MAX_CLASSES).contains(&own.data.class_count()));
                            prop_assert!(own.data.rows().all(|row| row.features.iter().all(|value| value.abs() <= MAX_SIZE)));
                        }
                        Err(error) => in_place(&error, &text)?,
                    }
                }
            }
            Err(error) => in_place(&error, &text)?,
        }
    }

    #[test]
    fn numbers_come_back_whatever_program_wrote_them(
        rows in proptest::collection::vec((-1e12_f64..1e12, -1.0_f64..1.0), 20..40),
        separator in proptest::sample::select(vec![",", ";", "\t"]),
        comma in any::<bool>(),
        end in proptest::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        let written = |number: f64| {
            // With a fraction that is no thousand, so that the mark is not in doubt.
            let text = format!("{number:.5}");
            if comma { format!("\"{}\"", text.replace('.', ",")) } else { text }
        };
        let text = file(rows.len(), separator, |place| [written(rows[place].0), written(rows[place].1)]).replace('\n', end);
        let own = read(&text).unwrap();
        for (row, (x, y)) in own.data.rows().zip(&rows) {
            let expected = [x, y].map(|number| format!("{number:.5}").parse::<f64>().unwrap());
            prop_assert_eq!(row.features, expected.as_slice());
        }
        prop_assert_eq!(own.data.len(), rows.len());
    }
}
