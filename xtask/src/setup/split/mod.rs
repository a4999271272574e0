//! Code on demand: a part's wasm in two files, of which readers download the second when they first ask for what is in it.
//!
//! What [`reach`] finds moves: functions, and data at the addresses that they have. In the place of each function that hands over, the first
//! file has one that calls through a slot of the table, which the second file fills. A slot that is not filled yet stops the part, so that the
//! widgets ask whether the second file is here before they hand over (`widgets/src/code.rs`).

mod reach;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    GlobalId, GlobalKind, ImportedFunction, MemoryId, Module, ModuleConfig, RefType, TableId, passes::gc,
};

use reach::{MARK, OnDemand, on_demand};

/// As what the second file imports the first one's exports.
const FIRST: &str = "first";

/// Splits `bound`, as wasm-bindgen wrote it with names, by the records in `linked`, which it was made of. The second file is none where nothing
/// is on demand. Both are without names.
///
/// # Errors
/// If one of the two cannot be read, or they are not made of each other.
pub(super) fn split(linked: &[u8], bound: &[u8]) -> Result<(Vec<u8>, Option<Vec<u8>>)> {
    let found = on_demand(linked)?;
    let (mut first, mut more) = (Half::read(bound)?, Half::read(bound)?);
    let moving = moving(&first, &found);
    let roots: Vec<usize> = moving.iter().copied().filter(|&place| first.is_root(place)).collect();
    if roots.is_empty() {
        return Ok((first.module.emit_wasm(), None));
    }
    let table = first.table()?;
    let (base, tabled) = (first.module.tables.get(first.tables[table]).initial, first.tabled(table));
    let mut slots: Vec<(u64, usize)> =
        tabled.into_iter().filter(|(_, place)| moving.contains(place) && !roots.contains(place)).collect();
    slots.extend((base..).zip(roots.iter().copied()));
    let needs = more.needs(&moving, table);
    let data = more.take_data(&found.data)?;
    first.take_data(&found.data)?;
    first.hand_over(&moving, &roots, table, base)?;
    first.export(&needs);
    more.keep(&needs, &slots, table, data);
    for half in [&mut first, &mut more] {
        gc::run(&mut half.module);
    }
    Ok((first.module.emit_wasm(), Some(more.module.emit_wasm())))
}

/// The places of the functions that move: none that is exported or called by one that stays, but by way of a root.
fn moving(half: &Half, found: &OnDemand) -> BTreeSet<usize> {
    let mut often: HashMap<&str, u32> = HashMap::new();
    for name in half.module.funcs.iter().filter_map(|function| function.name.as_deref()) {
        *often.entry(name).or_default() += 1;
    }
    let moves = |&place: &usize| {
        let function = half.module.funcs.get(half.functions[place]);
        let is_named = |name: &String| often[name.as_str()] == 1 && found.functions.contains(name);
        matches!(function.kind, FunctionKind::Local(_))
            && function.name.as_ref().is_some_and(is_named)
            && half.module.exports.get_exported_func(function.id()).is_none()
    };
    let mut moving: BTreeSet<usize> = (0..half.functions.len()).filter(moves).collect();
    let mut open: Vec<usize> = (0..half.functions.len()).filter(|place| !moving.contains(place)).collect();
    while let Some(place) = open.pop() {
        for called in half.uses(place).functions {
            if !half.is_root(called) && moving.remove(&called) {
                open.push(called);
            }
        }
    }
    moving
}

/// What functions use, by place.
#[derive(Default)]
struct Uses {
    functions: BTreeSet<usize>,
    globals: BTreeSet<usize>,
}

/// One of the two files to be: the whole, of which parts are taken away. Things are known by their places, which the two have in common.
struct Half {
    module: Module,
    functions: Vec<FunctionId>,
    places: HashMap<FunctionId, usize>,
    globals: Vec<GlobalId>,
    tables: Vec<TableId>,
    memories: Vec<MemoryId>,
}

impl Half {
    fn read(wasm: &[u8]) -> Result<Self> {
        let mut config = ModuleConfig::new();
        config.generate_name_section(false).generate_producers_section(false);
        let mut module = config.parse(wasm).context("cannot read what wasm-bindgen wrote")?;
        // The linker's records are of another file by now.
        let customs: Vec<_> = module.customs.iter().map(|(id, _)| id).collect();
        for id in customs {
            module.customs.delete(id);
        }
        let functions: Vec<_> = module.funcs.iter().map(walrus::Function::id).collect();
        let places = functions.iter().enumerate().map(|(place, &id)| (id, place)).collect();
        let globals = module.globals.iter().map(walrus::Global::id).collect();
        let tables = module.tables.iter().map(walrus::Table::id).collect();
        let memories = module.memories.iter().map(walrus::Memory::id).collect();
        Ok(Self { module, functions, places, globals, tables, memories })
    }

