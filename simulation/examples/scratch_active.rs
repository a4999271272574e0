use ndarray::Array2;
use simulation::data::Source;
use simulation::dataset::{Dataset, RowId};
use simulation::idea::TwoWorlds;
use simulation::learners::*;
use simulation::observers::{Accuracy, LogLoss, Observer, Slice};
use simulation::seed::Seed;
use simulation::selection::active::*;
use simulation::split;
use simulation::standardise::Standardiser;
use simulation::statistics::{mean, sample_variance};
use simulation::world::World;
use std::time::Instant;
fn blocks(data: &Dataset) -> Dataset {
    let rows: Vec<_> = data.rows().collect();
    let corner = |block: usize| 16 * (block / 4) + 2 * (block % 4);
    let features = Array2::from_shape_fn((rows.len(), 16), |(row, block)| {
        let pixel = |offset: usize| rows[row].features[corner(block) + offset];
        0.25 * (pixel(0) + pixel(1) + pixel(8) + pixel(9))
    });
    let ids: Vec<RowId> = rows.iter().map(|row| row.id).collect();
    let labels = rows.iter().filter_map(|row| row.target.class()).collect();
    Dataset::classified(ids, features, labels, 10).unwrap()
}
fn area(
    data: &World<'_>,
    test: &Slice<'_>,
    s: Strategy,
    plan: ActivePlan,
    seed: Seed,
    slow: &mut f64,
    n: &mut usize,
    last: &mut f64,
) -> f64 {
    let learner = SoftmaxRegression::new(1.0).unwrap();
    let acc = Accuracy(test.clone());
    let mut run = ActiveLearning::new(&learner, data, s, &acc, plan, seed).unwrap();
    let mut pts = vec![];
    loop {
        let t = Instant::now();
        let Some(r) = run.next() else { break };
        let r = r.unwrap();
        *slow = slow.max(t.elapsed().as_secs_f64() * 1e3);
        *n += 1;
        pts.push((r.labelled.len() as f64, r.value));
        *last = r.value;
    }
    area_under_curve(&pts).unwrap()
}
fn main() {
    let which: Vec<String> = std::env::args().skip(1).collect();
    for source in [Source::Iris, Source::Penguins, Source::Wine, Source::BreastCancer, Source::Digits] {
        if !which.is_empty() && !which.contains(&source.name().to_string()) {
            continue;
        }
        let data = source.parse(source.text()).unwrap();
        let k = data.class_count() as u32;
        let rows = (data.len() / 2).min(150);
        for flat in [true, false] {
            let base = if flat {
                TwoWorlds::new(&data, rows, Seed::new(1)).unwrap().flat().clone()
            } else if source == Source::Digits {
                blocks(&data)
            } else {
                data.clone()
            };
            for batch in [1u32, 10] {
                let plan = ActivePlan { start: k, batch, rounds: if batch == 1 { 40 } else { 8 } };
                let t0 = Instant::now();
                let (mut slow, mut n) = (0.0, 0);
                let mut areas = vec![vec![]; 8];
                let mut lasts = vec![0.0; 8];
                for s in 0..20u64 {
                    let seed = Seed::new(s);
                    let sp = split::stratified(&base, rows as f64 / base.len() as f64, seed).unwrap();
                    let (tr, te) = (sp.evaluation, sp.training);
                    let te: Vec<usize> = if te.len() > 400 {
                        te.iter().copied().step_by(te.len().div_ceil(400)).collect()
                    } else {
                        te
                    };
                    let scaled = if flat {
                        base.clone()
                    } else {
                        Standardiser::fit(&World::new(&base, tr.clone())).apply(&base).unwrap()
                    };
                    let (pool, test) = (World::new(&scaled, tr), Slice::new(&scaled, te));
                    for (i, st) in Strategy::ALL.into_iter().enumerate() {
                        let mut l = 0.0;
                        areas[i].push(area(&pool, &test, st, plan, seed, &mut slow, &mut n, &mut l));
                        lasts[i] += l / 20.0;
                    }
                }
                println!(
                    "{source} flat={flat} batch {batch} rows {rows}: {:.2} ms/round slowest {slow:.1}",
                    t0.elapsed().as_secs_f64() * 1e3 / n as f64
                );
                for i in 0..8 {
                    let g: Vec<f64> = areas[i].iter().zip(&areas[0]).map(|(a, b)| a - b).collect();
                    println!(
                        "    {:?}: area {:.3} gain {:.4} ± {:.4} wins {} last {:.3}",
                        Strategy::ALL[i],
                        mean(&areas[i]).unwrap(),
                        mean(&g).unwrap(),
                        (sample_variance(&g).unwrap() / 20.0).sqrt(),
                        g.iter().filter(|x| **x > 0.0).count(),
                        lasts[i]
                    );
                }
            }
        }
    }
}
