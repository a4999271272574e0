//! What a reader of an exercise sees and presses.

use super::{Exercise, ExerciseMessage};
use crate::format::short;
use crate::learning::{Question, letter, root, status};
use crate::markup::{EventKind, Markup, element};
use crate::parameters::Real;

type View = Markup<ExerciseMessage>;

impl Exercise {
    pub(super) fn form(&self) -> View {
        let asked = if self.is_choice() { self.choices() } else { self.entry() };
        let label = if self.answered.is_some() { "Check again" } else { "Check" };
        let mut buttons = element("div").class("question-buttons").control().key("buttons").child(button(
            label,
            "check",
            ExerciseMessage::Check(None),
        ));
        if self.answered.is_some() && self.parameters.count() > 1 {
            buttons = buttons.child(button("Another one", "another", ExerciseMessage::Another));
        }
        root(Self::NAME, &self.scope, "Your answer")
            .child(asked)
            .child(buttons)
            .child(status(self.said.clone()))
    }

    fn choices(&self) -> View {
        let kind = if self.several() { "checkbox" } else { "radio" };
        let options = self.options().iter().enumerate();
        let mut all = element("div").class("question-options").key("options");
        if self.several() {
            let many = format!("Choose {}.", self.parameters.several.get());
            all = all.child(element("p").class("exercise-many").text(many));
        }
        all.children(options.map(|(at, text)| self.choice(kind, at, text)))
    }

    fn choice(&self, kind: &'static str, at: usize, text: &str) -> View {
        let name = letter(at);
        let input = element("input")
            .attribute("type", kind)
            .attribute("id", self.scope.id(&name.to_string()))
            .attribute("name", self.scope.id("choice"))
            .attribute("value", name.to_string())
            .flag("checked", self.chosen.contains(name))
            .on(EventKind::Change, move |_| Some(ExerciseMessage::Choose(at)));
        let answer = self.answered.as_ref().map_or("", |record| record.answer.as_str());
        let right = self.own(&self.parameters.right).contains(name);
        let verdict = answer.contains(name).then_some(if right { "right" } else { "not right" });
        let label = element("label")
            .class("question-option")
            .key(format!("option-{name}"))
            .child(input)
            .child(element("span").class("question-letter").text(format!("{name}:")))
            .child(element("span").class("question-text").text(text.to_owned()));
        match verdict {
            Some(verdict) => label.child(element("span").class("question-verdict").text(verdict)),
            None => label,
        }
    }

    fn entry(&self) -> View {
        let typed = |input: &crate::markup::Input| Some(ExerciseMessage::Typed(input.value.clone()));
        let shown = Real::parse(&self.chosen).map_or_else(|| self.chosen.clone(), |value| short(value, 9));
        let entry = element("input")
            .attribute("type", "text")
            .attribute("id", self.scope.id("box"))
            .attribute("inputmode", if self.parameters.least.0 < 0.0 { "text" } else { "decimal" })
            .attribute("autocomplete", "off")
            .attribute("value", shown)
            .on(EventKind::Change, typed)
            .on(EventKind::Key, |input| {
                (input.key == "Enter").then(|| ExerciseMessage::Check(Some(input.value.clone())))
            });
        let label = element("label")
            .class("question-entry")
            .child(element("span").text(format!("Your answer, {}", self.range())))
            .child(entry);
        let unit = self.parameters.unit.as_str();
        let unit = (!unit.is_empty()).then(|| element("span").class("question-unit").text(unit.to_owned()));
        element("div").class("question-row").control().key("entry").child(label).children(unit)
    }
}

fn button(label: &'static str, key: &'static str, message: ExerciseMessage) -> View {
    element("button")
        .class("question-button")
        .key(key)
        .attribute("type", "button")
        .text(label)
        .on_press(message)
}
