//! `demo` and `udgiv` as they are run: the real program, the shipped mails, a finished file.

use secrecy::SecretString;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use vidnesbyrd::intake::{Class, RawMessage, Reading};
use vidnesbyrd::personal::Personal;
use vidnesbyrd::publish::edition::{BOOKLET, Manifest};
use vidnesbyrd::publish::leak::{self, HiddenForm, Leak};
use vidnesbyrd::redact::rules::RuleSet;
use vidnesbyrd::redact::{Kind, Role};
use vidnesbyrd::review::{Act, Decision, Review, WithRules};
use vidnesbyrd::store::{Collection, Dossier, NewCollection, Number, Source, Taken, create};
use vidnesbyrd::text::SourceText;

const PASSPHRASE: &str = "rødgrød med fløde på";

fn program(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vidnesbyrd"))
        .args(words)
        .stdin(Stdio::null())
        .env("VIDNESBYRD_PASSPHRASE", PASSPHRASE)
        .output()
        .unwrap()
}

/// Everything that was said.
fn said(output: &Output) -> String {
    [&output.stdout[..], &output.stderr[..]].map(String::from_utf8_lossy).concat()
}

/// Everything labelled in the shipped mails that can be read on the pages of its own testimony. Indirect things (a school, a date) are
/// warned about, not always hidden, so they are left out.
fn missed_in(booklet: &[u8], printed: &[u32]) -> Vec<(u32, String)> {
    let mails = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/mail");
    let mut labels: Vec<_> = std::fs::read_dir(mails).unwrap().map(|entry| entry.unwrap().path()).collect();
    labels.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    labels.sort();
    let mut forms = Vec::new();
    for (number, path) in (1..).zip(labels).filter(|(number, _)| printed.contains(number)) {
        let label: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
        let hidden = label.get("hidden").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        for item in hidden.iter().filter(|item| item.get("indirect").is_none()) {
            let text = item.get("text").and_then(toml::Value::as_str).unwrap().to_owned();
            forms.push((number, text));
        }
    }
    assert!(forms.len() > 200, "only {} labels", forms.len());
    let hidden: Vec<HiddenForm> = forms
        .iter()
        .map(|(number, text)| HiddenForm {
            number: *number,
            text: Personal::new(text.clone()),
            ordinary_word: true,
            kept_in: Default::default(),
            in_contents: false,
        })
        .collect();
    let hits = match leak::check_bytes(booklet, &hidden, &[]) {
        Ok(()) => Vec::new(),
        Err(Leak::Found(hits)) => hits,
        Err(Leak::Unreadable(part)) => panic!("{part}"),
    };
    let places: BTreeSet<usize> = hits.into_iter().map(|hit| hit.form).collect();
    places.into_iter().map(|form| forms[form].clone()).collect()
}

fn demo(folder: &Path) -> Output {
    program(&["demo", "--ud", folder.to_str().unwrap(), "--dato", "2026-11-21"])
}

fn manifest(folder: &Path, edition: u32) -> Manifest {
    let file = folder.join(format!("udgaver/udgave-{edition}/manifest.json"));
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

fn booklet(folder: &Path, edition: u32) -> Vec<u8> {
    std::fs::read(folder.join(format!("udgaver/udgave-{edition}")).join(BOOKLET)).unwrap()
}

#[test]
fn the_demo_does_the_whole_main_job_twice_with_the_same_bytes() {
    let home = TempDir::new().unwrap();
    let (one, two) = (home.path().join("en"), home.path().join("to"));
    let ran = demo(&one);
    assert_eq!(ran.status.code(), Some(0), "{}", said(&ran));
    let told = said(&ran);
    for part in ["haefte.pdf", "vidnesbyrd på", "mennesker er skjult", "i tvivl", "Ikke med:", "autosvar", "nyhedsbrev"]
    {
        assert!(told.contains(part), "{part} is missing in:\n{told}");
    }
    let made = manifest(&one, 1);
    assert!(made.testimonies.len() >= 14, "only {} testimonies", made.testimonies.len());
    assert!(made.hidden_forms_searched > 100);

    let missed = missed_in(&booklet(&one, 1), &made.testimonies);
    assert!(missed.is_empty(), "labelled as hidden, but printed: {missed:?}");

    // Another folder on the same day: other keys, the same booklet.
    assert_eq!(demo(&two).status.code(), Some(0));
    assert!(booklet(&one, 1) == booklet(&two, 1), "two runs differ");

    // The same folder again: nothing is lost, nothing is made twice.
    let before = booklet(&one, 1);
    let again = demo(&one);
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
    assert!(said(&again).contains("intet er ændret siden udgave 1"));
    assert!(booklet(&one, 1) == before && !one.join("udgaver/udgave-2").exists());
}

#[test]
fn the_demo_never_touches_what_it_did_not_make() {
    let home = TempDir::new().unwrap();
    std::fs::write(home.path().join("brev.txt"), "mit").unwrap();
    let ran = demo(home.path());
    assert_eq!(ran.status.code(), Some(2), "{}", said(&ran));
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1);
}

/// A collection with invented testimonies, read and reviewed here instead of by the program.
struct Made {
    dir: TempDir,
    collection: Collection,
    rules: RuleSet,
}

