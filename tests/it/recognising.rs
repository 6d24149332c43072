//! Whether the family can be recognised, as the coordinator meets it: from the mail to the finished booklet.

use crate::reviewing::{Desk, MAIL};
use vidnesbyrd::personal::Personal;
use vidnesbyrd::publish::leak::{self, HiddenForm};

/// A mail whose family anybody in the village knows.
fn mail() -> String {
    MAIL.replace(
        "Til sidst skrev vi",
        "Vi har fire børn, og han er 9 år og går i 4.b. Mødet den 14. marts 2021 blev aflyst.\r\nTil sidst skrev vi",
    )
}

fn hints(desk: &Desk) -> Vec<serde_json::Value> {
    desk.json()["risk"]["hints"].as_array().unwrap().clone()
}

fn label(desk: &Desk, kind: &str) -> String {
    let hints = hints(desk);
    let hint = hints.iter().find(|hint| hint["kind"] == kind).unwrap_or_else(|| panic!("no {kind} in {hints:?}"));
    hint["label"].as_str().unwrap().to_owned()
}

#[test]
fn hints_are_shown_coarsened_taken_back_and_block_nothing() {
    let desk = Desk::new(&mail());
    desk.hide_all_that_waits();
    let shown = desk.ok(&["vis", "1"], "");
    for part in ["Kan familien genkendes? (risiko: mærkbar)", "forslag: i foråret 2021", "skjul 1 r1"] {
        assert!(shown.contains(part), "{part} is missing in\n{shown}");
    }
    assert_eq!(hints(&desk).len(), 4);
    let date = label(&desk, "date");
    let said = desk.ok(&["skjul", "1", &date, &label(&desk, "siblings")], "");
    assert!(said.contains("trykkes nu som: i foråret 2021") && said.contains("flere børn"), "{said}");
    assert!(desk.json()["text"].as_str().unwrap().contains("Mødet i foråret 2021 blev aflyst."));
    desk.ok(&["fortryd", "1"], "");
    assert!(desk.json()["text"].as_str().unwrap().contains("Mødet den 14. marts 2021 blev aflyst."));
    // Own words are typed at the prompt, and what is hidden is not let in again.
    desk.ok(&["skjul", "1", &date, "--ord"], "for nogle år siden\n");
    assert!(desk.json()["text"].as_str().unwrap().contains("Mødet for nogle år siden blev aflyst."));
    desk.fails(3, &["skjul", "1", &date, "--ord"], "da Mette kom\n");
    desk.fails(2, &["skjul", "1", &date, "--ord"], "\n");
    desk.fails(2, &["skjul", "1", &date, "r1", "--ord"], "x\n");
    desk.fails(2, &["skjul", "1", "r99"], "");
    desk.ok(&["behold", "1", &date], "");
    assert!(desk.json()["text"].as_str().unwrap().contains("Mødet den 14. marts 2021 blev aflyst."));
    // With every hint standing, it can be approved all the same.
    desk.ok(&["godkend", "1"], "");
    assert_eq!(desk.state(), "approved");
    desk.ok(&["skjul", "1", &date], "");
    assert_eq!(desk.state(), "waiting");
}

#[test]
fn the_dialogue_ends_with_the_question_and_the_booklet_has_the_coarser_words() {
    let desk = Desk::new(&mail());
    desk.hide_all_that_waits();
    let asked = desk.ok(&["gennemse", "1"], &format!("{}alle\n", "s\n".repeat(12)));
    assert!(asked.contains("Kan familien genkendes?"), "{asked}");
    // Hiding by the letter s takes the proposals too, so there may be nothing left for »alle«.
    let reworded = hints(&desk).iter().filter(|hint| !hint["wording"].is_null()).count();
    assert_eq!(reworded, 4, "{asked}");
    desk.ok(&["godkend", "1"], "");
    desk.ok(&["udgiv"], "");
    let booklet = std::fs::read(desk.folder.join("udgaver/udgave-1/haefte.pdf")).unwrap();
    let form = |text: &str| HiddenForm {
        number: 1,
        text: Personal::new(text.to_owned()),
        ordinary_word: true,
        kept_in: Default::default(),
        in_contents: false,
    };
    for gone in ["den 14. marts 2021", "9 år", "4.b", "fire børn"] {
        assert!(leak::check_bytes(&booklet, &[form(gone)], &[]).is_ok(), "{gone} is printed");
    }
    for there in ["i foråret 2021", "i indskolingsalderen", "4. klasse", "flere børn"] {
        assert!(leak::check_bytes(&booklet, &[form(there)], &[]).is_err(), "{there} is not printed");
    }
}

#[test]
fn unattended_output_tells_the_risk_and_changes_nothing() {
    let dir = tempfile::TempDir::new().unwrap();
    let file = dir.path().join("brev.txt");
    std::fs::write(&file, "Vi har fire børn, og den mellemste er 9 år. Mødet den 14. marts 2021 blev aflyst.").unwrap();
    let run = || {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_vidnesbyrd"))
            .args(["anonymiser", "--format", "json", file.to_str().unwrap()])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        output.stdout
    };
    let once = run();
    assert!(once == run(), "two runs differ");
    let answer: serde_json::Value = serde_json::from_slice(&once).unwrap();
    let kinds: Vec<&str> =
        answer["risk"]["hints"].as_array().unwrap().iter().map(|hint| hint["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["siblings", "siblings", "age", "date"]);
    assert_eq!(answer["risk"]["level"], "raised");
    assert_eq!(answer["risk"]["hints"][3]["proposal"], "i foråret 2021");
    assert!(answer["redacted"].as_str().unwrap().contains("den 14. marts 2021"));
}
