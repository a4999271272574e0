//! The simulation's results as one number for each family of methods, and a figure's shipped results as text: computed natively and in wasm, where a test
//! compares them bit for bit.

mod families;
mod hash;

use families::FAMILIES;
use hash::Hash;
use widgets::first_frame::shipped;
use widgets::parameters::link;
use widgets::registry;

/// The names of the families of methods, in their order.
pub fn families() -> impl ExactSizeIterator<Item = &'static str> {
    FAMILIES.iter().map(|(name, _)| *name)
}

/// FNV-1a over the bit patterns of every number that a family's methods give on fixed inputs. `None` if there are fewer families.
///
/// # Panics
/// If a method refuses these inputs, which a test would show.
#[must_use]
pub fn digest(family: usize) -> Option<u64> {
    let (name, fill) = FAMILIES.get(family)?;
    let mut hash = Hash::new();
    if let Err(error) = fill(&mut hash) {
        panic!("{name}: {error}");
    }
    Some(hash.value())
}

/// The results that the widget `name` ships for arguments in link form; an error as text.
#[must_use]
pub fn recomputed(name: &str, arguments: &str) -> String {
    let Some(entry) = registry::widget(name) else { return format!("no widget is named {name}") };
    let arguments = match link::decode(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return error.to_string(),
    };
    match shipped(entry, &arguments) {
        Ok(json) => json.unwrap_or_default(),
        Err(errors) => format!("{errors:?}"),
    }
}

/// The same for a host without wasm-bindgen: numbers and byte buffers.
#[cfg(target_arch = "wasm32")]
#[allow(
    unsafe_code,
    reason = "exports of a wasm module need a fixed name, and buffers cross its border by address"
)]
mod exports {
    use std::cell::RefCell;

    thread_local! {
        static BUFFERS: RefCell<(Vec<u8>, String)> = const { RefCell::new((Vec::new(), String::new())) };
    }

    /// 0 beyond the last family.
    #[unsafe(no_mangle)]
    extern "C" fn digest(family: usize) -> u64 {
        super::digest(family).unwrap_or(0)
    }

    /// Room for `length` bytes of input; the address.
    #[unsafe(no_mangle)]
    extern "C" fn alloc(length: usize) -> *mut u8 {
        BUFFERS.with_borrow_mut(|(input, _)| {
            *input = vec![0; length];
            input.as_mut_ptr()
        })
    }

    /// Reads `NAME\nARGUMENTS` from the input; the length of the result.
    #[unsafe(no_mangle)]
    extern "C" fn recompute(_pointer: *const u8, _length: usize) -> usize {
        BUFFERS.with_borrow_mut(|(input, output)| {
            let text = String::from_utf8_lossy(input);
            let (name, arguments) = text.split_once('\n').unwrap_or((&text, ""));
            *output = super::recomputed(name, arguments);
            output.len()
        })
    }

    /// Where the result lies.
    #[unsafe(no_mangle)]
    extern "C" fn result_ptr() -> *const u8 {
        BUFFERS.with_borrow(|(_, output)| output.as_ptr())
    }
}
