//! What is timed.

/// A task, and what its time is held against.
pub(super) struct Row {
    /// What a reader of the table knows it by.
    pub(super) title: &'static str,
    /// Its name in `tests/bench`.
    pub(super) task: &'static str,
    /// Ascending.
    pub(super) sizes: [usize; 3],
    /// The best other program's time in seconds, measured once elsewhere: it is not run here.
    pub(super) peer: Option<(f64, &'static str)>,
    /// The longest that it should take, in seconds.
    pub(super) bound: Option<f64>,
    /// What the time is fitted to grow with, from a size.
    pub(super) scale: (&'static str, fn(usize) -> f64),
}

const BY_ROWS: (&str, fn(usize) -> f64) = ("rows", |rows| rows as f64);
const BY_ROUNDS: (&str, fn(usize) -> f64) = ("rounds", |rounds| rounds as f64);
const BY_WORTHS: (&str, fn(usize) -> f64) = ("worths", |players| (1_u64 << players) as f64);
const BY_WORLDS: (&str, fn(usize) -> f64) = ("worlds", |items| (1_u64 << items) as f64);

pub(super) const ROWS: [Row; 11] = [
    Row {
        title: "exact Shapley, table of 2^14",
        task: "shapley",
        sizes: [10, 12, 14],
        peer: Some((0.546, "shapiq")),
        bound: Some(0.002),
        scale: BY_WORTHS,
    },
    Row {
        title: "exact Shapley, table of 2^20",
        task: "shapley",
        sizes: [16, 18, 20],
        peer: None,
        bound: Some(0.150),
        scale: BY_WORTHS,
    },
    Row {
        title: "20 permutations, iris, 100 rows",
        task: "permutations",
        sizes: [25, 50, 100],
        peer: Some((21.1, "pyDVL")),
        bound: Some(0.3),
        scale: BY_ROWS,
    },
    Row {
        title: "KNN-Shapley, 10,000 x 1,000",
        task: "knn",
        sizes: [2_500, 5_000, 10_000],
        peer: Some((18.2, "OpenDataVal")),
        bound: Some(1.0),
        scale: BY_ROWS,
    },
    Row {
        title: "ridge leave-one-out, 442 x 10",
        task: "ridge-loo",
        sizes: [110, 221, 442],
        peer: Some((0.0026, "scikit-learn")),
        bound: Some(0.001),
        scale: BY_ROWS,
    },
    Row {
        title: "logistic leave-one-out, 569 x 30",
        task: "logistic-loo",
        sizes: [142, 284, 569],
        peer: Some((4.4, "scikit-learn")),
        bound: Some(0.3),
        scale: BY_ROWS,
    },
    Row {
        title: "learning curve and its law, iris",
        task: "learning-curve",
        sizes: [48, 72, 105],
        peer: None,
        bound: None,
        scale: BY_ROWS,
    },
    Row {
        title: "active learning, 60 labels of iris",
        task: "active",
        sizes: [15, 30, 60],
        peer: None,
        bound: None,
        scale: BY_ROUNDS,
    },
    Row {
        title: "grid of 2^12, nearest centroid",
        task: "grid-centroid",
        sizes: [8, 10, 12],
        peer: None,
        bound: None,
        scale: BY_WORLDS,
    },
    Row {
        title: "grid of 2^12, nearest neighbours",
        task: "grid-neighbours",
        sizes: [8, 10, 12],
        peer: None,
        bound: None,
        scale: BY_WORLDS,
    },
    Row {
        title: "grid of 2^12, softmax regression",
        task: "grid-softmax",
        sizes: [8, 10, 12],
        peer: None,
        bound: None,
        scale: BY_WORLDS,
    },
];
