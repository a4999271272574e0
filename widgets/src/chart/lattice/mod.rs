//! A lattice: nodes in levels, the whole on top and nothing at the bottom, edges between neighbouring levels.

mod layout;

use super::coordinate;
use crate::format::join;
use crate::markup::{Content, Markup, element};
use layout::{BETWEEN, HEIGHT, Layout, MARGIN};

/// What a node is to a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// The side that counts with a plus, or what is read.
    Before,
    /// The side that counts with a minus.
    After,
    /// Chosen by the reader.
    Chosen,
}

/// One node.
#[derive(Clone, Debug, PartialEq)]
pub struct LatticeNode {
    /// Its name, a few letters.
    pub label: String,
    /// Its number.
    pub value: String,
    /// A small mark beside the name.
    pub note: String,
    /// Its step of the ramp, as the name of a class and of a token: `heat-3`, `unknown`.
    pub heat: String,
    /// What it is to the comparison.
    pub emphasis: Option<Emphasis>,
    /// Whether it carries the ring and the tab stop.
    pub selected: bool,
    /// Id, key and accessible name of one that can be pressed.
    pub live: Option<[String; 3]>,
}

/// All nodes of one size.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LatticeLevel {
    /// The nodes that are drawn, left to right.
    pub nodes: Vec<LatticeNode>,
    /// Two phrases about the level, and its step of the ramp.
    pub summary: Option<([String; 2], String)>,
}

/// A node's place: its level, from the top, and its place in it.
pub type Spot = (usize, usize);

/// One step between two nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LatticeEdge {
    /// The larger one.
    pub upper: Spot,
    /// The smaller one.
    pub lower: Spot,
    /// Whether the comparison takes this step.
    pub strong: bool,
}

/// What is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LatticePicture {
    /// The levels, largest first.
    pub levels: Vec<LatticeLevel>,
    /// The edges.
    pub edges: Vec<LatticeEdge>,
    /// A path from the bottom up, with the name of each of its steps.
    pub path: Vec<Spot>,
    /// One name for each step of the path.
    pub steps: Vec<String>,
}

impl LatticePicture {
    /// Every node with its place.
    fn spots(&self) -> impl Iterator<Item = (Spot, &LatticeNode)> {
        let levels = self.levels.iter().enumerate();
        levels.flat_map(|(level, of)| {
            of.nodes.iter().enumerate().map(move |(place, node)| ((level, place), node))
        })
    }
}

/// On a page marks carry classes; in a file they carry what the classes stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Medium {
    Page,
    File,
}

/// Class, stroke, width and dashes of the lines.
type Line = [&'static str; 4];
const EDGE: Line = ["lattice-edge", "var(--control-edge)", "1", "none"];
const BEFORE: Line = ["lattice-before", "var(--before)", "3.5", "none"];
const AFTER: Line = ["lattice-after", "var(--after)", "3.5", "5 3"];
const PATH: Line = ["lattice-path", "var(--control-edge)", "9", "none"];
const RING: Line = ["lattice-ring", "var(--ink)", "2", "none"];
const CHOSEN: Line = ["lattice-chosen", "var(--ink)", "3.5", "none"];

/// The lattice for a page; `label` says to a listener what the list of its nodes is.
pub fn lattice<M: 'static>(picture: &LatticePicture, label: String) -> Markup<M> {
    let layout = Layout::of(picture);
    // In its own em, so that a style decides how large it is.
    let size = |value: f64| format!("{}em", coordinate(value / 10.0));
    let live = picture.spots().any(|(_, node)| node.live.is_some());
    let svg = element("svg")
        .class("lattice")
        .attribute("viewBox", format!("0 0 {} {}", coordinate(layout.width), coordinate(layout.height)))
        .attribute("width", size(layout.width))
        .attribute("height", size(layout.height));
    let nodes = element("g").children(nodes(picture, &layout, Medium::Page));
    let (svg, nodes) = if live {
        (svg, nodes.attribute("role", "listbox").attribute("aria-label", label))
    } else {
        (svg.attribute("role", "img").attribute("aria-label", label), nodes)
    };
    let beneath =
        element("g").attribute("aria-hidden", "true").children(lines(picture, &layout, Medium::Page));
    let names = element("g").attribute("aria-hidden", "true").children(names(picture, &layout, Medium::Page));
    svg.children(summaries(picture, &layout, Medium::Page)).child(beneath).child(nodes).child(names)
}

