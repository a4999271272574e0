//! What the chapters say in words about their numbers. The numbers are computed when the book is built; if a change moved
//! one, the sentence around it could become false without anybody noticing.

mod column;
mod fair_shares;
mod formalisms;
mod influence;
mod leave_one_out;
mod maps;
mod predicting_worlds;
mod thousands_of_rows;
mod unlearn;

use widgets::parameters::Value;
use widgets::registry;

mod active;
mod poisoned_rows;
mod scaling;

mod acting_together;
mod at_the_table;
mod experiments;
mod leverage;
mod one_row_apart;
mod performative;
mod strike;

/// A number as the prose has it, read back.
pub(crate) fn number(name: &str, arguments: &[(&str, &str)]) -> f64 {
    let arguments = arguments.iter().map(|&(key, value)| (key.to_owned(), Value::one(value))).collect();
    let number = registry::number(name).expect("a number of the registry");
    let written = (number.write)(name, &arguments).expect("legal arguments");
    written.replace('−', "-").parse().expect("a number")
}

/// `idea/smallest-example.md`
mod smallest_example {
    use super::number;

    #[test]
    fn without_b_only_the_slice_b_suffers() {
        let cell = |world, slice| number("cell", &[("world", world), ("slice", slice)]);
        assert_eq!(cell("A C D", "B"), 0.0, "a model that has never seen a Chinstrap cannot name one");
        for slice in ["A", "C", "D"] {
            assert_eq!(cell("everything", slice), cell("A C D", slice), "in column {slice} nothing is lost");
        }
    }

    #[test]
    fn a_and_d_stand_in_for_each_other() {
        assert_eq!(number("loo", &[("focus", "A")]), 0.0);
        assert_eq!(number("loo", &[("focus", "D")]), 0.0);
        assert_eq!(number("cell", &[("world", "B C D")]), number("cell", &[]), "accuracy stays");
        assert!(number("loo", &[("focus", "B")]) > 0.0);
    }

    #[test]
    fn shapley_ranks_a_above_b() {
        assert!(number("shapley", &[("focus", "A")]) > number("shapley", &[("focus", "B")]));
    }

    #[test]
    fn the_pair_of_zeros_costs_as_much_as_the_pair_of_largest_values() {
        let mut values: Vec<(f64, &str)> =
            ["A", "B", "C", "D"].into_iter().map(|f| (number("loo", &[("focus", f)]), f)).collect();
        values.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut largest = [values[0].1, values[1].1];
        largest.sort_unstable();
        assert_eq!(largest, ["B", "C"]);
        assert_eq!(number("cell", &[("world", "A D")]), number("cell", &[("world", "B C")]));
    }

    #[test]
    fn the_answers_to_the_exercises_hold() {
        assert_eq!(number("loo", &[("focus", "A"), ("slice", "B")]), 0.0);
        assert!(number("loo", &[("focus", "A"), ("slice", "B"), ("learner", "neighbours")]) < 0.0);
        for focus in ["A", "B", "C", "D"] {
            let both =
                ["loo", "shapley"].map(|name| number(name, &[("focus", focus), ("score", "coverage")]));
            assert_eq!(both, [0.25, 0.25]);
        }
        assert!(number("luck-least", &[("focus", "B")]) > 0.0, "leaving out B never helps");
        let next = number("loo", &[("focus", "B"), ("seed", "2")]);
        assert!(next > 0.0 && next < number("luck-low", &[("focus", "B")]), "the next draw is a small one");
    }
}

/// `index.md`
#[test]
fn the_front_page_says_that_a_pile_is_missed() {
    let cell = |world| number("cell", &[("items", "A B C"), ("world", world)]);
    assert!(cell("A C") < cell("everything"));
}

/// `idea/what-is-it.md`
mod what_is_it {
    use super::number;

    #[test]
    fn two_zeros_make_a_loss() {
        let loo = |focus| number("loo", &[("focus", focus)]);
        assert_eq!((loo("A"), loo("D")), (0.0, 0.0));
        assert!(number("group-loo", &[("group", "A D")]) > 0.0);
        assert!(number("loo", &[("focus", "A"), ("world", "A B C")]) > 0.0, "without D, A adds a good deal");
    }

