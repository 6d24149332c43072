//! `opret` and `tjek`, run as a coordinator runs them.

use jiff::Timestamp;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;
use vidnesbyrd::intake::RawMessage;
use vidnesbyrd::store::{Collection, Number, Source, State, folder};

const PASSPHRASE: &str = "Kanariefuglen sang i nat";

/// What a run printed (standard output, standard error) and its exit code.
struct Ran {
    out: String,
    err: String,
    code: Option<i32>,
}

fn run_with(passphrase: Option<&str>, folder: &Path, words: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vidnesbyrd"));
    command.arg("-C").arg(folder).args(words).stdin(Stdio::null()).env_remove("VIDNESBYRD_PASSPHRASE");
    if let Some(passphrase) = passphrase {
        command.env("VIDNESBYRD_PASSPHRASE", passphrase);
    }
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let ran = Ran { out: text(output.stdout), err: text(output.stderr), code: output.status.code() };
    // Neither the passphrase nor anything else that a canary marks is ever printed.
    assert!(!ran.out.contains("Kanarie") && !ran.err.contains("Kanarie"));
    ran
}

/// A run that is answered on standard input, as from a pipe.
fn answered(folder: &Path, words: &[&str], answer: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_vidnesbyrd"))
        .arg("-C")
        .arg(folder)
        .args(words)
        .env_remove("VIDNESBYRD_PASSPHRASE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(answer.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
}

fn run(folder: &Path, words: &[&str]) -> Ran {
    run_with(Some(PASSPHRASE), folder, words)
}

#[test]
fn a_new_collection_is_in_order_and_nothing_is_made_twice() {
    let dir = TempDir::new().unwrap();
    let samling = dir.path().join("vores samling");
    let made = run(&samling, &["opret", "--titel", "Vi ser jer", "--koordinator", "ÅB"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    assert!(made.out.contains("USB") && made.out.contains("Få en nøgle mere"));

    let checked = run(&samling, &["tjek"]);
    assert_eq!(checked.code, Some(0), "{}{}", checked.out, checked.err);
    assert!(checked.out.contains("✓ Nøgle: adgangskoden åbner den.") && checked.out.contains("! Modtagere: kun én"));

    let key = std::fs::read(samling.join(folder::KEY_FILE)).unwrap();
    let again = run(&samling, &["init"]);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("Der er allerede en samling"));
    assert_eq!(std::fs::read(samling.join(folder::KEY_FILE)).unwrap(), key);

    // Without the passphrase in the environment everything but the key is checked all the same.
    let checked = run_with(None, &samling, &["doctor"]);
    assert_eq!(checked.code, Some(0));
    assert!(checked.out.contains("ikke prøvet"));
    let wrong = run_with(Some("en helt anden sang"), &samling, &["tjek"]);
    assert_eq!(wrong.code, Some(1));
    assert!(wrong.out.contains("Adgangskoden er ikke den rigtige."));
}

#[test]
fn what_will_not_do_is_refused_before_anything_is_made() {
    let dir = TempDir::new().unwrap();
    let samling = dir.path().join("samling");
    let refused = [
        run_with(Some("elleve tegn"), &samling, &["opret"]),
        run_with(None, &samling, &["opret"]),
        run(&samling, &["opret", "--koordinator", "Kanarie Fugl"]),
        run(&samling, &["opret", "--ekstra-modtager", "age1Kanarie"]),
        run(&samling, &["opret", "--titel", "  "]),
        run(&samling.join("dybere"), &["opret"]),
        run(&samling, &["tjek"]),
    ];
    for ran in refused {
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains("Fejl:") && ran.err.contains("Årsag:") && ran.err.contains("Prøv:"), "{}", ran.err);
        assert!(!samling.exists());
    }
}

#[test]
fn tjek_says_what_is_wrong_and_what_to_do() {
    let dir = TempDir::new().unwrap();
    let samling = dir.path().join("samling");
    assert_eq!(run(&samling, &["opret"]).code, Some(0));
    let path = |name: &str| samling.join(name);
    let tjek = || run_with(None, &samling, &["tjek", "--uden-netvaerk"]);

    let settings = std::fs::read(path(folder::SETTINGS)).unwrap();
    std::fs::write(path(folder::SETTINGS), "[collection]\ntitle = Kanarie\n").unwrap();
    let ran = tjek();
    assert!(ran.code == Some(1) && ran.out.contains("Linje 2 er ikke skrevet rigtigt."), "{}", ran.out);
    let preface = "[collection]\ntitle = \"Kanarie\"\ncoordinator = \"AB\"\npreface = \"Kanarie.md\"\n";
    std::fs::write(path(folder::SETTINGS), preface).unwrap();
    let ran = tjek();
    assert!(ran.code == Some(1) && ran.out.contains("collection.preface"), "{}", ran.out);
    std::fs::write(path(folder::SETTINGS), settings).unwrap();
    assert_eq!(tjek().code, Some(0));

    let recipients = std::fs::read_to_string(path(folder::RECIPIENTS)).unwrap();
    std::fs::write(path(folder::RECIPIENTS), recipients.clone() + "age1Kanarie\n").unwrap();
    let ran = tjek();
    assert!(ran.code == Some(1) && ran.out.contains("Linje 5 i modtagere.txt"), "{}", ran.out);
    std::fs::write(path(folder::RECIPIENTS), "# ingen\n").unwrap();
    let ran = tjek();
    assert!(ran.code == Some(1) && ran.out.contains("står ingen nøgle"), "{}", ran.out);
    std::fs::write(path(folder::RECIPIENTS), recipients).unwrap();

    std::fs::create_dir(path(folder::RULES)).unwrap();
    std::fs::write(path("regler/egne.toml"), "[[rule]]\nid = \"egen\"\nKanarie").unwrap();
    let ran = tjek();
    assert!(ran.code == Some(1) && ran.out.contains("Reglerne kan ikke bruges"), "{}", ran.out);
    let rule = "[[rule]]\nid = \"egen\"\nkind = \"place\"\ntier = \"sure\"\nregex = 'Kanarieø'\nwhy = \"egen liste\"\n\
                examples = [\"på ⟦Bogø⟧\"]\ncounter = [\"ø\"]\n";
    std::fs::write(path("regler/egne.toml"), rule).unwrap();
    let ran = tjek();
    assert!(ran.code == Some(1) && ran.out.contains("eksempel 1"), "{}", ran.out);
    std::fs::write(path("regler/egne.toml"), rule.replace("Bogø", "Kanarieø")).unwrap();
    let ran = tjek();
    assert!(ran.code == Some(0) && ran.out.contains("✓ Regler:"), "{}", ran.out);

    let key = std::fs::read(path(folder::KEY_FILE)).unwrap();
    std::fs::remove_file(path(folder::KEY_FILE)).unwrap();
    let ran = tjek();
    assert!(ran.code == Some(0) && ran.out.contains("noegle.age ligger ikke her"), "{}", ran.out);
    std::fs::write(path(folder::KEY_FILE), key).unwrap();

    let database = std::fs::read(path(folder::DATABASE)).unwrap();
    rusqlite::Connection::open(path(folder::DATABASE)).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let ran = tjek();
    assert!(ran.code == Some(1) && ran.out.contains("nyere udgave"), "{}", ran.out);
    std::fs::write(path(folder::DATABASE), "Kanarie").unwrap();
    let ran = tjek();
    assert!(ran.code == Some(1) && ran.out.contains("samling.db er beskadiget"), "{}", ran.out);
    std::fs::write(path(folder::DATABASE), database).unwrap();
}

#[cfg(unix)]
#[test]
fn tjek_finds_files_that_others_can_read() {
    use std::os::unix::fs::PermissionsExt;
    let dir = TempDir::new().unwrap();
    let samling = dir.path().join("samling");
    assert_eq!(run(&samling, &["opret"]).code, Some(0));
    for (path, mode) in [(samling.join(folder::KEY_FILE), 0o640), (samling.clone(), 0o755)] {
        let before = std::fs::metadata(&path).unwrap().permissions();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        let ran = run_with(None, &samling, &["tjek"]);
        assert!(ran.code == Some(1) && ran.out.contains(&format!("{mode:03o}")) && ran.out.contains("chmod"));
        std::fs::set_permissions(&path, before).unwrap();
    }
    assert_eq!(run_with(None, &samling, &["tjek"]).code, Some(0));
}

#[test]
fn a_withdrawal_is_confirmed_carried_out_and_logged() {
    let dir = TempDir::new().unwrap();
    let samling = dir.path().join("samling");
    assert_eq!(run(&samling, &["opret", "--koordinator", "ÅB"]).code, Some(0));
    let collection = Collection::open(&samling).unwrap();
    for text in ["Kanarie 1", "Kanarie 2", "Kanarie 3"] {
        collection.take_in(&RawMessage::new(text.into()), &Source::File, Timestamp::now()).unwrap();
    }
    drop(collection);
    let state = |number| Collection::open(&samling).unwrap().row(Number(number)).unwrap().state;

    // A number that does not exist: nothing is deleted, also not those that do.
    let ran = answered(&samling, &["tilbagekald", "1", "9"], "1\n9\n");
    assert!(ran.code == Some(2) && ran.err.contains("vidnesbyrd 9"), "{}", ran.err);
    // No answer, and a wrong one.
    for answer in ["", "ja\n", "3\n"] {
        let ran = answered(&samling, &["tilbagekald", "2"], answer);
        assert!(ran.code == Some(1) && ran.out.contains("ikke rørt"), "{}", ran.out);
    }
    assert!((1..=3).all(|number| state(number) == State::Unread));

    let ran = answered(&samling, &["withdraw", "2"], "2\n");
    assert!(ran.code == Some(0) && ran.out.contains("✓ Vidnesbyrd 2 er slettet"), "{}{}", ran.out, ran.err);
    assert_eq!(answered(&samling, &["tilbagekald", "2", "3", "--ja"], "").code, Some(0));
    assert_eq!((state(1), state(2), state(3)), (State::Unread, State::Withdrawn, State::Withdrawn));

    let log = answered(&samling, &["log"], "").out;
    assert_eq!(log.lines().count(), 6, "{log}");
    assert!(
        log.contains("ÅB        samlingen blev oprettet") && log.contains("ÅB        vidnesbyrd 3: trukket tilbage")
    );
    assert_eq!(answered(&samling, &["log", "2"], "").out.lines().count(), 2);
    assert_eq!(answered(&samling, &["log", "9"], "").code, Some(2));
}
