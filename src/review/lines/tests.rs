//! Scripted dialogues: what is typed, what is said, what is stored.
#![expect(clippy::disallowed_methods, reason = "tests look at invented text")]

use super::super::decision::Decision;
use super::super::state::Standing;
use super::super::trial::{KNOWN, TEXT, by_kb, review};
use super::*;
use proptest::prelude::*;
use std::fmt::Write as _;

/// Plays the lines as the command does: print, store, come back. Gives the transcript; the review holds what was stored.
fn play(review: &mut Review<'_>, scope: Scope, lines: &[&str]) -> (String, bool) {
    let mut dialogue = Dialogue::new(7, scope);
    let mut turn = dialogue.open(review);
    let mut transcript = turn.say.reveal().clone();
    for line in lines {
        if turn.over {
            break;
        }
        let _ = writeln!(transcript, "> {line}");
        turn = dialogue.answer(review, line);
        transcript.push_str(turn.say.reveal());
        if let Some(act) = turn.act.take() {
            turn = match review.decide(by_kb(act)) {
                Ok(()) => dialogue.settled(review),
                Err(refusal) => dialogue.refused(&refusal),
            };
            transcript.push_str(turn.say.reveal());
        }
    }
    let over = turn.over;
    if !over {
        transcript.push_str("> (slut på input)\n");
        transcript.push_str(dialogue.leave(review).say.reveal());
    }
    (transcript, over)
}

#[test]
fn a_whole_review_from_the_first_person_to_the_list_of_words() {
    let mut review = review(TEXT, &KNOWN);
    let (transcript, over) = play(&mut review, Scope::Undecided, &["s", "r", "8", "s", "skjul 1"]);
    assert!(over);
    assert_eq!(review.standing(), Standing::Ready);
    insta::assert_snapshot!(transcript);
}

#[test]
fn undo_comes_back_to_its_question_and_keeping_says_what_it_means() {
    let mut review = review(TEXT, &KNOWN);
    let (transcript, _) =
        play(&mut review, Scope::Undecided, &["n", "b", "f", "s", "f", "f", "?", "v", "hvad", "r", "99", "", "q"]);
    insta::assert_snapshot!(transcript);
}

#[test]
fn a_word_of_the_list_can_get_a_role_and_all_can_be_ordinary() {
    let mut review = review(TEXT, &KNOWN);
    let (transcript, over) =
        play(&mut review, Scope::Undecided, &["s", "s", "s", "9", "r 1", "sted", "alle er almindelige ord"]);
    assert!(over);
    assert_eq!(review.placeholders().values().filter(|label| *label == "[sted]").count(), 1);
    insta::assert_snapshot!(transcript);
}

#[test]
fn leaving_decides_nothing() {
    for lines in [&[][..], &["q"], &["n", "n", "n", "n"], &["r", "", "q"], &["vrøvl", "?", "v"]] {
        let mut review = review(TEXT, &KNOWN);
        play(&mut review, Scope::Undecided, lines);
        assert!(review.log().is_empty(), "{lines:?}");
        assert_eq!(review.waiting().len(), 3);
    }
}

/// Four hints: how many children, an age, a class, a date.
const RECOGNISABLE: &str =
    "Vi har fire børn, og Kanarie er 9 år. Han går i 4.b.\nMødet den 14. marts 2021 blev aflyst.";

#[test]
fn the_last_question_is_whether_the_family_can_be_recognised() {
    let mut review = review(RECOGNISABLE, &KNOWN);
    let (transcript, over) = play(
        &mut review,
        Scope::Undecided,
        &["s", "?", "1 9", "hvad", "1 r3", "4=", "", "4=", "Kanarie kom", "4=", "for længe siden", "f", "alle", "v"],
    );
    assert!(over, "{transcript}");
    assert_eq!(review.standing(), Standing::Ready);
    assert!(review.hints().iter().all(|row| row.wording.is_some()));
    insta::assert_snapshot!(transcript);
}

#[test]
fn many_of_one_kind_are_shown_as_a_few_and_taken_with_one_word() {
    let days: Vec<String> = (1..=9).map(|day| format!("Møde den {day}. maj 2021.")).collect();
    let text = format!("{} Kanarie er 9 år.", days.join("\n"));
    let mut review = review(&text, &KNOWN);
    let (transcript, _) = play(&mut review, Scope::Undecided, &["s", "dato", "skole", ""]);
    assert!(transcript.contains("dato: og 6 steder til. Skriv dato for at tage alle 9."), "{transcript}");
    assert!(transcript.contains("9 steder skrives nu mindre præcist"), "{transcript}");
    assert_eq!(review.hints().iter().filter(|row| row.wording.is_none()).count(), 1);
}

