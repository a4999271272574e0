//! What stands beside the figure: the comparison, and the figure's numbers as a table.

use simulation::robustness::unlearning::{Forgotten, ResidueTest};

use super::parameters::{Asks, Picture, Way};
use super::words::{DIGITS, exact, per_cent, sized};
use super::{Unlearn, UnlearnMessage};
use crate::chart::strip;
use crate::format::{count, short};
use crate::widget::{Comparison, Table};

pub(super) fn comparison(unlearn: &Unlearn) -> Comparison<UnlearnMessage> {
    let parameters = &unlearn.parameters;
    let (way, rows, requested) = (parameters.method, parameters.rows.get(), parameters.requested.get());
    let who = match parameters.asking {
        Asks::Random => "drawn by luck".to_owned(),
        Asks::OneClass => format!("{}, as far as there are any", parameters.data.class().1),
        Asks::Hardest => "those with the largest losses".to_owned(),
    };
    let asked = count(requested as usize, "row", "rows");
    let leave = if requested == 1 { "leaves" } else { "leave" };
    let changed = match way {
        Way::Nothing => format!("Nothing: {asked}, {who}, should leave a {}.", way.learner()),
        _ => format!("{asked}, {who}, {leave} a {}, by {}.", way.learner(), way.words()),
    };
    let noise = match parameters.noise.get() {
        noise if noise > 0.0 && !matches!(way, Way::Sisa | Way::Downdate) => {
            ", the random slope in its objective"
        }
        _ => "",
    };
    let held_fixed = format!(
        "The other {} rows that train, the {} that test, the features’ scale, the learner with λ = {}{noise}, and for SISA which shard each row lies in.",
        rows - requested,
        unlearn.work.tests(),
        parameters.penalty.text(),
    );
    let difference = unlearn.work.own.as_ref().map_or_else(
        || "Not known yet.".to_owned(),
        |own| {
            let forgotten = own.of(way.method());
            format!(
                "Root mean squared difference to the retrained world in what is said about test rows: {} before, {} after. The accuracy afterwards is {}.",
                sized(forgotten.before),
                sized(forgotten.left),
                short(forgotten.accuracy, DIGITS)
            )
        },
    );
    let shares = unlearn.work.each(parameters, way, Forgotten::share);
    let own = unlearn.work.own.as_ref().map(|own| own.of(way.method()).share());
    let (Some(own), Some(median)) = (own, unlearn.work.median_share(parameters, way)) else {
        let luck = if parameters.repetitions.get() == 0 {
            "No other requests are made, so nobody can say."
        } else {
            "Other requests are not made yet."
        };
        let luck = luck.to_owned();
        return Comparison { changed, held_fixed, difference, luck, luck_figure: None };
    };
    let all = if shares.iter().all(|share| *share == 0.0) {
        format!("None of the {} leaves anything.", shares.len())
    } else {
        format!("Half of the {} leave at most {}\u{a0}%.", shares.len(), per_cent(median))
    };
    let luck = format!(
        "Each dot is another division with another request: the share of the distance that is left. {all}"
    );
    let label = format!(
        "Shares that are left in {} requests, {}\u{a0}% in this one, {}\u{a0}% in the middle.",
        shares.len(),
        per_cent(own),
        per_cent(median)
    );
    let figure = strip(&shares, own, ["this request", "share of the distance that is left"], label);
    Comparison { changed, held_fixed, difference, luck, luck_figure: Some(figure) }
}

pub(super) fn table(unlearn: &Unlearn) -> Table {
    let names = [
        "way",
        "looks at a row",
        "distance before",
        "distance left",
        "accuracy",
        "median share left",
        "AUC",
        "standard error",
    ];
    let number = |value: Option<f64>| value.map_or_else(String::new, exact);
    let row = |&(way, name): &(Way, &str)| {
        let own = unlearn.work.own.as_ref().map(|own| own.of(way.method()));
        let test = unlearn.work.residue(&unlearn.parameters, way).map(|[own, _]| own);
        vec![
            name.to_owned(),
            own.map_or_else(String::new, |own| own.looks.to_string()),
            number(own.map(|own| own.before)),
            number(own.map(|own| own.left)),
            number(own.map(|own| own.accuracy)),
            number(unlearn.work.median_share(&unlearn.parameters, way)),
            number(test.as_ref().map(ResidueTest::auc)),
            number(test.as_ref().and_then(ResidueTest::standard_error)),
        ]
    };
    let mut rows: Vec<Vec<String>> = Way::NAMES.iter().map(row).collect();
    let certificates = unlearn.work.curve.iter().map(|(size, certificate)| {
        let asked = format!("slope left of {}, bounds", count(*size, "row", "rows"));
        let mut cells = vec![asked, exact(certificate.residual), exact(certificate.bound)];
        cells.push(number(certificate.worst_case));
        cells.resize(names.len(), String::new());
        cells
    });
    if unlearn.parameters.picture == Picture::Certificate {
        rows.extend(certificates);
    }
    Table { columns: names.map(str::to_owned).to_vec(), rows }
}