    fn is_root(&self, place: usize) -> bool {
        let name = &self.module.funcs.get(self.functions[place]).name;
        name.as_ref().is_some_and(|name| name.contains(MARK))
    }

    fn uses(&self, place: usize) -> Uses {
        struct Collect<'h>(&'h Half, Uses);
        impl Visitor<'_> for Collect<'_> {
            fn visit_function_id(&mut self, id: &FunctionId) {
                self.1.functions.insert(self.0.places[id]);
            }
            fn visit_global_id(&mut self, id: &GlobalId) {
                self.1.globals.extend(self.0.globals.iter().position(|global| global == id));
            }
        }
        let mut collect = Collect(self, Uses::default());
        if let FunctionKind::Local(function) = &self.module.funcs.get(self.functions[place]).kind {
            dfs_in_order(&mut collect, function, function.entry_block());
        }
        collect.1
    }

    /// What the functions that move use of those that stay; imports are the glue's.
    fn needs(&self, moving: &BTreeSet<usize>, table: usize) -> Needs {
        let mut needs = Needs { tables: BTreeSet::from([table]), ..Needs::default() };
        for &place in moving {
            let uses = self.uses(place);
            needs.globals.extend(uses.globals);
            let stays = |called: &usize| {
                let kind = &self.module.funcs.get(self.functions[*called]).kind;
                !moving.contains(called) && matches!(kind, FunctionKind::Local(_))
            };
            needs.functions.extend(uses.functions.into_iter().filter(stays));
        }
        needs
    }

    /// The table of functions.
    fn table(&self) -> Result<usize> {
        let is_ours = |id: &&TableId| self.module.tables.get(**id).element_ty == RefType::FUNCREF;
        let (ours, others): (Vec<_>, Vec<_>) =
            (0..self.tables.len()).partition(|&place| is_ours(&&self.tables[place]));
        ensure!(ours.len() == 1, "{} tables of functions beside {} others", ours.len(), others.len());
        Ok(ours[0])
    }

    /// The slots of the table that are filled, and with what.
    fn tabled(&self, table: usize) -> Vec<(u64, usize)> {
        let mut slots = vec![];
        for element in self.module.elements.iter() {
            let ElementKind::Active { table: of, offset: ConstExpr::Value(Value::I32(offset)) } =
                &element.kind
            else {
                continue;
            };
            if *of != self.tables[table] {
                continue;
            }
            let ElementItems::Functions(functions) = &element.items else { continue };
            slots.extend(
                (u64::from(offset.cast_unsigned())..).zip(functions.iter().map(|id| self.places[id])),
            );
        }
        slots
    }

    /// Empties these addresses, and comes back with what was there.
    fn take_data(&mut self, ranges: &[Range<u32>]) -> Result<Vec<(u32, Vec<u8>)>> {
        let mut taken = vec![];
        let segments: Vec<_> = self.module.data.iter().map(walrus::Data::id).collect();
        for segment in segments {
            let segment = self.module.data.get_mut(segment);
            let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = segment.kind else {
                continue;
            };
            let start = start.cast_unsigned();
            let end = start + u32::try_from(segment.value.len())?;
            for range in ranges.iter().filter(|range| start <= range.start && range.end <= end) {
                let bytes = &mut segment.value[(range.start - start) as usize..(range.end - start) as usize];
                // What is empty already needs no filling.
                if bytes.iter().any(|&byte| byte != 0) {
                    taken.push((range.start, bytes.to_vec()));
                    bytes.fill(0);
                }
            }
        }
        Ok(taken)
    }
}

/// What the second file needs of the first.
#[derive(Default)]
struct Needs {
    functions: BTreeSet<usize>,
    globals: BTreeSet<usize>,
    tables: BTreeSet<usize>,
}

impl Needs {
    /// Names for all of them, the shortest there are.
    fn names() -> impl Iterator<Item = String> {
        (0_usize..).map(|count| format!("_{count:x}"))
    }
}

