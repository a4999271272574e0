//! The planes: cost and distance, the certificate, and the witness's curve.

use simulation::robustness::unlearning::{Forgotten, ResidueTest};

use super::parameters::{Picture, Way};
use super::words::{self, ten_to};
use super::{Unlearn, UnlearnMessage};
use crate::chart::{Axis, Ink, Plane, Sample, Shape, Stroke};
use crate::format::short;
use crate::markup::Markup;
use crate::parameters::Choice;

type View = Markup<UnlearnMessage>;

/// Powers of ten along an axis, with a place of its own for nothing at all.
struct Decades {
    /// The lowest power that is told apart from the next; everything below it is drawn there.
    low: i32,
    high: i32,
}

impl Decades {
    /// Where a number stands: nothing at 0, 10^low at 1, each power one further.
    fn place(&self, number: f64) -> f64 {
        if number <= 0.0 {
            return 0.0;
        }
        (libm::log10(number).max(f64::from(self.low)) - f64::from(self.low) + 1.0)
            .min(f64::from(self.high - self.low) + 1.4)
    }

    /// The axis, with every `step`-th power written.
    fn axis(&self, name: &'static str, step: i32) -> Axis {
        let power = |power: i32| {
            if power.rem_euclid(step) == 0 { ten_to(power) } else { String::new() }
        };
        let places = std::iter::once("0".to_owned()).chain((self.low..=self.high).map(power));
        Axis::named(name, places.collect())
    }
}

/// What costs are drawn by.
const LOOKS: Decades = Decades { low: 0, high: 4 };
/// What distances are drawn by: below 10⁻¹⁶ nothing of a probability is left.
const DISTANCES: Decades = Decades { low: -16, high: 0 };

/// A way's shape and ink. The model in use is *before*, the retrained one *after*.
pub(super) const fn mark(way: Way) -> (Shape, Ink) {
    match way {
        Way::Nothing => (Shape::of(0), Ink::Before),
        Way::Retrain => (Shape::of(0), Ink::After),
        Way::Sisa => (Shape::of(1), Ink::Group(0)),
        Way::Downdate => (Shape::of(2), Ink::Group(1)),
        Way::FirstOrder => (Shape::of(3), Ink::Group(2)),
        Way::Newton => (Shape::of(4), Ink::Group(3)),
    }
}

fn spot(forgotten: &Forgotten) -> (f64, f64) {
    (LOOKS.place(forgotten.looks as f64), DISTANCES.place(forgotten.left))
}

/// The plane on the left, with the marks of the ways in the order of their choices if it has them.
pub(super) fn left(unlearn: &Unlearn) -> (Plane, Vec<(f64, f64)>) {
    if unlearn.parameters.picture == Picture::Certificate {
        return (certificate_plane(unlearn).0, vec![]);
    }
    let plane =
        Plane::new(LOOKS.axis("looks at a row", 1), DISTANCES.axis("distance to the retrained world", 4));
    let marks = unlearn.work.own.as_ref().map(|own| Way::ALL.iter().map(|way| spot(own.of(way.method()))));
    (plane, marks.map_or_else(Vec::new, Iterator::collect))
}

/// Every way at its cost and distance.
pub(super) fn cost(unlearn: &Unlearn) -> View {
    let (plane, own) = left(unlearn);
    let mut marks = vec![];
    for &way in Way::ALL {
        let repeated = unlearn.work.counted(&unlearn.parameters);
        let at: Vec<_> = repeated.iter().map(|one| spot(one.of(way.method()))).collect();
        if !at.is_empty() {
            marks.push(plane.specks(&at, mark(way).1).key(format!("specks {}", way.word())));
        }
    }
    for (&way, &at) in Way::ALL.iter().zip(&own) {
        let (shape, ink) = mark(way);
        marks.push(plane.dots(&[at], shape, ink).key(way.word()));
    }
    let chosen = unlearn.parameters.method;
    if let Some(&at) = own.get(chosen.position()) {
        marks.push(plane.ring(at).key("chosen"));
        marks.push(plane.label(at, chosen.words().to_owned(), Ink::Plain).key("name"));
    }
    plane.draw(words::cost(unlearn), vec![], marks)
}

