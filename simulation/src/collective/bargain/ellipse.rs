//! The Nash bargaining solution of two sides on a curved frontier, where what one gives up is not what the other gets.

use super::BargainError;
use super::error::finite;

/// Halvings of the bracket: beyond the last digit.
const HALVINGS: u32 = 80;

/// Maximises (x − d₁)^w₁·(y − d₂)^w₂ subject to x²/a + y²/b ≤ 1.
///
/// On the frontier x = √a·cos θ, y = √b·sin θ with 0 ≤ θ ≤ π/2, and the slope of the logarithm falls along θ: its root is bracketed and halved. With
/// d = 0 it is x = √(a·w₁/(w₁ + w₂)), y = √(b·w₂/(w₁ + w₂)). Cost: 80 sines and cosines.
///
/// # Errors
/// [`BargainError`] for axes or weights out of range, and [`BargainError::NoSurplus`] if d does not lie inside, below some point of the frontier; the sum
/// that it names is that of dᵢ²/axisᵢ over the payoffs above 0, and the pie 1.
///
/// ```
/// use simulation::collective::bargain::nash_on_ellipse;
/// let [x, y] = nash_on_ellipse([2.0, 8.0], [0.0, 0.0], [1.0, 1.0])?;
/// assert!((x - 1.0).abs() < 1e-12 && (y - 2.0).abs() < 1e-12);
/// # Ok::<(), simulation::collective::bargain::BargainError>(())
/// ```
pub fn nash_on_ellipse(
    axes: [f64; 2],
    disagreement: [f64; 2],
    weights: [f64; 2],
) -> Result<[f64; 2], BargainError> {
    finite("a disagreement payoff", &disagreement)?;
    for side in 0..2 {
        if !(axes[side] > 0.0 && axes[side].is_finite()) {
            return Err(BargainError::Axis { side, value: axes[side] });
        }
        if !(weights[side] > 0.0 && weights[side].is_finite()) {
            return Err(BargainError::Weight { side, value: weights[side] });
        }
    }
    let half = axes.map(f64::sqrt);
    let share = [0, 1].map(|side| (disagreement[side] / half[side]).max(0.0));
    let sum = share[0] * share[0] + share[1] * share[1];
    if sum >= 1.0 {
        return Err(BargainError::NoSurplus { sum, pie: 1.0 });
    }
    // Where one side gets just what it has anyway.
    let (mut low, mut high) = (libm::asin(share[1]), libm::acos(share[0]));
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        let (cos, sin) = (libm::cos(middle), libm::sin(middle));
        let up = weights[1] * half[1] * cos * (half[0] * cos - disagreement[0]);
        let down = weights[0] * half[0] * sin * (half[1] * sin - disagreement[1]);
        if up > down { low = middle } else { high = middle }
    }
    let angle = 0.5 * (low + high);
    Ok([half[0] * libm::cos(angle), half[1] * libm::sin(angle)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_frontier_is_refused() {
        let of = |axes, d, w| nash_on_ellipse(axes, d, w).unwrap_err().to_string();
        assert!(of([0.0, 1.0], [0.0; 2], [1.0; 2]).contains("the axis of side 0 is 0"));
        assert!(of([1.0, 1.0], [0.0; 2], [1.0, 0.0]).contains("weight 1 is 0"));
        assert!(of([1.0, 4.0], [0.8, 1.2], [1.0; 2]).contains("add up to 1"));
        assert!(of([1.0, f64::NAN], [0.0; 2], [1.0; 2]).contains("NaN"));
    }

    proptest! {
        #[test]
        fn no_point_of_the_frontier_is_better(
            a in 0.2..9.0_f64, b in 0.2..9.0_f64, across in -0.5..0.65_f64, up in -0.5..0.65_f64, w in 0.1..0.9_f64, angle in 0.0..1.57_f64,
        ) {
            let (d, weights) = ([across * f64::sqrt(a), up * f64::sqrt(b)], [w, 1.0 - w]);
            let [x, y] = nash_on_ellipse([a, b], d, weights).unwrap();
            prop_assert!((x * x / a + y * y / b - 1.0).abs() < 1e-12);
            let product = |x: f64, y: f64| weights[0] * (x - d[0]).ln() + weights[1] * (y - d[1]).ln();
            let (other_x, other_y) = (a.sqrt() * angle.cos(), b.sqrt() * angle.sin());
            if other_x > d[0] && other_y > d[1] {
                prop_assert!(product(other_x, other_y) <= product(x, y) + 1e-9);
            }
            let [x, y] = nash_on_ellipse([a, b], [0.0; 2], weights).unwrap();
            prop_assert!((x - (a * weights[0]).sqrt()).abs() < 1e-12 && (y - (b * weights[1]).sqrt()).abs() < 1e-12);
        }
    }
}
