//! The places in the source that panics name: file, line and column, which no page shows (see [`super::panics`]).

use walrus::ir::Value;
use walrus::{ConstExpr, DataId, DataKind, Module};

/// The size of a `core::panic::Location` in wasm: address and length of a file name, line, column.
const SIZE: usize = 16;
/// A file name is a path that ends so; the compiler may add a zero byte.
const ENDING: &[u8] = b".rs";
/// Longer file names, later lines and columns are none of ours.
const LONGEST: usize = 200;
const LAST_LINE: usize = 50_000;
const LAST_COLUMN: usize = 500;

/// Writes zeros over every place and its file name, which compress to nothing. Addresses stay what they are.
pub(in crate::setup) fn forget(module: &mut Module) {
    let segments: Vec<DataId> = module.data.iter().map(walrus::Data::id).collect();
    for id in segments {
        let data = module.data.get_mut(id);
        if let DataKind::Active { offset: ConstExpr::Value(Value::I32(base)), .. } = data.kind {
            forget_in(&mut data.value, base as u32 as usize);
        }
    }
}

fn forget_in(bytes: &mut [u8], base: usize) {
    let start = base.next_multiple_of(4) - base;
    let found: Vec<(usize, usize, usize)> = (start..bytes.len().saturating_sub(SIZE - 1))
        .step_by(4)
        .filter_map(|at| place(bytes, at, base).map(|(file, length)| (at, file, length)))
        .collect();
    // Only now: places share file names.
    for (at, file, length) in found {
        bytes[at..at + SIZE].fill(0);
        bytes[file..file + length].fill(0);
    }
}

/// Where the file name of a place lies, if these bytes are one.
fn place(bytes: &[u8], at: usize, base: usize) -> Option<(usize, usize)> {
    let mut words = bytes[at..at + SIZE]
        .chunks_exact(4)
        .map(|word| word.iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte)));
    let (address, length, line, column) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let plausible = (1..=LAST_LINE).contains(&line) && (1..=LAST_COLUMN).contains(&column);
    let file = address.checked_sub(base)?;
    let name = bytes.get(file..file + length)?;
    let name = name.strip_suffix(b"\0").unwrap_or(name);
    (plausible && length <= LONGEST && name.ends_with(ENDING)).then_some((file, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_their_file_names_are_zeros_and_other_data_stay() {
        let base = 1000_u32;
        let mut bytes = b"a/b.rs, text".to_vec();
        let place = |address: u32, length: u32| -> Vec<u8> {
            [address, length, 12, 5].into_iter().flat_map(u32::to_le_bytes).collect()
        };
        bytes.extend(place(base, 6));
        bytes.extend(place(base + 8, 4));
        bytes.extend(place(base, 6));
        let other = place(base + 8, 4);

        forget_in(&mut bytes, base as usize);

        assert_eq!(bytes[..12], *b"\0\0\0\0\0\0, text");
        assert_eq!(bytes[12..28], [0; SIZE]);
        assert_eq!(bytes[28..44], other);
        assert_eq!(bytes[44..], [0; SIZE]);
    }
}
