//! Perturbations of a row's features that raise its loss.

use super::Network;
use crate::dataset::Row;

impl Network {
    /// The fast gradient sign method: x + ε·sign(∂ℓ/∂x), sign 0 being 0. `None` for a row that does not fit. Cost: one pass.
    ///
    /// Source: Goodfellow, Shlens & Szegedy (2015), *Explaining and harnessing adversarial examples*.
    ///
    /// When it misleads: one linear step; a network that resists it may still fall to [`Network::pgd`].
    pub fn fgsm(&self, row: &Row<'_>, radius: f64) -> Option<Vec<f64>> {
        self.pgd(row, radius, radius, 1)
    }

    /// Projected gradient descent: from x, `steps` steps of `step`·sign(∂ℓ/∂x), each clipped to the box x ± ε. Cost: one pass
    /// a step.
    ///
    /// Source: Madry, Makelov, Schmidt, Tsipras & Vladu (2018), *Towards deep learning models resistant to adversarial
    /// attacks* (there from a random start).
    ///
    /// ```
    /// use simulation::dataset::{Dataset, RowId};
    /// use simulation::learners::{Activation, Network};
    /// let data = Dataset::classified(vec![RowId::new(0)], ndarray::array![[0.3]], vec![0], 2)?;
    /// let network = Network::new(1, 0, 2, Activation::Tanh, vec![1.0, -1.0, 0.0, 0.0]).unwrap();
    /// let worse = network.pgd(&data.row(0).unwrap(), 0.25, 0.1, 7).unwrap();
    /// assert!((worse[0] - 0.05).abs() < 1e-15);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn pgd(&self, row: &Row<'_>, radius: f64, step: f64, steps: u32) -> Option<Vec<f64>> {
        let mut moved = row.features.to_vec();
        for _ in 0..steps {
            let gradient = self.input_gradient(&Row { features: &moved, ..*row })?;
            for ((x, slope), clean) in moved.iter_mut().zip(gradient).zip(row.features) {
                let sign = f64::from(i8::from(slope > 0.0) - i8::from(slope < 0.0));
                *x = (*x + step * sign).max(clean - radius).min(clean + radius);
            }
        }
        Some(moved)
    }
}
