//! KNN-Shapley against the Shapley value of the game it is the value of. The numbers of other software are in `tests/verify`.

use proptest::prelude::*;
use simulation::valuation::{
    Coalition, Game, KnnShapley, KnnShapleyError, LabelledRows, knn_shapley, shapley,
};

/// The utility of one test point: the share of the K nearest rows that have its label.
struct Neighbours<'a> {
    positions: &'a [f64],
    labels: &'a [usize],
    point: (f64, usize),
    k: usize,
}

impl Game for Neighbours<'_> {
    fn players(&self) -> usize {
        self.labels.len()
    }

    fn value(&self, coalition: Coalition) -> f64 {
        let mut rows: Vec<usize> = coalition.players().collect();
        // A stable sort: rows at the same distance stay in the order of their positions.
        rows.sort_by(|&a, &b| {
            let distance = |row: usize| (self.positions[row] - self.point.0).abs();
            distance(a).total_cmp(&distance(b))
        });
        let matches = rows.iter().take(self.k).filter(|&&row| self.labels[row] == self.point.1).count();
        matches as f64 / self.k as f64
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn it_is_the_shapley_value_of_its_game(
        // Whole numbers, so that many distances tie.
        training in proptest::collection::vec((-4_i32..4, 0_usize..3), 1..=12),
        test in proptest::collection::vec((-4_i32..4, 0_usize..3), 1..4),
        k in 1_usize..15,
    ) {
        let split = |rows: &[(i32, usize)]| -> (Vec<f64>, Vec<usize>) {
            rows.iter().map(|&(x, label)| (f64::from(x), label)).unzip()
        };
        let ((positions, labels), (points, point_labels)) = (split(&training), split(&test));
        let mut wanted = vec![0.0; labels.len()];
        for point in points.iter().copied().zip(point_labels.iter().copied()) {
            let game = Neighbours { positions: &positions, labels: &labels, point, k };
            for (sum, value) in wanted.iter_mut().zip(shapley(&game)) {
                *sum += value / points.len() as f64;
            }
        }
        let rows = LabelledRows::new(&positions, &labels, 1).unwrap();
        let values = knn_shapley(rows, LabelledRows::new(&points, &point_labels, 1).unwrap(), k).unwrap();
        for (value, wanted) in values.iter().zip(wanted) {
            prop_assert!((value - wanted).abs() < 1e-12, "{value} against {wanted}");
        }
    }
}

#[test]
fn a_run_can_be_read_at_any_point() {
    let (features, labels) = ([0.0, 0.0, 1.0, 2.0, 3.0, 1.0], [0, 1, 0]);
    let (points, point_labels) = ([0.1, 0.2, 2.5, 1.5], [1, 0]);
    let training = LabelledRows::new(&features, &labels, 2).unwrap();
    let mut run =
        KnnShapley::new(training, LabelledRows::new(&points, &point_labels, 2).unwrap(), 2).unwrap();
    assert_eq!((run.values(), run.done(), run.planned()), (None, 0, 2));
    let mut mean = vec![0.0; 3];
    for (done, (point, label)) in points.chunks(2).zip(point_labels.chunks(1)).enumerate() {
        assert!(run.step());
        let alone = knn_shapley(training, LabelledRows::new(point, label, 2).unwrap(), 2).unwrap();
        mean.iter_mut().zip(alone).for_each(|(sum, value)| *sum += value);
        for (value, sum) in run.values().unwrap().iter().zip(&mean) {
            assert!((value - sum / (done + 1) as f64).abs() < 1e-15);
        }
    }
    assert!(!run.step());
}

#[test]
fn arguments_are_checked() {
    let rows = |features, labels, columns| LabelledRows::new(features, labels, columns);
    assert_eq!(rows(&[1.0], &[0], 0), Err(KnnShapleyError::Columns));
    let error = rows(&[1.0, 2.0, 3.0], &[0, 1], 2).unwrap_err().to_string();
    assert_eq!(error, "3 features in 2 columns do not make the 2 rows that have labels");
    let error = rows(&[1.0, 2.0, 3.0, f64::NAN], &[0, 1], 2).unwrap_err().to_string();
    assert_eq!(error, "row 1, column 1 is NaN: legal are finite numbers");
    assert!(rows(&[], &[0, 1], usize::MAX).is_err());
    let (one, two, none) = (rows(&[1.0], &[0], 1), rows(&[1.0, 2.0], &[0], 2), rows(&[], &[], 1));
    let (one, two, none) = (one.unwrap(), two.unwrap(), none.unwrap());
    assert_eq!(knn_shapley(one, two, 1), Err(KnnShapleyError::Mismatch { training: 1, test: 2 }));
    assert_eq!(knn_shapley(one, none, 1), Err(KnnShapleyError::NoTestRows));
    assert_eq!(knn_shapley(one, one, 0), Err(KnnShapleyError::Neighbours));
    assert_eq!(knn_shapley(none, one, 1), Ok(vec![]));
}
