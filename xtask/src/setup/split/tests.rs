//! The splitting, tried on a module whose linker's records are written by hand.

use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, ElementSection, Elements, Encode, ExportKind,
    ExportSection, FunctionSection, GlobalSection, GlobalType, ImportSection, LinkingSection, MemorySection,
    MemoryType, Module, NameMap, NameSection, RefType, SymbolTable, TableSection, TableType, TypeSection,
    ValType,
};
use wasmparser::{Parser, Payload, Validator};

use super::*;

const ROOT: &str = "_ZN7widgets4code9on_demand17h00E";
/// The functions by number; 0 is the glue's.
const NAMES: [&str; 8] = ["glue", "first", ROOT, "later", "in_later_table", "shared", "in_table", "unnamed"];
/// An address in 5 bytes, as the linker writes it.
const PADDED: usize = 5;

/// `first` calls the root and what both share; the root calls `later`, which reads data that name a function of the table.
fn linked() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    types.ty().function([ValType::I32], [ValType::I32]);
    let mut imports = ImportSection::new();
    imports.import("./part_bg.js", "i0", wasm_encoder::EntityType::Function(0));
    let mut functions = FunctionSection::new();
    for kind in [0, 1, 0, 0, 0, 0, 0] {
        functions.function(kind);
    }
    let mut tables = TableSection::new();
    let kind = TableType {
        element_type: RefType::FUNCREF,
        minimum: 3,
        maximum: Some(3),
        table64: false,
        shared: false,
    };
    tables.table(kind);
    let mut memories = MemorySection::new();
    let one = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
    memories.memory(one);
    let mut globals = GlobalSection::new();
    let stack = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
    globals.global(stack, &ConstExpr::i32_const(1024));
    let mut exports = ExportSection::new();
    exports.export("first", ExportKind::Func, 1).export("memory", ExportKind::Memory, 0);
    let mut elements = ElementSection::new();
    elements.active(None, &ConstExpr::i32_const(1), Elements::Functions([6, 4].as_slice().into()));

    // Each address of a function or of data: place behind the start of the code, kind, symbol.
    let mut addresses: Vec<(usize, u8, u32)> = vec![];
    let mut code = CodeSection::new();
    let bodies: [&[(u8, u32)]; 7] =
        [&[(0, 2), (0, 5), (4, 8)], &[(0, 3)], &[(4, 9), (0, 5), (0, 0)], &[], &[], &[(0, 7)], &[]];
    let mut at = 1;
    for (place, calls) in bodies.iter().enumerate() {
        let mut body = vec![0];
        let is_root = place == 1;
        for &(kind, symbol) in *calls {
            if kind == 0 && symbol == 2 {
                body.extend([0x41, 7]);
            }
            body.push(if kind == 0 { 0x10 } else { 0x41 });
            addresses.push((at + 1 + body.len(), kind, symbol));
            let value = if kind == 0 { symbol } else { 1024 + 8 * (symbol - 8) };
            body.extend([value as u8 & 0x7f | 0x80, (value >> 7) as u8 | 0x80, 0x80, 0x80, 0]);
            assert_eq!(PADDED, 5);
            body.extend((kind == 4 || symbol == 2).then_some(0x1a));
        }
        if place == 2 {
            body.extend([0x23, 0, 0x1a]);
        }
        body.extend(if is_root { vec![0x20, 0, 0x0b] } else { vec![0x0b] });
        at += 1 + body.len();
        code.raw(&body);
    }
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(1024), *b"at first\x02\0\0\0late");

    let names: NameMap = (0..).zip(NAMES).fold(NameMap::new(), |mut map, (index, name)| {
        map.append(index, name);
        map
    });
    let mut section = NameSection::new();
    section.functions(&names);
    let mut symbols = SymbolTable::new();
    symbols.function(SymbolTable::WASM_SYM_UNDEFINED, 0, None);
    for (index, name) in (1..).zip(&NAMES[1..]) {
        symbols.function(0, index, Some(name));
    }
    for (name, offset) in [("data at first", 0), ("data later", 8)] {
        symbols.data(0, name, Some(wasm_encoder::DataSymbolDefinition { index: 0, offset, size: 8 }));
    }
    let mut linking = LinkingSection::new();
    linking.symbol_table(&symbols);
    // Behind the flags, the address (an opcode, two bytes of it, an end) and the length of the segment.
    let table_index = vec![(1 + 1 + 4 + 1 + 8, 2, 4)];
    let records = |section: u32, addresses: &[(usize, u8, u32)]| {
        let mut bytes = vec![];
        section.encode(&mut bytes);
        addresses.len().encode(&mut bytes);
        for &(at, kind, symbol) in addresses {
            bytes.push(kind);
            at.encode(&mut bytes);
            symbol.encode(&mut bytes);
            // What is added to an address of data: nothing.
            bytes.extend((kind == 4).then_some(0));
        }
        bytes
    };
    let (of_code, of_data) = (records(8, &addresses), records(9, &table_index));
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&tables).section(&memories);
    module
        .section(&globals)
        .section(&exports)
        .section(&elements)
        .section(&code)
        .section(&data)
        .section(&linking);
    for (name, bytes) in [("reloc.CODE", &of_code), ("reloc.DATA", &of_data)] {
        module.section(&CustomSection { name: name.into(), data: bytes.as_slice().into() });
    }
    module.section(&section);
    module.finish()
}