/// The lattice as a self-contained drawing, colours named by token.
pub fn lattice_file<M: 'static>(picture: &LatticePicture, title: String) -> Markup<M> {
    let layout = Layout::of(picture);
    let (width, height) = (coordinate(layout.width), coordinate(layout.height));
    let paper = element("rect").attribute("width", "100%").attribute("height", "100%");
    element("svg")
        .attribute("xmlns", "http://www.w3.org/2000/svg")
        .attribute("viewBox", format!("0 0 {width} {height}"))
        .attribute("width", width)
        .attribute("height", height)
        .class("drawing")
        .attribute("font-family", "system-ui, sans-serif")
        .attribute("font-size", "13")
        .child(paper.attribute("fill", "var(--paper)"))
        .child(element("title").text(title))
        .children(summaries(picture, &layout, Medium::File))
        .children(lines(picture, &layout, Medium::File))
        .children(nodes(picture, &layout, Medium::File))
        .children(names(picture, &layout, Medium::File))
}

fn stroked<M: 'static>(mark: Markup<M>, line: Line, medium: Medium) -> Markup<M> {
    let [class, stroke, width, dashes] = line;
    match medium {
        Medium::Page => mark.class(class),
        Medium::File => mark
            .attribute("stroke", stroke)
            .attribute("stroke-width", width)
            .attribute("stroke-dasharray", dashes)
            .attribute("fill", "none"),
    }
}

/// The path, all edges in three strokes, and the names of the path's steps.
fn lines<M: 'static>(picture: &LatticePicture, layout: &Layout, medium: Medium) -> Vec<Markup<M>> {
    let ends = |upper: Spot, lower: Spot| {
        let ((x, top), to) = (layout.place(picture, upper), layout.place(picture, lower));
        ((x, top + HEIGHT), to)
    };
    let middle = |from: (f64, f64), to: (f64, f64)| (from.0.midpoint(to.0), from.1.midpoint(to.1));
    let mut strokes = [String::new(), String::new(), String::new()];
    let mut stroke = |which: usize, from: (f64, f64), to: (f64, f64)| {
        for (letter, (x, y)) in [("M", from), ("L", to)] {
            for piece in [letter, &coordinate(x), " ", &coordinate(y)] {
                strokes[which].push_str(piece);
            }
        }
    };
    for edge in &picture.edges {
        let (from, to) = ends(edge.upper, edge.lower);
        if edge.strong {
            // The step leads from the world with the item to the one without: half of it is either's.
            stroke(1, from, middle(from, to));
            stroke(2, middle(from, to), to);
        } else {
            stroke(0, from, to);
        }
    }
    let mut marks = vec![];
    if !picture.path.is_empty() {
        let point = |&spot: &Spot| {
            let (x, y) = layout.place(picture, spot);
            format!("{},{}", coordinate(x), coordinate(y + HEIGHT / 2.0))
        };
        let points = join(&picture.path.iter().map(point).collect::<Vec<_>>(), " ");
        marks.push(stroked(element("polyline").attribute("points", points), PATH, medium));
    }
    for (path, line) in strokes.into_iter().zip([EDGE, BEFORE, AFTER]) {
        if !path.is_empty() {
            marks.push(stroked(element("path").attribute("d", path), line, medium));
        }
    }
    for (pair, step) in picture.path.windows(2).zip(&picture.steps) {
        let (from, to) = ends(pair[1], pair[0]);
        let (x, y) = middle(from, to);
        let text = label((x, y + 5.0), "middle", step.clone());
        marks.push(match medium {
            Medium::Page => text.class("lattice-step"),
            Medium::File => text
                .attribute("fill", "var(--ink)")
                .attribute("font-weight", "700")
                .attribute("stroke", "var(--paper)")
                .attribute("stroke-width", "4")
                .attribute("paint-order", "stroke"),
        });
    }
    marks
}

fn nodes<M: 'static>(picture: &LatticePicture, layout: &Layout, medium: Medium) -> Vec<Markup<M>> {
    let draw = |(spot, node): (Spot, &LatticeNode)| {
        draw_node(node, layout.place(picture, spot), layout.pitch - BETWEEN, medium)
    };
    picture.spots().map(draw).collect()
}

