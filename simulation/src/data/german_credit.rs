//! German Credit: 1000 applications for credit, and whether the risk was good or bad. Source, licence and codes stand in
//! `german-credit.md` beside this file.
//!
//! # Encoding
//! The seven numeric attributes are kept. Of the 13 coded ones, the two with two codes (telephone, foreign worker) become one
//! column of 0 and 1; each of the others becomes one column for each code, 1 where the row has it. No order is read into the
//! codes, and a code that no row has (purpose 7, personal status 5) has no column. This makes 7 + 2 + 50 = 59 features
//! and is part of the protocol: another encoding is another world. Columns of one attribute add up to 1, so a model without
//! a penalty has no unique coefficients.
//!
//! Label: the source's 1 (good) is class 0, its 2 (bad) is class 1.
//!
//! # Groups
//! [`parse`] groups by age, 25 or younger against older (Kamiran & Calders 2009, *Classifying without discriminating*);
//! [`parse_grouped`] takes the sex instead. The protected attribute stays among the features.
//!
//! When it misleads: the codes of this file are known to be partly wrong. Grömping (2019), *South German Credit Data: Correcting a
//! Widely Used Data Set*, found that personal status 2, here "female", also holds single men: the sex cannot be told
//! from it, and results on "women" in this file are results on a code.

use super::{About, DataError, Task, compact, embedded};
use crate::dataset::{Dataset, Targets};

pub(super) const TEXT: &str = include_str!("german-credit.csv");

/// The features, in the order of the columns.
pub const FEATURES: [&str; 59] = [
    "checking account: below 0 DM",
    "checking account: 0 to 200 DM",
    "checking account: 200 DM or more, or salary for a year",
    "checking account: none",
    "duration (months)",
    "history: no credits, or all paid back",
    "history: all credits here paid back",
    "history: existing credits paid back till now",
    "history: delay in the past",
    "history: critical account, or credits elsewhere",
    "purpose: new car",
    "purpose: used car",
    "purpose: furniture",
    "purpose: radio or television",
    "purpose: domestic appliances",
    "purpose: repairs",
    "purpose: education",
    "purpose: retraining",
    "purpose: business",
    "purpose: others",
    "amount (DM)",
    "savings: below 100 DM",
    "savings: 100 to 500 DM",
    "savings: 500 to 1000 DM",
    "savings: 1000 DM or more",
    "savings: unknown or none",
    "employed: not",
    "employed: less than 1 year",
    "employed: 1 to 4 years",
    "employed: 4 to 7 years",
    "employed: 7 years or more",
    "instalment (% of income)",
    "personal status: male, divorced or separated",
    "personal status: female, divorced, separated or married",
    "personal status: male, single",
    "personal status: male, married or widowed",
    "other debtors: none",
    "other debtors: co-applicant",
    "other debtors: guarantor",
    "residence (code)",
    "property: real estate",
    "property: savings contract or life insurance",
    "property: car or other",
    "property: unknown or none",
    "age (years)",
    "other instalments: bank",
    "other instalments: stores",
    "other instalments: none",
    "housing: rent",
    "housing: own",
    "housing: for free",
    "credits at this bank",
    "job: unemployed, or unskilled non-resident",
    "job: unskilled resident",
    "job: skilled",
    "job: management or self-employed",
    "people to support",
    "telephone",
    "foreign worker",
];

/// The risks: the classes.
pub const RISKS: [&str; 2] = ["good", "bad"];

/// A protected attribute that makes the groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protected {
    /// Group 0: 25 or younger (190 rows). Group 1: older (810).
    #[default]
    Age,
    /// Group 0: personal status 2, "female" (310 rows). Group 1: 1, 3 and 4, "male" (690). See the module on what is wrong
    /// with it.
    Sex,
}

/// What is known without reading the file; the groups are those of [`Protected::Age`].
pub const ABOUT: About = About {
    name: "german-credit",
    title: "German Credit (Statlog)",
    description: "applications for credit at a German bank, each a good or a bad risk",
    rows: 1000,
    features: &FEATURES,
    task: Task::Classes(&RISKS),
    grouping: "age",
    groups: Protected::Age.groups(),
    licence: "CC BY 4.0",
    bytes: TEXT.len(),
};

impl Protected {
    /// The groups, by their numbers.
    pub const fn groups(self) -> &'static [&'static str] {
        match self {
            Self::Age => &["25 or younger", "older than 25"],
            Self::Sex => &["coded female", "coded male"],
        }
    }
}

/// The 1000 applications of a text that was fetched: the [`FEATURES`], the risk as label, the age as group.
///
/// # Errors
/// [`DataError`] naming the first mistake.
///
/// ```
/// use simulation::data::german_credit::{self, Protected};
/// assert!(german_credit::parse("").is_err());
/// let data = german_credit::dataset();
/// assert_eq!(data.rows().filter(|row| row.group == 0).count(), 190);
/// assert_eq!(Protected::Age.groups()[0], "25 or younger");
/// ```
pub fn parse(text: &str) -> Result<Dataset, DataError> {
    parse_grouped(text, Protected::Age)
}

