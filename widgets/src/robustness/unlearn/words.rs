//! What the figure says in words: title, live sentence, certificate, labels.

use simulation::robustness::unlearning::{Certificate, Forgotten, ResidueTest};

use super::Unlearn;
use super::parameters::{Sees, Way};
use crate::format::{count, join, plain, raised, short};

/// δ of the promise that is put into words.
pub(super) const DELTA: f64 = 1e-4;

/// Decimals of shares and rates.
pub(super) const DIGITS: u32 = 3;

pub(super) fn title(unlearn: &Unlearn) -> String {
    let rows = count(unlearn.parameters.requested.get() as usize, "row asks", "rows ask");
    match unlearn.parameters.method {
        Way::Nothing => format!("{rows} to be forgotten, and nothing is done"),
        way => format!("{rows} to be forgotten: is {} enough?", way.words()),
    }
}

/// A small or large number, with as many digits as mean something.
pub(super) fn sized(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    if !number.is_finite() {
        return "–".to_owned();
    }
    let power = libm::log10(number.abs()).floor() as i32;
    match power {
        ..=-5 | 6.. => {
            format!("{}\u{a0}×\u{a0}{}", short(number / libm::pow(10.0, f64::from(power)), 1), ten_to(power))
        }
        _ => short(number, (2 - power).clamp(0, 7) as u32),
    }
}

/// "1", "10", "100", "10⁴", "10⁻⁵".
pub(super) fn ten_to(power: i32) -> String {
    match power {
        0 => "1".to_owned(),
        1 => "10".to_owned(),
        2 => "100".to_owned(),
        _ => format!("10{}", raised(&short(f64::from(power), 0))),
    }
}

/// A share in per cent.
pub(super) fn per_cent(share: f64) -> String {
    if share > 0.0 && share < 0.0001 { "less than 0.01".to_owned() } else { short(100.0 * share, 2) }
}

pub(super) fn describe(unlearn: &Unlearn) -> String {
    if let Some(failure) = &unlearn.failure {
        return format!("The computation stopped: {failure}.");
    }
    let Some(own) = &unlearn.work.own else {
        return "The models of this request are not trained yet.".to_owned();
    };
    let way = unlearn.parameters.method;
    let (forgotten, retrained) = (own.of(way.method()), own.of(Way::Retrain.method()));
    let rows = unlearn.parameters.rows.get();
    let asked = count(unlearn.parameters.requested.get() as usize, "row", "rows");
    let cost = match way {
        Way::Nothing => format!("Nothing is done about {asked} of {rows} that ask to be forgotten."),
        Way::Retrain => {
            format!("To forget {asked} of {rows}, retraining looks at a row {} times.", forgotten.looks)
        }
        _ => format!(
            "To forget {asked} of {rows}, {} looks at a row {} times, retraining {}.",
            way.words(),
            forgotten.looks,
            retrained.looks
        ),
    };
    format!("{cost} {}{}", distance(way, forgotten), verdict(unlearn))
}

/// How far a way's model is from its retrained world.
fn distance(way: Way, forgotten: &Forgotten) -> String {
    if way == Way::Nothing {
        return format!("The distance to the retrained world is {}.", sized(forgotten.left));
    }
    if forgotten.left == 0.0 {
        return "It ends exactly in its retrained world.".to_owned();
    }
    format!(
        "It leaves {} of a distance of {} to its retrained world, {}\u{a0}%.",
        sized(forgotten.left),
        sized(forgotten.before),
        per_cent(forgotten.share())
    )
}

/// What the witness can do.
fn verdict(unlearn: &Unlearn) -> String {
    let way = unlearn.parameters.method;
    let Some([own, kept]) = unlearn.work.residue(&unlearn.parameters, way) else { return String::new() };
    let requests = unlearn.work.counted(&unlearn.parameters).len();
    let reads = match unlearn.parameters.witness {
        Sees::Losses => "losses",
        Sees::Slopes => "slopes",
    };
    let over = format!(" Over {requests} requests a witness who reads {reads}");
    if way == Way::Nothing {
        return format!("{over} {} (AUC {}).", can(&own), area(&own));
    }
    format!(
        "{over} {} (AUC {}); had nothing been done, {}.",
        can(&own),
        area(&own),
        short(kept.auc(), DIGITS)
    )
}

fn area(test: &ResidueTest) -> String {
    let error =
        test.standard_error().map_or_else(String::new, |error| format!(" ±\u{a0}{}", short(error, DIGITS)));
    format!("{}{error}", short(test.auc(), DIGITS))
}

