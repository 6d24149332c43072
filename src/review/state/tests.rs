use super::super::fingerprint::Fingerprint;
use super::super::trial::{KNOWN, Known, TEXT, Trial, by_kb, forms, reading, review};
use super::*;
use crate::intake::Problem;
use crate::personal::Personal;
use crate::redact::subject::form_key;
use proptest::prelude::*;
use std::collections::BTreeSet;

const PIP: SubjectId = SubjectId(3);

fn decide(review: &mut Review<'_>, act: Act) {
    review.decide(by_kb(act)).unwrap();
}

fn hide(names: &[&str], role: Role) -> Act {
    Act::Hide { forms: forms(names), kind: Kind::Person, role }
}

fn keep(names: &[&str], kind: Kind) -> Act {
    Act::Keep { forms: forms(names), kind }
}

fn words(hide: &[&str], keep: &[&str]) -> Act {
    Act::Words { hide: forms(hide), keep: forms(keep) }
}

/// Everything decided and approved.
fn approved() -> Review<'static> {
    let mut review = review(TEXT, &KNOWN);
    decide(&mut review, hide(&["pip"], Role::Child));
    decide(&mut review, words(&["flidder"], &["fladder"]));
    let approval = review.approval(false);
    decide(&mut review, approval);
    review
}

/// Promise 1.
#[test]
fn nothing_leaves_unreviewed() {
    let mut review = review(TEXT, &KNOWN);
    assert_eq!(review.waiting().len(), 3);
    // While anything waits, approval is refused, whatever is claimed to have been seen …
    let approval = review.approval(true);
    assert!(matches!(review.decide(by_kb(approval.clone())), Err(Refusal::Waiting(ids)) if ids.len() == 3));
    assert!(matches!(review.released(), Err(NotReleased::Waiting(_))));
    // … an approval that was smuggled into the log has no force …
    let smuggled = Review::open(reading(TEXT), vec![by_kb(approval)], Trial(KNOWN.to_vec())).unwrap();
    assert!(matches!(smuggled.released(), Err(NotReleased::Waiting(_))));
    // … and when all is decided, it still takes an approval.
    decide(&mut review, hide(&["pip"], Role::Child));
    decide(&mut review, words(&[], &["flidder", "fladder"]));
    assert_eq!(review.released(), Err(NotReleased::NotApproved));
    let approval = review.approval(false);
    decide(&mut review, approval);
    let text = review.released().unwrap().to_string();
    assert_eq!(
        text,
        "Kære alle. Min søn [barn 1] går i skole.\n\
         Hans sagsbehandler [sagsbehandler] svarede aldrig, og [sagsbehandler]s leder kom for sent.\n\
         Ring til mig på [telefonnr.]. Vi kalder ham [barn 2], og han elsker flidder og fladder."
    );
}

#[test]
fn a_later_decision_reopens_what_was_approved() {
    for act in [
        keep(&["pip"], Kind::Person),
        Act::Role { forms: forms(&["pip"]), role: Role::Other },
        Act::HideWord { word: form_key("skole"), kind: Kind::Institution, role: Role::Other },
        Act::Reopen,
    ] {
        let mut review = approved();
        assert_eq!(review.standing(), Standing::Approved);
        decide(&mut review, act);
        assert_eq!(review.standing(), Standing::Ready);
        assert_eq!(review.released(), Err(NotReleased::NotApproved));
    }
    let mut review = approved();
    decide(&mut review, Act::Reject { reason: RejectReason::NoConsent });
    assert_eq!(review.released(), Err(NotReleased::Rejected));
    let approval = review.approval(false);
    assert_eq!(review.decide(by_kb(approval)), Err(Refusal::Rejected));
}

#[test]
fn new_rules_send_an_approved_text_back_when_they_find_or_lose_something() {
    let (reading, log) = approved().into_parts();
    let standing =
        |known: &[Known]| Review::open(reading.clone(), log.clone(), Trial(known.to_vec())).unwrap().standing();
    assert_eq!(standing(&KNOWN), Standing::Approved);
    // A new doubt waits.
    let mut more = KNOWN.to_vec();
    more.push(Known(&["skole"], Kind::Institution, Role::Other, Tier::Doubt));
    assert!(matches!(standing(&more), Standing::Waiting(ids) if ids.len() == 1));
    // Something new and sure is hidden at once and looked at again.
    more.last_mut().unwrap().3 = Tier::Sure;
    assert_eq!(standing(&more), Standing::Changed);
    // A name that is no longer found would be shown.
    assert_eq!(standing(&KNOWN[1..]), Standing::Changed);
    // A kept word that is no longer found changes nothing that is printed.
    let fewer: Vec<Known> = KNOWN.into_iter().filter(|known| known.0 != ["fladder"]).collect();
    assert_eq!(standing(&fewer), Standing::Approved);
    // A better role changes the placeholder, not the words.
    let mut renamed = KNOWN;
    renamed[0].2 = Role::Sibling;
    assert_eq!(standing(&renamed), Standing::Approved);
}

