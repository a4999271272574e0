//! The map, the paths, and the digit.

use simulation::data::digits::SIDE;

use super::parameters::LookAt;
use super::{Cartography, CartographyMessage, words};
use crate::chart::{Axis, Ink, Plane, Shape, Stroke, pixels};
use crate::markup::Markup;

pub(super) type View = Markup<CartographyMessage>;

/// The shape and the ink of rows whose labels are as they came, and of those whose labels were made wrong: what the edit touched.
pub(super) const OTHERS: Shape = Shape::of(0);
pub(super) const PLANTED: (Shape, Ink) = (Shape::of(2), Ink::After);

/// The plane of the map with a mark for each row, by place. The axes are the same at every epoch, so that rows move and not the paper.
pub(super) fn map_plane(widget: &Cartography) -> (Plane, Vec<(f64, f64)>) {
    let plane =
        Plane::new(Axis::between("variability", -0.01, 0.51), Axis::between("confidence", -0.02, 1.02));
    let rows = widget.scene.as_ref().map_or(&[][..], |scene| scene.map.rows());
    (plane, rows.iter().map(|row| (row.variability, row.confidence)).collect())
}

/// The data map.
pub(super) fn map(widget: &Cartography) -> View {
    let (plane, marks) = map_plane(widget);
    let planted = widget.study.planted();
    let mut behind = vec![plane.line(&arch(), Stroke::Dotted, Ink::Rule).key("arch")];
    let tints = tints(widget);
    let mut drawn: Vec<View> = vec![];
    for level in 0..=10 {
        let own = |place: &usize| !planted[*place] && tints.get(*place) == Some(&Ink::Heat(level));
        let at: Vec<_> = (0..marks.len()).filter(own).map(|place| marks[place]).collect();
        drawn.push(plane.dots(&at, OTHERS, Ink::Heat(level)).key(format!("others {level}")));
    }
    let wrong: Vec<_> = (0..marks.len()).filter(|&place| planted[place]).map(|place| marks[place]).collect();
    drawn.push(plane.dots(&wrong, PLANTED.0, PLANTED.1).key("planted"));
    if let Some(looked) = looked_at(widget, &marks) {
        match widget.parameters.look {
            LookAt::Confidence => {
                let cut = looked.iter().fold(0.0, |cut: f64, at| cut.max(at.1));
                behind.push(plane.line(&[(-0.01, cut), (0.51, cut)], Stroke::Dashed, Ink::Soft).key("cut"));
            }
            LookAt::Variability => {
                let cut = looked.iter().fold(1.0, |cut: f64, at| cut.min(at.0));
                behind.push(plane.line(&[(cut, -0.02), (cut, 1.02)], Stroke::Dashed, Ink::Soft).key("cut"));
            }
            LookAt::Forgetting | LookAt::ErrorNorm => {
                drawn.push(plane.rings(&looked, Ink::Plain).key("looked at"));
            }
        }
    }
    if let Some((place, &at)) = widget.selected().and_then(|place| Some((place, marks.get(place)?))) {
        if let Some(was) = widget.was(place) {
            let from = (was.variability, was.confidence);
            drawn.push(plane.segments(&[[from, at]], "1.6", Ink::Before).key("way"));
            drawn.push(plane.circle(from, Ink::Before).key("was"));
        }
        drawn.push(plane.ring(at).key("ring"));
        drawn.push(plane.label(at, format!("row {}", widget.id(place)), Ink::Plain).key("name"));
    }
    plane.draw(words::map(widget), behind, drawn)
}

/// The rows to look at first, by where they lie.
fn looked_at(widget: &Cartography, marks: &[(f64, f64)]) -> Option<Vec<(f64, f64)>> {
    let order = widget.scene.as_ref()?.order.as_ref()?;
    let first = order.iter().take(widget.looked_at());
    Some(first.filter_map(|&place| marks.get(place).copied()).collect())
}

/// Where σ² = μ·(1 − μ): no numbers from 0 to 1 vary more.
fn arch() -> Vec<(f64, f64)> {
    (0..=40).map(|step| f64::from(step) / 40.0).map(|mu| ((mu * (1.0 - mu)).sqrt(), mu)).collect()
}