/// What an AUC says of a witness.
pub(super) fn can(test: &ResidueTest) -> &'static str {
    let (gap, error) = (test.auc() - 0.5, test.standard_error().unwrap_or(f64::INFINITY));
    if gap == 0.0 && error == 0.0 {
        "is left to guess"
    } else if gap.abs() <= 2.0 * error {
        "cannot tell it from the retrained model"
    } else if gap > 0.0 {
        "tells it from the retrained model"
    } else {
        "tells it too, since it finds the rows harder than if they had never been there"
    }
}

/// The certificate in words.
pub(super) fn note(unlearn: &Unlearn) -> String {
    let Some(Certificate { residual, bound, worst_case }) = unlearn.work.certificate else {
        return "The certificate is not computed yet.".to_owned();
    };
    let certificate = Certificate { residual, bound, worst_case };
    let beforehand = worst_case.map_or_else(String::new, |worst| {
        format!(", and at most {} by what was known beforehand", sized(worst))
    });
    let noise = unlearn.parameters.noise.get();
    let promise = match certificate.epsilon(noise, DELTA) {
        Some(epsilon) => format!(
            "With noise of σ = {} in training, that is a removal certified to ε = {} at δ = 0.0001.",
            unlearn.parameters.noise.text(),
            sized(epsilon)
        ),
        None => format!(
            "To hide it behind ε = 1 at δ = 0.0001 takes noise of σ = {} in training.",
            certificate.noise(1.0, DELTA).map_or_else(|| "–".to_owned(), sized)
        ),
    };
    format!(
        "Certificate of the Newton step: it leaves a slope of length {}, at most {} by the bound from the data{beforehand}. {promise}",
        sized(residual),
        sized(bound)
    )
}

/// The first drawing for a listener.
pub(super) fn cost(unlearn: &Unlearn) -> String {
    let Some(own) = &unlearn.work.own else { return "No way of forgetting has been tried yet.".to_owned() };
    let one = |&(way, name): &(Way, &str)| {
        let forgotten = own.of(way.method());
        format!("{name}: {} looks at a row, distance {}", forgotten.looks, sized(forgotten.left))
    };
    let all: Vec<String> = Way::NAMES.iter().map(one).collect();
    format!(
        "Each way of forgetting by what it costs and how far its model is from the retrained one. {}.",
        join(&all, "; ")
    )
}

/// The certificate's plane for a listener.
pub(super) fn certificate_curve(unlearn: &Unlearn) -> String {
    let ends = [unlearn.work.curve.first(), unlearn.work.curve.last()];
    let said = |(size, one): &(usize, Certificate)| {
        format!(
            "for {} it is {}, the bound from the data {}",
            count(*size, "row", "rows"),
            sized(one.residual),
            sized(one.bound)
        )
    };
    let ends: Vec<String> = ends.into_iter().flatten().map(said).collect();
    format!(
        "The slope that a Newton step leaves, and its two bounds, against the rows that ask: {}.",
        join(&ends, "; ")
    )
}

/// The right plane for a listener.
pub(super) fn witness_curve(unlearn: &Unlearn) -> String {
    let found = unlearn.work.residue(&unlearn.parameters, unlearn.parameters.method);
    let found = found.map_or_else(String::new, |[own, kept]| {
        format!(
            " The AUC of {} is {}, that of doing nothing {}.",
            unlearn.parameters.method.words(),
            short(own.auc(), DIGITS),
            short(kept.auc(), DIGITS)
        )
    });
    format!("Forgetting models that the witness catches against retrained ones that he accuses.{found}")
}

/// A number for machines: six digits, and a power of ten where that many decimals would not show it.
pub(super) fn exact(number: f64) -> String {
    let power = if number == 0.0 { 0 } else { libm::log10(number.abs()).floor() as i32 };
    if (-3..6).contains(&power) {
        plain(number, 6)
    } else {
        format!("{}e{power}", plain(number / libm::pow(10.0, f64::from(power)), 5))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_mean_something() {
        assert_eq!(
            [0.0, 0.012_345, 1.2345, 123.456, 2.5e-12, 4.04e7].map(sized),
            ["0", "0.0123", "1.23", "123", "2.5\u{a0}×\u{a0}10⁻¹²", "4\u{a0}×\u{a0}10⁷"]
        );
        assert_eq!([-5, 0, 2, 4, 12].map(ten_to), ["10⁻⁵", "1", "100", "10⁴", "10¹²"]);
        assert_eq!([0.0, 0.5, 2.5e-12, 4.04e7].map(exact), ["0", "0.5", "2.5e-12", "4.04e7"]);
        assert_eq!([0.0, 1e-6, 0.0457].map(per_cent), ["0", "less than 0.01", "4.57"]);
    }
}
