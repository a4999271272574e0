//! What follows from the measured numbers: the bargain, and the division among the groups.

use simulation::collective::bargain::{
    AlternatingOffers, Bargain, Objection, OperatorGame, Stakes, core_range, dividends, loudest_objection,
};
use simulation::statistics::Interval;
use simulation::valuation::{Coalition, least_core, leave_each_out, shapley};

use super::parameters::{BargainParameters, Paid, Rule};
use super::runs::Observed;

/// Everything that is drawn and said, in units of the observer: shares of the test rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Settled {
    pub(super) stakes: Stakes,
    /// `None` where an agreement brings nothing.
    pub(super) bargain: Option<Bargain>,
    /// What the operator and the people get.
    pub(super) payoffs: [f64; 2],
    /// For each group: its Shapley value, what it adds to all others, and what it is paid.
    pub(super) shapley: Vec<f64>,
    pub(super) adds: Vec<f64>,
    pub(super) paid: Vec<f64>,
    /// The operator's Shapley value.
    pub(super) operator_shapley: f64,
    /// What each group gets in the core; `None` if it is empty.
    pub(super) core: Vec<Option<Interval>>,
    /// By how much somebody minds even the division that is minded least; the core is empty if it is above 0.
    pub(super) least: f64,
    /// Who minds the division most.
    pub(super) objection: Option<Objection>,
}

/// Both payoffs at a point; the disagreement payoffs where nothing can be gained.
pub(super) fn payoffs(stakes: &Stakes, parameters: &BargainParameters) -> (Option<Bargain>, [f64; 2]) {
    let elsewhere = parameters.elsewhere.get();
    let Ok(bargain) = stakes.bargain(elsewhere) else { return (None, stakes.disagreement(elsewhere)) };
    let agreed = match parameters.rule {
        Rule::Nash => {
            let power = parameters.power.get();
            let weighted = bargain.clone().with_weights(vec![1.0 - power, power]);
            weighted.ok().and_then(|weighted| <[f64; 2]>::try_from(weighted.nash()).ok())
        }
        Rule::Offers => {
            offers(parameters).and_then(|offers| offers.split(&bargain, parameters.first.side()).ok())
        }
    };
    let payoffs = agreed.unwrap_or_else(|| stakes.disagreement(elsewhere));
    (Some(bargain), payoffs)
}

/// The sides by their patience.
pub(super) fn offers(parameters: &BargainParameters) -> Option<AlternatingOffers> {
    AlternatingOffers::new([parameters.operator_patience.get(), parameters.people_patience.get()]).ok()
}

impl Settled {
    /// Of the mean of the draws.
    pub(super) fn of(observed: &Observed, heads: &[u32], parameters: &BargainParameters) -> Option<Self> {
        let stakes = observed.stakes(parameters.fifths.get() as usize)?;
        let groups = observed.game()?;
        let (bargain, payoffs) = payoffs(&stakes, parameters);
        let adds = leave_each_out(&groups, Coalition::all(heads.len()));
        // Among the groups nobody is paid without the operator: what a competitor pays, it pays the union.
        let game = OperatorGame::new(groups, 0.0).ok()?;
        let values = shapley(&game);
        let (operator_shapley, shapley) = values.split_first()?;
        let by = match parameters.paid {
            Paid::Heads | Paid::Shapley => shapley,
            Paid::Marginal => &adds,
        };
        // Only those who bargain are paid.
        let union = parameters.union(heads.len());
        let member = |group: usize| f64::from(u8::from(union.contains(group)));
        let own: Vec<u32> =
            heads.iter().enumerate().map(|(group, heads)| heads * u32::from(union.contains(group))).collect();
        let by: Vec<f64> = by.iter().enumerate().map(|(group, value)| value * member(group)).collect();
        let paid = dividends(payoffs[1].max(0.0), parameters.paid.dividend(), &own, &by).ok()?;
        let core = (1..=heads.len()).map(|player| core_range(&game, player).ok().flatten()).collect();
        let least = least_core(&game).ok()?.excess;
        let all: Vec<f64> = std::iter::once(payoffs[0]).chain(paid.iter().copied()).collect();
        let objection = bargain.as_ref().and_then(|_| loudest_objection(&game, &all));
        Some(Self {
            stakes,
            bargain,
            payoffs,
            shapley: shapley.to_vec(),
            operator_shapley: *operator_shapley,
            adds,
            paid,
            core,
            least,
            objection,
        })
    }

    /// What both sides have together without an agreement.
    pub(super) fn surplus(&self) -> f64 {
        self.bargain.as_ref().map_or(0.0, Bargain::surplus)
    }
}