#[test]
fn keeping_holds_only_while_it_covers_every_form() {
    let mut first = review(TEXT, &KNOWN);
    decide(&mut first, keep(&["undulat"], Kind::Person));
    let caseworker = SubjectId(1);
    assert!(matches!(first.status(caseworker), Status::Hidden { decided: false, .. }));
    decide(&mut first, keep(&["undulat", "undulat fugl"], Kind::Person));
    assert_eq!(first.status(caseworker), Status::Kept);

    // A doubt gets another form by new rules: undecided again, so it waits.
    let mut second = review(TEXT, &KNOWN);
    decide(&mut second, keep(&["pip"], Kind::Person));
    assert_eq!(second.status(PIP), Status::Kept);
    let mut known = KNOWN;
    known[3].0 = &["Pip", "elsker"];
    let (reading, log) = second.into_parts();
    let again = Review::open(reading, log, Trial(known.to_vec())).unwrap();
    assert_eq!(again.status(PIP), Status::Waiting);
}

#[test]
fn hiding_holds_when_it_covers_any_form_and_the_later_decision_wins() {
    let mut review = review(TEXT, &KNOWN);
    decide(&mut review, keep(&["undulat", "undulat fugl"], Kind::Person));
    decide(&mut review, hide(&["undulat"], Role::Leader));
    assert_eq!(review.status(SubjectId(1)), Status::Hidden { kind: Kind::Person, role: Role::Leader, decided: true });
    decide(&mut review, Act::Role { forms: forms(&["undulat fugl"]), role: Role::Professional });
    assert_eq!(review.placeholders().get(&SubjectId(1)).map(String::as_str), Some("[fagperson]"));
    decide(&mut review, keep(&["undulat", "undulat fugl"], Kind::Person));
    assert_eq!(review.status(SubjectId(1)), Status::Kept);
}

#[test]
fn a_word_kept_as_a_word_is_not_kept_as_a_person() {
    let text = "Det var en storm. Storm græd.";
    let known = [Known(&["storm"], Kind::Person, Role::Child, Tier::Doubt)];
    let mut review = review(text, &known);
    decide(&mut review, words(&[], &["storm"]));
    assert_eq!(review.waiting().len(), 1);
    decide(&mut review, Act::KeepWord { word: form_key("storm") });
    assert!(review.waiting().is_empty());
}

#[test]
fn a_role_alone_hides_nothing_and_decides_nothing() {
    let mut review = review(TEXT, &KNOWN);
    decide(&mut review, Act::Role { forms: forms(&["pip"]), role: Role::Sibling });
    assert_eq!(review.status(PIP), Status::Waiting);
    let pip = review.analysis().subject(PIP).unwrap();
    assert_eq!(review.proposed(pip), (Kind::Person, Role::Sibling));
}

#[test]
fn what_is_marked_by_hand_is_hidden_everywhere_it_was_marked() {
    let mut review = review(TEXT, &KNOWN);
    let start = TEXT.find("alle").unwrap();
    decide(&mut review, Act::Mark { start, end: start + 4, kind: Kind::Person, role: Role::Other });
    decide(&mut review, Act::HideWord { word: form_key("leder"), kind: Kind::Person, role: Role::Leader });
    decide(&mut review, words(&["flidder", "fladder"], &[]));
    decide(&mut review, hide(&["pip"], Role::Child));
    let approval = review.approval(false);
    decide(&mut review, approval);
    let text = review.released().unwrap().to_string();
    assert!(text.starts_with("Kære [person]. Min"), "{text}");
    assert!(text.contains("[sagsbehandler]s [leder] kom"), "{text}");
    assert!(text.ends_with("elsker […] og […]."), "{text}");
    decide(&mut review, Act::KeepWord { word: form_key("leder") });
    assert!(!review.placeholders().values().any(|label| label == "[leder]"));
}

