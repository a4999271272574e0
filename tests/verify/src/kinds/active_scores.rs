//! Scores of rows by the probabilities of a model, and of a committee.

use simulation::selection::active::scores::{
    consensus_entropy, entropy, least_confidence, margin, maximum_divergence, vote_entropy,
};

use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let members = case.tables("probs")?;
    let Some(first) = members.first() else { return Err(case.problem("probs", "has no members")) };
    for (key, score) in
        [("least_confidence", least_confidence as fn(&[f64]) -> _), ("margin", margin), ("entropy", entropy)]
    {
        let scores = first.iter().map(|row| score(row)).collect::<Option<Vec<f64>>>();
        check.compare(case, key, &scores.ok_or_else(|| improper(case))?, "all");
    }
    if members.iter().any(|member| member.len() != first.len()) {
        return Err(case.problem("probs", "has members of different numbers of rows"));
    }
    // Row by row, what each member says.
    let of = |row: usize| members.iter().map(move |member| &member[row]);
    let (mut votes, mut consensus, mut divergence) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..first.len() {
        votes.push(vote_entropy(of(row)).ok_or_else(|| improper(case))?);
        consensus.push(consensus_entropy(of(row)).ok_or_else(|| improper(case))?);
        divergence.push(maximum_divergence(of(row)).ok_or_else(|| improper(case))?);
    }
    check.compare(case, "vote_entropy", &votes, "all");
    check.compare(case, "consensus_entropy", &consensus, "all");
    check.compare(case, "kl_max_disagreement", &divergence, "all");
    Ok(())
}

fn improper(case: &Case<'_>) -> Problem {
    case.problem("probs", "has a row that is no distribution over the classes of the others")
}