fn draw_node<M: 'static>(node: &LatticeNode, (x, y): (f64, f64), width: f64, medium: Medium) -> Markup<M> {
    let left = x - width / 2.0;
    let ring = node.selected.then(|| {
        let ring = rectangle((left - 4.0, y - 4.0), (width + 8.0, HEIGHT + 8.0), "8");
        stroked(ring, RING, medium)
    });
    let line = match node.emphasis {
        None => EDGE,
        Some(Emphasis::Before) => BEFORE,
        Some(Emphasis::After) => AFTER,
        Some(Emphasis::Chosen) => CHOSEN,
    };
    let shape = rectangle((left, y), (width, HEIGHT), "5");
    let value = label((x, y + 33.0), "middle", node.value.clone());
    let shape = match medium {
        Medium::Page => shape.class(format!("fill-{} {}", node.heat, line[0])),
        Medium::File => shape
            .attribute("fill", format!("var(--{})", node.heat))
            .attribute("stroke", line[1])
            .attribute("stroke-width", line[2])
            .attribute("stroke-dasharray", line[3]),
    };
    let mut group = element("g").children(ring).child(shape).child(inked(value, node, medium));
    if medium == Medium::Page {
        group = group.class(format!("lattice-node {}", node.heat));
        if let Some([id, key, spelled]) = node.live.clone() {
            group = group
                .attribute("id", id)
                .key(key)
                .attribute("role", "option")
                .attribute("tabindex", if node.selected { "0" } else { "-1" })
                .attribute("aria-selected", if node.selected { "true" } else { "false" })
                .attribute("aria-label", spelled);
        }
    }
    group
}

/// The names on the nodes. Not inside them: what is read out there spells them.
fn names<M: 'static>(picture: &LatticePicture, layout: &Layout, medium: Medium) -> Vec<Markup<M>> {
    let name = |(spot, node): (Spot, &LatticeNode)| {
        let (x, y) = layout.place(picture, spot);
        let mark =
            element("tspan").attribute("dy", "-4").attribute("font-size", "0.75em").text(node.note.clone());
        let name = label((x, y + 16.0), "middle", node.label.clone())
            .attribute("font-weight", "600")
            .children((!node.note.is_empty()).then_some(mark));
        let name = inked(name, node, medium);
        if medium == Medium::Page { name.class(format!("lattice-name {}", node.heat)) } else { name }
    };
    picture.spots().map(name).collect()
}

/// A text on a node, in the ink that can be read there.
fn inked<M: 'static>(text: Markup<M>, node: &LatticeNode, medium: Medium) -> Markup<M> {
    if medium == Medium::Page { text } else { text.attribute("fill", format!("var(--on-{})", node.heat)) }
}

/// What is said of levels, left of their nodes.
fn summaries<M: 'static>(picture: &LatticePicture, layout: &Layout, medium: Medium) -> Vec<Markup<M>> {
    let mut marks = vec![];
    let soft = |text: Markup<M>| match medium {
        Medium::Page => text.class("lattice-summary"),
        Medium::File => text.attribute("fill", "var(--ink-soft)"),
    };
    for (level, &top) in picture.levels.iter().zip(&layout.tops) {
        let Some(([count, mean], heat)) = &level.summary else { continue };
        let swatch = rectangle((MARGIN, top + 5.0), (10.0, 10.0), "2");
        marks.push(match medium {
            Medium::Page => swatch.class(format!("fill-{heat}")),
            Medium::File => swatch.attribute("fill", format!("var(--{heat})")),
        });
        let x = MARGIN + 16.0;
        if level.nodes.is_empty() {
            marks.push(soft(label((x, top + 14.0), "start", format!("{count}, {mean}"))));
        } else {
            marks.push(soft(label((x, top + 14.0), "start", count.clone())));
            marks.push(soft(label((x, top + 31.0), "start", mean.clone())));
        }
    }
    marks
}

fn rectangle<M: 'static>(at: (f64, f64), size: (f64, f64), round: &'static str) -> Markup<M> {
    element("rect")
        .attribute("x", coordinate(at.0))
        .attribute("y", coordinate(at.1))
        .attribute("width", coordinate(size.0))
        .attribute("height", coordinate(size.1))
        .attribute("rx", round)
}

fn label<M: 'static>(at: (f64, f64), anchor: &'static str, text: impl Content) -> Markup<M> {
    element("text")
        .attribute("x", coordinate(at.0))
        .attribute("y", coordinate(at.1))
        .attribute("text-anchor", anchor)
        .text(text)
}

#[cfg(test)]
mod tests;
