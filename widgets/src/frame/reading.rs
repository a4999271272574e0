//! From a directive's or a state's arguments to a widget and its frame.

#[cfg(not(feature = "browser"))]
use super::Frame;
use super::{FrameParameters, MENU, OWN};
use crate::format::join;
#[cfg(not(feature = "browser"))]
use crate::parameters::Parameters;
use crate::parameters::{self, Arguments, Fields};
use crate::tables;
use crate::widget::Widget;

/// Reads a state's arguments. A title or caption is the page's, not the reader's: a state carries none.
///
/// # Errors
/// Every mistake in the list.
pub(crate) fn own<W: Widget>(
    arguments: &Arguments,
) -> Result<W::Parameters, Vec<parameters::ParameterError>> {
    parameters::parse::<W::Parameters, ()>(arguments).map(|(own, ())| own)
}

/// Reads a directive's arguments as parameters: those of the widget, and those that every widget has.
///
/// # Errors
/// Every mistake in the list.
pub(crate) fn parameters<W: Widget>(
    arguments: &[(String, parameters::Value)],
) -> Result<(W::Parameters, FrameParameters), Vec<parameters::ParameterError>> {
    let (own, common) = parameters::parse::<W::Parameters, FrameParameters>(arguments)?;
    let controls = || {
        let own = W::OWN_ROWS.map(|_| OWN);
        W::CONTROLS.iter().copied().chain([MENU]).chain(own).map(str::to_owned).collect()
    };
    let keys = || own.print().into_iter().map(|(key, _)| key).collect();
    let errors: Vec<_> = named("hide", common.hide.as_slice(), "controls of this figure", &controls)
        .into_iter()
        .chain(named("lock", common.lock.as_slice(), "parameters of this figure", &keys))
        .collect();
    if errors.is_empty() { Ok((own, common)) } else { Err(errors) }
}

/// The mistake in a list of names of which only some are legal.
fn named(
    key: &str,
    names: &[String],
    what: &str,
    legal: &dyn Fn() -> Vec<String>,
) -> Option<parameters::ParameterError> {
    if names.is_empty() {
        return None;
    }
    let legal = legal();
    let unknown = names.iter().find(|name| !legal.contains(name))?;
    let expected = format!("{what}: {}", join(&legal, ", "));
    Some(parameters::ParameterError::value(key, unknown, expected, legal))
}

/// Makes the widget of a directive's arguments.
///
/// # Errors
/// Every mistake in the list.
pub(crate) fn read<W: Widget>(
    arguments: &[(String, parameters::Value)],
) -> Result<(W, FrameParameters), Vec<parameters::ParameterError>> {
    let (own, common) = parameters::<W>(arguments)?;
    let made = tables::check(&W::tables(&own)).and_then(|()| W::new(own));
    Ok((made.map_err(|error| vec![error])?, common))
}

#[cfg(not(feature = "browser"))]
impl<W: Widget> Frame<W> {
    /// The parameters as a reference lists them: the widget's own, then the frame's.
    pub(crate) fn parameter_list() -> Vec<parameters::Parameter> {
        let mut list = W::Parameters::list();
        list.extend(FrameParameters::list());
        list
    }
}