/// The tint of each row: what the axes do not show already.
fn tints(widget: &Cartography) -> Vec<Ink> {
    let Some(scene) = &widget.scene else { return vec![] };
    let rows = scene.map.rows();
    match (widget.parameters.look, scene.map.error_norms()) {
        (LookAt::Forgetting, _) => {
            let most = rows.iter().map(|row| row.forgetting).max().unwrap_or(0).max(1);
            rows.iter().map(|row| Ink::heat(f64::from(row.forgetting) / f64::from(most))).collect()
        }
        (LookAt::ErrorNorm, Some(norms)) => norms.iter().map(|norm| Ink::heat(norm / LARGEST_NORM)).collect(),
        _ => rows.iter().map(|row| Ink::heat(row.correctness)).collect(),
    }
}

/// √2, where an error vector ends.
const LARGEST_NORM: f64 = std::f64::consts::SQRT_2;

/// The axes of the paths.
pub(super) fn paths_plane(widget: &Cartography) -> Plane {
    let epochs = f64::from(widget.parameters.epochs.get());
    Plane::new(
        Axis::between("epoch", 0.5, epochs + 0.5),
        Axis::between("probability of the label", -0.02, 1.02),
    )
}

/// The lines of the paths, with what each is called.
pub(super) fn paths(widget: &Cartography) -> (View, Vec<(Stroke, Ink, String)>) {
    let plane = paths_plane(widget);
    let shown = widget.shown();
    let planted = widget.study.planted();
    let points = |path: &[f64]| -> Vec<(f64, f64)> {
        path.iter().take(shown).enumerate().map(|(epoch, &p)| (epoch as f64 + 1.0, p)).collect()
    };
    let (mut drawn, mut names): (Vec<View>, Vec<(Stroke, Ink, String)>) = (vec![], vec![]);
    let mut line = |key: &'static str, path: &[f64], stroke: Stroke, ink: Ink, name: String| {
        if !path.is_empty() {
            drawn.push(plane.line(&points(path), stroke, ink).key(key));
            names.push((stroke, ink, name));
        }
    };
    let record = widget.run.record();
    if let Some(record) = record {
        let any = widget.study.planted_count() > 0;
        let others = if any { "other rows, mean" } else { "all rows, mean" };
        line("others", &record.mean_path(planted, false), Stroke::Dashed, Ink::Soft, others.to_owned());
        if let Some(before) = &widget.before {
            let all = vec![true; before.planted.rows()];
            let path = before.planted.mean_path(&all, true);
            line(
                "before",
                &path,
                Stroke::Dashed,
                Ink::Before,
                "planted rows with their true labels, mean".to_owned(),
            );
        }
        line(
            "planted",
            &record.mean_path(planted, true),
            Stroke::Full,
            Ink::After,
            "planted rows with wrong labels, mean".to_owned(),
        );
        if let Some(place) = widget.selected() {
            let name = format!("row {}; squares: forgotten", widget.id(place));
            line("row", &record.path(place), Stroke::Dotted, Ink::Plain, name);
        }
    }
    if let (Some(record), Some(place)) = (record, widget.selected()) {
        let (path, right) = (record.path(place), record.right(place));
        let forgotten = |epoch: &usize| right[*epoch - 1] && !right[*epoch];
        let at = |epoch: usize| (epoch as f64 + 1.0, path[epoch]);
        let marks: Vec<_> = (1..shown.min(right.len())).filter(forgotten).map(at).collect();
        drawn.push(plane.dots(&marks, Shape::of(1), Ink::Plain).key("forgotten"));
        if shown > 0 && shown <= path.len() {
            drawn.push(plane.dots(&[at(shown - 1)], Shape::of(0), Ink::Plain).key("here"));
        }
    }
    (plane.draw(words::paths(widget), vec![], drawn), names)
}

/// The selected digit.
pub(super) fn digit(widget: &Cartography) -> Option<View> {
    let place = widget.selected()?;
    Some(pixels(widget.study.features(place)?, SIDE, words::digit(widget, place)))
}
