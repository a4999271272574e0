//! What travels with the page: the shares of other games; of training, what each noise spends and the accuracy of every run.

use simulation::robustness::privacy::{DEFAULT_ORDERS, Spent};

use super::Privacy;
use super::others::{GAMES, Others};
use super::parameters::Shown;
use super::training::{Account, Runs, Training, noises, ways};
use crate::shipped::Shipped;

/// `None` while anything is missing, and where nothing took long.
///
/// A game: `others`. Training: `spent`, ε and order by turns for each noise, ascending; `by-order`, the ε of each order for the chosen
/// noise; `accuracies`, division after division for each way.
pub(super) fn ship(privacy: &Privacy) -> Option<Shipped> {
    match privacy.parameters.show {
        Shown::Release => None,
        Shown::Game => {
            let done = privacy.others.is_done(privacy.rounds());
            done.then(|| Shipped::default().with("others", privacy.others.shares.clone()))
        }
        Shown::Training => {
            let (training, noise) = (&privacy.training, privacy.noise());
            if !training.is_done(noise, privacy.divisions()) {
                return None;
            }
            let spent = noises(noise).into_iter().filter_map(|noise| training.account(noise));
            let spent = spent.flat_map(|account| [account.spent.epsilon, account.spent.order]).collect();
            let accuracies = |&way: &_| training.accuracies(way)[..privacy.divisions()].to_vec();
            let shipped = Shipped::default()
                .with("spent", spent)
                .with("by-order", training.account(noise)?.by_order.clone())
                .with("accuracies", ways(noise).iter().flat_map(accuracies).collect());
            Some(shipped)
        }
    }
}

/// Takes what [`ship`] wrote for the same state.
pub(super) fn receive(privacy: &mut Privacy, shipped: &Shipped) -> Result<(), String> {
    let column = |name: &str, length: usize| {
        let found = shipped.column(name)?;
        let legal = found.len() == length && found.iter().all(|number| number.is_finite());
        if legal { Ok(found.to_vec()) } else { Err(format!("{length} finite numbers expected in {name}")) }
    };
    match privacy.parameters.show {
        Shown::Release => {}
        Shown::Game => {
            privacy.others = Others::received(privacy.rounds(), column("others", GAMES)?);
        }
        Shown::Training => {
            let (chosen, divisions) = (privacy.noise(), privacy.divisions());
            let (noises, ways) = (noises(chosen), ways(chosen));
            let spent = column("spent", 2 * noises.len())?;
            let by_order = column("by-order", DEFAULT_ORDERS.len())?;
            let accuracies = column("accuracies", ways.len() * divisions)?;
            let accounts = noises.iter().zip(spent.chunks_exact(2)).map(|(&noise, spent)| Account {
                noise,
                spent: Spent { epsilon: spent[0], order: spent[1] },
                by_order: if noise == chosen { by_order.clone() } else { vec![] },
            });
            let runs = ways.iter().zip(accuracies.chunks_exact(divisions));
            let runs = runs.map(|(&way, accuracies)| Runs { way, accuracies: accuracies.to_vec() });
            privacy.training = Training::received(accounts.collect(), runs.collect());
        }
    }
    Ok(())
}
