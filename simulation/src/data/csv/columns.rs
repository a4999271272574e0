//! What each column of a file is for, and its values as numbers.

use super::error::short;
use super::records::Records;
use super::{CsvError, CsvOptions, DecimalMark, MAX_CATEGORIES, MissingValues, TargetColumn};
use crate::dataset::{Right, RowId};
use crate::order::{self, ascending};

/// The columns of a file by what they are for.
pub(super) struct Columns<'a> {
    records: &'a Records,
    /// The role of each column; none for numeric features.
    roles: Vec<Option<&'static str>>,
    pub(super) target: usize,
    pub(super) group: Option<usize>,
    pub(super) right: Option<usize>,
    id: Option<usize>,
    decimal: DecimalMark,
}

/// A feature: a column, or one value of a one-hot column.
pub(super) struct Feature<'a> {
    column: usize,
    category: Option<&'a str>,
    pub(super) name: String,
}

const TARGET: &str = "the target";
const GROUP: &str = "the group";
const RIGHT: &str = "the right";
const ID: &str = "the id";
const ONE_HOT: &str = "one-hot";
const IGNORED: &str = "left out";

impl<'a> Columns<'a> {
    /// Gives every column its role.
    pub(super) fn of(records: &'a Records, options: &CsvOptions) -> Result<Self, CsvError> {
        let names: Vec<&str> = (0..records.columns()).map(|column| records.name(column)).collect();
        for column in 0..records.columns() {
            let name = records.name(column);
            if name.is_empty() {
                return Err(CsvError::Unnamed { column: column + 1 });
            }
            if names[..column].contains(&name) {
                return Err(CsvError::TwiceNamed { name: short(name) });
            }
        }
        let mut roles = vec![None; records.columns()];
        let mut assign = |role: &'static str, name: &str| {
            let Some(column) = names.iter().position(|known| *known == name.trim()) else {
                let columns = (0..records.columns().min(20)).map(|column| short(records.name(column)));
                let columns = columns.collect::<Vec<_>>().join(", ");
                return Err(CsvError::UnknownColumn { role, name: short(name), columns });
            };
            match roles[column] {
                Some(TARGET) if role == GROUP => {}
                Some(first) => {
                    return Err(CsvError::TwoRoles { name: short(name), first, second: role });
                }
                None => roles[column] = Some(role),
            }
            Ok(column)
        };
        let target = match &options.target {
            TargetColumn::Class(name) | TargetColumn::Number(name) => assign(TARGET, name)?,
        };
        let mut optional =
            |role, name: &Option<String>| name.as_ref().map(|name| assign(role, name)).transpose();
        let (group, right) = (optional(GROUP, &options.group)?, optional(RIGHT, &options.right)?);
        let id = optional(ID, &options.id)?;
        for (role, listed) in [(ONE_HOT, &options.one_hot), (IGNORED, &options.ignored)] {
            for name in listed {
                assign(role, name)?;
            }
        }
        if !roles.iter().any(|role| matches!(role, None | Some(ONE_HOT))) {
            return Err(CsvError::NoFeatures);
        }
        Ok(Self { records, roles, target, group, right, id, decimal: options.decimal })
    }

    /// The rows that are kept, and the lines of the others.
    pub(super) fn kept(&self, missing: MissingValues) -> Result<(Vec<usize>, Vec<usize>), CsvError> {
        let used: Vec<usize> =
            (0..self.roles.len()).filter(|&column| self.roles[column] != Some(IGNORED)).collect();
        let (mut kept, mut dropped) = (Vec::new(), Vec::new());
        for row in 0..self.records.rows() {
            let lacks = used.iter().find(|&&column| is_missing(self.records.field(row, column)));
            match (lacks, missing) {
                (None, _) => kept.push(row),
                (Some(_), MissingValues::DropRows) => dropped.push(self.records.line(row)),
                (Some(&column), MissingValues::Refuse) => {
                    let (line, value) = (self.records.line(row), short(self.records.field(row, column)));
                    return Err(CsvError::Missing { line, column: self.name(column), value });
                }
            }
        }
        Ok((kept, dropped))
    }

    /// The features, in the order of the columns.
    pub(super) fn features(&self, kept: &[usize]) -> Result<Vec<Feature<'a>>, CsvError> {
        let mut features = Vec::new();
        for (column, role) in self.roles.iter().enumerate() {
            match *role {
                None => features.push(Feature { column, category: None, name: self.name(column) }),
                Some(ONE_HOT) => {
                    let categories = self.categories(column, kept, MAX_CATEGORIES)?;
                    features.extend(categories.into_iter().map(|category| {
                        let name = format!("{}: {}", self.name(column), short(category));
                        Feature { column, category: Some(category), name }
                    }));
                }
                Some(_) => {}
            }
        }
        Ok(features)
    }

    /// A feature's value.
    pub(super) fn value(&self, row: usize, feature: &Feature<'_>) -> Result<f64, CsvError> {
        match feature.category {
            Some(category) => Ok(f64::from(u8::from(self.records.field(row, feature.column) == category))),
            None => self.decimal.number(self.records.field(row, feature.column)).ok_or_else(|| {
                let legal = "finite numbers, or any text once the column is chosen to be one-hot";
                self.refuse(row, feature.column, legal)
            }),
        }
    }

    /// The numeric targets.
    pub(super) fn numbers(&self, kept: &[usize]) -> Result<Vec<f64>, CsvError> {
        let value = |&row: &usize| {
            let number = self.decimal.number(self.records.field(row, self.target));
            let legal = "finite numbers, or any text once the target is chosen to be a class";
            number.ok_or_else(|| self.refuse(row, self.target, legal))
        };
        kept.iter().map(value).collect()
    }

    /// A column's values as numbers from 0, and what they stand for.
    pub(super) fn coded(
        &self,
        column: usize,
        kept: &[usize],
        largest: usize,
    ) -> Result<(Vec<usize>, Vec<String>), CsvError> {
        let categories = self.categories(column, kept, largest)?;
        let code = |&row: &usize| {
            let value = self.records.field(row, column);
            categories.iter().position(|category| *category == value)
        };
        let codes = kept.iter().filter_map(code).collect();
        Ok((codes, categories.into_iter().map(short).collect()))
    }

    /// The rows' ids.
    pub(super) fn ids(&self, kept: &[usize]) -> Result<Vec<RowId>, CsvError> {
        let Some(column) = self.id else {
            return Ok(kept.iter().map(|&row| RowId::new(row as u32)).collect());
        };
        let id = |&row: &usize| {
            let id: Option<u32> = self.records.field(row, column).parse().ok();
            id.ok_or_else(|| self.refuse(row, column, "whole numbers from 0 to 4294967295"))
        };
        let ids: Vec<u32> = kept.iter().map(id).collect::<Result<_, _>>()?;
        // Equal ids stand side by side, in the order of the rows; the first row that repeats one is named.
        let order = ascending(ids.iter().copied().map(u64::from));
        let twice = order.windows(2).filter(|pair| ids[pair[0]] == ids[pair[1]]).min_by_key(|pair| pair[1]);
        if let Some(&[first, second]) = twice {
            let (line, first) = (self.records.line(kept[second]), self.records.line(kept[first]));
            return Err(CsvError::DuplicateId { line, column: self.name(column), id: ids[second], first });
        }
        Ok(ids.into_iter().map(RowId::new).collect())
    }

    /// The rows' rights.
    pub(super) fn rights(&self, column: usize, kept: &[usize]) -> Result<Vec<Right>, CsvError> {
        let right = |&row: &usize| {
            let word = self.records.field(row, column);
            let right = Right::ALL.into_iter().find(|right| right.name() == word);
            let legal = "both, trainable, evaluable, reserved and unavailable";
            right.ok_or_else(|| self.refuse(row, column, legal))
        };
        kept.iter().map(right).collect()
    }

    /// The different values of a column, in their order.
    fn categories(&self, column: usize, kept: &[usize], largest: usize) -> Result<Vec<&'a str>, CsvError> {
        let mut categories: Vec<&'a str> = vec![];
        for &row in kept {
            let value = self.records.field(row, column);
            if categories.contains(&value) {
                continue;
            }
            let rank = self.rank(value);
            let place =
                categories.iter().position(|known| self.rank(known) >= rank).unwrap_or(categories.len());
            categories.insert(place, value);
            if categories.len() > largest {
                let (line, value) = (self.records.line(row), short(value));
                return Err(CsvError::Distinct { line, column: self.name(column), value, largest });
            }
        }
        Ok(categories)
    }

    /// Numbers first and by size, then texts by their characters.
    fn rank<'b>(&self, value: &'b str) -> (u64, &'b str) {
        (self.decimal.number(value).map_or(u64::MAX, order::key), value)
    }

    fn name(&self, column: usize) -> String {
        short(self.records.name(column))
    }

    fn refuse(&self, row: usize, column: usize, legal: &'static str) -> CsvError {
        let (line, value) = (self.records.line(row), short(self.records.field(row, column)));
        CsvError::Value { line, column: self.name(column), value, legal }
    }
}

/// Whether a value is missing.
pub(in crate::data) fn is_missing(value: &str) -> bool {
    ["", "?", "-", "na", "n/a", "nan", "null"].iter().any(|word| value.eq_ignore_ascii_case(word))
}
