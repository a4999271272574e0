//! Games, their exact quantities, and what samplers estimate.

use simulation::seed::Seed;
use simulation::valuation::games::{
    Additive, Airport, Coverage, FacilityLocation, Glove, Jaccard, Majority, Unanimity, WeightedVoting,
    random,
};
use simulation::valuation::{
    ArrivalGame, Arrivals, Coalition, Estimate, Game, SemivalueWeights, StoppingRule, Truncation,
    UtilityTable, banzhaf, banzhaf_interaction, banzhaf_sampled, beta_shapley, least_core, leave_each_out,
    leave_group_out, semivalue, shapley, shapley_interaction, shapley_sampled, shapley_truncated,
};

use super::Hashed;
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    let sets = [vec![0, 1], vec![1, 2], vec![2, 3, 4], vec![0, 4], vec![3]];
    let similarity = [vec![1.0, 0.3, 0.2], vec![0.1, 0.9, 0.4], vec![0.5, 0.5, 0.7]];
    let games: [&dyn Game; 10] = [
        &Additive::new(vec![0.3, -1.0, 2.5, 0.1])?,
        &Airport::new(vec![1.0, 2.5, 4.0, 4.0])?,
        &Glove::new(2, 3)?,
        &WeightedVoting::new(vec![4.0, 3.0, 2.0, 1.0], 6.0)?,
        &Unanimity::new(&[0, 2], 4)?,
        &Majority::new(5)?,
        &Coverage::new(&sets, vec![1.0, 0.5, 2.0, 0.25, 0.75])?,
        &Jaccard::new(&sets, &[0, 2, 4])?,
        &FacilityLocation::new(&similarity)?,
        &random(7, Seed::new(4))?,
    ];
    for game in games {
        let game = UtilityTable::of(game)?;
        hash.numbers(game.values());
        exact(hash, &game)?;
        sampled(hash, &game)?;
    }
    Ok(())
}

fn exact(hash: &mut Hash, game: &UtilityTable) -> Hashed {
    let all = Coalition::all(game.players());
    hash.numbers(&shapley(game));
    hash.numbers(&banzhaf(game));
    for (alpha, beta) in [(1.0, 1.0), (16.0, 1.0), (1.0, 4.0), (0.5, 2.5)] {
        hash.numbers(&beta_shapley(game, alpha, beta)?);
    }
    // Everybody else is there with probability ¼.
    let others = game.players() - 1;
    let product = |size| (0..others).map(|player| if player < size { 0.25 } else { 0.75 }).product();
    let weights: Vec<f64> = (0..=others).map(product).collect();
    let weights = SemivalueWeights::new(weights)?;
    hash.numbers(weights.by_size());
    hash.numbers(&semivalue(game, &weights)?);
    hash.numbers(&leave_each_out(game, all));
    hash.number(leave_group_out(game, all, Coalition::from_bits(0b101)));
    hash.numbers(shapley_interaction(game)?.values());
    hash.numbers(banzhaf_interaction(game)?.values());
    let core = least_core(game)?;
    hash.number(core.excess);
    hash.numbers(&core.allocation);
    Ok(())
}

fn sampled(hash: &mut Hash, game: &UtilityTable) -> Hashed {
    let seed = Seed::new(12);
    estimate(hash, shapley_sampled(arrivals(game), 40, seed)?.last());
    let stopping = Some(StoppingRule { standard_error: 0.05, at_least: 10 });
    estimate(
        hash,
        shapley_truncated(arrivals(game), 40, Truncation { tolerance: 0.02, stopping }, seed)?.last(),
    );
    estimate(hash, banzhaf_sampled(arrivals(game), 80, seed)?.last());
    Ok(())
}

fn arrivals(game: &UtilityTable) -> impl ArrivalGame {
    Arrivals::new(game)
}

/// Errors may be infinite, which has one bit pattern.
pub(super) fn estimate(hash: &mut Hash, estimate: Option<Estimate>) {
    if let Some(estimate) = estimate {
        hash.numbers(estimate.values.iter().chain(&estimate.standard_errors));
        hash.count(estimate.samples as usize);
        let intervals = estimate.interval(0.9).into_iter().flatten();
        intervals
            .filter(|(low, high)| !low.is_nan() && !high.is_nan())
            .for_each(|(low, high)| hash.numbers(&[low, high]));
    }
}
