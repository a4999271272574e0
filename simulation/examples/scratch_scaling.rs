use simulation::data::Source;
use simulation::learners::*;
use simulation::observers::{Accuracy, LogLoss, Observer, Slice};
use simulation::seed::Seed;
use simulation::selection::scaling::*;
use simulation::split;
use simulation::standardise::Standardiser;
use simulation::world::World;
use std::time::Instant;
fn sizes(least: u32, n: u32, k: u32) -> Vec<u32> {
    (0..k)
        .map(|i| {
            (f64::from(least) * (f64::from(n) / f64::from(least)).powf(f64::from(i) / f64::from(k - 1)) + 0.5)
                as u32
        })
        .collect()
}
fn go<L: Learner<Model: Classification>>(name: &str, learner: &L, source: Source, loss: bool, known: usize) {
    let data = source.parse(source.text()).unwrap();
    let (mut inside, mut none, mut laws, mut miss, mut width) = (0, 0, 0, vec![], vec![]);
    let mut first = String::new();
    let t = Instant::now();
    let mut fits = 0;
    let mut slowest = 0.0f64;
    for s in 0..20u64 {
        let seed = Seed::new(s);
        let sp = split::stratified(&data, 0.4, seed).unwrap();
        let pool = World::new(&data, sp.training.clone());
        let scaled = Standardiser::fit(&pool).apply(&data).unwrap();
        let pool = World::new(&scaled, sp.training);
        let slice = Slice::new(&scaled, sp.evaluation);
        let n = pool.len() as u32;
        let k = data.class_count() as u32;
        let sizes = sizes((4 * k).max(10), n, 12);
        let plan =
            CurvePlan { sizes: sizes.clone(), draws: 20, varied: Varied::All, strata: Strata::Classes };
        let points: Vec<CurvePoint> = if loss {
            col(LearningCurve::new(learner, &pool, &LogLoss(slice), &plan, seed).unwrap(), &mut slowest)
        } else {
            col(LearningCurve::new(learner, &pool, &Accuracy(slice), &plan, seed).unwrap(), &mut slowest)
        };
        fits += points.len();
        let f = |v: f64| if loss { v } else { 1.0 - v };
        let Ok(all) = CurveSamples::with(&points, f) else {
            first += "   inf\n";
            continue;
        };
        let kn: Vec<CurvePoint> =
            points.iter().filter(|p| sizes[..known].contains(&p.size)).copied().collect();
        let samples = CurveSamples::with(&kn, f).unwrap();
        let truth = *all.means().last().unwrap();
        if s < 3 {
            first += &format!(
                "   {:?}\n",
                all.means().iter().map(|m| (m * 1e4).round() / 1e4).collect::<Vec<_>>()
            );
        }
        match PowerLawBand::bootstrap(&samples, 100, seed) {
            Ok(b) => {
                laws += 1;
                match b.at(f64::from(n), 0.9) {
                    Some(i) => {
                        inside += u32::from(i.contains(truth));
                        width.push(i.width());
                    }
                    None => none += 1,
                }
                miss.push(b.law().at(f64::from(n)) - truth);
                if s < 3 {
                    first += &format!(
                        "   b {:.2} c {:.3} held {} line {:.3} law {:.3} truth {:.3}\n",
                        b.law().exponent,
                        b.law().offset,
                        b.law().offset_held,
                        samples.line().map_or(f64::NAN, |l| l.at(f64::from(n))),
                        b.law().at(f64::from(n)),
                        truth
                    );
                }
            }
            Err(e) => {
                if s < 3 {
                    first += &format!("   {e}\n")
                }
            }
        }
    }
    let m = miss.iter().map(|x| x.abs()).sum::<f64>() / miss.len().max(1) as f64;
    println!(
        "{source} {name} loss={loss} known {known}: laws {laws}/20 noband {none} inside {inside} mean|miss| {m:.4} bias {:.4} width {:.4}; {:.2} ms/fit slowest {slowest:.1}\n{first}",
        miss.iter().sum::<f64>() / miss.len().max(1) as f64,
        width.iter().sum::<f64>() / width.len().max(1) as f64,
        t.elapsed().as_secs_f64() * 1e3 / fits as f64
    );
}
fn col<L: Learner, O: Observer<L::Model>>(c: LearningCurve<'_, L, O>, slow: &mut f64) -> Vec<CurvePoint> {
    let mut out = vec![];
    let mut c = c;
    loop {
        let t = Instant::now();
        match c.next() {
            Some(p) => {
                out.push(p.unwrap());
                *slow = slow.max(t.elapsed().as_secs_f64() * 1e3);
            }
            None => return out,
        }
    }
}
fn main() {
    let which: Vec<String> = std::env::args().skip(1).collect();
    for source in [
        Source::BreastCancer,
        Source::GermanCredit,
        Source::Wine,
        Source::Iris,
        Source::Penguins,
        Source::Digits,
    ] {
        if !which.is_empty() && !which.contains(&source.name().to_string()) {
            continue;
        }
        for loss in [false, true] {
            for known in [8] {
                go("bayes", &GaussianNaiveBayes::new(1e-2).unwrap(), source, loss, known);
                go("centroid", &NearestCentroid, source, loss, known);
                go("3nn", &NearestNeighbours::new(3).unwrap(), source, loss, known);
                if source != Source::Digits {
                    go("softmax", &SoftmaxRegression::new(1.0).unwrap(), source, loss, known);
                }
            }
        }
    }
}