#[test]
fn a_stretch_that_does_not_fit_is_refused_and_blocks_when_it_comes_from_the_log() {
    let mut fresh = review("på skole", &[]);
    for (start, end) in [(0, 2), (3, 3), (0, 99)] {
        let mark = Act::Mark { start, end, kind: Kind::Person, role: Role::Other };
        assert_eq!(fresh.decide(by_kb(mark.clone())), Err(Refusal::NoSuchStretch));
        let mut stale = Review::open(reading("på skole"), vec![by_kb(mark)], Trial(vec![])).unwrap();
        let approval = stale.approval(false);
        assert_eq!(stale.decide(by_kb(approval)), Err(Refusal::LostStretch));
    }
    let absent = Act::HideWord { word: form_key("Kanarie"), kind: Kind::Person, role: Role::Other };
    assert_eq!(fresh.decide(by_kb(absent)), Err(Refusal::NoSuchStretch));
    assert!(fresh.log().is_empty());
}

#[test]
fn what_a_human_must_read_is_approved_only_with_that_word_given() {
    let mut unread = reading("Alt er godt.");
    unread.problems.push(Problem::UnreadablePart);
    let mut review = Review::open(unread, vec![], Trial(vec![])).unwrap();
    let approval = review.approval(false);
    assert_eq!(review.decide(by_kb(approval)), Err(Refusal::OriginalNotRead));
    let approval = review.approval(true);
    decide(&mut review, approval);
    assert_eq!(review.standing(), Standing::Approved);
}

#[test]
fn an_approval_of_other_words_and_of_nothing_is_refused() {
    let mut one = review("Alt er godt.", &[]);
    let other = review("Alt er skidt.", &[]).approval(false);
    assert_eq!(one.decide(by_kb(other)), Err(Refusal::Changed));
    let mut empty = review("Kanarie", &[Known(&["Kanarie"], Kind::Person, Role::Child, Tier::Sure)]);
    let approval = empty.approval(false);
    assert_eq!(empty.decide(by_kb(approval)), Err(Refusal::NothingToPrint));
}

#[test]
fn what_stands_only_in_a_fold_waits_for_nobody_and_takes_no_number() {
    let review = review(TEXT, &KNOWN);
    let parrot = review.analysis().subjects.last().unwrap();
    assert_eq!(review.status_of(parrot), Status::Folded);
    assert!(!review.verdicts().contains_key(&parrot.id));
}

#[test]
fn a_failing_engine_changes_nothing() {
    struct Fails;
    impl Engine for Fails {
        fn analyse(&self, _: &Reading, marked: &[Stretch]) -> Result<Analysis, NotAnalysed> {
            if marked.is_empty() { Ok(Analysis::default()) } else { Err(NotAnalysed) }
        }
        fn explain(&self, _: &Finding) -> String {
            String::new()
        }
    }
    let mut review = Review::open(reading("Kære Kanarie"), vec![], Fails).unwrap();
    let mark = Act::HideWord { word: form_key("Kanarie"), kind: Kind::Person, role: Role::Other };
    assert_eq!(review.decide(by_kb(mark.clone())), Err(Refusal::NotAnalysed));
    assert!(review.log().is_empty());
    assert!(Review::open(reading("Kære Kanarie"), vec![by_kb(mark)], Fails).is_err());
}

#[test]
fn the_leak_gate_gets_every_hidden_form_as_it_stands() {
    let review = approved();
    let has = |set: &BTreeSet<Personal>, form: &str| set.contains(&Personal::new(form.to_owned()));
    let (hidden, kept) = (review.hidden_forms(), review.kept_forms());
    for form in ["Kanarie", "Undulat Fugl", "Undulat", "12345678", "Pip", "flidder"] {
        assert!(has(&hidden, form), "{form}");
    }
    assert!(has(&kept, "fladder") && !has(&hidden, "fladder"));
}

#[test]
fn labels_stay_the_same_when_decisions_are_made() {
    let before: Vec<String> = Label::all(review(TEXT, &KNOWN).analysis()).map(|(label, _)| label.to_string()).collect();
    let after: Vec<String> = Label::all(approved().analysis()).map(|(label, _)| label.to_string()).collect();
    assert_eq!(before, ["p1", "p2", "t1", "t2", "o1", "o2", "t3"]);
    assert_eq!(before, after);
}

