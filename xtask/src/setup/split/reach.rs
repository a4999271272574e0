//! What a linked wasm needs at first, and what only on demand: by the linker's own records of what refers to what.
//!
//! Calls alone would not do: a function whose address stands in data (a method behind `dyn`, a closure) may be called by whoever reads those
//! data. The linker records each such address, in code and in data.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasmparser::{
    DataKind, ExternalKind, KnownCustom, Linking, Name, Operator, Parser, Payload, RelocationType,
    SymbolInfo, TypeRef,
};

/// How the name of every function begins that hands over to code on demand, as compilers write `widgets::code::on_demand`.
pub(super) const MARK: &str = "7widgets4code9on_demand";

/// What is reached only by way of functions of that name.
#[derive(Debug, Default)]
pub(super) struct OnDemand {
    /// Functions, by their names; those of that name among them.
    pub(super) functions: BTreeSet<String>,
    /// Addresses of data, in order.
    pub(super) data: Vec<Range<u32>>,
}

/// A function, or the data of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Function(u32),
    Data(u32),
}

/// Where the data of a symbol are: in the file, behind the start of the section, and in memory.
#[derive(Debug)]
struct Place {
    in_section: Range<usize>,
    in_memory: Range<u32>,
}

/// What the linker wrote.
#[derive(Default)]
struct Linked<'w> {
    imported: u32,
    /// Bodies in the code section, behind its start.
    bodies: Vec<Range<usize>>,
    code_section: Option<(u32, usize)>,
    data_section: Option<(u32, usize)>,
    /// For each segment: its data behind the start of the section, and its address.
    segments: Vec<(usize, u32)>,
    exported: Vec<u32>,
    names: BTreeMap<u32, &'w str>,
    symbols: Vec<SymbolInfo<'w>>,
    /// Section, place, kind, and symbol of each address.
    addresses: Vec<(u32, usize, RelocationType, u32)>,
}

/// Finds what `wasm`, linked with `--emit-relocs`, needs only on demand.
///
/// # Errors
/// If it cannot be read or has no records of addresses.
pub(super) fn on_demand(wasm: &[u8]) -> Result<OnDemand> {
    let linked = Linked::read(wasm)?;
    let places = linked.places()?;
    let (refers, loose) = linked.references(&places);
    let first = linked.exported.iter().map(|&function| Thing::Function(function)).chain(loose);
    let is_root = |thing: &Thing| matches!(thing, Thing::Function(index) if linked.is_root(*index));
    let at_first = reached(&refers, first, &|thing| !is_root(thing));
    let roots = linked.names.keys().map(|&index| Thing::Function(index)).filter(is_root);
    let demanded = reached(&refers, roots, &|thing| !at_first.contains(thing));
    let mut found = OnDemand::default();
    let mut often: BTreeMap<&str, u32> = BTreeMap::new();
    linked.names.values().for_each(|name| *often.entry(name).or_default() += 1);
    let (mut moving, mut staying) = (vec![], vec![]);
    for (index, place) in &places {
        let moves = demanded.contains(&Thing::Data(*index));
        if moves { &mut moving } else { &mut staying }.push(place.in_memory.clone());
    }
    for thing in &demanded {
        if let Thing::Function(index) = thing {
            let own = |name: &&&str| *index >= linked.imported && often[**name] == 1;
            let name = linked.names.get(index).filter(own);
            found.functions.extend(name.map(|&name| name.to_owned()));
        }
    }
    found.data = without(moving, staying);
    Ok(found)
}

/// Everything that is reached, by way of what may be passed alone.
fn reached(
    refers: &BTreeMap<Thing, BTreeSet<Thing>>,
    first: impl Iterator<Item = Thing>,
    passes: &dyn Fn(&Thing) -> bool,
) -> BTreeSet<Thing> {
    let mut open: Vec<Thing> = first.filter(passes).collect();
    let mut seen: BTreeSet<Thing> = open.iter().copied().collect();
    while let Some(thing) = open.pop() {
        for &next in refers.get(&thing).into_iter().flatten() {
            if passes(&next) && seen.insert(next) {
                open.push(next);
            }
        }
    }
    seen
}

/// The ranges of `one` without the bytes of `other`, in order; what touches is one range.
fn without(one: Vec<Range<u32>>, other: Vec<Range<u32>>) -> Vec<Range<u32>> {
    let mut bytes: BTreeSet<u32> = one.into_iter().flatten().collect();
    for byte in other.into_iter().flatten() {
        bytes.remove(&byte);
    }
    let mut ranges: Vec<Range<u32>> = vec![];
    for byte in bytes {
        match ranges.last_mut() {
            Some(last) if last.end == byte => last.end += 1,
            _ => ranges.push(byte..byte + 1),
        }
    }
    ranges
}

