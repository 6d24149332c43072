//! Doubt hides: every way in which a text can fail to be read or searched, through the program as it is run. Nothing of that text is shown,
//! nothing of it is approved or printed, it is said why, and everything else goes on.

use crate::reviewing::{Desk, MAIL, Ran};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;
use vidnesbyrd::intake::{Class, RawMessage, Reading};
use vidnesbyrd::personal::Personal;
use vidnesbyrd::redact::MAX_TEXT_BYTES;
use vidnesbyrd::review::Decision;
use vidnesbyrd::store::{Collection, Dossier, Number, Source, State, Summary, Taken};
use vidnesbyrd::text::SourceText;

/// A sentence that no command may show of a text that is refused.
const CANARY: &str = "Kanarie Fuglebrand bor i et bur.";

/// The program, or the program with little memory: the reader's child does not survive a monster then.
fn program(memory_kb: Option<u32>) -> Command {
    let path = env!("CARGO_BIN_EXE_vidnesbyrd");
    match memory_kb {
        None => Command::new(path),
        Some(kb) => {
            let mut shell = Command::new("sh");
            shell.args(["-c", &format!("ulimit -v {kb} && exec \"$0\" \"$@\""), path]);
            shell
        }
    }
}

fn anonymise(memory_kb: Option<u32>, words: &[&str], folder: &Path) -> Ran {
    let output =
        program(memory_kb).current_dir(folder).arg("anonymiser").args(words).stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let ran = Ran { out: text(output.stdout), err: text(output.stderr), code: output.status.code() };
    for canary in ["Kanarie", "Fuglebrand"] {
        assert!(!ran.err.contains(canary) && !ran.out.contains(canary), "shown by {words:?}");
    }
    ran
}

/// A good letter, one that is refused, and another good one; `name` and `bytes` are of the one in the middle.
fn three(memory_kb: Option<u32>, name: &str, bytes: &[u8], why: &str, problem: &str) {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("en.txt"), "Vi venter på svar. Kanarie Fuglebrand ringede.").unwrap();
    std::fs::write(dir.path().join(name), bytes).unwrap();
    std::fs::write(dir.path().join("tre.txt"), "Vi venter stadig.").unwrap();
    let stem = Path::new(name).file_stem().unwrap().to_str().unwrap();

    // What an earlier run left is not to be taken for this one's answer.
    let ud = dir.path().join("ud");
    std::fs::create_dir(&ud).unwrap();
    std::fs::write(ud.join(format!("{stem}.txt")), "fra i går").unwrap();
    let ran = anonymise(memory_kb, &["--ud", "ud", "en.txt", name, "tre.txt"], dir.path());
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert!(ran.err.contains("Fejl:  Fil nummer 2 er ikke anonymiseret"), "{}", ran.err);
    assert!(ran.err.contains(why) && ran.err.contains("Prøv:"), "{}", ran.err);
    assert!(ran.err.contains("1 af 3 filer kunne ikke anonymiseres"), "{}", ran.err);
    let mut left: Vec<String> =
        std::fs::read_dir(&ud).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    let mut wanted = ["en.json", "en.txt", "tre.json", "tre.txt", &format!("{stem}.json")].map(str::to_owned);
    wanted.sort();
    assert_eq!(left, wanted);
    assert!(std::fs::read_to_string(ud.join("tre.txt")).unwrap().contains("Vi venter stadig."));
    let told: serde_json::Value =
        serde_json::from_slice(&std::fs::read(ud.join(format!("{stem}.json"))).unwrap()).unwrap();
    assert_eq!(told["redacted"], "");
    assert_eq!(told["needs_human"], true);
    assert_eq!(told["findings"].as_array().map(Vec::len), Some(0));
    assert!(told["problems"].as_array().unwrap().iter().any(|code| code == problem), "{}", told["problems"]);

    // The same to standard output: the two that can be searched, and nothing of the third.
    let ran = anonymise(memory_kb, &["en.txt", name, "tre.txt"], dir.path());
    assert_eq!(ran.code, Some(3));
    assert!(ran.out.contains("===== 2 af 3 =====\n\n===== 3 af 3 =====\nVi venter stadig."), "{}", ran.out.len());
    let ran = anonymise(memory_kb, &["--format", "json", name], dir.path());
    assert_eq!(ran.code, Some(3));
    assert!(ran.err.contains(why) && ran.out.contains(problem) && ran.out.contains("\"redacted\":\"\""));
}

