//! By what rows are known again.

/// A number by which a text is known again: the same for a file and for what is left of it when it is pasted, that is without a byte
/// order mark, with any ends of lines, and without empty lines at its end.
///
/// FNV-1a of 64 bits (Fowler, Noll and Vo), of the bytes with `\n` at the ends of lines. It tells files apart that differ by accident; it
/// is no signature. Cost O(length).
pub fn fingerprint(text: &str) -> u64 {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let bytes = text.trim_end_matches(['\r', '\n']).as_bytes();
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for (place, &byte) in bytes.iter().enumerate() {
        let byte = match byte {
            b'\r' if bytes.get(place + 1) == Some(&b'\n') => continue,
            b'\r' => b'\n',
            other => other,
        };
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_values() {
        // From the authors' test vectors: http://www.isthe.com/chongo/tech/comp/fnv/
        assert_eq!(fingerprint(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fingerprint("foobar"), 0x8594_4171_f739_67e8);
    }

    proptest! {
        #[test]
        fn ends_of_lines_do_not_count(lines in proptest::collection::vec("[a-z,;é]{0,5}", 1..6), other in "[a-z]{1,4}") {
            let text = lines.join("\n");
            for end in ["\r\n", "\r"] {
                prop_assert_eq!(fingerprint(&text), fingerprint(&format!("\u{feff}{}{end}{end}", lines.join(end))));
            }
            prop_assert_ne!(fingerprint(&text), fingerprint(&format!("{}{other}", text.trim_end())));
        }
    }
}