#[test]
fn enter_leaves_the_hints_and_another_sitting_comes_back_to_them() {
    let mut review = review(RECOGNISABLE, &KNOWN);
    let (transcript, over) = play(&mut review, Scope::Undecided, &["s", ""]);
    assert!(over && transcript.contains("Intet venter"), "{transcript}");
    assert_eq!(review.standing(), Standing::Ready);
    assert_eq!(review.log().len(), 1);
    // Nothing waits, and yet the question is there again; the end of input decides nothing.
    let (again, _) = play(&mut review, Scope::Undecided, &[]);
    assert!(again.contains("Kan familien genkendes?"), "{again}");
    play(&mut review, Scope::Undecided, &["2"]);
    // Everything once more: what was changed is shown as it now reads, and can be put back.
    let (all, over) = play(&mut review, Scope::All, &["n", "b 2", "b 2", ""]);
    assert!(over && all.contains("nu: i indskolingsalderen") && all.contains("1 sted trykkes igen"), "{all}");
    assert!(review.hints().iter().all(|row| row.wording.is_none()));
}

#[test]
fn what_was_decided_before_is_asked_again_only_when_wanted() {
    let mut review = review(TEXT, &KNOWN);
    play(&mut review, Scope::Undecided, &["s", "s", "s", "b"]);
    let (again, over) = play(&mut review, Scope::Undecided, &[]);
    assert!(over && again.contains("Der er intet at tage stilling til"), "{again}");
    let decisions = review.log().len();
    // p1, p2, the number, the doubt, the words.
    let (all, over) = play(&mut review, Scope::All, &["n", "n", "n", "b", "s 2"]);
    assert!(over, "{all}");
    assert_eq!(review.log().len(), decisions + 2);
    assert!(review.waiting().is_empty());
}

#[test]
fn undo_reaches_back_beyond_this_sitting() {
    let mut review = review(TEXT, &KNOWN);
    play(&mut review, Scope::Undecided, &["s", "s", "s"]);
    let (transcript, _) = play(&mut review, Scope::Undecided, &["f", "s", "b"]);
    assert!(transcript.contains("Pip"), "{transcript}");
    assert_eq!(review.standing(), Standing::Ready);
}

proptest! {
    #[test]
    fn no_script_approves_or_hides_a_hint_by_accident(
        lines in proptest::collection::vec(
            proptest::sample::select(vec!["s", "b", "f", "n", "v", "?", "", "1", "9", "2=", "alle", "r1", "b 1", "engang", "Kanarie", "æh", "q"]),
            0..25,
        ),
        all in any::<bool>(),
    ) {
        let scope = if all { Scope::All } else { Scope::Undecided };
        let mut review = review(RECOGNISABLE, &KNOWN);
        play(&mut review, scope, &lines);
        let approved = review.log().iter().any(|Decision { act, .. }| matches!(act, Act::Approve { .. }));
        prop_assert!(!approved);
        // Words of the coordinator's own never bring a hidden name back.
        let shown = crate::review::view::render(&review, crate::review::view::View::default()).into_revealed();
        prop_assert!(review.placeholders().is_empty() || !shown.contains("Kanarie"));
    }

    #[test]
    fn no_script_leaves_a_doubt_decided_by_accident(
        lines in proptest::collection::vec(
            proptest::sample::select(vec!["s", "b", "r", "f", "n", "v", "?", "", "1", "2", "9", "s 1", "b 2", "r 1", "sted", "æh"]),
            0..30,
        ),
        all in any::<bool>(),
    ) {
        let scope = if all { Scope::All } else { Scope::Undecided };
        let mut review = review(TEXT, &KNOWN);
        let (transcript, over) = play(&mut review, scope, &lines);
        // The dialogue never approves, and when it ends it says what is left.
        let approved = review.log().iter().any(|Decision { act, .. }| matches!(act, Act::Approve { .. }));
        prop_assert!(!approved);
        let waits = !review.waiting().is_empty();
        prop_assert_eq!(waits, transcript.lines().last().unwrap_or_default().contains("indtil da kan vidnesbyrdet ikke godkendes"));
        prop_assert!(!over || !lines.is_empty());
    }
}
