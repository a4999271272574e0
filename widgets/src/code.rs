//! Code that a page downloads on demand.
//!
//! Of each part, readers first download what draws a figure and answers them. What computes anew, saves, copies and opens files, and reads rows of
//! their own is in a second file; `xtask/src/setup/split` puts everything there that is reached only by way of [`on_demand`]. Whoever calls it
//! asks [`is_here`] before, and waits otherwise: too early a call stops the part. At build time everything is here.

#[cfg(test)]
use std::cell::Cell;
#[cfg(feature = "browser")]
use std::sync::atomic::{AtomicBool, Ordering};

/// What the loader knows the file by.
pub(crate) const FILE: &str = "more";

#[cfg(feature = "browser")]
static HERE: AtomicBool = AtomicBool::new(false);

#[cfg(test)]
thread_local! {
    /// So that tests can wait as a page does.
    static HERE: Cell<bool> = const { Cell::new(true) };
}

/// Whether the second file is here.
pub(crate) fn is_here() -> bool {
    #[cfg(feature = "browser")]
    let is_here = HERE.load(Ordering::Relaxed);
    #[cfg(all(test, not(feature = "browser")))]
    let is_here = HERE.get();
    #[cfg(not(any(test, feature = "browser")))]
    let is_here = true;
    is_here
}

/// The second file has come.
#[cfg(feature = "browser")]
pub(crate) fn arrive() {
    HERE.store(true, Ordering::Relaxed);
}

/// For tests: the second file has come, or is not here yet.
#[cfg(test)]
pub(crate) fn set_here(is_here: bool) {
    HERE.set(is_here);
}

/// Runs code of the second file, which must be here.
#[inline(never)]
pub(crate) fn on_demand<R>(run: impl FnOnce() -> R) -> R {
    debug_assert!(is_here(), "code on demand is called before it is here");
    // No function that is needed at first may look like this one: the compiler would make one of the two.
    std::hint::black_box(1_u8);
    run()
}
