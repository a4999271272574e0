use super::training::{Way, learning_rate};
use super::*;
use crate::parameters::Choice;
use crate::trial::{self, html};
use proptest::prelude::{Just, ProptestConfig, prop_assert, prop_oneof, proptest};
use proptest::strategy::Strategy as _;
use simulation::data::{breast_cancer, german_credit};
use simulation::learners::{Learner, SoftmaxRegression};
use simulation::observers::{Accuracy, Observer};
use simulation::robustness::privacy::{
    Accountant, Conversion, DEFAULT_ORDERS, DpSgd, DpSgdPlan, Noise, PrivateTable,
};

fn made(arguments: &[(&str, &str)]) -> Privacy {
    trial::made(arguments)
}

/// Done, with a few short runs.
fn done(arguments: &[(&str, &str)]) -> Privacy {
    trial::done(&[("repetitions", "2"), ("steps", "12"), ("rows", "60")], arguments)
}

#[test]
fn the_column_is_that_of_the_amounts() {
    assert_eq!(german_credit::FEATURES[setting::AMOUNT], "amount (DM)");
}

#[test]
fn the_noise_follows_the_bound_and_never_the_customer() {
    let deviation = |arguments: &[(&str, &str)]| made(arguments).released().unwrap().1.noise.deviation();
    for mechanism in ["laplace", "gaussian"] {
        let all: Vec<f64> = ["0", "63", "500", "999"]
            .map(|row| deviation(&[("row", row), ("mechanism", mechanism)]))
            .to_vec();
        assert!(all.iter().all(|deviation| *deviation == all[0]));
        let half = deviation(&[("bound", "5"), ("mechanism", mechanism)]);
        assert!((half / all[0] - 0.5).abs() < 1e-12);
    }
    let privacy = made(&[("row", "63")]);
    let setting = privacy.setting.as_ref().unwrap();
    assert!((setting.gap() - 10.0).abs() < 1e-9 && setting.amount > 14.0, "counted up to the bound");
    assert!(privacy.describe().contains("counted as 10"));
}

#[test]
fn an_epsilon_of_0_releases_nothing_with_laplace_noise_and_something_with_gaussian() {
    for show in ["release", "game"] {
        let nothing = done(&[("epsilon", "0"), ("show", show)]);
        assert!(nothing.describe().contains("nothing can be released"), "{}", nothing.describe());
        assert!(
            nothing.released().is_none() && nothing.table().rows.is_empty() && nothing.progress().is_none()
        );
        html(&nothing);
        nothing.comparison(&Scope::new("x"));
    }
    let gaussian = made(&[("epsilon", "0"), ("mechanism", "gaussian")]);
    let (setting, released) = gaussian.released().unwrap();
    assert!((released.noise.delta(0.0, setting.sensitivity) - 0.05).abs() < 1e-9);
    html(&gaussian);
}

#[test]
fn shading_is_what_epsilon_does_not_cover() {
    assert!(!html(&made(&[])).contains("fill-opacity=\"0.22\""), "Laplace noise has none");
    let gaussian = made(&[("mechanism", "gaussian"), ("at", "0")]);
    assert_eq!(html(&gaussian).matches("fill-opacity=\"0.22\"").count(), 2, "both ways");
    assert!(gaussian.describe().contains("no bound"));
    assert!(made(&[]).describe().contains("no outcome is more than 2.72 times"));
}

#[test]
fn a_press_reads_off_where_the_slider_would() {
    let mut privacy = made(&[]);
    let plane = pictures::release::densities_plane(privacy.setting.as_ref().unwrap());
    let outcome = privacy.setting.as_ref().unwrap().outcome(70);
    let (x, y) = plane.place((outcome, 0.0));
    let (width, height) = plane.size();
    privacy.update(PrivacyMessage::Press(x / width, (y - 30.0) / height));
    assert_eq!(privacy.parameters.at.get(), 70);
    privacy.update(PrivacyMessage::Press(0.0, 0.0));
    assert_eq!(privacy.parameters.at.get(), 70, "outside the axes nothing is meant");
    let before = privacy.describe();
    privacy.update(PrivacyMessage::At(10));
    assert_ne!(privacy.describe(), before);
}

