//! Every widget, and every number for the prose. Adding one is a file under its family and a line here.

#[cfg(feature = "causal")]
use crate::causal::{performative, source};
#[cfg(feature = "collective")]
use crate::collective::{action, bargain, campaign, strike};
#[cfg(feature = "dynamics")]
use crate::dynamics::cartography;
#[cfg(not(feature = "browser"))]
use crate::frame::FrameParameters;
use crate::frame::{self, Frame, Instance};
#[cfg(feature = "grid")]
use crate::idea::grid;
#[cfg(feature = "holdout")]
use crate::idea::holdout;
#[cfg(feature = "worlds")]
use crate::idea::worlds;
#[cfg(not(feature = "browser"))]
use crate::numbers::setting;
use crate::parameters::Arguments;
#[cfg(not(feature = "browser"))]
use crate::parameters::{Parameter, ParameterError, Parameters, TextLine};
#[cfg(feature = "robustness")]
use crate::robustness::{poison, privacy, unlearn};
#[cfg(feature = "selection")]
use crate::selection::{active, scaling};
#[cfg(not(feature = "browser"))]
use crate::tables;
use crate::tables::TableId;
#[cfg(feature = "valuation")]
use crate::valuation::{datamodel, influence, values};
use crate::widget::{Scope, Widget};

/// A family of the literature: one folder each in `src`, `widgets/src` and `simulation/src`, and one part of the book.
#[cfg(not(feature = "browser"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Family {
    /// The folders' name.
    pub name: &'static str,
    /// The name of the book's part.
    pub title: &'static str,
    /// The parts of the wasm that its widgets are in; a new widget goes into the first.
    pub parts: &'static [&'static str],
}

/// What is known of a widget without making one.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The directive's name.
    pub name: &'static str,
    /// The part of the wasm it is in: a feature of this crate.
    pub part: &'static str,
    /// What it shows, in one line.
    pub about: &'static str,
    /// The names of its controls, which `hide` can name.
    #[cfg(not(feature = "browser"))]
    pub controls: &'static [&'static str],
    /// Its parameters, then those of every widget.
    #[cfg(not(feature = "browser"))]
    pub parameters: fn() -> Vec<Parameter>,
    /// Makes one from a directive's arguments, with this id unless the arguments name another.
    #[cfg(not(feature = "browser"))]
    pub make: fn(&Arguments, &str) -> Result<Made, Vec<ParameterError>>,
    /// Makes one from the arguments of a state.
    #[cfg(not(feature = "browser"))]
    pub open: fn(&Arguments) -> Result<Box<dyn Instance>, Mistakes>,
    /// The tables it needs in the state that its markup carries.
    pub tables: fn(&Arguments) -> Vec<TableId>,
    /// Makes one from the state that its markup carries; nothing was typed, so nothing is explained.
    pub revive: fn(&Arguments, Scope) -> Option<Box<dyn Instance>>,
}

/// Everything that is wrong with a list of arguments.
#[cfg(not(feature = "browser"))]
pub type Mistakes = Vec<ParameterError>;

/// A widget in its frame, with the id that it goes by.
#[cfg(not(feature = "browser"))]
pub struct Made {
    /// The widget in its frame.
    pub instance: Box<dyn Instance>,
    /// Its id.
    pub id: String,
    /// Its arguments once more, as the typed parameters print them: whatever form the author chose, this one is read back
    /// the same. Without the id.
    pub arguments: Arguments,
}

/// A number for the prose: `<<#number NAME key=value …>>`.
#[cfg(not(feature = "browser"))]
#[derive(Clone, Copy)]
pub struct Number {
    /// The first word after `number`.
    pub name: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// The widget that it is read off.
    pub widget: &'static str,
    /// Its parameters.
    pub parameters: fn() -> Vec<Parameter>,
    /// The number as it stands in the text.
    pub write: fn(&str, &Arguments) -> Result<String, Vec<ParameterError>>,
}

