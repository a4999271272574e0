//! Results that were computed elsewhere.

use super::{Column, INSPECTIONS, Kind, Luck, REMOVALS, ViewChoice, Work};
use crate::shipped::Shipped;

impl Work {
    /// Everything that the picture rests on; `None` as long as something is outstanding.
    pub(in crate::valuation::values) fn shipped(&self) -> Option<Shipped> {
        if self.outstanding().is_some() || self.failure.is_some() {
            return None;
        }
        let facts = [self.facts.single, self.facts.unconverged, self.facts.tied];
        let mut shipped =
            Shipped::default().with("ends", self.ends?.to_vec()).with("facts", facts.map(f64::from).to_vec());
        let mislabels = self.setting.view == ViewChoice::Mislabels;
        if self.setting.view == ViewChoice::Pairs {
            shipped = shipped.with("pairs", self.pairs.clone().unwrap_or_default());
        } else {
            for (place, &kind) in self.setting.kinds.iter().enumerate() {
                let column = self.column(kind)?;
                let finite = |half: &f64| if half.is_finite() { *half } else { -1.0 };
                shipped = shipped
                    .with(&format!("values{place}"), column.values.clone())
                    .with(&format!("halves{place}"), column.halves.iter().map(finite).collect());
                if mislabels {
                    shipped = shipped
                        .with(&format!("curve{place}"), self.curve(Some(kind)).to_vec())
                        .with(&format!("found{place}"), self.inspections(Some(kind)).to_vec());
                }
            }
        }
        if mislabels {
            shipped = shipped
                .with("confidence", self.confidence.clone())
                .with("curve", self.curve(None).to_vec())
                .with("found", self.inspections(None).to_vec());
        }
        Some(shipped.with("luck", self.luck().map_or_else(Vec::new, |luck| luck.numbers.clone())))
    }

    /// Takes what [`Work::shipped`] gave.
    pub(in crate::valuation::values) fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
        let n = self.players();
        let finite = |name: &str, size: usize| -> Result<Vec<f64>, String> {
            let column = shipped.column(name)?;
            let legal = column.len() == size && column.iter().all(|number| number.is_finite());
            if legal { Ok(column.to_vec()) } else { Err(format!("{name} is not {size} finite numbers")) }
        };
        let [single, unconverged, tied] = finite("facts", 3)?[..] else {
            return Err("no facts".to_owned());
        };
        let [nothing, all] = finite("ends", 2)?[..] else { return Err("no ends".to_owned()) };
        let (mut columns, mut curves, mut inspections) = (vec![], vec![], vec![]);
        let inspected = if self.setting.rows.plan.planted > 0 { INSPECTIONS } else { 0 };
        let mislabels = self.setting.view == ViewChoice::Mislabels;
        let pairs = if self.setting.view == ViewChoice::Pairs {
            let size = if self.fits_a_table() { n * n } else { 0 };
            Some(finite("pairs", size)?).filter(|pairs| !pairs.is_empty())
        } else {
            for (place, &kind) in self.setting.kinds.iter().enumerate() {
                let halves = if kind.is_sampled() { n } else { 0 };
                let halves = finite(&format!("halves{place}"), halves)?;
                let halves = halves.into_iter().map(|half| if half < 0.0 { f64::INFINITY } else { half });
                columns.push(Column {
                    kind,
                    values: finite(&format!("values{place}"), n)?,
                    halves: halves.collect(),
                    samples: if kind.is_sampled() { self.setting.samples } else { 0 },
                    finished: true,
                });
                if mislabels {
                    curves.push((Some(kind), finite(&format!("curve{place}"), REMOVALS)?));
                    inspections.push((Some(kind), finite(&format!("found{place}"), inspected)?));
                }
            }
            None
        };
        if mislabels {
            curves.push((None::<Kind>, finite("curve", REMOVALS)?));
            inspections.push((None, finite("found", inspected)?));
            self.confidence = finite("confidence", n)?;
            self.folds = self.setting.rows.folds;
        }
        let luck = match self.luck_of() {
            None => None,
            Some(of) => {
                let numbers = finite("luck", self.luck_size(of) * of.draws() as usize)?;
                Some(Luck { of, numbers })
            }
        };
        (self.columns, self.curves, self.pairs, self.luck) = (columns, curves, pairs, luck);
        self.inspections = inspections;
        (self.facts.single, self.facts.unconverged) = (single as u32, unconverged as u32);
        self.facts.tied = tied as u32;
        self.ends = Some([nothing, all]);
        Ok(())
    }
}
