//! Functions that can only be called through a pointer, by code that calls no function of that type.
//!
//! wasm-bindgen describes closures by functions that it runs itself and then takes out, but the table of function pointers
//! still holds them, and with them all that they call.

use std::collections::HashSet;

use walrus::ir::{CallIndirect, Visitor, dfs_in_order};
use walrus::{ElementId, ElementItems, FunctionId, Module, TypeId, ValType, passes};

/// Parameters and results: what a call through a pointer checks.
type Signature = (Vec<ValType>, Vec<ValType>);

/// Puts another function in the place of each that nobody can call, so that the places of the others stay what they are.
/// The table must be the wasm's own: exported ones are left alone.
pub(in crate::setup) fn clear(module: &mut Module) {
    loop {
        // A function that is gone calls nothing.
        passes::gc::run(module);
        let called = called(module);
        let segments: Vec<ElementId> = module.elements.iter().map(walrus::Element::id).collect();
        let mut changed = false;
        for id in segments {
            changed |= clear_segment(module, id, &called);
        }
        if !changed {
            return;
        }
    }
}

fn clear_segment(module: &mut Module, id: ElementId, called: &HashSet<Signature>) -> bool {
    let exported = module.exports.iter().any(|export| match export.item {
        walrus::ExportItem::Table(table) => module.tables.get(table).elem_segments.contains(&id),
        _ => false,
    });
    let ElementItems::Functions(functions) = &module.elements.get(id).items else { return false };
    let is_called =
        |function: FunctionId| called.contains(&signature(module, module.funcs.get(function).ty()));
    let Some(&kept) = functions.iter().find(|&&function| is_called(function)) else { return false };
    let cleared: Vec<FunctionId> =
        functions.iter().map(|&function| if is_called(function) { function } else { kept }).collect();
    if exported || cleared == *functions {
        return false;
    }
    module.elements.get_mut(id).items = ElementItems::Functions(cleared);
    true
}

/// The signatures of all calls through pointers.
fn called(module: &Module) -> HashSet<Signature> {
    struct Calls(HashSet<TypeId>);
    impl Visitor<'_> for Calls {
        fn visit_call_indirect(&mut self, call: &CallIndirect) {
            self.0.insert(call.ty);
        }
    }
    let mut calls = Calls(HashSet::new());
    for (_, function) in module.funcs.iter_local() {
        dfs_in_order(&mut calls, function, function.entry_block());
    }
    calls.0.into_iter().map(|id| signature(module, id)).collect()
}

fn signature(module: &Module, id: TypeId) -> Signature {
    let of = module.types.get(id);
    (of.params().to_vec(), of.results().to_vec())
}

#[cfg(test)]
mod tests {
    use walrus::{ConstExpr, ElementKind, FunctionBuilder, RefType, ir::Value};

    use super::*;

    fn function(module: &mut Module, params: &[ValType]) -> FunctionId {
        let locals = params.iter().map(|&kind| module.locals.add(kind)).collect();
        FunctionBuilder::new(&mut module.types, params, &[]).finish(locals, &mut module.funcs)
    }

    #[test]
    fn only_functions_of_a_type_that_is_called_stay_and_keep_their_places() {
        let mut module = Module::default();
        let uncalled = function(&mut module, &[ValType::F64]);
        let called = function(&mut module, &[ValType::I32]);
        let table = module.tables.add_local(false, 3, Some(3), RefType::FUNCREF);
        let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(1)) };
        let segment = module.elements.add(kind, ElementItems::Functions(vec![uncalled, called]));
        module.tables.get_mut(table).elem_segments.insert(segment);
        let signature = module.types.add(&[ValType::I32], &[]);
        let mut caller = FunctionBuilder::new(&mut module.types, &[], &[]);
        caller.func_body().i32_const(5).i32_const(2).call_indirect(signature, table);
        let caller = caller.finish(vec![], &mut module.funcs);
        module.exports.add("caller", caller);

        clear(&mut module);

        let ElementItems::Functions(functions) = &module.elements.get(segment).items else { panic!() };
        assert_eq!(functions, &[called, called]);
        assert_eq!(module.funcs.iter().count(), 2);
    }
}