#[test]
fn the_score_is_held_against_the_coins() {
    let mut privacy = done(&[("show", "game")]);
    let game = privacy.released().unwrap().1.game;
    assert!(privacy.describe().starts_with("Round 1:"));
    // Whatever is guessed, the next round is the same.
    privacy.update(PrivacyMessage::Guess(game.secret(0)));
    assert!(privacy.describe().contains("was right") && privacy.describe().starts_with("Round 2:"));
    privacy.update(PrivacyMessage::Guess(!game.secret(1)));
    assert!(privacy.describe().contains("was wrong") && privacy.describe().contains("1 of 2 guesses right"));
    assert_eq!(privacy.table().rows.len(), 2);
    privacy.update(PrivacyMessage::Best(20));
    let best = game.best_score(22).right - game.best_score(2).right;
    assert_eq!(game.score(privacy.parameters.guesses.as_slice()).right, 1 + best);
    // Other noise, another customer or other coins are another game.
    for message in [PrivacyMessage::Epsilon(3), PrivacyMessage::Row("5".into()), PrivacyMessage::Anew] {
        privacy.update(PrivacyMessage::Best(3));
        privacy.update(message);
        assert!(privacy.parameters.guesses.as_slice().is_empty());
    }
    (0..11).for_each(|_| {
        privacy.update(PrivacyMessage::Best(20));
    });
    assert!(privacy.describe().starts_with("The game is over after 200 rounds"));
    assert_eq!(privacy.table().rows.len(), 200);
}

#[test]
fn runs_and_accounts_are_those_of_the_simulation() {
    let privacy = done(&[("show", "training"), ("noise", "1.7")]);
    let seed = Seed::new(1).redraw(1);
    let table = PrivateTable::new(&breast_cancer::dataset(), 60, seed).unwrap();
    let plan = DpSgdPlan {
        rate: 0.1,
        clip: 1.0,
        noise: 1.7,
        steps: 12,
        learning_rate: learning_rate(TrainedOn::BreastCancer),
        rows: 60,
    };
    let learner = DpSgd::new(SoftmaxRegression::new(1.0).unwrap(), plan).unwrap();
    let model = learner.fit(&table.world(), seed).unwrap();
    let accuracy = Accuracy(table.slice()).observe(&model).unwrap();
    assert_eq!(privacy.training.accuracies(Way::Noisy(1700))[1], accuracy);
    let accountant = Accountant::new(learner.mechanism().unwrap(), &DEFAULT_ORDERS).unwrap();
    let spent = accountant.spent(12, 1e-5, Conversion::Improved).unwrap();
    assert_eq!(privacy.training.account(1700).unwrap().spent, spent);
    // The chosen noise is among the others, each of which is known.
    assert_eq!(privacy.table().rows.len(), 13);
    assert!(privacy.table().rows[2..].iter().flatten().all(|cell| !cell.is_empty()));
    assert!(privacy.progress().is_none());
}

#[test]
fn results_that_are_still_true_are_kept() {
    let mut privacy = done(&[("show", "training")]);
    let runs = privacy.training.runs.clone();
    privacy.update(PrivacyMessage::Noise(0));
    assert_eq!(privacy.training.runs, runs);
    while privacy.step() {}
    assert_eq!(privacy.training.runs, runs, "every noise of the slider is on the curve");
    privacy.update(PrivacyMessage::Steps(13));
    assert!(privacy.training.runs.is_empty() && privacy.progress().is_some());
    privacy.cancel();
    assert!(!privacy.step() && privacy.progress().is_none());
    let mut game = done(&[("show", "game")]);
    assert!(game.progress().is_none());
    game.update(PrivacyMessage::At(4));
    assert!(game.progress().is_none(), "the same games");
    let dots = |game: &Privacy| game.comparison(&Scope::new("x")).luck;
    let before = dots(&game);
    game.update(PrivacyMessage::Guess(true));
    assert_eq!(
        (game.progress().unwrap().label.as_str(), dots(&game)),
        ("Other games", before),
        "until others are known"
    );
    while game.step() {}
    assert!(dots(&game).contains("a game of 1 round "), "{}", dots(&game));
}

