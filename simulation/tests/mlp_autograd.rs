//! The network's slopes, attacks and training against PyTorch, and gradient descent on softmax regression against its checkpoints.

mod support;
mod tables;

use serde_json::Value;
use simulation::dataset::{Dataset, Row};
use simulation::learners::{
    Activation, Differentiable, Initial, Network, NetworkLearner, Optimiser, Snapshot,
};
use simulation::seed::Seed;
use simulation::world::World;
use support::{count, fixture, number, numbers, rows, text};
use tables::{apart, classified, difference};

fn network(case: &Value) -> Network {
    let params = &case["params"];
    let flat = |name: &str| match name {
        "W1" | "W2" => rows(&params[name]).concat(),
        _ => numbers(&params[name]),
    };
    let theta = ["W1", "b1", "W2", "b2"].map(flat).concat();
    let activation = if text(&case["activation"]) == "tanh" { Activation::Tanh } else { Activation::Relu };
    let width = rows(&params["W1"])[0].len();
    Network::new(width, flat("b1").len(), flat("b2").len(), activation, theta).unwrap()
}

fn table(case: &Value, network: &Network) -> Dataset {
    classified(&case["X"], &case["y"], network.classes())
}

#[test]
fn slopes() {
    for case in fixture("mlp_autograd")["cases"].as_array().unwrap() {
        let network = network(case);
        let table = table(case, &network);
        let world = World::trainable(&table);
        let logits: Vec<f64> = table.rows().flat_map(|row| network.scores(row.features)).collect();
        assert!(difference(&logits, &rows(&case["logits"]).concat()) < 1e-13);
        assert!((network.mean_loss(&world).unwrap() - number(&case["loss"])).abs() < 1e-13);
        let gradient = network.mean_gradient(&world).unwrap();
        assert!(difference(&gradient, &numbers(&case["grad_flat"])) < 1e-13);
        let slopes: Vec<f64> = table.rows().flat_map(|row| network.input_gradient(&row).unwrap()).collect();
        assert!(difference(&slopes, &rows(&case["input_grad_of_summed_loss"]).concat()) < 1e-13);
        let norms: Vec<f64> = table.rows().map(|row| network.gradient_norm(&row).unwrap()).collect();
        assert!(difference(&norms, &numbers(&case["per_sample_grad_norm"])) < 1e-12);
        let mut clipped = vec![0.0; gradient.len()];
        for (row, norm) in table.rows().zip(&norms) {
            let factor = (number(&case["clip"]) / norm).min(1.0);
            network.add_loss_gradient(&row, factor, &mut clipped).unwrap();
        }
        let expected = numbers(&case["clipped_sum_flat"]);
        assert!(difference(&clipped, &expected) < 1e-12);
        let product = network.hessian_vector(&world, &numbers(&case["hvp"]["v"])).unwrap();
        assert!(difference(&product, &numbers(&case["hvp"]["Hv"])) < 1e-13);
        let halves = [World::new(&table, 0..6), World::new(&table, 6..12)];
        let [a, b] = halves.map(|half| network.mean_gradient(&half).unwrap());
        let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let square = a.iter().zip(&b).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
        let cosine = product(&a, &b) / (product(&a, &a) * product(&b, &b)).sqrt();
        let expected = &case["grad_match"];
        let expected = [number(&expected["l2"]), number(&expected["cosine"])];
        assert!(difference(&[square.sqrt(), cosine], &expected) < 1e-12, "{square} {cosine} {expected:?}");
    }
}

#[test]
fn attacks() {
    for case in fixture("mlp_autograd")["cases"].as_array().unwrap() {
        let network = network(case);
        let table = table(case, &network);
        let (fgsm, pgd) = (&case["fgsm"], &case["pgd"]);
        let check = |expected: &Value, attack: &dyn Fn(&Row<'_>) -> Vec<f64>| {
            let losses = numbers(&expected["loss"]);
            for ((row, x), loss) in table.rows().zip(rows(&expected["x"])).zip(losses) {
                let moved = attack(&row);
                assert!(difference(&moved, &x) < 1e-12);
                let after = network.loss(&Row { features: &moved, ..row }).unwrap();
                assert!((after - loss).abs() < 1e-10);
            }
        };
        check(fgsm, &|row| network.fgsm(row, number(&fgsm["eps"])).unwrap());
        let steps = u32::try_from(count(&pgd["steps"])).unwrap();
        check(pgd, &|row| network.pgd(row, number(&pgd["eps"]), number(&pgd["step"]), steps).unwrap());
    }
}

#[test]
fn training() {
    for case in fixture("mlp_autograd")["cases"].as_array().unwrap() {
        let network = network(case);
        let table = table(case, &network);
        for (name, optimiser) in [
            ("sgd_momentum", Optimiser::sgd(0.1, 0.9).unwrap().with_decay(0.01).unwrap()),
            ("adam", Optimiser::adam(0.01).unwrap()),
        ] {
            let expected = numbers(&case["training_loss"][name]);
            let epochs = u32::try_from(expected.len()).unwrap();
            let learner = NetworkLearner::new(7, network.activation(), optimiser, epochs);
            let world = World::trainable(&table);
            let training = learner.train_from(&world, network.clone(), Seed::new(0)).unwrap();
            let losses: Vec<f64> =
                training.take(expected.len()).map(|step| step.unwrap().loss.unwrap()).collect();
            assert!(difference(&losses, &expected) < 1e-12, "{name}");
        }
    }
}

#[test]
fn descent_on_softmax_regression() {
    for case in fixture("tracin")["cases"].as_array().unwrap() {
        let table = classified(&case["X_train"], &case["y_train"], 3);
        let steps = u32::try_from(count(&case["steps"])).unwrap();
        let optimiser = Optimiser::sgd(number(&case["lr"]), number(&case["momentum"])).unwrap();
        let learner = NetworkLearner::new(0, Activation::Tanh, optimiser, steps).with_initial(Initial::Zero);
        let training = learner.train(&World::trainable(&table), Seed::new(0)).unwrap();
        let snapshots: Vec<Snapshot> = training.map(Result::unwrap).collect();
        let expected = numbers(&case["losses"]);
        let losses: Vec<f64> = snapshots[..expected.len()].iter().map(|step| step.loss.unwrap()).collect();
        assert!(difference(&losses, &expected) < 1e-13);
        for checkpoint in case["checkpoints"].as_array().unwrap() {
            let theta = [rows(&checkpoint["W"]).concat(), numbers(&checkpoint["b"])].concat();
            let at = &snapshots[count(&checkpoint["step"])];
            assert_eq!(at.step as usize, count(&checkpoint["step"]));
            assert!(difference(at.network.parameters(), &theta) < 1e-12);
        }
        // TracIn, straight from its definition.
        let test = classified(&case["X_test"], &case["y_test"], 3);
        let expected = rows(&case["tracin"]);
        let mut scores = vec![vec![0.0; table.len()]; test.len()];
        for checkpoint in case["checkpoints"].as_array().unwrap() {
            let network = &snapshots[count(&checkpoint["step"])].network;
            let slopes: Vec<Vec<f64>> =
                table.rows().map(|row| network.loss_gradient(&row).unwrap()).collect();
            for (scores, row) in scores.iter_mut().zip(test.rows()) {
                let own = network.loss_gradient(&row).unwrap();
                for (score, slopes) in scores.iter_mut().zip(&slopes) {
                    *score += optimiser.rate() * own.iter().zip(slopes).map(|(a, b)| a * b).sum::<f64>();
                }
            }
        }
        assert!(apart(&scores.concat(), &expected.concat()) < 1e-10);
    }
}
