#![expect(clippy::disallowed_methods, reason = "tests look at invented text")]

use super::super::decision::Decision;
use super::super::refusal::Refusal;
use super::super::state::Standing;
use super::super::trial::{Known, Trial, by_kb, reading};
use super::*;
use crate::redact::risk::Level;
use crate::redact::{Kind, Role, Tier};

const TEXT: &str = "Vi har fire børn, og Kanarie er 9 år. Han går på Lærkeskolen i 4.b.\n\
    Mødet den 14. marts 2021 blev aflyst, og vi ventede i 9 år.\n--\nmvh, vores fire drenge";

const KNOWN: [Known; 2] = [
    Known(&["Kanarie"], Kind::Person, Role::Child, Tier::Sure),
    Known(&["Lærkeskolen"], Kind::Institution, Role::Other, Tier::Doubt),
];

fn review() -> Review<'static> {
    Review::open(reading(TEXT), vec![], Trial(KNOWN.to_vec())).unwrap()
}

fn decide(review: &mut Review<'_>, act: Act) {
    review.decide(by_kb(act)).unwrap();
}

fn keep_the_school(review: &mut Review<'_>) {
    let forms = [form_key("Lærkeskolen")].into();
    decide(review, Act::Keep { forms, kind: Kind::Institution });
}

fn take(review: &mut Review<'_>, numbers: &[u32]) {
    let rows: Vec<Row> = review.hints().into_iter().filter(|row| numbers.contains(&row.label.number)).collect();
    decide(review, take_proposals(&rows).unwrap());
}

fn own(review: &Review<'_>, number: u32, typed: &str) -> Act {
    let row = review.hint(Label { series: Series::Risk, number }).unwrap();
    Act::Coarsen { stretches: vec![row.coarsened(Some(typed_wording(typed)))] }
}

fn approve(review: &mut Review<'_>) -> String {
    let approval = review.approval(false);
    decide(review, approval);
    review.released().unwrap().to_string()
}

#[test]
fn hints_wait_for_nobody_and_what_is_folded_has_none() {
    let mut review = review();
    keep_the_school(&mut review);
    assert_eq!(review.standing(), Standing::Ready);
    let kinds: Vec<Option<HintKind>> = review.hints().iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [Some(HintKind::Siblings), Some(HintKind::Age), Some(HintKind::Class), Some(HintKind::Date)]);
    assert_eq!(review.hints()[3].context.reveal(), "Mødet »den 14. marts 2021« blev aflyst, og vi ventede i 9 år.");
    let text = approve(&mut review);
    assert!(text.contains("fire børn") && text.contains("den 14. marts 2021"));
}

#[test]
fn coarser_words_are_printed_and_one_undo_takes_one_answer_back() {
    let mut review = review();
    keep_the_school(&mut review);
    assert_eq!(review.risk().level, Level::High);
    take(&mut review, &[1, 2, 4]);
    assert_eq!(review.risk().level, Level::Raised);
    let preview = super::super::view::render(&review, super::super::view::View::default()).into_revealed();
    let text = approve(&mut review);
    assert_eq!(preview, text);
    assert_eq!(
        text,
        "Vi har flere børn, og [barn] er i indskolingsalderen. Han går på Lærkeskolen i 4.b.\n\
         Mødet i foråret 2021 blev aflyst, og vi ventede i 9 år."
    );
    decide(&mut review, Act::Undo);
    decide(&mut review, Act::Undo);
    assert!(approve(&mut review).contains("fire børn"));
}

#[test]
fn the_later_wording_holds_and_none_puts_the_words_back() {
    let mut review = review();
    keep_the_school(&mut review);
    take(&mut review, &[4]);
    let act = own(&review, 4, "  for\u{200b} nogle   år siden ");
    decide(&mut review, act);
    assert!(approve(&mut review).contains("Mødet for nogle år siden blev aflyst"));
    let back = review.hints()[3].coarsened(None);
    decide(&mut review, Act::Coarsen { stretches: vec![back] });
    assert_eq!(review.standing(), Standing::Ready);
    assert!(approve(&mut review).contains("Mødet den 14. marts 2021 blev aflyst"));
}

