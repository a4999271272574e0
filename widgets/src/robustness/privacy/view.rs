//! The picture: controls, and two planes for what is shown.

use super::guesses::ROUNDS;
use super::parameters::{CLIPS, EPSILONS, Mechanism, NOISES, Shown, Slack, TrainedOn, nearest};
use super::{Privacy, PrivacyMessage, pictures, words};
use crate::chart::sheet;
use crate::controls::{actions, button, segments, select, select_table, slider, stepper};
use crate::format::{count, short};
use crate::markup::{EventKind, Markup, element};
use crate::widget::Scope;

pub(super) type View = Markup<PrivacyMessage>;

pub(super) fn controls(privacy: &Privacy, scope: &Scope) -> Vec<View> {
    let show = segments(scope, "show", "Show", &Shown::NAMES, privacy.parameters.show, PrivacyMessage::Show);
    let own = match privacy.parameters.show {
        Shown::Release => number(privacy, scope),
        Shown::Game => game(privacy, scope),
        Shown::Training => training(privacy, scope),
    };
    own.into_iter().chain([show]).collect()
}

/// ε and the noise that gives it.
fn noise(privacy: &Privacy, scope: &Scope) -> Vec<View> {
    let parameters = &privacy.parameters;
    let epsilon = nearest(&EPSILONS, (parameters.epsilon.get() * 1000.0 + 0.5).floor() as u32);
    let last = EPSILONS.len() as u32 - 1;
    let gaussian = parameters.mechanism == Mechanism::Gaussian;
    vec![
        slider(
            scope,
            "epsilon",
            "ε",
            (0, epsilon, last),
            short(parameters.epsilon.get(), 3),
            PrivacyMessage::Epsilon,
        ),
        segments(scope, "noise", "Noise", &Mechanism::NAMES, parameters.mechanism, PrivacyMessage::Mechanism)
            .named("mechanism"),
        select("δ (Gaussian only)", &Slack::NAMES, parameters.delta, gaussian, PrivacyMessage::Delta)
            .named("delta"),
    ]
}

fn number(privacy: &Privacy, scope: &Scope) -> Vec<View> {
    let parameters = &privacy.parameters;
    let row = parameters.row.get();
    let to = |row: u32| PrivacyMessage::Row(row.to_string());
    let steps = (row.checked_sub(1).map(to), (row < 999).then(|| to(row + 1)));
    let (bound, at) = (parameters.bound.get(), parameters.at.get());
    let outcome = privacy.released().map(|(setting, _)| setting.outcome(at));
    let mut controls = noise(privacy, scope);
    controls.extend([
        stepper(scope, "row", "Customer", row.to_string(), steps, PrivacyMessage::Row),
        slider(
            scope,
            "bound",
            "Each counts up to",
            (1, bound, 20),
            format!("{bound},000 marks"),
            PrivacyMessage::Bound,
        ),
        slider(
            scope,
            "at",
            "Read off at",
            (0, at, 100),
            outcome.map_or_else(|| "–".to_owned(), words::thousands),
            PrivacyMessage::At,
        ),
    ]);
    controls
}

fn game(privacy: &Privacy, scope: &Scope) -> Vec<View> {
    let over = privacy.parameters.guesses.as_slice().len() >= ROUNDS || privacy.released().is_none();
    let act = |label: &str, message: fn() -> PrivacyMessage, on: bool| {
        button(label.to_owned(), on.then_some(message)).class("control-button")
    };
    let mut controls = vec![
        actions(
            "The customer is",
            vec![
                act("Not among them", || PrivacyMessage::Guess(false), !over),
                act("Among them", || PrivacyMessage::Guess(true), !over),
            ],
        )
        .named("guesses"),
        actions(
            "Or let the best attacker guess",
            vec![
                act("Once", || PrivacyMessage::Best(1), !over),
                act("20 times", || PrivacyMessage::Best(20), !over),
            ],
        )
        .named("guesses"),
        act("Other coins", || PrivacyMessage::Anew, true).named("seed"),
    ];
    controls.extend(noise(privacy, scope));
    controls
}

fn training(privacy: &Privacy, scope: &Scope) -> Vec<View> {
    let parameters = &privacy.parameters;
    let (noise, clip) = (nearest(&NOISES, privacy.noise()), parameters.clip);
    let clip_place = nearest(&CLIPS, (clip.get() * 1000.0 + 0.5).floor() as u32);
    let (rows, most) = (parameters.trained(), parameters.data.most());
    let steps = parameters.steps.get();
    vec![
        slider(
            scope,
            "multiplier",
            "Noise on a step",
            (0, noise, NOISES.len() as u32 - 1),
            format!("{} × the bound", parameters.noise.text()),
            PrivacyMessage::Noise,
        )
        .named("noise"),
        slider(
            scope,
            "steps",
            "Steps",
            (10, steps, 500),
            count(steps as usize, "step", "steps"),
            PrivacyMessage::Steps,
        ),
        slider(
            scope,
            "rows",
            "Rows that train",
            (50, rows, most),
            count(rows as usize, "row", "rows"),
            PrivacyMessage::Rows,
        ),
        slider(
            scope,
            "clip",
            "Clipping bound",
            (0, clip_place, CLIPS.len() as u32 - 1),
            clip.text(),
            PrivacyMessage::Clip,
        ),
        select_table(scope, "Data", &TrainedOn::NAMES, parameters.data, PrivacyMessage::Data),
        button("Other divisions".to_owned(), Some(|| PrivacyMessage::Divide))
            .named("seed")
            .class("control-button"),
    ]
}

pub(super) fn figure(privacy: &Privacy) -> View {
    let panel = |(place, (name, drawing, _)): (usize, pictures::Panel)| {
        let heading = element("p").class("plane-title").attribute("aria-hidden", "true").text(name);
        let panel = element("div").key(name).child(heading).child(drawing);
        // What is read off is chosen where the densities are drawn; the slider does the same.
        if place == 0 && privacy.parameters.show == Shown::Release {
            panel.on(EventKind::Press, |input| {
                let &[(across, down)] = &input.spots[..] else { return None };
                Some(PrivacyMessage::Press(across, down))
            })
        } else {
            panel
        }
    };
    let planes =
        element("div").class("planes").children(pictures::panels(privacy).into_iter().enumerate().map(panel));
    let note = element("p").class("figure-note").key("note").text(words::note(privacy));
    element("div").child(planes).child(note)
}

pub(super) fn drawing(privacy: &Privacy) -> View {
    let drawings = pictures::panels(privacy).into_iter().map(|(_, drawing, size)| (drawing, size));
    sheet(words::title(privacy), drawings.collect())
}
