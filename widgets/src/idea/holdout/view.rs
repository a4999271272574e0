//! The picture: controls, the lots, the scores of this draw, and their distance from the truth over many draws.

use simulation::dataset::Right;
use simulation::idea::holdout::{ScoredOn, optimism_bound, sampling_error};

use super::parameters::{HoldoutData, NAMES};
use super::rights::{LOTS, LotRight};
use super::{Column, Holdout, HoldoutMessage, mean_with_error, words};
use crate::chart::{Axis, Ink, Plane, Sample, Shape, Stroke, Tile, sheet, tiles, tiles_size};
use crate::controls::{actions, button, radio_chips, select_table, slider, stepper};
use crate::format::count;
use crate::markup::{EventKind, Markup, element};
use crate::parameters::Choice;
use crate::widget::Scope;

type View = Markup<HoldoutMessage>;

/// Half the length of a whisker in standard errors: 95 % for a normal mean.
const WHISKER: f64 = 1.96;

pub(super) fn controls(holdout: &Holdout, scope: &Scope) -> Vec<View> {
    let parameters = &holdout.parameters;
    let act = |label: &str, message: fn() -> HoldoutMessage, enabled: bool| {
        button(label.to_owned(), enabled.then_some(message)).class("control-button")
    };
    let lot = parameters.lot.get();
    let neighbours = (
        (lot > 1).then(|| HoldoutMessage::Lot(lot - 1)),
        (lot < LOTS as u32).then(|| HoldoutMessage::Lot(lot + 1)),
    );
    let right = parameters.rights.as_slice()[holdout.selected()];
    let both = parameters.rights.as_slice().contains(&LotRight::Both);
    let apart = parameters.rights != parameters.rights.joined();
    let leaked = words::rows(parameters.leaked_rows());
    let names: Vec<String> = LotRight::ALL.iter().map(|right| right.word().to_owned()).collect();
    vec![
        stepper(scope, "lot", "Lot", lot.to_string(), neighbours, HoldoutMessage::Typed),
        radio_chips(scope, "right", "Its rows are", &names, right.position(), HoldoutMessage::Give)
            .named("rights"),
        actions(
            "Open lots",
            vec![
                act("All do both", || HoldoutMessage::Join, apart),
                act("Train or evaluate", || HoldoutMessage::Split, both),
            ],
        )
        .named("rights"),
        actions("Rows", vec![act("Draw them again", || HoldoutMessage::Redraw, true)]).named("seed"),
        slider(
            scope,
            "candidates",
            "Models that compete",
            (2, parameters.candidates.get(), NAMES.len() as u32),
            parameters.candidates.get().to_string(),
            HoldoutMessage::Candidates,
        ),
        slider(
            scope,
            "leaked",
            "Leaked from the reserve",
            (0, (parameters.leaked.get() + 2) / 5, 20),
            leaked,
            HoldoutMessage::Leak,
        ),
        select_table(scope, "Data", &HoldoutData::NAMES, parameters.data, HoldoutMessage::Data),
    ]
}

