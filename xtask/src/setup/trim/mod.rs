//! Takes out of the wasm and its glue what no page can make use of: what the compiler keeps because it cannot know where the
//! code will run. Each part stands for itself, and a figure does the same with and without it.

mod names;
mod panics;
mod places;
mod table;

pub(super) use names::shorten;
pub(super) use panics::silence;
pub(super) use places::forget;
pub(super) use table::{BASE, clear};

#[cfg(test)]
mod tests {
    use walrus::ir::Instr;
    use walrus::{FunctionId, Module};

    /// How many instructions of a function's outermost sequence `matches`.
    pub(super) fn count(module: &Module, function: FunctionId, matches: fn(&Instr) -> bool) -> usize {
        let body = module.funcs.get(function).kind.unwrap_local();
        body.block(body.entry_block()).instrs.iter().filter(|(instr, _)| matches(instr)).count()
    }
}
