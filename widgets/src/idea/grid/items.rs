//! The items' names, and the names of sets of them.

use simulation::data::penguins::COLONIES;
use simulation::order::ascending;
use simulation::valuation::Coalition;

use super::parameters::{GridParameters, ITEMS_WITH_ALL_SLICES, Slices};
use crate::format::{join, list};
use crate::parameters::{ParameterError, Subset};

/// The items of one grid.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Items {
    names: Vec<String>,
}

/// What the parameters that name items stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Selection {
    pub(super) world: Coalition,
    pub(super) slice: Coalition,
    pub(super) focus: usize,
}

impl Items {
    /// The items of these parameters, and what is selected among them.
    pub(super) fn resolve(parameters: &GridParameters) -> Result<(Self, Selection), ParameterError> {
        let items = Self { names: parameters.items.as_slice().to_vec() };
        let focus = match parameters.focus.as_str() {
            "" => 1,
            name => items.position("focus", name)?,
        };
        let world = items.coalition("world", &parameters.world)?;
        let slice = items.coalition("slice", &parameters.slice)?;
        if slice.is_empty() {
            return Err(ParameterError::value("slice", "nothing", "at least one item", items.names));
        }
        let count = items.len();
        if parameters.slices == Slices::Every && count > ITEMS_WITH_ALL_SLICES {
            let expected = format!("each, since every slice needs {ITEMS_WITH_ALL_SLICES} items or fewer");
            return Err(ParameterError::value("slices", "every", expected, vec!["each".to_owned()]));
        }
        if parameters.slices == Slices::Each && slice.len() > 1 && slice != items.all() {
            let expected = "one item or everything, or slices=every";
            return Err(ParameterError::value("slice", &items.plain(slice), expected, vec![]));
        }
        Ok((items, Selection { world, slice, focus }))
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn all(&self) -> Coalition {
        Coalition::all(self.len())
    }

    pub(super) fn name(&self, item: usize) -> &str {
        &self.names[item]
    }

    /// The colony that an item stands for, as a phrase.
    pub(super) fn colony(item: usize) -> String {
        let colony = COLONIES[item];
        format!("{}, {}", colony.species, colony.island)
    }

    /// A set as a short label: ABC, or with pluses where names are longer than a letter; ∅ for none.
    pub(super) fn label(&self, set: Coalition) -> String {
        let short = self.names.iter().all(|name| name.chars().count() == 1);
        let names: Vec<&str> = set.players().map(|item| self.name(item)).collect();
        if names.is_empty() { "∅".to_owned() } else { join(&names, if short { "" } else { " + " }) }
    }

    /// A set in a sentence: "A, B and C", "nothing".
    pub(super) fn words(&self, set: Coalition) -> String {
        list(&set.players().map(|item| self.name(item)).collect::<Vec<_>>())
    }

    /// A set as a parameter.
    pub(super) fn subset(&self, set: Coalition) -> Subset {
        if set == self.all() {
            Subset::Everything
        } else if set.is_empty() {
            Subset::Nothing
        } else {
            Subset::These(set.players().map(|item| self.name(item).to_owned()).collect())
        }
    }

    /// The training worlds, largest first.
    pub(super) fn worlds(&self) -> Vec<Coalition> {
        self.in_order(&|set| self.len() as u64 - u64::from(set.len()))
    }

    /// The slices that have a column, smallest first.
    pub(super) fn slices(&self, slices: Slices) -> Vec<Coalition> {
        match slices {
            Slices::Each => (0..self.len()).map(Coalition::single).chain([self.all()]).collect(),
            Slices::Every => {
                let all = self.in_order(&|set| u64::from(set.len()));
                all.into_iter().filter(|slice| !slice.is_empty()).collect()
            }
        }
    }

    /// Every set by a rank, and within it as one reads: ABC before ABD before ACD, by the first item that differs.
    fn in_order(&self, rank: &dyn Fn(Coalition) -> u64) -> Vec<Coalition> {
        let sets: Vec<Coalition> = Coalition::every(self.len()).collect();
        // With the first item as the highest bit, the set that has it comes first.
        let absent = |set: Coalition| u64::from((!set.bits()).reverse_bits());
        let order = ascending(sets.iter().map(|&set| rank(set) << 32 | absent(set)));
        order.into_iter().map(|place| sets[place]).collect()
    }

    fn plain(&self, set: Coalition) -> String {
        join(&set.players().map(|item| self.name(item)).collect::<Vec<_>>(), " ")
    }

    fn coalition(&self, key: &str, subset: &Subset) -> Result<Coalition, ParameterError> {
        match subset {
            Subset::Everything => Ok(self.all()),
            Subset::Nothing => Ok(Coalition::EMPTY),
            Subset::These(names) => {
                names.iter().try_fold(Coalition::EMPTY, |set, name| Ok(set.with(self.position(key, name)?)))
            }
        }
    }

    fn position(&self, key: &str, name: &str) -> Result<usize, ParameterError> {
        self.names.iter().position(|known| known == name).ok_or_else(|| {
            let expected = format!("one of the items {}", join(&self.names, ", "));
            ParameterError::value(key, name, expected, self.names.clone())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::{Fields, Value};

    fn resolve(pairs: &[(&str, &str)]) -> Result<(Items, Selection), String> {
        let mut parameters = GridParameters::default();
        for (key, value) in pairs {
            assert!(parameters.set(key, &Value::one(*value)).unwrap());
        }
        Items::resolve(&parameters).map_err(|error| error.to_string())
    }

    #[test]
    fn sets_are_named() {
        let (items, selection) = resolve(&[("world", "A C"), ("focus", "C")]).unwrap();
        assert_eq!(
            (items.label(selection.world), items.words(selection.world)),
            ("AC".into(), "A and C".into())
        );
        assert_eq!((selection.focus, items.label(Coalition::EMPTY)), (2, "∅".into()));
        let (items, _) = resolve(&[("items", "left right")]).unwrap();
        assert_eq!(items.label(items.all()), "left + right");
    }

    #[test]
    fn worlds_are_read_from_everything_to_nothing() {
        let (items, _) = resolve(&[]).unwrap();
        let labels: Vec<String> = items.worlds().into_iter().map(|world| items.label(world)).collect();
        assert_eq!(labels.join(" "), "ABCD ABC ABD ACD BCD AB AC AD BC BD CD A B C D ∅");
        let labels: Vec<String> = items.slices(Slices::Every).into_iter().map(|s| items.label(s)).collect();
        assert_eq!(labels.join(" "), "A B C D AB AC AD BC BD CD ABC ABD ACD BCD ABCD");
    }

    #[test]
    fn values_that_do_not_go_together_are_refused() {
        let refused = |pairs: &[(&str, &str)]| resolve(pairs).unwrap_err();
        assert_eq!(refused(&[("focus", "E")]), "`focus` is “E”: expected one of the items A, B, C, D");
        assert_eq!(refused(&[("slice", "nothing")]), "`slice` is “nothing”: expected at least one item");
        assert_eq!(
            refused(&[("slice", "A B")]),
            "`slice` is “A B”: expected one item or everything, or slices=every"
        );
        assert_eq!(
            refused(&[("items", "A B C D E"), ("slices", "every")]),
            "`slices` is “every”: expected each, since every slice needs 4 items or fewer"
        );
    }
}
