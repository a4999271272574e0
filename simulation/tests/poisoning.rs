//! Whether moving rows along the implicit gradient pays: against random flips, with as many rows in the same box, over 20 divisions.
//!
//! The protocol was settled before the first run: tumours on two principal components, 100 rows to train on, 100 of the attacker's own, the
//! other 369 to test on, a penalty of 1, the box that the training rows fill, 20 rows of poison, seeds 1 to 20.

use simulation::data::breast_cancer;
use simulation::robustness::poisoning::{
    Attack, Outcome, PoisonPlan, PoisonRow, PoisonRun, PoisonTable, Victim,
};
use simulation::seed::Seed;
use simulation::statistics::{mean, sample_variance};

const SEEDS: u64 = 20;
const BUDGET: usize = 20;

fn runs(victim: Victim, attack: Attack) -> Vec<PoisonRun> {
    let table = PoisonTable::new(&breast_cancer::dataset(), [0, 1]).unwrap();
    let plan = PoisonPlan { victim, attack, rows: 100, reach: 1.0 };
    let run = |seed| {
        let mut run = PoisonRun::new(&table, plan, Seed::new(seed)).unwrap();
        run.poison(BUDGET).unwrap();
        run
    };
    (1..=SEEDS).map(run).collect()
}

fn victims() -> [Victim; 2] {
    [Victim::logistic(1.0).unwrap(), Victim::ridge(1.0).unwrap()]
}

#[test]
fn gradient_rows_raise_the_test_loss_more_than_random_flips() {
    for victim in victims() {
        let [random, gradient] =
            [Attack::RandomFlips, Attack::GradientRows].map(|attack| runs(victim, attack));
        for count in [5, 10, BUDGET] {
            let rise = |run: &PoisonRun| run.outcomes()[count].loss - run.outcomes()[0].loss;
            let more: Vec<f64> =
                random.iter().zip(&gradient).map(|(one, other)| rise(other) - rise(one)).collect();
            let (gain, error) =
                (mean(&more).unwrap(), (sample_variance(&more).unwrap() / SEEDS as f64).sqrt());
            assert!(gain > 2.0 * error, "{victim:?}, {count} rows: {gain} ± {error}");
        }
    }
}

#[test]
fn on_the_attackers_own_rows_no_ascent_ends_below_its_start() {
    for victim in victims() {
        for run in runs(victim, Attack::GradientRows) {
            let (rows, outcomes) = (run.rows(), run.outcomes());
            for count in 1..=BUDGET {
                // The same rows, the last one put back where it was begun.
                let mut begun: Vec<PoisonRow> = rows[..count].to_vec();
                begun[count - 1].features = begun[count - 1].start.clone();
                let fresh = run.clone().with_rows(begun, vec![outcomes[0]; count + 1]).unwrap();
                let start: Outcome = fresh.outcome(&fresh.model(count).unwrap()).unwrap();
                assert!(outcomes[count].own >= start.own, "{} after {}", outcomes[count].own, start.own);
                assert!(run.room().contains(&rows[count - 1].features));
            }
        }
    }
}
