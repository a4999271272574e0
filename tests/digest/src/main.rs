//! Prints the native digests: one line a family.

fn main() {
    for (family, name) in digest::families().enumerate() {
        println!("{name} {}", digest::digest(family).unwrap_or(0));
    }
}
