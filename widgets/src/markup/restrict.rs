//! Controls that are put away, or for show only.

#[cfg(test)]
use super::Kind;
use super::Node;

/// Elements that take no input while they have the attribute.
const DISABLED: [&str; 3] = ["button", "input", "select"];

impl Node {
    /// Takes out the controls that set one of `hidden`, with the groups that thereby lost all they had, and makes those that set one of
    /// `locked` deaf. `false` if nothing is left of this node itself.
    pub(crate) fn restrict(&mut self, hidden: &[String], locked: &[String]) -> bool {
        let Some(element) = self.element_mut() else { return true };
        let is_among = |names: &[String]| names.iter().any(|name| name == element.sets);
        if is_among(hidden) {
            return false;
        }
        if is_among(locked) {
            self.disable();
            return true;
        }
        let had = element.children.len();
        element.children.retain_mut(|child| child.restrict(hidden, locked));
        let left = element.children.len();
        // A group without options is its legend alone.
        left == had || left > usize::from(element.tag == "fieldset")
    }

    fn disable(&mut self) {
        let Some(element) = self.element_mut() else { return };
        element.listeners.clear();
        let is_disabled = element.attributes.iter().any(|(name, _)| *name == "disabled");
        if DISABLED.contains(&element.tag) && !is_disabled {
            element.attributes.push(("disabled", "".into()));
        }
        element.children.iter_mut().for_each(Self::disable);
    }

    /// The names of all controls in this node.
    #[cfg(test)]
    pub(crate) fn controls(&self) -> Vec<&'static str> {
        let Kind::Element(element) = self.kind() else { return vec![] };
        let own = (!element.sets.is_empty()).then_some(element.sets);
        own.into_iter().chain(element.children.iter().flat_map(Self::controls)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{EventKind, Input, Markup, element};

    fn group() -> Markup<u8> {
        let button = |name: &'static str| element::<u8>("button").text(name).on_press(1).named(name);
        let options = element("div").child(button("seed")).child(button("toss"));
        element("fieldset").child(element("legend").text("Luck")).child(options)
    }

    fn restricted(hidden: &[&str], locked: &[&str]) -> Option<Markup<u8>> {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        group().restricted(&owned(hidden), &owned(locked))
    }

    #[test]
    fn hidden_controls_go_and_so_does_a_group_that_has_lost_all() {
        assert_eq!(group().into_node().controls(), ["seed", "toss"]);
        let one = restricted(&["seed"], &[]).unwrap().into_node();
        assert_eq!(
            one.to_html(),
            "<fieldset><legend>Luck</legend><div><button>toss</button></div></fieldset>"
        );
        assert!(restricted(&["seed", "toss"], &[]).is_none());
        assert_eq!(restricted(&["else"], &[]).unwrap().into_node().to_html(), group().into_node().to_html());
    }

    #[test]
    fn locked_controls_stand_there_and_answer_nothing() {
        let node = restricted(&[], &["seed"]).unwrap().into_node();
        let html = "<fieldset><legend>Luck</legend><div><button disabled=\"\">seed</button><button>toss</button></div></fieldset>";
        assert_eq!(node.to_html(), html);
        let press = |place| node.dispatch(&[1, place], EventKind::Press, &Input::default()).is_some();
        assert_eq!((press(0), press(1)), (false, true));
    }
}
