//! The coordinator's commands on one testimony, from the mail that came in to the approval, run as a coordinator runs them.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const PASSPHRASE: &str = "fire gule fugle synger";

/// People, a number and an unknown word; a nickname that only a reader can find.
pub(crate) const MAIL: &str = "From: Kanarie Lindegaard <kanarie@fugle.example>\r\n\
    To: vidnesbyrd@forening.example\r\n\
    Subject: Vores historie\r\n\
    Date: Tue, 3 Nov 2026 12:00:00 +0100\r\n\
    Message-ID: <1@fugle.example>\r\n\
    MIME-Version: 1.0\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\
    Content-Transfer-Encoding: 8bit\r\n\r\n\
    Kære alle.\r\n\r\n\
    Min søn Viggo har autisme, og vi har bedt kommunen om hjælp i tre år.\r\n\
    Vores sagsbehandler Mette Søndergaard svarede aldrig på mine mails. Jeg ringede til Mette hver uge.\r\n\
    Til sidst skrev vi til Ankestyrelsen, og så gik det hurtigt. Ring gerne på 12 34 56 78.\r\n\
    Herhjemme siger vi bare guldklumpen, og han griner hver gang.\r\n\r\n\
    Venlig hilsen\r\nKanarie Lindegaard\r\n";

/// No message and no overview may hold any of these.
const CANARIES: [&str; 5] = ["Viggo", "Mette", "Søndergaard", "Lindegaard", "guldklump"];

pub(crate) struct Ran {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: Option<i32>,
}

/// A collection with one testimony in it.
pub(crate) struct Desk {
    _dir: TempDir,
    pub(crate) folder: PathBuf,
}

impl Desk {
    pub(crate) fn new(mail: &str) -> Self {
        let dir = TempDir::new().unwrap();
        let folder = dir.path().join("samling");
        let file = dir.path().join("mail.eml");
        std::fs::write(&file, mail).unwrap();
        let desk = Self { folder, _dir: dir };
        desk.ok(&["opret", "--koordinator", "KB"], "");
        desk.ok(&["importer", file.to_str().unwrap()], "");
        desk
    }

    pub(crate) fn run(&self, words: &[&str], input: &str) -> Ran {
        run_in(&self.folder, words, input)
    }

    pub(crate) fn ok(&self, words: &[&str], input: &str) -> String {
        let ran = self.run(words, input);
        assert_eq!(ran.code, Some(0), "{words:?}\n{}{}", ran.out, ran.err);
        ran.out
    }

    pub(crate) fn fails(&self, code: i32, words: &[&str], input: &str) -> String {
        let ran = self.run(words, input);
        assert_eq!(ran.code, Some(code), "{words:?}\n{}{}", ran.out, ran.err);
        assert!(ran.err.starts_with("Fejl:") || ran.err.contains("\nFejl:"), "{}", ran.err);
        assert!(ran.err.contains("Årsag:") && ran.err.contains("Prøv:"), "{}", ran.err);
        ran.err
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.ok(&["vis", "1", "--format", "json"], "")).unwrap()
    }

    /// The labels with this status.
    pub(crate) fn labels(&self, status: &str) -> Vec<String> {
        let shown = self.json();
        let subjects = shown["subjects"].as_array().unwrap();
        let is = |subject: &&serde_json::Value| subject["status"] == status;
        subjects.iter().filter(is).map(|subject| subject["label"].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) fn state(&self) -> String {
        let rows: serde_json::Value = serde_json::from_str(&self.ok(&["oversigt", "--format", "json"], "")).unwrap();
        rows[0]["state"].as_str().unwrap().to_owned()
    }

    /// Hides whatever waits.
    pub(crate) fn hide_all_that_waits(&self) {
        let waiting = self.labels("waiting");
        if !waiting.is_empty() {
            let words: Vec<&str> = ["skjul", "1"].into_iter().chain(waiting.iter().map(String::as_str)).collect();
            self.ok(&words, "");
        }
    }
}