/// What is done to the first file.
impl Half {
    /// Lets go of what moves: roots call through their slots, from `base` on, and other slots stop whoever calls through them.
    fn hand_over(
        &mut self,
        moving: &BTreeSet<usize>,
        roots: &[usize],
        table: usize,
        base: u64,
    ) -> Result<()> {
        let module = &mut self.module;
        let table = self.tables[table];
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
        builder.func_body().unreachable();
        let empty = builder.finish(vec![], &mut module.funcs);
        for element in module.elements.iter_mut() {
            if let ElementItems::Functions(functions) = &mut element.items {
                for id in functions.iter_mut().filter(|id| moving.contains(&self.places[*id])) {
                    if !roots.contains(&self.places[id]) {
                        *id = empty;
                    }
                }
            }
        }
        for (slot, &root) in (base..).zip(roots) {
            let id = self.functions[root];
            let signature = module.funcs.get(id).ty();
            let (parameters, results) = module.types.params_results(signature);
            let (parameters, results) = (parameters.to_vec(), results.to_vec());
            let arguments: Vec<_> = parameters.iter().map(|&kind| module.locals.add(kind)).collect();
            let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
            let mut body = builder.func_body();
            for &argument in &arguments {
                body.local_get(argument);
            }
            body.i32_const(i32::try_from(slot)?).call_indirect(signature, table);
            module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(arguments));
        }
        let table = module.tables.get_mut(table);
        table.initial = base + roots.len() as u64;
        table.maximum = table.maximum.map(|maximum| maximum.max(table.initial));
        Ok(())
    }

    fn export(&mut self, needs: &Needs) {
        let mut items: Vec<ExportItem> = vec![];
        items.extend(needs.tables.iter().map(|&place| ExportItem::Table(self.tables[place])));
        items.extend(needs.globals.iter().map(|&place| ExportItem::Global(self.globals[place])));
        items.extend(self.memories.iter().map(|&memory| ExportItem::Memory(memory)));
        items.extend(needs.functions.iter().map(|&place| ExportItem::Function(self.functions[place])));
        for (name, item) in Needs::names().zip(items) {
            self.module.exports.add(&name, item);
        }
    }
}

/// What is done to the second file.
impl Half {
    /// Keeps what fills `slots` of the table and `data`, and takes the rest from the first file.
    fn keep(&mut self, needs: &Needs, slots: &[(u64, usize)], table: usize, data: Vec<(u32, Vec<u8>)>) {
        let mut names = Needs::names();
        let mut name = || names.next().unwrap_or_default();
        let module = &mut self.module;
        module.start = None;
        for id in module.exports.iter().map(walrus::Export::id).collect::<Vec<_>>() {
            module.exports.delete(id);
        }
        for id in module.elements.iter().map(walrus::Element::id).collect::<Vec<_>>() {
            module.elements.delete(id);
        }
        for id in module.data.iter().map(walrus::Data::id).collect::<Vec<_>>() {
            module.data.delete(id);
        }
        for &id in &self.tables {
            module.tables.get_mut(id).elem_segments.clear();
        }
        for &place in &needs.tables {
            let id = self.tables[place];
            let import = module.imports.add(FIRST, &name(), id);
            let table = module.tables.get_mut(id);
            // As large as the first file made it.
            (table.import, table.init, table.maximum) = (Some(import), None, None);
        }
        for &place in &needs.globals {
            let id = self.globals[place];
            let import = module.imports.add(FIRST, &name(), id);
            module.globals.get_mut(id).kind = GlobalKind::Import(import);
        }
        for &id in &self.memories {
            let import = module.imports.add(FIRST, &name(), id);
            let memory = module.memories.get_mut(id);
            memory.import = Some(import);
            memory.data_segments.clear();
            memory.maximum = None;
        }
        for &place in &needs.functions {
            let id = self.functions[place];
            let import = module.imports.add(FIRST, &name(), id);
            let function = module.funcs.get_mut(id);
            function.kind = FunctionKind::Import(ImportedFunction { ty: function.ty(), import });
        }
        let table = self.tables[table];
        for run in slots.chunk_by(|(one, _), (next, _)| one + 1 == *next) {
            let offset = ConstExpr::Value(Value::I32(run[0].0 as i32));
            let functions = run.iter().map(|&(_, place)| self.functions[place]).collect();
            let id = module
                .elements
                .add(ElementKind::Active { table, offset }, ElementItems::Functions(functions));
            module.tables.get_mut(table).elem_segments.insert(id);
        }
        let memory = self.memories[0];
        for (start, bytes) in data {
            let offset = ConstExpr::Value(Value::I32(start.cast_signed()));
            let id = module.data.add(DataKind::Active { memory, offset }, bytes);
            module.memories.get_mut(memory).data_segments.insert(id);
        }
    }
}
