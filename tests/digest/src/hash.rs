//! FNV-1a over bit patterns.

/// The digest of the numbers that were handed over so far.
pub(crate) struct Hash(u64);

impl Hash {
    pub(crate) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) const fn value(&self) -> u64 {
        self.0
    }

    /// # Panics
    /// For NaN, which has many bit patterns.
    pub(crate) fn number(&mut self, number: f64) {
        assert!(!number.is_nan(), "NaN has many bit patterns");
        self.word(number.to_bits());
    }

    /// Numbers, in their order.
    pub(crate) fn numbers<'n>(&mut self, numbers: impl IntoIterator<Item = &'n f64>) {
        numbers.into_iter().for_each(|number| self.number(*number));
    }

    /// A number, or that there is none.
    pub(crate) fn option(&mut self, number: Option<f64>) {
        self.word(u64::from(number.is_some()));
        self.number(number.unwrap_or(0.0));
    }

    /// A count, the same on machines of any word size.
    pub(crate) fn count(&mut self, count: usize) {
        self.word(count as u64);
    }

    fn word(&mut self, word: u64) {
        for byte in word.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
