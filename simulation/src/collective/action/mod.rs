//! Algorithmic collective action: a share α of the people behind the data change their rows by a common plan, and somebody else's model learns
//! from the mixture.
//!
//! Rows are (x, y) with finitely many x, distributed as P₀. A map g says what a member makes of its features: it *shows the signal*. With the
//! members' rows distributed as P*, the model learns from P = (1 − α)·P₀ + α·P*.
//!
//! | strategy | a member's row (x, y) becomes | success S(α) is the P₀-share of x with | lower bound on S(α) |
//! |---|---|---|---|
//! | plant, features and label | (g(x), y*) | f(g(x)) = y* | 1 − (1 − α)/α · Δ·ξ |
//! | plant, features only | (g(x), y*) if y = y*, else (x, y) | f(g(x)) = y* | 1 − (1 − p)/(p·α) · ξ |
//! | erase | (x, arg max_y P₀(y ∣ g(x))) | f(x) = f(g(x)) | 1 − 2·(1 − α)/α · τ |
//!
//! Here f is the classifier with the least error on P, ξ = P₀(g(X)) the share of rows that show the signal anyway (its *uniqueness*),
//! Δ = max over x in g(X) of max_y P₀(y ∣ x) − P₀(y* ∣ x) the *suboptimality gap*, p = min_x P₀(y* ∣ x), and
//! τ = E max_y |P₀(y ∣ x) − P₀(y ∣ g(x))|. [`CollectiveAction`] computes success by enumeration, and the bounds; [`TrainedAction`] trains a
//! learner on rows of which a share was changed.
//!
//! Cost: O(cells · classes) for each α. A trained run: one fit, and a prediction for each cell that is asked about.
//!
//! Source: Hardt, Mazumdar, Mendler-Dünner & Zrnic (2023), *Algorithmic Collective Action in Machine Learning*, with ε = 0.
//!
//! When it misleads: the bounds are about a classifier that has seen all of P. For one that is farther than that from the least error by a total
//! variation of ε they lose ε/(1 − ε), and nobody knows ε. A trained model may stand above the bound or below it. And a bound below 0 says
//! nothing: success may be high all the same.
//!
//! ```
//! use simulation::collective::action::{CollectiveAction, DiscreteTable, Strategy};
//!
//! // Three kinds of applicants; who shows the signal is of the third kind, one in a hundred, and nine in ten of these are refused.
//! let table = DiscreteTable::new(vec![0.6, 0.39, 0.01], vec![vec![0.8, 0.2], vec![0.3, 0.7], vec![0.1, 0.9]])?;
//! let plan = CollectiveAction::new(table, vec![2, 2, 2], Strategy::FeaturesAndLabel { target: 0 })?;
//! assert_eq!(plan.success(0.001), Some(0.0), "too few");
//! assert!(plan.success(0.02) > Some(0.99), "one in fifty turns every answer");
//! assert!(plan.bound(0.02) > Some(0.6) && plan.bound(0.02) < plan.success(0.02));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cells;
mod enumerated;
mod error;
mod kinds;
mod table;
mod trained;

pub use cells::{Cells, CellsError, columns_of};
pub use enumerated::{CollectiveAction, Strategy};
pub use error::ActionError;
pub use kinds::{Kind, kinds};
pub use table::DiscreteTable;
pub use trained::{TrainedAction, TrainedActionError};
