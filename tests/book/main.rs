//! Whole books: small ones that show one thing each, and the book of this repository.

mod authors;
mod claims;
mod directives;
mod figures_in_prose;
mod formulas;
mod goals;
mod links;
mod minutes;
mod mistakes;
mod questions;
mod references;
mod renderers;
mod the_book;
