//! The simulation's results as one number, and a figure's shipped results as text: computed natively and in wasm, where a test
//! compares them bit for bit.

use simulation::data::penguins;
use simulation::idea::{Grid, Layers, Measure, Place, Quantity, Query, Redraws, Sample, SamplePlan};
use simulation::learners::{Classifier, NearestCentroid, NearestNeighbours, SoftmaxRegression};
use simulation::seed::Seed;
use simulation::valuation::Coalition;
use widgets::first_frame::shipped;
use widgets::parameters::link;
use widgets::registry;

/// FNV-1a over the bit patterns of every number that the methods give on fixed inputs.
///
/// # Panics
/// If a method refuses these inputs, which a test would show.
#[must_use]
pub fn digest() -> u64 {
    let mut hash = Hash(0xcbf2_9ce4_8422_2325);
    let data = penguins::dataset();
    let learners = [
        Classifier::NearestCentroid(NearestCentroid),
        Classifier::NearestNeighbours(NearestNeighbours::new(3).expect("legal")),
        Classifier::SoftmaxRegression(SoftmaxRegression::new(0.1).expect("legal")),
    ];
    for learner in learners {
        for seed in [1, 2, 3].map(Seed::new) {
            let plan = SamplePlan { items: 5, training_rows: 7, evaluation_rows: 11 };
            let sample = Sample::draw(&data, plan, seed).expect("a legal plan");
            sample.rows().rows().flat_map(|row| row.features).for_each(|value| hash.number(*value));
            let all = Coalition::all(plan.items);
            let poisoned = sample.poisoned(Coalition::single(2));
            let layers = Layers::new(Coalition::single(2), 0.3).expect("legal");
            for measure in [Measure::Accuracy, Measure::LogScore] {
                let mut grid = Grid::new(plan.items).expect("legal");
                for world in Coalition::every(plan.items) {
                    grid.train(&poisoned, &learner, measure, world, seed).expect("a fit");
                    let trained = grid.world(world).into_iter();
                    trained
                        .flat_map(|w| w.item_scores.iter().chain(&w.item_ties))
                        .for_each(|s| hash.number(*s));
                    let place = Place { world, slice: all };
                    hash.number(layers.released(seed, place, grid.cell(place).expect("trained")));
                }
                for quantity in
                    [Quantity::Shapley, Quantity::Banzhaf, Quantity::Beta(0.5, 3.0), Quantity::Diagonal]
                {
                    let query = Query { quantity, world: all, slice: all, focus: 1 };
                    let answer = query.answer(plan.items, |place| grid.cell(place));
                    hash.number(answer.expect("every world is trained").headline());
                }
            }
            let query = Query { quantity: Quantity::Shapley, world: all, slice: all, focus: 1 };
            let protocol = (learner, Measure::Accuracy);
            let mut redraws =
                Redraws::new(data.clone(), plan, Coalition::EMPTY, protocol, seed, 3).expect("a legal plan");
            redraws.ask(&query);
            while redraws.train_next().expect("a fit") {}
            redraws.answers().iter().for_each(|answer| hash.number(*answer));
        }
    }
    hash.0
}

/// The results that the widget `name` ships for arguments in link form; an error as text.
#[must_use]
pub fn recomputed(name: &str, arguments: &str) -> String {
    let Some(entry) = registry::widget(name) else { return format!("no widget is named {name}") };
    let arguments = match link::decode(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return error.to_string(),
    };
    match shipped(entry, &arguments) {
        Ok(json) => json.unwrap_or_default(),
        Err(errors) => format!("{errors:?}"),
    }
}

struct Hash(u64);

impl Hash {
    fn number(&mut self, number: f64) {
        assert!(!number.is_nan(), "NaN has many bit patterns");
        for byte in number.to_bits().to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// The same for a host without wasm-bindgen: numbers and byte buffers.
#[cfg(target_arch = "wasm32")]
#[allow(
    unsafe_code,
    reason = "exports of a wasm module need a fixed name, and buffers cross its border by address"
)]
mod exports {
    use std::cell::RefCell;

    thread_local! {
        static BUFFERS: RefCell<(Vec<u8>, String)> = const { RefCell::new((Vec::new(), String::new())) };
    }

    #[unsafe(no_mangle)]
    extern "C" fn digest() -> u64 {
        super::digest()
    }

    /// Room for `length` bytes of input; the address.
    #[unsafe(no_mangle)]
    extern "C" fn alloc(length: usize) -> *mut u8 {
        BUFFERS.with_borrow_mut(|(input, _)| {
            *input = vec![0; length];
            input.as_mut_ptr()
        })
    }

    /// Reads `NAME\nARGUMENTS` from the input; the length of the result.
    #[unsafe(no_mangle)]
    extern "C" fn recompute(_pointer: *const u8, _length: usize) -> usize {
        BUFFERS.with_borrow_mut(|(input, output)| {
            let text = String::from_utf8_lossy(input);
            let (name, arguments) = text.split_once('\n').unwrap_or((&text, ""));
            *output = super::recomputed(name, arguments);
            output.len()
        })
    }

    /// Where the result lies.
    #[unsafe(no_mangle)]
    extern "C" fn result_ptr() -> *const u8 {
        BUFFERS.with_borrow(|(_, output)| output.as_ptr())
    }
}