/// Any act, right or wrong, on the trial text.
fn any_act() -> impl Strategy<Value = Act> {
    let names = proptest::sample::subsequence(
        vec!["kanarie", "undulat", "undulat fugl", "12345678", "pip", "flidder", "fladder", "papegøje", "skole"],
        0..4,
    )
    .prop_map(|names| forms(&names));
    let word = proptest::sample::select(vec!["pip", "skole", "flidder", "kanarie", "mangler"]).prop_map(form_key);
    let kind = proptest::sample::select(vec![Kind::Person, Kind::Phone, Kind::Unvouched, Kind::Institution]);
    let role = proptest::sample::select(Role::ALL.to_vec());
    prop_oneof![
        (names.clone(), kind.clone(), role.clone()).prop_map(|(forms, kind, role)| Act::Hide { forms, kind, role }),
        (names.clone(), kind.clone()).prop_map(|(forms, kind)| Act::Keep { forms, kind }),
        (names.clone(), names.clone()).prop_map(|(hide, keep)| Act::Words { hide, keep }),
        (0..60_usize, 1..20_usize, kind.clone(), role.clone()).prop_map(|(start, length, kind, role)| Act::Mark {
            start,
            end: start + length,
            kind,
            role
        }),
        (word.clone(), kind, role.clone()).prop_map(|(word, kind, role)| Act::HideWord { word, kind, role }),
        word.prop_map(|word| Act::KeepWord { word }),
        (names, role).prop_map(|(forms, role)| Act::Role { forms, role }),
        Just(Act::Undo),
        Just(Act::Undo),
        any::<bool>()
            .prop_map(|original_read| Act::Approve { fingerprint: Fingerprint::of(["placeholder"]), original_read }),
        Just(Act::Reject { reason: RejectReason::Other }),
        Just(Act::Reopen),
    ]
}

proptest! {
    #[test]
    fn no_way_through_the_acts_releases_what_is_undecided(acts in proptest::collection::vec(any_act(), 0..24)) {
        let mut review = review(TEXT, &KNOWN);
        for act in acts {
            let act = match act {
                Act::Approve { original_read, .. } => review.approval(original_read),
                act => act,
            };
            let approve = matches!(act, Act::Approve { .. });
            let before = review.log().len();
            let refused = review.decide(by_kb(act)).is_err();
            prop_assert_eq!(review.log().len(), before + usize::from(!refused));
            // Waiting is empty exactly when no doubt in the printed part is undecided, and only then can the text be sealed.
            let undecided = review.analysis().subjects.iter().any(|subject| {
                subject.tier != Tier::Sure
                    && !review.is_folded(subject)
                    && !matches!(review.status_of(subject), Status::Hidden { .. } | Status::Kept)
            });
            prop_assert_eq!(review.waiting().is_empty(), !undecided);
            prop_assert_eq!(review.seal().is_err(), undecided);
            // Text is released exactly when it is approved, right after an approval that was not refused (or an undo back to it).
            prop_assert!(!(undecided && review.released().is_ok()));
            prop_assert_eq!(review.released().is_ok(), review.standing() == Standing::Approved);
            prop_assert!(!approve || refused || review.released().is_ok());
            if let Ok(released) = review.released() {
                let text = released.to_string();
                for (form, kept) in [("Kanarie", &review.kept_forms()), ("12345678", &review.kept_forms())] {
                    prop_assert!(kept.contains(&Personal::new(form.to_owned())) || !text.contains(form));
                }
            }
            // Opening again from the log gives the same review.
            let again = Review::open(review.reading().clone(), review.log().to_vec(), Trial(KNOWN.to_vec())).unwrap();
            prop_assert_eq!(again.standing(), review.standing());
            prop_assert_eq!(again.verdicts(), review.verdicts());
        }
    }

    #[test]
    fn undoing_everything_gives_back_the_start(acts in proptest::collection::vec(any_act(), 0..24)) {
        let start = review(TEXT, &KNOWN);
        let mut review = review(TEXT, &KNOWN);
        let mut states = vec![(start.standing(), start.verdicts(), start.fingerprint())];
        for act in acts.into_iter().filter(|act| *act != Act::Undo) {
            let act = match act {
                Act::Approve { original_read, .. } => review.approval(original_read),
                act => act,
            };
            if review.decide(by_kb(act)).is_ok() {
                states.push((review.standing(), review.verdicts(), review.fingerprint()));
            }
        }
        // Step by step back through every state that was.
        states.pop();
        while let Some(before) = states.pop() {
            review.decide(by_kb(Act::Undo)).unwrap();
            prop_assert_eq!((review.standing(), review.verdicts(), review.fingerprint()), before);
        }
        prop_assert_eq!(review.decide(by_kb(Act::Undo)), Err(Refusal::NothingToUndo));
    }
}
