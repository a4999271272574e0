//! A curve, foretold: drawn by pointer, or slid place by place, on the axes of the figure that then shows it.

mod drawing;

use super::{Stand, between, button, sure};
use crate::format::{join, short};
use crate::guess::Guess;
use crate::learning::{Act, Kept, Kind, Moment, Question, Record, Verdict, root, status};
use crate::markup::{EventKind, Markup, element};
use crate::parameters::{Flag, ParameterError, Real, Reals, TextLine};
use crate::widget::Scope;

crate::parameters! {
    /// What the build says of a curve that is to be foretold.
    pub struct CurveParameters {
        /// The question's id.
        id: TextLine = TextLine::default(),
        /// The question in words.
        question: TextLine = TextLine::default(),
        /// The figure that shows what happened.
        figure: TextLine = TextLine::default(),
        /// How far from the right one, on average, a curve is still right; 0 is a twentieth of the axis.
        within: Real = Real(0.0),
        /// What the axis across measures.
        across: TextLine = TextLine::default(),
        /// What the axis upwards measures.
        upwards: TextLine = TextLine::default(),
        /// The least on the axis upwards.
        low: Real = Real(0.0),
        /// The greatest.
        high: Real = Real(1.0),
        /// The places whose heights are known before.
        known: Reals = Reals::default(),
        /// Their heights.
        heights: Reals = Reals::default(),
        /// The places whose heights are to be foretold, from left to right.
        places: Reals = Reals::default(),
        /// Their heights.
        right: Reals = Reals::default(),
        /// Whether it is asked anew, of a reader who has seen what is right.
        again: Flag = Flag(false),
    }
}

/// The question.
pub struct Curve {
    stand: Stand,
    parameters: CurveParameters,
    scope: Scope,
    /// What is drawn: nothing, or a height at every place.
    drawn: Vec<f64>,
    answered: bool,
    said: String,
}

/// What a reader can do.
#[derive(Clone)]
pub enum CurveMessage {
    /// The pointer was here, or went along here, in shares of the drawing.
    Draw(Vec<(f64, f64)>),
    /// The height at this place, in hundredths of the axis.
    Slide(usize, String),
    /// That is the answer.
    Commit,
    /// It was not.
    TakeBack,
}

/// Steps of a slider from one end of the axis to the other.
const STEPS: f64 = 100.0;

impl Curve {
    /// Decimals that say something on this axis.
    fn digits(&self) -> u32 {
        match self.parameters.high.0 - self.parameters.low.0 {
            range if range < 0.1 => 5,
            range if range < 5.0 => 3,
            range if range < 50.0 => 2,
            range if range < 500.0 => 1,
            _ => 0,
        }
    }

    fn number(&self, value: f64) -> String {
        short(value, self.digits())
    }

    fn list(&self, values: &[f64]) -> String {
        join(&values.iter().map(|&value| self.number(value)).collect::<Vec<_>>(), ", ")
    }

    /// The mean distance of what is drawn from what is right.
    fn off(&self) -> f64 {
        let right = &self.parameters.right.0;
        let sum: f64 = self.drawn.iter().zip(right).map(|(drawn, right)| (drawn - right).abs()).sum();
        sum / right.len().max(1) as f64
    }

    fn sentence(&self) -> String {
        let CurveParameters { places, right, .. } = &self.parameters;
        let ends = places.0.last().zip(self.drawn.last()).zip(right.0.last());
        let Some(((place, drawn), right)) = ends else { return String::new() };
        format!(
            "Your curve{} is off by {} on average. It ends at {}; at {} {} it is {}.",
            if self.stand.looked { ", drawn after looking," } else { "" },
            self.number(self.off()),
            self.number(*drawn),
            short(*place, 3),
            self.parameters.across.as_str(),
            self.number(*right)
        )
    }

    /// What is drawn, with the last place that is known before it.
    fn way(&self) -> Vec<(f64, f64)> {
        if self.drawn.is_empty() {
            return vec![];
        }
        let CurveParameters { known, heights, places, .. } = &self.parameters;
        let start = known.0.last().copied().zip(heights.0.last().copied());
        start.into_iter().chain(places.0.iter().copied().zip(self.drawn.iter().copied())).collect()
    }

    fn held(&self, height: f64) -> f64 {
        between(height, self.parameters.low.0, self.parameters.high.0)
    }

