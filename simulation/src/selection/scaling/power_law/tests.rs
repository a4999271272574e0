use super::*;
use crate::dataset::RowId;
use crate::distributions::normal;
use crate::seed::{Purpose, Seed};
use proptest::prelude::*;

const SIZES: [f64; 8] = [20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 1280.0, 2560.0];

fn curve(a: f64, b: f64, c: f64, sizes: &[f64]) -> Vec<f64> {
    sizes.iter().map(|&size| a * libm::pow(size, -b) + c).collect()
}

/// `count` Gaussian numbers around `mean(place)`.
fn noisy(mean: impl Fn(usize) -> f64, deviation: f64, seed: u64) -> Vec<f64> {
    let mut stream = Seed::new(seed).stream(Purpose::Generate, RowId::new(0));
    (0..SIZES.len()).map(|place| mean(place) + deviation * normal(&mut stream)).collect()
}

proptest! {
    #[test]
    fn a_planted_law_comes_back(a in 0.1_f64..20.0, b in 0.1_f64..2.0, c in 0.0_f64..1.0, first in 5.0_f64..200.0) {
        let sizes: Vec<f64> = (0..7).map(|place| first * libm::pow(2.0, f64::from(place))).collect();
        let law = PowerLaw::fit(&sizes, &curve(a, b, c, &sizes)).unwrap();
        prop_assert!((law.exponent / b - 1.0).abs() < 1e-4, "{law:?}");
        prop_assert!((law.scale / a - 1.0).abs() < 1e-3 && (law.offset - c).abs() < 1e-4, "{law:?}");
        prop_assert!(law.explained > 0.999_999);
    }

    #[test]
    fn no_law_nearby_is_better(seed in any::<u64>(), b in 0.2_f64..1.5, step in -0.05_f64..0.05, shift in -0.01_f64..0.01) {
        let wanted = curve(3.0, b, 0.1, &SIZES);
        let losses = noisy(|place| wanted[place], 0.01, seed);
        if let Ok(law) = PowerLaw::fit(&SIZES, &losses) {
            let sse = |law: &PowerLaw| -> f64 {
                SIZES.iter().zip(&losses).map(|(&n, l)| (l - law.at(n)) * (l - law.at(n))).sum()
            };
            prop_assert!((sse(&law) - law.sse).abs() < 1e-9 * (1.0 + law.sse));
            for other in [
                PowerLaw { exponent: law.exponent * (1.0 + step), ..law },
                PowerLaw { scale: law.scale * (1.0 + step), ..law },
                PowerLaw { offset: (law.offset + shift).max(0.0), ..law },
            ] {
                prop_assert!(sse(&other) >= law.sse - 1e-12);
            }
        }
    }

    #[test]
    fn nothing_panics(
        sizes in proptest::collection::vec(proptest::num::f64::ANY, 0..7),
        losses in proptest::collection::vec(proptest::num::f64::ANY, 0..7),
        whole in proptest::collection::vec((1_u32..6, -3_i32..4), 4..9),
    ) {
        let _ = PowerLaw::fit(&sizes, &losses);
        let positive: Vec<f64> = sizes.iter().map(|size| size.abs()).collect();
        let _ = PowerLaw::fit(&positive, &losses);
        let (sizes, losses): (Vec<f64>, Vec<f64>) =
            whole.into_iter().map(|(size, loss)| (f64::from(size), f64::from(loss))).unzip();
        if let Ok(law) = PowerLaw::fit(&sizes, &losses) {
            prop_assert!(law.scale > 0.0 && law.exponent > 0.0 && law.offset >= 0.0 && law.sse.is_finite());
        }
    }
}

#[test]
fn a_floor_below_zero_is_held_at_zero() {
    let sizes = &SIZES[..6];
    let law = PowerLaw::fit(sizes, &curve(3.0, 0.2, -0.5, sizes)).unwrap();
    assert!(law.offset_held && law.offset == 0.0 && law.sse > 1e-9);
    // The least squares of a·n^(−b): along both directions it is a minimum.
    let sse = |a: f64, b: f64| -> f64 {
        let wanted = curve(3.0, 0.2, -0.5, sizes);
        curve(a, b, 0.0, sizes).iter().zip(wanted).map(|(got, want)| (got - want) * (got - want)).sum()
    };
    for (a, b) in [(1.001, 1.0), (0.999, 1.0), (1.0, 1.001), (1.0, 0.999)] {
        assert!(sse(a * law.scale, b * law.exponent) > law.sse);
    }
}

#[test]
fn no_law_is_found_where_there_is_none() {
    let fit = |losses: &[f64]| PowerLaw::fit(&SIZES, losses);
    // A tenth is no binary number: what differs from the mean is rounding.
    assert!(matches!(fit(&[0.1; 8]), Err(PowerLawError::Flat { mean }) if (mean - 0.1).abs() < 1e-15));
    assert!(matches!(fit(&SIZES.map(libm::log)), Err(PowerLawError::Rising { .. })));
    let mut step = [0.25; 8];
    step[0] = 0.75;
    assert_eq!(fit(&step), Err(PowerLawError::Step { size: 40.0 }));
    // Noise around nothing passes for a law about as often as the level of the test says, noise around a rise never.
    let (mut laws, mut rising) = (0, 0);
    for seed in 0..400 {
        laws += u32::from(fit(&noisy(|_| 0.5, 0.05, seed)).is_ok());
        let error = fit(&noisy(|place| 0.2 + 0.1 * place as f64, 0.05, seed)).unwrap_err();
        rising += u32::from(matches!(error, PowerLawError::Rising { .. }));
    }
    assert!(laws <= 20 && rising == 400, "{laws} laws in flat noise, {rising} rises of 400");
}

#[test]
fn what_is_no_curve_is_said() {
    let fit = |sizes: &[f64], losses: &[f64]| PowerLaw::fit(sizes, losses).unwrap_err().to_string();
    assert_eq!(fit(&[1.0, 2.0], &[1.0]), "there are 1 losses for 2 sizes: every size needs exactly one");
    assert_eq!(fit(&[0.0], &[1.0]), "a size is 0: legal are finite numbers above 0");
    assert_eq!(fit(&[1.0], &[f64::NAN]), "a loss is NaN: legal are finite numbers");
    assert_eq!(
        fit(&[1.0, 2.0, 2.0, 3.0], &[1.0; 4]),
        "there are 3 different sizes: a law of three parameters needs at least 4"
    );
    assert_eq!(fit(&SIZES, &[0.5; 8]), "the losses are flat around 0.5: no exponent can be read from them");
}
