//! Functions that can only be called through a pointer, where no code has the pointer or calls that type of function.
//!
//! wasm-bindgen describes closures by functions that it runs itself and then takes out, and panics print what they were about;
//! but the table of function pointers still holds all that was described and printed, and with it all that that calls.

use std::collections::HashSet;

use walrus::ir::{CallIndirect, Const, Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, ElementId, ElementItems, ElementKind, FunctionId, Module, TypeId, ValType, passes};

/// Parameters and results: what a call through a pointer checks.
type Signature = (Vec<ValType>, Vec<ValType>);

/// Where the linker is to start the table: numbers as large are seldom anything else than function pointers, and they still take
/// two bytes.
pub(crate) const BASE: u32 = 4096;

/// What code can call through pointers.
struct Calls {
    signatures: HashSet<Signature>,
    /// Every number in the code and in the data, since any may be a pointer.
    numbers: HashSet<u32>,
}

/// Puts another function in the place of each that nobody can call, so that the places of the others stay what they are.
/// The table must be the wasm's own: exported ones are left alone.
pub(in crate::setup) fn clear(module: &mut Module) {
    loop {
        // A function that is gone calls nothing.
        passes::gc::run(module);
        let calls = Calls::of(module);
        let segments: Vec<ElementId> = module.elements.iter().map(walrus::Element::id).collect();
        let mut changed = false;
        for id in segments {
            changed |= clear_segment(module, id, &calls);
        }
        if !changed {
            return;
        }
    }
}

fn clear_segment(module: &mut Module, id: ElementId, calls: &Calls) -> bool {
    let exported = module.exports.iter().any(|export| match export.item {
        walrus::ExportItem::Table(table) => module.tables.get(table).elem_segments.contains(&id),
        _ => false,
    });
    let segment = module.elements.get(id);
    let ElementKind::Active { offset: ConstExpr::Value(Value::I32(first)), .. } = segment.kind else {
        return false;
    };
    let ElementItems::Functions(functions) = &segment.items else { return false };
    let is_called = |&(pointer, &function): &(u32, &FunctionId)| {
        let signature = signature(module, module.funcs.get(function).ty());
        calls.numbers.contains(&pointer) && calls.signatures.contains(&signature)
    };
    let entries = || (first as u32..).zip(functions);
    let Some((_, &kept)) = entries().find(is_called) else { return false };
    let cleared: Vec<FunctionId> =
        entries().map(|entry| if is_called(&entry) { *entry.1 } else { kept }).collect();
    if exported || cleared == *functions {
        return false;
    }
    module.elements.get_mut(id).items = ElementItems::Functions(cleared);
    true
}

impl Calls {
    fn of(module: &Module) -> Self {
        #[derive(Default)]
        struct Found {
            types: HashSet<TypeId>,
            numbers: HashSet<u32>,
        }
        impl Visitor<'_> for Found {
            fn visit_call_indirect(&mut self, call: &CallIndirect) {
                self.types.insert(call.ty);
            }
            fn visit_const(&mut self, number: &Const) {
                if let Value::I32(number) = number.value {
                    self.numbers.insert(number as u32);
                }
            }
        }
        let mut found = Found::default();
        for (_, function) in module.funcs.iter_local() {
            dfs_in_order(&mut found, function, function.entry_block());
        }
        for data in module.data.iter() {
            let words = data.value.windows(4).filter_map(|word| word.try_into().ok());
            found.numbers.extend(words.map(u32::from_le_bytes));
        }
        let signatures = found.types.into_iter().map(|id| signature(module, id)).collect();
        Self { signatures, numbers: found.numbers }
    }
}

fn signature(module: &Module, id: TypeId) -> Signature {
    let of = module.types.get(id);
    (of.params().to_vec(), of.results().to_vec())
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, RefType};

    use super::*;

    fn function(module: &mut Module, params: &[ValType]) -> FunctionId {
        let locals = params.iter().map(|&kind| module.locals.add(kind)).collect();
        FunctionBuilder::new(&mut module.types, params, &[]).finish(locals, &mut module.funcs)
    }

    #[test]
    fn only_functions_stay_that_code_can_name_and_calls_by_their_type() {
        let mut module = Module::default();
        let of_another_type = function(&mut module, &[ValType::F64]);
        let unnamed = function(&mut module, &[ValType::I32]);
        let [in_code, in_data] = [(); 2].map(|()| function(&mut module, &[ValType::I32]));
        let functions = vec![of_another_type, unnamed, in_code, in_data];
        let table = module.tables.add_local(false, 104, Some(104), RefType::FUNCREF);
        let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(100)) };
        let segment = module.elements.add(kind, ElementItems::Functions(functions));
        module.tables.get_mut(table).elem_segments.insert(segment);
        let memory = module.memories.add_local(false, false, 1, None, None);
        module.exports.add("memory", memory);
        let kind = walrus::DataKind::Active { memory, offset: ConstExpr::Value(Value::I32(8)) };
        let data = module.data.add(kind, [&b"text"[..], &103_u32.to_le_bytes()].concat());
        module.memories.get_mut(memory).data_segments.insert(data);
        let signature = module.types.add(&[ValType::I32], &[]);
        let mut caller = FunctionBuilder::new(&mut module.types, &[], &[]);
        caller.func_body().i32_const(100).drop().i32_const(5).i32_const(102).call_indirect(signature, table);
        let caller = caller.finish(vec![], &mut module.funcs);
        module.exports.add("caller", caller);

        clear(&mut module);

        let ElementItems::Functions(functions) = &module.elements.get(segment).items else { panic!() };
        assert_eq!(functions, &[in_code, in_code, in_code, in_data]);
        assert_eq!(module.funcs.iter().count(), 3);
    }
}
