//! `idea/when-the-column-changes.md`, over ten seeds of 200 draws each; what is said of one draw, over 20.

use super::number;

const SEEDS: u32 = 10;
const SPLIT: (&str, &str) = ("rights", "teterrrrrruuuuuu");
const FOURS: (&str, &str) = ("rights", "tttteeeerrrruuuu");
const SIXTEEN: (&str, &str) = ("candidates", "16");
const LEAK: (&str, &str) = ("leaked", "50");

/// A number of each seed.
fn each(seeds: u32, repetitions: &str, name: &str, state: &[(&str, &str)]) -> Vec<f64> {
    let one = |seed: u32| {
        let seed = seed.to_string();
        let own = [("seed", &*seed), ("repetitions", repetitions), ("digits", "9")];
        number(name, &[&own[..], state].concat())
    };
    (1..=seeds).map(one).collect()
}

/// A mean over the draws of all seeds, and its standard error.
fn pooled(name: &str, state: &[(&str, &str)]) -> (f64, f64) {
    let means = each(SEEDS, "200", name, state);
    let errors = each(SEEDS, "200", &format!("{name}-error"), state);
    let seeds = f64::from(SEEDS);
    let squares: f64 = errors.iter().map(|error| error * error).sum();
    (means.iter().sum::<f64>() / seeds, squares.sqrt() / seeds)
}

/// A number of this draw under 20 seeds.
fn here(name: &str, state: &[(&str, &str)]) -> Vec<f64> {
    each(20, "0", name, state)
}

fn pairs(one: &[f64], other: &[f64]) -> usize {
    one.iter().zip(other).filter(|(one, other)| one > other).count()
}

fn exact(name: &str, state: &[(&str, &str)]) -> f64 {
    number(name, &[state, &[("digits", "9")]].concat())
}

#[test]
fn open_rows_choose_who_follows_them_and_the_reserve_chooses_better() {
    assert_eq!(pairs(&here("holdout-open-a", &[]), &here("holdout-open-b", &[])), 20);
    assert!(exact("holdout-reserve-b", &[]) > exact("holdout-reserve-a", &[]), "the first figure");
    assert!(exact("holdout-truth-b", &[]) > exact("holdout-truth-a", &[]));
    let (value, error) = pooled("holdout-value", &[]);
    assert!(value > 10.0 * error, "{value} ± {error}");
    assert!(each(SEEDS, "200", "holdout-changes", &[]).iter().all(|changes| *changes > 70.0));
    let (flattery, error) = pooled("holdout-gap-open", &[]);
    assert!(flattery > 10.0 * error && flattery > 0.2, "{flattery}");
}

#[test]
fn a_model_that_was_fixed_beforehand_is_scored_without_bias() {
    for state in [&[][..], &[FOURS], &[("data", "breast-cancer")]] {
        for name in ["holdout-gap-a", "holdout-gap-b"] {
            let (mean, error) = pooled(name, state);
            assert!(mean.abs() < 3.5 * error, "{name} {state:?}: {mean} ± {error}");
        }
    }
}

#[test]
fn a_winner_is_optimistic_and_more_so_among_more_within_the_bound() {
    let (two, error) = pooled("holdout-gap", &[FOURS]);
    assert!(two > 5.0 * error, "{two} ± {error}");
    let (sixteen, error) = pooled("holdout-gap", &[FOURS, SIXTEEN]);
    assert!(sixteen > two + 5.0 * error, "{sixteen} ± {error}");
    let plain = [FOURS, SIXTEEN, ("repetitions", "0")];
    let (bound, independent) = (exact("holdout-bound", &plain), exact("holdout-independent", &plain));
    assert!(sixteen < independent && independent < bound, "{sixteen}, {independent}, {bound}");
    let (few, error) = pooled("holdout-gap", &[("rights", "tttteeeerruuuuuu"), SIXTEEN]);
    assert!(few > sixteen + 5.0 * error, "half as many rows: {few} ± {error}");
}

#[test]
fn leakage_adds_to_it_and_most_for_who_follows_every_row() {
    let (added, error) = pooled("holdout-added", &[LEAK]);
    assert!(added > 10.0 * error, "{added} ± {error}");
    let gain = |model: &str| -> Vec<f64> {
        let leaked = here(&format!("holdout-leaked-{model}"), &[LEAK]);
        leaked
            .iter()
            .zip(here(&format!("holdout-reserve-{model}"), &[]))
            .map(|(leaked, clean)| leaked - clean)
            .collect()
    };
    let (a, b) = (gain("a"), gain("b"));
    assert!(pairs(&a, &b) >= 15, "in most draws: {a:?} {b:?}");
    assert!(a.iter().sum::<f64>() > 1.3 * b.iter().sum::<f64>(), "{a:?} {b:?}");
    assert!(b[0] > a[0] && a[0] > 0.0, "not in this one");
    let whole = |model: &str| exact(&format!("holdout-leaked-{model}"), &[("leaked", "100")]);
    assert!(whole("a") > whole("b"), "the drawer chooses as the open rows did");
}

#[test]
fn a_reserve_is_worth_little_where_open_rows_can_be_believed_and_nothing_where_they_are_as_many() {
    let (value, error) = pooled("holdout-value", &[SPLIT]);
    let (before, _) = pooled("holdout-value", &[]);
    assert!(
        value > 3.0 * error && value < before / 3.0,
        "three times as many rows: {value} ± {error} against {before}"
    );
    // The two sets of rows are drawn alike, so that the mean is exactly zero.
    let (value, error) = pooled("holdout-value", &[FOURS]);
    assert!(value.abs() < 3.5 * error, "{value} ± {error}");
    let (joined, split) = (pooled("holdout-chosen", &[]), pooled("holdout-chosen", &[SPLIT]));
    assert!(joined.0 > split.0 + 3.0 * (joined.1 + split.1), "{joined:?} {split:?}");
}

#[test]
fn more_rows_to_train_on_bring_more_than_a_larger_reserve() {
    let chosen = |rights| pooled("holdout-chosen", &[("rights", rights)]);
    let [now, trained, kept] = ["tttteeeerrrruuuu", "tttteeeerrrrtttt", "tttteeeerrrrrrrr"].map(chosen);
    assert!(trained.0 > now.0 + 3.0 * (trained.1 + now.1), "{now:?} {trained:?}");
    assert!(trained.0 - now.0 > 2.0 * (kept.0 - now.0).abs(), "{now:?} {trained:?} {kept:?}");
}
