//! The order of a wasm's functions: each beside the one that is most like it.
//!
//! A compressor finds what it has seen before, and writes how far back that was. The code of one function does not care where it
//! stands, so that functions that share their bytes can stand side by side. Only the order changes, and with it the numbers by which
//! functions know each other; what each does stays as the compiler wrote it.

use std::collections::HashMap;

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, CustomSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// The shortest run of bytes that a compressor finds again.
const RUN: usize = 4;

/// Runs in more functions than this tell none of them from another.
const COMMON: usize = 400;

/// The same module with its functions in the order of their likeness, and without sections that engines do not read.
///
/// # Errors
/// A text that is no module.
pub(super) fn by_likeness(wasm: &[u8]) -> Result<Vec<u8>> {
    let (mut imported, mut bodies) = (0, vec![]);
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(&wasm[body.range()]),
            _ => {}
        }
    }
    let mut module = Module::new();
    let mut reordered = Reordered::new(imported, chain(&bodies));
    let encoded = reordered.parse_core_module(&mut module, Parser::new(0), wasm);
    encoded.map_err(|error| anyhow!("cannot reorder the wasm: {error}"))?;
    Ok(module.finish())
}

/// Starts at the last function, the smallest as wasm-bindgen writes them, and goes on to the one that shares the largest part of
/// its runs with the one before. Cost O(n² + runs · COMMON) for n functions.
fn chain(bodies: &[&[u8]]) -> Vec<usize> {
    let runs: Vec<Vec<&[u8]>> = bodies.iter().map(|body| runs(body)).collect();
    let mut found: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, runs) in runs.iter().enumerate() {
        for run in runs {
            found.entry(run).or_default().push(function);
        }
    }
    found.retain(|_, functions| functions.len() <= COMMON);
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = left.pop();
    while let Some(here) = next {
        order.push(here);
        let mut shared = vec![0_usize; bodies.len()];
        for functions in runs[here].iter().filter_map(|run| found.get(run)) {
            for &function in functions {
                shared[function] += 1;
            }
        }
        // a / b by a / (a + b), in whole numbers: the order is the same on every machine.
        let likeness = |function: usize| {
            let all = runs[here].len() + runs[function].len() + 1;
            ((shared[function] as u64) << 32) / all as u64
        };
        let best = (0..left.len()).max_by_key(|&place| likeness(left[place]));
        next = best.map(|place| left.remove(place));
    }
    order
}

/// The different runs of a function's bytes.
fn runs(body: &[u8]) -> Vec<&[u8]> {
    let mut runs: Vec<&[u8]> = body.windows(RUN).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// Writes a module again with its own functions in another order.
struct Reordered {
    imported: u32,
    /// The functions in their new order, by their old places.
    order: Vec<usize>,
    /// The new place of each.
    places: Vec<u32>,
}

impl Reordered {
    fn new(imported: u32, order: Vec<usize>) -> Self {
        let mut places = vec![0; order.len()];
        for (place, &function) in (0..).zip(&order) {
            places[function] = place;
        }
        Self { imported, order, places }
    }
}

impl Reencode for Reordered {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        let own = function.checked_sub(self.imported).and_then(|own| self.places.get(own as usize));
        Ok(own.map_or(function, |place| self.imported + place))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for &function in &self.order {
            functions.function(types[function]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        self.order
            .clone()
            .into_iter()
            .try_for_each(|function| self.parse_function_body(code, bodies[function].clone()))
    }

    /// Which features the compiler used: engines see that by themselves.
    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{ExportKind, ExportSection, Function, Instruction, TypeSection};

    /// Functions that push these numbers and drop them, each ending in a call of the first.
    fn module(functions: &[&[i32]]) -> Vec<u8> {
        let (mut types, mut declared, mut code) =
            (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        types.ty().function([], []);
        for numbers in functions {
            declared.function(0);
            let mut function = Function::new([]);
            for number in *numbers {
                function.instruction(&Instruction::I32Const(*number)).instruction(&Instruction::Drop);
            }
            function.instruction(&Instruction::Call(0)).instruction(&Instruction::End);
            code.function(&function);
        }
        let mut exports = ExportSection::new();
        exports.export("first", ExportKind::Func, 0);
        let mut module = Module::new();
        module.section(&types).section(&declared).section(&exports).section(&code);
        module.finish()
    }

    fn bodies(wasm: &[u8]) -> Vec<Vec<u8>> {
        let payloads = Parser::new(0).parse_all(wasm).map(Result::unwrap);
        let body = |payload| {
            if let Payload::CodeSectionEntry(body) = payload { Some(body.as_bytes().to_vec()) } else { None }
        };
        payloads.filter_map(body).collect()
    }

    fn first(wasm: &[u8]) -> u32 {
        let payloads = Parser::new(0).parse_all(wasm).map(Result::unwrap);
        let mut exports = payloads.filter_map(|payload| {
            if let Payload::ExportSection(exports) = payload { Some(exports) } else { None }
        });
        exports.next().unwrap().into_iter().next().unwrap().unwrap().index
    }

    #[test]
    fn what_is_alike_stands_side_by_side_and_is_called_by_its_new_number() {
        let (even, odd): (Vec<i32>, Vec<i32>) = ((0..60).step_by(2).collect(), (1..60).step_by(2).collect());
        let before = module(&[&even, &odd, &even[1..], &odd[1..]]);
        let after = by_likeness(&before).unwrap();
        // From the last one: the odd ones, then the even ones.
        let lengths: Vec<usize> = bodies(&after).iter().map(Vec::len).collect();
        let of = |numbers: &[i32]| 1 + 3 * numbers.len() + 3;
        assert_eq!(lengths, [of(&odd[1..]), of(&odd), of(&even[1..]), of(&even)]);
        assert_eq!((first(&before), first(&after)), (0, 3));
        for body in bodies(&after) {
            assert_eq!(body[body.len() - 3..], [0x10, 3, 0x0b], "the call of the first function");
        }
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(by_likeness(b"no wasm at all").is_err());
    }
}
