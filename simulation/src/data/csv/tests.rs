use proptest::prelude::*;

use super::*;
use crate::data::{iris, penguins};
use crate::dataset::{Right, RowId};

const FILE: &str = "id,size,colour,team,use,kind,note\n\
    7,1.5,red,2,both,b,x\n\
    3,-2e3,blue,10,reserved,a,\"two\nlines\"\n\
    9,.25,red,2,evaluable,b,\n";

const NO_ROWS: &str = "the file has no rows to read; 0 were dropped for missing values";

fn options() -> CsvOptions {
    CsvOptions {
        group: Some("team".into()),
        right: Some("use".into()),
        id: Some("id".into()),
        one_hot: vec!["colour".into()],
        ignored: vec!["note".into()],
        ..CsvOptions::new(TargetColumn::Class("kind".into()))
    }
}

fn message(text: &str, options: &CsvOptions) -> String {
    read(text, options).unwrap_err().to_string()
}

#[test]
fn every_column_has_its_role() {
    let own = read(FILE, &options()).unwrap();
    assert_eq!(own.features, ["size", "colour: blue", "colour: red"]);
    assert_eq!((own.classes, own.groups), (vec!["a".into(), "b".into()], vec!["2".into(), "10".into()]));
    let row = own.data.row(1).unwrap();
    assert_eq!(
        (row.id, row.features, row.target.class()),
        (RowId::new(3), &[-2000.0, 1.0, 0.0][..], Some(0))
    );
    assert_eq!((row.group, row.right), (1, Right::Reserved));
    assert_eq!(own.data.row(2).unwrap().features, [0.25, 0.0, 1.0]);
    let by_class =
        CsvOptions { group: Some("kind".into()), ignored: vec!["note".into(), "team".into()], ..options() };
    assert_eq!(read(FILE, &by_class).unwrap().groups, ["a", "b"]);
    let number = CsvOptions {
        target: TargetColumn::Number("size".into()),
        one_hot: vec!["kind".into()],
        ignored: vec!["note".into(), "colour".into()],
        ..options()
    };
    let measured = read(FILE, &number).unwrap();
    assert_eq!((measured.data.row(0).unwrap().target.number(), measured.classes), (Some(1.5), vec![]));
}

#[test]
fn mistakes_name_line_column_and_value() {
    let change = |from: &str, to: &str| message(&FILE.replacen(from, to, 1), &options());
    assert_eq!(
        change(".25", "big"),
        "line 5, column `size` is `big`: legal are finite numbers, or any text once the column is chosen to be one-hot"
    );
    assert_eq!(
        change(".25", "inf"),
        "line 5, column `size` is `inf`: legal are finite numbers, or any text once the column is chosen to be one-hot"
    );
    assert_eq!(
        change("reserved", "mine"),
        "line 3, column `use` is `mine`: legal are both, trainable, evaluable, reserved and unavailable"
    );
    assert_eq!(
        change("\n3,", "\n-3,"),
        "line 3, column `id` is `-3`: legal are whole numbers from 0 to 4294967295"
    );
    assert_eq!(
        change("\n9,", "\n7,"),
        "line 5, column `id` is `7`, which line 2 has too: ids must be unique"
    );
    assert_eq!(
        change(",blue,", ",NaN,"),
        "line 3, column `colour` is missing (`NaN`): fill it in, or choose to drop such rows"
    );
    assert_eq!(change(",team,", ",,"), "column 4 has no name: the first line must name every column");
    assert_eq!(change(",team,", ",size,"), "two columns are named `size`: names must be unique");
    assert_eq!(
        change(",team,", ",crew,"),
        "no column is named `team`, which is to be the group: the columns are id, size, colour, crew, use, kind, note"
    );
    assert_eq!(
        message("", &options()).split(':').next(),
        Some("no column is named `kind`, which is to be the target")
    );
    let twice = CsvOptions { id: Some("use".into()), ..options() };
    assert_eq!(
        message(FILE, &twice),
        "column `use` is to be the right and the id: a column has one role, but the target may be the group"
    );
    let text = CsvOptions { target: TargetColumn::Number("kind".into()), ..options() };
    assert_eq!(
        message(FILE, &text),
        "line 2, column `kind` is `b`: legal are finite numbers, or any text once the target is chosen to be a class"
    );
    let all = ["size", "colour", "note"].map(String::from).to_vec();
    let nothing = CsvOptions { one_hot: vec![], ignored: all, ..options() };
    assert_eq!(
        message(FILE, &nothing),
        "no column is left to be a feature: at least one must have no other role"
    );
}

