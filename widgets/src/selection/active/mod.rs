//! Active learning: a model that asks which row should be labelled next, against one whose rows come by luck.
//!
//! Left the pool in the plane: what is labelled, how urgent every other row is, which one is asked for next, and where the model draws its
//! boundaries. Right the accuracy on test rows against the number of labels: of this run, and of both ways of asking over many divisions
//! and starts.

#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod received;
mod run;
mod state;
mod view;
mod words;

use simulation::data::digits;
use simulation::seed::Seed;
use simulation::selection::active::{PoolTable, Strategy};

pub use parameters::{ActiveData, ActiveParameters, Asks, Sees};
pub use state::ActiveMessage;

use crate::chart::{Axis, Plane};
use crate::format::short;
use crate::markup::Markup;
use crate::parameters::{ParameterError, Whole};
use crate::shipped::Shipped;
use crate::tables::{self, OwnRows, TableId};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use run::{Arm, Corners, Piece, Run, Scene, Setting};

/// The widget.
pub struct Active {
    parameters: ActiveParameters,
    table: PoolTable,
    /// The pool of the run that is drawn, by the positions of its rows.
    pool: Vec<usize>,
    tests: usize,
    setting: Setting,
    corners: Corners,
    own: Run,
    scene: Option<Scene>,
    /// The strategy that asks, and luck, over the repetitions.
    asking: Arm,
    luck: Arm,
    /// Whether rounds follow one another by themselves.
    running: bool,
    failure: Option<String>,
    stopped: bool,
}

impl Active {
    fn seed(&self) -> Seed {
        Seed::new(u64::from(self.parameters.seed.get()))
    }

    fn strategy(&self) -> Strategy {
        self.parameters.strategy.strategy()
    }

    /// The round that is asked for, which a small pool may not reach.
    fn round(&self) -> u32 {
        self.parameters.round.get().min(self.setting.plan.rounds)
    }

    /// The round that is drawn, if it is known.
    fn scene(&self) -> Option<&Scene> {
        self.scene.as_ref().filter(|scene| scene.round == self.round())
    }

    /// The repetitions that both ways of asking have done.
    fn repeated(&self) -> usize {
        self.asking.done().min(self.luck.done()).min(self.wanted())
    }

    fn wanted(&self) -> usize {
        self.parameters.repetitions.get() as usize
    }

    /// For each repetition, the area under the asking run's curve less that under luck's.
    fn gains(&self) -> Vec<f64> {
        let pairs = self.asking.summary.areas.iter().zip(&self.luck.summary.areas);
        pairs.map(|(asking, luck)| asking - luck).take(self.wanted()).collect()
    }