    /// Sets the height at one place; the first one that is set draws a whole curve, straight from what is known and then level.
    fn set(&mut self, place: usize, height: f64) {
        let height = self.held(height);
        if self.drawn.is_empty() {
            let CurveParameters { known, heights, places, .. } = &self.parameters;
            let start = known.0.last().copied().zip(heights.0.last().copied());
            let (x, y) = start.unwrap_or((places.0[0], height));
            let end = places.0[place];
            let along = |at: f64| if end > x { between((at - x) / (end - x), 0.0, 1.0) } else { 1.0 };
            self.drawn = places.0.iter().map(|&at| y + (height - y) * along(at)).collect();
        }
        self.drawn[place] = height;
    }

    /// Follows a pointer: the nearest place of a press, every place that a way passes.
    fn draw(&mut self, spots: &[(f64, f64)]) {
        let values: Vec<(f64, f64)> =
            spots.iter().map(|&spot| drawing::values(&self.parameters, spot)).collect();
        for pair in values.windows(2) {
            let [(x, y), (to, height)] = [pair[0], pair[1]];
            for place in 0..self.parameters.places.0.len() {
                let at = self.parameters.places.0[place];
                if at >= x.min(to) && at <= x.max(to) && to != x {
                    self.set(place, y + (height - y) * (at - x) / (to - x));
                }
            }
        }
        let Some(&(x, y)) = values.last() else { return };
        let distance = |&(_, at): &(usize, &f64)| (at - x).abs();
        let places = self.parameters.places.0.iter().enumerate();
        let nearest =
            places.min_by(|one, other| distance(one).total_cmp(&distance(other))).map(|(place, _)| place);
        // Far left of the first place a pointer only begins its way.
        let first = self.parameters.known.0.last().copied().unwrap_or(f64::NEG_INFINITY);
        if let Some(place) = nearest.filter(|_| x > first || values.len() == 1) {
            self.set(place, y);
        }
    }

    fn record(&self, seconds: u32) -> Record {
        let CurveParameters { within, low, high, right, .. } = &self.parameters;
        let most = if within.0 > 0.0 { within.0 } else { (high.0 - low.0) / 20.0 };
        Record {
            kind: Kind::Curve,
            answer: Reals(self.drawn.clone()).text().into(),
            given: self.list(&self.drawn).into(),
            right: self.list(&right.0).into(),
            verdict: if self.off() <= most { Verdict::Right } else { Verdict::Wrong },
            ..self.stand.record(seconds)
        }
    }

    /// A slider for each place.
    fn sliders(&self) -> Markup<CurveMessage> {
        let CurveParameters { low, high, places, across, .. } = &self.parameters;
        let slider = |(place, &at): (usize, &f64)| {
            let height = self.drawn.get(place).copied();
            let share = height.map_or(0.5, |height| (height - low.0) / (high.0 - low.0));
            let says = |none: &str| height.map_or_else(|| none.to_owned(), |height| self.number(height));
            let answer =
                move |input: &crate::markup::Input| Some(CurveMessage::Slide(place, input.value.clone()));
            let input = element("input")
                .attribute("type", "range")
                .attribute("id", self.scope.id(&format!("place{place}")))
                .attribute("min", "0")
                .attribute("max", short(STEPS, 0))
                .attribute("value", short(share * STEPS, 0))
                .attribute("aria-label", format!("At {} {}", short(at, 3), across.as_str()))
                .attribute("aria-valuetext", says("none yet"))
                .on(EventKind::Change, answer)
                .on(EventKind::Press, answer);
            element("label")
                .class("question-place")
                .child(element("span").text(short(at, 3)))
                .child(input)
                .child(element("span").class("question-height").text(says("none")))
        };
        element("fieldset")
            .class("question-places")
            .child(element("legend").text(format!(
                "{} at each number of {}",
                capital(self.parameters.upwards.as_str()),
                across.as_str()
            )))
            .child(element("div").children(places.0.iter().enumerate().map(slider)))
    }

    fn form(&self) -> Markup<CurveMessage> {
        let drawing = drawing::draw(self, false)
            .on(EventKind::Press, |input| Some(CurveMessage::Draw(input.spots.clone())))
            .on(EventKind::Drag, |input| Some(CurveMessage::Draw(input.spots.clone())));
        element("div")
            .class("question-form question-curve")
            .control()
            .key("form")
            .child(drawing)
            .child(self.sliders())
            .child(button("Commit", CurveMessage::Commit))
    }