/// The certificate's plane, and what its slopes are drawn by.
fn certificate_plane(unlearn: &Unlearn) -> (Plane, Decades) {
    let certificates = || unlearn.work.curve.iter().map(|(_, certificate)| certificate);
    let least = certificates().map(|one| one.residual).filter(|residual| *residual > 0.0);
    let power = |number: f64| libm::log10(number).floor() as i32;
    let low = least.map(power).min().unwrap_or(-6).clamp(-12, 0);
    let most = certificates().map(|one| one.worst_case.unwrap_or(one.bound).max(one.bound));
    let high = most.map(|bound| power(bound.max(1.0)) + 1).max().unwrap_or(4).clamp(low + 2, 14);
    let decades = Decades { low, high };
    let across = Axis::logarithmic("rows that ask", unlearn.work.sizes().map(|size| size as f64));
    (Plane::new(across, decades.axis("length of the slope that is left", 2)), decades)
}

/// The residual of a Newton step under its bounds, against the rows that ask.
pub(super) fn certificate(unlearn: &Unlearn) -> View {
    let (plane, decades) = certificate_plane(unlearn);
    let curve = |read: fn(&simulation::robustness::unlearning::Certificate) -> f64| -> Vec<(f64, f64)> {
        let point = |(size, certificate): &(usize, _)| (*size as f64, decades.place(read(certificate)));
        unlearn.work.curve.iter().map(point).collect()
    };
    let (residual, bound) = (curve(|one| one.residual), curve(|one| one.bound));
    let worst = curve(|one| one.worst_case.unwrap_or(f64::NAN));
    let marks = vec![
        plane.line(&worst, Stroke::Dotted, Ink::Soft).key("worst"),
        plane.line(&bound, Stroke::Dashed, Ink::Plain).key("bound"),
        plane.line(&residual, Stroke::Full, Ink::After).key("residual"),
        plane.dots(&residual, mark(Way::Newton).0, Ink::After).key("residuals"),
        plane.key(
            false,
            &[
                (Sample::Line(Stroke::Dotted), Ink::Soft, "bound known beforehand".to_owned()),
                (Sample::Line(Stroke::Dashed), Ink::Plain, "bound from the data".to_owned()),
                (Sample::Dot(mark(Way::Newton).0), Ink::After, "what is left".to_owned()),
            ],
        ),
    ];
    plane.draw(words::certificate_curve(unlearn), vec![], marks)
}

/// The plane on the right.
pub(super) fn witness_plane() -> Plane {
    Plane::new(
        Axis::between("retrained models wrongly accused", 0.0, 1.0),
        Axis::between("forgetting models caught", 0.0, 1.0),
    )
}

/// The witness's curves: of the way that is chosen, and of doing nothing.
pub(super) fn witness(unlearn: &Unlearn) -> View {
    let plane = witness_plane();
    let behind = vec![plane.line(&[(0.0, 0.0), (1.0, 1.0)], Stroke::Dotted, Ink::Soft)];
    let (mut marks, mut names) = (vec![], vec![]);
    let way = unlearn.parameters.method;
    let mut curve = |test: &ResidueTest, name: &str, stroke: Stroke, ink: Ink, key: &'static str| {
        let points = test.points().into_iter();
        let way: Vec<_> = points.map(|at| (at.false_positive_rate, at.true_positive_rate)).collect();
        marks.push(plane.line(&way, stroke, ink).key(key));
        names.push((Sample::Line(stroke), ink, format!("{name}: AUC {}", short(test.auc(), 2))));
    };
    if let Some([own, kept]) = unlearn.work.residue(&unlearn.parameters, way) {
        curve(&kept, Way::Nothing.words(), Stroke::Dashed, Ink::Before, "nothing");
        if way != Way::Nothing {
            curve(&own, way.words(), Stroke::Full, Ink::After, "own");
        }
        names.push((Sample::Line(Stroke::Dotted), Ink::Soft, "guessing: AUC 0.5".to_owned()));
    }
    marks.push(plane.key(false, &names));
    plane.draw(words::witness_curve(unlearn), behind, marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_a_place_of_its_own_and_powers_follow() {
        assert_eq!((LOOKS.place(0.0), LOOKS.place(1.0)), (0.0, 1.0));
        assert!((LOOKS.place(1000.0) - 4.0).abs() < 1e-12);
        assert_eq!((DISTANCES.place(0.0), DISTANCES.place(1e-30)), (0.0, 1.0));
        assert!((DISTANCES.place(1.0) - 17.0).abs() < 1e-12 && DISTANCES.place(1e9) < 17.5);
    }
}