/// Imports, exports, slots that are filled, data, and how many bodies there are.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    imports: Vec<String>,
    exports: Vec<String>,
    slots: Vec<u32>,
    data: Vec<(u32, Vec<u8>)>,
    bodies: usize,
}

fn seen(wasm: &[u8]) -> Seen {
    Validator::new().validate_all(wasm).unwrap();
    let mut seen = Seen::default();
    let start = |offset: wasmparser::ConstExpr<'_>| match offset.get_operators_reader().read().unwrap() {
        wasmparser::Operator::I32Const { value } => value.cast_unsigned(),
        other => panic!("{other:?}"),
    };
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.unwrap() {
            Payload::ImportSection(imports) => {
                seen.imports.extend(imports.into_imports().map(|import| import.unwrap().module.to_owned()));
            }
            Payload::ExportSection(exports) => {
                seen.exports.extend(exports.into_iter().map(|export| export.unwrap().name.to_owned()));
            }
            Payload::ElementSection(elements) => {
                for element in elements {
                    let element = element.unwrap();
                    let wasmparser::ElementKind::Active { offset_expr, .. } = element.kind else { panic!() };
                    let wasmparser::ElementItems::Functions(functions) = element.items else { panic!() };
                    seen.slots.extend((start(offset_expr)..).take(functions.count() as usize));
                }
            }
            Payload::DataSection(segments) => {
                for segment in segments {
                    let segment = segment.unwrap();
                    let wasmparser::DataKind::Active { offset_expr, .. } = segment.kind else { panic!() };
                    seen.data.push((start(offset_expr), segment.data.to_vec()));
                }
            }
            Payload::CodeSectionEntry(_) => seen.bodies += 1,
            _ => {}
        }
    }
    seen
}

#[test]
fn what_only_marked_functions_reach_moves_with_its_data_and_its_slot() {
    let linked = linked();
    let found = on_demand(&linked).unwrap();
    let moves: BTreeSet<String> = [ROOT, "later", "in_later_table"].map(str::to_owned).into();
    assert_eq!((found.functions, found.data.len(), &found.data[0]), (moves, 1, &(1032..1040)));

    let (first, more) = split(&linked, &linked).unwrap();
    let (first, more) = (seen(&first), seen(&more.unwrap()));
    // Its own exports, then the table, the stack pointer, the memory and what both share.
    assert_eq!(first.exports, ["first", "memory", "_0", "_1", "_2", "_3"]);
    // The root's slot is behind those that there were, and the second file fills it and the one that it emptied.
    assert_eq!((first.slots, more.slots), (vec![1, 2], vec![2, 3]));
    assert_eq!(first.data, [(1024, b"at first\0\0\0\0\0\0\0\0".to_vec())]);
    assert_eq!(more.data, [(1032, b"\x02\0\0\0late".to_vec())]);
    // `first`, a root's stand-in, `shared`, `in_table`, `unnamed`, which that one calls, and what stops; and the three that moved.
    assert_eq!((first.bodies, more.bodies), (6, 3));
    assert!(first.imports.is_empty(), "only what moved calls the glue's function");
    let of = |module: &str| more.imports.iter().filter(|name| *name == module).count();
    assert_eq!((of(FIRST), of("./part_bg.js"), more.exports.len()), (4, 1, 0));
}

#[test]
fn what_is_called_at_first_after_all_stays() {
    let linked = linked();
    let mut later = Half::read(&linked).unwrap();
    // As if wasm-bindgen had written an export of it.
    let id = later.functions[4];
    later.module.exports.add("in_later_table", id);
    let moving = moving(&later, &on_demand(&linked).unwrap());
    assert_eq!(moving, BTreeSet::from([2, 3]));
}

#[test]
fn a_part_with_nothing_on_demand_is_one_file_and_records_are_needed() {
    let text = String::from_utf8_lossy(ROOT.as_bytes()).replace("on_demand", "at_once__");
    let mut plain = linked();
    while let Some(at) = plain.windows(ROOT.len()).position(|bytes| bytes == ROOT.as_bytes()) {
        plain[at..at + ROOT.len()].copy_from_slice(text.as_bytes());
    }
    let (first, more) = split(&plain, &plain).unwrap();
    assert!(more.is_none() && seen(&first).bodies == 7);
    let bare = Module::new().finish();
    assert!(split(&bare, &bare).unwrap_err().to_string().contains("--emit-relocs"));
}
