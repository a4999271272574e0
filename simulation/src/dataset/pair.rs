//! Two classes of a table, for learners that know only two.

use ndarray::Array2;

use super::{Dataset, DatasetError, RowId, Target, Targets};

impl Dataset {
    /// The rows of class `zero` and of class `one`, which become classes 0 and 1; ids, groups, rights and order stay. Cost O(n·p). A table of numbers
    /// has no such rows.
    ///
    /// ```
    /// use simulation::data::iris;
    ///
    /// let pair = iris::dataset().pair_of_classes(1, 2)?;
    /// assert_eq!((pair.len(), pair.class_count()), (100, 2));
    /// let first = pair.row(0).ok_or("no rows")?;
    /// assert_eq!((first.id.number(), first.target.class()), (50, Some(0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// None for a table that was checked before; those of [`Dataset::new`] in principle.
    pub fn pair_of_classes(&self, zero: usize, one: usize) -> Result<Self, DatasetError> {
        let class = |position| self.target(position).class().filter(|&class| class == zero || class == one);
        let kept: Vec<usize> = (0..self.len()).filter(|&position| class(position).is_some()).collect();
        let labels = kept.iter().map(|&position| usize::from(self.target(position) == Target::Class(one)));
        let labels: Vec<usize> = labels.collect();
        let values = kept.iter().flat_map(|&position| self.features(position).iter().copied()).collect();
        let ids: Vec<RowId> = kept.iter().map(|&position| self.id(position)).collect();
        Self {
            ids,
            features: Array2::from_shape_vec((kept.len(), self.feature_count()), values).unwrap_or_default(),
            targets: Targets::Classes { labels, count: 2 },
            groups: kept.iter().map(|&position| self.groups[position]).collect(),
            group_count: self.group_count,
            rights: kept.iter().map(|&position| self.rights[position]).collect(),
        }
        .checked()
    }
}

#[cfg(test)]
mod tests {
    use crate::data::{diabetes, wine};

    #[test]
    fn classes_trade_names_and_everything_else_stays() {
        let wines = wine::dataset();
        let pair = wines.pair_of_classes(2, 0).unwrap();
        assert_eq!(pair.len(), 48 + 59);
        for row in pair.rows() {
            let old = wines.row(wines.position(row.id).unwrap()).unwrap();
            assert_eq!((old.features, old.group), (row.features, row.group));
            assert_eq!(row.target.class(), Some(usize::from(old.target.class() == Some(0))));
        }
        assert!(diabetes::dataset().pair_of_classes(0, 1).unwrap().is_empty());
    }
}