impl Made {
    fn new(settings: &str) -> Self {
        let dir = TempDir::new().unwrap();
        let settings = format!("[collection]\ntitle = \"Det, vi siger\"\ncoordinator = \"AB\"\n{settings}");
        let passphrase = SecretString::from(PASSPHRASE);
        let new = NewCollection { settings: &settings, passphrase: &passphrase, extra_recipients: &[], by: None };
        create(dir.path(), &new).unwrap();
        let collection = Collection::open(dir.path()).unwrap();
        Self { dir, collection, rules: RuleSet::shipped().unwrap() }
    }

    /// Stores a text, hides these words in it, everything the engine doubts too, and approves it when told.
    fn add(&self, text: &str, hide: &[&str], approve: bool) -> Number {
        let message = RawMessage::new(text.as_bytes().to_vec());
        let Taken::New(number) = self.collection.take_in(&message, &Source::File, jiff::Timestamp::UNIX_EPOCH).unwrap()
        else {
            panic!("known")
        };
        let reading = Reading {
            text: SourceText::normalise(text),
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
        let mut dossier = Dossier::<Decision>::new(reading.clone());
        let mut review = Review::open(reading, Vec::new(), WithRules::new(&self.rules)).unwrap();
        let decide = |review: &mut Review<'_>, act| {
            review.decide(Decision { at: jiff::Timestamp::UNIX_EPOCH, by: "AB".into(), act }).unwrap();
        };
        for word in hide {
            let word = Personal::new(word.to_lowercase());
            decide(&mut review, Act::HideWord { word, kind: Kind::Person, role: Role::Caseworker });
        }
        for id in review.waiting() {
            let subject = review.analysis().subject(id).unwrap().clone();
            let act = if subject.kind == Kind::Unvouched {
                Act::Words { hide: BTreeSet::new(), keep: subject.forms }
            } else {
                Act::Keep { forms: subject.forms, kind: subject.kind }
            };
            decide(&mut review, act);
        }
        if approve {
            let act = review.approval(false);
            decide(&mut review, act);
        }
        dossier.log = review.log().to_vec();
        self.collection.save(number, &mut dossier, &review.summary()).unwrap();
        number
    }

    fn publish(&self, words: &[&str]) -> Output {
        let folder = self.dir.path().to_str().unwrap();
        let output = program(&[&["-C", folder, "udgiv"], words].concat());
        assert!(!said(&output).contains("Kanarie"), "a name was said");
        output
    }
}

#[test]
fn an_edition_is_made_once_and_again_only_when_something_changed() {
    let made = Made::new("");
    made.add("Vi har ventet længe på et svar fra Kanariella, og det kom aldrig.", &["Kanariella"], true);
    let ran = made.publish(&["--dato", "2026-11-21"]);
    assert_eq!(ran.status.code(), Some(0), "{}", said(&ran));
    assert!(said(&ran).contains("Udgave 1 er færdig: 1 vidnesbyrd"));
    let first = booklet(made.dir.path(), 1);
    let again = made.publish(&["--dato", "2026-11-21"]);
    assert!(said(&again).contains("Intet er ændret siden udgave 1"), "{}", said(&again));
    assert!(booklet(made.dir.path(), 1) == first);

    made.add("Vi venter også, og vi er trætte.", &[], true);
    let ran = made.publish(&[]);
    assert!(said(&ran).contains("Udgave 2 er færdig: 2 vidnesbyrd"), "{}", said(&ran));
    assert_eq!(manifest(made.dir.path(), 2).testimonies, [1, 2]);
    assert!(booklet(made.dir.path(), 1) == first);
    assert_eq!(made.collection.editions().unwrap().len(), 2);
}

#[test]
fn nothing_approved_is_no_edition() {
    let made = Made::new("");
    made.add("Vi har ventet længe på et svar.", &[], false);
    let ran = made.publish(&[]);
    assert_eq!(ran.status.code(), Some(1));
    assert!(said(&ran).contains("1 venter på dig"), "{}", said(&ran));
    assert!(!made.dir.path().join("udgaver").exists());
}

#[test]
fn the_artefact_is_checked_a_name_hidden_in_one_text_and_printed_in_the_preface_stops_the_edition() {
    let made = Made::new("preface = \"forord.md\"\n");
    std::fs::write(made.dir.path().join("forord.md"), "# Forord\n\nTak til Kanariella for kaffen.\n").unwrap();
    made.add("Vi har ventet længe på et svar fra Kanariella, og det kom aldrig.", &["Kanariella"], true);
    let ran = made.publish(&[]);
    assert_eq!(ran.status.code(), Some(3), "{}", said(&ran));
    assert!(said(&ran).contains("forord") && said(&ran).contains("Side 4"), "{}", said(&ran));
    assert!(!made.dir.path().join("udgaver").exists());
    assert!(made.collection.editions().unwrap().is_empty());
}

#[test]
fn a_letter_that_cannot_be_printed_is_named_and_a_missing_preface_too() {
    let made = Made::new("preface = \"væk.md\"\n");
    made.add("Vi har ventet længe på et svar.", &[], true);
    let ran = made.publish(&[]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(said(&ran).contains("Forordet kan ikke læses"), "{}", said(&ran));
    std::fs::write(made.dir.path().join("væk.md"), "Et 美 for meget").unwrap();
    let ran = made.publish(&[]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(said(&ran).contains("U+7F8E") && said(&ran).contains("i forordet"), "{}", said(&ran));
}
