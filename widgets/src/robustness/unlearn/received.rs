//! What travels with the page: this request's outcome and certificates, and the outcomes of the repetitions.

use simulation::robustness::unlearning::{Certificate, NUMBERS, TrialOutcome};

use super::{Picture, Unlearn};
use crate::shipped::Shipped;

/// `own`: the outcome; `certificate`: residual and both bounds; `curve`: the same for each request size, if it is drawn; `repeated`: the
/// outcomes of the repetitions. `None` while anything is missing.
pub(super) fn ship(unlearn: &Unlearn) -> Option<Shipped> {
    let (parameters, work) = (&unlearn.parameters, &unlearn.work);
    let (own, certificate) = (work.own.as_ref()?, work.certificate?);
    if work.outstanding(parameters).is_some() {
        return None;
    }
    let drawn = parameters.picture == Picture::Certificate;
    let curve = work.curve.iter().filter(|_| drawn).map(|(_, certificate)| certificate);
    let curve = curve.map(numbers).collect::<Option<Vec<_>>>()?.concat();
    let repeated = work.counted(parameters).iter().flat_map(TrialOutcome::numbers).collect();
    Some(
        Shipped::default()
            .with("own", own.numbers())
            .with("certificate", numbers(&certificate)?.to_vec())
            .with("curve", curve)
            .with("repeated", repeated),
    )
}

fn numbers(certificate: &Certificate) -> Option<[f64; 3]> {
    Some([certificate.residual, certificate.bound, certificate.worst_case?])
}

/// Takes what [`ship`] wrote for the same state.
pub(super) fn receive(unlearn: &mut Unlearn, shipped: &Shipped) -> Result<(), String> {
    let column = |name: &str, length: usize| {
        let found = shipped.column(name)?;
        let legal = found.len() == length && found.iter().all(|number| number.is_finite());
        if legal { Ok(found) } else { Err(format!("{length} finite numbers expected in {name}")) }
    };
    let outcome = |numbers: &[f64]| {
        TrialOutcome::from_numbers(numbers).ok_or_else(|| "an outcome is incomplete".to_owned())
    };
    let certificates = |numbers: &[f64]| -> Vec<Certificate> {
        let one =
            |three: &[f64]| Certificate { residual: three[0], bound: three[1], worst_case: Some(three[2]) };
        numbers.chunks_exact(3).map(one).collect()
    };
    let drawn = unlearn.parameters.picture == Picture::Certificate;
    let sizes: Vec<usize> = unlearn.work.sizes().filter(|_| drawn).collect();
    let own = outcome(column("own", NUMBERS)?)?;
    let certificate = certificates(column("certificate", 3)?).pop();
    let curve = certificates(column("curve", 3 * sizes.len())?);
    let repeated = column("repeated", NUMBERS * unlearn.parameters.repetitions.get() as usize)?;
    let repeated = repeated.chunks_exact(NUMBERS).map(outcome).collect::<Result<_, _>>()?;
    let work = &mut unlearn.work;
    (work.own, work.certificate, work.repeated) = (Some(own), certificate, repeated);
    work.curve = sizes.into_iter().zip(curve).collect();
    Ok(())
}