#[test]
fn doubt_hides_a_text_over_the_limit_and_the_others_go_on() {
    let long = format!("{CANARY}\n").repeat(MAX_TEXT_BYTES / CANARY.len() + 1);
    three(None, "to.txt", long.as_bytes(), "længere, end programmet kan gennemsøge", "over_limit");
    let mail = format!("From: a@fugle.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{long}");
    three(None, "to.eml", mail.as_bytes(), "længere, end programmet kan gennemsøge", "over_limit");
}

/// Elsewhere than on Linux the limit cannot be set from outside; the reader's own tests hold the rest.
#[cfg(target_os = "linux")]
#[test]
fn doubt_hides_a_mail_that_brings_the_reader_down_and_the_others_go_on() {
    let attributes: String = (0..5_000_000).map(|number| format!("a{number}=b ")).collect();
    let html = format!("Content-Type: text/html; charset=utf-8\n\n<p {attributes}>{CANARY}</p>");
    three(Some(250_000), "to.eml", html.as_bytes(), "gik i stå eller tog for lang tid", "reader_failed");
}

#[test]
fn doubt_hides_half_a_document_but_not_the_letter_it_came_with() {
    let dir = TempDir::new().unwrap();
    let long = format!("{CANARY}\r\n").repeat(MAX_TEXT_BYTES / CANARY.len() + 1);
    let mail = format!(
        "From: a@fugle.example\r\nContent-Type: multipart/mixed; boundary=g\r\n\r\n--g\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         Vi venter på svar.\r\n--g\r\nContent-Type: text/plain; charset=utf-8; name=log.txt\r\nContent-Disposition: attachment; \
         filename=log.txt\r\n\r\n{long}\r\n--g--\r\n"
    );
    std::fs::write(dir.path().join("brev.eml"), mail).unwrap();
    let ran = anonymise(None, &["brev.eml"], dir.path());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(ran.out.trim(), "Vi venter på svar.");
    assert!(ran.err.contains("skal ses af et menneske"));
}

/// A rule of the collection that does not load: no text is searched with the rest of them, whatever is asked.
#[test]
fn doubt_hides_everything_while_a_rule_of_the_collection_does_not_load() {
    let desk = Desk::new(MAIL);
    desk.hide_all_that_waits();
    desk.ok(&["godkend", "1"], "");
    let rules = desk.folder.join("regler");
    std::fs::create_dir_all(&rules).unwrap();
    let rule = "[[rule]]\nid = \"egen\"\nkind = \"place\"\ntier = \"sure\"\nregex = '(Kanarie'\nwhy = \"egen\"\n";
    std::fs::write(rules.join("egne.toml"), rule).unwrap();
    for words in [
        &["vis", "1"][..],
        &["vis", "1", "--format", "json"],
        &["gennemse", "1"],
        &["godkend", "1"],
        &["godkend", "alle"],
        &["skjul", "1", "P1"],
        &["behold", "1", "P1"],
        &["udgiv"],
    ] {
        let ran = desk.run(words, "j\nj\nj\n");
        assert_eq!(ran.code, Some(2), "{words:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{words:?}");
        assert!(ran.err.contains("Reglerne kan ikke bruges") && ran.err.contains("egne.toml"), "{}", ran.err);
        assert!(!ran.err.contains("Kanarie"));
    }
    assert!(!desk.folder.join("udgaver").exists());
    // Mended, everything is as it was.
    std::fs::remove_file(rules.join("egne.toml")).unwrap();
    assert_eq!(desk.state(), "approved");
}