#[test]
fn other_words_need_a_new_approval_and_a_log_from_before_needs_none() {
    let mut review = review();
    keep_the_school(&mut review);
    let before = review.fingerprint();
    approve(&mut review);
    take(&mut review, &[4]);
    assert_eq!(review.standing(), Standing::Ready);
    assert_ne!(review.fingerprint(), before);
    let proposal = review.fingerprint();
    let act = own(&review, 4, "engang");
    decide(&mut review, act);
    assert_ne!(review.fingerprint(), proposal);
    // An old log, with an approval of the words as they stood, is still in force.
    let log = review.log()[..2].to_vec();
    assert!(!serde_json::to_string(&log).unwrap().contains("coarsen"));
    let old = Review::open(reading(TEXT), log, Trial(KNOWN.to_vec())).unwrap();
    assert_eq!(old.standing(), Standing::Approved);
}

#[test]
fn a_coarser_wording_survives_the_store_and_another_analysis() {
    let mut review = review();
    keep_the_school(&mut review);
    take(&mut review, &[1, 4]);
    let text = approve(&mut review);
    let json = serde_json::to_string(review.log()).unwrap();
    let log: Vec<Decision> = serde_json::from_str(&json).unwrap();
    let again = Review::open(reading(TEXT), log, Trial(KNOWN.to_vec())).unwrap();
    assert_eq!(again.released().unwrap().to_string(), text);
}

#[test]
fn a_wording_that_no_longer_fits_the_text_blocks_approval() {
    let act =
        Act::Coarsen { stretches: vec![Coarsened { start: 0, end: 999, wording: Some(typed_wording("engang")) }] };
    let mut review = Review::open(reading(TEXT), vec![by_kb(act.clone())], Trial(KNOWN.to_vec())).unwrap();
    keep_the_school(&mut review);
    let approval = review.approval(false);
    assert_eq!(review.decide(by_kb(approval)), Err(Refusal::LostStretch));
    assert_eq!(review.decide(by_kb(act)), Err(Refusal::NoSuchStretch));
}

#[test]
fn own_words_are_short_on_one_line_and_repeat_nothing_hidden() {
    let mut review = review();
    keep_the_school(&mut review);
    let long = "x".repeat(MAX_WORDING_CHARS + 1);
    for (typed, refusal) in [
        ("", Refusal::BadWording),
        (" – ", Refusal::BadWording),
        (long.as_str(), Refusal::BadWording),
        ("da kanaries bror kom", Refusal::WordingRepeats),
    ] {
        let act = own(&review, 1, typed);
        assert_eq!(review.decide(by_kb(act)), Err(refusal), "{typed}");
    }
    let raw = Coarsened { wording: Some(Personal::new("a\u{1b}[2Jb\nc".into())), ..review.hints()[0].coarsened(None) };
    assert_eq!(review.decide(by_kb(Act::Coarsen { stretches: vec![raw] })), Err(Refusal::BadWording));
    assert_eq!(review.log().len(), 1);
}

#[test]
fn the_gate_looks_for_what_was_coarsened_unless_it_stands_elsewhere() {
    let mut review = review();
    keep_the_school(&mut review);
    take(&mut review, &[2, 4]);
    let forms: Vec<String> = review.coarsened_forms().into_iter().map(Personal::into_revealed).collect();
    // *9 år* is still printed as a length of time.
    assert_eq!(forms, ["den 14. marts 2021"]);
}

#[test]
fn a_name_found_later_under_a_coarser_wording_stays_hidden() {
    let mut review = review();
    keep_the_school(&mut review);
    take(&mut review, &[4]);
    let word = form_key("marts");
    decide(&mut review, Act::HideWord { word, kind: Kind::Person, role: Role::Other });
    let text = approve(&mut review);
    assert!(!text.contains("marts"), "{text}");
}