    fn answer(&self) -> Markup<CurveMessage> {
        let sentence = element("p")
            .class("question-said")
            .attribute("id", self.scope.id("answer"))
            .attribute("tabindex", "-1")
            .text(self.sentence());
        element("div")
            .class("question-answer question-curve")
            .key("answer")
            .child(sentence)
            .child(drawing::draw(self, true))
            .child(button("Take it back", CurveMessage::TakeBack))
    }
}

/// A text with a capital letter in front.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl Question for Curve {
    const NAME: &'static str = "curve";
    type Parameters = CurveParameters;
    type Message = CurveMessage;

    fn new(parameters: CurveParameters, scope: Scope) -> Result<Self, ParameterError> {
        let CurveParameters { low, high, known, heights, places, right, within, .. } = &parameters;
        let refuse = |key: &str, found: String, expected: &str| {
            Err(ParameterError::value(key, &found, expected.to_owned(), vec![]))
        };
        if high.0 <= low.0 {
            return refuse("high", short(high.0, 9), "more than the least");
        }
        if places.0.is_empty() || places.0.len() != right.0.len() || known.0.len() != heights.0.len() {
            return refuse(
                "places",
                places.0.len().to_string(),
                "as many heights as places, and at least one",
            );
        }
        if places.0.windows(2).any(|pair| pair[0] >= pair[1]) {
            return refuse("places", join(&[places.text()], ""), "places from left to right");
        }
        if within.0 < 0.0 {
            return refuse("within", short(within.0, 9), "0 or more");
        }
        let CurveParameters { id, question, figure, again, .. } = &parameters;
        let stand = Stand::new(id, question, figure, sure::form(&parameters));
        let stand = Stand { again: again.0, ..stand };
        Ok(Self { stand, parameters, scope, drawn: vec![], answered: false, said: String::new() })
    }

    fn recall(&mut self, kept: &Kept<'_>) -> Vec<Act> {
        let places = self.parameters.places.0.len();
        let answer = self.stand.recalled(kept).and_then(Reals::parse);
        let answer = answer.filter(|heights| heights.0.len() == places);
        self.said = self.stand.note(kept, answer.is_some());
        let was = std::mem::replace(&mut self.answered, answer.is_some());
        match answer {
            Some(Reals(heights)) if !was || heights != self.drawn => {
                self.drawn = heights.into_iter().map(|height| self.held(height)).collect();
                self.stand.show(Some(Guess { said: self.sentence(), curve: self.way() }))
            }
            None if was => {
                self.drawn.clear();
                self.stand.show(None)
            }
            _ => vec![],
        }
    }

    fn watches(&self) -> String {
        self.stand.reveal()
    }

    fn opened(&mut self, moment: Moment) -> Vec<Act> {
        self.stand.opened(self.answered, moment.seconds)
    }

    fn view(&self) -> Markup<CurveMessage> {
        let inside = if self.answered { self.answer() } else { self.form() };
        root(Self::NAME, &self.scope, "Your prediction").child(inside).child(status(self.said.clone()))
    }

    fn update(&mut self, message: CurveMessage, moment: Moment) -> Vec<Act> {
        self.said.clear();
        let first = Act::Focus(self.scope.id("place0"));
        match message {
            CurveMessage::Draw(spots) => {
                self.draw(&spots);
                vec![]
            }
            CurveMessage::Slide(place, share) => {
                let CurveParameters { low, high, places, .. } = &self.parameters;
                if let Some(share) = Real::parse(&share).filter(|_| place < places.0.len()) {
                    self.set(place, low.0 + share / STEPS * (high.0 - low.0));
                }
                vec![]
            }
            CurveMessage::Commit if self.drawn.is_empty() => {
                "Draw a curve first: press into the drawing, or slide.".clone_into(&mut self.said);
                vec![first]
            }
            CurveMessage::Commit => {
                vec![Act::Keep(self.record(moment.seconds)), Act::Focus(self.scope.id("answer"))]
            }
            CurveMessage::TakeBack => vec![self.stand.taken_back(moment.seconds), first],
        }
    }
}

#[cfg(test)]
#[path = "curve_tests.rs"]
mod tests;