/// A testimony in the store that the engine refuses, as if the limit had been wider when it came.
fn not_searchable(desk: &Desk) -> Number {
    let collection = Collection::open(&desk.folder).unwrap();
    let raw = RawMessage::new(CANARY.into());
    let Taken::New(number) = collection.take_in(&raw, &Source::File, jiff::Timestamp::UNIX_EPOCH).unwrap() else {
        panic!("known")
    };
    let reading = Reading {
        text: SourceText::normalise(&format!("{CANARY}\n").repeat(MAX_TEXT_BYTES / CANARY.len() + 1)),
        folds: Vec::new(),
        class: Class::Testimony,
        class_rule: "default".into(),
        seeds: Vec::new(),
        sender: Personal::default(),
        subject: Personal::default(),
        message_id: Personal::default(),
        date: None,
        problems: Vec::new(),
    };
    let summary = Summary {
        state: State::Waiting,
        class: Class::Testimony,
        words: 5,
        persons: 1,
        waiting: 0,
        problems: Vec::new(),
        reason: None,
        risk: None,
    };
    collection.save(number, &mut Dossier::<Decision>::new(reading), &summary).unwrap();
    number
}

#[test]
fn doubt_hides_a_testimony_that_cannot_be_searched_and_the_others_are_approved() {
    let desk = Desk::new(MAIL);
    desk.hide_all_that_waits();
    let number = not_searchable(&desk).to_string();
    for words in [
        &["vis", &number][..],
        &["vis", &number, "--format", "json"],
        &["vis", &number, "--foldet"],
        &["gennemse", &number],
        &["godkend", &number],
        &["godkend", &number, "--jeg-har-laest-originalen"],
        &["behold", &number, "P1"],
    ] {
        let ran = desk.run(words, "j\n");
        assert_eq!(ran.code, Some(3), "{words:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{words:?}");
        assert!(ran.err.contains("kunne ikke undersøges for navne") && ran.err.contains("--raa"), "{}", ran.err);
        assert!(!ran.err.contains("Kanarie"));
    }
    let ran = desk.run(&["godkend", "alle"], "");
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert!(ran.out.contains("1: godkendt."), "{}{}", ran.out, ran.err);
    assert!(!ran.out.contains("Kanarie Fuglebrand") && !ran.err.contains("Kanarie"));
    let rows: serde_json::Value = serde_json::from_str(&desk.ok(&["oversigt", "--format", "json"], "")).unwrap();
    let states: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["approved", "waiting"]);
    // What is hidden in it is not known, so no booklet can be searched for it.
    let ran = desk.run(&["udgiv"], "");
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert!(ran.err.contains(&format!("vidnesbyrd {number}")), "{}", ran.err);
    assert!(!desk.folder.join("udgaver").exists());
    // The way out is said: what cannot be searched must go.
    assert!(ran.err.contains("tilbagekald"), "{}", ran.err);
}

/// Too long already when it comes: it is kept, unread, in quarantine, and the next one is taken in.
#[test]
fn doubt_hides_what_is_too_long_in_quarantine_and_loses_nothing() {
    let desk = Desk::new(MAIL);
    let folder = desk.folder.with_file_name("breve");
    std::fs::create_dir(&folder).unwrap();
    let long = format!("{CANARY}\n").repeat(MAX_TEXT_BYTES / CANARY.len() + 1);
    std::fs::write(folder.join("a.txt"), &long).unwrap();
    std::fs::write(folder.join("b.txt"), "Vi venter stadig på svar fra kommunen.").unwrap();
    desk.ok(&["importer", folder.to_str().unwrap()], "");
    let rows: serde_json::Value = serde_json::from_str(&desk.ok(&["oversigt", "--format", "json"], "")).unwrap();
    let states: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["waiting", "quarantined", "waiting"]);
    assert!(desk.ok(&["vis", "2", "--raa"], "").len() >= long.len());
    desk.fails(3, &["godkend", "2", "--jeg-har-laest-originalen"], "");
}
