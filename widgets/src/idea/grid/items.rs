//! The items' names, and the names of sets of them.

use simulation::idea::{CellSet, Place};
use simulation::order::ascending;
use simulation::valuation::Coalition;

use super::parameters::{GridParameters, Slices};
use crate::format::{join, list};
use crate::parameters::{Cells, Line, ParameterError, Subset};

/// The items of one grid, and the sets of them in the order in which they are drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Items {
    names: Vec<String>,
    worlds: Vec<Coalition>,
    slices: Vec<Coalition>,
}

/// What the parameters that name items stand for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Selection {
    pub(super) world: Coalition,
    pub(super) slice: Coalition,
    pub(super) focus: usize,
    pub(super) partner: usize,
    pub(super) group: Coalition,
    pub(super) poison: Coalition,
    pub(super) cells: CellSet,
}

impl Items {
    /// The items of these parameters, and what is selected among them.
    pub(super) fn resolve(parameters: &GridParameters) -> Result<(Self, Selection), ParameterError> {
        let names = parameters.items.as_slice().to_vec();
        let mut items = Self { names, worlds: vec![], slices: vec![] };
        let count = items.len();
        items.worlds = items.in_order(&|set| count as u64 - u64::from(set.len()));
        items.slices = items.slices_of(parameters.slices);
        let item = |key, name: &str, otherwise| {
            if name.is_empty() { Ok(otherwise) } else { items.position(key, name) }
        };
        let focus = item("focus", parameters.focus.as_str(), 1)?;
        let partner = item("partner", parameters.partner.as_str(), (focus + 1) % count)?;
        if partner == focus {
            let others = items.names.iter().filter(|name| *name != &items.names[focus]).cloned().collect();
            let expected = format!("another item than the focus, {}", items.names[focus]);
            return Err(ParameterError::value("partner", &items.names[partner], expected, others));
        }
        let world = items.coalition("world", &parameters.world)?;
        let slice = items.coalition("slice", &parameters.slice)?;
        let group = items.coalition("group", &parameters.group)?;
        let poison = items.coalition("poison", &parameters.poison)?;
        if group.is_empty() {
            return Err(ParameterError::value("group", "nothing", "at least one item", items.names));
        }
        if parameters.size.get() as usize > count {
            let expected = format!("at most the number of items, {count}");
            return Err(ParameterError::value("size", &parameters.size.get().to_string(), expected, vec![]));
        }
        if parameters.slices == Slices::Each && slice.len() != 1 && slice != items.all() {
            let expected = "one item or everything, or slices=every";
            let found = if slice.is_empty() { "nothing".to_owned() } else { items.plain(slice) };
            return Err(ParameterError::value("slice", &found, expected, vec![]));
        }
        let cells = items.cells(&parameters.cells)?;
        Ok((items, Selection { world, slice, focus, partner, group, poison, cells }))
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

    /// A set as a short label: ABC, or with pluses where names are longer than a letter; ∅ for none.
    pub(super) fn label(&self, set: Coalition) -> String {
        let short = self.names.iter().all(|name| name.chars().count() == 1);
        let names: Vec<&str> = set.players().map(|item| self.name(item)).collect();
        if names.is_empty() { "∅".to_owned() } else { join(&names, if short { "" } else { " + " }) }
    }

    /// A set in letters, one an item: the first of their names where these differ, else a, b, c; ∅ for none.
    pub(super) fn sign_of(&self, set: Coalition) -> String {
        let initial = |item: usize| self.names[item].chars().next();
        let differ = (0..self.len()).all(|item| (0..item).all(|other| initial(item) != initial(other)));
        let letter = |item| initial(item).filter(|_| differ).unwrap_or(char::from(b'a' + item as u8));
        if set.is_empty() { "∅".to_owned() } else { set.players().map(letter).collect() }
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
    pub(super) fn worlds(&self) -> &[Coalition] {
        &self.worlds
    }

    /// The slices that have a column, smallest first.
    pub(super) fn slices(&self) -> &[Coalition] {
        &self.slices
    }

    fn slices_of(&self, slices: Slices) -> Vec<Coalition> {
        match slices {
            Slices::Each => (0..self.len()).map(Coalition::single).chain([self.all()]).collect(),
            // The empty one too: there is no score in it, and the grid says so.
            Slices::Every => self.in_order(&|set| u64::from(set.len())),
        }
    }

    /// The set that a reader wrote: names with anything but letters and digits between them, or, where every name is one letter, without.
    pub(super) fn find(&self, text: &str) -> Option<Coalition> {
        match text.trim() {
            "∅" | "nothing" => return Some(Coalition::EMPTY),
            "everything" => return Some(self.all()),
            _ => {}
        }
        let place = |name: &str| self.names.iter().position(|known| known.eq_ignore_ascii_case(name));
        let words: Vec<&str> = text.split([' ', '+', ',', ';']).filter(|word| !word.is_empty()).collect();
        let add = |set: Coalition, name: &str| Some(set.with(place(name)?));
        let by_words = words.iter().try_fold(Coalition::EMPTY, |set, word| add(set, word));
        let letters = || {
            let mut letters = words.iter().flat_map(|word| word.chars());
            letters.try_fold(Coalition::EMPTY, |set, letter| add(set, letter.encode_utf8(&mut [0; 4])))
        };
        (!words.is_empty()).then(|| by_words.or_else(letters)).flatten()
    }

    /// The cells of a parameter.
    fn cells(&self, cells: &Cells) -> Result<CellSet, ParameterError> {
        let mut selected = CellSet::default();
        for (adds, row, column) in cells.entries() {
            let worlds = self.line(row, &self.worlds)?;
            let every;
            let slices = match column {
                Line::Any => {
                    every = self.slices_of(Slices::Every);
                    every.clone()
                }
                line => self.line(line, &[])?,
            };
            let places = worlds
                .iter()
                .flat_map(|&world| slices.iter().map(move |&slice| Place { world, slice }))
                .filter(|place| !place.slice.is_empty());
            selected = if *adds {
                selected.with(places)
            } else {
                selected.without(&CellSet::default().with(places))
            };
        }
        Ok(selected)
    }

    fn line(&self, line: &Line, any: &[Coalition]) -> Result<Vec<Coalition>, ParameterError> {
        Ok(match line {
            Line::Any => any.to_vec(),
            Line::Everything => vec![self.all()],
            Line::Nothing => vec![Coalition::EMPTY],
            Line::These(names) => vec![self.coalition("cells", &Subset::These(names.clone()))?],
        })
    }

    /// Selected cells as a parameter that gives them back: full columns and rows in one entry each.
    pub(super) fn cells_parameter(&self, selected: &CellSet) -> Cells {
        let line = |set: Coalition| match self.subset(set) {
            Subset::Everything => Line::Everything,
            Subset::Nothing => Line::Nothing,
            Subset::These(names) => Line::These(names),
        };
        let mut entries = Vec::new();
        let mut rest = selected.clone();
        let worlds = 1 << self.len();
        // Columns of which more than half is selected, and full rows, are written whole; then what the columns lack.
        for slice in crowded(selected, worlds, worlds / 2, |place| place.slice) {
            let column = CellSet::default().with(self.worlds.iter().map(|&world| Place { world, slice }));
            let lacking = column.clone().without(selected);
            entries.push((true, Line::Any, line(slice)));
            entries.extend(lacking.places().iter().map(|place| (false, line(place.world), line(slice))));
            rest = rest.without(&column);
        }
        for world in crowded(&rest, worlds, worlds - 2, |place| place.world) {
            entries.push((true, line(world), Line::Any));
            let row = rest.places().iter().copied().filter(|place| place.world == world);
            let row = CellSet::default().with(row);
            rest = rest.without(&row);
        }
        entries.extend(rest.places().iter().map(|place| (true, line(place.world), line(place.slice))));
        Cells::new(entries)
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

/// The sets, out of so many, that occur more than `often` in the selection.
fn crowded(cells: &CellSet, sets: usize, often: usize, of: impl Fn(&Place) -> Coalition) -> Vec<Coalition> {
    let mut counts = vec![0; sets];
    cells.places().iter().for_each(|place| counts[of(place).bits() as usize] += 1);
    (0_u32..)
        .zip(counts)
        .filter(|&(_, count)| count > often)
        .map(|(bits, _)| Coalition::from_bits(bits))
        .collect()
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
        assert_eq!((selection.focus, selection.partner), (2, 3));
        assert_eq!(items.label(Coalition::EMPTY), "∅");
        let (items, _) = resolve(&[("items", "left right")]).unwrap();
        assert_eq!(items.label(items.all()), "left + right");
    }

    #[test]
    fn worlds_are_read_from_everything_to_nothing() {
        let (items, _) = resolve(&[("slices", "every")]).unwrap();
        let labels =
            |sets: &[Coalition]| sets.iter().map(|&set| items.label(set)).collect::<Vec<_>>().join(" ");
        assert_eq!(labels(items.worlds()), "ABCD ABC ABD ACD BCD AB AC AD BC BD CD A B C D ∅");
        assert_eq!(labels(items.slices()), "∅ A B C D AB AC AD BC BD CD ABC ABD ACD BCD ABCD");
    }

    #[test]
    fn rows_are_found_by_what_a_reader_would_write() {
        let (items, _) = resolve(&[]).unwrap();
        let found = |text: &str| items.find(text).map(|set| items.label(set));
        for text in ["ABD", "a b d", "B, D, A", "A+B+D"] {
            assert_eq!(found(text).as_deref(), Some("ABD"), "{text}");
        }
        assert_eq!((found("∅").as_deref(), found("everything").as_deref()), (Some("∅"), Some("ABCD")));
        assert_eq!((found("AX"), found("")), (None, None));
    }

    #[test]
    fn selected_cells_survive_their_parameter() {
        for text in
            ["", "A+B/A", "any/A", "any/A -A+B/A", "everything/any nothing/any", "A/B A/A+B B/everything"]
        {
            let (items, selection) = resolve(&[("cells", text), ("slices", "every")]).unwrap();
            let mut again = GridParameters { slices: Slices::Every, ..GridParameters::default() };
            again.cells = items.cells_parameter(&selection.cells);
            assert_eq!(Items::resolve(&again).unwrap().1.cells, selection.cells, "{text}");
        }
        let (_, selection) = resolve(&[("cells", "any/A -A+B/A")]).unwrap();
        assert_eq!(selection.cells.len(), 15);
    }

    #[test]
    fn values_that_do_not_go_together_are_refused() {
        let refused = |pairs: &[(&str, &str)]| resolve(pairs).unwrap_err();
        assert_eq!(refused(&[("focus", "E")]), "`focus` is “E”: expected one of the items A, B, C, D");
        assert_eq!(
            refused(&[("slice", "nothing")]),
            "`slice` is “nothing”: expected one item or everything, or slices=every"
        );
        assert_eq!(refused(&[("group", "nothing")]), "`group` is “nothing”: expected at least one item");
        assert_eq!(
            refused(&[("slice", "A B")]),
            "`slice` is “A B”: expected one item or everything, or slices=every"
        );
        assert_eq!(refused(&[("partner", "B")]), "`partner` is “B”: expected another item than the focus, B");
        assert_eq!(refused(&[("size", "5")]), "`size` is “5”: expected at most the number of items, 4");
        assert_eq!(refused(&[("cells", "A+X/B")]), "`cells` is “X”: expected one of the items A, B, C, D");
    }
}
