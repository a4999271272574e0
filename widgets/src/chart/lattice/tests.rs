//! The drawing by itself.

use super::*;

fn node(live: bool) -> LatticeNode {
    LatticeNode {
        label: "AB".into(),
        value: "0.50".into(),
        note: String::new(),
        heat: "heat-5".into(),
        emphasis: Some(Emphasis::After),
        selected: live,
        live: live.then(|| ["id".into(), "key".into(), "name".into()]),
    }
}

fn picture(live: bool) -> LatticePicture {
    let level = |nodes: usize| LatticeLevel { nodes: vec![node(live); nodes], summary: None };
    let edge = |upper, lower| LatticeEdge { upper, lower, strong: upper == (0, 0) };
    let told = (["3 worlds".to_owned(), "mean 0.5".to_owned()], "heat-5".to_owned());
    LatticePicture {
        levels: vec![level(1), level(13), LatticeLevel { nodes: vec![], summary: Some(told) }, level(1)],
        edges: vec![edge((0, 0), (1, 0)), edge((0, 0), (1, 12)), edge((1, 2), (3, 0))],
        path: vec![(3, 0), (1, 2), (0, 0)],
        steps: vec!["+A".into(), "+B".into()],
    }
}

/// Every number of an attribute.
fn numbers(html: &str, attribute: &str) -> Vec<f64> {
    html.split(attribute).skip(1).map(|part| part.split('"').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn everything_lies_inside_the_drawing_and_nodes_do_not_touch() {
    let picture = picture(true);
    let layout = Layout::of(&picture);
    let html = lattice::<()>(&picture, "worlds".into()).into_node().to_html();
    assert!(numbers(&html, " x=\"").iter().all(|x| (0.0..=layout.width).contains(x)));
    assert!(numbers(&html, " y=\"").iter().all(|y| (0.0..=layout.height).contains(y)));
    assert_eq!(html.matches("role=\"option\"").count(), 15);
    let (one, other) = (layout.place(&picture, (1, 0)), layout.place(&picture, (1, 1)));
    assert!(other.0 - one.0 - 24.0 >= BETWEEN, "each has room for a finger");
}

#[test]
fn a_step_of_the_comparison_is_half_before_and_half_after() {
    let html = lattice::<()>(&picture(false), "worlds".into()).into_node().to_html();
    let of = |class: &str| {
        let path = html.split("<path d=\"").find(|part| part.contains(&format!("\" class=\"{class}\"")));
        path.unwrap().split('"').next().unwrap().matches('M').count()
    };
    assert_eq!((of("lattice-edge"), of("lattice-before"), of("lattice-after")), (1, 2, 2));
    assert!(!html.contains("option") && html.contains("role=\"img\""), "a picture for reading");
}

#[test]
fn a_file_has_no_classes_to_ask_for() {
    let svg = lattice_file::<()>(&picture(true), "says".into()).into_node().to_html();
    assert_eq!(svg.matches("class=").count(), 1, "its own");
    assert!(svg.contains("var(--on-heat-5)") && svg.contains("stroke-dasharray=\"5 3\""));
    assert_eq!(svg.matches("<polyline").count(), 1);
}