#[test]
fn shipped_results_are_taken_without_computing() {
    for arguments in [
        &[("show", "game")][..],
        &[("show", "game"), ("guesses", "110"), ("mechanism", "gaussian")],
        &[("show", "training")],
        &[("show", "training"), ("data", "digits"), ("noise", "1.7")],
    ] {
        let computed = done(arguments);
        let json = computed.shipped().expect("done").to_json();
        assert!(json.len() < 20_000, "{}", json.len());
        let mut received = trial::received(&computed);
        let mut again = done(arguments);
        for privacy in [&mut received, &mut again] {
            privacy.update(PrivacyMessage::Noise(2));
            privacy.update(PrivacyMessage::Guess(true));
            while privacy.step() {}
        }
        assert_eq!((received.describe(), html(&received)), (again.describe(), html(&again)));
    }
    let shipped = done(&[("show", "training")]).shipped().unwrap();
    assert!(made(&[("show", "training"), ("repetitions", "3")]).receive(&shipped).is_err());
    assert!(made(&[("show", "game")]).receive(&shipped).is_err());
    assert!(made(&[]).shipped().is_none(), "nothing took long");
}

#[test]
fn another_figure_may_need_another_table() {
    let mut privacy = made(&[]);
    let Some(Reaction::Turn(next)) = privacy.update(PrivacyMessage::Show(Shown::Training)) else {
        panic!("a turn")
    };
    let mut training = Privacy::new(next).unwrap();
    assert!(matches!(training.update(PrivacyMessage::Data(TrainedOn::Digits)), Some(Reaction::Turn(_))));
    assert!(privacy.update(PrivacyMessage::Show(Shown::Game)).is_none());
    assert_eq!(privacy.parameters.show, Shown::Game);
}

#[test]
fn all_rows_train_where_there_are_fewer_than_asked_for() {
    for (data, most) in [(TrainedOn::BreastCancer, 341), (TrainedOn::Digits, 1497)] {
        let rows = tables(data);
        assert_eq!(PrivateTable::new(&rows, 9999, Seed::new(3)).unwrap().world().len(), most);
        assert_eq!(data.most() as usize, most);
    }
}

fn tables(data: TrainedOn) -> std::rc::Rc<simulation::dataset::Dataset> {
    crate::tables::table(data.source()).unwrap()
}

fn messages() -> impl proptest::strategy::Strategy<Value = PrivacyMessage> {
    fn any<T: Choice + std::fmt::Debug>() -> impl proptest::strategy::Strategy<Value = T> {
        (0..T::ALL.len()).prop_map(|place| T::ALL[place])
    }
    prop_oneof![
        any().prop_map(PrivacyMessage::Show),
        any().prop_map(PrivacyMessage::Mechanism),
        any().prop_map(PrivacyMessage::Delta),
        (0..25_u32).prop_map(PrivacyMessage::Epsilon),
        (0..25_u32).prop_map(PrivacyMessage::Bound),
        "[0-9x]{0,4}".prop_map(PrivacyMessage::Row),
        (0..120_u32).prop_map(PrivacyMessage::At),
        (0.0..1.0, 0.0..1.0).prop_map(|(across, down)| PrivacyMessage::Press(across, down)),
        proptest::bool::ANY.prop_map(PrivacyMessage::Guess),
        (0..30_u32).prop_map(PrivacyMessage::Best),
        (0..12_u32).prop_map(PrivacyMessage::Noise),
        (0..9_u32).prop_map(PrivacyMessage::Clip),
        Just(PrivacyMessage::Anew),
        Just(PrivacyMessage::Divide),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_state_survives_its_link(presses in proptest::collection::vec(messages(), 0..8)) {
        let mut here = made(&[("repetitions", "2"), ("steps", "10"), ("rows", "50")]);
        for press in presses {
            if let Some(Reaction::Turn(next)) = here.update(press) {
                here.restore(next).unwrap();
            }
            (0..3).for_each(|_| { here.step(); });
        }
        trial::survives_its_link(&mut here);
        let drawn = html(&here);
        let numbers = drawn.replace("infinite", "");
        prop_assert!(!numbers.contains("NaN") && !numbers.contains("inf"), "{}", drawn);
    }
}
