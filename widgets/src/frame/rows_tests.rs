//! Readers' own rows, given to every widget that takes data.

use proptest::prelude::*;
use simulation::data::own::{OwnFile, Role};

use super::rows::RowsMessage;
use super::{Frame, FrameParameters, Instance};
use crate::parameters::{Fields, Keys, ParameterType, Value, link};
use crate::tables::{OwnRows, TableId};
use crate::widget::{Scope, Table, Widget};

/// Rows whose features say something about their class.
fn file(rows: usize, classes: usize, features: usize) -> String {
    let names = (0..features).map(|feature| format!("f{feature},")).collect::<Vec<_>>().concat();
    let row = |row: usize| {
        let class = row % classes;
        let values = (0..features)
            .map(|f| format!("{},", (row * (f + 3) * 7919 % 101) + 20 * class * (1 + f % 2)))
            .collect::<Vec<_>>()
            .concat();
        format!("{values}class {class}\n")
    };
    format!("{names}kind\n{}", (0..rows).map(row).collect::<Vec<_>>().concat())
}

fn framed<W: Widget>(own: &[(&str, &str)], common: FrameParameters) -> Frame<W> {
    let mut parameters = W::Parameters::default();
    for (key, value) in own {
        assert!(parameters.set(key, &Value::one(*value)).unwrap(), "{key}");
    }
    Frame::new(W::new(parameters).unwrap(), common, Scope::new("x"))
}

/// Gives a figure rows; what it says.
fn give<W: Widget>(frame: &mut Frame<W>, text: &str) -> String {
    frame.give_rows("mine.csv", text.as_bytes());
    frame.answer_rows(RowsMessage::Use);
    frame.rows.as_ref().map_or_else(|| frame.notice.clone(), |panel| panel.said.clone())
}

fn drawn<W: Widget>(frame: &Frame<W>) -> Option<OwnRows> {
    let own = |table| if let TableId::Own(rows) = table { Some(rows) } else { None };
    W::tables(frame.widget.parameters()).into_iter().find_map(own)
}

/// Draws rows, or is left as it was; nothing panics, whatever is asked then.
fn draws<W: Widget>(text: &str, rows: usize) -> bool {
    let mut frame = framed::<W>(&[], FrameParameters::default());
    let before = frame.state();
    let said = give(&mut frame, text);
    if drawn(&frame).is_none() {
        assert!(said.starts_with("This figure cannot draw these rows"), "{}: {said}", W::NAME);
        assert!(!said.contains('\n') && said.chars().count() < 400, "{}: {said}", W::NAME);
        assert_eq!(frame.state(), before, "{}", W::NAME);
        return false;
    }
    assert!(said.starts_with(&format!("These are your rows: {rows} rows")), "{}: {said}", W::NAME);
    for _ in 0..20 {
        frame.step();
    }
    let (html, sentence) = (frame.view().to_html(), frame.describe());
    assert!(!sentence.is_empty() && html.contains("mine.csv"), "{}: the rows stay in the list", W::NAME);
    assert!(!html.contains("NaN") && !frame.widget.table().columns.is_empty(), "{}", W::NAME);
    // The link opens the same here, in a figure as it is in the book.
    let mut other = framed::<W>(&[], FrameParameters::default());
    Instance::restore(&mut other, &Instance::state(&frame).0);
    assert_eq!(other.arguments(), frame.arguments(), "{}: {}", W::NAME, other.notice);
    true
}

macro_rules! widgets {
    ($with:ident) => {{
        use crate::{causal, collective, idea, robustness, selection, valuation};
        $with!(
            idea::worlds::Worlds,
            idea::holdout::Holdout,
            valuation::influence::Influence,
            valuation::values::Values,
            valuation::datamodel::Datamodel,
            selection::scaling::Scaling,
            selection::active::Active,
            robustness::poison::Poison,
            robustness::privacy::Privacy,
            robustness::unlearn::Unlearn,
            causal::source::Causal,
            collective::strike::Strike,
            collective::campaign::Campaign,
            collective::bargain::AtTheTable
        )
    }};
}

#[test]
fn every_widget_draws_rows_of_any_size_or_says_why_not() {
    for (rows, classes, features) in
        [(20, 2, 1), (24, 2, 3), (40, 3, 2), (90, 2, 4), (300, 2, 8), (240, 4, 5)]
    {
        let text = file(rows, classes, features);
        macro_rules! each { ($($widget:ty),*) => { vec![$((<$widget>::NAME, draws::<$widget>(&text, rows))),*] }; }
        let all = widgets!(each);
        let refused: Vec<_> = all.iter().filter(|(_, drawn)| !drawn).map(|(name, _)| *name).collect();
        if (rows, classes) == (300, 2) {
            assert!(refused.is_empty(), "{refused:?} refuse 300 rows of two classes");
        }
        assert!(refused.len() < 14, "{refused:?} refuse {rows} rows of {classes} classes");
    }
}

#[test]
fn strange_numbers_are_drawn_or_refused() {
    let table = |cell: &dyn Fn(usize) -> [String; 2]| {
        let row = |row: usize| {
            format!("{},{}\n", cell(row).join(","), ["a", "b"][usize::from(row.is_multiple_of(3))])
        };
        format!("x,y,kind\n{}", (0..240).map(row).collect::<Vec<_>>().concat())
    };
    let constant = table(&|_| ["1".into(), "2".into()]);
    let huge = table(&|row| [format!("{}e11", row % 9), format!("-{}e-300", row % 7)]);
    let half = table(&|row| ["0".into(), (row % 5).to_string()]);
    for text in [constant, huge, half] {
        macro_rules! each { ($($widget:ty),*) => { vec![$(draws::<$widget>(&text, 240)),*] }; }
        assert_eq!(widgets!(each).len(), 14);
    }
}