    #[test]
    fn a_and_d_replace_each_other_and_the_other_named_pairs_do_not_touch() {
        let interaction = |one, other| number("interaction", &[("focus", one), ("partner", other)]);
        assert!(interaction("A", "D") < 0.0);
        assert_eq!((interaction("A", "B"), interaction("B", "C")), (0.0, 0.0));
        for (one, other) in [("A", "B"), ("A", "C"), ("B", "C"), ("B", "D"), ("C", "D")] {
            assert_eq!(interaction(one, other), 0.0, "the five other pairs have none");
        }
    }

    #[test]
    fn a_does_slight_harm_under_two_of_three_learners() {
        let loo = |learner| number("loo", &[("focus", "A"), ("learner", learner)]);
        assert_eq!(loo("centroid"), 0.0);
        assert!(loo("neighbours") < 0.0 && loo("logistic") < 0.0);
    }

    #[test]
    fn bs_difference_stands_clear_of_luck_and_as_does_not() {
        let luck = |name, focus| number(name, &[("focus", focus)]);
        assert!(luck("luck-low", "A") <= 0.0 && luck("luck-high", "A") >= 0.02);
        assert!(luck("luck-low", "B") > 0.02);
    }

    #[test]
    fn leaving_out_a_costs_nothing_on_b() {
        assert_eq!(number("loo", &[("focus", "A"), ("slice", "B")]), 0.0);
    }
}

/// `idea/reading-the-grid.md`
mod reading_the_grid {
    use super::number;
    use widgets::idea::grid::QuantityChoice;
    use widgets::parameters::Choice;

    #[test]
    fn there_are_fifteen_kinds_of_answer_and_fourteen_cells_are_missing() {
        assert_eq!(QuantityChoice::ALL.len(), 15);
        assert_eq!(number("worlds", &[]) - 2.0, 14.0);
    }

    #[test]
    fn the_chinstraps_are_the_hardest_birds_of_the_full_model() {
        let value = |focus| number("evaluation-value", &[("focus", focus)]);
        assert!(value("B") < 0.0);
        assert!(["A", "C", "D"].into_iter().all(|focus| value(focus) > 0.0));
    }

    #[test]
    fn d_can_be_forgotten_unseen_and_b_cannot() {
        assert_eq!(number("unlearning", &[("group", "D")]), 0.0);
        assert!(number("unlearning", &[("group", "B")]) > 0.02, "beyond the tolerance");
    }

    #[test]
    fn small_companies_need_a_and_are_hurt_by_b() {
        let beta = |focus, alpha, beta| {
            number("beta-shapley", &[("focus", focus), ("alpha", alpha), ("beta", beta)])
        };
        assert!(beta("A", "1", "16") < beta("A", "1", "1") && beta("A", "1", "1") < beta("A", "16", "1"));
        assert!(beta("B", "16", "1") < 0.0 && beta("B", "1", "16") > 0.0);
        assert_eq!(beta("A", "1", "1"), number("shapley", &[("focus", "A")]));
    }

    #[test]
    fn who_strikes_matters() {
        let strike = |name, size| number(name, &[("quantity", "strike"), ("size", size)]);
        assert!(strike("curve-least", "1") < strike("curve-mean", "1"));
        assert_eq!(strike("curve-most", "1"), strike("curve-mean", "0"), "one of them costs nothing");
    }

    #[test]
    fn the_best_of_three_is_as_good_as_all_four_and_there_are_ties() {
        assert_eq!(number("best-subset", &[("size", "3")]), number("cell", &[]));
        assert!(number("ties", &[("size", "3")]) > 1.0 && number("ties", &[("size", "2")]) > 1.0);
    }