#[test]
fn rows_with_missing_values_are_dropped_on_demand_and_reported() {
    let file = FILE.replacen("red", " NA ", 1).replacen(".25", "?", 1);
    let drop = CsvOptions { missing: MissingValues::DropRows, ..options() };
    let own = read(&file, &drop).unwrap();
    assert_eq!((own.data.len(), own.dropped), (1, vec![2, 5]));
    // What only dropped rows had is no category, class or group.
    assert_eq!((own.features, own.classes), (vec!["size".into(), "colour: blue".into()], vec!["a".into()]));
    let all = file.replacen("blue", "n/a", 1);
    assert_eq!(message("a,kind\n", &CsvOptions::new(TargetColumn::Class("kind".into()))), NO_ROWS);
    assert_eq!(message(&all, &drop), "the file has no rows to read; 3 were dropped for missing values");
    let plain = CsvOptions { id: None, ignored: vec!["note".into(), "id".into()], ..drop };
    assert_eq!(read(&file, &plain).unwrap().data.row(0).unwrap().id, RowId::new(1));
}

#[test]
fn limits_on_what_is_made_are_kept() {
    let column =
        |values: usize| (0..values).map(|value| format!("{value},v{value}\n")).collect::<Vec<_>>().concat();
    let mut options = CsvOptions::new(TargetColumn::Class("y".into()));
    assert_eq!(read(&format!("x,y\n{}", column(32)), &options).unwrap().data.class_count(), 32);
    assert_eq!(
        message(&format!("x,y\n{}", column(33)), &options),
        "line 34, column `y` has more than 32 different values up to `v32`"
    );
    options = CsvOptions { one_hot: vec!["y".into()], ..CsvOptions::new(TargetColumn::Number("x".into())) };
    assert_eq!(read(&format!("x,y\n{}", column(100)), &options).unwrap().features.len(), 100);
    assert!(message(&format!("x,y\n{}", column(101)), &options).contains("more than 100 different values"));
    // Eleven columns of a hundred categories; a hundred thousand rows of a hundred and one features.
    let wide = |columns: usize, rows: usize| {
        let names: Vec<String> = (0..columns).map(|column| format!("c{column}")).collect();
        let rows = (0..rows).map(|row| format!("1,{}\n", vec![(row % 100).to_string(); columns].join(",")));
        let options =
            CsvOptions { one_hot: names.clone(), ..CsvOptions::new(TargetColumn::Number("y".into())) };
        read(&format!("y,{}\n{}", names.join(","), rows.collect::<Vec<_>>().concat()), &options)
            .map(|own| own.data.len())
    };
    assert_eq!(wide(11, 100).unwrap_err().to_string(), "the file has 1100 features: legal are at most 1000");
    assert_eq!(
        wide(2, 50_001).unwrap_err().to_string(),
        "the file has 10000200 values: legal are at most 10000000"
    );
}

/// A table as a file.
fn written(data: &Dataset, names: &[&str]) -> String {
    let row = |row: crate::dataset::Row<'_>| {
        let values: Vec<String> = row.features.iter().map(f64::to_string).collect();
        format!("{},{},c{},{}\n", row.id.number(), values.join(","), row.target.class().unwrap(), row.group)
    };
    format!("id,{},kind,group\n{}", names.join(","), data.rows().map(row).collect::<Vec<_>>().concat())
}

