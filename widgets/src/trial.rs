//! What the tests of widgets have in common: a widget from words, one with its work done, and the way by a link and back.

use crate::parameters::{Fields, Parameters, Value, link};
use crate::shipped::Shipped;
use crate::widget::{Scope, Widget};

/// A widget of these parameters, and of the defaults of all others.
pub(crate) fn made<W: Widget>(arguments: &[(&str, &str)]) -> W {
    W::new(parameters::<W>(arguments)).unwrap()
}

/// What is said of parameters that do not fit one another.
pub(crate) fn refused<W: Widget>(arguments: &[(&str, &str)]) -> String {
    W::new(parameters::<W>(arguments)).err().expect("refused").to_string()
}

fn parameters<W: Widget>(arguments: &[(&str, &str)]) -> W::Parameters {
    let mut parameters = W::Parameters::default();
    for (key, value) in arguments {
        assert!(parameters.set(key, &Value::one(*value)).unwrap(), "{key}");
    }
    parameters
}

/// The same with all of its work done. What the arguments do not name is as in `plain`, which keeps the work short.
pub(crate) fn done<W: Widget>(plain: &[(&str, &str)], arguments: &[(&str, &str)]) -> W {
    let mut widget = made::<W>(&[plain, arguments].concat());
    while widget.step() {}
    widget
}

/// The figure as it is drawn.
pub(crate) fn html<W: Widget>(widget: &W) -> String {
    widget.figure(&Scope::new("x")).into_node().to_html()
}

/// Ends the work, opens the link to this state elsewhere, ends its work too, and compares: parameters, sentence, table and figure. The work
/// ends first, for a figure that plays writes its place into its state as it goes.
pub(crate) fn survives_its_link<W: Widget>(here: &mut W) {
    while here.step() {}
    let state = link::encode(&here.parameters().differences());
    let mut parameters = W::Parameters::default();
    for (key, value) in link::decode(&state).unwrap() {
        assert!(parameters.set(&key, &value).unwrap(), "{key}");
    }
    let mut there = W::new(parameters).unwrap();
    assert!(there.parameters() == here.parameters(), "{state}");
    while there.step() {}
    assert_eq!(there.describe(), here.describe());
    assert_eq!(there.table(), here.table());
    assert_eq!(html(&there), html(here));
}

/// A widget that has taken over the results of this one, by way of the page, and computed nothing: it says, lists, draws and ships the
/// same, with the same luck.
pub(crate) fn received<W: Widget>(computed: &W) -> W {
    let json = computed.shipped().expect("done").to_json();
    let mut received = W::new(computed.parameters().clone()).unwrap();
    received.receive(&Shipped::from_json(&json).unwrap()).unwrap();
    assert!(received.progress().is_none() && !received.step());
    assert_eq!(received.describe(), computed.describe());
    assert_eq!(received.table(), computed.table());
    assert_eq!(html(&received), html(computed));
    let luck = |widget: &W| widget.comparison(&Scope::new("x")).luck;
    assert_eq!(luck(&received), luck(computed));
    assert_eq!(received.shipped().unwrap().to_json(), json, "bit for bit");
    received
}
