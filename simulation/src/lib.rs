//! What happens to a model when its training data change?
//!
//! > Hold a protocol and an observer fixed, edit the data, train in both worlds, compare what is observed.
//!
//! The formalism writes it W → t(W), Y = O(A(W)), Γ = C(Y′, Y), and this crate has a module for each letter:
//!
//! | letter | here |
//! |---|---|
//! | W, a world | [`dataset`], [`world`], with the protocol's scale in [`standardise`] and [`preprocessing`] |
//! | t, an edit | [`edit`] |
//! | A, the learner | [`learners`] |
//! | O, the observer | [`observers`] |
//! | Γ, the comparison | [`comparison`] (two worlds), [`idea`] (the grid's quantities) and [`valuation`] (games over worlds) |
//! | luck | [`seed`] (explicit streams), [`comparison::resampling_luck`] and [`idea::Redraws`] |
//!
//! | module | what it holds |
//! |---|---|
//! | [`data`] | seven real tables with their sources, readers' own CSV files, moons, blobs and a ring |
//! | [`dataset`], [`split`], [`standardise`], [`preprocessing`] | rows with stable ids, groups and rights; splits that an edit leaves alone; the scale, held or refitted |
//! | [`world`], [`edit`], [`comparison`] | weighted rows, eight edits that compose, what differs and how much of it is luck |
//! | [`learners`] | ridge, logistic and softmax regression with exact removals, naive Bayes, nearest neighbours and centroids, networks step by step |
//! | [`observers`] | accuracy, losses, ROC, rates and differences between groups, trajectories |
//! | [`valuation`] | leave-one-out, semivalues, interactions and the least core, exact and sampled; KNN-Shapley; learning games |
//! | [`valuation::datamodels`] | outcomes of random subsets and their linear surrogate |
//! | [`valuation::first_order`] | influence functions, Newton steps, TracIn, representer points |
//! | [`valuation::mislabels`] | planted label flips, self-confidence, confident learning, inspection, removal curves |
//! | [`selection::scaling`] | learning curves over sizes and groups, power laws with an offset, bootstrap bands |
//! | [`selection::active`] | pool-based active learning: uncertainty, committees, expected model change, random |
//! | [`robustness::poisoning`] | rows that an attacker adds: flips, targeted flips, rows moved along the implicit gradient; two defences |
//! | [`robustness::privacy`] | differential privacy: noise for a number, DP-SGD, the accountant, a guessing game |
//! | [`robustness::unlearning`] | forgetting rows: SISA, steps with a certificate, their cost, and a witness who tries to tell |
//! | [`dynamics`] | what a network makes of each row, epoch by epoch: data maps, forgetting events, EL2N |
//! | [`causal::effects`] | mean effects from records: naive, stratified, regression, inverse probability weights, augmented |
//! | [`causal::source`] | runs of which some add a source, trained in both worlds, by need or by a coin |
//! | [`causal::performative`] | repeated retraining on a world that answers: stable points, optima, local rates |
//! | [`collective::strike`], [`collective::campaign`] | rows withheld by groups, with or without substitutes; break-even, leverage; rows moved or copied to a competitor |
//! | [`collective::action`] | signals planted and erased by a share of the rows: success by enumeration, its lower bounds, and trained learners |
//! | [`collective::bargain`] | Nash and alternating offers over measured stakes, the core, dividends |
//! | [`idea`] | the grid of worlds × slices, and every quantity that its cells define |
//! | [`idea::holdout`] | rights, reserves and leakage: who is chosen by which rows, and how far a winner's score is from the truth |
//! | [`statistics`], [`distributions`], [`projection`] | moments, correlations, quantiles and intervals; draws; two principal components |
//! | [`linear_algebra`], [`eigen`], [`linear_programme`], [`order`] | products in a fixed order, Cholesky factors that follow their rows, eigenvalues, the simplex method, sorting |
//!
//! The crate is pure: no input or output, no clock, no global randomness, no text that a reader sees but error messages. The
//! same call gives the same bits natively and in a browser.
//!
//! ```
//! use simulation::data::penguins;
//! use simulation::idea::{Grid, Measure, Quantity, Query, Sample, SamplePlan};
//! use simulation::learners::{Classifier, NearestCentroid};
//! use simulation::seed::Seed;
//! use simulation::valuation::Coalition;
//!
//! // Four colonies of penguins; what does the model lose without the second?
//! let plan = SamplePlan { items: 4, training_rows: 6, evaluation_rows: 10 };
//! let sample = Sample::draw(&penguins::dataset(), plan, Seed::new(1))?;
//! let learner = Classifier::NearestCentroid(NearestCentroid);
//! let all = Coalition::all(4);
//! let query = Query { quantity: Quantity::LeaveOneOut, world: all, slice: all, focus: 1 };
//! let mut grid = Grid::new(4)?;
//! for world in query.worlds(4) {
//!     grid.train(&sample, &learner, Measure::Accuracy, world, Seed::new(1))?;
//! }
//! let loss = query.answer(4, |place| grid.cell(place)).map(|answer| answer.headline());
//! assert!(loss > Some(0.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

/// The example in the crate's README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;

pub mod causal;
pub mod collective;
pub mod comparison;
pub mod data;
pub mod dataset;
pub mod distributions;
pub mod dynamics;
pub mod edit;
pub mod eigen;
pub mod idea;
pub mod learners;
pub mod linear_algebra;
pub mod linear_programme;
pub mod observers;
pub mod order;
pub mod preprocessing;
pub mod projection;
pub mod robustness;
pub mod seed;
pub mod selection;
pub mod split;
pub mod standardise;
pub mod statistics;
pub mod valuation;
pub mod variants;
pub mod world;
