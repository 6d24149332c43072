//! Every invented mail under `fixtures/mail` is read, in the reader's child process, as its expectation says.

use serde::Deserialize;
use std::path::{Path, PathBuf};
use vidnesbyrd::intake::reader::{Reader, read_here};
use vidnesbyrd::intake::{InputKind, Problem, RawMessage, Reading};

/// The part of an expectation that reading must meet; the rest is the detectors' business.
#[derive(Deserialize)]
struct Expected {
    class: String,
    needs_human: bool,
    language: String,
    hidden: Vec<Hidden>,
    kept: Vec<String>,
    folded: Vec<String>,
}

#[derive(Deserialize)]
struct Hidden {
    text: String,
}

fn fixtures() -> Vec<(PathBuf, Expected)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/mail");
    let mut mails: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    mails.retain(|path| path.extension().is_some_and(|ending| ending == "eml"));
    mails.sort();
    assert!(mails.len() >= 16, "the folder of mails is empty or cut");
    let expected =
        |mail: &PathBuf| toml::from_str(&std::fs::read_to_string(mail.with_extension("toml")).unwrap()).unwrap();
    mails.iter().map(|mail| (mail.clone(), expected(mail))).collect()
}

fn reader() -> Reader {
    Reader::with_program(env!("CARGO_BIN_EXE_vidnesbyrd"))
}

/// Letters with every run of white space as one space: lines may be joined and broken on the way.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check(reading: &Reading, expected: &Expected) -> Vec<String> {
    #[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
    let (text, folds): (&str, Vec<String>) =
        (reading.text.as_str(), reading.folded().into_iter().map(|span| flat(reading.text.slice(span))).collect());
    let whole = flat(text);
    // What is outside the folds, in pieces: a sentence that must be printed may not reach into a fold.
    let mut open = String::new();
    let mut at = 0;
    for fold in &reading.folds {
        open.push_str(text.get(at..fold.start).unwrap_or_default());
        open.push_str(" | ");
        at = fold.end;
    }
    open.push_str(text.get(at..).unwrap_or_default());
    let open = flat(&open);
    let mut misses = Vec::new();
    if reading.class.code() != expected.class {
        misses.push(format!("class is {} by {}", reading.class.code(), reading.class_rule));
    }
    let human = reading.needs_human();
    // A foreign language is the engine's finding, so a mail in one may need a human for that reason alone.
    if human != expected.needs_human && (human || ["da", "en"].contains(&expected.language.as_str())) {
        misses.push(format!("needs_human is {human}: {:?}", reading.problems));
    }
    misses.extend(
        expected
            .hidden
            .iter()
            .filter(|hidden| !whole.contains(&flat(&hidden.text)))
            .map(|hidden| format!("not in the text: {}", hidden.text)),
    );
    misses.extend(
        expected
            .kept
            .iter()
            .filter(|kept| !open.contains(&flat(kept)))
            .map(|kept| format!("not in the open text: {kept}")),
    );
    misses.extend(
        expected
            .folded
            .iter()
            .filter(|folded| !folds.iter().any(|fold| fold.contains(&flat(folded))))
            .map(|folded| format!("not folded: {folded}")),
    );
    misses
}

#[test]
fn every_mail_is_read_as_expected() {
    let mut reader = reader();
    let mut misses = Vec::new();
    for (mail, expected) in fixtures() {
        let raw = RawMessage::new(std::fs::read(&mail).unwrap());
        let reading = reader.read(&raw, InputKind::Mail);
        assert_eq!(reading, read_here(&raw, InputKind::Mail), "the child reads as this process does");
        let name = mail.file_name().unwrap().to_string_lossy().into_owned();
        misses.extend(check(&reading, &expected).into_iter().map(|miss| format!("{name}: {miss}")));
    }
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}

#[test]
fn one_child_reads_many_and_a_deadly_message_does_not_stop_the_next() {
    let mut reader = reader();
    let good = RawMessage::new(b"Subject: x\n\nBrevet".to_vec());
    // A child that must not allocate this much dies or says so; either way the next message is read.
    let deadly = RawMessage::new([b"Content-Type: text/html\n\n".as_slice(), &b"<div>".repeat(9_000_000)].concat());
    let before = reader.read(&good, InputKind::Mail);
    let reading = reader.read(&deadly, InputKind::Mail);
    assert!(reading.needs_human());
    assert_eq!(reader.read(&good, InputKind::Mail), before);
    assert_eq!(before.problems, []);
}

#[test]
fn the_childs_limits_do_not_reach_ordinary_messages_of_25_megabytes() {
    let mut reader = reader();
    let words = "Vi har ventet i to år på en afgørelse. ".repeat(100);
    let picture = format!("{}\r\n", "QUJD".repeat(19)).repeat(330_000);
    let raw = format!(
        "Content-Type: multipart/mixed; boundary=grs\r\n\r\n--grs\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n--grs\r\n\
         Content-Type: image/jpeg; name=hest.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n{picture}\r\n--grs--\r\n"
    );
    assert!(raw.len() > 25_000_000);
    let reading = reader.read(&RawMessage::new(raw.into_bytes()), InputKind::Mail);
    assert_eq!(reading.problems, [Problem::AttachmentNotRead]);
}

#[test]
fn a_child_that_is_late_is_replaced() {
    let mut reader = reader().within(std::time::Duration::from_millis(700));
    let good = RawMessage::new(b"Subject: x\n\nBrevet".to_vec());
    assert_eq!(reader.read(&good, InputKind::Mail).problems, []);
    // Tens of megabytes of elements take longer than this reader is given.
    let slow = RawMessage::new([b"Content-Type: text/html\n\n".as_slice(), &b"<p>a<b>".repeat(8_000_000)].concat());
    assert!(reader.read(&slow, InputKind::Mail).needs_human());
    assert_eq!(reader.read(&good, InputKind::Mail).problems, []);
}

/// Promise 3: no personal text outside the sealed store and the screen.
#[test]
fn the_child_says_nothing_about_what_it_could_not_read() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_vidnesbyrd"))
        .arg("__laes")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(b"\x08\0\0\0Kanarie Fugl bor i et bur, og det skal ingen vide");
    let output = child.wait_with_output().unwrap();
    for stream in [output.stdout, output.stderr] {
        let said = String::from_utf8_lossy(&stream).into_owned();
        assert!(!said.contains("Kanarie") && !said.contains("bur"), "{} bytes said", said.len());
    }
}