/// The widgets, in the order of the book.
pub const WIDGETS: &[Entry] = &[
    #[cfg(feature = "grid")]
    entry::<grid::Grid>("grid"),
    #[cfg(feature = "grid")]
    entry::<grid::Lattice>("grid"),
    #[cfg(feature = "worlds")]
    entry::<worlds::Worlds>("worlds"),
    #[cfg(feature = "holdout")]
    entry::<holdout::Holdout>("holdout"),
    #[cfg(feature = "valuation")]
    entry::<influence::Influence>("valuation"),
    #[cfg(feature = "valuation")]
    entry::<values::Values>("valuation"),
    #[cfg(feature = "valuation")]
    entry::<datamodel::Datamodel>("valuation"),
    #[cfg(feature = "selection")]
    entry::<scaling::Scaling>("selection"),
    #[cfg(feature = "selection")]
    entry::<active::Active>("selection"),
    #[cfg(feature = "robustness")]
    entry::<poison::Poison>("robustness"),
    #[cfg(feature = "robustness")]
    entry::<privacy::Privacy>("robustness"),
    #[cfg(feature = "robustness")]
    entry::<unlearn::Unlearn>("robustness"),
    #[cfg(feature = "dynamics")]
    entry::<cartography::Cartography>("dynamics"),
    #[cfg(feature = "causal")]
    entry::<source::Causal>("causal"),
    #[cfg(feature = "causal")]
    entry::<performative::Performative>("causal"),
    #[cfg(feature = "collective")]
    entry::<strike::Strike>("collective"),
    #[cfg(feature = "collective")]
    entry::<campaign::Campaign>("collective"),
    #[cfg(feature = "collective")]
    entry::<action::Action>("collective"),
    #[cfg(feature = "collective")]
    entry::<bargain::AtTheTable>("collective"),
];

/// What every figure is set to, for the prose.
#[cfg(not(feature = "browser"))]
const SETTINGS: &[Number] = &[
    setting::<grid::Grid>("grid-setting"),
    setting::<grid::Lattice>("lattice-setting"),
    setting::<worlds::Worlds>("worlds-setting"),
    setting::<holdout::Holdout>("holdout-setting"),
    setting::<influence::Influence>("influence-setting"),
    setting::<values::Values>("values-setting"),
    setting::<datamodel::Datamodel>("datamodel-setting"),
    setting::<scaling::Scaling>("scaling-setting"),
    setting::<active::Active>("active-setting"),
    setting::<poison::Poison>("poison-setting"),
    setting::<privacy::Privacy>("privacy-setting"),
    setting::<unlearn::Unlearn>("unlearn-setting"),
    setting::<cartography::Cartography>("cartography-setting"),
    setting::<source::Causal>("causal-setting"),
    setting::<performative::Performative>("performative-setting"),
    setting::<strike::Strike>("strike-setting"),
    setting::<campaign::Campaign>("campaign-setting"),
    setting::<action::Action>("collective-setting"),
    setting::<bargain::AtTheTable>("bargain-setting"),
];

/// The numbers, likewise.
#[cfg(not(feature = "browser"))]
pub const NUMBERS: &[&[Number]] = &[
    SETTINGS,
    grid::numbers::NUMBERS,
    worlds::numbers::NUMBERS,
    holdout::numbers::NUMBERS,
    influence::numbers::NUMBERS,
    values::numbers::NUMBERS,
    datamodel::numbers::NUMBERS,
    scaling::numbers::NUMBERS,
    active::numbers::NUMBERS,
    poison::numbers::NUMBERS,
    privacy::numbers::NUMBERS,
    unlearn::numbers::NUMBERS,
    cartography::numbers::NUMBERS,
    source::numbers::NUMBERS,
    performative::numbers::NUMBERS,
    strike::numbers::NUMBERS,
    campaign::numbers::NUMBERS,
    action::numbers::NUMBERS,
    bargain::numbers::NUMBERS,
];