pub(super) fn figure(holdout: &Holdout) -> View {
    let lots = lots(holdout)
        .on(EventKind::Press, |input| input.spots.first().map(|&spot| HoldoutMessage::Press(spot)));
    let heading =
        |name: &'static str| element("p").class("plane-title").attribute("aria-hidden", "true").text(name);
    let note = |key: &'static str, words: String| element("p").class("figure-note").key(key).text(words);
    let above = element("div")
        .class("pictured")
        .child(
            element("div")
                .class("tiles")
                .child(heading("Lots of rows, and what each may be used for"))
                .child(lots),
        )
        .child(note("rights", words::rights(holdout)));
    let panel =
        |(drawing, name): (View, &'static str)| element("div").key(name).child(heading(name)).child(drawing);
    let names = ["Who is chosen", "How far scores are from the truth"];
    let panels = [scores(holdout), gaps(holdout)].into_iter().zip(names).map(panel);
    element("div")
        .child(above)
        .child(element("div").class("planes").children(panels))
        .child(note("note", words::note(holdout)))
}

pub(super) fn drawing(holdout: &Holdout) -> View {
    let sizes = [tiles_size(LOTS), scores_plane(holdout).size(), gaps_plane(holdout).size()];
    let drawings = [lots(holdout), scores(holdout), gaps(holdout)];
    sheet(words::title(holdout), drawings.into_iter().zip(sizes).collect())
}

fn lots(holdout: &Holdout) -> View {
    let tile = |(place, right): (usize, &LotRight)| Tile {
        name: (place + 1).to_string(),
        word: right.word(),
        mark: right.mark(),
    };
    let all: Vec<Tile> = holdout.parameters.rights.as_slice().iter().enumerate().map(tile).collect();
    tiles(&all, holdout.selected(), words::lots(holdout))
}

/// What the candidates are scored on, from left to right, with the name of the rows and the ink of their choice.
fn scored_on(holdout: &Holdout) -> Vec<(ScoredOn, &'static str, Ink)> {
    let parameters = &holdout.parameters;
    let mut all = vec![];
    if parameters.rows(Right::evaluates) > 0 {
        all.push((ScoredOn::Open, "open rows", Ink::Before));
    }
    if parameters.reserved() > 0 {
        all.push((ScoredOn::Reserve, "reserve", Ink::After));
    }
    if parameters.leaked_rows() > 0 {
        all.push((ScoredOn::LeakedReserve, "leaked", Ink::Group(1)));
    }
    all.push((ScoredOn::Truth, "truth", Ink::Plain));
    all
}

fn scores_plane(holdout: &Holdout) -> Plane {
    let on = scored_on(holdout);
    let candidates = holdout.here().map_or(&[][..], |run| &run.candidates);
    let values = candidates.iter().flat_map(|scores| on.iter().filter_map(|&(rows, ..)| scores.on(rows)));
    let values: Vec<f64> = values
        .chain(candidates.iter().flat_map(|scores| {
            let error = WHISKER * sampling_error(scores.truth, holdout.outside()).unwrap_or(0.0);
            [scores.truth - error, scores.truth + error]
        }))
        .collect();
    let names = on.iter().map(|(_, name, _)| (*name).to_owned()).collect();
    Plane::new(Axis::named("scored on", names), Axis::holding("accuracy", values))
}

fn scores(holdout: &Holdout) -> View {
    let plane = scores_plane(holdout);
    let Some(run) = holdout.here() else { return plane.draw(words::scores(holdout), vec![], vec![]) };
    let on = scored_on(holdout);
    let (mut behind, mut marks, mut words) = (vec![], vec![], vec![]);
    // The first two stand out; the others are all of one kind.
    for (candidate, scores) in run.candidates.iter().enumerate() {
        let at =
            |(place, &(rows, ..)): (usize, &(ScoredOn, &str, Ink))| Some((place as f64, scores.on(rows)?));
        let through: Vec<(f64, f64)> = on.iter().enumerate().filter_map(at).collect();
        if let Some(&stroke) = [Stroke::Full, Stroke::Dashed].get(candidate) {
            behind.push(plane.line(&through, stroke, Ink::Soft));
            words.extend(through.first().map(|&at| (candidate, at)));
        } else {
            let pairs: Vec<_> = through.windows(2).map(|pair| [pair[0], pair[1]]).collect();
            behind.push(plane.segments(&pairs, "1", Ink::Rule));
            marks.push(plane.specks(&through, Ink::Soft));
        }
    }
    if let Some(last) = on.len().checked_sub(1) {
        let whisker = |(place, scores): (usize, &simulation::idea::holdout::CandidateScores)| {
            let half = WHISKER * sampling_error(scores.truth, holdout.outside())?;
            let x = last as f64 + 0.03 * (place as f64 * 2.0 - 1.0);
            Some([(x, scores.truth - half), (x, scores.truth + half)])
        };
        let whiskers: Vec<_> = run.candidates.iter().take(2).enumerate().filter_map(whisker).collect();
        marks.push(plane.segments(&whiskers, "1.5", Ink::Soft));
    }
    for (place, &(rows, _, ink)) in on.iter().enumerate() {
        for (candidate, scores) in run.candidates.iter().take(2).enumerate() {
            let at = scores.on(rows).map(|score| (place as f64, score));
            marks.push(plane.dots(at.as_slice(), Shape::of(candidate), ink));
        }
        let winners = run.choice(rows).into_iter().flat_map(|choice| choice.winners);
        for winner in winners {
            if let Some(score) = run.candidates[winner].on(rows) {
                marks.push(plane.ring((place as f64, score)));
            }
        }
    }
    for (candidate, at) in words {
        marks.push(plane.word(
            (at.0 - 0.18 - 0.1 * candidate as f64, at.1),
            NAMES[candidate].to_owned(),
            Ink::Plain,
        ));
    }
    plane.draw(words::scores(holdout), behind, marks)
}

fn named(column: Column) -> String {
    match column {
        Column::Open => "open winner".to_owned(),
        Column::Fixed(candidate) => format!("{} fixed", NAMES[candidate]),
        Column::Winner => "winner".to_owned(),
        Column::Leaked => "leaked".to_owned(),
    }
}

/// The most that the best of k can overstate itself on average, on the reserve.
fn bound(holdout: &Holdout) -> Option<f64> {
    let (outside, reserved) = (f64::from(holdout.outside()), holdout.parameters.reserved());
    let bound = optimism_bound(holdout.parameters.candidates.get(), reserved)?;
    // The truth is estimated on other rows of the same table, which stretches the distance.
    Some(bound * (1.0 + f64::from(reserved) / outside))
}

fn gaps_plane(holdout: &Holdout) -> Plane {
    let columns = holdout.columns();
    let values = columns.iter().flat_map(|&column| holdout.gaps(column)).chain([0.0]).chain(bound(holdout));
    let values: Vec<f64> = values.collect();
    let names = columns.iter().map(|&column| named(column)).collect();
    Plane::new(Axis::named("whose score", names), Axis::holding("score − truth", values))
}

fn gaps(holdout: &Holdout) -> View {
    let plane = gaps_plane(holdout);
    let columns = holdout.columns();
    let (left, right) = (plane.corner(0.0, 0.0).0, plane.corner(1.0, 0.0).0);
    let behind = vec![plane.segments(&[[(left, 0.0), (right, 0.0)]], "1.5", Ink::Soft)];
    let mut marks = vec![];
    for (place, &column) in columns.iter().enumerate() {
        let gaps = holdout.gaps(column);
        let aside = |index: usize| place as f64 + 0.5 * ((index * 7 % 13) as f64 / 12.0 - 0.5);
        let specks: Vec<_> = gaps.iter().enumerate().map(|(index, &gap)| (aside(index), gap)).collect();
        let ink = match column {
            Column::Open => Ink::Before,
            Column::Fixed(_) => Ink::Soft,
            Column::Winner => Ink::After,
            Column::Leaked => Ink::Group(1),
        };
        marks.push(plane.specks(&specks, ink).key(format!("specks {}", named(column))));
        let Some((mean, error)) = mean_with_error(gaps) else { continue };
        let x = place as f64;
        let whisker = [[(x, mean - WHISKER * error), (x, mean + WHISKER * error)]];
        let shape = if let Column::Fixed(candidate) = column { Shape::of(candidate) } else { Shape::of(3) };
        marks.push(plane.segments(&whisker, "2", Ink::Plain).key(format!("whisker {}", named(column))));
        marks.push(plane.dots(&[(x, mean)], shape, ink).key(format!("mean {}", named(column))));
    }
    let winner = columns.iter().position(|&column| column == Column::Winner);
    if let Some((place, bound)) = winner.zip(bound(holdout)) {
        let (from, to) = (place as f64 - 0.4, place as f64 + 0.4);
        marks.push(plane.line(&[(from, bound), (to, bound)], Stroke::Dashed, Ink::Plain).key("bound"));
        let names = [(
            Sample::Line(Stroke::Dashed),
            Ink::Plain,
            format!(
                "the most for {}",
                count(holdout.parameters.candidates.get() as usize, "model", "models")
            ),
        )];
        marks.push(plane.key(true, &names));
    }
    plane.draw(words::gaps(holdout), behind, marks)
}