    fn advance(&mut self) -> Result<bool, String> {
        let (strategy, seed, round) = (self.strategy(), self.seed(), self.round());
        // The next round up to the one that is asked for, or that one again, where it is known and not how it looked.
        let number = round.min(self.own.values.len() as u32);
        if number < round || self.scene().is_none() {
            match self.setting.advance(&self.table, strategy, seed, &mut self.own, number)? {
                Piece::Round(found) if found.round == round => {
                    self.scene = Some(Scene::of(found, self.corners, self.parameters.sees.sight()));
                }
                Piece::Model | Piece::Round(_) => {}
                Piece::None => return Ok(false),
            }
            return Ok(true);
        }
        if self.running {
            self.running = round < self.setting.plan.rounds;
            self.parameters.round = Whole::new(round + u32::from(self.running));
            return Ok(true);
        }
        let mut arms = [(&mut self.asking, strategy), (&mut self.luck, Strategy::Random)];
        // Pairs are done one after the other, so that there is something to compare early on.
        if arms[1].0.done() < arms[0].0.done() {
            arms.reverse();
        }
        for (arm, strategy) in arms {
            if arm.done() < self.parameters.repetitions.get() as usize {
                arm.make_room();
                arm.advance(&self.setting, &self.table, strategy, seed)?;
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The table of the parameters, as the pool needs it.
fn table(parameters: &ActiveParameters) -> Result<PoolTable, ParameterError> {
    let rows = tables::table(parameters.data.source())?;
    let refused =
        |error: String| ParameterError::value("data", parameters.data.source().name(), error, vec![]);
    let made = match parameters.data {
        ActiveData::Digits => {
            let blocks = digits::blocks(&rows).map_err(|error| refused(error.to_string()))?;
            PoolTable::new(&blocks, parameters.sees.sight())
        }
        _ => PoolTable::new(&rows, parameters.sees.sight()),
    };
    made.map_err(|error| refused(error.to_string()))
}

/// Room for all rows.
fn corners(table: &PoolTable) -> Corners {
    let [mut low, mut high] = [[f64::INFINITY; 2], [f64::NEG_INFINITY; 2]];
    for row in table.drawn().rows() {
        for (axis, &value) in row.features.iter().take(2).enumerate() {
            (low[axis], high[axis]) = (low[axis].min(value), high[axis].max(value));
        }
    }
    for axis in 0..2 {
        let room = 0.05 * (high[axis] - low[axis]).max(1e-9);
        (low[axis], high[axis]) = (low[axis] - room, high[axis] + room);
    }
    [low, high]
}

impl Widget for Active {
    const NAME: &'static str = "active";
    const ABOUT: &'static str = "Active learning: a pool, the rows that are labelled, the one that is asked for next, and whether asking beats luck.";
    const CONTROLS: &'static [&'static str] = &["data", "sees", "strategy", "batch", "round", "seed"];
    type Parameters = ActiveParameters;
    type Message = ActiveMessage;

    const OWN_ROWS: Option<fn(OwnRows) -> ActiveMessage> =
        Some(|rows| ActiveMessage::Data(ActiveData::Own(rows)));

    fn tables(parameters: &ActiveParameters) -> Vec<TableId> {
        vec![parameters.data.source()]
    }

    fn new(parameters: ActiveParameters) -> Result<Self, ParameterError> {
        let most = parameters.data.most();
        if parameters.rows.get() > most {
            let expected = format!("20 to {most} for this table, so that rows are left to test on");
            return Err(ParameterError::value("rows", &parameters.rows.get().to_string(), expected, vec![]));
        }
        let table = table(&parameters)?;
        let seed = Seed::new(u64::from(parameters.seed.get()));
        let (pool, test) = table.divide(parameters.rows.get() as usize, seed).map_err(|error| {
            ParameterError::value("rows", &parameters.rows.get().to_string(), error.to_string(), vec![])
        })?;
        let setting = Setting::of(&parameters, table.drawn().class_count(), pool.len());
        let corners = corners(&table);
        Ok(Self {
            parameters,
            pool,
            tests: test.len(),
            setting,
            corners,
            own: Run::default(),
            scene: None,
            asking: Arm::default(),
            luck: Arm::default(),
            running: false,
            failure: None,
            stopped: false,
            table,
        })
    }

    fn parameters(&self) -> &ActiveParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: ActiveParameters) -> Result<(), ParameterError> {
        let rows = |of: &ActiveParameters| (of.data, of.sees, of.rows, of.seed);
        let run = |of: &ActiveParameters| (of.batch, of.budget);
        if rows(&parameters) != rows(&self.parameters) || run(&parameters) != run(&self.parameters) {
            *self = Self::new(parameters)?;
            return Ok(());
        }
        if parameters.strategy != self.parameters.strategy {
            (self.own, self.scene, self.asking) = (Run::default(), None, Arm::default());
        }
        self.parameters = parameters;
        (self.running, self.stopped) = (false, false);
        Ok(())
    }

    fn update(&mut self, message: ActiveMessage) -> Option<Reaction<ActiveParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<ActiveMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<ActiveMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<ActiveMessage> {
        words::comparison(self)
    }

    fn table(&self) -> Table {
        let names = ["labels", "this run", "asking, mean", "from", "to", "luck, mean", "from", "to"];
        let row = |round: usize| {
            let own = self.own.values.get(round).filter(|_| round <= self.round() as usize);
            let mut cells = vec![
                self.setting.labels(round).to_string(),
                own.map_or_else(String::new, |value| short(*value, 6)),
            ];
            for arm in [&self.asking, &self.luck] {
                let point = arm.summary.points.get(round);
                let cell = |place: usize| point.map_or_else(String::new, |point| short(point[place], 6));
                cells.extend((0..3).map(cell));
            }
            cells
        };
        let rows = (0..=self.setting.plan.rounds as usize).map(row).collect();
        Table { columns: names.map(str::to_owned).to_vec(), rows }
    }

    fn drawing(&self) -> Markup<ActiveMessage> {
        view::drawing(self)
    }

    fn step(&mut self) -> bool {
        if self.stopped || self.failure.is_some() {
            return false;
        }
        match self.advance() {
            Ok(worked) => worked,
            Err(failure) => {
                self.failure = Some(failure);
                false
            }
        }
    }

    fn progress(&self) -> Option<Progress> {
        if self.stopped || self.failure.is_some() {
            return None;
        }
        let progress = |label: &str, done, total| Some(Progress { label: label.to_owned(), done, total });
        if self.running || self.scene().is_none() {
            let done = (self.own.values.len() as u32).min(self.setting.plan.rounds);
            return progress("Rounds", done, self.setting.plan.rounds.max(1));
        }
        let (wanted, done) =
            (self.wanted(), self.asking.done().min(self.wanted()) + self.luck.done().min(self.wanted()));
        if done < 2 * wanted {
            progress("Runs on other divisions", done as u32, 2 * wanted as u32)
        } else {
            None
        }
    }

    fn cancel(&mut self) {
        // While rounds follow one another, stopping is a pause: the averages go on.
        if self.running {
            self.running = false;
        } else {
            self.stopped = true;
        }
    }

    fn shipped(&self) -> Option<Shipped> {
        received::ship(self)
    }

    fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
        received::receive(self, shipped)
    }
}

/// The plane of the pool.
fn pool_plane(active: &Active) -> Plane {
    let [low, high] = active.corners;
    let names = ["1st principal component", "2nd principal component"];
    Plane::new(Axis::between(names[0], low[0], high[0]), Axis::between(names[1], low[1], high[1]))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