impl<'w> Linked<'w> {
    fn read(wasm: &'w [u8]) -> Result<Self> {
        let mut linked = Self::default();
        let mut sections = 0_u32;
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            let section = sections;
            sections += u32::from(payload.as_section().is_some());
            match payload {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        linked.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        linked.exported.extend((export.kind == ExternalKind::Func).then_some(export.index));
                    }
                }
                Payload::StartSection { func, .. } => linked.exported.push(func),
                Payload::CodeSectionStart { range, .. } => linked.code_section = Some((section, range.start)),
                Payload::CodeSectionEntry(body) => {
                    let (_, start) = linked.code_section.context("a body outside the code")?;
                    linked.bodies.push(body.range().start - start..body.range().end - start);
                }
                Payload::DataSection(segments) => {
                    let start = segments.range().start;
                    linked.data_section = Some((section, start));
                    for segment in segments {
                        let segment = segment?;
                        let DataKind::Active { offset_expr, .. } = segment.kind else {
                            bail!("a data segment without an address")
                        };
                        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                            bail!("a data segment whose address is no number")
                        };
                        let at = segment.range.end - segment.data.len() - start;
                        linked.segments.push((at, value.cast_unsigned()));
                    }
                }
                Payload::CustomSection(custom) => linked.custom(&custom)?,
                _ => {}
            }
        }
        if linked.addresses.is_empty() || linked.symbols.is_empty() {
            bail!("the wasm was linked without --emit-relocs");
        }
        Ok(linked)
    }

    fn custom(&mut self, custom: &wasmparser::CustomSectionReader<'w>) -> Result<()> {
        match custom.as_known() {
            KnownCustom::Name(parts) => {
                for part in parts {
                    if let Name::Function(names) = part? {
                        for name in names {
                            let name = name?;
                            self.names.insert(name.index, name.name);
                        }
                    }
                }
            }
            KnownCustom::Linking(parts) => {
                for part in parts {
                    if let Linking::SymbolTable(symbols) = part? {
                        self.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                    }
                }
            }
            KnownCustom::Reloc(addresses) => {
                for entry in addresses.entries() {
                    let entry = entry?;
                    let at = (addresses.section_index(), entry.offset as usize, entry.ty, entry.index);
                    self.addresses.push(at);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn is_root(&self, function: u32) -> bool {
        self.names.get(&function).is_some_and(|name| name.contains(MARK))
    }

    /// The data of each symbol that has some.
    fn places(&self) -> Result<BTreeMap<u32, Place>> {
        let mut places = BTreeMap::new();
        for (index, symbol) in (0..).zip(&self.symbols) {
            let SymbolInfo::Data { symbol: Some(data), .. } = symbol else { continue };
            if data.size == 0 {
                continue;
            }
            let (at, address) = *self.segments.get(data.index as usize).context("a symbol of no segment")?;
            let in_section = at + data.offset as usize..at + (data.offset + data.size) as usize;
            let in_memory = address + data.offset..address + data.offset + data.size;
            places.insert(index, Place { in_section, in_memory });
        }
        Ok(places)
    }

    /// What each thing refers to, and what is referred to from data of no symbol.
    fn references(&self, places: &BTreeMap<u32, Place>) -> (BTreeMap<Thing, BTreeSet<Thing>>, Vec<Thing>) {
        // By their starts; several symbols may share data.
        let mut data: Vec<(&Range<usize>, u32)> =
            places.iter().map(|(&index, place)| (&place.in_section, index)).collect();
        data.sort_by_key(|(range, _)| range.start);
        let longest = data.iter().map(|(range, _)| range.len()).max().unwrap_or(0);
        let (mut refers, mut loose): (BTreeMap<Thing, BTreeSet<Thing>>, _) = (BTreeMap::new(), vec![]);
        for &(section, at, kind, symbol) in &self.addresses {
            let target = match (kind, self.symbols.get(symbol as usize)) {
                (RelocationType::TypeIndexLeb, _) => continue,
                (_, Some(SymbolInfo::Func { index, .. })) => Thing::Function(*index),
                (_, Some(SymbolInfo::Data { .. })) => Thing::Data(symbol),
                _ => continue,
            };
            let mut from = vec![];
            if self.code_section.is_some_and(|(code, _)| code == section) {
                let body = self.bodies.partition_point(|body| body.end <= at);
                from.push(Thing::Function(self.imported + body as u32));
            } else if self.data_section.is_some_and(|(data, _)| data == section) {
                let end = data.partition_point(|(range, _)| range.start <= at);
                let near = data[..end].iter().rev().take_while(|(range, _)| range.start + longest > at);
                from.extend(near.filter(|(range, _)| range.end > at).map(|&(_, index)| Thing::Data(index)));
                if from.is_empty() {
                    loose.push(target);
                }
            }
            for thing in from {
                refers.entry(thing).or_default().insert(target);
            }
        }
        (refers, loose)
    }
}