fn run_in(folder: &Path, words: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_vidnesbyrd"))
        .arg("-C")
        .arg(folder)
        .args(words)
        .env("VIDNESBYRD_PASSPHRASE", PASSPHRASE)
        .env_remove("VIDNESBYRD_LOG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads nothing may have closed its end already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let ran = Ran { out: text(output.stdout), err: text(output.stderr), code: output.status.code() };
    for canary in CANARIES {
        assert!(!ran.err.contains(canary), "personal text on standard error of {words:?}");
    }
    ran
}

/// Promise 1, at the command line.
#[test]
fn nothing_leaves_unreviewed_at_the_command_line() {
    let desk = Desk::new(MAIL);
    assert_eq!(desk.state(), "waiting");
    // Something that a reader finds and the engine does not: it is hidden by hand, and so at least one decision is made.
    desk.ok(&["skjul", "1", "--rolle", "barn"], "guldklumpen\n");
    let waiting = desk.labels("waiting");
    if let Some(first) = waiting.first() {
        let refused = desk.fails(1, &["godkend", "1"], "");
        assert!(refused.contains(first), "{refused}");
        assert_eq!(desk.state(), "waiting");
    }
    desk.hide_all_that_waits();
    assert_eq!(desk.state(), "waiting");
    desk.ok(&["godkend", "1"], "");
    assert_eq!(desk.state(), "approved");
    let shown = desk.json();
    let text = shown["text"].as_str().unwrap();
    for canary in CANARIES {
        assert!(!text.contains(canary), "{canary} in\n{text}");
    }
    assert!(text.contains("Ankestyrelsen") && text.contains("[telefonnr.]"), "{text}");
    // A later decision takes the approval back.
    desk.ok(&["fortryd", "1"], "");
    assert_eq!(desk.state(), "waiting");
}

#[test]
fn a_review_over_a_pipe_stores_each_answer_and_leaving_decides_nothing() {
    let desk = Desk::new(MAIL);
    let before = desk.json();
    let asked = desk.ok(&["gennemse", "1"], "");
    assert!(asked.contains("Spørgsmål 1 af"), "{asked}");
    assert_eq!(desk.json(), before);
    desk.ok(&["gennemse", "1"], "q\n");
    assert_eq!(desk.json(), before);
    // One answer, then the input ends: that one is stored.
    let asked = desk.ok(&["gennemse", "1"], "s\n");
    assert!(asked.contains("Skjules som ["), "{asked}");
    desk.ok(&["fortryd", "1"], "");
    desk.fails(2, &["fortryd", "1"], "");
    // Hiding everything, one letter a line, leaves nothing that waits.
    let done = desk.ok(&["gennemse", "1"], &"s\n".repeat(40));
    assert!(done.contains("Intet venter") && done.contains("godkend 1"), "{done}");
    assert!(desk.labels("waiting").is_empty());
    let again = desk.ok(&["gennemse", "1"], "");
    assert!(again.contains("Der er intet at tage stilling til"), "{again}");
}

#[test]
fn roles_keeping_and_undoing_by_label() {
    let desk = Desk::new(MAIL);
    let find = |desk: &Desk, form: &str| -> serde_json::Value {
        let shown = desk.json();
        let has = |subject: &&serde_json::Value| {
            subject["forms"].as_array().unwrap().iter().any(|known| known.as_str().unwrap().contains(form))
        };
        shown["subjects"].as_array().unwrap().iter().find(has).unwrap().clone()
    };
    let mette = find(&desk, "Søndergaard");
    let label = mette["label"].as_str().unwrap().to_owned();
    let said = desk.ok(&["skjul", "1", &label, "--rolle", "leder"], "");
    assert!(said.contains("[leder]"), "{said}");
    assert_eq!(find(&desk, "Søndergaard")["placeholder"], "[leder]");
    desk.ok(&["behold", "1", &label], "");
    assert_eq!(find(&desk, "Søndergaard")["status"], "kept");
    desk.ok(&["fortryd", "1"], "");
    assert_eq!(find(&desk, "Søndergaard")["placeholder"], "[leder]");
    let text = desk.ok(&["vis", "1"], "");
    assert!(text.contains(&label) && text.contains("[leder]") && text.contains("Personer:"), "{text}");
}

#[test]
fn what_is_typed_wrongly_gets_cause_and_remedy_and_no_name_is_repeated() {
    let desk = Desk::new(MAIL);
    assert!(desk.fails(2, &["vis", "7"], "").contains("Samlingen har kun nr. 1."));
    desk.fails(2, &["vis", "Viggo"], "");
    let refused = desk.fails(2, &["skjul", "1", "Viggo"], "");
    assert!(refused.contains("kommandolinjen"), "{refused}");
    desk.fails(2, &["skjul", "1", "p99"], "");
    desk.fails(2, &["skjul", "1", "--rolle", "Viggo"], "");
    desk.fails(2, &["skjul", "1"], "");
    desk.fails(2, &["skjul", "1"], "Findesikke\n");
    desk.fails(2, &["skjul", "1", "--kun", "9"], "kommunen\n");
    desk.fails(2, &["behold", "1"], "Findesikke\n");
    desk.fails(2, &["afvis", "1"], "");
    desk.fails(2, &["afvis", "1", "--genaabn"], "");
    desk.fails(2, &["godkend", "2-5"], "");
    assert_eq!(desk.state(), "waiting");
    let wrong = Command::new(env!("CARGO_BIN_EXE_vidnesbyrd"))
        .arg("-C")
        .arg(&desk.folder)
        .args(["vis", "1"])
        .env("VIDNESBYRD_PASSPHRASE", "en helt anden sang")
        .output()
        .unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    assert!(wrong.stdout.is_empty());
}

#[test]
fn rejecting_and_taking_up_again() {
    let desk = Desk::new(MAIL);
    desk.ok(&["afvis", "1"], "4\n");
    assert_eq!(desk.state(), "rejected");
    desk.hide_all_that_waits();
    assert_eq!(desk.state(), "rejected");
    assert!(desk.fails(1, &["godkend", "1"], "").contains("afvist"));
    assert!(desk.ok(&["godkend", "alle"], "").contains("springes over"));
    desk.ok(&["afvis", "1", "--genaabn"], "");
    assert_eq!(desk.state(), "waiting");
    desk.ok(&["godkend", "alle"], "");
    assert_eq!(desk.state(), "approved");
}

#[test]
fn the_overview_needs_no_passphrase_and_says_nothing_about_anybody() {
    let desk = Desk::new(MAIL);
    for words in [&["oversigt"][..], &["oversigt", "--venter"], &["list", "--format", "json"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_vidnesbyrd"))
            .arg("-C")
            .arg(&desk.folder)
            .args(words)
            .env_remove("VIDNESBYRD_PASSPHRASE")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        let out = String::from_utf8(output.stdout).unwrap();
        for canary in CANARIES {
            assert!(!out.contains(canary));
        }
    }
}

#[test]
fn an_escape_sequence_in_a_mail_does_not_reach_the_terminal() {
    let mail = MAIL.replace("og han griner", "og han \u{1b}[2J\u{1b}]0;kaprede\u{7} griner");
    let desk = Desk::new(&mail);
    for words in [&["vis", "1"][..], &["vis", "1", "--original"], &["vis", "1", "--raa"], &["vis", "1", "--foldet"]] {
        let out = desk.ok(words, "");
        assert!(out.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()), "{words:?}");
    }
    let asked = desk.ok(&["gennemse", "1"], "v\nq\n");
    assert!(!asked.contains('\u{1b}'));
}

/// A run that was broken off between storing and reading leaves a row that nobody has read.
#[test]
fn what_was_stored_but_never_read_is_read_when_it_is_opened() {
    let desk = Desk::new(MAIL);
    let second = MAIL.replace("guldklumpen", "solstrålen").replace("<1@", "<2@");
    {
        let collection = vidnesbyrd::store::Collection::open(&desk.folder).unwrap();
        let raw = vidnesbyrd::intake::RawMessage::new(second.into_bytes());
        let received = jiff::Timestamp::from_second(1_793_000_000).unwrap();
        collection.take_in(&raw, &vidnesbyrd::store::Source::File, received).unwrap();
    }
    assert!(desk.ok(&["oversigt"], "").contains("ulæst"));
    assert!(desk.ok(&["vis", "2"], "").contains("solstrålen"));
    assert!(!desk.ok(&["oversigt"], "").contains("ulæst"));
}

/// What a mail is taken for is a guess: a withdrawal is not approved by accident, but can be by who has read it.
#[test]
fn a_withdrawal_is_not_approved_by_accident() {
    let desk = Desk::new(
        &MAIL
            .replace("Vores historie", "Jeg trækker mit vidnesbyrd tilbage")
            .replace("Kære alle.", "Jeg vil gerne trække mit vidnesbyrd tilbage."),
    );
    let rows: serde_json::Value = serde_json::from_str(&desk.ok(&["oversigt", "--format", "json"], "")).unwrap();
    assert_eq!(rows[0]["class"], "withdrawal");
    desk.hide_all_that_waits();
    assert!(desk.fails(3, &["godkend", "1"], "").contains("trukket tilbage"));
    assert!(desk.ok(&["godkend", "alle"], "").contains("springes over"));
    desk.ok(&["godkend", "1", "--jeg-har-laest-originalen"], "");
    assert_eq!(desk.state(), "approved");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::new(MAIL);
    let mut child = Command::new(env!("CARGO_BIN_EXE_vidnesbyrd"))
        .arg("-C")
        .arg(&desk.folder)
        .args(["vis", "1"])
        .env("VIDNESBYRD_PASSPHRASE", PASSPHRASE)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
