//! Prints the native digest.

fn main() {
    println!("{}", digest::digest());
}
