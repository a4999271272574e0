//! How long the pieces are that widgets work in: `cargo xtask bench pieces`. No press is answered while a piece goes on.
//!
//! Neither is one while a figure turns to what was pressed, nor while it draws the answer: both are told, too.
//!
//! Each widget is made at its defaults, with every parameter at each of its words and at both ends of its numbers, and in some mixtures, as far as a
//! minute goes: the table says in how many states. Of each state it has the first piece, which lays out what the others work on, and how long it
//! takes to turn to it from the defaults and to draw it, each at best of three; and of all pieces the second longest, since the longest is now and then
//! the machine's.

use std::time::{Duration, Instant};

use widgets::parameters::{Arguments, Form, Value};
use widgets::registry::{Entry, WIDGETS};

/// What a piece should take at most, natively: in wasm it takes about twice as long.
const PIECE: f64 = 2.0;
/// The longest that one state is worked on, and one widget.
const STATE: Duration = Duration::from_millis(150);
const WIDGET: Duration = Duration::from_secs(60);
/// Mixtures of parameters that are tried after the single ones: some pieces are long only where three of them meet.
const MIXTURES: usize = 240;

/// One key with one value of it.
type Setting = (&'static str, String);

/// What was measured in one state, in milliseconds.
struct Measured {
    first: f64,
    piece: f64,
    turn: f64,
    drawing: f64,
    pieces: usize,
    state: Vec<Setting>,
}

fn main() {
    // Cargo hands its own options on.
    let chosen: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    println!(
        "\nPieces of work (ms, natively)   states   first   piece    turn  drawing  over {PIECE} ms, and the worst states"
    );
    for entry in
        WIDGETS.iter().filter(|entry| chosen.is_empty() || chosen.iter().any(|name| name == entry.name))
    {
        let mut all = measure(entry);
        all.sort_by(|one, other| other.piece.total_cmp(&one.piece));
        let Some(worst) = all.first() else { continue };
        let most = |what: fn(&Measured) -> f64| all.iter().map(what).fold(0.0, f64::max);
        let [first, turn, drawing] = [most(|one| one.first), most(|one| one.turn), most(|one| one.drawing)];
        let over = all.iter().filter(|one| one.piece > PIECE).count();
        println!(
            "{:<28}{:>10}{:>8.1}{:>8.1}{:>8.1}{:>9.1}{:>6}",
            entry.name,
            all.len(),
            first,
            worst.piece,
            turn,
            drawing,
            over
        );
        for one in all.iter().take(3).filter(|one| one.piece > PIECE) {
            println!("{:>46.1} of {}: {}", one.piece, one.pieces, said(&one.state));
        }
        all.sort_by(|one, other| other.turn.total_cmp(&one.turn));
        for one in all.iter().take(3).filter(|one| one.turn > PIECE) {
            println!("{:>46.1} to turn: {}", one.turn, said(&one.state));
        }
        all.sort_by(|one, other| other.first.total_cmp(&one.first));
        for one in all.iter().take(3).filter(|one| one.first > PIECE) {
            println!("{:>46.1} the first: {}", one.first, said(&one.state));
        }
    }
}

fn said(state: &[Setting]) -> String {
    let settings: Vec<String> = state.iter().map(|(name, value)| format!("{name}={value}")).collect();
    settings.join(" ")
}

fn measure(entry: &Entry) -> Vec<Measured> {
    let begun = Instant::now();
    states(entry)
        .into_iter()
        .take_while(|_| begun.elapsed() < WIDGET)
        .filter_map(|state| work(entry, state))
        .collect()
}

/// Every single setting, then mixtures, the same in every run.
fn states(entry: &Entry) -> Vec<Vec<Setting>> {
    let parameters = (entry.parameters)();
    let settings: Vec<Vec<Setting>> = parameters
        .iter()
        .map(|parameter| values(&parameter.form).into_iter().map(|value| (parameter.name, value)).collect())
        .collect();
    let single = settings.iter().flatten().map(|setting| vec![setting.clone()]);
    // Weyl's sequence is even enough for choosing, and has no seed to tell.
    let mut place = 0_u32;
    let mut next = |count: usize| {
        place = place.wrapping_add(0x9E37_79B9);
        ((u64::from(place) * count as u64) >> 32) as usize
    };
    let mut mixtures = vec![];
    for number in 0..MIXTURES {
        // By turns every key is set, or half of them stay at their defaults.
        let chances = 1 + number % 2;
        let mut mixture = vec![];
        for choices in settings.iter().filter(|choices| !choices.is_empty()) {
            mixture.extend(choices.get(next(chances * choices.len())).cloned());
        }
        mixtures.push(mixture);
    }
    [vec![]].into_iter().chain(single).chain(mixtures).collect()
}

/// The words of a form, and the ends of its numbers.
fn values(form: &Form) -> Vec<String> {
    match form {
        Form::Whole { least, most } => vec![least.to_string(), most.to_string()],
        Form::Thousandths { least, most } => {
            [least, most].map(|thousandths| (f64::from(*thousandths) / 1000.0).to_string()).to_vec()
        }
        Form::Flag => ["true", "false"].map(str::to_owned).to_vec(),
        Form::Words(words) => words.iter().map(|&word| word.to_owned()).collect(),
        Form::Any(forms) => forms.iter().flat_map(values).collect(),
        Form::Number | Form::Text(_) | Form::List { .. } => vec![],
    }
}

/// `None` for settings that do not fit together.
fn work(entry: &Entry, state: Vec<Setting>) -> Option<Measured> {
    let arguments: Arguments =
        state.iter().map(|(name, value)| ((*name).to_owned(), Value::one(value.clone()))).collect();
    let made = |arguments: &Arguments| Some((entry.make)(arguments, "x").ok()?.instance);
    let best = |once: &dyn Fn() -> Option<f64>| (0..3).filter_map(|_| once()).fold(f64::INFINITY, f64::min);
    // Before anything is done to its end, which a widget may remember.
    let first = best(&|| {
        let mut figure = made(&arguments)?;
        Some(timed(|| figure.step()))
    });
    let mut figure = made(&arguments)?;
    let (begun, mut pieces) = (Instant::now(), vec![]);
    loop {
        let mut goes_on = false;
        pieces.push(timed(|| goes_on = figure.step()));
        if !goes_on || begun.elapsed() > STATE {
            break;
        }
    }
    let drawing = best(&|| Some(timed(|| figure.view())));
    let turn = best(&|| {
        let mut other = made(&Arguments::default())?;
        let mut opened = Ok(());
        let time = timed(|| opened = other.open(&arguments));
        opened.ok().map(|()| time)
    });
    pieces.sort_by(|one, other| other.total_cmp(one));
    let piece = pieces.get(1).or(pieces.first()).copied()?;
    Some(Measured { first, piece, turn, drawing, pieces: pieces.len(), state })
}

/// How many milliseconds it takes.
fn timed<T>(what: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    std::hint::black_box(what());
    start.elapsed().as_secs_f64() * 1e3
}
