//! Rows of poison, where they go and what they do, and what two defences throw out.

use simulation::data::penguins;
use simulation::robustness::poisoning::{Attack, Defence, PoisonPlan, PoisonRun, PoisonTable, Victim};
use simulation::seed::Seed;

use crate::families::Hashed;
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    let table = PoisonTable::new(&penguins::dataset(), [0, 1])?;
    hash.number(table.explained());
    for victim in [Victim::logistic(1.0)?, Victim::ridge(1.0)?] {
        for attack in Attack::ALL {
            let mut run =
                PoisonRun::new(&table, PoisonPlan { victim, attack, rows: 40, reach: 1.3 }, Seed::new(17))?;
            run.poison(5)?;
            for row in run.rows() {
                hash.count(row.copied.number() as usize);
                hash.numbers(&row.features);
            }
            for outcome in run.outcomes() {
                hash.numbers(&[outcome.own, outcome.loss, outcome.error]);
            }
            for defence in Defence::ALL {
                let trimmed = run.defended(5, defence, 6)?;
                trimmed.removed.iter().for_each(|row| hash.count(row.number() as usize));
                hash.number(run.outcome(&trimmed.model)?.loss);
            }
            let boundary = run.model(5)?.boundary().ok_or("no boundary")?;
            hash.numbers(boundary.within([-4.0, -3.0], [4.0, 3.0]).iter().flatten().flatten());
        }
    }
    Ok(())
}