/// The same with the groups of a protected attribute.
///
/// # Errors
/// [`DataError`] naming the first mistake.
pub fn parse_grouped(text: &str, protected: Protected) -> Result<Dataset, DataError> {
    let lines = compact::lines(&ABOUT, text, ABOUT.rows, ATTRIBUTES.len() + 1)?;
    let (mut ids, mut values, mut labels, mut groups) = (vec![], vec![], vec![], vec![]);
    for line in lines {
        for (field, attribute) in ATTRIBUTES.iter().enumerate() {
            match attribute {
                Attribute::Number => values.push(line.decimal(field)?),
                Attribute::Switch { on } => {
                    values.push(f64::from(u8::from(line.place(field, 1, 2)? + 1 == *on)));
                }
                Attribute::Codes(codes) => {
                    let code = line.place(field, 0, usize::MAX)?;
                    if !codes.contains(&code) {
                        return Err(line.refuse(field, "the codes named in the note beside the file"));
                    }
                    values.extend(codes.iter().map(|&other| f64::from(u8::from(other == code))));
                }
            }
        }
        ids.push(line.id());
        labels.push(line.place(ATTRIBUTES.len(), 1, RISKS.len())?);
        groups.push(usize::from(match protected {
            Protected::Age => line.decimal(AGE)? > 25.0,
            Protected::Sex => line.decimal(PERSONAL_STATUS)? != 2.0,
        }));
    }
    let targets = Targets::Classes { labels, count: RISKS.len() };
    compact::dataset(ids, values, FEATURES.len(), targets, groups, protected.groups().len())
}

/// The same as [`parse`] from the file in this crate, whose text (47 kB) is then part of the program: a page fetches it and
/// calls [`parse`].
///
/// # Panics
/// Never: the file is part of the crate, and a test reads it.
pub fn dataset() -> Dataset {
    embedded(parse(TEXT))
}

/// What a field of the file becomes.
enum Attribute {
    /// Itself.
    Number,
    /// 1 for this code, 0 for the other, out of 1 and 2.
    Switch { on: usize },
    /// A column for each of these codes.
    Codes(&'static [usize]),
}

/// The twenty attributes.
const ATTRIBUTES: [Attribute; 20] = [
    Attribute::Codes(&[1, 2, 3, 4]),
    Attribute::Number,
    Attribute::Codes(&[0, 1, 2, 3, 4]),
    Attribute::Codes(&[0, 1, 2, 3, 4, 5, 6, 8, 9, 10]),
    Attribute::Number,
    Attribute::Codes(&[1, 2, 3, 4, 5]),
    Attribute::Codes(&[1, 2, 3, 4, 5]),
    Attribute::Number,
    Attribute::Codes(&[1, 2, 3, 4]),
    Attribute::Codes(&[1, 2, 3]),
    Attribute::Number,
    Attribute::Codes(&[1, 2, 3, 4]),
    Attribute::Number,
    Attribute::Codes(&[1, 2, 3]),
    Attribute::Codes(&[1, 2, 3]),
    Attribute::Number,
    Attribute::Codes(&[1, 2, 3, 4]),
    Attribute::Number,
    Attribute::Switch { on: 2 },
    Attribute::Switch { on: 1 },
];

const PERSONAL_STATUS: usize = 8;
const AGE: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::test_support::{class_counts, column_sums};

    #[test]
    fn the_figures_are_those_of_the_source() {
        // Counts of every code and sums of every number in the source file, by another program.
        let data = dataset();
        #[rustfmt::skip]
        assert_eq!(
            column_sums(&data, 0),
            [
                "274", "269", "63", "394", "20903", "40", "49", "530", "88", "293", "234", "103", "181", "280", "12", "22", "50",
                "9", "97", "12", "3271258", "603", "103", "63", "48", "183", "62", "172", "339", "174", "253", "2973", "50",
                "310", "548", "92", "907", "41", "52", "2845", "282", "232", "332", "154", "35546", "139", "47", "814", "179",
                "713", "108", "1407", "22", "200", "630", "148", "1155", "404", "963",
            ]
        );
        assert_eq!(class_counts(&data), [700, 300]);
        // The first line of the source, attribute by attribute.
        #[rustfmt::skip]
        assert_eq!(
            data.features(0),
            [
                1.0, 0.0, 0.0, 0.0, 6.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1169.0, 0.0, 0.0,
                0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 4.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 4.0, 1.0, 0.0, 0.0, 0.0, 67.0, 0.0,
                0.0, 1.0, 0.0, 1.0, 0.0, 2.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0,
            ]
        );
        assert_eq!(
            (data.features(999)[4], data.features(999)[20], data.features(999)[44]),
            (45.0, 4576.0, 27.0)
        );
    }

    #[test]
    fn groups_follow_the_protected_attribute() {
        let count = |data: &Dataset| [0, 1].map(|group| data.rows().filter(|row| row.group == group).count());
        assert_eq!(count(&dataset()), [190, 810]);
        assert_eq!(count(&parse_grouped(TEXT, Protected::Sex).unwrap()), [310, 690]);
        let young = |row: crate::dataset::Row<'_>| row.features[44] <= 25.0;
        assert!(dataset().rows().all(|row| young(row) == (row.group == 0)));
    }

    #[test]
    fn unknown_codes_are_refused() {
        let broken = TEXT.replacen("1,6,4,3,1169", "1,6,4,7,1169", 1);
        assert_eq!(
            parse(&broken).unwrap_err().to_string(),
            "german-credit, line 1, field 4 is `7`: legal are the codes named in the note beside the file"
        );
    }
}
