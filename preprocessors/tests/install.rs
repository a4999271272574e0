//! `install` on books that are written for it, each of them built by mdBook afterwards.

#[path = "install/books.rs"]
mod books;
#[path = "install/refusals.rs"]
mod refusals;
#[path = "install/support.rs"]
mod support;
