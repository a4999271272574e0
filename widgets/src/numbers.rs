//! Numbers of any widget for the prose, computed when the book is built.

mod words;

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use crate::format;
use crate::parameters::{
    self, Arguments, Fields, Flag, ParameterError, Parameters, TextLine, Value, Whole, link,
};
use crate::registry::Number;
use crate::widget::Widget;

crate::parameters! {
    /// How a number is written.
    pub struct FormatParameters {
        /// Decimals at most.
        digits: Whole<0, 9> = Whole::new(3),
        /// Whether every decimal is written, trailing zeros too.
        fixed: Flag = Flag(false),
        /// Whether a positive number has a plus.
        signed: Flag = Flag(false),
        /// Whether a whole number is written in words, where that takes no more than two.
        words: Flag = Flag(false),
        /// Whether these words begin a sentence.
        capital: Flag = Flag(false),
    }
}

crate::parameters! {
    /// How a setting is written, and which one.
    pub struct SettingParameters {
        /// The parameter of the figure whose value is written.
        of: TextLine = TextLine::default(),
        /// Decimals at most.
        digits: Whole<0, 9> = Whole::new(3),
        /// Whether a whole number is written in words, where that takes no more than two.
        words: Flag = Flag(false),
        /// Whether these words begin a sentence.
        capital: Flag = Flag(false),
    }
}

impl FormatParameters {
    /// A number as it stands in the text.
    pub fn write(&self, value: f64) -> String {
        let words = self.words.0.then(|| words::whole(value)).flatten();
        if let Some(words) = words {
            return if self.capital.0 { words::capital(&words) } else { words };
        }
        let digits = self.digits.get();
        let plain = if self.fixed.0 { format::decimal(value, digits) } else { format::short(value, digits) };
        let positive = value > 0.0 && plain.chars().any(|c| ('1'..='9').contains(&c));
        if self.signed.0 && positive { format!("+{plain}") } else { plain }
    }
}

/// Writes a number of this name.
pub type Write = fn(&str, &Arguments) -> Result<String, Vec<ParameterError>>;

/// A number of a widget, whose parameters it shares.
pub const fn number<W: Widget>(name: &'static str, about: &'static str, write: Write) -> Number {
    let parameters = || {
        let mut list = W::Parameters::list();
        list.extend(FormatParameters::list());
        list
    };
    Number { name, about, widget: W::NAME, parameters, write }
}

/// The value of a figure’s own parameter, by its key in `of`: what the prose says of a setting is the figure's default, or what the
/// directive beside the figure says too. Nothing is computed for it.
pub const fn setting<W: Widget>(name: &'static str) -> Number {
    let parameters = || {
        let mut list = W::Parameters::list();
        list.extend(SettingParameters::list());
        list
    };
    Number {
        name,
        about: "The parameter `of` the figure, as it is set.",
        widget: W::NAME,
        parameters,
        write: write_setting::<W>,
    }
}

fn write_setting<W: Widget>(_name: &str, arguments: &Arguments) -> Result<String, Vec<ParameterError>> {
    let (own, style) = parameters::parse::<W::Parameters, SettingParameters>(arguments)?;
    let settings = own.print();
    let found = settings.iter().find(|(key, _)| key == style.of.as_str());
    let value = found.and_then(|(_, value)| value.as_one()?.parse::<f64>().ok());
    let value = value.ok_or_else(|| {
        let number = |value: &Value| value.as_one().is_some_and(|value| value.parse::<f64>().is_ok());
        let keys = settings.iter().filter(|(_, value)| number(value)).map(|(key, _)| key.clone());
        vec![ParameterError::value("of", style.of.as_str(), "a parameter that is a number", keys.collect())]
    })?;
    let SettingParameters { digits, words, capital, .. } = style;
    Ok(FormatParameters { digits, words, capital, ..FormatParameters::default() }.write(value))
}

/// Reads a number off a widget that has done all of its work. A widget in the same state is made once, however many numbers
/// the prose takes from it.
///
/// # Errors
/// Every mistake in the arguments; or that there is no such number in this state, where `read` finds none.
pub fn read<W: Widget>(
    name: &str,
    arguments: &Arguments,
    read: impl Fn(&W) -> Option<f64>,
) -> Result<String, Vec<ParameterError>> {
    let (own, style) = parameters::parse::<W::Parameters, FormatParameters>(arguments)?;
    let widget = finished::<W>(own).map_err(|error| vec![error])?;
    let value = read(&widget).filter(|value| value.is_finite());
    let value = value
        .ok_or_else(|| vec![ParameterError::value(name, "none", "a state that has this number", vec![])]);
    value.map(|value| style.write(value))
}

/// The widget of these parameters, all of its work done.
fn finished<W: Widget>(parameters: W::Parameters) -> Result<Rc<W>, ParameterError> {
    thread_local! {
        static FINISHED: RefCell<Vec<(String, Rc<dyn Any>)>> = const { RefCell::new(vec![]) };
    }
    let key = format!("{} {}", W::NAME, link::encode(&parameters.differences()));
    let known =
        FINISHED.with_borrow(|all| all.iter().find(|(name, _)| *name == key).map(|(_, w)| Rc::clone(w)));
    if let Some(widget) = known.and_then(|widget| widget.downcast().ok()) {
        return Ok(widget);
    }
    let mut widget = W::new(parameters)?;
    while widget.step() {}
    let widget = Rc::new(widget);
    FINISHED.with_borrow_mut(|all| all.push((key, Rc::clone(&widget) as Rc<dyn Any>)));
    Ok(widget)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry;

    fn written(name: &str, pairs: &[(&str, &str)]) -> Result<String, Vec<ParameterError>> {
        let arguments = pairs.iter().map(|&(key, value)| (key.to_owned(), Value::one(value))).collect();
        (registry::number(name).expect("a number of the registry").write)(name, &arguments)
    }

    #[test]
    fn a_setting_is_the_figures_default_or_what_is_asked_for() {
        assert_eq!(written("cartography-setting", &[("of", "epochs")]).unwrap(), "30");
        assert_eq!(written("cartography-setting", &[("of", "epochs"), ("epochs", "60")]).unwrap(), "60");
        let words = [("of", "epochs"), ("words", "true"), ("capital", "true")];
        assert_eq!(written("cartography-setting", &words).unwrap(), "Thirty");
    }

    #[test]
    fn what_is_no_number_is_refused_with_what_is_one() {
        let errors = written("cartography-setting", &[("of", "look")]).unwrap_err();
        let ParameterError::Value { key, choices, .. } = &errors[0] else { panic!("{errors:?}") };
        assert_eq!(key, "of");
        assert!(choices.contains(&"epochs".to_owned()) && !choices.contains(&"look".to_owned()));
        assert!(
            written("cartography-setting", &[("of", "epochs"), ("epochs", "61")]).is_err(),
            "out of range"
        );
    }

    #[test]
    fn every_widget_has_its_settings() {
        for widget in registry::WIDGETS {
            let name = format!("{}-setting", widget.name);
            let parameters = (registry::number(&name).expect(&name).parameters)();
            assert!(parameters.iter().any(|parameter| parameter.name == "of"), "{name}");
        }
    }
}