#[test]
fn a_written_table_comes_back() {
    for (data, names) in [(iris::dataset(), iris::FEATURES), (penguins::dataset(), penguins::FEATURES)] {
        let options = CsvOptions {
            id: Some("id".into()),
            group: Some("group".into()),
            ..CsvOptions::new(TargetColumn::Class("kind".into()))
        };
        let own = read(&written(&data, &names), &options).unwrap();
        assert_eq!(own.data, data);
        assert_eq!(own.features, names);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), drop in any::<bool>()) {
        let missing = if drop { MissingValues::DropRows } else { MissingValues::Refuse };
        let _ = read(&text, &CsvOptions { missing, ..options() });
        let header: String = text.chars().take_while(|&c| c != ',' && c != '\n').collect();
        let _ = read(&text, &CsvOptions::new(TargetColumn::Number(header)));
    }

    #[test]
    fn a_mutated_file_is_read_or_refused(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), 0_u8..3, "[\",;\r\n 0-9a-zé.-]"), 1..6),
        drop in any::<bool>(),
    ) {
        let mut file: Vec<char> = FILE.chars().collect();
        for (place, kind, new) in changes {
            let (place, new) = (place.index(file.len()), new.chars().next().unwrap());
            match kind {
                0 => file[place] = new,
                1 => file.insert(place, new),
                _ => drop_one(&mut file, place),
            }
        }
        let missing = if drop { MissingValues::DropRows } else { MissingValues::Refuse };
        let text: String = file.into_iter().collect();
        match read(&text, &CsvOptions { missing, ..options() }) {
            Ok(own) => {
                prop_assert_eq!(own.data.feature_count(), own.features.len());
                prop_assert_eq!((own.data.class_count(), own.data.group_count()), (own.classes.len(), own.groups.len()));
                prop_assert!(own.data.len() + own.dropped.len() <= text.lines().count());
            }
            Err(error) => in_place(&error, &text)?,
        }
    }

    #[test]
    fn a_table_of_any_numbers_and_names_comes_back(
        rows in proptest::collection::vec((proptest::collection::vec(any::<f64>().prop_filter("finite", |x| x.is_finite()), 2), 0_usize..3), 1..20),
        names in proptest::collection::hash_set("[a-z\",;é ]{0,5}[a-zé]", 3),
        delimiter in proptest::sample::select(vec![Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab]),
        end in proptest::sample::select(vec!["\n", "\r\n", "\r"]),
        mark in any::<bool>(),
    ) {
        let names: Vec<String> = names.into_iter().map(|name| name.trim().to_owned()).collect();
        prop_assume!(names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)));
        let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
        let between = char::from(delimiter.byte()).to_string();
        let line = |(values, class): &(Vec<f64>, usize)| [values[0].to_string(), values[1].to_string(), quoted(&format!("class {class}"))].join(&between);
        let head = names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(&between);
        let lines: Vec<String> = std::iter::once(head).chain(rows.iter().map(line)).collect();
        let text = format!("{}{}", if mark { "\u{feff}" } else { "" }, lines.join(end));
        let options = CsvOptions { delimiter, ..CsvOptions::new(TargetColumn::Class(names[2].clone())) };
        let own = read(&text, &options).unwrap();
        prop_assert_eq!(own.features.as_slice(), &names[..2]);
        for (row, (values, class)) in own.data.rows().zip(&rows) {
            prop_assert_eq!(row.features, values.as_slice());
            prop_assert_eq!(&own.classes[row.target.class().unwrap()], &format!("class {class}"));
        }
        prop_assert_eq!(own.data.len(), rows.len());
    }

    #[test]
    fn any_bytes_are_read_or_refused_where_they_are_wrong(bytes in proptest::collection::vec(prop_oneof![any::<u8>(), proptest::sample::select(b"a,b\n1\"\r;\t".to_vec())], 0..80)) {
        let text = String::from_utf8_lossy(&bytes);
        let header: String = text.trim_start_matches('\u{feff}').chars().take_while(|&c| c != ',' && c != '\n').collect();
        for target in [TargetColumn::Class(header.trim().to_owned()), TargetColumn::Number("b".into())] {
            if let Err(error) = read(&text, &CsvOptions::new(target)) {
                in_place(&error, &text)?;
            }
        }
    }
}

/// A mistake is said in a few words, and its line is one of the file's.
fn in_place(error: &CsvError, text: &str) -> Result<(), TestCaseError> {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count() + 1;
    let line = match error {
        CsvError::Unclosed { line }
        | CsvError::Fields { line, .. }
        | CsvError::Missing { line, .. }
        | CsvError::Value { line, .. }
        | CsvError::Distinct { line, .. }
        | CsvError::DuplicateId { line, .. } => *line,
        _ => 1,
    };
    prop_assert!((1..=lines).contains(&line), "{} of {} lines: {:?}", line, lines, text);
    let said = error.to_string();
    prop_assert!(!said.is_empty() && said.chars().count() < 400, "{}", said);
    Ok(())
}

fn drop_one(file: &mut Vec<char>, place: usize) {
    if file.len() > 1 {
        file.remove(place);
    }
}
