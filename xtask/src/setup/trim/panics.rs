//! Panics without words.
//!
//! A panic stops the wasm, and the loader says so in the figures. Its message goes to standard error, which a page does not
//! have; so a panic may as well stop at once. Straight-line code in front of a stop only prepares the message.

use std::collections::HashSet;

use walrus::ir::{Instr, InstrLocId, InstrSeqId, Unreachable, Visitor, dfs_in_order};
use walrus::{FunctionId, LocalFunction, Module, passes};

/// The function of the standard library that every panic ends in, as part of its mangled name.
const HANDLER: &str = "rust_begin_unwind";

/// Stops at once wherever a panic is certain, and drops the code that only panics needed. Needs the names of functions; does
/// nothing if no handler is found.
pub(in crate::setup) fn silence(module: &mut Module) {
    let is_handler = |name: &String| name.contains(HANDLER);
    let functions: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let mut stops: HashSet<FunctionId> = functions
        .iter()
        .copied()
        .filter(|&id| module.funcs.get(id).name.as_ref().is_some_and(is_handler))
        .collect();
    // A function that does nothing but stop makes its callers stop earlier.
    let mut before = 0;
    while stops.len() > before {
        before = stops.len();
        for &id in &functions {
            let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
            let entry = function.entry_block();
            if stop_early(function, entry, &stops) || only_stops(function) {
                stops.insert(id);
            }
        }
    }
    passes::gc::run(module);
}

/// Cuts a sequence off where it is sure to stop; `true` if nothing else is left of it.
fn stop_early(function: &mut LocalFunction, sequence: InstrSeqId, stops: &HashSet<FunctionId>) -> bool {
    let mut index = 0;
    while let Some((instruction, place)) = function.block(sequence).instrs.get(index).cloned() {
        let is_stop = match instruction {
            Instr::Unreachable(_) => true,
            Instr::Call(call) => stops.contains(&call.func),
            Instr::Loop(inner) => stop_early(function, inner.seq, stops),
            Instr::Block(inner) => {
                stop_early(function, inner.seq, stops);
                // What branches out of the block goes on after it.
                false
            }
            Instr::IfElse(branch) => {
                let consequent = stop_early(function, branch.consequent, stops);
                stop_early(function, branch.alternative, stops) && consequent
            }
            _ => false,
        };
        if is_stop {
            let body = &mut function.block_mut(sequence).instrs;
            body.truncate(index);
            while body.last().is_some_and(|(last, _)| is_unseen(last)) {
                body.pop();
            }
            body.push((Instr::Unreachable(Unreachable {}), place));
            return body.len() == 1;
        }
        index += 1;
    }
    false
}

/// Whether nobody can tell that this was done before a stop. Nothing reads the memory of wasm that has stopped.
fn is_unseen(instruction: &Instr) -> bool {
    matches!(
        instruction,
        Instr::LocalGet(_)
            | Instr::LocalSet(_)
            | Instr::LocalTee(_)
            | Instr::GlobalGet(_)
            | Instr::GlobalSet(_)
            | Instr::Const(_)
            | Instr::Binop(_)
            | Instr::Unop(_)
            | Instr::Select(_)
            | Instr::Drop(_)
            | Instr::Load(_)
            | Instr::Store(_)
            | Instr::MemoryCopy(_)
            | Instr::MemoryFill(_)
    )
}

/// Whether a function stops on every path, and has done nothing until then.
fn only_stops(function: &LocalFunction) -> bool {
    struct Otherwise {
        entry: InstrSeqId,
        found: bool,
    }
    impl<'instr> Visitor<'instr> for Otherwise {
        fn visit_instr(&mut self, instruction: &'instr Instr, _: &'instr InstrLocId) {
            self.found |= match instruction {
                Instr::Br(branch) => branch.block == self.entry,
                Instr::BrIf(branch) => branch.block == self.entry,
                Instr::BrTable(branch) => branch.default == self.entry || branch.blocks.contains(&self.entry),
                Instr::Block(_) | Instr::IfElse(_) | Instr::Unreachable(_) => false,
                other => !is_unseen(other),
            };
        }
    }
    let entry = function.entry_block();
    let ends_in_stop = matches!(function.block(entry).instrs.last(), Some((Instr::Unreachable(_), _)));
    let mut otherwise = Otherwise { entry, found: false };
    dfs_in_order(&mut otherwise, function, entry);
    ends_in_stop && !otherwise.found
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, ValType};

    use super::super::tests::count;
    use super::*;

    /// A function that prints and stops, one that calls it with a message, and one that may call that and else returns.
    #[test]
    fn what_only_prepares_a_message_goes() {
        let mut module = Module::default();
        let no_type = module.types.add(&[], &[]);
        let (print, _) = module.add_import_func("page", "print", no_type);
        let message = module.locals.add(ValType::I32);
        let mut handler = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[]);
        handler.name("__rust_begin_unwind".to_owned()).func_body().call(print).unreachable();
        let handler = handler.finish(vec![message], &mut module.funcs);
        let mut panic = FunctionBuilder::new(&mut module.types, &[], &[]);
        panic.func_body().i32_const(7).call(handler).unreachable();
        let panic = panic.finish(vec![], &mut module.funcs);
        let mut may_panic = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[]);
        let checked = module.locals.add(ValType::I32);
        may_panic.func_body().block(None, |block| {
            let out = block.id();
            block.local_get(checked).br_if(out).call(print).i32_const(3).drop().call(panic).unreachable();
        });
        let may_panic = may_panic.finish(vec![checked], &mut module.funcs);
        module.exports.add("may_panic", may_panic);

        silence(&mut module);

        // The handler and the function that always panics are gone, and what the page sees is still done.
        assert_eq!(module.funcs.iter_local().count(), 1);
        let body = module.funcs.get(may_panic).kind.unwrap_local();
        let Some((Instr::Block(block), _)) = body.block(body.entry_block()).instrs.first() else {
            panic!("the block")
        };
        let left = &body.block(block.seq).instrs;
        assert!(
            matches!(
                left.as_slice(),
                [
                    (Instr::LocalGet(_), _),
                    (Instr::BrIf(_), _),
                    (Instr::Call(_), _),
                    (Instr::Unreachable(_), _)
                ]
            ),
            "{left:?}"
        );
    }

    #[test]
    fn a_function_that_can_return_is_called_as_before() {
        let mut module = Module::default();
        let asked = module.locals.add(ValType::I32);
        let mut handler = FunctionBuilder::new(&mut module.types, &[], &[]);
        handler.name("rust_begin_unwind".to_owned()).func_body().unreachable();
        let handler = handler.finish(vec![], &mut module.funcs);
        let mut check = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[]);
        let mut body = check.func_body();
        let returns = body.id();
        body.local_get(asked).br_if(returns).call(handler).unreachable();
        let check = check.finish(vec![asked], &mut module.funcs);
        let mut caller = FunctionBuilder::new(&mut module.types, &[], &[]);
        caller.func_body().i32_const(1).call(check);
        let caller = caller.finish(vec![], &mut module.funcs);
        module.exports.add("caller", caller);

        silence(&mut module);

        assert_eq!(count(&module, caller, |instr| matches!(instr, Instr::Call(_))), 1);
        assert_eq!(count(&module, check, |instr| matches!(instr, Instr::Unreachable(_))), 1);
    }
}