    #[test]
    fn poison_makes_c_look_worthless() {
        let loo = |poison| number("loo", &[("focus", "C"), ("poison", poison)]);
        assert_eq!(loo("C"), 0.0);
        assert!(loo("nothing") > 0.0);
        let poisoned = number("loo", &[("focus", "D"), ("poison", "D")]);
        assert!(poisoned < number("loo", &[("focus", "D")]), "and D harmful");
    }

    #[test]
    fn the_curve_of_eight_piles_flattens() {
        let mean = |size| {
            number(
                "curve-mean",
                &[("items", "A B C D E F G H"), ("quantity", "row-size"), ("size", size), ("draws", "0")],
            )
        };
        assert!(mean("8") - mean("5") < mean("5") - mean("2"), "most of the way is done early");
    }
}

/// `idea/lattice.md`
mod lattice {
    use super::number;

    #[test]
    fn b_is_worth_least_alone_and_at_least_its_last_step_elsewhere() {
        let loo = |world| number("loo", &[("focus", "B"), ("world", world)]);
        assert!(loo("B") < 0.0);
        for world in ["A B", "B C", "B D", "A B C", "A B D", "B C D", "everything"] {
            assert!(loo(world) >= loo("everything"), "{world}");
        }
        assert!(loo("B C") > loo("everything"));
        assert_eq!(number("orders", &[]), 24.0);
    }

    #[test]
    fn a_then_d_loses_at_the_second_step_and_b_then_c_at_each() {
        let cell = |world| number("cell", &[("world", world)]);
        assert_eq!(cell("B C D"), cell("everything"));
        assert!(cell("B C") < cell("B C D"));
        assert!(cell("A C D") < cell("everything") && cell("A D") < cell("A C D"));
        assert!(number("loo", &[("focus", "A"), ("world", "A B C")]) > 0.0);
    }
}

/// `idea/when-all-values-agree.md`
mod when_all_values_agree {
    use super::number;

    fn values(focus: &str, score: &str) -> [f64; 3] {
        ["loo", "shapley", "banzhaf"].map(|name| number(name, &[("focus", focus), ("score", score)]))
    }

    #[test]
    fn they_agree_on_additive_scores_alone() {
        for focus in ["A", "B", "C", "D"] {
            for score in ["coverage", "weighted-coverage", "overlap", "jaccard"] {
                let [loo, shapley, banzhaf] = values(focus, score);
                assert_eq!((loo, banzhaf), (shapley, shapley), "{score}");
            }
            let [loo, shapley, banzhaf] = values(focus, "entropy");
            assert!(loo < shapley && shapley < banzhaf, "{focus}");
        }
        let a = number("shapley", &[("focus", "A"), ("score", "weighted-coverage")]);
        assert_eq!(a, 4.0 * number("shapley", &[("focus", "D"), ("score", "weighted-coverage")]));
    }

    #[test]
    fn trained_scores_put_b_above_a_or_below() {
        let ([a, b], [one, other]) = ([values("A", "accuracy"), values("B", "accuracy")], [1, 2]);
        assert!(b[0] > a[0], "leave-one-out");
        assert!(a[one] > b[one] && a[other] > b[other], "Shapley and Banzhaf");
    }

    #[test]
    fn shapley_adds_up_and_banzhaf_does_not() {
        let sum = |name| {
            ["A", "B", "C", "D"].map(|f| number(name, &[("focus", f), ("digits", "9")])).iter().sum::<f64>()
        };
        let whole =
            number("cell", &[("digits", "9")]) - number("cell", &[("world", "nothing"), ("digits", "9")]);
        assert!((sum("shapley") - whole).abs() < 1e-8);
        assert!((sum("banzhaf") - whole).abs() > 0.05);
    }

    #[test]
    fn the_answers_to_the_exercises_hold() {
        let jaccard = |name| number(name, &[("focus", "A"), ("score", "jaccard"), ("slice", "B")]);
        assert!(jaccard("loo") < 0.0 && jaccard("shapley") < 0.0 && jaccard("loo") != jaccard("shapley"));
        assert!(number("cell", &[("world", "B")]) < number("cell", &[("world", "nothing")]));
    }
}
