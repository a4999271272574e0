//! Numbers of any widget for the prose, computed when the book is built.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use crate::format;
use crate::parameters::{self, Arguments, Flag, ParameterError, Parameters, Whole, link};
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
    }
}

impl FormatParameters {
    /// A number as it stands in the text.
    pub fn write(&self, value: f64) -> String {
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