/// The families, in the order of the book.
#[cfg(not(feature = "browser"))]
pub const FAMILIES: &[Family] = &[
    Family { name: "idea", title: "The idea", parts: &["worlds", "grid", "holdout"] },
    Family { name: "valuation", title: "Value and attribution", parts: &["valuation"] },
    Family { name: "selection", title: "Selection", parts: &["selection"] },
    Family { name: "robustness", title: "Robustness, privacy and repair", parts: &["robustness"] },
    Family { name: "dynamics", title: "Dynamics and diagnostics", parts: &["dynamics"] },
    Family { name: "causal", title: "Causal and adaptive", parts: &["causal"] },
    Family { name: "collective", title: "Collective action and leverage", parts: &["collective"] },
];

/// The widget of this name.
pub fn widget(name: &str) -> Option<&'static Entry> {
    WIDGETS.iter().find(|entry| entry.name == name)
}

/// The number of this name.
#[cfg(not(feature = "browser"))]
pub fn number(name: &str) -> Option<&'static Number> {
    NUMBERS.iter().copied().flatten().find(|number| number.name == name)
}

/// The family of a part.
#[cfg(not(feature = "browser"))]
pub fn family(part: &str) -> Option<&'static Family> {
    FAMILIES.iter().find(|family| family.parts.contains(&part))
}

