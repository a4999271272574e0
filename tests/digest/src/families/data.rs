//! Tables, invented rows, splits, scales and projections.

use simulation::data::generators::{Blobs, Moons, Ring};
use simulation::data::{Source, csv, iris};
use simulation::dataset::{Dataset, Target};
use simulation::eigen::symmetric;
use simulation::linear_algebra::Cholesky;
use simulation::linear_programme::LinearProgramme;
use simulation::projection::Projection;
use simulation::seed::Seed;
use simulation::split::{self, Split};
use simulation::standardise::Standardiser;
use simulation::world::World;

use super::Hashed;
use crate::hash::Hash;

const OWN: &str = "height,colour,kind\n1.5,red,a\n2.25,blue,b\n0.125,red,a\n";

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    for source in Source::ALL {
        table(hash, &source.parse(source.text())?);
    }
    let mut options = csv::CsvOptions::new(csv::TargetColumn::Class("kind".into()));
    options.one_hot = vec!["colour".into()];
    table(hash, &csv::read(OWN, &options)?.data);

    let seed = Seed::new(7);
    table(hash, &Moons::new(30, 0.2)?.dataset(seed)?);
    table(hash, &Blobs::new(30, vec![[-2.0, 0.0], [2.0, 0.5], [0.0, 3.0]], 0.8)?.dataset(seed)?);
    table(hash, &Ring::new(30, 1.0, 1.5, 2.0, 0.1)?.dataset(seed)?);

    let data = iris::dataset();
    let splits = [
        split::by_fraction(&data, 0.3, seed)?,
        split::by_count(&data, 40, seed)?,
        split::stratified(&data, 0.3, seed)?,
    ];
    let folds = [split::folds(&data, 4, seed)?, split::stratified_folds(&data, 4, seed)?].concat();
    splits.iter().chain(&folds).for_each(|split| positions(hash, split));

    let world = World::trainable(&data);
    let scale = Standardiser::fit(&world);
    hash.numbers(scale.means().iter().chain(scale.scales()));
    let plane = Projection::fit(&world)?;
    plane.axes().iter().for_each(|axis| hash.numbers(axis));
    hash.numbers(&plane.variances());
    hash.number(plane.explained());
    for row in world.rows().take(20) {
        hash.numbers(&plane.lift(plane.place(row.features)));
    }
    algebra(hash)
}

fn algebra(hash: &mut Hash) -> Hashed {
    let matrix = [4.0, 1.0, 0.5, 1.0, 3.0, -0.7, 0.5, -0.7, 2.0];
    let eigen = symmetric(&matrix).ok_or("no eigenvalues")?;
    hash.numbers(eigen.values.iter().chain(eigen.vectors.iter().flatten()));
    let mut factor = Cholesky::new(&matrix, 3).ok_or("no factor")?;
    factor.update(&[0.3, -1.0, 0.2]);
    factor.downdate(&[0.1, 0.4, 0.0]).ok_or("no downdate")?;
    hash.numbers(factor.lower().iter().chain(&factor.inverse()));
    hash.number(factor.log_determinant());
    let mut programme = LinearProgramme::new(vec![4.0, 6.0])?;
    for (cost, entries) in [(-3.0, [1.0, 2.0]), (-2.0, [1.0, 1.0]), (0.0, [1.0, 0.0]), (0.0, [0.0, 1.0])] {
        programme.add_column(cost, entries.to_vec())?;
    }
    let optimum = programme.minimise()?;
    hash.number(optimum.value);
    hash.numbers(optimum.variables.iter().chain(&optimum.multipliers));
    Ok(())
}

pub(super) fn table(hash: &mut Hash, data: &Dataset) {
    for row in data.rows() {
        hash.count(row.id.number() as usize);
        hash.numbers(row.features);
        match row.target {
            Target::Class(class) => hash.count(class),
            Target::Number(number) => hash.number(number),
        }
        hash.count(row.group);
    }
}

fn positions(hash: &mut Hash, split: &Split) {
    split.training.iter().chain(&split.evaluation).for_each(|&position| hash.count(position));
}
