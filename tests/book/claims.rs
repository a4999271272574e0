//! What the chapters say in words about their numbers. The numbers are computed when the book is built; if a change moved
//! one, the sentence around it could become false without anybody noticing.

use widgets::parameters::Value;
use widgets::registry;

/// A number as the prose has it, read back.
fn number(name: &str, arguments: &[(&str, &str)]) -> f64 {
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