const fn entry<W: Widget>(part: &'static str) -> Entry {
    Entry {
        name: W::NAME,
        part,
        about: W::ABOUT,
        #[cfg(not(feature = "browser"))]
        controls: W::CONTROLS,
        #[cfg(not(feature = "browser"))]
        parameters: Frame::<W>::parameter_list,
        #[cfg(not(feature = "browser"))]
        make: |arguments, id| {
            let (widget, common) = frame::read::<W>(arguments)?;
            let id = common.id.or_else(|| id.to_owned());
            let unnamed = FrameParameters { id: TextLine::default(), ..common.clone() };
            let arguments = [widget.parameters().differences(), unnamed.differences()].concat();
            let instance = Box::new(Frame::new(widget, common, Scope::new(id.clone())));
            Ok(Made { instance, id, arguments })
        },
        #[cfg(not(feature = "browser"))]
        open: |arguments| {
            let own = frame::own::<W>(arguments)?;
            let checked = tables::check(&W::tables(&own)).and_then(|()| W::new(own));
            let widget = checked.map_err(|error| vec![error])?;
            Ok(Box::new(Frame::new(widget, FrameParameters::default(), Scope::new(W::NAME))))
        },
        tables: |arguments| {
            frame::parameters::<W>(arguments).map_or_else(|_| vec![], |(own, _)| W::tables(&own))
        },
        revive: |arguments, scope| {
            let (widget, common) = frame::read::<W>(arguments).ok()?;
            Some(Box::new(Frame::new(widget, common, scope)))
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::{Value, link};

    #[test]
    fn names_are_unique_and_everything_is_documented() {
        // A number is named behind the word `number`, so it may be called as a widget is.
        let widgets: Vec<&str> = WIDGETS.iter().map(|entry| entry.name).collect();
        let numbers: Vec<&str> = NUMBERS.iter().copied().flatten().map(|number| number.name).collect();
        for names in [widgets, numbers] {
            for (place, name) in names.iter().enumerate() {
                assert!(!names[..place].contains(name), "{name} is there twice");
            }
        }
        for entry in WIDGETS {
            assert!(entry.about.ends_with('.'), "{}", entry.name);
            for parameter in (entry.parameters)() {
                assert!(parameter.about.ends_with('.'), "{} {}", entry.name, parameter.name);
            }
        }
    }

    #[test]
    fn every_part_is_of_one_family_and_every_number_of_a_widget() {
        let parts: Vec<&str> = FAMILIES.iter().flat_map(|family| family.parts).copied().collect();
        for entry in WIDGETS {
            assert_eq!(parts.iter().filter(|part| **part == entry.part).count(), 1, "{}", entry.name);
        }
        for number in NUMBERS.iter().copied().flatten() {
            assert!(widget(number.widget).is_some(), "{}", number.name);
        }
    }

    #[test]
    fn what_the_markup_carries_revives_the_same_figure_whatever_form_the_author_chose() {
        let forms: [&[(&str, Value)]; 4] = [
            &[("items", Value::one("A B C")), ("focus", Value::one("C"))],
            &[("items", Value::List(vec!["a b".into(), "c".into()])), ("draws", Value::one("0"))],
            &[("world", Value::one("A C D")), ("slice", Value::one("A B")), ("slices", Value::one("every"))],
            &[("title", Value::one("a title")), ("caption", Value::one("\"x\" <y>\n\u{1f427}"))],
        ];
        let entry = widget("grid").expect("the grid");
        for form in forms {
            let written: Arguments =
                form.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
            let made = (entry.make)(&written, "x").unwrap_or_else(|errors| panic!("{errors:?}"));
            let carried = link::decode(&link::encode(&made.arguments)).expect("readable");
            let revived = (entry.revive)(&carried, Scope::new("x")).expect("the same figure");
            assert_eq!(revived.view().to_html(), made.instance.view().to_html(), "{form:?}");
        }
    }

    /// A widget's controls in the state of its defaults, and in every state in which one choice or flag is another.
    fn controls_drawn(entry: &Entry) -> Vec<&'static str> {
        let drawn = |arguments: &Arguments| {
            (entry.make)(arguments, "x").map_or_else(|_| vec![], |made| made.instance.view().controls())
        };
        let choices = (entry.parameters)().into_iter().flat_map(|parameter| {
            parameter.choices.iter().map(move |&choice| (parameter.name.to_owned(), Value::one(choice)))
        });
        let choices: Vec<_> = choices.collect();
        let mut names = drawn(&vec![]);
        for one in &choices {
            names.extend(drawn(&vec![one.clone()]));
            // Some show only what an open instrument has.
            let open = ("mode".to_owned(), Value::one("advanced"));
            if choices.contains(&open) && one.0 != "mode" {
                names.extend(drawn(&vec![open, one.clone()]));
            }
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn every_control_is_named_after_a_parameter_and_no_name_is_without_its_control() {
        for entry in WIDGETS {
            let keys: Vec<&str> = (entry.parameters)().iter().map(|parameter| parameter.name).collect();
            let mut listed = entry.controls.to_vec();
            listed.sort_unstable();
            assert_eq!(controls_drawn(entry), listed, "{}", entry.name);
            for name in listed {
                assert!(keys.contains(&name), "{}: {name} is no parameter", entry.name);
            }
            let html =
                (entry.make)(&vec![], "x").unwrap_or_else(|e| panic!("{e:?}")).instance.view().to_html();
            let hide = vec![(
                "hide".to_owned(),
                Value::List(entry.controls.iter().map(|&c| c.to_owned()).collect()),
            )];
            let hidden =
                (entry.make)(&hide, "x").unwrap_or_else(|e| panic!("{e:?}")).instance.view().to_html();
            let between = |html: &str| {
                let from = html.split_once("class=\"widget-controls\"").map_or("", |(_, rest)| rest);
                from.split_once("class=\"widget-figure\"").map_or(0, |(controls, _)| controls.len())
            };
            assert!(between(&html) > 200 && between(&hidden) < 120, "{}: an unnamed control", entry.name);
        }
    }

    #[test]
    fn every_default_is_legal_and_every_parameter_survives_being_written() {
        for entry in WIDGETS {
            let made = (entry.make)(&vec![], "x").unwrap_or_else(|errors| panic!("{errors:?}"));
            assert_eq!(made.id, "x");
            for parameter in (entry.parameters)() {
                assert!((parameter.accepts)(&parameter.default), "{} {}", entry.name, parameter.name);
                let arguments = vec![(parameter.name.to_owned(), parameter.default)];
                assert!((entry.make)(&arguments, "x").is_ok(), "{} {}", entry.name, parameter.name);
            }
        }
    }
}
