//! Which end mark belongs to which directive.

use std::ops::Range;

use super::{Directive, Found, SyntaxError};
use crate::diagnostic::nearest;

/// What stands in a text, with what stands inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A directive by itself.
    Directive(Directive),
    /// A directive that holds Markdown.
    Container(Container),
    /// What is wrong, and how much of the text belongs to it.
    Broken(SyntaxError, Range<usize>),
}

/// A directive with the Markdown up to its end mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    /// Its first mark.
    pub open: Directive,
    /// What stands inside, in order.
    pub inside: Vec<Item>,
    /// The Markdown inside.
    pub body: Range<usize>,
    /// Its end mark; `None` if it has none, and then it reaches to the end of what is around it.
    pub end: Option<Range<usize>>,
}

impl Container {
    /// From its first mark to behind its end mark.
    pub fn span(&self) -> Range<usize> {
        self.open.span.start..self.end.as_ref().map_or(self.body.end, |end| end.end)
    }
}

/// Pairs the marks of a text of this length. `holds` says which directives hold Markdown: one that does and is never closed comes back
/// without an end, since only its owner knows how to say so; an end mark that closes nothing is [`Item::Broken`]. O(n · depth).
pub fn nest(found: Vec<Found>, length: usize, holds: &dyn Fn(&str) -> bool) -> Vec<Item> {
    let (mut open, mut items): (Vec<(Directive, Vec<Item>)>, Vec<Item>) = (vec![], vec![]);
    for one in found {
        match one {
            Found::Directive(directive) if holds(&directive.name.value) => {
                open.push((directive, std::mem::take(&mut items)));
            }
            Found::Directive(directive) => items.push(Item::Directive(directive)),
            Found::Broken(error, region) => items.push(Item::Broken(error, region)),
            Found::End(name) => {
                if !open.iter().any(|(directive, _)| directive.name.value == name.value) {
                    let known: Vec<&str> = open.iter().map(|(open, _)| open.name.value.as_str()).collect();
                    let help = nearest(&name.value, known.iter().copied()).or(known.last().copied());
                    let help = help.map_or_else(
                        || format!("no `<<#{} …>>` is open here", name.value),
                        |open| format!("did you mean `<</{open}>>`?"),
                    );
                    let message = "this closes nothing".to_owned();
                    let error = SyntaxError { span: name.span.clone(), message, help };
                    items.push(Item::Broken(error, name.span));
                    continue;
                }
                // Whatever was opened behind the one that is closed here has no end.
                while let Some((directive, around)) = open.pop() {
                    let is_meant = directive.name.value == name.value;
                    let end = is_meant.then(|| name.span.clone());
                    close(&mut items, directive, around, name.span.start, end);
                    if is_meant {
                        break;
                    }
                }
            }
        }
    }
    while let Some((directive, around)) = open.pop() {
        close(&mut items, directive, around, length, None);
    }
    items
}

fn close(items: &mut Vec<Item>, open: Directive, around: Vec<Item>, until: usize, end: Option<Range<usize>>) {
    let inside = std::mem::replace(items, around);
    let body = open.span.end..until;
    items.push(Item::Container(Container { open, inside, body, end }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directives::find;
    use proptest::prelude::*;

    /// The nesting in brackets, `!` for what is broken and `(…` for what has no end.
    fn shape(text: &str) -> String {
        fn of(items: &[Item]) -> String {
            let one = |item: &Item| match item {
                Item::Directive(directive) => directive.name.value.clone(),
                Item::Broken(..) => "!".to_owned(),
                Item::Container(Container { open, inside, end, .. }) => {
                    let end = if end.is_some() { ")" } else { "" };
                    format!("{}({}{end}", open.name.value, of(inside))
                }
            };
            items.iter().map(one).collect::<Vec<_>>().join(" ")
        }
        of(&nest(find(text), text.len(), &|name| matches!(name, "p" | "q")))
    }

    #[test]
    fn marks_are_paired() {
        assert_eq!(shape("<<#a>> <<#p>> x <<#b>> <</p>> <<#c>>"), "a p(b) c");
        assert_eq!(shape("<<#p>><<#q>><<#a>><</q>><</p>>"), "p(q(a))");
        assert_eq!(shape("<<#p>> <</p>> <<#p>> <</p>>"), "p() p()");
        assert_eq!(shape("<<#p>> <<#p>> <</p>> <</p>>"), "p(p())");
    }

    #[test]
    fn what_is_not_paired_is_told_apart() {
        assert_eq!(shape("<</p>> <<#a>> <</a>>"), "! a !");
        assert_eq!(shape("<<#p>> <<#a>>"), "p(a");
        assert_eq!(shape("<<#p>> <<#q>> <<#a>> <</p>> <<#b>>"), "p(q(a) b");
        assert_eq!(shape("<<#p>> <</q>> <</p>>"), "p(!)");
        assert_eq!(shape("`<<#p>>` <</p>>"), "!", "in code nothing opens");
    }

    #[test]
    fn an_end_that_closes_nothing_is_told_what_it_could_close() {
        let helps = |text: &str| {
            let items = nest(find(text), text.len(), &|name| name == "predict");
            let inside = items.into_iter().flat_map(|item| match item {
                Item::Container(container) => container.inside,
                other => vec![other],
            });
            inside
                .filter_map(|item| match item {
                    Item::Broken(error, _) => Some(error.help),
                    _ => None,
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(helps("<</predict>>"), ["no `<<#predict …>>` is open here"]);
        assert_eq!(helps("<<#predict>> <</predcit>>"), ["did you mean `<</predict>>`?"]);
    }

    proptest! {
        #[test]
        fn everything_found_is_kept_once(text in "(<<#p>>|<<#q>>|<<#a>>|<</p>>|<</q>>|<</a>>| |x){0,20}") {
            fn count(items: &[Item]) -> usize {
                items.iter().map(|item| match item {
                    Item::Container(container) => {
                        1 + count(&container.inside) + usize::from(container.end.is_some())
                    }
                    _ => 1,
                }).sum()
            }
            let found = find(&text);
            let all = found.len();
            let items = nest(found, text.len(), &|name| matches!(name, "p" | "q"));
            prop_assert_eq!(count(&items), all);
            let spans = items.iter().map(|item| match item {
                Item::Directive(directive) => directive.span.clone(),
                Item::Container(container) => container.span(),
                Item::Broken(_, region) => region.clone(),
            });
            let mut from = 0;
            for span in spans {
                prop_assert!(span.start >= from && span.end <= text.len());
                from = span.end;
            }
        }
    }
}