type Example = crate::valuation::values::Values;

#[test]
fn what_cannot_be_read_changes_nothing() {
    let mut frame = framed::<Example>(&[("rows", "10")], FrameParameters::default());
    let before = frame.state();
    let long = vec![b'x'; 1_000_001];
    let hostile: [(&[u8], &str); 5] = [
        (b"\xff\xfex\0,\0", "the file is in UTF-16: save it in UTF-8"),
        (b"x,kind\n\xff", "byte 8 of the file is not of UTF-8"),
        (b"\x7fELF\x02\x01", "line 1 has the control character 127"),
        (&long, "the file has more than the legal 1000000 bytes"),
        (b"x,x\n1,2\n", "two columns are named `x`"),
    ];
    for (bytes, said) in hostile {
        frame.give_rows("x.csv", bytes);
        let found = frame.rows.as_ref().unwrap().said.clone();
        assert!(
            found.starts_with(&format!("This could not be read, so nothing has changed: {said}")),
            "{found}"
        );
        assert!(frame.answer_rows(RowsMessage::Use).is_empty() && frame.state() == before);
    }
    frame.answer_rows(RowsMessage::Typed("kind\na".to_owned()));
    frame.answer_rows(RowsMessage::Read);
    assert!(
        frame.rows.as_ref().unwrap().said.contains("line 1 is `kind`: legal are the names of two columns")
    );
}

#[test]
fn columns_are_for_what_the_reader_says_and_a_mistake_keeps_the_figure() {
    let mut frame = framed::<Example>(&[], FrameParameters::default());
    let before = frame.state();
    frame.give_rows("a.csv", file(60, 2, 3).as_bytes());
    frame.answer_rows(RowsMessage::Role(0, Role::Class));
    let said = frame.rows.as_ref().unwrap().said.clone();
    assert!(said.starts_with("These rows cannot be drawn yet: line "), "{said}");
    assert!(frame.answer_rows(RowsMessage::Use).is_empty() && frame.state() == before);
    frame.answer_rows(RowsMessage::Role(3, Role::Class));
    frame.answer_rows(RowsMessage::Role(1, Role::LeftOut));
    frame.answer_rows(RowsMessage::Use);
    assert!(frame.state().contains("_2dfxfc"), "{}", frame.state());
}

#[test]
fn rows_that_were_forgotten_open_nowhere() {
    let mut frame = framed::<Example>(&[], FrameParameters::default());
    let initial = frame.state();
    give(&mut frame, &file(70, 2, 2));
    let (rows, state) = (drawn(&frame).unwrap(), frame.state());
    frame.give_rows("b.csv", b"");
    frame.answer_rows(RowsMessage::Forget(rows.fingerprint()));
    assert_eq!(frame.state(), initial, "the figure that drew them is as it was printed");
    let elsewhere = link::write("values", &[("data".into(), Value::one("own-0123456789abcdef-ffc"))]);
    Instance::restore(&mut frame, &elsewhere);
    assert!(
        frame.notice.contains("`data` is “own-0123456789abcdef-ffc”: expected rows that are on this device"),
        "{}",
        frame.notice
    );
    assert!(state != initial && frame.state() == initial);
}

#[test]
fn a_teacher_can_close_it() {
    for (key, name) in [("hide", "own"), ("hide", "data"), ("lock", "data")] {
        let mut common = FrameParameters::default();
        let keys = Keys::read(&Value::one(name)).unwrap();
        if key == "hide" {
            common.hide = keys;
        } else {
            common.lock = keys;
        }
        let mut frame = framed::<Example>(&[], common);
        assert!(!frame.view().to_html().contains("Use your own rows"), "{key} {name}");
        frame.give_rows("x.csv", file(60, 2, 2).as_bytes());
        assert!(frame.rows.is_none());
    }
    let frame = framed::<Example>(&[], FrameParameters::default());
    assert!(frame.view().to_html().contains("Use your own rows"));
    let grid = framed::<crate::idea::grid::Grid>(&[], FrameParameters::default());
    assert!(!grid.view().to_html().contains("Use your own rows"));
}

proptest! {
    #[test]
    fn what_the_project_writes_is_read(
        rows in proptest::collection::vec((any::<f64>().prop_map(|x| (x % 1e9) + 0.0).prop_filter("a number", |x| x.is_finite()), "[a-z \"é;]{0,4}[a-z]"), 20..30),
        names in proptest::collection::hash_set("[a-z\"; é,]{0,4}[a-z]", 3),
    ) {
        let columns: Vec<String> = names.into_iter().map(|name| name.trim().to_owned()).collect();
        prop_assume!(columns.iter().enumerate().all(|(at, name)| !name.eq_ignore_ascii_case("id") && !columns[..at].contains(name)));
        let cells = |(place, (number, note)): (usize, &(f64, String))| {
            vec![number.to_string(), note.clone(), ["a", "b"][place % 2].to_owned()]
        };
        let table = Table { columns: columns.clone(), rows: rows.iter().enumerate().map(cells).collect() };
        // A semicolon in every row may separate as well as a comma does, which is then refused.
        let Ok(file) = OwnFile::open(&table.to_csv()) else { return Ok(()) };
        prop_assert_eq!(file.names(), columns.clone());
        let own = file.read(&"fxc".parse().unwrap()).unwrap();
        prop_assert_eq!(own.features.as_slice(), &columns[..1]);
        for (row, (number, _)) in own.data.rows().zip(&rows) {
            prop_assert_eq!(row.features.to_vec(), vec![*number]);
        }
    }
}
